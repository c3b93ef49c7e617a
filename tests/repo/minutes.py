"""How long a lesson takes: words read, letters typed, decisions taken, thinking, and files moved.

``python -m tests.repo.minutes`` prints what each lesson comes to, by kind, beside what it announces.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kvi_widgets.words.content import Content
from kvi_widgets.words.form_schema import fields
from kvi_widgets.words.pack_steps import WIDGETS

from .sources import ROOT, cells, lessons

# What one minute is enough for; five letters make a word.
READ, TYPED = 200, 25 * 5
# Minutes to arrive in a lesson, and for one of each: a card, a choice, a sign with its strength; a sentence to find; a question to
# think about; a file to send or to open; a map, a game with it, or a curve to look at.
ARRIVE = 2
RATES = {"card": 1 / 6, "choice": 1 / 4, "link": 1 / 3, "sentence": 3 / 4, "question": 1 / 2, "file": 1}
LOOKS = {"ValueMap": 1.5, "WhatIf": 2, "LinkTest": 4.5, "CrowdMap": 4, "CompareLinks": 3}
SHORT_ANSWER = 80  # letters: one may write more, one or two sentences are asked for
KVI, KPI, REMARKS, REWORDED = 2, 3, 6, 2
ROWS = {"kvi": KVI, "kpi": KPI, "cards": KVI + KPI, "reviews_given": REMARKS, "revisions": REWORDED}
FORMS = {widget: form for form, widget in WIDGETS.items()} | {"SentenceCards": "cards", "SecondSort": "again"}

Work = Counter[str]  # how many of each kind


def words_in(*texts: str) -> int:
    """Words that are read; not the addresses of links, nor marks.

    >>> words_in("**One** [link](a.ipynb) – and *that’s* it.")
    5
    """
    return len(re.findall(r"[\w’']+", re.sub(r"\]\([^)]*\)", "", " ".join(texts))))


def minutes(work: Work) -> float:
    """Time for all of it, looking apart.

    >>> minutes(Counter(words=400, letters=250, card=6, file=1))
    6.0
    """
    return work["words"] / READ + work["letters"] / TYPED + sum(rate * work[kind] for kind, rate in RATES.items())


def field_work(field: dict[str, Any]) -> Work:
    """One field: its label is read; a sentence is found and typed, or a choice is made."""
    work = Counter(words=words_in(field.get("label", ""), field.get("help", "")))
    if field["kind"] == "text":
        return work + Counter(sentence=1, letters=min(field.get("advice", SHORT_ANSWER) // 2, SHORT_ANSWER))
    return work + Counter(choice=1, words=words_in(*(option["label"] for option in field.get("options", []))))


def group_work(group: dict[str, Any], content: Content) -> Work:
    """One group of a form, as often as its fields are filled in."""
    work = Counter(words=words_in(*(group.get(key, "") for key in ("title", "help", "caption"))))
    if group["kind"] in {"download", "file"}:
        return work + Counter(file=1 if group["id"] in {"mine", "partner", "feedback"} else 0)
    if group["kind"] == "deck":  # the second round is for those who have time left
        deck = content.table("deck")
        deck = deck[deck["round"] == "again"] if group["id"] == "again" else deck.head(group.get("at_least", 0))
        return work + Counter(words=words_in(*deck["text"], *deck["reason"]), card=len(deck))
    if group["kind"] == "matrix":
        reason = next(field for field in fields(group) if field["kind"] == "text")
        return work + Counter(link=KVI * KPI) + times(KVI * KPI, Counter(letters=field_work(reason)["letters"]))
    return work + times(ROWS.get(group["id"], 1), sum((field_work(field) for field in fields(group)), Counter()))


def times(count: int, work: Work) -> Work:
    """The same work again and again."""
    return Counter({kind: count * amount for kind, amount in work.items()})


def form_work(form: str, content: Content) -> Work:
    """One form: what stands above it, then its groups."""
    words = content.words(form)
    head = Counter(words=words_in(words["title"], words["prompt"]))
    head += Counter(card=KVI + KPI if form == "review" else 0)  # those of the partner
    return sum((group_work(group, content) for group in words["groups"]), head)


def prediction_work(question: str, content: Content) -> Work:
    """A question, the answer to it, and what is then shown and thought."""
    items = content.words("predictions")["groups"][0]["items"]
    item = next(item for item in items if item["id"] == question)
    told = [item.get(key, "") for key in ("question", "told", "then", "caption")]
    work = Counter(words=words_in(*told), **{"sentence" if item["kind"] == "text" else "choice": 1})
    if item["kind"] == "text":
        work["letters"] += SHORT_ANSWER
    if "shows" in item:
        frame = content.table(item["shows"]) if "example" not in item else None
        work["words"] += 60 if frame is None else words_in(*frame.astype("str").to_numpy().ravel())
    return work + (Counter(question=1) if "then" in item else Counter())


def calls(source: str) -> Iterator[tuple[str, list[Any]]]:
    """Widgets that a cell opens, with the texts that they are given."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, [part.value for part in node.args if isinstance(part, ast.Constant)]


def cell_work(cell_type: str, source: str, content: Content) -> Work:
    """What one cell asks for; a frame is looked at for as long as thirty words are read."""
    if cell_type == "markdown":
        asks = re.search(r"\*\*(?:Une question|One question)\*\*", source) is not None
        return Counter(words=words_in(source), question=int(asks))
    work: Work = Counter(words=30) if re.search(r"^\w+(\.\w+)+\W*", source.strip()) else Counter()
    for name, given in calls(source):
        if name == "Predict":
            work += prediction_work(given[0], content)
        if name in FORMS:
            work += form_work(FORMS[name], content)
        work["looks"] += round(60 * LOOKS.get(name, 0))
    return work


def lesson_work(path: Path) -> Work:
    """What a whole lesson asks for."""
    content = Content.load(path.parent.name)
    return sum((cell_work(cell.cell_type, cell.source, content) for cell in cells(path)), Counter())


def reckoned(path: Path) -> float:
    """Minutes of a whole lesson; looking is counted in seconds."""
    work = lesson_work(path)
    return ARRIVE + minutes(work) + work["looks"] / 60


def announced(path: Path) -> int:
    """Minutes that a lesson announces at its beginning."""
    [said] = re.findall(r"\*\*(?:Temps|Time)\*\*\s?: (\d+) minutes", "\n".join(cell.source for cell in cells(path)))
    return int(said)


if __name__ == "__main__":
    for lesson in lessons():
        print(lesson.relative_to(ROOT), announced(lesson), round(reckoned(lesson), 1), dict(lesson_work(lesson)))
