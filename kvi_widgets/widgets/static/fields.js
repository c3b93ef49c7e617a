// The two kinds of field inside a row: text and choice.
// A field gets its row, writes into it and calls `changed(now)`.
import { element, fill, focusBeside, freshId } from "./dom.js";
import { rowKey } from "./rows.js";

/** @type {WeakMap<HTMLElement, { row: Kit.Row, column: string }>} */
const cells = new WeakMap(); // what a field writes into

/**
 * Which text of this value a field shows.
 * @param {HTMLTextAreaElement} area
 * @param {Kit.FormValue} value
 * @returns {Kit.HeldText | null}
 */
export function heldText(area, value) {
  const cell = cells.get(area);
  const table = cell && Object.keys(value).find((name) => value[name].includes(cell.row));
  return cell && table ? { table, key: rowKey(cell.row), column: cell.column, text: area.value } : null;
}

/**
 * In a matrix the same label stands in every cell; a screen reader also hears which pair.
 * @param {Kit.Field} field
 */
const pairOf = (field) =>
  field.of ? element("span", { class: "kvi-hidden" }, `. ${field.of.replace(" → ", ", ")}`) : "";

/**
 * @param {Kit.TextField} field
 * @param {Kit.Row} row
 * @param {string} path of the row
 * @param {Kit.Changed} changed
 * @param {Kit.FieldWords} words
 */
function textField(field, row, path, changed, words) {
  const id = freshId("text");
  const rows = field.rows ?? 2;
  const advice = element("p", { id: `${id}-advice`, class: "kvi-advice" });
  const area = element("textarea", {
    id,
    rows,
    style: `--rows: ${rows}`,
    placeholder: field.placeholder,
    "data-path": `${path}.${field.id}`,
    "aria-describedby": `${field.help ? `${id}-help ` : ""}${id}-advice`,
    value: String(row[field.id] ?? ""),
    oninput: () => {
      row[field.id] = area.value;
      fit();
      changed(false);
    },
    onrefresh: () => {
      if (area.value === String(row[field.id] ?? "")) return;
      const { selectionStart, selectionEnd } = area;
      area.value = String(row[field.id] ?? "");
      if (focusBeside(area) === area) area.setSelectionRange(selectionStart, selectionEnd);
      fit();
    },
    onblur: () => changed(true),
  });
  function fit() {
    const limit = field.advice;
    const isLong = limit && area.value.length > limit;
    advice.textContent = isLong ? fill(words.long, { count: area.value.length, advice: limit }) : "";
    if (CSS.supports("field-sizing", "content")) return; // it fits by itself, whatever changes its letters
    area.style.height = "auto";
    if (area.scrollHeight) area.style.height = `${area.scrollHeight + 2}px`;
  }
  onNewWidth(area, fit);
  cells.set(area, { row, column: field.id });
  return element(
    "div",
    { class: "kvi-field" },
    element("label", { for: id, class: "kvi-label" }, field.label, pairOf(field)),
    field.help ? element("p", { id: `${id}-help`, class: "kvi-help" }, field.help) : "",
    area,
    advice,
  );
}

/**
 * Also when it comes into sight again or the window gets narrower.
 * @param {HTMLElement} node
 * @param {() => void} action
 */
function onNewWidth(node, action) {
  let width = 0;
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width !== width) {
      width = contentRect.width;
      requestAnimationFrame(action);
    }
  }).observe(node);
}

/** @type {Record<string, number>} */
const ARROWS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * Where an answer reveals something, arrow keys only look around, as the mouse can; Space and Enter answer.
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement[]} inputs
 */
function lookAround(event, inputs) {
  const now = inputs.indexOf(/** @type {HTMLInputElement} */ (event.target));
  const step = ARROWS[event.key];
  if (event.key === "Enter") inputs[now].click();
  else if (step) inputs.at((now + step) % inputs.length)?.focus();
  else return;
  event.preventDefault();
}

/**
 * One answer is kept as its id, several as ids joined by " + ", which reads well in a DataFrame.
 * @param {Kit.ChoiceField} field
 * @param {Kit.Row} row
 * @param {string} path of the row
 * @param {Kit.Changed} changed
 */
export function choiceField(field, row, path, changed) {
  const name = freshId("choice");
  const ticked = () => new Set(String(row[field.id] ?? "").split(" + "));
  /** @param {Kit.Option} option */
  const isChosen = (option) =>
    field.many ? ticked().has(option.id) : String(row[field.id] ?? "") === String(option.value ?? option.id);
  /**
   * @param {Kit.Option} option
   * @param {boolean} checked
   */
  function choose(option, checked) {
    if (!field.many) row[field.id] = option.value ?? option.id;
    else {
      const ids = ticked();
      if (checked) ids.add(option.id);
      else ids.delete(option.id);
      const inOrder = field.options.filter(({ id }) => ids.has(id));
      row[field.id] = inOrder.map(({ id }) => id).join(" + ");
    }
    changed(true);
  }
  const inputs = field.options.map((option) => {
    /** @type {HTMLInputElement} */
    const input = element("input", {
      type: field.many ? "checkbox" : "radio",
      name,
      "data-path": `${path}.${field.id}.${option.id}`,
      checked: isChosen(option),
      onchange: () => choose(option, input.checked),
      onrefresh: () => {
        input.checked = isChosen(option);
      },
    });
    return input;
  });
  const options = field.options.map((option, place) =>
    element("label", { class: "kvi-option" }, inputs[place], ...optionLabel(option)),
  );
  const onkeydown = field.deliberate ? (/** @type {KeyboardEvent} */ event) => lookAround(event, inputs) : undefined;
  const legend = { id: `${name}-label`, class: field.quiet ? "kvi-hidden" : "kvi-label" };
  return element(
    "fieldset",
    {
      class: `kvi-field kvi-choice${field.cards ? " kvi-cards" : ""}`,
      "aria-labelledby": field.about ? `${field.about} ${legend.id}` : undefined,
    },
    element("legend", legend, field.label, pairOf(field)),
    field.help ? element("p", { class: "kvi-help" }, field.help) : "",
    element("div", { class: "kvi-options", onkeydown }, ...options),
  );
}

/** @param {Kit.Option} option */
function optionLabel({ sign, label, help }) {
  return [
    sign ? element("span", { class: "kvi-sign", "aria-hidden": "true" }, sign) : "",
    element(
      "span",
      { class: "kvi-option-words" },
      element("span", { class: "kvi-option-label" }, label),
      help ? element("span", { class: "kvi-help" }, help) : "",
    ),
  ];
}

/**
 * @param {Kit.Field} field
 * @param {Kit.Row} row
 * @param {string} path of the row
 * @param {Kit.Changed} changed
 * @param {Kit.FieldWords} words
 */
export function drawField(field, row, path, changed, words) {
  return field.kind === "choice" ? choiceField(field, row, path, changed) : textField(field, row, path, changed, words);
}
