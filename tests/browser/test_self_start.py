"""A lesson that is known on this machine opens itself, stays whole, and comes back; no other one runs by itself."""

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

from .lab import FIELD, PATIENCE, READY, Lab, bounded, bytes_received, wait_for_answer

KVI = "notebooks/fr/03_kvi.ipynb"
MOST_BYTES = 2_500_000  # of a first visit; 12.5 million before they are compressed, with Plotly
MOST_TOLD = 120_000  # letters and bytes by the kernel until the form is there; three times as many with its code
STATE = "(state) => globalThis.jupyterapp?.shell.currentWidget?.node.dataset.lesson === state"
RUN_CELLS = "() => jupyterapp.shell.currentWidget.content.widgets.filter(({ model }) => model.executionCount).length"
ONE_OTHER_KERNEL = """async (old) => {
  const [first, ...more] = await (await fetch("/api/kernels")).json();
  return first && !old.includes(first.id) && !more.length;
}"""
OPEN_PATHS = """(paths) => {
  const open = [...jupyterapp.shell.widgets("main")].map(({ context }) => context?.path).filter(Boolean);
  return JSON.stringify(open) === JSON.stringify(paths);
}"""
# Wide enough for the words, and with one line of buttons above them.
HAS_ROOM = """() => {
  const width = document.querySelector(".jp-Notebook")?.getBoundingClientRect().width;
  return width > 310 && document.querySelector(".kvi-lesson-bar")?.offsetHeight < 40;
}"""
KERNELS = "async () => (await (await fetch('/api/kernels')).json()).map(({ id }) => id)"


@pytest.fixture(scope="module")
def known_lab(browser, tmp_path_factory):
    """A lab whose French lessons its owner has let start themselves."""
    folder = tmp_path_factory.mktemp("known")
    one = Lab(folder, browser, language="fr")
    trust(folder)
    yield one
    one.close()


def trust(folder):
    command = [sys.executable, "-m", "kvi_widgets", "trust", str(folder / "notebooks" / "fr")]
    subprocess.run(command, env=os.environ | {"JUPYTER_CONFIG_DIR": str(folder / "config")}, check=True)


def follow_link(lab, path=KVI):
    """Open a lesson by its link, and do nothing else."""
    lab.page.goto(f"{lab.address}/doc/tree/{path}?reset")
    lab.page.wait_for_selector("[data-lesson]")


def is_open(lab):
    lab.page.wait_for_function(STATE, arg="open")
    lab.page.wait_for_selector(FIELD)


def saved(lab, path=KVI):
    return json.loads((lab.folder / path).read_text("utf-8"))


def test_a_link_opens_the_form_and_the_next_day_it_is_there_again(known_lab):
    lab = known_lab
    received, told = bytes_received(lab.page), []
    lab.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: told.append(len(frame))))
    follow_link(lab)
    is_open(lab)
    assert 1_000_000 < sum(received) < MOST_BYTES
    assert 20_000 < sum(told) < MOST_TOLD
    assert lab.page.locator(".jp-CodeCell .jp-Cell-inputWrapper:visible").count() == 2  # those to try
    assert lab.page.locator("h1").first.evaluate("(title) => title.getBoundingClientRect().top") < 300
    lab.page.fill(FIELD, "Ils osent demander")
    lab.page.wait_for_function(
        "(text) => document.querySelector('.kvi-form:not(.kvi-brief) > .kvi-status').textContent.startsWith('✓')"
    )
    before = saved(lab)
    lab.outcome("() => jupyterapp.commands.execute('docmanager:save')")
    text = json.dumps(saved(lab))
    assert "widget-view" not in text
    assert "deletable" not in text
    assert [cell["source"] for cell in saved(lab)["cells"]] == [cell["source"] for cell in before["cells"]]
    lab.stop()
    lab.start()
    follow_link(lab)
    is_open(lab)
    assert lab.page.input_value(FIELD) == "Ils osent demander"
    assert lab.page.locator("text=model not found").count() == 0
    assert lab.axe(".kvi-lesson-bar") == []


@pytest.mark.parametrize(
    "keys", ["x", "dd", "m", "a", "Enter", "Shift+M", "ArrowLeft", "Control+Backspace", "Control+Shift+M", "Alt+Enter"]
)
def test_a_stray_key_takes_nothing_away(known_lab, keys):
    lab = known_lab
    if lab.page.locator(FIELD).count() == 0:
        follow_link(lab)
        is_open(lab)
    cells = lab.page.locator(".jp-Cell").count()
    lab.page.locator(".kvi-form h3, .kvi-form h2").first.click()
    lab.page.keyboard.press("Escape")
    for key in "dd" if keys == "dd" else [keys]:
        lab.page.keyboard.press(key)
    lab.page.keyboard.type("qz")
    assert lab.page.locator(".jp-Cell").count() == cells
    assert lab.page.locator(".jp-Dialog").count() == 0
    assert lab.page.locator(FIELD).is_visible()


def test_the_code_is_there_for_who_wants_it_and_the_choice_is_remembered(known_lab):
    lab = known_lab
    follow_link(lab)
    is_open(lab)
    switch = lab.page.locator(".kvi-lesson-bar input")
    switch.check()
    assert lab.page.locator(".jp-CodeCell .jp-Cell-inputWrapper:visible").count() > 2
    lab.page.reload()
    is_open(lab)
    assert switch.is_checked()
    switch.uncheck()
    assert lab.page.locator(".jp-CodeCell .jp-Cell-inputWrapper:visible").count() == 2


def test_at_four_times_the_size_the_lesson_has_the_whole_width(known_lab):
    page = known_lab.page
    follow_link(known_lab)
    is_open(known_lab)
    page.set_viewport_size({"width": 320, "height": 256})
    page.wait_for_function(HAS_ROOM)
    assert page.locator(FIELD).first.evaluate("(field) => field.clientWidth") > 220
    known_lab.picture("lesson-320")
    page.reload()
    page.wait_for_function(HAS_ROOM)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.reload()
    is_open(known_lab)
    page.locator(".jp-SideBar.jp-mod-left").wait_for()


def test_whoever_runs_a_cell_hears_that_it_is_done_and_not_when_the_lesson_opens(known_lab):
    page, heard = known_lab.page, known_lab.page.locator(".kvi-lesson-heard")
    follow_link(known_lab)
    is_open(known_lab)
    known_lab.outcome("() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.info")
    assert heard.text_content() == ""
    page.locator(".kvi-lesson-run").last.press("Enter")
    expect(heard).to_have_text("Cellule exécutée\u00a0: son résultat vient juste après son code.")
    assert known_lab.axe(".kvi-lesson-bar") == []


def test_a_window_that_ran_no_lesson_draws_what_its_kernel_left_to_the_page(known_lab):
    lab = known_lab
    follow_link(lab)
    is_open(lab)
    code = "from kvi_widgets import KviStep, Workshop\nKviStep(Workshop.open(lang='fr'))"
    path = lab.folder / "notebooks" / "of-my-own.ipynb"
    known = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(new_notebook(cells=[new_code_cell(code)], metadata=known), path)
    kernel = lab.page.evaluate(KERNELS)[0]
    other = lab.page.context.new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(f"{lab.address}/doc/tree/notebooks/{path.name}?reset")
    other.wait_for_selector(".jp-Notebook .jp-Cell")
    other.evaluate(bounded(READY))
    run = """async (id) => {
      await jupyterapp.shell.currentWidget.sessionContext.changeKernel({ id });
      await jupyterapp.commands.execute("notebook:run-all-cells");
    }"""
    other.evaluate(bounded(run), kernel)
    form = other.locator(".kvi-form").first
    form.wait_for()
    assert form.evaluate("(form) => getComputedStyle(form).borderTopWidth") == "4px"
    assert lab.python("import json; print(json.dumps(len(get_ipython().user_ns['_']._esm)))") < 100
    other.close()


def test_a_kernel_that_is_gone_comes_back_with_one_button(known_lab):
    lab = known_lab
    follow_link(lab)
    is_open(lab)
    lab.outcome("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    lab.page.wait_for_function(STATE, arg="gone")
    lab.page.get_by_role("button", name="Reprendre la leçon").click()
    is_open(lab)


def test_the_ribbon_leads_on_in_the_same_place_and_the_last_kernel_goes(known_lab):
    lab = known_lab
    follow_link(lab)
    is_open(lab)
    kernels = lab.page.evaluate(KERNELS)
    lab.page.locator(".kvi-ribbon a[href='04_kpi.ipynb']").click()
    lab.page.wait_for_function("() => jupyterapp.shell.currentWidget?.context?.path?.endsWith('04_kpi.ipynb')")
    lab.page.wait_for_function(STATE, arg="open")
    wait_for_answer(lab.page, ONE_OTHER_KERNEL, kernels)
    lab.page.wait_for_function(OPEN_PATHS, arg=["notebooks/fr/04_kpi.ipynb"])


def test_who_hurries_through_the_lessons_has_one_kernel_in_the_end(known_lab):
    lab = known_lab
    follow_link(lab)
    is_open(lab)
    kernels = lab.page.evaluate(KERNELS)
    for name in ("04_kpi.ipynb", "05_liens.ipynb", "06_partage.ipynb"):
        lab.page.locator(f".kvi-ribbon:visible a[href='{name}']").first.click()
        lab.page.wait_for_function("(name) => jupyterapp.shell.currentWidget?.context?.path?.endsWith(name)", arg=name)
    lab.page.wait_for_function(OPEN_PATHS, arg=["notebooks/fr/06_partage.ipynb"])
    wait_for_answer(lab.page, ONE_OTHER_KERNEL, kernels)


def test_who_goes_back_while_the_next_lesson_opens_keeps_this_one(known_lab):
    lab = known_lab
    follow_link(lab)
    is_open(lab)
    lab.page.locator(".kvi-ribbon a[href='04_kpi.ipynb']").click()
    lab.page.wait_for_function("() => jupyterapp.shell.currentWidget?.context?.path?.endsWith('04_kpi.ipynb')")
    lab.outcome(f"() => {{ jupyterapp.commands.execute('docmanager:open', {{ path: '{KVI}' }}); }}")
    lab.page.wait_for_function(
        "() => [...document.querySelectorAll('[data-lesson]')].every(({ dataset }) => dataset.lesson === 'open')"
    )
    lab.page.wait_for_function(OPEN_PATHS, arg=[KVI, "notebooks/fr/04_kpi.ipynb"])


def test_what_a_learner_tried_and_added_runs_by_hand_only_and_the_lesson_opens(known_lab):
    lab = known_lab
    untouched = (lab.folder / KVI).read_text("utf-8")
    notebook = json.loads(untouched)
    next(cell for cell in notebook["cells"] if cell["source"] == ["workshop.kvi"])["source"] = ["open('ran', 'w')"]
    notebook["cells"].append(notebook["cells"][-2] | {"id": "added", "cell_type": "code", "source": ["1 / 0"]})
    notebook["cells"][-1] |= {"outputs": [], "execution_count": None, "metadata": {}}
    (lab.folder / KVI).write_text(json.dumps(notebook), "utf-8")
    try:
        follow_link(lab)
        is_open(lab)
        assert not (lab.folder / KVI).with_name("ran").exists()
        assert lab.page.locator(".jp-CodeCell .jp-Cell-inputWrapper:visible").count() == 3
        lab.page.locator(".kvi-lesson-run").last.click()
        lab.page.wait_for_selector("text=ZeroDivisionError")
        assert lab.page.evaluate(STATE, "open")
    finally:
        (lab.folder / KVI).write_text(untouched, "utf-8")


def changed_cell(folder):
    notebook = json.loads((folder / KVI).read_text("utf-8"))
    next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")["source"] = "open('ran', 'w')"
    return notebook


def test_plotly_comes_with_the_first_picture_and_draws_a_learners_own_too(known_lab):
    lab, path, fetched = known_lab, "notebooks/fr/own.ipynb", []
    figure = new_code_cell("import plotly.graph_objects as go; go.Figure(go.Bar(y=[1, 3, 2]))")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(new_notebook(cells=[figure], metadata=kernel), lab.folder / path)
    lab.page.on("request", lambda request: fetched.append(request.url))
    lab.open_notebook(path)
    large = [url for url in fetched if "jupyterlab-plotly/static/" in url and "remoteEntry" not in url]
    assert large == []
    lab.page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
    lab.page.wait_for_selector(".jp-OutputArea .main-svg .bars path")
    wide = lab.page.locator(".main-svg").first.evaluate("(svg) => svg.getBoundingClientRect().width")
    lab.page.set_viewport_size({"width": 700, "height": 900})
    lab.page.wait_for_function(
        "(wide) => document.querySelector('.main-svg').getBoundingClientRect().width < wide - 100", arg=wide
    )
    lab.page.set_viewport_size({"width": 1280, "height": 900})


def test_a_lesson_with_one_changed_cell_waits_for_a_person(known_lab):
    lab = known_lab
    lab.outcome("() => jupyterapp.serviceManager.sessions.shutdownAll()")  # a kernel of its own will have run nothing
    untouched = (lab.folder / KVI).read_text("utf-8")
    (lab.folder / KVI).write_text(json.dumps(changed_cell(lab.folder)), "utf-8")
    try:
        follow_link(lab)
        lab.page.wait_for_function(STATE, arg="changed")
        assert runs_nothing(lab)
        assert not (lab.folder / KVI).with_name("ran").exists()
    finally:
        (lab.folder / KVI).write_text(untouched, "utf-8")


@pytest.mark.parametrize("disguise", ["renamed", "link", "foreign folder", "other language"])
def test_what_nobody_vouched_for_never_runs(known_lab, disguise):
    lab = known_lab
    path = {
        "renamed": "notebooks/fr/03_copie.ipynb",
        "link": "shortcut/03_kvi.ipynb",
        "foreign folder": "downloads/notebooks/fr/03_kvi.ipynb",
        "other language": "notebooks/en/03_kvi.ipynb",
    }[disguise]
    (lab.folder / path).parent.parent.mkdir(parents=True, exist_ok=True)
    if disguise == "link":
        (lab.folder / "shortcut").symlink_to(lab.folder / "notebooks" / "fr")
    elif disguise != "other language":
        (lab.folder / path).parent.mkdir(exist_ok=True)
        shutil.copy(lab.folder / KVI, lab.folder / path)
        (lab.folder / path).with_name("kvi_widgets.py").write_text("open('ran', 'w')", "utf-8")
    follow_link(lab, path)
    lab.page.wait_for_function(STATE, arg="unknown")
    assert runs_nothing(lab)
    assert not (lab.folder / path).with_name("ran").exists()


def runs_nothing(lab):
    """Whether the kernel, once it is there, was asked to run nothing."""
    lab.outcome("async () => { await jupyterapp.shell.currentWidget.sessionContext.ready; }")
    return lab.python("import json; print(json.dumps(len(In)))") == 2  # the first is blank, this the second
