// The inside of the tag: what draws in it is made by the WebAssembly beside this file. Fetched with it when the
// first widget of a page is to begin (`hustings.js`).

import css from "./hustings.css";
import { follow as followGround, groundOf, isDark } from "./ground.js";
import { placesOf, takeOver } from "./takeover.js";

const SEED_KEY = "hustings-seed";

/** How long a widget may be away from the page and come back as it was, in milliseconds. */
const MAY_COME_BACK = 1000;
/** How long a page may take to hand over a feed before it is told that there is none. */
const MAY_BRING_FEED = 300;

/** Where the module is. (Bundlers know these words, and name the file as they publish it.) */
const wasmUrl = () => new URL("./hustings_widget_bg.wasm", import.meta.url);

/* global WASM_INTEGRITY -- the build puts the module's hash there. */
/** @type {Promise<any> | undefined} One engine for all widgets of a page. */
let engine;
/** The engine's parts, which are on their way before this file is there. */
let coming;
/** Takes the parts that were asked for together with this file. */
export function expect(parts) {
  coming ??= parts;
}
/** What ended the engine for good: a crash leaves it in an unknown state. */
let crash;
/**
 * A widget's inside: an element and what draws in it. What the engine holds
 * is never given back, so a seat outlives its widget and serves the next.
 */
class Seat {
  constructor(glue) {
    this.mount = document.createElement("div");
    this.widget = new glue.Widget(this.mount, (name, detail) => this.owner?._tell(name, detail), openReader, pause);
  }
}
/** Seats that widgets sit in, and seats left by widgets that went away. */
const taken = new Set();
const free = [];

function startEngine() {
  if (crash) return Promise.reject(new Error(`it stopped on this page before: ${crash.message}; reload the page`));
  engine ??= (async () => {
    // Once they failed, they are asked for anew.
    const parts = coming ?? [import("./hustings_widget.js"), fetch(wasmUrl(), { integrity: WASM_INTEGRITY })];
    coming = undefined;
    // The glue may fail first, and is heard of then.
    parts[1].catch(() => {});
    const glue = await parts[0];
    await glue.default({ module_or_path: parts[1] });
    addEventListener("error", onPageError);
    return glue;
  })().catch((error) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

/** A crash of the engine ends it for every widget: each falls back and says so. */
function onPageError(event) {
  if (!(event.error instanceof WebAssembly.RuntimeError)) return;
  // A bundler may have given the files other names.
  const { stack = "" } = event.error;
  if (!stack.includes("hustings_widget") && !stack.includes(wasmUrl())) return;
  crash = event.error;
  removeEventListener("error", onPageError);
  free.length = 0;
  for (const seat of taken) seat.owner._crash(crash);
}

/** The reader's own seed for the order: made here, kept here, sent nowhere. */
function readersSeed() {
  const fresh = crypto.getRandomValues(new Uint32Array(1))[0];
  try {
    const known = Number(localStorage.getItem(SEED_KEY));
    if (Number.isInteger(known) && known > 0) return known;
    localStorage.setItem(SEED_KEY, String(fresh));
  } catch {
    // Storage is blocked: the order holds for this page only.
  }
  return (readersSeed.fallback ??= fresh);
}

/** What the browser keeps by a name: null where it has nothing, undefined where it keeps nothing at all. */
function storedAt(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return undefined;
  }
}

/** @type {Promise<any> | undefined} What reads statements, fetched with the first that is needed. */
let readers;
/** @type {Promise<string> | undefined} The emoji by their shortcodes, for statements that have some. */
let emoji;

/** @type {((html: string) => Document) | undefined} */
let parse;
/** What parses HTML in a document that is never attached: nothing in it is fetched or run. */
function parser() {
  if (parse) return parse;
  let trusted = (html) => html;
  try {
    const policy = globalThis.trustedTypes?.createPolicy("hustings", { createHTML: trusted });
    if (policy) trusted = (html) => policy.createHTML(html);
  } catch {
    // The page allows no policy of this name. Where it enforces Trusted Types, HTML is shown as text.
  }
  return (parse = (html) => new DOMParser().parseFromString(trusted(html), "text/html"));
}

/** Promises a reader of statements that has what a text needs: a feed's own, or else a new one. */
async function openReader(known, text) {
  readers ??= (async () => {
    const glue = await import("./hustings_reader.js");
    await glue.default({ module_or_path: new URL("./hustings_reader_bg.wasm", import.meta.url) });
    return glue;
  })().catch((error) => {
    readers = undefined;
    console.error(`hustings-widget: statements can’t be read: ${error.message}`);
    throw error;
  });
  const reader = known ?? new (await readers).Reader(parser());
  if (reader.wants_emoji(text)) {
    emoji ??= fetch(new URL("./hustings_emoji.txt", import.meta.url))
      .then((response) => (response.ok ? response.text() : ""))
      // Without the table a shortcode stays as it was typed.
      .catch(() => "");
    reader.set_emoji(await emoji);
  }
  return reader;
}

/** @type {Promise<any> | undefined} What only an opened card or the comparison needs. */
let more;
function needMore() {
  more ??= import("./hustings_more.js").catch((error) => {
    more = undefined;
    throw error;
  });
  return more;
}

/** Promises that so many milliseconds have passed, and that the browser has had its turn. */
const pause = (wait) => new Promise((resolve) => (!wait && globalThis.scheduler?.postTask?.(resolve)) || setTimeout(resolve, wait));

function noLinks(error) {
  console.error(`hustings-widget: links can’t be read or written: ${error.message}`);
}

let sheet;
function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

/** How long after a frame's resizing what has no boxes gets them, in milliseconds. */
const AFTER_RESIZING = 50;

/** What a tag holds once it has begun. */
export class Inside {
  #host;
  /** What the tag knows of itself: what the reader sees now, the feed that it was given, the promise of `ready()`. */
  #own;
  #frame;
  #fallback;
  /** @type {Seat | undefined} */
  #seat;
  #starting;
  /** Whether a list was too long to be drawn whole, and whether it was drawn out of sight. */
  #isLong = false;
  #unlaid = false;
  /** Whether the page's own words have given way to nominations. */
  #gaveWay = false;
  /** How often a feed was asked for. */
  #turn = 0;
  /** Whether a reader came near, who may have come before the engine. */
  #near = false;
  /** The feed, asked for while the engine is on its way. */
  #asked;
  #leaving;
  #waiting;
  #boxing;
  /** What links begin with, what is seen now, and what was seen at addresses that name no link. */
  #place = { base: undefined, view: [], unnamed: new Map() };
  /** Whether what is seen was not told yet, since the engine began to draw. */
  #fresh;
  /** Whether a link led here when the page came. */
  #led;
  /** Ends what follows the ground that the tag stands on. */
  #unfollow;
  /** The page's own, as they were taken over last. */
  #colours;

  constructor(host, own, asked) {
    this.#host = host;
    this.#own = own;
    this.#asked = asked;
    const shadow = host.shadowRoot;
    [this.#frame, this.#fallback] = [shadow.querySelector(".frame"), shadow.querySelector("slot")];
    shadow.adoptedStyleSheets = [styles()];
    this.#frame.replaceChildren();
    shadow.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#leaveMenu();
    });
    shadow.addEventListener("click", ({ target }) => {
      const { turn, close } = target.dataset;
      // The next card by keyboard is the first new one.
      if (target.closest(".more")) {
        const last = [...shadow.querySelectorAll(".card")].at(-1);
        last.tabIndex = -1;
        last.focus({ preventScroll: true });
      }
      if (close !== undefined) this.#leaveMenu();
      else if (turn) needMore().then((more) => more.turn(shadow, Number(turn)));
      // What closes may have been longer than the screen.
      else if (target.ariaExpanded) requestAnimationFrame(() => target.scrollIntoView({ block: "nearest" }));
    });
    // Who comes near may open something: what that takes is on its way by then.
    for (const near of ["pointerover", "focusin"]) {
      shadow.addEventListener(near, this.#come, { once: true, passive: true });
    }
    // Who came before this did is here already.
    if (own.near) this.#come();
    shadow.addEventListener("focusin", this.#closeMenu);
    // (Closing doesn't bubble.)
    shadow.addEventListener("close", () => this.#seat?.widget.close_statement(), true);
    // A menu closes when the reader turns to something else. (Toggling doesn't bubble.)
    shadow.addEventListener("toggle", ({ target }) => {
      if (target.matches(".dates[open]")) needMore().then((more) => more.tellDates(target));
      if (target.matches(".filters")) {
        this.#seat?.widget.set_filters(target.open);
        // Without it the panel stands where it is.
        needMore().then((more) => more.draw(target), () => {});
      }
      if (this.#openMenu) addEventListener("pointerdown", this.#closeMenu);
      else removeEventListener("pointerdown", this.#closeMenu);
    }, true);
  }

  /** A reader is near. */
  #come = () => {
    needMore().then(() => this.#recall()).catch(() => {});
    this.#near = true;
    this.#seat?.widget.fetch_more();
  };

  /** Sets in type what only some readers open. */
  async #dress() {
    try {
      const { sheet } = await needMore();
      this.#host.shadowRoot.adoptedStyleSheets = [styles(), sheet];
    } catch (error) {
      console.error(`hustings-widget: a part of its style can’t be had: ${error.message}`);
    }
    // Plain is better than hidden.
    this.#frame.dataset.dressed = "";
  }

  /** What the reader takes along; `name` says as what. */
  async #export(name, text) {
    this.#leaveMenu();
    let done = false;
    try {
      const { addressOf, take } = await needMore();
      if (name === "copy-link") text = addressOf(this.#host, this.#place);
      done = await take(name, text);
    } catch {
      text ||= location.href;
    }
    if (!done) this.#dress();
    this.#seat?.widget.exported(name, done ? undefined : text);
  }

  /** Something is to be done about what the reader keeps. */
  async #errand(what, text) {
    const seat = this.#seat;
    const { notes } = seat;
    if (!notes) return;
    // Without what keeps it, it lasts as long as the page.
    const more = await needMore().catch(() => seat.widget.hear("page", ""));
    more?.errand(seat, notes, what, text);
  }

  /** Nominations are there, of a feed that is named so as far as it came; what the reader keeps of it goes by that. */
  #keep([url, title]) {
    const { src: given } = this.#host;
    const src = this.#own.feed === undefined && given && new URL(given, document.baseURI).href.split("#")[0];
    const key = `hustings-notes:${url || src || `${location.origin}${location.pathname} ${title}`}`;
    const notes = (this.#seat.notes ??= {});
    if (notes.key === key) return;
    const { list, blank } = notes;
    Object.assign(notes, { key, list: undefined, blank: storedAt(key) === null });
    (list ? this.#rename(list, blank) : this.#recall()).catch(() => {});
  }

  /** The feed's name came after its beginning: what was kept until then goes along, once. */
  async #rename(list, blank) {
    const seat = this.#seat;
    const { notes } = seat;
    const { attach, errand } = await needMore();
    if (seat.notes !== notes) return;
    // What is kept by that name already comes together with it in the widget, which hands over both.
    attach(seat);
    if (list.agreed !== null && notes.list?.agreed === null) errand(seat, notes, "keep", list.agreed);
    // What was there before this page is not of its making.
    if (blank) localStorage.removeItem(list.key);
  }

  /** What the reader keeps is asked for, where there may be something. */
  async #recall() {
    // (Where storage is blocked, this throws, and only what is fetched already may have something.)
    if (more || localStorage.getItem(this.#seat?.notes?.key ?? "") !== null) (await needMore()).attach(this.#seat ?? {});
  }

  get #openMenu() {
    return this.#host.shadowRoot.querySelector("details.facet[open]");
  }

  /** Closes a menu, and leaves the keyboard where it was opened. */
  #leaveMenu() {
    const menu = this.#openMenu;
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  }

  #closeMenu = (event) => {
    const menu = this.#openMenu;
    if (menu && !event.composedPath().includes(menu)) menu.open = false;
  };

  /** The tag is on the page. */
  connect() {
    addEventListener("hashchange", this.#follow);
    if (self !== top) addEventListener("resize", this.#box);
    this.tint();
    if (document.readyState === "loading" && !this.#host.src && this.#own.feed === undefined) {
      // A feed inside the tag may not be parsed yet.
      document.addEventListener("DOMContentLoaded", () => this.#arrive(), { once: true });
    } else {
      this.#arrive();
    }
  }

  disconnect() {
    removeEventListener("hashchange", this.#follow);
    removeEventListener("resize", this.#box);
    removeEventListener("pointerdown", this.#closeMenu);
    this.#unfollow?.();
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => this.#host.isConnected || this.#leave(), MAY_COME_BACK);
  }

  /**
   * In a frame that is resized while something is drawn there, Chromium (156) may leave that without boxes for good,
   * wherever there are container queries. A style that is handed down to all brings them.
   */
  #box = () => {
    this.#boxing ??= setTimeout(() => {
      this.#boxing = undefined;
      this.#frame.style.setProperty("--boxed", performance.now());
      // What a long list measured there was nothing.
      if (this.#isLong) this.#lay();
    }, AFTER_RESIZING);
  };

  /** Where the page's colours are wanted, or whether it is dark, they are looked for, and followed. */
  tint() {
    // What is not on the page stands on nothing; it looks when it is there.
    if (!this.#host.isConnected) return;
    const { theme } = this.#host;
    this.#unfollow?.();
    this.#unfollow = /^(auto|inherit)$/.test(theme) ? followGround(this.#host, this.#colour) : undefined;
    this.#colour();
  }

  #colour = () => {
    const { theme } = this.#host;
    const { style, dataset } = this.#frame;
    const ground = this.#unfollow && groundOf(this.#host, this.#fallback);
    const inherits = theme === "inherit";
    // As text, so that nothing is done where nothing is otherwise.
    const rgb = inherits ? `rgb(${ground.map((part) => Math.round(255 * part)).join(" ")})` : "";
    const text = inherits ? getComputedStyle(this.#host).color : "";
    // A colour, and not the word for "this element's": a button turns the two round.
    if (this.#colours !== `${rgb} ${text}`) {
      this.#colours = `${rgb} ${text}`;
      style.setProperty("--host-ground", rgb);
      style.setProperty("--host-text", text);
    }
    const kind = ground ? (isDark(ground) ? "dark" : "light") : "";
    if (dataset.ground !== kind) dataset.ground = kind;
  };

  /** One of the tag's properties is another. */
  set(name) {
    if (this.#seat) this.#pass(name);
  }

  #pass(name) {
    let value = this.#host[name];
    try {
      if (name === "lang" && value) Intl.getCanonicalLocales(value);
    } catch {
      this.#own.warn(name, value, "a language tag such as “sv”; the reader’s own language is used");
      value = "";
    }
    this.#seat.widget[`set_${name}`](value);
  }

  /** The page's address may lead to something else now. */
  #follow = async () => {
    if (!this.#place.base || !(this.#host.permalink || this.#own.mayBeLink())) return;
    try {
      const { ledTo } = await needMore();
      const [view, named] = ledTo(this.#host, this.#place);
      this.#seat?.widget.follow(view);
      return named;
    } catch (error) {
      noLinks(error);
    }
  };

  /** What is seen is something else now: led by a link, changed, or stepped to, and one would go back over that. */
  async #moved(how, view) {
    const place = this.#place;
    const before = place.view;
    place.view = view;
    if (this.#fresh) {
      const first = !place.base;
      this.#fresh = false;
      place.base ??= view;
      // Back after long, it shows what it did, whatever link once led to it.
      if (this.#own.mayBeLink() && (first || this.#host.permalink)) this.#led = await this.#follow() && first;
    } else if (how !== "led" && this.#host.permalink) {
      await needMore().then(({ follow }) => follow(this.#host, { ...place, view }, before, how === "stepped"), noLinks);
    }
  }

  #phase(phase) {
    this.#frame.dataset.phase = phase;
    // What once gave way to nominations comes back only when there are none.
    this.#gaveWay = phase === "ready" || (phase === "waiting" && this.#gaveWay);
    this.#fallback.hidden = this.#gaveWay;
    this.#frame.hidden = phase === "waiting" && !this.#gaveWay && this.#own.hasFallback();
  }

  /** Whether the fallback is one that the feed tool rendered, and no link leads elsewhere. */
  get #isRendered() {
    return !this.#fallback.hidden && !this.#own.mayBeLink() && placesOf(this.#host).length > 0;
  }

  /** Everything is there: shows it, in the place of a rendered fallback without moving its reader. */
  async #show(then) {
    const seat = this.#seat;
    const turn = this.#turn;
    if (this.#isRendered) {
      const stay = await takeOver(this.#host, this.#frame, seat.widget, {
        goesOn: () => this.#seat === seat && this.#turn === turn,
        isDrawn: () => seat.widget.is_drawn() && (this.#host.view === "cards" || this.#frame.dataset.dressed !== undefined),
        swap: () => this.#phase("ready"),
      });
      if (!stay) return;
      if (this.#unlaid) this.#lay().then(stay);
    } else this.#phase("ready");
    then();
  }

  /** Of a long list, cards near the screen are drawn: out of sight nothing is near. */
  async #lay() {
    this.#isLong = true;
    this.#unlaid = this.#frame.hidden;
    // Without it the list stands as far as it is drawn.
    const more = await needMore().catch(() => {});
    if (this.#seat && !this.#frame.hidden) more?.lay(this.#host.shadowRoot, this.#seat.widget);
  }

  async #start() {
    if (this.#seat || this.#starting || !this.#host.isConnected) return;
    this.#starting = true;
    this.#phase("waiting");
    let glue;
    if (this.#own.feed === undefined && this.#host.src) {
      try {
        this.#asked ??= this.#own.ask(this.#href);
      } catch {
        // What is wrong with the address is told when it is used.
      }
    }
    try {
      const engine = startEngine();
      // The first of these takes its time, and there is time now.
      if (this.#host.order === "name") new Intl.Collator();
      // Where a link leads is shown at once; what can't be had is said where it is used.
      [glue] = await Promise.all([engine, this.#own.mayBeLink() && needMore().catch(() => {})]);
    } catch (error) {
      this.#starting = false;
      this.#unask();
      this.#stop(engineFailure(error));
      return;
    }
    this.#starting = false;
    if (!this.#host.isConnected) {
      this.#unask();
      return;
    }
    try {
      const seat = free.pop() ?? new Seat(glue);
      seat.owner = this;
      this.#seat = seat;
      taken.add(seat);
      seat.widget.set_seed(readersSeed());
      for (const name of ["lang", "election", "order", "view", "query", "picks"]) this.#pass(name);
      this.#fresh = true;
      seat.widget.follow([]);
      this.#load();
      if (this.#near) seat.widget.fetch_more();
    } catch (error) {
      this._crash(error);
    }
  }

  /** Gone for good, as far as anyone can tell: the seat is free for another. */
  #leave() {
    const seat = this.#seat;
    if (!seat) return;
    this.#seat = undefined;
    this.#gaveWay = false;
    this.#frame.replaceChildren();
    if (!this.#own.ready.settled) this.#own.ready.reject(new DOMException("The widget was removed.", "AbortError"));
    seat.owner = seat.notes = undefined;
    taken.delete(seat);
    seat.widget.reset();
    free.push(seat);
  }

  /** On the page: for the first time, back in time, or back after the seat was given up. */
  #arrive() {
    if (!this.#seat) this.reload();
  }

  /** The feed is asked for again. */
  reload() {
    if (this.#own.ready.settled) this.#own.ready = this.#own.promise();
    if (this.#seat) this.#load();
    else this.#start();
  }

  #load() {
    this.#turn++;
    clearTimeout(this.#waiting);
    this.#phase("waiting");
    const { widget, mount } = this.#seat;
    this.#seat.notes = undefined;
    widget.stop();
    widget.set_images(this.#host.images.map((host) => host.toLowerCase()));
    if (mount.parentNode !== this.#frame) this.#frame.replaceChildren(mount);
    const inside = this.#host.querySelector(':scope > script[type="application/feed+json"]')?.textContent;
    try {
      const { feed } = this.#own;
      const { src, timeout } = this.#host;
      const given = typeof feed === "object" ? JSON.stringify(feed) : feed;
      if (given !== undefined && typeof given !== "string") throw new TypeError(`feed is a ${typeof given}`);
      const text = given ?? (src ? undefined : inside);
      if (text !== undefined) widget.read(text, document.baseURI, timeout);
      else if (src) {
        const href = this.#href;
        const asked = this.#asked?.href === href ? this.#asked : {};
        if (asked.href) this.#asked = undefined;
        widget.load(href, timeout, asked.answer, asked.abort);
      }
      else {
        // The page's own script may be about to set the feed, or to take the tag away.
        const miss = () => {
          if (this.#host.isConnected) this.#seat?.widget.load("", timeout);
          else if (this.#seat) this.#waiting = setTimeout(miss, MAY_BRING_FEED);
        };
        this.#waiting = setTimeout(miss, MAY_BRING_FEED);
      }
    } catch (error) {
      this.#stop({ code: "unreachable", source: this.#host.src, message: `src or feed can’t be used (${error?.message ?? error}). Check them.` });
    }
    this.#unask();
  }

  get #href() {
    return new URL(this.#host.src, document.baseURI).href;
  }

  /** Nobody waits for the feed any more. */
  #unask() {
    this.#asked?.abort.abort();
    this.#asked = undefined;
  }

  /** From the engine: what happened. */
  _tell(name, detail) {
    switch (name) {
      case "load": this.reload(); return;
      case "more": this.#dress(); return;
      case "drawn": this.#lay(); return;
      case "shown": this.#own.view = detail; return;
      case "led": case "changed": case "stepped": this.#moved(name, detail); return;
      case "copy-link": case "copy-table": case "copy-quotes": case "csv": case "json": this.#export(name, detail); return;
      case "ready":
        if (!this.#isRendered) this.#phase("ready");
        this.#keep(detail);
        return;
      case "notes": this.#errand(...detail); return;
      case "loaded":
        if (this.#host.election && !detail.elections.includes(this.#host.election)) {
          this.#own.warn("election", this.#host.election, `the id of an election of the feed (${detail.elections.join(", ")})`);
        }
        this.#show(() => {
          this.#own.ready.resolve(detail);
          this.#dispatch(name, detail);
          // As to any place that an address names, when the page comes to its top.
          if (this.#led && !scrollY) this.#host.scrollIntoView();
          this.#led = false;
        });
        return;
      case "failed":
        this.#phase("failed");
        console.error(`hustings-widget: ${detail.message}`, this.#host);
        this.#own.ready.reject(Object.assign(new Error(detail.message), detail));
        break;
      case "filtered": this.#own.query = detail.query; break;
      case "picked": this.#own.picks = detail.picks; break;
    }
    this.#dispatch(name, detail);
  }

  #dispatch(name, detail) {
    this.#host.dispatchEvent(new CustomEvent(`hustings-${name}`, { detail, bubbles: true, composed: true }));
  }

  /** Nothing can be shown, and there is no engine to say so. */
  #stop(detail) {
    const notice = document.createElement("div");
    notice.className = "notice failed";
    notice.part = "notice";
    notice.role = "alert";
    notice.textContent = "Nominations can’t be shown here.";
    this.#frame.replaceChildren(notice);
    this._tell("failed", detail);
  }

  _crash(error) {
    taken.delete(this.#seat);
    this.#seat = undefined;
    this.#stop({ code: "crashed", source: this.#host.src, message: `hustings stopped because of a fault of its own (${error.message}). Reload the page; if it stops again, report what was done.` });
  }
}

/** Why the engine doesn't run, and what the page's author can do. */
function engineFailure(error) {
  const text = String(error?.message ?? error);
  if (/unsafe-eval|Content Security Policy|disallowed by embedder/i.test(text)) {
    return { code: "blocked-by-policy", source: "", directive: "script-src 'wasm-unsafe-eval'",
      message: "this page’s content policy blocks WebAssembly. Add 'wasm-unsafe-eval' to its script-src." };
  }
  return { code: "engine", source: String(wasmUrl()),
    message: `the WebAssembly beside hustings.js couldn’t be loaded (${text}). Publish the whole pkg folder, and serve .wasm as application/wasm.` };
}
