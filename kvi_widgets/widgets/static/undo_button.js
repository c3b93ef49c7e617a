// A row that was taken away can come back, until another one goes; the focus goes where it stands.
import { button, element } from "./dom.js";
import { rowKey } from "./rows.js";

/**
 * @param {Kit.Form} form
 * @param {Record<"removed" | "undo", string>} words
 */
export function undoButton(form, words) {
  const undo = form.undo;
  if (!undo) return "";
  const putBack = () => {
    const rows = form.rows(undo.group);
    const isBack = rows.some((row) => rowKey(row) === rowKey(undo.row)); // somebody else has changed it meanwhile
    if (!isBack) rows.splice(undo.index, 0, undo.row);
    form.undo = null;
    form.changed(true);
    form.draw();
    form.focus(undo.path);
  };
  const attributes = { "data-path": "undo" };
  return element("p", { class: "kvi-row", role: "status" }, words.removed, button(words.undo, putBack, attributes));
}
