"""A class on a school's hub: one link brings it, later ones bring what the teacher has changed, and nothing is lost."""

import json

import pytest

from .hub import BIN, Hub, commit, run
from .lab import FIELD, SAVED

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(not (BIN / "jupyterhub").exists(), reason="`make hub` makes the hub"),
]
LESSON = "03_kvi.ipynb"
STATE = "(state) => document.querySelector('[data-lesson]')?.dataset.lesson === state"
PATIENCE = 120_000  # ms: a server starts first


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    one = Hub(tmp_path_factory.mktemp("hub"))
    yield one
    one.close()


@pytest.fixture(scope="module")
def ours(hub):
    """A class in a repository, for whose lessons the hub's administrator has vouched."""
    folder = hub.folder / "hub-test-class"
    run(BIN / "python", "-m", "kvi_widgets", "new", folder, "--from", "fr", folder=hub.folder)
    commit(folder, "Our class")
    run(BIN / "python", "-m", "kvi_widgets", "trust", "--everyone", folder, folder=hub.folder)
    return folder


@pytest.fixture
def learner(browser, hub):
    """Follows a link in a browser of their own, and says who they are when they are asked."""
    contexts = []

    def follow(name, repository):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        lesson = f"doc/tree/{repository.name}/notebooks/{LESSON}"
        page.goto(f"{hub.address}/hub/user-redirect/git-pull?repo={repository}&urlpath={lesson}")
        page.fill("#username_input", name)
        page.click("#login_submit")
        page.wait_for_selector("[data-lesson]")
        return page

    yield follow
    for context in contexts:
        context.close()


def test_a_link_opens_the_lesson_and_the_next_one_brings_the_change_and_keeps_the_answers(learner, hub, ours):
    page = learner("ines", ours)
    page.wait_for_function(STATE, arg="open")
    page.fill(FIELD, "Ils osent demander")
    page.wait_for_function(SAVED)
    page.keyboard.press("Control+s")
    own = hub.homes / "ines" / ours.name / "notebooks"
    (answers,) = (own / "answers").glob("*.json")
    assert "Ils osent demander" in answers.read_text("utf-8")

    (ours / "pack" / "kvi.toml").write_text('prompt = "Que verras-tu au réfectoire ?"\n', "utf-8")
    lesson = json.loads((ours / "notebooks" / LESSON).read_text("utf-8"))
    lesson["cells"][0]["source"] = "# Tes KVI du réfectoire"
    (ours / "notebooks" / LESSON).write_text(json.dumps(lesson, ensure_ascii=False, indent=1), "utf-8")
    commit(ours, "Our canteen")
    page = learner("ines", ours)
    page.wait_for_selector("text=Que verras-tu au réfectoire ?")
    assert page.input_value(FIELD) == "Ils osent demander"
    assert page.locator("h1", has_text="réfectoire").count() == 1

    fresh = learner("paul", ours)
    fresh.wait_for_function(STATE, arg="open")
    assert fresh.input_value(FIELD) == ""


def test_a_foreign_folder_of_the_same_name_runs_nothing(learner, hub, ours):
    foreign = hub.folder / "elsewhere" / ours.name
    run("git", "clone", "--quiet", ours, foreign, folder=hub.folder)
    (foreign / "notebooks" / "kvi_widgets.py").write_text("open('ran', 'w').close()\n", "utf-8")
    commit(foreign, "Looks the same")
    page = learner("zoe", foreign)
    page.wait_for_function(STATE, arg="unknown")
    assert (hub.homes / "zoe" / ours.name / "notebooks" / "kvi_widgets.py").exists()
    assert not list((hub.homes / "zoe").rglob("ran"))
