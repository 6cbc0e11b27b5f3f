"""Which word of the data dictionary does a cell mean that a person filled? Decisions, and the other columns that take a few words."""

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


def meant(column: str, value: Any) -> Any:
    """The word of the data dictionary that a cell of this column stands for; the cell itself where it is none that we know.

    >>> meant("status", "已承诺"), meant("comparator", "不低于"), meant("unit", "公顷"), meant("unit", "km")
    ('committed', 'ge', 'ha', 'km')
    """
    words = cell(value)
    return _cell_words().get((column, words.strip().lower()), value) if words else value


@cache
def _cell_words() -> dict[tuple[str, str], str]:
    return {(row["column"], row["word"].lower()): row["value"] for row in load("cell_words", key=("column", "word"))}


@cache
def _words() -> dict[str, Review]:
    return {row["word"].lower(): cast(Review, row["decision"]) for row in load("review_words", key=("word",))}
