"""Check the steps of a content pack, and the notebooks of a class that open them."""

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from kvi_widgets.words.foreign_files import read_file
from kvi_widgets.words.notebook_files import MOST_NOTEBOOK_BYTES, NO_CODE, read_notebook
from kvi_widgets.words.pack_findings import Finding, nearest
from kvi_widgets.words.pack_words import Place, compare, kit_words, list_sections
from kvi_widgets.words.shapes import Section, Sections, Step

NOTEBOOK_LINK = re.compile(r"\]\(([\w.-]+\.ipynb)\)")
# The widget that shows each form.
WIDGETS = {
    "welcome": "SortingGame",
    "context": "ContextStep",
    "strategy": "StrategyStep",
    "kvi": "KviStep",
    "kpi": "KpiStep",
    "links": "LinksStep",
    "compare": "CompareLinks",
    "review": "ReviewStep",
    "adjust": "AdjustStep",
    "closing": "ClosingStep",
}
# Forms of the steps whose pack does not name them: a step has the form of its own name, these have more.
DEFAULT_FORMS = {"links": ["links", "compare"], "share": ["review"], "rewording": ["adjust", "closing"]}
# Forms in which there is nothing to do without what is written in others.
FORM_NEEDS = {"links": ("kvi", "kpi"), "compare": ("links",)}


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
    for there, step in list_sections(here, steps):
        if there.name in seen:
            yield there.finding("same_step", step["id"])
        seen.add(there.name)
        if step.get("id") not in known:
            yield from _stranger(there, step, known)
        for form in step_forms(step):
            if "forms" in step and form not in WIDGETS:
                yield there.at("forms").unknown("unknown_form", form, WIDGETS)
        if notebooks and isinstance(step.get("notebook"), str):
            yield from _notebook_findings(there.at("notebook"), step, notebooks)
    yield from needs_findings(here, steps)
    yield from _link_findings(notebooks) if notebooks else ()


def needs_findings(place: Place, steps: object) -> Iterator[Finding]:
    """Find forms in which there is nothing to do, because what they need was left out.

    >>> [(one.found, one.expected) for one in needs_findings(Place("pack.toml", {}), [{"id": "links"}, {"id": "kvi"}])]
    [('links', 'kpi')]
    """
    forms = [(there, form) for there, step in list_sections(place, steps) for form in step_forms(step)]
    for there, form in forms:
        for needed in FORM_NEEDS.get(str(form), ()):
            if needed not in [form_id for _, form_id in forms]:
                yield there.finding("needs_form", form, needed)


def plan_findings(place: Place, pack: Section) -> Iterator[Finding]:
    """Find a plan that is not in the list, and forms in that list that the kit does not know.

    >>> pack = {"plan": "900", "plans": {"90": ["kvi"], "45": ["kvy"]}}
    >>> [(one.kind, one.nearest) for one in plan_findings(Place("pack.toml", {}), pack)]
    [('unknown_plan', '90'), ('unknown_form', 'kvi')]
    """
    plan, plans = pack.get("plan"), pack.get("plans", {})
    if not isinstance(plans, dict):
        return
    if isinstance(plan, str) and plan not in plans:
        yield place.at("plan").unknown("unknown_plan", plan, plans)
    for forms in plans.values():
        for form in forms if isinstance(forms, list) else []:
            if form not in WIDGETS:
                yield place.at("plans").unknown("unknown_form", form, WIDGETS)


def _stranger(place: Place, step: Step, known: Sections) -> Iterator[Finding]:
    keys = set.intersection(*(set(known_step) for known_step in known.values()))
    yield from compare(place, step, dict.fromkeys(sorted(keys), ""), {"forms": list})
    if "id" in step and "forms" not in step:
        yield place.unknown("unknown_step", step["id"], known)


def step_forms(step: Step) -> list[Any]:
    """Names of the forms of a step, as its pack or the kit says; what is no list holds none.

    >>> step_forms({"id": "share"}), step_forms({"id": "kvi"}), step_forms({"id": "kvi", "forms": "kvi"})
    (['review'], ['kvi'], [])
    """
    name = step.get("id")
    forms = step.get("forms", DEFAULT_FORMS.get(str(name), [name]))
    return forms if isinstance(forms, list) else []


def _notebook_findings(place: Place, step: Step, notebooks: Path) -> Iterator[Finding]:
    name = step["notebook"]
    path = notebooks / name
    if Path(name).name != name or not path.is_file():
        there = [notebook.name for notebook in notebooks.glob("*.ipynb")]
        yield place.finding("no_notebook", name, near=nearest(name, there))
        return
    try:
        used = names_used(path)
    except (OSError, ValueError) as error:
        yield Finding("broken_notebook", f"{notebooks.name}/{name}", found=type(error).__name__)
        return
    for form in step_forms(step):
        if form in WIDGETS and WIDGETS[form] not in used:
            yield place.finding("not_opened", name, WIDGETS[form])


def _link_findings(notebooks: Path) -> Iterator[Finding]:
    """Find links from one notebook to another that is not there any more."""
    for path in sorted(notebooks.glob("*.ipynb")):
        with suppress(OSError, ValueError):
            text = read_file(path, MOST_NOTEBOOK_BYTES).decode("utf-8-sig")
            for name in dict.fromkeys(NOTEBOOK_LINK.findall(text)):
                if not (notebooks / name).exists():
                    yield Finding("dead_link", f"{notebooks.name}/{path.name}", found=name)


def names_used(notebook: Path) -> set[str]:
    """Names in the code of a notebook.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.ipynb"
    >>> _ = path.write_text('{"cells": [{"cell_type": "code", "source": ["KviStep(workshop)"]}]}')
    >>> sorted(names_used(path))
    ['KviStep', 'workshop']
    """
    found = set()
    for cell in read_notebook(notebook).code:
        with suppress(*NO_CODE):  # told when the notebook is run
            found |= {node.id for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Name)}
    return found
