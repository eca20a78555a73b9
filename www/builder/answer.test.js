// The text of a server's answer: `node --test www/builder/`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "./answer.js";

/** An answer that never ends, and what became of it. */
function endless() {
  const seen = { given: 0, cancelled: false };
  const body = new ReadableStream({
    pull(controller) {
      seen.given += 10;
      controller.enqueue(new Uint8Array(10).fill(32));
    },
    cancel() {
      seen.cancelled = true;
    },
  });
  return { seen, body };
}

test("an answer is read whole, in whatever pieces it comes", async () => {
  const bytes = new TextEncoder().encode("\ufeffÄnn Ash, 안, 🗳");
  const body = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  assert.equal(await textOf(new Response(body), bytes.length), "Änn Ash, 안, 🗳");
  assert.equal(await textOf(new Response("12345"), 5), "12345");
  assert.equal(await textOf(new Response(null, { status: 204 }), 5), "");
});

test("an answer that announces nothing is read to the limit, and no further", async () => {
  const { seen, body } = endless();
  assert.equal(await textOf(new Response(body), 1000), "");
  assert.ok(seen.given <= 1050, `${seen.given} bytes were taken`);
  assert.ok(seen.cancelled);
});

test("an answer that announces too much isn't read at all", async () => {
  const { seen, body } = endless();
  assert.equal(await textOf(new Response(body, { headers: { "content-length": "1001" } }), 1000), "");
  assert.ok(seen.given <= 10 && seen.cancelled);
});

test("an answer that breaks off is none", async () => {
  const body = new ReadableStream({ pull(controller) { controller.error(new TypeError("network")); } });
  await assert.rejects(textOf(new Response(body), 1000), TypeError);
});
