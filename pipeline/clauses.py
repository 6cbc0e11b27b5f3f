"""A clause of a sentence, as every language's splitter reports it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

NEAR = 200
"""Characters before a mention in which what ends right before it begins; patterns that end there are not tried from the head of the sentence on."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the sentence that tells one thing; offsets into the sentence, without outer punctuation.

    `subject`: it opens with a subject of its own (else it continues the clause before it). `core`: where its words begin behind
    an opening adverbial (到2025年，… / In 2022, …). `prefix`: it is only the head of an inline list (年度目标：).
    """

    start: int
    end: int
    core: int
    subject: bool
    prefix: bool = False


class Held:
    """Spans of a sentence that are not to be cut (its mentions), asked for by place; a sentence may hold hundreds.

    >>> held = Held([(8, 12), (0, 3), (2, 6)])
    >>> held.cut(5), held.cut(6), list(held.within(1, 12))
    (True, False, [(2, 6), (8, 12)])
    """

    __slots__ = ("ends", "spans", "starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.starts = [a for a, _ in self.spans]
        self.ends = list(accumulate((b for _, b in self.spans), max))

    def cut(self, position: int) -> bool:
        """Does a span begin before the position and end behind it?"""
        before = bisect_left(self.starts, position)
        return before > 0 and self.ends[before - 1] > position

    def within(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        """The spans that lie in the stretch."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end + 1)
        return [span for span in self.spans[first:last] if span[1] <= end]
