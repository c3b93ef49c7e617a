"""A guide for teachers is read, not run: its times add up, it asks questions, and it quotes the kit as it is."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from kvi_widgets.__main__ import parser
from kvi_widgets.classes.commands import command_words

from .sources import ROOT, cells, lessons, notebooks

GUIDES = [path for path in notebooks() if path.name.startswith("91")]
SHEETS = [path for path in notebooks() if path.name.startswith("92")]
MOST_WORDS, FEWEST_ANSWERS, STEPS = 400, 3, 7
QUOTED = re.compile(r"[«“]\s*([^«»“”]+?)\s*[»”]")

every_guide = pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.parent.name)
every_sheet = pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.parent.name)


def table(text: str) -> list[list[str]]:
    """Rows of the table in a text, without its head."""
    rows = [[part.strip() for part in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return rows[2:]


def texts(path) -> list[str]:
    """Text of every cell."""
    return [cell.source for cell in cells(path)]


def orders(path) -> dict[int, list[list[str]]]:
    """Running orders by their length in minutes."""
    headed = {re.match(r"### \D+(\d+) minutes\n", text): text for text in texts(path)}
    return {int(head[1]): table(text) for head, text in headed.items() if head}


def gaps_in_time(rows: list[list[str]], minutes: int) -> list[str]:
    """Rows of a running order that do not begin where the one before ended, and a wrong end."""
    spans = [tuple(map(int, row[0].split("–"))) for row in rows]
    ends = [0, *(end for _, end in spans)]
    found = [
        f"{start}–{end}" for (start, end), before in zip(spans, ends, strict=False) if start != before or end <= start
    ]
    return found + ([] if ends[-1] == minutes else [f"ends at {ends[-1]}"])


def steps(path) -> list[str]:
    """Cells that say what to say in a step."""
    return [text for text in texts(path) if re.search(r"^> ", text, flags=re.MULTILINE)]


def no_questions(text: str) -> list[str]:
    """Reactions in a table that end with anything but a question mark."""
    return [row[-1] for row in table(text) if not re.search(r"\?\s*[»”]$", row[-1])]


def words_of(language: str) -> Iterator[str]:
    """Every text of a content pack."""

    def leaves(value: object) -> Iterator[str]:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        yield from ([value] if isinstance(value, str) else (text for one in inner for text in leaves(one)))

    for path in (ROOT / "data" / language).glob("*.toml"):
        yield from leaves(tomllib.loads(path.read_text("utf-8")))


def never_said(quotes: list[str], language: str) -> list[str]:
    """Quotes that are part of no text of the kit; what the kit fills in is skipped."""
    said = [" ".join(re.sub(r"\{\w+\}", "…", text).split()) for text in words_of(language)]
    return [quote for quote in quotes if not any(" ".join(quote.split()) in text for text in said)]


@pytest.mark.parametrize("path", GUIDES + SHEETS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_is_text_only_in_pieces_that_one_can_read(path):
    assert {cell.cell_type for cell in cells(path)} == {"markdown"}
    assert [text[:40] for text in texts(path) if len(re.findall(r"\w+", text)) > MOST_WORDS] == []


@every_guide
def test_running_orders_leave_no_minute_out(path):
    found = orders(path)
    assert list(found) == [45, 90, 180]
    assert {minutes: gaps_in_time(rows, minutes) for minutes, rows in found.items()} == {45: [], 90: [], 180: []}


@every_guide
def test_it_adds_up_the_times_that_the_lessons_give(path):
    given = {
        lesson.name[:2]: int(re.search(r"\*\*(?:Temps|Time)\*\*\s?: (\d+) minutes", "\n".join(texts(lesson)))[1])
        for lesson in lessons(path.parent.name)
    }
    [said] = re.findall(r"00 (?:à|to) 07 [^.]*?(\d+) minutes", " ".join(texts(path)))
    assert int(said) == sum(minutes for number, minutes in given.items() if number <= "07")
    assert f" {given['08']} minutes" in " ".join(texts(path))


@every_sheet
def test_cheat_sheet_agrees_with_the_running_orders(path):
    [guide] = [one for one in GUIDES if one.parent == path.parent]
    rows = next(table(text) for text in texts(path) if "| 45 |" in text)
    for column, (minutes, order) in zip((2, 3, 4), orders(guide).items(), strict=True):
        breaks = [span.split("–") for span, notebook, *_ in order if notebook == "–"]
        planned = sum(int(row[column]) for row in rows if row[column] != "–")
        assert planned == minutes - sum(int(end) - int(start) for start, end in breaks)


@every_guide
def test_each_step_has_something_to_say_and_three_answers_met_with_a_question(path):
    found = steps(path)
    assert len(found) == STEPS
    spoken = [" ".join(line[2:] for line in text.splitlines() if line.startswith("> ")) for text in found]
    assert [text for text in spoken if not 2 <= len(re.findall(r"[.?!](?=\s|$)", text)) <= 4] == []
    assert [text[:30] for text in found if len(table(text)) < FEWEST_ANSWERS] == []
    assert [reaction for text in found for reaction in no_questions(text)] == []


@every_guide
def test_it_quotes_the_kit_as_the_kit_speaks(path):
    head = re.compile(r"what the kit says|ce que dit le kit")
    [trouble] = [text for text in texts(path) if head.search(text)]
    quotes = [quote for row in table(trouble) for quote in QUOTED.findall(row[1])]
    assert len(quotes) >= 8
    assert never_said(quotes, path.parent.name) == []


@every_guide
def test_commands_in_it_are_commands_of_the_kit(path):
    lines = re.findall(r"^python -m kvi_widgets (.+)$", "\n".join(texts(path)), flags=re.MULTILINE)
    commands = parser(command_words(path.parent.name))
    assert {commands.parse_args(line.split()).run.__name__ for line in lines} == {
        "new",
        "check",
        "update",
        "print_sheets",
        "show_class",
        "give_back",
        "make_starter",
    }


@every_guide
def test_links_inside_it_lead_to_a_heading(path):
    text = "\n".join(texts(path))
    headings = {heading.replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)}
    assert [target for target in re.findall(r"\]\(#([^)]+)\)", text) if target not in headings] == []


@pytest.mark.parametrize("readme", ["README.md", "README.fr.md"])
def test_readme_leads_to_the_guide_and_the_cheat_sheet_of_its_language(readme):
    folder = "fr" if ".fr." in readme else "en"
    linked = re.findall(r"\]\((notebooks/[^)]+)\)", (ROOT / readme).read_text("utf-8"))
    wanted = {path.relative_to(ROOT).as_posix() for path in GUIDES + SHEETS if path.parent.name == folder}
    assert wanted - set(linked) == set()


def test_the_rule_for_time_bites():
    assert gaps_in_time([["0–5"], ["5–9"]], 9) == []
    assert gaps_in_time([["0–5"], ["6–9"], ["9–9"]], 10) == ["6–9", "9–9", "ends at 9"]


def test_the_rule_for_questions_bites():
    assert no_questions("| a | b |\n|---|---|\n| « Oui » | « Qui vit mieux\u00a0?\u00a0» |") == []
    assert no_questions("| a | b |\n|---|---|\n| “Yes” | “That is wrong.” |") == ["“That is wrong.”"]


def test_the_rule_for_quotes_bites():
    assert never_said(["✓ Saved at …", "Nothing was saved"], "en") == ["Nothing was saved"]


@every_guide
def test_who_lost_a_sentence_finds_in_guide_and_readme_what_brings_it_back(path):
    language = path.parent.name
    own = tomllib.loads((ROOT / "data" / language / "form.toml").read_text("utf-8"))["own"]["earlier"]
    readme = (ROOT / ("README.md" if language == "en" else f"README.{language}.md")).read_text("utf-8")
    assert own in " ".join(texts(path))
    assert own in " ".join(readme.split("\n"))
