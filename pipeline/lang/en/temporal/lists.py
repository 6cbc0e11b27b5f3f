"""Which words say two or more times at once: 3 and 4 May, the first and second quarters of 2021, early to mid-2022, FY 2021-22, 10/1-11/2/2017?

They are one stretch, as "fiscal years 2016 and 2017" are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.lang.en.temporal import dates, periods, years
from pipeline.lang.en.temporal.names import yearly
from pipeline.lang.en.temporal.numerals import ordinal
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import ADJECTIVE_PARTS, ALL_MONTHS
from pipeline.said import Moment, Stretch

Found = tuple[int, Stretch]

_AND = frozenset({"and", "&"})
_MANY = {"quarters": (4, "quarter"), "halves": (2, "half"), "centuries": (30, "century")}
_ENDS = frozenset({"", "\n", ",", ".", ";", ":", ")", "at", "in", "to", "for", "with", "and", "was", "were", "is", "are", "will"})


def day_list(t: Tokens, i: int) -> Found | None:
    """3 and 4 May 2022, 3, 4 and 5 May; the first and last day hold the others."""
    first = dates.day_at(t, i)
    if first is None or t.before(i) in ("between", "from", "section", "sections", "article", "articles", "paragraphs", "no"):
        return None
    j, low = first[0], first[1]
    last = low
    while True:
        k = j + 1 if t.word[j] == "," else j
        final = t.word[k] in _AND
        k += final
        day = dates.day_at(t, k) if k > j else None
        if day is None or day[1] <= last:
            return None
        j, last = day[0], day[1]
        if final:
            break
    if t.word[j] not in ALL_MONTHS and not (t.word[j] == "of" and t.word[j + 1] in ALL_MONTHS):
        return None
    got = dates.named(t, k, True)
    if got is None or got[1].day != last or (t.word[j] == "may" and not t.capital(j)):
        return None
    return got[0], Stretch(replace(got[1], day=low), got[1])


def more_days(t: Tokens, j: int, first: Moment) -> Found | None:
    """May 3 "and 4, 2022", May 3 ", 4, and 5": what stands behind a day with its month before it."""
    if first.day is None or first.month is None or first.year is not None or t.word[j - 1] in ALL_MONTHS:
        return None
    last = first.day
    while True:
        k = j + 1 if t.word[j] == "," else j
        final = t.word[k] in _AND
        k += final
        day = dates.day_at(t, k) if k > j and not t.word[k].isalpha() else None
        if day is None or day[1] <= last or not dates.real_day(first.month, day[1]):
            return None
        j, last = day[0], day[1]
        if final:
            break
    year = dates.of_year(t, j) if t.word[j] in (",", "of", "in") or t.word[j].isdecimal() else None
    if year is not None and year[1].year is not None:
        return year[0], Stretch(dates.merge(first, year[1]), dates.merge(replace(first, day=last), year[1]))
    if t.word[j] not in _ENDS or (t.word[j] in (",", ".") and t.glued(j + 1) and t.word[j + 1].isdecimal()):
        return None
    return j, Stretch(first, replace(first, day=last))


def ordinals(t: Tokens, i: int) -> Found | None:
    """the first and second quarters of 2021, the 18th and 19th centuries."""
    first = ordinal(t, i)
    if first is None or t.word[first[0]] not in ("and", "to", "through", "&"):
        return None
    k = first[0] + 2 if t.word[first[0] + 1] == "the" else first[0] + 1
    second = ordinal(t, k)
    if second is None or second[1] <= first[1] or t.word[second[0]] not in _MANY:
        return None
    top, field = _MANY[t.word[second[0]]]
    if second[1] > top:
        return None
    a, b = Moment(**{field: first[1]}), Moment(**{field: second[1]})  # type: ignore[arg-type]  # all these fields are int
    if field == "century":
        return second[0] + 1, Stretch(a, b)
    got = yearly(t, second[0] + 1, b, need=True)
    if got is None:
        return None
    return got[0], Stretch(dates.merge(a, got[1]), got[1])


def parts(t: Tokens, i: int) -> Found | None:
    """early to mid-2022, mid-to-late June: two parts of one period."""
    j = i + 2 if t.word[i + 1] == "-" else i + 1
    if t.word[j] != "to":
        return None
    j += 2 if t.word[j + 1] == "-" else 1
    name = ADJECTIVE_PARTS.get(t.word[j])
    first = ADJECTIVE_PARTS.get(t.word[i])
    if name is None or first is None or "so_far" in (name, first):
        return None
    got = periods.adjective_part(t, j, True)
    return (got[0], Stretch(replace(got[1], part=first), got[1])) if got is not None and got[1].part == name else None


def fiscal_years(t: Tokens, i: int) -> Found | None:
    """One year that runs over two: fiscal year 2021-22 (of a state, from July on), financial year 2021/22 (British, from April on)."""
    w = t.word[i]
    if w in ("fiscal", "financial", "fy"):
        j = i + 2 if t.word[i + 1] == "year" and w != "fy" else i + 1
        if w != "fy" and j == i + 1:
            return None
        got = _two(t, j)
        kind = w
        end = got[1] if got else 0
    else:
        got = _two(t, i)
        if got is None:
            return None
        kind, end = t.word[got[1]], got[1] + 2
        if kind not in ("fiscal", "financial", "budget") or t.word[got[1] + 1] != "year":
            return None
    if got is None:
        return None
    month = 4 if kind == "financial" else 7
    return end, Stretch(Moment(year=got[0], month=month), Moment(year=got[0] + 1, month=month - 1))


def _two(t: Tokens, j: int) -> tuple[int, int] | None:
    """2021-22, 2021/2022 at token `j`: the first year and the token behind."""
    year = years.digits(t, j)
    cut = t.word[j + 2]
    if year is None or t.word[j + 1] not in ("-", "–", "—", "/") or not (t.glued(j + 1) and t.glued(j + 2)) or not cut.isdecimal():
        return None
    if len(cut) not in (2, 4) or int(cut) % 100 != (year + 1) % 100 or (t.word[j + 3] in ("-", "/") and t.glued(j + 3)):
        return None
    return year, j + 3


_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))? ?[-–—] ?(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/%-])")
_DATE_CUES = frozenset({"from", "period", "is", "on", "between", "dates", "during", "for", "of", "(", ":", ""})


def slashed(t: Tokens, i: int) -> Found | None:
    """10/1-11/2/2017, 2/29-3/1: two days in bare digits, month first; no fractions (1/2-3/4)."""
    if t.word[i + 1] != "/" or not t.glued(i + 1) or (t.start[i] and t.text[t.start[i] - 1] in "/.-$"):
        return None
    m = _SLASHED.match(t.text, t.start[i])
    if m is None:
        return None
    a, b, c, d = int(m[1]), int(m[2]), int(m[4]), int(m[5])
    if not (dates.real_day(a, b) and dates.real_day(c, d)) or (m[3] is None and m[6] is None and (t.before(i) not in _DATE_CUES or max(b, d) < 5)):
        return None
    last = Moment(month=c, day=d, year=dates.full_year(m[6]) if m[6] else None)
    first = Moment(month=a, day=b, year=dates.full_year(m[3]) if m[3] else None)
    if first.year is None and last.year is not None:
        first = replace(first, year=last.year - ((a, b) > (c, d)))
    return t.index_at(m.end(), i), Stretch(first, last)
