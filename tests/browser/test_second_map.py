"""A partner's indicators linked on a second map, in a real JupyterLab: sealed until linked, and one's own stays."""

import json
from pathlib import Path

from playwright.sync_api import expect

from kvi_widgets import Workshop
from kvi_widgets.model.data_package import dump
from kvi_widgets.words.content import Content

from .learner import Learner

CONTENT = Content.load("fr")
WORDS = CONTENT.words("compare")
LINKS = "import json; print(json.dumps([workshop.rows['links'], workshop.second.rows['links']]))"
OWN, SECOND = (f".kvi-form{which}:visible:has(.kvi-matrix)" for which in (":not(.kvi-brief)", ".kvi-brief"))


def test_a_partners_indicators_are_linked_beside_ones_own(own_lab):
    lab, page = own_lab, own_lab.page
    lab.put_example("fr")
    partner = Workshop(CONTENT).example("shop")
    (lab.folder / "partner.json").write_text(dump(partner.package()), "utf-8")
    lab.open_notebook("notebooks/fr/05_liens.ipynb")
    lab.run_all()
    before, _ = lab.python(LINKS)
    learner = Learner(page)
    learner.open_file("partner.file", str(lab.folder / "partner.json"))
    page.wait_for_selector("[data-path='start.download']")
    learner.press("start.download")
    matrix = page.locator(SECOND)
    expect(matrix.locator("tbody tr")).to_have_count(len(partner.kpi))
    sealed = page.locator("td:visible", has_text=WORDS["signs"]["sealed"])
    pairs = len(partner.kpi) * len(partner.kvi)
    expect(sealed).to_have_count(pairs)

    matrix.locator("[data-path='links.kpi-1.kvi-1.polarity.+']").focus()
    page.keyboard.press("Space")
    expect(sealed).to_have_count(pairs - 1)
    expect(matrix.locator(".kvi-status")).to_contain_text("✓")
    own, second = lab.python(LINKS)
    assert own == before
    assert [(row["kpi"], row["kvi"], row["polarity"]) for row in second] == [("kpi-1", "kvi-1", "+")]
    for row in before:  # what is chosen there stays chosen there
        path = f"links.{row['kpi']}.{row['kvi']}.polarity.{row['polarity']}"
        expect(page.locator(OWN).locator(f"[data-path='{path}']")).to_be_checked()
    drawn = page.get_by_role("region", name=CONTENT.words("map")["whose"]["second"])
    drawn.scroll_into_view_if_needed()
    expect(drawn.locator(".main-svg").first).to_be_visible()

    assert looked_at(lab) == []
    path = Path(lab.python("import json; print(json.dumps(str(workshop.second.path)))"))
    assert json.loads(path.read_text("utf-8"))["kvi"]["workshop"].endswith(partner.id)


def looked_at(lab):
    """What axe finds, and pictures for people, in both themes and three widths."""
    found = []
    for dark in (False, True):
        lab.set_theme(dark)
        found += lab.axe(".kvi-widget")
        for width in (1280, 900, 390):
            lab.page.set_viewport_size({"width": width, "height": 900})
            for name, one in (("compare", ".kvi-form:visible:has([data-path='partner.file'])"), ("second", SECOND)):
                lab.page.locator(one).first.evaluate("(one) => one.scrollIntoView({ block: 'start' })")
                lab.picture(f"second_map_{name}_{width}_{'dark' if dark else 'light'}")
    return found
