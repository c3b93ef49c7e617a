// One question, and what it is about: the kernel sends that only once the question was answered or skipped.
import { button, element, fill } from "./dom.js";
import { drawField } from "./fields.js";
import { rowWith } from "./rows.js";
import { scrollingTable } from "./tables.js";

/**
 * @param {Kit.PredictionGroup} group
 * @param {Kit.FileForm} form
 */
export function prediction(group, form) {
  const [item] = group.items;
  const row = rowWith(form.rows(group.id), { id: item.id });
  return group.shown ? seen(group, group.shown, row, form) : asked(group, row, form);
}

/**
 * @param {Kit.PredictionGroup} group
 * @param {Kit.Row} row
 * @param {Kit.FileForm} form
 */
function asked(group, row, form) {
  const [item] = group.items;
  const look = lookButton(group.look, "answered", { class: "kvi-button kvi-strong" });
  const skip = lookButton(group.skip, "skipped", {});
  const isAnswered = () => String(row.answer ?? "").trim() !== "";
  const follow = () => look.toggleAttribute("disabled", !isAnswered());
  /** @param {boolean} now */
  function changed(now) {
    row.question = item.question; // it stays as the learner read it
    follow();
    form.changed(now);
  }
  /**
   * @param {string} label
   * @param {string} shown
   * @param {Kit.Attributes} attributes
   */
  function lookButton(label, shown, attributes) {
    const press = () => {
      row.shown = shown;
      changed(true);
    };
    return button(label, press, { ...attributes, "data-path": `${group.id}.${item.id}.${shown}` });
  }
  follow();
  const answer = drawField(item.fields[0], row, `${group.id}.${item.id}`, changed, form.words);
  const buttons = item.shows ? element("div", { class: "kvi-row" }, look, skip) : "";
  return [element("div", { onrefresh: follow }, answer), buttons];
}

/**
 * The line with the answer stands where the pressed button stood, and takes its focus: it is heard, and nothing jumps.
 * @param {Kit.PredictionGroup} group
 * @param {Kit.Shown} shown
 * @param {Kit.Row} row
 * @param {Kit.FileForm} form
 */
function seen(group, { caption, told, columns, rows }, row, form) {
  const [item] = group.items;
  const [question, thought] = item.fields;
  const path = `${group.id}.${item.id}`;
  const answer = answerText(question, row);
  const said = answer ? fill(group.said, { answer }) : group.skipped;
  const table = () => scrollingTable({ caption, columns, rows, role: "group" });
  return [
    element("p", { class: "kvi-label" }, question.label),
    element("p", { class: "kvi-line kvi-said", tabindex: "-1", "data-path": `${path}.${row.shown}` }, said),
    rows.length ? (form.map() ?? table()) : element("p", { class: "kvi-empty" }, group.empty),
    told ? element("p", { class: "kvi-hint" }, told) : "",
    thought ? drawField(thought, row, path, form.changed, form.words) : "",
  ];
}

/**
 * Of a choice the labels, else the text itself.
 * @param {Kit.Field} field
 * @param {Kit.Row} row
 */
function answerText(field, row) {
  const answer = String(row.answer ?? "").trim();
  if (field.kind !== "choice") return answer;
  const chosen = new Set(answer.split(" + "));
  return field.options
    .filter(({ id }) => chosen.has(id))
    .map(({ label }) => label)
    .join(" + ");
}
