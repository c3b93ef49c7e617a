// One choice per KPI; the map and the words below answer as soon as one moves.
import { sendState } from "./conversation.js";
import { element, fill, freshId } from "./dom.js";
import { choiceField } from "./fields.js";
import { PlotlyFigure } from "./plotly_figure.js";
import { initialize, listen } from "./trait_patches.js";
import { prepareRoot, silenceNote } from "./widget_root.js";

/** @type {Kit.Move[]} */
const MOVES = ["falls", "stays", "rises"];
const MOVE_SIGNS = { falls: "↓", stays: "=", rises: "↑" };

/** @param {Kit.Page<Kit.WhatIfTraits>} page */
function render({ model, el }) {
  const words = model.get("words");
  const choices = element("div", {});
  const sentences = element("div", {});
  const said = element("p", { id: freshId("said"), class: "kvi-hidden", role: "status" });
  // The words below say it all, so where nothing can be drawn nothing is missing.
  const figure = new PlotlyFigure({
    model,
    label: words.picture,
    describedBy: said.id,
    fail: () => picture.remove(),
  });
  const key = element("p", { class: "kvi-map-why" }, words.key);
  const picture = element("div", { class: "kvi-map kvi-what-if" }, figure.node, key);
  prepareRoot(model, el, words);
  el.append(
    element(
      "section",
      { class: "kvi-widget kvi-form", "aria-label": words.title },
      element("h3", {}, words.title),
      element("p", { class: "kvi-prompt" }, words.prompt),
      choices,
      silenceNote(model, words),
      picture,
      said,
      sentences,
    ),
  );
  const showChoices = () => choices.replaceChildren(...model.get("kpis").map((kpi) => moveChoice(model, kpi)));

  function showSentences() {
    const lines = model.get("sentences");
    sentences.replaceChildren(
      ...lines.slice(0, -1).map((line) => element("p", { class: "kvi-line" }, line)),
      element("p", { class: "kvi-hint" }, lines.at(-1)),
    );
  }

  // All of it would be read out anew at each arrow.
  function showSaid() {
    said.textContent = model.get("said");
  }

  const stopListening = listen(model, { kpis: showChoices, sentences: showSentences, said: showSaid });
  showChoices();
  showSentences();
  figure.start();
  return () => {
    figure.stop();
    stopListening();
    el.replaceChildren();
  };
}

/**
 * @param {Kit.Model<Kit.WhatIfTraits>} model
 * @param {Kit.Indicator} kpi
 */
function moveChoice(model, kpi) {
  const words = model.get("words");
  const row = { move: model.get("moves")[kpi.id] ?? "stays" };
  const options = MOVES.map((move) => ({ id: move, sign: MOVE_SIGNS[move], label: words[move] }));
  /** @type {Kit.ChoiceField} */
  const field = { id: "move", kind: "choice", label: fill(words.label, kpi), options };
  function changed() {
    sendState(model, { moves: { ...model.get("moves"), [kpi.id]: row.move } });
  }
  return choiceField(field, row, `what_if.${kpi.id}`, changed);
}

export default { initialize, render };
