"""What is typed arrives: through sleep and cuts, past large files, and with a second window."""

import pytest

from kvi_widgets.words.content import Content

from .faults import FIELD, FORM, NOTEBOOK, WORDS, in_file, open_form, run_form, type_slowly, wait_until_told
from .lab import READY, Lab, bounded
from .learner import Learner
from .proxy import Fault, Proxy

TEXT = "Ils osent demander de l’aide"
# It tries seven times, which takes two minutes.
GIVE_UP = """() => {
  const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
  const limit = kernel._reconnectLimit;
  kernel._reconnectLimit = 0;
  return { given_up: new Promise((resolve) => kernel.connectionStatusChanged.connect((_, status) => {
    if (status !== "disconnected") return;
    kernel._reconnectLimit = limit;
    resolve();
  })) };
}"""
SAID = Content.load("fr").words("messages")


@pytest.fixture
def far(browser, tmp_path):
    """A lab, and in `lab.proxy` what stands between page and server."""
    lab = Lab(tmp_path / "lab", browser)
    lab.proxy = Proxy(lab.port)
    lab.address = lab.proxy.address
    yield lab
    lab.close()
    lab.proxy.close()


def test_a_laptop_that_sleeps_costs_nothing_and_the_form_goes_on(far):
    learner = open_form(far)
    struck = far.proxy.plan(Fault("sleep", "kernel", "comm_msg", seconds=2.5))
    type_slowly(learner, TEXT)
    assert struck.wait(30)
    wait_until_told(far.page, WORDS["saved"])
    assert in_file(far) == [TEXT]
    far.page.click("details:has([data-path='own.download']) > summary")
    with far.page.expect_download() as download:
        learner.press("own.download")
    assert TEXT in download.value.path().read_text("utf-8")


def test_a_connection_that_jupyterlab_has_given_up_is_made_anew(far):
    learner = open_form(far)
    struck = far.proxy.plan(Fault("cut", "kernel", "comm_msg"))
    giving_up = far.page.evaluate_handle(GIVE_UP)
    type_slowly(learner, TEXT)
    assert struck.wait(30)
    giving_up.evaluate("({ given_up }) => given_up")
    wait_until_told(far.page, WORDS["saved"])
    assert in_file(far) == [TEXT]


def test_a_photo_of_six_megabytes_is_refused_in_words_and_the_form_goes_on(own_lab):
    learner = open_form(own_lab)
    own_lab.page.set_input_files(
        '[data-path="own.file"]', {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"\xff" * 6_000_000}
    )
    wait_until_told(own_lab.page, SAID["too_big"], "[data-problem] p")
    type_slowly(learner, TEXT)
    wait_until_told(own_lab.page, WORDS["saved"])
    assert in_file(own_lab) == [TEXT]


def test_a_second_window_leaves_a_note_in_the_first_and_a_way_back(own_lab):
    lab = own_lab
    learner = open_form(lab)
    type_slowly(learner, TEXT)
    wait_until_told(lab.page, WORDS["saved"])
    other = lab.page.context.new_page()
    other.goto(f"{lab.address}/lab/workspaces/second/tree/{NOTEBOOK}")
    other.wait_for_selector(".jp-Notebook .jp-Cell")
    other.evaluate(bounded(READY))
    first, lab.page = lab.page, other
    run_form(lab, FORM, FORM)
    first.wait_for_selector(".kvi-moved")
    assert WORDS["moved"] in first.locator(".kvi-moved").text_content()
    lab.page = first
    lab.picture("moved")
    Learner(first).press("moved.take")
    first.wait_for_selector(".kvi-form .kvi-status")
    assert first.locator(f'[data-path="{FIELD}"]').input_value() == TEXT
    type_slowly(Learner(first), TEXT + " !")
    wait_until_told(first, WORDS["saved"])
    assert in_file(lab) == [TEXT + " !"]
    lab.picture("moved-back")
