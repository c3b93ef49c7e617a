// The frame of every step: prompt, example, hints, the groups, what is missing, saved or not.

import { dropCopies, findCopies, keepCopy, tidyCopies } from "./browser_copies.js";
import { details, element, fill, same } from "./dom.js";
import { drawGroup } from "./groups.js";
import { drawOffer, drawOwnFile, reminder } from "./recovery.js";
import { layOver, namesOf, written } from "./rows.js";

const PAUSE = 300; // ms without a key before the answer is sent
const PATIENCE = 4000; // ms without an answer from the kernel before we say so

function render({ model, el }) {
  const words = model.get("words");
  const { step } = model.get("head");
  let seen = structuredClone(model.get("value")); // what the kernel last told
  let state = structuredClone(seen); // what is on the screen
  let acknowledged = structuredClone(seen); // what is on disk
  let sent = null; // what is under way
  let waiting = null; // what the kernel has and the disk has not
  let before = seen; // what the kernel had told when it went out
  let edit = model.get("edit");
  let copies = [];
  let timer, patience;
  let wanted = null; // a download that waits for the answer
  let silent = false; // the kernel has not answered for a while
  let drawing = false; // what loses the focus then was not left by the learner
  let kept = true; // the browser holds a copy
  const form = {
    words,
    position: {},
    undo: null,
    changed,
    draw,
    focus,
    undoButton,
    read,
    dropZone,
    download,
    forgotten,
  };
  form.rows = (id) => (state[id] ??= []);

  const offer = element("section", { class: "kvi-offer", role: "status", hidden: true });
  const body = element("div", { class: "kvi-body" });
  const missing = element("div", { class: "kvi-missing" });
  const status = element("p", { class: "kvi-status", role: "status" });
  const problem = element("div", { class: "kvi-problem", role: "alert" });
  const remind = reminder(words, form);
  const root = element(
    "section",
    {
      class: "kvi-widget kvi-form",
      "aria-label": model.get("head").title,
      onkeydown: saveKey,
    },
    head(model.get("head"), words),
    offer,
    body,
    missing,
    problem,
    status,
    remind.place,
    drawOwnFile(words, form),
  );

  function saveKey(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      send();
    }
  }

  // At every key: the browser keeps a copy at once, the kernel hears after a pause.
  function changed(now) {
    if (drawing) return;
    keep();
    clearTimeout(timer);
    if (!silent) status.textContent = words.saving;
    if (now) send();
    else timer = setTimeout(send, PAUSE);
  }

  function keep() {
    kept = keepCopy({ workshop: model.get("identity").workshop, step, value: state, acknowledged, sent });
  }

  function send() {
    clearTimeout(timer);
    timer = undefined;
    if (sent) {
      if (silent) showStatus();
      return;
    } // one at a time: the newest goes out with the answer to this one
    const mine = written(state, seen);
    if (same(mine, acknowledged) && !waiting) return showStatus();
    edit = model.get("edit") + 1; // another view of this form may have counted on
    sent = structuredClone(mine);
    before = seen;
    keep();
    const known = namesOf(seen, mine);
    model.set({ value: structuredClone(mine), known, edit });
    model.save_changes();
    remind.worked(model.get("remind_after"));
    clearTimeout(patience);
    patience = setTimeout(() => {
      silent = true;
      showStatus();
    }, PATIENCE);
  }

  function answered() {
    const saved = model.get("saved");
    if (saved.edit !== edit) return;
    clearTimeout(patience);
    silent = false;
    const taken = !saved.problem || saved.where;
    if (sent && taken) seen = layOver(before, sent, seen);
    waiting = sent ?? waiting;
    if (taken && !saved.late) {
      acknowledged = waiting ?? acknowledged;
      waiting = null;
    }
    const rest = sent && !same(written(state, seen), sent);
    sent = null;
    keep();
    if (rest) send();
    else if (wanted) download(wanted);
    showStatus();
  }

  function showStatus() {
    const { at, problem: text, details: trace, late, where } = model.get("saved");
    const said = text
      ? [element("p", {}, text), trace ? details(words.for_teacher, element("pre", {}, trace)) : ""]
      : [];
    const there = text && where ? root.querySelector(`[data-problem="${CSS.escape(where)}"]`) : null;
    for (const place of root.querySelectorAll("[data-problem]")) place.replaceChildren();
    problem.replaceChildren(...(there ? [] : said));
    there?.append(...said); // what is wrong with a file is said where the file was chosen
    const failed = (text && !where) || late;
    status.textContent = silent
      ? kept
        ? words.kept_here
        : words.kept_nowhere
      : timer || sent
        ? words.saving
        : failed
          ? words.not_saved
          : at
            ? fill(words.saved, { at })
            : words.nothing_yet;
    status.classList.toggle("kvi-warn", Boolean(silent || failed));
  }

  // One byte too many is enough for the kernel to say that it is too large.
  async function read(group, input, file = input.files[0]) {
    if (!file) return;
    const text = await file.slice(0, model.get("head").most_bytes + 1).text();
    input.value = ""; // the same file may be chosen again
    model.set("upload", { group, text, number: (model.get("upload").number ?? 0) + 1 });
    model.save_changes();
  }

  function dropZone(input, group, button, drop) {
    return element(
      "label",
      {
        class: "kvi-drop",
        ondragover: (event) => event.preventDefault(),
        ondrop: (event) => {
          event.preventDefault();
          read(group, input, event.dataTransfer.files[0]);
        },
      },
      input,
      element("span", { class: "kvi-button" }, button),
      element("span", { class: "kvi-help" }, drop),
      element("div", { class: "kvi-problem kvi-there", role: "alert", "data-problem": group }),
    );
  }

  // What is handed over holds the last words too: it waits for the answer to them.
  function download(group) {
    send();
    if (sent && !silent) {
      wanted = group;
      return;
    }
    wanted = null;
    model.set("request", { group, number: (model.get("request").number ?? 0) + 1 });
    model.save_changes();
  }

  function handOver() {
    const { name, text, type, whole } = model.get("download");
    const address = URL.createObjectURL(new Blob([text], { type }));
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    if (whole) remind.downloaded();
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
    model.set(
      "copies",
      copies.map(({ name, ...copy }) => copy),
    );
    model.save_changes();
  }

  function showOffer() {
    const made = model.get("offer");
    if (made.kind === "copy" && made.nothing) dropCopies(copies.splice(0)); // nothing new in them
    offer.replaceChildren(...drawOffer(made, words, decide));
    offer.hidden = !offer.childElementCount;
    if (!offer.hidden && ["file", "start"].includes(made.kind)) {
      // asked for: it must be seen
      offer.scrollIntoView({ block: "nearest" });
      offer.querySelector("button").focus({ preventScroll: true });
    }
  }

  function decide(take) {
    offer.hidden = true;
    if (!take && model.get("offer").kind === "copy") return; // it stays in the browser, for later
    model.set("decision", { take, number: (model.get("decision").number ?? 0) + 1 });
    model.save_changes();
    body.querySelector("[data-path]")?.focus();
  }

  function undoButton(group) {
    const undo = form.undo;
    if (undo?.group !== group.id) return "";
    return element(
      "p",
      { class: "kvi-row", role: "status" },
      words.removed,
      element(
        "button",
        {
          type: "button",
          class: "kvi-button",
          "data-path": "undo",
          onclick: () => {
            form.rows(group.id).splice(undo.index, 0, undo.row);
            form.undo = null;
            changed(true);
            draw();
          },
        },
        words.undo,
      ),
    );
  }

  function focus(path) {
    body.querySelector(`[data-path="${CSS.escape(path)}"]`)?.focus();
  }

  function draw() {
    const active = body.contains(document.activeElement) ? document.activeElement : null;
    const path = active?.dataset.path;
    const range = active?.selectionStart === undefined ? null : [active.selectionStart, active.selectionEnd];
    drawing = true;
    body.replaceChildren(...model.get("groups").map((group) => drawGroup(group, form)));
    drawing = false;
    if (!path) return;
    focus(path);
    if (range && active.tagName === "TEXTAREA") document.activeElement.setSelectionRange?.(...range);
  }

  // Somebody else changed the answers: theirs come in, what is typed here meanwhile stays.
  function fromKernel() {
    const told = structuredClone(model.get("value"));
    if (same(told, seen) || same(told, sent)) return; // nothing new, or our own words
    const laid = layOver(seen, state, told);
    seen = told; // the kernel may not have read yet what is under way: it stays a change of ours
    if (!model.get("saved").late) acknowledged = structuredClone(told);
    if (same(state, laid)) return;
    state = laid;
    draw();
  }

  function showNotes() {
    const { missing: lines, advice } = model.get("notes");
    const list = (title, all) =>
      all.length
        ? [
            element("p", { class: "kvi-label" }, title),
            element("ul", {}, ...all.map((line) => element("li", {}, line))),
          ]
        : [];
    missing.replaceChildren(
      ...list(words.missing, lines),
      ...list(words.advice, advice),
      ...(lines.length ? [] : [element("p", { class: "kvi-help" }, model.get("head").complete ?? words.complete)]),
    );
  }

  const handlers = {
    "change:value": fromKernel,
    "change:groups": draw,
    "change:saved": answered,
    "change:notes": showNotes,
    "change:download": handOver,
    "change:offer": showOffer,
  };
  for (const [name, handler] of Object.entries(handlers)) model.on(name, handler);
  tidyCopies();
  draw();
  showStatus();
  showNotes();
  showOffer();
  lookForCopies();
  if (!model.get("identity").fresh) keep();
  el.append(root);
  return () => {
    if (timer) send();
    for (const [name, handler] of Object.entries(handlers)) model.off(name, handler);
  };
}
function head({ title, prompt, example, example_title, hints }, words) {
  const shown = element("div", { role: "status" });
  let next = 0;
  const button = element(
    "button",
    {
      type: "button",
      class: "kvi-button kvi-quiet",
      onclick: () => {
        shown.append(element("p", { class: "kvi-hint" }, hints[next]));
        next += 1;
        button.textContent = fill(words.hint, { n: next + 1, all: hints.length });
        button.hidden = next >= hints.length;
      },
    },
    fill(words.hint, { n: 1, all: hints?.length }),
  );
  return element(
    "header",
    {},
    element("h3", {}, title),
    prompt ? element("p", { class: "kvi-prompt" }, prompt) : "",
    example?.length ? details(example_title, ...example.map((line) => element("p", { class: "kvi-line" }, line))) : "",
    hints?.length ? element("div", { class: "kvi-hints" }, shown, button) : "",
  );
}

export default { render };
