import assert from "node:assert/strict";
import test from "node:test";
import { linksOf } from "../../kvi_widgets/widgets/static/map_highlight.js";
import { nextMark } from "../../kvi_widgets/widgets/static/map_keys.js";

const node = (id) => ({ id, kind: id.split("-")[0] });
const NODES = ["kpi-1", "kpi-2", "kpi-3", "kvi-1", "kvi-2", "strategy-1"].map(node);
const LINKS = [
  { kpi: "kpi-1", kvi: "kvi-1" },
  { kpi: "kpi-2", kvi: "kvi-1" },
  { kpi: "kpi-2", kvi: "kvi-2" },
];
/** Where these keys lead, one after the other, as the buttons remember it. */
function walk(start, ...keys) {
  let mark = ["node", start];
  let from = "";
  for (const key of keys) {
    const next = nextMark(key, mark, from, NODES, LINKS) ?? mark;
    if (mark[0] === "node") from = mark[1];
    mark = next;
  }
  return mark.slice(1).join(" ");
}

test("up and down a column, and no further", () => {
  assert.equal(walk("kpi-1", "ArrowDown"), "kpi-2");
  assert.equal(walk("kpi-3", "ArrowDown"), "kpi-3");
  assert.equal(walk("kvi-1", "ArrowUp"), "kvi-1");
  assert.equal(walk("kvi-2", "Home"), "kpi-1");
  assert.equal(walk("kpi-1", "End"), "strategy-1");
});

test("from a KPI to its links, along them, and on to the other end", () => {
  assert.equal(walk("kpi-2", "ArrowRight"), "kpi-2 kvi-1");
  assert.equal(walk("kpi-2", "ArrowRight", "ArrowDown"), "kpi-2 kvi-2");
  assert.equal(walk("kpi-2", "ArrowRight", "ArrowDown", "ArrowDown"), "kpi-2 kvi-2");
  assert.equal(walk("kpi-2", "ArrowRight", "ArrowDown", "ArrowRight"), "kvi-2");
  assert.equal(walk("kpi-2", "ArrowRight", "ArrowLeft"), "kpi-2");
});

test("from a KVI back along the links that come in, and on to the strategy", () => {
  assert.equal(walk("kvi-1", "ArrowLeft", "ArrowDown"), "kpi-2 kvi-1");
  assert.equal(walk("kvi-1", "ArrowLeft", "ArrowDown", "ArrowLeft"), "kpi-2");
  assert.equal(walk("kvi-1", "ArrowRight"), "strategy-1");
  assert.equal(walk("strategy-1", "ArrowLeft"), "kvi-1");
});

test("a KPI without a link leads to the KVIs all the same, so that one can be made", () => {
  assert.equal(walk("kpi-3", "ArrowRight"), "kvi-1");
  assert.equal(walk("kpi-1", "ArrowLeft"), "kpi-1");
});

test("links are read from their signs, each pair once, as people wrote it", () => {
  const ends = [
    ["link", "a", "b"],
    ["link", "a", "b"],
    ["link", "a", "c"],
  ];
  const hovertext = ["When “&lt;b&gt;” rises,<br>it helps &amp; costs &#36;5.", "again", "mouse only"];
  const badges = { name: "badges", x: [1, 2, 3], y: [4, 5, 6], text: ["+", "-", ""], customdata: ends, hovertext };
  assert.deepEqual(linksOf({ data: [{ name: "text" }, badges] }), [
    { kpi: "a", kvi: "b", x: 1, y: 4, told: "When “<b>” rises, it helps & costs $5." },
  ]);
  assert.deepEqual(linksOf({}), []);
});
