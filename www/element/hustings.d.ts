/** Importing this module defines `<hustings-widget>`. */

/** What `hustings-loaded` and `ready()` tell. */
export interface Loaded {
  /** The feed's title; empty where it has none. */
  title: string;
  /** How many nominations there are, of all elections. */
  count: number;
  /** Ids of the elections, in the order of the feed. */
  elections: string[];
  /** What was left out or mended. */
  warnings: { path: string; problem: string; remedy: string }[];
}

/** What `hustings-failed` tells. */
export interface Failed {
  /** Stays the same when the words change. */
  code:
    | "not-json" | "not-utf-8" | "not-a-feed" | "wrong-type" | "http-status" | "unreachable" | "timeout"
    | "too-large" | "no-source" | "blocked-by-policy" | "engine" | "crashed";
  /** What is wrong, where, and what to do: for the author of the page. */
  message: string;
  /** Where the feed was looked for; empty for one given by the page. */
  source: string;
  /** Of `not-json`, from 1. */
  line?: number;
  /** Of `not-json`, from 1, in bytes. */
  column?: number;
  /** Of `blocked-by-policy`: what to add to the page's content policy. */
  directive?: string;
}

/** What `hustings-filtered` tells. */
export interface Filtered {
  /** As the property `query`. */
  query: string;
  /** How many nominations fit. */
  count: number;
  /** How many there are. */
  total: number;
}

/** What `hustings-picked` tells. */
export interface Picked {
  /** Ids of the feed's items, in the order picked. */
  picks: string[];
}

export interface HustingsEventMap {
  "hustings-loaded": CustomEvent<Loaded>;
  "hustings-failed": CustomEvent<Failed>;
  "hustings-filtered": CustomEvent<Filtered>;
  "hustings-picked": CustomEvent<Picked>;
}

export interface HustingsWidget extends HTMLElement {
  /** Where the feed is, relative to the page. */
  src: string;
  /** The feed itself, as an object or as JSON text; wins over `src`. */
  feed: object | string | undefined;
  view: "cards" | "compare";
  /** The id of the only election to show; empty for all. */
  election: string;
  /** Words, and `election:id`, `topic:id`, `status:id`. */
  query: string;
  /** Ids of the feed's items to compare. */
  picks: string[];
  /** Within each election; `result` where the feed has results. */
  order: "shuffled" | "name" | "date" | "result";
  /** The language whose rules sort names, as a tag such as `sv`; the reader's own unless set. */
  lang: string;
  /** Light or dark, as the ground is that the tag stands on; one of the two; or the page's own colours. */
  theme: "auto" | "light" | "dark" | "inherit";
  /** When it begins: near the screen, at once, or when the reader asks. */
  loading: "lazy" | "eager" | "click";
  /** Seconds to wait for the feed; 20 unless told. */
  timeout: number;
  /** The hosts whose images are shown in statements, as `example.org`; elsewhere an image is a link. None unless told. */
  images: string[];
  /** Whether the page's address follows the view, so that Back and Forward lead over it. */
  permalink: boolean;
  /** Resolves when the whole feed is read and shown; rejects with a `Failed` when it can't be. */
  ready(): Promise<Loaded>;
  /** Asks for the feed again; begins, where that waits for the reader. */
  refresh(): Promise<Loaded>;
  addEventListener<K extends keyof HustingsEventMap>(
    type: K, listener: (this: HustingsWidget, event: HustingsEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** What the tag takes in JSX and templates: the properties, and text where an attribute holds a list or a number. */
export type HustingsAttributes =
  Partial<Pick<HustingsWidget, "src" | "feed" | "view" | "election" | "query" | "order" | "theme" | "loading" | "permalink">>
  & { picks?: string | string[]; images?: string | string[]; timeout?: string | number };

/** What listens to the tag in JSX and templates, as `onhustings-loaded`. */
export type HustingsListeners = { [Name in keyof HustingsEventMap as `on${Name}`]?: (event: HustingsEventMap[Name]) => void };

declare global {
  interface HTMLElementTagNameMap {
    "hustings-widget": HustingsWidget;
  }
}
