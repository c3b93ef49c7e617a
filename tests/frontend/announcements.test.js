import assert from "node:assert/strict";
import { test } from "node:test";
import { failuresOnly } from "../../kvi_widgets/widgets/static/announcements.js";

/** @param {[text: string, hasFailed: boolean][]} events */
function heard(events) {
  /** @type {string[]} */
  const lines = [];
  const announce = failuresOnly((text) => lines.push(text));
  for (const [text, hasFailed] of events) announce(text, hasFailed);
  return lines;
}

test("what is saved as it should be is not told", () => {
  const events = heard([
    ["Saved at 10:00", false],
    ["Saved at 10:01", false],
  ]);
  assert.deepEqual(events, []);
});

test("a failure is told once, however often it is tried again", () => {
  const events = heard([
    ["Not saved", true],
    ["Not saved", true],
  ]);
  assert.deepEqual(events, ["Not saved"]);
});

test("another failure is told, and so is the recovery", () => {
  const events = heard([
    ["Not saved", true],
    ["Kept here", true],
    ["Saved at 10:02", false],
    ["Saved at 10:03", false],
    ["Not saved", true],
  ]);
  assert.deepEqual(events, ["Not saved", "Kept here", "Saved at 10:02", "Not saved"]);
});
