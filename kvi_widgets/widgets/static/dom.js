// Building blocks shared by all forms. People's text only ever becomes text nodes.

// JupyterLab takes single letters and arrows for itself. It looks from the focused element upwards
// and takes the first that fits, so the mark has to be on the focused element, not on the form.
const FOCUSABLE = new Set(["a", "button", "input", "summary", "textarea"]);
const PROPERTIES = new Set(["value", "checked", "hidden"]);

/**
 * An element with its attributes; `onclick` and the like become listeners.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Kit.Attributes} attributes
 * @param {Kit.Child[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  if (FOCUSABLE.has(tag) || "tabindex" in attributes) node.dataset.lmSuppressShortcuts = "true";
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  for (const child of children) if (child !== undefined && child !== null && child !== "") node.append(asNode(child));
  return node;
}

/**
 * @param {HTMLElement} node
 * @param {string} name
 * @param {Kit.Attributes[string]} value
 */
function setAttribute(node, name, value) {
  if (typeof value === "function") node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
  else if (PROPERTIES.has(name)) Reflect.set(node, name, value);
  else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : String(value));
}

/** @param {Node | string | number} child */
const asNode = (child) => (typeof child === "number" ? String(child) : child);

/**
 * What a voice says of a label: its words, without the signs and pictures before and behind them.
 * @param {string} label
 */
export const said = (label) => label.replace(/^[\p{S}\p{M}\u200d]+\s+|\s+\p{S}+$/gu, "");

/**
 * @param {string} label
 * @param {() => void} press
 * @param {Kit.Attributes} attributes
 */
export function button(label, press, attributes = {}) {
  const own = { type: "button", class: "kvi-button", "aria-label": said(label), onclick: () => press() };
  return element("button", { ...own, ...attributes }, label);
}

/**
 * A gap that nobody fills stays as it stands, as in Python's `Sentence`.
 * @param {string | undefined} template
 * @param {object} values
 */
export function fill(template, values) {
  const known = new Map(Object.entries(values));
  return String(template ?? "").replace(/\{(\w+)\}/g, (gap, name) => String(known.get(name) ?? gap));
}

/**
 * @param {unknown} left
 * @param {unknown} right
 */
export function isEqual(left, right) {
  return JSON.stringify(left) === JSON.stringify(right);
}

// Each widget counts for itself, and many stand on one page: the random part keeps labels apart.
const family = Math.random().toString(36).slice(2, 8);
let count = 0;

/** @param {string} stem */
export function freshId(stem) {
  count += 1;
  return `kvi-${stem}-${family}-${count}`;
}

/**
 * A disclosure: the browser's own element, so keyboard and screen reader work by themselves.
 * @param {string} summary
 * @param {Kit.Child[]} children
 */
export function details(summary, ...children) {
  const words = said(summary); // an aria-label would be said beside the text, not instead
  const picture = element("span", { "aria-hidden": "true" }, summary.slice(0, summary.indexOf(words)));
  return element("details", { class: "kvi-details" }, element("summary", {}, picture, words), ...children);
}

/** @param {Kit.Child[]} items */
export function list(items) {
  return element("ul", {}, ...items.map((item) => element("li", {}, item)));
}

/**
 * Hand a file to the browser, which saves it.
 * @param {string} name
 * @param {Blob} file
 */
export function saveFile(name, file) {
  const address = URL.createObjectURL(file);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/**
 * What has the focus where this stands: a host may put each widget into a document of its own (a shadow root).
 * @param {Node} place
 */
export function focusBeside(place) {
  const root = place.getRootNode();
  return root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
}

/**
 * What has the focus, if it stands inside.
 * @param {HTMLElement} place
 */
export function focusedIn(place) {
  const focused = focusBeside(place);
  return focused instanceof HTMLElement && place.contains(focused) ? focused : null;
}

/**
 * Elements are found again by their `data-path`, also when they were made anew.
 * @param {HTMLElement} place
 * @param {string | undefined} path
 * @returns {HTMLElement | null}
 */
export function findPath(place, path) {
  return path ? place.querySelector(`[data-path="${CSS.escape(path)}"]`) : null;
}

/**
 * Bring the focus to a field, or to the first of its choices.
 * @param {HTMLElement} place
 * @param {string} path
 */
export function focusPath(place, path) {
  const field = findPath(place, path) ?? place.querySelector(`[data-path^="${CSS.escape(path)}."]`);
  if (field instanceof HTMLElement) field.focus();
}
