// A button beside a cell that is there to be tried: a finger has no Shift + Enter.

/**
 * @param {HTMLElement} cell
 * @param {string} label
 * @param {() => void} run
 */
export function showRunButton(cell, label, run) {
  if (cell.querySelector(":scope > .kvi-lesson-run")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kvi-lesson-run";
  button.title = label; // its name, too, as long as nothing else is: with an aria-label it would be said twice
  const mark = document.createElement("span");
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = "▶";
  button.append(mark);
  button.addEventListener("click", run);
  cell.append(button);
}
