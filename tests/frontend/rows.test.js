import assert from "node:assert/strict";
import test from "node:test";
import { layInto, rowWith, typedRows } from "../../kvi_widgets/widgets/rows.js";

const row = (id, text) => ({ id, text });

test("rows that nobody has written into are no answers", () => {
  const links = [
    { kpi: "kpi-1", kvi: "kvi-1", strength: 1 },
    { kpi: "kpi-1", kvi: "kvi-2", strength: 1, polarity: "0" },
  ];
  const cards = [{ card: "c1" }, { card: "c2", answer: "kvi" }];
  const value = { kvi: [row("kvi-1", "They dare"), row("kvi-2", ""), { id: "kvi-3" }], links, cards };
  assert.deepEqual(typedRows(value, {}), { kvi: [row("kvi-1", "They dare")], links: [links[1]], cards: [cards[1]] });
});

test("a row that was emptied is an answer", () => {
  const value = { kvi: [row("kvi-1", "")] };
  assert.deepEqual(typedRows(value, { kvi: [row("kvi-1", "They dare")] }), value);
});

test("a table without rows is left out, unless the kernel knows it", () => {
  assert.deepEqual(typedRows({ kvi: [], kpi: [] }, { kpi: [] }), { kpi: [] });
});

test("what is typed later does not change what was taken", () => {
  const value = { kvi: [row("kvi-1", "They")] };
  const typed = typedRows(value, {});
  value.kvi[0].text = "They dare";
  assert.equal(typed.kvi[0].text, "They");
});

test("what the kernel tells comes into the very rows that fields write into", () => {
  const value = { kvi: [row("kvi-1", "They"), row("kvi-2", "")] };
  const [first, second] = value.kvi;
  const told = { kvi: [{ id: "kvi-1", text: "They dare", evidence: "" }, row("kvi-2", "They ask")] };
  assert.equal(layInto(value, told), true);
  assert.deepEqual(value, told);
  assert.ok(value.kvi[0] === first && value.kvi[1] === second);
  first.text = "typed";
  assert.equal(told.kvi[0].text, "They dare");
});

test("empty places stay where they are, new rows come at the end", () => {
  const value = { kvi: [row("kvi-1", ""), row("kvi-2", "They")] };
  assert.equal(layInto(value, { kvi: [row("kvi-3", "theirs"), row("kvi-2", "They")] }), false);
  assert.deepEqual(value.kvi, [row("kvi-1", ""), row("kvi-2", "They"), row("kvi-3", "theirs")]);
});

test("a row that somebody took away goes", () => {
  const value = { kvi: [row("kvi-1", "first"), row("kvi-2", "second")] };
  assert.equal(layInto(value, { kvi: [row("kvi-2", "second")] }), false);
  assert.deepEqual(value.kvi, [row("kvi-2", "second")]);
});

test("a table that only one side knows", () => {
  const value = { kpi: [row("kpi-1", "")] };
  assert.equal(layInto(value, { kvi: [row("kvi-1", "theirs")] }), false);
  assert.deepEqual(value, { kpi: [row("kpi-1", "")], kvi: [row("kvi-1", "theirs")] });
});

test("a row is found by its cells, or made", () => {
  const rows = [row("kvi-1", "They dare")];
  assert.equal(rowWith(rows, { id: "kvi-1" }), rows[0]);
  assert.deepEqual(rowWith(rows, { id: "kvi-2" }), { id: "kvi-2" });
  assert.equal(rows.length, 2);
});
