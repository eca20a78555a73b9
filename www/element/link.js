// Links: a widget's view as a short readable part of the page's fragment,
// `hustings:q=mentoring&election=psc-2025&view=compare&picks=a,b&order=name`.
// Fetched when an address names a widget, is to follow it, or is copied.
//
// Whoever makes a link may be mistaken or mean harm: what is not understood is
// passed over, piece by piece, and a long text costs no more than its length.

/** A longer text is no link of ours: browsers and forums cut at less. */
const MOST = 65_536;
/** Ids that one piece may have: each is looked for among the others. */
const MOST_IDS = 500;
/** Characters of the words: each word is looked for in every nomination. */
const MOST_WORDS = 500;

/** What a link may say. The last piece ends in a letter or a figure: forums
 * leave out punctuation where an address ends. */
const KEYS = ["q", "election", "topic", "status", "filter", "view", "picks", "open", "order", "seed"];
/** Those that are parts of a query, and those that are lists. */
const FACETS = ["election", "topic", "status"];
const LISTS = [...FACETS, "filter", "picks", "open"];
/** Filters without a key of their own, or with a value that such a key could not say: `filter` has
 * them as a query does, quotation marks and all, since `"?"` and `"a..b"` mean something else without. */
const FILTER = /^(election|topic|candidate|reference(-status)?|fact\.[^:]+|all):./s;
/** Whether a value means anything. */
const MEANS = {
  election: (id) => !id.includes('"'),
  topic: (id) => !id.includes('"'),
  filter: (token) => FILTER.test(token) && !isOpen(token) && tokens(token)[0] === token,
  status: (id) => ["nominated", "elected", "not-elected", "withdrawn"].includes(id),
  view: (id) => ["cards", "compare"].includes(id),
  order: (id) => ["shuffled", "name", "date", "result"].includes(id),
  seed: (text) => /^\d{1,10}$/.test(text) && Number(text) < 2 ** 32,
};
/** What goes without saying, unless the page's author sets it otherwise. */
const PLAIN = ["", "cards", "shuffled"];

/** How a widget's part of the fragment begins. */
const OURS = /^hustings(\d+|-[^:]*)?:/;

/** The words and facets of a query as written: white space ends one, but not between quotation marks. */
const tokens = (query) =>
  (query.match(/("[^"]*"?|[^"\p{White_Space}])+/gu) ?? []).filter((token) => /[^"]/.test(token));
/** Whether a quotation mark waits for another. */
const isOpen = (text) => text.split('"').length % 2 === 0;

/**
 * By the keys of a link: the values of a view. A view is a list of `name:value`, as
 * the engine has it: one `query` and one each of `view`, `order` and `seed`; `picks` and `open` as often as there are some.
 */
function valuesOf(view) {
  const values = new Map(KEYS.map((key) => [key, []]));
  const add = (piece, names) => {
    const [, name, value] = /^(\w+):(.*)$/s.exec(piece) ?? [];
    return value && names.includes(name) && MEANS[name]?.(value) !== false && values.get(name).push(value);
  };
  for (const piece of view) {
    if (piece.startsWith("query:")) {
      const plain = (token) => token.replace(/^(\w+):"(?!\?"?$)([^"]*)"?$/, "$1:$2");
      const words = tokens(piece.slice("query:".length)).filter(
        (token) => !add(plain(token), FACETS) && !add(`filter:${token}`, ["filter"]));
      if (words.length) values.get("q").push(words.join(" "));
    } else add(piece, KEYS);
  }
  return values;
}

/** A view of these values. */
function viewOf(values) {
  const quoted = (id) => (/\p{White_Space}/u.test(id) ? `"${id}"` : id);
  const facets = FACETS.flatMap((key) => values.get(key).map((id) => `${key}:${quoted(id)}`));
  facets.push(...values.get("filter"));
  // Of what was cut or mistyped, no words may become a part.
  const words = values.get("q").map((text) => (facets.length && isOpen(text) ? `${text}"` : text));
  const others = ["view", "order", "seed", "picks", "open"];
  return [
    `query:${[...words, ...facets].join(" ")}`,
    ...others.flatMap((key) => values.get(key).map((value) => `${key}:${value}`)),
  ];
}

/** What an address, a list in it, or a forum that looks for addresses would take for something else is escaped. */
function encode(text) {
  return encodeURIComponent(text)
    .replace(/%(2F|3A|40)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

/** Undefined where an escape is broken, or what comes of it is no text. */
function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/** All that `read` needs to lead to this view again, where the page begins with `base`. */
export function write(view, base) {
  const [said, usual] = [view, base].map(valuesOf);
  // A seed that orders nothing is nobody's business.
  for (const values of [said, usual]) if (said.get("order")[0] !== "shuffled") values.set("seed", []);
  return KEYS.flatMap((key) => {
    const [piece, unsaid] = [said, usual].map((values) => values.get(key).map(encode).join(","));
    return piece === unsaid && PLAIN.includes(piece) ? [] : `${key}=${piece}`;
  }).join("&");
}

/** The view that a text leads to. What it doesn't say is as in `base`; of a key that comes twice the first counts. */
export function read(text, base) {
  const values = valuesOf(base);
  const seen = new Set();
  for (const piece of text.length > MOST ? [] : text.split("&")) {
    const at = piece.indexOf("=");
    const key = piece.slice(0, Math.max(at, 0));
    if (!KEYS.includes(key) || seen.has(key)) continue;
    seen.add(key);
    const given = piece.slice(at + 1);
    const all = (LISTS.includes(key) ? given.split(",") : [given]).map(decode);
    const known = [...new Set(all)].filter((value) => value && MEANS[key]?.(value) !== false).slice(0, MOST_IDS);
    if (key === "q") {
      // Cut, half a character may be left.
      const words = tokens((known[0] ?? "").slice(0, MOST_WORDS).replace(/\p{Cs}$/u, ""));
      if (words.length || !given) values.set(key, words.length ? [words.join(" ")] : []);
    } else if (known.length || LISTS.includes(key)) values.set(key, known);
  }
  return viewOf(values);
}

/** The page's fragment: what the page itself has there, and a part for each widget. */
const parts = () => location.hash.slice(1).split(";");

/** How links name a widget: by its own name first. */
function names(widget) {
  const place = [...document.querySelectorAll("hustings-widget")].indexOf(widget);
  const names = [`hustings${place ? place + 1 : ""}:`];
  // Half of a character, which no address can hold, is no name.
  if (widget.id) names.unshift(`hustings-${encodeURIComponent(widget.id.replace(/\p{Cs}/gu, ""))}:`);
  return names;
}

/** The link to a widget in the page's address, if there is one. */
function linkTo(widget) {
  for (const name of names(widget)) {
    const part = parts().find((part) => part.startsWith(name));
    if (part) return part.slice(name.length);
  }
}

/** The page's address with a link to what a widget shows. */
export function addressOf(widget, { view, base }, text = write(view, base)) {
  const own = names(widget);
  const all = parts().filter((part) => part && !own.some((name) => part.startsWith(name)));
  if (text) all.push(own[0] + text);
  // Not the base of the page's links, which may be elsewhere.
  const url = new URL(location.href);
  url.hash = all.join(";");
  return url.href;
}

/** What a widget shows has changed, and the page's address follows. */
export function follow(widget, place, before, step) {
  if (linkTo(widget) === undefined) place.unnamed.set(location.href, before);
  const begins = String(place.view) === String(place.base);
  try {
    // The state is the page's own: it may lead its history by it.
    history[step ? "pushState" : "replaceState"](history.state, "", addressOf(widget, place, begins ? "" : undefined));
  } catch {
    // A file, a frame without an origin, or too often: the address stays as it is.
  }
}

/** The view that the page's address leads to, if it does; tells whether it names the widget. */
export function ledTo(widget, place) {
  const text = linkTo(widget);
  if (text !== undefined) return [read(text, place.base), true];
  const known = place.unnamed.get(location.href);
  // Where nothing but widgets is named, this one is as it was at first. The page's own
  // places, the top among them, are places on the way.
  const first = widget.permalink && !location.href.endsWith("#") && parts().every((part) => !part || OURS.test(part));
  return [known ?? (first ? place.base : []), false];
}
