// The map: JupyterLab's own Plotly draws the figure, links change on it by mouse and by keyboard,
// and a twin in words and a table stands below.
import { BoxButtons } from "./box_buttons.js";
import { highlightBundles, isBundled } from "./bundle_highlight.js";
import { button, details, element, fill, focusedIn, freshId, isEqual, list } from "./dom.js";
import { MapControls } from "./map_controls.js";
import { boxesOf, highlight, linksOf, neighbourhood } from "./map_highlight.js";
import { MapPanel } from "./map_panel.js";
import { questionList } from "./map_questions.js";
import { PlotlyFigure } from "./plotly_figure.js";
import { scrollingTable } from "./tables.js";
import { initialize, listen } from "./trait_patches.js";
import { drawnBy, prepareRoot, silenceNote } from "./widget_root.js";

class ValueMapView {
  /** @param {Kit.Page<Kit.ValueMapTraits>} page */
  constructor({ model, el }) {
    this.model = model;
    const words = model.get("words");
    this.words = words;
    /** @type {Kit.Mark | null} */
    this.picked = null;
    /** @type {Kit.Mark | null} */
    this.hovered = null; // by the mouse
    this.summary = element("p", { id: freshId("summary"), class: "kvi-hidden" });
    this.twin = element("div", {});
    this.twinDetails = details(words.twin_title, this.twin);
    this.problem = element("p", { class: "kvi-map-problem", role: "status" });
    this.message = element("p", { class: "kvi-map-said", role: "status" });
    this.questions = element("div", {});
    this.questionsTitle = element("summary", {});
    this.buttons = this.makeButtons();
    this.controls = new MapControls({ model, redraw: () => this.figure.draw() });
    this.figure = this.makeFigure();
    this.panel = new MapPanel({ model, close: () => this.pick(null) });
    const undoAttributes = { class: "kvi-map-button", hidden: true, "data-path": "map.undo" };
    this.undo = button(words.undo, () => this.panel.send({ do: "undo" }), undoAttributes);
    this.downloads = element(
      "span",
      { hidden: true },
      this.downloadButton("png", words.download_picture),
      " ",
      this.downloadButton("svg", words.download_drawing),
    );
    prepareRoot(model, el, words);
    this.root = this.layout();
    el.append(this.root);
    this.stopListening = this.listen();
    this.showTwin();
    this.showQuestions();
    this.figure.start();
  }

  stop() {
    this.stopListening();
    this.figure.stop();
  }

  layout() {
    return element(
      "section",
      {
        class: "kvi-widget kvi-map",
        "aria-label": this.model.get("title"),
        onkeydown: (event) => this.onEscape(event),
      },
      this.controls.node,
      this.figure.node,
      this.problem,
      element("div", { class: "kvi-map-status" }, this.message, this.undo),
      silenceNote(this.model, this.words),
      this.panel.node,
      element("div", {}, this.downloads),
      element("details", { class: "kvi-details" }, this.questionsTitle, this.questions),
      this.summary, // outside of what is folded, where a screen reader would not find it
      this.twinDetails,
    );
  }

  makeButtons() {
    return new BoxButtons({
      label: this.words.keys,
      press: (mark) => this.press(mark),
      focus: (mark) => {
        this.light(mark);
        this.figure.tell(mark);
      },
      blur: () => {
        this.figure.tell(null);
        if (!this.hovered) this.light(this.picked); // drawing anew would swallow the click that comes
      },
      hideTip: () => this.figure.tell(null),
    });
  }

  /** @returns {PlotlyFigure} */
  makeFigure() {
    return new PlotlyFigure({
      model: this.model,
      label: fill(this.words.graph_label, { map: this.model.get("title") }),
      describedBy: this.summary.id,
      children: [this.buttons.node],
      adapt: (figure) => this.controls.adapt(figure),
      drawn: (data) => this.onDrawn(data),
      press: (mark) => this.press(mark),
      hover: (mark) => this.onHover(mark),
      leave: () => this.onHover(null),
      fail: (error) => this.showFailure(error),
    });
  }

  /**
   * @param {"png" | "svg"} format
   * @param {string} label
   */
  downloadButton(format, label) {
    const attributes = { class: "kvi-map-button", "data-path": `map.save.${format}` };
    return button(label, () => this.figure.save(format, this.words.file_name), attributes);
  }

  listen() {
    return listen(this.model, {
      twin: () => this.showTwin(),
      findings: () => this.showQuestions(),
      said: () => this.showMessage(),
      view: () => this.controls.update(),
      nodes: () => this.controls.update(),
      links: () => {
        this.panel.onLinksChanged();
        this.panel.show(this.picked);
        this.light(this.picked);
      },
    });
  }

  /** @param {Kit.Trace[]} data */
  onDrawn(data) {
    this.downloads.hidden = data.length === 0;
    if (this.picked) this.light(this.picked);
    this.drawButtons();
  }

  drawButtons() {
    const figure = this.model.get("figure");
    this.buttons.draw(this.model.get("nodes"), boxesOf(figure), linksOf(figure));
    this.buttons.markPressed(this.picked?.[0] === "node" ? this.picked[1] : "");
  }

  /** @param {Kit.Mark | null} mark */
  onHover(mark) {
    this.hovered = mark;
    this.light(mark ?? this.picked);
  }

  /** @param {Kit.Mark | null} mark */
  light(mark) {
    const boxes = boxesOf(this.model.get("figure"));
    this.figure.use((Plotly, graph) => {
      if (!isBundled(graph)) highlight(Plotly, graph, neighbourhood(mark, this.model.get("links")));
      else {
        const box = boxes.find(({ id }) => id === mark?.[1]);
        highlightBundles(Plotly, graph, box, boxes);
      }
    });
  }

  /** @param {Kit.Mark[]} marks */
  lightAll(marks) {
    const links = this.model.get("links");
    const lit = marks.flatMap((mark) => [...(neighbourhood(mark, mark[0] === "link" ? links : []) ?? [])]);
    this.figure.use((Plotly, graph) => highlight(Plotly, graph, new Set(lit)));
  }

  /** @param {string | undefined} id */
  nodeOf(id) {
    return this.model.get("nodes").find((node) => node.id === id);
  }

  /**
   * A KPI, then a KVI: their link goes from none to + to − and back to none; one that is settled opens in the panel.
   * @param {Kit.Mark | undefined} mark
   */
  press(mark) {
    if (!mark) return;
    const first = this.picked?.[0] === "node" ? this.nodeOf(this.picked[1]) : undefined;
    const second = mark[0] === "node" ? this.nodeOf(mark[1]) : undefined;
    if (this.model.get("editable") && first?.kind === "kpi" && second?.kind === "kvi")
      this.panel.send({ do: "next", kpi: first.id, kvi: second.id });
    else this.pick(isEqual(mark, this.picked) ? null : mark);
  }

  /** @param {Kit.Mark | null} mark */
  pick(mark) {
    // A panel that goes away must not take the focus along.
    if (!mark && focusedIn(this.panel.node)) this.buttons.focus(this.picked?.[1]);
    this.picked = mark;
    const node = mark?.[0] === "node" ? this.nodeOf(mark[1]) : undefined;
    const isFirst = this.model.get("editable") && node?.kind === "kpi";
    this.root.classList.toggle("kvi-map-linking", isFirst); // a KVI is chosen next: no tooltip may lie over it
    if (node) this.message.textContent = fill(isFirst ? this.words.picked_kpi : this.words.picked, node);
    this.light(mark);
    this.panel.show(mark);
    this.drawButtons();
  }

  /**
   * First it lets go of what is picked; with nothing to let go of, it leaves the map.
   * @param {KeyboardEvent} event
   */
  onEscape(event) {
    if (event.key !== "Escape" || !this.picked) return;
    event.preventDefault();
    this.pick(null);
  }

  showMessage() {
    const { text, problem, undo, undone, opened } = this.model.get("said");
    this.problem.textContent = problem ?? "";
    // Who types hears the own words already.
    const isTyping = focusedIn(this.panel.node) instanceof HTMLTextAreaElement;
    this.message.setAttribute("aria-live", isTyping ? "off" : "polite");
    if (text) this.message.textContent = text;
    if (!undo && focusedIn(this.undo)) this.buttons.focus(undone);
    this.undo.hidden = !undo;
    if (opened) this.panel.open(...opened);
  }

  showQuestions() {
    const findings = this.model.get("findings");
    const list = questionList(findings, {
      label: this.words.show,
      light: (marks) => this.lightAll(marks),
      leave: () => this.light(this.picked),
      press: () => this.figure.node.scrollIntoView({ block: "nearest" }),
    });
    this.questions.replaceChildren(...list);
    const { count = 0 } = findings;
    this.questionsTitle.textContent = fill(this.words.findings_title, { count });
  }

  showTwin() {
    const { summary = "", sentences = [], columns = [], rows = [], more = "", boxes = [] } = this.model.get("twin");
    this.summary.textContent = summary;
    if (sentences.length === 0) this.twin.replaceChildren(element("p", {}, this.words.nothing_to_tell));
    else this.twin.replaceChildren(list(sentences));
    if (sentences.length && rows.length) {
      const caption = this.words.table_caption;
      this.twin.append(scrollingTable({ caption, columns, rows, frame: "kvi-map-table" }));
    }
    if (sentences.length && more) this.twin.append(element("p", {}, more));
    if (sentences.length && boxes.length) this.twin.append(list(boxes));
  }

  /** @param {unknown} error */
  showFailure(error) {
    console.error(error);
    this.problem.textContent = this.words.no_renderer;
    this.controls.node.hidden = true;
    this.twinDetails.open = true;
  }
}

export default { initialize, render: drawnBy(ValueMapView) };
