"""Which sentences did a translation leave out or add? Both texts are aligned in order; what stays alone is named."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.checker.link_facts import cleaned
from pipeline.checker.link_terms import language, terms
from pipeline.checker.model import TableRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.backends import Embedder, Vectors

    Scores = NDArray[np.float64]
    Steps = NDArray[np.int8]

_ALONE = 0.1
"""What a sentence that stays alone is worth: two sentences are put together where their likeness is more than twice that."""
_SHAPES = ((3, 1, 0.3), (2, 2, 0.3), (2, 1, 0.12), (1, 3, 0.3), (1, 2, 0.12), (1, 1, 0.0))
"""How many sentences of a answer how many of b, and what that costs."""
_STEPS = (*((x, y) for x, y, _ in _SHAPES), (1, 0), (0, 1))
_TIE = 1e-9
"""Scores this near are the same."""
_CLOSE = 0.5
"""A sentence with a likeness of this much to any of the other text is not called left out: it was moved."""
_BAND = 150
"""How far (in sentences) from the straight line the alignment may run, or farther where one text has many more of them."""
_SHARED = 0.12
"""The likeness that a part of a sentence has to the whole at least."""
_SHORT = {"zh": 6, "en": 16}
"""Characters under which a sentence is a heading or a call, not worth a finding."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which sentences of b (columns) answer which of a (rows), and how alike every two are."""

    likeness: Vectors
    pairs: tuple[tuple[int, int], ...]

    @property
    def turned(self) -> Alignment:
        """The same seen from b."""
        return Alignment(self.likeness.T, tuple(sorted((j, i) for i, j in self.pairs)))


def align(a: Sequence[TableRow], b: Sequence[TableRow], embed: Embedder) -> Alignment:
    """The sentences of a translation beside those of its original, in order."""
    likeness = _likeness(a, b, embed)
    return Alignment(likeness, tuple(_aligned(likeness)))


def alone(a: Sequence[TableRow], b: Sequence[TableRow], aligned: Alignment) -> tuple[list[TableRow], list[TableRow]]:
    """The sentences of a that the translation b has nothing for, and those of b that answer nothing in a; both in text order."""
    lengths = [len(cleaned(r.evidence)) for r in a], [len(cleaned(r.evidence)) for r in b]
    likeness, turned = aligned.likeness, aligned.turned
    taken_a, taken_b = _with_parts(aligned, *lengths), _with_parts(turned, *reversed(lengths))
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
    named = [[terms(t, r.lang or language(t)).concepts for t, r in zip(side, rows, strict=True)] for side, rows in zip(texts, (a, b), strict=True)]
    number = {concept: n for n, concept in enumerate(sorted({c for side in named for said in side for c in said}))}
    held = [np.zeros((len(side), len(number)), dtype=np.float32) for side in named]
    for matrix, side in zip(held, named, strict=True):
        for i, said in enumerate(side):
            matrix[i, [number[c] for c in said]] = 1.0
    both, fewer = held[0] @ held[1].T, np.minimum(held[0].sum(axis=1)[:, None], held[1].sum(axis=1)[None, :])
    shared = np.divide(both, fewer, out=np.zeros_like(both), where=fewer > 0)
    combined: Vectors = np.clip(meaning, -0.3, 1.0) * 0.8 + shared * 0.2
    return combined


def _aligned(likeness: Vectors) -> list[tuple[int, int]]:
    """The pairs of the best alignment in order (Gale and Church's dynamic program over shapes, on likeness instead of length)."""
    import numpy as np

    n, m = likeness.shape
    gains = [(x, y, _gain(likeness, x, y, cost)) for x, y, cost in _SHAPES]
    best = np.full((n + 1, m + 1), -np.inf)
    step = np.full((n + 1, m + 1), len(_STEPS) - 1, dtype=np.int8)
    places = np.arange(m + 1)
    band = max(_BAND, 2 * m // n)
    for i in range(n + 1):
        here, how = best[i], step[i]
        if i == 0:
            here[0] = 0.0
        for number, (x, y, gain) in enumerate(gains):
            if i >= x and m >= y:
                _take(here[y:], how[y:], best[i - x, : m + 1 - y] + gain[i - x], number)
        if i:
            _take(here, how, best[i - 1] + _ALONE, len(gains))
        # a sentence of b that stays alone adds to the cell before it in the same row: a running maximum
        run = np.maximum.accumulate(here - _ALONE * places) + _ALONE * places
        _take(here, how, np.where(run > here + _TIE, run, -np.inf), len(gains) + 1)
        middle = i * m // n
        here[: max(0, middle - band)] = -np.inf
        here[middle + band + 1 :] = -np.inf
    pairs: list[tuple[int, int]] = []
    i, j = n, m
    while i or j:
        x, y = _STEPS[step[i, j]]
        i, j = i - x, j - y
        pairs += [(i + k, j + q) for k in range(x) for q in range(y)]
    return pairs


def _with_parts(aligned: Alignment, mine: Sequence[int], theirs: Sequence[int]) -> set[int]:
    """The sentences of one text that are answered: those with a counterpart, and those beside them that are a further part of it.

    A long sentence may be split into more parts than the alignment looks for. A lone sentence is such a part if it shares something
    with its neighbour's counterpart, which without it is longer than the text's own ratio of lengths explains.
    """
    likeness = aligned.likeness
    answering: dict[int, set[int]] = {}
    for i, j in aligned.pairs:
        answering.setdefault(i, set()).add(j)
    taken = set(answering)
    ratio = sum(mine) / max(sum(theirs), 1)
    for order in (range(len(mine)), range(len(mine) - 1, -1, -1)):
        group: list[int] = []
        answers: set[int] = set()
        for i in order:
            here = answering.get(i, set())
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


def _take(here: Scores, how: Steps, offered: Scores, number: int) -> None:
    """Put the offered scores where they are better than those known, and the number of their step beside them."""
    better = offered > here
    here[better] = offered[better]
    how[better] = number


def _gain(likeness: Vectors, x: int, y: int, cost: float) -> Scores:
    """What it is worth to put x sentences of a against y of b, for each place where they can begin."""
    import numpy as np

    n, m = likeness.shape
    gain = np.full((max(n - x, -1) + 1, max(m - y, -1) + 1), -cost)
    for i in range(x):
        for j in range(y):
            gain += likeness[i : n - x + i + 1, j : m - y + j + 1] * ((x + y) / 2 / (x * y))
    return gain
