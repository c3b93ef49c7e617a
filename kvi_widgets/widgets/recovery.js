// What a form does so that nothing is lost: it offers answers found elsewhere, keeps and opens
// the learner's file, forgets on shared computers, and reminds where everything vanishes.
import { forgetAll } from "./browser_copies.js";
import { clock } from "./clock.js";
import { button, details, element, fill } from "./dom.js";
import { dropZone, fileInput } from "./groups.js";

const OWN = "own";

/**
 * Nothing is filled in by itself: the learner sees what would change and decides.
 * @param {Partial<Kit.Offer>} offer
 * @param {Kit.FormWords} words
 * @param {(take: boolean) => void} decide
 */
export function drawOffer({ kind, lines = [], at }, words, decide) {
  const text = kind ? words.offers?.[kind] : undefined;
  if (!text || (kind === "copy" && !lines.length)) return [];
  const take = { class: "kvi-button kvi-strong", "data-path": "offer.take" };
  const leave = { "data-path": "offer.leave" };
  return [
    element("h4", {}, fill(text.title, { time: at ? clock(at, words.locale) : "" })),
    element("p", {}, text.help),
    lines.length ? element("ul", {}, ...lines.map((line) => offerLine(line, words))) : element("p", {}, words.same),
    element(
      "div",
      { class: "kvi-row" },
      button(text.take, () => decide(true), take),
      button(text.leave, () => decide(false), leave),
    ),
  ];
}

/**
 * @param {Kit.OfferLine} line
 * @param {Kit.FormWords} words
 */
function offerLine({ label, now, then }, words) {
  return element(
    "li",
    {},
    element("strong", {}, fill(words.labelled, { label })),
    " ",
    then ? element("bdi", {}, fill(words.then, { then })) : words.goes,
    now ? element("span", { class: "kvi-help" }, fill(words.now, { now })) : "",
  );
}

/**
 * @param {Kit.FormWords} words
 * @param {Kit.FileForm} form
 */
export function drawOwnFile({ own }, form) {
  const input = fileInput("own.file", () => form.read(OWN, input));
  const answer = element("span", { class: "kvi-help", role: "status" });
  function forget() {
    forgetAll();
    form.forgotten();
    answer.textContent = own.forgotten;
  }
  const download = button(own.download, () => form.download(OWN), { "data-path": "own.download" });
  const forgetButton = button(own.forget, forget, { "data-path": "own.forget" });
  return details(
    own.title,
    element("p", { class: "kvi-help" }, own.help),
    element("div", { class: "kvi-row" }, download),
    dropZone(form, input, OWN, { button: own.open, drop: own.drop }),
    element("p", { class: "kvi-help" }, own.shared),
    element("div", { class: "kvi-row" }, forgetButton, answer),
  );
}

// A gentle line after some minutes of new work; silent where the file stays anyway.
export class DownloadReminder {
  /**
   * @param {Kit.FormWords} words
   * @param {Pick<Kit.FileForm, "download">} form
   */
  constructor(words, form) {
    const download = button(words.own.download, () => form.download(OWN), { "data-path": "remind.download" });
    const attributes = { class: "kvi-remind kvi-row", role: "status", hidden: true };
    this.node = element("p", attributes, words.remind, download);
    /** @type {number | null} */
    this.workingSince = null;
  }

  /** @param {number} seconds after which to remind; 0 is never */
  onWork(seconds) {
    this.workingSince ??= Date.now();
    if (seconds > 0 && Date.now() - this.workingSince >= seconds * 1000) this.node.hidden = false;
  }

  onDownload() {
    this.workingSince = null;
    this.node.hidden = true;
  }
}
