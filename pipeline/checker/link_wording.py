"""How alike are the wordings of two rows, within a language and across languages?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import TYPE_CHECKING

from pipeline.backends import Embedder
from pipeline.checker.link_facts import Facts

if TYPE_CHECKING:
    from pipeline.backends import Vectors

_SUBJECT = 0.65
"""Weight of what is measured against the clause around it."""
_SAME_INDICATOR = 0.55
"""The least likeness of two rows of one indicator of the lexicon; the wording decides the rest."""
_OTHER_INDICATOR = 0.6
"""What is left of the likeness of two rows whose indicators the lexicon tells apart."""
_OTHER_GROUP = 0.45
"""What is left where words exclude each other (rural and urban, import and export)."""

BACKGROUND = 20
"""Rows added to the size of a document when words are weighed, so that short lists do not make everything common."""


class Wording:
    """The likeness of wordings of two documents, weighted by how rare their words are in both."""

    def __init__(self, a: Sequence[Facts], b: Sequence[Facts], embed: Embedder | None = None) -> None:
        self._rarity = _rarity([[{*f.focus_words, *f.subject_words} for f in side] for side in (a, b)])
        self._concept_rarity = _rarity([[f.concepts | f.subject_concepts for f in side] for side in (a, b)])
        self._embed = embed
        self._a: Vectors | None = None
        self._b: Vectors | None = None
        self._in_a = {id(f): i for i, f in enumerate(a)}
        self._in_b = {id(f): i for i, f in enumerate(b)}
        if embed is not None and a and b:
            self._a, self._b = embed.encode([_said(f) for f in a]), embed.encode([_said(f) for f in b])

    def cosine(self, a: Facts, b: Facts) -> float | None:
        """Nearness in meaning on the scale 0 (strangers) to 1 (translations), None without an embedder."""
        if self._embed is None or self._a is None or self._b is None:
            return None
        cosine = float(self._a[self._in_a[id(a)]] @ self._b[self._in_b[id(b)]])
        return min(1.0, max(0.0, (cosine - self._embed.low) / (self._embed.high - self._embed.low)))

    def nearest(self, a: Sequence[Facts], b: Sequence[Facts], top: int) -> Iterable[tuple[int, int]]:
        """For each row of a the places of the `top` nearest rows of b by meaning."""
        if self._a is None or self._b is None:
            return
        import numpy as np

        top = min(top, len(b))
        for start in range(0, len(a), 1024):
            block = self._a[start : start + 1024] @ self._b.T
            best = np.argpartition(-block, top - 1, axis=1)[:, :top]
            for i, row in enumerate(best):
                for j in row:
                    yield start + i, int(j)

    def either(self, one: Facts, other: Facts) -> float:
        """The likeness of the wordings alone, whichever of the two documents each row is of."""
        a, b = (one, other) if id(one) in self._in_a else (other, one)
        return self._within(a, b) if a.lang == b.lang else self._across(a, b)

    def alike(self, a: Facts, b: Facts) -> float:
        """0 (nothing in common) to 1 (the same words, or translations of each other)."""
        score = self._within(a, b) if a.lang == b.lang else self._across(a, b)
        if a.indicator and b.indicator:
            if a.indicator == b.indicator:
                score = _SAME_INDICATOR + (1 - _SAME_INDICATOR) * score
            else:
                score *= _OTHER_INDICATOR
        if excluded(a, b):
            score *= _OTHER_GROUP
        return score

    def _within(self, a: Facts, b: Facts) -> float:
        subject = overlap(a.subject_words, b.subject_words, self._rarity)
        named = overlap(dict.fromkeys(a.subject_concepts, 1), dict.fromkeys(b.subject_concepts, 1), self._concept_rarity)
        clause = overlap(a.focus_words, b.focus_words, self._rarity)
        subject = max(subject, (subject + named) / 2)
        wording = max(_SUBJECT * subject + (1 - _SUBJECT) * clause, 0.9 * clause)
        meaning = self.cosine(a, b)
        return wording if meaning is None else max(wording, 0.5 * wording + 0.5 * meaning)

    def _across(self, a: Facts, b: Facts) -> float:
        subject = overlap(dict.fromkeys(a.subject_concepts, 1), dict.fromkeys(b.subject_concepts, 1), self._concept_rarity)
        clause = overlap(dict.fromkeys(a.concepts, 1), dict.fromkeys(b.concepts, 1), self._concept_rarity)
        terms = sqrt(max(0.5 * subject + 0.5 * clause, 0.9 * clause))
        meaning = self.cosine(a, b)
        return terms if meaning is None else 0.4 * terms + 0.6 * meaning


def excluded(a: Facts, b: Facts) -> bool:
    """Whether the two rows name concepts that exclude each other."""
    return any((theirs := b.contrast.get(group)) and own.isdisjoint(theirs) for group, own in a.contrast.items())


def overlap(a: Mapping[str, int], b: Mapping[str, int], rarity: Mapping[str, float]) -> float:
    """Cosine of two bags of words, each word weighted by its rarity.

    >>> round(overlap({"x": 1, "y": 1}, {"y": 1}, {"x": 1.0, "y": 1.0}), 2)
    0.71
    """
    if not a or not b:
        return 0.0
    shared = product(a, b, rarity)
    if not shared:
        return 0.0
    return min(1.0, shared / (length(a, rarity) * length(b, rarity)))


def product(a: Mapping[str, int], b: Mapping[str, int], rarity: Mapping[str, float]) -> float:
    """What two bags of words share: their inner product, each word weighted by its rarity."""
    if len(b) < len(a):
        a, b = b, a
    return sum(rarity[w] ** 2 * n * b[w] for w, n in a.items() if w in b)


def length(bag: Mapping[str, int], rarity: Mapping[str, float]) -> float:
    """The length of a bag of words as a vector, each word weighted by its rarity."""
    return sqrt(sum((rarity[w] * n) ** 2 for w, n in bag.items()))


def _rarity(sides: Sequence[Sequence[Iterable[str]]]) -> dict[str, float]:
    """The weight of each word: how rare it is in the document that has it more often. A word that each document has once is rare in both."""
    often: dict[str, int] = {}
    for bags in sides:
        for word, n in Counter(w for bag in bags for w in set(bag)).items():
            often[word] = max(n, often.get(word, 0))
    size = max(map(len, sides), default=0) + BACKGROUND
    return {w: log(1 + size / n) for w, n in often.items()}


def _said(row: Facts) -> str:
    return row.focus if row.subject in row.focus else f"{row.subject} {row.focus}"
