// Light a box among bundles of lines: every bundle fades, and a twin of it shows the lines of that box.
// Only shapes change, so that thousands of lines answer at once.

const FADED_BUNDLE = 0.1;
const numbers = (path) => path.match(/-?[\d.]+/g).map(Number);

// The two ends of a line of a bundle, which reads "M…" from its KPI to its KVI.
function ends(path) {
  const all = numbers(path);
  return [all.slice(0, 2), all.slice(-2)];
}

const at = ([x, y], { left, top, width, height }) =>
  y >= top && y <= top + height && (Math.abs(x - left) < 1 || Math.abs(x - left - width) < 1);

const outline = ({ left, top, width, height }) =>
  `M${left - 2},${top - 2}H${left + width + 2}V${top + height + 2}H${left - 2}Z`;

// "+" or "-" of a shape that is a bundle of lines; the name of no other shape begins so.
export const signOf = ({ name }) => /^bundle (.)/.exec(name)?.[1];

export const isBundled = ({ layout }) => Boolean(layout.shapes?.some(signOf));

// Numbers fade with their lines; what answers to the mouse unseen stays unseen.
function faded(trace, box) {
  if (!trace.x.length) return trace;
  const bright = ([, kpi, kvi]) => (!box || box.id === kpi || box.id === kvi ? 1 : 2 * FADED_BUNDLE);
  const seen = (at) => (trace.text[at] ? bright(trace.customdata[at]) : 0);
  return { ...trace, marker: { ...trace.marker, opacity: trace.x.map((_, at) => seen(at)) } };
}

// `box` is what to light, nothing for all; `boxes` are all that there are.
export function lightBundles(Plotly, graph, box, all) {
  const shapes = graph.layout.shapes.filter(({ name }) => !String(name).startsWith("lit"));
  const bundles = shapes.filter(signOf);
  const others = shapes.filter((shape) => !bundles.includes(shape));
  let drawn = bundles.map((bundle) => ({ ...bundle, opacity: 1 }));
  const reached = [];
  if (box) {
    const lit = bundles.map((bundle) => {
      const mine = bundle.path.split(/(?=M)/).filter((line) => ends(line).some((end) => at(end, box)));
      reached.push(...mine.flatMap(ends));
      return { ...bundle, opacity: 1, name: "lit", path: mine.join("") || "M0,0" };
    });
    const neighbours = all.filter((one) => reached.some((end) => at(end, one)));
    const { color } = graph.layout.font;
    drawn = [
      ...bundles.map((bundle) => ({ ...bundle, opacity: FADED_BUNDLE })),
      ...lit,
      {
        type: "path",
        name: "lit",
        path: [...new Set([box, ...neighbours])].map(outline).join(""),
        line: { color, width: 2 },
      },
    ];
  }
  const layout = { ...graph.layout, shapes: [...others, ...drawn] };
  return Plotly.react(
    graph,
    graph.data.map((trace) => (trace.name === "badges" ? faded(trace, box) : trace)),
    layout,
  );
}
