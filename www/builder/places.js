// Where things stand in a JSON text. A fault is told with its path (`items[3]._hustings.status`); an author needs the
// place. What is read here may be damaged, so nothing is parsed that is not asked for, and nothing throws.

/** Values that stand deeper are passed over. */
const DEEPEST = 128;

/**
 * @typedef {object} Place
 * @property {number} start Where it begins, with its name in an object.
 * @property {number} value Where its value begins.
 * @property {number} end
 */

/**
 * The places of these paths, and of all that lead to them, as far as they are there. Of a name that stands twice the
 * last counts, as in most readers of JSON.
 * @param {string} text
 * @param {Iterable<string>} paths
 * @returns {Map<string, Place>}
 */
export function find(text, paths) {
  const wanted = new Set([""]);
  for (const path of paths) {
    for (let cut = path.length; cut > 0; cut = Math.max(path.lastIndexOf(".", cut - 1), path.lastIndexOf("[", cut - 1))) {
      wanted.add(path.slice(0, cut));
    }
  }
  const found = new Map();
  walk(text, pass(text, 0), "", 0, wanted, found);
  return found;
}

/** The place of a path, or of what is nearest above it. */
export function nearest(found, path) {
  for (let cut = path.length; cut > 0; cut = Math.max(path.lastIndexOf(".", cut - 1), path.lastIndexOf("[", cut - 1))) {
    const place = found.get(path.slice(0, cut));
    if (place) return place;
  }
  return found.get("");
}

/** What stands at a path; undefined where there is nothing, or nothing that can be read. */
export function valueAt(text, found, path) {
  const place = found.get(path);
  if (!place) return undefined;
  try {
    return JSON.parse(text.slice(place.value, place.end));
  } catch {
    return undefined;
  }
}

/** Goes over a value, notes it if it is wanted, and gives where it ends. */
function walk(text, at, path, depth, wanted, found, start = at) {
  if (!wanted.has(path) || depth > DEEPEST) return skip(text, at);
  const place = { start, value: at, end: at };
  found.set(path, place);
  const open = text[at];
  if (open !== "{" && open !== "[") return (place.end = skip(text, at));
  const close = open === "{" ? "}" : "]";
  at = pass(text, at + 1);
  for (let index = 0; at < text.length && text[at] !== close; index += 1) {
    const before = at;
    let inner = `${path}[${index}]`;
    if (open === "{") {
      const end = text[at] === '"' ? endOfString(text, at) : at;
      const name = text.slice(at, end);
      at = pass(text, end);
      if (text[at] === ":") at = pass(text, at + 1);
      inner = join(path, unquote(name));
    }
    at = pass(text, walk(text, at, inner, depth + 1, wanted, found, before));
    if (text[at] === ",") at = pass(text, at + 1);
    // What makes no sense must not hold it up.
    else if (at === before) at += 1;
  }
  return (place.end = Math.min(at + 1, text.length));
}

/** As the widget writes paths. */
function join(path, name) {
  return path && name ? `${path}.${name}` : path + name;
}

function unquote(name) {
  try {
    return String(JSON.parse(name));
  } catch {
    return name.slice(1, -1);
  }
}

const SPACE = /[ \t\n\r]*/y;
function pass(text, at) {
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/** Where a value ends that nobody asks for. */
function skip(text, at) {
  if (text[at] === '"') return endOfString(text, at);
  if (text[at] !== "{" && text[at] !== "[") {
    const end = /[,\]}\s]/g;
    end.lastIndex = at;
    return end.exec(text)?.index ?? text.length;
  }
  const marks = /["[\]{}]/g;
  marks.lastIndex = at;
  let depth = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === '"') marks.lastIndex = endOfString(text, mark.index);
    else depth += mark[0] === "{" || mark[0] === "[" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return text.length;
}

/** Behind the quotation mark that ends a string. */
function endOfString(text, at) {
  for (let end = text.indexOf('"', at + 1); end > 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text[before] === "\\") before -= 1;
    if ((end - before) % 2 === 1) return end + 1;
  }
  return text.length;
}

/** The lines of a text. */
export class Lines {
  #text;
  #starts = [0];

  constructor(text) {
    this.#text = text;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  get count() {
    return this.#starts.length;
  }

  /** Line and column of a place, both from 1; columns are counted as editors do. */
  at(offset) {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - this.#starts[low] + 1 };
  }

  /** The place of a line and of a column in bytes, both from 1, as the widget tells them; lines are counted from `from`. */
  offset(line, column, from = 0) {
    const first = this.at(from).line - 1;
    const start = line === 1 ? from : this.#starts[Math.min(first + line - 1, this.#starts.length - 1)];
    let at = start;
    for (let bytes = 1; bytes < column && at < this.#text.length && this.#text[at] !== "\n";) {
      const code = this.#text.codePointAt(at);
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      at += code < 0x10000 ? 1 : 2;
    }
    return at;
  }
}
