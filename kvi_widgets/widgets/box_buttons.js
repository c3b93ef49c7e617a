// One real button on each box of a map, for keyboard and screen reader; the mouse goes through to the map.
// There may be hundreds: Tab comes to one of them, arrow keys move on.
import { element, fill, findPath, focusedIn, isEqual } from "./dom.js";

/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

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
  }

  get buttons() {
    return /** @type {HTMLElement[]} */ ([...this.node.children]);
  }

  /**
   * Made anew only when the boxes change, so that the focus stays where it is.
   * @param {Kit.MapNode[]} nodes
   * @param {Kit.Box[]} boxes
   */
  draw(nodes, boxes) {
    if (isEqual([nodes, boxes], this.shown)) return;
    this.shown = [nodes, boxes];
    const places = new Map(boxes.map((box) => [box.id, box]));
    const isFocused = Boolean(focusedIn(this.node));
    const path = this.buttons.find((one) => one.tabIndex === 0)?.dataset.path;
    this.node.replaceChildren(
      ...nodes.flatMap((node) => {
        const box = places.get(node.id);
        return box ? [this.buttonOf(node, box)] : [];
      }),
    );
    const again = findPath(this.node, path);
    this.makeReachable(again ?? this.buttons[0]);
    if (isFocused) again?.focus({ preventScroll: true });
  }

  /**
   * @param {Kit.MapNode} node
   * @param {Kit.Box} box
   */
  buttonOf(node, { left, top, width, height }) {
    const { title, press, focus, blur } = this.options;
    const button = element("button", {
      type: "button",
      "data-path": `map.${node.id}`,
      "aria-label": fill(title, node),
      "aria-pressed": "false",
      style: `left:${left}px;top:${top}px;width:${width}px;height:${height}px`,
      onclick: () => press(node.id),
      onfocus: () => {
        this.makeReachable(button);
        focus(node.id);
      },
      onblur: () => blur(),
    });
    return button;
  }

  /** @param {string | undefined} id */
  focus(id) {
    (findPath(this.node, `map.${id}`) ?? this.buttons[0])?.focus();
  }

  /** @param {string} id */
  markPressed(id) {
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.path === `map.${id}`));
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const buttons = this.buttons;
    const now = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = { Home: 0, End: buttons.length - 1 }[event.key] ?? now + (STEPS[event.key] ?? 0);
    if (now < 0 || next === now || !buttons[next]) return;
    event.preventDefault();
    buttons[next].focus();
  }

  /** @param {HTMLElement} reachable by Tab */
  makeReachable(reachable) {
    for (const button of this.buttons) button.tabIndex = button === reachable ? 0 : -1;
  }
}
