// The door by which JupyterLab and Notebook find the plugin: written by hand, it needs no bundler.
(() => {
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  /** @type {Record<string, Record<string, { get: () => Promise<() => unknown> }>>} */
  let scope;

  /**
   * A package that JupyterLab shares.
   * @param {string} name
   */
  async function shared(name) {
    const [version] = Object.values(scope[name]);
    return (await version.get())();
  }

  async function extension() {
    const { makePlugin } = await import(new URL("plugin.js", here).href);
    const plugin = await makePlugin(shared);
    return () => ({ __esModule: true, default: plugin });
  }

  const containers = /** @type {any} */ (window);
  containers._JUPYTERLAB ??= {};
  containers._JUPYTERLAB["kvi-lessons"] = {
    init: (/** @type {typeof scope} */ given) => {
      scope = given;
    },
    get: extension,
  };
})();
