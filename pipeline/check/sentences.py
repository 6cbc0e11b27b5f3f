"""Which sentences did a translation leave out or add? Both texts are aligned in order; what stays alone is named."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.check.link_facts import cleaned
from pipeline.check.link_terms import language, terms
from pipeline.check.model import TableRow

if TYPE_CHECKING:
    from pipeline.check.link_embed import Embedder, Vectors

_ALONE = 0.1
"""What a sentence that stays alone is worth: two sentences are put together where their likeness is more than twice that."""
_SHAPES = ((1, 1, 0.0), (1, 2, 0.12), (2, 1, 0.12), (1, 3, 0.3), (3, 1, 0.3), (2, 2, 0.3))
"""How many sentences of a answer how many of b, and what that costs."""
_CLOSE = 0.5
"""A sentence with a likeness of this much to any of the other text is not called left out: it was moved."""
_BAND = 150
"""How far (in sentences) from the straight line the alignment may run."""
_SHARED = 0.12
"""The likeness that a part of a sentence has to the whole at least."""
_SHORT = {"zh": 6, "en": 16}
"""Characters under which a sentence is a heading or a call, not worth a finding."""


def alone(a: Sequence[TableRow], b: Sequence[TableRow], embed: Embedder) -> tuple[list[TableRow], list[TableRow]]:
    """The sentences of a that the translation b has nothing for, and those of b that answer nothing in a; both in text order."""
    if not a or not b:
        return list(a), list(b)
    likeness = _likeness(a, b, embed)
    pairs = _aligned(likeness)
    lengths = [len(cleaned(r.evidence)) for r in a], [len(cleaned(r.evidence)) for r in b]
    taken_a, taken_b = _with_parts(pairs, likeness, *lengths), _with_parts([(j, i) for i, j in pairs], likeness.T, *reversed(lengths))
    left = [row for i, row in enumerate(a) if i not in taken_a and likeness[i].max() < _CLOSE and _worth(row)]
    right = [row for j, row in enumerate(b) if j not in taken_b and likeness[:, j].max() < _CLOSE and _worth(row)]
    return left, right


def _worth(row: TableRow) -> bool:
    text = row.evidence.strip()
    return len(text) > _SHORT[row.lang or language(text)]


def _likeness(a: Sequence[TableRow], b: Sequence[TableRow], embed: Embedder) -> Vectors:
    """How alike each pair is, about 0..1: meaning by embeddings on the model's own scale, and the policy terms both name."""
    import numpy as np

    texts = [cleaned(r.evidence) for r in a], [cleaned(r.evidence) for r in b]
    cosine = embed.encode(texts[0]) @ embed.encode(texts[1]).T
    meaning = (cosine - embed.low) / (embed.high - embed.low)
    said = [[terms(t, r.lang or language(t)).concepts for t, r in zip(side, rows, strict=True)] for side, rows in zip(texts, (a, b), strict=True)]
    shared = np.zeros_like(meaning)
    for i, x in enumerate(said[0]):
        for j, y in enumerate(said[1]):
            if x and y and (both := len(x & y)):
                shared[i, j] = both / min(len(x), len(y))
    combined: Vectors = np.clip(meaning, -0.3, 1.0) * 0.8 + shared * 0.2
    return combined


def _aligned(likeness: Vectors) -> list[tuple[int, int]]:
    """The pairs of the best alignment in order (Gale and Church's dynamic program over shapes, on likeness instead of length)."""
    import numpy as np

    n, m = likeness.shape
    best = np.full((n + 1, m + 1), -np.inf)
    best[0, 0] = 0.0
    step: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(n + 1):
        middle = i * m // n
        for j in range(max(0, middle - _BAND), min(m, middle + _BAND) + 1):
            here = best[i, j]
            if here == -np.inf:
                continue
            for x, y, gain in _steps(likeness, i, j, n, m):
                if here + gain > best[i + x, j + y]:
                    best[i + x, j + y] = here + gain
                    step[i + x, j + y] = (x, y)
    pairs: list[tuple[int, int]] = []
    i, j = n, m
    while i or j:
        x, y = step[i, j]
        i, j = i - x, j - y
        pairs += [(i + k, j + q) for k in range(x) for q in range(y)]
    return pairs


def _with_parts(pairs: Sequence[tuple[int, int]], likeness: Vectors, mine: Sequence[int], theirs: Sequence[int]) -> set[int]:
    """The sentences of one text that are answered: those with a counterpart, and those beside them that are a further part of it.

    A long sentence may be split into more parts than the alignment looks for. A lone sentence is such a part if it shares something
    with its neighbour's counterpart, which without it is longer than the text's own ratio of lengths explains.
    """
    taken = {i for i, _ in pairs}
    ratio = sum(mine) / max(sum(theirs), 1)
    for order in (range(len(mine)), range(len(mine) - 1, -1, -1)):
        group: list[int] = []
        answers: set[int] = set()
        for i in order:
            here = {j for k, j in pairs if k == i}
            if here:
                group = [*group, i] if here & answers else [i]
                answers = here
            elif i not in taken and answers and max(float(likeness[i, j]) for j in answers) > _SHARED:
                wanted = ratio * sum(theirs[j] for j in answers)
                had = sum(mine[k] for k in group)
                if abs(math.log((had + mine[i]) / wanted)) < abs(math.log(had / wanted)):
                    taken.add(i)
                    group = [*group, i]
            if not here and i not in taken:
                answers = set()
    return taken


def _steps(likeness: Vectors, i: int, j: int, n: int, m: int) -> list[tuple[int, int, float]]:
    steps = [(1, 0, _ALONE)] if i < n else []
    if j < m:
        steps.append((0, 1, _ALONE))
    for x, y, cost in _SHAPES:
        if i + x <= n and j + y <= m:
            block = likeness[i : i + x, j : j + y]
            steps.append((x, y, float(block.sum()) / (x * y) * (x + y) / 2 - cost))
    return steps
