// A visitor of a Voilà server gets a name that Python can read, once.
import assert from "node:assert/strict";
import test from "node:test";
import { nameVisitor } from "../../kvi_widgets/widgets/static/visitor.js";

const ANNA = `kvi-visitor=${"a".repeat(32)}`;

/** @param {string} kept what the browser has kept so far; blank where it keeps nothing */
function visit(kept) {
  let [cookie, loads] = [kept, 0];
  const document = {
    get cookie() {
      return cookie;
    },
    set cookie(text) {
      cookie = text.split(";")[0];
    },
  };
  Object.assign(globalThis, { document, location: { reload: () => loads++ } });
  nameVisitor("");
  return { cookie, loads };
}

test("who comes for the first time, or with a name that is none, gets one and the page once more", () => {
  for (const kept of ["", "kvi-visitor=../../etc", "kvi-visitor=", `${ANNA}x`, `not-${ANNA}`]) {
    const { cookie, loads } = visit(kept);
    assert.match(cookie, /^kvi-visitor=[0-9a-f]{32}$/, kept);
    assert.equal(loads, 1, kept);
  }
});

test("who has a name keeps it, though Python does not hear of it, and loads nothing for ever", () => {
  assert.deepEqual(visit(`_xsrf=2|1; ${ANNA}`), { cookie: `_xsrf=2|1; ${ANNA}`, loads: 0 });
});
