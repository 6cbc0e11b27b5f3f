"""Do the English time parsers say the right thing, for every text and in linear time? (What they find in sentences is in cases/en/temporal.yaml.)"""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lang.en.temporal import find
from pipeline.lang.en.temporal.numerals import cardinal, ordinal, year_in_words
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.normalize.anchor import resolve_all
from pipeline.said import Duration, Moment, Repeated, Rolling, Said, Shifted, Stretch, Vague, WholeYear

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("by the end of fiscal year 2025", Moment(year=2025, year_kind="fiscal", part="end")),
        ("in fiscal years 2016 and 2017", Stretch(Moment(year=2016, year_kind="fiscal"), Moment(year=2017, year_kind="fiscal"))),
        ("within 90 days of the date of this order", Shifted(90, "day", True, Moment(day_shift=0), True)),
        ("not later than 1 year after enactment of this Act", Shifted(1, "year", True, Moment(day_shift=0))),
        ("60 days after the end of fiscal year 2015", Shifted(60, "day", True, Moment(year=2015, year_kind="fiscal", part="end"))),
        ("five years ago", Shifted(5, "year", False)),
        ("over the past five years", Rolling(5, "year", False)),
        ("over the past decade", Rolling(10, "year", False)),
        ("the first three quarters of 2020", Moment(year=2020, nth=1, nth_count=3, nth_unit="quarter")),
        ("over the course of the year", WholeYear()),
        ("by mid-century", Moment(century=21, part="mid")),
        ("every three years", Repeated("P3Y")),
        ("once every two weeks", Repeated("P2W")),
        ("a three-year plan", Duration("P3Y")),
        ("2 years and 3 months", Duration("P2Y3M")),
        ("in recent years", Vague("PAST")),
        ("on the third Monday of January 2023", Moment(year=2023, month=1, nth=3, weekday=1, nth_unit="day")),
        ("the 12th Five-Year Plan period", Moment(plan=12)),
    ],
)
def test_says(text: str, said: Said) -> None:
    """One expression, and what it says."""
    assert [e.said for e in find(text)] == [said]


def test_rule_ids_name_their_language() -> None:
    """Every expression carries the id of the rule that found it."""
    assert [e.rule for e in find("By 2030, and annually from May 1, 2021")] == ["en.temporal.calendar_year", "en.temporal.repeated", "en.temporal.date"]


@pytest.mark.parametrize(
    ("words", "number"),
    [("1,250", 1250.0), ("2.5", 2.5), ("twenty-five", 25.0), ("one hundred and eighty", 180.0), ("two thousand and five", 2005.0), ("ninety", 90.0)],
)
def test_cardinals(words: str, number: float) -> None:
    """Digits and words give the same numbers."""
    t = Tokens(words)
    assert cardinal(t, 0) == (t.size, number)


@pytest.mark.parametrize(("words", "number"), [("19th", 19), ("first", 1), ("twenty-first", 21), ("thirty first", 31), ("twentieth", 20)])
def test_ordinals(words: str, number: int) -> None:
    """Ordinals in digits and words."""
    t = Tokens(words)
    assert ordinal(t, 0) == (t.size, number)


@pytest.mark.parametrize(
    ("words", "year"), [("two thousand and five", 2005), ("nineteen hundred ninety three", 1993), ("nineteen zero one", 1901), ("twenty twenty-two", 2022)]
)
def test_years_in_words(words: str, year: int) -> None:
    """Years spoken out."""
    t = Tokens(words)
    assert year_in_words(t, 0) == (t.size, year)


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{m} {d}, {y}", "{d} {m} {y}", "{y}-{n:02}-{d:02}", "{y}/{n}/{d}", "{n}/{d}/{y}", "the {d}th of {m}, {y}"]),
)
def test_every_day_is_found_in_every_form(day: date, form: str) -> None:
    """A day of this or the last century, however written, resolves to itself."""
    text = "Signed on " + form.format(m=MONTHS[day.month - 1], n=day.month, d=day.day, y=day.year) + "."
    found = resolve_all(text, find(text), doc_date=None)
    assert [(m.date_from, m.date_to) for m in found] == [(day.isoformat(), day.isoformat())]


@given(st.integers(1, 400), st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_days_from_the_date_of_an_order(days: int, signed: date) -> None:
    """Within N days of the date of this order: that day plus N."""
    text = f"Within {days} days of the date of this order, act."
    found = resolve_all(text, find(text), doc_date=signed.isoformat())
    assert [(m.date_to, m.relation) for m in found] == [((signed + timedelta(days)).isoformat(), "by")]


_VOCABULARY = (
    "the a of in by end year years 2021 2022 19 th first half quarter May march - – , . / ' s last next past five plan period every each fiscal FY Q 3 to and "
    "through between 90 days date this order later early mid ago \n ( ) about or century decade once twice Monday spring 24 7"
)
WORDS = st.sampled_from(_VOCABULARY.split(" "))


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=200))
def test_spans_are_ordered_and_lie_in_the_text(text: str) -> None:
    """Whatever the text: spans in order, not overlapping, not empty, without white space at their edges; and all can be resolved."""
    at = 0
    expressions = find(text)
    for e in expressions:
        assert at <= e.start < e.end <= len(text)
        assert text[e.start : e.end] == text[e.start : e.end].strip()
        at = e.end
    assert len(resolve_all(text, expressions, doc_date="2022-07-22")) == len(expressions)


@pytest.mark.parametrize(
    "piece",
    [
        "the end of ",
        "first half of ",
        "2021-",
        "1,000,",
        "9",
        "about or ",
        "early ",
        "one hundred and ",
        "FY 2016, 2017, ",
        "every ",
        "or in ",
        "the past ",
        "consecutive ",
        "12:30 ",
        "5 to ",
    ],
)
def test_linear_time(piece: str) -> None:
    """A quarter of a megabyte of one piece over and over takes about four times as long as a sixteenth of one."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        begin = time.perf_counter()
        find(text)
        return time.perf_counter() - begin

    short = min(seconds(62_500) for _ in range(2))
    assert seconds(250_000) < 10 * short + 0.5
