"""Of all that a workshop holds, maps and sentences take the same rows and links."""

import pandas as pd
import pytest

from kvi_widgets.logic.links import known_links, strength, working_links

KVI = pd.DataFrame({"id": ["kvi-1", "kvi-2", "kvi-3"], "text": ["Accès seul", "Confiance", " "]}, dtype="str")
KPI = pd.DataFrame(
    {"id": ["kpi-1", "kpi-2", "kpi-3"], "text": ["Téléchargements", "Appels", "Visites {0}"]}, dtype="str"
)
LINKS = pd.DataFrame(
    [
        ("kpi-3", "kvi-1", "0", 1, ""),
        ("kpi-2", "kvi-1", "-", 2, "on se débrouille !"),
        ("kpi-1", "kvi-1", "+", 3, " on lit sans aide. "),
        ("kpi-1", "kvi-9", "+", 3, ""),
        ("kpi-1", "kvi-3", "+", 3, ""),
        ("kpi-2", "kvi-2", "", 1, ""),
    ],
    columns=["kpi", "kvi", "polarity", "strength", "reason"],
).astype({"strength": "Int64"})


def test_links_stand_in_reading_order_and_without_missing_ends():
    assert known_links(KVI, KPI, LINKS)["kpi"].tolist() == ["kpi-1", "kpi-2", "kpi-3"]
    assert working_links(KVI, KPI, LINKS)["polarity"].tolist() == ["+", "-"]


@pytest.mark.parametrize(("given", "counts"), [(0, 1), (9, 3), (None, 1)])
def test_a_strength_lies_between_one_and_three(given, counts):
    assert strength({"strength": given}) == counts


def test_of_two_links_between_the_same_two_the_later_counts():
    later = LINKS.iloc[[0]].assign(polarity="-")
    known = known_links(KVI, KPI, pd.concat([LINKS, later], ignore_index=True))
    assert known["polarity"].iloc[-1] == "-"
    assert len(known) == len(known_links(KVI, KPI, LINKS))
