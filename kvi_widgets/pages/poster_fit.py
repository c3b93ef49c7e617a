"""What goes on a poster and how large, so that it fits on one sheet: measured, not tried out.

Lengths are millimetres of A4. A3 has the same shape and is 1.41 times as broad, so that the same
design only grows, and letters may be smaller in it.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kvi_widgets.pictures.map_text import BOLD, LETTER, wrap

PAPERS = {"A4": 0.998, "A3": 1.411}  # a hair less than the sheet: no browser starts a second one
LONG_SIDE, SHORT_SIDE, SHEET_MARGIN, SHEET_GAP = 297, 210, 10, 4
SMALLEST = 1.76  # letters in print, 5 points
WELL = 2.65  # from here on, 7.5 points, a poster is read with ease
UPRIGHT = 0.9  # a map is read from left to right, so a portrait has to be better by so much
SIZES = (4.2, 4.0, 3.8, 3.6, 3.4, 3.2, 3.0, 2.8, 2.6, 2.4, 2.2, 2.0, 1.8, 1.6, 1.4, 1.3)  # of letters in the lists
MAP_WIDTHS = (600, 700, 900, 1100, 1400)
LINE = 1.35
SIDE = 0.33  # share of the sheet that lists take beside the map
TITLE, AIM, FOOT = 7.5, 5.0, 2.6

MapSizes = Mapping[int, tuple[float, float]]  # by width of a drawing: its height and its letters


class Cut(NamedTuple):
    """What of the answers is shown."""

    letters: int  # at most in one text
    repeat: bool  # texts also in the lists, not on the map alone
    evidence: bool  # how to see each indicator
    most: int  # of KVI as of KPI
    enough: float  # letters this large will do, else the next cut is tried


# First what the map says anyway goes, then letters get smaller, then long texts are cut short.
CUTS = (
    Cut(300, repeat=True, evidence=True, most=99, enough=WELL),
    Cut(300, repeat=False, evidence=True, most=99, enough=SMALLEST),
    *(Cut(letters, repeat=False, evidence=True, most=99, enough=SMALLEST) for letters in (160, 90)),
    *(Cut(90, repeat=False, evidence=False, most=most, enough=SMALLEST) for most in (99, 24, 16, 10, 6)),
)


class Fit(NamedTuple):
    """How the sheet is laid out; the best is the one whose smallest letters are largest."""

    smallest: float
    letters: float  # of the lists
    landscape: bool
    side: bool  # lists beside the map, not below
    map_width: int

    @property
    def direction(self) -> str:
        """Direction of the sheet, as a style sheet calls it."""
        return "landscape" if self.landscape else "portrait"


def best_fit(head: list[str], lists: list[list[str]], foot: str, map_sizes: MapSizes) -> Fit:
    """Layout in which these texts and this map are largest.

    Parameters
    ----------
    head
        Title, strategy and a line about people.
    lists
        Lines of text of the two lists, KVI and KPI.
    foot
        Line at the foot.
    map_sizes
        By width of the map's drawing: its height and its letters, in its own pixels.

    Examples
    --------
    >>> fit = best_fit(["A title", "An aim", ""], [["KVI 1"], ["KPI 1"]], "", {900: (340, 13)})
    >>> fit.landscape, fit.side, fit.letters
    (True, False, 4.2)
    """
    fits = _possible_fits(head, lists, foot, map_sizes)
    return max(fits, key=lambda fit: (fit.smallest * (1 if fit.landscape else UPRIGHT), fit))


def _possible_fits(head: list[str], lists: list[list[str]], foot: str, map_sizes: MapSizes) -> Iterator[Fit]:
    for landscape in (True, False):
        width, height = (LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)
        width, height = width - 2 * SHEET_MARGIN, height - 2 * SHEET_MARGIN
        room = height - _head_height(head, width) - _list_height([foot], width, FOOT) - 3 * SHEET_GAP
        for side in (True, False):
            for letters in SIZES:
                across, down = (width * SIDE, room) if side else ((width - SHEET_GAP) / 2, room)
                heights = [_list_height(lines, across, letters) for lines in lists]
                taken = sum(heights) + SHEET_GAP if side else max(heights)
                space = (width * (1 - SIDE) - SHEET_GAP, room) if side else (width, room - taken)
                if taken <= down:
                    for map_width, (map_height, map_letters) in map_sizes.items():
                        drawn = map_letters * min(space[0] / map_width, space[1] / map_height)
                        yield Fit(min(drawn, letters), letters, landscape, side, map_width)
    yield Fit(0, SIZES[-1], landscape=False, side=False, map_width=max(map_sizes))  # nothing fits


def _head_height(head: list[str], width: float) -> float:
    title, aim, people = head
    return (
        _list_height([title], width, TITLE)
        + _list_height([aim], width - SHEET_GAP, AIM)
        + _list_height([people], width, FOOT + 1)
    )


def _list_height(lines: list[str], width: float, letters: float) -> float:
    """Height of a heading and its lines, of one line when there is no more."""
    count = sum(len(wrap(line, width / (LETTER * BOLD * letters))) for line in lines if line)
    return (count + (len(lines) > 1) + 0.4 * len(lines)) * LINE * letters


def shorten(text: str, most: int) -> str:
    """Text of at most so many letters, cut between two words.

    >>> shorten("Customers, old ones, reach it alone", 22)
    'Customers, old ones…'
    >>> shorten(" Alone ", 15)
    'Alone'
    """
    text = text.strip()
    if len(text) <= most:
        return text
    start = text[: most - 1]
    return f"{start.rsplit(' ', 1)[0].rstrip(' ,;:.') if ' ' in start else start}…"
