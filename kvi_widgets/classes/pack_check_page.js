// What `check` asks the page of a JupyterLab in which it opens the notebooks of a class, one after the other.
const { jupyterapp, _JUPYTERLAB } = /** @type {any} */ (globalThis);
const FORM = "application/vnd.jupyter.widget-view+json";
const FAILED = ".jupyter-widgets-error-widget, [data-mime-type$=stderr]";
const PATIENCE = 15_000; // ms, for all that a notebook draws

/**
 * What one of the two below answers in time; a browser would wait for ever for a kernel that is silent.
 * @param {["openNotebook" | "wrongBelowCells", string, number]} asked
 */
export function answerInTime([name, path, seconds]) {
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error(`${seconds} s`)), seconds * 1000));
  return Promise.race([name === "openNotebook" ? openNotebook(path) : wrongBelowCells(), late]);
}

const pause = () => new Promise((go) => setTimeout(go, 50));

/**
 * Open a notebook, in place of the one before. A lesson that is known starts itself; in others all cells are run.
 * @param {string} path
 * @returns {Promise<string>} what has become of it
 */
async function openNotebook(path) {
  await jupyterapp.serviceManager.sessions.shutdownAll(); // a kernel takes 100 MB
  for (const one of [...jupyterapp.shell.widgets("main")]) one.dispose();
  const { context, sessionContext, node } = await jupyterapp.commands.execute("docmanager:open", { path });
  await context.ready;
  while (_JUPYTERLAB?.["kvi-lessons"] && [undefined, "opening"].includes(node.dataset.lesson)) await pause();
  const state = node.dataset.lesson ?? "unknown";
  if (state !== "unknown") return state;
  await sessionContext.ready;
  await sessionContext.session.kernel.info;
  await jupyterapp.commands.execute("notebook:run-all-cells");
  return "open";
}

/** What is wrong below the cells, each looked at where it is: JupyterLab and the maps draw only what is near. */
async function wrongBelowCells() {
  /** @type {string[][]} kinds of findings, sources of their cells, and what is to be read there */
  const found = [];
  const latest = Date.now() + PATIENCE;
  for (const { model, node, outputArea } of jupyterapp.shell.currentWidget.content.widgets) {
    node.scrollIntoView({ block: "center" });
    for (const [place, { node: child }] of (outputArea?.widgets ?? []).entries()) {
      const output = outputArea.model.get(place);
      const [kind, text] = output ? await wrongIn(output, child.lastElementChild, latest) : [];
      const isWanted = kind === "failed_notebook" && model.getMetadata("tags")?.includes("raises-exception");
      if (kind && !isWanted) found.push([kind, model.sharedModel.getSource(), text]);
    }
  }
  return found;
}

/**
 * @param {any} output
 * @param {HTMLElement} node
 * @param {number} latest
 */
async function wrongIn(output, node, latest) {
  if (output.type === "error") {
    const { ename, evalue } = output.toJSON();
    return ["failed_notebook", `${ename}: ${evalue}`];
  }
  if (output.type === "stream") return [];
  const holdsFrame = String(output.data["text/html"]).includes("<iframe"); // JupyterLab draws it a moment later
  while (holdsFrame && !node.querySelector("iframe") && Date.now() < latest) await pause();
  const isForm = FORM in output.data;
  while (isForm && !isSeen(node) && !hasFailed(node) && Date.now() < latest) await pause();
  if (hasFailed(node)) return ["page_error", node.textContent?.trim() ?? ""];
  if (!isForm || isSeen(node)) return [];
  return isDrawn(node) ? ["page_blank", ""] : ["page_error", node.textContent?.trim() ?? ""];
}

/** @param {HTMLElement} node */
const hasFailed = (node) => node.parentElement?.querySelector(FAILED);

/**
 * Whether a form stands there at all; else it is still loading, or was found nowhere, and a text says so.
 * @param {HTMLElement} node
 */
const isDrawn = (node) => node.firstElementChild && !node.matches(".jp-RenderedText");

/** @param {HTMLElement} node */
function isSeen(node) {
  const maps = [...node.querySelectorAll(".kvi-map")].filter((map) => map instanceof HTMLElement && map.offsetParent);
  const hasParts = node.textContent?.trim() || node.querySelector("input,select,svg,canvas,img");
  return node.offsetHeight && isDrawn(node) && hasParts && maps.every((map) => map.querySelector("svg"));
}
