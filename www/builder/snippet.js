// The lines that a page needs, from what the author chose.

/** What the widget does unless told. */
export const DEFAULTS = {
  view: "cards", theme: "auto", order: "shuffled", election: "", query: "", picks: "",
  lang: "", loading: "lazy", permalink: false, timeout: "20", images: "",
  pkg: "pkg/", src: "nominations.json",
  accent: "#1f4fa3", accentDark: "#9dbcf5", radius: "0.3", font: "", ownFont: "", headingFont: "", ownHeadingFont: "",
  cardWidth: "19", columns: "", padding: "", top: "",
};

const ATTRIBUTES = ["view", "election", "query", "picks", "order", "lang", "theme", "loading", "permalink", "timeout", "images"];

/** The widget's own grounds, and what stands on its accent. */
const GROUNDS = { light: "#ffffff", dark: "#17181b" };
const ON_ACCENT = { light: "#ffffff", dark: "#10131a" };

/** The attributes that differ from the defaults, as they are written. */
export function attributes(settings) {
  const out = [];
  for (const name of ATTRIBUTES) {
    const given = name === "lang" ? language(settings) : settings[name];
    const value = typeof given === "string" ? given.trim().replace(/\s+/g, " ") : given;
    if (value === true) out.push([name, ""]);
    else if (value && value !== DEFAULTS[name]) out.push([name, value]);
  }
  return out;
}

/** The language that sorts names; empty where none is given, or where no browser would know what is meant. */
export function language({ lang }) {
  try {
    return Intl.getCanonicalLocales(lang.trim() || [])[0] ?? "";
  } catch {
    return "";
  }
}

/** What is to be said about that. */
export function languageHints(settings) {
  const given = settings.lang.trim();
  return given && !language(settings) ? [`“${given}” is no language tag. Write one as sv or pt-BR.`] : [];
}

/** The custom properties that differ from the widget's own. */
export function look(settings) {
  const { theme, accent, accentDark, radius, cardWidth, columns, padding, top } = settings;
  const out = [];
  const colour = (light, dark) => (theme === "light" || light === dark ? light : theme === "dark" ? dark : `light-dark(${light}, ${dark})`);
  const [light, dark] = [isColour(accent) ? accent : DEFAULTS.accent, isColour(accentDark) ? accentDark : DEFAULTS.accentDark];
  const shown = { light: theme !== "dark", dark: theme !== "light" };
  if ((shown.light && light !== DEFAULTS.accent) || (shown.dark && dark !== DEFAULTS.accentDark)) {
    out.push(["--hustings-accent", colour(light, dark)]);
    const [onLight, onDark] = [readableOn(light), readableOn(dark)];
    if ((shown.light && onLight !== ON_ACCENT.light) || (shown.dark && onDark !== ON_ACCENT.dark)) {
      out.push(["--hustings-on-accent", colour(onLight, onDark)]);
    }
  }
  for (const [property, font] of Object.entries(fonts(settings))) if (font && isFont(font)) out.push([property, font]);
  if (isWithin(radius, 0, 3) && radius !== DEFAULTS.radius) out.push(["--hustings-radius", `${Number(radius)}em`]);
  if (isWithin(cardWidth, 10, 60) && cardWidth !== DEFAULTS.cardWidth) out.push(["--hustings-card-width", `${Number(cardWidth)}em`]);
  if (isWithin(columns, 1, 12) && Number.isInteger(Number(columns))) out.push(["--hustings-columns", String(Number(columns))]);
  if (isWithin(padding, 0, 10)) out.push(["--hustings-padding", Number(padding) ? `${Number(padding)}em` : "0px"]);
  if (isWithin(top, 1, 1000)) out.push(["--hustings-top", `${Number(top)}px`]);
  return out;
}

const isColour = (text) => /^#[0-9a-f]{6}$/i.test(text);
/** The fonts that are meant, as they were written. */
const fonts = ({ font, ownFont, headingFont, ownHeadingFont }) => ({
  "--hustings-font": font === "own" ? ownFont.trim() : font,
  "--hustings-heading-font": headingFont === "own" ? ownHeadingFont.trim() : headingFont,
});

/** What is to be said about the fonts; empty where nothing is. */
export function fontHints(settings) {
  const isWrong = Object.values(fonts(settings)).some((font) => font && !isFont(font));
  return isWrong ? ["Write names of fonts with commas between, as: Charter, Georgia, serif"] : [];
}

/** Names of fonts, and nothing that could end the rule or the element. */
const isFont = (text) => /^[\p{L}\p{N} ,"'_-]+$/u.test(text) && [..."\"'"].every((mark) => text.split(mark).length % 2 === 1);
const isWithin = (text, least, most) => text !== "" && Number(text) >= least && Number(text) <= most;

/** What can be read on a colour: white, or nearly black. */
function readableOn(colour) {
  return contrast(colour, ON_ACCENT.light) >= contrast(colour, ON_ACCENT.dark) ? ON_ACCENT.light : ON_ACCENT.dark;
}

/** The contrast of two colours, from 1 to 21, as WCAG has it. */
export function contrast(one, other) {
  const luminance = (colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** What is to be said about the colours; empty where nothing is. */
export function colourHints({ theme, accent, accentDark }) {
  const grounds = [["light", accent], ["dark", accentDark]].filter(([on]) => theme === "auto" || theme === on);
  return grounds.flatMap(([on, colour]) => {
    const found = contrast(colour, GROUNDS[on]);
    return found >= 4.5 ? [] : [`On a ${on} page this accent is hard to read: its contrast is ${found.toFixed(1)} to 1, and 4.5 is asked for.`];
  });
}

const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export const escape = (text) => text.replace(/[&<>"]/g, (mark) => ESCAPED[mark]);

/** A site whose address nobody knows yet. */
const SITE = "https://you.example/";

const isAbsolute = (address) => /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(address);

/** A link that a page may have, as a browser reads it; empty where there is none. */
export function link(address) {
  if (typeof address !== "string") return "";
  // Browsers pass over these, so that a scheme may be written in pieces.
  const read = address.replace(/[\t\n\r]/g, "").replace(/^[\0- ]+|[\0- ]+$/g, "");
  if (!read) return "";
  try {
    const url = /^[a-z][a-z0-9+.-]*:/i.test(read) ? new URL(read) : new URL(read, SITE);
    if (!/^https?:$/.test(url.protocol)) return "";
    // What is of the page's own site stays as it was written: it may be relative to the page.
    return !isAbsolute(read) && url.origin === new URL(SITE).origin ? read : url.href;
  } catch {
    return "";
  }
}

/** The folder's address, with the slash that it ends with. */
export function folder({ pkg }) {
  const address = pkg.trim();
  return address && !address.endsWith("/") ? `${address}/` : address;
}

const source = ({ src }) => src.trim() || DEFAULTS.src;

/** What the feed's file is called, where its address names one. */
export function fileName(settings) {
  const name = /[^/?#]+\.json(?=[?#]|$)/.exec(source(settings))?.[0] ?? DEFAULTS.src;
  try {
    return decodeURIComponent(name);
  } catch {
    // A percent sign may be just that.
    return name;
  }
}

/** What stands inside the tag until the widget runs. */
export function fallback(settings, about) {
  const title = typeof about?.title === "string" ? about.title.trim().replace(/\s+/g, " ") : "";
  return { href: link(about?.home_page_url) || link(source(settings)) || DEFAULTS.src, words: title || "All nominations" };
}

/** The tag, its script and its style, for a page. */
export function snippet(settings, about, sri) {
  const script = scriptTag(settings, "hustings.js", sri);
  const style = look(settings);
  const lines = [script];
  if (style.length) lines.push("<style>", "  hustings-widget {", ...style.map(([name, value]) => `    ${name}: ${value};`), "  }", "</style>");
  const written = [["src", source(settings)], ...attributes(settings)].map(([name, value]) => (value === "" ? name : `${name}="${escape(value)}"`));
  const { href, words } = fallback(settings, about);
  lines.push(`<hustings-widget ${written.join(" ")}>`, `  <a href="${escape(href)}">${escape(words)}</a>`, "</hustings-widget>");
  return lines.join("\n");
}

function scriptTag(settings, file, sri) {
  const integrity = sri?.[file] ? ` integrity="${escape(sri[file])}" crossorigin="anonymous"` : "";
  return `<script type="module" src="${escape(folder(settings) + file)}"${integrity}></script>`;
}

/** The script for a page that holds a frame and lets scripts in. */
export const parentScript = (settings, sri) => scriptTag(settings, "hustings_parent.js", sri);

/** The frame, for pages that strip scripts. */
export function frame(settings, about) {
  const base = resolve("frame.html", resolve(folder(settings), SITE));
  // A frame's addresses are relative to its own page, and nobody but the author knows where the tag's page is.
  const src = source(settings);
  const { pathname, search } = resolve(src, resolve("/", base));
  const given = new URLSearchParams([["src", isAbsolute(src) ? src : pathname + search], ...attributes(settings)]);
  // What needs no escape in a fragment is easier to read without.
  const fragment = String(given).replaceAll("%2F", "/").replaceAll("%3A", ":").replace(/=(?=&|$)/g, "");
  const { words } = fallback(settings, about);
  return `<iframe data-hustings title="${escape(words)}" src="${escape(`${base}#${fragment}`)}" width="100%" height="600"></iframe>`;
}

/** An address made whole; what is none leads to where it begins. (The hints say so.) */
function resolve(address, base) {
  try {
    return new URL(address, base);
  } catch {
    return new URL(base);
  }
}

/** What the addresses ask of the author. */
export function addressHints(settings) {
  const [pkg, src] = [folder(settings), source(settings)];
  const out = [];
  for (const [what, address] of [["pkg", pkg], ["the feed", src]]) {
    if (!isAbsolute(address)) continue;
    const url = resolve(address, SITE);
    if (!/^https?:$/.test(url.protocol) || url.host === new URL(SITE).host) {
      out.push(`The address of ${what} is none that a page can load: use https, or an address relative to your page.`);
      continue;
    }
    const served = what === "pkg" ? "each file of pkg" : "the feed";
    out.push(`Unless your page is on ${url.host} itself, that server must send Access-Control-Allow-Origin with ${served}; a content policy of your page must name it too.`);
  }
  return out;
}

/** The same of the frame. */
export function frameHints(settings) {
  const [pkg, src] = [folder(settings), source(settings)];
  const out = [];
  if (!isAbsolute(pkg)) out.push(`Put your own site’s address in place of ${SITE}`);
  if (isAbsolute(src)) out.push("frame.html shows feeds of its own site. Name the feed’s in its data-feeds, if that is another.");
  else if (isAbsolute(pkg)) out.push(`This looks for the feed on the site of frame.html, at ${resolve(src, SITE).pathname}; else write its full address above.`);
  if (look(settings).length) out.push("A frame has no style but its own: your colours and measures are not in it.");
  return out;
}
