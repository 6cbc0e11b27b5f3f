"""Where does an English text say a time, and what does it say? `find` lists the time expressions of a clean text.

Words are looked up one by one (`tokens`); only at words that can begin a time are the parsers tried: calendar dates (`dates`), years (`years`),
other periods and parts of them (`periods`), lengths, repetitions and distances (`lengths`), times without edges (`vague`). `relations` reads
the words around a point. Every parser looks a fixed number of words ahead, so the whole is linear.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.lang.en.temporal import dates, lengths, periods, vague, years
from pipeline.lang.en.temporal.numerals import NUMBER_WORDS, ORDINALS
from pipeline.lang.en.temporal.relations import relation
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import (
    ADJECTIVE_PARTS, ALL_MONTHS, ALL_WEEKDAYS, COUNTED, FREQUENCIES, HOLIDAYS, PARTS, SEASONS, TENS_DECADES,
)  # fmt: skip
from pipeline.said import Duration, Moment, Repeated, Rolling, Said, Shifted, Stretch, TimeExpression, Vague, WholeYear
from pipeline.types import Relation

__all__ = ["find"]

_SHIFT_WORDS = lengths.shift_words() | {"recent"}
_LENGTH_WORDS = NUMBER_WORDS | {"a", "an", "half"}
_REPEATS = frozenset(FREQUENCIES) | {"every", "each", "per", "once", "twice", "thrice", "semi", "bi"}
_MOMENT_WORDS = (
    frozenset(ALL_MONTHS) | frozenset(ALL_WEEKDAYS) | frozenset(SEASONS) | frozenset(PARTS) | frozenset(ADJECTIVE_PARTS) | frozenset(HOLIDAYS) | frozenset(ORDINALS)
    | frozenset(TENS_DECADES) | {"ides", "month", "year", "eoy", "eom", "boy", "bom", "q", "h", "latter", "final", "opening", "yesterday", "tomorrow", "tonight", "day", "period"}
    | {"fiscal", "financial", "calendar", "academic", "school", "fy", "fys", "cy", "cys", "sy", "ay"} | NUMBER_WORDS
)  # fmt: skip
_WORDS = _SHIFT_WORDS | _LENGTH_WORDS | _REPEATS | _MOMENT_WORDS | vague.HEADS | {"that", "same", "date"}
_DASHES = frozenset({"-", "–", "—", "~", "to", "through", "thru", "till", "until"})
_ARTICLED = (Moment, Stretch, Rolling, WholeYear, Shifted)

Hit = tuple[int, int, Said, str]


def find(text: str) -> list[TimeExpression]:
    """The time expressions of a clean English text, in order, not overlapping; nothing is resolved yet.

    A preposition stands outside the span and gives the relation, an article is inside.

    >>> [(text[e.start : e.end], e.relation) for text in ["Emissions fall 40% by the end of 2025."] for e in find(text)]
    [('the end of 2025', 'by')]
    """
    t = Tokens(text)
    out: list[TimeExpression] = []
    free = 0
    words = t.word
    for i in range(t.size):
        w = words[i]
        if i < free or not (w in _WORDS or w[0].isdecimal()):
            continue
        hit = _expression(t, i)
        if hit is None:
            continue
        first, end, said, rule = hit
        if first < free:
            first = free
        start, stop = t.start[first], t.end[end - 1]
        if isinstance(said, Moment) and (said.day is not None or said.day_shift is not None):
            stop = max(stop, dates.clock(t, end))
            end = t.index_at(stop, end)
        if first > free and words[first - 1] == "the" and isinstance(said, _ARTICLED) and _takes_article(t, first, said):
            first -= 1
            start = t.start[first]
        if isinstance(said, Moment) and said.year is not None and said == Moment(year=said.year) and words[first - 1] == "than" and words[first - 2] in ("later", "greater"):
            if words[first - 3] not in ("no", "not"):
                said = Moment(year=said.year + 1)  # later than 2018: from 2019 on
        out.append(TimeExpression(start, stop, said, _relation(t, first, end, said, rule, out), f"en.temporal.{rule}"))
        free = end
    return out


def _expression(t: Tokens, i: int) -> Hit | None:
    """The time that begins with token `i`, longest reading first."""
    w = t.word[i]
    number = w[0].isdecimal()
    if number or w in _MOMENT_WORDS or w in _SHIFT_WORDS:
        hit = _point(t, i)
        if hit:
            return hit
    if w in vague.HEADS:
        loose = vague.find_vague(t, i)
        if loose:
            return loose[0], loose[1], loose[2], "whole_year" if isinstance(loose[2], WholeYear) else "vague"
    if w in _SHIFT_WORDS:
        got = lengths.rolling(t, i)
        return (i, got[0], got[1], "rolling") if got else None
    if number or w in _REPEATS or w in NUMBER_WORDS:
        got = lengths.repeated(t, i)
        if got:
            return i, got[0], got[1], "repeated"
    if number or w in _LENGTH_WORDS:
        got = lengths.rolling_behind(t, i) or lengths.length(t, i)
        if got:
            rule = {Duration: "duration", Shifted: "shifted", Repeated: "rate"}.get(type(got[1]), "vague")
            return i, got[0], got[1], rule
    if w in ("that", "same"):
        return _anaphor(t, i)
    if w == "date":
        return _document_day(t, i)
    return None


def _point(t: Tokens, i: int) -> Hit | None:
    """A named stretch of the calendar or a range of two."""
    many = years.plural(t, i)
    if many:
        return i, many[0], many[1], "year_range" if many[2] else "year_list"
    w = t.word[i]
    if w[0].isdecimal() or w in ORDINALS or w in NUMBER_WORDS:
        days = _day_range(t, i)
        if days:
            return i, days[0], days[1], "day_range"
        if w.isdecimal():
            cut = years.short_range(t, i)
            if cut and not years.academic(t, cut[0]) and dates.numeric(t, i) is None and years.plausible(t, i, cut[0]):
                return i, cut[0], cut[1], "year_range"
    got = periods.moment(t, i)
    if got is None:
        return None
    j, first = got
    if first.plan is not None and first.part is None and not periods.is_plan_time(t, i, j):
        return None
    ranged = _range(t, i, j, first)
    if ranged:
        return i, ranged[0], ranged[1], "range"
    spell = lengths.for_days(t, j, first)
    if spell:
        return i, spell[0], spell[1], "range"
    return i, j, first, _rule(first)


def _rule(m: Moment) -> str:
    """The id of the rule that a moment belongs to."""
    for field in ("plan", "holiday", "season", "quarter", "half", "decade", "century", "week"):
        if getattr(m, field) is not None:
            return field
    if m.part is not None:
        return "part"
    if m.day is not None:
        return "date"
    if m.month is not None:
        return "month"
    if m.year is not None:
        return m.year_kind + "_year"
    return "relative"


def _range(t: Tokens, i: int, j: int, first: Moment) -> tuple[int, Stretch] | None:
    """The second side of a range behind `first`: 2021-2025, from March to May 2022, between 2007 and 2009, July 13 thru 15."""
    w = t.word[j]
    before = t.before(i, 2) if t.before(i) == "the" else t.before(i)
    between = before == "between" and w == "and"
    if w == "," and t.word[j + 1] in ("and", "to", "through") and first.day is not None and (before == "between" if t.word[j + 1] == "and" else before == "from"):
        j, w = j + 1, t.word[j + 1]
        between = w == "and"
    if not (w in _DASHES or between):
        return None
    if first.day is not None and w in ("-", "–", "—") and not t.glued(j) and t.word[j + 1] == "\n":
        return None
    k = j + 1
    if t.word[k] == "the":
        k += 1
    if w == "to" and t.word[k] in ("date", "present"):
        return None
    if first.day is not None and (first.month is not None or first.month_shift is not None):
        day = dates.day_at(t, k)
        if day and t.word[day[0]] not in ("days", "weeks", "months", "years", "percent", "%", "million", "billion", "of", "to") and t.word[day[0]] not in ALL_MONTHS and not (t.word[day[0]] in ("-", "/") and t.glued(day[0])):
            number, end = day[1], day[0]
            year = dates.of_year(t, end)
            last = Moment(month=first.month, month_shift=first.month_shift, day=number)
            if first.year is not None:
                last = replace(last, year=first.year)
            elif year and year[1].year is not None:
                end = year[0]
                last, first = dates.merge(last, year[1]), dates.merge(first, year[1])
            if number >= (first.day or 0):
                return end, Stretch(first, last)
            if day[2] and first.month is not None and first.year is None:
                return end, Stretch(first, Moment(month=first.month % 12 + 1, day=number))
            return None
    got = _second_year(t, j, k, first) or periods.moment(t, k, sure=between or w in ("to", "through", "thru", "till", "until") and before in ("from", "between"))
    if got is None:
        return None
    end, last = got
    if not _alike(first, last):
        return None
    if first.year is not None and last.year is not None and (last.year, last.month or 0) < (first.year, first.month or 0):
        return None
    if first.year is None and last.year is not None and first.year_shift is None and (first.month is not None):
        wraps = last.month is not None and first.month > last.month
        first = replace(first, year=last.year - 1 if wraps else last.year)
    if last.month is not None and first.year is not None and last.year is None and last.year_shift is None and first.month is None:
        last = replace(last, year=first.year)
    return end, Stretch(first, last)


def _second_year(t: Tokens, j: int, k: int, first: Moment) -> tuple[int, Moment] | None:
    """The later year of 2021-2025, where nothing but years can be meant."""
    last = years.digits(t, k)
    if last is None or first != Moment(year=first.year) or first.year is None or not first.year < last <= first.year + 100:
        return None
    if t.word[k + 1] in COUNTED or (t.word[k + 1] in _DASHES and t.glued(k + 1) and t.word[k + 2].isdecimal()) or years.academic(t, k + 1):
        return None
    return (k + 1, Moment(year=last)) if t.glued(j) or t.word[j] in ("to", "through", "until", "–", "—", "-") else None


def _alike(a: Moment, b: Moment) -> bool:
    """Can the two be the sides of one range? A year with a year, a month with a month or day."""
    if b.plan is not None and a.plan is None:
        return False
    if a.weekday is not None or b.weekday is not None:
        return a.weekday is not None and b.weekday is not None and a.day is None and b.day is None
    if a.year is None and a.year_shift is None and b.month is None and (b.year is not None) and a.month is not None:
        return False
    if b.day is not None and b.month is None and b.month_shift is None:
        return a.day is not None
    return True


def _day_range(t: Tokens, i: int) -> tuple[int, Stretch] | None:
    """19th to 21st Aug, 13 to the 15th of July, 1-8 september 2020, 4 to 22 this month, the ninth and the seventeenth of april."""
    first = dates.day_at(t, i)
    if first is None:
        return None
    j = first[0]
    between = t.word[j] == "and" and (t.before(i) == "between" or t.before(i, 2) == "between")
    if t.word[j] not in _DASHES and not between:
        return None
    k = j + 2 if t.word[j + 1] == "the" else j + 1
    second = dates.day_at(t, k)
    if second is None or second[1] <= first[1]:
        return None
    got = dates.named(t, k, True) if t.word[second[0]] in ALL_MONTHS or t.word[second[0]] in ("of", "this", "next", "last", ".") else None
    if got is None or got[1].day != second[1] or (t.word[second[0]] == "may" and not t.capital(second[0])):
        return None
    return got[0], Stretch(replace(got[1], day=first[1]), got[1])


def _takes_article(t: Tokens, first: int, said: Said) -> bool:
    """Does "the" before token `first` belong to the time, not to a noun behind it (the 2022 Conference)?"""
    if isinstance(said, Moment) and t.word[first].isdecimal() and said.day is None and said.month is None and said.decade is None and said.century is None:
        return said.year_kind == "academic" or said.quarter is not None or said.half is not None or said.plan is not None or said.nth is not None
    return True


def _relation(t: Tokens, first: int, end: int, said: Said, rule: str, out: list[TimeExpression]) -> Relation:
    """The relation of an expression at tokens [first, end)."""
    if isinstance(said, Vague | Duration | Repeated):
        return "in"
    if isinstance(said, Stretch):
        return "in" if rule in ("year_list", "vague") else "from_to"
    if isinstance(said, Shifted) and said.base is not None:
        if said.within or t.before(first) in ("within", "in") or (t.before(first) == "than" and t.before(first, 2) in ("more", "later")):
            return "by"
        return relation(t, first, end)
    if isinstance(said, Rolling) and t.before(first) == "within":
        return "by"
    got = relation(t, first, end)
    if got == "in" and out and t.before(first) in ("and", "or") and out[-1].end == t.end[first - 2] and out[-1].relation in ("by", "after") and isinstance(said, Moment):
        return out[-1].relation
    return got


def _anaphor(t: Tokens, i: int) -> Hit | None:
    """that year: vague, past or to come by the verbs of its sentence."""
    got = vague.that_year(t, i)
    if got is None:
        return None
    first, end = got
    k = i - 1
    ahead = False
    while k >= 0 and i - k < 60 and t.word[k] not in (".", "\n", ";"):
        if t.word[k] in ("will", "shall", "must", "should", "can", "may"):
            ahead = True
            break
        k -= 1
    return first, end, Vague("FUTURE" if ahead else "PAST"), "anaphor"


_DAY_CUES = frozenset({"on", "from", "after", "before", "by", "of", "since", "until", "following"})


def _document_day(t: Tokens, i: int) -> Hit | None:
    """the date of this order, behind a preposition of time."""
    if t.before(i) != "the" or t.before(i, 2) not in _DAY_CUES:
        return None
    end = lengths.basis(t, i)
    return (i, end, Moment(day_shift=0), "document_day") if end is not None and t.word[i + 1] == "of" else None
