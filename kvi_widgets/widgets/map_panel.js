// Beside the map: what was picked, its links to read and to change.

import { keepCopy } from "./browser_copies.js";
import { element, fill } from "./dom.js";
import { drawField } from "./fields.js";

const PAUSE = 300;

export function mapPanel({ model, words, close }) {
  const panel = element("section", { class: "kvi-form kvi-map-panel", hidden: true, "aria-label": words.panel });
  let shown = "";
  let timer;
  let typed = false;

  // The browser's own copy, for a kernel that is gone: of the step whose answers these are.
  function keep(row) {
    typed = true;
    const links = model.get("links");
    const others = links.filter((link) => link.kpi !== row.kpi || link.kvi !== row.kvi);
    keepCopy({
      workshop: model.get("owner"),
      step: "links",
      value: { links: [...others, row] },
      acknowledged: { links },
    });
  }

  function heard() {
    const links = model.get("links");
    if (typed && !timer)
      keepCopy({ workshop: model.get("owner"), step: "links", value: { links }, acknowledged: { links } });
  }

  const find = (kpi, kvi) =>
    model.get("links").find((link) => link.kpi === kpi && link.kvi === kvi) ?? {
      kpi,
      kvi,
      polarity: "",
      strength: 1,
      reason: "",
    };

  function edit(values) {
    clearTimeout(timer);
    timer = undefined;
    model.set("edit", { ...values, number: (model.get("edit").number ?? 0) + 1 });
    model.save_changes();
  }

  function pair(kpi, kvi, title) {
    const row = { ...find(kpi, kvi) };
    const polarity = model.get("fields").find((field) => field.id === "polarity");
    const others = model.get("fields").filter((field) => field.id !== "polarity");
    const more = element("div", {});
    const open = () => {
      more.hidden = !row.polarity;
    };
    const changed = (now) => {
      open();
      keep(row);
      clearTimeout(timer);
      // Leaving a field changes nothing, and must not stand between the learner and an undo.
      const send = () =>
        JSON.stringify({ ...find(kpi, kvi), ...row }) !== JSON.stringify(find(kpi, kvi)) && edit({ do: "set", ...row });
      timer = now
        ? undefined
        : setTimeout(() => {
            timer = undefined;
            send();
          }, PAUSE);
      if (now) send();
    };
    const draw = (field) => drawField({ ...field, of: title }, row, `map.${kpi}.${kvi}`, changed, words);
    more.append(...others.map(draw));
    open();
    return element(
      "fieldset",
      { class: "kvi-item" },
      element("legend", {}, title),
      draw({ ...polarity, quiet: true }),
      more,
    );
  }

  function content(mark, nodes) {
    const by = new Map(nodes.map((node) => [node.id, node]));
    const title = ({ name, text }) => fill(words.node_title, { name, text });
    const [kind, first, second] = mark;
    if (kind === "link") return [[first, second, `${title(by.get(first))} → ${title(by.get(second))}`]];
    const node = by.get(first);
    const others = nodes.filter((one) => one.kind === { kpi: "kvi", kvi: "kpi" }[node.kind]);
    return others.map((other) =>
      node.kind === "kpi" ? [node.id, other.id, title(other)] : [other.id, node.id, title(other)],
    );
  }

  // Drawn anew only when it shows something else: nobody loses the caret while typing.
  function show(mark) {
    const nodes = model.get("nodes");
    const gone = mark && !mark.slice(1).every((id) => nodes.some((node) => node.id === id));
    const pairs = !mark || gone ? [] : content(mark, nodes);
    panel.hidden = !pairs.length || !model.get("editable");
    const state = JSON.stringify([mark, nodes, model.get("links")]);
    if (panel.hidden || state === shown) return;
    if (timer && panel.contains(document.activeElement)) return;
    shown = state;
    const path = panel.contains(document.activeElement) ? document.activeElement.dataset.path : null;
    const picked = nodes.find((node) => node.id === mark[1]);
    panel.replaceChildren(
      element("h3", {}, mark[0] === "link" ? words.panel_link : fill(words.node_title, picked)),
      element(
        "p",
        { class: "kvi-help" },
        picked.kind === "kpi" && mark[0] === "node" ? words.pick_kvi : words.panel_help,
      ),
      ...pairs.map((parts) => pair(...parts)),
      element("button", { type: "button", class: "kvi-button", "data-path": "map.close", onclick: close }, words.close),
    );
    if (path) panel.querySelector(`[data-path="${CSS.escape(path)}"]`)?.focus();
  }

  return { panel, show, edit, heard };
}
