// Steps done and to do; each is a link that JupyterLab opens in place.
import { element, fill } from "./dom.js";

function render({ model, el }) {
  const words = model.get("words");
  const path = model.widget_manager?.context?.path ?? "";
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
  const list = element("ol", {});
  const tally = element("p", { class: "kvi-ribbon-tally" });
  const news = element("div", { class: "kvi-ribbon-news", role: "status" });

  function item(step) {
    const here = path.endsWith(step.notebook);
    const state = step.optional ? words.optional : step.done ? words.done : words.todo;
    const link = element(
      "a",
      {
        href: step.notebook,
        "aria-current": here ? "step" : undefined,
        "data-commandlinker-command": "docmanager:open",
        "data-commandlinker-args": JSON.stringify({ path: folder + step.notebook }),
      },
      element("span", { "aria-hidden": "true", class: "kvi-ribbon-icon" }, step.icon),
      step.title,
      element("span", { class: "kvi-hidden" }, `, ${state}${here ? `, ${words.here}` : ""}`),
      element(
        "span",
        { "aria-hidden": "true", class: "kvi-ribbon-mark" },
        step.optional ? words.optional : step.done ? "✓" : "○",
      ),
    );
    return element("li", { class: step.optional ? "kvi-optional" : step.done ? "kvi-done" : "" }, link);
  }

  function draw() {
    const steps = model.get("steps");
    const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    list.replaceChildren(...steps.map(item));
    const asked = steps.filter((step) => !step.optional);
    tally.textContent = fill(words.tally, { done: asked.filter((step) => step.done).length, all: asked.length });
    news.replaceChildren(...model.get("notices").map((line) => element("p", {}, line)));
    if (focused) list.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
  }

  draw();
  model.on("change:steps change:notices", draw);
  el.append(element("nav", { class: "kvi-widget kvi-ribbon", "aria-label": words.label }, list, tally, news));
  const leave = comeBack(el);
  return () => {
    leave();
    model.off("change:steps change:notices", draw);
  };
}

// "Run all cells" leaves the learner at the last cell. Who has touched nothing since is brought
// back to the top, where the lesson begins.
function comeBack(el) {
  const touched = new AbortController();
  const signal = touched.signal;
  for (const name of ["wheel", "pointerdown", "keydown"]) {
    window.addEventListener(name, () => touched.abort(), { signal, capture: true });
  }
  const look = setInterval(() => {
    const cells = el.closest(".jp-Notebook")?.querySelectorAll(".jp-Cell");
    if (!cells?.length || !cells[cells.length - 1].classList.contains("jp-mod-active")) return;
    if ([...cells].some((cell) => cell.querySelector(".jp-InputPrompt")?.textContent.includes("*"))) return;
    touched.abort();
    el.querySelector("[aria-current]")?.focus({ preventScroll: true });
    cells[0].scrollIntoView({ block: "start" });
  }, 100);
  const stop = () => {
    clearInterval(look);
    clearTimeout(late);
  };
  const late = setTimeout(() => touched.abort(), 30_000);
  signal.addEventListener("abort", stop);
  return () => touched.abort();
}

export default { render };
