// While a lesson is shown as a page, no key or click that went astray takes a form away or opens what stands behind it.

// Where keys have a meaning of their own.
const TYPED_IN = [".kvi-widget", ".kvi-lesson-bar", "input", "textarea", ".cm-editor"].join();

export function keepPagesWhole() {
  // JupyterLab listens on the document, before all that is in it.
  window.addEventListener("keydown", guard(isStrayKey), true);
  window.addEventListener("dblclick", guard(opensText), true);
}

/**
 * @template {Event} Kind
 * @param {(event: Kind, target: Element) => boolean} isStray
 * @returns {(event: Kind) => void}
 */
const guard = (isStray) => (event) => {
  const { target } = event;
  if (target instanceof Element && target.closest(".kvi-lesson-page") && isStray(event, target))
    event.stopImmediatePropagation();
};

/**
 * A letter, or Enter, outside of all that one can type in: JupyterLab would change the cells.
 * @param {KeyboardEvent} event
 * @param {Element} target
 */
function isStrayKey({ key, ctrlKey, metaKey, altKey, shiftKey }, target) {
  if (ctrlKey || metaKey || altKey || target.closest(TYPED_IN)) return false;
  if (key === "Enter") return !shiftKey && !target.closest(".kvi-lesson-to-try");
  return key.length === 1;
}

/**
 * @param {Event} _
 * @param {Element} target
 */
const opensText = (_, target) => target.closest(".jp-MarkdownCell") !== null;
