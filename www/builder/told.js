// What is wrong with a feed, as a list: each kind once, and the places where it stands.

import { sentence, several } from "./faults.js";

/** Places that are seen without asking. */
const SEEN = 4;

/**
 * @param {HTMLElement} list
 * @param {ReturnType<typeof import("./faults.js").group>} groups
 * @param {(start: number, end: number) => void} lead Leads to a place in the text.
 */
export function tellFaults(list, groups, lead) {
  list.replaceChildren(...groups.map((group) => {
    const problem = make("p", "problem", sentence(group.problem));
    const entry = make("li", "fault", "", problem);
    if (group.remedy) entry.append(make("p", "remedy", sentence(group.remedy)));
    const places = group.places.map((place) => make("li", "", "", viewPlace(place, lead)));
    if (places.length) entry.append(make("ul", "spots", "", ...places.slice(0, SEEN)));
    if (places.length > SEEN) {
      const rest = places.length - SEEN;
      entry.append(make("details", "", "", make("summary", "", `${several(rest, "more place")} like this`), make("ul", "spots", "", ...places.slice(SEEN))));
    }
    return entry;
  }));
}

function viewPlace({ who, member, value, start, end, line, column }, lead) {
  const known = line !== undefined;
  const place = make(known ? "button" : "span", "place", "");
  const words = [];
  if (who) words.push(make("b", "", who));
  if (member) words.push(make("code", "", member));
  if (value) words.push(make("q", "", value.slice(1, -1)));
  if (known) words.push(make("span", "line", `${who ? "line" : "Line"} ${line.toLocaleString("en")}, column ${column.toLocaleString("en")}`));
  // Apart for those who hear it, too.
  place.append(...words.flatMap((word, at) => (at ? [" ", word] : [word])));
  if (known) {
    place.type = "button";
    place.addEventListener("click", () => lead(start, end));
  }
  return place;
}

function make(tag, className, words, ...inside) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (words) element.textContent = words;
  element.append(...inside);
  return element;
}
