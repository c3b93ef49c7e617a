"""Every notebook opens, runs, and is sound in both themes and at two widths."""

import pytest

from .lab import ROOT

NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks" / "fr").glob("*.ipynb"))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook_runs_without_error_and_axe_finds_nothing(lab, name):
    lab.open_notebook(f"notebooks/fr/{name}.ipynb")
    lab.run_all()
    found = {}
    for width in (1280, 900):
        lab.page.set_viewport_size({"width": width, "height": 2600})
        for dark in (False, True):
            lab.set_theme(dark)
            lab.picture(f"{name}-{width}-{'dark' if dark else 'light'}")
            found[width, dark] = lab.axe(".kvi-widget")
    assert {place: problems for place, problems in found.items() if problems} == {}
    assert lab.errors == []
    assert lab.outside == []


def test_the_interface_of_jupyterlab_is_french(lab):
    lab.open_notebook("notebooks/fr/00_bienvenue.ipynb")
    assert "Exécution" in lab.page.locator(".lm-MenuBar-itemLabel").all_text_contents()
