// In the ribbon, where the class has a place: show it how far one is, and ask for help. The kernel says what is so.
import { sendRequest } from "./conversation.js";
import { button, element, fill, freshId } from "./dom.js";
import { silenceNote } from "./widget_root.js";

export class RoomPart {
  /** @param {Kit.Model<Kit.RibbonTraits>} model */
  constructor(model) {
    this.model = model;
    this.words = model.get("words").room;
    const id = freshId("room");
    this.ask = button(this.words.ask, () => this.wish({ asks: !this.model.get("room").asks }), {
      "data-path": "room.ask",
      "aria-describedby": id,
    });
    this.shows = element("input", { type: "checkbox", "data-path": "room.shows", "aria-describedby": id });
    this.shows.addEventListener("change", () => this.wish({ shows: this.shows.checked }));
    this.help = element("p", { id, class: "kvi-ribbon-tally" });
    this.said = element("p", { role: "status" });
    this.node = element(
      "section",
      { class: "kvi-ribbon-room", "aria-label": this.words.title, hidden: true },
      this.ask,
      element("label", {}, this.shows, this.words.shows),
      this.said,
      this.help,
      model.get("room").name === undefined ? "" : silenceNote(model, model.get("words")),
    );
    this.show();
  }

  /** @param {{ asks?: boolean, shows?: boolean }} change */
  wish(change) {
    const { asks = false, shows = false } = this.model.get("room");
    sendRequest(this.model, "wish", { asks, shows, ...change });
  }

  show() {
    const { name, asks = false, shows = false, reached = true } = this.model.get("room");
    this.node.hidden = name === undefined;
    if (name === undefined) return;
    this.ask.setAttribute("aria-pressed", String(asks));
    this.shows.checked = shows;
    this.help.textContent = fill(this.words.help, { name });
    const state = reached ? (asks ? "asked" : shows ? "shown" : "") : "unreached";
    const text = state ? fill(this.words[state], { name }) : "";
    if (this.said.textContent !== text) this.said.textContent = text; // else it would be said again
  }
}
