"""What all widgets share: one widget a cell, errors in plain words, what stands for them where none can live."""

import os
import sys
import traceback
from functools import reduce
from operator import or_
from textwrap import wrap
from typing import Any

import anywidget
from IPython import get_ipython

from kvi_widgets.model.data_package import AnswerFileError
from kvi_widgets.model.tables import RowError
from kvi_widgets.words.content import Content, Words

LONGEST_TRACE = 2000
WRAPPED = 110  # letters: a code host may not break lines
STILL_WIDTH = 760  # pixels of a picture: so much room a code host has for it
_widgets_by_cell: dict[tuple, tuple[str, list[anywidget.AnyWidget]]] = {}


def page_words(content: Content, *topics: str) -> Words:
    """Words of these topics, those of every widget, and the language that they are in, which voices ask for.

    >>> page_words(Content.load("fr"), "ribbon")["language"]
    'fr'
    """
    form = content.words("form")
    shared = {name: form[name] for name in ("moved", "take_back", "waiting")} | {"language": content.language}
    return reduce(or_, map(content.words, topics)) | shared


def one_per_cell(widget: anywidget.AnyWidget) -> None:
    """Close the widgets of the same class that an earlier run of this cell has made.

    Without this every run of a cell would leave a listener behind.
    """
    shell = get_ipython()
    parent = (shell.get_parent() if hasattr(shell, "get_parent") else None) or {}
    # By name: anywidget gives every widget a class of its own.
    place = (type(widget).__name__, parent.get("metadata", {}).get("cellId"))
    if place[1] is not None:
        run = parent.get("header", {}).get("msg_id", "")
        earlier, widgets = _widgets_by_cell.get(place, (run, []))
        # One run may show two, a map beside the partner's: they stay together.
        _widgets_by_cell[place] = (run, [*widgets, widget] if earlier == run else [widget])
        for old in widgets if earlier != run else []:
            old.send({"moved": widget.model_id})  # it may stand in another window
            old.close()


def repr_text(*texts: str) -> str:
    r"""Text that stands for a widget in a stored notebook; each part begins a line, blank parts do not show.

    >>> repr_text("The form will open here.", "", "Write one or two KVIs.")
    'The form will open here.\nWrite one or two KVIs.'
    """
    return "\n".join(line for text in texts for line in wrap(text, WRAPPED))


def with_picture(
    bundle: tuple[dict[str, Any], dict[str, Any]] | None, svg: str
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """What a widget shows, and a picture for where no widget can live; JupyterLab prefers the widget.

    >>> with_picture(({"text/plain": "The map"}, {}), "")
    ({'text/plain': 'The map'}, {})
    """
    if bundle is None:
        return None
    data, metadata = bundle
    return data | ({"image/svg+xml": svg} if svg else {}), metadata


def is_interactive() -> bool:
    """Whether somebody works in the notebook; else a program runs it once, for a page (``nbconvert --execute``).

    >>> is_interactive() == ("JPY_SESSION_NAME" in os.environ)
    True
    """
    return "JPY_SESSION_NAME" in os.environ or sys.platform == "emscripten"


def explain(error: Exception, messages: dict[str, Any]) -> str:
    """Sentence for the learner about an error in a callback.

    >>> explain(OSError(28, "disk full"), {"disk": "Could not write: {detail}."})
    'Could not write: disk full.'
    """
    if isinstance(error, AnswerFileError):
        return notice(error.reason, error.details, messages)
    if isinstance(error, RowError):
        return messages["bad_row"].format(where=error.columns[0])
    if isinstance(error, OSError):
        return messages["disk"].format(detail=error.strerror or error)
    return messages["unexpected"]


def notice(reason: str, details: dict[str, Any], messages: dict[str, Any]) -> str:
    """Sentence of the content pack about a file."""
    return messages[reason].format(**details)


def traceback_text(error: Exception) -> str:
    """What a teacher or a developer needs to understand an error that was not foreseen."""
    if isinstance(error, AnswerFileError | OSError):
        return ""
    return "".join(traceback.format_exception(error))[-LONGEST_TRACE:]
