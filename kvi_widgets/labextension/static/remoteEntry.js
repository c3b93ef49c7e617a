// The door by which JupyterLab and Notebook find the plugin: written by hand, it needs no bundler.
(() => {
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  /** @type {Record<string, Record<string, { get: () => Promise<() => unknown> }>>} */
  let scope;

  /** @param {string} name of a module of ours */
  const ours = (name) => import(new URL(name, here).href);

  /**
   * A package that JupyterLab shares.
   * @param {string} name
   */
  async function shared(name) {
    const [version] = Object.values(scope[name]);
    return (await version.get())();
  }

  /**
   * @template Plugin
   * @param {Plugin} plugin
   */
  const asModule = (plugin) => () => ({ __esModule: true, default: plugin });

  async function extension() {
    const { makePlugin } = await ours("plugin.js");
    return asModule(await makePlugin(shared));
  }

  /**
   * Plotly's package, which gives its large part only once a picture is to be drawn.
   * @param {Lab.Container} plotly
   * @returns {Lab.Container}
   */
  const lazily = (plotly) => ({
    init: (given) => plotly.init(given),
    get: async (module) => {
      if (module !== "./mimeExtension") return plotly.get(module);
      const [{ plotlyLater }, lumino] = await Promise.all([ours("plotly_later.js"), shared("@lumino/widgets")]);
      return asModule(plotlyLater(async () => (await plotly.get(module))().default, lumino));
    },
  });

  const containers = /** @type {any} */ (window);
  containers._JUPYTERLAB ??= {};
  const found = containers._JUPYTERLAB;
  found["kvi-lessons"] = {
    init: (/** @type {typeof scope} */ given) => {
      scope = given;
    },
    get: extension,
  };
  // It may come before us or after.
  let plotly = found["jupyterlab-plotly"] && lazily(found["jupyterlab-plotly"]);
  Object.defineProperty(found, "jupyterlab-plotly", {
    configurable: true,
    enumerable: true,
    get: () => plotly,
    set: (container) => {
      plotly = lazily(container);
    },
  });
})();
