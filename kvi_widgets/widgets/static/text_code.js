// A file as a block of text that any chat carries: who cannot download or send files copies and pastes it.
import { button, details, element } from "./dom.js";

const BEGIN = "KVI1.";
const END = ".KVI";
const LINE = 64; // letters: a message may be quoted or broken anywhere, and is whole again without what stands between

/**
 * @param {string} json
 * @returns {Promise<string>}
 */
export async function toCode(json) {
  const stream = new Blob([JSON.stringify(JSON.parse(json))]).stream().pipeThrough(new CompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return [BEGIN, ...(letters.match(new RegExp(`.{1,${LINE}}`, "g")) ?? []), END].join("\n");
}

/**
 * The file in a message, null where there is none or not all of it.
 * @param {string} message
 * @param {number} mostBytes
 * @returns {Promise<string | null>}
 */
export async function fromCode(message, mostBytes) {
  const start = message.indexOf(BEGIN);
  const end = message.indexOf(END, start + BEGIN.length);
  if (start < 0 || end < 0) return null;
  const letters = message.slice(start + BEGIN.length, end).replace(/[^A-Za-z0-9+/=]/g, "");
  try {
    const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return await textUpTo(stream, mostBytes);
  } catch {
    return null;
  }
}

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} mostBytes
 */
async function textUpTo(stream, mostBytes) {
  const reader = stream.getReader();
  /** @type {BlobPart[]} */
  const parts = [];
  let held = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    held += part.value.length;
    if (held > mostBytes) {
      reader.cancel();
      return null;
    }
    parts.push(part.value.slice());
  }
  return held ? new Blob(parts).text() : null;
}

/**
 * Copy a file as text, or paste one.
 * @param {string} group
 * @param {Kit.FileForm} form
 * @param {{ gives?: boolean, takes?: boolean }} ways
 */
export function codeBox(group, form, { gives, takes }) {
  const words = form.words.code;
  const answer = element("p", { class: "kvi-help", role: "status" });
  const code = element("textarea", {
    class: "kvi-code",
    readonly: true,
    hidden: true,
    rows: 4,
    "aria-label": words.code,
  });
  const pasted = element("textarea", {
    class: "kvi-code",
    rows: 4,
    "data-path": `${group}.pasted`,
    "aria-label": words.paste,
  });
  const copy = async () => {
    code.value = await form.asCode(group);
    code.hidden = false;
    code.focus();
    code.select();
    answer.textContent = (await isCopied(code.value)) ? words.copied : words.select;
  };
  const open = async () => {
    answer.textContent = (await form.readCode(group, pasted.value)) ? "" : words.broken;
  };
  return details(
    words.title,
    ...(gives
      ? [element("div", { class: "kvi-row" }, button(words.copy, copy, { "data-path": `${group}.copy` })), code]
      : []),
    ...(takes
      ? [
          element("p", { class: "kvi-help" }, words.paste),
          pasted,
          element("div", { class: "kvi-row" }, button(words.open, open, { "data-path": `${group}.paste` })),
        ]
      : []),
    answer,
  );
}

/** @param {string} text */
async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no permission, or a page that is not encrypted
  }
}
