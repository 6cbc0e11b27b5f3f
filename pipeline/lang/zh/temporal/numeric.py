"""Which day do bare digits write? 2022-07-22, 2024/05/2311:40:32, 22-01-26 10:15, 20240307, 2022.9.1, 3/3/2015, and ranges of years in digits."""

from __future__ import annotations

import re

from pipeline.lang.zh.temporal.fragments import CONN, SP, TIME_OF_DAY
from pipeline.lang.zh.temporal.match import Match
from pipeline.said import Moment, Stretch

_MM = r"(?:1[0-2]|0?[1-9])"
_DD = r"(?:[12]\d|3[01]|0?[1-9])"
_CLOCK = r"(?:T|[ ]{0,3})\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?"
_FULL = re.compile(rf"(?P<y>(?:1[89]|20|21)\d\d)[ ]?(?P<s>[-/.·])[ ]?(?P<m>{_MM})[ ]?(?P=s)[ ]?(?P<d>{_DD})日?(?:{_CLOCK}|(?!\d|[-/.]\d){TIME_OF_DAY})")
_DAY_FIRST = re.compile(rf"(?P<d>{_DD})/(?P<m>{_MM})/(?P<y>(?:19|20)\d\d|\d\d)(?![\d/])")
_MONTH_FIRST = re.compile(r"(?P<m>1[0-2]|0?[1-9])/(?P<d>1[3-9]|2\d|3[01])/(?P<y>(?:19|20)\d\d|\d\d)(?![\d/])")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\d号])")
_SHORT = re.compile(rf"(?P<y>\d\d)(?P<s>[-/])(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?:{_CLOCK}|(?=[\s）)\]]|$))")
_SPACED = re.compile(r"(?P<y>(?:19|20)\d\d) (?P<m>0[1-9]|1[0-2]) (?P<d>0[1-9]|[12]\d|3[01])(?![\d.%]|[ ]?\d)")
_MONTH = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?:(?:-(?P<m1>0[1-9]|1[0-2])|/(?P<m3>0[1-9]|1[0-2]))(?![\d/.-]|[%％万亿元])"
    r"|\.(?:(?P<m2>0[1-9]|1[0-2])(?=\s*[-—~至）)])|(?P<m4>1[0-2]|[1-9])(?=\s*[-—~至]+\s*(?:19|20)\d\d\.)))"
)
_LAST_MONTH = re.compile(r"(?P<y>(?:19|20)\d\d)\.(?P<m1>1[0-2]|0?[1-9])(?P<m2>)(?P<m3>)(?P<m4>)(?![\d.])")
_MONTH_DAY = re.compile(rf"(?P<m>0[1-9]|1[0-2]|[1-9])(?P<s>[-·/])(?P<d>0[1-9]|[12]\d|3[01])(?P<clock>{_CLOCK})?(?![\d·/.-])")
_YEARS = re.compile(rf"(?P<a>(?:19|20)\d\d){CONN}(?P<b>(?:19|20)\d\d)(?![\d-]|{SP}[年学])")
_YEAR_CELL = re.compile(r"(?:19|20)\d\d(?=[ ]*(?:[|\t\n]|$))")
_COUNTERS = "人个名所家户件次元万亿千百多余米吨亩公平项台辆套只头处座条场张部本册篇股斤分小天年月日号级届期度倍岁"
_YEAR_HEAD = re.compile(rf"(?:19|20)\d\d(?= [\u4e00-\u9fff]{{2}})(?! [{_COUNTERS}])")
_CELL_BEGINS = re.compile(r"[|\t][ ]*$")
_NOT_BEFORE = re.compile(r"(?:[A-Za-z_\d.:：#№-]|编号|证号|证字|备|第|号|电话|热线|传真|©|版)[ ]?$")
_NOT_BEFORE_YEARS = re.compile(r"(?:©|[Cc]opyright[ ]?©?|[\d-]|号|电话)[ ]*$")


_DATES = (
    (_FULL, "iso_date"), (_DAY_FIRST, "day_first"), (_MONTH_FIRST, "month_first"), (_COMPACT, "compact_date"), (_SHORT, "short_date"),
    (_SPACED, "spaced_date"),
)  # fmt: skip


def numeric(text: str, at: int, *, in_range: bool = False) -> Match | None:
    """A date written in digits and signs, with the time of day behind it inside the span. `in_range`: a connector has just gone before."""
    for pattern, rule in _DATES:
        m = pattern.match(text, at)
        if m is None:
            continue
        if rule != "iso_date" and not in_range and _NOT_BEFORE.search(text, max(0, at - 4), at):
            continue
        year = int(m["y"])
        if year < 100:
            year += 2000 if year < 70 else 1900
        day = int(m["d"])
        if day > (29 if int(m["m"]) == 2 else 30 if int(m["m"]) in (4, 6, 9, 11) else 31):
            continue
        return Match(m.end(), Moment(year=year, month=int(m["m"]), day=day), rule)
    return _months_and_years(text, at, in_range)


def _months_and_years(text: str, at: int, in_range: bool) -> Match | None:
    m = _YEARS.match(text, at)
    if m is not None and 0 < int(m["b"]) - int(m["a"]) <= 60:
        if _NOT_BEFORE_YEARS.search(text, max(0, at - 12), at):
            return None
        return Match(m.end(), Stretch(Moment(year=int(m["a"])), Moment(year=int(m["b"]))), "years", range_=True, relation="from_to")
    if not in_range and _NOT_BEFORE.search(text, max(0, at - 4), at):
        return None
    m = _MONTH.match(text, at) or (_LAST_MONTH.match(text, at) if in_range else None)
    if m is not None:
        return Match(m.end(), Moment(year=int(m["y"]), month=int(m["m1"] or m["m2"] or m["m3"] or m["m4"])), "iso_month", confidence=0.8)
    m = _YEAR_CELL.match(text, at)
    if m is not None and _CELL_BEGINS.search(text, max(0, at - 8), at):
        return Match(m.end(), Moment(year=int(m.group())), "year_cell", confidence=0.8)
    m = _YEAR_HEAD.match(text, at)
    if m is not None and text[max(0, at - 1) : at] in ("", "\n"):
        return Match(m.end(), Moment(year=int(m.group())), "year_head", confidence=0.7)
    m = _MONTH_DAY.match(text, at)
    if m is not None and (m["clock"] or _alone(text, at, m.end())):
        return Match(m.end(), Moment(month=int(m["m"]), day=int(m["d"])), "month_day", confidence=0.7)
    return None


def _alone(text: str, start: int, end: int) -> bool:
    """Nothing but the date (and a few blanks) stands on its line."""
    before, after = text[max(0, start - 3) : start].rstrip(" "), text[end : end + 3].lstrip(" ")
    return (before.endswith("\n") or (not before and start <= 3)) and (after.startswith("\n") or (not after and len(text) - end <= 3))


def numeric_in_range(text: str, at: int) -> Match | None:
    """`numeric` for the second end of a range."""
    return numeric(text, at, in_range=True)
