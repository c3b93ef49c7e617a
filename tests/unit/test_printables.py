"""The sheets to print say what the pack says: in its words, its language and its numbers, and escaped."""

import html
import re
import shutil

import pytest

from kvi_widgets.__main__ import main
from kvi_widgets.pages.printables import content_named, fitted, printables, save_printables
from kvi_widgets.pages.slides import slide_page
from kvi_widgets.words.content import DATA, Content, ContentError, languages

SECTION = '<section class="sheet'


@pytest.fixture
def own(tmp_path):
    """A content pack of one's own, with some files changed: ``own(kvi=(old, new))``."""

    def changed(**files):
        folder = tmp_path / "pack"
        shutil.copytree(DATA / "en", folder)
        for name, (old, new) in files.items():
            path = next(folder.glob(f"{name}.*"))
            text = path.read_text("utf-8")
            assert old in text
            path.write_text(text.replace(old, new), "utf-8")
        return Content(folder)

    return changed


def told(page: str) -> str:
    """All that one reads on the sheets, tags taken away."""
    body = page.partition("<body>")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize("lang", languages())
def test_every_row_of_memo_cards_contexts_and_questions_is_on_paper(lang):
    content = Content.load(lang)
    page = told(printables(content))
    columns = {
        "memo": ["aspect", "kvi", "kpi"],
        "deck": ["text", "field", "reason"],
        "contexts": ["title"],
        "questions": ["question"],
    }
    texts = [
        " ".join(text.split())
        for table, names in columns.items()
        for text in content.table(table)[names].to_numpy().ravel()
    ]
    last = content.table("deck").query("round == 'again'")[columns["deck"]].to_numpy().ravel()  # they are a surprise
    assert {text for text in texts if text not in page} == {" ".join(text.split()) for text in last if text not in page}
    assert not any(text in page for text in content.table("deck").query("round == 'again'")["text"])


@pytest.mark.parametrize("lang", languages())
def test_the_page_speaks_its_language_and_loads_nothing(lang):
    page = printables(Content.load(lang))
    assert f'<html lang="{lang}">' in page
    assert re.findall(r"https?://|<script|<img|<link|@import|url\(", page) == []
    assert re.findall(r"\{\w*\}", told(page)) == []


def test_there_is_room_for_as_many_indicators_as_the_pack_asks_for(own):
    page = told(printables(own(kvi=("at_most = 2", "at_most = 3"), kpi=("at_most = 3", "at_most = 5"))))
    assert {"KVI 3", "KPI 5"} <= set(re.findall(r"K[VP]I \d", page))
    assert "KVI 4" not in page
    assert "KPI 6" not in page


def test_what_no_question_is_about_has_no_heading_on_the_feedback_sheet(own):
    page = printables(own(questions=("supports,kpi", "supports,kvi")))
    sheet = next(part for part in page.split(SECTION) if 'class="indicator asked"' in part)
    assert re.findall(r"<h3>(K[VP]I \d)</h3>", sheet) == ["KVI 1", "KVI 2"]


def test_a_question_that_a_teacher_adds_is_asked_on_paper(own):
    added = "touches,whole"
    page = told(printables(own(questions=(added, f"lost,kvi,Who might lose by this?,…\n{added}"))))
    assert page.count("Who might lose by this?") == 2  # once for each KVI


def test_the_grid_to_tick_has_what_the_pack_looks_for(own):
    added = '[[grid.criteria]]\nid = "daring"\ntitle = "Daring"\nlevels = ["a little", "very"]\n\n[feedback]'
    page = printables(own(desk=("[feedback]", added)))
    sheet = told("<body>" + page.partition('<section class="sheet wide grid">')[2])
    assert [sheet.count(word) for word in ("Reasoning", "the links", "Daring", "very")] == [1, 1, 1, 10]


def test_a_field_that_a_teacher_adds_to_a_step_has_its_lines(own):
    field = '\n[[groups.fields]]\nid = "why_me"\nkind = "text"\nlabel = "Why does it matter to you?"\n'
    page = told(printables(own(strategy=("advice = 200", f"advice = 200\n{field}"))))
    assert "Why does it matter to you?" in page


def test_a_form_that_is_left_out_has_no_sheet(own):
    whole = printables(Content.load("en"))
    page = printables(own(pack=('forms = ["review"]', "forms = []")))
    assert page.count(SECTION) == whole.count(SECTION) - 1
    assert "My feedback" not in told(page)


def test_hints_that_are_switched_off_are_not_on_paper_either(own):
    content = own(pack=("hints = true", "hints = false"))
    page = told(printables(content))
    assert "If you hesitate" not in page
    assert [hint for step in ("welcome", "review") for hint in content.words(step)["hints"] if hint in page] == []


def test_cards_fill_sheets_of_twelve_with_one_heading_for_each_family_and_the_second_round_its_own():
    page = printables(Content.load("en"))
    decks = [sheet.count('<div class="card') for sheet in page.split(SECTION) if '<div class="deck">' in sheet]
    assert decks == [12, 12, 9, 8]
    assert page.count('class="card family"') == 3


def test_a_card_with_a_long_text_gets_smaller_type_and_an_endless_one_an_end(own):
    page = printables(own(deck=("Exam pass rate", "words " * 20 + "END")))
    assert re.search(r'class="medium">[^<]*END', page)
    assert fitted("x" * 5000) == {"text": "x" * 450 + "…", "size": "small"}


def test_what_a_teacher_writes_is_escaped(own):
    page = printables(own(deck=("Exam pass rate", "<img src=x onerror=alert(1)> & co"), memo=("Role,", "<b>Role</b>,")))
    assert "<img" not in page
    assert "<b>Role" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; co" in page


def test_a_word_that_is_missing_is_named_with_its_file(own):
    with pytest.raises(ContentError, match=r"printables\.toml.*caution"):
        printables(own(printables=("caution =", "carefully =")))


def test_sheets_are_made_for_a_language_a_pack_and_a_class(own, tmp_path):
    pack = own(memo=("Role,", "Our own row,")).folder
    (tmp_path / "class").mkdir()
    shutil.copytree(pack, tmp_path / "class" / "pack")
    file = save_printables(content_named(tmp_path / "class"), tmp_path / "sheets.html")
    assert "Our own row" in file.read_text("utf-8")
    assert "Our own row" in printables(content_named(str(pack)))
    assert printables(content_named("fr")) == printables(Content.load("fr"))


def test_the_command_writes_them_and_says_where(tmp_path, capsys):
    file = tmp_path / "sheets.html"
    assert main(["print", "en", "-o", str(file), "--lang", "en"]) == 0
    assert file.read_text("utf-8") == printables(Content.load("en"))
    assert str(file) in capsys.readouterr().out


@pytest.mark.parametrize("asked", [["nowhere"], ["en", "-o", "no/such/folder/sheets.html"]])
def test_the_command_says_what_it_cannot_find(asked, capsys):
    assert main(["print", *asked, "--lang", "en"]) == 1
    assert asked[-1].split("/")[0] in capsys.readouterr().err


@pytest.mark.parametrize("lang", languages())
def test_large_print_says_all_that_the_other_sheets_say(lang):
    content = Content.load(lang)
    small, large = (set(told(printables(content, large=large)).split()) for large in (False, True))
    assert small - large == set()


@pytest.mark.parametrize("lang", languages())
def test_sheets_to_fill_load_nothing_and_leave_out_what_is_cut_out(lang):
    page = printables(Content.load(lang), fillable=True)
    assert re.findall(r"https?://|<img|<link|@import|url\(", page) == []
    assert 'class="line"' not in page.partition("<body>")[2]
    assert 'class="card"' not in page


@pytest.mark.parametrize("option", ["large", "fillable"])
def test_the_command_writes_them_large_and_to_fill(option, tmp_path, capsys):
    file = tmp_path / "sheets.html"
    assert main(["print", "fr", "-o", str(file), "--lang", "fr", f"--{option}"]) == 0
    assert file.read_text("utf-8") == printables(Content.load("fr"), **{option: True})
    assert str(file) in capsys.readouterr().out


def test_slides_follow_the_plan_of_the_pack_and_say_what_is_next(own):
    page = told(
        slide_page(own(pack=('plan = "180"', 'plan = "45"'), kvi=("prompt = ", 'prompt = "Whom <b>for</b>?" #')))
    )
    assert "Whom <b>for</b>?" in page
    assert "8 minutes · Next: 📈 KPI" in page
    assert "Context" not in page
    assert page.count("To finish: download your file.") == 1


def test_a_plan_of_ones_own_has_slides_without_minutes(own):
    page = told(slide_page(own(pack=('plan = "180"', 'plan = "60"'))))
    assert not re.search(r"\d minutes", page)


def test_the_command_writes_slides_in_place_of_the_sheets(tmp_path, capsys):
    file = tmp_path / "slides.html"
    assert main(["print", "fr", "-o", str(file), "--lang", "fr", "--slides"]) == 0
    assert file.read_text("utf-8") == slide_page(Content.load("fr"))
    assert str(file) in capsys.readouterr().out


def test_slides_leave_the_sheets_that_were_printed_before_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for more in ([], ["--slides"]):
        assert main(["print", "fr", "--lang", "fr", *more]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["printables.html", "slides.html"]
