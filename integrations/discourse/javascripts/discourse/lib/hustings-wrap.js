// What a [wrap=hustings …] in a post says, and how much of it may be. Anybody who posts can write one.

/** Longer than anything that makes sense; each of them is searched for in every nomination. */
const MOST = { election: 200, query: 500, picks: 2000 };

/** What a wrap may say, beside its feed, and what it takes. */
const ATTRIBUTES = {
  view: ["cards", "compare"],
  order: ["shuffled", "name", "date", "result"],
  theme: ["inherit", "auto", "light", "dark"],
  // A reader who saves data, and a forum that wants to be asked, are not overruled by an author.
  loading: ["lazy", "click"],
  election: MOST.election,
  query: MOST.query,
  picks: MOST.picks,
};

/** Discourse escapes what stands in a wrap once more than HTML needs. */
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };
const plain = (value) => (value ?? "").replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity]).trim();

/** @returns {URL | undefined} */
function webAddress(text, base) {
  try {
    const url = new URL(text, base);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** A list setting is one text. */
export const list = (setting) => String(setting ?? "").split("|").map((entry) => entry.trim()).filter(Boolean);

/** What of `allowed_feeds` means nothing: it would be read as a path beside the topic. */
export const misspelt = (places) => places.filter((place) => !/^(https?:\/\/|\/(?!\/))/i.test(place) || !webAddress(place, "https://x.example"));

/** Whether a feed is in one of these places: sites, folders, files. */
function isAllowed(src, places, base) {
  if (src.username || src.password) return false;
  // Some servers take these for what they stand for, and would leave the folder.
  if (/%(2e|2f|5c)/i.test(src.pathname)) return false;
  const wrong = misspelt(places);
  return places.some((place) => {
    if (wrong.includes(place)) return false;
    const { origin, pathname } = webAddress(place, base);
    const folder = pathname.endsWith("/") ? pathname : `${pathname}/`;
    return origin === src.origin && (src.pathname === pathname || src.pathname.startsWith(folder));
  });
}

/**
 * Reads a wrap's `dataset`.
 * @param {DOMStringMap} dataset
 * @param {{ places: string[], loading: string, base: string, uploads: string }} forum where feeds may be, when a widget
 * begins, the page's address, and what `upload://` stands for
 * @returns {{ src: URL | undefined, allowed: boolean, attributes: Record<string, string> }}
 */
export function readWrap(dataset, { places, loading, base, uploads }) {
  const given = plain(dataset.src).replace(/^upload:\/\//, uploads);
  const src = given ? webAddress(given, base) : undefined;
  if (!src) return { src, allowed: false, attributes: {} };
  const attributes = { src: src.href, theme: "inherit" };
  for (const [name, takes] of Object.entries(ATTRIBUTES)) {
    const value = plain(dataset[name]);
    if (value && (Array.isArray(takes) ? takes.includes(value) : value.length <= takes)) attributes[name] = value;
  }
  if (loading === "click") attributes.loading = "click";
  return { src, allowed: isAllowed(src, places, base), attributes };
}
