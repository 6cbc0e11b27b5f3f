"""Which quarter, half, season, plan period, decade, week, or part of one do the words at a place name?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from pipeline.lang.en.numerals import ORDINALS
from pipeline.lang.en.temporal import dates, years
from pipeline.lang.en.temporal.names import NEAR, decade, decade_word, far_day, holiday, near_day, plain_unit, plan, plan_period, season, weekday, yearly
from pipeline.lang.en.temporal.numerals import NUMBER_WORDS, ordinal, words
from pipeline.lang.en.temporal.numerals import UNITS as UNIT_NUMBERS
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import (
    ADJECTIVE_PARTS,
    ALL_MONTHS,
    ALL_WEEKDAYS,
    HOLIDAYS,
    PARTS,
    QUARTER_WORDS,
    SEASONS,
    SHIFTS,
    SHORT_WEEKDAYS,
    TENS_DECADES,
    UNITS,
    WEEKDAYS,
    WORKING,
)  # fmt: skip
from pipeline.said import Moment, Part

Found = tuple[int, Moment]


_DEEPEST = 4


def moment(t: Tokens, i: int, *, sure: bool = False) -> Found | None:
    """Any named stretch of the calendar at token `i`, without its article. `sure`: the words before leave no doubt that a time comes."""
    if t.depth == _DEEPEST:
        return None
    t.depth += 1
    try:
        return _digits(t, i, sure) if t.word[i].isdecimal() else _word(t, i, sure)
    finally:
        t.depth -= 1


def _digits(t: Tokens, i: int, sure: bool) -> Found | None:
    return (
        dates.numeric(t, i)
        or dates.named(t, i, sure)
        or _quarter_behind(t, i)
        or ordinal_period(t, i)
        or decade(t, i)
        or years.year_ref(t, i, sure=sure)
        or dates.bare_day(t, i)
    )


def _word(t: Tokens, i: int, sure: bool) -> Found | None:
    for parse in _PARSERS.get(t.word[i], ()):
        got = parse(t, i, sure)
        if got:
            return got
    return years.year_ref(t, i, sure=True) if sure and t.word[i] in NUMBER_WORDS else None


def the_moment(t: Tokens, i: int, *, sure: bool = False) -> Found | None:
    """As `moment`, with or without an article before it."""
    return moment(t, i + 1 if t.word[i] == "the" else i, sure=sure)


_BARE_END = frozenset({"by", "at", "before", "until", "to", "in", "from", "since", "after", "than", "through", "", "\n", "(", "|"})


def part(t: Tokens, i: int, sure: bool) -> Found | None:
    """the end of 2025, the middle of March, the close of the year, beginning of the month, the end of the 14th Five-Year Plan period."""
    w = t.word[i]
    name = PARTS[w]
    j = i + 1
    if w in ("beginning", "start") and t.word[j] in ("in", "on", "with", "from", "at"):
        return None
    if w == "end" and t.word[j] != "of":
        got = years.year_ref(t, j, sure=True) if t.word[j].isdecimal() or t.word[j] in ("fy", "cy", "fiscal") else None
        return (got[0], replace(got[1], part="end")) if got and t.before(i) in _BARE_END else None
    if t.word[j] != "of":
        return None
    j += 1
    if t.word[j] == "the":
        j += 1
    if t.word[j] in ('"', "“"):
        j += 1
    got = moment(t, j, sure=True) or plain_unit(t, j)
    if got is None or got[1].part is not None:
        return None
    return got[0], replace(got[1], part=name)


def adjective_part(t: Tokens, i: int, sure: bool) -> Found | None:
    """early March, mid-2025, late this year, later this month, mid-century, the mid-1990s."""
    w = t.word[i]
    j = i + 1
    if t.word[j] == "-":
        j += 1
    elif t.word[j] == "to":
        return None
    name = ADJECTIVE_PARTS[w]
    if t.word[j] == "part" and t.word[j + 1] == "of" and w in ("early", "later", "late", "mid"):
        k = j + 3 if t.word[j + 2] == "the" else j + 2
        got = moment(t, k, sure=True) or plain_unit(t, k)
        return (got[0], replace(got[1], part=name)) if got and got[1].part is None and got[1].day is None else None
    if w in ("later", "earlier"):
        if t.word[j] == "in" and t.word[j + 1] == "the" and t.word[j + 2] in ("year", "month", "week", "century", "decade"):
            got = plain_unit(t, j + 2)
        elif t.word[j] == "in" and (t.word[j + 1].isdecimal() or t.word[j + 1] in ALL_MONTHS):
            got = moment(t, j + 1, sure=True)
        else:
            got = moment(t, j) if t.word[j] == "this" else None
        if got is None or got[1].part is not None or got[1].day is not None:
            return None
        return got[0], replace(got[1], part="rest" if w == "later" else "so_far")
    if t.word[j] == "in" and w in ("early", "late"):
        j += 1
        if t.word[j] == "the":
            j += 1
            if t.word[j] in ("year", "month", "century", "decade") and t.word[j + 1] != "-":
                got = plain_unit(t, j)
                return (got[0], replace(got[1], part=name)) if got else None
    if w == "mid" and t.word[j] in ("century", "year", "month"):
        got = plain_unit(t, j)
    else:
        got = moment(t, j, sure=True)
    if got is None or got[1].part is not None or got[1].day is not None or got[1].day_shift is not None or (got[1].weekday is not None):
        return None
    return got[0], replace(got[1], part=name)


def ending(t: Tokens, i: int, sure: bool) -> Found | None:
    """year-end, year-end 2022, month-end, end-2025, end of month as one word (EOY, EOM)."""
    w = t.word[i]
    j = i + 1
    if w == "year" and t.matches(j, ("'", "s", "end")):
        return j + 3, Moment(part="end")
    if w in ("year", "month") and t.word[j] == "-" and t.word[j + 1] in ("end", "beginning", "start"):
        j += 1
    if w in ("year", "month") and t.word[j] in ("end",) and not (t.word[j + 1].isalpha() and t.word[j] == "end" and t.word[j - 1] != "-"):
        of = dates.of_year(t, j + 1) if w == "year" else None
        if of and t.word[j + 1] != ",":
            return of[0], replace(of[1], part="end")
        return j + 1, Moment(part="end") if w == "year" else Moment(month_shift=0, part="end")
    if w == "end" and t.word[j] == "-":
        got = moment(t, j + 1, sure=True)
        return (got[0], replace(got[1], part="end")) if got and got[1].day is None else None
    if w in ("eoy", "eom", "boy", "bom") and t.text[t.start[i] : t.end[i]].isupper() and (w != "boy" or t.size == 1):
        name: Part = "end" if w[0] == "e" else "begin"
        got = years.year_ref(t, j) if w[2] == "y" else None
        if got:
            return got[0], replace(got[1], part=name)
        return j, Moment(part=name) if w[2] == "y" else Moment(month_shift=0, part=name)
    return None


def letter_period(t: Tokens, i: int, sure: bool) -> Found | None:
    """Q3 2019, H1 of FY 2023, Q4."""
    n = t.word[i + 1]
    top = 4 if t.word[i] == "q" else 2
    if not (n.isdecimal() and len(n) == 1 and 1 <= int(n) <= top and t.glued(i + 1)) or (t.glued(i) and t.word[i - 1].isalpha()):
        return None
    m = Moment(quarter=int(n)) if top == 4 else Moment(half=int(n))
    j = i + 2
    if t.word[j] == "'" and len(t.word[j + 1]) == 2 and t.word[j + 1].isdecimal():
        return j + 2, replace(m, year=2000 + int(t.word[j + 1]))
    if (t.word[j] in ("/", "-") and t.word[j + 1] in ("fy", "cy")) or t.word[j] == ",":
        got = years.year_ref(t, j + 1)
        return (got[0], dates.merge(m, got[1])) if got and got[1].year else (j, m) if top == 4 else None
    return yearly(t, j, m, need=top == 2)


def _quarter_behind(t: Tokens, i: int) -> Found | None:
    """2017-q1, 2019 H2, 18q4, 2020Q1; 1Q FY24."""
    w = t.word[i]
    if len(w) == 1 and w in "1234" and t.word[i + 1] in ("q", "h") and t.glued(i + 1) and (t.word[i + 1] == "q" or w in "12"):
        m = Moment(quarter=int(w)) if t.word[i + 1] == "q" else Moment(half=int(w))
        cut = t.word[i + 2]
        if t.glued(i + 2) and cut.isdecimal() and len(cut) == 2 and not (t.glued(i + 3) and t.word[i + 3].isalnum()):
            return i + 3, replace(m, year=2000 + int(cut))
        return yearly(t, i + 2, m, need=True)
    if len(w) not in (2, 4):
        return None
    j = i + 1
    if t.word[j] in ("-", ".", "'") and t.word[j + 1] in ("q", "h"):
        j += 1
    n = t.word[j + 1]
    if t.word[j] not in ("q", "h") or not n.isdecimal() or not t.glued(j + 1) or len(n) != 1 or not 1 <= int(n) <= (4 if t.word[j] == "q" else 2):
        return None
    if len(w) == 2 and not t.glued(j):
        return None
    year = int(w) if len(w) == 4 else 2000 + int(w)
    return j + 2, Moment(year=year, quarter=int(n)) if t.word[j] == "q" else Moment(year=year, half=int(n))


def ordinal_period(t: Tokens, i: int, sure: bool = False) -> Found | None:
    """the third quarter of 2022, the first half of the year, 21st century, the 14th Five-Year Plan period, first three quarters of 2020."""
    w = t.word[i]
    if w in ("last", "latter", "final"):
        n, j = -1, i + 1
    elif w in ("opening",):
        n, j = 1, i + 1
    else:
        got = ordinal(t, i)
        if got is None:
            return None
        j, n = got
    if t.word[j] == "-" and t.word[j + 1] in ("quarter", "half"):
        j += 1
    unit = t.word[j]
    if w == "latter" and unit == "part" and t.word[j + 1] == "of":
        return _half(t, j + 1, 2)
    if unit in QUARTER_WORDS and (1 <= n <= 4 or n == -1):
        return yearly(
            t,
            j + 1,
            Moment(quarter=n if n > 0 else 4),
            need=n < 0 or (t.word[j + 1].isalpha() and t.word[j + 1] not in ("of", "this", "last", "and", "to", "will", "is", "was")),
        )
    if unit == "half" and n in (1, 2) and t.before(i) == "the" and t.before(i, 2) in ("in", "during", "for") and t.word[j + 1] in (",", "."):
        return j + 1, Moment(half=n)
    if unit == "half" and (n in (1, 2, -1)) and t.word[j + 1] in ("of", "year", "this", "in") and (n != -1 or w in ("latter", "last")):
        return _half(t, j + 1, 2 if n == -1 else n)
    if unit == "century" and n > 0:
        return j + 1, Moment(century=n)
    if unit == "five" and t.word[j + 1] in ("-", "year") and n > 0:
        return plan(t, j, n)
    if unit in ("month", "week", "day") and t.word[j + 1] == "of":
        return _inside(t, j, n, None)
    if unit in WORKING and t.word[j + 1] in ("day", "days") and t.word[j + 2] == "of":
        return _workdays(t, j + 1, n, None)
    if unit in WEEKDAYS and t.word[j + 1] in ("of", "in"):
        got2 = the_moment(t, j + 2, sure=True) or plain_unit(t, j + 3 if t.word[j + 2] == "the" else j + 2)
        return (got2[0], replace(got2[1], nth=n, weekday=WEEKDAYS[unit], nth_unit="day")) if got2 and got2[1].day is None else None
    count = words(t, j) or ((j + 1, float(unit)) if unit.isdecimal() and len(unit) < 3 else None)
    if count and n in (1, -1) and t.word[count[0]] in WORKING and t.word[count[0] + 1] == "days" and t.word[count[0] + 2] == "of":
        return _workdays(t, count[0] + 1, n, int(count[1]))
    if count and n in (1, -1) and t.word[count[0]] in UNITS and count[1] == int(count[1]):
        return _inside(t, count[0], n, int(count[1])) if t.word[count[0] + 1] == "of" else _first_months(t, i, count[0], n, int(count[1]))
    return None


def _workdays(t: Tokens, j: int, n: int, count: int | None) -> Found | None:
    """... business day of the quarter, ... 10 working days of July: token `j` is the day."""
    got = _inside(t, j, n, count)
    return (got[0], replace(got[1], nth_unit="workday")) if got else None


def _first_months(t: Tokens, i: int, j: int, n: int, count: int) -> Found | None:
    """in the first ten months, in the first three quarters: of the year that the passage tells of."""
    unit = UNITS[t.word[j]]
    timely = n == 1 and t.before(i) == "the" and t.before(i, 2) in ("in", "for", "during", "over") and unit in ("month", "quarter") and not t.glued(j)
    return (j + 1, Moment(nth=1, nth_count=count, nth_unit=unit)) if timely and count * (3 if unit == "quarter" else 1) < 12 else None


def _inside(t: Tokens, j: int, n: int, count: int | None) -> Found | None:
    """... days of March 2022, ... month of 2021, ... three quarters of the year: token `j` is the unit."""
    unit = UNITS.get(t.word[j])
    if unit is None:
        return None
    k = j + 3 if t.word[j + 2] == "the" else j + 2
    got = moment(t, k, sure=True) or plain_unit(t, k)
    if got is None or got[1].day is not None or got[1].nth is not None or got[1].part is not None:
        return None
    return got[0], replace(got[1], nth=n, nth_count=count, nth_unit=unit)


def _half(t: Tokens, j: int, n: int) -> Found | None:
    """... half of 2022, of the year, of this year; of March, of the century: then a part."""
    if t.word[j] == "year":
        return j + 1, Moment(half=n)
    if t.word[j] == "this":
        j -= 1
    k = j + 1
    if t.word[k] == "the":
        k += 1
    got = decade(t, k) if t.word[k].isdecimal() else decade_word(t, k, True) if t.word[k] in TENS_DECADES else None
    if got:
        return got[0], replace(got[1], part="first_half" if n == 1 else "second_half")
    got = years.year_ref(t, k, sure=True) or (plain_unit(t, k) if t.word[k] in ("year", "fiscal", "academic", "school") else None)
    if got:
        return got[0], replace(got[1], half=n)
    got = moment(t, k, sure=True) or plain_unit(t, k)
    if got is None or got[1].part is not None or got[1].day is not None:
        return None
    return got[0], replace(got[1], part="first_half" if n == 1 else "second_half")


_WEIGHTY = frozenset({"critical", "decisive", "crucial", "important", "pivotal", "new"})


def relative(t: Tokens, i: int, sure: bool) -> Found | None:
    """this year, last month, next quarter, this decade, next Monday, this June, last summer, last year's third quarter."""
    w = t.word[i]
    shift = SHIFTS[w]
    j = i + 1
    if w == "next" and t.before(i) == "and" and t.before(i, 2) == "year" and t.before(i, 3) == "this" and not t.word[j].isalpha():
        return j, Moment(year_shift=1)  # this year and next
    if w == "coming" and t.word[j] == "year" and t.before(i) == "the":
        return None  # the twelve months to come
    got = years.year_ref(t, i)
    if got:
        end, year = got
        if t.word[end] == "'" and t.word[end + 1] == "s":
            inner = ordinal_period(t, end + 2)
            if inner and inner[0] > end + 3 and inner[1].year is None:
                return inner[0], dates.merge(inner[1], year)
        if t.word[end] == "-" and t.word[end + 1] == "end":
            return end + 2, replace(year, part="end")
        return got
    u = t.word[j]
    if w == "this" and u in _WEIGHTY and t.word[j + 1] in ("decade", "year", "century"):
        return j + 2, Moment(year_shift=0) if t.word[j + 1] == "year" else Moment(nth=0, nth_unit=UNITS[t.word[j + 1]])
    if (
        u in ALL_MONTHS
        and w in ("this", "last", "next", "coming", "past", "upcoming", "following", "previous")
        and (t.capital(j) or u not in ("may", "march", "august"))
    ):
        end, month = dates.month_at(t, j) or (j + 1, ALL_MONTHS[u])
        if t.word[end].isdecimal() or t.word[end] == "'":
            dated = dates.named(t, j, True)
            if dated and dated[1].day:
                return dated
        return end, Moment(month=month, year_shift=shift) if shift else Moment(month=month, year_shift=0)
    if w == "this" and u in ("coming", "upcoming", "past") and (t.word[j + 1] in WEEKDAYS or t.word[j + 1] in SEASONS):
        return relative(t, j, sure)
    if u in WEEKDAYS and (dated := dates.named(t, j, True)):
        return dated  # next Tuesday, June 8
    if u in WEEKDAYS and w in ("coming", "upcoming"):
        return j + 1, Moment(weekday=WEEKDAYS[u])
    if u in WEEKDAYS or (u in SHORT_WEEKDAYS and w in ("this", "next", "last") and u not in ("sun", "sat")):
        return j + 1, Moment(weekday=ALL_WEEKDAYS[u], week_shift=shift)
    if u in SEASONS:
        return j + 1, Moment(season=SEASONS[u], year_shift=shift)  # type: ignore[arg-type]  # the table holds nothing else
    unit = UNITS.get(u)
    if u in ("weekend",):
        return j + 1, Moment(week_shift=shift, part="end")
    if unit is None or u.endswith("s") or t.word[j + 1] == "-":
        return dates.numeric(t, j) if w == "this" and u.isdecimal() else None
    if w in ("past", "present") or (u == "quarter" and w == "last" and t.word[j + 1] == "of"):
        return None
    if unit == "week" and u != "fortnight":
        return j + 1, Moment(week_shift=shift)
    if unit == "month":
        return j + 1, Moment(month_shift=shift)
    if unit == "quarter":
        return j + 1, Moment(quarter_shift=shift)
    if unit in ("decade", "century"):
        before = t.before(i, 2) if t.before(i) == "the" else t.before(i)
        if shift == 1 and before in ("over", "throughout", "for", "during", "within"):
            return None  # ten years from now
        return j + 1, Moment(nth=shift, nth_unit=unit)
    return None


def year_phrase(t: Tokens, i: int, sure: bool) -> Found | None:
    """the year before last, the year of 2022, the year 2008, the year after next."""
    if t.matches(i, ("year", "before", "last")):
        return i + 3, Moment(year_shift=-2)
    if t.matches(i, ("week", "after", "next")):
        return i + 3, Moment(week_shift=2)
    if t.word[i] in ("year", "month") and t.word[i + 1] == "after" and t.word[i + 2] in ("next", "the"):
        j = i + 3 if t.word[i + 2] == "next" else i + 4
        if t.word[j - 1] == "next":
            return j, Moment(year_shift=2) if t.word[i] == "year" else Moment(month_shift=2)
    if t.matches(i, ("year", "to", "date")):
        return None
    if t.word[i] == "year" and t.word[i + 1] == "of" and years.digits(t, i + 2):
        return i + 3, Moment(year=years.digits(t, i + 2))
    return ending(t, i, sure) or years.year_ref(t, i, sure=True)


Parser = Callable[[Tokens, int, bool], Found | None]


def _labelled_year(t: Tokens, i: int, sure: bool) -> Found | None:
    """FY 2023, fiscal year 2016; FY23 Q3, FY2024 third quarter."""
    got = years.year_ref(t, i, sure=sure)
    if got is None:
        return None
    j = got[0] + 1 if t.word[got[0]] in (",", "-") else got[0]
    inner = letter_period(t, j, True) if t.word[j] in ("q", "h") else _quarter(t, j)
    return (inner[0], dates.merge(inner[1], got[1])) if inner and inner[1].year is None and inner[1].year_shift is None else got


def _quarter(t: Tokens, j: int) -> Found | None:
    """third quarter, behind its year."""
    got = ordinal(t, j)
    if got and t.word[got[0]] in QUARTER_WORDS and 1 <= got[1] <= 4:
        return got[0] + 1, Moment(quarter=got[1])
    return None


def quarter_number(t: Tokens, i: int, sure: bool) -> Found | None:
    """Quarter 3 2022, Quarter 2 of FY 2024."""
    n = t.word[i + 1]
    return yearly(t, i + 2, Moment(quarter=int(n)), need=True) if len(n) == 1 and n in "1234" else None


def _build() -> dict[str, tuple[Parser, ...]]:
    """Which parsers are tried at which word, in order."""
    table: dict[str, list[Parser]] = {}

    def add(keys: Iterable[str], *parsers: Parser) -> None:
        for key in keys:
            table.setdefault(key, []).extend(p for p in parsers if p not in table.get(key, ()))

    add(ALL_MONTHS, dates.named)
    add(ORDINALS, dates.named, ordinal_period)
    add(("twenty", "thirty"), dates.named, ordinal_period)
    add(UNIT_NUMBERS, dates.named)
    add(("ides", "month"), dates.named)
    add(PARTS, part)
    add(("end",), ending)
    add(ADJECTIVE_PARTS, adjective_part)
    add(("year", "month", "week"), year_phrase)
    add(("eoy", "eom", "boy", "bom"), ending)
    add(("q", "h"), letter_period)
    add(("quarter",), quarter_number)
    add(("last", "latter", "final", "opening"), ordinal_period)
    add(SHIFTS, relative)
    add(SEASONS, season)
    add(ALL_WEEKDAYS, weekday)
    add(NEAR, near_day)
    add(("day",), far_day)
    add(HOLIDAYS, holiday)
    add(TENS_DECADES, decade_word)
    add(("period",), plan_period)
    add(("fiscal", "financial", "calendar", "academic", "school", "fy", "cy", "sy", "ay"), _labelled_year)
    return {key: tuple(parsers) for key, parsers in table.items()}


_PARSERS = _build()
