"""Which quantities are said without a plain number: all, full coverage, doubling, halving, threefold, twice, ranked third?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipeline.lang.en import numerals
from pipeline.types import Change


@dataclass(frozen=True, slots=True)
class Share:
    """A quantity said by a word: its span, value, unit, change and rule."""

    start: int
    end: int
    value: Decimal
    unit: str
    change: Change
    rule: str


# full coverage, fully covered, universal coverage
_COVERAGE: Final = re.compile(
    r"(?:full|complete|total|universal|blanket)[ -]coverage(?![a-z])|(?:fully|completely|entirely|universally) cover(?:ed|s|ing)?(?![a-z])"
)
_MULTIPLES: Final = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5}
_VERB: Final = re.compile(r"(?P<stem>doubl|tripl|trebl|quadrupl|quintupl)(?P<tail>ing|ed|es|e)(?![a-z-])")
_WILL: Final = re.compile(r"(?<![a-z])(?:to|will|would|should|shall|must|can|could|may) $")
_BASE_BEFORE: Final = re.compile(
    r"(?:(?<![a-z])(?:has|have|had|more than|nearly|almost|about|roughly|least|and|or|not|over|we|they|agencies|parties)|[^a-z\d \"“'‘]) $|^$|\n$"
)
_BASE_BEHIND: Final = re.compile(r" (?:the|its|their|our|his|in|over|from|by|gdp|per capita|output|exports|that|current|between|what|this)(?![a-z])")
_NOT_DOUBLE: Final = re.compile(r" (?:down|check|tax|standard|reduction|first|degree|cropping|blind|digit|track|up|counting|jeopard|room|bond)")
_HALVE: Final = re.compile(r"halv(?:ing|ed|es|e)(?![a-z])")
_FOLD: Final = re.compile(rf"(?P<n>{numerals.CARDINAL_WORD}|hundred|thousand)-?fold(?![a-z])")
_TWICE: Final = re.compile(r"twice(?= (?:as|the|that|what|more|its|their|over|of)(?![a-z]))")
_RANK: Final = re.compile(
    r"rank(?:s|ed|ing)?(?: (?:as|in|at|the|among|joint|world|globally|overall))? (?:(?P<word>(?:number|no\.|no) (?:\d{1,3}|[a-z]+)|"
    rf"(?P<ord>{numerals.ORDINAL_WORD})|(?P<num>\d{{1,3}})(?:st|nd|rd|th))(?: place)?)(?![a-z-])(?! (?:floor|class|time))"
)
_PLACE: Final = re.compile(rf"(?<![a-z])(?P<ord>{numerals.ORDINAL_WORD}) place(?![a-z])")

# a target of everything: "by the end of 2025, all schools ...", "in all data centers by fiscal year 2018"
_ALL_BEHIND: Final = re.compile(
    r"all (?:of )?(?:the |its |their |our )?(?![a-z]* ?(?:necessary|relevant|appropriate|possible|applicable|measures|efforts|aspects"
    r"|respects|sides|levels|costs|parties|means|walks)(?![a-z]))[a-z][^.;:\n()]{2,90}?(?:,)? (?:by|before|no later than|not later than)(?:"
    r" the end of)? $"
)
_ALL_LEAD: Final = re.compile(r"(?:(?<![a-z])by|before)(?: the end of)? $")
_ALL_GAP: Final = re.compile(
    r", (?:[a-z][a-z' ]{1,50} (?:will|shall|must|should) (?:[a-z]+ ){1,2}(?:in |of )?)?(?:(?:and|ensure that|to ensure that|"
    r"ensuring that|make sure that|we will ensure that|ensure|the|it is required that|in|of) ?)*$"
)
_ALL_NOUN: Final = re.compile(
    r"all (?:of )?(?:the |its |their |our )?(?!(?:of|in|that|this|these|those|it|them|us|necessary|relevant|possible|measures|efforts"
    r"|aspects|respects|sides|levels|costs|parties|means|walks)(?![a-z]))[a-z][a-z'-]*(?: [a-z(][a-z'()-]*){0,14}"
)
_ALL_BAD_LEAD: Final = re.compile(r"(?<![a-z])(?:at|above|after|once and for|of|across|against|among|not|over|best|worst) $")


def coverage(low: str, at: int) -> Share | None:
    """full coverage, fully covered: 100 percent."""
    m = _COVERAGE.match(low, at)
    return None if m is None else Share(m.start(), m.end(), Decimal(100), "percent", "level", "en.quantity.coverage")


def multiple(low: str, at: int) -> Share | None:
    """doubling, tripled, twice as many, threefold: times; halving: 50 percent less. The adjective in "double reduction" is none."""
    m = _VERB.match(low, at)
    if m is not None:
        if _NOT_DOUBLE.match(low, m.end()) or low[m.end() : m.end() + 1] == "-":
            return None
        if m.group("tail") == "e":
            left = low[max(0, at - 14) : at]
            if not _WILL.search(left) and not (_BASE_BEHIND.match(low, m.end()) and _BASE_BEFORE.search(left)):
                return None
        return Share(m.start(), m.end(), Decimal(_MULTIPLES[m.group("stem")]), "times", "increase", "en.quantity.multiple")
    m = _HALVE.match(low, at)
    if m is not None:
        return Share(m.start(), m.end(), Decimal(50), "percent", "decrease", "en.quantity.halving")
    m = _TWICE.match(low, at)
    if m is not None:
        return Share(m.start(), m.end(), Decimal(2), "times", "level", "en.quantity.multiple")
    m = _FOLD.match(low, at)
    if m is not None:
        value = numerals.parse(m.group("n")) or Decimal({"hundred": 100, "thousand": 1000}.get(m.group("n"), 0))
        if value > 1:
            return Share(m.start(), m.end(), value, "times", "level", "en.quantity.multiple")
    return None


def rank(low: str, at: int) -> Share | None:
    """ranked third, ranks No. 2, second place: unit rank; the span is the ordinal."""
    m = _RANK.match(low, at)
    if m is not None:
        word = m.group("word")
        if m.group("ord"):
            value = Decimal(numerals.ORDINALS[m.group("ord")])
        elif m.group("num"):
            value = Decimal(m.group("num"))
        else:
            got = numerals.parse(word.split()[-1])
            if got is None:
                return None
            value = got
        return Share(m.start("word"), m.end("word"), value, "rank", "level", "en.quantity.rank")
    m = _PLACE.match(low, at)
    if m is not None:
        return Share(m.start(), m.end(), Decimal(numerals.ORDINALS[m.group("ord")]), "rank", "level", "en.quantity.rank")
    return None


def every(low: str, at: int, taken: Sequence[tuple[int, int]], nearest: int) -> Share | None:
    """ "all" as a target of 100 percent: only where a deadline with by or before governs the same clause, directly before
    ("By 2025, all schools shall") or behind the noun phrase ("in all data centers by fiscal year 2018").
    `nearest` is the index in `taken` of the first time that ends after `at`."""
    if _ALL_BAD_LEAD.search(low[max(0, at - 14) : at]):
        return None
    noun = _ALL_NOUN.match(low, at)
    if noun is None:
        return None
    hit = False
    if nearest < len(taken) and taken[nearest][0] - at < 130:
        begin = taken[nearest][0]
        hit = _ALL_BEHIND.fullmatch(low, at, begin) is not None
    if not hit and nearest and at - taken[nearest - 1][1] < 90:
        begin, end = taken[nearest - 1]
        hit = _ALL_GAP.fullmatch(low, end, at) is not None and _ALL_LEAD.search(low[max(0, begin - 20) : begin]) is not None
    if not hit:
        return None
    return Share(at, at + 3, Decimal(100), "percent", "level", "en.quantity.all")
