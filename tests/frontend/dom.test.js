import assert from "node:assert/strict";
import test from "node:test";
import { fill } from "../../kvi_widgets/widgets/static/dom.js";

test("named gaps are filled, as often as they stand", () => {
  assert.equal(fill("{done} of {all}, {done}!", { done: 0, all: 3 }), "0 of 3, 0!");
});

test("a gap that nobody fills stays as it stands, as in Python", () => {
  assert.equal(fill("{count} of {al} {", { count: 2, all: 3 }), "2 of {al} {");
  assert.equal(fill("{constructor} {missing}", { missing: undefined }), "{constructor} {missing}");
});

test("what is filled in is not filled again", () => {
  assert.equal(fill("{text}", { text: "{name} $&" }), "{name} $&");
});
