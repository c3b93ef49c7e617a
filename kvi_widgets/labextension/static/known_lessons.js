// What `python -m kvi_widgets trust` has noted on this machine: where lessons are, and the code of each.

export class KnownLessons {
  /**
   * @param {Lab.Known} noted
   * @param {string} root folder of the server, as its pages name it
   * @param {(path: string) => string} localPath what remains of a path without the name of its drive
   * @param {boolean} isHome whether the server shows the home of somebody on a hub
   */
  constructor(noted, root, localPath, isHome = false) {
    this.folders = noted.folders ?? {};
    this.homes = (isHome && noted.homes) || {};
    this.root = root.replace(/\/$/, "");
    this.localPath = localPath;
  }

  /**
   * What is noted of the folder of this path, if anything, and the name in it.
   * @param {string} path
   */
  split(path) {
    const whole = `${this.root}/${this.localPath(path)}`;
    const slash = whole.lastIndexOf("/");
    const here = this.folders[whole.slice(0, slash)];
    const pulled = this.homes[whole.slice(this.root.length + 1, slash)];
    return { folder: here ?? pulled, name: whole.slice(slash + 1), isPulled: !here };
  }

  /**
   * The lesson under this path, and what its folder says of all; its code may be another one by now.
   * @param {string} path
   */
  find(path) {
    const { folder, name, isPulled } = this.split(path);
    const lesson = folder?.lessons[name];
    return lesson
      ? { lesson, words: folder.words, language: folder.language ?? "", idle: folder.idle ?? 0, isPulled }
      : null;
  }
}

/**
 * Whether something in a folder could take the place of a package when a lesson there imports it. Whoever clicks a
 * link of nbgitpuller has looked at nothing that it brings.
 * @param {{ name: string, type: string }[]} entries
 */
export const hasModules = (entries) =>
  entries.some(({ name, type }) =>
    type === "directory" ? /^\w+$/.test(name) && !OURS.has(name) : /\.(py|pyc|so|pyd)$/i.test(name),
  );
const OURS = new Set(["answers", "images"]);

/**
 * Which cells of a notebook were noted, and whether all that make the lesson are there, in their order. What is left
 * over a person has written: it never runs by itself.
 * @param {Lab.NotebookJson} notebook
 * @param {Lab.NotedLesson} lesson
 */
export function compareWithNote({ cells, metadata }, { kernel, code, tries }) {
  let found = 0;
  const places = { made: /** @type {number[]} */ ([]), tried: /** @type {number[]} */ ([]) };
  for (const [place, { cell_type, source }] of cells.entries()) {
    if (cell_type !== "code") continue;
    if (found < code.length && text(source) === text(code[found])) {
      places.made.push(place);
      found += 1;
    } else if (tries.map(text).includes(text(source))) places.tried.push(place);
  }
  return { ...places, isWhole: metadata.kernelspec?.name === kernel && found === code.length };
}

/** @param {string | string[]} source */
const text = (source) => [source].flat().join("").replaceAll("\r\n", "\n");
