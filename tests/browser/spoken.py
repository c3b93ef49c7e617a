"""What a screen reader would say: names out of the accessibility tree of Chromium, and what live regions tell."""

import json
from typing import Any

# Every change of what is read aloud by itself; a lesson that has just been left is silent.
LISTEN = """() => {
  const live = "[role=status], [role=alert], [aria-live]";
  window.heard = [];
  new MutationObserver((changes) => {
    const regions = new Set(changes.map(({ target }) => (target.closest ? target : target.parentElement)?.closest(live)));
    for (const region of regions) {
      if (region?.closest(".kvi-widget, .kvi-map") && region.checkVisibility() && region.getAttribute("aria-live") !== "off")
        window.heard.push(region.textContent);
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}"""
SURROUNDINGS = {"group", "radiogroup", "region", "form"}  # their names are said when the focus comes in


class Ear:
    """Hears one page of Chromium from now on."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.devtools = page.context.new_cdp_session(page)
        self.devtools.send("Accessibility.enable")
        self.listen()

    def listen(self) -> None:
        """Hear the page that is there now."""
        self.inside = set()
        self.page.evaluate(LISTEN)
        self.on_focus()

    def on_focus(self) -> list[str]:
        """What is said of what has the focus: where it is, as far as that is new, its own name, its description."""
        nodes = self.nodes("document.activeElement")
        own, around = (
            nodes[0],
            {node["nodeId"]: node for node in reversed(nodes[1:]) if said(node, "role") in SURROUNDINGS},
        )
        new = [said(node, "name") for id_, node in around.items() if id_ not in self.inside]
        self.inside = set(around)
        return [part for part in (*new, said(own, "name"), said(own, "description")) if part]

    def name_and_description(self, place: str) -> tuple[str, str]:
        """What is said of one element of the page, by its selector."""
        own, *_ = self.nodes(f"document.querySelector({json.dumps(place)})")
        return said(own, "name"), said(own, "description")

    def nodes(self, expression: str) -> list[dict[str, Any]]:
        """The node of the accessibility tree for what this script finds, and those around it."""
        found = self.devtools.send("Runtime.evaluate", {"expression": expression})["result"]["objectId"]
        number = self.devtools.send("DOM.describeNode", {"objectId": found})["node"]["backendNodeId"]
        return self.devtools.send("Accessibility.getAXNodeAndAncestors", {"backendNodeId": number})["nodes"]

    def by_itself(self) -> list[str]:
        """What live regions have told since this was asked last."""
        return [text for text in json.loads(self.page.evaluate(TAKE)) if text]


TAKE = "() => JSON.stringify(window.heard.splice(0))"


def said(node: dict[str, Any], what: str) -> str:
    """One property of a node of the accessibility tree, as text."""
    return " ".join(str(node.get(what, {}).get("value", "")).split())
