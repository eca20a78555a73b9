import { apiInitializer } from "discourse/lib/api";
import getURL from "discourse/lib/get-url";
import { i18n } from "discourse-i18n";
import { loadTag } from "../lib/hustings-package";
import { list, misspelt, readWrap } from "../lib/hustings-wrap";

const WRAP = 'div.d-wrap[data-wrap="hustings"]';
/** What is another post's, another page's, or stands inside of a wrap already. */
const NOT_HERE = `aside.quote, blockquote, .onebox, ${WRAP}`;
/** A link to what a widget shows: `#hustings-post-7-1:q=…`. */
const VIEW = /#(?:[^#]*;)?hustings(?:\d+|-[^:]*)?:/;
/** Posts whose widgets are remembered; a long visit leads through many. */
const REMEMBERED = 200;

/** What readers saw in widgets whose posts were taken off the page, by post, place and what the wrap says. */
const remembered = new Map();

/** What the settings say of all wraps. */
const forum = () => ({
  // A path is one of the forum, which may be a folder of its host.
  places: list(settings.allowed_feeds).map((place) => getURL(place)),
  loading: settings.loading,
  base: document.baseURI,
  root: getURL("/"),
  uploads: getURL("/uploads/short-url/"),
});

const wrapsIn = (element) => [...element.querySelectorAll(WRAP)].filter((wrap) => !wrap.parentElement.closest(NOT_HERE));

/** A link of somebody who may be anybody. */
function linkTo(src, text, owner) {
  const link = owner.createElement("a");
  link.href = src.href;
  link.rel = "nofollow ugc noopener";
  link.textContent = text;
  return link;
}

/** The feed is not to be shown: whoever wants to see it can follow a link. */
function leaveLink(wrap, src) {
  if (wrap.querySelector(":scope > .hustings-elsewhere")) return;
  const owner = wrap.ownerDocument;
  const paragraph = owner.createElement("p");
  paragraph.className = "hustings-elsewhere";
  paragraph.append(linkTo(src, i18n(themePrefix("elsewhere"), { host: src.host }), owner));
  wrap.append(paragraph);
}

/** The widget in place of what stands in the wrap, which it shows until it has something better. */
function insert(wrap, src, attributes, id) {
  // Of the post's own document, which has no tags yet: it becomes one when the post comes to the page.
  const owner = wrap.ownerDocument;
  const widget = owner.createElement("hustings-widget");
  for (const [name, value] of Object.entries(attributes)) widget.setAttribute(name, value);
  const images = list(settings.image_hosts).join(" ");
  if (images) widget.setAttribute("images", images);
  // Links to a view name their widget, which is not always the first of a page that comes piece by piece.
  widget.id = id;
  widget.append(...wrap.childNodes);
  if (!widget.textContent.trim()) widget.append(linkTo(src, i18n(themePrefix("nominations")), owner));
  wrap.append(widget);
  return widget;
}

/** Turns the wraps of a post into widgets; returns how to leave them. */
function decorate(api, element, helper) {
  const post = helper?.getModel?.();
  // What a post quotes is decorated like a post, under another class.
  if (!post || !element.classList.contains("cooked")) return;
  const widgets = [];
  // A post may be decorated more than once.
  let count = element.querySelectorAll(`${WRAP} > hustings-widget`).length;
  for (const wrap of wrapsIn(element)) {
    const { src, allowed, attributes } = readWrap(wrap.dataset, forum());
    if (!src || wrap.querySelector(":scope > hustings-widget")) continue;
    if (!allowed || count >= settings.widgets_per_post) {
      leaveLink(wrap, src);
      continue;
    }
    count += 1;
    const id = `post-${post.id}-${count}`;
    const key = `${id} ${JSON.stringify(attributes)}`;
    const before = remembered.get(key);
    // Whoever asked for it once has not to ask again.
    if (before) attributes.loading = "lazy";
    const widget = insert(wrap, src, attributes, id);
    if (before) Object.assign(widget, before);
    const seen = { key, widget, loaded: false };
    widget.addEventListener("hustings-loaded", () => {
      seen.loaded = true;
      // Out of sight and back, it would be drawn anew, with what is open closed.
      api.preventCloak(post.id, true);
    });
    widgets.push(seen);
  }
  if (!widgets.length) return;
  loadTag(settings);

  return () => {
    api.preventCloak(post.id, false);
    for (const { key, widget, loaded } of widgets) {
      // For a moment the post is on the page twice.
      widget.removeAttribute("id");
      if (!loaded) continue;
      const { view, query, picks } = widget;
      remembered.delete(key);
      remembered.set(key, { view, query, picks });
    }
    for (const key of [...remembered.keys()].slice(0, -REMEMBERED)) remembered.delete(key);
  };
}

/** In the preview of a post: what readers will see, and nothing is loaded while somebody types. */
function preview(element) {
  if (!element.closest(".d-editor-preview")) return;
  let shown = 0;
  for (const wrap of wrapsIn(element)) {
    const { src, allowed } = readWrap(wrap.dataset, forum());
    let key = "preview_nothing";
    if (src && !allowed) key = "preview_refused";
    else if (src) key = (shown += 1) > settings.widgets_per_post ? "preview_too_many" : "preview_shown";
    if (wrap.querySelector(":scope > .hustings-preview")) continue;
    const note = wrap.ownerDocument.createElement("p");
    note.className = "hustings-preview";
    note.textContent = i18n(themePrefix(key), { feed: src?.href, limit: settings.widgets_per_post });
    wrap.prepend(note);
  }
}

/** Discourse would look for a place of that name on the page. The browser and the widget know what to do. */
function route(path) {
  if (!VIEW.test(path ?? "")) return path;
  const url = new URL(path, document.baseURI);
  if (url.origin !== location.origin) return path;
  location.assign(url);
  return "";
}

export default apiInitializer((api) => {
  for (const place of misspelt(list(settings.allowed_feeds))) {
    // eslint-disable-next-line no-console
    console.warn(`hustings: the setting allowed_feeds has “${place}”, but takes paths that begin with / and addresses with https://. No feed is allowed by it.`);
  }
  api.decorateCookedElement((element, helper) => decorate(api, element, helper), { id: "hustings", onlyStream: true });
  api.decorateCookedElement(preview, { id: "hustings-preview" });
  api.registerValueTransformer("route-to-url", ({ value }) => route(value));
});
