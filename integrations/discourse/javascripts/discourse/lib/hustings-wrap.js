// What a [wrap=hustings …] in a post says, and how much of it may be. Anybody who posts can write one.

/** Longer than anything that makes sense; each of them is searched for in every nomination. */
const MOST = { election: 200, query: 500, picks: 2000 };

/** A language as HTML writes it, `pt-BR`. */
const LANGUAGE = /^(?=.{2,35}$)[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i;

/** What a wrap may say, beside its feed, and what it takes: one of these, a text of this pattern, or one no longer than this. */
const ATTRIBUTES = {
  view: ["cards", "compare"],
  order: ["shuffled", "name", "date", "result"],
  theme: ["inherit", "auto", "light", "dark"],
  // A reader who saves data, and a forum that wants to be asked, are not overruled by an author.
  loading: ["lazy", "click"],
  election: MOST.election,
  query: MOST.query,
  picks: MOST.picks,
  lang: LANGUAGE,
};

function fits(value, takes) {
  if (Array.isArray(takes)) return takes.includes(value);
  return takes instanceof RegExp ? takes.test(value) : value.length <= takes;
}

/**
 * Where Discourse itself answers with what members wrote (a post's own text at /raw/7/1 and /posts/101/raw), or leads on to
 * elsewhere: whoever posts could publish a feed there under the forum's name. By the first part of a path.
 */
const WORDS_OF_MEMBERS = new Set([
  "raw", "posts", "private-posts", "p", "t", "topics", "pub", "embed", "onebox", "inline-onebox",
  "c", "category", "categories", "tag", "tags", "latest", "new", "unread", "top", "hot", "filter", "search",
  "u", "users", "my", "user-badges", "user_actions", "user-status", "g", "groups", "badges",
  "drafts", "bookmarks", "notifications", "message-bus", "chat", "review", "invites", "hashtags",
  "login", "session", "auth", "clicks",
]);

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

/** Whether an address is one where the forum answers with what its members wrote, however it is spelt. */
function isWordsOfMembers(src, root, base) {
  const forum = webAddress(root, base);
  if (src.origin !== forum.origin) return false;
  let path;
  try {
    path = decodeURIComponent(src.pathname);
  } catch {
    return true;
  }
  const parts = path.split("/").filter(Boolean);
  const folder = forum.pathname.split("/").filter(Boolean);
  const own = folder.every((part, index) => parts[index] === part) ? parts.slice(folder.length) : parts;
  return WORDS_OF_MEMBERS.has((own[0] ?? "").split(".")[0].toLowerCase());
}

/** Whether a feed is in one of these places: sites, folders, files. */
function isAllowed(src, { places, base, root }) {
  if (src.username || src.password) return false;
  // Some servers take these for what they stand for, and would leave the folder.
  if (/%(2e|2f|5c)/i.test(src.pathname)) return false;
  if (isWordsOfMembers(src, root, base)) return false;
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
 * @param {{ places: string[], loading: string, base: string, root: string, uploads: string }} forum where feeds may be, when a
 * widget begins, the page's address, the path of the forum, and what `upload://` stands for
 * @returns {{ src: URL | undefined, allowed: boolean, attributes: Record<string, string> }}
 */
export function readWrap(dataset, forum) {
  const { loading, base, uploads } = forum;
  const given = plain(dataset.src).replace(/^upload:\/\//, uploads);
  const src = given ? webAddress(given, base) : undefined;
  if (!src) return { src, allowed: false, attributes: {} };
  const attributes = { src: src.href, theme: "inherit" };
  for (const [name, takes] of Object.entries(ATTRIBUTES)) {
    const value = plain(dataset[name]);
    if (value && fits(value, takes)) attributes[name] = value;
  }
  if (loading === "click") attributes.loading = "click";
  return { src, allowed: isAllowed(src, forum), attributes };
}
