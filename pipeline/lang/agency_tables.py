"""Which cells of a table name who is responsible? Those under a head like 责任单位 or "Lead agency"."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.types import Role

_LINE = re.compile(r"[^\n]*[|\t][^\n]*")
_CELL = re.compile(r"[^|\t]+")


def governed_cells(text: str, role_of: Callable[[str], Role | None]) -> list[tuple[int, int, Role]]:
    """The stretches of cells whose column head `role_of` gives a role, ordered; cells are parted by | or tab.

    >>> governed_cells("task | owner\\n---|---\\nroads | City A", lambda head: "responsible" if head == "owner" else None)
    [(30, 36, 'responsible')]
    """
    out: list[tuple[int, int, Role]] = []
    heads: dict[int, Role] = {}
    width = last = -1
    for line in _LINE.finditer(text):
        cells = [(line.start() + m.start(), line.start() + m.end()) for m in _CELL.finditer(line.group()) if m.group().strip()]
        if line.start() - last > 2:
            heads, width = {}, -1
        last = line.end()
        named = {i: role for i, (s, e) in enumerate(cells) if e - s < 40 and (role := role_of(text[s:e].strip(" *"))) is not None}
        if named and len(cells) > 1:
            heads, width = named, len(cells)
            continue
        if heads and len(cells) == width:
            for i, role in sorted(heads.items()):
                start, end = cells[i]
                cell = text[start:end]
                out.append((start + len(cell) - len(cell.lstrip()), end - len(cell) + len(cell.rstrip()), role))
    return out
