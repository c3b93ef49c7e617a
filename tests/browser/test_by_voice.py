"""The workshop by keyboard alone, each thing found by what is said of it; all that is said is written to a transcript."""

import shutil

import pytest

from kvi_widgets import Workshop
from kvi_widgets.words.content import DATA

from .lab import PICTURES
from .test_self_start import known_lab  # noqa: F401
from .voice import Voice

FOLDER, PARTNER = "notebooks/fr", DATA / "examples" / "fr" / "shop.json"
OPEN = """(path) => {
  const { context, node } = globalThis.jupyterapp?.shell.currentWidget ?? {};
  return context?.path === path && node.dataset.lesson === "open";
}"""
# Keys beside the letters that are typed, and letters that are spoken: what it takes today, and a little room.
BUDGET = {
    "01_contexte": (28, 1780),
    "02_strategie": (23, 680),
    "03_kvi": (31, 1170),
    "04_kpi": (38, 1770),
    "05_liens": (69, 5560),
    "06_partage": (46, 3400),
    "07_retouches": (40, 1700),
    "page": (10, 470),
}
KVI = ("Ils lisent leur relevé seuls", "Ils n’ont plus peur de se tromper")
KPI = ("Relevés téléchargés", "Appels à l’assistance")
REASON = "C’est ce qu’on nous dit"
pytestmark = pytest.mark.nightly  # by day the scripted learner goes the same way


@pytest.fixture(scope="module")
def told(known_lab, tmp_path_factory):  # noqa: F811
    """Keys and spoken letters of each lesson, the answers, and what is said of the page that one takes away."""
    page = known_lab.page
    page.goto(f"{known_lab.address}/doc/tree/{FOLDER}/01_contexte.ipynb?reset")
    page.wait_for_function(OPEN, arg=f"{FOLDER}/01_contexte.ipynb")
    voice = Voice(page)
    try:
        for lesson, visit in VISITS.items():
            voice.begin(lesson)
            came = visit(voice)
        own = shutil.copy(came, tmp_path_factory.mktemp("own") / "page.html")
        page.goto(own.as_uri())
        voice.listen()
        voice.begin("page")
        voice.find("button", "KPI 2, KVI 2. contrarie")
        whole = voice.devtools.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        PICTURES.mkdir(exist_ok=True)
        (PICTURES / "by-voice.txt").write_text(voice.transcript(), "utf-8")
    return voice.counts, Workshop.open("fr", known_lab.answers), str(whole)


def follow(voice, link, notebook):
    """Go to the next lesson, and hear where one is then."""
    voice.find("link", link)
    voice.page.keyboard.press("Enter")
    voice.page.wait_for_function(OPEN, arg=f"{FOLDER}/{notebook}.ipynb")
    voice.hear("Enter")


def context(voice):
    voice.do("checkbox", "Banque en ligne .*", "Space")
    voice.write("De qui s’agit-il.*", "les clients de plus de 60 ans")
    follow(voice, "Stratégie", "02_strategie")


def strategy(voice):
    voice.write("Ma stratégie", "Que chacun lise son relevé sans appeler à l’aide.")
    follow(voice, "KVI", "03_kvi")


def kvi(voice):
    for number, text in enumerate(KVI, start=1):
        voice.go_into(f"KVI {number}")
        voice.write("Mon indicateur", text)
        voice.choose("Il se compte", "Il se raconte.*")
        voice.write("Comment le verrait-on.*", "On le leur demande")
    follow(voice, "KPI", "04_kpi")


def kpi(voice):
    for number, text in enumerate(KPI, start=1):
        voice.go_into(f"KPI {number}")
        voice.write("Mon indicateur", text)
        voice.write("Comment le verrait-on.*", "Le journal du site")
    follow(voice, "Liens", "05_liens")


def links(voice):
    voice.go_into("Ta carte")
    for key, box, other, sign in (("Tab", "KPI 1", "KVI 1", "soutient"), ("ArrowDown", "KPI 2", "KVI 2", "contrarie")):
        voice.find("button", f"{box} : .*", key)
        voice.press("Enter")
        voice.choose(f"Effet . {other}", sign)
        voice.write("Parce que….*", REASON)
        voice.press("Escape")
    follow(voice, "Partage", "06_partage")


def share(voice):
    voice.go_into("2. Ouvre le fichier de ton binôme")
    with voice.page.expect_file_chooser() as chooser:  # the dialog is the operating system's
        voice.do("button", "Choisir un fichier….*")
    chooser.value.set_files(PARTNER)
    voice.page.wait_for_function("() => window.heard.some((text) => text.startsWith('Ouvert'))")
    voice.write("Ton prénom ou un pseudo", "Camille")
    voice.write("Est-ce que ce KVI te parle.*", "J’y crois, et j’ai un peu peur pour eux")
    follow(voice, "Retouches", "07_retouches")


def rewording(voice):
    with voice.page.expect_download() as waiting:
        voice.do("button", "Télécharger ma page")
    return waiting.value.path()


VISITS = dict(zip(BUDGET, (context, strategy, kvi, kpi, links, share, rewording), strict=False))


def test_each_lesson_takes_no_more_keys_and_says_no_more_letters_than_today(told):
    counts, *_ = told
    assert counts.keys() == BUDGET.keys()
    assert [(name, count) for name, count in counts.items() if count[0] > BUDGET[name][0]] == []
    assert [(name, count) for name, count in counts.items() if count[1] > BUDGET[name][1]] == []


def test_all_that_was_said_to_be_done_is_in_the_file_and_on_the_page(told):
    _, workshop, page = told
    assert (tuple(workshop.kvi["text"]), tuple(workshop.kpi["text"])) == (KVI, KPI)
    signed = workshop.links[workshop.links["reason"] == REASON]
    assert signed[["kpi", "kvi", "polarity"]].to_numpy().tolist() == [["kpi-1", "kvi-1", "+"], ["kpi-2", "kvi-2", "-"]]
    assert workshop.reviews_given["reviewer"].tolist() == ["Camille"]
    assert page.count(REASON) >= 2
