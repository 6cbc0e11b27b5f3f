"""Which year does an expression without a year belong to, and what do all expressions of a text come to? `resolve_all` walks the text in order.

A bare 9月底 or "January 25" takes the year that its own sentence names before it, then the year that the caller knows for the passage
(`year_at`), then the year named before it in the paragraph, then the document's. A text without a date is dated by what it says itself.
Rules whose id holds `.framed_` (上年, "the previous year") count from the year spoken of, not from the document's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter

from pipeline.normalize.calendar import Resolved, resolve
from pipeline.said import Duration, Moment, Repeated, Rolling, Said, Shifted, Stretch, TimeExpression, Vague
from pipeline.types import TemporalMention

_SENTENCE_END = re.compile(r"[。！？；\n]|[.!?;]\s")
# a year that something is compared with does not frame what follows: 比2015年增长, compared with 2008, from 2008 levels
_BASELINE = re.compile(r"(?:比|较|与|相比|同|超过|高于|低于|compared (?:with|to)|than in|than|over|from|above|below)\s*(?:the\s+)?$", re.IGNORECASE)
# a report given at the beginning of a year tells of the year before: 过去五年, 一年来 are calendar years in it
_REPORT = re.compile(r"工作报告|各位代表|统计公报|执行情况|Report on the Work of the Government|Fellow [Dd]eputies|fellow [Dd]eputies")
_TOP_HEADING = re.compile(r"\n[#\s]*(?:[一二三四五六七八九十]{1,3}、|[IVX]{1,4}\.\s)")
# a body sums up one year and plans the next under headings that name them
_SUMMARY = re.compile(r"工作(?:总结|回顾|小结)[^\n。]{0,20}(?:打算|计划|安排|思路|要点)")
_REPORT_MONTHS = 3
_HEADING = 40  # characters
_AHEAD = re.compile(r"[，,]?.{0,2}(?:将|要|力争|确保|争取|须|应)")
_NEAR = 75  # days: how far from the document a bare date of the neighbouring year may lie


@dataclass(frozen=True, slots=True)
class _Frame:
    """The last year (and month) named, and where."""

    year: int | None = None
    month: int | None = None


def resolve_all(
    text: str,
    expressions: Sequence[TimeExpression],
    *,
    doc_date: str | None,
    year_at: Callable[[int], int | None] | None = None,
) -> list[TemporalMention]:
    """All expressions of `text` with their days, in the same order.

    `expressions` are ordered and do not overlap; `doc_date` is an ISO date or None; `year_at` says for an offset which year the
    passage there tells of (the year before in the part of a report that looks back), or None where it has nothing to say.
    Offsets of the mentions are those of the expressions.

    >>> text = "2021年3月至5月试点，9月底前推开。"
    >>> from pipeline.said import Moment, TimeExpression
    >>> said = [TimeExpression(0, 5, Moment(year=2021), "in"), TimeExpression(12, 16, Moment(month=9, part="end"), "by")]
    >>> [(m.date_to, m.relation) for m in resolve_all(text, said, doc_date="2020-12-30")]
    [('2021-12-31', 'in'), ('2021-09-30', 'by')]
    """
    anchor = date.fromisoformat(doc_date) if doc_date else None
    fallback: int | None = None
    if anchor is None:
        anchor, fallback = _own_date(text, expressions)
    report = _REPORT.search(text) is not None
    parted = report or _SUMMARY.search(text, 0, 300) is not None
    titled = _COMMUNIQUE.search(text, 0, 400)
    covered = int(titled["year"] or titled["year_en"]) if titled else None
    reviewed = anchor.year - 1 if anchor is not None and anchor.month <= _REPORT_MONTHS and report else None
    out: list[TemporalMention] = []
    sentence = paragraph = _Frame()
    section: int | None = None
    at = 0
    for e in expressions:
        gap = text[at : e.start]
        at = e.end
        if "\n" in gap:
            sentence = paragraph = _Frame()
            if _TOP_HEADING.search(gap):
                section = None
        elif _SENTENCE_END.search(gap):
            sentence = _Frame()
        told = year_at(e.start) if year_at is not None else None
        if covered is not None and ".framed_" in e.rule:
            told = covered
        if parted and section is not None:
            told = section
        elif not report and _just_past(e.said, told, anchor):
            told = None
        own = section if anchor is None and parted and section is not None else fallback
        said = _completed(e.said, sentence, paragraph)
        earlier = isinstance(said, Rolling) and text.startswith(("前", "上"), e.start) and _BASELINE.search(text, max(0, e.start - 16), e.start) is not None
        resolved = (_in_report(said, anchor, told if told is not None else reviewed, earlier=earlier) if isinstance(said, Rolling) else None) or _resolve_one(
            text, e, said, anchor, own, sentence, paragraph, told
        )
        out.append(_mention(text, e, _without_calendar(e, resolved)))
        named = _named(said, anchor, own)
        if (
            (named.year is not None or named.month is not None)
            and ".framed_" not in e.rule
            and not _far_goal(e, named, anchor)
            and not _BASELINE.search(text, max(0, e.start - 16), e.start)
        ):
            sentence = _Frame(named.year if named.year is not None else sentence.year, named.month)
            paragraph = _Frame(named.year if named.year is not None else paragraph.year, named.month)
            now = anchor.year if anchor is not None else fallback
            if parted and named.year is not None and now is not None and named.year - now in (-2, -1, 0, 1) and named.month is None and _in_heading(text, e):
                section = named.year
    return out


def _without_calendar(e: TimeExpression, resolved: Resolved) -> Resolved:
    """A point that no anchor could place is no point: "120 days of its publication" is a length, 今年 in a text without a date only present."""
    if resolved.temporal_type != "point" or resolved.date_from is not None or resolved.date_to is not None:
        return resolved
    if isinstance(e.said, Shifted) and e.said.unit in _LETTERS and float(e.said.amount).is_integer():
        return Resolved("duration", None, None, f"P{int(e.said.amount)}{_LETTERS[e.said.unit]}")
    if isinstance(e.said, Moment) and e.said.year_shift is None and (e.said.month or e.said.quarter or e.said.half or e.said.season or e.said.day):
        return resolved  # 3月: a place in a year that nobody names
    shift = e.said.year_shift or 0 if isinstance(e.said, Moment) else 0
    past = shift < 0 or (isinstance(e.said, (Rolling, Shifted)) and not e.said.forward)
    future = shift > 0 or (isinstance(e.said, (Rolling, Shifted)) and e.said.forward)
    return Resolved("vague", None, None, "PAST" if past else "FUTURE" if future else "PRESENT")


_LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y"}


def _in_heading(text: str, e: TimeExpression) -> bool:
    """The expression stands on a short line without a full stop, which is not the title of the report itself: 一、2024年工作回顾."""
    line_start = text.rfind("\n", max(0, e.start - _HEADING), e.start) + 1
    line_end = text.find("\n", e.end, e.end + _HEADING)
    line = text[line_start:line_end].strip()
    return line_start > 0 and line_end > 0 and len(line) <= _HEADING and line[-1] not in "。；，、！" and "报告" not in line and "Report" not in line


def _just_past(said: Said, told: int | None, anchor: date | None) -> bool:
    """News of March tells of this year's January even where it reports what was done: 1—2月, 3月15日."""
    if told is None or anchor is None or told >= anchor.year or not isinstance(said, Moment | Stretch):
        return False
    last = resolve(said, anchor=anchor, year=anchor.year).date_to
    return last is not None and 0 <= (anchor - date.fromisoformat(last)).days <= _NEAR


_BEYOND_BEFORE = re.compile(r"\b(?:after|post-)\s*(?:the\s+)?$", re.IGNORECASE)


def _beyond(text: str, e: TimeExpression) -> bool:
    """2018年之后, after 2018: what is longer than a day is over by then (since, 起 and 及以后 keep its own first day)."""
    behind = text[e.start : e.end]
    if behind.endswith("后"):
        return not behind.removesuffix("后").rstrip("之以").endswith(("及", "或", "和", "者"))
    return _BEYOND_BEFORE.search(text, max(0, e.start - 12), e.start) is not None


def _mention(text: str, e: TimeExpression, r: Resolved) -> TemporalMention:
    point = r.temporal_type == "point"
    date_from, date_to = r.date_from, r.date_to
    if point and e.relation == "after" and not isinstance(e.said, Stretch | Rolling):
        if isinstance(e.said, Moment) and date_to is not None and date_from != date_to and _beyond(text, e):
            date_from = (date.fromisoformat(date_to) + timedelta(1)).isoformat()
        date_to = None
    return TemporalMention(
        start=e.start,
        end=e.end,
        text=text[e.start : e.end],
        temporal_type=r.temporal_type,
        date_from=date_from,
        date_to=date_to,
        relation=e.relation if point else None,
        iso_value=r.iso_value,
        confidence=e.confidence if not point or r.date_from or r.date_to else e.confidence * 0.6,
        extractor=e.rule,
    )


def _resolve_one(
    text: str, e: TimeExpression, said: Said, anchor: date | None, fallback: int | None, sentence: _Frame, paragraph: _Frame, told: int | None
) -> Resolved:
    if isinstance(said, Duration | Repeated | Vague):
        return resolve(said, anchor=None, year=None)
    year = sentence.year
    if year is None:
        year = told if told is not None else _framing(paragraph.year, e, anchor)
    if year is not None and year == told and sentence.year is None and e.relation == "by" and _AHEAD.match(text, e.end):
        year = None  # 春节前将首批搬进新居
    if isinstance(said, Stretch) and isinstance(said.first, Moment) and (said.first.day_shift is not None or said.first.month_shift is not None):
        year = None  # 即日起至3月底
    if year is None and anchor is not None and isinstance(said, Moment):
        year = _near(said, e.relation, anchor)
    if year is None or (anchor is None and told is None and isinstance(said, Moment) and said.year_shift is not None and ".framed_" not in e.rule):
        year = fallback if anchor is None else None
    if year is None and anchor is not None and isinstance(said, Moment) and _needs_year(said) and _since(text, e):
        first = resolve(said, anchor=anchor, year=anchor.year).date_from
        if first is not None and first > anchor.isoformat():
            year = anchor.year - 1  # since late July, said in February
    if isinstance(said, Moment) and said.year_shift is not None and ".framed_" in e.rule and year is not None:
        return resolve(replace(said, year=year + said.year_shift, year_shift=None), anchor=anchor, year=None)
    return resolve(said, anchor=anchor, year=year)


_SINCE = re.compile(r"\bsince\s+(?:the\s+)?$", re.IGNORECASE)


def _since(text: str, e: TimeExpression) -> bool:
    """Does the stretch from the expression on reach up to the document: 7月以来, since late July?"""
    return text.endswith("以来", e.start, e.end) or _SINCE.search(text, max(0, e.start - 12), e.start) is not None


def _in_report(said: Rolling, anchor: date | None, reviewed: int | None, *, earlier: bool = False) -> Resolved | None:
    """In a report that looks back, the past N years are the N calendar years up to the one reviewed (五年来 = 2021-2025), the next N those from now on.

    `earlier`: the N years before those (五年累计…，比前五年增长).
    """
    if anchor is None or reviewed is None or reviewed >= anchor.year or said.unit != "year" or said.amount != int(said.amount):
        return None
    count = int(said.amount)
    if said.forward:
        return Resolved("point", f"{anchor.year:04d}-01-01", f"{anchor.year + count - 1:04d}-12-31")
    if earlier:
        reviewed -= count
    return Resolved("point", f"{reviewed - count + 1:04d}-01-01", f"{reviewed:04d}-12-31")


def _far_goal(e: TimeExpression, named: _Frame, anchor: date | None) -> bool:
    """到2030年 sets a goal; it is not the year of the steps named behind it."""
    return anchor is not None and e.relation == "by" and named.month is None and named.year is not None and named.year > anchor.year


def _framing(year: int | None, e: TimeExpression, anchor: date | None) -> int | None:
    """The year an earlier sentence of the paragraph named, if it is one the document itself may be telling of (not 1998, not 2030).

    A deadline is not put into a past year by an earlier sentence: 去年办了三期。9月底前再办一期.
    """
    if year is None or anchor is None:
        return year
    return year if (0 if e.relation == "by" else -3) <= year - anchor.year <= 1 else None


_placed = attrgetter("year", "year_shift", "month_shift", "week_shift", "day_shift", "quarter_shift", "plan", "decade", "century")
_named_in_year = attrgetter("half", "quarter", "season", "month", "week", "holiday", "part", "nth")
_NOT_PLACED, _NOT_NAMED = (None,) * 9, (None,) * 8


def _needs_year(m: Moment) -> bool:
    return _placed(m) == _NOT_PLACED and _named_in_year(m) != _NOT_NAMED


def _near(m: Moment, relation: str, anchor: date) -> int | None:
    """The year of a bare date beside the turn of a year: 12月20日 in a text of January is past, 1月15日前 in one of December is to come."""
    if not _needs_year(m):
        return None
    if m.month is None:
        return _year_to_come(m, relation, anchor)
    exact = m.day is not None
    if anchor.month <= 2 and m.month >= 11 and exact and relation in ("in", "from_to"):
        day = _day(anchor.year - 1, m.month, m.day or 1)
        if day and (anchor - day).days <= _NEAR:
            return anchor.year - 1
    if relation == "by" and anchor.month >= 10 and m.month <= anchor.month - 6:
        return anchor.year + 1  # 3月底前 in a text of November
    if anchor.month >= 11 and m.month <= 2 and (exact or relation == "by"):
        day = _day(anchor.year + 1, m.month, m.day or 1)
        if day and (day - anchor).days <= _NEAR:
            return anchor.year + 1
    return None


def _year_to_come(m: Moment, relation: str, anchor: date) -> int | None:
    """Behind October a holiday of the first months is the one to come, as are a season or quarter by which something is to be done: 春节前, 春季学期开学前."""
    if anchor.month < 10 or (m.holiday is None and (relation != "by" or (m.season is None and m.quarter is None))):
        return None
    this = resolve(m, anchor=anchor, year=anchor.year).date_to
    return anchor.year + 1 if this is not None and (anchor - date.fromisoformat(this)).days > (150 if m.holiday is None else 200) else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _completed(said: Said, sentence: _Frame, paragraph: _Frame) -> Said:
    """A bare day takes the month named just before: 9月10日开幕，12日闭幕."""
    if isinstance(said, Moment):
        return _with_month(said, sentence, paragraph)
    if isinstance(said, Stretch) and isinstance(said.first, Moment):
        return replace(said, first=_with_month(said.first, sentence, paragraph))
    return said


def _with_month(m: Moment, sentence: _Frame, paragraph: _Frame) -> Moment:
    if m.day is None or m.month is not None or m.month_shift is not None or m.year is not None:
        return m
    frame = sentence if sentence.month is not None else paragraph
    return m if frame.month is None else replace(m, month=frame.month, year=frame.year)


def _named(said: Said, anchor: date | None, fallback: int | None) -> _Frame:
    """The year and month that an expression puts into its readers' heads."""
    if isinstance(said, Stretch):
        frames = [_named(x, anchor, fallback) for x in _moments(said)]
        years = [f.year for f in frames if f.year is not None]
        months = [f.month for f in frames if f.month is not None]
        # 2021—2025年 names a period, not the year of what follows; 2021年3月至5月 names 2021
        return _Frame(years[-1] if len(set(years)) == 1 else None, months[-1] if months else None)
    if not isinstance(said, Moment) or said.year_kind != "calendar":
        return _Frame()
    year = said.year
    base = anchor.year if anchor else fallback
    if year is None and base is not None and said.year_shift is not None:
        year = base + said.year_shift
    return _Frame(year, said.month)


_MEASURED_FROM = re.compile(r"[是为由从自]$")  # 是2016年的4.2倍, 由2016年的58家增加到…
# a statistics communiqué of 2022 is issued in 2023: its 上年 is 2021
_COMMUNIQUE = re.compile(
    r"(?P<year>(?:19|20)\d\d)年?[^\n。]{0,30}(?:统计公报|经济运行情况|经济运行|执行情况)|[Cc]ommuniqu[eé][^\n.]{0,60} (?P<year_en>(?:19|20)\d\d)"
)
_TITLE_YEAR = re.compile(r"\W*(?P<year>(?:19|20)\d\d)年?[^\n。]{0,30}(?:工作报告|政府报告|[Ww]ork [Rr]eport|[Rr]eport on the [Ww]ork)[^\n。]{0,12}(?:\n|$)")
# 一、1999年国内工作回顾; 一、去年工作回顾⏎2005年，…; I. Review of our work in 2021
_REVIEWED = re.compile(
    r"\n[^\n。，]{0,6}(?:(?P<year>(?:19|20)\d\d)年[^\n。，]{0,8}工作的?(?:基本|简要)?回顾(?:[和与及、][^\n。]{0,24})?\s*\n"
    r"|(?:去年|过去一年|一年来)[^\n。，]{0,6}工作的?(?:基本|简要)?回顾\s*\n\s*(?P<told>(?:19|20)\d\d)年，"
    r"|[^\n.]{0,6}[Rr]eview of [^\n.]{0,16}[Ww]ork (?:in|for|during) (?P<year_en>(?:19|20)\d\d)\s*\n)"
)
# 二、2006年工作安排; II. Major tasks for 2022
_PLANNED = re.compile(
    r"\n[^\n。，]{0,6}(?:(?P<year>(?:19|20)\d\d)年(?:政府|全省|全市|全县)?(?:工作(?:安排|部署|建议|任务|打算|重点)|重点工作(?:任务)?|主要任务|工作的总体要求)[^\n。，]{0,8}\n"
    r"|[^\n.]{0,12}(?:[Ww]ork|[Tt]asks|[Pp]riorities) for (?P<year_en>(?:19|20)\d\d)\s*\n)"
)


def titled_date(text: str) -> str | None:
    """A day to count from where a report has no date but names its year in the title or its headings: it is delivered early in that year.

    >>> titled_date("2013年国务院政府工作报告\\n各位代表：")
    '2013-03-01'
    >>> titled_date("各位代表：\\n一、1999年国内工作回顾\\n1999年，经济增长7.1%。")
    '2000-03-01'
    """
    if titled := _TITLE_YEAR.match(text):
        return f"{titled['year']}-03-01"
    if reviewed := _REVIEWED.search(text):
        return f"{int(next(filter(None, reviewed.groups()))) + 1}-03-01"
    planned = _PLANNED.search(text)
    return f"{next(filter(None, planned.groups()))}-03-01" if planned else None


def _own_date(text: str, expressions: Sequence[TimeExpression]) -> tuple[date | None, int | None]:
    """What a text without a date says about its own: the day of its dateline if there is one, and the year it names most (first, if equal)."""
    years: Counter[int] = Counter()
    for e in expressions:
        if not (
            _BASELINE.search(text, max(0, e.start - 16), e.start)
            or (_MEASURED_FROM.search(text, max(0, e.start - 1), e.start) and text.startswith("的", e.end))
        ):
            years.update(n.year for n in _moments(e.said) if n.year is not None)
    if not years:
        return None, None
    year = years.most_common(1)[0][0]
    for i, head in enumerate(expressions[:4]):
        m = head.said
        if not isinstance(m, Moment) or m.month is None or m.day is None or m.weekday is not None or head.relation != "in" or head.start > 400:
            continue
        if m.year is not None:
            return _day(m.year, m.month, m.day), year
        # 1月17日，2020年全省教育工作会议: the year may follow in the same sentence
        after = next(
            (n.year for f in expressions[i + 1 : i + 3] for n in _moments(f.said) if n.year is not None and not _SENTENCE_END.search(text, head.end, f.start)),
            None,
        )
        return _day(after if after is not None else year, m.month, m.day), year
    return None, year


def _moments(said: Said) -> list[Moment]:
    if isinstance(said, Moment):
        return [said]
    if isinstance(said, Stretch):
        return [x for x in (said.first, said.last) if isinstance(x, Moment)]
    if isinstance(said, Shifted) and said.base is not None:
        return [said.base]
    return []
