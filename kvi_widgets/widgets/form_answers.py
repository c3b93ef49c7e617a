"""What a form changes in a workshop: here its value and what lay elsewhere become answers."""

from kvi_widgets.logic.form_binding import stored_tables
from kvi_widgets.logic.recovery import reviews_in, taken_up
from kvi_widgets.model.shapes import Rows, Tables
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.words.form_schema import ASKING


def store(workshop: Workshop, step: str, rows: Tables) -> None:
    """Write a form's value into the workshop's tables, as `stored_tables` makes them; raises as `update_all` does.

    >>> from kvi_widgets.words.content import Content
    >>> workshop = Workshop(Content.load("fr"))
    >>> store(workshop, "kvi", {"kvi": [{"id": "kvi-1", "text": "Ils osent demander"}]})
    >>> workshop.kvi["text"].tolist()
    ['Ils osent demander']
    """
    workshop.update_all(stored_tables(workshop, step, rows))


def take_up(workshop: Workshop, copies: Rows) -> None:
    """Make the answers of these copies one's own, in the order of the workshop.

    Raises
    ------
    OSError
        The file cannot be written yet; all answers are held in memory.

    Examples
    --------
    >>> from kvi_widgets.words.content import Content
    >>> workshop = Workshop(Content.load("fr"))
    >>> copy = {"step": "strategy", "workshop": "lost", "value": {"strategy": [{"id": "strategy-1", "text": "Oser"}]}}
    >>> take_up(workshop, [copy])
    >>> workshop.id, workshop.strategy["text"].tolist()
    ('lost', ['Oser'])
    """
    steps = taken_up(workshop, copies)
    workshop.continue_as(next((copy.get("workshop") for copy in copies if isinstance(copy, dict)), None))
    late = None
    for step in ASKING:
        try:
            if step == "review" and not workshop.partner.has_answers:
                workshop.update("reviews_given", [*workshop.rows_of("reviews_given"), *reviews_in(copies)])
            elif step in steps:
                store(workshop, step, steps[step])
        except OSError as error:  # a full disk: all the same, the other steps are held from now on, too
            late = error
    if late is not None:
        raise late
