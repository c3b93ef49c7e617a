// One line above a lesson: what is happening with it, a button where something can be done, and the switch for the code.

const SHOWS_CODE = "kvi-lessons:code"; // in the browser's storage, where there is one

export class LessonBar {
  /**
   * @param {Lab.Words} words
   * @param {(isShown: boolean) => void} onCode
   * @param {() => void} onRead
   * @param {() => void} onHeight
   */
  constructor(words, onCode, onRead, onHeight) {
    this.words = words;
    this.text = document.createElement("span");
    this.text.setAttribute("role", "status");
    this.text.tabIndex = -1;
    this.button = newButton();
    this.button.hidden = true;
    this.reading = newButton();
    this.reading.className = "kvi-lesson-read";
    this.reading.hidden = !("speechSynthesis" in globalThis);
    this.reading.addEventListener("click", onRead);
    this.showReading(false);
    this.box = document.createElement("input");
    this.box.type = "checkbox";
    this.box.checked = recall(SHOWS_CODE);
    this.box.addEventListener("change", () => {
      remember(SHOWS_CODE, this.box.checked);
      onCode(this.box.checked);
    });
    const label = document.createElement("label");
    label.append(this.box, words.code);
    const line = document.createElement("div");
    this.heard = document.createElement("span");
    this.heard.setAttribute("role", "status");
    this.heard.className = "kvi-lesson-heard";
    line.append(this.text, this.button, this.reading, label, this.heard);
    this.node = document.createElement("div");
    this.node.className = "kvi-lesson-bar";
    this.node.setAttribute("role", "region");
    this.node.setAttribute("aria-label", words.label);
    this.node.append(line);
    // JupyterLab gives it no more room than it says it needs: on a phone, a sentence takes several lines.
    this.sizes = new ResizeObserver(() => {
      this.node.style.minHeight = `${line.offsetHeight}px`;
      onHeight();
    });
    this.sizes.observe(line);
  }

  get showsCode() {
    return this.box.checked;
  }

  /**
   * @param {Lab.LessonState | "idle"} state
   * @param {() => void} [action] of the button that some states have
   */
  show(state, action) {
    const label = this.words[`${state}_button`] ?? "";
    const isPressed = document.activeElement === this.button;
    this.button.textContent = label;
    this.button.hidden = !label;
    this.button.onclick = action ?? null;
    this.say(this.words[state] ?? "");
    if (isPressed && !label) this.text.focus(); // else the focus would fall to the page
  }

  focus() {
    [this.button, this.reading, this.box].find(({ hidden }) => !hidden)?.focus();
  }

  /** @param {string} sentence */
  say(sentence) {
    this.text.textContent = sentence;
  }

  /**
   * To those who listen; others see it where it is.
   * @param {string} sentence
   */
  tell(sentence) {
    this.heard.textContent = sentence;
  }

  /** @param {boolean} isReading */
  showReading(isReading) {
    this.reading.textContent = this.words[isReading ? "read_stop" : "read"];
  }
}

function newButton() {
  const button = document.createElement("button");
  button.type = "button";
  return button;
}

/** @param {string} what */
export function recall(what) {
  try {
    return localStorage.getItem(what) === "yes";
  } catch {
    return false; // a frame without storage
  }
}

/**
 * @param {string} what
 * @param {boolean} isSo
 */
export function remember(what, isSo) {
  try {
    localStorage.setItem(what, isSo ? "yes" : "no");
  } catch {
    /* as above */
  }
}
