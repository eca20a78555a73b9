// The text area with the feed. Browsers take seconds to lay out megabytes of text, and a second more for each key: of a
// large feed a part is there at a time, and what is changed in it is changed in the whole.

import { Lines } from "./places.js";

/** A text up to this length stands there whole, in characters. */
const WHOLE = 320_000;
/** Of a longer one, so much at a time. */
const PART = 80_000;
/** How far the end of a line may be away from where a part ends. */
const NEAR = 4000;
/** Lines that stand above a place that is led to. */
const ABOVE = 4;

export class Editor {
  #area;
  #pager;
  #told;
  #changed;
  #text = "";
  /** The part that stands in the text area. */
  #from = 0;
  #to = 0;
  /** @type {Lines | undefined} */
  #lines;

  /**
   * @param {HTMLTextAreaElement} area
   * @param {HTMLElement} pager Two buttons and what says where they lead.
   * @param {() => void} changed Called after each change by the author's hand.
   */
  constructor(area, pager, changed) {
    [this.#area, this.#pager, this.#changed] = [area, pager, changed];
    this.#told = pager.querySelector("[data-told]");
    const [earlier, later] = pager.querySelectorAll("button");
    earlier.addEventListener("click", () => this.#turn(this.#from - PART));
    later.addEventListener("click", () => this.#turn(this.#to));
    area.addEventListener("beforeinput", () => this.#takeAll());
    area.addEventListener("input", () => this.#splice(this.#from, this.#to, area.value));
    area.addEventListener("paste", (event) => this.#paste(event));
    for (const name of ["copy", "cut"]) area.addEventListener(name, (event) => this.#copy(event));
  }

  get text() {
    return this.#text;
  }

  get lines() {
    return (this.#lines ??= new Lines(this.#text));
  }

  /** Shows another text. */
  set(text) {
    this.#text = tidy(text);
    this.#lines = undefined;
    this.#lay(0);
    this.#area.scrollTo(0, 0);
  }

  /** Leads to a place, selected. */
  select(start, end) {
    if (start < this.#from || end > this.#to) this.#lay(Math.max(0, start - PART / 2));
    const area = this.#area;
    area.focus({ preventScroll: true });
    area.setSelectionRange(start - this.#from, end - this.#from);
    const { lineHeight, fontSize } = getComputedStyle(area);
    const { line, column } = this.lines.at(start);
    const first = this.lines.at(this.#from);
    area.scrollTop = (line - first.line - ABOVE) * parseFloat(lineHeight);
    // A letter of a font for code is about so wide.
    const left = (line === first.line ? start - this.#from : column) * 0.6 * parseFloat(fontSize);
    area.scrollLeft = left > area.clientWidth * 0.7 ? left - area.clientWidth * 0.3 : 0;
    area.scrollIntoView({ block: "nearest" });
  }

  get #isPart() {
    return this.#to - this.#from < this.#text.length;
  }

  get #isAllSelected() {
    const { selectionStart, selectionEnd, value } = this.#area;
    return value.length > 0 && selectionStart === 0 && selectionEnd === value.length;
  }

  /** Who selects all of a part means all of the feed. */
  #takeAll() {
    if (this.#isPart && this.#isAllSelected) [this.#from, this.#to] = [0, this.#text.length];
  }

  #splice(from, to, words) {
    this.#text = this.#text.slice(0, from) + words + this.#text.slice(to);
    [this.#from, this.#to] = [from, from + words.length];
    this.#lines = undefined;
    if (this.#to - this.#from > WHOLE) this.#lay(from);
    // (The lines of a large text are not counted with each key.)
    this.#changed();
  }

  #paste(event) {
    const words = tidy(event.clipboardData?.getData("text/plain") ?? "");
    // What is short is the browser's to paste, so that it can be undone.
    if (words.length + this.#area.value.length <= WHOLE) return;
    event.preventDefault();
    this.#takeAll();
    const { selectionStart, selectionEnd } = this.#area;
    const all = this.#isAllSelected;
    const [from, to] = all ? [0, this.#text.length] : [this.#from + selectionStart, this.#from + selectionEnd];
    this.set(this.#text.slice(0, from) + words + this.#text.slice(to));
    this.#changed();
  }

  #copy(event) {
    if (!this.#isPart || !this.#isAllSelected) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", this.#text);
    if (event.type === "cut") {
      this.set("");
      this.#changed();
    }
  }

  #turn(to) {
    this.#lay(to);
    this.#area.scrollTo(0, 0);
  }

  /** Puts a part in the text area that begins about here. */
  #lay(at) {
    const { length } = this.#text;
    this.#from = length <= WHOLE ? 0 : this.#lineFrom(Math.min(Math.max(0, at), length - PART));
    this.#to = length <= WHOLE ? length : this.#lineFrom(Math.min(length, this.#from + PART));
    this.#area.value = this.#text.slice(this.#from, this.#to);
    this.tell();
  }

  /** The beginning of a line near a place, or else that place; never within a letter. */
  #lineFrom(at) {
    if (at <= 0 || at >= this.#text.length) return at;
    const end = this.#text.lastIndexOf("\n", at - 1) + 1;
    if (at - end < NEAR) return end;
    return /[\udc00-\udfff]/.test(this.#text[at]) ? at - 1 : at;
  }

  /** Says which part is there. */
  tell() {
    const part = this.#isPart;
    this.#pager.hidden = !part;
    if (!part) return;
    const [earlier, later] = this.#pager.querySelectorAll("button");
    earlier.disabled = this.#from === 0;
    later.disabled = this.#to === this.#text.length;
    const [first, last] = [this.lines.at(this.#from).line, this.lines.at(Math.max(this.#from, this.#to - 1)).line];
    const figure = (count) => count.toLocaleString("en");
    this.#told.textContent = first === last
      ? `Characters ${figure(this.#from + 1)} to ${figure(this.#to)} of ${figure(this.#text.length)}`
      : `Lines ${figure(first)} to ${figure(last)} of ${figure(this.lines.count)}`;
  }
}

/** As a text area keeps it, so that places are the same in both. */
function tidy(text) {
  return text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
}
