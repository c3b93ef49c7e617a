// What a step asks, and how much time is left: for the projector.
import { button, element, fill, freshId } from "./dom.js";

export class RoomBoard {
  /**
   * @param {Kit.LiveRoomTraits["words"]["board"]} words
   * @param {Kit.LiveRoomTraits["steps"]} steps
   */
  constructor(words, steps) {
    this.words = words;
    this.steps = steps.filter(({ prompt }) => prompt);
    this.until = 0; // ms since 1970
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined;
    const [stepId, minutesId] = [freshId("board"), freshId("board")];
    const options = this.steps.map(({ id, title }) => element("option", { value: id }, title));
    this.step = element("select", { id: stepId, "data-path": "room.step" }, ...options);
    this.step.addEventListener("change", () => this.showPrompt());
    this.minutes = element("input", {
      ...{ id: minutesId, type: "number", min: 1, max: 240, value: "10" },
      "data-path": "room.minutes",
    });
    this.start = button(words.start, () => this.turn(), { "data-path": "room.clock" });
    this.prompt = element("p", { class: "kvi-room-prompt" });
    this.left = element("p", { class: "kvi-room-clock", role: "timer", hidden: true });
    this.node = element(
      "section",
      { class: "kvi-room-board", "aria-label": words.title },
      element("h4", {}, words.title),
      element(
        "div",
        { class: "kvi-row" },
        element("label", { for: stepId }, words.step),
        this.step,
        element("label", { for: minutesId }, words.minutes),
        this.minutes,
        this.start,
      ),
      this.prompt,
      this.left,
    );
    this.showPrompt();
  }

  showPrompt() {
    this.prompt.textContent = this.steps.find(({ id }) => id === this.step.value)?.prompt ?? "";
  }

  /** Start the clock, or stop it. */
  turn() {
    const minutes = Math.min(240, Math.max(0, Number(this.minutes.value) || 0));
    this.until = this.until || !minutes ? 0 : Date.now() + minutes * 60_000;
    this.stop();
    if (this.until) this.timer = setInterval(() => this.tick(), 500);
    const label = this.until ? this.words.stop : this.words.start;
    this.start.textContent = label;
    this.start.setAttribute("aria-label", label);
    this.left.hidden = !this.until;
    this.tick();
  }

  tick() {
    const seconds = Math.max(0, Math.ceil((this.until - Date.now()) / 1000));
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    this.left.textContent = seconds ? fill(this.words.left, { time }) : this.words.over;
  }

  stop() {
    clearInterval(this.timer);
  }
}
