// One real button on each box of a map, for keyboard and screen reader; the mouse goes through to the map.
// There may be hundreds: Tab comes to one of them, arrow keys move on.
import { element, fill } from "./dom.js";

export function boxKeys({ label, title, press, focus, blur }) {
  const keys = element("div", { class: "kvi-map-keys", role: "group", "aria-label": label, onkeydown: move });
  let state = "";

  function move(event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const all = [...keys.children];
    const now = all.indexOf(document.activeElement);
    const next = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : now + (step ?? 0);
    if (now < 0 || next === now || !all[next]) return;
    event.preventDefault();
    reach(all[next]);
    all[next].focus();
  }

  function reach(key) {
    for (const one of keys.children) one.tabIndex = one === key ? 0 : -1;
  }

  // Made anew only when the boxes change, so that the focus stays where it is.
  function draw(nodes, places) {
    const now = JSON.stringify([nodes, places]);
    if (now === state) return;
    state = now;
    const by = new Map(places.map((box) => [box.id, box]));
    const focused = keys.contains(document.activeElement) ? document.activeElement.dataset.path : null;
    keys.replaceChildren(...nodes.filter(({ id }) => by.has(id)).map((node) => keyOf(node, by.get(node.id))));
    const again = focused && keys.querySelector(`[data-path="${CSS.escape(focused)}"]`);
    reach(again ?? keys.firstElementChild);
    again?.focus({ preventScroll: true });
  }

  function keyOf(node, { left, top, width, height }) {
    const key = element("button", {
      type: "button",
      "data-path": `map.${node.id}`,
      "aria-label": fill(title, node),
      "aria-pressed": "false",
      style: `left:${left}px;top:${top}px;width:${width}px;height:${height}px`,
      onclick: () => {
        reach(key);
        press(node.id);
      },
      onfocus: () => focus(node.id),
      onblur: blur,
    });
    return key;
  }

  function pressed(id) {
    for (const key of keys.children) key.setAttribute("aria-pressed", String(key.dataset.path === `map.${id}`));
  }

  return { node: keys, draw, pressed };
}
