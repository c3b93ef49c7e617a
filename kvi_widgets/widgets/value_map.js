// The map: JupyterLab's own Plotly draws the figure, and a twin in words and a table stands below.
import { details, element, freshId } from "./dom.js";

const MIME = "application/vnd.plotly.v1+json";
// "Share chart…" would upload the learner's answers; our own button replaces the English tool bar.
const CONFIG = { displaylogo: false, showSendToCloud: false, displayModeBar: false };

function render({ model, el }) {
  const words = model.get("words");
  const id = freshId("twin");
  const stage = element("div", { class: "kvi-map-stage" });
  const problem = element("p", { class: "kvi-map-problem", role: "status" });
  const picture = element("button", {
    type: "button", class: "kvi-map-button", hidden: true, onclick: download,
  }, words.download_picture);
  const twin = element("div", { id });
  const disclosure = details(words.twin_title, twin);
  const root = element("section", { class: "kvi-widget kvi-map" },
    stage, problem, picture, disclosure);
  el.append(root);

  let renderer, graph, width = 0, timer;
  let drawing = Promise.resolve();

  // One drawing after the other: the renderer loads Plotly during the first one.
  function draw() {
    drawing = drawing.then(drawNow).catch(sayWhy);
  }

  async function drawNow() {
    const { data, layout } = model.get("figure");
    if (!data || !root.isConnected) return;
    if (graph) await renderer.constructor.Plotly.react(graph, data, layout, CONFIG);
    else await drawFirst(structuredClone({ data, layout, config: CONFIG }));
    graph.setAttribute("role", "img");
    graph.setAttribute("aria-label", words.graph_label);
    graph.setAttribute("aria-describedby", id);
    // What scrolls must be reachable by keyboard.
    stage.tabIndex = stage.scrollWidth > stage.clientWidth ? 0 : -1;
    picture.hidden = data.length === 0;
  }

  async function drawFirst(figure) {
    const rendermime = model.widget_manager.rendermime;
    renderer = rendermime.createRenderer(MIME);
    stage.append(renderer.node);
    await renderer.renderModel(rendermime.createModel({ data: { [MIME]: figure }, trusted: true }));
    graph = renderer.node;
    graph.on("plotly_click", ({ points }) => tell({ clicked: points[0].customdata }));
  }

  function tell(values) {
    model.set(values);
    model.save_changes();
  }

  function sayWhy(error) {
    console.error(error);
    problem.textContent = words.no_renderer;
    disclosure.open = true;
  }

  function download() {
    renderer.constructor.Plotly.downloadImage(graph, {
      format: "png", scale: 2, filename: words.file_name,
      width: graph.layout.width, height: graph.layout.height,
    });
  }

  function measure() {
    const room = Math.round(stage.clientWidth);
    // A scroll bar that comes and goes must not redraw the map for ever.
    if (room === 0 || Math.abs(room - width) < 8) return;
    width = room;
    tell({ width, theme: theme() });
  }

  const theme = () => (document.body.dataset.jpThemeLight === "false" ? "dark" : "light");

  function tellTwin() {
    const { sentences = [], columns = [], rows = [] } = model.get("twin");
    if (sentences.length === 0) return twin.replaceChildren(element("p", {}, words.nothing_to_tell));
    twin.replaceChildren(element("ul", {}, ...sentences.map((sentence) => element("li", {}, sentence))));
    if (rows.length) twin.append(table(columns, rows));
  }

  function table(columns, rows) {
    const frame = { class: "kvi-map-table", role: "region", "aria-label": words.table_caption, tabindex: "0" };
    return element("div", frame,
      element("table", {},
        element("caption", {}, words.table_caption),
        element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)))),
        element("tbody", {}, ...rows.map(([first, ...others]) => element("tr", {},
          element("th", { scope: "row" }, first), ...others.map((cell) => element("td", {}, cell)))))));
  }

  const sizes = new ResizeObserver(() => { clearTimeout(timer); timer = setTimeout(measure, 150); });
  const themes = new MutationObserver(() => tell({ theme: theme() }));
  const canDraw = model.widget_manager?.rendermime?.mimeTypes?.includes(MIME);
  model.on("change:twin", tellTwin);
  tellTwin();
  if (canDraw) {
    model.on("change:figure", draw);
    sizes.observe(stage);
    themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
    draw();
  } else {
    sayWhy(new Error(`no renderer for ${MIME}`));
  }

  return () => {
    clearTimeout(timer);
    sizes.disconnect();
    themes.disconnect();
    model.off("change:figure", draw);
    model.off("change:twin", tellTwin);
    if (graph) renderer.constructor.Plotly.purge(graph);
    renderer?.dispose();
  };
}

export default { render };
