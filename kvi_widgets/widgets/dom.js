// Building blocks shared by all forms. People's text only ever becomes text nodes.

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "hidden") node[name] = value;
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
  return node;
}

export function fill(template, values) {
  return String(template ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

let count = 0;
export function freshId(stem) {
  count += 1;
  return `kvi-${stem}-${count}`;
}

// A disclosure: the browser's own element, so keyboard and screen reader work by themselves.
export function details(summary, ...children) {
  return element("details", { class: "kvi-details" }, element("summary", {}, summary), ...children);
}
