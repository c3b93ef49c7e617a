"""What somebody opens, wherever they open it: whose it is, and what to ask before anything happens."""

from typing import TYPE_CHECKING, NamedTuple

from kvi_widgets.logic.feedback import with_feedback
from kvi_widgets.logic.recovery import own_file_changes
from kvi_widgets.model.data_package import AnswerFileError, parse, tables_of
from kvi_widgets.model.shapes import Package, Rows
from kvi_widgets.model.starter import begun, is_starter

if TYPE_CHECKING:
    from kvi_widgets.model.workshop import Workshop

OWN_PLACE, PARTNER_PLACE, FEEDBACK_PLACE = "own", "partner", "feedback"  # groups of forms that take files
LISTED = {"file", "another", "starter", "starter_again"}  # offers that say what would change


class OpenedFile(NamedTuple):
    """What to ask about a file (see `offer_for`), what would be taken, what it would change, who signs it."""

    kind: str
    package: Package
    changes: Rows
    name: str


def opened(workshop: "Workshop", content: str, place: str) -> OpenedFile:
    """What to ask about the content of a file that is opened in a place.

    Parameters
    ----------
    workshop
        Whoever opens the file.
    content
        Text of the file.
    place
        Group of the form: ``"own"``, ``"feedback"``, all else is a partner's.

    Raises
    ------
    AnswerFileError
        It is no answer file, one's own answers where somebody else's belong, or feedback for somebody else.
    """
    package = parse(content)
    kind, name = offer_for(workshop, package, place), ""
    if kind == "feedback":
        with_feedback(workshop, content)  # for somebody else, it says so at once
        name = next((row["reviewer"] for row in tables_of(package)[0]["reviews"] if row["reviewer"].strip()), "")
    package = workshop.in_own_ids(begun(package) if is_starter(package) else package)
    return OpenedFile(kind, package, own_file_changes(workshop, package) if kind in LISTED else [], name)


def offer_for(workshop: "Workshop", package: Package, place: str) -> str:
    """Name of what to ask about a package that was opened in this place; blank where it is what belongs there.

    ``starter``, ``starter_again``: begin with it? ``feedback``: read it as that? ``file``: take it as one's own?
    ``another``: the same, where that would replace one's answers. ``partner``: it is no feedback, but a partner's
    work? ``same``: under one's own id, a partner's or a later state of one's own?

    Raises
    ------
    AnswerFileError
        One's own answers, just as they are, where somebody else's belong.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> own = Workshop(Content.load("en"))
    >>> [offer_for(own, own.example("shop").package(), place) for place in (OWN_PLACE, PARTNER_PLACE, FEEDBACK_PLACE)]
    ['file', '', 'partner']
    """
    about = package["kvi"]
    if about.get("feedback"):
        return "" if place == FEEDBACK_PLACE else "feedback"
    if is_starter(package):
        is_again = workshop.began_with is not None and workshop.began_with.workshop == about.get("workshop")
        return "starter_again" if is_again else "starter"
    is_mine = about.get("workshop") == workshop.id
    if place == OWN_PLACE:
        return "file" if is_mine or not workshop.has_answers else "another"
    if is_mine and tables_of(package)[0] == workshop.rows:
        raise AnswerFileError("own_file")
    return "same" if is_mine else "partner" if place == FEEDBACK_PLACE else ""
