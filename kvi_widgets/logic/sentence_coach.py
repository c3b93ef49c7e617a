"""At most one question about one sentence, quoting its own words; silent when unsure.

Two readings decide: *whom* does the sentence name (people, or our tool and our team), and *what happens* (contact with
what we offer; or a change in a life). The words they go by, and the questions, stand in ``coach.toml``.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kvi_widgets.logic.cues import Cues, CueSpan, Word, quoted_words
from kvi_widgets.words.shapes import Texts

if TYPE_CHECKING:
    from kvi_widgets.words.content import Content

COMMA = "[,;/]"  # may stand between two measures as well
SHORT = 3  # words, up to which a sentence may be a vague word alone
EARLY = 4  # words in which the subject of a strategy stands


class Asked(NamedTuple):
    """What the coach asks about: the kind of question, and the words that made it ask."""

    kind: str
    words: list[str]


class Reading:
    """One sentence as the coach looks at it.

    Examples
    --------
    >>> from kvi_widgets import Content
    >>> words = Content.load("en").words("coach")
    >>> reading = Reading("Customers open the app every morning", Cues(words["cues"], words["stemmer"]))
    >>> reading.found("done"), reading.found("people"), reading.found("lived")
    (['open the app'], ['Customers'], [])
    """

    def __init__(self, text: str, cues: Cues) -> None:
        self.text, self.cues = text, cues
        self.words: list[Word] = cues.words(text)
        self._spans: dict[str, list[CueSpan]] = {}

    def spans(self, name: str) -> list[CueSpan]:
        """Where cues of a list occur, each word once: the longest counts."""
        if name not in self._spans:
            longest = sorted(self.cues.spans(self.words, name), key=lambda span: span[0] - span[1])
            kept: list[CueSpan] = []
            for span in longest:
                if not any(span[0] < end and start < span[1] for start, end, _ in kept):
                    kept.append(span)
            self._spans[name] = sorted(kept)
        return self._spans[name]

    def quoted(self, spans: list[CueSpan]) -> list[str]:
        """Words of these spans as they were written."""
        return [quoted_words(self.text, self.words, span) for span in spans]

    def found(self, *names: str) -> list[str]:
        """Words of these lists as they were written."""
        return [quote for name in names for quote in self.quoted(self.spans(name))]

    def has(self, *names: str) -> bool:
        """Whether a word of these lists is there."""
        return any(self.spans(name) for name in names)

    def parts(self, *more: str) -> "list[Reading]":
        """What stands on either side of “and”, and of what else may part a sentence."""
        joining = "|".join(map(re.escape, self.cues.lists["joining"]))
        written = re.split("|".join([rf"\s(?:{joining})\s", *more]), self.text)
        return [Reading(part.strip(), self.cues) for part in written if part.strip()]

    def is_measure(self) -> bool:
        """Whether it begins as a measure does."""
        return any(start == 0 for start, _, _ in self.spans("measures"))

    def is_saying(self) -> bool:
        """Whether a life changes in it, or people do something."""
        told = self.has("lived", "change") or (self.has("people") and self.has("weak", "done", "contact"))
        return told and len(self.words) >= SHORT


def contact_only(reading: Reading) -> list[str]:
    """Find contact or work done, and nothing of a life."""
    if reading.has("lived"):
        return []
    if reading.has("done") or reading.has("change", "pale", "people"):
        return reading.found("done")
    return reading.found("contact", "things")


def already_lived(reading: Reading) -> list[str]:
    """Find a change in a life, and nothing of contact or work."""
    ours, people = reading.has("things", "bodies"), reading.has("people")
    if reading.has("done") or (ours and not people):
        return []
    if reading.has("lived") or reading.has("contact", "pale") or ours or not people:
        return reading.found("lived")
    return reading.found("change") or reading.found("weak")


def tool_first(reading: Reading) -> list[str]:
    """Find a tool where the subject stands, nobody, and no sign that somebody is meant."""
    early = [span for span in reading.spans("tools") if span[0] < EARLY]
    return [] if reading.has("people", "meant") else reading.quoted(early[:1])


def nobody_named(reading: Reading) -> list[str]:
    """Find words of business, nobody, and no sign that somebody is meant."""
    return [] if reading.has("people", "meant", "lived") else reading.found("business")


def two_in_one(reading: Reading) -> list[str]:
    """Find two measures with “and” between them."""
    for parts, is_one in ((reading.parts(COMMA), Reading.is_measure), (reading.parts(), Reading.is_saying)):
        if len(parts) > 1 and all(map(is_one, parts)):
            return [part.text for part in parts]
    return []


def vague_word(reading: Reading) -> list[str]:
    """Find a vague word that stands alone."""
    covered = {place for start, end, _ in reading.spans("vague") for place in range(start, end)}
    alone = len(reading.words) <= SHORT and covered and len(covered) >= len(reading.words)
    return [reading.text.strip()] if alone else []


def direction_inside(reading: Reading) -> list[str]:
    """Find a name that begins with its direction."""
    return reading.quoted([span for span in reading.spans("direction") if span[0] == 0])


Rule = Callable[[Reading], list[str]]
# What is asked of each box; the first that fits is asked.
BOX_RULES: Mapping[str, Mapping[str, Rule]] = {
    "strategy": {"tool_first": tool_first, "nobody_named": nobody_named},
    "kvi": {"vague_word": vague_word, "two_in_one": two_in_one, "contact_only": contact_only},
    "kpi": {
        "vague_word": vague_word,
        "two_in_one": two_in_one,
        "already_lived": already_lived,
        "direction_inside": direction_inside,
    },
}


class Coach:
    """The questions and the words of a content pack.

    Parameters
    ----------
    words
        Words of the coach, of which a teacher may have taken out questions.

    Examples
    --------
    >>> from kvi_widgets import Content
    >>> coach = Coach(Content.load("en").words("coach"))
    >>> coach.ask("Customers open the app every morning", "kvi")
    Asked(kind='contact_only', words=['open the app'])
    >>> coach.ask("Customers open the app every morning", "kpi")
    >>> coach.ask("Customers dare to ask", "kpi")
    Asked(kind='already_lived', words=['dare'])
    """

    def __init__(self, words: Texts) -> None:
        self.questions = words["questions"]
        self.cues = Cues(words["cues"], words["stemmer"])

    def ask(self, text: str, box: str) -> Asked | None:
        """What a sentence in this box makes the coach ask, and by which words; None when it is unsure.

        The box is ``strategy``, ``kvi`` or ``kpi``.
        """
        reading = Reading(text, self.cues)
        for kind, rule in BOX_RULES[box].items():
            found = rule(reading) if kind in self.questions else []
            if found:
                return Asked(kind, list(dict.fromkeys(found)))
        return None


@lru_cache(8)
def coach_of(content: "Content") -> Coach:
    """The coach of a content pack, made once."""
    return Coach(content.words("coach"))
