"""Which deadline, repetition and agencies of a sentence belong to one of its numbers or clauses?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from pipeline.parts import Mentions, Parts
from pipeline.types import IN_CHARGE, QuantityMention, TemporalMention

_COMMA = 30
"""Characters that a comma between a time and a number counts for."""


def pair(parts: Parts, mentions: Mentions) -> dict[int, int]:
    """The deadline of each target: in order where there are as many, else the nearest of its clause, else the last before, else a bound that ends
    the sentence."""
    deadlines = [d for d in parts.deadlines if mentions.times[d].temporal_type != "duration"] or parts.deadlines
    if not deadlines:
        return {}
    if len(deadlines) == len(parts.targets) and len(deadlines) > 1:
        return dict(zip(parts.targets, deadlines, strict=True))
    base = parts.sentence.start
    out: dict[int, int] = {}
    starts, ends = [mentions.times[d].start - base for d in deadlines], [mentions.times[d].end for d in deadlines]
    for i in parts.targets:
        q = mentions.quantities[i]
        clause = parts.clauses[parts.clause_of(q)]
        inside = deadlines[bisect_left(starts, clause.start) : bisect_left(starts, clause.end)]
        if inside:
            out[i] = min(inside, key=lambda d: (_gap(parts, mentions.times[d], q), d))
            continue
        before = bisect_right(ends, q.start)
        if before:
            out[i] = deadlines[before - 1]
        elif mentions.times[deadlines[0]].relation == "by" and not any(c.isalnum() for c in parts.phrase[mentions.times[deadlines[0]].end - base :]):
            out[i] = deadlines[0]  # ..., by 2025.
    return out


def _gap(parts: Parts, time: TemporalMention, quantity: QuantityMention) -> int:
    """How far a time is from a number; a bound, and a time with no comma between, is nearer."""
    base = parts.sentence.start
    low, high = (time.end, quantity.start) if time.end <= quantity.start else (quantity.end, time.start)
    gap = high - low
    if time.end <= quantity.start and ", " in parts.phrase[low - base : high - base]:
        gap += _COMMA  # a portfolio of X by 2045, including a reduction of 50 percent by 2032
    return gap if time.relation == "by" else gap + (400 if time.relation == "after" else 3)  # "beginning in June, … by 2025": the bound dates the number


def nearest_frequency(parts: Parts, mentions: Mentions, at: int, *, carried: bool = True) -> int | None:
    """The repetition of the clause, or the one that an earlier clause of the same subject opens with."""
    found = None
    for i in parts.frequencies:
        clause = parts.clause_of(mentions.times[i])
        if clause == at or (carried and clause < at and not parts.clauses[clause].prefix):
            found = i
    return found


def doers(parts: Parts, mentions: Mentions, first: int, last: int) -> list[int]:
    """The agencies of the clauses from `first` to `last`; where they name no doer, those of the nearest clause before them that does."""
    if not parts.agencies:
        return []
    by_clause = parts.doing(mentions)
    everywhere = [i for n, named in by_clause.items() if parts.names_doer(n) for i in named]
    if everywhere:
        return everywhere
    own = [i for n in range(first, last + 1) for i in by_clause.get(n, [])]
    if any(mentions.agencies[i].role in IN_CHARGE for i in own):
        return own
    for number in range(first - 1, -1, -1):
        named = by_clause.get(number, [])
        if any(mentions.agencies[i].role in IN_CHARGE for i in named):
            core = parts.clauses[number].core  # 甲牵头，乙配合，…: whoever stands before the act itself shares in what follows
            return [i for i in named if mentions.agencies[i].role in IN_CHARGE or parts.span(mentions.agencies[i])[0] < core] + own
    return own
