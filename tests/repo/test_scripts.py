"""The scripts of a widget are joined into one scope: none may take a name that another has."""

import re
from collections import Counter

import pytest

from kvi_widgets.widgets.assets import script
from tests.repo.sources import PACKAGE

ENTRIES = sorted(
    {name for path in PACKAGE.rglob("*.py") for name in re.findall(r'\bScript\("(\w+\.js)"\)', path.read_text("utf-8"))}
)
# Biome keeps one name to a declaration, and indents what is not at the top.
NAMES = re.compile(r"^(?:export )?(?:async )?(?:function\*?|class|const|let|var) (\w+)", re.MULTILINE)


def defined_twice(source: str) -> list[str]:
    """Names that a module defines twice at its top."""
    return [name for name, times in Counter(NAMES.findall(source)).items() if times > 1]


@pytest.mark.parametrize("entry", ENTRIES)
def test_joined_scripts_define_each_name_once(entry):
    source = script(entry)
    assert defined_twice(source) == []
    assert len(NAMES.findall(source)) > len(re.findall("^import ", source, re.MULTILINE)) == 0


def test_every_widget_is_looked_at():
    assert {"form.js", "value_map.js", "ribbon.js"} <= set(ENTRIES)


@pytest.mark.parametrize(
    "second", ["const pause = 2;", "export function pause() {}", "class pause {}", "export async function pause() {}"]
)
def test_a_name_that_is_defined_twice_is_found(second):
    assert defined_twice(f"export const pause = 1;\n  const pause = 0;\n{second}\n") == ["pause"]
    assert defined_twice(f"function other() {{\n  {second}\n}}\n{second}\n") == []
