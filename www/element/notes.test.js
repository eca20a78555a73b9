// What is kept, over storages that fail: `node --test`, which `cargo xtask test` runs.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** A storage, and how it fails. */
const stored = new Map();
let full, blocked;
const storage = new Proxy({
  getItem: (name) => stored.get(name) ?? null,
  setItem(name, text) {
    if (full) throw new DOMException("full", "QuotaExceededError");
    stored.set(name, text);
  },
  removeItem: (name) => stored.delete(name),
}, { ownKeys: () => [...stored.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) });
Object.defineProperty(globalThis, "localStorage", {
  get() {
    if (blocked) throw new DOMException("no", "SecurityError");
    return storage;
  },
});
const heardByPage = new Map();
globalThis.addEventListener = (name, listen) => heardByPage.set(name, listen);
const { attach, errand } = await import("./notes.js");

let key = 0;
beforeEach(() => {
  stored.clear();
  full = blocked = false;
  key += 1;
});

/** A widget that notes what it hears. */
function seat(name = `list ${key}`) {
  const heard = [];
  const seat = {
    heard,
    notes: { key: name },
    mount: { addEventListener() {} },
    widget: { hear: (...words) => heard.push(words), exported: (...words) => heard.push(["exported", ...words]) },
  };
  attach(seat);
  return seat;
}
const name = () => `list ${key}`;
const keep = (seat, text) => errand(seat, seat.notes, "keep", text);

test("what one widget keeps is stored and told to the others", async () => {
  const [one, two, other] = [seat(), seat(), seat("another list")];
  await keep(one, "a");
  assert.equal(stored.get(name()), "a");
  assert.deepEqual(one.heard, [["kept", ""]]);
  assert.deepEqual(two.heard, [["stored", "a"], ["kept", ""]]);
  assert.deepEqual(other.heard, []);
  assert.deepEqual(seat().heard, [["stored", "a"], ["kept", ""]]);
});

test("what another tab stored is taken in before anything is written over", async () => {
  const one = seat();
  stored.set(name(), "theirs");
  await keep(one, "ours");
  assert.equal(stored.get(name()), "theirs");
  assert.deepEqual(one.heard, [["stored", "theirs"]]);
  await keep(one, "both");
  assert.equal(stored.get(name()), "both");
});

test("another tab is heard, and so is one that forgot", () => {
  const one = seat();
  stored.set(name(), "theirs");
  heardByPage.get("storage")({ key: "something else" });
  assert.deepEqual(one.heard, []);
  heardByPage.get("storage")({ key: name() });
  stored.delete(name());
  heardByPage.get("storage")({ key: null });
  assert.deepEqual(one.heard, [["stored", "theirs"], ["gone", ""]]);
});

test("without room what was kept stays, and what was agreed is known on the page", async () => {
  const one = seat();
  await keep(one, "a");
  full = true;
  await keep(one, "ab");
  assert.equal(stored.get(name()), "a");
  assert.deepEqual(one.heard.at(-1), ["behind", ""]);
  assert.deepEqual(seat().heard, [["stored", "ab"], ["behind", ""]]);
});

test("without storage the page keeps it", async () => {
  blocked = true;
  const one = seat();
  assert.deepEqual(one.heard, [["page", ""]]);
  await keep(one, "a");
  assert.deepEqual(one.heard.at(-1), ["page", ""]);
  assert.deepEqual(seat().heard, [["stored", "a"], ["page", ""]]);
  await errand(one, one.notes, "forget", "");
  assert.deepEqual(seat().heard, [["page", ""]]);
});

test("what can't be read is set aside, each once, and goes with the rest", async () => {
  stored.set(name(), "broken");
  const one = seat();
  await errand(one, one.notes, "aside", "broken");
  await keep(one, "good");
  assert.deepEqual([...stored], [[name(), "good"], [`${name()} (set aside)`, "broken"]]);
  await errand(one, one.notes, "aside", "broken too");
  assert.equal(stored.size, 3);
  await errand(one, one.notes, "forget", "");
  assert.equal(stored.size, 0);
});

test("what can't be set aside is not written over", async () => {
  stored.set(name(), "broken");
  const one = seat();
  full = true;
  await errand(one, one.notes, "aside", "broken");
  full = false;
  await keep(one, "good");
  assert.deepEqual([...stored], [[name(), "broken"]]);
  assert.deepEqual(one.heard.at(-1), ["behind", ""]);
});

test("who shows another feed by now hears nothing, and writes nothing", async () => {
  const one = seat();
  const { notes } = one;
  one.notes = { key: "elsewhere" };
  await errand(one, notes, "keep", "a");
  assert.equal(stored.size, 0);
  const two = seat();
  await keep(two, "a");
  assert.deepEqual(one.heard, []);
});

test("what the browser does not take is there to be copied", async () => {
  const one = seat();
  await errand(one, one.notes, "copy", "a", async () => true);
  await errand(one, one.notes, "save", "a", async () => false);
  assert.deepEqual(one.heard, [["copied", ""], ["exported", "json", "a"]]);
});
