import assert from "node:assert/strict";
import test from "node:test";
import { neighbourhood, opacities } from "../../kvi_widgets/widgets/static/map_highlight.js";
import { brightness } from "../../kvi_widgets/widgets/static/svg_renderer.js";

const LINK = ["link", "kpi-1", "kvi-1"];
const OTHER = ["link", "kpi-2", "kvi-1"];
const of = (data) => Object.fromEntries(brightness(data));
const key = (mark) => JSON.stringify(mark);

test("a drawing is as bright as the figure says, link by link and box by box", () => {
  const boxes = { name: "kpi", customdata: [["node", "kpi-1"]], marker: { opacity: [0.76] } };
  const data = [boxes, { name: "aim", opacity: 0.5 }, { name: "line", meta: LINK }];
  assert.deepEqual(of(data), { [key(["node", "kpi-1"])]: 0.76, aim: 0.5, [key(LINK)]: 1 });
});

test("what lights a Plotly figure lights a drawing: other links fade", () => {
  const data = [
    { name: "line", meta: LINK },
    { name: "line", meta: OTHER },
  ];
  const links = [{ kpi: "kpi-1", kvi: "kvi-1", polarity: "+" }];
  const { update, traces } = opacities(data, neighbourhood(LINK, links));
  const lit = of(traces.map((index) => ({ ...data[index], opacity: update.opacity[index] })));
  assert.equal(lit[key(LINK)], 1);
  assert.ok(lit[key(OTHER)] < 1);
});

test("a number that is not selected is gone, and points for Plotly's mouse say nothing", () => {
  const numbers = { name: "badges", customdata: [LINK, OTHER, LINK], text: ["+3", "+1", ""], selectedpoints: [0] };
  assert.deepEqual(of([numbers]), { [key(LINK)]: 1, [key(OTHER)]: 0 });
});

test("a move is not its box", () => {
  assert.deepEqual(of([{ name: "moves", customdata: [["node", "kpi-1"]], text: ["↑"] }]), {});
});
