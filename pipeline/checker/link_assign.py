"""Who gets whom? The one-to-one choice that makes the sum of scores greatest, in each group of rows that compete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping


def assign(scores: Mapping[tuple[int, int], float], threshold: float) -> dict[tuple[int, int], float]:
    """The chosen pairs with their scores, none under the threshold.

    >>> assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.85, (1, 1): 0.1}, 0.5)
    {(0, 1): 0.8, (1, 0): 0.85}
    """
    kept = {pair: score for pair, score in scores.items() if score >= threshold}
    chosen: dict[tuple[int, int], float] = {}
    for group in _groups(kept):
        chosen.update(_best(group, kept, threshold))
    return dict(sorted(chosen.items()))


def _groups(pairs: Mapping[tuple[int, int], float]) -> list[list[tuple[int, int]]]:
    """Pairs that share rows, directly or over others."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = node = parent[parent[node]]
        return node

    for i, j in pairs:
        parent[root(("a", i))] = root(("b", j))
    groups: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for i, j in pairs:
        groups[root(("a", i))].append((i, j))
    return list(groups.values())


def _best(group: list[tuple[int, int]], scores: Mapping[tuple[int, int], float], threshold: float) -> dict[tuple[int, int], float]:
    if len(group) == 1:
        return {group[0]: scores[group[0]]}
    import numpy as np
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]  # scipy has no types of its own

    left, right = sorted({i for i, _ in group}), sorted({j for _, j in group})
    at_left, at_right = {i: n for n, i in enumerate(left)}, {j: n for n, j in enumerate(right)}
    gain = np.zeros((len(left), len(right)))
    for i, j in group:
        # what is won over leaving both alone; a little more than 0, so that a pair just at the threshold is still taken
        gain[at_left[i], at_right[j]] = scores[i, j] - threshold + 1e-6
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return {(left[r], right[c]): scores[left[r], right[c]] for r, c in zip(rows, columns, strict=True) if gain[r, c] > 0}
