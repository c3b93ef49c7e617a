"""How often the coach and the map are right, on the labelled sentences of ``data/coach``.

Every indicator is tried in both boxes: in its own nothing may be asked, in the other its place should be.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from kvi_widgets import Workshop, findings
from kvi_widgets.logic.coherence_rules import Sketch, people_missing
from kvi_widgets.logic.cues import bad_news
from kvi_widgets.logic.sentence_coach import Coach, coach_of
from kvi_widgets.model.shapes import Tables
from kvi_widgets.words.content import DATA, Content

OTHER_BOX = {"kvi": "kpi", "kpi": "kvi"}
PLACE = {"kvi": "already_lived", "kpi": "contact_only"}  # what is asked where the sentence stands in the other box
ASKED_OF = {
    "tool": "tool_first",
    "nobody": "nobody_named",
    "two": "two_in_one",
    "vague": "vague_word",
    "direction": "direction_inside",
}


# Kinds of questions that hang on words; the others only count.
JUDGED = {*PLACE.values(), *ASKED_OF.values(), "same_twice", "near_copy", "people_missing"}
JUDGED |= {"plus_against_words", "minus_against_words"}


@dataclass
class Share:
    """How many of how many."""

    count: int = 0
    of: int = 0

    def add(self, *, hit: bool) -> None:
        self.count, self.of = self.count + hit, self.of + 1

    @property
    def value(self) -> float:
        return self.count / self.of if self.of else float("nan")

    def __str__(self) -> str:
        return f"{round(100 * self.value)} % ({self.count}/{self.of})" if self.of else "–"


def rows_of(name: str, part: str) -> list[dict[str, str]]:
    """Rows of a file in ``data/coach`` that belong to a part."""
    with (DATA / "coach" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["part"] == part]


def joined(*shares: Share) -> Share:
    """Shares of several kinds as one."""
    return Share(sum(share.count for share in shares), sum(share.of for share in shares))


def asked_kind(sentence: str, box: str, coach: Coach) -> str:
    """Kind of the question that the coach asks; blank when it is silent."""
    asked = coach.ask(sentence, box)
    return asked.kind if asked else ""


def wary_coach(lang: str) -> Coach:
    """A coach without the cues that fit in kept sentences only: their writer also wrote the cues."""
    content, coach = Content.load(lang), coach_of(Content.load(lang))

    def used(texts: list[str]) -> set[tuple[str, str]]:
        lists = coach.cues.lists.keys() - {"ignored", "joining"}
        return {
            (name, cue)
            for text in texts
            for name in lists
            for *_, cue in coach.cues.spans(coach.cues.words(text), name)
        }

    kept, open_ = ([row["sentence"] for row in rows_of(lang, part)] for part in ("kept", "open"))
    only = used(kept) - used(open_)
    lists = {name: [cue for cue in cues if (name, cue) not in only] for name, cues in coach.cues.lists.items()}
    return Coach(content.words("coach") | {"cues": lists})


def coach_shares(lang: str, part: str, coach: Coach | None = None) -> dict[str, Share]:
    """By what is looked at: wrong questions about rightly placed sentences, and what was asked about the others."""
    coach = coach or coach_of(Content.load(lang))
    names = ("wrong", *(f"{really} {kind}" for really in PLACE for kind in ("clear", "crossed", "sloppy")), *ASKED_OF)
    shares = {name: Share() for name in names}
    for row in rows_of(lang, part):
        really, sentence = row["really"], row["sentence"]
        if really in PLACE:
            shares["wrong"].add(hit=bool(asked_kind(sentence, really, coach)))
            there = asked_kind(sentence, OTHER_BOX[really], coach)
            shares[f"{really} {row['kind']}"].add(hit=there == PLACE[really])
        elif really == "people":
            shares["wrong"].add(hit=bool(asked_kind(sentence, row["box"], coach)))
        elif really in ASKED_OF:
            shares[really].add(hit=asked_kind(sentence, row["box"], coach) == ASKED_OF[really])
    return shares


def card_shares(lang: str) -> dict[str, Share]:
    """The same on the cards of the sorting game, which were not written for the coach."""
    shares, coach = {name: Share() for name in ("wrong", "kvi", "kpi")}, coach_of(Content.load(lang))
    for card in Content.load(lang).table("deck").to_dict("records"):
        if card["family"] in PLACE:
            shares["wrong"].add(hit=bool(asked_kind(card["text"], card["family"], coach)))
            there = asked_kind(card["text"], OTHER_BOX[card["family"]], coach)
            shares[card["family"]].add(hit=there == PLACE[card["family"]])
    return shares


def sign_shares(lang: str, part: str) -> tuple[Share, Share]:
    """Precision and recall of the question about a sign, over every KPI with every KVI, rightly and wrongly linked."""
    content = Content.load(lang)
    cues = Sketch(answers(), content).cues
    lists = {"kpi": ["troubles", "calls"], "kvi": ["troubles", "feelings"]}
    read: dict[str, list[tuple[bool, dict[str, str], str]]] = {"kpi": [], "kvi": []}
    for row in rows_of(lang, part):
        if row["really"] in lists and row["rise"]:
            found = bad_news(row["sentence"], lists[row["really"]], cues)
            read[row["really"]].append((row["rise"] == "bad", found, row["sentence"]))
    precision, recall = Share(), Share()
    for (bad_kpi, kpi, _), (bad_kvi, kvi, text) in product(read["kpi"], read["kvi"]):
        seen_bad_kvi = bool(kvi or bad_news(text, [], cues, kpi.values()))
        for sign in "+-":
            wrong = (bad_kpi != bad_kvi) == (sign == "+")
            doubted = (bool(kpi) != seen_bad_kvi) if sign == "+" else bool(kpi) and seen_bad_kvi
            if sign == "-" and not (bad_kpi and bad_kvi):
                wrong = False  # two good things that hinder one another are no slip
            if doubted:
                precision.add(hit=wrong)
            if wrong:
                recall.add(hit=doubted)
    return precision, recall


def people_shares(lang: str, part: str) -> tuple[Share, Share]:
    """Precision and recall of the question about people who are missing from the KVI."""
    precision, recall = Share(), Share()
    for row in rows_of(f"{lang}_people", part):
        asked = any(people_missing(Sketch(answers(**row), Content.load(lang))))
        if asked:
            precision.add(hit=row["missing"] == "yes")
        if row["missing"] == "yes":
            recall.add(hit=asked)
    return precision, recall


def map_of(row: dict[str, str], lang: str) -> Workshop:
    """A workshop with the map of a row: sentences parted by ``;``, links such as ``1+2`` (KPI, sign, KVI)."""
    work = Workshop(Content.load(lang))
    sentences = {
        table: [{"id": f"{table}-{n}", "text": text} for n, text in enumerate(row[table].split(";"), 1)]
        for table in ("strategy", "kvi", "kpi")
    }
    links = [
        {"kpi": f"kpi-{one[0]}", "polarity": one[1], "kvi": f"kvi-{one[2]}", "reason": "…"}
        for one in row["links"].split()
    ]
    work.update_all({**sentences, "links": links, "context": [{"id": "context-1", "people": row["people"]}]})
    return work


def map_slips(lang: str, part: str) -> list[tuple[str, str, str]]:
    """Questions by which the kit and a wise teacher differ: the map's KPI, ``needless`` or ``missing``, the kind."""
    slips = []
    for row in rows_of(f"{lang}_maps", part):
        asked, would = set(findings(map_of(row, lang))["id"]) & JUDGED, set(row["would"].split())
        slips += [(row["kpi"], "needless", kind) for kind in sorted(asked - would)]
        slips += [(row["kpi"], "missing", kind) for kind in sorted(would - asked)]
    return slips


def map_shares(lang: str, part: str) -> tuple[Share, Share]:
    """Precision and recall of all questions that hang on words, over whole maps."""
    asked = [kind for row in rows_of(f"{lang}_maps", part) for kind in set(findings(map_of(row, lang))["id"]) & JUDGED]
    would = [kind for row in rows_of(f"{lang}_maps", part) for kind in row["would"].split()]
    slips = [slip for _, slip, _ in map_slips(lang, part)]
    return (
        Share(len(asked) - slips.count("needless"), len(asked)),
        Share(len(would) - slips.count("missing"), len(would)),
    )


def answers(strategy: str = "", people: str = "", kvi: str = "", **_more: str) -> Tables:
    """A map of one KVI and no links."""
    return {
        "context": [{"id": "context-1", "people": people}],
        "strategy": [{"id": "strategy-1", "text": strategy}],
        "kvi": [{"id": "kvi-1", "text": kvi, "nature": ""}],
        "kpi": [],
        "links": [],
    }


def example_sentences(lang: str) -> Iterator[tuple[str, str]]:
    """Sentences of the worked examples, which are in their places, and their boxes."""
    content = Content.load(lang)
    for path in content.examples.values():
        example = Workshop(content).example(path.stem)
        yield from ((box, text) for box in ("strategy", "kvi", "kpi") for text in example.table(box)["text"])
