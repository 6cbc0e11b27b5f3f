"""Do time expressions come to the days that the conventions say?"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.calendar import Resolved, add_months, resolve, shift
from pipeline.normalize.holidays import holiday, lunar, names
from pipeline.said import Duration, Moment, Part, Repeated, Rolling, Said, Shifted, Stretch, Unit, Vague, WholeYear

ANCHOR = date(2022, 1, 26)  # a Wednesday


def days(said: Said, *, anchor: date | None = ANCHOR, year: int | None = None) -> tuple[str | None, str | None]:
    """First and last day."""
    r = resolve(said, anchor=anchor, year=year)
    assert r.temporal_type == "point"
    return r.date_from, r.date_to


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        (Moment(year=2022), "2022-01-01", "2022-12-31"),
        (Moment(year=2022, quarter=1), "2022-01-01", "2022-03-31"),
        (Moment(year=2022, half=2), "2022-07-01", "2022-12-31"),
        (Moment(year=2022, month=3, part="early"), "2022-03-01", "2022-03-10"),
        (Moment(year=2022, month=3, part="mid"), "2022-03-11", "2022-03-20"),
        (Moment(year=2024, month=2, part="late"), "2024-02-21", "2024-02-29"),
        (Moment(year=2023, month=2, part="end"), "2023-02-28", "2023-02-28"),
        (Moment(year=2022, month=3, part="begin"), "2022-03-01", "2022-03-10"),
        (Moment(year=2022, part="begin"), "2022-01-01", "2022-01-31"),
        (Moment(year=2022, part="mid"), "2022-06-01", "2022-06-30"),
        (Moment(year=2022, part="end"), "2022-12-31", "2022-12-31"),
        (Moment(year=2022, part="second_half"), "2022-07-01", "2022-12-31"),
        (Moment(year=2022, month=5, part="first_half"), "2022-05-01", "2022-05-15"),
        (Moment(year=2020, season="winter"), "2020-12-01", "2021-02-28"),
        (Moment(year=2020, season="autumn"), "2020-09-01", "2020-11-30"),
        (Moment(plan=14), "2021-01-01", "2025-12-31"),
        (Moment(plan=14, part="end"), "2025-12-31", "2025-12-31"),
        (Moment(plan=1), "1956-01-01", "1960-12-31"),
        (Moment(plan=14, part="begin"), "2021-01-01", "2021-12-31"),
        (Moment(year=2022, year_kind="academic"), "2022-09-01", "2023-08-31"),
        (Moment(year=2016, year_kind="fiscal"), "2015-10-01", "2016-09-30"),
        (Moment(year=2016, year_kind="fiscal", quarter=2), "2016-01-01", "2016-03-31"),
        (Moment(year=2016, year_kind="fiscal", part="end"), "2016-09-30", "2016-09-30"),
        (Moment(century=21, part="middle"), "2050-12-31", "2050-12-31"),
        (Moment(century=21, part="end"), "2100-12-31", "2100-12-31"),
        (Moment(decade=1980), "1980-01-01", "1989-12-31"),
        (Moment(decade=1990, part="late"), "1997-01-01", "1999-12-31"),
        (Moment(nth=0, nth_unit="decade"), "2020-01-01", "2029-12-31"),
        (Moment(year_shift=-1, part="end"), "2021-12-31", "2021-12-31"),
        (Moment(month_shift=1), "2022-02-01", "2022-02-28"),
        (Moment(month_shift=-1, day=9), "2021-12-09", "2021-12-09"),
        (Moment(quarter_shift=-1), "2021-10-01", "2021-12-31"),
        (Moment(week_shift=0), "2022-01-24", "2022-01-30"),
        (Moment(week_shift=1, weekday=5), "2022-02-04", "2022-02-04"),
        (Moment(week_shift=0, part="end"), "2022-01-29", "2022-01-30"),
        (Moment(weekday=3), "2022-02-02", "2022-02-02"),
        (Moment(weekday=4), "2022-01-27", "2022-01-27"),
        (Moment(day_shift=-1), "2022-01-25", "2022-01-25"),
        (Moment(day=30), "2022-01-30", "2022-01-30"),
        (Moment(year=2022, week=1), "2022-01-03", "2022-01-09"),
        (Moment(year=2019, nth=1, nth_count=5, nth_unit="month"), "2019-01-01", "2019-05-31"),
        (Moment(year=2021, nth=-1, nth_count=4, nth_unit="month"), "2021-09-01", "2021-12-31"),
        (Moment(year=2020, nth=1, nth_count=10, nth_unit="day"), "2020-01-01", "2020-01-10"),
        (Moment(year=2019, nth=-1, nth_count=3, nth_unit="week"), "2019-12-09", "2019-12-29"),
        (Moment(year=2014, month=10, nth=1, nth_unit="week"), "2014-10-06", "2014-10-12"),
        (Moment(year=2022, month=3, weekday=1, nth=-1), "2022-03-28", "2022-03-28"),
        (Moment(year=2022, month=3, weekday=2, nth=1), "2022-03-01", "2022-03-01"),
        (Moment(year=2022, month=1, nth=1, nth_count=3, nth_unit="workday"), "2022-01-03", "2022-01-05"),
        (Moment(year=2022, month=1, nth=-1, nth_unit="workday"), "2022-01-31", "2022-01-31"),
        (Moment(year=2022, holiday="spring_festival"), "2022-02-01", "2022-02-01"),
        (Moment(year=2021, holiday="thanksgiving"), "2021-11-25", "2021-11-25"),
        (WholeYear(), "2022-01-01", "2022-12-31"),
        (Shifted(90, "day", True, within=True), "2022-01-26", "2022-04-26"),
        (Shifted(3, "month", True, within=True), "2022-01-26", "2022-04-26"),
        (Shifted(5, "year", False), "2017-01-01", "2017-12-31"),
        (Shifted(1.5, "year", True), "2023-07-01", "2023-07-31"),
        (Shifted(17, "day", True), "2022-02-12", "2022-02-12"),
        (Shifted(48, "hour", True, within=True), "2022-01-26", "2022-01-28"),
        (Shifted(3, "workday", True, within=True), "2022-01-26", "2022-01-31"),
        (Shifted(2, "year", True, base=Moment(day_shift=0)), "2024-01-26", "2024-01-26"),
        (Shifted(30, "day", True, base=Moment(year=2022, month=2)), "2022-03-30", "2022-03-30"),
        (Rolling(3, "year", False), "2019-01-26", "2022-01-26"),
        (Rolling(1, "year", False, True), "2021-01-01", "2021-12-31"),
        (Rolling(2, "quarter", False, True), "2021-07-01", "2021-12-31"),
        (Rolling(2, "day", False, True), "2022-01-24", "2022-01-25"),
        (Rolling(3, "month", True), "2022-01-27", "2022-04-26"),
        (Rolling(2, "week", True, True), "2022-01-31", "2022-02-13"),
        (Stretch(Moment(year=2021), Moment(year=2025)), "2021-01-01", "2025-12-31"),
        (Stretch(Moment(month=9, day=1), Moment(month=10, day=5)), "2022-09-01", "2022-10-05"),
        (Stretch(Moment(year=2019, month=4, day=12), Moment(day=19)), "2019-04-12", "2019-04-19"),
        (Stretch(Moment(month=11), Moment(month=3)), "2022-11-01", "2023-03-31"),
        (Stretch(Moment(year=2019, month=11), Moment(month=3)), "2019-11-01", "2020-03-31"),
        (Stretch(Moment(month=3), Moment(year=2020, month=5)), "2020-03-01", "2020-05-31"),
        (Stretch(Moment(year_shift=-2, month=11), Moment(year_shift=-1, month=3)), "2020-11-01", "2021-03-31"),
        (Stretch(Moment(year=2019), None), "2019-01-01", None),
        (Stretch(None, Moment(year=2019)), None, "2019-12-31"),
        (Moment(month=2, day=29), "2020-02-29", "2020-02-29"),
    ],
)
def test_conventions(said: Said, first: str | None, last: str | None) -> None:
    """The table of conventions, anchored at Wednesday 2022-01-26."""
    assert days(said) == (first, last)


def test_a_point_nobody_can_place_has_no_dates() -> None:
    """Neither anchor nor year, or no such day."""
    for said in (Moment(month=3), WholeYear(), Moment(day_shift=0), Rolling(3, "year", False), Shifted(3, "day", True), Moment(weekday=1)):
        assert days(said, anchor=None) == (None, None)
    assert days(Moment(year=2022, month=2, day=30)) == (None, None)
    assert days(Moment(year=2022, holiday="no such day")) == (None, None)
    assert days(Shifted(99999, "century", True)) == (None, None)


def test_the_governing_year_goes_before_the_anchor() -> None:
    """A year named by the text governs what names none; shifts count from the anchor."""
    assert days(Moment(month=3), year=2019) == ("2019-03-01", "2019-03-31")
    assert days(WholeYear(), year=2015) == ("2015-01-01", "2015-12-31")
    assert days(Moment(year_shift=0), year=2019) == ("2022-01-01", "2022-12-31")
    assert days(Moment(year_shift=-1), anchor=None, year=2020) == ("2019-01-01", "2019-12-31")


def test_what_is_no_point_keeps_its_value() -> None:
    """Durations, sets and vague times have a value and no days."""
    assert resolve(Duration("P4Y"), anchor=None, year=None) == Resolved("duration", iso_value="P4Y")
    assert resolve(Repeated("P3Y"), anchor=ANCHOR, year=None) == Resolved("set", iso_value="P3Y")
    assert resolve(Vague("PAST"), anchor=ANCHOR, year=None) == Resolved("vague", iso_value="PAST")


dates = st.dates(date(1950, 1, 1), date(2060, 12, 31))
parts: st.SearchStrategy[Part | None] = st.sampled_from(["early", "mid", "late", "begin", "middle", "end", "first_half", "second_half", "rest", None])
units: st.SearchStrategy[Unit] = st.sampled_from(
    ["day", "week", "month", "quarter", "half", "year", "decade", "century", "hour", "minute", "second", "workday"]
)


@given(dates, st.integers(-600, 600))
def test_months_add_up(day: date, months: int) -> None:
    """There and back is the same month, and the day is never pushed into the next one."""
    there = add_months(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day <= day.day
    assert there.day == day.day or there.day >= 28


@given(st.integers(1950, 2060), st.integers(1, 12))
def test_thirds_make_the_month(year: int, month: int) -> None:
    """上旬, 中旬 and 下旬 follow each other without gap."""
    spans = [resolve(Moment(year=year, month=month, part=p), anchor=None, year=None) for p in ("early", "mid", "late")]
    whole = resolve(Moment(year=year, month=month), anchor=None, year=None)
    assert (spans[0].date_from, spans[2].date_to) == (whole.date_from, whole.date_to)
    for a, b in pairwise(spans):
        assert a.date_to is not None
        assert shift(date.fromisoformat(a.date_to), 1, "day").isoformat() == b.date_from


@given(
    st.builds(
        Moment,
        year=st.none() | st.integers(1, 9999),
        year_shift=st.none() | st.integers(-3, 3),
        quarter=st.none() | st.integers(1, 4),
        month=st.none() | st.integers(1, 12),
        day=st.none() | st.integers(1, 31),
        weekday=st.none() | st.integers(1, 7),
        plan=st.none() | st.integers(1, 20),
        part=parts,
        nth=st.none() | st.sampled_from([1, 2, -1]),
        nth_count=st.none() | st.integers(1, 40),
        nth_unit=st.none() | units,
    ),
    st.none() | dates,
)
def test_any_moment_resolves_in_order(said: Moment, anchor: date | None) -> None:
    """Nothing raises, and the first day is not behind the last (only the rest of what is already over may be)."""
    r = resolve(said, anchor=anchor, year=None)
    if r.date_from and r.date_to and said.part != "rest":
        assert r.date_from <= r.date_to


@given(st.floats(0.5, 5000), units, st.booleans(), st.booleans(), dates)
def test_any_shift_and_stretch_resolves(amount: float, unit: Unit, forward: bool, flag: bool, anchor: date) -> None:
    """Shifts and stretches next to the anchor lie on the side they say."""
    for said in (Shifted(amount, unit, forward, within=flag), Rolling(amount, unit, forward, flag)):
        r = resolve(said, anchor=anchor, year=None)
        if r.date_from and r.date_to and not flag:
            assert r.date_to >= anchor.isoformat()[:4] if forward else r.date_from <= anchor.isoformat()


def test_holidays() -> None:
    """Lunar, solar-term and weekday rules against known days."""
    assert holiday("spring_festival", 2025)[0] == date(2025, 1, 29)
    assert holiday("mid_autumn", 2024)[0] == date(2024, 9, 17)
    assert holiday("dragon_boat", 2023)[0] == date(2023, 6, 22)
    assert holiday("qingming", 2024)[0] == date(2024, 4, 4)
    assert holiday("easter", 2025)[0] == date(2025, 4, 20)
    assert holiday("memorial_day_us", 2024)[0] == date(2024, 5, 27)
    assert holiday("election_day_us", 2022)[0] == date(2022, 11, 8)
    assert lunar(2023, 3)[0] == date(2023, 4, 20)  # behind the leap second month
    with pytest.raises(ValueError, match="unknown"):
        holiday("no such day", 2024)
    for name in names():
        assert holiday(name, 2024)[0] <= holiday(name, 2024)[1]
