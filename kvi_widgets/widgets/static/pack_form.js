// The teacher's form over one table of a content pack: rows to change, to add, to take away.
import { failuresOnly } from "./announcements.js";
import { sendState } from "./conversation.js";
import { element, focusedIn, focusPath, isEqual } from "./dom.js";
import { groupSection, items } from "./groups.js";
import { rowsOf } from "./rows.js";
import { listen } from "./trait_patches.js";
import { undoButton } from "./undo_button.js";
import { drawnBy, prepareRoot, silenceNote } from "./widget_root.js";

const PAUSE = 600; // ms without a key before the file is written

class PackFormView {
  /** @param {Kit.Page<Kit.PackFormTraits>} page */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    this.group = model.get("group");
    this.value = structuredClone(model.get("value"));
    this.timer = 0;
    this.seen = model.get("seen");
    this.body = element("div", { class: "kvi-body" });
    this.problem = element("div", { class: "kvi-problem", role: "alert" });
    this.status = element("p", { class: "kvi-status" });
    const spoken = element("p", { class: "kvi-hidden", role: "status" });
    this.announce = failuresOnly((text) => {
      spoken.textContent = text;
    });
    this.form = this.makeForm();
    this.stopListening = listen(model, { saved: () => this.onSaved() });
    this.draw();
    prepareRoot(model, el, this.words);
    el.append(
      element(
        "section",
        { class: "kvi-widget kvi-form", "aria-label": this.group.heading },
        element("h3", {}, this.group.heading),
        element("p", { class: "kvi-prompt" }, this.group.prompt),
        this.body,
        this.problem,
        silenceNote(model, this.words),
        this.status,
        spoken,
      ),
    );
  }

  stop() {
    if (this.timer) this.send();
    this.stopListening();
  }

  /** @returns {Kit.Form} */
  makeForm() {
    return {
      words: this.words,
      position: {},
      undo: null,
      rows: (table) => rowsOf(this.value, table),
      changed: (now) => this.changed(now),
      draw: () => this.draw(),
      focus: (path) => focusPath(this.body, path),
      undoButton: () => undoButton(this.form, this.words),
    };
  }

  /** @param {boolean} now */
  changed(now) {
    clearTimeout(this.timer);
    if (now) this.send();
    else this.timer = setTimeout(() => this.send(), PAUSE);
  }

  send() {
    clearTimeout(this.timer);
    if (isEqual(this.value, this.model.get("value"))) return;
    this.status.textContent = this.words.saving;
    this.timer = 0;
    sendState(this.model, { value: structuredClone(this.value), seen: this.seen });
  }

  onSaved() {
    const { problem, rows, number } = this.model.get("saved");
    if (rows && !this.timer) this.takeOver(rows, number);
    if (this.problem.textContent !== problem) this.problem.textContent = problem;
    this.status.textContent = problem ? this.words.not_saved : rows ? this.words.united : this.words.written;
    this.status.classList.toggle("kvi-warn", Boolean(problem));
    this.announce(this.status.textContent, Boolean(problem));
  }

  /**
   * Somebody else, or a spreadsheet, has saved rows meanwhile: both are in the file.
   * @param {Kit.Row[]} rows
   * @param {number} number
   */
  takeOver(rows, number) {
    const path = focusedIn(this.body)?.dataset.path;
    this.value = { [this.group.id]: structuredClone(rows) };
    this.seen = number;
    this.draw();
    if (path) focusPath(this.body, path);
  }

  draw() {
    const isOpen = this.body.querySelector("details")?.open; // a long table is folded away until it is wanted
    const section = groupSection(this.group, items(this.group, this.form));
    this.body.replaceChildren(section);
    const folded = section.querySelector("details");
    if (isOpen && folded) folded.open = true;
  }
}

export default { render: drawnBy(PackFormView) };
