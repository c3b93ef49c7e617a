"""What a content pack says of the forms: which of them belong to the workshop, and what each asks."""

from typing import TYPE_CHECKING

from kvi_widgets.words.pack_steps import step_forms
from kvi_widgets.words.shapes import Field, Group, Head

if TYPE_CHECKING:
    from kvi_widgets.words.content import Content, Words

# The forms, in the order in which their answers build on each other.
FORMS = ("welcome", "context", "strategy", "kvi", "kpi", "links", "compare", "review", "adjust", "closing")
# The forms and the questions between them, which belong to no step: a notebook asks them where it likes.
ASKING = (*FORMS, "predictions", "cards", "again", "second")
HEAD_KEYS = ("title", "prompt", "example", "example_title", "hints", "complete")


def head(content: "Content", step: str) -> Head:
    """What stands above the groups of a form: no hints where ``pack.toml`` switches them off.

    >>> from kvi_widgets.words.content import Content
    >>> len(head(Content.load("fr"), "kvi")["hints"])
    3
    """
    words = content.words(step)
    keys = HEAD_KEYS if content.words("pack").get("hints", True) else [name for name in HEAD_KEYS if name != "hints"]
    return {name: words[name] for name in keys if name in words}


def group(content: "Content", step: str, name: str) -> "Words":
    """Words of one group of a form.

    >>> from kvi_widgets.words.content import Content
    >>> group(Content.load("fr"), "kpi", "kpi")["at_most"]
    3
    """
    return next(entry for entry in content.words(step)["groups"] if entry["id"] == name)


def fields(group: Group) -> list[Field]:
    """Fields of a group; a deck has one of its own before those that a teacher adds.

    >>> [field["id"] for field in fields({"field": {"id": "answer"}, "fields": [{"id": "why"}]})]
    ['answer', 'why']
    """
    return [*([group["field"]] if "field" in group else []), *group.get("fields", [])]


def answer_text(field: Field, value: object) -> str:
    """An answer as the learner sees it: of a choice the labels, else the text itself.

    >>> answer_text({"options": [{"id": "a", "label": "Apples"}, {"id": "b", "label": "Bread"}]}, "a + b + c")
    'Apples + Bread + c'
    """
    labels = {str(option.get("value", option["id"])): option["label"] for option in field.get("options", [])}
    return (
        " + ".join(labels.get(option_id, option_id) for option_id in str(value).split(" + ")) if labels else str(value)
    )


def forms_of(content: "Content") -> dict[str, list[str]]:
    """Forms that belong to the workshop, by the steps of ``pack.toml``; a name that is none is told by the check.

    >>> from kvi_widgets.words.content import Content
    >>> forms_of(Content.load("fr"))["rewording"]
    ['adjust', 'closing']
    """
    steps = content.words("pack")["steps"]
    return {step["id"]: [form for form in step_forms(step) if form in FORMS] for step in steps}


def step_title(content: "Content", form: str) -> str:
    """Title of the step that a form belongs to; of one that belongs to none, its own name.

    >>> from kvi_widgets.words.content import Content
    >>> step_title(Content.load("fr"), "adjust")
    'Retouches'
    """
    titles = {step["id"]: step["title"] for step in content.words("pack")["steps"]}
    return next((titles[step] for step, forms in forms_of(content).items() if form in forms), form)


def required_forms(content: "Content") -> list[str]:
    """Forms that the plan of ``pack.toml`` asks for; all of them where it names no plan that there is.

    >>> from kvi_widgets.words.content import Content
    >>> required_forms(Content.load("en")) == list(FORMS)
    True
    """
    pack = content.words("pack")
    return pack.get("plans", {}).get(pack.get("plan"), list(FORMS))


def optional_steps(content: "Content") -> set[str]:
    """Steps whose forms the plan does not ask for.

    >>> from kvi_widgets.words.content import Content
    >>> optional_steps(Content.load("en"))
    set()
    """
    required = required_forms(content)
    return {step for step, forms in forms_of(content).items() if forms and not set(forms) & set(required)}


def has_form(content: "Content", form: str) -> bool:
    """Whether a form belongs to the workshop, or was left out.

    >>> from kvi_widgets.words.content import Content
    >>> has_form(Content.load("fr"), "compare")
    True
    """
    return any(form in forms for forms in forms_of(content).values())
