"""Disk, code and time make trouble: the learner is told, and nothing is lost."""

import pytest

from .faults import (
    FIELD,
    FORM,
    MESSAGES,
    WORDS,
    in_field,
    in_file,
    kill_kernel,
    lost,
    open_form,
    run_form,
    run_form_anew,
    shown,
    sound,
    take_offer,
    type_slowly,
    wait_until_told,
)

TEXT = "Ils osent demander de l’aide à l’agence"
# Root may write to a read-only folder, and no file system fills at a wish: the calls themselves fail.
DISK_ERRORS = {
    "full": (28, "No space left on device"),
    "read-only": (30, "Read-only file system"),
    "forbidden": (13, "Permission denied"),
}
BREAK_DISK = """
from kvi_widgets.model.answer_file import AnswerFile
kept = AnswerFile._replace
def broken(*_):
    raise OSError({error!r}, {words!r})
AnswerFile._replace = broken
print(1)"""
MEND_DISK = "AnswerFile._replace = kept; print(1)"
BREAK_FORM = """
from kvi_widgets.widgets import form_answers
kept = form_answers.store
def broken(*args):
    raise RuntimeError("teacher, look here")
form_answers.store = broken
print(1)"""
MEND_FORM = "form_answers.store = kept; print(1)"
REMIND = """
import gc
from kvi_widgets.widgets.form import FormWidget
for one in gc.get_objects():
    if isinstance(one, FormWidget):
        one.remind_after = {seconds}
print(1)"""


@pytest.mark.parametrize(
    "name", ["full", *(pytest.param(one, marks=pytest.mark.nightly) for one in ("read-only", "forbidden"))]
)
def test_a_disk_that_refuses_is_told_and_all_is_written_when_it_allows(own_lab, name):
    lab, (error, words) = own_lab, DISK_ERRORS[name]
    learner = open_form(lab)
    type_slowly(learner, "Ils osent")
    wait_until_told(lab.page, WORDS["saved"])
    lab.python(BREAK_DISK.format(error=error, words=words))
    type_slowly(learner, TEXT)
    wait_until_told(lab.page, MESSAGES["disk"], ".kvi-problem p")
    wait_until_told(lab.page, WORDS["not_saved"])
    learner.page.keyboard.press("Tab")
    wait_until_told(lab.page, MESSAGES["disk"], ".kvi-problem p")
    assert in_file(lab) == ["Ils osent"]
    if name == "full":
        sound(lab, "disk")
    run_form(lab, FORM, FORM)
    wait_until_told(lab.page, WORDS["not_saved"])
    lab.python(MEND_DISK)
    wait_until_told(lab.page, WORDS["saved"])
    assert not lab.page.locator(".kvi-problem:visible").count()
    assert lost(TEXT, in_file(lab)[0]) == 0
    assert in_file(lab) == [TEXT]


@pytest.mark.nightly
def test_a_kernel_killed_while_the_disk_is_full_costs_no_character(own_lab):
    lab = own_lab
    learner = open_form(lab)
    type_slowly(learner, "Ils osent")
    wait_until_told(lab.page, WORDS["saved"])
    lab.python(BREAK_DISK.format(error=28, words="No space left on device"))
    type_slowly(learner, TEXT)
    wait_until_told(lab.page, WORDS["not_saved"])
    run_form(lab, FORM, FORM)
    wait_until_told(lab.page, WORDS["not_saved"])
    kill_kernel(lab).join()
    run_form_anew(lab)
    assert take_offer(learner, TEXT)
    wait_until_told(lab.page, WORDS["saved"])
    assert in_file(lab) == [TEXT]


def test_an_error_in_a_callback_shows_in_the_form_and_the_next_edit_saves_all(own_lab):
    lab = own_lab
    learner = open_form(lab)
    lab.python(BREAK_FORM)
    type_slowly(learner, TEXT)
    wait_until_told(lab.page, MESSAGES["unexpected"], ".kvi-problem p")
    wait_until_told(lab.page, WORDS["not_saved"])
    details = lab.page.locator(".kvi-problem details")
    assert WORDS["for_teacher"] in details.text_content()
    assert "teacher, look here" in details.locator("pre").text_content()
    assert in_field(lab.page) == TEXT
    lab.page.keyboard.press("Tab")
    wait_until_told(lab.page, WORDS["not_saved"])
    details.locator("summary").click()
    sound(lab, "problem")
    lab.python(MEND_FORM)
    type_slowly(learner, "Ils les lisent", path="kvi.kvi-1.evidence")
    wait_until_told(lab.page, WORDS["saved"])
    assert in_file(lab) == [TEXT]
    assert in_file(lab, column="evidence") == ["Ils les lisent"]
    assert not lab.page.locator(".kvi-problem:visible").count()


@pytest.mark.nightly
def test_an_open_offer_is_sound(own_lab):
    lab = own_lab
    learner = open_form(lab)
    kill_kernel(lab).join()
    lab.page.locator(".jp-Dialog button").first.click()  # JupyterLab's, about the dead kernel
    learner.write(FIELD, TEXT)
    text = in_field(lab.page)
    run_form_anew(lab)
    assert text in shown(lab.page, ".kvi-offer")
    sound(lab, "offer")
    learner.press("offer.leave")
    assert not lab.page.locator(".kvi-offer:visible").count()
    assert in_field(lab.page) == ""


def test_where_everything_vanishes_a_reminder_comes_after_new_work(own_lab):
    lab = own_lab
    learner = open_form(lab)
    reminder = lab.page.locator(".kvi-remind")
    for seconds in (0, 1):
        lab.python(REMIND.format(seconds=seconds))
        for n in range(4):
            type_slowly(learner, f"{TEXT} {seconds} {n}")
            wait_until_told(lab.page, WORDS["saved"])
            lab.page.wait_for_timeout(400)
        assert reminder.is_visible() == bool(seconds)
    assert WORDS["remind"] in reminder.text_content()
    with lab.page.expect_download() as download:
        learner.press("remind.download")
    assert TEXT in download.value.path().read_text("utf-8")
    reminder.wait_for(state="hidden")
