// One real button on each box of a map, for keyboard and screen reader; the mouse goes through to the map.
// There may be hundreds: Tab comes to one of them, arrow keys move on, from a box to its links and to their other end.
import { element, findPath, focusBeside, focusedIn, isEqual } from "./dom.js";
import { isWay, nextMark } from "./map_keys.js";

const SIGN = 13; // half as wide as the ring around a sign

export class BoxButtons {
  /** @param {Kit.BoxButtonOptions} options */
  constructor(options) {
    this.options = options;
    this.node = element("div", {
      class: "kvi-map-keys",
      role: "group",
      "aria-label": options.label,
      onkeydown: (event) => this.move(event),
    });
    /** @type {unknown} */
    this.shown = null;
    /** @type {Kit.MapNode[]} */
    this.nodes = [];
    /** @type {Kit.DrawnLink[]} */
    this.links = [];
    /** @type {Kit.Mark} */
    this.mark = ["node", ""]; // where one is…
    this.from = ""; // …and the box whose links one walks along
  }

  get buttons() {
    return /** @type {HTMLElement[]} */ ([...this.node.querySelectorAll("[aria-pressed]")]);
  }

  /**
   * Made anew only when the boxes change, so that the focus stays where it is.
   * @param {Kit.MapNode[]} nodes
   * @param {Kit.Box[]} boxes
   * @param {Kit.DrawnLink[]} links
   */
  draw(nodes, boxes, links) {
    if (isEqual([nodes, boxes, links], this.shown)) return;
    this.shown = [nodes, boxes, links];
    this.nodes = nodes;
    this.links = links;
    const places = new Map(boxes.map((box) => [box.id, box]));
    const isFocused = Boolean(focusedIn(this.node));
    const path = this.reachable?.dataset.path;
    this.node.replaceChildren(
      ...nodes.flatMap((node) => {
        const box = places.get(node.id);
        return box ? [this.buttonOf(node, box)] : [];
      }),
    );
    const again = findPath(this.node, path);
    this.makeReachable(again ?? this.buttons[0]);
    if (isFocused) (this.signOf(this.mark) ?? again)?.focus({ preventScroll: true });
  }

  /**
   * @param {Kit.MapNode} node
   * @param {Kit.Box} box
   */
  buttonOf(node, { left, top, width, height }) {
    return this.button(["node", node.id], {
      "data-path": `map.${node.id}`,
      "aria-label": node.told,
      "aria-pressed": "false",
      style: `left:${left}px;top:${top}px;width:${width}px;height:${height}px`,
    });
  }

  /** @param {Kit.DrawnLink} link */
  linkButton({ kpi, kvi, x, y, told }) {
    return this.button(["link", kpi, kvi], {
      class: "kvi-map-sign",
      "data-path": `map.link.${kpi}.${kvi}`,
      "aria-label": told,
      style: `left:${x - SIGN}px;top:${y - SIGN}px;width:${2 * SIGN}px;height:${2 * SIGN}px`,
    });
  }

  /**
   * @param {Kit.Mark} mark
   * @param {Kit.Attributes} attributes
   */
  button(mark, attributes) {
    const { press, focus, blur } = this.options;
    const button = element("button", {
      type: "button",
      ...attributes,
      onclick: () => press(mark),
      onfocus: () => {
        this.mark = mark;
        if (mark[0] === "node") this.makeReachable(button);
        focus(mark);
      },
      onblur: () => {
        blur();
        // When the whole window is left, the focus is still here.
        if (mark[0] === "link" && focusBeside(button) !== button) button.remove();
      },
    });
    return button;
  }

  /** @param {string | undefined} id */
  focus(id) {
    (findPath(this.node, `map.${id}`) ?? this.buttons[0])?.focus();
  }

  /**
   * Made when one comes to it, and there only as long as one stays.
   * @param {Kit.Mark} mark
   */
  signOf(mark) {
    const link = this.links.find(({ kpi, kvi }) => mark[0] === "link" && kpi === mark[1] && kvi === mark[2]);
    return link && this.node.appendChild(this.linkButton(link));
  }

  /** @param {Kit.Mark} mark */
  goTo(mark) {
    if (mark[0] === "node") return this.focus(mark[1]);
    if (this.mark[0] === "node") this.from = this.mark[1];
    this.signOf(mark)?.focus();
  }

  /** @param {string} id */
  markPressed(id) {
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.path === `map.${id}`));
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    if (!focusedIn(this.node) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") this.leave(event);
    if (!isWay(event.key)) return;
    event.preventDefault();
    const next = nextMark(event.key, this.mark, this.from, this.nodes, this.links);
    if (next) this.goTo(next);
  }

  /**
   * From a sign to its box, and what is told there is closed; only then is the map left.
   * @param {KeyboardEvent} event
   */
  leave(event) {
    const isSign = this.mark[0] === "link";
    if (isSign) this.focus(this.from);
    if (this.options.hideTip() || isSign) event.preventDefault();
  }

  /** @param {HTMLElement | undefined} reachable by Tab */
  makeReachable(reachable) {
    this.reachable = reachable;
    for (const button of this.buttons) button.tabIndex = button === reachable ? 0 : -1;
  }
}
