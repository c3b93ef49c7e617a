"""From a link to a form that can be written in, today and tomorrow, by every door; and what a learner weighs."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from jupyter_client.manager import start_new_kernel
from playwright.sync_api import BrowserContext, Page

from tests.bench.report import hold_to_goals, print_table
from tests.browser.doors import DOORS, Door
from tests.browser.hub import BIN, Hub, commit, run
from tests.browser.lab import FIELD, SAVED, wait_for_answer
from tests.browser.site import Site

ROUNDS = 3
PATIENCE = 180_000  # ms
LESSON = "03_kvi.ipynb"
MOST_ON_SITE = 2  # times as long as JupyterLab, on the second visit
MOST_KERNELS = 1.5  # bare ones with pandas and plotly, that a learner's weigh after all lessons


def enter(page: Page, link: str) -> tuple[float, int]:
    """Seconds and clicks from a link until its form can be written in."""
    start, clicks = time.monotonic(), 0
    page.goto(link)
    page.locator(f"{FIELD}, #username_input").first.wait_for()
    if page.locator("#username_input").count():
        page.fill("#username_input", "ines")
        page.click("#login_submit")
        clicks += 1
    page.wait_for_selector(FIELD)
    page.wait_for_function("(field) => !document.querySelector(field).disabled", arg=FIELD)
    return time.monotonic() - start, clicks


def two_days(context: BrowserContext, link: str, restart: Callable[[], None]) -> list[tuple[float, int]]:
    """Come for the first time, write, and come back to a server that has slept."""
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    first = enter(page, link)
    page.fill(FIELD, "Ils osent demander")
    page.wait_for_function(SAVED)
    page.close()
    restart()
    page = context.new_page()
    then = enter(page, link)
    assert page.input_value(FIELD) == "Ils osent demander"
    context.close()
    return [first, then]


def by_server(name: str, folder: Path, context: BrowserContext) -> list[tuple[float, int]]:
    """Two days at one of the doors without a hub."""
    door = Door(folder, name)

    def restart() -> None:
        door.stop()
        door.start()

    try:
        return two_days(context, door.link(LESSON), restart)
    finally:
        door.stop()


def by_hub(folder: Path, context: BrowserContext) -> list[tuple[float, int]]:
    """Two days by a link that brings the class along."""
    hub = Hub(folder)

    def restart() -> None:
        hub.close()
        hub.start()

    try:
        ours = folder / "our-class"
        run(BIN / "python", "-m", "kvi_widgets", "new", ours, "--from", "fr", folder=folder)
        commit(ours, "Our class")
        run(BIN / "python", "-m", "kvi_widgets", "trust", "--everyone", ours, folder=folder)
        pull = f"git-pull?repo={ours}&urlpath=doc/tree/{ours.name}/notebooks/{LESSON}"
        return two_days(context, f"{hub.address}/hub/user-redirect/{pull}", restart)
    finally:
        hub.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    one = Site(tmp_path_factory.mktemp("site") / "site")
    yield one
    one.close()


def test_a_link_opens_the_form_today_and_tomorrow(browser, site, tmp_path):
    on_site = f"{site.address}/lab/fr/index.html?path=notebooks/fr/{LESSON}"
    found: dict[str, list] = {name: [] for name in (*DOORS, "JupyterHub", "browser alone")}
    for number in range(ROUNDS):
        for name, visits in found.items():
            folder, context = tmp_path / f"{name}-{number}".replace(" ", "-"), browser.new_context()
            folder.mkdir()
            if name in DOORS:
                visits.append(by_server(name, folder, context))
            elif name == "JupyterHub":
                visits.append(by_hub(folder, context))
            else:
                visits.append(two_days(context, on_site, lambda: None))
    seconds = {name: [median(visit[day][0] for visit in visits) for day in (0, 1)] for name, visits in found.items()}
    clicks = {name: [max(visit[day][1] for visit in visits) for day in (0, 1)] for name, visits in found.items()}
    rows = [(name, *(f"{seconds[name][day]:.1f} s, {clicks[name][day]} clicks" for day in (0, 1))) for name in found]
    print_table(f"From the link to the form, median of {ROUNDS}", ("", "first visit", "next day"), rows)
    assert {name: both for name, both in clicks.items() if any(both)} == {"JupyterHub": [1, 0]}  # who one is
    ratio = seconds["browser alone"][1] / seconds["JupyterLab"][1]
    hold_to_goals("In the browser alone ÷ JupyterLab, next day", {"time": (ratio, MOST_ON_SITE)}, "×")


def test_the_memory_of_a_learner_after_all_lessons(browser, tmp_path):
    door, page = Door(tmp_path, "JupyterLab"), browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    try:
        page.goto(door.link("00_bienvenue.ipynb"))
        for number in range(1, 8):
            page.locator(f".kvi-ribbon:visible a[href^='0{number}_']").first.click()
            page.wait_for_function(
                f"() => document.querySelector('[data-lesson=open] h1') && location.pathname.includes('/0{number}_')"
            )
        wait_for_answer(page, "async () => (await (await fetch('/api/kernels')).json()).length === 1")
        learner = sum(map(megabytes, kernels(door.server.pid)))
    finally:
        door.stop()
    manager, client = start_new_kernel()
    client.execute_interactive("import pandas, plotly.graph_objects")
    bare = megabytes(manager.provisioner.pid)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    title = (
        f"A learner’s kernels after all lessons ({learner:.0f} MB) ÷ a bare one with pandas and plotly ({bare:.0f} MB)"
    )
    hold_to_goals(title, {"proportional share": (learner / bare, MOST_KERNELS)}, "×")


def kernels(server: int) -> list[int]:
    """Processes that this server has started."""
    return [int(number) for number in Path(f"/proc/{server}/task/{server}/children").read_text().split()]


def megabytes(process: int) -> float:
    """What a process takes, its share of what several use included (PSS)."""
    [kilobytes] = re.findall(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
    return int(kilobytes) / 1000
