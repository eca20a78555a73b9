// Stands in for Discourse, as narrowly as can be: what the theme component imports, what it is handed, and how a
// post is decorated. Discourse's own source says how (integrations/discourse/README.md, "Facts"):
// - lib/api.js: an initializer is `{ name, after, initialize }`, and calls back with the API;
// - ui-kit/d-decorated-html.gjs: a post's HTML is set in an element of a detached document, decorated there, and adopted;
//   whatever a decorator returns is called when the post is decorated again or goes;
// - post/cooked-html.gjs: a topic's posts go through all decorators, whether or not they are `onlyStream`;
// - post/quoted-content.gjs: what a post quotes is decorated by itself, with the quoting post's model and another class;
// - lib/url.js: links within the forum go through the transformer route-to-url, and nowhere if it returns nothing; otherwise
//   what stands behind # is looked for with querySelector;
// - composer-editor and d-editor-preview.gjs: the preview is decorated without a model, by those that are not `onlyStream`.

const { settings, translations, posts } = JSON.parse(document.getElementById("given").textContent);

// A theme's scripts find these two without importing them.
globalThis.settings = settings;
globalThis.themePrefix = (key) => `theme_translations.7.${key}`;

const detached = document.implementation.createHTMLDocument("detached");
const decorators = [];
const onTopics = [];
const keptOnPage = new Set();
let transform = (context) => context.value;

const api = {
  decorateCookedElement: (decorator, { onlyStream } = {}) => (onlyStream ? onTopics : decorators).push(decorator),
  registerValueTransformer: (name, transformer) => {
    if (name === "route-to-url") transform = transformer;
  },
  preventCloak: (id, prevent = true) => (prevent ? keptOnPage.add(id) : keptOnPage.delete(id)),
};

/** discourse/lib/api */
export const apiInitializer = (callback) => ({ name: "api-initializer1", after: "inject-objects", initialize: () => callback(api) });

/** discourse-i18n */
export function i18n(key, values) {
  const text = translations[key.replace("theme_translations.7.", "")];
  if (text === undefined) throw new Error(`locales/en.yml lacks ${key}`);
  return text.replace(/%\{(\w+)\}/g, (_, name) => values[name]);
}

/** discourse/lib/get-url, of a forum that has no folder of its own */
export default (path) => path;

const cleanups = new Map();
const run = (list, element, helper) => list.map((decorator) => decorator(element, helper)).filter((result) => typeof result === "function");

function made(html, className) {
  const element = detached.createElement("div");
  element.innerHTML = html;
  element.className = className;
  return element;
}

globalThis.forum = {
  keptOnPage,

  /** Draws a post, or draws it anew. */
  render(number) {
    const post = posts[number - 1];
    forum.leave(number);
    const helper = { getModel: () => post, model: post };
    const cooked = made(post.cooked, "cooked");
    const ends = [];
    for (const quotation of cooked.querySelectorAll("aside.quote blockquote")) {
      const quoted = made(quotation.innerHTML, "post__contents-cooked-quote");
      ends.push(...run([...decorators, ...onTopics], quoted, helper));
      quotation.replaceChildren(quoted);
    }
    ends.push(...run([...decorators, ...onTopics], cooked, helper));
    cleanups.set(number, ends);
    document.adoptNode(cooked);
    document.querySelector(`#post_${number} .contents`).replaceChildren(cooked);
  },

  /** The post is no longer on the page, as when a reader scrolls far away. */
  leave(number) {
    for (const end of cleanups.get(number) ?? []) end();
    cleanups.delete(number);
    document.querySelector(`#post_${number} .contents`).replaceChildren();
  },

  /** Decorates what is decorated already. */
  decorateAgain(number) {
    const post = posts[number - 1];
    run([...decorators, ...onTopics], document.querySelector(`#post_${number} .cooked`), { getModel: () => post });
  },

  /** Somebody clicks a link within the forum. */
  routeTo(path) {
    const to = transform({ value: path, context: { opts: {} } });
    if (to) document.querySelector(`#main #${to.split("#")[1]}, a[name=${to.split("#")[1]}]`)?.scrollIntoView();
  },

  /** Shows what somebody types in the composer's preview. */
  preview(html) {
    const shown = made(html, "d-editor-preview");
    run(decorators, shown, { getModel: () => null });
    document.adoptNode(shown);
    document.getElementById("composer").replaceChildren(shown);
  },
};

import("/theme/discourse/api-initializers/hustings").then(({ default: initializer }) => {
  initializer.initialize();
  posts.forEach((_, index) => forum.render(index + 1));
  forum.ready = true;
});
