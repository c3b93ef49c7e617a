"""From a click on a sign in the link matrix until the learner's own map shows it."""

import shutil
from statistics import median

from kvi_widgets.words.content import Content
from tests.bench.report import hold_to_goals, percentile
from tests.browser.lab import ROOT

EXAMPLE = ROOT / "data" / "examples" / "fr" / "portal.json"
OWN_MAP = Content.load("fr").words("map")["whose"]["own"]
CLICKS = 50
GOALS = {"median": 60, "95th percentile": 100}  # ms
# Each click waits for a quiet kernel first, as between two clicks of a person; it goes to the next
# pair in turn, and there to the sign after the chosen one.
CLICK_AND_WAIT = """async ({ clicks, patience, map }) => {
  const visible = (node) => node.offsetParent !== null;
  const graph = [...document.querySelectorAll(`[aria-label="${map}"] .js-plotly-plot`)].find(visible);
  const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const nextFrame = () => new Promise(requestAnimationFrame);
  const drawing = () => JSON.stringify(graph.data);

  const signs = () => {
    const pairs = new Map();
    for (const input of document.querySelectorAll("[data-path^='links.'][data-path*='.polarity.']")) {
      if (visible(input)) pairs.set(input.name, [...(pairs.get(input.name) ?? []), input]);
    }
    return [...pairs.values()];
  };

  function nextSign(turn) {
    const options = signs()[turn % signs().length];
    const chosen = options.findIndex((input) => input.checked);
    return options[(chosen + 1) % options.length];
  }

  async function quiet() {
    while (kernel.status !== "idle") await nextFrame();
  }

  function redrawn(before, start) {
    return new Promise((resolve, reject) => {
      const surrender = setTimeout(() => reject(new Error("the map did not change")), patience);
      const look = () => {
        if (drawing() === before) return;
        const time = performance.now() - start;
        clearTimeout(surrender);
        graph.removeListener("plotly_afterplot", look);
        resolve(time);
      };
      graph.on("plotly_afterplot", look);
    });
  }

  const found = [];
  for (let turn = 0; turn < clicks; turn += 1) {
    await quiet();
    const sign = nextSign(turn);
    const before = drawing();
    const start = performance.now();
    const time = redrawn(before, start);
    sign.click();
    found.push({ ms: await time, changed: drawing() !== before });
  }
  return found;
}"""


def test_a_click_reaches_the_map_at_once(lab):
    shutil.copy(EXAMPLE, lab.answers)
    lab.open_notebook("notebooks/fr/05_liens.ipynb")
    lab.run_all()
    found = lab.page.evaluate(CLICK_AND_WAIT, {"clicks": CLICKS, "patience": 10_000, "map": OWN_MAP})
    times = [click["ms"] for click in found]
    assert all(click["changed"] for click in found)
    figures = dict(zip(GOALS, (median(times), percentile(times, 95)), strict=True))
    hold_to_goals(
        f"A click on a sign until the map is redrawn, {CLICKS} clicks",
        {name: (figures[name], goal) for name, goal in GOALS.items()},
        "ms",
    )
