// One lesson in its tab: it starts, stays whole, comes back when its kernel is gone, and is saved without dead views.
import { isAsNoted } from "./known_lessons.js";
import { LessonBar } from "./lesson_bar.js";
import { withoutViews } from "./saved_lesson.js";

const SHOWS_CODE = "kvi-lessons:code"; // in the browser's storage

export class Lesson {
  /** @param {Lab.LessonParts} parts */
  constructor({ panel, lesson, words, NotebookActions, Widget }) {
    this.panel = panel;
    this.noted = lesson;
    this.actions = NotebookActions;
    this.onLink = () => {};
    /** @type {Lab.LessonState} */
    this.state = "opening";
    this.bar = new LessonBar(words, (isShown) => this.showCode(isShown));
    panel.contentHeader.addWidget(new Widget({ node: this.bar.node }));
    this.saveWithoutViews();
    this.markCellsToTry();
    this.showCode(localStorage.getItem(SHOWS_CODE) === "yes");
    this.listen();
  }

  get session() {
    return this.panel.sessionContext;
  }

  saveWithoutViews() {
    const { model } = this.panel.context;
    const whole = model.toJSON.bind(model);
    model.toJSON = () => withoutViews(whole());
  }

  markCellsToTry() {
    for (const cell of this.panel.content.widgets) {
      const tags = [cell.model.getMetadata("tags") ?? []].flat();
      cell.toggleClass("kvi-lesson-to-try", tags.includes("try-it"));
    }
  }

  listen() {
    this.session.statusChanged.connect((_, status) => {
      if (["dead", "autorestarting", "restarting"].includes(status)) this.onGone();
    });
    this.session.kernelChanged.connect((_, { newValue }) => {
      if (!newValue) this.onGone();
    });
    this.session.connectionStatusChanged.connect((_, status) => {
      if (status === "disconnected") this.onGone();
    });
    this.actions.executed.connect((_, { notebook }) => {
      if (notebook === this.panel.content && this.state !== "opening") this.show("open");
    });
    this.panel.node.addEventListener(
      "click",
      ({ target }) => {
        if (target instanceof Element && target.closest("a[href]")) this.onLink();
      },
      true,
    );
  }

  /** @param {Lab.LessonState} state */
  show(state) {
    this.state = state;
    this.panel.node.dataset.lesson = state;
    this.bar.show(state, () => (state === "gone" ? this.restart() : this.run()));
  }

  isAsNoted() {
    return isAsNoted(this.panel.context.model.toJSON(), this.noted);
  }

  /** Start what is known; let a person decide about all else. */
  async open() {
    if (!this.isAsNoted()) return this.show("changed");
    this.show("opening");
    await this.panel.revealed;
    await this.kernelAnswers();
    if (this.isAsNoted()) await this.run();
    else this.show("changed");
  }

  async run() {
    this.show("opening");
    await this.kernelAnswers();
    const { content } = this.panel;
    const isWhole = await this.actions.runCells(content, content.widgets, this.session);
    this.show(isWhole ? "open" : "failed");
  }

  async kernelAnswers() {
    const { session, noted } = this;
    await session.ready;
    if (!session.session?.kernel) await session.changeKernel({ name: noted.kernel });
    await session.session?.kernel?.info;
  }

  onGone() {
    if (this.state === "open" && !this.panel.isDisposed) this.show("gone");
  }

  async restart() {
    const { session, noted } = this;
    this.show("opening");
    if (session.session?.kernel) {
      await session.restartKernel().catch(() => session.changeKernel({ name: noted.kernel })); // the server knows it no more
    }
    await this.run();
  }

  /** @param {boolean} isShown */
  showCode(isShown) {
    localStorage.setItem(SHOWS_CODE, isShown ? "yes" : "no");
    this.bar.box.checked = isShown;
    this.panel.toggleClass("kvi-lesson-page", !isShown);
    this.panel.toolbar.setHidden(!isShown);
  }

  /** The next lesson is open: this one is saved, and gives its tab and its kernel back. */
  async leave() {
    const { context } = this.panel;
    if (context.model.dirty && !context.model.readOnly) await context.save();
    await this.session.shutdown();
    this.panel.dispose();
  }
}
