"""Do the words behind a moment make it the first side of a range: 2021-2025, from March to May 2022, July 13 thru 15?"""

from __future__ import annotations

from dataclasses import replace

from pipeline.lang.en.temporal import dates, periods, years
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import ALL_MONTHS, COUNTED
from pipeline.said import Moment, Stretch

_DASHES = frozenset({"-", "–", "—", "~", "to", "through", "thru", "till", "until"})


def range_of(t: Tokens, i: int, j: int, first: Moment) -> tuple[int, Stretch] | None:
    """The second side of a range behind `first`: 2021-2025, from March to May 2022, between 2007 and 2009, July 13 thru 15."""
    w = t.word[j]
    before = t.before(i, 2) if t.before(i) == "the" else t.before(i)
    between = before == "between" and w == "and"
    if (
        w == ","
        and t.word[j + 1] in ("and", "to", "through")
        and first.day is not None
        and (before == "between" if t.word[j + 1] == "and" else before == "from")
    ):
        j, w = j + 1, t.word[j + 1]
        between = w == "and"
    interval = w == "/" and t.glued(j) and t.glued(j + 1) and first.day is not None and first.year is not None and len(t.word[j + 1]) == 4
    if not (w in _DASHES or between or interval):
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
        if (
            day
            and t.word[day[0]] not in ("days", "weeks", "months", "years", "percent", "%", "million", "billion", "of", "to", "a", "p", "am", "pm", ":")
            and t.word[day[0]] not in ALL_MONTHS
            and not (t.word[day[0]] in ("-", "/") and t.glued(day[0]))
        ):
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
    got = (
        (dates.year_first(t, k) if interval else None)
        or _second_year(t, j, k, first)
        or periods.moment(t, k, sure=between or (w in ("to", "through", "thru", "till", "until") and before in ("from", "between")))
    )
    if got is None:
        return None
    end, last = got
    if not _alike(first, last):
        return None
    if first.year_shift is not None and last.year_shift is not None and last.year_shift <= first.year_shift and last.month is None:
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
    if (t.word[k + 1] in COUNTED and not t.glued(j)) or (t.word[k + 1] in _DASHES and t.glued(k + 1) and t.word[k + 2].isdecimal()) or years.academic(t, k + 1):
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


def day_range(t: Tokens, i: int) -> tuple[int, Stretch] | None:
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
