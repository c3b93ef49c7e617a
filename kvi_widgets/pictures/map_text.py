"""How broad a text is and where its lines break, without asking a browser.

Each browser has fonts of its own, so letters are counted as broad as in the broadest that is
common (DejaVu Sans): in any other a line ends a little earlier, and none ever leaves its box.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

NARROW = 700
# Share of the font size that an ordinary letter takes, and by how much bold letters are broader.
LETTER, BOLD = 0.64, 1.15
LONGEST_WRAPPED = 2000  # letters of one text in the picture; its twin in words has them all
FIRST_EMOJI = 0x1F000
JOINER = "\u200d"
SLIM, THIN = set("ijlI|.,:;'’‘ \u00a0\u202f"), set("frtJ!()[]-\u2010\u2011/\\")
ORDINARY, BROAD = set('«»“”–€$£?*_•`"{}ß°ø§ð'), set("mwM@W%Æ&æ©®")


def font_size(width: int) -> int:
    """Font size for a map of this width."""
    return 13 if width >= NARROW else 12


def line_height(width: int) -> float:
    """Height of a line of text: 1.3 em, as Plotly sets it."""
    return 1.3 * font_size(width)


def wrap(text: str, room: float) -> list[str]:
    """Lines of a text, each at most `room` letters broad.

    >>> wrap("a long_unbreakable word", 8)
    ['a', 'long_unb', 'reakable', 'word']
    """
    text = str(text).strip()
    text = text if len(text) <= LONGEST_WRAPPED else f"{text[:LONGEST_WRAPPED]}…"
    lines, taken = [""], 0.0
    # Not str.split(): it would also part « and » from their words at the non-breaking space.
    for word in re.split(r"[ \t\r\n]+", text):
        for piece in _pieces(word, room):
            more = breadth(piece) + (breadth(" ") if lines[-1] else 0.0)
            if taken + more <= room:
                lines[-1] = f"{lines[-1]} {piece}".strip(" ")
                taken += more
            else:
                lines.append(piece)
                taken = breadth(piece)
    return [line for line in lines if line]


def _pieces(word: str, room: float) -> Iterator[str]:
    if breadth(word) <= room:
        yield word
        return
    piece, taken = "", 0.0
    for char in word:
        if piece and taken + _char_breadth(char) > room and not _belongs(piece, char):
            yield piece
            piece, taken = "", 0.0
        piece += char
        taken += _char_breadth(char)
    yield piece


def _belongs(piece: str, char: str) -> bool:
    # Accents and the parts of one emoji (a family, a skin tone) are not torn apart.
    return not breadth(char) or piece.endswith(JOINER) or unicodedata.category(char) == "Sk"


@lru_cache(maxsize=10_000)  # words come again and again, at every size that a poster tries
def breadth(text: str) -> float:
    """Breadth of a text in ordinary letters; an emoji counts double.

    >>> breadth("abc"), breadth("🙂")
    (3.0, 2.0)
    """
    return sum(map(_char_breadth, text), 0.0)


@cache
def _char_breadth(char: str) -> float:
    category = unicodedata.category(char)
    if category in ("Cf", "Mn", "Me"):
        return 0.0
    if (
        ord(char) >= FIRST_EMOJI
        or (category == "So" and char not in BROAD)
        or unicodedata.east_asian_width(char) in "WF"
    ):
        return 2.0
    letter = unicodedata.normalize("NFD", char)[0]
    if letter in SLIM:
        return 0.53
    if letter in THIN:
        return 0.66
    if letter in BROAD or (letter not in ORDINARY and not (letter.isascii() and letter.isalnum())):
        return 1.75
    return 1.24 if letter.isupper() else 1.0
