"""A learner without a mouse: Tab to a field, type, arrows to choose, Enter to follow a link."""

from playwright.sync_api import Page

FOCUS = """() => {
  const active = document.activeElement;
  const link = active.getAttribute("href") ?? "";
  const summary = active.tagName === "SUMMARY" ? active.textContent : "";
  return { path: active.dataset.path ?? "", link, summary, checked: active.checked === true };
}"""
FAR = 250  # keys after which a field counts as out of reach


class Learner:
    """Hands on a keyboard, for one page of JupyterLab."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def focus(self) -> dict:
        """What has the focus: the field's path, the link's target, checked or not."""
        return self.page.evaluate(FOCUS)

    def tab_until(self, found: "object", what: str) -> None:
        """Press Tab until the focused element is the one that is wanted."""
        for _ in range(FAR):
            if found(self.focus()):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{what} cannot be reached with the Tab key")

    def walk_to(self, path: str) -> None:
        """Go from box to box of a map with the arrow keys: down each column, and on to the next."""
        self.page.keyboard.press("Home")
        for _ in range(FAR):
            here = self.focus()["path"]
            if here == path:
                return
            self.page.keyboard.press("ArrowDown")
            while self.focus()["path"] == here or ".link." in self.focus()["path"]:
                here = ""
                self.page.keyboard.press("ArrowRight")
        raise AssertionError(f"{path} cannot be reached with the arrow keys")

    def write(self, path: str, text: str) -> None:
        """Replace the text of a field."""
        self.tab_until(lambda focus: focus["path"] == path, path)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, path: str, option: str) -> None:
        """Choose one option of a group of radio buttons."""
        self.tab_until(lambda focus: focus["path"].startswith(f"{path}."), path)
        for _ in range(10):
            if self.focus()["path"] == f"{path}.{option}":
                break
            self.page.keyboard.press("ArrowRight")
        if not self.focus()["checked"]:
            self.page.keyboard.press("Space")
        focus = self.focus()
        assert (focus["path"], focus["checked"]) == (f"{path}.{option}", True)

    def tick(self, path: str) -> None:
        """Tick a box."""
        self.tab_until(lambda focus: focus["path"] == path, path)
        self.page.keyboard.press("Space")

    def press(self, path: str) -> None:
        """Press the button of this path."""
        self.tab_until(lambda focus: focus["path"] == path, path)
        self.page.keyboard.press("Enter")

    def press_summary(self, words: str) -> None:
        """Unfold what these words sum up."""
        self.tab_until(lambda focus: focus["summary"] == words, words)
        self.page.keyboard.press("Enter")

    def open_file(self, path: str, file: str) -> None:
        """Choose a file; the dialog itself is the operating system's, so its answer is given here."""
        self.tab_until(lambda focus: focus["path"] == path, path)
        self.page.locator(":focus").set_input_files(file)

    def follow(self, notebook: str) -> None:
        """Open another notebook by the link to it."""
        self.tab_until(lambda focus: focus["link"].endswith(notebook), f"link to {notebook}")
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(
            "(name) => globalThis.jupyterapp?.shell.currentWidget?.context?.path?.endsWith(name)", arg=notebook
        )


def touch(page, place):
    """Put a finger on the middle of it and lift it, as a tablet tells it."""
    box = place.bounding_box()
    hand = page.context.new_cdp_session(page)
    hand.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [middle]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    hand.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    hand.detach()
