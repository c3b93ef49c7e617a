"""Page and poster: all answers, people's words as they wrote them, nothing loaded, and the file comes back."""

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from kvi_widgets import Content, Workshop
from kvi_widgets.logic import recap
from kvi_widgets.logic.map_sentences import link_sentences
from kvi_widgets.model.data_package import AnswerFileError, dump, parse
from kvi_widgets.pages.page import workshop_page
from kvi_widgets.pages.poster import poster
from kvi_widgets.pages.rendering import map_colours, own_colours
from kvi_widgets.pictures.map_figure import THEMES
from kvi_widgets.words.content import languages

from .hostile import TEXTS, everywhere

MAKERS = {"page": workshop_page, "A4": poster, "A3": lambda answers, content: poster(answers, content, "A3")}
OURS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "footer",
    "main",
    "section",
    "div",
    "p",
    "span",
    "h1",
    "h2",
    "h3",
    "b",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "button",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "script",
    "svg",
    "g",
    "rect",
    "path",
    "circle",
    "text",
    "tspan",
    "desc",
}


class Seen(HTMLParser):
    """Elements, attributes and text of a page, as a browser takes them."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.texts, self.raw = set(), set(), [], {"style": [], "script": []}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.texts += [value or "" for _, value in attrs]
        self.open = tag

    handle_startendtag = handle_starttag

    def handle_data(self, data):
        if self.lasttag in self.raw and self.cdata_elem:
            self.raw[self.lasttag].append(data)
        else:
            self.texts.append(data)


@cache
def plain_page(make):
    """The same page with nothing to fear in it."""
    content = Content.load("fr")
    return Seen(make(everywhere(content, "mot"), content))


@pytest.fixture(params=["page", "A4", pytest.param("A3", marks=pytest.mark.slow)])  # A3 is A4, enlarged
def make(request):
    return MAKERS[request.param]


@pytest.fixture(params=languages())
def portal(request):
    return Workshop(Content.load(request.param)).example("portal")


def squeezed(text):
    return "".join(text.split())


def test_it_speaks_its_language_and_loads_nothing(make, portal):
    page = make(portal, portal.content)
    assert f'<html lang="{portal.content.language}">' in page
    outside = set(re.findall(r"https?://[\w./-]+", page.partition('<script type="application/json"')[0]))
    assert outside == {"http://www.w3.org/2000/svg"}
    seen = Seen(page)
    assert seen.attributes & {"src", "href", "srcset", "action", "style"} == set()
    assert not re.search(r"@import|url\(", "".join(seen.raw["style"]))


def test_its_policy_allows_its_own_style_and_script_only(make, portal):
    page = make(portal, portal.content)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    inline = re.findall(r"<style>(.*?)</style>|<script>(.*?)</script>", page, re.DOTALL)
    for text in (style or script for style, script in inline):
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_stay_texts(make, content, text):
    work = everywhere(content, text)
    page = make(work, content)
    seen, harmless = Seen(page), plain_page(make)
    assert seen.tags <= OURS
    assert seen.attributes <= harmless.attributes | {"aria-label", "dir"}
    assert seen.raw["style"][0].partition("*")[2] == harmless.raw["style"][0].partition("*")[2]
    assert not re.search(r"&amp;(amp|lt|gt|quot|#39);", page) or "&" in text
    if len(text) < 100:
        assert squeezed(text) in squeezed("".join(seen.texts))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_file_in_the_page_comes_back_as_it_was(content, text):
    work = everywhere(content, text)
    page = workshop_page(work, content)
    assert parse(page) == json.loads(dump(work.package()))
    again = Workshop(content)
    again.take(parse(page.encode("utf-8-sig")))
    assert again.id == work.id
    assert all(again.table(name).equals(work.table(name)) for name in work.rows)


def test_a_page_without_a_file_in_it_is_none():
    with pytest.raises(AnswerFileError, match="empty_page"):
        parse("<!DOCTYPE html><p>Something else</p>")
    with pytest.raises(AnswerFileError, match="not_answers"):
        parse('<!DOCTYPE html><script type="application/json" id="answers">[1]</script>')


def test_the_page_tells_everything(portal):
    told = squeezed("".join(Seen(workshop_page(portal, portal.content)).texts))
    words = portal.content.words("map")
    wanted = [
        text
        for section in recap.answer_sections(portal)
        for heading, answers in section.entries
        for text in (heading, *(part for pair in answers for part in pair))
    ]
    wanted += link_sentences(portal.rows, words)
    wanted += [portal.content.words("coherence")["caution"], *words["legend"].split()]
    assert [text for text in wanted if squeezed(text) not in told] == []


def test_every_reason_is_on_the_map_of_the_page(portal):
    page = workshop_page(portal, portal.content)
    told = re.findall(r'data-told="([^"]*)"', page)
    for reason in portal.links[portal.links["polarity"] != "0"]["reason"]:
        assert any(reason in text for text in told), reason


def test_questions_of_the_map_are_asked(content):
    work = Workshop(content).example("selfcare")
    page = workshop_page(work, content)
    assert content.words("coherence")["act"]["links"] in page


def test_an_empty_workshop_has_a_page_and_a_poster_that_say_so(make, workshop):
    words = workshop.content.words("page")
    page = make(workshop, workshop.content)
    assert (words["no_answer"] in page) or (words["poster"]["empty"] in page)


def test_the_poster_says_how_to_see_each_indicator_and_that_it_is_no_measurement(portal):
    page = poster(portal, portal.content)
    told = squeezed("".join(Seen(page).texts))
    texts = [
        *portal.kvi["text"],
        *portal.kpi["text"],
        *portal.kvi["evidence"],
        *portal.kpi["evidence"],
        *portal.strategy["text"],
    ]
    assert [text for text in texts if squeezed(text) not in told] == []
    words = portal.content.words("page")["poster"]
    assert words["caution"] in page
    assert words["shortened"].partition("{")[0] not in page
    assert words["read_by"].format(names="Inès") in page


def test_the_pair_is_named_where_names_were_given(content):
    work = Workshop(content)
    work.update("reviews_given", [{"id": "1", "reviewer": "Camille", "answer": "yes"}])
    work.update("reviews", [{"id": str(name), "reviewer": name, "answer": "yes"} for name in ("Tom", "Zoé")])
    page = poster(work, content)
    assert "Par Camille" in page
    assert "Relu par Tom et Zoé" in page


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_what_a_poster_leaves_out_is_said(content, paper):
    work = Workshop(content)
    rows = {
        table: [
            {"id": f"{table}-{n}", "text": f"{table} number {n}, that goes up " * 9, "evidence": "a log " * 9}
            for n in range(26)
        ]
        for table in ("kvi", "kpi")
    }
    work.update_all(rows | {"links": [{"kpi": f"kpi-{n}", "kvi": f"kvi-{25 - n}", "polarity": "+"} for n in range(26)]})
    page, words = poster(work, content, paper), content.words("page")["poster"]
    shown = page.count("data-kind=")
    assert words["left_out"].format(count=52 - shown) in page
    assert words["long"] in page
    # A box is not said to stand alone when what it is linked to was left out.
    assert content.words("map")["no_link"] not in page


def test_there_is_no_other_paper(portal):
    with pytest.raises(KeyError):
        poster(portal, portal.content, "A5")


def test_the_same_answers_give_the_same_page(make, portal):
    again = Workshop(portal.content).example("portal")
    assert make(portal, portal.content) == make(again, again.content)


def test_a_page_of_ordinary_size_can_be_sent_from_a_slow_line(make, portal):
    assert len(make(portal, portal.content).encode()) < 60_000


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_of_the_map_has_its_variable(theme):
    found = dict(re.findall(r"(--map-[\w-]+): ([^;]+);", map_colours(theme)))
    assert found["--map-plus"] == THEMES[theme]["+"]
    assert found["--map-kvi-2"] == THEMES[theme]["kvi"][2]
    used = set(re.findall(r"--map-[\w-]+", str(THEMES["page"])))
    assert set(found) == set(re.findall(r"--map-[\w-]+", own_colours())) == used
