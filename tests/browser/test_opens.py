"""Every lesson opens, runs, and is sound; the French ones in both themes and at two widths."""

import pytest

from kvi_widgets.words.content import languages

from .lab import ROOT, Lab
from .test_names_said import signs_of_widgets

LESSONS = sorted((ROOT / "notebooks").glob("*/[!9]*.ipynb"))  # from 90 on they are for teachers
# Widths and themes change nothing that depends on the language: one look at the others is enough.
LOOKS = {"fr": [(width, dark) for dark in (False, True) for width in (1280, 900)]}
ONE_LOOK = [(1280, False)]
NIGHTLY = [pytest.mark.nightly]  # the French ones are looked at in every run


@pytest.fixture(scope="module")
def labs(browser, tmp_path_factory):
    """A JupyterLab in each language, as ``make lab LANGUAGE=…`` starts it."""
    opened = {lang: Lab(tmp_path_factory.mktemp(lang), browser, language=lang) for lang in languages()}
    yield opened
    for one in opened.values():
        one.close()


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=f"{path.parent.name}-{path.stem}", marks=[] if path.parent.name == "fr" else NIGHTLY)
        for path in LESSONS
    ],
)
def test_notebook_runs_without_error_and_axe_finds_nothing(labs, path):
    language = path.parent.name
    lab = labs[language]
    if language == "fr":  # the others open blank
        lab.put_example(language)
    lab.open_notebook(path.relative_to(ROOT).as_posix())
    lab.run_all()
    assert lab.page.locator(".jp-RenderedSVG").count() == 0, "a picture in place of its live map"
    found = {}
    for width, dark in LOOKS.get(language, ONE_LOOK):
        lab.page.set_viewport_size({"width": width, "height": 2600})
        lab.set_theme(dark)
        lab.picture(f"{language}-{path.stem}-{width}-{'dark' if dark else 'light'}")
        found[width, dark] = lab.axe(".kvi-widget")
    assert {place: problems for place, problems in found.items() if problems} == {}
    assert signs_of_widgets(lab.page) == []
    assert lab.errors == []
    assert lab.outside == []


@pytest.mark.parametrize(("language", "menu"), [("fr", "Exécution"), ("en", "Run")])
def test_the_interface_of_jupyterlab_speaks_the_language(labs, language, menu):
    lab, welcome = labs[language], next(path for path in LESSONS if path.parent.name == language)
    lab.open_notebook(welcome.relative_to(ROOT).as_posix())
    assert menu in lab.page.locator(".lm-MenuBar-itemLabel").all_text_contents()
    assert f"**{menu}**" in welcome.read_text("utf-8")


def test_the_ribbon_opens_a_step_in_place_and_asks_nothing_before_all_cells_were_run(lab):
    lab.open_notebook("notebooks/fr/01_contexte.ipynb")
    lab.run_cells("contexte-02")
    link = lab.page.locator(".kvi-ribbon a[href='02_strategie.ipynb']")
    link.wait_for()
    assert not lab.page.evaluate(
        "() => jupyterapp.shell.currentWidget.content.widgets.every(({ model }) => model.trusted)"
    )
    link.click()
    lab.page.wait_for_function(
        "() => jupyterapp.shell.currentWidget?.context?.path?.endsWith('02_strategie.ipynb')"
        " || document.querySelector('.jp-Dialog')"
    )
    assert lab.page.locator(".jp-Dialog").all_text_contents() == []
    assert len(lab.page.context.pages) == 1


def test_the_kit_brings_the_french_interface_along(lab):
    lab.open_notebook("notebooks/fr/00_bienvenue.ipynb")
    assert "Exécution" in lab.page.locator(".lm-MenuBar-itemLabel").all_text_contents()
