"""Ask first, keep the answer, and only then show the example."""

from traitlets import Unicode

from kvi_widgets.logic.predictions import PARTNER, prediction_item, revealed, whose
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.widgets.base import repr_text
from kvi_widgets.widgets.form import FormWidget
from kvi_widgets.widgets.value_map import ValueMap
from kvi_widgets.words.content import ContentError
from kvi_widgets.words.shapes import Group


class Predict(FormWidget):
    """One question, and below it, once it was answered or skipped, what it is about. Fills ``workshop.predictions``.

    Parameters
    ----------
    workshop
        The answers that the question is kept with.
    question
        Its ``id`` in ``predictions.toml``.

    Raises
    ------
    ContentError
        There is no such question.
    AnswerFileError
        There is no such example as it is about.

    Examples
    --------
    >>> from kvi_widgets import Content, Predict, Workshop
    >>> workshop = Workshop(Content.load("en"))
    >>> bet = Predict(workshop, "portal-kpi")
    >>> "shown" in bet.groups[0]
    False
    >>> workshop.update("predictions", [{"id": "portal-kpi", "shown": "skipped"}])
    >>> bet.groups[0]["shown"]["rows"][0][1]
    'Click rate on “Download my statement”'
    """

    step = "predictions"
    is_brief = True
    _map: ValueMap | None = None  # none yet

    map = Unicode("").tag(sync=True)  # the model of the map that is shown

    def __init__(self, workshop: Workshop, question: str) -> None:
        self._group: Group = workshop.content.words(self.step)["groups"][0]
        items = {item["id"]: item for item in self._group["items"]}
        if question not in items:
            raise ContentError(workshop.content.messages["no_question"].format(name=question, names=", ".join(items)))
        self._asked = items[question]
        self._item = prediction_item(self._asked, workshop)
        if "example" in self._asked:
            whose(self._asked, workshop)  # better now than after the answer
        super().__init__(workshop)
        self.head = self.head | {"title": self._asked["question"]}  # each has a name of its own

    def form_groups(self) -> list[Group]:
        """The question; and what it is about only when the learner may see it."""
        if self._asked.get("example") == PARTNER:  # whose file may be open by now
            self._item = prediction_item(self._asked, self.workshop)
        group = self._group | {"items": [self._item]}
        rows = {row["id"]: row for row in self.workshop.rows_of("predictions")}
        if not self._item["shows"] or not rows.get(self._item["id"], {}).get("shown"):
            return [group]
        if self._asked["shows"] == "map" and not self._map:
            self._map = ValueMap(whose(self._asked, self.workshop))
            self.map = self._map.model_id
        return [group | {"shown": revealed(self._asked, self.workshop)}]

    def close(self) -> None:
        """Stop listening, and take the map along."""
        if self._map:
            self._map.close()
        super().close()

    def __repr__(self) -> str:
        return repr_text(self.workshop.content.words(self.step)["repr"], self._asked["question"])
