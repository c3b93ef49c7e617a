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
const LONGEST = 3000; // ms: over a slow line a kernel may be quicker

/** Widgets whose script was left to the page ask for it (assets.py). */
export function offerScripts() {
  Object.assign(globalThis, { kviWidget: async (/** @type {string} */ name) => (await load(name)).default });
}

/**
 * The scripts that these cells will need, once they and all styles are here; none if that takes too long.
 * @param {string[]} code
 * @returns {Promise<string[]>}
 */
export function scriptsFor(code) {
  const names = Object.entries(SHOWN).flatMap(([shown, name]) => (code.join().includes(shown) ? [name] : []));
  const all = [...ALWAYS, ...names];
  const here = Promise.all([...all.map(load), ...SHEETS.map(addSheet)]).then(() => all);
  const late = new Promise((resolve) => setTimeout(resolve, LONGEST, []));
  return Promise.race([here, late]).catch(() => []);
}

/** @param {string} name */
const load = (name) => import(new URL(name, FOLDER).href);

/** @param {string} name */
function addSheet(name) {
  const { href } = new URL(name, FOLDER);
  if (document.head.querySelector(`link[href="${href}"]`)) return;
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    Object.assign(link, { onload: resolve, onerror: reject });
    document.head.append(link);
  });
}

/**
 * What a kernel is asked before the lesson runs in it.
 * @param {string[]} names
 */
export const leaveToPage = (names) =>
  `__import__("kvi_widgets.widgets.assets").widgets.assets.leave_to_page(${JSON.stringify(names)})`;
