"""Answers that nobody writes by accident, in every place where somebody can write."""

from kvi_widgets import Workshop

TEXTS = {
    "a script": "<script>alert(1)</script>",
    "an end of a script": '</script><img src=x onerror="alert(1)">',
    "an end of an attribute": "\"><b>'bold'</b><br> onload=x",
    "an end of a comment": "--> ]]> <!-- <!doctype html>",
    "a template": "{{ 7*7 }} {% for x in y %} {# z #} {name}",
    "escaped already": "&amp; &lt;i&gt; &amp;amp; &nbsp;",
    "a style": "}</style><style>*{display:none}",
    "right to left": "שלום עולם, مرحبا",
    "joined signs": "👩‍👩‍👧 e\u0301\u2028\u2029 \\u003c",
    "without end": "mot " * 2500,
    "one word without end": "m" * 10_000,
}


def everywhere(content, text: str) -> Workshop:
    """Workshop in which this text is the answer to everything."""
    work = Workshop(content)
    review = {"reviewer": text, "seen": text, "question": text, "asked": text, "answer": text}
    work.update_all(
        {
            "sorting": [{"card": "app-morning", "text": text, "answer": "kpi"}],
            "context": [{"id": "context-1", "contexts": text, "title": text, "people": text}],
            "strategy": [{"id": "strategy-1", "text": text}],
            "kvi": [{"id": "kvi-1", "text": text, "nature": "qualitative", "evidence": text}],
            "kpi": [{"id": "kpi-1", "text": text, "evidence": text}],
            "links": [{"kpi": "kpi-1", "kvi": "kvi-1", "polarity": "-", "strength": 2, "reason": text}],
            "reviews": [{"id": "1", "author": "me", "about": "kvi-1"} | review],
            "reviews_given": [{"id": "2", "author": text, "about": "kvi-1"} | review],
            "revisions": [{"id": "revision-kvi-1", "about": "kvi-1", "before": f"{text}?", "after": text, "why": text}],
            "decided": [{"id": "decided-1", "decision": text}],
            "closing": [{"id": "closing-1", "gps": text, "horizon": text, "explore": text, "takeaway": text}],
            "predictions": [
                {"id": "portal-kvi", "question": text, "answer": text, "shown": "answered", "thought": text}
            ],
            "cards": [{"id": "kvi-1", "seen": text, "answer": "both", "reason": text}],
        }
    )
    return work
