"""Which rows of two documents are worth comparing? An inverted index over what is rare in them, near linear in their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import ceil, log

from pipeline.checker.link_facts import Facts
from pipeline.checker.link_wording import Wording

TOP = 24
"""Candidates kept for each row of a."""
COMMON = 400
"""A feature that more rows of b have than this tells nothing and is passed over."""
BAND = 6
"""In a translation the rows about the same relative place are candidates too."""


def candidates(a: Sequence[Facts], b: Sequence[Facts], wording: Wording, *, ordered: bool) -> list[tuple[int, int]]:
    """Pairs of indices (into a, into b), sorted; `ordered` adds neighbours in the order of the text."""
    index: dict[str, list[int]] = defaultdict(list)
    for j, row in enumerate(b):
        for feature in features(row):
            index[feature].append(j)
    pairs: set[tuple[int, int]] = set()
    for i, row in enumerate(a):
        votes: dict[int, float] = defaultdict(float)
        for feature in features(row):
            rows = index.get(feature, ())
            if rows and len(rows) <= COMMON:
                weight = log(1 + len(b) / len(rows))
                for j in rows:
                    votes[j] += weight
        best = sorted(votes, key=lambda j: (-votes[j], j))[:TOP]
        pairs.update((i, j) for j in best)
    pairs.update(wording.nearest(a, b, 6))
    if ordered and a and b:
        by_place = sorted(range(len(b)), key=lambda j: b[j].place)
        for i, row in enumerate(a):
            middle = ceil(row.place * len(b) / len(a))
            pairs.update((i, j) for j in by_place[max(0, middle - BAND) : middle + BAND])
    return sorted(pairs)


def features(row: Facts) -> Iterator[str]:
    """What a row can be found by: indicator, concepts, words of its language, number, due date, bodies."""
    if row.indicator:
        yield f"i:{row.indicator}"
    for concept in row.concepts | row.subject_concepts:
        yield f"c:{concept}"
    for word in {*row.subject_words, *row.focus_words}:
        yield f"{row.lang}:{word}"
    if row.value:
        yield f"v:{row.dimension}:{row.value:.2g}"
        yield f"n:{row.digits}"
    if row.due:
        yield f"d:{row.due}"
    for agency in row.agencies:
        yield f"a:{agency}"
