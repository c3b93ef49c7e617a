"""Whatever the way between page and kernel does to a message, what is typed is on disk in the end.

Each seed chooses a step of the conversation and what happens there: 2 in every run, 200 with KVI_NIGHTLY=1. They share
one page, as in an unlucky workshop: what one leaves behind, the next one meets.
"""

import os
import random
from collections import Counter

import pytest
from playwright.sync_api import TimeoutError  # noqa: A004

from .faults import FIELD, WORDS, forgo_connection_dialog, in_file, lost, open_form, pattern, some_text, type_slowly
from .lab import Lab
from .proxy import Fault, Proxy

SEEDS = 200 if os.environ.get("KVI_NIGHTLY") else 2
PATIENCE = 40_000  # ms
SECONDS = {"drop": 0, "repeat": 0, "cut": 0, "delay": 2, "sleep": 2.5, "dark": 3}  # at most
# A cell beside the form, whose answer nobody waits for.
RUN_CELL = """() => {
  const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
  kernel.requestExecute({ code: "workshop.kvi" }).done.catch(() => null);
}"""
# What is asked on a line that was cut, the page not knowing yet, gets no answer ever: ask again.
CONNECTED = """async () => {
  const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
  const answered = () => kernel.requestKernelInfo().then(() => true, () => false);
  const patience = () => new Promise((resolve) => setTimeout(resolve, 2_000, false));
  while (!(await Promise.race([answered(), patience()])));
}"""
OURS = ("comm_msg", "status", "execute")  # of what JupyterLab says beside them, not all comes each time
SAVED = """([saved, path, text]) => new RegExp(saved).test(document.querySelector(".kvi-status").textContent)
  && document.querySelector(`[data-path="${path}"]`).value === text"""


class Desk:
    """A learner at the form of step 3, with a proxy between page and server."""

    def __init__(self, folder, browser) -> None:
        self.lab = Lab(folder, browser)
        self.proxy = Proxy(self.lab.port)
        self.lab.address = self.proxy.address
        self.lost = Counter()  # characters, by what happened
        self.sit_down()
        self.steps = self.rehearse()

    def sit_down(self) -> None:
        """Open the page afresh, without what an earlier one left in the browser."""
        self.proxy.plan()
        self.learner = open_form(self.lab)
        forgo_connection_dialog(self.lab.page)
        self.lab.page.evaluate("() => localStorage.clear()")

    def rehearse(self) -> tuple[list, list]:
        """Directions and kinds of all messages while one types, then of those while the page connects again."""
        self.proxy.plan()
        self.write("Ils osent demander")
        self.is_saved("Ils osent demander")
        typing = {step for step in self.proxy.heard if step[1].startswith(OURS)}
        self.proxy.plan(Fault("cut", "kernel", "execute_request"))
        self.lab.page.evaluate(RUN_CELL)
        assert self.proxy.struck.wait(10)
        self.lab.outcome(CONNECTED)
        return sorted(typing), sorted({step for step in self.proxy.heard if step[1].startswith("kernel_info")})

    def write(self, text: str, pause: float = 0) -> None:
        """Type, look at a cell, think, and type on."""
        half = len(text) // 2
        type_slowly(self.learner, text[:half])
        self.lab.page.evaluate(RUN_CELL)
        self.lab.page.wait_for_timeout(pause)
        self.lab.page.keyboard.type(text[half:], delay=10)

    def is_saved(self, text: str) -> None:
        """Wait until the page shows this text and says that it is saved."""
        self.lab.page.wait_for_function(SAVED, arg=[pattern(WORDS["saved"]), FIELD, text], timeout=PATIENCE)


@pytest.fixture(scope="module")
def desk(browser, tmp_path_factory):
    one = Desk(tmp_path_factory.mktemp("lab"), browser)
    yield one
    print(f"{len(one.steps[0])} steps of the conversation; characters lost: {dict(one.lost)}")
    one.lab.close()
    one.proxy.close()


def some_faults(chance: random.Random, typing: list, connecting: list) -> list[Fault]:
    """One fault at any step; every third time it follows a cut, and may strike while the page connects again."""

    def one(acts: list[str], steps: list) -> Fault:
        act, step = chance.choice(acts), chance.choice(steps)
        count = chance.choice([1, 1, 2]) if step in typing else 1
        return Fault(act, *step, count, chance.uniform(0.2, 1) * SECONDS[act])

    if chance.random() < 1 / 3:
        return [one(["cut", "sleep", "dark"], typing), one([*SECONDS], typing + connecting)]
    return [one([*SECONDS], typing)]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_is_typed_is_on_disk_whatever_happens_to_a_message(desk, seed):
    chance = random.Random(seed)
    faults, text = some_faults(chance, *desk.steps), some_text(chance)
    struck = desk.proxy.plan(*faults)
    try:
        desk.write(text, pause=chance.uniform(0, 600))
        for _ in range(10):
            if struck.wait(0.5):
                break
            desk.write(text := some_text(chance))  # its step is still to come: more is done
        desk.is_saved(text)
        assert in_file(desk.lab) == [text]
        desk.lab.page.keyboard.type("!")  # and so it goes on
        desk.is_saved(text + "!")
        assert in_file(desk.lab) == [text + "!"]
    except (AssertionError, TimeoutError):
        desk.lost[faults[-1].act] += lost(text, "".join(in_file(desk.lab)))
        desk.lab.picture(f"cut-{seed}")
        told = desk.lab.page.locator(".kvi-status").text_content()
        desk.sit_down()
        pytest.fail(f"{faults}: {told}")
    assert struck.is_set(), faults
