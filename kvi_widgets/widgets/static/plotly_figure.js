// A Plotly figure, drawn by JupyterLab's own Plotly, as wide as its place and as bright as the page.
// The model has the traits `figure`, `width` and `theme`: the page says the last two, Python answers.
// Where the host lends no Plotly and the model has the trait `drawing`, Python draws it, too.
import { sendState } from "./conversation.js";
import { element, isEqual } from "./dom.js";
import { pageTheme, watchTheme } from "./page_theme.js";
import { svgRenderer } from "./svg_renderer.js";
import { listen } from "./trait_patches.js";

const MIME = "application/vnd.plotly.v1+json";
// "Share chart…" would upload the learner's answers; our own buttons replace the English tool bar.
const CONFIG = { displaylogo: false, showSendToCloud: false, displayModeBar: false };

/**
 * A box and a sign say it themselves, a line by its trace.
 * @param {Kit.PlotEvent} event
 */
const markOf = ({ points: [point] }) => point.customdata ?? point.data.meta;

/**
 * A page that was exported with its widgets has html-manager's own manager, and no kernel behind it.
 * @param {Kit.Model<any>} model
 */
function isExported({ widget_manager: manager }) {
  return Boolean(manager?.renderMime && !manager.kernel);
}

export class PlotlyFigure {
  /** @param {Kit.FigureOptions} options */
  constructor(options) {
    this.options = options;
    this.model = options.model;
    this.node = element("div", { class: "kvi-map-stage", dir: "ltr" }, ...(options.children ?? []));
    // Plotly would count a tap twice, a swipe as a tap, and hold the page. The mouse that the browser plays for a
    // finger does none of this.
    this.node.addEventListener("touchstart", (event) => event.stopPropagation(), { capture: true, passive: true });
    /** @type {Kit.Renderer | undefined} */
    this.renderer = undefined;
    /** @type {Kit.Renderer | undefined} */
    this.painter = undefined; // Plotly's own, within one that had to wait for it
    /** @type {Kit.Graph | undefined} */
    this.graph = undefined;
    this.width = 0;
    this.isTelling = false;
    this.isBehind = false; // what has come since it was last drawn
    this.timer = 0;
    this.drawing = Promise.resolve();
    this.stopListening = () => {};
    this.sizes = new ResizeObserver(() => {
      this.letKeysScroll();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.measure(), 150);
    });
    this.stopWatching = () => {};
  }

  /** By Python, or before the page was exported: there nobody answers. */
  get isDrawable() {
    return isExported(this.model)
      ? Boolean(this.model.get("figure").layout?.meta?.drawing)
      : this.model.get("drawing") !== undefined;
  }

  /** Who lends Plotly here. */
  get lender() {
    const rendermime = this.model.widget_manager?.rendermime;
    return rendermime?.mimeTypes?.includes(MIME) ? rendermime : undefined;
  }

  start() {
    if (!this.lender && !this.isDrawable) {
      this.node.style.minHeight = "0";
      this.options.fail(new Error(`no renderer for ${MIME}`));
      return;
    }
    this.renderer = this.lender?.createRenderer(MIME) ?? svgRenderer(); // it may have to fetch Plotly first
    this.stopListening = listen(this.model, { figure: () => this.draw() });
    this.sizes.observe(this.node);
    if (!isExported(this.model)) this.stopWatching = watchTheme((theme) => this.send({ theme }));
    this.draw();
  }

  stop() {
    clearTimeout(this.timer);
    this.sizes.disconnect();
    this.stopWatching();
    this.stopListening();
    this.use((Plotly, graph) => Plotly.purge(graph));
    this.renderer?.dispose();
  }

  // One drawing after the other: the renderer loads Plotly during the first one.
  draw() {
    this.drawing = this.drawing.then(() => this.drawNow()).catch(this.options.fail);
  }

  async drawNow() {
    const { adapt, label, describedBy, drawn } = this.options;
    const figure = this.model.get("figure");
    const { data, layout } = adapt ? adapt(figure) : figure;
    this.isBehind = !this.node.isConnected; // JupyterLab takes out what is far from sight
    if (!data || !layout || this.isBehind) return;
    const graph = await this.drawData(data, layout);
    graph.setAttribute("role", "img");
    graph.setAttribute("aria-label", label);
    graph.setAttribute("aria-describedby", describedBy);
    this.letKeysScroll();
    drawn?.(data);
  }

  /** What scrolls is reachable by keyboard, also while the picture for a narrower place is still being drawn. */
  letKeysScroll() {
    this.node.tabIndex = this.node.scrollWidth > this.node.clientWidth ? 0 : -1;
  }

  /**
   * @param {Kit.Trace[]} data
   * @param {Kit.Layout} layout
   */
  async drawData(data, layout) {
    if (this.graph) {
      await this.plotly.react(this.graph, data, layout, CONFIG);
      return this.graph;
    }
    const renderer = /** @type {Kit.Renderer} */ (this.renderer);
    this.node.append(renderer.node);
    const figure = structuredClone({ data, layout, config: CONFIG });
    const model = { data: { [MIME]: figure }, trusted: true };
    await renderer.renderModel(this.lender?.createModel(model) ?? model);
    this.painter = renderer.inner ?? renderer;
    this.graph = this.painter.node;
    if (renderer.inner) renderer.node.replaceWith(this.graph); // the same place for a map that has waited and others
    this.listenToMouse(this.graph);
    return this.graph;
  }

  /** @param {Kit.Graph} graph */
  listenToMouse(graph) {
    const { press, hover, leave } = this.options;
    if (press) graph.on("plotly_click", (event) => press(markOf(event)));
    if (leave) graph.on("plotly_unhover", leave);
    if (!hover) return;
    graph.on("plotly_hover", (event) => {
      const mark = markOf(event);
      if (mark) hover(mark);
    });
  }

  get plotly() {
    return /** @type {Kit.Renderer} */ (this.painter).constructor.Plotly;
  }

  /**
   * Hand over Plotly and the graph, once there is one.
   * @param {(Plotly: Kit.Plotly, graph: Kit.Graph) => unknown} action
   */
  use(action) {
    if (this.graph) action(this.plotly, this.graph);
  }

  /**
   * Open what the mouse would be told there; of nothing, close it. The page's own hover is not told of it.
   * @param {Kit.Mark | null} mark
   * @returns {boolean} whether something was open
   */
  tell(mark) {
    const wasTelling = this.isTelling;
    this.isTelling = mark !== null;
    this.use(({ Fx }, graph) => {
      const points = graph.data.flatMap(({ customdata = [], hovertext }, curveNumber) => {
        const pointNumber = hovertext && mark ? customdata.findIndex((each) => isEqual(each, mark)) : -1;
        return pointNumber < 0 ? [] : [{ curveNumber, pointNumber }];
      });
      if (points.length) Fx.hover(graph, points.slice(0, 1), "xy", true);
      else Fx.unhover(graph);
    });
    return wasTelling;
  }

  /** @param {Partial<Kit.FigureTraits>} values */
  send(values) {
    sendState(this.model, values);
  }

  measure() {
    const room = Math.round(this.node.clientWidth);
    if (room > 0 && this.isBehind) this.draw();
    // A scroll bar that comes and goes must not redraw the picture for ever.
    if (room === 0 || Math.abs(room - this.width) < 8) return;
    this.width = room;
    if (isExported(this.model)) return;
    this.send({ width: room, theme: pageTheme(), ...(this.lender ? {} : { drawing: true }) });
    if (!this.graph) this.draw(); // a page loaded again asks for what the kernel has drawn already
  }

  /**
   * Save what is shown, with the legend below that the page may leave to its buttons.
   * @param {"png" | "svg"} format
   * @param {string} filename
   */
  save(format, filename) {
    this.use((Plotly, { data, layout }) => {
      const legend = layout.meta?.key ?? 0;
      const height = layout.height + legend;
      const showlegend = layout.showlegend || legend > 0;
      const yaxis = { ...layout.yaxis, range: [height, 0] };
      const scale = format === "png" ? 2 : 1;
      Plotly.downloadImage(
        { data, layout: { ...layout, height, showlegend, yaxis } },
        { format, filename, width: layout.width, height, scale },
      );
    });
  }
}
