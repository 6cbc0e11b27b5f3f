"""Which stretch begins or ends at a date: the week of October 12, the year ending 31 March 2021, the three months to June?"""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.lang.en.temporal import periods
from pipeline.lang.en.temporal.numerals import cardinal
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import UNITS
from pipeline.said import Moment, Shifted, Stretch, Unit

Found = tuple[int, Stretch | Moment]

HEADS = frozenset({"week", "year", "quarter", "decade", "fiscal", "financial"})
_MONTHS: dict[str, tuple[float, Unit]] = {"quarter": (3, "month"), "decade": (10, "year")}
_ENDING = frozenset({"ending", "ended"})
_BEGINNING = frozenset({"beginning", "commencing", "starting"})


def bounded(t: Tokens, i: int) -> Found | None:
    """the week of (commencing, ending) a day; the year ending 31 March 2021; the three months to June 2021, five years to 2020."""
    j, amount = i, 1.0
    if t.word[j] in ("fiscal", "financial"):
        j += 1
    elif t.word[j] not in HEADS:
        got = cardinal(t, j)
        if got is None:
            return None
        j, amount = got
        if t.word[j] == "-" and t.word[j + 2] == "period" and t.word[j + 3] in _ENDING:
            unit = UNITS.get(t.word[j + 1])
            got2 = periods.the_moment(t, j + 5 if t.word[j + 4] == "on" else j + 4, sure=True) if unit in ("day", "month", "year") else None
            first = _first(got2[1], amount, unit) if got2 is not None and unit is not None and got2[1].part is None else None
            return (got2[0], Stretch(first, got2[1])) if got2 is not None and first is not None else None
    unit = UNITS.get(t.word[j])
    if unit not in ("day", "week", "month", "quarter", "year", "decade"):
        return None
    k = j + 1
    mark = t.word[k]
    if mark == "to":
        if t.before(i) != "the" or (amount == 1 and t.word[k + 1] in ("date", "the")):
            return None
        k += 1
    elif mark in _ENDING or (unit == "week" and mark in _BEGINNING) or (unit == "week" and mark == "of" and j == i):
        k += 2 if t.word[k + 1] in ("on", "in", "at") else 1
    else:
        return None
    got2 = periods.the_moment(t, k, sure=True)
    if got2 is None or got2[1].part is not None or got2[1].year_shift is not None:
        return None
    end, last = got2
    if unit == "week" and j == i and mark in ("of", *_BEGINNING):
        if last.day is None:
            return None
        return end, (Moment(month=last.month, day=last.day, year=last.year, part="week") if mark == "of" else Stretch(last, Shifted(6, "day", True, last)))
    first = _first(last, amount, unit)
    return None if first is None else (end, Stretch(first, last))


def _first(last: Moment, amount: float, unit: Unit) -> Shifted | None:
    """The first day of so many units that end with `last`, a day, a month or a year."""
    many, unit = _MONTHS.get(unit, (1, unit))
    amount *= many
    if last.day is not None and last.month is not None:
        day = date(last.year or 2021, last.month, last.day) + timedelta(1)  # the day behind it, from which whole units count back
        if last.year is None and day.year > 2021:
            return None
        return Shifted(amount, unit, False, Moment(year=day.year if last.year is not None else None, month=day.month, day=day.day))
    if last.month is not None and unit in ("month", "year"):
        return Shifted(amount * (12 if unit == "year" else 1) - 1, "month", False, last)
    if last == Moment(year=last.year) and unit == "year" and amount > 1:
        return Shifted(amount - 1, "year", False, last)
    return None
