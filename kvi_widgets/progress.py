"""What is still missing in each step, and what deserves a second look. Never a grade."""

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from kvi_widgets.content import Words

if TYPE_CHECKING:
    from kvi_widgets.workshop import Workshop


MIXED = 2  # contexts that mix well; more deserve a second look


class Notes(NamedTuple):
    """Sentences for the learner: what is missing, and what is only advice."""

    missing: list[str]
    advice: list[str]


def _group(words: Words, name: str) -> dict:
    return next(group for group in words["groups"] if group["id"] == name)


def written(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows whose sentence is not blank.

    >>> written(pd.DataFrame({"id": ["kvi-1", "kvi-2"], "text": ["They dare", " "]}))["id"].tolist()
    ['kvi-1']
    """
    return frame[frame["text"].str.strip() != ""]


def blank(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Rows in which this answer is still missing."""
    return frame[frame[column].str.strip() == ""]


def real_links(workshop: "Workshop") -> pd.DataFrame:
    """Links that have been looked at and whose two indicators are still there."""
    links = workshop.links
    known = links["kpi"].isin(written(workshop.kpi)["id"])
    known &= links["kvi"].isin(written(workshop.kvi)["id"])
    return links[known & (links["polarity"] != "")]


def welcome_notes(workshop: "Workshop", words: Words) -> Notes:
    """Enough cards sorted to feel the difference."""
    left = _group(words, "sorting")["at_least"] - len(workshop.sorting)
    return Notes([words["missing"]["cards"].format(count=left)] if left > 0 else [], [])


def context_notes(workshop: "Workshop", words: Words) -> Notes:
    """A context, and people in it."""
    row = dict.fromkeys(["contexts", "title", "people"], "")
    row |= next(iter(workshop.context.to_dict("records")), {})
    missing = []
    if not (row["contexts"] + row["title"]).strip():
        missing.append(words["missing"]["context"])
    if not row["people"].strip():
        missing.append(words["missing"]["people"])
    count = len([one for one in row["contexts"].split(" + ") if one])
    return Notes(missing, [words["advice"]["many"].format(count=count)] if count > MIXED else [])


def strategy_notes(workshop: "Workshop", words: Words) -> Notes:
    """A sentence."""
    return Notes([] if len(written(workshop.strategy)) else [words["missing"]["text"]], [])


def indicator_notes(workshop: "Workshop", words: Words, table: str) -> Notes:
    """How many indicators, and which of their answers are still open."""
    frame, group = workshop.table(table), _group(words, table)
    count = len(written(frame))
    few = count < group["at_least"]
    missing = [words["missing"]["none"].format(count=count)] if few else []
    for number, row in enumerate(frame.to_dict("records"), start=1):
        name = group["item"].format(n=number)
        missing += [words["missing"][column].format(name=name) for column in ("nature", "evidence")
                    if column in row and row["text"].strip() and not row[column].strip()]
    too_many = count > group["at_most"]
    return Notes(missing, [words["advice"]["many"].format(count=count)] if too_many else [])


def kvi_notes(workshop: "Workshop", words: Words) -> Notes:
    """See `indicator_notes`."""
    return indicator_notes(workshop, words, "kvi")


def kpi_notes(workshop: "Workshop", words: Words) -> Notes:
    """See `indicator_notes`."""
    return indicator_notes(workshop, words, "kpi")


def links_notes(workshop: "Workshop", words: Words) -> Notes:
    """Every pair looked at, and a reason for each link."""
    pairs = len(written(workshop.kvi)) * len(written(workshop.kpi))
    if not pairs:
        return Notes([words["missing"]["indicators"]], [])
    links = real_links(workshop)
    missing = []
    if len(links) < pairs:
        missing.append(words["missing"]["pairs"].format(count=pairs - len(links)))
    silent = len(blank(links[links["polarity"] != "0"], "reason"))
    if silent:
        missing.append(words["missing"]["reasons"].format(count=silent))
    return Notes(missing, [])


def compare_notes(workshop: "Workshop", words: Words) -> Notes:
    """A partner's file to compare with."""
    return Notes([] if len(workshop.partner.kvi) else [words["missing"]["partner"]], [])


def review_notes(workshop: "Workshop", words: Words) -> Notes:
    """A name, and an answer to each question about the partner's work."""
    partner = workshop.partner
    if not len(partner.kvi) + len(partner.kpi):
        return Notes([words["missing"]["partner"]], [])
    given = workshop.reviews_given[workshop.reviews_given["author"] == partner.id]
    questions = workshop.content.table("questions")["about"]
    asked = sum((questions == about).sum() * count for about, count in
                {"kvi": len(written(partner.kvi)), "kpi": len(written(partner.kpi)), "whole": 1}.items())
    missing = []
    if len(blank(given, "reviewer")) or not len(given):
        missing.append(words["missing"]["name"])
    if len(given) < asked:
        missing.append(words["missing"]["answers"].format(count=asked - len(given)))
    return Notes(missing, [])


def adjust_notes(workshop: "Workshop", words: Words) -> Notes:
    """Feedback received, and a reason for each reworded sentence."""
    if not len(workshop.strategy) + len(workshop.kvi) + len(workshop.kpi):
        return Notes([words["missing"]["text"]], [])
    missing = [] if len(workshop.reviews) else [words["missing"]["feedback"]]
    revisions = workshop.revisions
    there = [name for table in (workshop.strategy, workshop.kvi, workshop.kpi) for name in written(table)["id"]]
    reworded = (revisions["before"] != revisions["after"]) & revisions["about"].isin(there)
    silent = len(blank(revisions[reworded], "why"))
    if silent:
        missing.append(words["missing"]["why"].format(count=silent))
    return Notes(missing, [])


def closing_notes(workshop: "Workshop", words: Words) -> Notes:
    """Three images and a thought."""
    row = next(iter(workshop.closing.to_dict("records")), {})
    left = sum(not row.get(name, "").strip() for name in ("gps", "horizon", "explore"))
    missing = [words["missing"]["images"].format(count=left)] if left else []
    if not row.get("takeaway", "").strip():
        missing.append(words["missing"]["takeaway"])
    return Notes(missing, [])


NOTES = {name.removesuffix("_notes"): function for name, function in list(globals().items())
         if name.endswith("_notes") and name != "indicator_notes"}


def notes(workshop: "Workshop", step: str) -> Notes:
    """What is missing in a step and what deserves a second look.

    Examples
    --------
    >>> from kvi_widgets import Workshop
    >>> from kvi_widgets.content import Content
    >>> len(notes(Workshop(Content.load("fr")), "strategy").missing)
    1
    """
    return NOTES[step](workshop, workshop.content.words(step))


def done(workshop: "Workshop") -> dict[str, bool]:
    """Which notebooks' steps have nothing missing, by the ids of ``pack.toml``.

    Sharing counts as done with feedback received and the closing words written.
    """
    steps = [step["id"] for step in workshop.content.words("pack")["steps"]]
    state = {step: not notes(workshop, step).missing for step in steps if step in NOTES}
    shared = not notes(workshop, "adjust").missing and not notes(workshop, "closing").missing
    return {step: state.get(step, shared) for step in steps}
