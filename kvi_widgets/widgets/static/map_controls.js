// Above the map: how it is arranged, and which of its links it shows. The buttons are its key, too.
import { isBundled, signOf } from "./bundle_highlight.js";
import { sendState } from "./conversation.js";
import { element, findPath, said } from "./dom.js";
import { choiceField } from "./fields.js";

export class MapControls {
  /** @param {{ model: Kit.Model<Kit.ValueMapTraits>, redraw: () => void }} options */
  constructor({ model, redraw }) {
    this.model = model;
    this.redraw = redraw;
    const words = model.get("words");
    /** @type {Set<string | undefined>} */
    this.hiddenSigns = new Set();
    /** @type {Kit.ChoiceField} */
    const field = { id: "view", kind: "choice", quiet: true, label: words.views_label, options: words.views };
    this.row = { view: model.get("view") };
    this.choice = choiceField(field, this.row, "map", () => this.chooseView());
    const families = element(
      "div",
      { class: "kvi-map-families", role: "group", "aria-label": words.families },
      this.familyButton("+", "plus", words.legend_plus),
      this.familyButton("-", "minus", words.legend_minus),
      element("span", { class: "kvi-map-why" }, words.legend),
    );
    this.node = element("div", { class: "kvi-form kvi-map-controls" }, this.choice, families);
    this.update();
  }

  chooseView() {
    sendState(this.model, { view: this.row.view });
  }

  /**
   * @param {string} sign
   * @param {string} name
   * @param {string} label
   */
  familyButton(sign, name, label) {
    const button = element(
      "button",
      {
        type: "button",
        class: "kvi-map-family",
        "aria-label": said(label),
        "aria-pressed": "true",
        "data-sign": sign,
        "data-path": `map.family.${name}`,
        onclick: () => {
          if (!this.hiddenSigns.delete(sign)) this.hiddenSigns.add(sign);
          button.setAttribute("aria-pressed", String(!this.hiddenSigns.has(sign)));
          this.redraw();
        },
      },
      element("span", { class: "kvi-map-sample" }),
      label,
    );
    return button;
  }

  /**
   * The figure without the links that are hidden. A large map has one view only.
   * @param {Kit.Figure} figure
   */
  adapt(figure) {
    this.choice.hidden = isBundled(figure);
    return withoutSigns(figure, this.hiddenSigns);
  }

  update() {
    this.row.view = this.model.get("view");
    const chosen = findPath(this.choice, `map.view.${this.row.view}`);
    if (chosen instanceof HTMLInputElement) chosen.checked = true;
    this.node.hidden = !this.model.get("nodes").length;
  }
}

/**
 * "legendonly" takes lines, arrows and signs of a family away, but leaves them in the legend of a saved picture.
 * The lines of a large map are shapes.
 * @param {Kit.Figure} figure
 * @param {Set<string | undefined>} hidden
 * @returns {Kit.Figure}
 */
export function withoutSigns({ data, layout }, hidden) {
  if (!data || !layout) return {};
  return {
    data: data.map((trace) => (hidden.has(trace.legendgroup) ? { ...trace, visible: "legendonly" } : trace)),
    layout: isBundled({ layout })
      ? {
          ...layout,
          shapes: layout.shapes?.map((shape) => (hidden.has(signOf(shape)) ? { ...shape, visible: false } : shape)),
        }
      : layout,
  };
}
