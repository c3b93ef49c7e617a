"""The languages are twins: same files, keys, ids, gaps, examples and cells; only the words differ."""

import csv
import json
import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from kvi_widgets.words.content import languages

from .sources import ROOT, cells, lessons, notebooks

DATA = ROOT / "data"
PAIRS = list(combinations(languages(), 2))
NAMES = {"id", "kind", "icon", "sign"}  # texts that the kit reads; all others are for people
# Columns of an answer file that name something; in all others somebody wrote a text.
FIXED = {
    "id",
    "card",
    "kpi",
    "kvi",
    "polarity",
    "strength",
    "contexts",
    "nature",
    "author",
    "reviewer",
    "about",
    "question",
}

every_pair = pytest.mark.parametrize("pair", PAIRS, ids="-".join)


def gaps(text: str) -> str:
    """What a sentence leaves open: ``{count} {name}``."""
    return " ".join(sorted(set(re.findall(r"\{\w+\}", text))))


def keys(words: dict, path: str = "") -> dict[str, object]:
    """Every key of a TOML file with the way to it, and what has to be the same there."""
    found: dict[str, object] = {}
    for name, value in words.items():
        here = f"{path}.{name}" if path else name
        if isinstance(value, dict):
            found[here] = "section"
            found |= keys(value, here)
        elif isinstance(value, list) and all(isinstance(one, dict) for one in value) and value:
            found[here] = ", ".join(one.get("id", "?") for one in value)
            for one in value:
                found |= keys(one, f"{here}[{one.get('id', '?')}]")
        elif isinstance(value, list):
            found[here] = gaps(" ".join(map(str, value)))
        else:
            found[here] = gaps(value) if isinstance(value, str) and name not in NAMES else value
    return found


def table_keys(path: Path) -> dict[str, object]:
    """Columns of a CSV file and ids of its rows, or how many there are when they have none."""
    header, *rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    ids = {f"row {row[header.index('id')]}": "" for row in rows} if "id" in header else {"rows": len(rows)}
    fixed = [name for name in ("family", "about", "emoji", "round") if name in header]
    for row in rows if "id" in header else []:
        ids[f"row {row[header.index('id')]}"] = " ".join(row[header.index(name)] for name in fixed)
    return {f"column {name}": place for place, name in enumerate(header)} | ids


def example_keys(package: dict) -> dict[str, object]:
    """Tables, columns and rows of an example: names as they are, texts as there or not."""
    found: dict[str, object] = {"workshop": package["kvi"]["workshop"]}
    for resource in package["resources"]:
        header, *rows = resource["data"]
        found[resource["name"]] = ", ".join(header)
        for number, row in enumerate(rows, start=1):
            for column, cell in zip(header, row, strict=True):
                fixed = column in FIXED or (resource["name"], column) == ("sorting", "answer")
                found[f"{resource['name']} row {number} {column}"] = cell if fixed else bool(cell)
    return found


def cell_keys(path: Path) -> dict[str, object]:
    """Cells of a notebook: kind and tags of each, and the code but for the language."""
    found: dict[str, object] = {}
    for place, cell in enumerate(cells(path), start=1):
        code = re.sub(r'lang="\w+"', 'lang="…"', cell.source) if cell.cell_type == "code" else ""
        found[f"cell {place:02}"] = f"{cell.cell_type} {cell.metadata.get('tags', [])} {code}".strip()
    return found


def differences(first: dict, second: dict, names: tuple[str, str]) -> list[str]:
    """What only one of two has, and what is not the same in both; each with its name."""
    missing = [f"{names[1]} lacks {key}" for key in first if key not in second]
    missing += [f"{names[0]} lacks {key}" for key in second if key not in first]
    return missing + [
        f"{key}: {first[key]!r} in {names[0]}, {second[key]!r} in {names[1]}"
        for key in first
        if key in second and first[key] != second[key]
    ]


def files(folder: Path) -> list[Path]:
    """Files of a folder and below, as seen from there."""
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def compared(pair: tuple[str, str], folder: Path, suffix: str, read) -> list[str]:
    """Differences between all files of two languages that both have."""
    found = []
    for name in files(folder / pair[0]):
        one, other = folder / pair[0] / name, folder / pair[1] / name
        if name.suffix == suffix and other.exists():
            found += [f"{name}: {text}" for text in differences(read(one), read(other), pair)]
    return found


def show(found: list[str]) -> None:
    """Fail with all that was found, one difference a line."""
    assert not found, "\n" + "\n".join(found)


@every_pair
@pytest.mark.parametrize("folder", [DATA, DATA / "examples"], ids=["words", "examples"])
def test_same_files(pair, folder):
    first, second = ({str(name): "" for name in files(folder / lang)} for lang in pair)
    show(differences(first, second, pair))


@every_pair
def test_same_keys_and_gaps_in_every_toml_file(pair):
    show(compared(pair, DATA, ".toml", lambda path: keys(tomllib.loads(path.read_text("utf-8")))))


@every_pair
def test_same_columns_and_ids_in_every_csv_file(pair):
    show(compared(pair, DATA, ".csv", table_keys))


@every_pair
def test_same_settings_of_jupyterlab_but_for_the_language(pair):
    show(compared(pair, DATA, ".json", lambda path: keys(json.loads(path.read_text("utf-8")))))


@every_pair
def test_same_ids_and_links_in_every_example(pair):
    found = compared(pair, DATA / "examples", ".json", lambda path: example_keys(json.loads(path.read_text("utf-8"))))
    show(found)


@every_pair
def test_same_number_of_notebooks(pair):
    assert [path.name[:2] for path in notebooks(pair[0])] == [path.name[:2] for path in notebooks(pair[1])]


@every_pair
def test_same_cells_and_code_in_every_notebook(pair):
    found = []
    for one, other in zip(*map(notebooks, pair), strict=True):
        found += [f"{other.name}: {text}" for text in differences(cell_keys(one), cell_keys(other), pair)]
    show(found)


@pytest.mark.parametrize("lang", languages())
def test_notebooks_speak_their_own_language(lang):
    code = {
        path.name: re.findall(
            r'lang="(\w+)"', "\n".join(cell.source for cell in cells(path) if cell.cell_type == "code")
        )
        for path in notebooks(lang)
    }
    assert {name: said for name, said in code.items() if set(said) - {lang}} == {}
    assert [path.name for path in lessons(lang) if code[path.name] != [lang]] == []


@pytest.mark.parametrize("lang", languages())
def test_the_ribbon_names_the_notebooks_that_are_there(lang):
    steps = tomllib.loads((DATA / lang / "pack.toml").read_text("utf-8"))["steps"]
    assert [step["notebook"] for step in steps] == [path.name for path in lessons(lang)]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[a]\nb = "x"', "en lacks a.c"),
        ('[a]\nb = "x"\nc = "y"\nd = "z"', "fr lacks a.d"),
        ('[a]\nb = "x"\nc = "{n} of {all}"', "a.c: '{n}' in fr, '{all} {n}' in en"),
        ('[[a]]\nid = "one"', "a: 'section' in fr, 'one' in en"),
    ],
)
def test_the_rule_for_keys_bites(toml, said):
    first = {"a": {"b": "x", "c": "{n}"}} if "{n}" in said else {"a": {"b": "x", "c": "y"}}
    assert said in differences(keys(first), keys(tomllib.loads(toml)), ("fr", "en"))


def test_the_rule_for_ids_of_groups_bites():
    first, second = ({"groups": [{"id": "kvi", "fields": [{"id": name, "rows": 1}]}]} for name in ("text", "why"))
    assert differences(keys(first), keys(second), ("fr", "en"))[0] == "en lacks groups[kvi].fields[text].id"


def test_the_rule_for_tables_bites(tmp_path):
    texts = "id,family\na,kvi\nb,kpi\n", "id,family\na,kpi\nc,kpi\n"
    for name, text in zip("xy", texts, strict=True):
        (tmp_path / name).write_text(text, "utf-8")
    found = differences(table_keys(tmp_path / "x"), table_keys(tmp_path / "y"), ("fr", "en"))
    assert found == ["en lacks row b", "fr lacks row c", "row a: 'kvi' in fr, 'kpi' in en"]


def test_the_rule_for_examples_bites():
    def package(sign, reason):
        links = [["kpi", "polarity", "reason"], ["kpi-1", sign, reason]]
        return {"kvi": {"workshop": "e1"}, "resources": [{"name": "links", "data": links}]}

    first = example_keys(package("+", "parce que"))
    assert differences(first, example_keys(package("+", "because")), ("fr", "en")) == []
    assert differences(first, example_keys(package("-", "")), ("fr", "en")) == [
        "links row 1 polarity: '+' in fr, '-' in en",
        "links row 1 reason: True in fr, False in en",
    ]


def test_the_rule_for_cells_bites():
    path = notebooks("fr")[0]
    first = cell_keys(path)
    assert first["cell 02"].startswith("code ['setup']")
    shorter = dict(list(first.items())[:-1]) | {"cell 01": "code [] x"}
    assert differences(first, shorter, ("fr", "en")) == [
        f"en lacks cell {len(first):02}",
        "cell 01: 'markdown []' in fr, 'code [] x' in en",
    ]
