"""Check the steps of a content pack, and the notebooks of a class that open them."""

import ast
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kvi_widgets.pack_findings import Finding, nearest
from kvi_widgets.pack_words import Place, compare, kit_words, shown

# The widget that shows each form.
WIDGETS = {
    "welcome": "SortingGame", "context": "ContextStep", "strategy": "StrategyStep", "kvi": "KviStep", "kpi": "KpiStep",
    "links": "LinksStep", "compare": "CompareLinks", "review": "ReviewStep", "adjust": "AdjustStep",
    "closing": "ClosingStep",
}
# Forms of the steps that have more than the one of their name.
FORMS = {"links": ("links", "compare"), "share": ("review", "adjust", "closing")}


def step_findings(place: Place, steps: object, notebooks: Path | None = None) -> Iterator[Finding]:
    """Find steps that the kit does not know, and notebooks that do not open them.

    Parameters
    ----------
    place
        The file ``pack.toml``.
    steps
        Its ``[[steps]]``.
    notebooks
        Folder of a class's notebooks; None where there are none to look at.

    Examples
    --------
    >>> found = step_findings(Place("pack.toml", {}), [{"id": "kvy", "icon": "", "title": "", "notebook": ""}])
    >>> [(one.kind, one.nearest) for one in found]
    [('unknown_step', 'kvi')]
    """
    here, known = place.at("steps"), {step["id"]: step for step in kit_words("pack")["steps"]}
    if steps == []:
        yield here.finding("no_steps")
    seen = set()
    for at, step in enumerate(steps if isinstance(steps, list) else ()):
        if isinstance(step, dict):
            name, there = step.get("id"), here.at(at, shown(step, at))
            if name in seen:
                yield there.finding("same_step", name)
            seen.add(str(name))
            if name not in known:
                yield from _stranger(there, step, known)
            if notebooks and isinstance(step.get("notebook"), str):
                yield from _notebook_findings(there.at("notebook"), step, notebooks)


def _stranger(place: Place, step: dict, known: dict[str, dict]) -> Iterator[Finding]:
    keys = set.intersection(*(set(one) for one in known.values()))
    yield from compare(place, step, dict.fromkeys(sorted(keys), ""))
    if "id" in step:
        yield place.finding("unknown_step", step["id"], ", ".join(known), nearest(str(step["id"]), known))


def _notebook_findings(place: Place, step: dict, notebooks: Path) -> Iterator[Finding]:
    name = step["notebook"]
    path = notebooks / name
    if Path(name).name != name or not path.is_file():
        there = [one.name for one in notebooks.glob("*.ipynb")]
        yield place.finding("no_notebook", name, near=nearest(name, there))
        return
    try:
        used = names_used(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield Finding("broken_notebook", f"{notebooks.name}/{name}", found=type(error).__name__)
        return
    for form in FORMS.get(step.get("id"), (step.get("id"),)):
        if form in WIDGETS and WIDGETS[form] not in used:
            yield place.finding("not_opened", name, WIDGETS[form])


def names_used(notebook: Path) -> set[str]:
    """Names in the code of a notebook.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.ipynb"
    >>> _ = path.write_text('{"cells": [{"cell_type": "code", "source": ["KviStep(workshop)"]}]}')
    >>> sorted(names_used(path))
    ['KviStep', 'workshop']
    """
    cells = json.loads(notebook.read_text("utf-8-sig"))["cells"]
    found = set()
    for cell in cells:
        if cell["cell_type"] == "code":
            with suppress(SyntaxError):  # told when the notebook is run
                tree = ast.parse("".join(cell["source"]))
                found |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return found
