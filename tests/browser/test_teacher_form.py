"""The teacher's form in notebook 90, while a colleague saves the same table."""

from kvi_widgets import Content
from kvi_widgets.classes.pack_edit import save_table

FORM = ".kvi-form:has([data-path^='contexts.'])"
CELL = """from kvi_widgets import Content, PackForm
import shutil
PackForm(shutil.copytree(Content.load("fr").folder, "pack", dirs_exist_ok=True), "contexts")"""


def test_a_colleagues_row_comes_in_while_one_types_and_the_focus_stays(lab):
    lab.open_notebook("notebooks/fr/90_enseignant.ipynb")
    page = lab.page
    lab.outcome(
        """(code) => {
          const { content, context } = jupyterapp.shell.currentWidget;
          content.model.sharedModel.insertCell(0, { cell_type: "code", source: code });
          content.activeCellIndex = 0;
          return jupyterapp.commands.execute("notebook:run-cell");
        }""",
        CELL,
    )
    title = page.locator(f"{FORM} [data-path='contexts.shop.title']").first
    title.wait_for()
    pack = next(lab.folder.rglob("pack/contexts.csv")).parent
    rows = Content(pack).rows("contexts")
    save_table(pack, "contexts", [*rows, rows[0] | {"id": "garden", "title": "Jardin partagé"}])
    title.press("End")
    title.press_sequentially(" !")
    page.wait_for_selector(f"{FORM} .kvi-status:has-text('réunies')")
    page.wait_for_selector(f"{FORM} [data-path='contexts.garden.title']", state="attached")
    assert page.evaluate("() => document.activeElement.dataset.path") == "contexts.shop.title"
    assert [row["title"] for row in Content(pack).rows("contexts")][-1] == "Jardin partagé"
    assert Content(pack).rows("contexts")[0]["title"].endswith(" !")
    lab.picture("teacher-united")
    assert lab.axe(FORM) == []
