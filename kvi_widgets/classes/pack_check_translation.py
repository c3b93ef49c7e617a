"""What a content pack still says in another language of the kit: what is left to translate."""

import re
from collections.abc import Iterator
from functools import cache

from kvi_widgets.words.pack_findings import Finding
from kvi_widgets.words.pack_words import kit_words, languages
from kvi_widgets.words.shapes import KeyPath, Texts

FEW_WORDS = 3  # shorter texts may well be the same in two languages: KVI, OK, a name
WORD = re.compile(r"\{\w*\}|([^\W\d_]+)")  # what stands between braces is filled in: no word of a language


def untranslated(topic: str, words: Texts, said: str) -> Iterator[Finding]:
    """Say how many texts of a topic are still, word for word, those of a kit's pack in another language.

    Parameters
    ----------
    topic
        Name of the topic, such as ``"kvi"``.
    words
        What its file holds.
    said
        Language of the pack.

    Examples
    --------
    >>> [(one.found, one.expected) for one in untranslated("what_if", kit_words("what_if", "en"), "es")]
    [('15/15', 'en')]
    """
    own = dict(_texts_by_path(words))
    for language in languages():
        theirs = _kit_texts(topic, language)
        same = [text for text in own.values() if text in theirs]
        if language != said and same:
            yield Finding("not_translated", f"{topic}.toml", found=f"{len(same)}/{len(own)}", expected=language)


@cache
def _kit_texts(topic: str, language: str) -> set[str]:
    return {text for _, text in _texts_by_path(kit_words(topic, language))}


def _texts_by_path(value: object, way: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    # Each sentence with the way to it; identifiers and single words are no sentences.
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from _texts_by_path(part, (*way, key))
    if isinstance(value, str) and len(list(filter(None, WORD.findall(value)))) >= FEW_WORDS:
        yield way, value
