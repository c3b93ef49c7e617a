"""Content packs as a teacher changes them overnight, and answers that were given the day before."""

from copy import copy, deepcopy
from itertools import count

from hypothesis import strategies as st

from kvi_widgets.model.tables import TABLES, columns, key
from kvi_widgets.words.content import Content
from kvi_widgets.words.form_schema import FORMS, forms_of

PLACE = {
    "id": "place",
    "kind": "choice",
    "label": "Where?",
    "options": [{"id": "street", "label": "Street"}, {"id": "shop", "label": "Shop"}],
}
WHICH = PLACE | {"id": "which", "many": True}
SOURCE = {"id": "source", "kind": "text", "label": "Who says so?"}
# Groups with fields: step, group; and the fields that no pack can do without.
ASKING = [
    ("welcome", "sorting"),
    ("context", "context"),
    ("strategy", "strategy"),
    ("kvi", "kvi"),
    ("kpi", "kpi"),
    ("links", "links"),
    ("review", "reviewer"),
    ("review", "reviews_given"),
    ("adjust", "revisions"),
    ("adjust", "decided"),
    ("closing", "closing"),
]
NEEDED = {"answer", "text", "polarity", "after"}
GIVEN = {
    "id",
    "card",
    "kpi",
    "kvi",
    "author",
    "about",
    "question",
    "strength",
    "polarity",
    "nature",
    "contexts",
    "reviewer",
    "before",
}
CHOSEN = {
    "place": st.sampled_from(["street", "shop"]),
    "which": st.sampled_from(["street", "street + shop"]),
    "source": st.none(),
}
LISTS = {"contexts": "id", "deck": "id", "questions": "id"}


def pack(lang="fr", **changes):
    """A copy of the kit's pack, with other values for what is in ``pack.toml``."""
    made = copy_of(Content.load(lang))
    made._topics["pack"] |= changes
    return made


def copy_of(content):
    """The same pack, of which forms, steps and tables can be changed."""
    made = copy(content)
    made._topics = {
        topic: deepcopy(words) if topic in {"pack", *FORMS} else words for topic, words in content._topics.items()
    }
    made._columns, made._rows = content._columns, deepcopy(content._rows)
    return made


def group(content, step, name):
    return next(one for one in content._topics[step]["groups"] if one["id"] == name)


def add_field(content, step, name, field):
    group(content, step, name).setdefault("fields", []).append(deepcopy(field))


def drop_field(content, step, name, field):
    asked = group(content, step, name)
    asked["fields"] = [one for one in asked["fields"] if one["id"] != field]


def leave_out(content, *left):
    """Take forms out of ``pack.toml``."""
    forms = forms_of(content)
    for step in content._topics["pack"]["steps"]:
        step["forms"] = [form for form in forms[step["id"]] if form not in left]


@st.composite
def yesterday(draw):
    """A pack with fields of its own in some steps."""
    content = pack()
    for place in ASKING:
        for field in (SOURCE, PLACE, WHICH):
            if draw(st.integers(0, 3)) == 0:
                add_field(content, *place, field)
    return content


@st.composite
def overnight(draw, before):
    """The same pack after a teacher's evening, perhaps in another language."""
    content = copy_of(before)
    if draw(st.booleans()):
        other = pack("en")
        other._topics["pack"]["steps"] = content._topics["pack"]["steps"]
        content = other
    for step, name in ASKING:
        asked = group(content, step, name)
        asked["fields"] = [
            changed_field(draw, field)
            for field in asked.get("fields", [])
            if field["id"] in NEEDED or draw(st.integers(0, 4))
        ]
    for name in LISTS:
        rows = content._rows[name]
        content._rows[name] = [row for row in rows[:6] if draw(st.integers(0, 3))] + rows[6:]
    for row in content._rows["questions"]:
        row["question"] += " (reworded)"
    for name in ("kvi", "kpi"):
        group(content, name, name).update(at_most=1, at_least=1, shown=1)
    leave_out(content, *draw(st.lists(st.sampled_from(FORMS), max_size=3)))
    return content


def changed_field(draw, field):
    """The field as it was, or with other options, as a text in place of a choice, as a choice in place of a text."""
    if field["id"] not in {"place", "which", "source"} or draw(st.booleans()):
        return field
    options = [{"id": "street", "label": "Street"}, {"id": "net", "label": "Net"}]
    return draw(
        st.sampled_from(
            [
                field | {"options": options},
                {**SOURCE, "id": field["id"]},
                {**PLACE, "id": field["id"], "options": options},
            ]
        )
    )


@st.composite
def answers(draw, content):
    """Answers that forms of this pack may hold, each text told from all others; by table."""
    number = count(1)
    names = {table: [f"{table}-{place}" for place in range(1, draw(st.integers(0, 3)) + 1)] for table in ("kvi", "kpi")}
    about = [*names["kvi"], *names["kpi"], "strategy-1"]
    questions, cards = ([row["id"] for row in content.rows(name)] for name in ("questions", "deck"))
    reviewed = [(about_, question) for about_ in ("kvi-1", "kpi-1", "whole") for question in questions]
    rows = {
        "sorting": [
            {"card": card, "answer": "kvi"}
            for card in draw(st.lists(st.sampled_from(cards[:6]), unique=True, max_size=3))
        ],
        "context": [{"id": "context-1", "contexts": draw(st.sampled_from(["", "shop", "desk + portal"]))}],
        "strategy": [{"id": "strategy-1"}],
        "kvi": [{"id": name, "nature": draw(st.sampled_from(["", "quantitative"]))} for name in names["kvi"]],
        "kpi": [{"id": name} for name in names["kpi"]],
        "links": [
            {"kpi": kpi, "kvi": kvi, "polarity": "+", "strength": 2} for kpi in names["kpi"] for kvi in names["kvi"]
        ],
        "reviews": [
            {"id": f"me-{name}-{question}-tom", "about": name, "question": question}
            for name, question in reviewed
            if name in {*about, "whole"}
        ],
        "reviews_given": [
            {
                "id": f"partner-{name}-{question}",
                "author": "partner",
                "about": name,
                "question": question,
                "reviewer": "Zoé",
            }
            for name, question in reviewed
            if draw(st.booleans())
        ],
        "revisions": [{"id": f"revision-{name}", "about": name} for name in about if draw(st.booleans())],
        "decided": [{"id": "decided-1"}],
        "closing": [{"id": "closing-1"}],
        "cards": [{"id": name, "answer": "both"} for name in [*names["kvi"], *names["kpi"]]],
        "predictions": [{"id": "portal-kvi", "shown": draw(st.sampled_from(["", "answered", "skipped"]))}],
    }
    add_answers(draw, content, rows, number)
    texts = {row["id"]: row["text"] for table in ("strategy", "kvi", "kpi") for row in rows[table]}
    for row in rows["revisions"]:
        row |= {"before": f"w{next(number)}", "after": texts[row["about"]]}
    return rows


def add_answers(draw, content, rows, number):
    """Fill the kit's own columns, and those that a teacher has added."""
    for table in TABLES:
        for row in rows[table]:
            blank = [column for column in columns(table) if column not in {*GIVEN, *row, "after"}]
            row |= {
                column: f"w{next(number)}" for column in blank if column in {"text", "answer"} or draw(st.booleans())
            }
    for step, name in ASKING:
        for field in group(content, step, name).get("fields", []):
            if field["id"] in CHOSEN:
                table = {"reviewer": "reviews_given"}.get(name, name)
                one = draw(CHOSEN[field["id"]]) or f"w{next(number)}"
                # What is said about a reviewer is the same in all rows.
                for row in rows[table]:
                    if name == "reviewer" or draw(st.booleans()):
                        row[field["id"]] = one


def named(table, rows):
    """Rows by their names."""
    return {tuple(row.get(part, "") for part in key(table)): row for row in rows}
