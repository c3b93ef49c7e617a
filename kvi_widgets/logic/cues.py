"""What the words of a sentence give away, as far as a machine can surely tell.

Cues are lists in the content pack, so that a teacher can extend them: ``"retard"`` is this word in all its
forms, ``"=aidés"`` in this one only, ``"erreur*"`` is any word that begins so, ``"temps d’attente"`` is these
words in a row, little words left out, and ``"ne … plus"`` lets up to three words stand between. Case and accents count for nothing.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

NEAR = 2  # words that may stand between a cue and the word that turns it round
MANY_LETTERS = 4  # by which a cue is found of which only the beginning is given; a shorter one by its first
MOST_BETWEEN = 3  # words that "…" stands for at most
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
CueSpan = tuple[int, int, str]  # first word, the one after the last, and the cue
Index = dict[str, list[tuple[list[str], str]]]  # parts of cues, and the cues, by what they begin with


class Word(NamedTuple):
    """A word as it was written, as it is compared, the stem that all its forms share, and where it stands."""

    text: str
    plain: str
    stem: str
    start: int
    end: int
    begins: tuple[str, ...] = ()  # how a cue begins of which only the beginning is given


@lru_cache(8192)  # the same cues are compared at every click
def folded_text(text: str) -> str:
    """Text without case and accents.

    >>> folded_text("Délai du BUREAU, cœur")
    'delai du bureau, coeur'
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(8192)
def stem_of(plain: str, stemmer: str) -> str:
    """Stem of a plain word; the word itself where there is no such stemmer.

    >>> stem_of("appels", "french"), stem_of("appeler", "french"), stem_of("calling", "english"), stem_of("calling", "klingon")
    ('appel', 'appel', 'call', 'calling')
    """
    import snowballstemmer  # noqa: PLC0415  at first use: the six steps open before anything is written

    # A new one for each word, because stemmers are not made for several threads; known words do not come here.
    return snowballstemmer.stemmer(stemmer).stemWord(plain) if stemmer in snowballstemmer.algorithms() else plain


@lru_cache(1024)
def _all_words(text: str, stemmer: str) -> tuple[Word, ...]:
    return tuple(
        Word(match[0], plain := folded_text(match[0]), stem_of(plain, stemmer), *match.span(), _begins(plain))
        for match in re.finditer(r"[^\W_]+", unicodedata.normalize("NFC", text))
    )


def _begins(plain: str) -> tuple[str, ...]:
    few = f"{plain[0]}*"
    return (few, f"{plain[:MANY_LETTERS]}*") if len(plain) >= MANY_LETTERS else (few,)


class Cues:
    """Lists of cues of a content pack, ready to be looked for.

    Parameters
    ----------
    lists
        Cues by the name of their list; in ``ignored`` stand the little words.
    stemmer
        Name of the stemmer that knows the forms of words, as `snowballstemmer` calls it.

    Examples
    --------
    >>> cues = Cues({"trouble": ["erreur*", "panne", "perd … temps"], "ignored": ["de", "du"]}, "french")
    >>> cues.found("Trois pannes qui perdent bien du temps", "trouble")
    ['pannes']
    >>> cues.found("On y perd toujours du temps", "trouble")
    ['perd toujours du temps']
    >>> [word.text for word in cues.words("Temps de l’Accueil")]
    ['Temps', 'l', 'Accueil']
    """

    def __init__(self, lists: Mapping[str, Collection[str]], stemmer: str = "") -> None:
        self.lists, self.stemmer = lists, stemmer
        self.ignored = frozenset(map(folded_text, lists.get("ignored", ())))
        self._known: dict[tuple[str, ...], Index] = {}

    def words(self, text: str) -> list[Word]:
        """Words of a text without the little ones."""
        return [word for word in _all_words(text, self.stemmer) if word.plain not in self.ignored]

    def spans(self, words: list[Word], *names: str) -> list[CueSpan]:
        """Where cues of these lists occur among words."""
        if names not in self._known:
            cues = tuple(cue for name in names for cue in self.lists.get(name, ()))
            self._known[names] = _index(cues, self.ignored, self.stemmer)
        return _spans(words, self._known[names])

    def spans_of(self, words: list[Word], cues: Iterable[str]) -> list[CueSpan]:
        """Where these cues occur among words."""
        return _spans(words, _index(tuple(cues), self.ignored, self.stemmer))

    def found(self, text: str, *names: str) -> list[str]:
        """Words of a text, as they were written, that fit cues of these lists."""
        words = self.words(text)
        return list(dict.fromkeys(quoted_words(text, words, span) for span in self.spans(words, *names)))


def quoted_words(text: str, words: list[Word], span: CueSpan) -> str:
    """Words of a span as they were written, little words between them included."""
    return unicodedata.normalize("NFC", text)[words[span[0]].start : words[span[1] - 1].end]


@lru_cache(256)
def _index(cues: tuple[str, ...], ignored: frozenset[str], stemmer: str) -> Index:
    """Cues by what they begin with: a stem; or, where only a beginning is given, its first letters and ``*``."""
    known: Index = {}
    for cue in dict.fromkeys(cues):
        written = re.findall(r"=?[^\W_]+\*?|…", unicodedata.normalize("NFC", cue))
        parts = [part for one in written if (part := one if one == "…" else folded_text(one)) not in ignored]
        stems = [part if part[0] == "=" or part[-1] in "*…" else stem_of(part, stemmer) for part in parts]
        if stems:
            first = stems[0]
            begin = f"{first[: MANY_LETTERS if len(first) > MANY_LETTERS else 1]}*"
            key = stem_of(first[1:], stemmer) if first[0] == "=" else begin if first[-1] == "*" else first
            known.setdefault(key, []).append((stems, cue))
    return known


def _spans(words: list[Word], known: Index) -> list[CueSpan]:
    found = []
    for start, word in enumerate(words):
        for begin in (word.stem, *word.begins):
            for parts, cue in known.get(begin, ()):
                end = _end_of(parts, words, start)
                if end:
                    found.append((start, end, cue))
    return sorted(found)


def _end_of(parts: list[str], words: list[Word], start: int) -> int:
    """Where a cue that starts here ends; 0 if it does not fit."""
    for place, part in enumerate(parts):
        if part == "…":
            rest = parts[place + 1 :]
            return next(filter(None, (_end_of(rest, words, start + skip) for skip in range(MOST_BETWEEN + 1))), 0)
        if start >= len(words) or not _fits(words[start], part):
            return 0
        start += 1
    return start


def _fits(word: Word, part: str) -> bool:
    if part[0] == "=":
        return word.plain == part[1:]
    return word.plain.startswith(part[:-1]) if part[-1] == "*" else word.stem == part


def bad_news(text: str, names: Iterable[str], cues: Cues, more: Iterable[str] = ()) -> dict[str, str]:
    """Words by which a rise of this indicator is bad news; empty when there is none.

    Parameters
    ----------
    text
        The indicator.
    names
        The lists of what counts as bad news.
    cues
        Those lists, and beside them ``eased_before`` and ``eased_after``, words that turn a cue round
        ("without", "avoided"), and ``harmless``, expressions in which a cue means something else.
    more
        Cues that count as bad news besides.

    Returns
    -------
    dict
        The words as written, and the cue that each fits.

    Examples
    --------
    >>> lists = {"calls": ["call*"], "eased_before": ["without"], "eased_after": ["avoided"], "ignored": ["of"]}
    >>> bad_news("Number of Calls", ["calls"], Cues(lists, "english"))
    {'Calls': 'call*'}
    >>> bad_news("They manage without any call", ["calls"], Cues(lists, "english"))
    {}
    """
    words = cues.words(text)
    found = sorted({*cues.spans(words, *names), *cues.spans_of(words, more)})
    return {quoted_words(text, words, span): span[2] for span in found if not _is_turned(span, words, cues)}


def _is_turned(span: CueSpan, words: list[Word], cues: Cues) -> bool:
    start, end, _ = span
    return (
        any(0 <= start - stop <= NEAR for _, stop, _ in cues.spans(words, "eased_before"))
        or any(0 <= begin - end <= NEAR for begin, _, _ in cues.spans(words, "eased_after"))
        or any(begin < end and start < stop for begin, stop, _ in cues.spans(words, "harmless"))
    )


def shared_words(first: str, second: str, cues: Cues) -> tuple[list[str], float]:
    """Words of the first text that the other has as well, and their share of the shorter text.

    >>> shared_words("Happy customers", "The customer says she is happy", Cues({"ignored": ["the", "she", "is"]}, "english"))
    (['Happy', 'customers'], 1.0)
    """
    mine, theirs = ({word.stem: word for word in cues.words(text)} for text in (first, second))
    common = [word.text for stem, word in mine.items() if stem in theirs]
    return common, len(common) / max(1, min(len(mine), len(theirs)))
