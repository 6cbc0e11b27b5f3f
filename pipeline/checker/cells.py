"""What a cell of a table means: a number, a word of the data dictionary, a list; people write them in their own ways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from sys import intern
from typing import Any

from pipeline.read.table import cell

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
