"""A learner who sees nothing: goes by keys to what has a role and a name, and all that is said is written down."""

import re
from typing import Any

from .lab import PATIENCE
from .spoken import Ear, said

# As French voices say them; of other roles nothing is said.
ROLES = {
    "button": "bouton",
    "checkbox": "case à cocher",
    "DisclosureTriangle": "bouton à développer",
    "link": "lien",
    "radio": "bouton radio",
    "textbox": "zone de texte",
}
FAR = 120  # keys after which something counts as out of reach
IS_LOST = "() => document.activeElement === document.body"


class Voice(Ear):
    """Presses keys, and hears what comes of them."""

    def __init__(self, page: Any) -> None:
        self.counts: dict[str, list[int]] = {}  # keys and letters of each part
        self.lines: list[str] = []
        super().__init__(page)

    def begin(self, part: str) -> None:
        """Count anew from here on."""
        self.count = self.counts[part] = [0, 0]
        self.lines += ["", part, ""]

    def nodes(self, expression: str) -> list[dict[str, Any]]:
        """As they are once what has just come into sight is in the tree of names, too."""
        for _ in range(PATIENCE // 100):
            nodes = super().nodes(expression)
            if said(nodes[0], "name") or said(nodes[0], "role") == "RootWebArea":
                break
            self.page.wait_for_timeout(100)
        return nodes

    def here(self) -> tuple[str, str, bool]:
        """Role and name of what has the focus, and whether it is ticked."""
        own, *_ = self.nodes("document.activeElement")
        ticks = [one["value"].get("value") for one in own.get("properties", []) if one["name"] == "checked"]
        return said(own, "role"), said(own, "name"), ticks == ["true"]

    def press(self, key: str) -> str:
        """What is said after this key."""
        self.page.keyboard.press(key)
        return self.hear(key)

    def hear(self, key: str) -> str:
        """What is said after a key that was pressed: where one comes, what it is, and what live regions tell."""
        assert not self.page.evaluate(IS_LOST), f"the focus has fallen to the page:\n{self.transcript()}"
        parts = [*self.on_focus(), ROLES.get(self.here()[0], ""), *(f"« {text} »" for text in self.by_itself())]
        text = ", ".join(part for part in parts if part)
        self.count[0] += 1
        self.count[1] += len(text)
        self.lines.append(f"{key:>12}  {text}")
        return text

    def find(self, role: str, name: str, key: str = "Tab") -> None:
        """Press a key until something with this role and this name has the focus."""
        for _ in range(FAR):
            found = self.here()
            if found[0] == role and re.fullmatch(name, found[1]):
                return
            self.press(key)
        raise AssertionError(f"no {role} “{name}” in {FAR} keys:\n{self.transcript()}")

    def go_into(self, group: str) -> None:
        """Go on until one comes into a group of this name."""
        for _ in range(FAR):
            if group in self.press("Tab"):
                return
        raise AssertionError(f"no group “{group}” in {FAR} keys:\n{self.transcript()}")

    def write(self, name: str, text: str) -> None:
        """Type into the next text field of this name."""
        self.find("textbox", name)
        self.page.keyboard.type(text)
        self.lines.append(f"{'':>12}  > {text}")

    def choose(self, group: str, name: str) -> None:
        """Take one of the next group of radio buttons."""
        self.go_into(group)
        self.find("radio", name, "ArrowDown")
        if not self.here()[2]:
            self.press("Space")

    def do(self, role: str, name: str, key: str = "Enter") -> None:
        """Go to something and press it."""
        self.find(role, name)
        self.press(key)

    def transcript(self) -> str:
        """All that was said after each key, below the numbers of keys and of spoken letters."""
        table = [f"{part:<14}{keys:>4} keys {letters:>6} letters" for part, (keys, letters) in self.counts.items()]
        return "\n".join([*table, *self.lines])
