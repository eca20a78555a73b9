// What links say and how they are read: `node --test www/element/link.test.js`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { read, write } from "./link.js";

const BASE = ["query:", "view:cards", "order:shuffled", "seed:7"];
const STATUSES = ["nominated", "elected", "not-elected", "withdrawn"];

/** Values by chance, the same in every run. */
function chance(state) {
  const below = (end) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
  const ODD = ["a", "psc-2025", " ", ",", ";", "&", "=", "%", "%41", "+", "#", "?", '"', "'", "<b>", "é", "選挙", "مرشح",
    "👩‍💻", "\u202e", "\u00a0", "\n", "\0", ":", "__proto__", "constructor", "https://example.org/t/1?x=y"];
  const text = () => Array.from({ length: 1 + below(5) }, () => ODD[below(ODD.length)]).join("");
  const ids = () => [...new Set(Array.from({ length: below(4) }, text))];
  const quoted = (id) => (/\p{White_Space}/u.test(id) ? `"${id}"` : id);
  const view = () => {
    const order = ["shuffled", "name", "date", "result"][below(4)];
    // As the engine writes a query: white space once, and quotation marks around what would be read as something else.
    const words = (below(2) ? text() : "").replaceAll(/[":]/g, "").split(/\p{White_Space}+/u).filter(Boolean);
    if (below(3) === 0) words.push(`-"a  ${text().replaceAll('"', "")}"`);
    const doubled = (id) => (/^\?$|["\p{White_Space}]|\.\./u.test(id) ? `"${id.replaceAll('"', '""')}"` : id);
    const others = ["candidate:returning", "all:topic", "fact.hours:10..20", "fact.motto:?", 'fact.motto:"?"',
      'election:"?"', 'topic:"a ""b"""', `reference-status:${doubled(text())}`, `fact.employer:${doubled(text())}`,
    ].filter(() => below(4) === 0);
    const facets = ["election", "topic"].flatMap((key) =>
      ids().filter((id) => !id.includes('"')).map((id) => `${key}:${quoted(id)}`));
    return [
      `query:${[...words, ...facets, ...STATUSES.filter(() => below(4) === 0).map((id) => `status:${id}`), ...others].join(" ")}`,
      `view:${["cards", "compare"][below(2)]}`,
      `order:${order}`,
      // Of no matter while nothing is shuffled, and then as the page has it.
      `seed:${order === "shuffled" ? below(2 ** 32) : 7}`,
      ...["picks", "open"].flatMap((key) => ids().map((id) => `${key}:${id}`)),
    ];
  };
  return { below, text, view };
}

/** What a browser makes of a fragment. */
const inAddress = (text) => new URL(`https://example.org/#hustings:${text}`).hash.slice("#hustings:".length);

test("a link reads as it is written, whatever the page begins with, and after the browser had it", () => {
  const by = chance(1);
  for (let round = 0; round < 5000; round += 1) {
    const view = by.view();
    const base = by.view().map((piece) => (piece.startsWith("seed:") ? "seed:7" : piece));
    const text = write(view, base);
    assert.deepEqual(read(text, base), view, text);
    assert.deepEqual(read(inAddress(text), base), view, text);
    assert.doesNotMatch(text, /[#;\s"'<>()\0]/u);
    assert.match(text, /[a-z0-9]$/);
  }
});

test("a link can be read by people", () => {
  const view = ["query:free threading election:psc-2025 status:elected", "view:compare", "order:name", "seed:7",
    "picks:ann", "picks:bob", "picks:https://example.org/t/1"];
  assert.equal(write(view, BASE),
    "q=free+threading&election=psc-2025&status=elected&view=compare&picks=ann,bob,https://example.org/t/1&order=name");
  assert.equal(write(["query:c++ & c%", ...BASE.slice(1)], BASE), "q=c%2B%2B+%26+c%25&seed=7");
});

test("filters are in a link as in a query", () => {
  const query = 'query:pump -"not this" topic:docs candidate:returning reference-status:"In force" fact.employer:"Red Hat" ' +
    'fact.employer:"?" fact.hours:10.. fact.motto:"say ""yes"", a..b" all:topic';
  const text = write([query, ...BASE.slice(1)], BASE);
  assert.equal(text, "q=pump+-%22not+this%22&topic=docs&filter=candidate:returning,reference-status:%22In+force%22," +
    "fact.employer:%22Red+Hat%22,fact.employer:%22%3F%22,fact.hours:10..,fact.motto:%22say+%22%22yes%22%22%2C+a..b%22,all:topic" +
    "&seed=7");
  assert.equal(read(text, BASE)[0], query);
  assert.equal(read("filter=", [query, ...BASE.slice(1)])[0], 'query:pump -"not this" topic:docs');
  // Before there was a key, they stood among the words.
  assert.equal(read("q=pump+fact.hours:10..20+candidate:returning&topic=docs", BASE)[0],
    "query:pump fact.hours:10..20 candidate:returning topic:docs");
  // They are no words, of which a link has few.
  const many = Array.from({ length: 100 }, (_, at) => `fact.employer:"Employer ${at}"`).join(" ");
  assert.equal(read(write([`query:${many}`], BASE), BASE)[0], `query:${many}`);
  // What is left open ends before the next begins.
  assert.equal(read("q=%22pump&topic=docs&filter=fact.x:%22a,fact.x:b,fact.x:c+d,words,%22", BASE)[0],
    'query:"pump" topic:docs fact.x:b');
});

test("the seed is in the link only while the order is shuffled", () => {
  assert.equal(write(BASE, BASE), "seed=7");
  assert.equal(write(["query:", "view:cards", "order:name", "seed:7"], BASE), "order=name");
});

test("what a page begins with is taken back by saying so", () => {
  const base = ["query:topic:docs", "view:compare", "order:name", "seed:7", "picks:ann"];
  assert.equal(write(BASE, base), "topic=&view=cards&picks=&order=shuffled&seed=7");
  assert.equal(write(base, base), "topic=docs&view=compare&picks=ann&order=name");
  assert.deepEqual(read("q=pump", base), ["query:pump topic:docs", ...base.slice(1)]);
  assert.deepEqual(read("", base), base);
});

test("what is not understood is passed over, and the rest counts", () => {
  const wanted = ["query:", "view:cards", "order:shuffled", "seed:7", "picks:b"];
  for (const text of [
    "picks=b",
    "picks=b&view=grid&order=random&seed=-1&status=maybe",
    "picks=b&seed=4294967296",
    "picks=b&seed=&seed=8", "picks=b&q=%22%22&election=%22",
    "picks=%GG,b,%,%4,%ff,%C3&q=%E0%A4%A",
    "picks=b&picks=c,d",
    "picks=b,b,,b",
    "&&=&=x&picks2=c&picks=b&PICKS=c&view&view=&q",
    "__proto__=x&constructor=y&toString=z&hasOwnProperty=&picks=b",
    "?picks=c&picks=b",
  ]) assert.deepEqual(read(text, BASE), wanted, text);
});

test("a link of any length costs no more than its length", () => {
  const start = performance.now();
  assert.deepEqual(read(`q=pump&picks=${"a,".repeat(512 * 1024)}`, BASE), BASE);
  assert.deepEqual(read("&".repeat(60_000), BASE), BASE);
  const many = Array.from({ length: 8000 }, (_, at) => at).join(",");
  assert.equal(read(`picks=${many}`, BASE).filter((piece) => piece.startsWith("picks:")).length, 500);
  assert.equal(read(`q=${"pump+".repeat(8000)}`, BASE)[0].length, "query:".length + 499);
  // Cut where a character is of two halves, it is still a text.
  assert.ok(read(`q=${"a".repeat(499)}%F0%9F%92%BB`, BASE)[0].endsWith("a"));
  assert.ok(performance.now() - start < 500);
});

test("no text is too odd to be read", () => {
  const by = chance(2);
  const keys = ["q", "election", "topic", "status", "filter", "view", "picks", "open", "order", "seed", "__proto__", "", "%"];
  for (let round = 0; round < 5000; round += 1) {
    const text = Array.from({ length: by.below(6) }, () => `${keys[by.below(keys.length)]}=${by.text()}`).join("&");
    const view = read(text, BASE);
    assert.deepEqual(read(write(view, BASE), BASE), view, text);
  }
});
