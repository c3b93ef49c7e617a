// A row that was taken away can come back, until another one goes.
import { button, element } from "./dom.js";
import { rowKey } from "./rows.js";

/**
 * @param {Kit.Form} form
 * @param {Record<"removed" | "undo", string>} words
 * @param {(row: Kit.Row) => void} restored
 */
export function undoButton(form, words, restored = () => {}) {
  const undo = form.undo;
  if (!undo) return "";
  const putBack = () => {
    const rows = form.rows(undo.group);
    const isBack = rows.some((row) => rowKey(row) === rowKey(undo.row)); // somebody else has changed it meanwhile
    if (!isBack) rows.splice(undo.index, 0, undo.row);
    form.undo = null;
    form.changed(true);
    form.draw();
    restored(undo.row);
  };
  const attributes = { "data-path": "undo" };
  return element("p", { class: "kvi-row", role: "status" }, words.removed, button(words.undo, putBack, attributes));
}
