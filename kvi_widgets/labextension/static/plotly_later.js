// Plotly is two fifths of what a first visit loads, and most lessons show no map: it comes with the first picture.

const MIME = "application/vnd.plotly.v1+json";

/**
 * What JupyterLab asks Plotly's own package for when it starts; the package is loaded once a picture is wanted.
 * @param {() => Promise<Lab.MimeExtension[]>} load
 * @param {Lab.Lumino} lumino
 * @returns {Lab.MimeExtension[]}
 */
export function plotlyLater(load, { Widget, PanelLayout }) {
  /** @type {Lab.RendererFactory | undefined} */
  let factory;
  /** @type {Promise<Lab.RendererFactory> | undefined} */
  let loading;

  async function loaded() {
    loading ??= load().then(([{ rendererFactory }]) => rendererFactory);
    try {
      factory = await loading;
    } catch (error) {
      loading = undefined; // the next picture tries again
      throw error;
    }
    return factory;
  }

  class WaitingRenderer extends Widget {
    /** @param {object} options */
    constructor(options) {
      super();
      this.options = options;
      this.layout = new PanelLayout();
      /** @type {Lab.Renderer | undefined} */
      this.inner = undefined;
      loaded().catch(() => {}); // whoever draws is told
    }

    /** @param {object} model */
    async renderModel(model) {
      const { createRenderer } = await loaded();
      if (!this.inner) {
        this.inner = createRenderer(this.options);
        this.layout.addWidget(this.inner);
      }
      return this.inner.renderModel(model);
    }
  }

  return [
    {
      id: "@jupyterlab/plotly-extension:factory",
      rendererFactory: {
        safe: true,
        mimeTypes: [MIME],
        createRenderer: (options) => factory?.createRenderer(options) ?? new WaitingRenderer(options),
      },
      rank: 2,
      dataType: "json",
      fileTypes: [{ name: "plotly", mimeTypes: [MIME], extensions: [".plotly", ".plotly.json"] }],
      documentWidgetFactoryOptions: {
        name: "Plotly",
        primaryFileType: "plotly",
        fileTypes: ["plotly", "json"],
        defaultFor: ["plotly"],
      },
    },
  ];
}
