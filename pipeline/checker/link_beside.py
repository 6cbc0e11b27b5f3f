"""Which rows that were left over are about the same indicator and day, but told in a form that cannot be compared?

They are linked, so that the verdict can name what keeps them apart (another baseline, an average beside a sum, a level beside a rise), only where
neither has a comparable counterpart. Another region, population, period or unit is another promise: such rows are never linked.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checker.link_assign import assign
from pipeline.checker.link_facts import Facts
from pipeline.checker.link_wording import Wording

ALIKE = 0.8
"""Least likeness of the wordings: as good as the same."""
SURE = 0.5
"""The score of identical wordings: below that of any rows that can be compared."""


def beside(left: Sequence[Facts], right: Sequence[Facts], free_a: Sequence[int], free_b: Sequence[int], wording: Wording) -> dict[tuple[int, int], float]:
    """Pairs of free rows with their scores (under 0.5), one to one."""
    by_due: dict[tuple[str | None, str | None], list[int]] = {}
    for j in free_b:
        by_due.setdefault((right[j].dimension, right[j].due), []).append(j)
    scores: dict[tuple[int, int], float] = {}
    for i in free_a:
        a = left[i]
        if a.numeric and a.due and a.row.status == "committed" and not a.lists:
            for j in by_due.get((a.dimension, a.due), ()):
                if right[j].numeric and _same_ground(a, right[j]) and (alike := wording.alike(a, right[j])) >= ALIKE:
                    scores[i, j] = SURE * alike
    return assign(scores, SURE * ALIKE)


def _same_ground(a: Facts, b: Facts) -> bool:
    """Whether region and period can be the same."""
    if a.length and b.length and a.length != b.length:
        return False
    return not a.places or not b.places or not a.places.isdisjoint(b.places)
