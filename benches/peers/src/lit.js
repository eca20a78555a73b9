import { LitElement, html, nothing } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { STEP, contest, counted, finder, frame, initials, load, name, near, publish, statement, status, topics } from "./shared.js";

class PeerList extends LitElement {
  static properties = { feed: {}, query: {}, shown: {}, picks: {}, opened: {} };

  constructor() {
    super();
    this.query = "";
    this.shown = STEP;
    this.picks = new Set();
    this.opened = new Set();
  }

  /** In the frame's shadow, where the style is. */
  createRenderRoot() {
    return this;
  }

  willUpdate(changed) {
    if (changed.has("feed")) this.find = finder(this.feed, this.fuzzy);
    if (changed.has("feed") || changed.has("query")) this.found = this.find(this.query);
  }

  firstUpdated() {
    if (!this.all) this.leave = near(this.querySelector(".more"), () => (this.shown += STEP));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leave?.();
  }

  toggle(member, id) {
    const next = new Set(this[member]);
    if (!next.delete(id)) next.add(id);
    this[member] = next;
  }

  input({ target }) {
    this.query = target.value;
    this.shown = STEP;
  }

  card(item) {
    const who = name(item);
    const picked = this.picks.has(item.id);
    const open = this.opened.has(item.id);
    return html`<li class=${classMap({ card: true, picked, open })}>${guard([item, picked, open], () => html`<article part="card" data-id=${item.id} aria-label=${who}>
      <header class="who"><span class="initials" aria-hidden="true">${initials(who)}</span><h3 part="name" dir="auto">${who}</h3><p class="quiet">${status(item)}</p></header>
      <div class="cell"><p class="summary" part="summary" dir="auto"><span class="whose">Editor’s words:</span> ${item.summary}</p></div>
      <div class="cell"><ul class="topics" aria-label="Topics">${topics(item, this.feed.labels).map((label) =>
        html`<li><button type="button" class="topic" aria-label=${`${who} on ${label}`}><bdi dir="auto">${label}</bdi></button></li>`)}</ul></div>
      <div class="cell"></div><div class="cell"></div>
      <footer class="controls"><button type="button" class="pick" aria-label=${`Compare ${who}`} aria-pressed=${String(picked)} @click=${() => this.toggle("picks", item.id)}>Compare</button><button type="button" class="quiet star" aria-label=${`Shortlist ${who}`} aria-pressed="false">Shortlist</button><button type="button" class="quiet" aria-label=${`More about ${who}`} aria-expanded=${String(open)} @click=${() => this.toggle("opened", item.id)}>${open ? "Less" : "More"}</button></footer>
      ${open ? html`<div class="statement">${unsafeHTML(statement(item))}</div>` : nothing}</article>`)}</li>`;
  }

  render() {
    const { found, feed: { items, election } } = this;
    const shown = this.all ? found : found.slice(0, this.shown);
    return html`<div class="hustings" part="root"><div class="list" tabindex="-1">
      <div class="toolbar" part="toolbar" role="group" aria-label="Find nominations">
        <input class="search" part="search" type="search" aria-label="Search nominations" placeholder="Search" autocomplete="off" spellcheck="false" .value=${this.query} @input=${this.input}>
        <p class="count" part="count" role="status">${counted(found.length, items.length)}</p>
      </div>
      ${found.length === 0 ? nothing : html`<section class="group">
        <header class="election" part="election"><h2 dir="auto">${election.name}</h2>${found.length > 1 ? html`<button type="button" class="quiet">Compare all ${found.length}</button>` : nothing}<p class="quiet">${contest(found.length, election)}</p></header>
        <ul class="cards">${repeat(shown, (item) => item.id, (item) => this.card(item))}</ul>
      </section>`}
      <p class="more"></p>
    </div></div>`;
  }
}
customElements.define("peer-list", PeerList);

publish((host, { src, all, fuzzy }) => {
  const root = frame(host);
  root.dataset.phase = "waiting";
  let gone = false;
  load(src).then((feed) => {
    if (gone) return;
    root.dataset.phase = "ready";
    const list = document.createElement("peer-list");
    Object.assign(list, { feed, all, fuzzy });
    root.append(list);
  });
  return () => {
    gone = true;
    root.remove();
  };
});
