// The teacher's form over one table of a content pack: rows to change, to add, to take away.
import { element, same } from "./dom.js";
import { drawGroup } from "./groups.js";

const REST = 600; // ms without a key before the file is written

function render({ model, el }) {
  const words = model.get("words");
  const group = model.get("group");
  const state = structuredClone(model.get("value"));
  let timer;

  const body = element("div", { class: "kvi-body" });
  const problem = element("div", { class: "kvi-problem", role: "alert" });
  const status = element("p", { class: "kvi-status", role: "status" });
  const form = { words, position: {}, undo: null, changed, draw, focus, undoButton, rows: (id) => (state[id] ??= []) };

  function changed(now) {
    clearTimeout(timer);
    if (now) send();
    else timer = setTimeout(send, REST);
  }

  function send() {
    clearTimeout(timer);
    if (same(state, model.get("value"))) return;
    status.textContent = words.saving;
    model.set("value", structuredClone(state));
    model.save_changes();
  }

  function heard() {
    const { problem: wrong } = model.get("saved");
    problem.textContent = wrong;
    status.textContent = wrong ? words.not_saved : words.written;
    status.classList.toggle("kvi-warn", Boolean(wrong));
  }

  function undoButton() {
    const undo = form.undo;
    if (!undo) return "";
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
            focus(`${group.id}.${undo.row.id}.${group.fields[0].id}`);
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
    const open = body.querySelector("details")?.open; // a long table is folded away until it is wanted
    body.replaceChildren(drawGroup(group, form));
    if (open) body.querySelector("details").open = true;
  }

  model.on("change:saved", heard);
  draw();
  el.append(
    element(
      "section",
      { class: "kvi-widget kvi-form", "aria-label": group.heading },
      element("h3", {}, group.heading),
      element("p", { class: "kvi-prompt" }, group.prompt),
      body,
      problem,
      status,
    ),
  );
  return () => {
    if (timer) send();
    model.off("change:saved", heard);
  };
}

export default { render };
