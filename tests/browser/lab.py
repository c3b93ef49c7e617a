"""A real JupyterLab and a real Chromium, for tests that use the kit as a learner does."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from http.client import HTTPException
from pathlib import Path

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page

from kvi_widgets import Workshop
from kvi_widgets.words.content import DATA

ROOT = Path(__file__).parents[2]
PICTURES = Path(__file__).parent / "output"
# The first field of lesson 03, and whether its form is saved.
FIELD = ".kvi-form textarea[data-path='kvi.kvi-1.text']"
SAVED = "() => document.querySelector('.kvi-form:not(.kvi-brief) > .kvi-status')?.textContent.startsWith('✓')"
PATIENCE = 60_000  # ms; the machine may be busy
# Sent earlier, "run all" would silently run nothing: the kernel has to have answered once.
READY = """async () => {
  const panel = jupyterapp.shell.currentWidget;
  await panel.context.ready; await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
}"""
# JupyterLab leaves out what is far from sight, and a map there is drawn only when somebody comes near.
MAPS_DRAWN = """() => {
  const maps = [...document.querySelectorAll('.kvi-map')].filter((map) => map.offsetParent);
  const waiting = maps.find((map) => !map.querySelector('.js-plotly-plot .main-svg'));
  waiting?.scrollIntoView({ block: 'center' });
  return !waiting;
}"""
PYTHON = """async (code) => {
  const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  let text = "";
  const request = kernel.requestExecute({ code });
  request.onIOPub = (message) => { text += message.content.text ?? (message.content.traceback ?? []).join("\\n"); };
  await request.done;
  return text;
}"""
RUN_CELLS = """async (ids) => {
  const { content } = jupyterapp.shell.currentWidget;
  for (const id of ids) {
    content.deselectAll();
    content.activeCellIndex = content.widgets.findIndex((cell) => cell.model.id === id);
    await jupyterapp.commands.execute("notebook:run-cell");
  }
}"""


class Lab:
    """One JupyterLab on a copy of the notebooks, and one page that looks at it.

    With a language its menus are those of ``make lab LANGUAGE=…``, else those that come with the kit.
    """

    def __init__(
        self, folder: Path, browser: Browser, language: str = "", options: Sequence[str] = (), base_url: str = "/"
    ) -> None:
        self.port, self.options = free_port(), options
        self.settings = {"JUPYTER_CONFIG_PATH": str(ROOT / "data" / language)} if language else {}
        self.settle(folder, base_url)
        self.page, self.errors, self.outside = self._open_page(browser)

    def settle(self, folder: Path, base_url: str = "/", port: int | None = None) -> None:
        """Start a server in this folder; the page stays, as a learner's browser does."""
        self.folder, self.base_url, self.port = folder, base_url, port or self.port
        self.answers = folder / "answers.json"
        self.address = f"http://127.0.0.1:{self.port}{base_url}".rstrip("/")  # a proxy may put its own here
        if not (folder / "notebooks").exists():
            copy_lessons(folder)
        self.start()

    def start(self) -> None:
        """Start the server on the same port as before."""
        private = {f"JUPYTER_{name}_DIR": str(self.folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
        env = {
            **os.environ,
            **private,
            **self.settings,
            "JUPYTERLAB_WORKSPACES_DIR": str(self.folder / "workspaces"),
            "KVI_ANSWERS": str(self.answers),
        }
        command = [
            sys.executable,
            "-m",
            "jupyter",
            "lab",
            "--no-browser",
            "--allow-root",
            "--ip=127.0.0.1",
            f"--port={self.port}",
            f"--ServerApp.base_url={self.base_url}",
            "--IdentityProvider.token=",
            "--LabApp.expose_app_in_browser=True",
            "--LabApp.news_url=None",
            f"--ServerApp.root_dir={self.folder}",
            *self.options,
        ]
        with (self.folder / "server.log").open("w") as log:
            self.server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        if not answers(self.server, f"{self.address}/api"):
            self.server.kill()
            raise RuntimeError((self.folder / "server.log").read_text())

    def _open_page(self, browser: Browser) -> tuple[Page, list[str], list[str]]:
        page = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True).new_page()
        page.set_default_timeout(PATIENCE)
        errors, outside = [], []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(("http://127.0.0.1:", "data:", "blob:")) else outside.append(request.url)
            ),
        )
        return page, errors, outside

    def open_notebook(self, path: str) -> None:
        """Open a notebook as its link does, and wait until its kernel answers."""
        self.page.goto(f"{self.address}/lab/tree/{path}?reset")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        self.page.evaluate("() => jupyterapp.shell.collapseLeft()")
        self.outcome(READY)

    def outcome(self, script: str, arg: object = None) -> object:
        """What comes of this script in the page, or an error after `PATIENCE`."""
        return self.page.evaluate(bounded(script), arg)

    def run_all(self) -> None:
        """Run all cells; returns when the last one is done and all widgets are drawn."""
        self.outcome(READY)
        self.outcome("() => jupyterapp.commands.execute('notebook:run-all-cells')")
        self.page.wait_for_selector(".kvi-ribbon:visible")
        self.page.wait_for_function(MAPS_DRAWN)

    def run_cells(self, *ids: str) -> None:
        """Run these cells, in this order."""
        self.outcome(RUN_CELLS, ids)

    def python(self, code: str) -> object:
        """What this code prints in the notebook's kernel, read as JSON."""
        return json.loads(self.outcome(PYTHON, code))

    def set_theme(self, dark: bool) -> None:
        """Change the theme as the settings menu does."""
        light = str(not dark).lower()
        if self.page.evaluate("() => document.body.dataset.jpThemeLight") == light:
            return
        name = "JupyterLab Dark" if dark else "JupyterLab Light"
        self.outcome("(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })", name)
        self.page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{light}'")
        self.page.wait_for_timeout(600)  # JupyterLab fades its colours; axe would measure in between

    def axe(self, selector: str) -> list[str]:
        """What axe-core finds in these elements: rule and place, nothing when all is well."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
        found = self.page.evaluate("(selector) => axe.run({ include: [[selector]] })", selector)
        assert found["passes"], f"axe looked at nothing in {selector}"
        return [f"{rule['id']}: {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"]]

    def picture(self, name: str) -> Path:
        """Screenshot for people to look at."""
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")
        return PICTURES / f"{name}.png"

    def looks(self, name: str, selector: str, widths: Sequence[int] = (900, 1280)) -> Iterator[None]:
        """Screenshots of this place, dark and light, at each width; what must hold may be asked at every one."""
        for dark in (True, False):
            self.set_theme(dark)
            for width in widths:
                self.page.set_viewport_size({"width": width, "height": 900})
                self.page.locator(selector).first.scroll_into_view_if_needed()
                self.picture(f"{name}-{'dark' if dark else 'light'}-{width}")
                yield
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def put_example(self, language: str) -> None:
        """Let the answers be those of an example, whose map its reader has asked to see."""
        shutil.copy(DATA / "examples" / language / "portal.json", self.answers)
        work = Workshop.open(language, self.answers)
        work.update("predictions", [{"id": "portal-map", "shown": "skipped"}])
        work.save()

    def close(self) -> None:
        """Close the page and stop the server with its kernels."""
        self.page.context.close()
        self.stop()

    def stop(self) -> None:
        """Stop the server with its kernels; it hangs for ever when its last page has just left."""
        stop_server(self.server)


def bytes_received(page: Page, leave_out: str = "(?!)") -> list[int]:
    """Sizes of all that comes over the wire from now on, as the list grows, but for what has such an address."""
    sizes, others = [], set()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on(
        "Network.requestWillBeSent",
        lambda event: others.add(event["requestId"]) if re.search(leave_out, event["request"]["url"]) else None,
    )
    network.on(
        "Network.loadingFinished",
        lambda event: sizes.append(0 if event["requestId"] in others else event["encodedDataLength"]),
    )
    return sizes


def bounded(script: str) -> str:
    """A script that fails after `PATIENCE`; a browser itself would wait for ever for a kernel that is silent."""
    patience = f"new Promise((_, fail) => setTimeout(() => fail(new Error('The kernel did not answer.')), {PATIENCE}))"
    return f"(arg) => Promise.race([({script})(arg), {patience}])"


def wait_for_answer(page: Page, script: str, arg: object = None) -> None:
    """Ask this script again and again until what it promises is true; ``wait_for_function`` takes any promise for that."""
    again = f"while (!(await ({script})(arg))) await new Promise((go) => setTimeout(go, 100));"
    page.evaluate(bounded(f"async (arg) => {{ {again} }}"), arg)


def stop_server(server: subprocess.Popen[bytes]) -> None:
    """Stop a server with its kernels."""
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def copy_lessons(folder: Path, language: str = "") -> None:
    """Put the lessons, all or those of a language, into a folder as nobody has worked in them."""
    ignore = shutil.ignore_patterns("answers", ".ipynb_checkpoints")
    shutil.copytree(ROOT / "notebooks" / language, folder / "notebooks" / language, ignore=ignore)


def answers(server: subprocess.Popen[bytes], address: str) -> bool:
    """Whether a server that has just been started answers there, as long as it lives and patience lasts."""
    latest = time.monotonic() + 3 * PATIENCE / 1000
    while server.poll() is None and time.monotonic() < latest:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return True
    return False


def free_port() -> int:
    """A port that nothing listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
