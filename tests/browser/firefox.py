"""A Firefox, driven over WebDriver BiDi, which it speaks by itself: no driver program stands between."""

import itertools
import json
import re
import subprocess
import time
from pathlib import Path

from websocket import create_connection

from .browsers import find_firefox

READY = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# Keys by the names that Playwright gives them, codes as WebDriver has them.
CODES = {
    "Backspace": "\ue003",
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Shift": "\ue008",
    "Control": "\ue009",
    "Alt": "\ue00a",
    "Escape": "\ue00c",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "Delete": "\ue017",
}
# In the window around the page: without a screen no page has the focus by itself, and JupyterLab waits for it.
FOCUS = """async () => {
  window.focus();
  gBrowser.selectedBrowser.focus();
  while (Services.focus.activeWindow !== window) await new Promise((resolve) => window.requestAnimationFrame(resolve));
}"""
# There, too, what an input method does: letters on trial, then the ones that are meant.
COMPOSE = """async (trial, meant) => {
  const method = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
  if (!method.beginInputTransactionForTests(window)) throw new Error("no input method");
  method.setPendingCompositionString(trial);
  method.appendClauseToPendingComposition(trial.length, method.ATTR_RAW_CLAUSE);
  method.setCaretInPendingComposition(trial.length);
  method.flushPendingComposition();
  method.commitCompositionWith(meant);
}"""


class Firefox:
    """One page of a Firefox with a fresh profile; its methods are called as those of Playwright's page and keyboard."""

    def __init__(self, profile: Path) -> None:
        profile.mkdir()
        log = profile / "firefox.log"
        command = [find_firefox(), "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"]
        with log.open("w") as out:
            self.process = subprocess.Popen([*command, "--remote-allow-system-access"], stdout=out, stderr=out)
        self.numbers = itertools.count(1)
        self.socket = create_connection(f"{self._address(log)}/session", timeout=60, suppress_origin=True)
        self.command("session.new", capabilities={})
        self.page = self.command("browsingContext.getTree")["contexts"][0]["context"]
        self.window = self.command("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"][0]["context"]

    @staticmethod
    def _address(log: Path) -> str:
        for _ in range(300):
            if said := READY.search(log.read_text()):
                return said[1]
            time.sleep(0.1)
        raise RuntimeError(log.read_text())

    def command(self, method: str, **params) -> dict:
        """Ask Firefox for something, and wait for the answer."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv())).get("id") != number:
            pass  # events, which nobody asked for
        if answer["type"] == "error":
            raise RuntimeError(answer["message"])
        return answer["result"]

    def goto(self, address: str) -> None:
        self.command("browsingContext.navigate", context=self.page, url=address, wait="complete")
        self._call(self.window, FOCUS)

    def evaluate(self, function: str, arg: object = None) -> object:
        """What this JavaScript function returns in the page, through JSON both ways."""
        through_json = f"async (arg) => JSON.stringify(await ({function})(JSON.parse(arg)) ?? null)"
        return json.loads(self._call(self.page, through_json, json.dumps(arg))["value"])

    def _call(self, context: str, function: str, *texts: str) -> dict:
        answer = self.command(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": text} for text in texts],
            awaitPromise=True,
            target={"context": context},
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"]

    def wait_for_function(self, function: str, arg: object = None, timeout: float = 60_000) -> None:
        end = time.monotonic() + timeout / 1000
        while not self.evaluate(function, arg):
            assert time.monotonic() < end, f"waited in vain for {function}"
            time.sleep(0.05)

    def wait_for_selector(self, selector: str, timeout: float = 60_000) -> None:
        self.wait_for_function("(selector) => Boolean(document.querySelector(selector))", selector, timeout)

    def type(self, text: str) -> None:
        for char in text:
            self._keys([char])

    def press(self, keys: str) -> None:
        """Press a key, together with others: "Control+z"."""
        self._keys([CODES.get(key, key) for key in re.split(r"(?<=.)\+", keys)])

    def compose(self, trial: str, meant: str) -> None:
        """Compose a letter, as dead keys and input methods do."""
        self._call(self.window, COMPOSE, trial, meant)

    def _keys(self, keys: list[str]) -> None:
        actions = [("keyDown", key) for key in keys] + [("keyUp", key) for key in reversed(keys)]
        steps = [{"type": kind, "value": value} for kind, value in actions]
        self.command(
            "input.performActions", context=self.page, actions=[{"type": "key", "id": "hands", "actions": steps}]
        )

    def close(self) -> None:
        self.command("browser.close")
        self.socket.close()
        self.process.wait(timeout=20)
