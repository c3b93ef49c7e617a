// The class, where it has a place to meet: hand one's work in, find a partner, send feedback and see it arrive.
import { clock } from "./clock.js";
import { button, element, fill, focusBeside, freshId } from "./dom.js";

/** One's own work and the class, in "My file": drawn once, so that no field goes from under the hands. */
export class ClassPanel {
  /** @param {Kit.FileForm} form */
  constructor(form) {
    this.form = form;
    const { words } = form;
    const id = freshId("class");
    this.help = element("p", { class: "kvi-help" });
    this.name = element("input", { type: "text", id, maxlength: 40, "data-path": "class.name" });
    this.given = element("p", { class: "kvi-line" });
    this.said = element("p", { class: "kvi-help" });
    const ask = (/** @type {string} */ kind) => form.askClass({ kind, name: this.name.value });
    this.name.addEventListener("change", () => ask("name")); // the tick beside the partners needs it, too
    this.give = button(words.class_place.give, () => ask("give"), { "data-path": "class.give" });
    this.back = button(words.class_place.back, () => ask("back"), { "data-path": "class.back" });
    this.errands = element(
      "div",
      {},
      element("label", { class: "kvi-label", for: id }, words.class_place.name),
      this.name,
      element("p", { class: "kvi-help" }, words.class_place.give_help),
      element("div", { class: "kvi-row" }, this.give, this.back),
      this.given,
      this.said,
    );
    this.node = element(
      "section",
      { class: "kvi-group kvi-class", "aria-label": words.class_place.title, hidden: true },
      element("h4", {}, words.class_place.title),
      this.help,
      this.errands,
    );
  }

  /** @param {Partial<Kit.ClassPlace>} place */
  show(place) {
    const words = this.form.words.class_place;
    this.node.hidden = !isClassPlace(place) && !place.unreachable;
    this.errands.hidden = !isClassPlace(place);
    if (place.unreachable) this.help.textContent = fill(words.unreachable, { place: place.unreachable });
    if (!isClassPlace(place)) return;
    this.help.textContent = fill(words.help, { place: place.where });
    if (focusBeside(this.name) !== this.name) this.name.value = place.name;
    this.back.hidden = !place.given;
    const time = clock(place.given_at, this.form.words.locale);
    this.given.hidden = !place.given_at; // an empty line would show its edge
    this.given.textContent = place.given_at ? fill(words.given, { time, name: place.name }) : "";
    this.said.textContent = saidIn(place, "own", words);
  }
}

/**
 * What a group of a form has to do with the class; nothing where there is no place.
 * @param {{ kind: string, id: string }} group
 * @param {Kit.FileForm} form
 */
export function classPart({ kind, id }, form) {
  const place = form.classPlace();
  const draw = kind === "file" ? { partner: partnerList, feedback: arrivals }[id] : { feedback: sendButton }[id];
  if (!draw || !isClassPlace(place)) return "";
  const said = element("p", { class: "kvi-help" }, saidIn(place, id, form.words.class_place));
  const [action, ...more] = draw(place, form);
  return element("div", { class: "kvi-class" }, action, said, ...more);
}

/**
 * @param {Kit.ClassPlace} place
 * @param {Kit.FileForm} form
 */
function partnerList({ partners, looks, name }, form) {
  const words = form.words.class_place;
  const tick = element("input", { type: "checkbox", "data-path": "class.looks", checked: looks });
  tick.addEventListener("change", () => form.askClass({ kind: tick.checked ? "look" : "hide" }));
  const read = (/** @type {Kit.Candidate} */ { seat, name, at }) =>
    button(
      fill(words.read, { name, time: clock(at, form.words.locale) }),
      () => form.askClass({ kind: "read", seat }),
      { "data-path": `class.read.${seat}` },
    );
  return [
    element(
      "div",
      {},
      element("p", { class: "kvi-help" }, words.no_files),
      element("label", { class: "kvi-looks" }, tick, fill(words.look, { name })),
      element("div", { class: "kvi-row" }, askButton("partners", form)),
    ),
    partners?.length
      ? element("ul", { class: "kvi-candidates" }, ...partners.map((one) => element("li", {}, read(one))))
      : "",
  ];
}

/**
 * @param {Kit.ClassPlace} place
 * @param {Kit.FileForm} form
 */
function sendButton({ partner }, form) {
  if (!partner) return [];
  const label = fill(form.words.class_place.send, { name: partner });
  const attributes = { class: "kvi-button kvi-strong", "data-path": "class.send" };
  return [
    element(
      "div",
      { class: "kvi-row" },
      button(label, () => form.askClass({ kind: "send" }), attributes),
    ),
  ];
}

/**
 * @param {Kit.ClassPlace} _place
 * @param {Kit.FileForm} form
 */
function arrivals(_place, form) {
  return [element("div", { class: "kvi-row" }, askButton("arrived", form))];
}

/**
 * @param {"partners" | "arrived"} kind
 * @param {Kit.FileForm} form
 */
const askButton = (kind, form) =>
  button(form.words.class_place[kind], () => form.askClass({ kind }), { "data-path": `class.${kind}` });

/**
 * @param {Partial<Kit.ClassPlace>} place
 * @returns {place is Kit.ClassPlace}
 */
const isClassPlace = (place) => "where" in place;

/**
 * @param {Kit.ClassPlace} place
 * @param {string} group
 * @param {Kit.ClassWords} words
 */
const saidIn = (place, group, words) => (place.group !== group ? "" : place.busy ? words.busy : place.said);
