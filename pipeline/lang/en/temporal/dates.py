"""Which day or month do the words or digits at a place name: January 25, 2022; the 19th; 2022-07-22; 7/22/2022; Oct. 2015?"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace

from pipeline.lang.en.temporal import years
from pipeline.lang.en.temporal.clocks import CLOCK
from pipeline.lang.en.temporal.numerals import SUFFIXES, ordinal, words
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import ALL_MONTHS, ALL_WEEKDAYS, DOUBTFUL_MONTHS, LABELS, MONTHS, SHIFTS, SHORT_MONTHS, word_set
from pipeline.said import Moment

Found = tuple[int, Moment]

# 2022-07-22, 2022.09.20, 2024/05/2311:40:32 (the time glued to the day), 2015-3; the separator stays the same
_YEAR_FIRST = re.compile(r"(\d{4}) ?([-/.]) ?(\d{1,2})(?: ?\2 ?(\d{1,2})(?:(?=\d{2}:\d{2})|(?![\d:])|(?=[T ])))?(?![\d%])")
_GLUED_TIME = re.compile(r"(\d{4})([-/.])(\d{2})\2(\d{2})\d{1,2}:\d{2}(?::\d{2})?(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_SPACED = re.compile(r"((?:19|20)\d{2}) (0[1-9]|1[0-2]) (0[1-9]|[12]\d|3[01])(?![\d,.]?\d)")
# 7/22/2022, 22-04-2016, 13.5.2015, 3/3/15, 22-01-26
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2})|, ?(\d{4}))(?![\d%]|[-/.]\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})([-/])((?:19|20)\d{2})(?![\d%]|[-/.]\d)")
_MONTH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d%]|[-/.]\d)")
_DATE_CUES = word_set("on by before from since until till this due after to through between and")


def real_day(month: int, day: int, year: int | None = None) -> bool:
    """Is there such a day (29 February counts where no year is said)?"""
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 and year is None else monthrange(year or 2023, month)[1])


def full_year(digits: str) -> int:
    """A year of two digits: 15 is 2015, 71 is 1971 (39 is the last of this century)."""
    n = int(digits)
    return n if len(digits) == 4 else n + (2000 if n < 40 else 1900)


def numeric(t: Tokens, i: int) -> Found | None:
    """A date in digits at token `i`."""
    at, text = t.start[i], t.text
    size = len(t.word[i])
    if size not in (1, 2, 4, 8) or (at and not _begins(text, at, size)):
        return None
    if size == 8:
        m = _COMPACT.match(text, at)
        if m and real_day(int(m[2]), int(m[3]), int(m[1])):
            return t.index_at(m.end(), i), Moment(year=int(m[1]), month=int(m[2]), day=int(m[3]))
        return None
    if size == 4:
        return year_first(t, i)
    if size > 2 or t.word[i + 1] not in ("-", "/", ".") or not t.word[i + 2].isdecimal():
        return None
    m = _YEAR_LAST.match(text, at)
    if m:
        got = _order(m[1], m[2], m[3], m[4] or m[5], text, m.end())
        return None if got is None else (t.index_at(m.end(), i), got)
    m = _MONTH_YEAR.match(text, at)
    if m and 1 <= int(m[1]) <= 12 and not (i and t.word[i - 1] in ("-", "/", "no", "law", "public")):
        return t.index_at(m.end(), i), Moment(year=int(m[3]), month=int(m[1]))
    m = _MONTH_DAY.match(text, at)
    if m and (t.before(i) in _DATE_CUES or (t.before(i) == "-" and t.before(i, 3) == "/")):
        a, b = int(m[1]), int(m[2])
        if real_day(a, b):
            return t.index_at(m.end(), i), Moment(month=a, day=b)
        if real_day(b, a):
            return t.index_at(m.end(), i), Moment(month=b, day=a)
    return None


def _begins(text: str, at: int, size: int) -> bool:
    """Can a date begin here: not in the path of a page, nor in the middle of a longer number?"""
    before = text[at - 1]
    if before == "/":
        return False
    if before in ".,:$§" or (before == "-" and at > 1 and text[at - 2].isdigit()):
        return text[max(0, at - 2) : at] in (": ", ".)") or (size == 4 and before in ":,")
    return True


def year_first(t: Tokens, i: int) -> Found | None:
    """A date in digits that begins with its year."""
    at, text = t.start[i], t.text
    year = int(t.word[i])
    if not 1000 <= year <= 2999:
        return None
    m = _GLUED_TIME.match(text, at)
    if m and real_day(int(m[3]), int(m[4]), year):
        return t.index_at(m.end(), i), Moment(year=year, month=int(m[3]), day=int(m[4]))
    m = _YEAR_FIRST.match(text, at)
    if m:
        month = int(m[3])
        if m[4] and real_day(month, int(m[4]), year):
            return t.index_at(m.end(), i), Moment(year=year, month=month, day=int(m[4]))
        spaced = " " in m[0]
        if (
            not m[4]
            and 1 <= month <= 12
            and 1900 <= year <= 2100
            and not spaced
            and t.before(i) not in LABELS
            and (m[2] != "." or len(m[3]) == 2)
            and t.before(i) not in ("$", "-")
        ):
            follow = t.word[t.index_at(m.end(), i)]
            if not (month == year % 100 + 1 and follow in ("academic", "school", "season", "fiscal", "budget", "session")):
                return t.index_at(m.end(), i), Moment(year=year, month=month)
        return None
    m = _SPACED.match(text, at)
    if m:
        return t.index_at(m.end(), i), Moment(year=year, month=int(m[2]), day=int(m[3]))
    # 2016 june, 2019-sep-1, 2020/23/Sep
    j = i + 2 if t.word[i + 1] in ("-", "/") else i + 1
    if t.word[j] in ALL_MONTHS and (t.word[j] not in DOUBTFUL_MONTHS or t.capital(j) or j == i + 2) and 1900 <= year <= 2100:
        month = ALL_MONTHS[t.word[j]]
        if j == i + 2 and t.word[j + 1] == t.word[i + 1] and t.word[j + 2].isdecimal() and real_day(month, int(t.word[j + 2]), year):
            return j + 3, Moment(year=year, month=month, day=int(t.word[j + 2]))
        if j == i + 2 or (t.word[j + 1] not in ALL_MONTHS and not t.word[j + 1].isdecimal()):
            return j + 1, Moment(year=year, month=month)
    return None


def _order(a: str, mark: str, b: str, c: str, text: str, end: int) -> Moment | None:
    """Three numbers, year last or two digits long: month first as Americans write, day first where it must be, year first where a clock follows."""
    x, y = int(a), int(b)
    year = full_year(c)
    short = len(a) == len(b) == len(c) == 2 and mark == "-" and real_day(y, int(c), full_year(a))
    if len(c) == 2 and mark == ".":
        return None
    if short and CLOCK.match(text, end):
        return Moment(year=full_year(a), month=y, day=int(c))
    if mark != "." and real_day(x, y, year):
        return Moment(year=year, month=x, day=y)
    if real_day(y, x, year):
        return Moment(year=year, month=y, day=x)
    if mark == "." and real_day(x, y, year):
        return Moment(year=year, month=x, day=y)
    return Moment(year=full_year(a), month=y, day=int(c)) if short else None


def month_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """A month's name at token `i`, with the token after it (and after its point: Jan.)."""
    n = ALL_MONTHS.get(t.word[i])
    if n is None or (t.glued(i) and not (t.word[i - 1].isdecimal() or t.word[i - 1] in "-–—/(\"'“‘~" or t.word[i - 1] in SUFFIXES)):
        return None
    j = i + 1
    if t.word[j] == "." and t.glued(j) and t.word[i] in SHORT_MONTHS and t.word[j + 1] not in ("", "\n", '"', "”", ")") and not t.capital(j + 1):
        j += 1
    return j, n


def day_at(t: Tokens, i: int) -> tuple[int, int, bool] | None:
    """A day of the month in digits or as an ordinal: (token after it, day, is it an ordinal)."""
    got = ordinal(t, i)
    if got:
        return (*got, True) if 1 <= got[1] <= 31 else None
    w = t.word[i]
    if w.isdecimal() and len(w) <= 2 and 1 <= int(w) <= 31:
        mark = t.word[i + 1]
        if mark in ("%", "°", "$") or (mark in (".", ":", ",") and t.glued(i + 1) and t.word[i + 2].isdecimal() and t.glued(i + 2) and len(t.word[i + 2]) != 4):
            return None
        return i + 1, int(w), False
    got2 = words(t, i)
    if got2 and 1 <= got2[1] <= 31:
        return got2[0], int(got2[1]), False
    return None


def of_year(t: Tokens, i: int) -> tuple[int, Moment] | None:
    """The year behind a month, quarter or day: ", 2022", "of 2022", "in the year 2022", "of this year", "last year"."""
    j = i
    if t.word[j] in (",", "."):
        j += 1
        if t.word[j] == "the":
            return None
    elif (t.word[j] in ("-", "/") and t.glued(j)) or t.word[j] in ("of", "in", "during"):
        j += 1
    elif t.word[j] == "the":
        return None
    return years.year_ref(t, j, sure=True, apart=t.word[i] == ",")


def merge(m: Moment, year: Moment) -> Moment:
    """The moment with the year (and its kind) that stands beside it."""
    return replace(m, year=year.year, year_shift=year.year_shift, year_kind=year.year_kind)


def named(t: Tokens, i: int, sure: bool) -> Found | None:
    """A date with a month's name at token `i`; `sure` where the words before leave no doubt that a time comes."""
    w = t.word[i]
    if w in ALL_WEEKDAYS:
        j = i + 1
        if t.word[j] == "." and w not in ("sunday",):
            j += 1
        bracket = t.word[j] == "("
        if t.word[j] == "," or bracket:
            j += 1
        if t.word[j] == "the":
            j += 1
        got = _month_first(t, j, True) if t.word[j] in ALL_MONTHS else _day_first(t, j)
        if bracket:
            return (got[0] + 1, got[1]) if got and got[1].day and t.word[got[0]] == ")" else None
        return got if got and got[1].day else None
    if w in ("month", "months"):
        return _month_first(t, i + 2, True) if t.word[i + 1] == "of" and t.word[i + 2] in ALL_MONTHS else None
    if w == "ides" and t.word[i + 1] == "of" and t.word[i + 2] in MONTHS:
        month = MONTHS[t.word[i + 2]]
        return i + 3, Moment(month=month, day=15 if month in (3, 5, 7, 10) else 13)
    if w in ALL_MONTHS:
        return _month_first(t, i, sure)
    return _day_first(t, i)


def _month_first(t: Tokens, i: int, sure: bool) -> Found | None:
    got = month_at(t, i)
    if not got:
        return None
    j, month = got
    k = j
    if t.word[k] in ("-", "/") and t.glued(k):
        k += 1
    if t.word[k] == "the":
        k += 1
    day = day_at(t, k)
    if day and real_day(month, day[1], None) and (k == j or day[2] or k == j + 1) and not _counts(t, day[0], day[2]):
        end, number, is_ordinal = day
        if t.word[i] in DOUBTFUL_MONTHS and not t.capital(i) and is_ordinal and k == j and not t.word[k].isdecimal():
            return None  # they march second
        if t.word[i] == "may" and not t.capital(i) and not is_ordinal and not (t.word[end] == "," and t.word[end + 1].isdecimal()):
            return None
        m = Moment(month=month, day=number)
        year = of_year(t, end)
        if year is None and is_ordinal and t.word[end].isdecimal() and len(t.word[end]) == 2 and not t.glued(end + 1):
            year = (end + 1, Moment(year=full_year(t.word[end])))
        return (year[0], merge(m, year[1])) if year else (end, m)
    if t.word[j] == "in" and t.word[j + 1] in ("1", "a", "one") and t.word[j + 2] == "year":
        return j + 3, Moment(month=month, year_shift=1)
    year = of_year(t, j)
    if year:
        if t.word[j] in (",", ".") and year[1].year is None:
            year = None
        elif (
            t.word[j] in ("-", "/")
            and t.word[j + 2] == t.word[j]
            and t.word[j + 3].isdecimal()
            and year[1].year
            and real_day(month, int(t.word[j + 3]), year[1].year)
        ):
            return j + 4, Moment(year=year[1].year, month=month, day=int(t.word[j + 3]))
    if year:
        return year[0], merge(Moment(month=month), year[1])
    if t.word[j] == "'" and len(t.word[j + 1]) == 2 and t.word[j + 1].isdecimal():
        return j + 2, Moment(month=month, year=full_year(t.word[j + 1]))
    return (j, Moment(month=month)) if sure or _is_month(t, i, j) else None


def _counts(t: Tokens, j: int, is_ordinal: bool) -> bool:
    """Is the number before token `j` no day after all: July 20 percent, March 5 million, May 14th Five-Year Plan?"""
    return t.word[j] in ("percent", "million", "billion", "thousand", "%", "five") or (
        is_ordinal and t.word[j] in ("national", "century", "plenary", "session", "movement")
    )


def _is_month(t: Tokens, i: int, j: int) -> bool:
    """Is a month's name alone a month, by its capital and the words beside it?"""
    w = t.word[i]
    if w not in DOUBTFUL_MONTHS:
        return t.before(i) not in ("'",) and not (w in ("april", "june") and t.capital(j) and t.word[j] not in ALL_MONTHS)
    before = t.before(i)
    if t.word[j] in _RANGE_MARKS and t.word[j + 1] in ALL_MONTHS and t.capital(i) and t.capital(j + 1):
        return True
    if w == "may":
        return t.capital(i) and before in _MONTH_CUES
    if before in _MONTH_CUES:
        return True
    if not t.capital(i) or w in SHORT_MONTHS:
        return t.size == 1 and w != "mar" and w != "sat"
    if before in ("long", "the"):
        return False
    opening = before in ("", "\n", ".", "!", "?", ";", ":", "“", '"')
    return not opening or t.word[j] in ("", "\n", ",", ".", ")", "is", "was", "saw", "will", "to", "and", "has")


_RANGE_MARKS = frozenset({"-", "–", "—", "to", "through", "thru", "until", "and", "or", "/"})
_MONTH_CUES = word_set(
    "in by of since until till through thru from to between before after during early mid late this last next each every end beginning middle for and "
    "or - – — /"
)


def _day_first(t: Tokens, i: int) -> Found | None:
    """25 January 2022, 14april 2015, the first of March, 20th of next month, fifteen August, 16. nov. 2016."""
    day = day_at(t, i)
    if not day or (t.glued(i) and t.word[i - 1] == ":" and t.before(i, 2).isdecimal()):
        return None
    j, number, is_ordinal = day
    spelled = t.word[j] == "of"
    k = j + 1 if spelled or (t.word[j] in ("-", "/", ".") and t.word[i].isdecimal()) else j
    if spelled and t.word[k] == "the":
        k += 1
    if t.word[k] in ("this", "next", "last") and t.word[k + 1] == "month":
        return k + 2, Moment(month_shift=SHIFTS[t.word[k]], day=number)
    if spelled and t.word[k] == "month":
        k = k + 2 if t.word[k + 1] == "of" else k
        if t.word[k] == "month":
            return (k + 1, Moment(day=number)) if is_ordinal and t.word[i].isdecimal() else None
    got = month_at(t, k)
    if not got:
        return None
    end, month = got
    if not real_day(month, number) or (t.word[k] == "may" and not t.capital(k) and not (is_ordinal or spelled or years.digits(t, end))):
        return None
    if t.word[k] in DOUBTFUL_MONTHS and not t.capital(k) and not (is_ordinal or spelled or t.word[i].isdecimal()):
        return None
    if spelled and not is_ordinal and t.word[end].isdecimal() and len(t.word[end]) < 3:
        return None  # Directive 21 of February 12, 2013
    if t.word[k] == "may" and not is_ordinal and not spelled and t.word[end] in ("be", "not", "have", "also"):
        return None
    year = of_year(t, end)
    if year is None and t.word[end].isdecimal() and len(t.word[end]) == 2 and not t.glued(end + 1) and is_ordinal:
        year = (end + 1, Moment(year=full_year(t.word[end])))
    if (
        t.word[j] == "-"
        and t.word[end] == "-"
        and t.glued(j)
        and t.glued(end)
        and t.glued(end + 1)
        and len(t.word[end + 1]) == 2
        and t.word[end + 1].isdecimal()
    ):
        year = (end + 2, Moment(year=full_year(t.word[end + 1])))
    m = Moment(month=month, day=number)
    if year and t.word[end] == "," and year[1].year is None:
        year = None
    return (year[0], merge(m, year[1])) if year else (end, m)


_AFTER_BARE_DAY = word_set(", . ; : ) ( - – to and or of at in when that it the they he she we there this our all a by for with from as i you") | {"", "\n"}


_DAY_CUES = frozenset({"on", "by", "until", "till", "before", "since", "after", "through"})


def bare_day(t: Tokens, i: int) -> Found | None:
    """the 19th, where a preposition before and nothing that it could count behind make it a day."""
    if not (t.word[i].isdecimal() and t.before(i) == "the"):
        return None
    before = t.before(i, 2)
    if before not in _DAY_CUES and not (before == "of" and t.before(i, 3) in ("morning", "afternoon", "evening", "night", "day", "as")):
        return None
    got = ordinal(t, i)
    return (got[0], Moment(day=got[1])) if got and got[1] <= 31 and t.word[got[0]] in _AFTER_BARE_DAY and t.word[got[0] + 1] not in ("every", "each") else None
