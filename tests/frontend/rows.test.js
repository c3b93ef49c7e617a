import assert from "node:assert/strict";
import test from "node:test";
import { mergeValues, rowKey, rowKeys, rowWith, withoutBlankRows } from "../../kvi_widgets/widgets/rows.js";

const row = (id, text) => ({ id, text });

test("a card, a link and any other row have keys of their own", () => {
  assert.deepEqual(rowKey({ card: "c1", answer: "kvi" }), ["c1"]);
  assert.deepEqual(rowKey({ kpi: "kpi-1", kvi: "kvi-2", polarity: "+" }), ["kpi-1", "kvi-2"]);
  assert.deepEqual(rowKey({ id: "kvi-1", text: "They dare" }), ["kvi-1"]);
});

test("rows that nobody has written into are not sent", () => {
  const links = [
    { kpi: "kpi-1", kvi: "kvi-1", strength: 1 },
    { kpi: "kpi-1", kvi: "kvi-2", strength: 1, polarity: "0" },
  ];
  const value = { kvi: [row("kvi-1", "They dare"), row("kvi-2", ""), { id: "kvi-3" }], links };
  assert.deepEqual(withoutBlankRows(value, {}), { kvi: [row("kvi-1", "They dare")], links: [links[1]] });
});

test("a row that was emptied is sent", () => {
  const value = { kvi: [row("kvi-1", "")] };
  assert.deepEqual(withoutBlankRows(value, { kvi: [row("kvi-1", "They dare")] }), value);
});

test("the keys are those of all values together", () => {
  assert.deepEqual(rowKeys({ kvi: [row("kvi-1", "a")] }, { kvi: [row("kvi-2", "b")], kpi: [] }), {
    kvi: [["kvi-1"], ["kvi-2"]],
    kpi: [],
  });
});

test("changes of both sides come together, cell by cell", () => {
  const base = { kvi: [{ id: "kvi-1", text: "old", nature: "" }] };
  const ours = { kvi: [{ id: "kvi-1", text: "ours", nature: "" }] };
  const theirs = { kvi: [{ id: "kvi-1", text: "old", nature: "quantitative" }] };
  assert.deepEqual(mergeValues(base, ours, theirs), { kvi: [{ id: "kvi-1", text: "ours", nature: "quantitative" }] });
});

test("where both have changed a cell, ours stays", () => {
  const merged = mergeValues(
    { kvi: [row("kvi-1", "old")] },
    { kvi: [row("kvi-1", "a")] },
    { kvi: [row("kvi-1", "b")] },
  );
  assert.deepEqual(merged, { kvi: [row("kvi-1", "a")] });
});

test("new rows of both sides stay", () => {
  const merged = mergeValues({}, { kvi: [row("kvi-2", "ours")] }, { kvi: [row("kvi-1", "theirs")] });
  assert.deepEqual(merged, { kvi: [row("kvi-1", "theirs"), row("kvi-2", "ours")] });
});

test("a row that one side takes away goes, unless the other has changed it", () => {
  const base = { kvi: [row("kvi-1", "first"), row("kvi-2", "second")] };
  assert.deepEqual(mergeValues(base, { kvi: [base.kvi[0]] }, base), { kvi: [base.kvi[0]] });
  assert.deepEqual(mergeValues(base, base, { kvi: [base.kvi[1]] }), { kvi: [base.kvi[1]] });
  const changed = { kvi: [row("kvi-1", "reworded"), base.kvi[1]] };
  assert.deepEqual(mergeValues(base, changed, { kvi: [base.kvi[1]] }), { kvi: [base.kvi[1], changed.kvi[0]] });
});

test("merging leaves what was merged as it was", () => {
  const theirs = { kvi: [row("kvi-1", "old")] };
  const merged = mergeValues({}, {}, theirs);
  merged.kvi[0].text = "typed";
  assert.equal(theirs.kvi[0].text, "old");
});

test("a row is found by its cells, or made", () => {
  const rows = [row("kvi-1", "They dare")];
  assert.equal(rowWith(rows, { id: "kvi-1" }), rows[0]);
  assert.deepEqual(rowWith(rows, { id: "kvi-2" }), { id: "kvi-2" });
  assert.equal(rows.length, 2);
});
