"""Kernel and server are killed while a learner types: nothing is lost."""

import os
import random

import pytest

from .faults import (
    WORDS,
    close_dialogs,
    forgo_connection_dialog,
    in_field,
    in_file,
    in_frame,
    kill_kernel,
    lost,
    open_form,
    pattern,
    run_form,
    run_form_anew,
    some_text,
    sound,
    take_offer,
    type_slowly,
    wait_until_told,
)
from .lab import Lab

REPETITIONS = 50 if os.environ.get("KVI_NIGHTLY") else 6  # two to four seconds each
CULL = [
    "--MappingKernelManager.cull_idle_timeout=4",
    "--MappingKernelManager.cull_connected=True",
    "--MappingKernelManager.cull_interval=1",
]
WATCH_DIALOGS = """() => {
  window.sawDialog = false;
  window.dialogs ??= new MutationObserver(() => { window.sawDialog ||= Boolean(document.querySelector(".jp-Dialog")); });
  window.dialogs.observe(document.body, { childList: true });
}"""
NO_OFFER = "() => !document.querySelector('.kvi-offer:not([hidden])')"
KERNEL_GONE = """() => {
  const { session } = jupyterapp.shell.currentWidget.sessionContext;
  return !session?.kernel || session.kernel.connectionStatus === "disconnected";
}"""
START_AGAIN = """async () => {
  const { sessionContext } = jupyterapp.shell.currentWidget;
  await sessionContext.changeKernel({ name: "python3" });
  await sessionContext.session.kernel.info;
}"""
# Whenever the status turns to "saved": what stands in the field then, to compare with the file.
SAMPLE = """(saved) => {
  const status = document.querySelector(".kvi-status");
  let last = null;
  const look = () => {
    const now = new RegExp(saved).test(status.textContent) ? document.querySelector("[data-path='kvi.kvi-1.text']").value : null;
    if (now !== null && now !== last) window.kviLook(now);
    last = now;
    requestAnimationFrame(look);
  };
  look();
}"""


def test_a_kernel_killed_at_any_moment_of_typing_costs_no_character(lab):
    chance = random.Random(3)
    learner = open_form(lab)
    offered = missing = 0
    for _ in range(REPETITIONS):
        text = some_text(chance)
        lab.page.evaluate(WATCH_DIALOGS)
        kill = kill_kernel(lab, chance.uniform(0, 0.9))
        type_slowly(learner, text)
        kill.join()
        if lab.page.evaluate("() => window.sawDialog"):
            text = in_field(lab.page)  # JupyterLab's own dialog took some keys, before the learner's eyes
        assert in_field(lab.page) == text
        run_form_anew(lab)
        offered += take_offer(learner, text)
        wait_until_told(lab.page, WORDS["saved"])
        missing += lost(text, in_file(lab)[0]) + lost(text, in_frame(lab)[0])
        assert [text] == in_file(lab) == in_frame(lab)
    print(f"kernel killed {REPETITIONS} times, offered {offered} times, characters lost: {missing}")
    assert missing == 0
    assert offered > REPETITIONS / 3


def test_a_server_killed_while_typing_costs_no_character(own_lab):
    lab, text = own_lab, "Ils osent demander de l’aide"
    learner = open_form(lab)
    type_slowly(learner, text)
    wait_until_told(lab.page, WORDS["saved"])
    forgo_connection_dialog(lab.page)
    lab.server.kill()
    lab.server.wait()
    text += ", même le soir"
    type_slowly(learner, text, delay=60)
    wait_until_told(lab.page, WORDS["kept_here"])
    assert in_field(lab.page) == text
    lab.start()
    learner = open_form(lab)
    assert take_offer(learner, text)
    lab.page.wait_for_function(NO_OFFER)
    assert lost(text, in_file(lab)[0]) == 0
    assert in_file(lab) == in_frame(lab) == [text]


@pytest.mark.nightly
def test_a_kernel_culled_under_the_open_page_costs_no_character(browser, tmp_path):
    lab, text = Lab(tmp_path / "lab", browser, options=CULL), "Ils lisent leur relevé seuls"
    learner = open_form(lab)
    type_slowly(learner, "Ils lisent")
    wait_until_told(lab.page, WORDS["saved"])
    lab.page.wait_for_function(KERNEL_GONE)
    close_dialogs(lab.page)
    type_slowly(learner, text)
    wait_until_told(lab.page, WORDS["kept_here"])
    assert in_file(lab) == ["Ils lisent"]
    sound(lab, "kept-here")
    lab.outcome(START_AGAIN)
    close_dialogs(lab.page)
    run_form(lab)
    assert take_offer(learner, text)
    lab.page.wait_for_function(NO_OFFER)
    assert lost(text, in_file(lab)[0]) == 0
    assert in_file(lab) == [text]
    lab.close()


@pytest.mark.nightly
def test_saved_is_never_said_of_what_is_not_on_disk(own_lab):
    lab, chance = own_lab, random.Random(7)
    learner = open_form(lab)
    type_slowly(learner, "A")
    wait_until_told(lab.page, WORDS["saved"])
    asked = []

    def look(_source: dict, text: str) -> None:
        found = in_file(lab)
        asked.append((text, found[0] if found else ""))

    lab.page.expose_binding("kviLook", look)
    lab.page.evaluate(SAMPLE, pattern(WORDS["saved"]))
    for _ in range(6):
        for char in some_text(chance)[:12]:
            lab.page.keyboard.type(char)
            lab.page.wait_for_timeout(chance.choice([5, 20, 120, 330, 420]))
    wait_until_told(lab.page, WORDS["saved"])
    lab.page.wait_for_timeout(200)
    assert len(asked) > 5
    assert [pair for pair in asked if pair[0] != pair[1]] == []
