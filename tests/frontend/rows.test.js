import assert from "node:assert/strict";
import test from "node:test";
import { dropGone, holdText, layInto, movedRow, rowWith, typedRows } from "../../kvi_widgets/widgets/static/rows.js";

const row = (id, text) => ({ id, text });

/** What comes of it, and whether the same rows are there. */
function laid(value, told) {
  const gone = new Set();
  return { isSame: layInto(value, told, gone), gone };
}

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
  assert.equal(laid(value, told).isSame, true);
  assert.deepEqual(value, told);
  assert.ok(value.kvi[0] === first && value.kvi[1] === second);
  first.text = "typed";
  assert.equal(told.kvi[0].text, "They dare");
});

test("empty places stay where they are", () => {
  const value = { kvi: [row("kvi-1", " "), row("kvi-2", "They")] };
  const { isSame, gone } = laid(value, { kvi: [row("kvi-3", "theirs"), row("kvi-2", "They")] });
  assert.deepEqual([isSame, gone.size], [false, 0]);
  assert.deepEqual(value.kvi, [{ id: "kvi-1" }, row("kvi-3", "theirs"), row("kvi-2", "They")]);
});

test("rows come in the order of the kernel, among their own places", () => {
  const value = { kvi: [row("kvi-1", "a"), row("kvi-2", ""), row("kvi-3", "c")] };
  assert.equal(laid(value, { kvi: [row("kvi-3", "c"), row("kvi-1", "a")] }).isSame, false);
  assert.deepEqual(
    value.kvi.map(({ id }) => id),
    ["kvi-3", "kvi-2", "kvi-1"],
  );
});

test("a row that somebody took away stays with its field until all is drawn anew", () => {
  const value = { kvi: [row("kvi-1", "first"), row("kvi-2", "second")] };
  const [first] = value.kvi;
  const { isSame, gone } = laid(value, { kvi: [row("kvi-2", "second")] });
  assert.equal(isSame, false);
  assert.deepEqual(value.kvi, [{ id: "kvi-1" }, row("kvi-2", "second")]);
  assert.equal(value.kvi[0], first);
  dropGone(value, gone);
  assert.deepEqual(value.kvi, [row("kvi-2", "second")]);
  assert.equal(gone.size, 0);
});

test("and longer when it is written into again", () => {
  const value = { kvi: [row("kvi-1", "first")] };
  const { gone } = laid(value, { kvi: [] });
  value.kvi[0].text = "anew";
  dropGone(value, gone);
  assert.deepEqual(value.kvi, [row("kvi-1", "anew")]);
});

test("of a link that was taken away a place is left", () => {
  const value = { links: [{ kpi: "kpi-1", kvi: "kvi-1", polarity: "+", strength: 3, reason: "so" }] };
  laid(value, { links: [] });
  assert.deepEqual(value.links, [{ kpi: "kpi-1", kvi: "kvi-1", strength: 3 }]);
});

test("a table that only one side knows", () => {
  const value = { kpi: [row("kpi-1", "")] };
  assert.equal(laid(value, { kvi: [row("kvi-1", "theirs")] }).isSame, false);
  assert.deepEqual(value, { kpi: [{ id: "kpi-1" }], kvi: [row("kvi-1", "theirs")] });
});

const HELD = { table: "kvi", key: JSON.stringify(["kvi-1"]), column: "text", text: "mine" };

test("the text that somebody is typing is held", () => {
  const told = { kvi: [{ ...row("kvi-1", "theirs"), evidence: "survey" }, row("kvi-2", "second")] };
  assert.deepEqual(holdText(told, HELD).kvi, [{ ...told.kvi[0], text: "mine" }, told.kvi[1]]);
  assert.equal(told.kvi[0].text, "theirs");
  assert.equal(holdText(told, null), told);
  assert.equal(holdText({ kpi: [] }, HELD).kvi, undefined);
});

test("a sentence that got another name is found by its text, and nothing else is", () => {
  const told = [row("kvi-1", "theirs"), row("kvi-2", "mine")];
  const base = [row("kvi-1", "mine")];
  assert.equal(movedRow(told, base, HELD), told[1]);
  assert.equal(movedRow(told, [...base, row("kvi-2", "mine")], HELD), null); // it stood there before
  assert.equal(movedRow([row("kvi-1", "mine"), row("kvi-2", "mine")], base, HELD), null);
  assert.equal(movedRow(told, base, { ...HELD, column: "evidence" }), null);
  assert.equal(movedRow(told, base, { ...HELD, text: " " }), null);
});

test("a new row comes behind the one that it follows in the kernel", () => {
  const value = { kvi: [row("kvi-1", "a"), row("kvi-3", "c"), row("kvi-4", "")] };
  const told = { kvi: [row("kvi-1", "a"), row("kvi-2", "b"), row("kvi-3", "c"), row("kvi-5", "e")] };
  laid(value, told);
  assert.deepEqual(
    value.kvi.map(({ id }) => id),
    ["kvi-1", "kvi-2", "kvi-3", "kvi-5", "kvi-4"],
  );
});

test("a row is found by its cells, or made", () => {
  const rows = [row("kvi-1", "They dare")];
  assert.equal(rowWith(rows, { id: "kvi-1" }), rows[0]);
  assert.deepEqual(rowWith(rows, { id: "kvi-2" }), { id: "kvi-2" });
  assert.equal(rows.length, 2);
});
