// The fields of a form, drawn and drawn anew, but never under the hands of who types: a field that is made anew has
// forgotten what can be undone, and a button that is made anew between press and release is not clicked.
import { element, findPath, focusedIn, focusPath } from "./dom.js";

const CLICK = 400; // ms after a finger is lifted, within which the browser makes a click of it

export class FormBody {
  /** @param {() => Node[]} drawGroups */
  constructor(drawGroups) {
    this.drawGroups = drawGroups;
    this.isDrawing = false; // what loses the focus then was not left by the learner
    this.isStale = false; // to be drawn anew once the hands are off
    this.isPressed = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.soon = undefined;
    /** @type {EventTarget | null} */
    this.typedIn = null;
    this.node = element("div", {
      class: "kvi-body",
      oninput: ({ target }) => {
        this.typedIn = target;
      },
      onfocusout: () => this.onLeft(),
      onpointerdown: ({ button }) => button === 0 && this.onPress(), // a menu swallows the end of other presses
    });
  }

  onLeft() {
    if (this.isDrawing) return;
    this.typedIn = null;
    this.drawIfStale();
  }

  onPress() {
    this.isPressed = true;
    const hands = new AbortController();
    const release = () => {
      hands.abort();
      this.isPressed = false;
      this.drawIfStale(CLICK);
    };
    for (const type of ["pointerup", "pointercancel"]) addEventListener(type, release, { signal: hands.signal });
  }

  drawIfStale(delay = 0) {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => {
      if (this.isStale && !this.isBusy()) this.draw();
    }, delay);
  }

  /** The field that somebody is typing in. */
  get busyField() {
    const focused = focusedIn(this.node);
    return focused instanceof HTMLTextAreaElement && focused === this.typedIn ? focused : null;
  }

  isBusy() {
    return this.isPressed || this.busyField !== null;
  }

  drawSoon() {
    if (this.isBusy()) this.isStale = true;
    else this.draw();
  }

  draw() {
    const active = focusedIn(this.node);
    const caret = caretOf(active);
    this.isStale = false;
    this.isDrawing = true;
    this.node.replaceChildren(...this.drawGroups());
    this.isDrawing = false;
    const again = findPath(this.node, active?.dataset.path);
    if (active && !again)
      this.focusFirst(); // it went away; nobody is left outside the form
    else focusAgain(again && folded(again), caret);
  }

  /** @param {string} path */
  focus(path) {
    focusPath(this.node, path);
  }

  focusFirst() {
    const first = this.node.querySelector("[data-path]:enabled");
    if (first instanceof HTMLElement) first.focus();
  }

  /**
   * Let every field but the one in use show what its row holds now.
   * @param {string} movedTo path of the field in which stands now what somebody is typing: the hands follow
   */
  refresh(movedTo) {
    const busy = this.busyField;
    const caret = caretOf(busy); // before the field that is left shows something else
    if (movedTo && !findPath(this.node, movedTo)) this.draw();
    for (const field of this.node.querySelectorAll("[data-path]"))
      if (movedTo || field !== busy) field.dispatchEvent(new Event("refresh", { bubbles: true }));
    if (!movedTo) return;
    const now = findPath(this.node, movedTo);
    focusAgain(now, caret);
    this.typedIn = now;
  }
}

/**
 * What can have the focus in a field's place: that which opens it, where it has been folded away.
 * @param {HTMLElement} field
 */
const folded = (field) => field.closest("details:not([open])")?.querySelector("summary") ?? field;

/** @param {HTMLElement | null} field */
const caretOf = (field) => (field instanceof HTMLTextAreaElement ? [field.selectionStart, field.selectionEnd] : null);

/**
 * @param {HTMLElement | null} field
 * @param {number[] | null} caret
 */
function focusAgain(field, caret) {
  field?.focus();
  if (caret && field instanceof HTMLTextAreaElement) field.setSelectionRange(caret[0], caret[1]);
}
