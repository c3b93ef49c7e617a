// The two kinds of field inside a row: text and choice.
// A field gets its row, writes into it and calls `changed(at_once)`.
import { element, fill, freshId } from "./dom.js";

// In a matrix the same label stands in every cell; a screen reader also hears which pair.
const of = (field) => (field.of ? element("span", { class: "kvi-hidden" }, ` · ${field.of}`) : "");

function textField(field, row, path, changed, words) {
  const id = freshId("text");
  const help = element("p", { id: `${id}-help`, class: "kvi-help" }, field.help ?? "");
  const advice = element("p", { id: `${id}-advice`, class: "kvi-advice" });
  const area = element("textarea", {
    id,
    rows: field.rows ?? 2,
    placeholder: field.placeholder,
    "data-path": path,
    "aria-describedby": `${field.help ? `${id}-help ` : ""}${id}-advice`,
    value: row[field.id] ?? "",
    oninput: () => {
      row[field.id] = area.value;
      fit();
      changed(false);
    },
    onblur: () => changed(true),
  });
  function fit() {
    const long = field.advice && area.value.length > field.advice;
    advice.textContent = long ? fill(words.long, { count: area.value.length, advice: field.advice }) : "";
    area.style.height = "auto";
    if (area.scrollHeight) area.style.height = `${area.scrollHeight + 2}px`;
  }
  // Also when it comes into sight again or the window gets narrower.
  let width = 0;
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width !== width) {
      width = contentRect.width;
      requestAnimationFrame(fit);
    }
  }).observe(area);
  return element(
    "div",
    { class: "kvi-field" },
    element("label", { for: id, class: "kvi-label" }, field.label, of(field)),
    field.help ? help : "",
    area,
    advice,
  );
}

// One answer is kept as its id, several as ids joined by " + ", which reads well in a DataFrame.
function choiceField(field, row, path, changed) {
  const name = freshId("choice");
  const chosen = () =>
    String(row[field.id] ?? "")
      .split(" + ")
      .filter(Boolean);
  function choose(option, checked) {
    if (!field.many) row[field.id] = option.value;
    else {
      const kept = new Set(chosen());
      if (checked) kept.add(option.id);
      else kept.delete(option.id);
      row[field.id] = field.options
        .map((o) => o.id)
        .filter((id) => kept.has(id))
        .join(" + ");
    }
    changed(true);
  }
  const options = field.options.map((option) => {
    option.value ??= option.id;
    const input = element("input", {
      type: field.many ? "checkbox" : "radio",
      name,
      "data-path": `${path}.${option.id}`,
      checked: field.many ? chosen().includes(option.id) : String(row[field.id] ?? "") === String(option.value),
      onchange: (event) => choose(option, event.target.checked),
    });
    return element(
      "label",
      { class: "kvi-option" },
      input,
      option.sign ? element("span", { class: "kvi-sign", "aria-hidden": "true" }, option.sign) : "",
      element(
        "span",
        { class: "kvi-option-words" },
        element("span", { class: "kvi-option-label" }, option.label),
        option.help ? element("span", { class: "kvi-help" }, option.help) : "",
      ),
    );
  });
  return element(
    "fieldset",
    { class: `kvi-field kvi-choice${field.cards ? " kvi-cards" : ""}` },
    element("legend", { class: field.quiet ? "kvi-hidden" : "kvi-label" }, field.label, of(field)),
    field.help ? element("p", { class: "kvi-help" }, field.help) : "",
    element("div", { class: "kvi-options" }, ...options),
  );
}

export function drawField(field, row, path, changed, words) {
  const draw = field.kind === "choice" ? choiceField : textField;
  return draw(field, row, `${path}.${field.id}`, changed, words);
}
