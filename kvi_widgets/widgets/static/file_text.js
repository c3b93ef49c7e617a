// What of a chosen file travels to the kernel. A websocket takes no message above some megabytes and closes at one.

const BEGINNING = 4096; // bytes: enough for the kernel to say what else the file is
const MOST_IN_MESSAGE = 9_000_000; // bytes, quoted as JSON

/**
 * Its text, blank when it cannot be read; of what is no answer file only the beginning; null when it is too large.
 * @param {Blob} file
 * @param {number} mostBytes
 * @returns {Promise<string | null>}
 */
export const fileText = (file, mostBytes) => readText(file, mostBytes).catch(() => "");

/**
 * @param {Blob} file
 * @param {number} mostBytes
 */
async function readText(file, mostBytes) {
  if (file.size > mostBytes) return null;
  const beginning = await file.slice(0, BEGINNING).text();
  if (!/^[\s\uFEFF]*[[{<]/.test(beginning)) return beginning;
  const text = await file.text();
  const quoted = file.size + JSON.stringify(text).length - text.length;
  return quoted > MOST_IN_MESSAGE ? null : text;
}
