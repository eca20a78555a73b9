// What every peer needs beside its framework, and what a page is told with `data-` attributes:
// `feed`, `all` (every card in the document at once), `fuzzy` (one typo is forgiven).

import DOMPurify from "dompurify";
import { marked } from "marked";
import MiniSearch from "minisearch";
import css from "../../../www/element/hustings.css";

/** Cards that are added at a time where the list is windowed. */
export const STEP = 24;

const STATUSES = { nominated: "Nominated", elected: "Elected", "not-elected": "Not elected", withdrawn: "Withdrawn" };

let sheet;
/** An empty frame in the shadow of `host`, dressed like the widget. */
export function frame(host) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  const frame = document.createElement("div");
  frame.className = "frame";
  frame.setAttribute("part", "frame");
  shadow.replaceChildren(frame);
  return frame;
}

/** The feed, as a list needs it. */
export async function load(src) {
  const feed = await (await fetch(src)).json();
  const { elections, topics } = feed._hustings;
  const labels = new Map(topics.map(({ id, label }) => [id, label]));
  return { items: feed.items, labels, election: elections[0] };
}

export const name = (item) => item._hustings.candidate.name;
export const status = (item) => STATUSES[item._hustings.status];
export const topics = (item, labels) => item._hustings.stances.map(({ topic }) => labels.get(topic));

/** At most two letters that stand for a name. */
export function initials(name) {
  const words = name.split(/\s+/u).filter((word) => /^[\p{Alphabetic}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => String.fromCodePoint(word.codePointAt(0))).join("");
}

const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;
export const counted = (count, total) =>
  (count === total ? "" : `${count} of `) + plural(total, "nomination", "nominations");
export const contest = (count, { seats }) => `${plural(count, "nominee", "nominees")} · ${plural(seats, "seat", "seats")}`;

/** Safe HTML of a statement. */
export const statement = (item) => DOMPurify.sanitize(marked.parse(item._hustings.statement ?? ""));

/** Without case and accents. */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** What MiniSearch is told about nominations. */
export const index = (labels) => new MiniSearch({
  idField: "at",
  fields: ["name", "summary", "topics", "quotes", "statement"],
  extractField({ at, item }, field) {
    switch (field) {
      case "at": return at;
      case "name": return name(item);
      case "summary": return item.summary;
      case "topics": return topics(item, labels).join(" ");
      case "quotes": return item._hustings.stances.map(({ quote }) => quote).join(" ");
      case "statement": return item._hustings.statement;
    }
  },
  processTerm: fold,
});

export const asked = (fuzzy) => ({
  combineWith: "AND",
  prefix: !fuzzy,
  fuzzy: fuzzy && ((term) => (term.length > 3 ? 0.2 : false)),
});

/** A search by MiniSearch, whose index is built with the first key. */
export function finder({ items, labels }, fuzzy) {
  let engine;
  return (query) => {
    if (!query.trim()) return items;
    if (!engine) {
      engine = index(labels);
      engine.addAll(items.map((item, at) => ({ at, item })));
    }
    // In the order of the list, as a filter should be.
    const found = engine.search(query, asked(fuzzy)).map(({ id }) => id);
    return found.sort((a, b) => a - b).map((at) => items[at]);
  };
}

/** Calls back whenever an element comes near the screen. */
export function near(element, then) {
  const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && then(), {
    rootMargin: "600px",
  });
  observer.observe(element);
  return () => observer.disconnect();
}

/** Mounts a peer where the page asks for it, and lets the page mount it elsewhere. */
export function publish(mount) {
  const run = (host) => mount(host, { src: host.dataset.feed, all: "all" in host.dataset, fuzzy: "fuzzy" in host.dataset });
  globalThis.peer = { mount: run };
  const host = document.querySelector("[data-peer]");
  if (host) run(host);
}
