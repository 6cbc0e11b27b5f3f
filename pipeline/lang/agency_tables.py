"""Which cells of a table name who is responsible? Those under a head like 责任单位 or "Lead agency"."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.types import Role

_MARK = re.compile(r"[|\t]")
_CELL = re.compile(r"[^|\t]+")


def governed_cells(text: str, role_of: Callable[[str], Role | None]) -> list[tuple[int, int, Role]]:
    """The stretches of cells whose column head `role_of` gives a role, ordered; cells are parted by | or tab.

    >>> governed_cells("task | owner\\n---|---\\nroads | City A", lambda head: "responsible" if head == "owner" else None)
    [(29, 35, 'responsible')]
    """
    out: list[tuple[int, int, Role]] = []
    heads: dict[int, Role] = {}
    width = last = -1
    mark = _MARK.search(text)
    while mark is not None:
        begin = text.rfind("\n", 0, mark.start()) + 1
        end = text.find("\n", mark.end())
        end = len(text) if end < 0 else end
        mark = _MARK.search(text, end)
        cells = [m.span() for m in _CELL.finditer(text, begin, end) if m.group().strip()]
        if begin - last > 2:
            heads, width = {}, -1
        last = end
        if not any(c.isalnum() for c in text[begin:end]):
            continue
        named = {i: role for i, (s, e) in enumerate(cells) if e - s < 40 and (role := role_of(text[s:e].strip(" *"))) is not None}
        if named and len(cells) > 1:
            heads, width = named, len(cells)
            continue
        if heads and len(cells) == width:
            for i, role in sorted(heads.items()):
                start, stop = cells[i]
                cell = text[start:stop]
                out.append((start + len(cell) - len(cell.lstrip()), stop - len(cell) + len(cell.rstrip()), role))
    return out
