// The builder: from a feed to the lines that a page needs. The widget in the previews says what is wrong; nothing that
// is given here leaves the browser.

import { textOf } from "./answer.js";
import { copyButtons } from "../demo/copy.js";
import { Editor } from "./editor.js";
import { outcome, several } from "./faults.js";
import { Previews } from "./previews.js";
import * as lines from "./snippet.js";
import { keep, kept } from "./store.js";
import { tellFaults } from "./told.js";

/** How long the author's hand must rest before a text is read, in milliseconds; longer for a large one. */
const REST = 350;
const LONG_REST = 1000;
const LARGE = 1_000_000;
/** More is not asked of a browser, in bytes: the widget doesn't read it either. */
const MOST = 128_000_000;

/** What a theme means on a page, and in the previews. */
const THEMES = {
  auto: "Auto is light or dark as the page is. The previews are pages as light or dark as your device asks for.",
  light: "Light, whatever the page is.",
  dark: "Dark, whatever the page is.",
  inherit: "The text’s colour and the ground are the page’s. The previews are pages with colours of their own.",
};

const get = (id) => document.getElementById(id);
const main = get("main");
const controls = [...main.querySelectorAll("input[name], select[name]")].filter(({ name }) => name in lines.DEFAULTS);

let settings = { ...lines.DEFAULTS };
/** Where the feed came from, while it is as it came; empty once the author changed it. */
let address = "";
/** Which of the feeds that were given is meant. */
let turn = 0;
let about;
let sri;
/** What a reader of a preview sees, where it is not what the settings say. */
let seen;
/** Whether the browser keeps the feed over a reload. */
let isKept = true;
let resting;
let reading;

const editor = new Editor(get("text"), get("pager"), () => {
  address = "";
  turn += 1;
  clearTimeout(resting);
  resting = setTimeout(check, editor.text.length > LARGE ? LONG_REST : REST);
});
const previews = new Previews(get("stage"), hear);
const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
worker.addEventListener("error", () => say("A part of this page couldn’t be loaded (builder/worker.js). Put the whole folder there.", "bad"));
worker.addEventListener("message", ({ data }) => {
  if (data.turn !== turn) return;
  if (data.about) know(data.about);
  if (data.groups) tellFaults(get("faults"), data.groups, (start, end) => editor.select(start, end));
});

/** Another feed is meant from here on: what was begun for the one before doesn't come any more. */
function begin() {
  clearTimeout(resting);
  clearTimeout(reading);
  turn += 1;
  return turn;
}

/** Reads the feed: who it names first, then the previews show it and say what is wrong. */
function check() {
  begin();
  const { text } = editor;
  const isGiven = Boolean(text.trim() || address);
  main.dataset.given = isGiven ? "yes" : "";
  if (!isGiven) {
    about = undefined;
    say("Nothing is given yet.", "");
    tellFaults(get("faults"), [], () => {});
    offerElections([]);
    tellSize();
  } else {
    // What is read within a moment needs no words of its own.
    reading = setTimeout(() => say("Reading the feed.", ""), 400);
  }
  if (isGiven) worker.postMessage({ turn, text });
  else show();
  remember();
}

/** The feed's own names are known: the previews may begin. */
function know(known) {
  about = known;
  offerElections(about.elections);
  show(address ? { src: address } : { text: editor.text });
  tellSize();
}

function tellSize() {
  editor.tell();
  const { length } = editor.text;
  const size = length < 1000 ? several(length, "character") : `${Math.round(length / 1000).toLocaleString("en")} kB`;
  get("size").textContent = length ? `${size}, ${several(editor.lines.count, "line")}.${isKept ? "" : " This browser has no room to keep it over a reload."}` : "";
  for (const id of ["save", "clear"]) get(id).hidden = !length && !address;
}

function offerElections(elections) {
  const { election } = Object.fromEntries(controls.map((control) => [control.name, control]));
  // While the list can't be read, what was chosen from it stays.
  if (!elections) return;
  election.replaceChildren(new Option("All of them", ""), ...elections.map(({ id, name }) => new Option(name, id)));
  election.disabled = elections.length === 0;
  if (about && !elections.some(({ id }) => id === settings.election)) settings.election = "";
  election.value = settings.election;
}

/** From the previews. */
function hear({ hustings, turn: of, detail, seen: where, file, text }) {
  if (hustings === "dropped") {
    if (file) takeFile(file);
    else if (text) takeText(text);
    return;
  }
  if (of !== turn) return;
  if (hustings === "seen") {
    seen = where;
    offerSeen();
    return;
  }
  clearTimeout(reading);
  if (hustings === "loaded") {
    say(outcome(detail), detail.warnings.length ? "some" : "good");
    worker.postMessage({ turn, warnings: detail.warnings });
  } else if (hustings === "failed") {
    say(detail.line ? "Nothing can be shown: this is not JSON yet." : "Nothing can be shown.", "bad");
    worker.postMessage({ turn, failed: detail });
  }
}

function say(words, state) {
  const line = get("outcome");
  line.dataset.state = state;
  if (line.textContent !== words) line.textContent = words;
}

/** Shows the settings everywhere: in the previews, in the lines to copy. */
function show(feed) {
  const style = lines.look(settings);
  if (main.dataset.given) previews.show({ turn, feed, settings: { ...settings, lang: lines.language(settings) }, style, fallback: lines.fallback(settings, about) });
  write("snippet-lines", lines.snippet(settings, about, sri));
  write("frame-lines", lines.frame(settings, about));
  write("parent-lines", lines.parentScript(settings, sri));
  hint("address-hints", lines.addressHints(settings));
  hint("frame-hints", lines.frameHints(settings));
  hint("colour-hints", [...lines.colourHints(settings), ...lines.fontHints(settings)]);
  hint("lang-hints", lines.languageHints(settings));
  get("theme-said").textContent = THEMES[settings.theme];
  get("own-font").hidden = settings.font !== "own";
  get("own-heading-font").hidden = settings.headingFont !== "own";
  get("radius-said").textContent = `${settings.radius} em`;
  get("width-said").textContent = `${settings.cardWidth} em`;
  get("no-sri").hidden = Boolean(sri);
  offerSeen();
}

/** Line by line, so that a long one is seen to be one. */
function write(id, text) {
  const place = get(id);
  if (place.textContent.trimEnd() === text) return;
  const rows = text.split("\n").map((line) => Object.assign(document.createElement("span"), { className: "row", textContent: `${line}\n` }));
  place.replaceChildren(...rows);
}

function hint(id, hints) {
  const list = get(id);
  const words = hints.join("\n");
  if (list.dataset.words === words) return;
  list.dataset.words = words;
  list.replaceChildren(...hints.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
}

/** A reader's steps in a preview may be what the page is to begin with. */
function offerSeen() {
  const isOther = seen && ["query", "picks", "view"].some((name) => seen[name] !== settings[name].trim());
  get("take").hidden = !isOther;
  if (!isOther) return;
  const picks = seen.picks ? seen.picks.split(" ").length : 0;
  const said = [seen.query && `“${seen.query}”`, picks && `${picks} picked`, seen.view === "compare" && "side by side"].filter(Boolean);
  get("taken").textContent = `In the preview now: ${said.join(", ") || "all nominations"}.`;
}

// What is given.

/** A text takes the place of what stands there. */
function takeText(text, from = "") {
  address = from;
  editor.set(text);
  check();
}

async function takeFile(file) {
  if (file.size > MOST) {
    refuse(`${file.name} is too large: a page should load ${MOST / 1e6} MB at most. Split the feed with next_url.`);
    return;
  }
  const asked = begin();
  let text;
  try {
    const bytes = await file.arrayBuffer();
    if (turn !== asked) return;
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (turn !== asked) return;
    refuse(error instanceof TypeError
      ? `${file.name} is not UTF-8 text. Save it as UTF-8, and give it again.`
      : `${file.name} can’t be read (${error.message}). Give it again, or paste what is in it.`);
    return;
  }
  // A published feed mostly keeps its name.
  if (settings.src === lines.DEFAULTS.src && /\.json$/i.test(file.name)) set({ src: encodeURIComponent(file.name) });
  takeText(text);
}

function refuse(words) {
  begin();
  say(words, "bad");
  tellFaults(get("faults"), [], () => {});
}

async function takeAddress(given, isOwn) {
  let url;
  try {
    url = new URL(given, document.baseURI);
  } catch {
    refuse(`“${given}” is no address. Write it as https://example.org/feed.json`);
    return;
  }
  const asked = begin();
  say(`Asking ${url.host} for the feed.`, "");
  // The widget says what is wrong with an answer; here its text is wanted, where there is one.
  const text = await fetch(url, { signal: AbortSignal.timeout(20_000) })
    .then((response) => textOf(response, MOST))
    .catch(() => "");
  if (turn !== asked) return;
  if (isOwn) set({ src: url.href });
  takeText(text, url.href);
}

// What is chosen.

/** Makes some settings others, and has their controls say so. */
function set(some) {
  Object.assign(settings, some);
  for (const control of controls) {
    if (control.type === "radio") control.checked = control.value === settings[control.name];
    else if (control.type === "checkbox") control.checked = settings[control.name];
    else control.value = settings[control.name];
  }
  show();
  remember();
}

function choose({ target }) {
  if (!controls.includes(target)) return;
  settings[target.name] = target.type === "checkbox" ? target.checked : target.value;
  show();
  remember();
}

let remembering;
function remember() {
  clearTimeout(remembering);
  remembering = setTimeout(store, 500);
}

function store() {
  clearTimeout(remembering);
  const text = address ? "" : editor.text;
  const was = isKept;
  isKept = keep("text", text) || !text;
  keep("settings", JSON.stringify({ settings, address }));
  if (was !== isKept) tellSize();
}

function restore() {
  let stored = {};
  try {
    stored = JSON.parse(kept("settings") || "{}");
  } catch {
    // What can't be read any more is begun anew.
  }
  const known = Object.entries(stored.settings ?? {}).filter(([name, value]) => typeof value === typeof lines.DEFAULTS[name]);
  set({ ...lines.DEFAULTS, ...Object.fromEntries(known) });
  if (stored.address) takeAddress(stored.address, false);
  else takeText(kept("text"));
}

main.addEventListener("input", choose);
main.addEventListener("change", choose);
get("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const given = get("address").value.trim();
  if (given) takeAddress(given, true);
});
get("file").addEventListener("change", ({ target }) => {
  if (target.files[0]) takeFile(target.files[0]);
  target.value = "";
});
for (const button of document.querySelectorAll("[data-example]")) {
  button.addEventListener("click", () => takeAddress(button.dataset.example, false));
}
get("clear").addEventListener("click", () => {
  set({ ...lines.DEFAULTS });
  takeText("");
  get("text").focus();
});
get("save").addEventListener("click", () => {
  const url = URL.createObjectURL(new Blob([editor.text], { type: "application/feed+json" }));
  Object.assign(document.createElement("a"), { href: url, download: lines.fileName(settings) }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
});
get("take").querySelector("button").addEventListener("click", () => {
  get("look-title").focus({ preventScroll: true });
  set({ ...seen });
});
get("plain").addEventListener("click", () => {
  const { accent, accentDark, radius, font, ownFont, headingFont, ownHeadingFont, cardWidth, columns, padding, top } = lines.DEFAULTS;
  set({ accent, accentDark, radius, font, ownFont, headingFont, ownHeadingFont, cardWidth, columns, padding, top });
});
get("at").addEventListener("change", ({ target }) => { get("stage").dataset.at = target.value; });

// A feed may be dropped anywhere; what the browser drags about by itself is left to it.
const isGift = ({ dataTransfer }) => [...(dataTransfer?.types ?? [])].includes("Files");
addEventListener("dragover", (event) => {
  if (!isGift(event)) return;
  event.preventDefault();
  document.body.dataset.dragged = "yes";
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) delete document.body.dataset.dragged;
});
addEventListener("drop", (event) => {
  delete document.body.dataset.dragged;
  if (!isGift(event)) return;
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (file) takeFile(file);
});
addEventListener("pagehide", store);

copyButtons(get("copied"));
restore();
// Without the hashes the lines work all the same, and it is said.
sri = await fetch(new URL("../pkg/sri.json", import.meta.url)).then((response) => (response.ok ? response.json() : undefined)).catch(() => undefined);
show();
