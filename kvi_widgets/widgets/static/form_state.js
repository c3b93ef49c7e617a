// What a form knows of its answers: on the screen, in the kernel, under way, on disk. Every event makes a new state;
// what is to be done then is seen by comparing the two. The kernel alone puts the answers of several people together.
import { isEqual } from "./dom.js";
import { holdText, movedRow } from "./rows.js";

/**
 * @param {Kit.FormValue} value as the kernel has it
 * @param {number} edit number of the last edit of this form
 * @returns {Kit.FormState}
 */
export function startState(value, edit) {
  return {
    screen: value,
    base: value, // what page and kernel both had last
    told: null, // what the kernel has told since and the screen does not show yet, and whether the disk is behind
    shown: value, // what the kernel told and the screen shows
    moved: null, // what is typed in a field got another name, of this row
    sent: null, // under way
    sentBase: value, // the base of what is under way
    unsaved: null, // in the kernel, not on disk
    disk: value,
    edit,
    isTyping: false, // until a pause
    isDue: false, // to be sent
    isSilent: false, // the kernel does not answer
    download: null, // group of a file that is to be handed over…
    delivery: null, // …once all is answered
  };
}

/**
 * @param {Kit.FormState} state
 * @param {Kit.FormEvent} event
 * @param {Kit.FormHands} hands
 * @returns {Kit.FormState}
 */
export function nextState(state, event, hands) {
  switch (event.type) {
    case "typed":
      return { ...state, screen: event.value, isTyping: true };
    case "paused":
      return goOn({ ...state, isTyping: false, isDue: true }, hands);
    case "asked":
      return goOn({ ...state, isTyping: false, isDue: true, download: event.group }, hands);
    case "told":
      return goOn(told(state, event), hands);
    case "saved":
      return event.late || !state.unsaved ? state : { ...state, unsaved: null, disk: state.unsaved };
    case "answered":
      return event.edit === state.edit && state.sent ? goOn(answered(state, event), hands) : state;
    case "silence":
      return goOn({ ...state, isSilent: event.isSilent }, hands);
  }
}

/**
 * Our own words, as the kernel has them from us, are no news.
 * @param {Kit.FormState} state
 * @param {{ value: Kit.FormValue, late: boolean }} news
 * @returns {Kit.FormState}
 */
function told(state, { value, late }) {
  const isNews = !isEqual(value, state.base) && !isEqual(value, state.sent);
  return { ...state, told: isNews ? { value, late } : null };
}

/**
 * What the kernel told before it had our edit is out of date: its value of now has both.
 * @param {Kit.FormState} state
 * @param {Extract<Kit.FormEvent, { type: "answered" }>} answer
 * @returns {Kit.FormState}
 */
function answered(state, { refused, late, value }) {
  const next = { ...state, sent: null };
  if (!refused) {
    next.base = state.sent ?? state.base;
    next.unsaved = late ? state.sent : null;
    next.disk = late ? state.disk : next.base;
  }
  return told(next, { value, late });
}

/**
 * One edit at a time: the newest goes out after the answer to this one. What others wrote comes in while nothing
 * of ours is left to be sent.
 * @param {Kit.FormState} state
 * @param {Kit.FormHands} hands
 * @returns {Kit.FormState}
 */
function goOn(state, { edit, held }) {
  let next = state;
  if (next.isDue && !next.sent) {
    const isOnDisk = !next.unsaved && isEqual(next.screen, next.disk) && isEqual(next.screen, next.base);
    next = { ...next, isDue: false };
    if (!isOnDisk) next = { ...next, sent: next.screen, sentBase: next.base, edit };
  }
  if (next.told && !next.sent && !next.isTyping && isEqual(next.screen, next.base)) {
    const { value, late } = next.told;
    const moved = held && movedRow(value[held.table], next.base[held.table], held);
    const shown = moved ? value : holdText(value, held);
    next = { ...next, screen: shown, base: shown, shown, moved, disk: late ? next.disk : value, told: null };
  }
  if (next.download && (next.isSilent || !next.sent))
    next = { ...next, download: null, delivery: { group: next.download } };
  return next;
}

/**
 * Whether something that was typed is not in the kernel yet.
 * @param {Kit.FormState} state
 */
export const isUnderWay = ({ isTyping, isDue, sent }) => isTyping || isDue || sent !== null;
