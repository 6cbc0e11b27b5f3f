"""What do the finders of bodies pass to one another, in every language: a stretch that names a body, the rules' own or one that a model proposed?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.proposed import Candidate


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch that names a body. `kind`: named (a body by name), officer (an office, with its body), soft (a firm, school, centre: a body only
    where it acts), collective (a class of bodies, only where it acts). `probability` is that of the model that proposed it."""

    start: int
    end: int
    kind: str
    rule: str
    probability: float | None = None


def trimmed(text: str, candidate: Candidate, lead: re.Pattern[str], tail: re.Pattern[str]) -> tuple[int, int]:
    """Where a candidate begins and ends without the small words and signs that `lead` matches at its head and `tail` finds at its end.

    >>> trimmed("由市财政局等", Candidate(0, 6, 0.9, "m"), re.compile("由"), re.compile(r"等\\Z"))
    (1, 5)
    """
    start, end = candidate.start, candidate.end
    if (ahead := lead.match(text, start, end)) is not None:
        start = ahead.end()
    if (behind := tail.search(text, start, end)) is not None:
        end = behind.start()
    return start, end


def apart(start: int, end: int, found: Iterable[Found]) -> bool:
    """Does a stretch overlap none of those found?"""
    return not any(f.start < end and start < f.end for f in found)
