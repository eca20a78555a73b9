// One preview: a widget that shows what the builder says, and tells the builder what it hears.

/** Only the page that holds this one is listened to, and only if it is of the same origin. */
const isBuilder = ({ source, origin }) => source === parent && origin === location.origin;
const tell = (what, rest = {}) => parent.postMessage({ hustings: what, turn, ...rest }, location.origin);

/** Which of the builder's feeds is shown. */
let turn = 0;
/** What was shown last. */
let shown = {};

const widget = document.createElement("hustings-widget");
const link = document.createElement("a");
widget.append(link);
// The builder asks for it; who saves data has asked the builder.
widget.setAttribute("loading", "eager");

for (const name of ["loaded", "failed"]) widget.addEventListener(`hustings-${name}`, ({ detail }) => tell(name, { detail }));
for (const name of ["filtered", "picked"]) {
  widget.addEventListener(`hustings-${name}`, () => tell("seen", { seen: { query: widget.query, picks: widget.picks.join(" "), view: widget.view } }));
}

addEventListener("message", (event) => {
  if (!isBuilder(event) || event.data?.hustings !== "show") return;
  show(event.data);
});

/** Sets what is another, and leaves alone what is not: a reader's own steps stay. */
function show({ feed, settings, style, fallback, ...wish }) {
  document.documentElement.dataset.theme = settings.theme;
  for (const name of ["theme", "order", "election", "images", "timeout", "view", "query", "picks"]) {
    if (settings[name] !== shown.settings?.[name]) widget[name] = settings[name];
  }
  for (const [name] of shown.style ?? []) widget.style.removeProperty(name);
  for (const [name, value] of style) widget.style.setProperty(name, value);
  link.href = fallback.href;
  link.textContent = fallback.words;
  if (feed) {
    turn = wish.turn;
    // Whichever is set last asks for it.
    if (feed.text === undefined) widget.src = feed.src;
    widget.feed = feed.text;
  }
  shown = { settings, style };
  if (!widget.isConnected) document.querySelector("main").append(widget);
}

// A link leads out of the preview, not away with it.
addEventListener("click", (event) => {
  const to = event.composedPath().find((element) => element.localName === "a" && element.href);
  if (!to || to.getAttribute("href").startsWith("#") || to.hasAttribute("download") || event.defaultPrevented) return;
  event.preventDefault();
  open(to.href, "_blank", "noopener");
});

// What is dropped here is meant for the builder.
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  tell("dropped", { file: event.dataTransfer.files[0], text: event.dataTransfer.getData("text/plain") });
});

try {
  await import("../pkg/hustings.js");
  tell("ready");
} catch (error) {
  const alone = document.createElement("p");
  alone.className = "alone";
  alone.textContent = "The widget is not here.";
  document.querySelector("main").append(alone);
  const message = `pkg/hustings.js can’t be loaded (${error.message}). Put the folder pkg beside the folder builder; cargo xtask build makes it.`;
  tell("missing", { detail: { code: "engine", message, source: "" } });
}
