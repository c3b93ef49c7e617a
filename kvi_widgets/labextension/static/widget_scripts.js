// Scripts and styles of the widgets, from the server: once for all widgets, kernels and visits, and not from each kernel.
const FOLDER = new URL("widgets/", import.meta.url);
const ALWAYS = ["form.js", "ribbon.js"];
const SHEETS = ["theme.css", "form.css", "ribbon.css", "value_map.css", "link_test.css", "live_room.css"];
// What else a lesson shows, by the name that its code has for it; a teacher's own forms stand in no lesson.
const SHOWN = /** @type {const} */ ({
  CrowdMap: "crowd_map.js",
  LinkTest: "link_test.js",
  ValueMap: "value_map.js",
  WhatIf: "what_if.js",
});
/** @type {Map<string, Promise<unknown>>} */
const sheets = new Map();
const LONGEST = 3000; // ms: over a slow line a kernel may be quicker

/** Widgets whose script was left to the page ask for it (assets.py). */
export function offerScripts() {
  /** @param {string} name */
  const kviWidget = async (name) => (await withSheets([name]))[0].default; // also in a page that ran no lesson
  Object.assign(globalThis, { kviWidget });
}

/**
 * The scripts that these cells will need, once they and all styles are here; none if that takes too long.
 * @param {string[]} code
 * @returns {Promise<string[]>}
 */
export function scriptsFor(code) {
  const names = Object.entries(SHOWN).flatMap(([shown, name]) => (code.join().includes(shown) ? [name] : []));
  const all = [...ALWAYS, ...names];
  const here = withSheets(all).then(() => all);
  const late = new Promise((resolve) => setTimeout(resolve, LONGEST, []));
  return Promise.race([here, late]).catch(() => []);
}

/** @param {string[]} names */
const withSheets = (names) => Promise.all([...names.map(load), ...SHEETS.map(addSheet)]);

/** @param {string} name */
const load = (name) => import(new URL(name, FOLDER).href);

/**
 * Once for the page, and anew if it did not come.
 * @param {string} name
 * @returns {Promise<unknown>}
 */
export function addSheet(name) {
  const there = sheets.get(name);
  if (there) return there;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(name, FOLDER).href });
  const coming = new Promise((resolve, reject) => {
    Object.assign(link, { onload: resolve, onerror: reject });
  });
  sheets.set(name, coming);
  coming.catch(() => {
    sheets.delete(name);
    link.remove();
  });
  document.head.append(link);
  return coming;
}

/**
 * What a kernel is asked before the lesson runs in it.
 * @param {string[]} names
 * @param {boolean} isPulled whether it came by a link: then nothing beside it may take the place of a package, as a
 *   module could that the server does not list (`*.pyc`)
 */
export const leaveToPage = (names, isPulled) =>
  `${isPulled ? `__import__("sys").path[:] = filter(None, __import__("sys").path)\n` : ""}\
__import__("kvi_widgets.widgets.assets").widgets.assets.leave_to_page(${JSON.stringify(names)})`;
