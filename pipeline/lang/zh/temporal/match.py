"""What does one rule hand to the scanner? The end of its match and what it says."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.said import Said
from pipeline.types import Relation


@dataclass(frozen=True, slots=True)
class Match:
    """A match from the scanner's position to `end`.

    `start` is set where the span begins later than the match (a preposition is left out). `partial` says that the match needs the other end of
    its range to be whole (the 1 of 1-3月). `range_` marks what is a range by itself. `year_offset` is set for 当年, 次年: the year
    named before plus so many. `closed` matches take no suffix (前, 以来).
    """

    end: int
    said: Said
    rule: str
    start: int | None = None
    relation: Relation | None = None
    confidence: float = 0.95
    partial: bool = False
    range_: bool = False
    closed: bool = False
    year_offset: int | None = None
    same_day: bool = False
