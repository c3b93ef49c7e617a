// A Plotly figure, drawn by JupyterLab's own Plotly, as wide as its place and as bright as the page.
// The model has the traits `figure`, `width` and `theme`: the page says the last two, Python answers.
import { element } from "./dom.js";
import { listen } from "./trait_patches.js";

const MIME = "application/vnd.plotly.v1+json";
// "Share chart…" would upload the learner's answers; our own buttons replace the English tool bar.
const CONFIG = { displaylogo: false, showSendToCloud: false, displayModeBar: false };

// `dress` may change the figure before it is drawn, `drawn` runs after each drawing, `press`, `hover` and `leave` when the mouse does so (they get the
// customdata of the point), `fail` when no picture can be drawn here.
export function figureStage({
  model,
  label,
  describedBy,
  children = [],
  dress = (figure) => figure,
  drawn = () => {},
  press,
  hover,
  leave,
  fail,
}) {
  const node = element("div", { class: "kvi-map-stage" }, ...children);
  let renderer,
    graph,
    timer,
    width = 0;
  let deaf = () => {};
  let drawing = Promise.resolve();

  // One drawing after the other: the renderer loads Plotly during the first one.
  function draw() {
    drawing = drawing.then(drawNow).catch(fail);
  }

  async function drawNow() {
    const { data, layout } = dress(model.get("figure"));
    if (!data || !node.isConnected) return;
    if (graph) await plotly().react(graph, data, layout, CONFIG);
    else await drawFirst(structuredClone({ data, layout, config: CONFIG }));
    graph.setAttribute("role", "img");
    graph.setAttribute("aria-label", label);
    graph.setAttribute("aria-describedby", describedBy);
    // What scrolls must be reachable by keyboard.
    node.tabIndex = node.scrollWidth > node.clientWidth ? 0 : -1;
    drawn(data);
  }

  async function drawFirst(figure) {
    const rendermime = model.widget_manager.rendermime;
    renderer = rendermime.createRenderer(MIME);
    node.append(renderer.node);
    await renderer.renderModel(rendermime.createModel({ data: { [MIME]: figure }, trusted: true }));
    graph = renderer.node;
    // A box and a sign say it themselves, a line by its trace.
    const mark = ({ points: [point] }) => point.customdata ?? point.data.meta;
    if (press) graph.on("plotly_click", (event) => press(mark(event)));
    if (hover) graph.on("plotly_hover", (event) => mark(event) && hover(mark(event)));
    if (leave) graph.on("plotly_unhover", leave);
  }

  const plotly = () => renderer.constructor.Plotly;
  const theme = () => (document.body.dataset.jpThemeLight === "false" ? "dark" : "light");

  function tell(values) {
    model.set(values);
    model.save_changes();
  }

  function measure() {
    const room = Math.round(node.clientWidth);
    // A scroll bar that comes and goes must not redraw the picture for ever.
    if (room === 0 || Math.abs(room - width) < 8) return;
    width = room;
    tell({ width, theme: theme() });
    if (!graph) draw(); // a page loaded again asks for what the kernel has drawn already
  }

  // Save what is shown, as "png" or "svg", with the legend below that the page may leave to its buttons.
  function save(format, filename) {
    const { data, layout } = graph;
    const legend = layout.meta?.key ?? 0;
    const height = layout.height + legend;
    const whole = {
      ...layout,
      height,
      showlegend: layout.showlegend || legend > 0,
      yaxis: { ...layout.yaxis, range: [height, 0] },
    };
    plotly().downloadImage(
      { data, layout: whole },
      { format, filename, width: layout.width, height, scale: format === "png" ? 2 : 1 },
    );
  }

  const sizes = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(measure, 150);
  });
  const themes = new MutationObserver(() => tell({ theme: theme() }));

  function start() {
    if (!model.widget_manager?.rendermime?.mimeTypes?.includes(MIME)) return fail(new Error(`no renderer for ${MIME}`));
    deaf = listen(model, { figure: draw });
    sizes.observe(node);
    themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
    draw();
  }

  function stop() {
    clearTimeout(timer);
    sizes.disconnect();
    themes.disconnect();
    deaf();
    if (graph) plotly().purge(graph);
    renderer?.dispose();
  }

  // `use` hands over Plotly and the graph, once there is one.
  return {
    node,
    draw,
    start,
    stop,
    save,
    use: (action) => {
      if (graph) action(plotly(), graph);
    },
  };
}
