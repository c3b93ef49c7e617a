"""From the last keystroke until the answer is on disk, and what an autosave costs."""

import json
import time
from statistics import median

import pytest

from kvi_widgets import Workshop
from kvi_widgets.words.content import Content
from tests.bench.bench_peers import Traffic
from tests.bench.report import hold_to_goals, percentile
from tests.browser.faults import WORDS, in_file, open_form, type_slowly, wait_until_told

PAUSES = 10
GOAL = 1000  # ms: a learner loses no more than the last second
SIZES = (1, 100, 1000)  # kB
SAVES = 15
SAVE_GOALS = {1: 10, 100: 50, 1000: 400}  # ms
LONG_TASK = 50  # ms; what browsers call long
WATCH_TASKS = """() => {
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: "longtask" });
}"""


def saved_ms(lab, learner, text: str) -> float:
    """Time from the last key of this text until the file holds it."""
    type_slowly(learner, text[:-1])
    wait_until_told(lab.page, WORDS["saved"])
    lab.page.evaluate(
        "() => { document.addEventListener('input', () => { window.typed = Date.now(); }, { once: true }); }"
    )
    lab.page.keyboard.type(text[-1])
    while in_file(lab) != [text]:
        time.sleep(0.002)
    return lab.answers.stat().st_mtime * 1000 - lab.page.evaluate("() => window.typed")


def test_an_answer_is_on_disk_within_a_second_of_the_last_key(lab):
    traffic = Traffic()
    lab.page.on("websocket", traffic.listen)
    learner = open_form(lab)
    times, sizes = [], []
    for number in range(PAUSES):
        before = traffic.total
        times.append(saved_ms(lab, learner, f"Ils osent demander de l’aide, encore {number:02d}"))
        sizes.append((traffic.total - before) / 2)  # each was typed with two pauses
    print(f"\nBytes of each pause: {median(sizes) / 1000:.1f} kB")
    title = f"From the last key until the answer is on disk, {PAUSES} pauses (at least 300 ms are the pause itself)"
    hold_to_goals(title, {"median": (median(times), GOAL), "95th percentile": (percentile(times, 95), GOAL)}, "ms")


def test_typing_is_never_held_up(lab):
    learner = open_form(lab)
    lab.page.evaluate(WATCH_TASKS)
    type_slowly(learner, "Ils osent demander de l’aide. " * 7, delay=60)
    wait_until_told(lab.page, WORDS["saved"])
    tasks = lab.page.evaluate("() => window.longTasks")
    print(f"Tasks of the page above {LONG_TASK} ms while 200 letters are typed: {[round(task) for task in tasks]}")
    assert tasks == []


@pytest.fixture(scope="module")
def costs(tmp_path_factory):
    """Times of an update with its save, by size of the answer file."""
    found = {}
    for size in SIZES:
        workshop = Workshop(Content.load("fr"), tmp_path_factory.mktemp("saving") / "answers.json")
        rows = [
            {"id": f"kvi-{n}", "text": "Ils osent demander de l’aide " * 6, "evidence": ""}
            for n in range(1, size * 4 + 1)
        ]
        workshop.update("kvi", rows)
        times = []
        for turn in range(SAVES):
            rows[0]["evidence"] = f"tour {turn}"
            start = time.perf_counter()
            workshop.update("kvi", rows)
            times.append(1000 * (time.perf_counter() - start))
        found[size] = workshop.path.stat().st_size / 1000, times
        assert json.loads(workshop.path.read_text("utf-8"))
    return found


def test_a_save_of_an_ordinary_file_is_not_felt(costs):
    title = f"One update with its save, medians of {SAVES}"
    hold_to_goals(
        title,
        {f"{size} kB": (median(times), SAVE_GOALS[size]) for size, (_, times) in costs.items()},
        "ms",
    )
