// How long a form waits for the next letter: as long as this writer needs.
import assert from "node:assert/strict";
import test from "node:test";
import { TypingPause } from "../../kvi_widgets/widgets/static/typing_pause.js";

/** How often a writer with this interval is taken to have stopped, while writing this many letters. */
function stops(interval, letters) {
  const pause = new TypingPause();
  const waits = Array.from({ length: letters }, (_, n) => pause.after(n * interval));
  return waits.filter((wait) => wait < interval).length;
}

test("who types quickly is saved a moment after the last letter", () => {
  const pause = new TypingPause();
  for (let now = 0; now < 2000; now += 100) assert.equal(pause.after(now), 300);
});

test("who types slowly is left alone after a letter or two", () => {
  assert.equal(stops(250, 60), 0);
  assert.equal(stops(500, 60), 1);
  assert.ok(stops(900, 60) <= 2);
});

test("nobody waits longer than a second and a half, and a rest is no rhythm", () => {
  const pause = new TypingPause();
  for (let now = 0; now < 30_000; now += 1400) assert.ok(pause.after(now) <= 1500);
  const other = new TypingPause();
  for (const now of [0, 100, 60_000, 60_100, 120_000]) assert.equal(other.after(now), 300);
});
