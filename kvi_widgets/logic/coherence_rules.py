"""The rules behind `coherence`: each looks at one thing and tells what made it ask.

A rule whose words leave it unsure stays silent.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from kvi_widgets.logic.cues import Cues, bad_news
from kvi_widgets.logic.links import SIGN_GLYPHS, known_links, sentence_texts, with_effect, with_text
from kvi_widgets.logic.map_sentences import quoted
from kvi_widgets.model.shapes import Row, Rows, Tables
from kvi_widgets.words.form_schema import group

if TYPE_CHECKING:
    from kvi_widgets.words.content import Content

NEARLY = 0.7  # share of words in common from which two indicators look alike
SEVERAL = 2  # links, from how many on "all of them" says something
COMMON_WORDS = 2  # that make two sentences nearly the same
BOTH = 2  # signs, and effects


@dataclass(frozen=True)
class RuleMatch:
    """What a rule found."""

    kind: str
    concerns: list[str]  # ids of nodes (kpi-1) or of links (kpi-1 kvi-2)
    trigger: list[str]  # the words or links that fired, quoted
    named: Mapping[str, object] = field(default_factory=dict)  # what the question names


class Sketch:
    """A learner's answers as the rules look at them.

    Examples
    --------
    >>> from kvi_widgets import Content, Workshop
    >>> content = Content.load("fr")
    >>> sketch = Sketch(Workshop(content).example("portal").rows, content)
    >>> sketch.warning["kpi-2"], sketch.feared
    ({'appels': 'appel*'}, {})
    """

    def __init__(self, tables: Tables, content: "Content") -> None:
        self.tables, self.content = tables, content
        self._quoted = cache(partial(quoted, words=content.words("map")))
        self.kvi, self.kpi = (sentence_texts(tables[kind]) for kind in ("kvi", "kpi"))
        self.looked_at = known_links(tables)
        self.links = with_effect(self.looked_at)
        lists, stemmer = content.words("coherence")["cues"], content.words("coach")["stemmer"]
        self.cues, self.every_word = Cues(lists, stemmer), Cues(lists | {"ignored": []}, stemmer)

    @cached_property
    def warning(self) -> dict[str, dict[str, str]]:
        """KPI whose rise is bad news by their words: these words, and their cues."""
        names = ["troubles", "calls"]
        return {id_: found for id_, text in self.kpi.items() if (found := bad_news(text, names, self.cues))}

    @cached_property
    def feared(self) -> dict[str, dict[str, str]]:
        """KVI that, by their words, nobody hopes to see rise: these words, and their cues."""
        names = ["troubles", "feelings"]
        return {id_: found for id_, text in self.kvi.items() if (found := bad_news(text, names, self.cues))}

    def quotes(self, texts: Collection[str]) -> list[str]:
        """These texts between quotation marks."""
        return [self._quoted(text) for text in texts]

    def names(self, link: Row) -> dict[str, str]:
        """Quoted ends of a link."""
        return dict(zip(("kpi", "kvi"), self.quotes([self.kpi[link["kpi"]], self.kvi[link["kvi"]]]), strict=True))

    def told(self, links: Rows) -> list[str]:
        """Links in short: both texts with the sign between them."""
        form = self.content.words("coherence")["link"]
        return [form.format(sign=SIGN_GLYPHS[link["polarity"]], **self.names(link)) for link in links]


def link_id(link: Row) -> str:
    """Id of a link: those of its ends.

    >>> link_id({"kpi": "kpi-1", "kvi": "kvi-2", "polarity": "+"})
    'kpi-1 kvi-2'
    """
    return f"{link['kpi']} {link['kvi']}"


def against_words(sketch: Sketch) -> Iterator[RuleMatch]:
    """Find signs that contradict the wording of their two ends, in either direction."""
    known: dict[tuple[str, ...], dict[str, str]] = {}  # many links may meet at one KVI
    for link in sketch.links:
        kpi = sketch.warning.get(link["kpi"], {})
        # Calls, and "those who have to call", go together.
        asked = link["kvi"], *kpi.values()
        if asked not in known:
            known[asked] = bad_news(sketch.kvi[link["kvi"]], [], sketch.cues, kpi.values()) if kpi else {}
        kvi = known[asked] | sketch.feared.get(link["kvi"], {})
        kind = {"+": "plus_against_words", "-": "minus_against_words"}[link["polarity"]]
        if (bool(kpi) != bool(kvi)) if link["polarity"] == "+" else (kpi and kvi):
            yield RuleMatch(kind, [link_id(link)], sketch.quotes([*kpi, *kvi]), sketch.names(link))


def lonely_kpi(sketch: Sketch) -> Iterator[RuleMatch]:
    """Find KPI that serve no KVI, once there are links."""
    helpful = {link["kpi"] for link in sketch.links}
    for id_ in sketch.kpi if sketch.looked_at else ():
        if id_ not in helpful:
            text = sketch.quotes([sketch.kpi[id_]])
            yield RuleMatch("lonely_kpi", [id_], text, {"kpi": text[0]})


def no_lever(sketch: Sketch) -> Iterator[RuleMatch]:
    """Find KVI on which no KPI acts, once there are links."""
    moved = {link["kvi"] for link in sketch.links}
    for id_ in sketch.kvi if sketch.looked_at else ():
        if id_ not in moved:
            text = sketch.quotes([sketch.kvi[id_]])
            yield RuleMatch("no_lever", [id_], text, {"kvi": text[0]})


def one_kpi(sketch: Sketch) -> Iterator[RuleMatch]:
    """Find the one KPI of several on which several links, and all of them, hang."""
    working = {link["kpi"] for link in sketch.links}
    if len(working) == 1 < len(sketch.kpi) and len(sketch.links) >= SEVERAL:
        (id_,) = working
        yield RuleMatch("one_kpi", [id_], sketch.told(sketch.links), {"kpi": sketch.quotes([sketch.kpi[id_]])[0]})


def opposite_effects(sketch: Sketch) -> Iterator[RuleMatch]:
    """Find KPI that help one KVI and work against another; less of a fear is help as well."""
    by_kpi: dict[str, Rows] = {id_: [] for id_ in sketch.kpi}
    for link in sketch.links:
        by_kpi[link["kpi"]].append(link)
    for id_, mine in by_kpi.items():
        helps = {(link["polarity"] == "+") != (link["kvi"] in sketch.feared) for link in mine}
        if len(helps) == len({link["polarity"] for link in mine}) == BOTH:
            named = {"kpi": sketch.quotes([sketch.kpi[id_]])[0]}
            yield RuleMatch("opposite_effects", [link_id(link) for link in mine], sketch.told(mine), named)


def near_copy(sketch: Sketch) -> Iterator[RuleMatch]:
    """Find KPI that say nearly the same as a KVI."""
    kvis = {id_: sketch.cues.words(text) for id_, text in sketch.kvi.items()}
    stems = {id_: {word.stem for word in words} for id_, words in kvis.items()}
    saying: dict[str, list[str]] = defaultdict(list)  # the KVI in which a stem occurs
    for id_, found in stems.items():
        for stem in found:
            saying[stem].append(id_)
    places = {id_: place for place, id_ in enumerate(kvis)}
    single = {id_ for id_, words in kvis.items() if len(words) == 1}
    for kpi, text in sketch.kpi.items():
        mine = {word.stem: word.text for word in sketch.cues.words(text)}
        alike = Counter(chain.from_iterable(saying[stem] for stem in mine if stem in saying))
        several = [id_ for id_, count in alike.items() if count >= COMMON_WORDS or id_ in single]
        near = [id_ for id_ in several if alike[id_] / min(len(mine), len(stems[id_])) >= NEARLY]
        for kvi in sorted(near, key=places.__getitem__):
            common = sketch.quotes([word for stem, word in mine.items() if stem in stems[kvi]])
            yield RuleMatch("near_copy", [kpi, kvi], common, sketch.names({"kpi": kpi, "kvi": kvi}))


def all_plus(sketch: Sketch) -> Iterator[RuleMatch]:
    """Find maps whose several links all support."""
    if len(sketch.links) >= SEVERAL and all(link["polarity"] == "+" for link in sketch.links):
        yield RuleMatch("all_plus", [link_id(link) for link in sketch.links], sketch.told(sketch.links))


def no_counter(sketch: Sketch) -> Iterator[RuleMatch]:
    """Find maps in which nothing would warn; with several links `all_plus` asks for the same."""
    warned = any(link["polarity"] == "-" for link in sketch.links)
    if 0 < len(sketch.links) < SEVERAL and not warned and not sketch.warning:
        yield RuleMatch("no_counter", list(sketch.kpi), sketch.quotes(sketch.kpi.values()))


def no_reason(sketch: Sketch) -> Iterator[RuleMatch]:
    """Find links without a reason."""
    silent = [link for link in sketch.links if not link["reason"].strip()]
    if silent:
        yield RuleMatch("no_reason", [link_id(link) for link in silent], sketch.told(silent))


def people_missing(sketch: Sketch) -> Iterator[RuleMatch]:
    """Find strategies whose people appear in no KVI, nor anybody who could be them."""
    cues, groups = sketch.every_word, sketch.cues.lists["same_people"]
    context = [row["people"] for row in sketch.tables["context"] if row["people"].strip()]
    sentence = with_text(sketch.tables["strategy"])
    strategy, named = cues.words(" ".join(row["text"] for row in sentence)), cues.words(" ".join(context))
    groups = [group for group in groups if cues.spans_of([*named, *strategy], group)]
    people = sketch.cues.words(" ".join(context))
    people += [
        word for group in groups for start, end, _ in cues.spans_of(strategy, group) for word in strategy[start:end]
    ]
    for text in sketch.kvi.values():
        words = cues.words(text)
        same = {word.stem for word in words} & {person.stem for person in people}
        if same or any(cues.spans_of(words, group) for group in [cues.lists["anyone"], *groups]):
            return
    if people and sketch.kvi:
        quotes = sketch.quotes(context or dict.fromkeys(word.text for word in people))
        yield RuleMatch(
            "people_missing", [*(row["id"] for row in sentence), *sketch.kvi], quotes, {"people": ", ".join(quotes)}
        )


def only_numbers(sketch: Sketch) -> Iterator[RuleMatch]:
    """Find sets of KVI in which all is counted and nothing is told."""
    natures = {row["nature"] for row in with_text(sketch.tables["kvi"])}
    if natures == {"quantitative"}:
        yield RuleMatch("only_numbers", list(sketch.kvi), sketch.quotes(sketch.kvi.values()))


def how_many(sketch: Sketch) -> Iterator[RuleMatch]:
    """Find counts outside the guidance of the steps, once there is an indicator."""
    for name, texts in {"kvi": sketch.kvi, "kpi": sketch.kpi}.items():
        asked = group(sketch.content, name, name)
        kind = "few" if len(texts) < asked["at_least"] else "many" if len(texts) > asked["at_most"] else ""
        if kind and (sketch.kvi or sketch.kpi):
            yield RuleMatch(
                f"{kind}_{name}",
                list(texts),
                sketch.quotes(texts.values()),
                {"count": len(texts), "at_least": asked["at_least"], "at_most": asked["at_most"]},
            )


RULES = (
    against_words,
    lonely_kpi,
    no_lever,
    one_kpi,
    opposite_effects,
    near_copy,
    all_plus,
    no_counter,
    no_reason,
    people_missing,
    only_numbers,
    how_many,
)
