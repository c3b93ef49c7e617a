"""Open the notebooks of a class as learners do, in a JupyterLab of its own and a browser that nobody sees."""

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.classes.trusted_lessons import trust_lessons
from kvi_widgets.words.foreign_files import read_json
from kvi_widgets.words.notebook_files import first_words
from kvi_widgets.words.pack_findings import Finding

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")
SECONDS = 90  # for the server, and for each notebook
NOT_COPIED = (".*", "answers", "__pycache__", "node_modules", "venv")
# A lesson that is known starts itself; all cells of another notebook are run, as learners do.
OPEN = """async (path) => {
  const panel = await jupyterapp.commands.execute("docmanager:open", { path });
  await panel.context.ready;
  const startsItself = Boolean(globalThis._JUPYTERLAB?.["kvi-lessons"]);
  while (startsItself && ["opening", undefined].includes(panel.node.dataset.lesson))
    await new Promise((go) => setTimeout(go, 50));
  const state = panel.node.dataset.lesson ?? "unknown";
  if (state !== "unknown") return state;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  await jupyterapp.commands.execute("notebook:run-all-cells");
  return "open";
}"""
# What stands below each cell, looked at where it is: JupyterLab and the maps draw only what is near.
LOOK = """async () => {
  const isSeen = (node) => node.offsetHeight > 0
    && !node.querySelector(".jp-RenderedText") && !node.innerText.trim().startsWith("Loading widget")
    && (node.innerText.trim() || node.querySelector("input, textarea, select, button, svg, canvas, img"))
    && [...node.querySelectorAll(".kvi-map")].every((map) => !map.offsetParent || map.querySelector("svg"));
  const broken = ".jupyter-widgets-error-widget, .jp-mod-error";
  const found = [], latest = Date.now() + 15_000;
  for (const { model, node, outputArea } of jupyterapp.shell.currentWidget.content.widgets) {
    for (const [at, child] of (outputArea?.widgets ?? []).entries()) {
      const output = outputArea.model.get(at);
      const tell = (kind, text) => found.push([kind, model.sharedModel.getSource(), text]);
      const failed = () => child.node.innerText.trim().startsWith("Error displaying widget");
      const isForm = "application/vnd.jupyter.widget-view+json" in (output?.data ?? {});
      if (output?.type === "error") {
        const { ename, evalue } = output.toJSON();
        if (!(model.getMetadata("tags") ?? []).includes("raises-exception")) tell("failed_notebook", `${ename}: ${evalue}`);
        continue;
      }
      node.scrollIntoView({ block: "center" });
      while (isForm && !isSeen(child.node) && !failed() && Date.now() < latest) await new Promise((go) => setTimeout(go, 50));
      if (child.node.querySelector(broken) || (isForm && failed())) tell("page_error", child.node.innerText.trim());
      else if (isForm && !isSeen(child.node)) tell("page_blank", "");
    }
  }
  return found;
}"""
# As from one lesson to the next.
CLOSE = """async () => {
  const panel = jupyterapp.shell.currentWidget;
  await panel.sessionContext.shutdown();
  panel.dispose();
}"""
FRAME_IS_SEEN = (
    "() => document.body?.innerText.trim() || document.querySelector('img, svg, canvas, video, embed, input')"
)


class NoPageError(Exception):
    """No page can be opened here: what is missing, and the command that brings it."""

    def __init__(self, missing: str, command: str) -> None:
        super().__init__(missing, command)
        self.missing, self.command = missing, command


@contextmanager
def class_pages(folder: Path) -> Iterator[Iterator[tuple[str, list[Finding]]]]:
    """Serve a copy of a class; gives the name of each notebook and what is wrong on its page, as soon as it is seen.

    Raises
    ------
    NoPageError
        JupyterLab, Playwright or a browser is not here.
    """
    for module, name in {"jupyterlab": "JupyterLab", "playwright": "Playwright"}.items():
        if not find_spec(module):
            raise NoPageError(name, f"{sys.executable} -m pip install {module}")
    with ExitStack() as stack:
        playwright = import_module("playwright.sync_api")
        browser = _browser(stack.enter_context(playwright.sync_playwright()), playwright.Error)
        stack.callback(browser.close)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        room = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        address = stack.enter_context(_served(folder, room))
        yield _told(page, address, sorted(path.name for path in folder.glob("notebooks/*.ipynb")), playwright.Error)


def _browser(playwright: Any, error: type[Exception]) -> Any:
    """A browser of this machine, else Playwright's own, else one where its makers put it."""
    there = [{"executable_path": path} for name in BROWSERS if (path := shutil.which(name))]
    for options in [*there, {}, {"channel": "chrome"}, {"channel": "msedge"}]:
        with suppress(error):
            return playwright.chromium.launch(**options)
    raise NoPageError("Chromium", f"{sys.executable} -m playwright install chromium")


@contextmanager
def _served(folder: Path, room: Path) -> Iterator[str]:
    """A JupyterLab on a copy, with settings and answers of its own; gives its address."""
    ours = room / "class"
    shutil.copytree(folder, ours, symlinks=True, ignore=shutil.ignore_patterns(*NOT_COPIED))
    with suppress(RefusedError):  # none of them is a lesson: they are run by hand
        trust_lessons(ours, settings=room / "config")
    places = {f"JUPYTER_{name}_DIR": str(room / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    environment = (
        os.environ
        | places
        | {
            "JUPYTERLAB_WORKSPACES_DIR": str(room / "workspaces"),
            "JUPYTER_CONFIG_PATH": str(ours / "pack"),
            "JUPYTER_TOKEN": secrets.token_hex(),
            "KVI_ANSWERS": str(room / "answers.json"),
        }
    )
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    command += ["--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None", f"--ServerApp.root_dir={ours}"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=ours, env=environment, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603
    try:
        latest = time.monotonic() + SECONDS
        while not (there := _server_info(room)):
            if server.poll() is not None or time.monotonic() > latest:
                raise NoPageError("JupyterLab", f"{sys.executable} -m pip install jupyterlab")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{there['port']}/lab?reset&token={there['token']}"
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=20)
        server.kill()
        server.wait()


def _server_info(room: Path) -> dict[str, Any]:
    for path in (room / "runtime").glob("jpserver-*.json"):
        with suppress(OSError, ValueError):  # it is being written
            return read_json(path.read_bytes())
    return {}


def _told(page: Any, address: str, names: list[str], error: type[Exception]) -> Iterator[tuple[str, list[Finding]]]:
    page.set_default_timeout(SECONDS * 1000)
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
    state = page.evaluate(_bounded(OPEN), file)
    found = [
        Finding(kind, file, column=first_words(source), found=text)
        for kind, source, text in page.evaluate(_bounded(LOOK))
    ]
    if state != "open" and not found:
        found = [Finding("page_closed", file, found=state)]
    frames = [
        Finding("blank_frame", file, found=frame.frame_element().get_attribute("src") or "")
        for frame in page.main_frame.child_frames
        if frame.url.startswith("chrome-error:") or not frame.evaluate(FRAME_IS_SEEN)
    ]
    page.evaluate(_bounded(CLOSE))
    return found + frames


def _bounded(script: str) -> str:
    """A script that fails in time; a browser itself would wait for ever for a kernel that is silent."""
    late = f"new Promise((_, fail) => setTimeout(() => fail(new Error('{SECONDS} s')), {SECONDS * 1000}))"
    return f"(arg) => Promise.race([({script})(arg), {late}])"
