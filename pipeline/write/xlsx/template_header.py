"""Where in an office's own workbook does its table stand? The header row, what each column is for, and where its rows end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.write.xlsx.template_words import COLUMNS

_HEADER_ROWS = 30
"""How far down a sheet a header may stand."""
_LEAST = 2
"""Columns that a header must name, the task among them."""
_FOOTER = re.compile(
    r"(?:合计|总计|小计|共计|填表|填报|制表|审核人|审批|负责人|联系人|联系电话|注[:：]|备注[:：]|说明[:：]|total|prepared by|approved by|note:)", re.I
)
_TOTALS = re.compile(r"\b(?:SUM|SUBTOTAL|COUNT|COUNTA|COUNTIF|AVERAGE|SUMPRODUCT)\(", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """A table in a workbook; rows and columns are counted from 1.

    `first` is its first row, `start` the first one free, `free` how many rows from there are drawn but empty. `columns`: what → column.
    """

    sheet: Any
    header: int
    first: int
    start: int
    free: int
    columns: dict[str, int]


def meant(title: object) -> str | None:
    """What a header cell is for; white space, brackets and letter case aside.

    >>> meant("完成时限\\n（年/月）"), meant("主要工作任务"), meant("Due Date"), meant("电话")
    ('due', 'task', 'due', None)
    """
    text = unicodedata.normalize("NFKC", str(title)) if title is not None else ""
    text = re.sub(r"\([^()]*\)", "", text).strip().lower()
    text = " ".join(text.split()) if text.isascii() else "".join(text.split())
    if text in COLUMNS or text.isascii():
        return COLUMNS.get(text)
    return next((COLUMNS[text[at:]] for at in range(1, len(text) - 1) if text[at:] in COLUMNS), None)


def find_place(book: Any, name: str) -> Place:
    """The table of a workbook whose header names most columns; ConfigurationError, saying what was looked for, where there is none."""
    found: list[tuple[int, int, Any, int, dict[str, int]]] = []
    for order, sheet in enumerate(book.worksheets):
        for row in range(1, min(sheet.max_row, _HEADER_ROWS) + 1):
            columns = _columns(sheet, row, bottom(sheet, row))
            if "task" in columns and len(columns) >= _LEAST:
                found.append((len(columns), -order, sheet, row, columns))
    if not found:
        raise ConfigurationError(
            f"--template {name}: no header row found: looked in the first {_HEADER_ROWS} rows of each sheet for a task column "
            "(任务, 工作任务, 工作内容, 重点任务, 事项, Task, Action, …) beside others (责任单位, 牵头单位, 完成时限, 目标, Responsible, Due, Target, …)"
        )
    _, _, sheet, header, columns = max(found, key=lambda f: (f[0], f[1], -f[3]))
    first = bottom(sheet, header) + 1
    start = 1 + max((r for r in range(first, sheet.max_row + 1) if _is_task(sheet, r, columns["task"])), default=first - 1)
    free = 0
    while _is_drawn(sheet, start + free, columns["task"]):
        free += 1
    return Place(sheet, header, first, start, free, columns)


def bottom(sheet: Any, row: int) -> int:
    """The last row of a header that begins in this row: its cells may be merged downwards."""
    return max((m.max_row for m in sheet.merged_cells.ranges if m.min_row == row and m.max_row <= row + 2), default=row)


def _columns(sheet: Any, top: int, last: int) -> dict[str, int]:
    """What each column is for; of a header in two lines the lower one decides."""
    columns: dict[str, int] = {}
    for at in range(1, sheet.max_column + 1):
        what = next((w for row in range(last, top - 1, -1) if (w := meant(sheet.cell(row, at).value))), None)
        if what and what not in columns:
            columns[what] = at
    return columns


def _texts(sheet: Any, row: int) -> Iterator[str]:
    for at in range(1, sheet.max_column + 1):
        value = sheet.cell(row, at).value
        if value is not None and str(value).strip():
            yield str(value).strip()


def _is_task(sheet: Any, row: int, task: int) -> bool:
    """Whether a row of the table is taken: it names a task and is no line below the table."""
    return bool(str(sheet.cell(row, task).value or "").strip()) and not _is_below(sheet, row)


def _is_below(sheet: Any, row: int) -> bool:
    """Whether a row stands below the table: totals, signatures, notes."""
    return any(_FOOTER.match(text) or (text.startswith("=") and _TOTALS.search(text)) for text in _texts(sheet, row))


def _is_drawn(sheet: Any, row: int, task: int) -> bool:
    """Whether a row is empty but drawn (it has a border, or formulas and a number that wait for a task)."""
    texts = list(_texts(sheet, row))
    if any(m.min_row <= row <= m.max_row and m.min_col <= task <= m.max_col for m in sheet.merged_cells.ranges):
        return False
    if _is_below(sheet, row) or any(not t.startswith("=") and not t.isdigit() for t in texts):
        return False
    return bool(texts) or any(getattr(sheet.cell(row, task).border, side).style for side in ("bottom", "left"))
