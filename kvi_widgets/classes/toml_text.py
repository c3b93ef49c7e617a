"""Write words as a TOML file, which the standard library only reads."""

import json
from collections.abc import Iterator

from kvi_widgets.words.shapes import Section


def toml_text(words: Section) -> str:
    r"""Words as the text of a file.

    >>> print(toml_text({"title": "Ours", "groups": [{"id": "kvi", "at_most": 4}]}), end="")
    title = "Ours"
    <BLANKLINE>
    [[groups]]
    id = "kvi"
    at_most = 4
    """
    return "\n".join(_lines(words, "")).strip("\n") + "\n"


def _lines(words: Section, place: str) -> Iterator[str]:
    # What stands below no heading of its own comes first: TOML would give it to the heading above.
    sections = {key: value for key, value in words.items() if isinstance(value, dict) or _is_sections(value)}
    yield from (f"{_key(key)} = {_value(value)}" for key, value in words.items() if key not in sections)
    for key, value in sections.items():
        name = f"{place}{_key(key)}"
        for one in value if isinstance(value, list) else [value]:
            yield from ("", f"[[{name}]]" if isinstance(value, list) else f"[{name}]")
            yield from _lines(one, f"{name}.")


def _is_sections(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _key(key: str) -> str:
    return key if key.replace("-", "_").isidentifier() and key.isascii() else json.dumps(key)


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
