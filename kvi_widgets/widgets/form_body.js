// The fields of a form, drawn and drawn anew, but never under the hands of who types: a field that is made anew has
// forgotten what can be undone, and a button that is made anew between press and release is not clicked.
import { element, findPath, focusedIn } from "./dom.js";

export class FormBody {
  /** @param {() => Node[]} drawGroups */
  constructor(drawGroups) {
    this.drawGroups = drawGroups;
    this.isDrawing = false; // what loses the focus then was not left by the learner
    this.isStale = false; // to be drawn anew once the hands are off
    this.isPressed = false;
    /** @type {EventTarget | null} */
    this.typedIn = null;
    this.node = element("div", {
      class: "kvi-body",
      oninput: ({ target }) => {
        this.typedIn = target;
      },
      onfocusout: () => this.onLeft(),
      onpointerdown: () => this.onPress(),
    });
  }

  onLeft() {
    if (this.isDrawing) return;
    this.typedIn = null;
    this.drawIfStale();
  }

  onPress() {
    this.isPressed = true;
    const release = () => {
      this.isPressed = false;
      this.drawIfStale();
    };
    for (const type of ["pointerup", "pointercancel"]) addEventListener(type, release, { once: true });
  }

  drawIfStale() {
    setTimeout(() => {
      if (this.isStale && !this.isBusy()) this.draw();
    });
  }

  isBusy() {
    const focused = focusedIn(this.node);
    return this.isPressed || (focused instanceof HTMLTextAreaElement && focused === this.typedIn);
  }

  drawSoon() {
    if (this.isBusy()) this.isStale = true;
    else this.draw();
  }

  draw() {
    const active = focusedIn(this.node);
    this.isStale = false;
    this.isDrawing = true;
    this.node.replaceChildren(...this.drawGroups());
    this.isDrawing = false;
    focusAgain(active, findPath(this.node, active?.dataset.path));
  }

  /** @param {string} path */
  focus(path) {
    findPath(this.node, path)?.focus();
  }

  focusFirst() {
    const first = this.node.querySelector("[data-path]");
    if (first instanceof HTMLElement) first.focus();
  }

  /**
   * Let every field show what its row holds now.
   * @param {Kit.FormValue} value
   */
  refresh(value) {
    const active = focusedIn(this.node);
    if (active instanceof HTMLTextAreaElement) {
      const path = newPath(active, value);
      if (path) focusAgain(active, findPath(this.node, path));
    }
    for (const field of this.node.querySelectorAll("[data-path]"))
      field.dispatchEvent(new Event("refresh", { bubbles: true }));
  }
}

/**
 * With the caret where it was.
 * @param {HTMLElement | null} before
 * @param {HTMLElement | null} now
 */
function focusAgain(before, now) {
  now?.focus();
  if (before instanceof HTMLTextAreaElement && now instanceof HTMLTextAreaElement) {
    if (now.value !== before.value) now.value = before.value;
    now.setSelectionRange(before.selectionStart, before.selectionEnd);
  }
}

/**
 * The kernel gives a new row another name where somebody else had the same idea at the same moment.
 * @param {HTMLTextAreaElement} area
 * @param {Kit.FormValue} value
 * @returns {string | null} where its text stands now, unless it stays where it was
 */
function newPath(area, value) {
  const [table, id, column] = area.dataset.path?.split(".") ?? [];
  const rows = value[table] ?? [];
  const row = rows.find((one) => one.id === id);
  if (!row || row[column] === area.value) return null;
  const moved = rows.find((one) => one[column] === area.value);
  return moved ? `${table}.${moved.id}.${column}` : null;
}
