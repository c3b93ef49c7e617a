"""The kernel's end of the conversation with a page: what is sent again is done once, and every message is answered."""

from collections.abc import Callable, Mapping
from typing import Any

import anywidget
from traitlets import Int


class ConversingWidget(anywidget.AnyWidget):
    """Widget whose page sends values of traits in numbered messages until they are answered.

    ``conversation.js`` is the other end. Every answer says how many updates the kernel has sent, so
    that the page finds out when one of them was lost, and asks for everything once more.

    Examples
    --------
    >>> from traitlets import Unicode
    >>> class Light(ConversingWidget):
    ...     colour = Unicode("red").tag(sync=True, echo_update=False)
    >>> light = Light()
    >>> light._handle_custom_msg({"page": "a", "number": 1, "state": {"colour": "green"}}, [])
    >>> light._handle_custom_msg({"page": "a", "number": 1, "state": {"colour": "late, and sent twice"}}, [])
    >>> light.colour
    'green'
    """

    updates = Int(0).tag(sync=True)  # sent so far
    _stop: Callable[[], None] | None = None  # listening to a workshop

    def __init__(self, **traits: Any) -> None:
        self._last_numbers: dict[str, int] = {}  # by page
        super().__init__(**traits)
        self.on_msg(self._answer)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the page says of the traits that are its own; what makes no sense is noted in the log.

        A trait is the page's own if it is not echoed: ``echo_update=False``.
        """
        own = {name: value for name, value in sync_data.items() if self.trait_metadata(name, "echo_update") is False}
        try:
            super().set_state(own)
        except Exception:
            self.log.exception("set_state")  # sent again, it would fail again

    @staticmethod
    def _trait_to_json(value: Any, _widget: object) -> Any:  # type: ignore[override]  # called by place, not by name
        """Plain text and plain data only: a host may tell by its exact type what to write (marimo does)."""
        return plain_data(value)

    def close(self) -> None:
        """Stop listening to the workshop."""
        if self._stop:
            self._stop()
        super().close()

    def _answer(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        page, number, state = str(content.get("page")), content.get("number"), content.get("state")
        if not isinstance(number, int):
            return
        if number > self._last_numbers.get(page, 0):
            self.set_state(state if isinstance(state, dict) else {})
            self._last_numbers[page] = number  # not after an interruption: then it is sent again
        if content.get("whole"):
            self.send_state()
        self.send({"page": page, "answered": number, "updates": self.updates})

    def _send(self, msg: dict[str, Any], buffers: Any = None) -> None:
        if msg.get("method") == "update":
            # Set as a trait, the count would be one more update.
            self._trait_values["updates"] = msg["state"]["updates"] = self.updates + 1
        super()._send(msg, buffers)


def plain_data(value: object) -> object:
    """The same with texts that are nothing but texts.

    >>> from kvi_widgets.words.sentences import Sentence
    >>> type(plain_data({"title": [Sentence("One of {all}")]})["title"][0])
    <class 'str'>
    """
    if isinstance(value, Mapping):
        return {plain_data(name): plain_data(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain_data(each) for each in value]
    return str(value) if isinstance(value, str) else value
