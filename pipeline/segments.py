"""Into which pieces does a text fall by what was found in it? Every way to show a document draws these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.types import Commitment, Extraction


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the source in which nothing begins or ends: the mention it is of and the rows whose evidence it is of, by index."""

    start: int
    end: int
    mention: int | None
    rows: tuple[int, ...]


def segments(extraction: Extraction) -> Iterator[Segment]:
    """The segments of a document in order; together they are its whole text. They are also cut where a statement begins or ends.

    >>> from decimal import Decimal
    >>> from pipeline.types import Document, QuantityMention
    >>> found = QuantityMention(2, 5, "95%", Decimal(95), unit="percent")
    >>> [(s.start, s.end, s.mention) for s in segments(Extraction(Document("d", "达到95%。"), (found,)))]
    [(0, 2, None), (2, 5, 0), (5, 6, None)]
    """
    mention_at: dict[int, int | None] = {}
    opened: dict[int, list[int]] = defaultdict(list)
    closed: dict[int, list[int]] = defaultdict(list)
    cuts = {0, len(extraction.document.text)}
    for s in extraction.statements:
        cuts |= {s.start, s.end}
    for number, m in enumerate(extraction.mentions):
        mention_at[m.start] = number
        mention_at.setdefault(m.end, None)
    for number, c in enumerate(extraction.commitments):
        opened[c.start].append(number)
        closed[c.end].append(number)
    at, mention, rows = 0, None, frozenset[int]()
    for cut in sorted({*cuts, *mention_at, *opened, *closed}):
        if cut > at:
            yield Segment(at, cut, mention, tuple(sorted(rows)))
        mention = mention_at.get(cut, mention)
        rows = rows.difference(closed.get(cut, ())).union(opened.get(cut, ()))
        at = cut


AROUND = 120
"""Characters of the text that are shown before and behind the evidence of a row."""


def own_mentions(row: Commitment) -> tuple[int, ...]:
    """The mentions that make a row, by index in text order: target, deadline, frequency, agencies."""
    return tuple(sorted({m for m in (row.target, row.deadline, row.frequency, *row.agencies) if m is not None}))


def passage(extraction: Extraction, row: Commitment) -> Iterator[tuple[Segment, bool]]:
    """The segments around the evidence of a row, cut to the passage, and whether each is of the evidence; of mentions only those of the row are named."""
    own = own_mentions(row)
    low, high = row.start - AROUND, row.end + AROUND
    for segment in segments(extraction):
        start, end = max(segment.start, low), min(segment.end, high)
        if start < end:
            yield Segment(start, end, segment.mention if segment.mention in own else None, segment.rows), row.start <= start < row.end
