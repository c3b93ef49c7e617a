// Which cards a learner sees otherwise than the game.
import assert from "node:assert/strict";
import test from "node:test";
import { disputedCards } from "../../kvi_widgets/widgets/static/deck_group.js";

const cards = [
  { id: "clicks", family: "kpi" },
  { id: "sleep", family: "kvi" },
  { id: "wait", family: "both" },
];

/** @param {Record<string, string>} answers by card */
const disputed = (answers) => {
  const rows = Object.entries(answers).map(([card, answer]) => ({ card, answer }));
  return disputedCards(cards, rows).map(({ card }) => card.id);
};

test("only a card with another answer is disputed, in the order of the game", () => {
  assert.deepEqual(disputed({ wait: "kvi", sleep: "kvi", clicks: "both" }), ["clicks", "wait"]);
});

test("what has no answer yet is not disputed, nor is a card that left the game", () => {
  assert.deepEqual(disputed({ clicks: "", gone: "kvi" }), []);
});

test("each comes with the row that holds the reason", () => {
  const rows = [{ card: "sleep", answer: "kpi", reason: "we counted it" }];
  assert.deepEqual(disputedCards(cards, rows), [{ card: cards[1], row: rows[0] }]);
});
