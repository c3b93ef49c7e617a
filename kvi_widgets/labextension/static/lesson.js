// One lesson in its tab: it starts, stays whole, comes back when its kernel is gone, and is saved without dead views.
import { IdleWatch } from "./idle_watch.js";
import { compareWithNote } from "./known_lessons.js";
import { LessonBar } from "./lesson_bar.js";
import { ReadAloud } from "./read_aloud.js";
import { showRunButton } from "./run_button.js";
import { hasViews, withoutViews } from "./saved_lesson.js";
import { leaveToPage, scriptsFor } from "./widget_scripts.js";

export class Lesson {
  /** @param {Lab.LessonParts} parts */
  constructor({ panel, lesson, words, language, idle, isPulled, NotebookActions, Widget }) {
    this.panel = panel;
    this.noted = lesson;
    this.isPulled = isPulled;
    this.scripts = scriptsFor([...lesson.code, ...lesson.tries]); // while the kernel starts
    this.words = words;
    this.actions = NotebookActions;
    /** @type {(name: string) => boolean} whether nobody else is to follow the link */
    this.onLink = () => false;
    /** @type {Lab.LessonState} */
    this.state = "opening";
    this.isStopping = false; // by us: that its kernel is gone is no news
    this.isStarting = false; // and not run by a person, who wants to hear when it is done
    /** @type {HTMLElement | null} */
    this.place = null; // where one was before one went to the bar
    this.isIdle = false; // for so long that its kernel will soon be stopped
    this.bar = new LessonBar(
      words,
      (isShown) => this.showCode(isShown),
      () => this.readAloud(),
      () => panel.contentHeader.fit(),
    );
    this.reader = new ReadAloud(panel.content.node, language, (isReading) => this.bar.showReading(isReading));
    this.watch = new IdleWatch(idle, () => this.onIdle());
    panel.contentHeader.addWidget(new Widget({ node: this.bar.node }));
    this.whole = this.saveWithoutViews();
    this.markCells();
    this.showCode(this.bar.showsCode);
    this.listen();
  }

  get session() {
    return this.panel.sessionContext;
  }

  /** @returns {() => Lab.NotebookJson} what the notebook holds now, its views too */
  saveWithoutViews() {
    const { model } = this.panel.context;
    const whole = model.toJSON.bind(model);
    model.toJSON = () => withoutViews(whole());
    return whole;
  }

  compare() {
    return compareWithNote(this.whole(), this.noted);
  }

  /** What makes the lesson is hidden in the page; what a learner tries or has added is shown. */
  markCells() {
    const { made } = this.compare();
    for (const [place, cell] of this.panel.content.widgets.entries()) {
      const isToTry = cell.model.type === "code" && !made.includes(place);
      cell.toggleClass("kvi-lesson-to-try", isToTry);
      if (isToTry) showRunButton(cell.node, this.words.run, () => this.runCells([cell]));
    }
  }

  listen() {
    const { session, panel } = this;
    session.statusChanged.connect((_, status) => {
      if (["dead", "autorestarting", "restarting"].includes(status)) this.onGone("opening");
    });
    session.kernelChanged.connect((_, { newValue }) => {
      if (!newValue) this.onGone();
    });
    session.iopubMessage.connect((_, { parent_header }) => {
      if (this.watch.isWork(parent_header.msg_type) && this.isIdle) this.onWork();
    });
    panel.context.fileChanged.connect(() => this.onFile());
    /** @type {Parameters<Lab.Actions["executed"]["connect"]>[0]} */
    const onExecuted = (_, { cell, success }) => this.onExecuted(cell, success);
    this.actions.executed.connect(onExecuted);
    panel.disposed.connect(() => {
      this.actions.executed.disconnect(onExecuted);
      this.bar.sizes.disconnect();
      this.watch.stop();
      this.reader.stop();
    });
    panel.node.addEventListener("click", (event) => this.onClick(event), true);
    panel.node.addEventListener("focusin", ({ target }) => this.onFocus(target));
    panel.node.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** @param {EventTarget | null} target */
  onFocus(target) {
    const isPlace = target instanceof HTMLElement && !this.bar.node.contains(target);
    if (isPlace && !target.contains(this.place)) this.place = target; // its cell is passed on the way to the bar
  }

  /**
   * Escape leaves a form for its cell (widget_root.js), a cell for the bar, and the bar for where one came from.
   * @param {KeyboardEvent} event
   */
  onKey({ key, target, repeat }) {
    if (key !== "Escape" || repeat || !(target instanceof Element)) return;
    const { place, panel, bar } = this;
    if (target.matches(".jp-Cell")) bar.focus();
    else if (bar.node.contains(target)) (place?.isConnected ? place : panel.content.activeCell?.node)?.focus();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    const link = target instanceof Element ? target.closest("a[href]") : null;
    const [path] = (link?.getAttribute("href") ?? "").split(/[?#]/);
    const name = decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
    if (!name || ctrlKey || metaKey || shiftKey || !this.onLink(name)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * The lesson may be run by hand as well: once its last cell has run, it is open.
   * @param {Lab.Cell} cell
   * @param {boolean} success
   */
  onExecuted(cell, success) {
    const place = this.panel.content.widgets.indexOf(cell);
    if (success && place >= 0 && place === this.compare().made.at(-1)) this.show("open");
    else if (!this.isStarting && cell.node.matches(".kvi-lesson-to-try"))
      this.bar.tell(this.words[success ? "ran" : "ran_not"]);
  }

  /** Saved, or read anew from the disk, which leaves no forms. */
  onFile() {
    this.markCells();
    if (this.state === "open" && !hasViews(this.whole())) this.show("changed");
  }

  /** @param {Lab.LessonState} [also] state besides "open" in which this is news */
  onGone(also) {
    if (["open", also].includes(this.state) && !this.isStopping && !this.panel.isDisposed) this.show("gone");
  }

  onIdle() {
    if (this.state !== "open") return;
    this.isIdle = true;
    this.bar.show("idle", () => this.stayAwake());
  }

  onWork() {
    this.isIdle = false;
    if (this.state === "open") this.bar.show("open");
  }

  /** Whoever is still thinking lets the kernel do some work, which takes it no time. */
  stayAwake() {
    this.onWork();
    this.bar.say(this.words.awake);
    this.session.session?.kernel?.requestExecute({ code: "", silent: true });
  }

  readAloud() {
    if (this.reader.isReading) this.reader.stop();
    else if (this.reader.voice) this.reader.start();
    else this.bar.say(this.words.no_voice);
  }

  /** @param {Lab.LessonState} state */
  show(state) {
    this.state = state;
    this.isIdle = false;
    this.panel.node.dataset.lesson = state;
    this.bar.show(state, () => (state === "gone" ? this.restart() : this.run()));
  }

  /** Start what is known; let a person decide about all else. */
  async open() {
    if (!this.compare().isWhole) return this.show("changed");
    this.show("opening");
    await this.panel.revealed;
    await this.run(() => this.compare().isWhole);
  }

  /** @param {() => boolean} isAllowed asked once the kernel is there */
  async run(isAllowed = () => true) {
    this.show("opening");
    try {
      await this.kernelAnswers();
      if (!isAllowed()) return this.show("changed");
      const { made, tried, isWhole } = this.compare();
      const { widgets } = this.panel.content;
      const places = isWhole ? [...made, ...tried].sort((a, b) => a - b) : widgets.keys();
      this.isStarting = true;
      const code = leaveToPage(await this.scripts, this.isPulled);
      await this.session.session?.kernel?.requestExecute({ code, silent: true }).done;
      const isDone = await this.runCells(Array.from(places, (place) => widgets[place]));
      if (!isDone) this.show("failed");
      else if (this.state === "opening") this.show("open");
    } catch {
      this.show("gone"); // no kernel can be started now
    } finally {
      this.isStarting = false;
    }
  }

  /** @param {Lab.Cell[]} cells */
  runCells(cells) {
    return this.actions.runCells(this.panel.content, cells, this.session);
  }

  async kernelAnswers() {
    const { session, noted } = this;
    await session.ready;
    if (!session.session?.kernel) await session.changeKernel({ name: noted.kernel });
    await session.session?.kernel?.info;
  }

  async restart() {
    const { session, noted } = this;
    this.show("opening");
    this.isStopping = true;
    if (session.session?.kernel) {
      // The server may know it no more.
      await session.restartKernel().catch(() => session.changeKernel({ name: noted.kernel }).catch(() => {}));
    }
    this.isStopping = false;
    await this.run();
  }

  /** @param {boolean} isShown */
  showCode(isShown) {
    this.panel.toggleClass("kvi-lesson-page", !isShown);
    this.panel.toolbar.setHidden(!isShown);
  }

  async save() {
    const { context } = this.panel;
    if (context.model.dirty) await context.save();
  }

  /** The next lesson is open in its place: this one is saved, and gives its tab and its kernel back. */
  async leave() {
    const { context, isVisible } = this.panel;
    if (isVisible || this.panel.isDisposed || context.contentsModel?.writable === false) return;
    await this.release();
    this.panel.dispose();
  }

  /** Save it, and let its kernel go. */
  async release() {
    this.isStopping = true;
    await this.save();
    await this.session.shutdown();
  }
}
