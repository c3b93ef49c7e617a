"""Every id and every one-word value of a pack, changed one at a time; and all that a class then draws, counted."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import kvi_widgets
from kvi_widgets import Content, CrowdMap, LinkTest, PackForm, Predict, ProgressRibbon, ValueMap, WhatIf, Workshop
from kvi_widgets.classes.toml_text import toml_text
from kvi_widgets.logic.coherence import coherence_findings
from kvi_widgets.logic.findings import findings
from kvi_widgets.logic.form_binding import groups
from kvi_widgets.logic.progress import notes
from kvi_widgets.model.data_package import dump
from kvi_widgets.pages.class_page import class_page, open_class
from kvi_widgets.pages.page import workshop_page
from kvi_widgets.pages.printables import printables
from kvi_widgets.pictures.map_layout import VIEWS
from kvi_widgets.words.content import DATA
from kvi_widgets.words.form_schema import FORMS, fields
from kvi_widgets.words.pack_words import kit_words, languages, topics
from kvi_widgets.words.shapes import KeyPath

ONE_WORD = re.compile(r"\S+")
STRANGE = "autrement"
FORM_WIDGETS = [one for one in vars(kvi_widgets).values() if getattr(one, "step", None) in {*FORMS, "cards", "again"}]
# Sentences about which the kit has something to ask, whatever its words are.
OPEN_QUESTIONS = {
    "kvi": [{"id": "kvi-1", "text": "They dare", "nature": "quantitative"}],
    "kpi": [{"id": f"kpi-{number}", "text": f"They dare {number}"} for number in range(1, 6)],
    "links": [{"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "+", "strength": 2}],
}


class Change(NamedTuple):
    """Another word at one place of one file: a value, or a key."""

    topic: str
    way: KeyPath
    was: str
    is_key: bool = False

    @property
    def place(self) -> str:
        """The file, and the keys on the way there."""
        return ".".join([self.topic, *(part for part in self.way if isinstance(part, str))])

    def words(self, lang: str) -> dict[str, Any]:
        """All words of the file with this change."""
        whole = deepcopy(kit_words(self.topic, lang))
        inner: Any = whole
        for part in self.way[:-1]:
            inner = inner[part]
        if self.is_key:  # where it stood
            changed = {STRANGE if key == self.was else key: value for key, value in inner.items()}
            inner.clear()
            inner.update(changed)
        else:
            inner[self.way[-1]] = STRANGE
        return whole


def changes(lang: str) -> list[Change]:
    """All of them; of a list of texts, which are all read in one way, the first."""
    whole = [change for topic in topics() for change in _changes(topic, kit_words(topic, lang))]
    return [one for one in whole if one.is_key or not one.way[-1] or isinstance(one.way[-1], str) or is_name(one)]


def _changes(topic: str, value: object, way: KeyPath = ()) -> Iterator[Change]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        if isinstance(key, str):
            yield Change(topic, (*way, key), key, is_key=True)
        yield from _changes(topic, part, (*way, key))
    if isinstance(value, str) and ONE_WORD.fullmatch(value):
        yield Change(topic, way, value)


def is_name(change: Change) -> bool:
    """Whether all languages of the kit say this alike, so that it is no text."""
    return all(_at(kit_words(change.topic, lang), change.way) == change.was for lang in languages())


def _at(value: Any, way: KeyPath) -> Any:
    for part in way:
        try:
            value = value[part]
        except LookupError:
            return None
    return value


def whole_pack(folder: Path, change: Change, lang: str) -> Path:
    """A pack that says every word and lies over nothing."""
    (folder / f"{change.topic}.toml").write_text(toml_text(change.words(lang)), "utf-8")
    return folder


def overlay(folder: Path, change: Change, lang: str) -> Path:
    """A pack that says this one file, every word of it, over the kit's words."""
    folder.mkdir(exist_ok=True)
    own = {"pack": {"base": lang}} | {change.topic: change.words(lang)}
    own["pack"] = {"base": lang} | own["pack"]
    for topic, words in own.items():
        (folder / f"{topic}.toml").write_text(toml_text(words), "utf-8")
    return folder


def restored(folder: Path, change: Change, lang: str) -> None:
    """The file as the kit has it."""
    shutil.copy(DATA / lang / f"{change.topic}.toml", folder)


def drawn(pack: Path, class_folder: Path) -> Counter:
    """How much of each kind a class with these words has to see, with every form, map and page drawn."""
    content = Content(pack)
    work = Workshop(content).example("portal")
    work.open_partner(dump(work.example("shop").package()))
    seen: Counter = Counter()
    for form in FORM_WIDGETS:
        made = form(work)
        for group in groups(work, form.step):
            seen[f"groups of {form.step}"] += 1
            seen[f"fields of {form.step}"] += len(fields(group))
            seen[f"options of {form.step}"] += sum(len(field.get("options", [])) for field in fields(group))
            seen[f"items of {form.step}"] += len(group.get("items", []))
            seen[f"shown later in {form.step}"] += sum(field.get("when") == "differs" for field in fields(group))
        seen[f"notes of {form.step}"] += form.step in FORMS and len(notes(Workshop(content), form.step))
        made.close()
    for item in content.words("predictions")["groups"][0]["items"]:
        asked = Predict(work, item["id"])
        seen["questions before an example"] += 1
        seen["what they show"] += bool(asked._item["shows"])
        asked.close()
    seen["questions asked before"] += len(groups(work, "predictions")[0]["items"])
    for view in VIEWS:
        one = ValueMap(work, view=view)
        one.set_trait("width", 900)
        one.set_trait("theme", "light")
        one.set_trait("view", view)
        seen["traces of the map"] += len(one.figure["data"])
        seen["views"] += sum(option["id"] in VIEWS for option in one.words["views"])
        seen["boxes"] += len(one.nodes)
        seen["sentences of the map"] += len(one.sentences)
        assert one.still
        one.close()
    open_work = Workshop(content)
    open_work.update_all(OPEN_QUESTIONS)
    seen["questions about the map"] += len(coherence_findings(open_work.rows, content))
    seen["ways back"] += sum(bool(one["act"]) for one in ValueMap(open_work).findings["questions"])
    seen["questions about sentences"] += len(findings(open_work))
    crowd, what_if, test, ribbon = CrowdMap(work), WhatIf(work), LinkTest(work), ProgressRibbon(work)
    seen["pairs"] += len(crowd.pairs)
    seen["steps"] += len(ribbon.steps)
    seen["pieces of help"] += len(ribbon.words["help"]["topics"])
    for widget in (crowd, what_if, test, ribbon):
        widget.close()
    for table in ("contexts", "questions", "deck"):
        seen["what teachers fill in"] += len(PackForm(pack, table).group["fields"])
    for name in ("portal", "shop"):
        (class_folder / f"{name}.json").write_text(dump(work.example(name).package()), "utf-8")
    for name, page in {
        "own page": workshop_page(work, content),
        "sheets": printables(content),
        "class page": class_page(open_class(class_folder, content)),
    }.items():
        seen[f"parts of the {name}"] += len(re.findall(r"<(?:section|h[1-6]|tr|svg|li)\b", page))
    return seen
