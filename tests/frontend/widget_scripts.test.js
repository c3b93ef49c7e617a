import assert from "node:assert/strict";
import test from "node:test";
import { addSheet, leaveToPage } from "../../kvi_widgets/labextension/static/widget_scripts.js";

/** A page whose server answers as told: each sheet that is asked for waits in a list. */
function page() {
  /** @type {any[]} */
  const asked = [];
  const head = { append: (/** @type {any} */ link) => asked.push(link) };
  Object.assign(globalThis, { document: { head, createElement: () => ({ remove() {} }) } });
  return asked;
}

test("a style sheet is asked for once, and whoever comes second waits for it as well", async () => {
  const asked = page();
  const order = [];
  const both = [1, 2].map((number) => addSheet("theme.css").then(() => order.push(number)));
  assert.equal(asked.length, 1);
  assert.deepEqual(order, []);
  asked[0].onload();
  await Promise.all(both);
  assert.deepEqual(order, [1, 2]);
});

test("a style sheet that did not come is asked for again", async () => {
  const asked = page();
  const first = addSheet("form.css");
  asked[0].onerror(new Error("no server"));
  await assert.rejects(first);
  addSheet("form.css");
  assert.equal(asked.length, 2);
});

test("a lesson that was brought by a link finds no package in its own folder", () => {
  assert.match(leaveToPage([], true), /^__import__\("sys"\)\.path\[:\] = filter\(None, __import__\("sys"\)\.path\)\n/);
  assert.doesNotMatch(leaveToPage([], false), /sys/);
});
