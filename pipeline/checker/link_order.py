"""Where in b should the counterpart of a row stand, when b follows the order of a?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from pipeline.checker.link_facts import Facts

SURE = 0.72
"""A pair that is each other's best with at least this score is an anchor."""
MARGIN = 0.08
"""… and ahead of the second best by this much."""
FEWEST = 3
"""Fewer anchors than this, or less than half of them in one order, say nothing about order."""
REACH = 3.0
"""At this many rows from the expected place the order counts half."""


def anchors(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Pairs that are surely right by themselves."""
    best_a = _best(scores, 0)
    best_b = _best(scores, 1)
    return sorted(
        (i, j)
        for i, (j, score, second) in best_a.items()
        if score >= SURE and score - second >= MARGIN and best_b[j][0] == i and score - best_b[j][2] >= MARGIN
    )


def _best(scores: Mapping[tuple[int, int], float], side: int) -> dict[int, tuple[int, float, float]]:
    """For each row the best counterpart, its score, and the second best score."""
    best: dict[int, tuple[int, float, float]] = {}
    for pair, score in scores.items():
        row, other = pair[side], pair[1 - side]
        known = best.get(row)
        if known is None:
            best[row] = (other, score, 0.0)
        elif score > known[1]:
            best[row] = (other, score, known[1])
        elif score > known[2]:
            best[row] = (known[0], known[1], score)
    return best


class Order:
    """The expected place of each row, by straight lines between anchors that rise together."""

    def __init__(self, a: Sequence[Facts], b: Sequence[Facts], pairs: Sequence[tuple[int, int]]) -> None:
        points = sorted((a[i].place, b[j].place) for i, j in pairs)
        chain = rising(points)
        self.known = len(chain) >= FEWEST and 2 * len(chain) >= len(points)
        self._xs = [-1, *(x for x, _ in chain), len(a)]
        self._ys = [-1, *(y for _, y in chain), len(b)]

    def fit(self, a: Facts, b: Facts) -> float | None:
        """1 where b stands just where it should, falling to 0; None where the order is not known."""
        if not self.known:
            return None
        right = min(max(1, bisect_left(self._xs, a.place)), len(self._xs) - 1)
        x0, x1, y0, y1 = self._xs[right - 1], self._xs[right], self._ys[right - 1], self._ys[right]
        expected = y0 + (y1 - y0) * (a.place - x0) / (x1 - x0)
        return 1.0 / (1.0 + (abs(b.place - expected) / REACH) ** 2)


def rising(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of points (sorted by x) whose y rises too.

    >>> rising([(0, 0), (1, 9), (2, 1), (3, 2)])
    [(0, 0), (2, 1), (3, 2)]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, y) in enumerate(points):
        at = bisect_left(tails, y)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(y)
            ends.append(n)
        else:
            tails[at], ends[at] = y, n
    chain: list[tuple[int, int]] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(points[n])
        n = before[n]
    return chain[::-1]
