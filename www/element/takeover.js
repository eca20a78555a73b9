// A fallback that the feed tool rendered gives way to the widget under the reader's eyes: between two pictures, and
// without moving anybody from where they read.

import { around } from "./ground.js";

/** Where a reader may stand: at a nominee's card, or at a row of the comparison. */
const PLACES = ".hustings :is([data-id], tbody > tr)";
/** How often it is asked whether all is drawn, 20 milliseconds apart: who has slow statements gets them later. */
const MOST_TURNS = 150;

const top = (element) => element.getBoundingClientRect().top;
const end = (element) => element.getBoundingClientRect().bottom;

/** Cards and rows that were rendered. */
export const placesOf = (tag) => [...tag.querySelectorAll(PLACES)];

/** What is drawn of the same nominee, or on the same subject. */
function same(place, frame) {
  if (place.dataset.id) return frame.querySelector(`[data-id="${CSS.escape(place.dataset.id)}"]`);
  const subject = (row) => row.querySelector("th [dir]")?.textContent;
  return [...frame.querySelectorAll("tbody > tr")].find((row) => subject(row) === subject(place));
}

/** What scrolls the tag: a box of the page's, or the page. (What clips sideways says that it scrolls, and doesn't.) */
function scrollerOf(tag) {
  for (let at = around(tag); at && at !== document.body && at !== document.documentElement; at = around(at)) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement;
}

/**
 * Waits until everything is drawn in the hidden frame that the reader may stand at. Then `swap` shows that instead of
 * the fallback, and they are led to where they were. Returns what leads them there once more, if anything moves; or
 * nothing, when the wait came to nothing.
 */
export async function takeOver(tag, frame, widget, { goesOn, isDrawn, swap }) {
  const places = placesOf(tag);
  const scroller = scrollerOf(tag);
  const line = () => (scroller === document.scrollingElement ? 0 : top(scroller));
  /** Whatever is read there now. */
  const read = () => (top(tag) < line() && end(tag) > line() ? places.find((place) => end(place) > line()) : undefined);
  let at;
  for (let left = MOST_TURNS; left--;) {
    at = read();
    if (at?.dataset.id) widget.reach(at.dataset.id);
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (!goesOn()) return undefined;
    if (isDrawn() && at === read()) break;
  }
  const active = tag.getRootNode().activeElement;
  const focused = active && active !== tag && tag.contains(active) && active;
  const stood = at ? top(at) : end(tag);
  const moves = at || stood < line();
  swap();
  const stay = () => {
    const now = at && same(at, frame);
    if (moves) scroller.scrollBy({ top: (now ? top(now) : end(tag)) - stood, behavior: "instant" });
  };
  stay();
  if (focused) {
    const place = focused.closest(PLACES);
    const to = (place && same(place, frame)) ?? frame;
    to.tabIndex = -1;
    to.focus({ preventScroll: true });
  }
  return stay;
}
