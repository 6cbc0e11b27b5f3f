"""Which decision does a cell of the review column name?"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, cast

from pipeline.lexicon import load
from pipeline.read.table import cell

Review = Literal["accept", "correct", "reject"]


def decision_in(value: Any) -> Review | None:
    """The decision that the words of a cell stand for, in either language; None where it is empty or says something else.

    >>> decision_in("采纳"), decision_in("OK"), decision_in("later")
    ('accept', 'accept', None)
    """
    words = cell(value)
    return _words().get(words.strip().lower()) if words else None


@cache
def _words() -> dict[str, Review]:
    return {row["word"].lower(): cast(Review, row["decision"]) for row in load("review_words", key=("word",))}
