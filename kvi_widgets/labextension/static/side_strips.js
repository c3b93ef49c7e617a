// On a phone, and at four times the size, the strips of icons on both sides take the width that a lesson needs.
import { recall, remember } from "./lesson_bar.js";

const TOGGLE = "application:toggle-side-tabbar";
const HIDDEN = "kvi-lessons:strips"; // hidden by us: whoever hid them on a wide screen keeps them so
const NARROW = "(max-width: 500px)";
let isWatching = false;

/** @param {Lab.Commands} commands */
export function keepStripsAway(commands) {
  if (isWatching) return;
  isWatching = true;
  const narrow = matchMedia(NARROW);
  const fit = () => {
    for (const side of ["left", "right"])
      if (commands.isToggled(TOGGLE, { side }) === narrow.matches) commands.execute(TOGGLE, { side });
    if (narrow.matches) remember(HIDDEN, true);
  };
  narrow.addEventListener("change", fit);
  if (narrow.matches || recall(HIDDEN)) fit();
  remember(HIDDEN, narrow.matches);
}
