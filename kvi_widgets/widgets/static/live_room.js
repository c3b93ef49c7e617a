// The class while it works: bars of steps, who needs help, and for the projector the same without a name.
import { clock } from "./clock.js";
import { sendState } from "./conversation.js";
import { button, details, element, fill, focusedIn, list } from "./dom.js";
import { RoomBoard } from "./room_board.js";
import { RoomWorks } from "./room_works.js";
import { scrollingTable } from "./tables.js";
import { listen } from "./trait_patches.js";
import { drawnBy, prepareRoot } from "./widget_root.js";

class LiveRoomView {
  /** @param {Kit.Page<Kit.LiveRoomTraits>} page */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    this.board = new RoomBoard(this.words.board, model.get("steps"));
    this.works = new RoomWorks(model);
    this.projector = button(this.words.projector, () => this.project(), {
      "data-path": "room.projector",
      "aria-pressed": "false",
    });
    this.problem = element("div", { class: "kvi-problem", hidden: true });
    this.counts = element("p", {});
    this.bars = element("ul", { class: "kvi-room-bars" });
    this.title = element("h4", {});
    this.names = element("ol", { class: "kvi-room-names" });
    this.twin = element("div", {});
    this.unread = element("div", { class: "kvi-room-unread" });
    this.looked = element("p", { class: "kvi-help" });
    this.spoken = element("p", { class: "kvi-hidden", role: "status" });
    /** @type {number | undefined} */
    this.asking = undefined; // before anything was seen
    this.root = this.layout();
    const show = () => this.show();
    this.stopListening = listen(model, { room: show, looked: () => this.showLooked(), projected: show });
    prepareRoot(model, el, this.words);
    el.append(this.root);
    show();
    this.showLooked();
  }

  stop() {
    this.board.stop();
    this.stopListening();
  }

  layout() {
    const { words } = this;
    const parts = words.where
      ? [
          element("div", { class: "kvi-row" }, this.projector),
          this.problem,
          this.board.node,
          element(
            "div",
            { class: "kvi-room-parts" },
            element("section", {}, element("h4", {}, words.steps), this.bars),
            element("section", {}, this.title, this.names),
          ),
          this.counts,
          this.unread,
          this.works.node,
          details(words.table, this.twin),
          this.looked,
          this.spoken,
        ]
      : [element("p", { class: "kvi-hint" }, words.no_place)];
    return element(
      "section",
      { class: "kvi-widget kvi-form kvi-room", "aria-label": words.title },
      element("h3", {}, words.title),
      element("p", { class: "kvi-help" }, words.help),
      ...parts,
    );
  }

  project() {
    sendState(this.model, { projected: !this.model.get("projected") }); // names go from the page's data, too
    this.show();
  }

  show() {
    const { words } = this;
    const { here, at, calls, asking, handed_in, looking, unread, problem } = this.model.get("room");
    const isProjected = this.model.get("projected");
    this.projector.setAttribute("aria-pressed", String(isProjected));
    this.root.classList.toggle("kvi-room-projected", isProjected);
    this.works.show(this.model.get("room"), isProjected);
    this.problem.hidden = !problem;
    this.problem.textContent = problem;
    this.counts.textContent = fill(words.counts, { here, handed_in, looking });
    const steps = this.model.get("steps").map(({ id, title }) => ({ title, count: at[id] ?? 0 }));
    this.bars.replaceChildren(...steps.map((step) => roomBar(step, here)));
    this.title.textContent = fill(words.asking, { count: calls });
    this.names.replaceChildren(...(isProjected ? [] : asking.map((one) => element("li", {}, askingLine(one, words)))));
    this.showUnread(unread);
    this.showTwin(steps);
  }

  /** A look at which nothing was new leaves in place what somebody reads or has marked. */
  showLooked() {
    const { where: place, locale, looked: line } = this.words;
    const looked = this.model.get("looked");
    this.looked.textContent = looked ? fill(line, { place, time: clock(looked, locale) }) : "";
    if (looked) this.sayAsking(this.model.get("room").calls);
  }

  /** @param {string[]} names of files, none while it is projected: learners are named in them */
  showUnread(names) {
    if (names.join("\n") === this.unread.dataset.names) return; // somebody may be reading
    this.unread.dataset.names = names.join("\n");
    const title = fill(this.words.unread, { count: names.length });
    this.unread.replaceChildren(...(names.length ? [details(title, list(names))] : []));
  }

  /** @param {{ title: string, count: number }[]} steps */
  showTwin(steps) {
    const hadFocus = focusedIn(this.twin);
    const { step, learners } = this.words.columns;
    const rows = steps.map(({ title, count }) => [title, count]);
    const { steps: caption, table: label } = this.words;
    this.twin.replaceChildren(scrollingTable({ caption, label, columns: [step, learners], rows }));
    if (hadFocus) this.twin.querySelector("div")?.focus();
  }

  /**
   * Nothing else is said by itself: a class moves all the time.
   * @param {number} count
   */
  sayAsking(count) {
    if (this.asking !== undefined && this.asking !== count) {
      this.spoken.textContent = fill(this.words.asking, { count });
    }
    this.asking = count;
  }
}

/**
 * @param {{ title: string, count: number }} step
 * @param {number} here
 */
function roomBar({ title, count }, here) {
  const bar = element("span", { class: "kvi-room-bar", "aria-hidden": "true" });
  bar.style.width = `${here ? (100 * count) / here : 0}%`;
  const track = element("span", { class: "kvi-room-track", "aria-hidden": "true" }, bar);
  return element("li", {}, element("span", {}, title), track, element("strong", {}, count));
}

/**
 * @param {Kit.Asking} one
 * @param {Kit.LiveRoomTraits["words"]} words
 */
const askingLine = ({ name, since }, { asks, locale }) => fill(asks, { name, time: clock(since, locale) });

export default { render: drawnBy(LiveRoomView) };
