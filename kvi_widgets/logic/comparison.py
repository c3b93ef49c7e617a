"""Two learners linked the same indicators: where they agree and where not."""

from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from kvi_widgets.logic.links import NOT_LINKED, with_text
from kvi_widgets.model.shapes import Row, Rows, Tables
from kvi_widgets.words.plain_text import match_key

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop

# What is worth talking about comes first: opposite signs, then a link that only one sees,
# then the same sign felt more or less strongly.
VERDICTS = ["opposite", "differ", "strength", "unseen", "agree"]

LOOKALIKE = 0.85  # likeness from which two sentences are worth asking about
MOST_LOOKED_AT, LONGEST_COMPARED = 15, 200  # indicators of each side, letters of each


def with_first_wording(tables: Tables) -> Tables:
    """Tables whose indicators also tell, as ``before``, how they read at first.

    Rewording in step 6 must not part two learners who linked the same indicators in step 5.
    """
    before = {row["about"]: row["before"] for row in tables["revisions"]}
    reworded = {
        kind: [row | {"before": before.get(row["id"], row["text"])} for row in tables[kind]] for kind in ("kvi", "kpi")
    }
    return tables | reworded


def has_second_map(workshop: "Workshop") -> bool:
    """Whether one of the two has linked the other's indicators beside their own."""
    if not (workshop.second.has_indicators or workshop.partner.second.has_indicators):
        return False  # as for nearly everybody: nothing to compare
    mine, theirs = _maps(workshop, workshop.partner), _maps(workshop.partner, workshop)
    return _share(mine[1], theirs[0]) or _share(mine[0], theirs[1])


def compare_maps(workshop: "Workshop") -> Rows:
    """Links of a learner beside the partner's, as `compare_links` has them, on the maps of one's own and on second maps.

    Where a pair stands on several of them, that counts which both have linked.
    """
    found: dict[tuple[str, str], Row] = {}
    maps = _maps(workshop, workshop.partner), _maps(workshop.partner, workshop)
    for mine, theirs in product(*maps):
        for row in compare_links(mine, theirs):
            pair = match_key(row["kpi"]), match_key(row["kvi"])
            if pair not in found or _looked(row) > _looked(found[pair]):
                found[pair] = row
    return in_order_of_interest(list(found.values()))


def lacks_indicators(workshop: "Workshop") -> bool:
    """Whether the partner has indicators, and some that stand neither on one's own map nor on the second one."""
    if not all(with_text(workshop.partner.rows_of(kind)) for kind in ("kvi", "kpi")):
        return False
    own, second = workshop.rows, workshop.second.rows
    mine = with_first_wording(own | {kind: own[kind] + second[kind] for kind in ("kvi", "kpi")})
    theirs = with_first_wording(workshop.partner.rows)
    return any(unshared(mine[kind], theirs[kind])[1] for kind in ("kvi", "kpi"))


def _maps(learner: "Workshop", owner: "Workshop") -> tuple[Tables, Tables]:
    """A learner's own map and the second one; there the owner's sentences read as they do by now."""
    second = learner.second
    if not second.id.endswith(f"-{owner.id}"):
        return learner.rows, second.rows
    now = {row["id"]: row["text"] for kind in ("kvi", "kpi") for row in owner.rows_of(kind)}
    tables = second.rows
    return learner.rows, tables | {
        kind: [row | {"text": now.get(row["id"], row["text"])} for row in tables[kind]] for kind in ("kvi", "kpi")
    }


def _share(mine: Tables, theirs: Tables) -> bool:
    mine, theirs = with_first_wording(mine), with_first_wording(theirs)
    return all(shared_indicators(mine[kind], theirs[kind]) for kind in ("kvi", "kpi"))


def _looked(row: Row) -> int:
    return bool(row["mine"]) + bool(row["theirs"])


def shared_indicators(mine: Rows, theirs: Rows) -> Rows:
    """Indicators that both wrote: ``text``, ``mine`` and ``theirs`` (their ids).

    Texts decide, not ids: two learners may have written the same sentences in another order.
    An earlier wording, ``before``, counts as well.

    >>> shared_indicators([{"id": "kpi-1", "text": "Calls"}], [{"id": "kpi-7", "text": " calls"}])
    [{'text': 'Calls', 'mine': 'kpi-1', 'theirs': 'kpi-7'}]
    """
    left = with_text(theirs)
    rows = []
    for row in _once(mine):
        same = next((other for other in left if set(wordings(row)) & set(wordings(other))), None)
        if same is not None:
            left.remove(same)
            rows.append({"text": row["text"], "mine": row["id"], "theirs": same["id"]})
    return rows


def wordings(row: Row) -> list[str]:
    """Texts by which an indicator is the same as another: how it reads now, then how it read at first.

    >>> wordings({"id": "kpi-1", "text": "Calls to us", "before": "Calls"})
    ['calls to us', 'calls']
    """
    return [match_key(row[name]) for name in ("text", "before") if name in row]


def _once(rows: Rows) -> Rows:
    """Indicators with a text; of two that read the same the first."""
    once: dict[str, Row] = {}
    for row in with_text(rows):
        once.setdefault(match_key(row["text"]), row)
    return list(once.values())


def unshared(mine: Rows, theirs: Rows) -> tuple[Rows, Rows]:
    """Indicators that only I have, and those that only the other has."""
    both = shared_indicators(mine, theirs)
    left, right = (
        [row for row in _once(rows) if row["id"] not in {pair[name] for pair in both}]
        for name, rows in (("mine", mine), ("theirs", theirs))
    )
    return left, right


def unshared_texts(mine: Tables, theirs: Tables) -> list[str]:
    """Texts of indicators that only one of the two has, KPI first."""
    mine, theirs = with_first_wording(mine), with_first_wording(theirs)
    return [row["text"] for kind in ("kpi", "kvi") for rows in unshared(mine[kind], theirs[kind]) for row in rows]


def lookalikes(mine: Tables, theirs: Tables) -> Rows:
    """Indicators of two learners that are no more than a few letters apart, the most alike first.

    Whether they mean the same only the two can say: “counter A” and “counter B” look alike, too.

    Returns
    -------
    list of dict
        Each indicator once at most: ``kind`` (kvi, kpi), ``mine`` and ``theirs`` (ids), ``text``, ``their_text``.

    Examples
    --------
    >>> mine, theirs = ({"kvi": [], "revisions": [], "kpi": [{"id": "kpi-1", "text": text}]} for text in ("Calls", "Call"))
    >>> lookalikes(mine, theirs)[0]["their_text"]
    'Call'
    """
    mine, theirs = with_first_wording(mine), with_first_wording(theirs)
    pairs = []
    for kind in ("kvi", "kpi"):
        left, right = (rows[:MOST_LOOKED_AT] for rows in unshared(mine[kind], theirs[kind]))
        for one in left:
            for other in right:
                alike = likeness(match_key(one["text"]), match_key(other["text"]))
                pair = {"kind": kind, "mine": one["id"], "theirs": other["id"]}
                pairs.append((alike, pair | {"text": one["text"], "their_text": other["text"]}))
    found, taken = [], set()
    for _, pair in sorted((pair for pair in pairs if pair[0] >= LOOKALIKE), key=lambda pair: -pair[0]):
        both = {(pair["kind"], side, pair[side]) for side in ("mine", "theirs")}
        if not both & taken:
            found.append(pair)
            taken |= both
    return found


@lru_cache(maxsize=2 * MOST_LOOKED_AT**2)  # a form is drawn anew at every change
def likeness(one: str, other: str) -> float:
    """Share of letters that two texts have in common, in the same order; 0 to 1.

    >>> likeness("calls", "call"), likeness("calls", "visits") < LOOKALIKE
    (0.8888888888888888, True)
    """
    match = SequenceMatcher(None, one[:LONGEST_COMPARED], other[:LONGEST_COMPARED], autojunk=False)
    # The first two are quick and never too low.
    return match.ratio() if min(match.real_quick_ratio(), match.quick_ratio()) >= LOOKALIKE else 0.0


def verdict(mine: str, theirs: str, my_strength: int = 1, their_strength: int = 1) -> str:
    """Name of what two polarities say of each other.

    >>> verdict("+", "-"), verdict("+", "0"), verdict("-", "-"), verdict("+", "")
    ('opposite', 'differ', 'agree', 'unseen')
    """
    if not mine or not theirs:
        return "unseen"
    if mine != theirs:
        return "opposite" if {mine, theirs} == {"+", "-"} else "differ"
    return "agree" if mine == "0" or my_strength == their_strength else "strength"


def compare_links(mine: Tables, theirs: Tables) -> Rows:
    """Every pair of shared indicators with both learners' links.

    Parameters
    ----------
    mine, theirs
        Rows of ``kvi``, ``kpi``, ``links`` and ``revisions``.

    Returns
    -------
    list of dict
        One row a pair, what is worth talking about first: ``verdict`` (one of `VERDICTS`),
        ``kpi``, ``kvi`` (texts), both polarities, strengths (1–3) and reasons.

    Examples
    --------
    >>> def tables(sign):
    ...     link = {"kpi": "kpi-1", "kvi": "kvi-1", "polarity": sign, "strength": 1, "reason": ""}
    ...     kvi, kpi = {"id": "kvi-1", "text": "They reach it alone"}, {"id": "kpi-1", "text": "Hotline calls"}
    ...     return {"kvi": [kvi], "kpi": [kpi], "links": [link], "revisions": []}
    >>> [row["verdict"] for row in compare_links(tables("+"), tables("-"))]
    ['opposite']
    """
    mine, theirs = with_first_wording(mine), with_first_wording(theirs)
    my_links, their_links = ({(row["kpi"], row["kvi"]): row for row in side["links"]} for side in (mine, theirs))
    kvis = shared_indicators(mine["kvi"], theirs["kvi"])
    rows = []
    for kpi in shared_indicators(mine["kpi"], theirs["kpi"]):
        for kvi in kvis:
            my = my_links.get((kpi["mine"], kvi["mine"]), NOT_LINKED)
            their = their_links.get((kpi["theirs"], kvi["theirs"]), NOT_LINKED)
            rows.append(
                {
                    "verdict": verdict(my["polarity"], their["polarity"], my["strength"], their["strength"]),
                    "kpi": kpi["text"],
                    "kvi": kvi["text"],
                    "mine": my["polarity"],
                    "my_strength": my["strength"],
                    "my_reason": my["reason"],
                    "theirs": their["polarity"],
                    "their_strength": their["strength"],
                    "their_reason": their["reason"],
                }
            )
    return in_order_of_interest(rows)


def in_order_of_interest(rows: Rows) -> Rows:
    """Compared links, those that are worth talking about first."""
    return sorted(rows, key=lambda row: (VERDICTS.index(row["verdict"]), -_weight(row)))


def _weight(row: Row) -> int:
    # Where one of the two has no sign yet, the order must not tell what the other has.
    return 0 if row["verdict"] == "unseen" else row["my_strength"] + row["their_strength"]
