// The kinds of group a form is made of. Each fills one table: its rows are those of `form.rows(group.id)`.
import { classPart } from "./class_place.js";
import { deck } from "./deck_group.js";
import { button, details, element, fill } from "./dom.js";
import { drawField } from "./fields.js";
import { matrix } from "./matrix_group.js";
import { prediction } from "./prediction_group.js";
import { rowWith } from "./rows.js";
import { scrollingTable } from "./tables.js";
import { codeBox } from "./text_code.js";

/**
 * Rows that are given (a strategy, a partner's indicators): one set of fields each.
 * @param {Kit.FixedItemsGroup} group
 * @param {Kit.Form} form
 */
function fixedItems(group, form) {
  const rows = form.rows(group.id);
  return group.items.map((item) => {
    const row = rowWith(rows, { id: item.id });
    const fields = (item.fields ?? group.fields).map((field) =>
      drawField(field, row, `${group.id}.${item.id}`, form.changed, form.words),
    );
    const lines = (item.lines ?? []).map((line) => element("p", { class: "kvi-line" }, line));
    if (!item.heading) return element("div", { class: "kvi-item kvi-bare" }, ...fields);
    return element("fieldset", { class: "kvi-item" }, element("legend", {}, item.heading), ...lines, ...fields);
  });
}

/**
 * Rows that the learner adds and takes away.
 * @param {Kit.OpenItemsGroup} group
 * @param {Kit.Form} form
 */
function openItems(group, form) {
  const rows = form.rows(group.id);
  const removed = () => (form.undo?.group === group.id ? [form.undo.row] : []);
  const add = () => rows.push({ id: freshRowId(group, [...rows, ...removed()]) });
  while (rows.length < group.shown) add();
  function addAndFocus() {
    add();
    form.draw();
    form.focus(`${group.id}.${rows.at(-1)?.id}.${group.fields[0].id}`);
  }
  const addButton = button(group.add, addAndFocus, { "data-path": `${group.id}.add` });
  const enough = rows.length >= group.at_most ? element("span", { class: "kvi-help" }, group.enough) : "";
  return [
    ...rows.map((_, index) => openItem(group, form, index)),
    form.undoButton(group),
    element("div", { class: "kvi-row" }, addButton, enough),
  ];
}

/**
 * Numbers are never used twice, so that a link to an indicator that went away cannot end at another one.
 * @param {Kit.OpenItemsGroup} group
 * @param {Kit.Row[]} rows
 */
function freshRowId(group, rows) {
  const numbers = rows.map((row) => Number(String(row.id).split("-").pop()) || 0);
  return `${group.id}-${Math.max(group.last_number ?? 0, ...numbers) + 1}`;
}

/**
 * @param {Kit.OpenItemsGroup} group
 * @param {Kit.Form} form
 * @param {number} index
 */
function openItem(group, form, index) {
  const rows = form.rows(group.id);
  const row = rows[index];
  const name = fill(group.item, { n: index + 1 });
  function remove() {
    const place = rows.indexOf(row); // others may have brought or taken rows since
    form.undo = { group: group.id, row, index: place, path: `${group.id}.${row.id}.${group.fields[0].id}` };
    rows.splice(place, 1);
    form.changed(true);
    form.draw();
    form.focus("undo");
  }
  const removeAttributes = {
    class: "kvi-button kvi-quiet",
    "aria-label": `${group.remove} ${name}`,
    "data-path": `${group.id}.remove.${row.id}`,
  };
  return element(
    "fieldset",
    { class: "kvi-item" },
    element("legend", {}, name + (index >= group.at_least ? ` ${group.optional}` : "")),
    ...group.fields.map((field) => drawField(field, row, `${group.id}.${row.id}`, form.changed, form.words)),
    rows.length > group.shown ? button(group.remove, remove, removeAttributes) : "",
  );
}

/**
 * @param {Kit.ItemsGroup} group
 * @param {Kit.Form} form
 */
export function items(group, form) {
  return group.items ? fixedItems(group, form) : openItems(group, form);
}

/** @param {Kit.TableGroup} group */
function table({ caption, columns, rows, empty }) {
  if (!rows.length) return [element("p", { class: "kvi-empty" }, empty)];
  return [scrollingTable({ caption, columns, rows, role: "group", class: "kvi-table" })];
}

/**
 * @param {Kit.FileGroup} group
 * @param {Kit.FileForm} form
 */
function file(group, form) {
  const input = fileInput(`${group.id}.file`, () => form.read(group.id, input));
  return [
    dropZone(form, input, group.id, group),
    codeBox(group.id, form, { takes: true }),
    classPart(group, form),
    group.opened ? element("p", { class: "kvi-line" }, group.opened) : "",
  ];
}

/**
 * The line about a file that was opened: it is drawn anew with all around it, and no voice would read it there.
 * @param {Kit.Group[]} groups
 */
export const openedFile = (groups) => groups.map((group) => ("opened" in group && group.opened) || "").join("");

/**
 * @param {Kit.FileForm} form
 * @param {HTMLInputElement} input
 * @param {string} group
 * @param {{ button: string, drop: string }} words
 */
export function dropZone(form, input, group, words) {
  const attributes = {
    class: "kvi-drop",
    ondragover: (/** @type {DragEvent} */ event) => event.preventDefault(),
    ondrop: (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      form.read(group, input, event.dataTransfer?.files[0]);
    },
  };
  return element(
    "label",
    attributes,
    input,
    element("span", { class: "kvi-button" }, words.button),
    element("span", { class: "kvi-help" }, words.drop),
    element("div", { class: "kvi-problem kvi-there", role: "alert", "data-problem": group }),
  );
}

/**
 * @param {string} path
 * @param {() => void} onchange
 */
export function fileInput(path, onchange) {
  return element("input", {
    type: "file",
    accept: ".json,.html,application/json,text/html",
    class: "kvi-hidden",
    "data-path": path,
    onchange,
  });
}

/**
 * @param {Kit.DownloadGroup} group
 * @param {Kit.FileForm} form
 */
function download(group, form) {
  const attributes = { class: "kvi-button kvi-strong", "data-path": `${group.id}.download` };
  return [
    classPart(group, form),
    button(group.button, () => form.download(group.id), attributes),
    group.as_text ? codeBox(group.id, form, { gives: true }) : "",
  ];
}

/** @param {Kit.NoteGroup} group */
const note = (group) => [element("p", { class: "kvi-empty" }, group.text)];

/** @type {{ [Kind in Kit.Group["kind"]]: (group: Extract<Kit.Group, { kind: Kind }>, form: Kit.FileForm) => Kit.Child[] }} */
const kinds = { items, deck, matrix, table, file, download, note, prediction };

/**
 * @param {Kit.Group} group
 * @param {Kit.FileForm} form
 */
export function drawGroup(group, form) {
  const draw = /** @type {(group: Kit.Group, form: Kit.FileForm) => Kit.Child[]} */ (kinds[group.kind]);
  return groupSection(group, draw ? draw(group, form) : []); // a kind that there is not spoils no other group
}

/**
 * @param {Kit.Group} group
 * @param {Kit.Child[]} body
 */
export function groupSection(group, body) {
  return element(
    "section",
    { class: `kvi-group kvi-group-${group.kind}`, "aria-label": group.title },
    group.title ? element("h4", {}, group.title) : "",
    group.help ? element("p", { class: "kvi-help" }, group.help) : "",
    ...(group.unfold ? [details(group.unfold, ...body)] : body),
  );
}
