// Questions about a map. Each lights what it is about, as long as the mouse or the focus is on it.
import { button, element } from "./dom.js";

/**
 * @param {Kit.ValueMapTraits["findings"]} findings
 * @param {{ label: string, light: (marks: Kit.Mark[]) => void, leave: () => void, press: () => void }} showButton
 */
export function questionList({ questions = [], more = "", nothing, caution }, showButton) {
  const items = questions.map((question) => questionItem(question, showButton));
  return [
    items.length ? element("ol", {}, ...items) : element("p", {}, nothing),
    ...(more ? [element("p", {}, more)] : []),
    element("p", { class: "kvi-map-why" }, caution),
  ];
}

/**
 * @param {Kit.Question} question
 * @param {Parameters<typeof questionList>[1]} showButton
 */
function questionItem({ question, trigger, act, marks }, { label, light, leave, press }) {
  const show = () =>
    button(label, press, {
      class: "kvi-map-button",
      onfocus: () => light(marks),
      onblur: leave,
      onmouseenter: () => light(marks),
      onmouseleave: leave,
    });
  return element(
    "li",
    {},
    question,
    element("span", { class: "kvi-map-why" }, [trigger, act].filter(Boolean).join(" → ")),
    marks.length ? show() : "",
  );
}
