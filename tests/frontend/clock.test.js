// Names of files that are handed over.
import assert from "node:assert/strict";
import test from "node:test";
import { stamped } from "../../kvi_widgets/widgets/static/clock.js";

test("a file is named with the day and time of the reader's own clock", () => {
  const early = new Date(2026, 2, 7, 9, 5);
  assert.equal(stamped("mon-atelier.json", early), "mon-atelier-2026-03-07-0905.json");
  assert.equal(stamped("retour.v2.html", early), "retour.v2-2026-03-07-0905.html");
  assert.equal(stamped("notes", early), "notes-2026-03-07-0905");
});
