"""What a time expression says, before anybody knows which days it means.

A language pack turns words into one of these values; `pipeline.normalize.calendar.resolve` turns the value into days,
given the document's date. The two are kept apart so that 今年 and "this year" are found once and resolved in one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.types import Relation

Unit = Literal["day", "week", "month", "quarter", "half", "year", "decade", "century", "hour", "minute", "second", "workday"]
Part = Literal["early", "mid", "late", "begin", "middle", "end", "first_half", "second_half", "rest", "so_far", "week"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A named stretch of the calendar: 2022年3月中旬, last March, the end of fiscal year 2025, “十四五”末, next Monday.

    Every field that the words do not say is None. A `*_shift` counts from the anchor date (year_shift=-1: last year).
    `part` is applied last, to the smallest unit named. `nth`/`nth_unit` picks inside it (the first three days of, the second week of).
    """

    year: int | None = None
    year_shift: int | None = None
    half: int | None = None
    quarter: int | None = None
    quarter_shift: int | None = None
    season: Literal["spring", "summer", "autumn", "winter"] | None = None
    month: int | None = None
    month_shift: int | None = None
    week: int | None = None
    week_shift: int | None = None
    weekday: int | None = None  # Monday = 1 ... Sunday = 7
    day: int | None = None
    day_shift: int | None = None
    decade: int | None = None  # first year: 1980
    century: int | None = None  # 21
    plan: int | None = None  # n-th Five-Year Plan, 1951+5n .. 1955+5n
    year_kind: Literal["calendar", "fiscal", "academic"] = "calendar"
    holiday: str | None = None
    part: Part | None = None
    nth: int | None = None  # 1.. from the front, -1.. from the back
    nth_count: int | None = None  # how many units (the first *three* days)
    nth_unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class WholeYear:
    """全年, "the year": the year that the passage tells of, which only its context knows."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """A point so many units from a base: 90 days of the date of this order, 5年前, two weeks from now. base None = document date.

    `within` True means any time up to that point (within 90 days of; 自发布之日起30日内).
    """

    amount: float
    unit: Unit
    forward: bool
    base: Moment | None = None
    within: bool = False


@dataclass(frozen=True, slots=True)
class Rolling:
    """A stretch next to the anchor: the past three years (forward False), next 2 weeks, 五年来, the next decade.

    `whole` True counts whole calendar units (last two quarters), False counts from the very day.
    """

    amount: float
    unit: Unit
    forward: bool
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one moment to another: 2021—2025年, from March to May. A side that is None is open."""

    first: Moment | Shifted | None
    last: Moment | Shifted | None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; `iso` is ISO 8601 (P4Y, PT240H)."""

    iso: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A repetition; `iso` is the ISO 8601 period of one round (每三年 = P3Y)."""

    iso: str


@dataclass(frozen=True, slots=True)
class Vague:
    """A time without edges: 近年来, in the future, now."""

    value: Literal["PAST", "PRESENT", "FUTURE"]


Said = Moment | WholeYear | Shifted | Rolling | Stretch | Duration | Repeated | Vague


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say a time: where they stand in the clean text, what they say, and the relation word that goes with them.

    The relation may come from a word outside the span ("by" before "the end of 2025") or inside it (前, 以来).
    `rule` is the id of the rule that found it (`zh.temporal.month_third`).
    """

    start: int
    end: int
    said: Said
    relation: Relation = "in"
    rule: str = ""
    confidence: float = 0.95
