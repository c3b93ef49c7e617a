"""JavaScript and CSS of the widgets: many small files, joined because anywidget loads one.

A page of JupyterLab in which the kit's lessons start themselves has them from its server, once for all widgets,
kernels and visits (``widget_scripts.js``); every other host gets them with each widget.
"""

import re
import sys
from collections.abc import Iterable
from filecmp import cmpfiles
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
IMPORT = re.compile(r'^import\s[^;]*?\sfrom "\./(\w+\.js)";\n', re.MULTILINE)
# On lines of their own: they are for who reads the files.
COMMENT = re.compile(r"^ *(//.*|/\*\*[^*]*\*/|/\*\*(\n *\*.*)+)\n", re.MULTILINE)
_in_page: set[str] = set()


class Script:
    """The ``_esm`` of a widget, put together when one is made.

    >>> len(Script("form.js").__get__(None)) > 20_000
    True
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, widget: object, kind: type | None = None) -> str:
        if self.name in _in_page:
            return f'export default await globalThis.kviWidget("{self.name}");'
        return script(self.name)


class Styles:
    """The ``_css`` of a widget: one style sheet of several.

    >>> ".kvi-form" in Styles("form.css").__get__(None)
    True
    """

    def __init__(self, *names: str) -> None:
        self.names = ("theme.css", *names)

    def __get__(self, widget: object, kind: type | None = None) -> str:
        return "" if _in_page else "\n".join((FOLDER / name).read_text("utf-8") for name in self.names)


def leave_to_page(names: Iterable[str]) -> None:
    """Do not send these scripts, nor any style sheet: the page that asks for it has them from its server.

    So long as the server has the same files: a kit that has been changed since it was installed sends its own.

    >>> leave_to_page([])
    """
    if sys.platform == "emscripten" or _server_has_the_same():  # a site is made of one kit
        _in_page.update(names)


def _server_has_the_same() -> bool:
    from jupyter_core.paths import jupyter_path  # noqa: PLC0415  a site has none

    names = [path.name for path in FOLDER.iterdir()]
    places = [Path(folder, "kvi-lessons", "static", "widgets") for folder in jupyter_path("labextensions")]
    return any(len(cmpfiles(FOLDER, place, names)[0]) == len(names) for place in places)


@cache
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
