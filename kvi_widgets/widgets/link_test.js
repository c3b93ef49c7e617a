// Choose a link, bet, then see: nothing of the data shows before the bet.
import { details, element, freshId } from "./dom.js";
import { drawField } from "./fields.js";
import { figureStage } from "./plotly_figure.js";

const BETS = ["yes", "no", "unsure"];

function render({ model, el }) {
  const words = model.get("words");
  const id = freshId("test");
  const sentence = element("p", { class: "kvi-line kvi-test-link", role: "status" });
  const bets = element(
    "div",
    { role: "group", "aria-labelledby": `${id}-bet` },
    element("p", { id: `${id}-bet`, class: "kvi-label" }, words.predict),
    element(
      "div",
      { class: "kvi-row" },
      ...BETS.map((bet) =>
        element(
          "button",
          {
            type: "button",
            class: "kvi-button",
            "data-path": `test.bet.${bet}`,
            onclick: () => place(bet),
          },
          words.predictions[bet],
        ),
      ),
    ),
  );
  const verdict = element("h4", { tabindex: "-1", class: "kvi-test-verdict" });
  const bet = element("p", {});
  const told = element("div", { id });
  const below = element("div", {});
  const stage = figureStage({ model, label: words.picture.label, describedBy: id, drawn: look, fail: withoutPicture });
  const picture = element("div", { class: "kvi-map kvi-test-picture" }, stage.node);
  const report = element("div", { hidden: true }, picture, verdict, bet, told, below);
  el.append(
    element(
      "section",
      { class: "kvi-widget kvi-form kvi-test", "aria-label": words.title },
      element("h3", {}, words.title),
      words.made_up ? element("p", { class: "kvi-remind" }, words.made_up) : "",
      choice(),
      sentence,
      bets,
      report,
    ),
  );
  let waiting = false; // for the report that a bet asks for
  let looking = false; // and for its picture

  function choice() {
    const options = model.get("links").map(({ id: value, label, help }) => ({ id: value, label, help }));
    const row = { link: model.get("chosen") };
    return drawField({ id: "link", kind: "choice", label: words.choose, cards: true, options }, row, "test", () =>
      tell({ chosen: row.link }),
    );
  }

  function place(value) {
    waiting = true;
    tell({ predictions: { ...model.get("predictions"), [model.get("chosen")]: value } });
  }

  function tell(values) {
    model.set(values);
    model.save_changes();
    show();
  }

  function show() {
    const link = model.get("links").find((one) => one.id === model.get("chosen"));
    const now = model.get("report");
    // The report of the link before is no longer true, and that of this one may still be on its way.
    const there = Boolean(link && now.verdict && now.link === link.id);
    sentence.textContent = link?.sentence ?? "";
    sentence.hidden = !link;
    bets.hidden = !link || link.id in model.get("predictions");
    report.hidden = !there;
    if (there) fillReport(now);
  }

  function fillReport(now) {
    verdict.textContent = now.verdict;
    bet.textContent = now.prediction;
    told.replaceChildren(
      element(
        "ul",
        { class: "kvi-test-numbers" },
        ...[...now.numbers, now.caution].map((line) => element("li", {}, line)),
      ),
    );
    below.replaceChildren(
      element("p", { class: "kvi-hint" }, element("strong", {}, words.below.question), " ", now.question),
      details(words.below.table, table(now)),
      now.behind ? details(words.below.behind, element("p", {}, now.behind)) : "",
    );
    if (!waiting) return;
    waiting = false;
    looking = true;
    verdict.focus({ preventScroll: true }); // heard at once, while the eyes begin with the picture above
  }

  function look() {
    if (looking) picture.scrollIntoView({ block: "nearest" });
    looking = false;
  }

  function table({ columns, rows }) {
    return element(
      "div",
      { class: "kvi-scroll", role: "region", "aria-label": words.below.table, tabindex: "0" },
      element(
        "table",
        {},
        element("caption", {}, words.made_up),
        element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)))),
        element(
          "tbody",
          {},
          ...rows.map(([first, ...others]) =>
            element("tr", {}, element("th", { scope: "row" }, first), ...others.map((cell) => element("td", {}, cell))),
          ),
        ),
      ),
    );
  }

  function withoutPicture(error) {
    console.error(error);
    picture.classList.add("kvi-test-bare");
    picture.append(element("p", { class: "kvi-help" }, words.picture.no_renderer));
  }

  const changes = "change:report change:predictions change:chosen";
  model.on(changes, show);
  show();
  stage.start();
  return () => {
    stage.stop();
    model.off(changes, show);
  };
}

export default { render };
