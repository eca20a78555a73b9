// No framework: a template for a card, cloned and filled in.

import { STEP, contest, counted, finder, frame, initials, load, name, near, publish, statement, status, topics } from "./shared.js";

const template = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html.replace(/\n\s*/g, "");
  return template.content.firstElementChild;
};

const LIST = template(`<div class="hustings" part="root"><div class="list" tabindex="-1">
  <div class="toolbar" part="toolbar" role="group" aria-label="Find nominations">
    <input class="search" part="search" type="search" aria-label="Search nominations" placeholder="Search" autocomplete="off" spellcheck="false">
    <p class="count" part="count" role="status"></p>
  </div>
  <section class="group">
    <header class="election" part="election"><h2 dir="auto"></h2><button type="button" class="quiet"></button><p class="quiet"></p></header>
    <ul class="cards"></ul>
  </section>
  <p class="more"></p>
</div></div>`);

const CARD = template(`<li class="card"><article part="card">
  <header class="who"><span class="initials" aria-hidden="true"></span><h3 part="name" dir="auto"></h3><p class="quiet"></p></header>
  <div class="cell"><p class="summary" part="summary" dir="auto"><span class="whose">Editor’s words:</span></p></div>
  <div class="cell"><ul class="topics" aria-label="Topics"></ul></div>
  <div class="cell"></div><div class="cell"></div>
  <footer class="controls"><button type="button" class="pick" aria-pressed="false">Compare</button><button type="button" class="quiet star" aria-pressed="false">Shortlist</button><button type="button" class="quiet" aria-expanded="false">More</button></footer>
</article></li>`);

const TOPIC = template(`<li><button type="button" class="topic"><bdi dir="auto"></bdi></button></li>`);

export function card(item, labels) {
  const card = CARD.cloneNode(true);
  const article = card.firstChild;
  const [who, summary, list, , , controls] = article.children;
  const who_ = name(item);
  article.dataset.id = item.id;
  article.ariaLabel = who_;
  who.children[0].textContent = initials(who_);
  who.children[1].textContent = who_;
  who.children[2].textContent = status(item);
  summary.firstChild.append(` ${item.summary}`);
  for (const label of topics(item, labels)) {
    const topic = TOPIC.cloneNode(true);
    topic.firstChild.ariaLabel = `${who_} on ${label}`;
    topic.firstChild.firstChild.textContent = label;
    list.firstChild.append(topic);
  }
  controls.children[0].ariaLabel = `Compare ${who_}`;
  controls.children[1].ariaLabel = `Shortlist ${who_}`;
  controls.children[2].ariaLabel = `More about ${who_}`;
  return card;
}

publish((host, { src, all, fuzzy }) => {
  const root = frame(host);
  root.dataset.phase = "waiting";
  let gone = false;
  let leave = () => {};
  load(src).then((feed) => {
    if (gone) return;
    const { items, labels, election } = feed;
    const find = finder(feed, fuzzy);
    const picks = new Set();
    const list = LIST.cloneNode(true);
    const at = (query) => list.querySelector(query);
    const [search, count, cards, more] = [at(".search"), at(".count"), at(".cards"), at(".more")];
    const byId = new Map();
    let found;
    let shown;

    const add = () => {
      const next = all ? found.length : Math.min(found.length, shown + STEP);
      const fragment = document.createDocumentFragment();
      for (const item of found.slice(shown, next)) {
        const element = card(item, labels);
        byId.set(item.id, item);
        if (picks.has(item.id)) mark(element, true);
        fragment.append(element);
      }
      shown = next;
      cards.append(fragment);
    };
    const mark = (element, on) => {
      element.classList.toggle("picked", on);
      element.querySelector(".pick").ariaPressed = String(on);
    };
    const show = (query) => {
      found = find(query);
      shown = 0;
      cards.replaceChildren();
      count.textContent = counted(found.length, items.length);
      at("h2").textContent = election.name;
      at(".election button").hidden = found.length < 2;
      at(".election button").textContent = `Compare all ${found.length}`;
      at(".election p").textContent = contest(found.length, election);
      at(".group").hidden = found.length === 0;
      add();
    };
    search.addEventListener("input", () => show(search.value));
    cards.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      const element = button?.closest(".card");
      if (!element) return;
      const { id } = element.firstChild.dataset;
      if (button.className === "pick") {
        const on = !picks.delete(id);
        if (on) picks.add(id);
        mark(element, on);
      } else if (button.className === "quiet") {
        const open = element.classList.toggle("open");
        button.ariaExpanded = String(open);
        button.textContent = open ? "Less" : "More";
        element.querySelector(".statement")?.remove();
        if (open) {
          const text = document.createElement("div");
          text.className = "statement";
          text.innerHTML = statement(byId.get(id));
          element.firstChild.append(text);
        }
      }
    });
    show("");
    root.dataset.phase = "ready";
    root.append(list);
    if (!all) leave = near(more, () => shown < found.length && add());
  });
  return () => {
    gone = true;
    leave();
    root.remove();
  };
});
