"""Which time of day stands beside a date, and belongs to its span: 10:15 on July 5, May 1 at 5 p.m. Eastern Time, the morning of?"""

from __future__ import annotations

import re

from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import ALL_WEEKDAYS

# a time of day behind a date, and one before it
_ZONE = (
    r"[ECMP][SD]?T|GMT|UTC|BST|CES?T|IST|JST|HKT|(?:Eastern|Central|Mountain|Pacific|British|Greenwich Mean|Beijing|local)"
    r"(?: (?:Standard|Daylight|Summer|European))? time"
)
CLOCK = re.compile(
    r"(?:T| *, *(?:at )?| +at +| +)?"
    r"(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?)"
    r"(?:Z\b| ?\(?(?:" + _ZONE + r")\b\)?)?",
    re.IGNORECASE,
)
_CLOCK_WORD = re.compile(r" +at +(?:noon|midnight)\b", re.IGNORECASE)


_TIMES_OF_DAY = frozenset({"morning", "afternoon", "evening", "night", "noon", "eve"})


def part_of_day_before(t: Tokens, first: int) -> int:
    """The first token of "the morning of" before the date at token `first`; `first` where there is none."""
    k = first - 1 if t.before(first) == "the" else first
    if t.before(k) == "of" and t.before(k, 2) in _TIMES_OF_DAY and t.before(k, 3) == "the":
        return k - 3
    return first


_EARLIER_CLOCK = re.compile(
    r"(?:(?:\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?|\b\d{1,2} ?[ap]\.?m\b\.?)(?: \(?(?:" + _ZONE + r")\)?)?|\b(?:noon|midnight))(?: on|,)? $",
    re.IGNORECASE,
)


def clock_before(text: str, start: int) -> int:
    """Where the time of day that stands before the date at offset `start` begins ("10:15 on July 5"); `start` where there is none."""
    if not text[max(0, start - 4) : start].endswith(("n ", ", ", "m ", ". ", "0 ", "5 ", "T ", "e ", "t ")):
        return start
    m = _EARLIER_CLOCK.search(text, max(0, start - 50), start)
    return m.start() if m else start


def weekday_behind(t: Tokens, j: int) -> int:
    """The token after a weekday in brackets or behind a comma that only names the day of the date before token `j`."""
    if t.word[j] == "(" and t.word[j + 1] in ALL_WEEKDAYS and t.word[j + 2] == ")":
        return j + 3
    if t.word[j] == "," and t.word[j + 1] in ALL_WEEKDAYS and t.capital(j + 1) and not t.word[j + 2].isalpha() and t.word[j + 2] != ",":
        return j + 2
    return j


def clock(t: Tokens, j: int) -> int:
    """The offset where the time of day behind a date ends (the end of token j-1 where there is none)."""
    end = t.end[j - 1]
    m = CLOCK.match(t.text, end) or _CLOCK_WORD.match(t.text, end)
    return m.end() if m and not t.text.startswith(" on ", m.end()) else end
