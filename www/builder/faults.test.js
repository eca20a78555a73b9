// What is said of a feed: `node --test www/builder/`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { explain, group, outcome } from "./faults.js";

const ITEMS = [
  { id: "a", title: "Ann for the board", date_published: "yesterday", _hustings: { candidate: { name: "Ann Ash" } } },
  { id: "b", title: "Bob Birch", date_published: "soon", _hustings: {} },
  { id: "c", authors: [{ name: "Cleo Cedar" }], title: "I stand", date_published: 5 },
  { title: "Nobody" },
];
const TEXT = JSON.stringify({ title: "T", _hustings: { elections: [{ id: "e", name: "The board" }] }, items: ITEMS }, null, 2);
const date = (path, word) => ({ path, problem: `“${word}” is no date; left out`, remedy: "Write a date as RFC 3339" });
const selected = ({ start, end }) => TEXT.slice(start, end);

test("each fault is told with whom it concerns and where it stands", () => {
  const [{ places: [ann] }] = group(TEXT, [date("items[0].date_published", "yesterday")]);
  assert.deepEqual([ann.who, ann.member, ann.value, selected(ann)], ["Ann Ash", "date_published", "", '"date_published": "yesterday"']);
  assert.equal(TEXT.split("\n")[ann.line - 1].slice(ann.column - 1), '"date_published": "yesterday",');
  const who = (path) => group(TEXT, [{ path, problem: "x", remedy: "y" }])[0].places[0].who;
  assert.equal(who("items[1].date_published"), "Bob Birch");
  assert.equal(who("items[2].date_published"), "Cleo Cedar");
  assert.equal(who("items[3]"), "Nobody");
  assert.equal(who("items[9].x"), "Item 10");
  assert.equal(who("_hustings.elections[0].dates.voting_open"), "Election “The board”");
  assert.equal(who("_hustings.topics[2]"), "Topic 3");
  assert.equal(who("the feed"), "The feed");
});

test("what is missing is shown where it belongs", () => {
  const [{ places: [place] }] = group(TEXT, [{ path: "items[1]._hustings.candidate", problem: "no candidate", remedy: "Say who" }]);
  assert.equal(selected(place), '"_hustings": {}');
  const [{ places: [item] }] = group(TEXT, [{ path: "items[3]", problem: "no id; the nomination is left out", remedy: "x" }]);
  assert.equal(selected(item), "{");
});

test("faults of one kind stand together, with what differs, and those that cost a nomination come first", () => {
  const groups = group(TEXT, [
    date("items[0].date_published", "yesterday"),
    { path: "items[0].x", problem: "a number where a text belongs; left out", remedy: "Write a text" },
    date("items[1].date_published", "soon"),
    { path: "items[3]", problem: "no id; the nomination is left out", remedy: "Give it one" },
  ]);
  assert.deepEqual(groups.map(({ problem, places }) => [problem, places.map(({ value }) => value)]), [
    ["no id; the nomination is left out", [""]],
    ["“…” is no date; left out", ["“yesterday”", "“soon”"]],
    ["a number where a text belongs; left out", [""]],
  ]);
  const many = group(TEXT, Array.from({ length: 400 }, (_, at) => ({ path: `items[${at}].url`, problem: "“x” is no address", remedy: "r" })));
  assert.equal(many.length, 1);
  assert.equal(many[0].places.length, 400);
  assert.deepEqual([many[0].problem, many[0].places[7].value], ["“x” is no address", ""]);
});

test("a fault within an item is led to", () => {
  const text = '{"items":[\n{"id":"a"},\n  {"id":"é",\n  "title":"\\ud83d"}]}';
  const [{ problem, places: [place] }] = group(text, [
    { path: "items[1]", problem: "line 2, column 17 of the item: expected low surrogate; the nomination is left out", remedy: "Mend the item there" },
  ]);
  assert.deepEqual([problem.endsWith("is left out"), place.who, place.line, place.column], [true, "é", 4, 17]);
});

test("what stands on a feed’s further pages leads nowhere in this one", () => {
  const groups = group(TEXT, [date("items[2].date_published", "x"), date("items[0].date_published", "y"), { path: "page 2: next_url", problem: "p", remedy: "r" }]);
  const [first, second] = groups[0].places;
  assert.ok(first.line);
  assert.deepEqual([second.who, second.line], ["Page 2 of the feed", undefined]);
  assert.equal(groups[1].places[0].line, undefined);
});

/** What is said of a text that stops being JSON at the mark ¦. */
function told(marked, reason) {
  const at = marked.indexOf("¦");
  const text = marked.replace("¦", "");
  const lines = text.slice(0, at).split("\n");
  const column = new TextEncoder().encode(lines.at(-1)).length + 1;
  const message = `the feed given by the page, line ${lines.length}, column ${column}: not JSON (${reason}). Mend the file there; any JSON checker shows the place.`;
  const { problem, remedy, places: [place] } = explain(text, { code: "not-json", message, line: lines.length, column });
  assert.equal(place.start, at + (/^\s*(?=\S)/.exec(text.slice(at))?.[0].length ?? 0), marked);
  assert.equal(problem, `This is not JSON: ${reason}.`);
  return remedy;
}

test("a text that is not JSON is told with the place, and with what people mostly do there", () => {
  for (const [text, reason, said] of [
    ["{¦'title': 1}", "string expected", /double quotation marks/],
    ['{"é": 1,\n ¦title: 1}', "string expected", /Put the name within/],
    ['{"a": ¦“x”}', "value expected", /typographic/],
    ['{"a": [1, 2,¦]}', "value expected", /comma before it/],
    ['{"a": 1,\n¦}', "string expected", /comma before it/],
    ['{"a": ¦}', "value expected", /A value is missing/],
    ['{"a": 1 ¦// one\n}', "comma or end of sequence expected", /no comments/],
    ['{"a": 1\n¦"b": 2}', "comma or end of sequence expected", /A comma is missing/],
    ['{"a": "say "¦yes""}', "comma or end of sequence expected", /of its own/],
    ['{"a": ¦None}', "value expected", /Write null/],
    ['{"a": ¦True}', "value expected", /small letters: true/],
    ['{"a": "x"¦ \'y\'}', "comma or end of sequence expected", /double quotation marks/],
    ['{"a" ¦1}', "colon expected", /A colon is missing/],
    ['{"a": 1} ¦}', "end of file expected", /last bracket/],
    ['{"a": "C:\\¦x"}', "invalid escape character x", /backslash/],
    ['{"a": [1¦', "comma or end of sequence expected", /ends too early/],
    ["¦<?xml version='1.0'?><rss/>", "value expected", /JSON Feed beside their RSS/],
    ["¦---\nname: Ann\n---", "value expected", /hustings build/],
  ]) assert.match(told(text, reason), said, text);
});

test("a fault within a text is where it is", () => {
  const text = '{"a": "x\ny"}';
  const { remedy, places: [place] } = explain(text, { code: "not-json", message: "not JSON (invalid string control character). x", line: 1, column: 9 });
  assert.equal(text.slice(place.start, place.end), "\n");
  assert.match(remedy, /written \\n/);
});

test("other failures say what the widget says", () => {
  const message = "the feed given by the page: JSON, but not a JSON Feed: it has no list “items”. See https://jsonfeed.org/version/1.1 for what a feed holds.";
  assert.deepEqual(explain("{}", { code: "not-a-feed", message }), {
    problem: "JSON, but not a JSON Feed: it has no list “items”.",
    remedy: "See https://jsonfeed.org/version/1.1 for what a feed holds.",
    places: [],
  });
  assert.match(explain('{"post_stream": {}}', { code: "not-a-feed", message }).remedy, /hustings import/);
  const gone = "https://a.example/f.json: the server answered with status 404. Check the address in src, and that the file is published.";
  assert.deepEqual(explain("", { code: "http-status", message: gone }).problem, "https://a.example/f.json: the server answered with status 404.");
});

test("the outcome is one line", () => {
  const warning = { problem: "x" };
  const lost = { problem: "no id; the nomination is left out" };
  assert.equal(outcome({ count: 2, elections: ["a"], warnings: [] }), "2 nominations in 1 election. Nothing is wrong with this feed.");
  assert.equal(outcome({ count: 1, elections: [], warnings: [warning] }), "1 nomination; the feed names no election. 1 thing to mend.");
  assert.equal(outcome({ count: 1234, elections: ["a", "b"], warnings: [warning, lost] }), "1,234 nominations in 2 elections. 2 things to mend, and 1 nomination left out.");
  assert.equal(outcome({ count: 0, elections: ["a"], warnings: [] }), "No nominations in 1 election. Nothing is wrong with this feed.");
});
