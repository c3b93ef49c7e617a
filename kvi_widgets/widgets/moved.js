// A second window that runs the same cell closes this one's widget: what was here says so, and can be taken back.
import { button, element } from "./dom.js";

/**
 * @param {Kit.Model<any>} model
 * @param {HTMLElement} root where the widget is drawn
 * @param {Kit.MovedWords} words
 */
export function tellWhenMoved(model, root, words) {
  const manager = model.widget_manager;
  model.on("msg:custom", (/** @type {Kit.Moved} */ { moved }) => {
    const place = root.closest(".jp-OutputArea-child"); // gone already where this window itself has run the cell
    if (!moved || !manager?.get_model || !place?.isConnected) return;
    const newest = follow(manager, moved);
    const note = element(
      "section",
      { class: "kvi-widget kvi-form kvi-moved jp-OutputArea-output", lang: words.language },
      element("p", { role: "status" }, words.moved),
      button(words.take_back, () => show(manager, newest(), note), { "data-path": "moved.take" }),
    );
    place.append(note);
  });
}

/**
 * The other window may run its cell again and again.
 * @param {Kit.Manager} manager
 * @param {string} id of the model that came instead
 * @returns {() => string} id of the one that is there now
 */
function follow(manager, id) {
  let newest = id;
  /** @param {string} next */
  async function listen(next) {
    newest = next;
    const model = await manager.get_model(next);
    model.on("msg:custom", (/** @type {Kit.Moved} */ { moved }) => {
      if (moved) listen(moved);
    });
  }
  listen(id);
  return () => newest;
}

/**
 * @param {Kit.Manager} manager
 * @param {string} id
 * @param {HTMLElement} place
 */
async function show(manager, id, place) {
  const view = await manager.create_view(await manager.get_model(id));
  place.className = "jp-OutputArea-output";
  place.replaceChildren(view.el);
}
