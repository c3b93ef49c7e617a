"""What the fault tests share: a notebook at step 3, hands that type, eyes that read the status."""

import os
import random
import re
import signal
import threading
import time

from playwright.sync_api import Error as PlaywrightError

from kvi_widgets.model.data_package import parse, rows_of
from kvi_widgets.words.content import Content

from .lab import PATIENCE, ROOT
from .learner import Learner

WORDS = Content.load("fr").words("form")
MESSAGES = Content.load("fr").words("messages")
NOTEBOOK, SETUP, FORM = "notebooks/fr/03_kvi.ipynb", "kvi-02", "kvi-10"
FIELD = "kvi.kvi-1.text"
EXAMPLE = ROOT / "data" / "examples" / "fr" / "portal.json"
SHELF = "() => Object.keys(localStorage).filter((name) => name.startsWith('kvi-'))"
ALPHABET = 'abcdefghijklmnopqrstuvwxyz éàçœ’«»–😀 "<&'
# Where the server restarts a dead kernel at this very moment, JupyterLab's connection may hang for good.
RESTART = """async () => {
  const { sessionContext } = jupyterapp.shell.currentWidget;
  const restarted = sessionContext.restartKernel().then(() => sessionContext.session.kernel.requestKernelInfo()).catch(() => null);
  const surrender = new Promise((resolve) => setTimeout(resolve, 15_000, null));
  return Boolean(await Promise.race([restarted, surrender]));
}"""
CLOSE = "() => document.querySelectorAll('.jp-Dialog .jp-mod-accept').forEach((one) => one.click())"
TELLS = """([pattern, place]) => [...document.querySelectorAll(place)]
    .some((node) => node.offsetParent && new RegExp(pattern).test(node.textContent))"""
SETTLED = """([saved, text, path]) => {
  const form = document.querySelector(".kvi-form");
  if (!form || document.querySelector(`[data-path="${path}"]`)?.value === undefined) return false;
  if (form.querySelector(".kvi-offer:not([hidden])")) return true;
  return new RegExp(saved).test(form.querySelector(".kvi-status").textContent)
    && document.querySelector(`[data-path="${path}"]`).value === text;
}"""


def pattern(words: str) -> str:
    """Regular expression for words of the content pack with anything in their {places}."""
    return "^" + re.sub(r"\\\{\w+\\\}", ".+", re.escape(words)) + "$"


def some_text(chance: random.Random) -> str:
    return "".join(chance.choices(ALPHABET, k=40)).strip()


def open_form(lab) -> Learner:
    """Open the notebook of step 3, with only the two cells run that the form needs."""
    lab.open_notebook(NOTEBOOK)
    run_form(lab)
    return Learner(lab.page)


def run_form(lab, setup: str = SETUP, form: str = FORM) -> None:
    lab.run_cells(setup, form)
    lab.page.wait_for_selector(".kvi-form")


def wait_until_told(page, words: str, place: str = ".kvi-status") -> None:
    """Until this place of the form shows these words."""
    page.wait_for_function(TELLS, arg=[pattern(words), place])


def shown(page, place: str) -> str:
    """Text of this place, once it is there."""
    page.wait_for_selector(f"{place}:visible")
    return page.locator(f"{place}:visible").first.text_content()


def type_slowly(learner, text: str, path: str = FIELD, delay: float = 10) -> None:
    """Replace the text of a field, key by key."""
    learner.tab_until(lambda focus: focus["path"] == path, path)
    learner.page.keyboard.press("Control+A")
    learner.page.keyboard.type(text, delay=delay)


def in_field(page, path: str = FIELD) -> str:
    return page.locator(f'[data-path="{path}"]').input_value()


def in_file(lab, table: str = "kvi", column: str = "text") -> list[str]:
    """A column of a table as it stands in the file now; nothing when there is no file."""
    if not lab.answers.exists():
        return []
    return [row[column] for row in rows_of(parse(lab.answers.read_bytes()), table)]


def in_frame(lab, table: str = "kvi", column: str = "text") -> list[str]:
    return lab.python(f"import json; print(json.dumps(workshop.{table}[{column!r}].tolist()))")


def lost(expected: str, found: str) -> int:
    """Characters of the one that are missing from the other."""
    left = list(found)
    return sum(1 for char in expected if char not in left or left.remove(char))


def kill_kernel(lab, delay: float = 0) -> threading.Timer:
    """Kill -9 this page's kernel after so many seconds."""
    pid = lab.python("import os; print(os.getpid())")
    timer = threading.Timer(delay, os.kill, (pid, signal.SIGKILL))
    timer.start()
    return timer


def wait_for_new_kernel(lab) -> None:
    """Until the server has found the kernel dead and started another: before that, all that is run goes with it."""
    for _ in range(PATIENCE // 100):
        if (lab.folder / "server.log").read_text("utf-8").count("restarting kernel ("):
            return
        time.sleep(0.1)
    raise TimeoutError("The server started no new kernel.")


def restart_kernel(lab) -> None:
    """As the menu does, past the dialog in which JupyterLab tells that the kernel died; else load the page again."""
    close_dialogs(lab.page)
    if not lab.page.evaluate(RESTART):
        lab.open_notebook(NOTEBOOK)
    close_dialogs(lab.page)


def run_form_anew(lab) -> None:
    """After a dead kernel; where nothing comes of it, a person loads the page again.

    JupyterLab's own connection may hang, and the server may restart the kernel once more, under the running cell.
    """
    restart_kernel(lab)
    try:
        run_form(lab)
    except PlaywrightError:
        lab.open_notebook(NOTEBOOK)
        run_form(lab)


def forgo_connection_dialog(page) -> None:
    """Let JupyterLab say once that the server is gone, and never again: its dialog takes the keys of who types on."""
    page.evaluate("() => jupyterapp.serviceManager.connectionFailure.emit(new Error('no way'))")
    page.check(".jp-Dialog input[type=checkbox]")
    page.click(".jp-Dialog .jp-mod-reject, .jp-Dialog .jp-mod-accept")


def dismiss_dialogs(page) -> None:
    """From now on close each dialog as soon as it opens: it would take the keys of who types on."""
    page.evaluate(f"() => new MutationObserver({CLOSE}).observe(document.body, {{ childList: true }})")


def close_dialogs(page) -> None:
    page.evaluate(CLOSE)


def take_offer(learner, text: str, path: str = FIELD) -> bool:
    """Wait for the offer, look into it, take it by keyboard; False when all was there already."""
    page = learner.page
    page.wait_for_function(SETTLED, arg=[pattern(WORDS["saved"]), text, path])
    offer = page.locator(".kvi-offer:visible")
    if not offer.count():
        return False
    assert WORDS["then"].format(then=text) in offer.text_content()
    learner.press("offer.take")
    page.wait_for_function(
        '([path, text]) => document.querySelector(`[data-path="${path}"]`).value === text', arg=[path, text]
    )
    return True


def sound(lab, name: str) -> None:
    """axe finds nothing in this state, light, dark and narrow; pictures to look at."""
    found = {}
    for width in (1280, 900):
        lab.page.set_viewport_size({"width": width, "height": 1500})
        lab.page.evaluate("() => document.querySelector('.kvi-status').scrollIntoView({ block: 'nearest' })")
        for dark in (False, True):
            lab.set_theme(dark)
            lab.picture(f"fault-{name}-{width}-{'dark' if dark else 'light'}")
            found[width, dark] = lab.axe(".kvi-form")
    lab.set_theme(dark=False)
    assert {place: problems for place, problems in found.items() if problems} == {}
