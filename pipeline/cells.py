"""What a cell of a table means: a number, a word of the data dictionary, a list; people write them in their own ways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from sys import intern
from typing import Any, cast

from pipeline.lexicon import load
from pipeline.read.table import cell, given_date
from pipeline.types import Review
from pipeline.write.schema import Column
from pipeline.write.tables import Cell, number

_LIST = re.compile(r"\s*[;；\n]\s*")
_NUMBER = re.compile(r"[^\d.eE+-]")
_WORDS: dict[str, str] = {
    "≥": "ge", ">=": "ge", ">": "gt", "≤": "le", "<=": "le", "<": "lt", "=": "eq", "≈": "approx", "~": "approx",
    "已完成": "achieved", "完成": "achieved", "done": "achieved", "待完成": "committed", "未完成": "committed", "承诺": "committed", "to do": "committed",
    "%": "percent", "个百分点": "percentage_point", "百分点": "percentage_point", "元": "CNY",
}  # fmt: skip
"""What people write into a cell in place of the word of the data dictionary."""


def shared(text: str | None) -> str | None:
    """The text, kept once however often it comes: a million rows repeat their dates and units."""
    return None if text is None else intern(text)


def number_in(value: Any) -> Decimal | None:
    """A number cell; text such as "1,000" or "95%" is read as its number."""
    text = cell(value)
    if text is None:
        return None
    try:
        number = Decimal(_NUMBER.sub("", text) if isinstance(value, str) else text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def whole_in(value: Any, otherwise: int) -> int:
    """A whole number cell, or what else counts where it holds none."""
    number = number_in(value)
    return otherwise if number is None else int(number)


def word_in(value: Any, allowed: Sequence[str]) -> str | None:
    """A cell that holds one of the words of the data dictionary, in any case, or a sign that people write for it."""
    text = cell(value)
    if text is None:
        return None
    text = text.strip()
    word = intern(_WORDS.get(text.lower(), text.lower() if allowed else text))
    return word if not allowed or word in allowed else None


def list_in(value: Any) -> tuple[str, ...]:
    """A cell that holds several names: parted by semicolons or line breaks, or a list already."""
    if isinstance(value, list | tuple):
        return tuple(str(v).strip() for v in value if v is not None and str(v).strip())
    text = cell(value)
    return tuple(part for part in _LIST.split(text.strip()) if part) if text else ()


def decision_in(value: Any) -> Review | None:
    """The decision that the words of a cell stand for, in either language; None where it is empty or says something else.

    >>> decision_in("采纳"), decision_in("OK"), decision_in("later")
    ('accept', 'accept', None)
    """
    words = cell(value)
    return _decisions().get(words.strip().lower()) if words else None


def meant(column: str, value: Any) -> Any:
    """The word of the data dictionary that a cell of this column stands for; the cell itself where it is none that we know.

    >>> meant("status", "已承诺"), meant("comparator", "不低于"), meant("unit", "公顷"), meant("unit", "km")
    ('committed', 'ge', 'ha', 'km')
    """
    words = cell(value)
    return _cell_words().get((column, words.strip().lower()), value) if words else value


def typed(column: Column, value: Any) -> Cell | None:
    """A cell as the data dictionary types its column; None where it is empty or cannot be read as that.

    >>> from pipeline.write.schema import COMMITMENTS
    >>> [typed(COMMITMENTS.column(n), v) for n, v in (("value", "95%"), ("due", "2025/12/31"), ("status", "已承诺"), ("review", "采纳"))]
    [95, '2025-12-31', 'committed', 'accept']
    """
    match column.type:
        case "strings":
            return list(list_in(value))
        case "date":
            return given_date(value)
        case "integer" | "number":
            return number(number_in(value))
    if column.name == "review":
        return decision_in(value)
    if column.allowed or column.name == "unit":
        return word_in(meant(column.name, value), column.allowed)
    return cell(value)


@cache
def _cell_words() -> dict[tuple[str, str], str]:
    return {(row["column"], row["word"].lower()): row["value"] for row in load("cell_words", key=("column", "word"))}


@cache
def _decisions() -> dict[str, Review]:
    return {row["word"].lower(): cast(Review, row["decision"]) for row in load("review_words", key=("word",))}
