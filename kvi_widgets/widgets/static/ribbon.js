// Steps done and to do; each is a link that JupyterLab opens in place.
import { element, fill, focusedIn } from "./dom.js";
import { RoomPart } from "./room_part.js";
import { listen } from "./trait_patches.js";
import { nameVisitor } from "./visitor.js";
import { prepareRoot } from "./widget_root.js";

/** @param {Kit.Page<Kit.RibbonTraits>} page */
function render({ model, el }) {
  const words = model.get("words");
  const path = model.widget_manager?.context?.path || decodeURIComponent(location.pathname);
  const linkHandler = model.widget_manager?.rendermime?.linkHandler;
  const list = element("ol", {});
  const tally = element("p", { class: "kvi-ribbon-tally" });
  const room = new RoomPart(model);
  const notices = element("div", { class: "kvi-ribbon-news", role: "status" });

  function showSteps() {
    const steps = model.get("steps");
    const address = focusedIn(list)?.getAttribute("href");
    list.replaceChildren(...steps.map((step) => stepItem(step, path, linkHandler, words)));
    const counted = steps.filter((step) => !step.optional);
    tally.textContent = fill(words.tally, { done: counted.filter(({ done }) => done).length, all: counted.length });
    const focused = address ? list.querySelector(`[href="${CSS.escape(address)}"]`) : null;
    if (focused instanceof HTMLElement) focused.focus();
  }

  const showNotices = () => notices.replaceChildren(...model.get("notices").map((line) => element("p", {}, line)));

  nameVisitor(model.get("visitor"));
  showSteps();
  showNotices();
  const stopListening = listen(model, { steps: showSteps, notices: showNotices, room: () => room.show() });
  prepareRoot(model, el, words);
  const way = element("nav", { "aria-label": words.label }, list);
  el.append(element("div", { class: "kvi-widget kvi-ribbon" }, way, tally, helpBox(words.help), room.node, notices));
  const stopReturning = returnToTop(el);
  return () => {
    stopReturning();
    stopListening();
    el.replaceChildren();
  };
}

/** @param {Kit.RibbonTraits["words"]["help"]} help */
function helpBox({ title, topics }) {
  const parts = topics.map(({ title, text }) => element("div", {}, element("dt", {}, title), element("dd", {}, text)));
  return element("details", { class: "kvi-ribbon-help" }, element("summary", {}, title), element("dl", {}, ...parts));
}

/**
 * JupyterLab opens the link as it opens those of its texts: in place, and without asking whether it may.
 * @param {Kit.Step} step
 * @param {string} path of the notebook that shows the ribbon
 * @param {Kit.LinkHandler | null | undefined} linkHandler
 * @param {Kit.RibbonTraits["words"]} words
 */
function stepItem({ notebook, icon, title, optional, done }, path, linkHandler, words) {
  const isHere = path.endsWith(notebook);
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const states = optional
    ? { name: "kvi-optional", heard: words.optional, mark: words.optional }
    : done
      ? { name: "kvi-done", heard: words.done, mark: "✓" }
      : { name: "", heard: words.todo, mark: "○" };
  const link = element(
    "a",
    { href: notebook, "aria-current": isHere ? "step" : undefined },
    element("span", { "aria-hidden": "true", class: "kvi-ribbon-icon" }, icon),
    title,
    element("span", { class: "kvi-hidden" }, `, ${states.heard}${isHere ? `, ${words.here}` : ""}`),
    element("span", { "aria-hidden": "true", class: "kvi-ribbon-mark" }, states.mark),
  );
  linkHandler?.handleLink(link, folder + notebook, "");
  return element("li", { class: states.name }, link);
}

/**
 * "Run all cells" leaves the learner at the last cell. Who has touched nothing since is brought
 * back to the top, where the lesson begins.
 * @param {HTMLElement} el
 */
function returnToTop(el) {
  const touched = new AbortController();
  const signal = touched.signal;
  for (const name of ["wheel", "pointerdown", "keydown"]) {
    window.addEventListener(name, () => touched.abort(), { signal, capture: true });
  }
  const look = setInterval(() => {
    const cells = [...(el.closest(".jp-Notebook")?.querySelectorAll(".jp-Cell") ?? [])];
    if (!cells.at(-1)?.classList.contains("jp-mod-active") || cells.some(isRunning)) return;
    touched.abort();
    const here = el.querySelector("[aria-current]");
    cells[0].scrollIntoView({ block: "start" });
    if (here instanceof HTMLElement) here.focus(); // where all is large, a little further down
  }, 100);
  const giveUp = setTimeout(() => touched.abort(), 30_000);
  signal.addEventListener("abort", () => {
    clearInterval(look);
    clearTimeout(giveUp);
  });
  return () => touched.abort();
}

/** @param {Element} cell */
const isRunning = (cell) => Boolean(cell.querySelector(".jp-InputPrompt")?.textContent?.includes("*"));

export default { render };
