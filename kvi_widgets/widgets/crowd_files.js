// Several answer files at once, chosen or dropped. They go to the kernel one after the other, because
// a websocket takes no message of many megabytes; the kernel says when it has one.
import { element } from "./dom.js";

export function crowdFiles({ model, words, problem }) {
  let waiting = [];
  const input = element("input", {
    type: "file",
    multiple: true,
    accept: ".json,application/json",
    class: "kvi-hidden",
    "data-path": "crowd.files",
    onchange: () => {
      take(input.files);
      input.value = "";
    },
  });
  const zone = element(
    "label",
    {
      class: "kvi-drop",
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => {
        event.preventDefault();
        take(event.dataTransfer.files);
      },
    },
    input,
    element("span", { class: "kvi-button" }, words.choose),
    element("span", { class: "kvi-help" }, words.drop),
  );

  async function take(files) {
    const most = model.get("told").most_bytes;
    problem.textContent = "";
    // What is too big need not travel: its beginning tells the kernel as much.
    waiting = [...files].map((file, at) => ({
      file: file.slice(0, most + 1),
      name: file.name,
      at,
      left: files.length - at - 1,
    }));
    send();
  }

  async function send() {
    const next = waiting.shift();
    if (!next) return;
    const { file, ...about } = next;
    const text = await file.text().catch(() => "");
    model.set("file", { ...about, text, number: (model.get("file").number ?? 0) + 1 });
    model.save_changes();
  }

  model.on("change:taken", send);
  return { zone, stop: () => model.off("change:taken", send) };
}
