"""Signatures say what they take and give: a bare `dict` tells a reader nothing, a shape does.

Shapes have their names in the files ``shapes.py`` of words, model and pictures.
"""

import ast
from collections.abc import Iterator

import pytest

from .sources import MODULES

CONTAINERS = {"dict", "list", "set", "tuple", "Mapping", "Sequence", "Iterable", "Iterator", "Callable"}


def annotations(source: str) -> Iterator[ast.expr]:
    """What the signatures of a file say of their arguments and results."""
    for node in ast.walk(ast.parse(source)):
        annotation = node.returns if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else None
        annotation = node.annotation if isinstance(node, ast.arg) else annotation
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            annotation = ast.parse(annotation.value, mode="eval").body
        if annotation is not None:
            yield annotation


def bare(source: str) -> list[str]:
    """Containers in the signatures of a file that do not say what is in them."""
    nodes = [node for annotation in annotations(source) for node in ast.walk(annotation)]
    filled = {id(node.value) for node in nodes if isinstance(node, ast.Subscript)}
    return [
        node.id for node in nodes if isinstance(node, ast.Name) and node.id in CONTAINERS and id(node) not in filled
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_signature_has_a_bare_container(path):
    assert bare(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def fill(row: dict, *rest: list) -> Mapping: ...", ["Mapping", "dict", "list"]),
        ("def fill(rows: list[dict]) -> dict[str, tuple]: ...", ["dict", "tuple"]),
        ("def fill(frame: 'dict | None') -> 'list[str]': ...", ["dict"]),
        ("def fill(rows: Rows) -> dict[str, Any]:\n    return dict(rows)", []),
    ],
)
def test_the_rule_for_shapes_bites(source, found):
    assert sorted(bare(source)) == found
