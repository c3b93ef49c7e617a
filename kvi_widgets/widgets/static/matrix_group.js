// Every KPI (row) meets every KVI (column). Strength and reason appear once there is a sign.
import { element, fill } from "./dom.js";
import { drawField } from "./fields.js";
import { rowWith } from "./rows.js";

/**
 * @param {Kit.MatrixGroup} group
 * @param {Kit.Form} form
 */
export function matrix(group, form) {
  const { rows, columns, caption } = group;
  if (!rows.length || !columns.length) return [element("p", { class: "kvi-empty" }, group.empty)];
  const headings = [element("th", { scope: "col" }, group.corner), ...columns.map((kvi) => heading(kvi, "col"))];
  const lines = rows.map((kpi) =>
    element("tr", {}, heading(kpi, "row"), ...columns.map((kvi) => cell(group, form, kpi, kvi))),
  );
  return [
    element(
      "div",
      { class: "kvi-scroll", tabindex: "0", role: "group", "aria-label": caption },
      element(
        "table",
        { class: "kvi-matrix" },
        element("thead", {}, element("tr", {}, ...headings)),
        element("tbody", {}, ...lines),
      ),
    ),
  ];
}

/**
 * @param {Kit.Indicator} indicator
 * @param {"row" | "col"} scope
 */
const heading = ({ name, text }, scope) =>
  element("th", { scope }, element("span", { class: "kvi-help" }, name), " ", text);

/**
 * @param {Kit.MatrixGroup} group
 * @param {Kit.Form} form
 * @param {Kit.Indicator} kpi
 * @param {Kit.Indicator} kvi
 */
function cell(group, form, kpi, kvi) {
  const row = rowWith(form.rows(group.id), { kpi: kpi.id, kvi: kvi.id });
  row.strength ??= 1;
  const label = fill(group.pair, { kpi: kpi.text, kvi: kvi.text });
  const path = `${group.id}.${kpi.id}.${kvi.id}`;
  const { drawn, open } = linkFields(group.fields, row, { path, label, changed: form.changed, words: form.words });
  return element("td", { "data-column": `${kvi.name} · ${kvi.text}`, onrefresh: open }, ...drawn);
}

/**
 * The fields of one link: its sign, and below it the rest, which only a sign brings out.
 * @param {Kit.Field[]} fields
 * @param {Kit.Row} row
 * @param {{ path: string, label: string, changed: Kit.Changed, words: Kit.FieldWords }} place
 */
function linkFields(fields, row, { path, label, changed, words }) {
  const isSign = (/** @type {Kit.Field} */ field) => field.id === "polarity";
  const others = fields.filter((field) => !isSign(field)).map((field) => ({ ...field, quiet: false, of: label }));
  const more = element("div", { class: "kvi-more" });
  function open() {
    more.hidden = !row.polarity;
    // Nine pairs of ten stay without a link where there are many.
    if (row.polarity && !more.firstChild) {
      more.append(...others.map((field) => drawField(field, row, path, changed, words)));
    }
    for (const [index, field] of [...more.children].entries()) {
      field.toggleAttribute("hidden", others[index].id === "strength" && row.polarity === "0");
    }
  }
  open();
  const signs = fields.filter(isSign).map((field) =>
    drawField(
      { ...field, quiet: true, of: label },
      row,
      path,
      (now) => {
        open();
        changed(now);
      },
      words,
    ),
  );
  return { drawn: [...signs, more], open };
}
