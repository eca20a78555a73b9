// One preview: a widget that shows what the builder says, and tells the builder what it hears.

/** Only the page that holds this one is listened to, and only if it is of the same origin. */
const isBuilder = ({ source, origin }) => source === parent && origin === location.origin;
const tell = (what, rest = {}) => parent.postMessage({ hustings: what, turn, ...rest }, location.origin);

/** Which of the builder's feeds is shown. */
let turn = 0;
/** What the widgets were told last. */
let told = {};
/** The widget that is seen, and the one that takes its place once it has read its feed: nothing flickers. */
let seen;
let coming;

addEventListener("message", (event) => {
  if (isBuilder(event) && event.data?.hustings === "show") show(event.data);
});

/** Sets what is another, and leaves alone what is not: a reader's own steps stay. */
function show({ feed, settings, style, fallback, ...wish }) {
  document.documentElement.dataset.theme = settings.theme;
  const before = told;
  told = { settings, style, fallback };
  for (const widget of [seen, coming]) if (widget) change(widget, before);
  if (!feed) return;
  turn = wish.turn;
  coming?.remove();
  coming = make();
  if (feed.text === undefined) coming.src = feed.src;
  else coming.feed = feed.text;
  document.querySelector("main").append(coming);
}

function make() {
  const widget = document.createElement("hustings-widget");
  // The builder asks for it; who saves data has asked the builder.
  widget.loading = "eager";
  widget.className = "coming";
  widget.inert = true;
  change(widget, {});
  if (seen) for (const name of ["query", "picks", "view"]) widget[name] = seen[name];
  for (const name of ["loaded", "failed"]) {
    widget.addEventListener(`hustings-${name}`, ({ detail }) => {
      // What the page has for readers where nothing can be shown. (Before that it would be seen while the widget waits.)
      if (name === "failed") offer(widget);
      if (widget === coming) arrive();
      if (widget === seen) tell(name, { detail });
    });
  }
  for (const name of ["filtered", "picked"]) {
    widget.addEventListener(`hustings-${name}`, () => {
      if (widget === seen) tell("seen", { seen: { query: widget.query, picks: widget.picks.join(" "), view: widget.view } });
    });
  }
  return widget;
}

function change(widget, before) {
  const { settings, style } = told;
  for (const name of ["theme", "order", "election", "images", "timeout", "view", "query", "picks"]) {
    if (settings[name] !== before.settings?.[name]) widget[name] = settings[name];
  }
  // An empty attribute would say that the language isn't known, which is something else.
  if (!settings.lang) widget.removeAttribute("lang");
  else if (settings.lang !== widget.lang) widget.lang = settings.lang;
  for (const [name] of before.style ?? []) widget.style.removeProperty(name);
  for (const [name, value] of style) widget.style.setProperty(name, value);
}

function offer(widget) {
  const link = widget.querySelector("a") ?? document.createElement("a");
  link.href = told.fallback.href;
  link.textContent = told.fallback.words;
  widget.append(link);
}

/** What comes takes the place of what is seen, at the same height of the page. */
function arrive() {
  const { scrollY } = window;
  const gone = seen;
  [seen, coming] = [coming, undefined];
  seen.removeAttribute("class");
  seen.inert = false;
  gone?.remove();
  scrollTo(0, scrollY);
}

// A link leads out of the preview, not away with it.
addEventListener("click", (event) => {
  const to = event.composedPath().find((element) => element.localName === "a" && element.href);
  if (!to || to.getAttribute("href").startsWith("#") || to.hasAttribute("download") || event.defaultPrevented) return;
  event.preventDefault();
  if (/^(https?|mailto):$/.test(to.protocol)) open(to.href, "_blank", "noopener");
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
