"""What the words of a sentence give away, as far as a machine can surely tell.

Cues are lists in the content pack, so that a teacher can extend them: ``"erreur*"`` is any word
that begins so, ``"retard"`` is this word or its plural, ``"temps d’attente"`` is these words in a
row, little words left out. Case and accents count for nothing.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

NEAR = 2  # words that may stand between a cue and the word that turns it round
ALIKE = 0.6  # share of the longer word that two words of one family begin with
SHORTEST = 4  # letters that they share at least
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


class Word(NamedTuple):
    """A word as it was written, and as it is compared."""

    text: str
    plain: str


@lru_cache(8192)  # the same cues are compared at every click
def folded_text(text: str) -> str:
    """Text without case and accents.

    >>> folded_text("Délai du BUREAU, cœur")
    'delai du bureau, coeur'
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words_of(text: str, ignored: Collection[str] = ()) -> list[Word]:
    """Words of a text in order; those whose plain form is ignored are left out.

    >>> [word.text for word in words_of("Temps d’attente à l’Accueil", {"d", "a", "l"})]
    ['Temps', 'attente', 'Accueil']
    """
    written = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))
    return [Word(word, folded_text(word)) for word in written if folded_text(word) not in ignored]


def same_stem(first: str, second: str) -> bool:
    """Whether two plain words seem to be of one family: a crude stemming, by how they begin.

    >>> same_stem("appels", "appeler"), same_stem("agee", "ages"), same_stem("compte", "comprendre")
    (True, True, False)
    """
    first, second = (word.rstrip("esx") or word for word in (first, second))
    if first == second:
        return True
    common = next(
        (place for place, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    return common >= max(SHORTEST, ALIKE * max(len(first), len(second)))


def cue_spans(words: list[Word], cues: Iterable[str], ignored: Collection[str] = ()) -> list[tuple[int, int, str]]:
    """Where cues occur among words: start, end, and the cue.

    >>> cue_spans(words_of("Trois erreurs"), ["erreur*", "panne"])
    [(1, 2, 'erreur*')]
    """
    # By first letter: for a text of a thousand words, most cues would ask each word in vain.
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(word.plain[:1], []).append(place)
    found = []
    for cue in cues:
        parts = [part for part in _parts(cue) if part not in ignored]
        for start in places.get(parts[0][0], ()) if parts else ():
            end = start + len(parts)
            if end <= len(words) and all(
                _matches_part(word.plain, part) for word, part in zip(words[start:end], parts, strict=True)
            ):
                found.append((start, end, cue))
    return sorted(found)


def bad_news(text: str, cues: Iterable[str], turns: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Words by which a rise of this indicator is bad news; empty when there is none.

    Parameters
    ----------
    text
        The indicator.
    cues
        What counts as bad news.
    turns
        Lists ``ignored`` (plain words); ``eased_before`` and ``eased_after``, words that turn a cue round
        ("without", "avoided"); ``harmless``, expressions in which a cue means something else.

    Returns
    -------
    dict
        The words as written, and the cue that each fits.

    Examples
    --------
    >>> turns = {"ignored": ["of"], "eased_before": ["without"], "eased_after": ["avoided"], "harmless": []}
    >>> bad_news("Number of Calls", ["call*"], turns)
    {'Calls': 'call*'}
    >>> bad_news("They manage without any call", ["call*"], turns)
    {}
    """
    ignored = turns["ignored"]
    words = words_of(text, ignored)
    before, after, harmless = (
        cue_spans(words, turns[name], ignored) for name in ("eased_before", "eased_after", "harmless")
    )
    found = {}
    for start, end, cue in cue_spans(words, cues, ignored):
        turned = any(0 <= start - stop <= NEAR for _, stop, _ in before)
        turned |= any(0 <= begin - end <= NEAR for begin, _, _ in after)
        turned |= any(begin < end and start < stop for begin, stop, _ in harmless)
        if not turned:
            found[" ".join(word.text for word in words[start:end])] = cue
    return found


def shared_words(first: str, second: str, ignored: Collection[str] = ()) -> tuple[list[str], float]:
    """Words of the first text that the other has as well, and their share of the shorter text.

    >>> shared_words("Happy customers", "Customers say they are happy", {"they", "are"})
    (['Happy', 'customers'], 1.0)
    """
    mine, theirs = (list({word.plain: word for word in words_of(text, ignored)}.values()) for text in (first, second))
    common = [word.text for word in mine if any(same_stem(word.plain, their.plain) for their in theirs)]
    return common, len(common) / max(1, min(len(mine), len(theirs)))


@lru_cache(8192)
def _parts(cue: str) -> list[str]:
    return re.findall(r"[^\W_]+\*?", folded_text(cue))


def _matches_part(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word in {part, f"{part}s", f"{part}x"}
