// What every widget asks of the place where it is drawn, and what it leaves there when it goes to another window.
import { onSilence } from "./conversation.js";
import { button, element } from "./dom.js";
import { followTheme } from "./page_theme.js";

/**
 * It is read and spelt in the language of its words, and keeps what is typed from JupyterLab, which takes Enter and
 * undo away from text fields inside a cell.
 * @param {Kit.Model<any>} model
 * @param {HTMLElement} root around the widget, whose own handlers hear the keys all the same
 * @param {Kit.RootWords} words
 */
export function prepareRoot(model, root, words) {
  root.lang = words.language;
  root.dir = "auto";
  followTheme(root);
  root.addEventListener("keydown", (event) => {
    if (event.target instanceof HTMLTextAreaElement) event.stopPropagation();
  });
  leaveByEscape(root);
  model.on("msg:custom", (/** @type {Kit.Moved} */ { moved }) => {
    if (moved) leaveNote(model.widget_manager, root, words, moved);
  });
}

/**
 * How a widget is drawn by this class. JupyterLab keeps the place of what a cell has shown before: nothing may be left
 * in it.
 * @template Traits
 * @param {new (page: Kit.Page<Traits>) => { stop(): void }} View
 */
export const drawnBy = (View) => (/** @type {Kit.Page<Traits>} */ page) => {
  const view = new View(page);
  return () => {
    view.stop();
    page.el.replaceChildren();
  };
};

/**
 * Escape that nothing inside has taken brings to the cell, from where arrow keys and Shift + Enter do as in any
 * notebook. In a text it takes two: one is pressed for many reasons, and letters typed then must stay letters.
 * @param {HTMLElement} root
 */
function leaveByEscape(root) {
  let wasEscape = false;
  root.addEventListener("focusin", () => {
    wasEscape = false;
  });
  root.addEventListener("keydown", ({ key, target, isComposing, defaultPrevented, repeat }) => {
    const isMeant = key === "Escape" && !isComposing && !defaultPrevented && !repeat;
    const cell = root.closest(".jp-Cell");
    if (isMeant && cell instanceof HTMLElement && (wasEscape || !(target instanceof HTMLTextAreaElement))) cell.focus();
    wasEscape = isMeant && !wasEscape;
  });
}

/**
 * Says it where one works when the kernel does not answer: what is done meanwhile waits in the page.
 * @param {Kit.Model<any>} model
 * @param {Kit.RootWords} words
 */
export function silenceNote(model, words) {
  const note = element("div", { class: "kvi-form kvi-silence", role: "status" });
  const stop = onSilence(model, (isSilent) => {
    if (!isSilent && !note.isConnected) stop(); // its widget is gone
    note.replaceChildren(isSilent ? element("p", { class: "kvi-problem" }, words.waiting) : "");
  });
  return note;
}

/**
 * A second window that runs the same cell closes this one's widget.
 * @param {Kit.Manager | undefined} manager
 * @param {HTMLElement} root
 * @param {Kit.RootWords} words
 * @param {string} successor id of the model that came instead
 */
function leaveNote(manager, root, words, successor) {
  if (root.parentElement?.closest(".kvi-widget")) return; // the widget around it leaves one for both
  const place = root.closest(".jp-OutputArea-child"); // gone already where this window itself has run the cell
  if (!manager?.get_model || !place?.isConnected) return;
  const newest = follow(manager, successor);
  const takeBack = async () => {
    await show(manager, newest(), note);
    note.tabIndex = -1; // the focus was on the button that went
    note.focus();
  };
  const note = element(
    "section",
    { class: "kvi-widget kvi-form kvi-moved jp-OutputArea-output", lang: words.language },
    element("p", { role: "status" }, words.moved),
    button(words.take_back, takeBack, { "data-path": "moved.take" }),
  );
  place.append(note);
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
  async function listenTo(next) {
    newest = next;
    const model = await manager.get_model(next);
    model.on("msg:custom", (/** @type {Kit.Moved} */ { moved }) => {
      if (moved) listenTo(moved);
    });
  }
  listenTo(id);
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
  place.dataset.lmSuppressShortcuts = "true";
  place.replaceChildren(view.el);
}

/**
 * A place in which another widget is drawn; nothing where the host draws none inside another.
 * @param {Kit.Manager | undefined} manager
 * @param {string} id of its model
 */
export function drawModel(manager, id) {
  if (!manager?.create_view) return undefined;
  const place = element("div");
  show(manager, id, place);
  return place;
}
