"""Which cells of a web page's tables reach over several rows or columns? Each place gets a cell of its own, before anything else looks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.read.grid import REPEATED
from pipeline.read.tree import number

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what a tree cannot hold
_LONG_CELL = 1500
_SPAN = 64
_MOST_ADDED = 100_000


def is_data(table: _Element) -> bool:
    """Whether a table holds data, not the layout of a page: no table inside, no cell that is as long as a text."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    return all(_length(cell) <= _LONG_CELL for cell in table.iterdescendants("td", "th", "cell"))


def spread(tree: _Element) -> None:
    """Give every place of the data tables a cell: beside a wide one empty cells, below a high one its text again where it is short.
    Tables that only lay out the page become blocks.

    >>> from lxml import html
    >>> table = html.fromstring("<table><tr><td>a<td rowspan=2>2025年</tr><tr><td>b</tr></table>")
    >>> spread(table); [[c.text for c in row] for row in table]
    [['a', '2025年'], ['b', '2025年']]
    """
    added = 0
    for table in list(tree.iter("table")):
        if not is_data(table):
            _unframe(table)
            continue
        below: dict[int, tuple[int, str]] = {}
        for row in table.iterdescendants("tr"):
            column = 0
            for cell in [c for c in row if c.tag in ("td", "th")]:
                if added > _MOST_ADDED:
                    return
                column += _filled(row, cell, column, below)
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
                text = " ".join("".join(cell.itertext()).split()) if down > 1 else ""
                for i in range(across):
                    if down > 1:
                        below[column + i] = (down - 1, text if i == 0 and len(text) <= REPEATED else "")
                    if i:
                        cell.addnext(cell.makeelement("td"))
                added += across
                column += across
                for name in ("colspan", "rowspan"):
                    cell.attrib.pop(name, None)
            added += _filled(row, None, column, below)
            if added > _MOST_ADDED:
                return


def _unframe(table: _Element) -> None:
    """Make a table that lays out the page what it is: blocks one after the other."""
    table.tag = "div"
    groups = [table, *(child for child in table if child.tag in ("tbody", "thead", "tfoot"))]
    for group in groups:
        for row in group:
            if row.tag in ("tr", "tbody", "thead", "tfoot"):
                row.tag = "div"
                for cell in row:
                    if cell.tag in ("td", "th"):
                        cell.tag = "div"


def _filled(row: _Element, cell: _Element | None, column: int, below: dict[int, tuple[int, str]]) -> int:
    """Put a cell in every place before `cell` (None: at the end) into which cells from above reach; how many."""
    count = 0
    while column + count in below:
        left, text = below.pop(column + count)
        if left > 1:
            below[column + count] = (left - 1, text)
        new = row.makeelement("td")
        new.text = _CONTROL.sub("", text)
        if cell is None:
            row.append(new)
        else:
            cell.addprevious(new)
        count += 1
    return count


def _span(element: _Element, name: str) -> int:
    return max(number(element.get(name), 1, most=_SPAN, digits=4), 1)


def _length(element: _Element) -> int:
    size = 0
    for text in element.itertext():
        size += len(text)
        if size > _LONG_CELL:
            break
    return size
