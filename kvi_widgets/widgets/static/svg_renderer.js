// What the maps use of Plotly, done on the drawing that Python sends (`layout.meta`) where a host lends no Plotly.
import { element, isEqual, saveFile } from "./dom.js";
import { markKey } from "./map_highlight.js";

const SVG = "http://www.w3.org/2000/svg";
const GAP = 6; // between what is told of and what tells

/** @typedef {HTMLElement | SVGElement} Part a box, or a line or a sign of a link */

/**
 * What JupyterLab's rendermime would make.
 * @returns {Kit.Renderer}
 */
export function svgRenderer() {
  const tip = element("div", { class: "kvi-map-tip", hidden: true });
  const place = element("div", { class: "kvi-map-drawing" }, tip);
  /** @type {Kit.Graph} */
  const node = Object.assign(place, { data: [], layout: NOTHING, on });
  node.on("plotly_hover", ({ points: [{ customdata }] }) => tell(node, customdata));
  node.on("plotly_unhover", () => hideTip(node));
  return {
    node,
    constructor: { Plotly: SVG_PLOTLY },
    /** @param {{ data?: Record<string, Kit.FullFigure> }} model */
    async renderModel({ data = {} }) {
      const [figure] = Object.values(data); // by its MIME type
      drawAgain(node, figure.data, figure.layout);
    },
    dispose() {
      node.remove();
    },
  };
}

/** @type {Kit.Plotly} */
const SVG_PLOTLY = {
  react: drawAgain,
  restyle,
  downloadImage,
  Fx: { hover: tellPoint, unhover: hideTip },
  purge() {},
};
/** @type {Kit.Layout} */
const NOTHING = { width: 0, height: 0, font: { color: "" } };
const NO_LINE = { color: "none", width: 0, dash: "solid" };
/** @type {Record<string, string>} */
const MOUSE = { plotly_click: "click", plotly_hover: "mouseover", plotly_unhover: "mouseout" };

/**
 * @this {HTMLElement}
 * @param {string} event
 * @param {(event: Kit.PlotEvent) => void} handler
 */
function on(event, handler) {
  this.addEventListener(MOUSE[event], ({ target }) => {
    const part = target instanceof Element && target.closest("[data-node], [data-kpi]");
    if (part)
      handler({ points: [{ customdata: markOfPart(/** @type {Part} */ (part)), data: /** @type {never} */ ({}) }] });
  });
}

/**
 * @param {Part} part
 * @returns {Kit.Mark}
 */
function markOfPart({ dataset: { node, kpi = "", kvi = "" } }) {
  return node ? ["node", node] : ["link", kpi, kvi];
}

/** @param {Element} place */
const partsOf = (place) => /** @type {Part[]} */ ([...place.querySelectorAll("[data-node], [data-kpi], [data-aim]")]);

/** @param {string} drawing */
const pictureOf = (drawing) => new DOMParser().parseFromString(drawing, "image/svg+xml").documentElement;

/**
 * @param {Kit.Graph} graph
 * @param {Kit.Trace[]} data
 * @param {Kit.Layout} layout
 */
function drawAgain(graph, data, layout) {
  const { drawing = "" } = layout.meta ?? {};
  if (drawing !== graph.layout.meta?.drawing) {
    graph.querySelector("svg")?.remove();
    graph.prepend(pictureOf(drawing));
    hideTip(graph);
  }
  Object.assign(graph, { data: [...data], layout });
  const picture = graph.querySelector("svg");
  if (picture) adaptPicture(picture, graph);
}

/**
 * As high as the layout says, with a legend or without, and with the lines that it has now.
 * @param {Element} picture
 * @param {Kit.FullFigure} figure
 */
function adaptPicture(picture, { data, layout: { width, height, shapes = [] } }) {
  picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  picture.setAttribute("height", String(height));
  const bundles = shapes.filter(({ type, visible }) => type === "path" && visible !== false);
  picture.querySelector("[data-bundles]")?.replaceChildren(...bundles.map(pathOf));
  showParts(picture, data);
}

/** @param {Kit.Shape} shape */
function pathOf({ path = "", opacity = 1, line: { color, width, dash = "solid" } = NO_LINE }) {
  const drawn = document.createElementNS(SVG, "path");
  const dashes = dash === "solid" ? "none" : dash.replace(/px/g, "");
  const look = { d: path, fill: "none", opacity, stroke: color, "stroke-width": width, "stroke-dasharray": dashes };
  for (const [name, value] of Object.entries(look)) drawn.setAttribute(name, String(value));
  return drawn;
}

/**
 * Each as bright as its trace says; what has faded keeps its words, what is hidden is gone.
 * @param {Element} picture
 * @param {Kit.Trace[]} data
 */
function showParts(picture, data) {
  const hidden = new Set(data.flatMap(({ visible, legendgroup }) => (visible === "legendonly" ? [legendgroup] : [])));
  const bright = brightness(data);
  for (const part of partsOf(picture)) {
    const opacity = bright.get("aim" in part.dataset ? "aim" : markKey(markOfPart(part))) ?? 1;
    const { sign } = part.dataset;
    part.style.display = opacity === 0 || (sign && hidden.has(sign)) ? "none" : "";
    for (const shape of part.querySelectorAll(":scope > :not(text)")) shape.setAttribute("opacity", String(opacity));
  }
}

/**
 * How bright boxes and links are, by the keys of their marks.
 * @param {Kit.Trace[]} data
 */
export function brightness(data) {
  /** @type {Map<string, number>} */
  const bright = new Map();
  for (const trace of data) {
    if (trace.name === "aim") bright.set("aim", trace.opacity ?? 1);
    if (trace.meta) bright.set(markKey(trace.meta), trace.opacity ?? 1);
    for (const [index, mark] of (trace.customdata ?? []).entries())
      if (isSeen(trace, index)) bright.set(markKey(mark), pointOpacity(trace, index));
  }
  return bright;
}

/**
 * Points without a text are there for Plotly's mouse alone, and a move is not its box.
 * @param {Kit.Trace} trace
 * @param {number} index
 */
const isSeen = ({ name, text }, index) => text?.[index] !== "" && name !== "moves";

/**
 * @param {Kit.Trace} trace
 * @param {number} index
 */
function pointOpacity({ marker: { opacity = 1 } = {}, selectedpoints }, index) {
  if (selectedpoints && !selectedpoints.includes(index)) return 0;
  return Array.isArray(opacity) ? opacity[index] : opacity;
}

/**
 * @param {Kit.Graph} graph
 * @param {{ opacity: number[], "marker.opacity": (number | number[])[] }} update
 * @param {number[]} traces
 */
function restyle(graph, { opacity, "marker.opacity": ofMarkers }, traces) {
  for (const [at, index] of traces.entries()) {
    const trace = graph.data[index];
    graph.data[index] = { ...trace, opacity: opacity[at], marker: { ...trace.marker, opacity: ofMarkers[at] } };
  }
  showParts(graph, graph.data);
}

/**
 * @param {Kit.Graph} graph
 * @param {{ curveNumber: number, pointNumber: number }[]} points
 */
function tellPoint(graph, [{ curveNumber, pointNumber }]) {
  tell(graph, graph.data[curveNumber].customdata?.[pointNumber]);
}

/** @param {Kit.Graph} graph */
const tipOf = (graph) => /** @type {HTMLElement} */ (graph.querySelector(".kvi-map-tip"));

/** @param {Kit.Graph} graph */
function hideTip(graph) {
  tipOf(graph).hidden = true;
}

/**
 * Below a box or a sign, or above it where there is no room.
 * @param {Kit.Graph} graph
 * @param {Kit.Mark | undefined} mark
 */
function tell(graph, mark) {
  const part = partsOf(graph).findLast((each) => isEqual(markOfPart(each), mark) && each.dataset.told);
  if (!(part instanceof SVGGraphicsElement)) return;
  const tip = tipOf(graph);
  tip.textContent = part.dataset.told ?? "";
  tip.hidden = false;
  const { x, y, width, height } = part.getBBox();
  const left = Math.min(x + width / 2 - tip.offsetWidth / 2, graph.layout.width - tip.offsetWidth);
  const below = y + height + GAP;
  const isRoom = below + tip.offsetHeight <= graph.layout.height;
  tip.style.left = `${Math.max(0, left)}px`;
  tip.style.top = `${isRoom ? below : Math.max(0, y - tip.offsetHeight - GAP)}px`;
}

/**
 * Save what is shown; a legend stands below it where the layout is higher.
 * @param {Kit.FullFigure} figure
 * @param {{ format: "png" | "svg", filename: string, scale: number }} options
 */
async function downloadImage({ data, layout }, { format, filename, scale }) {
  const picture = pictureOf(layout.meta?.drawing ?? "");
  adaptPicture(picture, { data, layout });
  const drawing = new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });
  saveFile(`${filename}.${format}`, format === "svg" ? drawing : await painted(drawing, layout, scale));
}

/**
 * A drawing as the pixels of a PNG.
 * @param {Blob} drawing
 * @param {Kit.Layout} layout
 * @param {number} scale
 * @returns {Promise<Blob>}
 */
async function painted(drawing, { width, height }, scale) {
  const image = new Image();
  image.src = URL.createObjectURL(drawing);
  await image.decode();
  URL.revokeObjectURL(image.src);
  const canvas = element("canvas", { width: width * scale, height: height * scale });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob((blob) => done(/** @type {Blob} */ (blob))));
}
