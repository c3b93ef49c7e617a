// The form of a step: what is typed goes to the browser's copy at every key and to the kernel after a pause, and what
// the kernel tells comes in without taking a field from under somebody's hands.
import { failuresOnly } from "./announcements.js";
import { keepCopy, rememberVisit, removeOldCopies } from "./browser_copies.js";
import { ClassPanel } from "./class_place.js";
import { clock, isToday, stamped } from "./clock.js";
import { onSilence, sendRequest, sendState } from "./conversation.js";
import { element, fill, findPath, focusedIn, saveFile } from "./dom.js";
import { heldText } from "./fields.js";
import { fileText } from "./file_text.js";
import { FormBody } from "./form_body.js";
import { drawHead, drawNotes, drawQuestions, showProblem } from "./form_frame.js";
import { FormOffers } from "./form_offers.js";
import { isUnderWay, nextState, startState } from "./form_state.js";
import { drawGroup, openedFile } from "./groups.js";
import { DownloadReminder, drawOwnFile } from "./own_file.js";
import { dropGone, layInto, rowsOf, typedRows } from "./rows.js";
import { fromCode, toCode } from "./text_code.js";
import { listen } from "./trait_patches.js";
import { TypingPause } from "./typing_pause.js";
import { undoButton } from "./undo_button.js";
import { drawModel, drawnBy, prepareRoot } from "./widget_root.js";

class FormView {
  /** @param {Kit.Page<Kit.FormTraits>} page */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    this.state = startState(structuredClone(model.get("value")), model.get("edit"));
    this.value = structuredClone(this.state.screen); // the fields write into it
    /** @type {number | undefined} */
    this.timer = undefined;
    this.pause = new TypingPause();
    this.hasCopy = true; // the browser holds one
    /** @type {Node | undefined} */
    this.mapNode = undefined;
    /** @type {((text: string) => void) | null} */
    this.takeText = null; // of the next file, in place of a download
    /** @type {Partial<Kit.Errand>} */
    this.errand = {}; // to the class
    /** @type {Set<Kit.Row>} */
    this.gone = new Set(); // rows that somebody took away
    this.body = new FormBody(() => this.drawGroups());
    this.form = this.makeForm();
    this.classPanel = new ClassPanel(this.form);
    this.ownFile = drawOwnFile(this.words, this.form, this.classPanel.node);
    this.reminder = new DownloadReminder(this.words, this.form, () => this.ownFile.querySelector("summary")?.focus());
    this.offers = new FormOffers({ model, goOn: () => this.body.focusFirst(), say: (text) => this.say(text) });
    this.missing = element("div", { class: "kvi-missing" });
    this.questions = element("div", { class: "kvi-missing kvi-asked", "aria-live": "polite" });
    this.problem = element("div", { class: "kvi-problem", role: "alert" });
    this.status = element("p", { class: "kvi-status" });
    this.spoken = element("p", { class: "kvi-hidden", role: "status" });
    this.announce = failuresOnly((text) => this.say(text));
    this.opened = openedFile(model.get("groups"));
    this.root = this.layout();
    this.stops = this.listen();
    removeOldCopies();
    rememberVisit();
    this.body.draw();
    this.showStatus();
    this.showNotes();
    this.showQuestions();
    this.classPanel.show(model.get("class_place"));
    this.offers.show();
    this.offers.lookForCopies();
    if (model.get("saved").late) this.state.disk = this.offers.onDisk; // the kernel has more
    if (!model.get("identity").fresh) this.keep();
    prepareRoot(model, el, this.words);
    el.append(this.root);
  }

  layout() {
    const head = this.model.get("head");
    const unlessBrief = (/** @type {Node} */ node) => (head.brief ? "" : node);
    return element(
      "section",
      {
        class: `kvi-widget kvi-form${head.brief ? " kvi-brief" : ""}`,
        "aria-label": head.brief ? undefined : head.title, // a brief one is one question, which its field says
        onkeydown: (event) => this.onKey(event),
      },
      unlessBrief(drawHead(head, this.words)),
      this.offers.node,
      this.body.node,
      unlessBrief(this.questions),
      unlessBrief(this.missing),
      this.problem,
      this.status,
      this.spoken,
      unlessBrief(this.reminder.node),
      unlessBrief(this.ownFile),
    );
  }

  /** @param {string} text */
  say(text) {
    this.spoken.textContent = text;
  }

  drawGroups() {
    dropGone(this.value, this.gone);
    return this.model.get("groups").map((group) => drawGroup(group, this.form));
  }

  onGroups() {
    this.body.drawSoon();
    const opened = openedFile(this.model.get("groups"));
    if (opened !== this.opened) this.say(opened);
    this.opened = opened;
  }

  onClassPlace() {
    const place = this.model.get("class_place");
    this.classPanel.show(place);
    this.body.drawSoon();
    if (place.said) this.say(place.said);
  }

  /** @returns {Kit.FileForm} */
  makeForm() {
    return {
      words: this.words,
      position: {},
      undo: null,
      rows: (table) => rowsOf(this.value, table),
      changed: (now) => this.changed(now),
      draw: () => this.body.draw(),
      focus: (path) => this.body.focus(path),
      undoButton: (group) => (this.form.undo?.group === group.id ? undoButton(this.form, this.words) : ""),
      read: (group, input, file) => this.read(group, input, file),
      download: (group) => this.act({ type: "asked", group }),
      askClass: (errand) => {
        this.errand = errand;
        this.act({ type: "asked", group: "class" });
      },
      classPlace: () => this.model.get("class_place"),
      asCode: (group) => this.asCode(group),
      readCode: (group, message) => this.readCode(group, message),
      forgotten: () => this.onForgotten(),
      map: () => this.map(),
    };
  }

  /** Drawn once, also when all around it is drawn anew; nothing where this form has none. */
  map() {
    const id = this.model.get("map");
    if (id && !this.mapNode) this.mapNode = drawModel(this.model.widget_manager, id);
    return this.mapNode;
  }

  listen() {
    const { model } = this;
    return [
      listen(model, {
        value: () => this.onTold(),
        groups: () => this.onGroups(),
        class_place: () => this.onClassPlace(),
        saved: () => this.act({ type: "saved", late: model.get("saved").late }),
        notes: () => this.showNotes(),
        questions: () => this.showQuestions(),
        download: () => this.handOver(),
        offer: () => this.offers.show(),
      }),
      onSilence(model, (isSilent) => this.act({ type: "silence", isSilent })),
    ];
  }

  stop() {
    if (this.state.isTyping) this.paused();
    for (const stop of this.stops) stop();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      this.paused();
    }
  }

  /** @param {boolean} now */
  changed(now) {
    if (this.body.isDrawing) return;
    this.act({ type: "typed", value: typedRows(this.value, this.state.base) });
    clearTimeout(this.timer);
    if (now) this.paused();
    else this.timer = setTimeout(() => this.paused(), this.pause.after(performance.now()));
  }

  paused() {
    clearTimeout(this.timer);
    this.act({ type: "paused" });
  }

  /** @param {number} edit */
  onAnswered(edit) {
    const { edit: last, refused, late } = this.model.get("saved");
    const value = structuredClone(this.model.get("value"));
    this.act({ type: "answered", edit, refused: refused && last === edit, late, value });
  }

  onTold() {
    const value = structuredClone(this.model.get("value"));
    this.act({ type: "told", value, late: this.model.get("saved").late });
  }

  /** @param {Kit.FormEvent} event */
  act(event) {
    const before = this.state;
    const busy = this.body.busyField;
    const held = busy ? heldText(busy, this.value) : null;
    // Two windows of one form must not give one number to two edits.
    this.state = nextState(before, event, { edit: 1 + Math.floor(Math.random() * 2 ** 52), held });
    const { sent, sentBase, edit, shown, delivery } = this.state;
    this.keep();
    if (sent && sent !== before.sent) {
      const state = { value: structuredClone(sent), was: structuredClone(sentBase), edit };
      sendState(this.model, state, () => this.onAnswered(edit));
      this.reminder.onWork(this.model.get("remind_after"));
    }
    if (shown !== before.shown) this.show();
    if (delivery && delivery !== before.delivery) this.deliver(delivery);
    this.showStatus();
  }

  /** @param {{ group: string }} delivery */
  deliver(delivery) {
    sendRequest(this.model, "request", { ...delivery, ...(delivery.group === "class" ? this.errand : {}) });
  }

  keep() {
    const { screen, disk, sent } = this.state;
    const { workshop } = this.model.get("identity");
    const { step } = this.model.get("head");
    this.hasCopy = keepCopy({ workshop, step, value: screen, acknowledged: disk, sent });
  }

  showStatus() {
    const { at, problem, late, where } = this.model.get("saved");
    showProblem(this.root, this.problem, this.model.get("saved"), this.words);
    const hasFailed = Boolean((problem && !where) || late);
    const { isSilent } = this.state;
    const text = this.statusText(hasFailed, at);
    this.status.textContent = text;
    this.status.classList.toggle("kvi-warn", isSilent || hasFailed);
    if (isSilent || !isUnderWay(this.state)) this.announce(text, isSilent || hasFailed);
  }

  /**
   * @param {boolean} hasFailed
   * @param {number} at
   */
  statusText(hasFailed, at) {
    const { words } = this;
    if (this.state.isSilent) return this.hasCopy ? words.kept_here : words.kept_nowhere;
    if (isUnderWay(this.state)) return words.saving;
    if (hasFailed) return words.not_saved;
    return at && isToday(at) ? fill(words.saved, { at: clock(at, words.locale) }) : words.nothing_yet;
  }

  /**
   * @param {string} group
   * @param {HTMLInputElement} input
   * @param {File | undefined} file
   */
  async read(group, input, file = input.files?.[0]) {
    if (!file) return;
    const text = await fileText(file, this.model.get("head").most_bytes);
    input.value = ""; // the same file may be chosen again
    sendRequest(this.model, "upload", { group, text });
  }

  /**
   * @param {string} group
   * @returns {Promise<string>}
   */
  asCode(group) {
    return new Promise((resolve) => {
      this.takeText = (/** @type {string} */ text) => resolve(toCode(text));
      this.act({ type: "asked", group });
    });
  }

  /**
   * @param {string} group
   * @param {string} message
   */
  async readCode(group, message) {
    const text = await fromCode(message, this.model.get("head").most_bytes);
    if (text !== null) sendRequest(this.model, "upload", { group, text });
    return text !== null;
  }

  handOver() {
    const { name, text, type, whole } = this.model.get("download");
    const { takeText } = this;
    this.takeText = null;
    if (takeText) return takeText(text);
    saveFile(stamped(name), new Blob([text], { type }));
    if (whole) this.reminder.onDownload();
  }

  onForgotten() {
    this.offers.forget();
    this.keep(); // in vain, and so the status knows
  }

  showNotes() {
    const complete = this.model.get("head").complete;
    this.missing.replaceChildren(...drawNotes(this.model.get("notes"), complete, this.words));
  }

  showQuestions() {
    const questions = this.model.get("questions");
    const asked = focusedIn(this.questions)?.dataset.path;
    this.questions.hidden = !questions.length;
    const keep = (/** @type {Kit.CoachQuestion} */ question) => this.keepSentence(question);
    const move = (/** @type {Kit.CoachQuestion} */ { id }) => this.act({ type: "asked", group: `move-${id}` });
    this.questions.replaceChildren(...drawQuestions(questions, this.words, keep, move));
    if (!asked) return;
    const again = findPath(this.questions, asked);
    if (again) again.focus();
    else this.body.focus(asked.replace("asked", this.model.get("head").step)); // the sentence that was asked about
  }

  /** @param {Kit.CoachQuestion} question */
  keepSentence({ id, text }) {
    const table = this.model.get("head").step;
    const row = rowsOf(this.value, table).find((one) => one.id === id);
    if (!row) return;
    row.kept = text;
    this.changed(true);
    this.body.focus(`${table}.${id}.text`);
  }

  show() {
    const { shown, moved } = this.state;
    const isSame = layInto(this.value, shown, this.gone);
    const table = moved ? Object.keys(this.value).find((name) => shown[name]?.includes(moved)) : undefined;
    this.body.refresh(moved && table ? `${table}.${moved.id}.text` : "");
    if (!isSame) this.body.drawSoon();
  }
}

export default { render: drawnBy(FormView) };
