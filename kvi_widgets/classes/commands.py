"""What the command line says, and in which language; what it refuses to do."""

import locale
import os
from pathlib import Path

from kvi_widgets.words.content import languages, pack_language
from kvi_widgets.words.pack_words import kit_words
from kvi_widgets.words.shapes import Section


class RefusedError(Exception):
    """A command was not carried out, and nothing was changed.

    Attributes
    ----------
    reason
        Name of the sentence under ``[refusals]`` in ``commands.toml``.
    details
        What fills the gaps of that sentence.
    """

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason, details)
        self.reason, self.details = reason, details


def command_words(lang: str) -> Section:
    """Content of ``commands.toml`` in one of the kit's languages.

    >>> sorted(command_words("fr")) == sorted(command_words("en"))
    True
    """
    return kit_words("commands", lang)


def command_language(asked: str | None = None, folder: Path | None = None) -> str:
    """Language to talk in: the one asked for, else the class's or pack's, else the computer's.

    >>> from kvi_widgets.words.content import DATA
    >>> command_language("fr"), command_language(folder=DATA / "en")
    ('fr', 'en')
    """
    packs = [folder / "pack", folder] if folder else []
    said = [pack_language(pack) for pack in packs if (pack / "pack.toml").is_file()]
    wanted = [asked or "", *said, locale_language(), "en"]
    return next((lang for lang in wanted if lang in languages()), languages()[0])


def locale_language() -> str:
    """First two letters of the computer's language, blank where it has none.

    Windows says ``French_France`` where others say ``fr_FR.UTF-8``.
    """
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return (said or locale.getlocale()[0] or "")[:2].lower()
