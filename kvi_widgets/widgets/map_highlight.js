// Light one box or link of the map with all it touches, and let the rest fade.

// Boxes fade less, so that the words in them stay easy to read.
const FADED = 0.18,
  FADED_BOX = 0.75;
const end = (mark) => JSON.stringify(mark);

// Marks of what stays lit: a box, its links and their other ends; or a link and its two ends.
export function around(mark, links) {
  if (!mark) return null;
  const touching = links.filter(
    ({ kpi, kvi, polarity }) =>
      (polarity === "+" || polarity === "-") &&
      (mark[0] === "link" ? mark[1] === kpi && mark[2] === kvi : mark[1] === kpi || mark[1] === kvi),
  );
  return new Set(
    [
      mark,
      ...touching.flatMap(({ kpi, kvi }) => [
        ["link", kpi, kvi],
        ["node", kpi],
        ["node", kvi],
      ]),
      ...(mark[0] === "link"
        ? [
            ["node", mark[1]],
            ["node", mark[2]],
          ]
        : []),
    ].map(end),
  );
}

export function light(Plotly, graph, lit) {
  const bright = (mark) => (!lit || lit.has(end(mark)) ? 1 : mark[0] === "node" ? FADED_BOX : FADED);
  const update = { opacity: [], "marker.opacity": [] };
  const traces = [];
  graph.data.forEach((trace, at) => {
    if (trace.name === "text") return;
    traces.push(at);
    update.opacity.push(trace.meta ? bright(trace.meta) : trace.name === "aim" && lit ? FADED : 1);
    update["marker.opacity"].push(trace.customdata ? trace.customdata.map(bright) : 1);
  });
  return Plotly.restyle(graph, update, traces);
}

// Where the boxes are, read from the figure itself.
export function boxes({ data = [] }) {
  return data
    .filter((trace) => trace.type === "bar")
    .flatMap((trace) =>
      trace.customdata.map(([, id], at) => ({
        id,
        left: trace.base[at],
        width: trace.x[at],
        height: trace.width[at],
        top: trace.y[at] - trace.width[at] / 2,
      })),
    );
}
