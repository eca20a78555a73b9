// Where things stand in a text: `node --test www/builder/`.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Lines, find, nearest, valueAt } from "./places.js";

const FEED = `{
  "title": "A \\"small\\" { election",
  "_hustings": { "elections": [ { "id": "board", "dates": { "voting_open": "soon" } } ] },
  "items": [
    { "id": "a", "_hustings": { "facts": { "a.b": 1, "c[0]": [2] } } },
    { "id": "é", "_hustings": { "status": "winning" } }
  ]
}`;

/** The text at a path, with its name. */
function at(text, path) {
  const place = find(text, [path]).get(path);
  return place && text.slice(place.start, place.end);
}

test("a path leads to what stands there", () => {
  for (const [path, text] of [
    ["title", '"title": "A \\"small\\" { election"'],
    ["_hustings.elections[0].dates.voting_open", '"voting_open": "soon"'],
    ["items[1]._hustings.status", '"status": "winning"'],
    ["items[1]", '{ "id": "é", "_hustings": { "status": "winning" } }'],
    ["items[0]._hustings.facts.a.b", '"a.b": 1'],
    ["items[0]._hustings.facts.c[0]", '"c[0]": [2]'],
    ["items[0]._hustings.facts.c[0][0]", "2"],
  ]) assert.equal(at(FEED, path), text, path);
});

test("what is not there leads to what is nearest above it", () => {
  const found = find(FEED, ["items[1]._hustings.candidate.name", "items[7].id", "nothing"]);
  assert.equal(found.get("items[1]._hustings.candidate.name"), undefined);
  const text = (path) => FEED.slice(nearest(found, path).value, nearest(found, path).end);
  assert.equal(text("items[1]._hustings.candidate.name"), '{ "status": "winning" }');
  assert.ok(text("items[7].id").startsWith("[\n"));
  assert.equal(text("nothing"), FEED);
});

test("of a name that stands twice the last counts", () => {
  assert.equal(at('{"a": 1, "b": 2, "a": 3}', "a"), '"a": 3');
});

test("values are read one by one", () => {
  const found = find(FEED, ["title", "items[1].id", "items[0]._hustings.facts.c[0]"]);
  assert.equal(valueAt(FEED, found, "title"), 'A "small" { election');
  assert.equal(valueAt(FEED, found, "items[1].id"), "é");
  assert.equal(valueAt(FEED, found, "items[9].id"), undefined);
  const bad = '{"title": "\\ud83d", "items": [{"id": tru}], "_hustings": {"x": [1,]}}';
  assert.equal(valueAt(bad, find(bad, ["items[0].id"]), "items[0].id"), undefined);
  assert.equal(valueAt(bad, find(bad, ["_hustings.x"]), "_hustings.x"), undefined);
});

test("every value of the demo's feed is found where it is", () => {
  const text = readFileSync(new URL("../python-steering-council.json", import.meta.url), "utf8");
  const paths = [];
  const walk = (value, path) => {
    paths.push([path, value]);
    if (Array.isArray(value)) value.forEach((inner, index) => walk(inner, `${path}[${index}]`));
    else if (value && typeof value === "object") for (const name in value) walk(value[name], path ? `${path}.${name}` : name);
  };
  walk(JSON.parse(text), "");
  assert.ok(paths.length > 5000);
  const found = find(text, paths.map(([path]) => path));
  for (const [path, value] of paths) assert.deepEqual(valueAt(text, found, path), value, path);
});

test("no text is too damaged, and none too deep or too long", () => {
  const paths = ["items[0].a", "items[3]._hustings.status", "_hustings.elections", "a.b[0]"];
  for (let end = 0; end <= FEED.length; end += 1) {
    for (const text of [FEED.slice(0, end), FEED.slice(end), `${FEED.slice(0, end)}"${FEED.slice(end)}`, `${FEED.slice(0, end)}}]${FEED.slice(end)}`]) {
      for (const place of find(text, paths).values()) {
        assert.ok(place.start <= place.value && place.value <= place.end && place.end <= text.length, text);
      }
    }
  }
  const start = performance.now();
  const deep = "[".repeat(100_000);
  find(deep, ["[0]".repeat(1000)]);
  find(`{"a": ${deep}${"]".repeat(100_000)}, "b": 1}`, ["b"]);
  const long = `{"a": "${"\\\\".repeat(500_000)}", "b": [${"1,".repeat(500_000)}1], "c": 1}`;
  assert.equal(at(long, "c"), '"c": 1');
  assert.ok(performance.now() - start < 10_000);
});

test("lines and columns are counted as editors do, and bytes are understood", () => {
  const text = "{\n  \"é\": \"😀\", x\n}";
  const lines = new Lines(text);
  assert.equal(lines.count, 3);
  assert.deepEqual(lines.at(0), { line: 1, column: 1 });
  assert.deepEqual(lines.at(text.indexOf("x")), { line: 2, column: 14 });
  assert.deepEqual(lines.at(text.length), { line: 3, column: 2 });
  const before = new TextEncoder().encode('  "é": "😀", ').length;
  assert.equal(lines.offset(2, before + 1), text.indexOf("x"));
  assert.equal(lines.offset(1, 1), 0);
  // As far as it goes.
  assert.equal(lines.offset(2, 500), text.indexOf("\n", 2));
  assert.equal(lines.offset(99, 1), text.length - 1);
  // Of an item, from its own beginning.
  const item = text.indexOf('"é"');
  assert.equal(lines.offset(1, 3, item), item + 2);
  assert.equal(lines.offset(2, 1, item), text.indexOf("}"));
});
