"""What is odd about a text of a content pack: marks that will be shown as they stand, gaps nobody fills."""

import re
from collections.abc import Collection, Iterator

from kvi_widgets.words.pack_findings import nearest
from kvi_widgets.words.sentences import GAP, gaps

LONGEST_PACK_TEXT = 600  # letters; more than a screen of a phone
TAGS = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>|&(?:[a-zA-Z]{2,8}|#\d+);")
MARKDOWN = re.compile(r"\*\*[^*\n]+\*\*|\[[^\]\n]+\]\([^)\n]+\)")
# Text in UTF-8 that was once read as Windows-1252: é has become Ã©, ’ has become â€™.
MISREAD_TEXT = re.compile("Ã[\u0080-\u00bf©¨ª«»®´¢§]|â€[™œ“”¦\u009d]|Â[\u00a0«»°·]")
BRACES = re.compile(r"\{+[^{}]{0,30}\}*|\}+")
FORMULA = re.compile(r"[=@\t]|[+-][\w(]")  # what a spreadsheet computes instead of showing it
BROKEN_CELL = re.compile(
    r"#{3,}|#(?:REF!|N/A|NAME\?|NOM\s?\?|VALUE!|VALEUR\s?!|DIV/0\s?!|NULL?\s?!|NUM!|NOMBRE\s?!)"
    r"|\d(?:[.,]\d+)?E\+\d+"
)


def oddities(text: str) -> Iterator[tuple[str, str]]:
    """Kinds of findings about a text, with the place in it.

    >>> list(oddities("<b>Read</b> this"))
    [('html', '<b>')]
    """
    for kind, pattern in (("html", TAGS), ("markdown", MARKDOWN), ("misread", MISREAD_TEXT)):
        found = pattern.search(text)
        if found:
            yield kind, found[0]
    if len(text) > LONGEST_PACK_TEXT:
        yield "long_text", str(len(text))


def cell_oddities(text: str) -> Iterator[tuple[str, str]]:
    """Kinds of findings about a cell of a table.

    >>> list(cell_oddities("=1+1")), list(cell_oddities("#REF!"))
    ([('formula', '=1+1')], [('broken_cell', '#REF!')])
    """
    yield from oddities(text)
    if FORMULA.match(text):
        yield "formula", text
    if BROKEN_CELL.fullmatch(text.strip()):
        yield "broken_cell", text
    gap = GAP.search(text)
    if gap and gaps(text):
        yield "gap_unknown", gap[0]


def gap_oddities(text: str, filled: Collection[str], needed: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Kinds of findings about the gaps of a sentence: kind, what was found, what it looks like.

    Parameters
    ----------
    text
        The sentence.
    filled
        Names of the gaps that the kit fills here.
    needed
        Those that the kit's own sentences have in every language.

    Examples
    --------
    >>> list(gap_oddities("{cuont} to go", {"count"}, {"count"}))
    [('gap_unknown', '{cuont}', '{count}')]
    >>> list(gap_oddities("Some to go", {"count"}, {"count"}))
    [('gap_lost', '{count}', '')]
    """
    there = gaps(text)
    lost = [name for name in needed if name not in there]
    for name in sorted(there - set(filled)):
        meant = nearest(name, filled) or (lost[0] if len(lost) == 1 else "")
        lost = [gap for gap in lost if gap != meant]
        yield "gap_unknown", f"{{{name}}}", f"{{{meant}}}" if meant else ""
    for brace in (mark for mark in BRACES.findall(text) if not GAP.fullmatch(mark)):
        word = re.search(r"\w+", brace)
        meant = nearest(word[0], filled) if word else ""
        lost = [gap for gap in lost if gap != meant]
        yield "stray_brace", brace, f"{{{meant}}}" if meant else ""
    for name in lost:
        yield "gap_lost", f"{{{name}}}", ""
