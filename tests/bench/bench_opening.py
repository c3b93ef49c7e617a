"""What a learner waits for when a lesson opens, on the wire and by the clock, and what a click costs the kernel."""

import itertools
import time
from statistics import median

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from kvi_widgets.words.content import Content
from tests.bench.bench_peers import SHUT_DOWN, Traffic
from tests.bench.report import hold_to_goals
from tests.browser.lab import MAPS_DRAWN, READY, Lab, bytes_received
from tests.browser.test_self_start import STATE, follow_link, trust
from tests.unit.test_budgets import lesson

GOALS_COLD = {"03_kvi.ipynb": 2.5, "05_liens.ipynb": 4.0}  # MB
MOST_MESSAGES = 60  # kB as compressed
# What is run, and the field that is to be there.
CELLS = {
    "form": ("from kvi_widgets import KviStep, Workshop; KviStep(Workshop.open(lang='fr'))", ".kvi-form textarea"),
    "text area": ("import ipywidgets; ipywidgets.Textarea()", ".widget-textarea textarea"),
    "text area and pandas": ("import ipywidgets, pandas; ipywidgets.Textarea()", ".widget-textarea textarea"),
}
GOALS_USABLE = {"text area": 3, "text area and pandas": 1.2}  # times as long
ROUNDS, CLICKS = 3, 50
PEERS = "/extensions/(jupyter-cytoscape|ipysigma)/"  # installed here only, to be measured beside us
GOALS_CLICK = {(3, 2): 8, (10, 6): 12}  # indicators, all of them linked: ms
RUN_UNTIL_USABLE = """async (selector) => {
  const start = performance.now();
  jupyterapp.commands.execute("notebook:run-all-cells");
  while (!document.querySelector(selector)?.getClientRects().length) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""


def test_a_cold_opening_is_light(browser, tmp_path):
    megabytes, kilobytes = {}, 0
    for name, goal in GOALS_COLD.items():
        lab = Lab(tmp_path / name, browser)
        lab.put_example("fr")
        trust(lab.folder)
        received, traffic = bytes_received(lab.page, PEERS), Traffic()
        lab.page.on("websocket", traffic.listen)
        follow_link(lab, f"notebooks/fr/{name}")
        lab.page.wait_for_function(STATE, arg="open")
        lab.page.wait_for_function(MAPS_DRAWN)
        lab.page.wait_for_load_state("networkidle")
        megabytes[name], kilobytes = (sum(received) / 1e6, goal), traffic.deflated / 1000
        lab.close()
    hold_to_goals("The wire of a cold opening, a lesson that opens itself", megabytes, "MB")
    hold_to_goals("The kernel's websocket meanwhile", {name: (kilobytes, MOST_MESSAGES)}, "kB")


def test_a_form_is_there_nearly_as_soon_as_a_stock_text_area(lab):
    def measured(kind: str, number: int) -> float:
        path = f"notebooks/{kind.replace(' ', '-')}-{number}.ipynb"
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        nbformat.write(new_notebook(cells=[new_code_cell(CELLS[kind][0])], metadata=kernel), lab.folder / path)
        lab.open_notebook(path)
        lab.outcome(READY)
        ms = lab.page.evaluate(RUN_UNTIL_USABLE, CELLS[kind][1])
        lab.page.evaluate(SHUT_DOWN)
        return ms

    measured("form", 0)  # the first page of a browser loads JupyterLab itself
    # In turn, so that a busy moment of the machine weighs on both.
    found = [(kind, measured(kind, number)) for number, kind in itertools.product(range(1, ROUNDS + 1), CELLS)]
    middle = {which: median(ms for kind, ms in found if kind == which) for which in CELLS}
    title = f"From “run all” to the field of a form ({middle['form']:.0f} ms), medians of {ROUNDS}"
    figures = {f"÷ {name}": (middle["form"] / middle[name], goal) for name, goal in GOALS_USABLE.items()}
    hold_to_goals(title, figures, "×")


@pytest.mark.parametrize(("kpis", "kvis"), GOALS_CLICK)
def test_a_click_on_a_sign_takes_the_kernel_little_time(tmp_path, kpis, kvis):
    _, click = lesson(Content.load("fr"), tmp_path / "answers.json", kpis, kvis)
    times = []
    for _ in range(CLICKS):
        start = time.process_time()
        click()
        times.append(1000 * (time.process_time() - start))
    title = f"All forms of 05 after a click, {kpis * kvis} links, median of {CLICKS}"
    hold_to_goals(title, {"processor": (median(times), GOALS_CLICK[kpis, kvis])}, "ms")
