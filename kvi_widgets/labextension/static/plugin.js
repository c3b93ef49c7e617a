// Lessons that are known on this machine start themselves when they are opened.
import { hasModules, KnownLessons } from "./known_lessons.js";
import { Lesson } from "./lesson.js";
import { heading, keepTitle } from "./lesson_title.js";
import { keepPagesWhole } from "./page_guard.js";
import { serverRoot } from "./server_root.js";
import { keepStripsAway } from "./side_strips.js";
import { tieHeaders } from "./table_headers.js";
import { offerScripts } from "./widget_scripts.js";

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
      const inPage = PageConfig.getOption("kviLessons"); // of a site without a server
      // A lesson has the page to itself on a site, where two Pythons in one page would get each other's answers from it,
      // and in Notebook 7, which would open one more tab, with one more kernel.
      const hasPage = Boolean(inPage || PageConfig.getOption("notebookPage"));
      /** @param {string} path */
      const addressOf = (path) =>
        inPage ? addressOnSite(path) : new URL(`notebooks/${encodeURI(path)}`, PageConfig.getBaseUrl());
      if (inPage)
        tracker.currentChanged.connect(
          (_, panel) => panel && history.replaceState(null, "", addressOf(panel.context.path)),
        );
      addStyle();
      offerScripts();
      keepPagesWhole();
      const { contents, serverSettings } = app.serviceManager;
      const root = serverRoot((name) => PageConfig.getOption(name));
      const isHome = PageConfig.getOption("hubUser") !== "";
      /** @type {Promise<{ data: Lab.Known }>} */
      const noted = inPage
        ? Promise.resolve({ data: JSON.parse(inPage) })
        : ConfigSection.create({ name: "kvi_lessons", serverSettings });
      const known = noted.then(({ data }) => new KnownLessons(data, root, (path) => contents.localPath(path), isHome));
      /** @type {Map<Lesson, string>} */
      const left = new Map(); // by a link, to this notebook: each goes once that one is open
      /**
       * @param {Lesson} lesson
       * @param {string} path
       */
      const leaveFor = (lesson, path) => {
        for (const [other, next] of left) {
          if (other === lesson || !path.endsWith(`/${next}`)) continue;
          left.delete(other);
          other.leave();
        }
      };
      /** @type {WeakMap<object, string>} */
      const titles = new WeakMap();
      const writeTitle = keepTitle(() => titles.get(app.shell.currentWidget ?? app) ?? "");
      tracker.widgetAdded.connect(async (_, panel) => {
        const [lessons] = await Promise.all([known, panel.context.ready]);
        const { path, model } = panel.context;
        if (lessons.split(path).folder) {
          titles.set(panel, heading(model.toJSON()));
          tieHeaders(panel.content.node);
          writeTitle();
        }
        const noted = await knownLesson(lessons, contents, path);
        panel.node.dataset.lesson = noted ? "opening" : "unknown";
        if (!noted || panel.isDisposed) return;
        app.restored.then(() => keepStripsAway(app.commands));
        const lesson = new Lesson({ panel, ...noted, NotebookActions, Widget });
        lesson.onLink = (next) => {
          left.set(lesson, next);
          const place = path.slice(0, path.lastIndexOf("/") + 1) + next;
          if (!hasPage || place === path || !lessons.find(place)) return false;
          lesson.release().finally(() => location.assign(addressOf(place)));
          return true;
        };
        await lesson.open();
        leaveFor(lesson, path);
      });
    },
  };
}

/**
 * @param {KnownLessons} lessons
 * @param {Lab.Contents} contents
 * @param {string} path
 */
async function knownLesson(lessons, contents, path) {
  const found = lessons.find(path);
  if (!found?.isPulled) return found;
  const folder = await contents.get(path.slice(0, path.lastIndexOf("/")), { content: true });
  return hasModules(folder.content) ? null : found;
}

/**
 * Where a site opens this lesson.
 * @param {string} path
 */
function addressOnSite(path) {
  const address = new URL(location.href);
  address.searchParams.set("path", path);
  return address;
}

function addStyle() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("lesson.css", import.meta.url).href;
  document.head.append(link);
}
