// Light a box among bundles of lines: every bundle fades, and a twin of it shows the lines of that box.
// Only shapes change, so that thousands of lines answer at once.

const FADED_BUNDLE = 0.1;

/**
 * The two ends of a line of a bundle, which reads "M…" from its KPI to its KVI.
 * @param {string} path
 */
export function lineEnds(path) {
  const numbers = (path.match(/-?[\d.]+/g) ?? []).map(Number);
  return [numbers.slice(0, 2), numbers.slice(-2)];
}

/**
 * Whether a line that ends at this point ends at a side of this box.
 * @param {number[]} point
 * @param {Kit.Box} box
 */
const touches = ([x, y], { left, top, width, height }) =>
  y >= top && y <= top + height && (Math.abs(x - left) < 1 || Math.abs(x - left - width) < 1);

/** @param {Kit.Box} box */
const outline = ({ left, top, width, height }) =>
  `M${left - 2},${top - 2}H${left + width + 2}V${top + height + 2}H${left - 2}Z`;

/**
 * "+" or "-" of a shape that is a bundle of lines; the name of no other shape begins so.
 * @param {Kit.Shape} shape
 */
export const signOf = ({ name }) => /^bundle (.)/.exec(name ?? "")?.[1];

/**
 * @param {Kit.Shape} shape
 * @returns {shape is Kit.Bundle}
 */
const isBundle = (shape) => signOf(shape) !== undefined;

/** @param {Kit.Figure} figure */
export const isBundled = ({ layout }) => Boolean(layout?.shapes?.some(isBundle));

/**
 * A number is there with its line or not at all: faded it could not be read.
 * @param {Kit.Trace} trace
 * @param {Kit.Box | undefined} box
 */
export function numbersOf(trace, box) {
  const ends = trace.customdata ?? [];
  const lit = ends.flatMap(([, kpi, kvi], index) => (box?.id === kpi || box?.id === kvi ? [index] : []));
  return { ...trace, selectedpoints: box ? lit : null };
}

/**
 * All bundles faded, the lines of one box bright, and an outline around that box and those it is linked to.
 * @param {Kit.Bundle[]} bundles
 * @param {Kit.Box} box
 * @param {Kit.Box[]} boxes
 * @param {string} color
 */
export function litShapes(bundles, box, boxes, color) {
  /** @type {number[][]} */
  const reached = [];
  const lit = bundles.map((bundle) => {
    const lines = bundle.path.split(/(?=M)/).filter((line) => lineEnds(line).some((end) => touches(end, box)));
    reached.push(...lines.flatMap(lineEnds));
    return { ...bundle, opacity: 1, name: "lit", path: lines.join("") || "M0,0" };
  });
  const linked = boxes.filter((each) => reached.some((end) => touches(end, each)));
  const path = [...new Set([box, ...linked])].map(outline).join("");
  return [
    ...bundles.map((bundle) => ({ ...bundle, opacity: FADED_BUNDLE })),
    ...lit,
    { type: "path", name: "lit", path, line: { color, width: 2 } },
  ];
}

/**
 * @param {Kit.Plotly} Plotly
 * @param {Kit.Graph} graph
 * @param {Kit.Box | undefined} box what to light, nothing for all
 * @param {Kit.Box[]} boxes all that there are
 */
export function highlightBundles(Plotly, graph, box, boxes) {
  const shapes = (graph.layout.shapes ?? []).filter(({ name }) => !String(name).startsWith("lit"));
  const bundles = shapes.filter(isBundle);
  const others = shapes.filter((shape) => !isBundle(shape));
  const drawn = box
    ? litShapes(bundles, box, boxes, graph.layout.font.color)
    : bundles.map((bundle) => ({ ...bundle, opacity: 1 }));
  return Plotly.react(
    graph,
    graph.data.map((trace) => (trace.name === "badges" ? numbersOf(trace, box) : trace)),
    { ...graph.layout, shapes: [...others, ...drawn] },
  );
}
