// What `python -m kvi_widgets trust` has noted on this machine: where lessons are, and the code of each.

export class KnownLessons {
  /**
   * @param {Lab.Known} noted
   * @param {string} root folder of the server, as its pages name it
   * @param {(path: string) => string} localPath what remains of a path without the name of its drive
   */
  constructor(noted, root, localPath) {
    this.folders = noted.folders ?? {};
    this.root = root.replace(/\/$/, "");
    this.localPath = localPath;
  }

  /**
   * The lesson under this path, and the words of its folder; its code may be another one by now.
   * @param {string} path
   */
  find(path) {
    const whole = `${this.root}/${this.localPath(path)}`;
    const slash = whole.lastIndexOf("/");
    const folder = this.folders[whole.slice(0, slash)];
    const lesson = folder?.lessons[whole.slice(slash + 1)];
    return lesson ? { lesson, words: folder.words } : null;
  }
}

/**
 * Whether a notebook would run just what was noted: the same code, in the same kind of kernel.
 * @param {Lab.NotebookJson} notebook
 * @param {Lab.NotedLesson} lesson
 */
export function isAsNoted({ cells, metadata }, lesson) {
  const code = cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => text(source));
  return (
    metadata.kernelspec?.name === lesson.kernel &&
    code.length === lesson.code.length &&
    code.every((source, index) => source === text(lesson.code[index]))
  );
}

/** @param {string | string[]} source */
const text = (source) => [source].flat().join("").replaceAll("\r\n", "\n");
