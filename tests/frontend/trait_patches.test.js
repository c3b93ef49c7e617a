import assert from "node:assert/strict";
import test from "node:test";
import { edited, initialize, listen, spliced } from "../../kvi_widgets/widgets/static/trait_patches.js";

/** A model as anywidget gives it, as far as patches need one. */
function modelWith(traits) {
  const handlers = {};
  return {
    get: (name) => traits[name],
    on: (event, handler) => {
      handlers[event] ??= new Set();
      handlers[event].add(handler);
    },
    off: (event, handler) => handlers[event].delete(handler),
    receive(name, value) {
      traits[name] = value;
      for (const handler of handlers[`change:${name}`] ?? []) handler();
    },
  };
}

test("letters and items are taken out and put in", () => {
  assert.equal(spliced("M0,0L9,9", 5, 1, "7"), "M0,0L7,9");
  assert.deepEqual(spliced([1, 2, 3], 1, 1, []), [1, 3]);
  assert.deepEqual(spliced([], 0, 0, [1]), [1]);
});

test("an edit reaches down and leaves the old value as it was", () => {
  const old = { data: [{ x: [1, 2] }, { x: [3] }], layout: {} };
  const next = edited(old, [["data", 0, "x"], 1, 1, [8, 9]]);
  assert.deepEqual(next, { data: [{ x: [1, 8, 9] }, { x: [3] }], layout: {} });
  assert.deepEqual(old.data[0].x, [1, 2]);
});

test("only what lies on the way to an edit is new, for Plotly looks at identity", () => {
  const old = { data: [{ x: [1] }, { x: [3] }], layout: {} };
  const next = edited(old, [["data", 0, "x", 0], 5]);
  assert.notEqual(next.data[0].x, old.data[0].x);
  assert.equal(next.data[1], old.data[1]);
  assert.equal(next.layout, old.layout);
});

test("an edit without a way is the new value", () => {
  assert.equal(edited({ a: 1 }, [[], null]), null);
});

test("a patch changes the model's own objects in place", () => {
  const figure = { data: [1], layout: {} };
  const links = [{ sign: "+" }];
  const model = modelWith({ figure, links });
  initialize({ model });
  const edits = [
    ["figure", [[["data"], 1, 0, [2]]]],
    [
      "links",
      [
        [[0, "sign"], "-"],
        [[], 1, 0, [{ sign: "0" }]],
      ],
    ],
  ];
  model.receive("patch", { number: 1, edits });
  assert.deepEqual(figure, { data: [1, 2], layout: {} });
  assert.deepEqual(links, [{ sign: "-" }, { sign: "0" }]);
});

test("a name that a new value does not have is gone", () => {
  const twin = { rows: [1], more: "and 20 links more" };
  const model = modelWith({ twin });
  initialize({ model });
  model.receive("patch", { number: 1, edits: [["twin", [[[], { rows: [], boxes: ["KPI 1"] }]]]] });
  assert.deepEqual(twin, { rows: [], boxes: ["KPI 1"] });
});

test("who listens hears of a trait sent whole or patched, until they stop", () => {
  const heard = [];
  const model = modelWith({});
  const stop = listen(model, { figure: () => heard.push("figure"), links: () => heard.push("links") });
  model.receive("figure", {});
  model.receive("patch", { edits: [["links", []]] });
  model.receive("patch", {});
  stop();
  model.receive("figure", {});
  model.receive("patch", { edits: [["links", []]] });
  assert.deepEqual(heard, ["figure", "links"]);
});
