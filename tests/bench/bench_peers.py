"""Our map beside other network widgets: same links, one run, one JupyterLab page."""

import importlib.util
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from zlib import Z_SYNC_FLUSH, compressobj

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import WebSocket

from tests.bench.peers import CELLS, DRAWN, EXTENSIONS, LINKS
from tests.bench.report import hold_to_goals, percentile, print_table

SIZES = {5: 6, 50: 250, 200: 2000}  # indicators: links
USUAL = 50
DRAWN_ANEW = {"ipysigma", "pyvis"}  # at each change, so they are slow at every size: once is enough
UPDATES = 10
# Our median update ÷ that of the quickest network widget, which draws no words and no questions; kB of each of ours.
GOALS = {5: (3, 8), 50: (2.5, 6), 200: (2.5, 8)}  # of few links, questions are quoted in full
QUICKEST = "ipycytoscape"
GOAL_FIRST = 0.1  # of the bytes of a FigureWidget
MODULES = {"FigureWidget": "plotly", "ipycytoscape": "ipycytoscape", "ipysigma": "ipysigma", "pyvis": "pyvis"}
PATIENCE = 60_000
RUN_SETUP = """async () => {
  const { commands, shell } = jupyterapp;
  shell.currentWidget.content.activeCellIndex = 0;
  await commands.execute("notebook:run-cell-and-select-next");
}"""
# Drawn is what the page shows in the frame after it: both count, for a canvas as for an SVG.
RUN_UNTIL_DRAWN = """async ({ drawn, patience }) => {
  const { commands, shell } = jupyterapp;
  const root = shell.currentWidget.content.activeCell.node;
  const look = new Function("root", drawn);
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const start = performance.now();
  const done = commands.execute("notebook:run-cell");
  while (look(root) === null && performance.now() - start < patience) await frame();
  await frame();
  const time = performance.now() - start;
  await done;
  return look(root) === null ? null : time;
}"""
CHANGE_UNTIL_DRAWN = """async ({ drawn, code, patience }) => {
  const { content, sessionContext } = jupyterapp.shell.currentWidget;
  const { kernel } = sessionContext.session;
  const root = content.activeCell.node;
  const look = new Function("root", drawn);
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const quiet = async () => { do { await frame(); await frame(); } while (kernel.status !== "idle"); };
  await quiet();
  const before = look(root);
  const start = performance.now();
  const done = kernel.requestExecute({ code }).done;
  while ((look(root) === before || look(root) === null) && performance.now() - start < patience) await frame();
  await frame();
  const time = performance.now() - start;
  await done;
  await quiet();
  return time < patience ? time : null;
}"""

# As they travel; also where the browser has them already.
OWN_FILES = """(extensions) => performance.getEntriesByType("resource")
  .filter(({ name }) => extensions.some((extension) => name.includes(`/extensions/${extension}/`)))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""
SHUT_DOWN = "() => jupyterapp.shell.currentWidget.sessionContext.shutdown()"
IDLE = "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"


@dataclass
class Traffic:
    """Bytes that went through the kernels' websockets."""

    received: int = 0
    sent: int = 0
    deflated: int = 0  # of what was received, as a server sends it that compresses its websockets
    deflate: Any = field(default_factory=lambda: compressobj(wbits=-15))

    def listen(self, socket: WebSocket) -> None:
        if "/api/kernels/" in socket.url:
            socket.on("framereceived", self.count_received)
            socket.on("framesent", self.count_sent)

    def count_received(self, frame: str | bytes) -> None:
        self.received += size(frame)
        packed = self.deflate.compress(frame.encode() if isinstance(frame, str) else frame)
        self.deflated += len(packed + self.deflate.flush(Z_SYNC_FLUSH))

    def count_sent(self, frame: str | bytes) -> None:
        self.sent += size(frame)

    @property
    def total(self) -> int:
        return self.received + self.sent


def size(frame: str | bytes) -> int:
    return len(frame.encode() if isinstance(frame, str) else frame)


@dataclass(frozen=True)
class Measured:
    """One library with one number of indicators."""

    name: str
    size: int
    first_ms: float
    first_bytes: int
    own_files: int  # bytes of its own that the page loads, once
    update_ms: list[float]
    update_bytes: float


def there(name: str) -> bool:
    """Whether a library is installed; the others come with ``make bench`` only."""
    return importlib.util.find_spec(MODULES.get(name, "kvi_widgets")) is not None


def measure(lab, traffic: Traffic, name: str, size: int) -> Measured:
    path = f"notebooks/{name}-{size}.ipynb"
    setup = f"size, links = {size}, {SIZES[size]}\n{LINKS}{CELLS[name]}"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(
        new_notebook(cells=[new_code_cell(setup), new_code_cell("show()")], metadata=kernel), lab.folder / path
    )
    lab.open_notebook(path)
    lab.page.evaluate(RUN_SETUP)
    before, how = traffic.total, {"drawn": DRAWN[name], "patience": PATIENCE}
    first = lab.page.evaluate(RUN_UNTIL_DRAWN, how)
    assert first is not None, f"{name} draws nothing here"
    lab.page.wait_for_function(IDLE)
    lab.page.wait_for_timeout(300)
    shown = traffic.total
    own_files = lab.page.evaluate(OWN_FILES, EXTENSIONS[name])
    times = [lab.page.evaluate(CHANGE_UNTIL_DRAWN, how | {"code": f"change({turn})"}) for turn in range(UPDATES)]
    assert None not in times, f"{name} does not show a change"
    lab.page.wait_for_timeout(300)
    found = Measured(name, size, first, shown - before, own_files, times, (traffic.total - shown) / UPDATES)
    lab.page.evaluate(SHUT_DOWN)
    return found


@pytest.fixture(scope="module")
def measured(lab):
    traffic = Traffic()
    lab.page.add_init_script("performance.setResourceTimingBufferSize(5000)")
    lab.page.on("websocket", traffic.listen)
    measure(lab, traffic, "ValueMap", 5)  # the first page of a browser loads JupyterLab itself
    return [
        measure(lab, traffic, name, size)
        for size in SIZES
        for name in CELLS
        if there(name) and (size == USUAL or name not in DRAWN_ANEW)
    ]


@pytest.mark.parametrize("size", SIZES)
def test_our_updates_are_drawn_in_time_and_who_is_ahead_is_named(measured, size):
    ranked = sorted((one for one in measured if one.size == size), key=lambda one: median(one.update_ms))
    rows = [
        (
            one.name,
            f"{one.first_bytes / 1000:.0f} kB",
            f"{one.own_files / 1000:.0f} kB",
            f"{one.first_ms:.0f} ms",
            f"{one.update_bytes / 1000:.1f} kB",
            f"{median(one.update_ms):.0f} ms",
            f"{percentile(one.update_ms, 95):.0f} ms",
        )
        for one in ranked
    ]
    print_table(
        f"{size} indicators, {SIZES[size]} links; one link changed {UPDATES} times; the quickest update first",
        ("", "websocket", "own files", "drawn", "per update", "median", "95th"),
        rows,
    )
    ours, quickest = (next(one for one in ranked if one.name == name) for name in ("ValueMap", QUICKEST))
    found = (median(ours.update_ms) / median(quickest.update_ms), ours.update_bytes / 1000)
    for unit, value, goal in zip(("×", "kB"), found, GOALS[size], strict=True):
        hold_to_goals(f"ValueMap, one update of {size} indicators, {unit}", {"median": (value, goal)}, unit)


def test_the_map_takes_a_tenth_of_the_bytes_of_a_figure_widget(measured):
    ours, figure_widget = (
        next(one.first_bytes for one in measured if (one.name, one.size) == (name, USUAL))
        for name in ("ValueMap", "FigureWidget")
    )
    hold_to_goals(f"ValueMap ÷ FigureWidget, {USUAL} indicators", {"bytes": (ours / figure_widget, GOAL_FIRST)}, "×")
