// The page of an iframe: a widget with what stands in the fragment, and its height for whoever holds the frame.

import "./hustings.js";

/** What the fragment may say. */
const ATTRIBUTES = ["src", "election", "view", "query", "picks", "order", "lang", "theme", "loading", "timeout", "images"];

const sheet = new CSSStyleSheet();
sheet.replaceSync("html { color-scheme: light dark } body { margin: 0; padding: 0 1em 1em; font-family: system-ui, sans-serif }"
  // The frame stands in a page that says what it is.
  + "h1 { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }");
document.adoptedStyleSheets = [sheet];

/** A link to a view stands behind a semicolon. */
const given = new URLSearchParams(location.hash.slice(1).split(";")[0]);
const widget = document.createElement("hustings-widget");
for (const name of ATTRIBUTES) if (given.has(name)) widget.setAttribute(name, given.get(name));
if (given.has("permalink")) widget.permalink = true;
if (given.has("lang")) document.documentElement.lang = given.get("lang");

/** Anybody can write an address with any feed in it: what is shown under this origin's name is its owner's to choose. */
function mayShow(src) {
  try {
    const { origin } = new URL(src, document.baseURI);
    return [location.origin, ...document.documentElement.dataset.feeds.split(/\s+/)].includes(origin);
  } catch {
    return false;
  }
}

if (given.has("src") && !mayShow(given.get("src"))) {
  document.querySelector("main").append("This page shows feeds of its own site only.");
  console.error(`hustings: ${given.get("src")} is of another origin. Name that origin in data-feeds of frame.html, or put the feed beside it.`);
} else {
  document.querySelector("main").append(widget);
}

if (parent !== window) {
  // A height tells nothing that the frame's own box doesn't.
  const tell = () => parent.postMessage({ hustings: "height", height: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
  new ResizeObserver(tell).observe(document.documentElement);
}
