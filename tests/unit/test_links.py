"""Of all that a workshop holds, maps and sentences take the same rows and links."""

import pytest

from kvi_widgets.logic.links import known_links, strength, working_links

from .maps import links, named

KVI, KPI = named("kvi", ["Accès seul", "Confiance", " "]), named("kpi", ["Téléchargements", "Appels", "Visites {0}"])
LINKS = links(
    ("kpi-3", "kvi-1", "0", 1, ""),
    ("kpi-2", "kvi-1", "-", 2, "on se débrouille !"),
    ("kpi-1", "kvi-1", "+", 3, " on lit sans aide. "),
    ("kpi-1", "kvi-9", "+", 3, ""),
    ("kpi-1", "kvi-3", "+", 3, ""),
    ("kpi-2", "kvi-2", "", 1, ""),
)
TABLES = {"kvi": KVI, "kpi": KPI, "links": LINKS}


def test_links_stand_in_reading_order_and_without_missing_ends():
    assert [link["kpi"] for link in known_links(TABLES)] == ["kpi-1", "kpi-2", "kpi-3"]
    assert [link["polarity"] for link in working_links(TABLES)] == ["+", "-"]


@pytest.mark.parametrize(("given", "counts"), [(0, 1), (9, 3), (None, 1)])
def test_a_strength_lies_between_one_and_three(given, counts):
    assert strength({"strength": given}) == counts


def test_of_two_links_between_the_same_two_the_later_counts():
    known = known_links(TABLES | {"links": [*LINKS, LINKS[0] | {"polarity": "-"}]})
    assert known[-1]["polarity"] == "-"
    assert len(known) == len(known_links(TABLES))
