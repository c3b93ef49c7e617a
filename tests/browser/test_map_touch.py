"""Links are made, flipped, removed, explained and undone on the map: by keyboard, and by mouse."""

import os
import signal

import pytest

from kvi_widgets.words.content import Content

from .faults import dismiss_dialogs, kill_kernel, run_form, wait_for_new_kernel
from .lab import MAPS_DRAWN
from .learner import Learner, touch

KPI, KVI = "map.kpi-1", "map.kvi-2"
FORM_WORDS = Content.load("fr").words("form")
# Which lines and boxes are lit, by their marks; all of them when nothing is picked.
LIT = """(map) => map.querySelector('.js-plotly-plot').data.flatMap((trace) =>
  trace.meta && (trace.opacity ?? 1) === 1 ? [trace.meta.join(" ")] : [])"""


@pytest.fixture(scope="module")
def mine(lab):
    lab.put_example("fr")
    lab.open_notebook("notebooks/fr/05_liens.ipynb")
    lab.run_all()
    return lab


@pytest.fixture
def own_map(mine):
    """The learner's own map, the second in the notebook; nothing is picked."""
    shown = mine.page.locator(".kvi-map").nth(1)
    mine.page.keyboard.press("Escape")
    return shown


def link(mine, kpi="kpi-1", kvi="kvi-2"):
    rows = mine.python("import json; print(json.dumps(workshop.links.to_dict('records')))")
    return next((row for row in rows if (row["kpi"], row["kvi"]) == (kpi, kvi)), {"polarity": ""})


def wait_for_sign(mine, sign):
    """The link matrix follows."""
    mine.page.wait_for_function(
        """(sign) => [...document.querySelectorAll('.kvi-matrix [data-path^="links.kpi-1.kvi-2.polarity."]:checked')]
             .map((box) => box.dataset.path.split(".").pop()).join() === sign""",
        arg=sign,
    )


def wait_until_said(mine):
    """The line under the map tells of the second KVI."""
    text = mine.python("import json; print(json.dumps(workshop.kvi['text'][1]))")
    mine.page.wait_for_function(
        "(text) => document.querySelectorAll('.kvi-map-said')[1].textContent.includes(text)", arg=text
    )


def take_back(mine, kpi="kpi-1", kvi="kvi-2"):
    """This pair was never looked at."""
    mine.python(f"""import json
rows = workshop.links.to_dict("records")
blank = {{"polarity": "", "reason": ""}}
workshop.update("links", [row | blank if (row["kpi"], row["kvi"]) == ({kpi!r}, {kvi!r}) else row for row in rows])
print(json.dumps(len(rows)))""")
    mine.page.wait_for_function(
        "(start) => ![...document.querySelectorAll('.kvi-matrix :checked')].some(({ dataset }) => dataset.path.startsWith(start)"
        " && dataset.path !== start)",
        arg=f"links.{kpi}.{kvi}.polarity.",
    )


def test_by_keyboard_a_link_goes_round_is_heard_and_undone(mine, own_map):
    take_back(mine)
    own_map.locator(f"[data-path='{KPI}']").focus()
    mine.page.keyboard.press("Enter")
    for sign in ("+", "-", "", "+"):
        Learner(mine.page).walk_to(KVI)
        mine.page.keyboard.press("Enter")
        wait_for_sign(mine, sign)
        assert link(mine)["polarity"] == sign
        wait_until_said(mine)
    Learner(mine.page).press("map.undo")
    wait_for_sign(mine, "")
    assert link(mine)["polarity"] == ""


def test_tab_comes_to_one_box_and_goes_on_from_where_one_was(mine, own_map):
    own_map.locator("[data-path='map.kpi-1']").focus()
    Learner(mine.page).walk_to("map.kvi-1")
    mine.page.keyboard.press("Tab")
    assert own_map.locator(".kvi-map-keys :focus").count() == 0
    mine.page.keyboard.press("Shift+Tab")
    assert Learner(mine.page).focus()["path"] == "map.kvi-1"


def test_a_settled_link_opens_beside_the_map_and_stays_as_it_is(mine, own_map):
    before = link(mine, "kpi-1", "kvi-1")
    own_map.locator(f"[data-path='{KPI}']").focus()
    mine.page.keyboard.press("Enter")
    Learner(mine.page).walk_to("map.kvi-1")
    mine.page.keyboard.press("Enter")
    mine.page.wait_for_function("() => document.activeElement.dataset.path === 'map.kpi-1.kvi-1.polarity.+'")
    assert before["reason"]
    assert before["reason"] in own_map.locator(".kvi-map-said").text_content()
    assert link(mine, "kpi-1", "kvi-1") == before


def test_a_picked_box_lights_its_links_and_dims_the_rest(mine, own_map):
    everything = own_map.evaluate(LIT)
    own_map.locator("[data-path='map.kpi-3']").focus()
    mine.page.keyboard.press("Enter")
    lit = own_map.evaluate(LIT)
    assert lit
    assert set(lit) < set(everything)
    assert all("kpi-3" in mark for mark in lit)


def test_reason_and_strength_are_written_beside_the_map_and_follow_in_the_matrix(mine, own_map):
    own_map.locator("[data-path='map.kpi-2']").focus()
    mine.page.keyboard.press("Enter")
    learner = Learner(mine.page)
    learner.write("map.kpi-2.kvi-1.reason", "On appelle quand on est perdu")
    mine.page.wait_for_function("""() => document.querySelector('.kvi-matrix [data-path="links.kpi-2.kvi-1.reason"]').value
        === "On appelle quand on est perdu" """)
    assert learner.focus()["path"] == "map.kpi-2.kvi-1.reason"
    assert link(mine, "kpi-2", "kvi-1")["reason"] == "On appelle quand on est perdu"


def test_by_mouse_a_kpi_then_a_kvi(mine, own_map):
    take_back(mine, "kpi-3")
    own_map.locator(".kvi-map-stage").scroll_into_view_if_needed()
    for path in ("map.kpi-3", KVI):
        box = own_map.locator(f"[data-path='{path}']").bounding_box()
        mine.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        # Plotly answers to a click only where it has noticed the mouse before, as it does for people.
        tooltip = own_map.locator(".hoverlayer .hovertext")
        tooltip.wait_for(state="visible" if path == "map.kpi-3" else "attached")
        assert tooltip.is_visible() == (path == "map.kpi-3"), "a tooltip lies over the KVI to choose"
        mine.page.wait_for_timeout(150)  # it looks twenty times a second, and no hand is quicker
        mine.page.mouse.down()
        mine.page.mouse.up()
        mine.page.mouse.move(0, 0)
    wait_until_said(mine)
    assert link(mine, "kpi-3", "kvi-2")["polarity"] == "+"
    mine.page.mouse.move(0, 0)
    message, undo = (own_map.locator(place).bounding_box() for place in (".kvi-map-said", "[data-path='map.undo']"))
    assert undo["y"] < message["y"] + message["height"] + 40
    for width in (1280, 900):
        mine.page.set_viewport_size({"width": width, "height": 900})
        for dark in (False, True):
            mine.set_theme(dark)
            mine.picture(f"map-linking-{width}-{'dark' if dark else 'light'}")
    mine.set_theme(dark=False)
    mine.page.set_viewport_size({"width": 1280, "height": 900})


def tap(mine, own_map, path):
    """Put a finger on the middle of a box and lift it, as a tablet tells it."""
    button = own_map.locator(f"[data-path='{path}']")
    button.scroll_into_view_if_needed()
    touch(mine.page, button)


def test_by_finger_each_tap_counts_once(mine, own_map):
    take_back(mine, "kpi-2")
    own_map.locator(".kvi-map-stage").scroll_into_view_if_needed()
    tap(mine, own_map, "map.kpi-2")
    own_map.locator("[data-path='map.kpi-2'][aria-pressed='true']").wait_for(state="attached")
    tap(mine, own_map, KVI)
    wait_until_said(mine)
    assert link(mine, "kpi-2", "kvi-2")["polarity"] == "+"


def test_a_finger_that_slides_over_the_map_scrolls_and_presses_nothing(mine, own_map):
    own_map.locator(".kvi-map-stage").scroll_into_view_if_needed()
    box = own_map.locator("[data-path='map.kpi-2']").bounding_box()
    hand = mine.page.context.new_cdp_session(mine.page)
    hand.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [place]})
    for _ in range(10):
        place["y"] -= 15
        hand.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [place]})
        mine.page.wait_for_timeout(16)  # as often as a screen tells it
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    hand.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    hand.detach()
    assert abs(own_map.locator("[data-path='map.kpi-2']").bounding_box()["y"] - box["y"]) > 100
    assert own_map.locator("[aria-pressed='true'][data-path^='map.k']").count() == 0


def test_an_example_cannot_be_changed(mine):
    example = mine.page.locator(".kvi-map").first
    example.locator("[data-path='map.kpi-1']").focus()
    mine.page.keyboard.press("Enter")
    assert example.locator(".kvi-map-panel").is_hidden()


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_with_the_panel_open(mine, own_map, dark):
    own_map.locator(f"[data-path='{KPI}']").focus()
    mine.page.keyboard.press("Enter")
    mine.set_theme(dark)
    assert mine.axe(".kvi-map") == []
    assert mine.errors == []


def test_what_if_is_answered_by_keyboard(mine):
    Learner(mine.page).choose("what_if.kpi-2.move", "falls")
    told = (
        mine.page.locator(".kvi-form [data-path^='what_if.']")
        .first.locator("xpath=ancestor::section")
        .locator(".kvi-line")
    )
    told.first.wait_for()
    assert mine.python("import json; print(json.dumps(workshop.kvi['text'][0]))")[:20] in told.first.text_content()
    assert mine.axe(".kvi-widget:has([data-path^='what_if.'])") == []


def test_a_kernel_that_is_silent_is_told_beside_the_map_and_what_was_done_arrives_later(mine, own_map):
    take_back(mine)
    pid = mine.python("import os; print(os.getpid())")
    note = own_map.locator(".kvi-silence")
    os.kill(pid, signal.SIGSTOP)
    try:
        own_map.locator(f"[data-path='{KPI}']").focus()
        mine.page.keyboard.press("Escape")  # whatever is picked still
        mine.page.keyboard.press("Enter")
        own_map.locator(f"[data-path='{KVI}']").focus()
        mine.page.keyboard.press("Enter")
        note.get_by_text(FORM_WORDS["waiting"]).wait_for()
        assert mine.axe(".kvi-map:has(.kvi-silence p)") == []
        mine.picture("map-silent")
    finally:
        os.kill(pid, signal.SIGCONT)
    wait_for_sign(mine, "+")
    mine.page.wait_for_function("() => ![...document.querySelectorAll('.kvi-silence')].some((one) => one.textContent)")
    assert link(mine)["polarity"] == "+"


def test_a_page_loaded_again_shows_the_map_of_the_living_kernel(mine):
    mine.outcome("() => jupyterapp.commands.execute('docmanager:save')")
    mine.page.reload()
    mine.page.locator(".kvi-map").nth(1).wait_for()
    mine.page.wait_for_function(MAPS_DRAWN)


@pytest.mark.parametrize(("kind", "start"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_the_map_is_saved_as_a_picture_and_as_a_drawing(mine, own_map, kind, start):
    button = own_map.locator(f"[data-path='map.save.{kind}']")
    own_map.scroll_into_view_if_needed()  # on a page loaded again, a map is drawn when it comes into sight
    button.wait_for()
    button.focus()
    with mine.page.expect_download() as waiting:
        mine.page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == f"ma-carte.{kind}"
    assert waiting.value.path().read_bytes().startswith(start)


def test_a_reason_typed_beside_the_map_outlives_the_kernel(mine):
    mine.open_notebook("notebooks/fr/05_liens.ipynb")
    mine.run_all()
    mine.page.locator(".kvi-map").nth(1).locator(f"[data-path='{KPI}']").focus()
    mine.page.keyboard.press("Enter")
    dismiss_dialogs(mine.page)
    kill_kernel(mine).join()
    reason = "Qui clique a trouvé son relevé"
    Learner(mine.page).write("map.kpi-1.kvi-1.reason", reason)
    wait_for_new_kernel(mine)
    mine.open_notebook("notebooks/fr/05_liens.ipynb")
    run_form(mine, "liens-02", "liens-08")
    mine.page.locator(".kvi-offer", has_text=reason).wait_for()
    Learner(mine.page).press("offer.take")
    mine.page.wait_for_function(
        """(reason) => document.querySelector('[data-path="links.kpi-1.kvi-1.reason"]').value
        === reason""",
        arg=reason,
    )
    assert link(mine, "kpi-1", "kvi-1")["reason"] == reason
