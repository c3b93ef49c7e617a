import assert from "node:assert/strict";
import { test } from "node:test";
import { oncePerTap } from "../../kvi_widgets/widgets/gestures.js";

/** @param {[string, number, string][]} events */
function pressed(events) {
  /** @type {string[]} */
  const marks = [];
  const press = oncePerTap((/** @type {string} */ mark) => marks.push(mark));
  for (const [type, timeStamp, mark] of events) press(mark, { type, timeStamp });
  return marks;
}

test("the mouse that a browser plays for a finger presses nothing", () => {
  const tap = pressed([
    ["touchend", 1000, "kpi-1"],
    ["mouseup", 1065, "kpi-1"],
  ]);
  assert.deepEqual(tap, ["kpi-1"]);
});

test("each tap presses, however quickly they follow each other", () => {
  const taps = pressed([
    ["touchstart", 1000, "kpi-1"],
    ["mousedown", 1065, "kpi-1"],
    ["touchstart", 1200, "kvi-1"],
    ["mousedown", 1265, "kvi-1"],
  ]);
  assert.deepEqual(taps, ["kpi-1", "kvi-1"]);
});

test("a mouse presses each time, also long after a finger", () => {
  const presses = pressed([
    ["mouseup", 10, "kpi-1"],
    ["mouseup", 60, "kvi-1"],
    ["touchend", 1000, "kpi-2"],
    ["mouseup", 9000, "kvi-2"],
  ]);
  assert.deepEqual(presses, ["kpi-1", "kvi-1", "kpi-2", "kvi-2"]);
});
