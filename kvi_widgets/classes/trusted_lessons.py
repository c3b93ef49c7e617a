"""Note on this machine which lessons may start themselves, and the code that each of them has now.

The front end (``labextension``) starts a lesson when it is opened, if its folder, its name and all its
code are as noted here. The note lies among the settings of whoever gives it, never beside the lessons.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_core.paths import ENV_CONFIG_PATH, jupyter_config_dir

from kvi_widgets.classes.class_folder import write
from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.words.content import DATA, Content, languages
from kvi_widgets.words.foreign_files import read_file, read_json
from kvi_widgets.words.notebook_files import MOST_NOTEBOOK_BYTES, read_notebook

NOTE = "serverconfig/kvi_lessons.json"  # the server hands it out under api/config/kvi_lessons


def trust_lessons(folder: Path, *, everyone: bool = False, idle: float = 0, settings: Path | None = None) -> list[str]:
    """Let the lessons of a folder start themselves, as they are now.

    Parameters
    ----------
    folder
        A class (with ``pack`` and ``notebooks``), or a folder of the kit's notebooks in one language.
    everyone
        For all who use this Python, as in an image or on a hub, and not only for whoever gives the command. On a
        hub also for the folder of this name in each learner's home, where nbgitpuller puts it.
    idle
        Minutes without work after which the server stops a kernel, as Binder does after ten; 0 where
        it never does. Learners are told before.
    settings
        Where the note lies, if not among the settings of whoever gives it.

    Returns
    -------
    list of str
        Names of the notebooks, in the order of the steps.

    Raises
    ------
    RefusedError
        There are no lessons in this folder.
    ContentError
        The words of the class cannot be used.

    Examples
    --------
    >>> import tempfile
    >>> from kvi_widgets.classes.class_folder import new_class
    >>> ours = new_class(Path(tempfile.mkdtemp()) / "ours", "en")
    >>> trust_lessons(ours)[:2]
    ['00_welcome.ipynb', '01_context.ipynb']
    """
    notebooks, pack = _lessons_and_pack(folder)
    content = Content(pack)
    entry = noted_folder(notebooks, content, idle)
    note = (settings or Path(ENV_CONFIG_PATH[0] if everyone else jupyter_config_dir())) / NOTE
    known = _known(note)
    known["folders"] |= dict.fromkeys(_as_served(notebooks), entry)
    if everyone:
        root = folder.resolve() if notebooks.parent == folder else notebooks.resolve().parents[1]
        known["homes"][notebooks.resolve().relative_to(root.parent).as_posix()] = entry
    write(note, json.dumps(known, ensure_ascii=False, indent=1).encode())
    return list(entry["lessons"])


def noted_folder(notebooks: Path, content: Content, idle: float = 0) -> dict[str, Any]:
    """What the front end knows of the lessons of a folder.

    Raises
    ------
    RefusedError
        There are none.

    Examples
    --------
    >>> from kvi_widgets.classes.class_files import part
    >>> sorted(noted_folder(part("notebooks") / "en", Content.load("en")))
    ['idle', 'language', 'lessons', 'words']
    """
    lessons = {}
    for step in content.words("pack")["steps"]:
        with suppress(OSError, ValueError):  # it is not there or damaged: `check` tells
            lessons[step["notebook"]] = noted_lesson(notebooks / step["notebook"])
    if not lessons:
        raise RefusedError("no_lessons_here", folder=notebooks)
    words = dict(content.words("lesson"))
    return {"words": words, "language": content.language, "idle": idle, "lessons": lessons}


def noted_lesson(path: Path) -> dict[str, Any]:
    """What the front end compares: the kind of kernel, and the source of every code cell.

    Cells that learners are asked to change (tagged ``try-it``) do not make the lesson another one.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "one.ipynb"
    >>> cell = {"cell_type": "code", "source": ["1 +", " 1"], "metadata": {}}
    >>> asked = {"cell_type": "code", "source": ["2"], "metadata": {"tags": ["try-it"]}}
    >>> _ = path.write_text(json.dumps({"cells": [cell, asked], "metadata": {}}), "utf-8")
    >>> noted_lesson(path)
    {'kernel': 'python3', 'code': ['1 + 1'], 'tries': ['2']}
    """
    notebook = read_notebook(path)
    sources: dict[str, list[str]] = {"code": [], "tries": []}
    for cell in notebook.code:
        sources["tries" if "try-it" in cell.tags else "code"].append(cell.source)
    return {"kernel": notebook.kernel, **sources}


def _lessons_and_pack(folder: Path) -> tuple[Path, Path]:
    if (folder / "pack" / "pack.toml").is_file():
        return folder / "notebooks", folder / "pack"
    if folder.resolve().name in languages():
        return folder, DATA / folder.resolve().name
    raise RefusedError("no_lessons_here", folder=folder)


def _known(note: Path) -> dict[str, Any]:
    try:
        known = read_json(read_file(note, MOST_NOTEBOOK_BYTES))
        return {"folders": {**known["folders"]}, "homes": {**known.get("homes", {})}}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # none yet, or not one of ours
        return {"folders": {}, "homes": {}}


def _as_served(folder: Path) -> set[str]:
    """Paths of a folder as servers name their own to a page."""
    paths = {path.as_posix() for path in (folder.absolute(), folder.resolve())}
    home = f"{Path.home().as_posix()}/"
    return paths | {f"~/{path.removeprefix(home)}" for path in paths if path.startswith(home)}
