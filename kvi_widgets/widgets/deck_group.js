// Cards to sort, one at a time; the reason stays hidden until the learner has made a guess.
import { button, element, fill } from "./dom.js";
import { drawField } from "./fields.js";
import { rowWith } from "./rows.js";

/**
 * @param {Kit.DeckGroup} group
 * @param {Kit.Form} form
 */
export function deck(group, form) {
  const firstOpen = group.cards.findIndex((card) => !isSorted(card, form.rows(group.id)));
  form.position[group.id] ??= Math.max(0, firstOpen);
  const place = element("div", { class: "kvi-deck" });
  showCard(group, form, place);
  return [place];
}

/**
 * @param {Kit.Card} card
 * @param {Kit.Row[]} rows
 */
const isSorted = (card, rows) => rows.some((row) => row.card === card.id && row.answer);

/**
 * @param {Kit.DeckGroup} group
 * @param {Kit.Form} form
 * @param {HTMLElement} place
 */
function showCard(group, form, place) {
  const rows = form.rows(group.id);
  const index = form.position[group.id];
  const card = group.cards[index];
  const row = rowWith(rows, { card: card.id });
  const reveal = element("div", { class: "kvi-reveal", role: "status" });
  const tally = element("span", { class: "kvi-help" });
  /** @type {Kit.Cell} */
  let told = ""; // what is said already is not said again
  function showAnswer() {
    const done = group.cards.filter((each) => isSorted(each, rows)).length;
    tally.textContent = fill(group.tally, { done, all: group.cards.length });
    if (row.answer === told) return;
    told = row.answer;
    reveal.replaceChildren(...(told ? verdict(group, card, row) : []));
  }
  /** @param {boolean} now */
  function changed(now) {
    row.text = card.text; // it stays as the learner read it, also when the card is reworded one day
    form.changed(now);
    showAnswer();
  }
  /** @param {Kit.Field} field */
  const draw = (field) => drawField(field, row, `${group.id}.${card.id}`, changed, form.words);
  /** @param {Kit.Field} field */
  const drawMore = (field) => drawField(field, row, `${group.id}.${card.id}`, form.changed, form.words);
  showAnswer();
  place.replaceChildren(
    element(
      "p",
      { class: "kvi-help" },
      fill(group.place, { n: index + 1, all: group.cards.length }),
      " · ",
      card.field,
    ),
    element("p", { class: "kvi-card-text" }, card.text),
    element("div", { onrefresh: showAnswer }, draw(group.field)),
    reveal,
    ...(group.fields ?? []).map(drawMore),
    element("div", { class: "kvi-row" }, ...moveButtons(group, form, place), tally),
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
 * @param {Kit.DeckGroup} group
 * @param {Kit.Form} form
 * @param {HTMLElement} place
 */
function moveButtons(group, form, place) {
  const index = form.position[group.id];
  /**
   * @param {string} label
   * @param {string} name
   * @param {number} target
   */
  const move = (label, name, target) =>
    button(
      label,
      () => {
        form.position[group.id] = target;
        showCard(group, form, place);
        place.querySelector("input")?.focus();
      },
      { "data-path": `${group.id}.${name}`, disabled: !group.cards[target] },
    );
  return [move(group.previous, "previous", index - 1), move(group.next, "next", index + 1)];
}
