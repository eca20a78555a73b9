// The element on a server, where there is no page: `node --test`, which `cargo xtask test` runs.

import assert from "node:assert/strict";
import { test } from "node:test";

test("a server may import the element", async () => {
  assert.equal(typeof globalThis.HTMLElement, "undefined");
  assert.equal(typeof globalThis.customElements, "undefined");
  await import("./hustings.js");
});

test("a page that has the element already keeps it", async () => {
  const defined = [];
  globalThis.customElements = { get: (name) => name, define: (name) => defined.push(name) };
  await import("./hustings.js?again");
  assert.deepEqual(defined, []);
  globalThis.customElements.get = () => undefined;
  await import("./hustings.js?anew");
  assert.deepEqual(defined, ["hustings-widget"]);
});
