// Several answer files at once, chosen or dropped. They go to the kernel one after the other, because
// a websocket takes no message of many megabytes; the kernel says when it has one.
import { element } from "./dom.js";
import { listen } from "./trait_patches.js";

/** @typedef {{ file: Blob, name: string, at: number, left: number }} WaitingFile */

export class CrowdFiles {
  /** @param {{ model: Kit.Model<Kit.CrowdTraits>, problem: HTMLElement }} options */
  constructor({ model, problem }) {
    this.model = model;
    this.problem = problem;
    /** @type {WaitingFile[]} */
    this.waiting = [];
    const words = model.get("words");
    const input = element("input", {
      type: "file",
      multiple: true,
      accept: ".json,application/json",
      class: "kvi-hidden",
      "data-path": "crowd.files",
      onchange: () => {
        this.take(input.files);
        input.value = "";
      },
    });
    this.node = element(
      "label",
      {
        class: "kvi-drop",
        ondragover: (event) => event.preventDefault(),
        ondrop: (event) => {
          event.preventDefault();
          this.take(event.dataTransfer?.files);
        },
      },
      input,
      element("span", { class: "kvi-button" }, words.choose),
      element("span", { class: "kvi-help" }, words.drop),
    );
    this.stop = listen(model, { taken: () => this.sendNext() });
  }

  /** @param {FileList | null | undefined} files */
  take(files) {
    if (!files) return;
    const mostBytes = this.model.get("summary").most_bytes;
    this.problem.textContent = "";
    // What is too big need not travel: its beginning tells the kernel as much.
    this.waiting = [...files].map((file, at) => ({
      file: file.slice(0, mostBytes + 1),
      name: file.name,
      at,
      left: files.length - at - 1,
    }));
    this.sendNext();
  }

  async sendNext() {
    const next = this.waiting.shift();
    if (!next) return;
    const { file, ...about } = next;
    const text = await file.text().catch(() => "");
    this.model.set("file", { ...about, text, number: (this.model.get("file").number ?? 0) + 1 });
    this.model.save_changes();
  }
}
