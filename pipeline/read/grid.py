"""How does a table of a document look as text? A line for each row, cells between bars, the row of column names underlined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_LABEL = 24


def lines(rows: Iterable[Sequence[str]], *, named: bool | None = None) -> list[str]:
    """The lines of a table. `named`: the first row holds column names; None: it does if its cells are short and hold no digits.

    A table of one column is no table but a frame around text: its cells become plain lines.

    >>> lines([["任务", "时限"], ["建成托位\\n20个", "2026年底"]])
    ['| 任务 | 时限 |', '| --- | --- |', '| 建成托位 20个 | 2026年底 |']
    """
    cells = [list(row) for row in rows]
    width = max(map(len, cells), default=0)
    if width < 2:
        return [line.strip() for row in cells for cell in row for line in cell.split("\n") if line.strip()]
    flat = [[" ".join(cell.replace("|", "/").split()) for cell in row] for row in cells]
    flat = [row for row in flat if any(row)]
    out = ["| " + " | ".join(row) + " |" for row in flat]
    if len(flat) > 1 and (named or (named is None and _names(flat[0]))):
        out.insert(1, "|" + " --- |" * len(flat[0]))
    return out


def _names(row: Sequence[str]) -> bool:
    return all(cell and len(cell) <= _LABEL and not any(c.isdigit() for c in cell) for cell in row)
