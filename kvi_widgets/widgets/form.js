// The frame of every step: prompt, example, hints, the groups, what is missing, saved or not.
import { failuresOnly } from "./announcements.js";
import { dropCopies, findCopies, keepCopy, removeOldCopies } from "./browser_copies.js";
import { clock, isToday } from "./clock.js";
import { sendRequest, sendState } from "./conversation.js";
import { button, details, element, fill, findPath, focusedIn, isEqual, list } from "./dom.js";
import { fileText } from "./file_text.js";
import { drawGroup } from "./groups.js";
import { DownloadReminder, drawOffer, drawOwnFile } from "./recovery.js";
import { mergeValues, rowKeys, withoutBlankRows } from "./rows.js";
import { listen } from "./trait_patches.js";
import { undoButton } from "./undo_button.js";
import { prepareRoot } from "./widget_root.js";

const PAUSE = 300; // ms without a key before the answer is sent
const PATIENCE = 4000; // ms without an answer from the kernel before we say so

/** @param {Kit.Page<Kit.FormTraits>} page */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the states of saving are still to be taken out of it
function render({ model, el }) {
  const words = model.get("words");
  const { step } = model.get("head");
  let base = structuredClone(model.get("value")); // what the kernel last said
  let value = structuredClone(base); // what is on the screen
  let acknowledged = structuredClone(base); // what is on disk
  /** @type {Kit.FormValue | null} */
  let sent = null; // what is under way
  /** @type {Kit.FormValue | null} */
  let unsaved = null; // what the kernel has and the disk has not
  let baseOfSent = base; // what the kernel had said when it went out
  let edit = model.get("edit");
  /** @type {Kit.NamedCopy[]} */
  let copies = [];
  /** @type {number | undefined} */
  let sendTimer;
  /** @type {number | undefined} */
  let patienceTimer;
  /** @type {string | null} */
  let awaitedDownload = null; // it waits for the answer
  let isSilent = false; // the kernel has not answered for a while
  let isDrawing = false; // what loses the focus then was not left by the learner
  let hasCopy = true; // the browser holds one
  /** @type {Kit.FileForm} */
  const form = {
    words,
    position: {},
    undo: null,
    rows,
    changed,
    draw,
    focus,
    undoButton: (group) => (form.undo?.group === group.id ? undoButton(form, words) : ""),
    read,
    dropZone,
    download,
    forgotten,
  };

  /** @param {string} table */
  function rows(table) {
    value[table] ??= [];
    return value[table];
  }

  const offer = element("section", { class: "kvi-offer", role: "status", hidden: true });
  const body = element("div", { class: "kvi-body" });
  const missing = element("div", { class: "kvi-missing" });
  const status = element("p", { class: "kvi-status" });
  const spoken = element("p", { class: "kvi-hidden", role: "status" });
  const announce = failuresOnly((text) => {
    spoken.textContent = text;
  });
  const problem = element("div", { class: "kvi-problem", role: "alert" });
  const reminder = new DownloadReminder(words, form);
  const root = element(
    "section",
    {
      class: "kvi-widget kvi-form",
      "aria-label": model.get("head").title,
      onkeydown: saveKey,
    },
    drawHead(model.get("head"), words),
    offer,
    body,
    missing,
    problem,
    status,
    spoken,
    reminder.node,
    drawOwnFile(words, form),
  );

  /** @param {KeyboardEvent} event */
  function saveKey(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      send();
    }
  }

  /**
   * At every key: the browser keeps a copy at once, the kernel hears after a pause.
   * @param {boolean} now
   */
  function changed(now) {
    if (isDrawing) return;
    keep();
    clearTimeout(sendTimer);
    if (!isSilent) status.textContent = words.saving;
    if (now) send();
    else sendTimer = setTimeout(send, PAUSE);
  }

  function keep() {
    hasCopy = keepCopy({ workshop: model.get("identity").workshop, step, value, acknowledged, sent });
  }

  function send() {
    clearTimeout(sendTimer);
    sendTimer = undefined;
    // One at a time: the newest goes out with the answer to this one.
    if (sent) {
      if (isSilent) showStatus();
      return;
    }
    const next = withoutBlankRows(value, base);
    if (isEqual(next, acknowledged) && !unsaved) {
      showStatus();
      return;
    }
    edit = model.get("edit") + 1; // another view of this form may have counted on
    sent = structuredClone(next);
    baseOfSent = base;
    keep();
    sendState(model, { value: structuredClone(next), known: rowKeys(base, next), edit });
    reminder.onWork(model.get("remind_after"));
    clearTimeout(patienceTimer);
    patienceTimer = setTimeout(() => {
      isSilent = true;
      showStatus();
    }, PATIENCE);
  }

  function onSaved() {
    const saved = model.get("saved");
    if (saved.edit !== edit) return;
    clearTimeout(patienceTimer);
    isSilent = false;
    const isTaken = !saved.problem || saved.where;
    if (sent && isTaken) base = mergeValues(baseOfSent, sent, base);
    unsaved = sent ?? unsaved;
    if (isTaken && !saved.late) {
      acknowledged = unsaved ?? acknowledged;
      unsaved = null;
    }
    const answered = sent;
    sent = null;
    keep();
    goOn(answered);
    showStatus();
  }

  /** @param {Kit.FormValue | null} answered what the kernel has taken or refused */
  function goOn(answered) {
    if (answered && !isEqual(withoutBlankRows(value, base), answered)) send();
    else if (awaitedDownload) download(awaitedDownload);
  }

  function showProblem() {
    const saved = model.get("saved");
    const { problem: text, where } = saved;
    // What is wrong with a file is said where the file was chosen.
    const chosen = text && where ? root.querySelector(`[data-problem="${CSS.escape(where)}"]`) : null;
    const place = chosen ?? problem;
    for (const other of [problem, ...root.querySelectorAll("[data-problem]")])
      if (other !== place) other.replaceChildren();
    // What is said already is not said again at every key.
    if (text !== (place.firstElementChild?.textContent ?? "")) place.replaceChildren(...problemLines(saved, words));
  }

  function showStatus() {
    showProblem();
    const { at, problem: text, late, where } = model.get("saved");
    const hasFailed = Boolean((text && !where) || late);
    status.textContent = statusText(hasFailed, at);
    status.classList.toggle("kvi-warn", isSilent || hasFailed);
    if (isSilent || !(sendTimer || sent)) announce(status.textContent, isSilent || hasFailed);
  }

  /**
   * @param {boolean} hasFailed
   * @param {number} at
   */
  function statusText(hasFailed, at) {
    if (isSilent) return hasCopy ? words.kept_here : words.kept_nowhere;
    if (sendTimer || sent) return words.saving;
    if (hasFailed) return words.not_saved;
    return at && isToday(at) ? fill(words.saved, { at: clock(at, words.locale) }) : words.nothing_yet;
  }

  /**
   * @param {string} group
   * @param {HTMLInputElement} input
   * @param {File | undefined} file
   */
  async function read(group, input, file = input.files?.[0]) {
    if (!file) return;
    const text = await fileText(file, model.get("head").most_bytes);
    input.value = ""; // the same file may be chosen again
    sendRequest(model, "upload", { group, text });
  }

  /**
   * @param {HTMLInputElement} input
   * @param {string} group
   * @param {string} choose
   * @param {string} drop
   */
  function dropZone(input, group, choose, drop) {
    return element(
      "label",
      {
        class: "kvi-drop",
        ondragover: (event) => event.preventDefault(),
        ondrop: (event) => {
          event.preventDefault();
          read(group, input, event.dataTransfer?.files[0]);
        },
      },
      input,
      element("span", { class: "kvi-button" }, choose),
      element("span", { class: "kvi-help" }, drop),
      element("div", { class: "kvi-problem kvi-there", role: "alert", "data-problem": group }),
    );
  }

  /**
   * What is handed over holds the last words too: it waits for the answer to them.
   * @param {string} group
   */
  function download(group) {
    send();
    if (sent && !isSilent) {
      awaitedDownload = group;
      return;
    }
    awaitedDownload = null;
    sendRequest(model, "request", { group });
  }

  function handOver() {
    const { name, text, type, whole } = model.get("download");
    const address = URL.createObjectURL(new Blob([text], { type }));
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    if (whole) reminder.onDownload();
  }

  function forgotten() {
    copies = [];
    keep(); // in vain, and so the status knows
    offer.hidden = true;
  }

  function lookForCopies() {
    copies = findCopies(model.get("identity"), step);
    if (model.get("saved").late) acknowledged = copies.at(-1)?.acknowledged ?? {}; // the kernel has more than the disk
    if (!copies.length) return;
    sendState(model, { copies: copies.map(({ name, ...copy }) => copy) });
  }

  function showOffer() {
    const shown = model.get("offer");
    if (shown.kind === "copy" && shown.nothing) dropCopies(copies.splice(0)); // nothing new in them
    offer.replaceChildren(...drawOffer(shown, words, decide));
    offer.hidden = !offer.childElementCount;
    // What was asked for must be seen.
    if (!offer.hidden && (shown.kind === "file" || shown.kind === "start")) {
      offer.scrollIntoView({ block: "nearest" });
      offer.querySelector("button")?.focus({ preventScroll: true });
    }
  }

  /** @param {boolean} take */
  function decide(take) {
    offer.hidden = true;
    if (!take && model.get("offer").kind === "copy") return; // it stays in the browser, for later
    sendRequest(model, "decision", { take });
    const first = body.querySelector("[data-path]");
    if (first instanceof HTMLElement) first.focus();
  }

  /** @param {string} path */
  function focus(path) {
    findPath(body, path)?.focus();
  }

  function draw() {
    const active = focusedIn(body);
    const selection = active instanceof HTMLTextAreaElement ? [active.selectionStart, active.selectionEnd] : null;
    isDrawing = true;
    body.replaceChildren(...model.get("groups").map((group) => drawGroup(group, form)));
    isDrawing = false;
    const again = findPath(body, active?.dataset.path);
    again?.focus();
    if (selection && again instanceof HTMLTextAreaElement) again.setSelectionRange(selection[0], selection[1]);
  }

  // Somebody else changed the answers: theirs come in, what is typed here meanwhile stays.
  function onValue() {
    const theirs = structuredClone(model.get("value"));
    if (isEqual(theirs, base) || isEqual(theirs, sent)) return; // nothing new, or our own words
    const merged = mergeValues(base, value, theirs);
    base = theirs; // the kernel may not have read yet what is under way: it stays a change of ours
    if (!model.get("saved").late) acknowledged = structuredClone(theirs);
    if (isEqual(value, merged)) return;
    value = merged;
    draw();
  }

  function showNotes() {
    const { missing: lines, advice } = model.get("notes");
    const complete = element("p", { class: "kvi-help" }, model.get("head").complete ?? words.complete);
    missing.replaceChildren(
      ...titledList(words.missing, lines),
      ...titledList(words.advice, advice),
      ...(lines.length ? [] : [complete]),
    );
  }

  const stopListening = listen(model, {
    value: onValue,
    groups: draw,
    saved: onSaved,
    notes: showNotes,
    download: handOver,
    offer: showOffer,
  });
  removeOldCopies();
  draw();
  showStatus();
  showNotes();
  showOffer();
  lookForCopies();
  if (!model.get("identity").fresh) keep();
  prepareRoot(model, el, words);
  el.append(root);
  return () => {
    if (sendTimer) send();
    stopListening();
  };
}

/**
 * @param {Kit.Saved} saved
 * @param {Kit.FormWords} words
 */
function problemLines({ problem, details: trace }, words) {
  if (!problem) return [];
  return [element("p", {}, problem), ...(trace ? [details(words.for_teacher, element("pre", {}, trace))] : [])];
}

/**
 * @param {string} title
 * @param {string[]} lines
 */
function titledList(title, lines) {
  return lines.length ? [element("p", { class: "kvi-label" }, title), list(lines)] : [];
}

/**
 * @param {Kit.Head} head
 * @param {Kit.FormWords} words
 */
function drawHead({ title, prompt, example = [], example_title: exampleTitle = "", hints = [] }, words) {
  const lines = example.map((line) => element("p", { class: "kvi-line" }, line));
  return element(
    "header",
    {},
    element("h3", {}, title),
    prompt ? element("p", { class: "kvi-prompt" }, prompt) : "",
    lines.length ? details(exampleTitle, ...lines) : "",
    hints.length ? drawHints(hints, words) : "",
  );
}

/**
 * @param {string[]} hints
 * @param {Kit.FormWords} words
 */
function drawHints(hints, words) {
  const shown = element("div", { role: "status" });
  const label = () => fill(words.hint, { n: shown.childElementCount + 1, all: hints.length });
  function showNext() {
    shown.append(element("p", { class: "kvi-hint" }, hints[shown.childElementCount]));
    more.textContent = label();
    more.hidden = shown.childElementCount >= hints.length;
  }
  const more = button(label(), showNext, { class: "kvi-button kvi-quiet" });
  return element("div", { class: "kvi-hints" }, shown, more);
}

export default { render };
