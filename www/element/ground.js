// The ground that a tag stands on: the colour that the page has there, which no style can ask for, and whether that is
// dark. All widgets of a page share what watches it.

/** Red, green and blue from 0 to 1, and how much of what lies below is covered; of a colour as browsers tell it in sRGB. */
export function colour(text) {
  const [red, green, blue, cover = 1] = (text.replaceAll("none", "0").match(/[\d.]+(?:e[-+]?\d+)?/gi) ?? [0, 0, 0, 0]).map(Number);
  // The older way to write it counts to 255.
  const most = text.startsWith("rgb") ? 255 : 1;
  return [red / most, green / most, blue / most, cover];
}

/** One colour laid on another. */
export const laidOn = (below, [red, green, blue, cover]) => [red, green, blue].map((part, at) => part * cover + below[at] * (1 - cover));

/** As people see it: green is bright, blue is not. */
export const isDark = ([red, green, blue]) => 0.3 * red + 0.6 * green + 0.1 * blue < 0.5;

/** What surrounds an element, in whatever tree. */
export const around = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;

/** However the page writes its colours: a browser tells any of them in sRGB, as the outline of an element that has none. */
function asked(text, probe) {
  if (!/^rgba?\(/.test(text)) {
    probe.style.outlineColor = `color-mix(in srgb, ${text}, ${text})`;
    text = getComputedStyle(probe).outlineColor;
    // Nothing stays behind. (An attribute that was never looked at is emptied instead of removed.)
    if (probe.hasAttribute("style")) probe.removeAttribute("style");
  }
  return colour(text);
}

/** The colour below a tag; `probe` is an element of its own, that is not seen. */
export function groundOf(tag, probe) {
  const layers = [];
  for (let at = tag; at && !(layers.at(-1)?.[3] >= 1); at = around(at)) {
    const layer = asked(getComputedStyle(at).backgroundColor, probe);
    if (layer[3] > 0) layers.push(layer);
  }
  return layers.reduceRight(laidOn, asked("Canvas", probe));
}

/** What is to be told, by the tags that it is about. */
const followers = new Map();
/** @type {{ marks: MutationObserver, system: MediaQueryList } | undefined} */
let watch;
let told = false;

/** A page may mark itself, or what surrounds a tag, many times before the next picture. */
function tell() {
  if (told) return;
  told = true;
  requestAnimationFrame(() => {
    told = false;
    for (const follower of followers.values()) follower();
  });
}

/** It may turn dark bit by bit. (A page may tell of events that it made itself, without what they are of.) */
const turned = ({ propertyName }) => { if (propertyName?.startsWith("background")) tell(); };

function observe() {
  watch?.marks.disconnect();
  if (followers.size && !watch) {
    watch = { marks: new MutationObserver(tell), system: matchMedia("(prefers-color-scheme: dark)") };
    watch.system.addEventListener("change", tell);
    addEventListener("transitionend", turned);
  } else if (!followers.size && watch) {
    watch.system.removeEventListener("change", tell);
    removeEventListener("transitionend", turned);
    watch = undefined;
  }
  for (const tag of followers.keys()) {
    for (let at = around(tag); at; at = around(at)) watch.marks.observe(at, { attributes: true });
  }
}

/** From now on, whenever the ground may be another, `follower` is told; ends with what this returns. */
export function follow(tag, follower) {
  followers.set(tag, follower);
  observe();
  return () => {
    followers.delete(tag);
    observe();
  };
}
