// The map: JupyterLab's own Plotly draws the figure, links change on it by mouse and by keyboard,
// and a twin in words and a table stands below.

import { isBundled, lightBundles } from "./bundle_highlight.js";
import { details, element, fill, freshId } from "./dom.js";
import { mapControls } from "./map_controls.js";
import { around, boxes, light } from "./map_highlight.js";
import { mapPanel } from "./map_panel.js";
import { figureStage } from "./plotly_figure.js";
import { initialize, listen } from "./trait_patches.js";

function render({ model, el }) {
  const words = model.get("words");
  const id = freshId("twin");
  const keys = element("div", { class: "kvi-map-keys", role: "group", "aria-label": words.keys });
  const controls = mapControls({ model, words, redraw: () => stage.draw() });
  const stage = figureStage({
    model,
    label: words.graph_label,
    describedBy: id,
    children: [keys],
    dress: controls.dress,
    drawn,
    press,
    hover: shine,
    leave: () => shine(picked),
    fail: sayWhy,
  });
  const problem = element("p", { class: "kvi-map-problem", role: "status" });
  const said = element("p", { class: "kvi-map-said", role: "status" });
  const undo = element(
    "button",
    {
      type: "button",
      class: "kvi-map-button",
      hidden: true,
      "data-path": "map.undo",
      onclick: () => side.edit({ do: "undo" }),
    },
    words.undo,
  );
  const saving = (format, label) =>
    element(
      "button",
      {
        type: "button",
        class: "kvi-map-button",
        "data-path": `map.save.${format}`,
        onclick: () => stage.save(format, words.file_name),
      },
      label,
    );
  const pictures = element(
    "span",
    { hidden: true },
    saving("png", words.download_picture),
    " ",
    saving("svg", words.download_drawing),
  );
  const twin = element("div", { id });
  const disclosure = details(words.twin_title, twin);
  const questions = element("div", {});
  const questioned = details(words.findings_title, questions);
  const side = mapPanel({ model, words, close: () => pick(null) });
  const root = element(
    "section",
    { class: "kvi-widget kvi-map", onkeydown: ({ key }) => key === "Escape" && pick(null) },
    controls.node,
    stage.node,
    problem,
    said,
    side.panel,
    element("div", {}, undo, " ", pictures),
    questioned,
    disclosure,
  );
  el.append(root);

  let picked = null; // ["node", id] or ["link", kpi, kvi]

  function drawn(data) {
    pictures.hidden = data.length === 0;
    if (picked) shine(picked);
    drawKeys();
  }

  function shine(mark) {
    const all = boxes(model.get("figure"));
    stage.use((Plotly, graph) =>
      isBundled(graph)
        ? lightBundles(
            Plotly,
            graph,
            all.find(({ id }) => id === mark?.[1]),
            all,
          )
        : light(Plotly, graph, around(mark, model.get("links"))),
    );
  }

  // A KPI, then a KVI: their link goes from none to + to − and back to none.
  function press(mark) {
    if (!mark) return;
    const kind = (one) => model.get("nodes").find((node) => node.id === one[1])?.kind;
    const second =
      model.get("editable") &&
      picked?.[0] === "node" &&
      mark[0] === "node" &&
      kind(picked) === "kpi" &&
      kind(mark) === "kvi";
    if (second) side.edit({ do: "next", kpi: picked[1], kvi: mark[1] });
    else pick(JSON.stringify(mark) === JSON.stringify(picked) ? null : mark);
  }

  function pick(mark) {
    picked = mark;
    const node = mark?.[0] === "node" && model.get("nodes").find((one) => one.id === mark[1]);
    if (node)
      said.textContent = fill(model.get("editable") && node.kind === "kpi" ? words.picked_kpi : words.picked, node);
    shine(mark);
    side.show(mark);
    drawKeys();
  }

  // One real button on each box, for keyboard and screen reader; the mouse goes through to the map.
  // They are made anew only when the boxes change, so that the focus stays where it is.
  function drawKeys() {
    const here = new Map(boxes(model.get("figure")).map((box) => [box.id, box]));
    const nodes = model.get("nodes").filter((node) => here.has(node.id));
    const state = JSON.stringify([nodes, [...here.values()]]);
    if (keys.dataset.state !== state) {
      const focused = keys.contains(document.activeElement) ? document.activeElement.dataset.path : null;
      keys.dataset.state = state;
      keys.replaceChildren(...nodes.map((node) => keyOf(node, here.get(node.id))));
      if (focused) keys.querySelector(`[data-path="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
    const now = picked ? `map.${picked[1]}` : "";
    for (const key of keys.children)
      key.setAttribute("aria-pressed", String(picked?.[0] === "node" && key.dataset.path === now));
  }

  function keyOf(node, { left, top, width: wide, height }) {
    const mark = ["node", node.id];
    return element("button", {
      type: "button",
      "data-path": `map.${node.id}`,
      "aria-label": fill(words.node_title, node),
      style: `left:${left}px;top:${top}px;width:${wide}px;height:${height}px`,
      onclick: () => press(mark),
      onfocus: () => shine(mark),
      onblur: () => shine(picked),
    });
  }

  function hear() {
    const { text, problem: wrong, undo: left } = model.get("said");
    problem.textContent = wrong ?? "";
    if (text) said.textContent = text;
    undo.hidden = !left;
  }

  // A question lights what it is about, as long as the mouse or the focus is on it.
  function ask() {
    const { questions: all = [], nothing, caution } = model.get("findings");
    const one = ({ question, trigger, act, marks }) =>
      element(
        "li",
        {},
        question,
        element("span", { class: "kvi-map-why" }, [trigger, act].filter(Boolean).join(" → ")),
        marks.length
          ? element(
              "button",
              {
                type: "button",
                class: "kvi-map-button",
                onfocus: () => shineAll(marks),
                onblur: () => shine(picked),
                onmouseenter: () => shineAll(marks),
                onmouseleave: () => shine(picked),
                onclick: () => stage.node.scrollIntoView({ block: "nearest" }),
              },
              words.show,
            )
          : "",
      );
    questions.replaceChildren(
      ...(all.length ? [element("ol", {}, ...all.map(one))] : [element("p", {}, nothing)]),
      element("p", { class: "kvi-map-why" }, caution),
    );
    questioned.querySelector("summary").textContent = fill(words.findings_title, { count: all.length });
  }

  function shineAll(marks) {
    const lit = new Set(marks.flatMap((mark) => [...around(mark, mark[0] === "link" ? model.get("links") : [])]));
    stage.use((Plotly, graph) => light(Plotly, graph, lit));
  }

  function sayWhy(error) {
    console.error(error);
    problem.textContent = words.no_renderer;
    controls.node.hidden = true;
    disclosure.open = true;
  }

  function tellTwin() {
    const { sentences = [], columns = [], rows = [], more = "" } = model.get("twin");
    if (sentences.length === 0) return twin.replaceChildren(element("p", {}, words.nothing_to_tell));
    twin.replaceChildren(element("ul", {}, ...sentences.map((sentence) => element("li", {}, sentence))));
    if (rows.length) twin.append(table(columns, rows));
    if (more) twin.append(element("p", {}, more));
  }

  function table(columns, rows) {
    const frame = { class: "kvi-map-table", role: "region", "aria-label": words.table_caption, tabindex: "0" };
    return element(
      "div",
      frame,
      element(
        "table",
        {},
        element("caption", {}, words.table_caption),
        element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)))),
        element(
          "tbody",
          {},
          ...rows.map(([first, ...others]) =>
            element("tr", {}, element("th", { scope: "row" }, first), ...others.map((cell) => element("td", {}, cell))),
          ),
        ),
      ),
    );
  }

  const deaf = listen(model, {
    twin: tellTwin,
    findings: ask,
    said: hear,
    view: controls.follow,
    nodes: controls.follow,
    links: () => {
      side.heard();
      side.show(picked);
      shine(picked);
    },
  });
  tellTwin();
  ask();
  stage.start();

  return () => {
    deaf();
    stage.stop();
  };
}

export default { initialize, render };
