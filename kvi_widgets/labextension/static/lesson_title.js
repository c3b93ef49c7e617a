// The window of a lesson is called by the lesson's heading; JupyterLab gives the file's name, cut to twelve letters.

/** @param {Lab.NotebookJson} notebook */
export function heading({ cells }) {
  const source = cells.find(({ cell_type }) => cell_type === "markdown")?.source ?? "";
  const [, words = ""] = /^#\s+(.*)$/m.exec([source].flat().join("")) ?? [];
  return words.replace(/^[^\p{L}\p{N}]+/u, "").trim(); // a picture before it is no name
}

/**
 * JupyterLab writes its own title at each change of its tabs: ours comes after it.
 * @param {() => string} findTitle empty where JupyterLab's may stay
 */
export function keepTitle(findTitle) {
  const write = () => {
    const title = findTitle();
    if (title && document.title !== title) document.title = title;
  };
  new MutationObserver(write).observe(document.head, { childList: true, subtree: true });
  return write;
}
