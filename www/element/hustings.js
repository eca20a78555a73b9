// <hustings-widget>: the tag. It holds attributes, properties, the fallback and the moment to begin. What is shown
// inside, and the WebAssembly that makes it, is fetched when the first widget of a page begins: a page whose readers
// never come near one pays for this file alone.

const VIEWS = ["cards", "compare"];
const ORDERS = ["shuffled", "name", "date", "result"];
const THEMES = ["auto", "light", "dark", "inherit"];
const LOADING = ["lazy", "eager", "click"];
const DEFAULT_TIMEOUT = 20;

/** Until more is there: room for what comes, so that nothing jumps. (`hustings.css` takes over.) */
const CSS = `
:host { display: block; }
:host([hidden]), .frame[hidden], .fallback[hidden] { display: none; }
.frame { min-height: 22em; }
.frame:not(:empty) { min-height: 0; }
button { font: inherit; color: inherit; background: none; border: 1px solid; border-radius: 0.3em; padding: 0.5em 1em; margin: 0.5em 0; cursor: pointer; }
`;

let sheet;
function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  return sheet;
}

/** Where the module is. (Bundlers know these words, and name the file as they publish it.) */
const wasmUrl = () => new URL("./hustings_widget_bg.wasm", import.meta.url);

/* global WASM_INTEGRITY -- the build puts the module's hash there. */
/** @type {Promise<any> | undefined} What draws inside of the tags. */
let inside;
function summon() {
  inside ??= (async () => {
    // Asked for together: each hop to the host costs the reader's patience.
    const glue = import("./hustings_widget.js");
    const wasm = fetch(wasmUrl(), { integrity: WASM_INTEGRITY });
    // They may fail first, and are heard of when they are used.
    for (const part of [glue, wasm]) part.catch(() => {});
    const { Inside, expect } = await import("./hustings_element.js");
    expect([glue, wasm]);
    return Inside;
  })().catch((error) => {
    inside = undefined;
    throw error;
  });
  return inside;
}

/** Asks for a feed. */
function ask(href) {
  const abort = new AbortController();
  const answer = fetch(href, { signal: abort.signal });
  // Whoever takes it hears of it.
  answer.catch(() => {});
  return { href, answer, abort };
}

/** Whether the page's address may name a widget. */
const mayBeLink = () => /[#;]hustings(\d+|-[^:;]*)?:/.test(location.hash);

/** @type {IntersectionObserver | undefined} Tells of tags that readers come near. */
let watcher;
function watch(widget) {
  watcher ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      // The reader is on the way: what they do now comes first.
      (globalThis.requestIdleCallback ?? setTimeout)(() => target._begin(), { timeout: 500 });
    }
  }, { rootMargin: "100%" });
  watcher.observe(widget);
}

/** On a server, which renders the tag and no more, there is nothing to extend. */
const Base = globalThis.HTMLElement ?? class {};

class HustingsWidget extends Base {
  static observedAttributes = ["src", "view", "election", "query", "picks", "order", "lang", "theme", "loading", "timeout", "images"];

  #frame = document.createElement("div");
  #inside;
  #warned = new Set();
  /** What the inside shares: what the reader sees now (attributes set it, the reader changes it), and the ways back. */
  #own = {
    view: "cards", query: "", picks: [], feed: undefined, ready: deferred(), promise: deferred, ask, mayBeLink,
    warn: (...about) => this.#warn(...about), hasFallback: () => this.#hasFallback,
  };

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [styles()];
    this.#frame.className = "frame";
    this.#frame.part = "frame";
    const fallback = document.createElement("slot");
    fallback.className = "fallback";
    shadow.append(this.#frame, fallback);
    for (const near of ["pointerover", "focusin"]) {
      shadow.addEventListener(near, () => { this.#own.near = true; }, { once: true, passive: true });
    }
  }

  connectedCallback() {
    // What was set before this class was known shadows its accessors.
    for (const name of ["feed", "permalink", ...HustingsWidget.observedAttributes]) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        // Routers write `src` back as they read it, and of an unknown element they read nothing.
        if (value !== undefined) this[name] = value;
      }
    }
    addEventListener("hashchange", this.#consider);
    if (this.#inside) this.#inside.connect();
    else this.#consider();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.#consider);
    watcher?.unobserve(this);
    this.#inside?.disconnect();
  }

  attributeChangedCallback(name, before, value) {
    if (before === value) return;
    switch (name) {
      case "view": case "query": case "picks": this[name] = value; break;
      case "src": case "timeout": case "images": this.#inside?.reload(); break;
      case "theme": this.#oneOf("theme", THEMES, value); this.#inside?.tint(); break;
      case "election": case "order": case "lang": this.#inside?.set(name); break;
      case "loading": if (this.isConnected) this.#consider(); break;
    }
  }

  get src() { return this.getAttribute("src") ?? ""; }
  set src(value) { this.#reflect("src", value); }
  get election() { return this.getAttribute("election") ?? ""; }
  set election(value) { this.#reflect("election", value); }
  get order() { return this.#oneOf("order", ORDERS, this.getAttribute("order")); }
  set order(value) { this.#reflect("order", value); }
  get theme() { return this.#oneOf("theme", THEMES, this.getAttribute("theme")); }
  set theme(value) { this.#reflect("theme", value); }
  get loading() { return this.#oneOf("loading", LOADING, this.getAttribute("loading")); }
  set loading(value) { this.#reflect("loading", value); }
  get images() { return words(this.getAttribute("images")); }
  set images(value) { this.#reflect("images", Array.isArray(value) ? value.join(" ") : value); }
  get timeout() {
    const given = this.getAttribute("timeout");
    const seconds = given === null ? DEFAULT_TIMEOUT : Number(given);
    if (seconds > 0 && seconds <= 3600) return seconds;
    this.#warn("timeout", given, `a number of seconds up to 3600; ${DEFAULT_TIMEOUT} is used`);
    return DEFAULT_TIMEOUT;
  }
  set timeout(value) { this.#reflect("timeout", value); }

  // (Frameworks that render on a server write a property that is false as text.)
  get permalink() { return (this.getAttribute("permalink") ?? "false") !== "false"; }
  set permalink(value) {
    if (value) this.setAttribute("permalink", "");
    else this.removeAttribute("permalink");
  }

  get view() { return this.#own.view; }
  set view(value) { this.#set("view", this.#oneOf("view", VIEWS, value)); }
  get query() { return this.#own.query; }
  set query(value) { this.#set("query", String(value ?? "")); }
  get picks() { return [...this.#own.picks]; }
  set picks(value) { this.#set("picks", Array.isArray(value) ? value.map(String) : words(value)); }

  get feed() { return this.#own.feed; }
  set feed(value) {
    this.#own.feed = value ?? undefined;
    this.#inside?.reload();
  }

  /** Resolves when nominations are shown; rejects when they can't be. */
  ready() {
    return this.#own.ready.promise;
  }

  /** Asks for the feed again; begins, where that waits for the reader. */
  refresh() {
    if (this.#inside) this.#inside.reload();
    else this._begin();
    return this.ready();
  }

  /** Whatever there is to show until nominations are: the page's own children. */
  get #hasFallback() {
    return [...this.childNodes].some((node) =>
      node.nodeType === Node.ELEMENT_NODE ? node.localName !== "script" : node.nodeType === Node.TEXT_NODE && node.data.trim());
  }

  /** Begins now or later, as the page and the reader want it. */
  #consider = () => {
    if (this.#own.begun) return;
    watcher?.unobserve(this);
    this.#frame.hidden = this.#hasFallback;
    // A link leads to what it names.
    if (this.loading === "eager" || mayBeLink()) this._begin();
    // Who saves data is asked first.
    else if (this.loading === "click" || navigator.connection?.saveData) this.#offer();
    // What the page itself has to say is seen first.
    else if (this.#isNear && this.querySelector(".hustings")) requestAnimationFrame(() => setTimeout(() => this._begin()));
    else if (this.#isNear) this._begin();
    else watch(this);
  };

  /** Whether it is on the screen, or will be with the next turn of a wheel. */
  get #isNear() {
    const { top, bottom, width } = this.getBoundingClientRect();
    return width > 0 && top < 2 * innerHeight && bottom > -innerHeight;
  }

  #offer() {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Show nominations";
    button.addEventListener("click", () => this._begin());
    this.#frame.hidden = false;
    this.#frame.replaceChildren(button);
  }

  /** Fetches what draws inside, and the feed. */
  async _begin() {
    if (this.#inside || this.#own.begun) return;
    this.#own.begun = true;
    let asked;
    if (this.#own.feed === undefined && this.src) {
      try {
        asked = ask(new URL(this.src, document.baseURI).href);
      } catch {
        // What is wrong with the address is told when it is used.
      }
    }
    try {
      const Inside = await summon();
      this.#inside = new Inside(this, this.#own, asked);
    } catch (error) {
      this.#own.begun = false;
      asked?.abort.abort();
      this.#fail(error);
      return;
    }
    // It may have been taken away meanwhile.
    if (this.isConnected) this.#inside.connect();
  }

  /** The package is not there whole. */
  #fail(error) {
    // (The script's own address would make a bundler publish it twice.)
    const detail = { code: "engine", source: String(wasmUrl()), message: `a part of the widget couldn’t be loaded (${error?.message ?? error}). Publish the whole pkg folder.` };
    this.#frame.hidden = false;
    this.#frame.textContent = "Nominations can’t be shown here.";
    this.#frame.role = "alert";
    console.error(`hustings-widget: ${detail.message}`, this);
    this.#own.ready.reject(Object.assign(new Error(detail.message), detail));
    this.dispatchEvent(new CustomEvent("hustings-failed", { detail, bubbles: true, composed: true }));
  }

  #reflect(name, value) {
    if (value === null || value === undefined || value === "") this.removeAttribute(name);
    else this.setAttribute(name, String(value));
  }

  #oneOf(name, allowed, value) {
    if (value === null || value === undefined || value === "" || allowed.includes(value)) return value || allowed[0];
    this.#warn(name, value, `one of ${allowed.join(", ")}; “${allowed[0]}” is used`);
    return allowed[0];
  }

  #warn(name, value, expected) {
    const key = `${name}=${value}`;
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    console.warn(`hustings-widget: ${name} is “${value}”, but takes ${expected}.`, this);
  }

  /** @param {"view" | "query" | "picks"} name */
  #set(name, value) {
    this.#own[name] = value;
    this.#inside?.set(name);
  }
}

/** Of an attribute: white space apart. */
function words(text) {
  return String(text ?? "").split(/\s+/).filter(Boolean);
}

/** A promise with its handles, which says when it is settled. */
function deferred() {
  const out = { settled: false };
  out.promise = new Promise((resolve, reject) => {
    out.resolve = (value) => { out.settled = true; resolve(value); };
    out.reject = (error) => { out.settled = true; reject(error); };
  });
  // Nobody has to listen.
  out.promise.catch(() => {});
  return out;
}

if (globalThis.customElements && !customElements.get("hustings-widget")) customElements.define("hustings-widget", HustingsWidget);
