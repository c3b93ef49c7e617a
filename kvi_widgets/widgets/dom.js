// Building blocks shared by all forms. People's text only ever becomes text nodes.

// JupyterLab takes single letters and arrows for itself. It looks from the focused element upwards
// and takes the first that fits, so the mark has to be on the focused element, not on the form.
const FOCUSABLE = new Set(["a", "button", "input", "summary", "textarea"]);

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  if (FOCUSABLE.has(tag) || "tabindex" in attributes) node.dataset.lmSuppressShortcuts = "true";
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "hidden") node[name] = value;
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
  return node;
}

// A gap that nobody fills stays as it stands, as in Python's `Sentence`.
export function fill(template, values) {
  return String(template ?? "").replace(/\{(\w+)\}/g, (gap, name) =>
    String((Object.hasOwn(values, name) ? values[name] : null) ?? gap),
  );
}

export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

// Each widget counts for itself, and many stand on one page: the random part keeps labels apart.
const family = Math.random().toString(36).slice(2, 8);
let count = 0;
export function freshId(stem) {
  count += 1;
  return `kvi-${stem}-${family}-${count}`;
}

// A disclosure: the browser's own element, so keyboard and screen reader work by themselves.
export function details(summary, ...children) {
  return element("details", { class: "kvi-details" }, element("summary", {}, summary), ...children);
}
