// A list that is too long to be drawn whole: the cards near the screen are there, gaps
// keep the room of the others. The engine says what is drawn, this says what is near.

/** How far from the screen cards are drawn, in heights of the screen. */
const NEAR = 1;
/** Chunks that are asked for at most, and a few that fill rows: the engine draws no more than 16 at once. */
const MOST = 12;
/** Cards that the engine draws together. */
const CHUNK = 12;

/** What is known of each widget's list, by its shadow root. */
const lists = new WeakMap();

/** Of all chunks: the first one between these heights, and where they end. */
function within(spans, above, below) {
  let [from, to] = [Infinity, 0];
  for (const { chunk, chunks, top, bottom } of spans) {
    if (bottom < above || below < top) continue;
    const each = (bottom - top) / chunks || 1;
    from = Math.min(from, chunk + Math.floor(Math.max(0, above - top) / each));
    to = Math.max(to, chunk + Math.min(chunks, Math.ceil((below - top) / each)));
  }
  return [from, to];
}

class List {
  /** Which cards each chunk had when it was drawn last, and how high it was. */
  known = new Map();
  usual = 0;
  width;
  gone = new AbortController();

  constructor(root, widget) {
    this.root = root;
    this.widget = widget;
    this.observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.look();
    }, { rootMargin: `${100 * NEAR}% 0px` });
    // A frame may be as high as what is in it. Which part of it is on the screen, this alone knows,
    // and in another origin's page it knows no margins.
    this.eye = new IntersectionObserver((entries) => {
      const { isIntersecting, intersectionRect: { top, bottom } } = entries.at(-1);
      if (isIntersecting) this.near(top, bottom, NEAR * screen.height);
    });
    // The browser's own search found a name in a gap: its cards take the name's place.
    root.addEventListener("beforematch", ({ target }) => {
      const chunk = Number(target.dataset.chunk);
      if (!target.matches(".gap")) return;
      // It may be gone by the time that the browser would scroll to it.
      target.scrollIntoView({ block: "center" });
      this.ask(chunk - 1, chunk + 2);
    }, { signal: this.gone.signal });
  }

  /** Another widget draws here from now on; this one's may draw elsewhere. */
  leave() {
    this.gone.abort();
    this.observer.disconnect();
    this.eye.disconnect();
  }

  /** All chunks in the page's order: which, how many, which cards, where they begin and end. */
  spans() {
    const spans = [];
    for (const element of this.root.querySelectorAll("[data-chunk]")) {
      const { chunk, chunks = 1 } = element.dataset;
      const last = spans.at(-1);
      const { top, bottom } = element.getBoundingClientRect();
      const card = `${element.querySelector("[data-id]")?.dataset.id}\n`;
      if (last?.chunk === Number(chunk)) {
        last.bottom = Math.max(last.bottom, bottom);
        last.cards += card;
      } else spans.push({ element, chunk: Number(chunk), chunks: Number(chunks), cards: card, top, bottom });
    }
    return spans;
  }

  /** After each drawing: gaps get the height of what they stand for, as far as that is known. */
  lay() {
    const width = this.root.host.clientWidth;
    const spans = this.spans();
    // Of other cards, or in other columns, nothing is known.
    const again = this.width !== width || spans.some(({ element, chunk, cards }) =>
      !element.matches(".gap") && (this.known.get(chunk)?.cards ?? cards) !== cards);
    if (again) this.known.clear();
    this.width = width;
    let [drawn, height] = [0, 0];
    for (const { element, chunk, cards, top, bottom } of spans) {
      // (In a frame that is being resized, what is drawn may have no room yet.)
      if (element.matches(".gap") || top === bottom) continue;
      this.known.set(chunk, { cards, height: bottom - top });
      drawn += 1;
      height += bottom - top;
    }
    // Where all of it was left at once, as before.
    if (drawn) this.usual = height / drawn;
    for (const { element, chunk, chunks } of spans) {
      if (!element.matches(".gap") || (element.hidden && !again)) continue;
      let room = 0;
      for (let at = chunk; at < chunk + chunks; at += 1) room += this.known.get(at)?.height ?? this.usual;
      if (!room) continue;
      element.style.blockSize = `${room}px`;
      // Found by the browser's search all the same, where it can.
      element.hidden = "until-found";
      this.observer.observe(element);
    }
    this.look(spans);
  }

  /** Asks for the chunks near the screen, and for those that are open or in use. */
  look(spans) {
    if (innerHeight < 2 * screen.height) {
      this.near(0, innerHeight, NEAR * innerHeight, spans);
    } else {
      this.eye.unobserve(this.root.host);
      this.eye.observe(this.root.host);
    }
  }

  /** The screen shows this part of the page, and a list has so much room beyond it. */
  near(top, bottom, room, spans = this.spans()) {
    let [from, to] = within(spans, top - room, bottom + room);
    if (from > to) return;
    const [first, end] = within(spans, top, bottom);
    if (to - from > MOST && first < end) {
      from = Math.max(from, Math.floor((first + end - MOST) / 2));
      to = Math.min(to, from + MOST);
    }
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
  if (list?.widget !== widget) {
    list?.leave();
    lists.set(root, (list = new List(root, widget)));
  }
  list.lay();
}
