// A list that is too long to be drawn whole: the cards near the screen are there, gaps
// keep the room of the others. The engine says what is drawn, this says what is near.

/** How far from the screen cards are drawn, in heights of the screen. */
const NEAR = 1;
/** Cards that the engine draws together. */
const CHUNK = 12;

/** What is known of each widget's list, by its shadow root. */
const lists = new WeakMap();

class List {
  /** How high each chunk was when it was drawn last. */
  heights = new Map();
  width;

  constructor(root, widget) {
    this.root = root;
    this.widget = widget;
    this.observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.look();
    }, { rootMargin: `${100 * NEAR}% 0px` });
    // The browser's own search found a name in a gap: its cards take the name's place.
    root.addEventListener("beforematch", ({ target }) => {
      const chunk = Number(target.dataset.chunk);
      if (target.matches(".gap")) this.ask(chunk - 1, chunk + 2);
    });
  }

  /** All chunks in the page's order: which, how many, where they begin and end. */
  spans() {
    const spans = [];
    for (const element of this.root.querySelectorAll("[data-chunk]")) {
      const { chunk, chunks = 1 } = element.dataset;
      const last = spans.at(-1);
      const { top, bottom } = element.getBoundingClientRect();
      if (last?.chunk === Number(chunk)) last.bottom = Math.max(last.bottom, bottom);
      else spans.push({ element, chunk: Number(chunk), chunks: Number(chunks), top, bottom });
    }
    return spans;
  }

  /** After each drawing: gaps get the height of what they stand for, as far as that is known. */
  lay() {
    const width = this.root.host.clientWidth;
    if (this.width !== width) this.heights.clear();
    const again = this.width !== width;
    this.width = width;
    const spans = this.spans();
    let [drawn, height] = [0, 0];
    for (const { element, chunk, top, bottom } of spans) {
      if (element.matches(".gap")) continue;
      this.heights.set(chunk, bottom - top);
      drawn += 1;
      height += bottom - top;
    }
    const usual = drawn ? height / drawn : 0;
    for (const { element, chunk, chunks } of spans) {
      if (!element.matches(".gap") || (element.hidden && !again)) continue;
      let room = 0;
      for (let at = chunk; at < chunk + chunks; at += 1) room += this.heights.get(at) ?? usual;
      element.style.blockSize = `${room}px`;
      // Found by the browser's search all the same, where it can.
      element.hidden = "until-found";
      this.observer.observe(element);
    }
    this.look(spans);
  }

  /** Asks for the chunks near the screen, and for those that are open or in use. */
  look(spans = this.spans()) {
    const [above, below] = [-NEAR * innerHeight, (1 + NEAR) * innerHeight];
    let [from, to] = [Infinity, 0];
    for (const { chunk, chunks, top, bottom } of spans) {
      if (bottom < above || below < top) continue;
      const each = (bottom - top) / chunks || 1;
      from = Math.min(from, chunk + Math.floor(Math.max(0, above - top) / each));
      to = Math.max(to, chunk + Math.min(chunks, Math.ceil((below - top) / each)));
    }
    if (from > to) return;
    // A chunk that is drawn begins where a row does.
    const columns = getComputedStyle(this.root.querySelector(".cards")).gridTemplateColumns.split(" ").length;
    let step = 1;
    while ((step * CHUNK) % columns) step += 1;
    this.ask(from - (from % step), to);
  }

  ask(from, to) {
    const used = [...this.root.querySelectorAll(":is(.card.open, .card:focus-within)")];
    const kept = [...new Set(used.map((card) => Number(card.dataset.chunk)))];
    this.widget.look(Math.max(0, from), to, Uint32Array.from(kept));
  }
}

/** The engine drew a part of a long list. */
export function lay(root, widget) {
  let list = lists.get(root);
  if (list?.widget !== widget) lists.set(root, (list = new List(root, widget)));
  list.lay();
}
