"""A top-level name means one thing in the whole kit, and says which."""

import ast
from collections import defaultdict

import pytest

from .sources import MODULES

# Words that say nothing of what they name; the field has better ones.
VAGUE = {"told", "shown", "given", "kept", "heard", "said", "deaf", "settle", "some", "one", "other"}


def targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    """Names that an assignment gives, also several at once."""
    parts = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [name.id for part in parts for name in ast.walk(part) if isinstance(name, ast.Name)]


def top_level_names(source: str) -> dict[str, int]:
    """Names that a module defines, each with its line."""
    names = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names[node.name] = node.lineno
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names |= dict.fromkeys(targets(node), node.lineno)
    return names


def defined_twice(sources: dict[str, str]) -> dict[str, list[str]]:
    """Public names that more than one of these modules defines, with all the places."""
    places = defaultdict(list)
    for path, source in sources.items():
        for name, line in top_level_names(source).items():
            places[name].append(f"{path}:{line}")
    return {name: found for name, found in places.items() if len(found) > 1 and not name.startswith("_")}


def test_no_public_name_is_defined_in_two_modules():
    assert defined_twice({str(path): path.read_text("utf-8") for path in MODULES}) == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_module_names_a_thing_by_a_vague_word(path):
    names = top_level_names(path.read_text("utf-8"))
    assert {name: line for name, line in names.items() if name.lower().strip("_") in VAGUE} == {}


def test_the_rule_for_names_bites():
    sources = {"a.py": "def told(): pass\nLOW, HIGH = 1, 2\n_own = 1", "b.py": "HIGH: int = 3\n_own = 2"}
    assert defined_twice(sources) == {"HIGH": ["a.py:2", "b.py:1"]}
    assert "told" in top_level_names(sources["a.py"])
