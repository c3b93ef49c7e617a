"""A finger on a tablet hits what it aims at."""

import pytest

# Names and heights of what is there to be tapped, but lower than a finger is wide.
TOO_LOW = """(kind) => [...document.querySelectorAll(kind)].filter((one) => one.checkVisibility())
  .map((one) => [one.textContent, one.getBoundingClientRect().height]).filter(([, height]) => height < 43.5)"""


@pytest.fixture(scope="module")
def tablet(browser, lab):
    context = browser.new_context(viewport={"width": 820, "height": 1180}, has_touch=True, is_mobile=True)
    lab.page.context.close()
    lab.page = context.new_page()
    lab.put_example("fr")
    lab.open_notebook("notebooks/fr/05_liens.ipynb")
    lab.run_all()
    return lab.page


@pytest.mark.parametrize(
    "kind",
    [
        ".kvi-form summary",
        ".kvi-form .kvi-option",
        ".kvi-form .kvi-button",
        ".kvi-ribbon a",
        ".kvi-ribbon summary",
        ".kvi-map summary",
        ".kvi-map-family",
        ".kvi-map-controls .kvi-option",
        ".kvi-map-button",
    ],
)
def test_what_is_tapped_is_as_high_as_a_finger_is_wide(tablet, kind):
    assert tablet.locator(kind).count()
    assert tablet.evaluate(TOO_LOW, kind) == []
