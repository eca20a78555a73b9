import assert from "node:assert/strict";
import { test } from "node:test";
import { colour, isDark, laidOn } from "./ground.js";

const WHITE = [1, 1, 1];
const BLACK = [0, 0, 0];

test("colours are read as browsers tell them", () => {
  assert.deepEqual(colour("rgb(255, 0, 51)"), [1, 0, 0.2, 1]);
  assert.deepEqual(colour("rgba(0, 0, 0, 0)"), [0, 0, 0, 0]);
  assert.deepEqual(colour("color(srgb 0.5 1 0 / 0.25)"), [0.5, 1, 0, 0.25]);
  assert.deepEqual(colour("color(srgb 1.5e-7 none 1)"), [1.5e-7, 0, 1, 1]);
  assert.deepEqual(colour("transparent"), [0, 0, 0, 0]);
});

test("a faint tint is not the ground", () => {
  assert.equal(isDark(laidOn(WHITE, colour("rgba(0, 0, 0, 0.03)"))), false);
  assert.equal(isDark(laidOn(BLACK, colour("rgba(255, 255, 255, 0.08)"))), true);
  assert.equal(isDark(laidOn(WHITE, colour("rgba(0, 0, 0, 0.8)"))), true);
});

test("dark is what people see as dark", () => {
  assert.equal(isDark(colour("rgb(0, 0, 255)")), true);
  assert.equal(isDark(colour("rgb(0, 255, 0)")), false);
  assert.equal(isDark(colour("rgb(23, 24, 27)")), true);
  assert.equal(isDark(colour("rgb(255, 253, 248)")), false);
});
