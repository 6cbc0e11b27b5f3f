"""Where does an English text say a time, and what does it say? `find` lists the time expressions of a clean text.

Words are looked up one by one (`tokens`); only at words that can begin a time are the parsers tried: calendar dates (`dates`), years (`years`),
other periods and parts of them (`periods`), lengths, repetitions and distances (`lengths`), times without edges (`vague`). `relations` reads
the words around a point. Every parser looks a fixed number of words ahead, so the whole is linear.
"""

from __future__ import annotations

from pipeline.lang.en.numerals import ORDINALS
from pipeline.lang.en.temporal import bounded, clocks, dates, distances, lengths, lists, names, periods, ranges, repeats, vague, years
from pipeline.lang.en.temporal.numerals import NUMBER_WORDS
from pipeline.lang.en.temporal.relations import relation
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import (
    ADJECTIVE_PARTS,
    ALL_MONTHS,
    ALL_WEEKDAYS,
    FREQUENCIES,
    HOLIDAYS,
    PARTS,
    SEASONS,
    TENS_DECADES,
    word_set,
)  # fmt: skip
from pipeline.said import Duration, Moment, Repeated, Rolling, Said, Shifted, Stretch, TimeExpression, Vague, WholeYear
from pipeline.types import Relation

__all__ = ["find"]

_SHIFT_WORDS = distances.shift_words() | {"recent"}
_LENGTH_WORDS = NUMBER_WORDS | {"a", "an", "half"}
_REPEATS = frozenset(FREQUENCIES) | {"every", "each", "per", "once", "twice", "thrice", "semi", "bi", "half"}
_MOMENT_WORDS = frozenset().union(
    ALL_MONTHS, ALL_WEEKDAYS, SEASONS, PARTS, ADJECTIVE_PARTS, HOLIDAYS, ORDINALS, TENS_DECADES, NUMBER_WORDS,
    word_set("ides month week quarter year decade eoy eom boy bom q h latter final opening yesterday tomorrow tonight day period"),
    word_set("fiscal financial calendar academic school fy fys cy cys sy ay"),
)  # fmt: skip
_WORDS = _SHIFT_WORDS | _LENGTH_WORDS | _REPEATS | _MOMENT_WORDS | vague.HEADS | {"that", "same", "date"}

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
        if i < free or not (w in _WORDS or (w[0].isdecimal() and not _tail(t, i))):
            continue
        hit = _expression(t, i)
        if hit is None:
            continue
        first, end, said, rule = hit
        if first < free:
            first = free
        if rule == "anaphor" and words[end - 1] == "year" and out:
            said = _anchored(t, first, out[-1]) or said
        stop = t.end[end - 1]
        each = repeats.of_each(t, end, said) if isinstance(said, Moment) else None
        if each is not None:
            end, said, rule = each[0], each[1], "repeated"
            stop = t.end[end - 1]
        if isinstance(said, Moment):
            said = _next_year(t, first, said)
            if said.day is not None or said.day_shift is not None or _bare_weekday(said):
                end = clocks.weekday_behind(t, end)
                stop = clocks.clock(t, end)
                end = t.index_at(stop, end)
        if rule == "repeated" and (wider := repeats.inside_each(t, first)) >= free:
            first = wider
        if first > free and words[first - 1] == "the" and _takes_article(t, first, said, rule):
            first -= 1
        start = t.start[first]
        if isinstance(said, Moment) and (said.day is not None or _bare_weekday(said)) and first > free:
            earlier = clocks.clock_before(text, start)
            if earlier < start and (not out or earlier >= out[-1].end):
                start = earlier
                while t.start[first] > start:
                    first -= 1
            elif (wider := clocks.part_of_day_before(t, first)) >= free:
                first = wider
                start = t.start[first]
        if rule in ("range", "year_range") and t.before(first) == "period" and t.before(first, 2) == "the" and first - 2 >= free:
            first -= 2
            start = t.start[first]
        out.append(TimeExpression(start, stop, said, _relation(t, first, end, said, rule, out), f"en.temporal.{rule}"))
        free = end
    return out


def _bare_weekday(m: Moment) -> bool:
    """Friday, next Friday: a day, with a time of day where one stands beside it."""
    return m.weekday is not None and m.nth is None and m.part is None


def _tail(t: Tokens, i: int) -> bool:
    """Is the digit run at token `i` the rest of a number: the 2 of 78.2, the 000 of 12,000?"""
    return t.glued(i) and t.word[i - 1] in (".", ",") and t.glued(i - 1) and t.word[i - 2].isdecimal() and not (len(t.word[i]) == len(t.word[i - 2]) == 4)


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
        got = distances.rolling(t, i)
        return (i, got[0], got[1], "rolling") if got else None
    if number or w in _REPEATS or w in NUMBER_WORDS:
        got = repeats.repeated(t, i)
        if got:
            return i, got[0], got[1], "repeated"
    if number or w in _LENGTH_WORDS:
        got = distances.rolling_behind(t, i) or lengths.length(t, i)
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
    several = _several(t, i)
    if several:
        return several
    many = years.plural(t, i)
    if many:
        return i, many[0], many[1], "year_range" if many[2] else "year_list"
    w = t.word[i]
    if w[0].isdecimal() or w in ORDINALS or w in NUMBER_WORDS:
        days = ranges.day_range(t, i)
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
    if first.plan is not None and first.part is None and first.nth is None and not names.is_plan_time(t, i, j):
        return None
    ranged = ranges.range_of(t, i, j, first)
    if ranged:
        return i, ranged[0], ranged[1], "range"
    more = lists.more_days(t, j, first)
    if more:
        return i, more[0], more[1], "day_list"
    spell = distances.for_days(t, j, first)
    if spell:
        return i, spell[0], spell[1], "range"
    rule = _rule(first)
    if rule == "relative" and t.word[i] in _FRAMED and first.year_shift is not None and first.month is None:
        rule = "framed_relative"  # the previous (following) year is the one before (after) the year spoken of
    return i, j, first, rule


def _several(t: Tokens, i: int) -> Hit | None:
    """Several times said at once, or a stretch that ends or begins at a date."""
    w = t.word[i]
    if w[0].isdecimal() or w in ("fiscal", "financial", "fy"):
        span = lists.fiscal_years(t, i)
        if span:
            return i, span[0], span[1], "fiscal_span"
    if w[0].isdecimal():
        days = lists.slashed(t, i)
        if days:
            return i, days[0], days[1], "day_range"
        days = lists.day_list(t, i)
        if days:
            return i, days[0], days[1], "day_list"
    if w in ADJECTIVE_PARTS:
        span = lists.parts(t, i)
        if span:
            return i, span[0], span[1], "range"
    if w[0].isdecimal() or w in ORDINALS:
        span = lists.ordinals(t, i)
        if span:
            return i, span[0], span[1], "ordinal_list"
    if w in bounded.HEADS or w[0].isdecimal() or w in NUMBER_WORDS:
        got = bounded.bounded(t, i)
        if got:
            return i, got[0], got[1], "week" if isinstance(got[1], Moment) else "bounded"
    return None


_FRAMED = frozenset({"previous", "preceding", "prior", "following"})


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


def _takes_article(t: Tokens, first: int, said: Said, rule: str) -> bool:
    """Does "the" before token `first` belong to the time, not to a noun behind it (the 2022 Conference)?"""
    if isinstance(said, Moment) and t.word[first].isdecimal() and said.day is None and said.month is None and said.decade is None and said.century is None:
        return said.year_kind == "academic" or any(v is not None for v in (said.quarter, said.half, said.plan, said.nth))
    return isinstance(said, Moment | Stretch | Rolling | WholeYear | Shifted) or (isinstance(said, Vague) and rule == "rolling")


def _relation(t: Tokens, first: int, end: int, said: Said, rule: str, out: list[TimeExpression]) -> Relation:
    """The relation of an expression at tokens [first, end)."""
    if isinstance(said, Vague | Duration | Repeated):
        return "in"
    if isinstance(said, Stretch):
        if rule in ("fiscal_span", "bounded"):
            return relation(t, first, end)
        return "in" if rule in ("year_list", "day_list", "ordinal_list", "vague") else "from_to"
    if isinstance(said, Shifted) and said.base is not None:
        if said.within or t.before(first) in ("within", "in") or (t.before(first) == "than" and t.before(first, 2) in ("more", "later")):
            return "by"
        return relation(t, first, end)
    if isinstance(said, Rolling) and t.before(first) == "within":
        return "by"
    got = relation(t, first, end)
    if (
        got == "in"
        and out
        and t.before(first) in ("and", "or")
        and out[-1].end == t.end[first - 2]
        and out[-1].relation in ("by", "after")
        and isinstance(said, Moment)
    ):
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


def _next_year(t: Tokens, first: int, m: Moment) -> Moment:
    """later than 2018: from 2019 on."""
    later = t.before(first) == "than" and t.before(first, 2) in ("later", "greater") and t.before(first, 3) not in ("no", "not")
    return Moment(year=m.year + 1) if later and m.year is not None and m == Moment(year=m.year) else m


def _anchored(t: Tokens, first: int, last: TimeExpression) -> Moment | None:
    """The year that "that year" points back to, where the time before it in the sentence names one."""
    if not isinstance(last.said, Moment) or last.said.year_kind != "calendar" or (last.said.year is None and last.said.year_shift is None):
        return None
    between = t.text[last.end : t.start[first]]
    return Moment(year=last.said.year, year_shift=last.said.year_shift) if "\n" not in between and ". " not in between else None


_DAY_CUES = frozenset({"on", "from", "after", "before", "by", "of", "since", "until", "following"})


def _document_day(t: Tokens, i: int) -> Hit | None:
    """the date of this order, behind a preposition of time."""
    if t.before(i) != "the" or t.before(i, 2) not in _DAY_CUES:
        return None
    end = distances.basis(t, i)
    return (i, end, Moment(day_shift=0), "document_day") if end is not None and t.word[i + 1] == "of" else None
