// Light one box or link of the map with all it touches, and let the rest fade.

// No more than this: what has faded is still seen, and its words are still read.
const FADED = 0.76;

/** @param {Kit.Mark} mark */
export const markKey = (mark) => JSON.stringify(mark);

/**
 * Marks of what stays lit: a box, its links and their other ends; or a link and its two ends.
 * @param {Kit.Mark | null} mark
 * @param {Kit.Link[]} links
 */
export function neighbourhood(mark, links) {
  if (!mark) return null;
  const touching = links.filter(
    ({ kpi, kvi, polarity }) =>
      (polarity === "+" || polarity === "-") &&
      (mark[0] === "link" ? mark[1] === kpi && mark[2] === kvi : mark[1] === kpi || mark[1] === kvi),
  );
  const marks = [mark, ...touching.flatMap(({ kpi, kvi }) => withEnds(["link", kpi, kvi]))];
  return new Set([...marks, ...(mark[0] === "link" ? withEnds(mark) : [])].map(markKey));
}

/**
 * @param {["link", string, string]} link
 * @returns {Kit.Mark[]}
 */
const withEnds = (link) => [link, ["node", link[1]], ["node", link[2]]];

/**
 * @param {Kit.Plotly} Plotly
 * @param {Kit.Graph} graph
 * @param {Set<string> | null} lit keys of marks; nothing lights all
 */
export function highlight(Plotly, graph, lit) {
  const { update, traces } = opacities(graph.data, lit);
  return Plotly.restyle(graph, update, traces);
}

/**
 * How bright each trace is, and each of its points.
 * @param {Kit.Trace[]} data
 * @param {Set<string> | null} lit
 */
export function opacities(data, lit) {
  /** @param {Kit.Mark} mark */
  const bright = (mark) => (!lit || lit.has(markKey(mark)) ? 1 : FADED);
  /** @type {{ opacity: number[], "marker.opacity": (number | number[])[] }} */
  const update = { opacity: [], "marker.opacity": [] };
  const traces = [];
  for (const [index, { name, meta, customdata }] of data.entries()) {
    if (name === "text") continue;
    traces.push(index);
    if (meta) update.opacity.push(bright(meta));
    else update.opacity.push(name === "aim" && lit ? FADED : 1);
    update["marker.opacity"].push(customdata ? customdata.map(bright) : 1);
  }
  return { update, traces };
}

/**
 * Links whose sign is drawn, read from the figure itself: where the sign is, and what it tells under the mouse.
 * @param {Kit.Figure} figure
 * @returns {Kit.DrawnLink[]}
 */
export function linksOf({ data = [] }) {
  /** @type {Map<string, Kit.DrawnLink>} */
  const links = new Map();
  for (const { name, x, y, text, customdata = [], hovertext = [] } of data) {
    if (name !== "badges") continue;
    for (const [index, [, kpi, kvi]] of customdata.entries()) {
      const key = markKey(["link", kpi, kvi ?? ""]);
      if (!text[index] || links.has(key)) continue;
      links.set(key, { kpi, kvi: kvi ?? "", x: x[index], y: y[index], told: withoutMarkup(hovertext[index]) });
    }
  }
  return [...links.values()];
}

/** @type {Record<string, string>} */
const SIGNS = { lt: "<", gt: ">", amp: "&", "#36": "$", "#37": "%" };

/**
 * Text of a figure as it was before it was escaped for Plotly.
 * @param {string} marked
 */
export const withoutMarkup = (marked) =>
  marked.replace(/<[^>]*>/g, " ").replace(/&(lt|gt|amp|#36|#37);/g, (_, sign) => SIGNS[sign]);

/**
 * Where the boxes are, read from the figure itself.
 * @param {Kit.Figure} figure
 * @returns {Kit.Box[]}
 */
export function boxesOf({ data = [] }) {
  return data
    .filter((trace) => trace.type === "bar")
    .flatMap((trace) =>
      (trace.customdata ?? []).map(([, id], index) => ({
        id,
        left: trace.base[index],
        width: trace.x[index],
        height: trace.width[index],
        top: trace.y[index] - trace.width[index] / 2,
      })),
    );
}
