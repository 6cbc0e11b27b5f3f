"""Which row of a table is the one that was decided on? Ids and offsets move; what is said, and where, stays alike."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from pipeline.review.decisions import CONTENT, Standing
from pipeline.write.tables import Row

_ALIKE = 0.75
"""How alike two wordings of an evidence are at least that are taken for one, of 1."""


def matched(decided: Sequence[Standing], rows: Sequence[Row]) -> dict[int, int]:
    """Number of a decided row → number of the row of the same document that it is, one to one; those that are not found are left out.

    Rows that say the same as the program's row or as the row decided on come first, then those whose evidence is alike and whose target,
    deadline, action or indicator is the same. Another target on the same evidence is another row, unless there is no other there.

    >>> from pipeline.review.decisions import Decision
    >>> old = {"evidence": "到2025年建成公园12个", "target_text": "12个", "value": 12}
    >>> matched([Standing(Decision("k", "a", "c1", "accept", "2025-01-01", old), old)], [{**old, "value": 13}])
    {0: 0}
    """
    pairs = []
    for i, one in enumerate(decided):
        known = [r for r in (one.first, one.last.row) if r is not None]
        for j, row in enumerate(rows):
            if weight := max(_weight(k, row) for k in known):
                pairs.append((-weight, abs(_start(known[0]) - _start(row)), i, j))
    found: dict[int, int] = {}
    for _, _, i, j in sorted(pairs):
        if i not in found and j not in found.values():
            found[i] = j
    for i, one in enumerate(decided):
        if i not in found:
            lone = [j for j, row in enumerate(rows) if row.get("evidence") == one.last.row.get("evidence")]
            others = [d for d in decided if d.last.row.get("evidence") == one.last.row.get("evidence")]
            if len(lone) == len(others) == 1 and lone[0] not in found.values():
                found[i] = lone[0]
    return found


def says(row: Row) -> tuple[object, ...]:
    """What a row says, without its ids and place."""
    return tuple(tuple(v) if isinstance(v := row.get(name), list) else v for name in CONTENT)


def alike(a: str, b: str) -> float:
    """How alike two wordings are, 0 to 1; 0 where they are less than that."""
    if not a or not b:
        return 0
    if a == b:
        return 1
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0
    return ratio if (ratio := matcher.ratio()) >= _ALIKE else 0


def _weight(known: Row, row: Row) -> float:
    if says(known) == says(row):
        return 10
    evidence = alike(str(known.get("evidence") or ""), str(row.get("evidence") or ""))
    if not evidence:
        return 0
    targets = known.get("target_text"), row.get("target_text")
    if all(targets) and targets[0] != targets[1] and known.get("value") != row.get("value"):
        return 0
    same = [bool(known.get(name)) and known.get(name) == row.get(name) for name in ("target_text", "deadline_text", "action", "indicator")]
    return 3 * evidence + 2 * same[0] + sum(same[1:]) if any(same) else 0


def _start(row: Row) -> int:
    start = row.get("start")
    return start if isinstance(start, int) else 0
