"""Which season, holiday, weekday, decade, Five-Year Plan or unit ("the quarter") is named at a place?"""

from __future__ import annotations

from pipeline.lang.en.temporal import dates, years
from pipeline.lang.en.temporal.numerals import ordinal
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import ALL_WEEKDAYS, HOLIDAYS, SEASONS, SHIFTS, SHORT_WEEKDAYS, TENS_DECADES, WEEKDAYS
from pipeline.said import Moment

Found = tuple[int, Moment]


def plain_unit(t: Tokens, j: int) -> Found | None:
    """the (end of the) year, month, quarter, century, fiscal year: the one that the passage tells of."""
    w = t.word[j]
    if w == "year" and t.word[j + 1] != "-":
        return j + 1, Moment()
    if w == "month":
        return j + 1, Moment(month_shift=0)
    if w == "week":
        return j + 1, Moment(week_shift=0)
    if w == "quarter":
        return j + 1, Moment(quarter_shift=0)
    if w == "century":
        return j + 1, Moment(century=21)
    if w == "decade":
        return j + 1, Moment(nth=0, nth_unit="decade")
    if w in ("fiscal", "financial") and t.word[j + 1] == "year":
        return j + 2, Moment(year_shift=0, year_kind="fiscal")
    if w in ("academic", "school") and t.word[j + 1] == "year":
        return j + 2, Moment(year_shift=0, year_kind="academic")
    if w in ("calendar",) and t.word[j + 1] == "year":
        return j + 2, Moment(year_shift=0)
    return None


def yearly(t: Tokens, j: int, m: Moment, *, need: bool) -> Found | None:
    """`m` with the year that stands behind it, if any; where one is needed, nothing without."""
    at = j
    if t.word[j] == "of" and t.word[j + 1] == "the" and t.word[j + 2] in ("year", "fiscal", "academic", "school", "calendar"):
        got = years.year_ref(t, j + 2, sure=True) or plain_unit(t, j + 2)
        return (got[0], dates.merge(m, got[1])) if got else None
    year = dates.of_year(t, at)
    if year and not (t.word[at] in (",", ".") and year[1].year is None):
        return year[0], dates.merge(m, year[1])
    return None if need else (j, m)


_QUOTES = frozenset({'"', "”", "“"})


def plan(t: Tokens, j: int, n: int) -> Found | None:
    """Five-Year Plan [period] behind its number: a time where "period" follows, years stand in brackets, or a preposition of time goes before."""
    k = j + 1
    if t.word[k] == "-":
        k += 1
    if t.word[k] != "year":
        return None
    k += 1
    if t.word[k] == "-":
        k += 1
    named = t.word[k] in ("plan", "plans")
    if named:
        k += 1
    behind = k + 1 if t.word[k] in _QUOTES else k
    if t.word[behind] in ("period", "years"):
        return behind + 1, Moment(plan=n)
    return (k, Moment(plan=n)) if named else None


def is_plan_time(t: Tokens, i: int, j: int) -> bool:
    """Is the n-th Five-Year Plan at tokens [i, j) its period rather than the paper?"""
    if t.word[j - 1] != "plan" or t.word[i] == "period":
        return True
    at = i - 1 if t.before(i) in _QUOTES else i
    at = at - 1 if t.before(at) == "the" else at
    before, before2 = t.before(at), t.before(at, 2)
    return before in ("during", "throughout", "by", "since", "over", "until") or (
        before == "of" and before2 in ("end", "beginning", "period", "years", "year", "start", "course", "half", "stage")
    )


def plan_period(t: Tokens, i: int, sure: bool) -> Found | None:
    """the period covered by the 13th Five-Year Plan, the period of the 12th Five-Year Plan."""
    j = i + 1
    if t.matches(j, ("covered", "by")):
        j += 2
    elif t.word[j] in ("of", "for"):
        j += 1
    else:
        return None
    if t.word[j] == "the":
        j += 1
    got = ordinal(t, j)
    return plan(t, got[0], got[1]) if got and t.word[got[0]] == "five" else None


def decade(t: Tokens, i: int) -> Found | None:
    """1990s, 1990's, the 70's."""
    w = t.word[i]
    j = i + 1
    if t.word[j] == "'" and t.glued(j):
        j += 1
    if t.word[j] != "s" or not t.glued(j) or not w.endswith("0") or len(w) not in (2, 4):
        return None
    if len(w) == 4:
        year = int(w)
        return (j + 1, Moment(decade=year)) if (1000 <= year <= 2990 and year % 100 != 0) or 1900 < year <= 2000 else None
    return (j + 1, Moment(decade=1900 + int(w) if int(w) >= 20 else 2000 + int(w))) if t.before(i) == "the" or t.before(i) == "'" else None


def decade_word(t: Tokens, i: int, sure: bool) -> Found | None:
    """the nineties."""
    return (i + 1, Moment(decade=1900 + TENS_DECADES[t.word[i]])) if t.before(i) == "the" else None


def season(t: Tokens, i: int, sure: bool) -> Found | None:
    """spring 2022, the summer of 2016; a bare season only behind a preposition of time."""
    w = t.word[i]
    name = SEASONS[w]
    if w == "spring" and t.word[i + 1] == "festival":
        return holiday(t, i, sure)
    m = Moment(season=name)  # type: ignore[arg-type]  # the table holds nothing else
    j = i + 1
    if t.word[j] == "semester":
        j += 1
    got = yearly(t, j, m, need=True)
    if got and got[1].year is not None and (w != "fall" or t.word[j].isdecimal() or t.before(i) == "the" or t.word[j - 1] == "semester"):
        cut = t.word[got[0] + 1]
        if t.word[got[0]] in ("-", "–", "/") and t.glued(got[0]) and t.glued(got[0] + 1) and len(cut) in (2, 4) and cut.isdecimal():
            got = (got[0] + 2, got[1]) if int(cut) % 100 == (got[1].year + 1) % 100 else got  # winter 2022-23
        return got if w != "fall" or t.word[j] != "of" or t.word[j - 1] == "semester" or t.before(i, 2) in ("in", "by", "since", "during", "until") else None
    before = t.before(i, 2) if t.before(i) == "the" else t.before(i)
    if (
        before in ("in", "during", "by", "since", "until", "before", "through")
        and w != "fall"
        and not (t.word[j].isalpha() and t.word[j] not in ("and", "or", "of", "to", "the", "when", "will"))
    ):
        return j, m
    return (j, m) if t.size <= 2 else None


def weekday(t: Tokens, i: int, sure: bool) -> Found | None:
    """Monday; a bare short form only behind on, by, until or alone."""
    w = t.word[i]
    got = dates.named(t, i, True)
    if got:
        return got
    if t.glued(i) or (t.glued(i + 1) and t.word[i + 1] in ("-", "'")):
        return None
    if w in WEEKDAYS:
        if t.word[i + 1] == "of" and t.word[i + 2] in SHIFTS and t.word[i + 3] == "week":
            return i + 4, Moment(weekday=WEEKDAYS[w], week_shift=SHIFTS[t.word[i + 2]])
        if t.word[i + 1] in ALL_WEEKDAYS or t.before(i) in ("black", "bloody") or not (t.capital(i) or t.before(i) in ("on", "by", "until", "next")):
            return None
        return i + 1, Moment(weekday=WEEKDAYS[w])
    return (
        (i + 1, Moment(weekday=SHORT_WEEKDAYS[w]))
        if t.size == 1 or (t.before(i) in ("on", "by", "until") and t.capital(i) and t.word[i + 1] in ("", ".", ",", "\n"))
        else None
    )


def holiday(t: Tokens, i: int, sure: bool) -> Found | None:
    """Thanksgiving 2021, the Spring Festival, New Year's Day of 2022."""
    for phrase, key in HOLIDAYS.get(t.word[i], ()):
        if t.matches(i, phrase) and t.capital(i):
            m = Moment(holiday=key)
            j = i + len(phrase)
            if t.word[j] == "of" and key.startswith("national_day") and not yearly(t, j, m, need=True):
                return None  # the National Day of Prayer
            return yearly(t, j, m, need=False) or (j, m)
    return None


def near_day(t: Tokens, i: int, sure: bool) -> Found | None:
    """yesterday, tomorrow, the day after tomorrow."""
    return i + 1, Moment(day_shift=NEAR[t.word[i]])


def far_day(t: Tokens, i: int, sure: bool) -> Found | None:
    """the day before yesterday, the day after tomorrow."""
    if t.matches(i, ("day", "before", "yesterday")):
        return i + 3, Moment(day_shift=-2)
    return (i + 3, Moment(day_shift=2)) if t.matches(i, ("day", "after", "tomorrow")) else None


NEAR = {"yesterday": -1, "tomorrow": 1, "tonight": 0}
