"""Both maps are walked along their links by arrow keys, and what the mouse would be told is seen and heard."""

import pytest

from kvi_widgets import Content, Workshop

from .spoken import Ear

CONTENT = Content.load("en")
ROMAIN = Workshop(CONTENT).example("portal")
PATH = "() => document.activeElement.dataset.path"
# What is open beside the mouse, as it stands there.
TOLD = "(map) => [...map.querySelectorAll('.hoverlayer .hovertext')].map((one) => one.textContent).join()"
CELL = (
    "() => { const { activeCell, mode } = jupyterapp.shell.currentWidget.content; return [activeCell.model.id, mode]; }"
)
MIDDLE = "(node) => { const { x, y, width, height } = node.getBoundingClientRect(); return [x + width / 2, y + height / 2]; }"


@pytest.fixture(scope="module")
def own_map(lab):
    lab.put_example("en")
    lab.open_notebook("notebooks/en/05_links.ipynb")
    lab.run_cells("links-02", "links-10")
    lab.page.wait_for_selector(".kvi-map [data-path='map.kpi-1']", state="attached")
    lab.ear = Ear(lab.page)
    return lab.page.locator(".kvi-map")


def press(lab, *keys):
    """Where one is after these keys, and what is said of it."""
    for key in keys:
        lab.page.keyboard.press(key)
    return lab.page.evaluate(PATH), " ".join(lab.ear.on_focus())


def bare(text):
    """Letters of a text, without the spaces, of which a line break is none."""
    return "".join(text.split())


def seen(own_map):
    return bare(own_map.evaluate(TOLD))


def test_from_a_kpi_along_its_links_to_a_kvi_with_sign_strength_reason_and_evidence(lab, own_map):
    own_map.locator("[data-path='map.kpi-2']").focus()
    kpi, kvi = ROMAIN.kpi.iloc[1], ROMAIN.kvi.iloc[1]
    path, said = press(lab)
    assert path == "map.kpi-2"
    assert kpi["text"] in said
    assert CONTENT.words("map")["evidence"].format(text=kpi["evidence"]) in said
    links = ROMAIN.links[ROMAIN.links["kpi"] == "kpi-2"].set_index("kvi")
    for key, other in (("ArrowRight", "kvi-1"), ("ArrowDown", "kvi-2")):
        path, said = press(lab, key)
        assert path == f"map.link.kpi-2.{other}"
        assert "works against" in said
        assert CONTENT.words("map")[f"strength_{links['strength'][other]}"] in said
        assert links["reason"][other] in said
        assert own_map.locator(".kvi-map-sign").count() == 1
    path, said = press(lab, "ArrowRight")
    assert path == "map.kvi-2"
    assert kvi["text"] in said
    assert CONTENT.words("map")["evidence"].format(text=kvi["evidence"]) in said
    assert own_map.locator(".kvi-map-sign").count() == 0
    assert press(lab, "ArrowRight")[0] == "map.strategy-1"
    assert press(lab, "ArrowLeft", "ArrowLeft", "ArrowDown", "ArrowLeft")[0] == "map.kpi-2"


def test_the_ring_lies_on_the_sign_and_what_the_mouse_is_told_is_open_until_escape(lab, own_map):
    own_map.locator("[data-path='map.kpi-1']").focus()
    assert bare(ROMAIN.kpi["evidence"][0]) in seen(own_map)
    press(lab, "ArrowRight")
    assert bare(ROMAIN.links["reason"][0]) in seen(own_map)
    ring = own_map.locator(".kvi-map-sign").evaluate(MIDDLE)
    badges = own_map.locator(".scatterlayer .trace:has(text) path.point").evaluate_all(
        f"(nodes) => nodes.map({MIDDLE})"
    )
    assert min(abs(ring[0] - x) + abs(ring[1] - y) for x, y in badges) < 2
    lab.picture("map-keys")
    assert press(lab, "Escape")[0] == "map.kpi-1"
    assert seen(own_map) == ""
    own_map.locator("[data-path='map.kpi-2']").focus()
    assert press(lab, "Escape")[0] == "map.kpi-2"
    assert seen(own_map) == ""
    assert press(lab, "Escape")[0] is None
    assert lab.page.evaluate(CELL) == ["links-10", "command"]
    lab.page.mouse.move(*badges[0])
    lab.page.wait_for_function(f"(map) => ({TOLD})(map).length", arg=own_map.element_handle())
    lab.page.mouse.move(5, 5)


def test_enter_on_a_sign_opens_the_link_and_escape_comes_back(lab, own_map):
    own_map.locator("[data-path='map.kpi-3']").focus()
    press(lab, "ArrowRight", "Enter")
    own_map.locator("[data-path='map.kpi-3.kvi-1.reason']").wait_for()
    assert press(lab, "Escape")[0] == "map.kpi-3"
    assert own_map.locator(".kvi-map-panel").is_hidden()


def test_what_the_mouse_is_told_stands_in_the_twin(own_map):
    twin = own_map.locator("details").last.text_content()
    for row in (*ROMAIN.kpi.to_dict("records"), *ROMAIN.kvi.to_dict("records")):
        assert CONTENT.words("map")["evidence"].format(text=row["evidence"]) in twin


def test_the_map_of_a_class_is_walked_in_the_same_way(lab):
    lab.open_notebook("notebooks/en/08_data.ipynb")
    lab.run_cells("data-02", "data-class-2")
    crowd = lab.page.locator(".kvi-crowd")
    lab.page.wait_for_selector(".kvi-crowd [data-path='map.kpi-1']", state="attached")
    lab.ear = Ear(lab.page)
    crowd.locator("[data-path='map.kpi-1']").focus()
    path, said = press(lab, "ArrowRight")
    assert path == "map.link.kpi-1.kvi-1"
    assert seen(crowd)
    assert seen(crowd) in bare(said)
    assert press(lab, "ArrowDown", "ArrowRight")[0] == "map.kvi-2"
    assert press(lab, "ArrowLeft", "Escape")[0] == "map.kvi-2"
    assert seen(crowd) == ""
    assert lab.errors == []
