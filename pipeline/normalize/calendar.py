"""Which days does a time expression stand for? `resolve` turns what was said into ISO dates by the calendar conventions of this project.

The conventions (the same in every language): the beginning of a year is January, its middle June, its end December 31; thirds of a month are
01-10, 11-20 and 21-last, its end is its last day; seasons begin on the first of March, June, September and December; the n-th Five-Year Plan
runs from 1951+5n to 1955+5n; an academic year N from N-09-01 to N+1-08-31; a US fiscal year N from N-1-10-01 to N-09-30; mid-century is
2050-12-31; weeks begin on Monday.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from pipeline.normalize.holidays import holiday, nth_weekday
from pipeline.said import Duration, Moment, Part, Repeated, Rolling, Said, Shifted, Stretch, Unit, Vague, WholeYear
from pipeline.types import TemporalType

_SEASON = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS: dict[str, float] = {"day": 1, "week": 7, "hour": 1 / 24, "minute": 1 / 1440, "second": 1 / 86400}


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a time expression comes to: ISO dates, inclusive, for points (None = open or unknown); `iso_value` for the other types."""

    temporal_type: TemporalType
    date_from: str | None = None
    date_to: str | None = None
    iso_value: str | None = None


@dataclass(frozen=True, slots=True)
class _Span:
    """Days from `first` to `last`, both meant, and the smallest unit that was named."""

    first: date
    last: date
    unit: str


class _Unknown(Exception):
    """The anchor or the year that would be needed is not known, or there is no such day."""


def resolve(said: Said, *, anchor: date | None, year: int | None) -> Resolved:
    """The days that `said` stands for.

    `anchor` is the date of the document, from which shifts count. `year` is the year that governs expressions which name none
    (None: the anchor's year). A point that needs an anchor or a year nobody knows has no dates.

    Two conventions beyond the fields of `Moment`: `Moment(nth=k, nth_unit="decade")` with nothing else is the decade (century) of the anchor
    shifted by k (0 = this decade); a `Shifted` without base covers the whole unit it falls in (5年前 = that year), one with a base
    (`Moment(day_shift=0)` = the anchor) is the exact day.

    >>> resolve(Moment(year=2022, month=3, part="mid"), anchor=None, year=None)
    Resolved(temporal_type='point', date_from='2022-03-11', date_to='2022-03-20', iso_value=None)
    >>> resolve(Moment(year_shift=-1, part="end"), anchor=date(2016, 3, 5), year=None).date_to
    '2015-12-31'
    >>> resolve(Moment(month=3), anchor=None, year=None)
    Resolved(temporal_type='point', date_from=None, date_to=None, iso_value=None)
    """
    match said:
        case Duration(iso):
            return Resolved("duration", iso_value=iso)
        case Repeated(iso):
            return Resolved("set", iso_value=iso)
        case Vague(value):
            return Resolved("vague", iso_value=value)
    try:
        match said:
            case Stretch():
                first, last = _stretch(said, anchor, year)
            case WholeYear():
                first, last = _ends(_month_span(_year(None, None, anchor, year), 1, 12, "year"))
            case Moment():
                first, last = _ends(_moment(said, anchor, year))
            case Shifted():
                first, last = _ends(_shifted(said, anchor, year))
            case Rolling():
                first, last = _ends(_rolling(said, anchor))
    except (_Unknown, ValueError, OverflowError):
        return Resolved("point")
    return Resolved("point", first.isoformat() if first else None, last.isoformat() if last else None)


def _ends(span: _Span) -> tuple[date | None, date | None]:
    return span.first, span.last


def plan_years(number: int) -> tuple[int, int]:
    """The first and the last year of the n-th Five-Year Plan.

    >>> plan_years(14)
    (2021, 2025)
    """
    return 1951 + 5 * number, 1955 + 5 * number


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier), or the last day of that month where it is shorter.

    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if day.day <= 28:
        return date(year, month + 1, day.day)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(1)).day))


def _month_span(year: int, month: int, count: int = 1, unit: str = "month") -> _Span:
    first = date(year, month, 1)
    return _Span(first, add_months(first, count) - timedelta(1), unit)


def _year(named: int | None, shift: int | None, anchor: date | None, year: int | None) -> int:
    if named is not None:
        return named
    base = (anchor.year if anchor else year) if shift is not None else (year if year is not None else anchor.year if anchor else None)
    if base is None:
        raise _Unknown
    return base + (shift or 0)


def _need(anchor: date | None) -> date:
    if anchor is None:
        raise _Unknown
    return anchor


def _moment(m: Moment, anchor: date | None, year: int | None) -> _Span:
    span = _nth(m, _base(m, anchor, year))
    return _part(m.part, span, anchor) if m.part else span


def _base(m: Moment, anchor: date | None, year: int | None) -> _Span:
    """The span before `nth` and `part` are applied."""
    if m.day_shift is not None:
        day = _need(anchor) + timedelta(m.day_shift)
        return _Span(day, day, "day")
    if m.week_shift is not None or (m.weekday is not None and m.nth is None and m.week is None and m.month is None and m.month_shift is None and m.day is None):
        return _week_from_anchor(m, _need(anchor))
    if m.plan is not None:
        begins, ends = plan_years(m.plan)
        return _Span(date(begins, 1, 1), date(ends, 12, 31), "plan")
    if m.decade is not None:
        return _Span(date(m.decade, 1, 1), date(m.decade + 9, 12, 31), "decade")
    if m.century is not None:
        number = m.century if m.nth is None or anchor is None else anchor.year // 100 + 1 + m.nth
        return _Span(date(max(1, number * 100 - 100), 1, 1), date(number * 100 - 1, 12, 31), "century")
    if m.month_shift is not None:
        first = add_months(_need(anchor).replace(day=1), m.month_shift)
        return _with_day(m, first.year, first.month)
    if m.quarter_shift is not None:
        here = _need(anchor)
        first = add_months(date(here.year, (here.month - 1) // 3 * 3 + 1, 1), 3 * m.quarter_shift)
        return _month_span(first.year, first.month, 3, "quarter")
    if m.nth is not None and m.nth_unit in ("decade", "century") and m.year is None:
        size = _MONTHS[m.nth_unit] // 12
        begins = _need(anchor).year // size * size + m.nth * size
        return _Span(date(begins, 1, 1), date(begins + size - 1, 12, 31), m.nth_unit)
    if m.month is None and m.day is not None and m.year is None and m.year_shift is None:
        here = _need(anchor)
        return _with_day(m, here.year if year is None else year, here.month)
    y = _year(m.year, m.year_shift, anchor, year) + _running_year(m, anchor)
    if m.holiday is not None:
        return _Span(*holiday(m.holiday, y), "day")
    if m.month is not None:
        if m.year_kind == "fiscal" and m.month >= 10:
            y -= 1
        return _with_day(m, y, m.month)
    if m.week is not None:
        return _iso_week(m, y)
    start = {"calendar": date(y, 1, 1), "fiscal": date(y - 1, 10, 1), "academic": date(y, 9, 1)}[m.year_kind]
    if m.season is not None:
        return _month_span(y, _SEASON[m.season], 3, "season")
    if m.quarter is not None:
        begin = add_months(start, 3 * m.quarter - 3)
        return _month_span(begin.year, begin.month, 3, "quarter")
    if m.half is not None:
        begin = add_months(start, 6 * m.half - 6)
        return _month_span(begin.year, begin.month, 6, "half")
    return _month_span(start.year, start.month, 12, "year")


def _running_year(m: Moment, anchor: date | None) -> int:
    """What to add to the anchor's year for "this academic year" (from August on the new one) and "this fiscal year" (from October on the next)."""
    if m.year is not None or m.year_shift is None or anchor is None:
        return 0
    if m.year_kind == "academic":
        return -1 if anchor.month < 8 else 0
    return 1 if m.year_kind == "fiscal" and anchor.month >= 10 and m.month is None else 0


def _with_day(m: Moment, year: int, month: int) -> _Span:
    if m.day is None:
        return _month_span(year, month)
    if month == 2 and m.day == 29 and m.year is None and m.year_shift is None:
        while year % 4 or (year % 100 == 0 and year % 400):
            year -= 1
    day = date(year, month, m.day)
    return _Span(day, day, "day")


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _week_from_anchor(m: Moment, anchor: date) -> _Span:
    if m.weekday is None:
        first = _monday(anchor) + timedelta(7 * (m.week_shift or 0))
        return _Span(first, first + timedelta(6), "week")
    if m.week_shift is None:
        day = anchor + timedelta((m.weekday - 2 - anchor.weekday()) % 7 + 1)  # the next one, a week later if it is that day
    else:
        day = _monday(anchor) + timedelta(7 * m.week_shift + m.weekday - 1)
    return _Span(day, day, "day")


def _iso_week(m: Moment, year: int) -> _Span:
    first = date.fromisocalendar(year, m.week or 1, m.weekday or 1)
    return _Span(first, first, "day") if m.weekday else _Span(first, first + timedelta(6), "week")


def _nth(m: Moment, span: _Span) -> _Span:
    """Pick inside `span`: the first three days of it, its second week, its last Monday."""
    if m.nth is None or (m.nth_unit in ("decade", "century") and span.unit == m.nth_unit):
        return span
    count = m.nth_count or 1
    if m.weekday is not None:
        day = nth_weekday(span.first, span.last, m.weekday, m.nth)
        return _Span(day, day, "day")
    unit = m.nth_unit or "day"
    at = m.nth - 1 if m.nth > 0 else m.nth
    if unit == "workday":
        days = [d for d in (span.first + timedelta(i) for i in range((span.last - span.first).days + 1)) if d.weekday() < 5]
        picked = days[at:][:count] if m.nth > 0 else days[at - count + 1 : len(days) + at + 1]
        if not picked:
            raise _Unknown
        return _Span(picked[0], picked[-1], "day")
    if m.nth < 0:
        at -= count - 1
    if unit == "day":
        first = span.first + timedelta(at) if m.nth > 0 else span.last + timedelta(at + 1)
        return _Span(first, first + timedelta(count - 1), "day")
    if unit == "week" and count > 1 and m.nth > 0:  # the first two weeks of June: its first fourteen days
        first = span.first + timedelta(7 * at)
        return _Span(first, first + timedelta(7 * count - 1), "week")
    if unit == "week":
        # weeks begin on Monday; the first (last) week of a month is the first (last) one that lies in it whole
        first = _monday(span.first + timedelta(6)) + timedelta(7 * at) if m.nth > 0 else _monday(span.last - timedelta(6)) + timedelta(7 * (at + 1))
        return _Span(first, first + timedelta(7 * count - 1), "week")
    size = _MONTHS.get(unit)
    if size is None:
        raise _Unknown
    start = span.first if m.nth > 0 else span.last + timedelta(1)
    first = add_months(start, size * at)
    return _Span(first, add_months(first, size * count) - timedelta(1), unit)


def _part(part: Part, span: _Span, anchor: date | None) -> _Span:
    """The named part of a span, by the unit it belongs to."""
    first, last, unit = span.first, span.last, span.unit
    if part == "rest":
        return _Span(max(first, _need(anchor)), last, unit)
    if part == "so_far":  # earlier this year
        return _Span(first, max(first, min(last, _need(anchor))), unit)
    if part == "week":  # the week in which the day lies
        return _Span(_monday(first), _monday(first) + timedelta(6), "week")
    if unit == "day":
        return span
    if unit == "week":
        ends = {"end": (5, 6), "late": (4, 6), "begin": (0, 1), "early": (0, 1), "mid": (2, 2), "middle": (2, 2), "first_half": (0, 3), "second_half": (3, 6)}
        a, b = ends[part]
        return _Span(first + timedelta(a), first + timedelta(b), "day")
    if part == "end":
        if unit == "century":
            last = date(last.year + 1, 12, 31)
        return _Span(last, last, "day")
    if unit == "month":
        ends = {"begin": (1, 10), "early": (1, 10), "mid": (11, 20), "middle": (11, 20), "late": (21, 31), "first_half": (1, 15), "second_half": (16, 31)}
        a, b = ends[part]
        return _Span(first.replace(day=a), last if b == 31 else first.replace(day=b), "day")
    if unit == "century" and part in ("mid", "middle") and first.year == 2000:
        middle = date(first.year + 50, 12, 31)
        return _Span(middle, middle, "day")
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    low, high = _PARTS.get(unit, _THIRDS)[part]
    start = add_months(first, round(months * low))
    return _Span(start, add_months(first, round(months * high)) - timedelta(1), "month")


_HALVES = {"first_half": (0.0, 0.5), "second_half": (0.5, 1.0)}
_THIRDS: dict[str, tuple[float, float]] = {
    "begin": (0, 1 / 3),
    "early": (0, 1 / 3),
    "mid": (1 / 3, 2 / 3),
    "middle": (1 / 3, 2 / 3),
    "late": (2 / 3, 1),
    **_HALVES,
}
_PARTS: dict[str, dict[str, tuple[float, float]]] = {
    "year": {"begin": (0, 1 / 12), "early": (0, 1 / 4), "mid": (5 / 12, 6 / 12), "middle": (5 / 12, 6 / 12), "late": (3 / 4, 1), **_HALVES},
    "plan": {"begin": (0, 0.2), "early": (0, 0.4), "mid": (0.4, 0.6), "middle": (0.4, 0.6), "late": (0.6, 1), **_HALVES},
    "decade": {"begin": (0, 0.3), "early": (0, 0.3), "mid": (0.3, 0.7), "middle": (0.3, 0.7), "late": (0.7, 1), **_HALVES},
    "century": {"begin": (0, 0.2), "early": (0, 0.3), "mid": (0.3, 0.7), "middle": (0.3, 0.7), "late": (0.7, 1), **_HALVES},
    "half": {"begin": (0, 1 / 6), "early": (0, 1 / 3), "mid": (1 / 3, 2 / 3), "middle": (1 / 3, 2 / 3), "late": (2 / 3, 1), **_HALVES},
}


def shift(day: date, amount: float, unit: Unit) -> date:
    """`day` so many units later (earlier if negative), months and years by the calendar, hours as parts of days rounded away from `day`.

    >>> shift(date(2022, 1, 31), 1, "month"), shift(date(2022, 1, 7), 3, "workday")
    (datetime.date(2022, 2, 28), datetime.date(2022, 1, 12))
    """
    if unit == "workday":
        step = 1 if amount > 0 else -1
        left = abs(round(amount))
        if left > 100_000:
            raise OverflowError("too many workdays")
        while left:
            day += timedelta(step)
            left -= day.weekday() < 5
        return day
    if unit in _MONTHS:
        months = amount * _MONTHS[unit]
        whole = int(months)
        return add_months(day, whole) + timedelta(round((months - whole) * 30))
    days = amount * _DAYS[unit]
    return day + timedelta(ceil(days - 1e-9) if days > 0 else -ceil(-days - 1e-9))


def _shifted(s: Shifted, anchor: date | None, year: int | None) -> _Span:
    amount = s.amount if s.forward else -s.amount
    if s.base is None:
        start = _need(anchor)
    else:
        base = _moment(s.base, anchor, year)
        start = base.last if s.forward else base.first
    day = shift(start, amount, s.unit)
    if s.within:
        return _Span(min(start, day), max(start, day), "day")
    if s.base is None and s.unit in _MONTHS:
        months = s.amount * _MONTHS[s.unit]
        if s.unit in ("year", "decade", "century") and months % 12 == 0:
            return _month_span(day.year, 1, 12, "year")
        if s.unit == "quarter" and s.amount == int(s.amount):
            return _month_span(day.year, (day.month - 1) // 3 * 3 + 1, 3, "quarter")
        if months == int(months):
            return _month_span(day.year, day.month)
    return _Span(day, day, "day")


def _rolling(r: Rolling, anchor: date | None) -> _Span:
    at = _need(anchor)
    if not r.whole:
        other = shift(at, r.amount if r.forward else -r.amount, r.unit)
        if r.unit not in ("year", "decade", "century"):  # shorter ones begin tomorrow and end yesterday
            at += timedelta(1 if r.forward else -1)
        return _Span(min(at, other), max(at, other), "day")
    if r.unit in _MONTHS:
        size = _MONTHS[r.unit]
        index = (at.year * 12 + at.month - 1) // size * size
        here = date(index // 12, index % 12 + 1, 1)
    elif r.unit == "week":
        here = _monday(at)
    else:
        here = at
    if r.forward:
        unit: Unit = "day" if r.unit in ("hour", "minute", "second") else r.unit
        first = shift(here, 1, unit)
        return _Span(first, shift(first, r.amount, unit) - timedelta(1), "day")
    return _Span(shift(here, -r.amount, r.unit), here - timedelta(1), "day")


def _stretch(s: Stretch, anchor: date | None, year: int | None) -> tuple[date | None, date | None]:
    """Both ends, each completed by what the other one says: 9月1日至10月5日, 2019年4月12-19日, from March to May 2022."""
    first, last = s.first, s.last
    wrap = False
    if isinstance(first, Moment) and isinstance(last, Moment):
        wrap = last.year is None and last.year_shift is None
        last = _inherit(last, first)
        first = _inherit(first, last, years_only=True)
    a = _end(first, anchor, year)
    b = _end(last, anchor, year)
    if a and b and a.first.month == 2 and a.first.day == 29 and a.first.year != b.last.year and wrap and isinstance(last, Moment):
        b = _end(replace(last, year=a.first.year), anchor, year)  # 2月29日至3月1日: of the leap year
    if a and b and b.last < a.first and isinstance(last, Moment) and last.weekday is not None:  # Monday through Friday, said on a Wednesday
        return a.first, b.last + timedelta(7 * ((a.first - b.last).days // 7 + 1))
    if a and b and b.last < a.first and wrap and isinstance(last, Moment):  # 11月至次年3月
        if last.year is not None:
            b = _end(replace(last, year=last.year + 1), anchor, year)
        elif last.year_shift is not None:
            b = _end(replace(last, year_shift=last.year_shift + 1), anchor, year)
        elif last.month is not None or last.season is not None or last.quarter is not None or last.holiday is not None:
            base = year if year is not None else anchor.year if anchor else None
            b = _end(replace(last, year=None if base is None else base + 1), anchor, year)
    return a.first if a else None, b.last if b else None


def _end(said: Moment | Shifted | None, anchor: date | None, year: int | None) -> _Span | None:
    if said is None:
        return None
    return _moment(said, anchor, year) if isinstance(said, Moment) else _shifted(said, anchor, year)


def _absolute(m: Moment) -> bool:
    return any(v is not None for v in (m.day_shift, m.week_shift, m.month_shift, m.quarter_shift, m.plan, m.decade, m.century, m.weekday))


def _inherit(m: Moment, other: Moment, *, years_only: bool = False) -> Moment:
    """`m` with the year (and month, where `m` is a bare day) that `other` names."""
    if _absolute(m):
        return m
    out = m
    if m.day is not None and m.month is None and not years_only:
        out = replace(out, month=other.month, month_shift=other.month_shift)
    if out.year is None and out.year_shift is None and out.month_shift is None:
        out = replace(out, year=other.year, year_shift=other.year_shift)
        if out.year_kind == "calendar":
            out = replace(out, year_kind=other.year_kind)
    return out
