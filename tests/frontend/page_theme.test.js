import assert from "node:assert/strict";
import test from "node:test";
import { pageTheme } from "../../kvi_widgets/widgets/static/page_theme.js";

/** A page with this mark of JupyterLab and letters of this grey. */
function page(mark, grey = 0) {
  globalThis.document = { body: { dataset: mark === undefined ? {} : { jpThemeLight: mark } } };
  globalThis.getComputedStyle = () => ({ color: "painted" });
  const paper = { fillRect() {}, getImageData: () => ({ data: [grey, grey, grey, 255] }) };
  globalThis.OffscreenCanvas = class {
    getContext() {
      return paper;
    }
  };
  return pageTheme();
}

test("JupyterLab says it, whatever its letters are", () => {
  assert.equal(page("false", 0), "dark");
  assert.equal(page("true", 255), "light");
});

test("anywhere else a page is dark if its letters are light", () => {
  assert.equal(page(undefined, 230), "dark");
  assert.equal(page(undefined, 30), "light");
});
