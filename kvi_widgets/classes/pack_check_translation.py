"""What a class still says in another language of the kit: what is left to translate, as ``words`` counts it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kvi_widgets.classes.class_texts import by_anywhere, class_trees, class_words, kit_places, untouched
from kvi_widgets.words.pack_findings import Finding
from kvi_widgets.words.pack_read import base_language, pack_language
from kvi_widgets.words.pack_words import languages


def untranslated(pack: Path, notebooks: Path) -> Iterator[Finding]:
    """Say how many texts of each file are still, word for word, those of the kit in another language.

    Parameters
    ----------
    pack, notebooks
        Folders of a class; notebooks need not be there.

    Examples
    --------
    >>> from kvi_widgets.words.content import DATA
    >>> list(untranslated(DATA / "en", DATA / "en" / "notebooks"))
    []
    """
    said = pack_language(pack)
    try:
        texts = class_words(class_trees(pack, notebooks))
    except (OSError, ValueError, LookupError, TypeError):  # a damaged file, which is told elsewhere
        return
    counts = Counter(one.file for one in texts.values())
    own = by_anywhere(kit_places(said)) if said in languages() else {}
    for language in sorted(languages(), key=lambda one: one != base_language(pack)):
        theirs = by_anywhere(kit_places(language)) if language != said else {}
        same = untouched(texts, {place: text for place, text in theirs.items() if own.get(place) != text})
        texts = {place: one for place, one in texts.items() if place not in same}  # one that all say alike counts once
        for file, count in Counter(one.file for one in same.values()).items():
            yield Finding(
                "not_translated", file.removeprefix("pack/"), found=f"{count}/{counts[file]}", expected=language
            )
