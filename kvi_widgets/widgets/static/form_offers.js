// Answers found elsewhere are offered, never taken: from the browser's copies, a file, an older version.
import { dropCopies, findCopies, isFromThisTab } from "./browser_copies.js";
import { clock } from "./clock.js";
import { sendRequest, sendState } from "./conversation.js";
import { button, element, fill, focusBeside } from "./dom.js";

const BY_THEMSELVES = new Set(["", "copy", "whose", "version", "moved"]); // the others come after a click
const WITH_LINES = new Set([
  "copy",
  "version",
  "earlier",
  "file",
  "another",
  "starter",
  "starter_again",
  "start",
  "move",
]);
const LINES_IN_SIGHT = 3; // more of them may have to be scrolled, without a mouse, too

export class FormOffers {
  /** @param {{ model: Kit.Model<Kit.FormTraits>, goOn: () => void, say: (text: string) => void }} options */
  constructor({ model, goOn, say }) {
    this.model = model;
    this.words = model.get("words");
    this.goOn = goOn;
    this.say = say;
    /** @type {Element | null} */
    this.asker = null; // what had the focus when a file was opened
    /** @type {Kit.NamedCopy[]} */
    this.copies = [];
    this.node = element("section", { class: "kvi-offer", hidden: true });
  }

  /** What the newest copy says that the disk had. */
  get onDisk() {
    return this.copies.at(-1)?.acknowledged ?? {};
  }

  lookForCopies() {
    const identity = this.model.get("identity");
    const { step, brief } = this.model.get("head");
    // Of a workshop that is gone, the forms of the steps speak: once is enough.
    this.copies = findCopies({ ...identity, fresh: identity.fresh && !brief }, step);
    const foreign = this.copies.find((copy) => copy.workshop !== identity.workshop && !isFromThisTab(copy));
    if (foreign) this.askWhose(foreign.at);
    else this.sendCopies();
  }

  /**
   * Somebody else may have sat here: nothing is quoted before it is known whose it is.
   * @param {number} at
   */
  askWhose(at) {
    this.put({ kind: "whose", at }, (choice) => {
      this.node.hidden = true;
      if (choice === "take") this.sendCopies();
      else this.copies = [];
      this.goOn();
    });
  }

  sendCopies() {
    if (this.copies.length) sendState(this.model, { copies: this.copies.map(({ name, ...copy }) => copy) });
  }

  /** What the kernel offers. */
  show() {
    const offer = this.model.get("offer");
    if (offer.kind === "copy" && offer.nothing) dropCopies(this.copies.splice(0)); // nothing new in them
    this.put(offer, (choice, line) => this.decide(choice, line));
  }

  /**
   * What was asked for must be seen and heard: one sentence, and not the button that replaces everything.
   * @param {HTMLElement} title
   */
  leadTo(title) {
    this.asker = focusBeside(title);
    this.node.scrollIntoView({ block: "nearest" });
    title.focus({ preventScroll: true });
  }

  /**
   * @param {Partial<Kit.Offer>} offer
   * @param {Kit.Decide} decide
   */
  put(offer, decide) {
    this.node.replaceChildren(...drawOffer(offer, this.words, decide));
    const title = this.node.querySelector("h4");
    this.node.hidden = !title;
    if (title && !BY_THEMSELVES.has(offer.kind ?? "")) this.leadTo(title);
    else if (title) this.say(title.textContent);
  }

  /**
   * @param {Kit.OfferChoice} choice
   * @param {number} [line] the one that is wanted, of an earlier state
   */
  decide(choice, line) {
    this.node.hidden = true;
    const leaves = choice === "leave";
    const stays = leaves && this.model.get("offer").kind === "copy"; // in the browser, for later
    if (!stays) sendRequest(this.model, "decision", { take: false, [choice]: !leaves, line });
    if (leaves && this.asker instanceof HTMLElement && this.asker.dataset.path) this.asker.focus();
    else this.goOn();
    this.asker = null;
  }

  forget() {
    this.copies = [];
    this.node.hidden = true;
  }
}

/**
 * Nothing is filled in by itself: the learner sees what would change and decides.
 * @param {Partial<Kit.Offer>} offer
 * @param {Kit.FormWords} words
 * @param {Kit.Decide} decide
 */
function drawOffer({ kind, lines = [], at, name = "" }, words, decide) {
  const text = kind ? words.offers?.[kind] : undefined;
  if (!text || (kind === "copy" && !lines.length)) return [];
  /** @type {Kit.OfferChoice[]} */
  const choices = ["take", "instead", "leave"];
  return [
    element(
      "h4",
      { tabindex: "-1", "data-path": "offer.title" },
      fill(name ? (text.titled ?? text.title) : text.title, { name, time: at ? clock(at, words.locale) : "" }),
    ),
    element("p", {}, text.help),
    ...(WITH_LINES.has(kind ?? "") ? [offerLines(lines, text, words, decide)] : []),
    element(
      "div",
      { class: "kvi-row" },
      ...choices.filter((choice) => text[choice]).map((choice) => choiceButton(choice, text, decide)),
    ),
  ];
}

/**
 * @param {Kit.OfferChoice} choice
 * @param {Kit.OfferWords} text
 * @param {Kit.Decide} decide
 */
function choiceButton(choice, text, decide) {
  const strong = choice === "take" ? { class: "kvi-button kvi-strong" } : {};
  return button(text[choice] ?? "", () => decide(choice), { ...strong, "data-path": `offer.${choice}` });
}

/**
 * @param {Kit.OfferLine[]} lines
 * @param {Kit.OfferWords} text
 * @param {Kit.FormWords} words
 * @param {Kit.Decide} decide
 */
function offerLines(lines, text, words, decide) {
  if (!lines.length) return element("p", {}, words.same);
  const scrolls = lines.length > LINES_IN_SIGHT ? { tabindex: "0", "aria-label": text.help } : {};
  const bringBack = (/** @type {Kit.OfferLine} */ { label, place }, /** @type {number} */ number) =>
    text.one && place
      ? button(text.one, () => decide("take", number), {
          "aria-label": fill(text.one_label, { label }),
          "data-path": `offer.line.${number}`,
        })
      : "";
  return element("ul", scrolls, ...lines.map((line, number) => offerLine(line, words, bringBack(line, number))));
}

/**
 * @param {Kit.OfferLine} line
 * @param {Kit.FormWords} words
 * @param {Node | string} action
 */
function offerLine({ label, now, then, told }, words, action) {
  return element(
    "li",
    {},
    element("strong", {}, fill(words.labelled, { label })),
    " ",
    then ? element("bdi", {}, fill(words.then, { then })) : (told ?? words.goes),
    now ? element("span", { class: "kvi-help" }, fill(words.now, { now })) : "",
    " ",
    action,
  );
}
