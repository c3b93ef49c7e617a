// Lessons that are known on this machine start themselves when they are opened.
import { KnownLessons } from "./known_lessons.js";
import { Lesson } from "./lesson.js";
import { keepPagesWhole } from "./page_guard.js";

/**
 * @param {(name: string) => Promise<any>} shared
 * @returns {Promise<object>} a JupyterLab plugin
 */
export async function makePlugin(shared) {
  const names = ["@jupyterlab/notebook", "@jupyterlab/services", "@jupyterlab/coreutils", "@lumino/widgets"];
  const [{ INotebookTracker, NotebookActions }, { ConfigSection }, { PageConfig }, { Widget }] = await Promise.all(
    names.map(shared),
  );
  return {
    id: "kvi-lessons:plugin",
    autoStart: true,
    requires: [INotebookTracker],
    /**
     * @param {Lab.App} app
     * @param {Lab.Tracker} tracker
     */
    activate(app, tracker) {
      addStyle();
      keepPagesWhole();
      const { contents, serverSettings } = app.serviceManager;
      const section = ConfigSection.create({ name: "kvi_lessons", serverSettings });
      const known = section.then(
        (/** @type {{ data: Lab.Known }} */ { data }) =>
          new KnownLessons(data, serverRoot(PageConfig), (path) => contents.localPath(path)),
      );
      /** @type {Lesson | null} */
      let left = null; // by a link: it goes once the next one is open
      tracker.widgetAdded.connect(async (_, panel) => {
        const [lessons] = await Promise.all([known, panel.context.ready]);
        const noted = lessons.find(panel.context.path);
        panel.node.dataset.lesson = noted ? "opening" : "unknown";
        if (!noted || panel.isDisposed) return;
        const lesson = new Lesson({ panel, ...noted, NotebookActions, Widget });
        lesson.onLink = () => {
          left = lesson;
        };
        await lesson.open();
        if (left && left !== lesson) left.leave();
        left = null;
      });
    },
  };
}

/**
 * Folder of the server: JupyterLab says it, in Notebook the language server's extension does.
 * @param {{ getOption(name: string): string }} pageConfig
 */
const serverRoot = (pageConfig) =>
  pageConfig.getOption("serverRoot") || decodeURI(pageConfig.getOption("rootUri").replace("file://", ""));

function addStyle() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("lesson.css", import.meta.url).href;
  document.head.append(link);
}
