"""What the live maps have in common: the page says how much room it has, and the kernel answers with a figure."""

from typing import Any

from traitlets import Bool, Dict, Int

from kvi_widgets.pictures.live_drawing import with_drawing
from kvi_widgets.pictures.shapes import Figure
from kvi_widgets.widgets.trait_patches import PatchedWidget


class MapWidget(PatchedWidget):
    """Widget with a map: the page draws its figure with Plotly, or asks for a drawing of it."""

    figure = Dict().tag(sync=True)
    width = Int(0).tag(sync=True, echo_update=False)
    drawing = Bool(default_value=False).tag(sync=True, echo_update=False)  # the page has no Plotly and asks for one

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.observe(self._draw, names=["width", "theme", "drawing"])

    def _live_figure(self) -> Figure:
        raise NotImplementedError

    def _draw(self, _change: object = None) -> None:
        # The page says first how much room there is and how bright it is.
        if self.width and self.theme:
            figure = self._live_figure()
            self.figure = with_drawing(figure) if self.drawing else figure
            self.send_patch()
