"""Open the notebooks of a class as learners do, in a JupyterLab of its own and a browser that nobody sees."""

import os
import secrets
import shutil
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kvi_widgets.classes.class_files import class_files
from kvi_widgets.classes.class_folder import write
from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.classes.trusted_lessons import trust_lessons
from kvi_widgets.words.foreign_files import read_file, read_json
from kvi_widgets.words.notebook_files import first_words
from kvi_widgets.words.pack_findings import Finding

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")
PAGE_SECONDS = 90  # for the server, and for each notebook
SCRIPT = Path(__file__).with_suffix(".js")
# Asked at one moment: between two questions a frame may have become the browser's own page of an error, which has words.
FRAME_IS_SEEN = """() => location.protocol !== "chrome-error:" &&
  (document.body?.innerText.trim() || document.querySelector("img,svg,canvas,video,input"))"""


class NoPageError(Exception):
    """No page can be opened here; ``reason`` names the sentence of ``check.toml`` that says what is missing.

    >>> NoPageError("no_browser").reason
    'no_browser'
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def class_pages(folder: Path) -> Iterator[Iterator[tuple[str, list[Finding]]]]:
    """Serve a copy of a class; gives the name of each notebook and what is wrong on its page, as soon as it is seen.

    Raises
    ------
    NoPageError
        JupyterLab, Playwright or a browser is not here, or the folder is more than a class.
    """
    for module in ("jupyterlab", "playwright"):
        if not find_spec(module):
            raise NoPageError(f"no_{module}")
    with ExitStack() as stack:
        playwright = import_module("playwright.sync_api")
        browser = _browser(stack.enter_context(playwright.sync_playwright()), playwright.Error)
        stack.callback(browser.close)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        room = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        address = stack.enter_context(_served(folder, room))
        yield _page_findings(
            page, address, sorted(path.name for path in folder.glob("notebooks/*.ipynb")), playwright.Error
        )


def _browser(playwright: Any, error: type[Exception]) -> Any:
    """A browser of this machine, else Playwright's own, else one where its makers put it."""
    there = [{"executable_path": path} for name in BROWSERS if (path := shutil.which(name))]
    for options in [*there, {}, {"channel": "chrome"}, {"channel": "msedge"}]:
        with suppress(error):
            return playwright.chromium.launch(**options)
    raise NoPageError("no_browser")


@contextmanager
def _served(folder: Path, room: Path) -> Iterator[str]:
    """A JupyterLab on a copy, with settings and answers of its own; gives its address."""
    ours = room / "class"
    try:
        for name, data in class_files(folder).items():
            write(ours / name, data)
    except (RefusedError, OSError) as error:  # links, or more than a class can hold
        raise NoPageError("no_copy") from error
    with suppress(RefusedError):  # none of them is a lesson: they are run by hand
        trust_lessons(ours, settings=room / "config")
    environment = {
        **os.environ,
        **{f"JUPYTER_{name}_DIR": str(room / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")},
        "JUPYTERLAB_WORKSPACES_DIR": str(room / "workspaces"),
        "JUPYTER_CONFIG_PATH": str(ours / "pack"),
        "JUPYTER_TOKEN": secrets.token_hex(),
        "KVI_ANSWERS": str(room / "answers.json"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    command += ["--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None", f"--ServerApp.root_dir={ours}"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=ours, env=environment, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603
    try:
        latest = time.monotonic() + PAGE_SECONDS
        while not (there := _server_info(room)):
            if server.poll() is not None or time.monotonic() > latest:
                raise NoPageError("no_jupyterlab")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{there['port']}/lab?reset&token={there['token']}"
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=5)
        server.kill()
        server.wait()


def _server_info(room: Path) -> dict[str, Any]:
    for path in (room / "runtime").glob("jpserver-*.json"):
        with suppress(OSError, ValueError):  # it is being written
            return read_json(read_file(path, 10_000))
    return {}


def _page_findings(
    page: Any, address: str, names: list[str], error: type[Exception]
) -> Iterator[tuple[str, list[Finding]]]:
    page.set_default_timeout(PAGE_SECONDS * 1000)
    is_open = False
    for name in names:
        file = f"notebooks/{name}"
        try:
            if not is_open:
                page.goto(address)
                page.wait_for_function("() => globalThis.jupyterapp?.restored")
            is_open, found = True, _look(page, file)
        except error as problem:  # and what it has left behind is no fault of the next one
            is_open, found = False, [Finding("page_closed", file, found=str(problem).splitlines()[0])]
        yield name, found


def _look(page: Any, file: str) -> list[Finding]:
    state = _asked(page, "openNotebook", file)
    wrong = _asked(page, "wrongBelowCells")
    found = [Finding(kind, file, column=first_words(source), found=text) for kind, source, text in wrong]
    if state != "open" and not found:
        found = [Finding("page_closed", file, found=state)]
    return found + [
        Finding("blank_frame", file, found=frame.frame_element().get_attribute("src") or "")
        for frame in page.main_frame.child_frames
        if not frame.evaluate(FRAME_IS_SEEN)
    ]


def _asked(page: Any, name: str, argument: str = "") -> Any:
    script = f"data:text/javascript;base64,{b64encode(SCRIPT.read_text('utf-8').encode()).decode()}"
    return page.evaluate(
        f"asked=>import('{script}').then(({{answerInTime}})=>answerInTime(asked))", [name, argument, PAGE_SECONDS]
    )
