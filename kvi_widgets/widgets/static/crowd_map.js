// The maps of a class as one: files in, a threshold, the picture, its twin in words and a table.
import { BoxButtons } from "./box_buttons.js";
import { highlightBundles } from "./bundle_highlight.js";
import { sendState } from "./conversation.js";
import { CrowdFiles } from "./crowd_files.js";
import { button, details, element, fill, findPath, focusedIn, freshId, list } from "./dom.js";
import { boxesOf, linksOf } from "./map_highlight.js";
import { PlotlyFigure } from "./plotly_figure.js";
import { scrollingTable } from "./tables.js";
import { listen } from "./trait_patches.js";
import { drawnBy, prepareRoot, silenceNote } from "./widget_root.js";

class CrowdMapView {
  /** @param {Kit.Page<Kit.CrowdTraits>} page */
  constructor({ model, el }) {
    this.model = model;
    const words = model.get("words");
    this.words = words;
    this.picked = "";
    this.timer = 0;
    this.problem = element("p", { class: "kvi-problem", role: "alert" });
    this.files = new CrowdFiles({ model, problem: this.problem });
    const role = model.get("grows") ? undefined : "status"; // what moves all the time is not said each time
    this.opened = element("div", { role });
    this.leftOut = element("div", {});
    this.threshold = element("p", { id: freshId("threshold"), class: "kvi-help", role });
    this.slider = element("input", {
      type: "range",
      id: freshId("least"),
      min: 1,
      step: 1,
      "data-path": "crowd.least",
      oninput: () => this.filter(),
    });
    this.sliderValue = element("output", { for: this.slider.id });
    this.panel = element("section", { class: "kvi-form kvi-map-panel", hidden: true, "aria-label": words.panel });
    this.message = element("p", { class: "kvi-map-said", role: "status" });
    this.twin = element("div", {});
    this.twinDetails = details(words.twin_title, this.twin);
    this.buttons = this.makeButtons();
    this.figure = this.makeFigure();
    this.download = button(words.download_picture, () => this.figure.save("png", words.file_name), {
      class: "kvi-map-button",
      "data-path": "crowd.save",
    });
    prepareRoot(model, el, words);
    el.append(this.layout());
    this.stopListening = listen(model, {
      twin: () => this.showTwin(),
      summary: () => this.showSummary(),
      pairs: () => this.showPairs(),
    });
    this.showSummary();
    this.showTwin();
    this.figure.start();
  }

  stop() {
    clearTimeout(this.timer);
    this.stopListening();
    this.files.stop();
    this.figure.stop();
  }

  layout() {
    return element(
      "section",
      { class: "kvi-widget kvi-map kvi-crowd", onkeydown: (event) => this.onEscape(event) },
      this.top(),
      this.figure.node,
      this.message,
      this.panel,
      element("div", {}, this.download),
      this.twinDetails,
    );
  }

  top() {
    const { title, prompt, private: privacy, at_least: label } = this.words;
    return element(
      "section",
      { class: "kvi-form", "aria-label": title },
      element("h3", {}, title),
      element("p", { class: "kvi-prompt" }, prompt),
      this.opened,
      ...(this.model.get("grows") ? [] : [this.files.node, element("p", { class: "kvi-help" }, privacy)]),
      silenceNote(this.model, this.words),
      this.problem,
      this.leftOut,
      element(
        "div",
        { class: "kvi-field" },
        element("label", { for: this.slider.id, class: "kvi-label" }, label),
        element("div", { class: "kvi-row kvi-least" }, this.slider, this.sliderValue),
      ),
      this.threshold,
    );
  }

  makeButtons() {
    return new BoxButtons({
      label: this.words.keys,
      press: (mark) => mark[0] === "node" && this.pick(mark[1]),
      focus: (mark) => {
        this.light(mark[0] === "node" ? mark[1] : "");
        this.figure.tell(mark);
      },
      blur: () => {
        this.figure.tell(null);
        this.light(this.picked);
      },
      hideTip: () => this.figure.tell(null),
    });
  }

  /** @returns {PlotlyFigure} */
  makeFigure() {
    return new PlotlyFigure({
      model: this.model,
      label: this.words.graph_label,
      describedBy: this.threshold.id,
      children: [this.buttons.node],
      drawn: (data) => this.onDrawn(data),
      press: (mark) => mark?.[0] === "node" && this.pick(mark[1]),
      hover: (mark) => this.light(mark[0] === "node" ? mark[1] : ""),
      leave: () => this.light(this.picked),
      fail: (error) => this.showFailure(error),
    });
  }

  /** @param {Kit.Trace[]} data */
  onDrawn(data) {
    this.download.hidden = data.length === 0;
    const figure = this.model.get("figure");
    this.buttons.draw(this.model.get("nodes"), boxesOf(figure), linksOf(figure));
    this.buttons.markPressed(this.picked);
    if (this.picked) this.light(this.picked);
  }

  /** @param {string} id of a box; of none to light all */
  light(id) {
    const boxes = boxesOf(this.model.get("figure"));
    const lit = boxes.find((box) => box.id === id);
    this.figure.use((Plotly, graph) => graph.layout.shapes && highlightBundles(Plotly, graph, lit, boxes));
  }

  /** @param {string} id of a box; of none, or of the same again, to pick nothing */
  pick(id) {
    if (!id && focusedIn(this.panel)) this.buttons.focus(this.picked); // the panel goes away
    this.picked = id === this.picked ? "" : id;
    const node = this.model.get("nodes").find((each) => each.id === this.picked);
    if (node) this.message.textContent = fill(this.words.picked, node);
    this.buttons.markPressed(this.picked);
    this.light(this.picked);
    this.panel.hidden = true;
    sendState(this.model, { picked: this.picked });
  }

  /**
   * First it lets go of what is picked; with nothing to let go of, it leaves the map.
   * @param {KeyboardEvent} event
   */
  onEscape(event) {
    if (event.key !== "Escape" || !this.picked) return;
    event.preventDefault();
    this.pick("");
  }

  // While the slider moves, only its last place is asked for, and the answer to an earlier one does not move it back.
  filter() {
    const state = { least: Number(this.slider.value) };
    this.sliderValue.value = this.slider.value;
    this.model.set(state);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => sendState(this.model, state), 60);
  }

  showPairs() {
    this.picked = this.model.get("picked"); // what goes from the map is let go
    const node = this.model.get("nodes").find(({ id }) => id === this.picked);
    this.panel.hidden = !node;
    if (!node) return;
    const focused = focusedIn(this.panel);
    this.panel.replaceChildren(
      element("h3", {}, fill(this.words.node_title, node)),
      ...this.model.get("pairs").map((pair) => pairItem(pair, this.words)),
      button(this.words.close, () => this.pick(""), { "data-path": "crowd.close" }),
    );
    findPath(this.panel, focused?.dataset.path)?.focus();
  }

  showSummary() {
    const { words } = this;
    const { maps, made_up: madeUp, shown, problems = [], apart = [] } = this.model.get("summary");
    this.opened.replaceChildren(
      madeUp
        ? element("p", { class: "kvi-remind" }, madeUp)
        : element("p", { class: "kvi-line" }, fill(words.opened, { maps })),
    );
    this.leftOut.replaceChildren();
    if (problems.length) {
      const unfolded = details(fill(words.problems_title, { count: problems.length }), list(problems));
      unfolded.open = true;
      this.leftOut.append(unfolded);
    }
    if (apart.length) {
      const title = fill(words.apart_title, { count: apart.length });
      this.leftOut.append(details(title, element("p", {}, words.apart_why), list(apart)));
    }
    const least = this.model.get("least");
    this.slider.max = String(Math.max(1, maps, least)); // where maps were taken back, the threshold stays
    this.slider.value = String(least);
    this.sliderValue.value = this.slider.value;
    this.threshold.textContent = shown;
  }

  showTwin() {
    const { sections = [], columns = [], rows = [], more = 0, boxes = [] } = this.model.get("twin");
    const { table_caption: caption, nothing_to_tell: nothing } = this.words;
    if (!rows.length) {
      this.twin.replaceChildren(element("p", {}, nothing));
      return;
    }
    this.twin.replaceChildren(
      ...sections.flatMap(({ title, sentences }) => [element("h4", {}, title), list(sentences)]),
      scrollingTable({ caption, columns, rows, frame: "kvi-map-table" }),
      ...(more ? [element("p", {}, fill(this.words.more, { count: more }))] : []),
      list(boxes),
    );
  }

  /** @param {unknown} error */
  showFailure(error) {
    console.error(error);
    this.problem.textContent = this.words.no_renderer;
    this.twinDetails.open = true;
  }
}

/**
 * @param {Kit.Pair} pair
 * @param {Kit.CrowdWords} words
 */
function pairItem({ sentence, plus, minus, zero }, words) {
  return element(
    "div",
    { class: "kvi-item" },
    element("p", {}, sentence),
    element(
      "div",
      { class: "kvi-reasons" },
      reasonList(words.reasons_plus, plus),
      reasonList(words.reasons_minus, minus),
      reasonList(words.reasons_zero, zero),
    ),
  );
}

/**
 * @param {string} label
 * @param {string[]} reasons
 */
const reasonList = (label, reasons) =>
  reasons.length ? element("div", { class: "kvi-why" }, element("strong", {}, label), list(reasons)) : "";

export default { render: drawnBy(CrowdMapView) };
