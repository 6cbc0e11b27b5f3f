"""How do two deadlines stand to each other, as finely as the coarser of the two is said?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.checker.model import RelationKind, TableRow

Grain = Literal["day", "third", "month", "quarter", "half", "year", "plan", "decade"]
"""How finely a deadline is said, from a day to a five-year plan and a decade; `third` is 上旬, early March."""
GRAINS: tuple[Grain, ...] = ("day", "third", "month", "quarter", "half", "year", "plan", "decade")

DueKind = Literal["none", "same", "later", "earlier", "sharpened", "blurred", "restated"]
"""`sharpened`, `blurred`: the last day moved, but inside what the coarser side says. `restated`: a yearly target, set again for its own year."""

_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_SIGNS: tuple[tuple[Grain, re.Pattern[str]], ...] = (
    ("third", re.compile(rf"[上中下]旬|月初|\b(?:early|mid|late|beginning of|middle of)[- ](?:{_MONTHS})\b", re.I)),
    (
        "day",
        re.compile(
            r"\d\s*[日号]|[一二三四五六七八九十]日|工作日|[天周]内|今[天日]|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
            rf"|\b(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS})\b|\bdays?\b|\bweeks?\b|\btoday\b",
            re.I,
        ),
    ),
    (
        "month",
        re.compile(
            rf"月|年[底末终中初]|岁末|[期末]末|五[”\"]?末|\b(?:{_MONTHS})\b|\bend of\b|\bend-|\byear-?end\b|\bmid-?\d|\bmiddle of\b|\bbeginning of\b", re.I
        ),
    ),
    ("quarter", re.compile(r"季|\bquarters?\b|\bQ[1-4]\b|\b(?:spring|summer|autumn|fall|winter)\b|[春夏秋冬]", re.I)),
    ("half", re.compile(r"[上下]半年|半年|\bhalf\b", re.I)),
    ("plan", re.compile(r"五[”\"]?(?:时期|期间|规划|计划)?|五年|\bfive[- ]year\b", re.I)),
    ("decade", re.compile(r"年代|\bdecade\b|世纪|\bcentury\b", re.I)),
)
_ROLLING = re.compile(r"过去.{0,3}年|最?近.{0,3}年|[一二三四五六七八九十\d]年来|\b(?:past|recent) (?:[\w-]+ )?years?\b|\blast [\w-]+ years\b", re.I)
"""A stretch that ends where the document was written; said as a year (去年, last year) it ends at most a year earlier."""
_AHEAD = re.compile(r"(?:今后|未来|接下来).{0,3}年|\b(?:coming|upcoming) (?:[\w-]+ )?years?\b|\b(?:next|following) [\w-]+ years\b|\byear ahead\b", re.I)
"""A stretch counted from the day of the document; a translation may say it in calendar years (今明两年, the next two years)."""
_YEAR = re.compile(r"\d{4}|[今明去本后]年|全年|年|\byear\b", re.I)


@dataclass(frozen=True, slots=True)
class DueComparison:
    """What was found: `days` b's last day stands after a's (negative: before), at `grain`, the coarser of the two."""

    kind: DueKind
    days: int = 0
    grain: Grain = "day"


def grain_of(words: str | None) -> Grain:
    """How finely a deadline is said.

    >>> [grain_of(w) for w in ("2025年", "2025年6月底前", "“十四五”时期", "the end of 2025", "March 15, 2024", "2022年3月中旬")]
    ['year', 'month', 'plan', 'month', 'day', 'third']
    """
    if not words:
        return "day"
    for grain, sign in _SIGNS:
        if sign.search(words):
            return grain
    return "year" if _YEAR.search(words) else "day"


def compare_due(a: TableRow, b: TableRow, *, relation: RelationKind) -> DueComparison:
    """Compare the last days of two rows, b seen from a.

    >>> a = TableRow("d", "c1", due="2025-12-31", deadline_text="2025年")
    >>> compare_due(a, TableRow("e", "c1", due="2025-06-30", deadline_text="2025年6月底前"), relation="successor")
    DueComparison(kind='sharpened', days=-184, grain='year')
    >>> compare_due(a, TableRow("e", "c1", due="2026-12-31", deadline_text="2026年"), relation="successor").kind
    'later'
    """
    before, after = day(a.due), day(b.due)
    if before is None or after is None:
        return DueComparison("none")
    grains = grain_of(a.deadline_text), grain_of(b.deadline_text)
    grain = max(grains, key=GRAINS.index)
    days = (after - before).days
    rolling = [bool(_ROLLING.search(r.deadline_text or "") or (relation == "translation" and _AHEAD.search(r.deadline_text or ""))) for r in (a, b)]
    if days == 0 or (any(rolling) and abs(days) <= 366):
        return DueComparison("same", 0, grain)
    if period(before, grain) == period(after, grain):
        finer = GRAINS.index(grains[1]) < GRAINS.index(grains[0])
        return DueComparison("sharpened" if finer else "blurred", days, grain)
    if relation == "successor" and _own_year(a, before) and _own_year(b, after):
        return DueComparison("restated", days, grain)
    return DueComparison("later" if days > 0 else "earlier", days, grain)


def day(iso: str | None) -> date | None:
    """The day of an ISO date, None where there is none."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def period(when: date, grain: Grain) -> tuple[int, ...]:
    """The stretch of the calendar of this grain that holds the day.

    >>> period(date(2025, 6, 30), "half"), period(date(2023, 5, 1), "plan")
    ((2025, 0), (14,))
    """
    third = min((when.day - 1) // 10, 2)
    places: dict[Grain, tuple[int, ...]] = {
        "day": (when.year, when.month, when.day),
        "third": (when.year, when.month, third),
        "month": (when.year, when.month),
        "quarter": (when.year, (when.month - 1) // 3),
        "half": (when.year, (when.month - 1) // 6),
        "year": (when.year,),
        "plan": ((when.year - 1951) // 5,),
        "decade": (when.year // 10,),
    }
    return places[grain]


def _own_year(row: TableRow, due: date) -> bool:
    """Whether the row's period is just the year of its own document (今年, 2016 in the report of 2016)."""
    written = day(row.doc_date)
    return written is not None and due.year == written.year and row.relation in (None, "in") and grain_of(row.deadline_text) == "year"
