// What stands around the groups of a form: prompt, example, hints above, what is missing or went wrong below.
import { button, details, element, fill, list, said } from "./dom.js";

/**
 * @param {Kit.Head} head
 * @param {Kit.FormWords} words
 */
export function drawHead({ title, prompt, example = [], example_title: exampleTitle = "", hints = [] }, words) {
  const lines = example.map((line) => element("p", { class: "kvi-line" }, line));
  return element(
    "header",
    {},
    element("h3", {}, title),
    prompt ? element("p", { class: "kvi-prompt" }, prompt) : "",
    lines.length ? details(exampleTitle, ...lines) : "",
    hints.length ? drawHints(hints, words) : "",
  );
}

/**
 * @param {string[]} hints
 * @param {Kit.FormWords} words
 */
function drawHints(hints, words) {
  const shown = element("div", { role: "status" });
  const label = () => fill(words.hint, { n: shown.childElementCount + 1, all: hints.length });
  function showNext() {
    const hint = element("p", { class: "kvi-hint", tabindex: "-1" }, hints[shown.childElementCount]);
    const isLast = shown.childElementCount === hints.length - 1;
    if (isLast) shown.removeAttribute("role"); // the focus says it already
    shown.append(hint);
    more.textContent = label();
    more.setAttribute("aria-label", said(label()));
    if (isLast) hint.focus(); // the button goes
    more.hidden = isLast;
  }
  const more = button(label(), showNext, { class: "kvi-button kvi-quiet", "data-path": "hint" });
  return element("div", { class: "kvi-hints" }, shown, more);
}

/**
 * @param {Kit.FormTraits["notes"]} notes
 * @param {string | undefined} complete what to say when nothing is missing
 * @param {Kit.FormWords} words
 */
export function drawNotes({ missing, advice }, complete, words) {
  return [
    ...titledList(words.missing, missing),
    ...titledList(words.advice, advice),
    ...(missing.length ? [] : [element("p", { class: "kvi-help" }, complete ?? words.complete)]),
  ];
}

/**
 * What the coach asks, below all fields, so that nothing moves under the hands of who types.
 * @param {Kit.FormTraits["questions"]} questions
 * @param {Kit.FormWords} words
 * @param {(question: Kit.CoachQuestion) => void} keep
 * @param {(question: Kit.CoachQuestion) => void} move
 */
export function drawQuestions(questions, words, keep, move) {
  if (!questions.length) return [];
  const items = questions.map((question) =>
    element(
      "li",
      {},
      question.question,
      " ",
      button(words.keep, () => keep(question), { class: "kvi-button kvi-quiet", "data-path": `asked.${question.id}` }),
      ...(question.move ? [moveSentenceButton(question, move)] : []),
    ),
  );
  return [element("p", { class: "kvi-label" }, words.asked), element("ul", {}, ...items)];
}

/**
 * @param {Kit.CoachQuestion} question
 * @param {(question: Kit.CoachQuestion) => void} move
 */
function moveSentenceButton(question, move) {
  const attributes = { class: "kvi-button kvi-quiet", "data-path": `move.${question.id}` };
  return button(question.move, () => move(question), attributes);
}

/**
 * @param {string} title
 * @param {string[]} lines
 */
function titledList(title, lines) {
  return lines.length ? [element("p", { class: "kvi-label" }, title), list(lines)] : [];
}

/**
 * What is wrong with a file is said where the file was chosen; what is said already is not said again at every key.
 * @param {HTMLElement} root of the form
 * @param {HTMLElement} general where all else is said
 * @param {Kit.Saved} saved
 * @param {Kit.FormWords} words
 */
export function showProblem(root, general, saved, words) {
  const { problem, where, details: trace } = saved;
  const chosen = problem && where ? root.querySelector(`[data-problem="${CSS.escape(where)}"]`) : null;
  const place = chosen ?? general;
  for (const other of [general, ...root.querySelectorAll("[data-problem]")])
    if (other !== place) other.replaceChildren();
  if (problem === (place.firstElementChild?.textContent ?? "")) return;
  const more = trace ? [details(words.for_teacher, element("pre", { tabindex: "0" }, trace))] : [];
  place.replaceChildren(...(problem ? [element("p", {}, problem), ...more] : []));
}
