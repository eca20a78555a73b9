// What the browser knows of the reader's language and clock. The engine asks
// for it by itself (src/embed/locale.rs).

/** The place of each name, as a language sorts them: the reader's own, where none is given. */
export function places(language, names) {
  const { compare } = new Intl.Collator(language || undefined);
  const list = names.split("\x1f");
  const places = [];
  [...list.keys()].sort((a, b) => compare(list[a], list[b])).forEach((at, place) => { places[at] = place; });
  return places;
}

/** The seconds that a zone is ahead of UTC at a moment, in seconds since 1970; NaN for one that the browser doesn't know. */
export function seconds_ahead(timeZone, at) {
  try {
    // Swedes write the time as ISO 8601 does, but for the T.
    const local = new Date(at * 1000).toLocaleString("sv", { timeZone }).replace(" ", "T");
    return Date.parse(`${local}Z`) / 1000 - at;
  } catch {
    return NaN;
  }
}
