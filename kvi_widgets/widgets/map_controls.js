// Above the map: how it is arranged, and which of its links it shows. The buttons are its key, too.

import { isBundled, signOf } from "./bundle_highlight.js";
import { element } from "./dom.js";
import { drawField } from "./fields.js";

export function mapControls({ model, words, redraw }) {
  const row = { view: model.get("view") };
  const field = { id: "view", kind: "choice", quiet: true, label: words.views_label, options: words.views };
  const choice = drawField(
    field,
    row,
    "map",
    () => {
      model.set("view", row.view);
      model.save_changes();
    },
    words,
  );
  const leftOut = new Set();

  function toggle({ currentTarget: button }) {
    const { sign } = button.dataset;
    if (!leftOut.delete(sign)) leftOut.add(sign);
    button.setAttribute("aria-pressed", String(!leftOut.has(sign)));
    redraw();
  }

  const family = (sign, name) =>
    element(
      "button",
      {
        type: "button",
        class: "kvi-map-family",
        "aria-pressed": "true",
        "data-sign": sign,
        "data-path": `map.family.${name}`,
        onclick: toggle,
      },
      element("span", { class: "kvi-map-sample" }),
      words[`legend_${name}`],
    );
  const families = element(
    "div",
    { class: "kvi-map-families", role: "group", "aria-label": words.families },
    family("+", "plus"),
    family("-", "minus"),
    element("span", { class: "kvi-map-why" }, words.legend),
  );
  const node = element("div", { class: "kvi-form kvi-map-controls" }, choice, families);

  // "legendonly" takes lines, arrows and signs of a family away, but leaves them in the legend of a saved picture.
  // A large map has one view only, and its lines are shapes.
  function dress({ data, layout }) {
    if (!data) return {};
    choice.hidden = isBundled({ layout });
    const away = (one, legendgroup, visible) => (leftOut.has(legendgroup) ? { ...one, visible } : one);
    return {
      data: data.map((trace) => away(trace, trace.legendgroup, "legendonly")),
      layout: choice.hidden
        ? { ...layout, shapes: layout.shapes.map((shape) => away(shape, signOf(shape), false)) }
        : layout,
    };
  }

  function follow() {
    row.view = model.get("view");
    choice.querySelector(`[data-path="map.view.${row.view}"]`).checked = true;
    node.hidden = !model.get("nodes").length;
  }

  follow();
  return { node, dress, follow };
}
