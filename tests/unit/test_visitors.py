"""Many visitors of one Voilà server: each has a file, and who is not known yet has none."""

import pytest

from kvi_widgets import ProgressRibbon, Workshop

ANNA, BEN = "a" * 32, "b" * 32
STRATEGY = [{"id": "strategy-1", "text": "Calmer bills"}]


@pytest.fixture
def visit(monkeypatch, tmp_path):
    """Open the workshop as Voilà does for the browser that sends this cookie."""
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    monkeypatch.setenv("VOILA_REQUEST_URL", "http://school.example/voila/render/03_kvi.ipynb")
    monkeypatch.setenv("KVI_ANSWERS", str(tmp_path / "answers.json"))

    def opened(cookie):
        monkeypatch.setenv("HTTP_COOKIE", cookie)
        return Workshop.open("en")

    return opened


def test_each_visitor_has_a_file_and_finds_it_again(visit, tmp_path):
    anna = visit(f"_xsrf=2|1; kvi-visitor={ANNA}; theme=dark")
    anna.update("strategy", STRATEGY)
    anna.save()
    assert visit(f"kvi-visitor={BEN}").strategy.empty
    assert visit(f"kvi-visitor={ANNA}").strategy["text"].tolist() == ["Calmer bills"]
    assert [path.name for path in tmp_path.glob("*.json")] == [f"answers-{ANNA}.json"]


@pytest.mark.parametrize("cookie", ["", "kvi-visitor=../../etc", f"kvi-visitor={ANNA}x", f"not-kvi-visitor={ANNA}"])
def test_who_is_not_known_yet_is_asked_to_come_again_and_nothing_is_kept(visit, cookie, tmp_path):
    nobody = visit(cookie)
    nobody.update("strategy", STRATEGY)
    assert nobody.path is None
    assert ProgressRibbon(nobody).visitor == ""
    assert list(tmp_path.iterdir()) == []


def test_a_kernel_that_was_there_before_anybody_came_opens_nobodys_file(visit, monkeypatch):
    monkeypatch.delenv("VOILA_REQUEST_URL")
    monkeypatch.setenv("VOILA_PREHEAT", "True")
    nobody = visit("")
    assert nobody.path is None
    assert ProgressRibbon(nobody).visitor == ""


def test_a_server_of_a_hub_is_its_learners_own(visit, monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTERHUB_USER", "anna")
    assert visit(f"kvi-visitor={ANNA}").path == tmp_path / "answers.json"


def test_a_notebook_has_no_visitors(visit, monkeypatch, tmp_path):
    monkeypatch.delenv("VOILA_REQUEST_URL")
    own = visit(f"kvi-visitor={ANNA}")
    assert own.path == tmp_path / "answers.json"
    assert ProgressRibbon(own).visitor is None
