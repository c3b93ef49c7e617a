// Several answer files at once, chosen or dropped. They go to the kernel one after the other, because
// a websocket takes no message of many megabytes; the kernel says when it has one.
import { sendRequest } from "./conversation.js";
import { element, fill } from "./dom.js";
import { fileText } from "./file_text.js";
import { listen } from "./trait_patches.js";

/** @typedef {{ file: Blob, name: string, at: number, left: number }} WaitingFile */

export class CrowdFiles {
  /** @param {{ model: Kit.Model<Kit.CrowdTraits>, problem: HTMLElement }} options */
  constructor({ model, problem }) {
    this.model = model;
    this.problem = problem;
    /** @type {WaitingFile[]} */
    this.waiting = [];
    this.progress = element("span", { class: "kvi-help", role: "status" });
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
      this.progress,
    );
    this.stop = listen(model, { taken: () => this.sendNext() });
  }

  /** @param {FileList | null | undefined} files */
  take(files) {
    if (!files) return;
    this.problem.textContent = "";
    this.waiting = [...files].map((file, at) => ({ file, name: file.name, at, left: files.length - at - 1 }));
    this.sendNext();
  }

  async sendNext() {
    const next = this.waiting.shift();
    if (!next) return;
    const { file, ...about } = next;
    this.progress.textContent = about.left
      ? fill(this.model.get("words").reading, { n: about.at + 1, all: about.at + about.left + 1 })
      : "";
    const text = await fileText(file, this.model.get("summary").most_bytes);
    sendRequest(this.model, "file", { ...about, text });
  }
}
