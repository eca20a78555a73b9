// The libraries alone: Markdown to safe HTML, filters, the building of an index.

import { HtmlRenderer, Parser } from "commonmark";
import DOMPurify from "dompurify";
import { marked } from "marked";
import { asked, fold, index, load, name, topics } from "./shared.js";

const reader = new Parser();
const writer = new HtmlRenderer({ safe: true });

const timed = (work) => {
  const begin = performance.now();
  const value = work();
  return [performance.now() - begin, value];
};

globalThis.micro = {
  /** By engine: milliseconds for all texts, and the words of the HTML that came out. */
  markdown(texts) {
    const engines = {
      commonmark: (text) => writer.render(reader.parse(text)),
      marked: (text) => marked.parse(text),
      "marked+DOMPurify": (text) => DOMPurify.sanitize(marked.parse(text)),
    };
    return Object.fromEntries(Object.entries(engines).map(([name, engine]) => [name, timed(() => texts.map(engine))]));
  },

  /** What is searched, folded once; and MiniSearch's index of the same. */
  async prepare(src) {
    const feed = await load(src);
    const { items, labels } = feed;
    const text = (item) => [name(item), item.summary, topics(item, labels).join("\n"),
      ...item._hustings.stances.map(({ quote }) => quote), item._hustings.statement ?? ""].join("\n");
    const [folding, texts] = timed(() => items.map((item) => fold(text(item))));
    const [indexing, engine] = timed(() => {
      const engine = index(labels);
      engine.addAll(items.map((item, at) => ({ at, item })));
      return engine;
    });
    Object.assign(this, { texts, engine });
    return { folding, indexing };
  },

  /** Milliseconds and count of one query, by `includes()` over folded text and by MiniSearch. */
  find(query, fuzzy) {
    const words = fold(query).trim().split(/\s+/);
    const scan = () => {
      let count = 0;
      for (const text of this.texts) if (words.every((word) => text.includes(word))) count += 1;
      return count;
    };
    const search = () => this.engine.search(query, asked(fuzzy)).length;
    return { includes: timed(scan), minisearch: timed(search) };
  },
};
