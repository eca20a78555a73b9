// What only an opened card or the comparison needs, fetched with the first of
// them: their style, the pages of a narrow comparison, what a reader takes along, and links.

import css from "./more.css";
export { addressOf, follow, ledTo } from "./link.js";

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
export async function take(name, text) {
  try {
    // Only a page that came safely, and may, has a clipboard.
    if (name.startsWith("copy")) await navigator.clipboard.writeText(text);
    else save(text, `nominees.${name}`, name === "csv" ? "text/csv" : "application/json");
    return true;
  } catch {
    return false;
  }
}

/** Hands a text to the reader as a file. */
function save(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), MAY_BE_SAVING);
}
