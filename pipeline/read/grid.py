"""How does a table of a document look as text? A line for each row, cells between bars, the row of column names underlined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ABOVE = "\x00"
"""The text of a cell that is one with the cell above it."""

_LABEL = 24
REPEATED = 40
"""Characters up to which the text of a merged cell is repeated."""


def lines(rows: Iterable[Sequence[str]], *, named: bool | None = None) -> list[str]:
    """The lines of a table. `named`: the first row holds column names; None: it does if its cells are short and hold no digits.

    What stands in merged cells (a date, an agency) holds for all the rows that it spans: it is repeated where it is short.
    A table of one column is no table but a frame around text: its cells become plain lines.

    >>> lines([["任务", "时限"], ["建成托位\\n20个", "2026年底"], ["完成评估", ABOVE]])
    ['| 任务 | 时限 |', '| --- | --- |', '| 建成托位 20个 | 2026年底 |', '| 完成评估 | 2026年底 |']
    """
    cells = [list(row) for row in rows]
    width = max(map(len, cells), default=0)
    if width < 2:
        return [line.strip() for row in cells for cell in row if cell != ABOVE for line in cell.split("\n") if line.strip()]
    flat: list[list[str]] = []
    for row in cells:
        before = flat[-1] if flat else []
        flat.append([_above(before, i) if cell == ABOVE else " ".join(cell.replace("|", "/").split()) for i, cell in enumerate(row)])
    flat = [row for row in flat if any(row)]
    out = ["| " + " | ".join(row) + " |" for row in flat]
    if len(flat) > 1 and (named or (named is None and _names(flat[0]))):
        out.insert(1, "|" + " --- |" * len(flat[0]))
    return out


def _above(row: Sequence[str], column: int) -> str:
    text = row[column] if column < len(row) else ""
    return text if len(text) <= REPEATED else ""


def _names(row: Sequence[str]) -> bool:
    return all(cell and len(cell) <= _LABEL and not any(c.isdigit() for c in cell) for cell in row)
