"""Do two rows say the same, as far as a spreadsheet lets them? White space, controls and the last digits of a number do not count."""

from __future__ import annotations

import math
from collections.abc import Iterable

from pipeline.review.decisions import CONTENT
from pipeline.write.tables import Cell, Row

Changes = dict[str, tuple[Cell | None, Cell | None]]
"""Old and new cell by column."""

_TOLD = ("evidence", "action", "indicator", "target_text", "deadline_text")
"""Columns that are text and together tell nearly every row from the others."""
_CELL = 10_000
"""Characters that every format of tables holds in a cell: a longer text may come back cut, with … at its end."""


def changes(row: Row, given: Row, columns: Iterable[str]) -> Changes:
    """(old, new) of each of these columns of content that differs.

    >>> changes({"value": 60, "action": "build  it"}, {"value": 65, "action": "build it"}, {"value", "action", "start"})
    {'value': (60, 65)}
    """
    return {name: (row.get(name), given.get(name)) for name in CONTENT if name in columns and _differs(row.get(name), given.get(name))}


def told(row: Row, columns: Iterable[str]) -> tuple[str, ...]:
    """What rows without changes in these columns have in common, for an index: document and words."""
    return (str(row.get("doc_id", "")), *(plain(str(row.get(name, "")))[:200] if name in columns else "" for name in _TOLD))


def plain(text: str) -> str:
    """The text without the controls that workbooks cannot hold, white space evened out.

    >>> plain(" to  do\\x07 ")
    'to do'
    """
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split()).removeprefix("'")


def _differs(old: Cell | None, new: Cell | None) -> bool:
    if old == new:
        return False
    if isinstance(old, int | float) and isinstance(new, int | float):
        return not math.isclose(old, new, rel_tol=1e-9)
    if isinstance(old, list) or isinstance(new, list):
        return [plain(v) for v in _listed(old)] != [plain(v) for v in _listed(new)]
    a, b = ("" if v is None else plain(str(v)) for v in (old, new))
    cut = b.endswith("…") and len(b) > _CELL and a.startswith(b[:-1])
    return a != b and not cut


def _listed(value: Cell | None) -> list[str]:
    return value if isinstance(value, list) else []
