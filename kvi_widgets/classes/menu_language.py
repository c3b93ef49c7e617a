"""Menus of JupyterLab in the language of a class that is none of the kit's."""

import json
import locale
from pathlib import Path

from kvi_widgets.words.foreign_files import read_file, read_json
from kvi_widgets.words.pack_read import pack_language
from kvi_widgets.words.pack_words import languages

MENU_FILE = "pack/labconfig/default_setting_overrides.json"
TRANSLATION = "@jupyterlab/translation-extension:plugin"
MOST_SETTINGS = 100_000  # bytes


def menu_locale(language: str) -> str:
    """Name by which JupyterLab knows a language; blank for one that Python's list does not have.

    >>> menu_locale("es"), menu_locale("pt-BR"), menu_locale("xx")
    ('es_ES', 'pt_BR', '')
    """
    name = locale.normalize(language.replace("-", "_")).partition(".")[0]
    return name if "_" in name else ""


def menu_package(name: str) -> str:
    """Package on PyPI that holds the menus in a language.

    >>> menu_package("es_ES")
    'jupyterlab-language-pack-es-ES'
    """
    return f"jupyterlab-language-pack-{name.replace('_', '-')}"


def menu_settings(folder: Path) -> dict[str, bytes]:
    """Settings of a class that have to change so that its menus speak its language, by the name of the file."""
    language, path = pack_language(folder / "pack"), folder / MENU_FILE
    name = menu_locale(language)
    if language in languages() or not name or not path.is_file():
        return {}
    try:
        settings = read_json(read_file(path, MOST_SETTINGS))
        said = str(settings.get(TRANSLATION, {}).get("locale", ""))
    except (ValueError, AttributeError):  # damaged: `check` tells
        return {}
    if said.startswith(language[:2]):  # es_MX is the teacher's choice
        return {}
    return {MENU_FILE: (json.dumps(settings | {TRANSLATION: {"locale": name}}, indent=2) + "\n").encode()}
