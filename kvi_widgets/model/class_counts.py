"""Counts of a class: a small file without anybody's name or text, which adds up to those of a school or a country."""

import json
import re
from collections import Counter
from hashlib import sha256

from kvi_widgets.model.data_package import AnswerFileError
from kvi_widgets.words.foreign_files import read_json

COUNTS = "kvi_class_counts"  # by this a file says what it is
COUNTS_VERSION = 1
MOST_COUNTS_BYTES, MOST_COUNTS, LARGEST_COUNT = 200_000, 2_000, 10**12
COUNT_NAME = re.compile(r"[\w.+-]{1,80}")


class ClassCounts(Counter[str]):
    """How many of what: names of what is counted in parts with a dot, as ``steps.kvi.done``.

    ``mark`` is the same for files that say the same, so that one which lies in a folder twice counts once.

    >>> ClassCounts({"learners": 2}) + ClassCounts({"learners": 3})
    Counter({'learners': 5})
    """

    @property
    def mark(self) -> str:
        """Short name of what they say."""
        return sha256(counts_text(self).encode()).hexdigest()


def counts_text(counts: Counter[str]) -> str:
    """Text of a file of counts.

    >>> read_counts(counts_text(Counter({"learners": 3})).encode())
    ClassCounts({'learners': 3})
    """
    return json.dumps({COUNTS: COUNTS_VERSION, "counts": dict(sorted(counts.items()))}, indent=1) + "\n"


def read_counts(content: bytes) -> ClassCounts | None:
    """Counts in the content of a file; None where it says nothing of being such a file.

    Raises
    ------
    AnswerFileError
        It says that it is, and cannot be used.
    """
    if f'"{COUNTS}"'.encode() not in content[:100]:
        return None
    try:
        held = read_json(content if len(content) <= MOST_COUNTS_BYTES else b"")
        counts = ClassCounts(**held["counts"])
        sound = held[COUNTS] == COUNTS_VERSION and len(counts) <= MOST_COUNTS
        if not sound or not all(_is_count(*item) for item in counts.items()):
            raise AnswerFileError("not_counts")
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise AnswerFileError("not_counts") from error
    return counts


def _is_count(name: object, number: object) -> bool:
    is_name = isinstance(name, str) and COUNT_NAME.fullmatch(name)
    return bool(is_name) and type(number) is int and 0 <= number <= LARGEST_COUNT
