// One line above a lesson: what is happening with it, a button where something can be done, and the switch for the code.

const SHOWS_CODE = "kvi-lessons:code"; // in the browser's storage, where there is one

export class LessonBar {
  /**
   * @param {Lab.Words} words
   * @param {(isShown: boolean) => void} onCode
   */
  constructor(words, onCode) {
    this.words = words;
    this.text = document.createElement("span");
    this.text.setAttribute("role", "status");
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.hidden = true;
    this.box = document.createElement("input");
    this.box.type = "checkbox";
    this.box.checked = remembered();
    this.box.addEventListener("change", () => {
      remember(this.box.checked);
      onCode(this.box.checked);
    });
    const label = document.createElement("label");
    label.append(this.box, words.code);
    this.node = document.createElement("div");
    this.node.className = "kvi-lesson-bar";
    this.node.setAttribute("role", "region");
    this.node.setAttribute("aria-label", words.label);
    this.node.append(this.text, this.button, label);
  }

  get showsCode() {
    return this.box.checked;
  }

  /**
   * @param {Lab.LessonState} state
   * @param {() => void} action of the button that some states have
   */
  show(state, action) {
    this.text.textContent = state === "open" ? "" : this.words[state];
    const button = state === "open" || state === "opening" ? "" : this.words[`${state}_button`];
    this.button.textContent = button;
    this.button.hidden = !button;
    this.button.onclick = action;
  }
}

function remembered() {
  try {
    return localStorage.getItem(SHOWS_CODE) === "yes";
  } catch {
    return false; // a frame without storage
  }
}

/** @param {boolean} isShown */
function remember(isShown) {
  try {
    localStorage.setItem(SHOWS_CODE, isShown ? "yes" : "no");
  } catch {
    /* as above */
  }
}
