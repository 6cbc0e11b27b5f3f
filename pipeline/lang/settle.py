"""Which of overlapping stretches stay?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Stretch(Protocol):
    """Anything with a start and an end."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Stretch)


def settle(candidates: Iterable[S]) -> list[S]:
    """The longest of overlapping stretches, the first of equals, in text order.

    >>> from types import SimpleNamespace as Span
    >>> [(s.start, s.end) for s in settle([Span(start=4, end=9), Span(start=0, end=5), Span(start=0, end=3), Span(start=9, end=12)])]
    [(0, 5), (9, 12)]
    """
    kept: list[S] = []
    for s in sorted(candidates, key=lambda s: (s.start, -s.end)):
        if kept and s.start < kept[-1].end:
            if s.end - s.start > kept[-1].end - kept[-1].start:
                kept[-1] = s
            continue
        kept.append(s)
    return kept
