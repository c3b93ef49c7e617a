// The frame of every step: prompt, example, hints, the groups, what is missing, saved or not.
import { details, element, fill, same } from "./dom.js";
import { drawGroup } from "./groups.js";

const PAUSE = 300; // ms without a key before the answer is sent
const PATIENCE = 4000; // ms without an answer from the kernel before we say so

function render({ model, el }) {
  const words = model.get("words");
  let state = structuredClone(model.get("value"));
  let edit = model.get("edit");
  let timer, patience;
  const form = { words, position: {}, undo: null, changed, draw, focus, undoButton, upload, download };
  form.rows = (id) => (state[id] ??= []);
  form.focus = focus;

  const body = element("div", { class: "kvi-body" });
  const missing = element("div", { class: "kvi-missing" });
  const status = element("p", { class: "kvi-status", role: "status" });
  const problem = element("p", { class: "kvi-problem", role: "alert" });
  const root = element("section", {
    class: "kvi-widget kvi-form", "aria-label": model.get("head").title,
    onkeydown: keep,
  }, head(model.get("head"), words), body, missing, problem, status);

  function keep(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); send(); }
  }

  function changed(now) {
    clearTimeout(timer);
    status.textContent = words.saving;
    if (now) send(); else timer = setTimeout(send, PAUSE);
  }

  function send() {
    clearTimeout(timer);
    timer = undefined;
    if (same(state, model.get("value"))) return showStatus();
    edit += 1;
    model.set({ value: structuredClone(state), edit });
    model.save_changes();
    status.textContent = words.saving;
    clearTimeout(patience);
    patience = setTimeout(() => { status.textContent = words.no_answer; }, PATIENCE);
  }

  function upload(group, name, text) {
    model.set("upload", { group, name, text, number: (model.get("upload").number ?? 0) + 1 });
    model.save_changes();
  }

  function download(group) {
    model.set("request", { group, number: (model.get("request").number ?? 0) + 1 });
    model.save_changes();
  }

  function handOver() {
    const { name, text } = model.get("download");
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  function undoButton(group) {
    const undo = form.undo;
    if (undo?.group !== group.id) return "";
    return element("p", { class: "kvi-row", role: "status" }, words.removed, element("button", {
      type: "button", class: "kvi-button", "data-path": "undo", onclick: () => {
        form.rows(group.id).splice(undo.index, 0, undo.row);
        form.undo = null; changed(true); draw();
      } }, words.undo));
  }

  function focus(path) {
    body.querySelector(`[data-path="${CSS.escape(path)}"]`)?.focus();
  }

  function draw() {
    const active = body.contains(document.activeElement) ? document.activeElement : null;
    const path = active?.dataset.path;
    const range = active?.selectionStart === undefined ? null : [active.selectionStart, active.selectionEnd];
    body.replaceChildren(...model.get("groups").map((group) => drawGroup(group, form)));
    if (!path) return;
    focus(path);
    if (range && active.tagName === "TEXTAREA") document.activeElement.setSelectionRange?.(...range);
  }

  function fromKernel() {
    if (timer || same(state, model.get("value"))) return;
    state = structuredClone(model.get("value"));
    draw();
  }

  function showStatus() {
    const saved = model.get("saved");
    problem.textContent = saved.problem ?? "";
    if (saved.edit !== edit || timer) return;
    clearTimeout(patience);
    status.textContent = saved.problem ? words.not_saved : saved.at ? fill(words.saved, saved) : words.nothing_yet;
  }

  function showNotes() {
    const { missing: lines, advice } = model.get("notes");
    const list = (title, all) => (all.length ? [element("p", { class: "kvi-label" }, title),
      element("ul", {}, ...all.map((line) => element("li", {}, line)))] : []);
    missing.replaceChildren(...list(words.missing, lines), ...list(words.advice, advice),
      ...(lines.length ? [] : [element("p", { class: "kvi-help" }, words.complete)]));
  }

  const handlers = {
    "change:value": fromKernel, "change:groups": draw, "change:saved": showStatus,
    "change:notes": showNotes, "change:download": handOver,
  };
  for (const [name, handler] of Object.entries(handlers)) model.on(name, handler);
  draw(); showStatus(); showNotes();
  el.append(root);
  return () => {
    if (timer) send();
    for (const [name, handler] of Object.entries(handlers)) model.off(name, handler);
  };
}

function head({ title, prompt, example, example_title, hints }, words) {
  const shown = element("div", { role: "status" });
  let next = 0;
  const button = element("button", { type: "button", class: "kvi-button kvi-quiet", onclick: () => {
    shown.append(element("p", { class: "kvi-hint" }, hints[next]));
    next += 1;
    button.textContent = fill(words.hint, { n: next + 1, all: hints.length });
    button.hidden = next >= hints.length;
  } }, fill(words.hint, { n: 1, all: hints?.length }));
  return element("header", {}, element("h3", {}, title), prompt ? element("p", { class: "kvi-prompt" }, prompt) : "",
    example?.length ? details(example_title, ...example.map((line) => element("p", { class: "kvi-line" }, line))) : "",
    hints?.length ? element("div", { class: "kvi-hints" }, shown, button) : "");
}

export default { render };
