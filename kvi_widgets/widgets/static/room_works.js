// What the works of a class make of it: pairs to propose, how each card is sorted, the maps as one.
import { details, element, list } from "./dom.js";
import { scrollingTable } from "./tables.js";
import { drawModel } from "./widget_root.js";

export class RoomWorks {
  /** @param {Kit.Model<Kit.LiveRoomTraits>} model */
  constructor(model) {
    this.words = model.get("words");
    this.shown = ""; // of the split
    this.pairs = element("div", {});
    this.split = element("div", {});
    const { pairs, split } = this.words;
    this.pairPart = element(
      "section",
      {},
      element("h4", {}, pairs.title),
      element("p", { class: "kvi-help" }, pairs.private),
      this.pairs,
    );
    this.node = element(
      "div",
      { class: "kvi-room-works" },
      this.pairPart,
      details(split.title, this.split),
      drawModel(model.widget_manager, model.get("map")) ?? "",
    );
  }

  /**
   * @param {Kit.LiveRoomTraits["room"]} room
   * @param {boolean} isProjected
   */
  show({ pairs, split }, isProjected) {
    this.pairPart.hidden = isProjected;
    const nobody = element("p", { class: "kvi-help" }, this.words.pairs.none);
    this.pairs.replaceChildren(...(isProjected ? [] : [pairs.length ? list(pairs) : nobody]));
    this.showSplit(split);
  }

  /** @param {[string, ...number[]][]} rows */
  showSplit(rows) {
    const shown = JSON.stringify(rows);
    if (shown === this.shown) return; // somebody may be scrolling in it
    this.shown = shown;
    const { split, families } = this.words;
    const columns = [split.card, families.kvi, families.kpi, families.both];
    this.split.replaceChildren(
      ...(rows.length
        ? [scrollingTable({ caption: split.help, label: split.title, columns, rows, class: "kvi-table" })]
        : [element("p", { class: "kvi-help" }, split.none)]),
    );
  }
}
