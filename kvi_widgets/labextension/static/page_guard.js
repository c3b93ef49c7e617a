// While a lesson is shown as a page, no key or click that went astray takes a form away or opens what stands behind it.

// Where keys have a meaning of their own.
const TYPED_IN = [".kvi-widget", ".kvi-lesson-bar", "input", "textarea", ".cm-editor", "button"].join();
// What moves the page, and nothing in it.
const MOVING = new Set(["Tab", "Escape", " ", "PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);

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
  if (target instanceof Element && target.closest(".kvi-lesson-page .jp-Notebook") && isStray(event, target))
    event.stopImmediatePropagation();
};

/**
 * A key by which JupyterLab would change the cells.
 * @param {KeyboardEvent} event
 * @param {Element} target
 */
function isStrayKey({ key, ctrlKey, metaKey, altKey, shiftKey }, target) {
  if (target.closest(TYPED_IN)) return false;
  if (key === "Enter") return altKey || !target.closest(".kvi-lesson-to-try");
  if (ctrlKey || metaKey) return shiftKey || key.length > 1; // searching, saving, copying, enlarging
  return altKey || !MOVING.has(key);
}

/**
 * @param {Event} _
 * @param {Element} target
 */
const opensText = (_, target) => target.closest(".jp-MarkdownCell") !== null;
