"""Where do rows that people added stand? Among those of their document, by the place in its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from pipeline.write.tables import Row


def inserted(rows: Sequence[Row], added: Iterable[Row]) -> list[Row]:
    """The rows of a document with those added: each behind the last that does not begin later; without a place, behind all.

    >>> [r["start"] for r in inserted([{"start": 3}, {"start": 9}], [{"start": 12}, {"start": 5}])]
    [3, 5, 9, 12]
    """
    order = sorted(range(len(rows)), key=lambda n: _at(rows[n]))
    starts = [_at(rows[n]) for n in order]
    last = list(accumulate(order, max))
    behind: dict[int, list[Row]] = {}
    for row in sorted(added, key=_at):
        before = bisect_right(starts, _at(row))
        behind.setdefault(last[before - 1] if before else -1, []).append(row)
    out = behind.get(-1, [])
    for n, row in enumerate(rows):
        out.append(row)
        out += behind.get(n, ())
    return out


def _at(row: Row) -> int:
    start = row.get("start")
    return start if isinstance(start, int) else 1 << 60
