"""What is a cleaning step: a name, the characters without which it has nothing to do, and the function that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.text import AlignedText


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of noise. `run` is called only where the text holds at least one character of `triggers`."""

    name: str
    triggers: frozenset[str]
    run: Callable[[AlignedText], AlignedText]


def substitute(aligned: AlignedText, table: dict[str, str]) -> AlignedText:
    """Replace single characters by single characters.

    A table made for this text alone, identity included, keeps `str.translate` off its slow path of missed look-ups.

    >>> substitute(AlignedText.of("５０％"), {"５": "5", "０": "0", "％": "%"}).text
    '50%'
    """
    if aligned.alphabet.isdisjoint(table):
        return aligned
    return aligned.translate({ord(c): table.get(c, c) for c in aligned.alphabet})
