"""The map shown by our widget, beside the same figure in a FigureWidget."""

import itertools
from dataclasses import dataclass
from statistics import median

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import WebSocket

from tests.bench.report import hold_to_goals, print_table

REPETITIONS = 3
GOAL = 0.1  # of the bytes
EXAMPLE = 'from kvi_widgets import ValueMap, Workshop; example = Workshop.open(lang="fr").example("portal")'
FOR_FIGURE_WIDGET = """from kvi_widgets.pictures.map_figure import map_figure
from plotly.graph_objects import FigureWidget"""
# What is imported in the setup is not measured, so the cell pays for the map alone.
CELLS = {
    "ValueMap": (EXAMPLE, "ValueMap(example)"),
    "FigureWidget": (
        f"{EXAMPLE}\n{FOR_FIGURE_WIDGET}",
        'FigureWidget(map_figure(example.rows, example.content.words("map")))',
    ),
}
RUN_SETUP = """async () => {
  const { commands, shell } = jupyterapp;
  shell.currentWidget.content.activeCellIndex = 0;
  await commands.execute("notebook:run-cell-and-select-next");
}"""
# Drawn means that a box and a sign of the figure stand in the page.
RUN_UNTIL_DRAWN = """async () => {
  const { commands, shell } = jupyterapp;
  const cell = shell.currentWidget.content.activeCell.node;
  const drawn = () => cell.querySelector(".main-svg .bars path") && cell.querySelector(".main-svg .scatter .text");
  const nextFrame = () => new Promise(requestAnimationFrame);
  const start = performance.now();
  const done = commands.execute("notebook:run-cell");
  while (!drawn()) await nextFrame();
  const time = performance.now() - start;
  await done;
  return time;
}"""
SHUT_DOWN = "() => jupyterapp.shell.currentWidget.sessionContext.shutdown()"
IDLE = "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"


@dataclass
class Traffic:
    """Bytes that went through the kernels' websockets."""

    received: int = 0
    sent: int = 0

    def listen(self, socket: WebSocket) -> None:
        if "/api/kernels/" in socket.url:
            socket.on("framereceived", self.count_received)
            socket.on("framesent", self.count_sent)

    def count_received(self, frame: str | bytes) -> None:
        self.received += size(frame)

    def count_sent(self, frame: str | bytes) -> None:
        self.sent += size(frame)

    @property
    def total(self) -> int:
        return self.received + self.sent


def size(frame: str | bytes) -> int:
    return len(frame.encode() if isinstance(frame, str) else frame)


@dataclass(frozen=True)
class Showing:
    """One showing of the map in a fresh notebook with a fresh kernel."""

    kind: str
    bytes: int
    ms: float


def show(lab, traffic: Traffic, kind: str, number: int) -> Showing:
    path = f"notebooks/{kind}-{number}.ipynb"
    cells = [new_code_cell(code) for code in CELLS[kind]]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), lab.folder / path)
    lab.open_notebook(path)
    lab.page.evaluate(RUN_SETUP)
    before = traffic.total
    ms = lab.page.evaluate(RUN_UNTIL_DRAWN)
    lab.page.wait_for_function(IDLE)
    showing = Showing(kind, traffic.total - before, ms)
    lab.page.evaluate(SHUT_DOWN)
    return showing


@pytest.fixture(scope="module")
def showings(lab):
    traffic = Traffic()
    lab.page.on("websocket", traffic.listen)
    show(lab, traffic, "ValueMap", 0)  # the first page of a browser loads JupyterLab itself
    numbered = itertools.product(range(1, REPETITIONS + 1), CELLS)
    return [show(lab, traffic, kind, number) for number, kind in numbered]


def test_the_map_takes_a_tenth_of_the_bytes_of_a_figure_widget(showings):
    def middle(kind: str, what: str) -> float:
        return median(getattr(one, what) for one in showings if one.kind == kind)

    rows = [(kind, f"{middle(kind, 'bytes') / 1000:.1f} kB", f"{middle(kind, 'ms'):.0f} ms") for kind in CELLS]
    print_table(f"First showing of the portal map, medians of {REPETITIONS} fresh kernels", ("", "wire", "drawn"), rows)
    share = middle("ValueMap", "bytes") / middle("FigureWidget", "bytes")
    hold_to_goals("ValueMap ÷ FigureWidget", {"bytes": (share, GOAL)}, "×")
