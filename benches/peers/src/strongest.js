// The strongest JavaScript that we can write: only the rows on screen are in the document, text is
// folded once, a search narrows what the last one found, one typo is looked for among the words.

import { HtmlRenderer, Parser } from "commonmark";
import css from "../../../www/element/hustings.css";

const STATUSES = { nominated: "Nominated", elected: "Elected", "not-elected": "Not elected", withdrawn: "Withdrawn" };
/** Rows that are kept above and below the screen. */
const SPARE = 3;
/** How long folding may hold up the page, in milliseconds. */
const SLICE = 8;

const template = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html.replace(/\n\s*/g, "");
  return template.content.firstElementChild;
};

const LIST = template(`<div class="hustings" part="root"><div class="list" tabindex="-1">
  <div class="toolbar" part="toolbar" role="group" aria-label="Find nominations">
    <input class="search" part="search" type="search" aria-label="Search nominations" placeholder="Search" autocomplete="off" spellcheck="false">
    <p class="count" part="count" role="status"> </p>
  </div>
  <section class="group">
    <header class="election" part="election"><h2 dir="auto"> </h2><button type="button" class="quiet"> </button><p class="quiet"> </p></header>
    <div class="above"></div><ul class="cards"></ul><div class="below"></div>
  </section>
</div></div>`);

const CARD = template(`<li class="card"><article part="card">
  <header class="who"><span class="initials" aria-hidden="true"> </span><h3 part="name" dir="auto"> </h3><p class="quiet"> </p></header>
  <div class="cell"><p class="summary" part="summary" dir="auto"><span class="whose">Editor’s words:</span> </p></div>
  <div class="cell"><ul class="topics" aria-label="Topics"></ul></div>
  <div class="cell"></div><div class="cell"></div>
  <footer class="controls"><button type="button" class="pick" aria-pressed="false">Compare</button><button type="button" class="quiet star" aria-pressed="false">Shortlist</button><button type="button" class="quiet" aria-expanded="false">More</button></footer>
</article></li>`);

const TOPIC = template(`<li><button type="button" class="topic"><bdi dir="auto"> </bdi></button></li>`);

const ASCII = /^[\0-\x7f]*$/;
const fold = (text) => (ASCII.test(text) ? text : text.normalize("NFD").replace(/\p{M}+/gu, "")).toLowerCase();
const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

function initials(name) {
  const words = name.split(/\s+/u).filter((word) => /^[\p{Alphabetic}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => String.fromCodePoint(word.codePointAt(0))).join("");
}

/** Whether two words differ by at most one letter more, less or other. */
export function oneTypo(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  const rest = (text, from) => text.slice(from);
  return rest(a, at + 1) === rest(b, at + 1) || rest(a, at) === rest(b, at + 1) || rest(a, at + 1) === rest(b, at);
}

/** Everything that words are looked for in. */
class Texts {
  texts = [];
  words;
  last = { query: "", found: undefined };

  constructor({ items, labels }) {
    this.items = items;
    this.labels = labels;
  }

  /** Folds until the time is up; whether all is folded. */
  prepare(until = Infinity) {
    const { texts, items, labels } = this;
    while (texts.length < items.length) {
      for (let end = Math.min(texts.length + 50, items.length); texts.length < end;) {
        const { summary, _hustings: { candidate, stances, statement } } = items[texts.length];
        let text = `${candidate.name}\n${summary}`;
        for (const { topic, quote } of stances) text += `\n${labels.get(topic)}\n${quote}`;
        if (statement) text += `\n${statement}`;
        texts.push(fold(text));
      }
      if (performance.now() > until) return false;
    }
    return true;
  }

  /** Numbers of the items that fit; `undefined` for all. */
  find(query, fuzzy) {
    const folded = fold(query).trim();
    if (!folded) return undefined;
    this.prepare();
    const { last, texts } = this;
    const words = folded.split(/\s+/);
    const narrower = last.found && folded.startsWith(last.query);
    let found = narrower ? last.found : texts.keys();
    found = [...found].filter((at) => words.every((word) => texts[at].includes(word)));
    this.last = { query: folded, found };
    if (found.length || !fuzzy) return found;
    return words.map((word) => this.alike(word)).reduce((a, b) => a.filter((at) => b.includes(at)));
  }

  alike(word) {
    if (!this.words) {
      this.words = new Map();
      this.texts.forEach((text, at) => {
        for (const word of text.match(/[\p{L}\p{N}]+/gu) ?? []) {
          const list = this.words.get(word);
          if (!list) this.words.set(word, [at]);
          else if (list.at(-1) !== at) list.push(at);
        }
      });
    }
    const found = new Set();
    for (const [known, list] of this.words) if (oneTypo(known, word)) list.forEach((at) => found.add(at));
    return [...found].sort((a, b) => a - b);
  }
}

const reader = new Parser();
const writer = new HtmlRenderer({ safe: true });
let sheet;

function mount(host, { src, fuzzy }) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  const root = document.createElement("div");
  root.className = "frame";
  root.setAttribute("part", "frame");
  root.dataset.phase = "waiting";
  shadow.replaceChildren(root);
  const end = new AbortController();
  const { signal } = end;
  fetch(src, { signal }).then((answer) => answer.json()).then((feed) => {
    const { elections: [election], topics } = feed._hustings;
    const { items } = feed;
    const labels = new Map(topics.map(({ id, label }) => [id, label]));
    const texts = new Texts({ items, labels });
    const picks = new Set();
    const opened = new Set();
    const list = LIST.cloneNode(true);
    const at = (query) => list.querySelector(query);
    const [search, count, group, cards, above, below] = [".search", ".count", ".group", ".cards", ".above", ".below"].map(at);
    const spare = [];
    const shown = new Map();
    let found;
    let height = 380;
    const length = () => found?.length ?? items.length;

    const card = (number) => {
      const item = items[number];
      const { candidate: { name }, status, stances, statement } = item._hustings;
      const element = spare.pop() ?? CARD.cloneNode(true);
      const article = element.firstChild;
      const [who, summary, list, , , controls] = article.children;
      article.dataset.id = item.id;
      article.dataset.number = number;
      article.ariaLabel = name;
      who.children[0].firstChild.data = initials(name);
      who.children[1].firstChild.data = name;
      who.children[2].firstChild.data = STATUSES[status];
      summary.firstChild.lastChild.data = ` ${item.summary}`;
      const labelled = list.firstChild;
      while (labelled.children.length > stances.length) labelled.lastChild.remove();
      while (labelled.children.length < stances.length) labelled.append(TOPIC.cloneNode(true));
      stances.forEach(({ topic }, at) => {
        const button = labelled.children[at].firstChild;
        const label = labels.get(topic);
        button.ariaLabel = `${name} on ${label}`;
        button.firstChild.firstChild.data = label;
      });
      const [pick, star, more] = controls.children;
      const open = opened.has(number);
      element.className = `card${picks.has(number) ? " picked" : ""}${open ? " open" : ""}`;
      pick.ariaLabel = `Compare ${name}`;
      pick.ariaPressed = String(picks.has(number));
      star.ariaLabel = `Shortlist ${name}`;
      more.ariaLabel = `More about ${name}`;
      more.ariaExpanded = String(open);
      more.firstChild.data = open ? "Less" : "More";
      article.querySelector(".statement")?.remove();
      if (open) {
        const text = document.createElement("div");
        text.className = "statement";
        text.innerHTML = writer.render(reader.parse(statement ?? ""));
        article.append(text);
      }
      return element;
    };

    /** The rows on screen, and as much room as the others take. */
    const draw = () => {
      const columns = getComputedStyle(cards).gridTemplateColumns.split(" ").length || 1;
      const rows = Math.ceil(length() / columns);
      const top = -group.getBoundingClientRect().top;
      const first = Math.max(0, Math.min(rows - 1, Math.floor(top / height) - SPARE));
      const last = Math.min(rows, first + Math.ceil(innerHeight / height) + 2 * SPARE);
      const wanted = new Map();
      for (let at = first * columns; at < Math.min(length(), last * columns); at++) {
        const number = found ? found[at] : at;
        wanted.set(number, shown.get(number));
      }
      for (const [number, element] of shown) if (!wanted.has(number)) {
        spare.push(element);
        shown.delete(number);
      }
      let before = null;
      for (const number of [...wanted.keys()].reverse()) {
        let element = wanted.get(number);
        if (!element) shown.set(number, element = card(number));
        if (element.nextSibling !== before || element.parentNode !== cards) cards.insertBefore(element, before);
        before = element;
      }
      while (cards.firstChild !== before) cards.firstChild.remove();
      above.style.height = `${first * height}px`;
      below.style.height = `${Math.max(0, rows - last) * height}px`;
    };
    const show = (query) => {
      found = texts.find(query, fuzzy);
      const number = length();
      count.firstChild.data = (number === items.length ? "" : `${number} of `) + plural(items.length, "nomination", "nominations");
      const [head, all, line] = at(".election").children;
      head.firstChild.data = election.name;
      all.hidden = number < 2;
      all.firstChild.data = `Compare all ${number}`;
      line.firstChild.data = `${plural(number, "nominee", "nominees")} · ${plural(election.seats, "seat", "seats")}`;
      group.hidden = number === 0;
      draw();
    };
    search.addEventListener("input", () => show(search.value));
    let waiting = false;
    const later = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        draw();
      });
    };
    addEventListener("scroll", later, { passive: true, signal });
    addEventListener("resize", later, { passive: true, signal });
    cards.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      const article = button?.closest("article");
      if (!article || button.matches(".topic, .star")) return;
      const number = Number(article.dataset.number);
      const set = button.className === "pick" ? picks : opened;
      if (!set.delete(number)) set.add(number);
      spare.push(shown.get(number));
      shown.delete(number);
      draw();
    });
    root.append(list);
    root.dataset.phase = "ready";
    show("");
    height = Math.max(100, cards.firstChild ? cards.firstChild.getBoundingClientRect().height : height);
    draw();
    const prepare = () => signal.aborted || texts.prepare(performance.now() + SLICE) || setTimeout(prepare);
    setTimeout(prepare);
  }, (error) => { if (!signal.aborted) throw error; });
  return () => {
    end.abort();
    root.remove();
  };
}

const run = (host) => mount(host, { src: host.dataset.feed, fuzzy: "fuzzy" in host.dataset });
globalThis.peer = { mount: run };
const host = document.querySelector("[data-peer]");
if (host) run(host);
