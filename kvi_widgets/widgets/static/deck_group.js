// Cards to sort, one at a time; the reason stays hidden until the learner has made a guess. Who sees a card otherwise
// than the game may say why, and finds these cards again below.
import { button, details, element, fill, freshId } from "./dom.js";
import { drawField } from "./fields.js";
import { rowWith } from "./rows.js";

/**
 * @param {Kit.DeckGroup} group
 * @param {Kit.Form} form
 */
export function deck(group, form) {
  const rows = form.rows(group.table);
  const firstOpen = group.cards.findIndex((card) => !isSorted(card, rows));
  form.position[group.id] ??= Math.max(0, firstOpen);
  const disputed = element("ul", { class: "kvi-disputed" });
  const dispute = details(group.dispute?.title ?? "", disputed);
  dispute.open = true;
  const game = { group, form, rows, disputed, dispute, place: element("div", { class: "kvi-deck" }) };
  showCard(game);
  return [game.place, group.dispute ? dispute : ""];
}

/**
 * @param {Kit.Card} card
 * @param {Kit.Row[]} rows
 */
const isSorted = (card, rows) => rows.some((row) => row.card === card.id && row.answer);

/**
 * Cards that were sorted otherwise than the game would, each with the learner's row.
 * @param {Kit.Card[]} cards
 * @param {Kit.Row[]} rows
 */
export function disputedCards(cards, rows) {
  return cards.flatMap((card) => {
    const row = rows.find((each) => each.card === card.id);
    return row?.answer && row.answer !== card.family ? [{ card, row }] : [];
  });
}

/** @param {Kit.Game} game */
function showCard(game) {
  const { group, form, rows, place } = game;
  const index = form.position[group.id];
  const card = group.cards[index];
  const row = rowWith(rows, { card: card.id });
  const reveal = element("div", { class: "kvi-reveal", role: "status" });
  const tally = element("span", { class: "kvi-help" });
  const fields = group.fields ?? [];
  const objections = fields.filter(({ when }) => when === "differs");
  const objection = element("div", { class: "kvi-objection", onrefresh: showAnswer }, ...objections.map(drawMore));
  /** @type {Kit.Cell} */
  let told = ""; // what is said already is not said again
  function showAnswer() {
    const done = group.cards.filter((each) => isSorted(each, rows)).length;
    tally.textContent = fill(group.tally, { done, all: group.cards.length });
    showDisputed(game, done);
    objection.hidden = !disputedCards([card], [row]).length && !objections.some(({ id }) => row[id]);
    if (row.answer === told) return;
    told = row.answer;
    reveal.replaceChildren(...(told ? verdict(group, card, row) : []));
  }
  /** @param {boolean} now */
  function changed(now) {
    row.text = card.text; // it stays as the learner read it, also when the card is reworded one day
    if (row.answer && !told) rows.push(...rows.splice(rows.indexOf(row), 1)); // in the order in which one sorts
    form.changed(now);
    showAnswer();
  }
  /** @param {Kit.Field} field */
  function drawMore(field) {
    return drawField(field, row, `${group.id}.${card.id}`, changed, form.words);
  }
  showAnswer();
  const where = fill(group.place, { n: index + 1, all: group.cards.length });
  const sentence = element("p", { id: freshId("card"), class: "kvi-card-text" }, card.text);
  const answer = drawMore({ ...group.field, about: sentence.id, deliberate: true });
  place.replaceChildren(
    element(
      "div",
      { class: "kvi-row kvi-deck-place" },
      element("span", { class: "kvi-help" }, where, " · ", card.field),
      turnButton(game, "previous", index - 1),
    ),
    sentence,
    element("div", { onrefresh: showAnswer }, answer),
    reveal,
    objection,
    ...fields.filter((field) => !objections.includes(field)).map(drawMore),
    element("div", { class: "kvi-row" }, turnButton(game, "next", index + 1), tally),
  );
}

/**
 * Below the game once it is played far enough, and without marks.
 * @param {Kit.Game} game
 * @param {number} done
 */
function showDisputed({ group, rows, disputed, dispute }, done) {
  const cards = disputedCards(group.cards, rows);
  dispute.hidden = !cards.length || done < Math.min(group.at_least ?? group.cards.length, group.cards.length);
  disputed.replaceChildren(...cards.map(({ card, row }) => disputedCard(group, card, row)));
}

/**
 * @param {Kit.DeckGroup} group
 * @param {Kit.Card} card
 * @param {Kit.Row} row
 */
function disputedCard({ names, dispute }, card, row) {
  const views = fill(dispute?.views, { mine: names[String(row.answer)] ?? row.answer, ours: names[card.family] });
  const reason = String(row.reason ?? "").trim();
  return element(
    "li",
    { class: "kvi-line" },
    element("p", {}, card.text),
    element("p", { class: "kvi-help" }, views),
    reason ? element("p", {}, fill(dispute?.reason, { reason })) : "",
  );
}

/**
 * @param {Kit.DeckGroup} group
 * @param {Kit.Card} card
 * @param {Kit.Row} row
 */
function verdict(group, card, row) {
  const sentence = row.answer === card.family ? group.agree : group.differ;
  return [element("strong", {}, fill(sentence, { family: group.names[card.family] })), " ", card.reason];
}

/**
 * Back stands above the card and on below it, so that a keyboard meets each where it is wanted.
 * @param {Kit.Game} game
 * @param {"previous" | "next"} name
 * @param {number} target
 */
function turnButton(game, name, target) {
  const { group, form, place } = game;
  function move() {
    form.position[group.id] = target;
    showCard(game);
    place.querySelector("input")?.focus();
  }
  const path = `${group.id}.${name}`;
  return button(group[name], move, { "data-path": path, disabled: !group.cards[target] });
}
