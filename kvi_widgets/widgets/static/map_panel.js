// Beside the map: what was picked, its links to read and to change.
import { keepCopy } from "./browser_copies.js";
import { sendRequest } from "./conversation.js";
import { button, element, fill, findPath, focusedIn, isEqual } from "./dom.js";
import { drawField } from "./fields.js";
import { TypingPause } from "./typing_pause.js";

export class MapPanel {
  /** @param {{ model: Kit.Model<Kit.ValueMapTraits>, close: () => void }} options */
  constructor({ model, close }) {
    this.model = model;
    this.words = model.get("words");
    this.close = close;
    this.pause = new TypingPause();
    this.node = element("section", {
      class: "kvi-form kvi-map-panel",
      hidden: true,
      "aria-label": this.words.panel,
    });
    /** @type {unknown} */
    this.shown = null;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.isTyped = false;
  }

  /**
   * The browser's own copy, for a kernel that is gone: of the step whose answers these are.
   * @param {Kit.Link[]} links
   */
  keep(links) {
    keepCopy({
      workshop: this.model.get("owner"),
      step: this.model.get("step"),
      value: { links },
      acknowledged: { links: this.model.get("links") },
    });
  }

  onLinksChanged() {
    if (this.isTyped && !this.timer) this.keep(this.model.get("links"));
  }

  /**
   * @param {string} kpi
   * @param {string} kvi
   * @returns {Kit.Link}
   */
  linkBetween(kpi, kvi) {
    const found = this.model.get("links").find((link) => link.kpi === kpi && link.kvi === kvi);
    return found ?? { kpi, kvi, polarity: "", strength: 1, reason: "" };
  }

  /** @param {Kit.LinkEdit} values */
  send(values) {
    clearTimeout(this.timer);
    this.timer = undefined;
    sendRequest(this.model, "edit", values);
  }

  /**
   * Leaving a field changes nothing, and must not stand between the learner and an undo.
   * @param {Kit.Link} row
   */
  sendIfChanged(row) {
    this.timer = undefined;
    const link = this.linkBetween(row.kpi, row.kvi);
    if (!isEqual({ ...link, ...row }, link)) this.send({ do: "set", ...row });
  }

  /** @param {[kpi: string, kvi: string, title: string]} pair */
  drawPair([kpi, kvi, title]) {
    const row = { ...this.linkBetween(kpi, kvi) };
    const more = element("div", {});
    const open = () => {
      more.hidden = !row.polarity;
    };
    /** @param {boolean} now */
    const changed = (now) => {
      open();
      this.isTyped = true;
      this.keep([...this.model.get("links").filter((link) => link.kpi !== kpi || link.kvi !== kvi), row]);
      clearTimeout(this.timer);
      if (now) this.sendIfChanged(row);
      else this.timer = setTimeout(() => this.sendIfChanged(row), this.pause.after(performance.now()));
    };
    /** @param {Kit.Field} field */
    const draw = (field) => drawField({ ...field, of: title }, row, `map.${kpi}.${kvi}`, changed, this.words);
    const isSign = (/** @type {Kit.Field} */ field) => field.id === "polarity";
    const fields = this.model.get("fields");
    const signs = fields.filter(isSign).map((field) => draw({ ...field, quiet: true }));
    more.append(...fields.filter((field) => !isSign(field)).map(draw));
    open();
    const attributes = { class: "kvi-item", "data-path": `map.${kpi}.${kvi}` };
    return element("fieldset", attributes, element("legend", {}, title), ...signs, more);
  }

  /**
   * Bring the reader to the sign of a link that the panel shows.
   * @param {string} kpi
   * @param {string} kvi
   */
  open(kpi, kvi) {
    const pair = findPath(this.node, `map.${kpi}.${kvi}`);
    const sign = pair?.querySelector("input:checked") ?? pair?.querySelector("input");
    if (sign instanceof HTMLElement) sign.focus({ preventScroll: true });
    pair?.scrollIntoView({ block: "nearest" });
  }

  /**
   * Drawn anew only when it shows something else: nobody loses the caret while typing.
   * @param {Kit.Mark | null} mark
   */
  show(mark) {
    const nodes = this.model.get("nodes");
    const pairs = mark ? pairsOf(mark, nodes, this.words) : [];
    this.node.hidden = !pairs.length || !this.model.get("editable");
    const state = [mark, nodes, this.model.get("links")];
    if (!mark || this.node.hidden || isEqual(state, this.shown)) return;
    const focused = focusedIn(this.node);
    if (this.timer && focused) return;
    this.shown = structuredClone(state);
    this.node.replaceChildren(
      ...this.heading(mark, nodes),
      ...pairs.map((pair) => this.drawPair(pair)),
      button(this.words.close, this.close, { "data-path": "map.close" }),
    );
    findPath(this.node, focused?.dataset.path)?.focus();
  }

  /**
   * @param {Kit.Mark} mark
   * @param {Kit.MapNode[]} nodes
   */
  heading(mark, nodes) {
    const picked = nodes.find((node) => node.id === mark[1]);
    const isKpi = mark[0] === "node" && picked?.kind === "kpi";
    return [
      element("h3", {}, mark[0] === "link" ? this.words.panel_link : fill(this.words.node_title, picked ?? {})),
      element("p", { class: "kvi-help" }, isKpi ? this.words.pick_kvi : this.words.panel_help),
    ];
  }
}

/**
 * The links that a mark stands for, with what to call each; none where a box is gone.
 * @param {Kit.Mark} mark
 * @param {Kit.MapNode[]} nodes
 * @param {Kit.ValueMapWords} words
 * @returns {[kpi: string, kvi: string, title: string][]}
 */
export function pairsOf(mark, nodes, words) {
  const known = new Map(nodes.map((node) => [node.id, node]));
  /** @param {Kit.MapNode} node */
  const title = (node) => fill(words.node_title, node);
  const node = known.get(mark[1]);
  if (!node) return [];
  if (mark[0] === "link") {
    const kvi = known.get(mark[2]);
    return kvi ? [[node.id, kvi.id, `${title(node)}, ${title(kvi)}`]] : [];
  }
  if (node.kind === "kpi")
    return nodes.filter(({ kind }) => kind === "kvi").map((kvi) => [node.id, kvi.id, title(kvi)]);
  if (node.kind === "kvi")
    return nodes.filter(({ kind }) => kind === "kpi").map((kpi) => [kpi.id, node.id, title(kpi)]);
  return [];
}
