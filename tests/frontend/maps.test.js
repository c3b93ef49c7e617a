import assert from "node:assert/strict";
import test from "node:test";
import {
  highlightBundles,
  isBundled,
  lineEnds,
  litShapes,
  numbersOf,
  signOf,
} from "../../kvi_widgets/widgets/static/bundle_highlight.js";
import { withoutSigns } from "../../kvi_widgets/widgets/static/map_controls.js";
import { boxesOf, neighbourhood, opacities } from "../../kvi_widgets/widgets/static/map_highlight.js";
import { pairsOf } from "../../kvi_widgets/widgets/static/map_panel.js";

const link = (kpi, kvi, polarity) => ({ kpi, kvi, polarity, strength: 1, reason: "" });
const LINKS = [link("kpi-1", "kvi-1", "+"), link("kpi-1", "kvi-2", "0"), link("kpi-2", "kvi-2", "-")];
const NODES = [
  { id: "kpi-1", kind: "kpi", name: "KPI 1", text: "visits" },
  { id: "kvi-1", kind: "kvi", name: "KVI 1", text: "they dare" },
  { id: "kvi-2", kind: "kvi", name: "KVI 2", text: "they stay" },
  { id: "strategy-1", kind: "strategy", name: "Aim", text: "dare" },
];
const marks = (lit) => [...lit].map((mark) => JSON.parse(mark).join(" ")).sort();
const box = (id, left, top) => ({ id, left, top, width: 10, height: 4 });
const BOXES = [box("kpi-1", 0, 0), box("kpi-2", 0, 20), box("kvi-1", 50, 0), box("kvi-2", 50, 20)];
const BUNDLE = { name: "bundle + 1", path: "M10,2C30,2,30,2,50,2M10,22C30,22,30,22,50,22" };

test("a box lights with its links and their other ends; a zero is no link", () => {
  assert.deepEqual(marks(neighbourhood(["node", "kpi-1"], LINKS)), ["link kpi-1 kvi-1", "node kpi-1", "node kvi-1"]);
});

test("a link lights with its two ends, also one that is not drawn", () => {
  const ends = ["link kpi-1 kvi-2", "node kpi-1", "node kvi-2"];
  assert.deepEqual(marks(neighbourhood(["link", "kpi-1", "kvi-2"], LINKS)), ends);
});

test("nothing picked lights all", () => {
  assert.equal(neighbourhood(null, LINKS), null);
  const { update } = opacities([{ meta: ["node", "kpi-1"] }, { name: "aim" }], null);
  assert.deepEqual(update, { opacity: [1, 1], "marker.opacity": [1, 1] });
});

test("what is not near fades a little, and texts are left alone", () => {
  const data = [
    { name: "text" },
    { name: "line", meta: ["link", "kpi-2", "kvi-2"] },
    {
      name: "boxes",
      customdata: [
        ["node", "kpi-1"],
        ["node", "kpi-2"],
      ],
    },
  ];
  const { update, traces } = opacities(data, neighbourhood(["node", "kpi-1"], LINKS));
  assert.deepEqual(traces, [1, 2]);
  const [line] = update.opacity;
  const [lit, faded] = update["marker.opacity"][1];
  assert.equal(lit, 1);
  assert.equal(line, faded);
  assert.ok(faded < 1);
});

test("boxes are read from the bars of the figure", () => {
  const bars = { type: "bar", customdata: [["node", "kpi-1"]], base: [5], x: [10], width: [4], y: [22] };
  assert.deepEqual(boxesOf({ data: [{ type: "scatter" }, bars] }), [{ ...box("kpi-1", 5, 20) }]);
  assert.deepEqual(boxesOf({}), []);
});

test("bundles are known by their names", () => {
  assert.equal(signOf({ name: "bundle - 2" }), "-");
  assert.equal(signOf({ name: "lit" }), undefined);
  assert.equal(isBundled({ layout: { shapes: [{}, BUNDLE] } }), true);
  assert.equal(isBundled({ layout: {} }), false);
  assert.equal(isBundled({}), false);
});

test("the ends of a line are its first and its last point", () => {
  assert.deepEqual(lineEnds("M10,2.5C30,2,30,-7,50,7"), [
    [10, 2.5],
    [50, 7],
  ]);
});

test("of a bundle only the lines of the box are lit, and what they reach is outlined", () => {
  const [faded, lit, outline] = litShapes([BUNDLE], BOXES[0], BOXES, "#000");
  assert.ok(faded.opacity < 1);
  assert.deepEqual([lit.path, lit.opacity], ["M10,2C30,2,30,2,50,2", 1]);
  assert.deepEqual(outline.path.match(/M-?\d+/g), ["M-2", "M48"]);
});

test("numbers of other boxes go away, and come back", () => {
  const numbers = {
    customdata: [
      ["link", "kpi-1", "kvi-1"],
      ["link", "kpi-2", "kvi-1"],
      ["link", "kpi-1", "kvi-2"],
    ],
  };
  const lit = numbersOf(numbers, BOXES[0]);
  assert.deepEqual(lit.selectedpoints, [0, 2]);
  assert.equal(numbersOf(lit, undefined).selectedpoints, null);
});

test("lighting nothing brings all bundles back and takes the twins away", () => {
  const graph = { data: [], layout: { font: { color: "#000" }, shapes: [{ name: "frame" }, BUNDLE] } };
  const Plotly = { react: (_, data, layout) => Object.assign(graph, { data, layout }) };
  const shapes = () => graph.layout.shapes.map(({ name, opacity }) => [name, opacity]);
  highlightBundles(Plotly, graph, BOXES[0], BOXES);
  assert.deepEqual(
    shapes().map(([name]) => name),
    ["frame", "bundle + 1", "lit", "lit"],
  );
  highlightBundles(Plotly, graph, undefined, BOXES);
  assert.deepEqual(shapes(), [
    ["frame", undefined],
    ["bundle + 1", 1],
  ]);
});

test("a family of links is hidden, but stays in the legend of a saved picture", () => {
  const data = [{ legendgroup: "+" }, { legendgroup: "-" }, {}];
  const small = withoutSigns({ data, layout: {} }, new Set(["+"]));
  assert.deepEqual(small, {
    data: [{ legendgroup: "+", visible: "legendonly" }, { legendgroup: "-" }, {}],
    layout: {},
  });
  const large = withoutSigns({ data: [], layout: { shapes: [BUNDLE, {}] } }, new Set(["+"]));
  assert.deepEqual(
    large.layout.shapes.map(({ visible }) => visible),
    [false, undefined],
  );
  assert.deepEqual(withoutSigns({}, new Set()), {});
});

test("a KPI opens its pairs with every KVI, a KVI those with every KPI, the aim none", () => {
  const words = { node_title: "{name}: {text}" };
  const pairs = (mark) => pairsOf(mark, NODES, words);
  assert.deepEqual(pairs(["node", "kpi-1"]), [
    ["kpi-1", "kvi-1", "KVI 1: they dare"],
    ["kpi-1", "kvi-2", "KVI 2: they stay"],
  ]);
  assert.deepEqual(pairs(["node", "kvi-2"]), [["kpi-1", "kvi-2", "KPI 1: visits"]]);
  assert.deepEqual(pairs(["link", "kpi-1", "kvi-1"]), [["kpi-1", "kvi-1", "KPI 1: visits, KVI 1: they dare"]]);
  assert.deepEqual(pairs(["node", "strategy-1"]), []);
  assert.deepEqual([pairs(["node", "kpi-9"]), pairs(["link", "kpi-1", "kvi-9"])], [[], []]);
});
