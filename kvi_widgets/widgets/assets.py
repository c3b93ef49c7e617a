"""JavaScript and CSS of the widgets: many small files, joined because anywidget loads one."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent
IMPORT = re.compile(r'^import\s[^;]*?\sfrom "\./(\w+\.js)";\n', re.MULTILINE)
# On lines of their own: they are for who reads the files.
COMMENT = re.compile(r"^ *(//.*|/\*\*[^*]*\*/|/\*\*(\n *\*.*)+)\n", re.MULTILINE)


def script(name: str) -> str:
    """One ES module of a file and all that it imports, each once and before the first that needs it.

    >>> "export function fill(" in script("form.js"), IMPORT.search(script("form.js"))
    (True, None)
    """
    sources: dict[str, str] = {}
    _collect(name, sources)
    return COMMENT.sub("", "\n".join(sources.values()))


def _collect(name: str, sources: dict[str, str]) -> None:
    source = (FOLDER / name).read_text("utf-8")
    for imported in IMPORT.findall(source):
        if imported not in sources:
            _collect(imported, sources)
    sources[name] = IMPORT.sub("", source)


def styles(*names: str) -> str:
    """One style sheet of several."""
    return "\n".join((FOLDER / name).read_text("utf-8") for name in names)
