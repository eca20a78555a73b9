// What only an opened card or the comparison needs, fetched with the first of
// them: their style, the pages of a narrow comparison, what a reader takes along, links, and
// what readers keep for themselves.

import css from "./more.css";
import * as notes from "./notes.js";
export { addressOf, follow, ledTo } from "./link.js";
export { lay } from "./window.js";
export { attach } from "./notes.js";

/** How long a browser may take to read what it saves, in milliseconds. */
const MAY_BE_SAVING = 60_000;

export const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** A comparison in which each topic is a page: shows the next one, or the one before. */
export function turn(root, way) {
  const deck = root.querySelector(".comparison > .scroller");
  const rows = [...deck.querySelectorAll("tbody > tr")];
  const { left, width } = deck.getBoundingClientRect();
  const now = rows.findIndex((row) => Math.abs(row.getBoundingClientRect().left - left) < width / 2);
  const row = rows[now + way];
  if (!row) return;
  row.scrollIntoView({ block: "nearest", inline: "start" });
  root.querySelector(".pager > [role=status]").textContent = row.firstElementChild.innerText;
}

/** What the reader takes along; `name` says as what. Tells whether the browser let it. */
export async function take(name, text, file = `nominees.${name}`) {
  try {
    // Only a page that came safely, and may, has a clipboard.
    if (name.startsWith("copy")) await navigator.clipboard.writeText(text);
    else save(text, file, name === "csv" ? "text/csv" : "application/json");
    return true;
  } catch {
    return false;
  }
}

/** What a widget wants done about what the reader keeps. */
export const errand = (seat, ...about) => notes.errand(seat, ...about, take);

/** Hands a text to the reader as a file. */
function save(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), MAY_BE_SAVING);
}

/** Below this width of a widget, in em, a panel is a drawer at the bottom of the screen. */
const NARROW = 34;

/** Draws the panel of a menu out of the page, where it is narrow, or puts it back. */
export function draw(menu) {
  const panel = menu.querySelector(".panel");
  const { fontSize, width } = getComputedStyle(menu.closest(".frame"));
  if (menu.open && parseFloat(width) <= NARROW * parseFloat(fontSize) && panel.showPopover) {
    panel.popover = "manual";
    panel.showPopover();
  } else {
    panel.removeAttribute("popover");
  }
}

const DAY = { day: "numeric", month: "long", year: "numeric" };
const MOMENT = { ...DAY, hour: "2-digit", minute: "2-digit" };
/** The widget speaks English, and writes days as "9 December 2025". */
const written = (date, options, timeZone) => date.toLocaleString("en-GB", { ...options, timeZone });

/** Fills the fold with an election's dates, in its own time zone and in the reader's. */
export function tellDates(fold) {
  const list = fold.querySelector("dl");
  const [zone, note, ...dates] = fold.querySelector("time").dataset.dates.split("\x1f");
  const anywhere = /^(aoe|etc\/gmt\+12|-12:00)$/i.test(zone);
  const rows = [];
  const tell = (label, ...value) => {
    const [name, words] = [document.createElement("dt"), document.createElement("dd")];
    name.append(label);
    words.append(...value);
    words.dir = "auto";
    rows.push(name, words);
  };
  while (dates.length) {
    const [label, text, edge, minutes] = dates.splice(0, 4);
    // (Of a zone that nobody knows there is no date; before 1970 minutes are negative.)
    const date = ~minutes && new Date((minutes | 0) * 60_000);
    const there = own(text, date, edge, anywhere ? "Etc/GMT+12" : zone);
    const value = [when(there, date ? date.toJSON() : text)];
    if (date && there === written(date, MOMENT)) {
      value.push(" (also your time)");
    } else if (date) {
      const readers = when(written(date, { ...MOMENT, timeZoneName: "short" }), date.toJSON());
      value.push(document.createElement("br"), "Your time: ", readers);
    }
    tell(label, ...value);
  }
  tell("Time zone", anywhere ? "Anywhere on Earth (UTC−12)" : zone || "not named");
  if (note) tell("Note", note);
  list.replaceChildren(...rows);
}

/** A date in the election's own zone: a whole day, a moment there, or what the feed has. */
function own(text, date, edge, zone) {
  if (text.length === 10) return `${edge} of ${written(new Date(`${text}T00:00Z`), DAY, "UTC")}`;
  try {
    if (date) return written(date, MOMENT, zone);
  } catch {
    // The browser doesn't know the zone.
  }
  return text.replace("T", " ");
}

function when(words, dateTime) {
  const time = document.createElement("time");
  time.dateTime = dateTime;
  time.textContent = words;
  return time;
}
