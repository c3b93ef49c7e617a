// Choose a link, bet, then see: nothing of the data shows before the bet.
import { sendState } from "./conversation.js";
import { button, details, element, freshId, list } from "./dom.js";
import { choiceField } from "./fields.js";
import { PlotlyFigure } from "./plotly_figure.js";
import { scrollingTable } from "./tables.js";
import { listen } from "./trait_patches.js";
import { drawnBy, prepareRoot, silenceNote } from "./widget_root.js";

/** @type {Kit.Bet[]} */
const BETS = ["yes", "no", "unsure"];

class LinkTestView {
  /** @param {Kit.Page<Kit.LinkTestTraits>} page */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    this.id = freshId("test");
    this.sentence = element("p", { class: "kvi-line kvi-test-link", role: "status" });
    this.bets = this.makeBets();
    this.verdict = element("h4", { tabindex: "-1", class: "kvi-test-verdict" });
    this.bet = element("p", {});
    this.numbers = element("div", { id: this.id });
    this.below = element("div", {});
    this.figure = new PlotlyFigure({
      model,
      label: this.words.picture.label,
      describedBy: this.id,
      drawn: () => this.onDrawn(),
      fail: (error) => this.showFailure(error),
    });
    this.picture = element("div", { class: "kvi-map kvi-test-picture" }, this.figure.node);
    const parts = [this.picture, this.verdict, this.bet, this.numbers, this.below];
    this.report = element("div", { hidden: true }, ...parts);
    this.awaitsReport = false; // that a bet asks for
    this.awaitsPicture = false;
    prepareRoot(model, el, this.words);
    el.append(this.layout());
    const show = () => this.show();
    this.stopListening = listen(model, { report: show, predictions: show, chosen: show });
    show();
    this.figure.start();
  }

  stop() {
    this.figure.stop();
    this.stopListening();
  }

  layout() {
    return element(
      "section",
      { class: "kvi-widget kvi-form kvi-test", "aria-label": this.words.title },
      element("h3", {}, this.words.title),
      this.words.made_up ? element("p", { class: "kvi-remind" }, this.words.made_up) : "",
      this.linkChoice(),
      this.sentence,
      this.bets,
      silenceNote(this.model, this.words),
      this.report,
    );
  }

  linkChoice() {
    const options = this.model.get("links").map(({ id, sign, label, help }) => ({ id, sign, label, help }));
    const row = { link: this.model.get("chosen") };
    /** @type {Kit.ChoiceField} */
    const field = { id: "link", kind: "choice", label: this.words.choose, cards: true, options };
    return choiceField(field, row, "test", () => this.send({ chosen: row.link }));
  }

  makeBets() {
    const titleId = `${this.id}-bet`;
    const buttons = BETS.map((bet) =>
      button(this.words.predictions[bet], () => this.place(bet), { "data-path": `test.bet.${bet}` }),
    );
    return element(
      "div",
      { role: "group", "aria-labelledby": titleId },
      element("p", { id: titleId, class: "kvi-label" }, this.words.predict),
      element("div", { class: "kvi-row" }, ...buttons),
    );
  }

  /** @param {Kit.Bet} bet */
  place(bet) {
    this.awaitsReport = true;
    this.send({ predictions: { ...this.model.get("predictions"), [this.model.get("chosen")]: bet } });
  }

  /** @param {Partial<Kit.LinkTestTraits>} values */
  send(values) {
    sendState(this.model, values);
    this.show();
  }

  show() {
    const link = this.model.get("links").find(({ id }) => id === this.model.get("chosen"));
    const report = this.model.get("report");
    // The report of the link before is no longer true, and that of this one may still be on its way.
    const isThere = Boolean(link && report.verdict && report.link === link.id);
    this.sentence.textContent = link?.sentence ?? "";
    this.sentence.hidden = !link;
    this.bets.hidden = !link || link.id in this.model.get("predictions");
    this.report.hidden = !isThere;
    if (isThere) this.showReport(/** @type {Kit.Report} */ (report));
  }

  /** @param {Kit.Report} report */
  showReport({ verdict, prediction, numbers, caution, question, columns, rows, behind }) {
    const { words } = this;
    this.verdict.textContent = verdict;
    this.bet.textContent = prediction;
    const lines = list([...numbers, caution]);
    lines.className = "kvi-test-numbers";
    this.numbers.replaceChildren(lines);
    const { table: label } = words.below;
    this.below.replaceChildren(
      element("p", { class: "kvi-hint" }, element("strong", {}, words.below.question), " ", question),
      details(label, scrollingTable({ caption: words.made_up, label, columns, rows })),
      behind ? details(words.below.behind, element("p", {}, behind)) : "",
    );
    if (!this.awaitsReport) return;
    this.awaitsReport = false;
    this.awaitsPicture = true;
    this.verdict.focus({ preventScroll: true }); // heard at once, while the eyes begin with the picture above
  }

  onDrawn() {
    if (this.awaitsPicture) this.picture.scrollIntoView({ block: "nearest" });
    this.awaitsPicture = false;
  }

  /** @param {unknown} error */
  showFailure(error) {
    console.error(error);
    this.picture.classList.add("kvi-test-bare");
    this.picture.append(element("p", { class: "kvi-help" }, this.words.picture.no_renderer));
  }
}

export default { render: drawnBy(LinkTestView) };
