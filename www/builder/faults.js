// What the widget says is wrong, in an author's words: whom it concerns, where it stands, what to do.

import { Lines, find, nearest, valueAt } from "./places.js";

/** More of a text than this is not selected: it would fill the screen. */
const LONGEST = 160;

/** The parts of `_hustings` whose entries have names of their own. */
const LISTS = { elections: "Election", topics: "Topic", facts: "Fact" };

/**
 * @typedef {object} Found
 * @property {string} who Whom or what it concerns.
 * @property {string} member Which member of that; empty where it is the whole.
 * @property {string} value What is quoted of it; empty where nothing is.
 * @property {number} [start] Where it stands, unless it stands in another document.
 * @property {number} [end]
 * @property {number} [line]
 * @property {number} [column]
 */

/**
 * Warnings of one kind together, those that cost a nomination first.
 * @param {string} text
 * @param {{ path: string, problem: string, remedy: string }[]} warnings
 * @returns {{ problem: string, remedy: string, loses: boolean, places: Found[] }[]}
 */
export function group(text, warnings) {
  const lines = new Lines(text);
  const found = find(text, warnings.flatMap(({ path }) => [path, ...namesOf(path)]));
  const kinds = new Map();
  let [page, last] = [1, -1];
  for (const { path, problem, remedy } of warnings) {
    // Each page of a feed counts its items anew.
    const item = Number(/^items\[(\d+)\]/.exec(path)?.[1] ?? -1);
    if (item < last) page += 1;
    last = item;
    const general = problem.replace(/“.*?”/g, "“…”").replace(/\d+/g, "…");
    const kind = kinds.get(general + remedy) ?? { problem, remedy, loses: problem.includes("nomination is left out"), places: [] };
    kinds.set(general + remedy, kind);
    const value = /“.*?”/.exec(problem)?.[0] ?? "";
    // What differs is said place by place.
    if (kind.problem !== problem) kind.problem = problem.replace(/“.*?”/g, "“…”").replace(/^line \d+, column \d+ of the item: /, "");
    kind.places.push({ ...locate({ text, lines, found, path, problem, page }), value });
  }
  for (const kind of kinds.values()) {
    if (kind.places.every(({ value }) => kind.problem.includes(value))) for (const place of kind.places) place.value = "";
  }
  return [...kinds.values()].sort((one, other) => other.loses - one.loses);
}

/** @returns {Omit<Found, "value">} */
function locate({ text, lines, found, path, problem, page }) {
  if (path.startsWith("page ")) return { who: "The feed", member: path };
  if (page > 1) return { who: `Page ${page} of the feed`, member: path };
  const { who, member } = whose(text, found, path);
  let { start, end } = nearest(found, path === "the feed" ? "" : path) ?? { start: 0, end: 0 };
  const within = /^line (\d+), column (\d+) of the item/.exec(problem);
  if (within) {
    start = lines.offset(Number(within[1]), Number(within[2]), start);
    end = start + 1;
  }
  const firstLine = text.indexOf("\n", start);
  end = Math.max(start, Math.min(end, start + LONGEST, firstLine < 0 ? text.length : firstLine));
  return { who, member, start, end, ...lines.at(start) };
}

/** Where names stand that say whom a path concerns; the first that is there counts. */
function namesOf(path) {
  const item = /^items\[\d+\]/.exec(path)?.[0];
  if (item) return ["_hustings.candidate.name", "authors[0].name", "title", "id"].map((member) => `${item}.${member}`);
  const entry = /^_hustings\.(elections|topics|facts)\[\d+\]/.exec(path)?.[0];
  return entry ? ["name", "label", "id"].map((member) => `${entry}.${member}`) : [];
}

function whose(text, found, path) {
  const name = namesOf(path).map((place) => valueAt(text, found, place))
    .find((value) => (typeof value === "string" && value.trim() && !/[\ud800-\udfff]/u.test(value)) || typeof value === "number");
  const item = /^items\[(\d+)\]\.?/.exec(path);
  if (item) return { who: name === undefined ? `Item ${Number(item[1]) + 1}` : String(name), member: path.slice(item[0].length) };
  const entry = /^_hustings\.(elections|topics|facts)\[(\d+)\]\.?/.exec(path);
  if (!entry) return { who: "The feed", member: path === "the feed" ? "" : path };
  const called = name === undefined ? Number(entry[2]) + 1 : `“${name}”`;
  return { who: `${LISTS[entry[1]]} ${called}`, member: path.slice(entry[0].length) };
}

/**
 * Why nothing can be shown.
 * @param {string} text
 * @param {{ code: string, message: string, line?: number, column?: number }} failed
 * @returns {{ problem: string, remedy: string, places: Found[] }}
 */
export function explain(text, { code, message, line, column }) {
  const said = message.replace(/^the feed given by the page(, byte \d+)?: /, "");
  if (code !== "not-json" || !line) {
    const [first, rest] = cut(sentence(said));
    return { problem: first, remedy: [rest, code === "not-a-feed" ? ofAnotherKind(text) : ""].filter(Boolean).join(" "), places: [] };
  }
  const lines = new Lines(text);
  const reason = /not JSON \((.*)\)/.exec(said)?.[1] ?? "";
  let start = lines.offset(line, column);
  // Where something else was expected, what stands there is meant, not the space before it.
  if (/expected$/.test(reason)) start += /^\s*(?=\S)/.exec(text.slice(start))?.[0].length ?? 0;
  const end = Math.min(start + Math.max(1, /^[\p{L}\p{N}_.$-]*/u.exec(text.slice(start, start + 40))[0].length), text.length);
  return {
    problem: reason ? `This is not JSON: ${reason}.` : "This is not JSON.",
    remedy: hint(text, start, reason),
    places: [{ who: "", member: "", value: "", start, end, ...lines.at(start) }],
  };
}

/** The first sentence, and the others. */
function cut(said) {
  const end = /[.!?] (?=\p{Lu})/u.exec(said);
  return end ? [said.slice(0, end.index + 1), said.slice(end.index + 2)] : [said, ""];
}

/** With a capital at its beginning, unless that is an address, and a full stop at its end. */
export function sentence(words) {
  const begun = /^[a-z]+:/.test(words) ? words : words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

function ofAnotherKind(text) {
  return /^\s*\{\s*"(post_stream|topic_list)"/.test(text) ? "This looks like a forum’s answer: `hustings import` makes files of it." : "";
}

/** What to do about a place where a text stops being JSON. */
export function hint(text, at, reason) {
  const head = text.slice(0, 200).trimStart();
  if (head.startsWith("<")) return "This looks like HTML or XML. Many blogs have a JSON Feed beside their RSS, often at /feed.json.";
  if (head.startsWith("---") || head.startsWith("+++")) return "This looks like a file with front matter: `hustings build` makes a feed of a folder of those.";
  const here = text.slice(at, at + 20);
  const before = text.slice(Math.max(0, at - 1000), at).trimEnd().at(-1) ?? "";
  if (/control character/.test(reason)) return "A line break or tab within a text is written \\n or \\t. Perhaps a quotation mark is missing at its end.";
  if (/escape|surrogate|hexadecimal/.test(reason)) return "A backslash within a text is written \\\\.";
  if (/end of file expected/.test(reason)) return "This stands behind the feed’s last bracket. Take it out, or look for a bracket too many before it.";
  if (/unterminated/.test(reason) || !here.trim()) return "The text ends too early: something is not closed, or it was not copied whole.";
  if (/^['‘’]/.test(here)) return "JSON has double quotation marks (\") around names and texts, not single ones.";
  if (/^[“”„«»]/.test(here)) return "These quotation marks are typographic. JSON has straight ones (\").";
  if (/^\/[/*]/.test(here)) return "JSON has no comments. Take this one out.";
  if (/^[}\]]/.test(here) && before === ",") return "Take out the comma before it: behind the last entry there is none.";
  if (/^[}\]]/.test(here) && before === ":") return "A value is missing before it.";
  if (/^,/.test(here)) return before === "," ? "Take out one of the two commas." : "Take out the comma, or write what is missing before it.";
  if (/comma/.test(reason) && /^["{[\d]/.test(here)) return "A comma is missing before it.";
  if (/comma/.test(reason)) return "The text before it may hold a quotation mark of its own, which is written \\\". Else a comma is missing.";
  if (/colon/.test(reason)) return "A colon is missing before it.";
  const word = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(here)?.[0];
  if (/^(nan|undefined|none|nil|infinity)$/i.test(word)) return "Write null, or leave the member out.";
  if (/^(true|false|null)$/i.test(word)) return `Write it in small letters: ${word.toLowerCase()}.`;
  if (word && (before === "{" || before === ",")) return "Put the name within double quotation marks (\").";
  if (word) return "Put texts within double quotation marks (\").";
  return "Mend it there.";
}

/** All of it in one line. */
export function outcome({ count, elections, warnings }) {
  const here = count === 0 ? "No nominations" : several(count, "nomination");
  const contests = elections.length ? ` in ${several(elections.length, "election")}` : "; the feed names no election";
  if (!warnings.length) return `${here}${contests}. Nothing is wrong with this feed.`;
  const lost = warnings.filter(({ problem }) => problem.includes("nomination is left out")).length;
  const left = lost ? `, and ${several(lost, "nomination")} left out` : "";
  const things = warnings.length >= 500 ? "500 things or more" : several(warnings.length, "thing");
  return `${here}${contests}. ${things} to mend${left}.`;
}

export function several(count, what) {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}
