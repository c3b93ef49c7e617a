// One choice per KPI; the answer is told below as soon as one moves.
import { element, fill } from "./dom.js";
import { drawField } from "./fields.js";

const MOVES = ["falls", "stays", "rises"];
const SIGNS = { falls: "↓", stays: "=", rises: "↑" };

function render({ model, el }) {
  const words = model.get("words");
  const choices = element("div", {});
  const told = element("div", { role: "status" });
  el.append(element("section", { class: "kvi-widget kvi-form", "aria-label": words.title },
    element("h3", {}, words.title), element("p", { class: "kvi-prompt" }, words.prompt), choices, told));

  const options = MOVES.map((move) => ({ id: move, sign: SIGNS[move], label: words[move] }));

  function draw() {
    choices.replaceChildren(...model.get("kpis").map((kpi) => {
      const row = { move: model.get("moves")[kpi.id] ?? "stays" };
      const label = fill(words.label, kpi);
      return drawField({ id: "move", kind: "choice", label, options }, row, `what_if.${kpi.id}`, () => {
        model.set("moves", { ...model.get("moves"), [kpi.id]: row.move });
        model.save_changes();
      });
    }));
  }

  function tell() {
    const lines = model.get("sentences");
    told.replaceChildren(...lines.slice(0, -1).map((line) => element("p", { class: "kvi-line" }, line)),
      element("p", { class: "kvi-hint" }, lines.at(-1)));
  }

  model.on("change:kpis", draw);
  model.on("change:sentences", tell);
  draw(); tell();
  return () => { model.off("change:kpis", draw); model.off("change:sentences", tell); };
}

export default { render };
