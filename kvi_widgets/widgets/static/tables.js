// Tables to read: the first cell of a row is its heading. What is wide scrolls, by keyboard, too.
import { element } from "./dom.js";

/**
 * @param {Kit.TableToRead} table `label`, `role` and `frame`, its class, are those of the place that scrolls
 */
export function scrollingTable({ caption, columns, rows, class: name, label = caption, role = "region", frame }) {
  const headings = columns.map((column) => element("th", { scope: "col" }, column));
  return element(
    "div",
    { tabindex: "0", class: frame ?? "kvi-scroll", role, "aria-label": label },
    element(
      "table",
      { class: name },
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...headings)),
      element("tbody", {}, ...rows.map(tableRow)),
    ),
  );
}

/** @param {Kit.Child[]} cells */
function tableRow([heading, ...cells]) {
  return element("tr", {}, element("th", { scope: "row" }, heading), ...cells.map((cell) => element("td", {}, cell)));
}
