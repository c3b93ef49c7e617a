// The maps of a class as one: files in, a threshold, the picture, its twin in words and a table.

import { boxKeys } from "./box_buttons.js";
import { lightBundles } from "./bundle_highlight.js";
import { crowdFiles } from "./crowd_files.js";
import { details, element, fill, freshId } from "./dom.js";
import { boxes } from "./map_highlight.js";
import { figureStage } from "./plotly_figure.js";

function render({ model, el }) {
  const words = model.get("words");
  const id = freshId("twin");
  const problem = element("p", { class: "kvi-problem", role: "alert" });
  const files = crowdFiles({ model, words, problem });
  const keys = boxKeys({
    label: words.keys,
    title: words.node_title,
    press: pick,
    focus: shine,
    blur: () => shine(picked),
  });
  const stage = figureStage({
    model,
    label: words.graph_label,
    describedBy: id,
    children: [keys.node],
    drawn,
    press: (mark) => mark?.[0] === "node" && pick(mark[1]),
    hover: (mark) => shine(mark[0] === "node" ? mark[1] : ""),
    leave: () => shine(picked),
    fail: sayWhy,
  });
  const opened = element("div", { role: "status" });
  const left = element("div", {});
  const shown = element("p", { class: "kvi-help", role: "status" });
  const slider = element("input", {
    type: "range",
    id: freshId("least"),
    min: 1,
    step: 1,
    "data-path": "crowd.least",
    oninput: filter,
  });
  const number = element("output", { for: slider.id });
  const panel = element("section", { class: "kvi-form kvi-map-panel", hidden: true, "aria-label": words.panel });
  const said = element("p", { class: "kvi-map-said", role: "status" });
  const picture = element(
    "button",
    {
      type: "button",
      class: "kvi-map-button",
      "data-path": "crowd.save",
      onclick: () => stage.save("png", words.file_name),
    },
    words.download_picture,
  );
  const twin = element("div", { id });
  const disclosure = details(words.twin_title, twin);
  const top = element(
    "section",
    { class: "kvi-form", "aria-label": words.title },
    element("h3", {}, words.title),
    element("p", { class: "kvi-prompt" }, words.prompt),
    opened,
    files.zone,
    element("p", { class: "kvi-help" }, words.private),
    problem,
    left,
    element(
      "div",
      { class: "kvi-field" },
      element("label", { for: slider.id, class: "kvi-label" }, words.at_least),
      element("div", { class: "kvi-row kvi-least" }, slider, number),
    ),
    shown,
  );
  const root = element(
    "section",
    { class: "kvi-widget kvi-map kvi-crowd", onkeydown: ({ key }) => key === "Escape" && pick("") },
    top,
    stage.node,
    said,
    panel,
    element("div", {}, picture),
    disclosure,
  );
  el.append(root);

  let picked = "";
  let timer;

  function drawn(data) {
    picture.hidden = data.length === 0;
    keys.draw(model.get("nodes"), boxes(model.get("figure")));
    keys.pressed(picked);
    if (picked) shine(picked);
  }

  function shine(one) {
    const all = boxes(model.get("figure"));
    stage.use(
      (Plotly, graph) =>
        graph.layout.shapes &&
        lightBundles(
          Plotly,
          graph,
          all.find((box) => box.id === one),
          all,
        ),
    );
  }

  function pick(one) {
    picked = one === picked ? "" : one;
    const node = model.get("nodes").find((each) => each.id === picked);
    if (node) said.textContent = fill(words.picked, node);
    keys.pressed(picked);
    shine(picked);
    panel.hidden = true;
    model.set("picked", picked);
    model.save_changes();
  }

  // While the slider moves, only its last place is asked for.
  function filter() {
    number.value = slider.value;
    clearTimeout(timer);
    timer = setTimeout(() => {
      model.set("least", Number(slider.value));
      model.save_changes();
    }, 60);
  }

  function tellPairs() {
    const node = model.get("nodes").find((each) => each.id === model.get("picked"));
    panel.hidden = !node;
    if (!node) return;
    const why = (label, reasons) =>
      reasons.length
        ? element(
            "div",
            { class: "kvi-why" },
            element("strong", {}, label),
            element("ul", {}, ...reasons.map((reason) => element("li", {}, reason))),
          )
        : "";
    panel.replaceChildren(
      element("h3", {}, fill(words.node_title, node)),
      ...model
        .get("pairs")
        .map(({ sentence, plus, minus, zero }) =>
          element(
            "div",
            { class: "kvi-item" },
            element("p", {}, sentence),
            element(
              "div",
              { class: "kvi-reasons" },
              why(words.reasons_plus, plus),
              why(words.reasons_minus, minus),
              why(words.reasons_zero, zero),
            ),
          ),
        ),
      element(
        "button",
        { type: "button", class: "kvi-button", "data-path": "crowd.close", onclick: () => pick("") },
        words.close,
      ),
    );
  }

  function tell() {
    const { maps, made_up: madeUp, shown: told, problems = [], apart = [] } = model.get("told");
    opened.replaceChildren(
      madeUp
        ? element("p", { class: "kvi-remind" }, madeUp)
        : element("p", { class: "kvi-line" }, fill(words.opened, { maps })),
    );
    const list = (lines) => element("ul", {}, ...lines.map((line) => element("li", {}, line)));
    left.replaceChildren(
      ...(problems.length ? [openDetails(fill(words.problems_title, { count: problems.length }), list(problems))] : []),
      ...(apart.length
        ? [details(fill(words.apart_title, { count: apart.length }), element("p", {}, words.apart_why), list(apart))]
        : []),
    );
    slider.max = Math.max(1, maps);
    slider.value = model.get("least");
    number.value = slider.value;
    shown.textContent = told;
  }

  function openDetails(...parts) {
    const node = details(...parts);
    node.open = true;
    return node;
  }

  function sayWhy(error) {
    console.error(error);
    problem.textContent = words.no_renderer;
    disclosure.open = true;
  }

  function tellTwin() {
    const { sections = [], columns = [], rows = [], more = 0 } = model.get("twin");
    if (!rows.length) return twin.replaceChildren(element("p", {}, words.nothing_to_tell));
    twin.replaceChildren(
      ...sections.flatMap(({ title, sentences }) => [
        element("h4", {}, title),
        element("ul", {}, ...sentences.map((sentence) => element("li", {}, sentence))),
      ]),
      element(
        "div",
        { class: "kvi-map-table", role: "region", "aria-label": words.table_caption, tabindex: "0" },
        element(
          "table",
          {},
          element("caption", {}, words.table_caption),
          element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)))),
          element(
            "tbody",
            {},
            ...rows.map(([first, ...others]) =>
              element(
                "tr",
                {},
                element("th", { scope: "row" }, first),
                ...others.map((cell) => element("td", {}, String(cell))),
              ),
            ),
          ),
        ),
      ),
      more ? element("p", {}, fill(words.more, { count: more })) : "",
    );
  }

  const handlers = { "change:twin": tellTwin, "change:told": tell, "change:pairs": tellPairs };
  for (const [name, handler] of Object.entries(handlers)) model.on(name, handler);
  tell();
  tellTwin();
  stage.start();

  return () => {
    clearTimeout(timer);
    for (const [name, handler] of Object.entries(handlers)) model.off(name, handler);
    files.stop();
    stage.stop();
  };
}

export default { render };
