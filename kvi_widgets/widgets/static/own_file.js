// The learner's own file: to keep and to open, to forget on shared computers, and a reminder where everything vanishes.
import { forgetAll } from "./browser_copies.js";
import { button, details, element, focusedIn } from "./dom.js";
import { dropZone, fileInput } from "./groups.js";
import { codeBox } from "./text_code.js";

const OWN = "own";
const EARLIER = "earlier";

/**
 * @param {Kit.FormWords} words
 * @param {Kit.FileForm} form
 * @param {Node} classNode what has to do with the class
 */
export function drawOwnFile({ own }, form, classNode) {
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
    codeBox(OWN, form, { gives: true, takes: true }),
    classNode,
    element(
      "div",
      { class: "kvi-row" },
      button(own.earlier, () => form.download(EARLIER), { "data-path": "own.earlier" }),
    ),
    element("p", { class: "kvi-help" }, own.shared),
    element("div", { class: "kvi-row" }, forgetButton, answer),
  );
}

// A gentle line after some minutes of new work; silent where the file stays anyway.
export class DownloadReminder {
  /**
   * @param {Kit.FormWords} words
   * @param {Pick<Kit.FileForm, "download">} form
   * @param {() => void} goOn to where the file can be kept at any time
   */
  constructor(words, form, goOn) {
    this.goOn = goOn;
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
    if (focusedIn(this.node)) this.goOn();
    this.node.hidden = true;
  }
}
