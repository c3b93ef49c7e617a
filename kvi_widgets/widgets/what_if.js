// One choice per KPI; the map and the words below answer as soon as one moves.
import { element, fill, freshId } from "./dom.js";
import { drawField } from "./fields.js";
import { figureStage } from "./plotly_figure.js";

const MOVES = ["falls", "stays", "rises"];
const SIGNS = { falls: "↓", stays: "=", rises: "↑" };

function render({ model, el }) {
  const words = model.get("words");
  const choices = element("div", {});
  const id = freshId("told");
  const told = element("div", { id, role: "status" });
  // The words below say it all, so where nothing can be drawn nothing is missing.
  const stage = figureStage({ model, label: words.picture, describedBy: id, fail: () => picture.remove() });
  const picture = element(
    "div",
    { class: "kvi-map kvi-what-if" },
    stage.node,
    element("p", { class: "kvi-map-why" }, words.key),
  );
  el.append(
    element(
      "section",
      { class: "kvi-widget kvi-form", "aria-label": words.title },
      element("h3", {}, words.title),
      element("p", { class: "kvi-prompt" }, words.prompt),
      choices,
      picture,
      told,
    ),
  );

  const options = MOVES.map((move) => ({ id: move, sign: SIGNS[move], label: words[move] }));

  function draw() {
    choices.replaceChildren(
      ...model.get("kpis").map((kpi) => {
        const row = { move: model.get("moves")[kpi.id] ?? "stays" };
        const label = fill(words.label, kpi);
        return drawField({ id: "move", kind: "choice", label, options }, row, `what_if.${kpi.id}`, () => {
          model.set("moves", { ...model.get("moves"), [kpi.id]: row.move });
          model.save_changes();
        });
      }),
    );
  }

  function tell() {
    const lines = model.get("sentences");
    told.replaceChildren(
      ...lines.slice(0, -1).map((line) => element("p", { class: "kvi-line" }, line)),
      element("p", { class: "kvi-hint" }, lines.at(-1)),
    );
  }

  model.on("change:kpis", draw);
  model.on("change:sentences", tell);
  draw();
  tell();
  stage.start();
  return () => {
    stage.stop();
    model.off("change:kpis", draw);
    model.off("change:sentences", tell);
  };
}

export default { render };
