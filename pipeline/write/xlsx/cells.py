"""What can a cell hold, and how is text put into it so that it stays text?"""

from __future__ import annotations

import math
import re
from datetime import date, datetime

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.write.tables import Cell, joined

CELL_MAX = 32_767
"""UTF-16 units that a cell can hold."""

SHEET_ROWS = 1_048_576
"""Rows that a sheet can hold, header included."""

FIRST_DATE = date(1900, 3, 1)
"""Before this day spreadsheets count days differently or not at all: such dates are written as text."""

CREATED = datetime(2000, 1, 1)
"""The time that the file says it was made: the same rows give the same bytes."""

OPTIONS: dict[str, object] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
    "constant_memory": True,
}
"""Text is never a formula, link or number; rows go to the disk as they come."""

SIZED_ROWS = 100_000
"""Rows whose height is set; each costs memory until the end."""

CHINESE_FONT = "等线"
"""What Office shows Chinese in; where it is missing, programs take another Chinese font by themselves."""

_LINE = 15.0
"""Height of a line of text, in points."""
_MOST_LINES = 20

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """The text without control characters and lone surrogates, which XML has no place for.

    >>> legal("a\\x00b\\x1b[31m")
    'ab[31m'
    """
    return _ILLEGAL.sub("", text)


def fitting(text: str) -> str:
    """The text as a cell can hold it: legal, cut with … past 32,767 UTF-16 units.

    >>> len(fitting("字" * 40_000)), fitting("不低于10%")
    (32767, '不低于10%')
    """
    text = legal(text)
    if len(text) * 2 <= CELL_MAX:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_MAX:
        return text
    return units[: 2 * (CELL_MAX - 1)].decode("utf-16-le", "ignore") + "…"


def write_text(page: Worksheet, row: int, at: int, text: str, look: Format) -> None:
    """Write text as text. XlsxWriter takes what begins with <r> and ends with </r> for markup of its own: such text is written in two pieces."""
    text = fitting(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        page.write_rich_string(row, at, text[:1], Format(), text[1:], look)
    else:
        page.write_string(row, at, text, look)


def height(lines: float) -> float:
    """The height in points of a row with so many lines of text."""
    return 3 + _LINE * min(max(lines, 1), _MOST_LINES)


def lines(value: Cell, width: float) -> int:
    """How many lines a wrapped cell takes: not every spreadsheet works that out when it opens a file. Han letters are two wide.

    >>> lines("城镇调查失业率控制在5.5%以内", 12), lines("rate", 12)
    (3, 1)
    """
    text = joined(value)
    han = (len(text.encode("utf-8", "replace")) - len(text)) / 2
    return text.count("\n") + math.ceil((0.95 * (len(text) - han) + 2.1 * han) / (width - 1))
