"""How surely do two rows speak of the same thing? One number from wording, number, time, place and order."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.checker.link_facts import Facts, cleaned
from pipeline.checker.link_terms import stems
from pipeline.checker.link_wording import Wording
from pipeline.checker.model import RelationKind

THRESHOLD: dict[RelationKind, float] = {"translation": 0.50, "successor": 0.56, "report_on": 0.56}
"""Under this score a row has no counterpart. A translation has the order of the text as a second witness, so less wording is enough."""

LEAST_ALIKE = 0.30
"""Rows that share neither the number nor this much of the wording are strangers, however well time and order fit."""

ROUNDING = 0.006
"""Two numbers within this share of each other are the same after conversion and rounding."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each witness counts for; they add up to 1."""

    wording: float
    number: float
    time: float
    order: float


NUMBERS: dict[RelationKind, Weights] = {
    "translation": Weights(0.34, 0.32, 0.12, 0.22),
    "successor": Weights(0.76, 0.10, 0.14, 0.0),
    "report_on": Weights(0.74, 0.10, 0.16, 0.0),
}
"""Both rows have a number. Between plans the number is what changes, so it says little; in a translation it says most."""

WORDS: dict[RelationKind, Weights] = {
    "translation": Weights(0.56, 0.0, 0.18, 0.26),
    "successor": Weights(0.84, 0.0, 0.16, 0.0),
    "report_on": Weights(0.84, 0.0, 0.16, 0.0),
}
"""At least one row has no number."""

OTHER_PLACE = 0.4
OTHER_STATUS = 0.75
"""In a translation one says done, the other to do: the two halves of a report tell of the same indicators."""
LESS_USUAL = 0.9
"""A later plan answers a plan by its own target, a report by a result: where it has both, that one is preferred; the more so where periods differ."""
OTHER_NOUN = 0.85
"""Counts of other things."""
OTHER_LIST = 0.6
"""Counts of what a text is going to list (three tasks, 八个方面) name nothing that another plan could keep or change."""
OTHER_FORM: dict[RelationKind, float] = {"translation": 0.85, "successor": 0.7, "report_on": 0.7}
"""Level against change, where the number differs too."""
OTHER_KIND: dict[RelationKind, float] = {"translation": 0.88, "successor": 0.55, "report_on": 0.55}
"""Numbers of other dimensions that share no digits: yuan against hectares. A translation may have it wrong; two plans then mean two things."""
NO_NUMBER = 0.8
"""One row has a number, the other has none."""
OTHER_PERIOD = 0.55
"""The period reported on is not the one promised; another baseline year with another length of time."""


def score(a: Facts, b: Facts, wording: Wording, *, relation: RelationKind, order: float | None = None) -> float:
    """0 to 1; `order` is how well the places of the two rows fit the order of the rest (1 = exactly), None where that is not known."""
    both = a.numeric and b.numeric
    weights = (NUMBERS if both else WORDS)[relation]
    number = same_number(a, b) if both else 0.0
    if relation != "translation" and a.dimension != b.dimension and number < 1.0:
        number = 0.0  # yuan in one plan and hectares in the next are two things, whatever their digits
    alike = wording.alike(a, b)
    if alike < LEAST_ALIKE and number < 1.0:
        return 0.0
    parts = weights.wording * alike + weights.number * number + weights.time * same_time(a, b)
    total = weights.wording + weights.number + weights.time
    if order is not None:
        parts, total = parts + weights.order * order, total + weights.order
    return parts / total * _doubts(a, b, number, relation)


def same_number(a: Facts, b: Facts) -> float:
    """1 for the same amount after conversion, less for the same digits at another scale or unit (a slip of translation), 0 for another number."""
    if a.value is None or b.value is None:
        return 0.0
    if a.dimension == b.dimension:
        top = _near(a.value_max, b.value_max) if a.value_max is not None and b.value_max is not None else True
        if _near(a.value, b.value):
            return 1.0 if top else 0.7
        if _near(a.value, b.value_max) or _near(a.value_max, b.value):
            return 0.8
    if a.dimension == b.dimension == "times" and (_near(a.value + 1, b.value) or _near(a.value, b.value + 1)):
        return 0.9  # 增加一倍 is doubled: Chinese counts what is added, English what it comes to
    if {a.dimension, b.dimension} == {"times", "share"} and _multiple(a, b):
        return 1.0
    if a.digits == b.digits:
        return 0.75 if len(a.digits or "") > 1 else 0.4
    return 0.0


def _multiple(a: Facts, b: Facts) -> bool:
    """Whether a multiple and an increase are the same: 2.2 times the level = up by 120 %, doubled = up by 100 %."""
    times, rate = (a, b) if a.dimension == "times" else (b, a)
    if times.value is None or rate.value is None:
        return False
    return _near(rate.value, 100 * (times.value - 1)) or (times.row.change == "increase" and _near(rate.value, 100 * times.value))


def _near(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and abs(a - b) <= ROUNDING * max(abs(a), abs(b))


def same_time(a: Facts, b: Facts) -> float:
    """1 for the same due date, 0.8 within a year's period, 0.5 where one has none, 0 for another year."""
    if a.due is None or b.due is None:
        return 0.7 if a.due is b.due else 0.5
    if a.due == b.due:
        return 1.0
    return 0.8 if a.year == b.year else 0.0


def _doubts(a: Facts, b: Facts, number: float, relation: RelationKind) -> float:
    factor = 1.0
    if a.places and b.places and a.places.isdisjoint(b.places):
        factor *= OTHER_PLACE
    if a.numeric != b.numeric:
        factor *= NO_NUMBER
    elif a.numeric and not number:
        if a.dimension != b.dimension:
            factor *= OTHER_KIND[relation]
        elif (a.row.change or "level") != (b.row.change or "level"):
            factor *= OTHER_FORM[relation]
    factor *= _status(a, b, relation)
    if relation != "translation":
        factor *= _period(a, b, relation) * _counted(a, b) * (OTHER_LIST if a.lists and b.lists else 1.0)
    return factor


def _status(a: Facts, b: Facts, relation: RelationKind) -> float:
    same = a.row.status == b.row.status
    if relation == "translation":
        return 1.0 if same else OTHER_STATUS
    if same if relation == "successor" else b.row.status == "achieved":
        return 1.0
    return LESS_USUAL if a.due is not None and a.year == b.year else LESS_USUAL**2


def _counted(a: Facts, b: Facts) -> float:
    """What is left where the rows of two plans in one language count different things (台 of boilers, 个 of industries)."""
    if a.lang != b.lang or not a.row.noun or not b.row.noun or a.dimension != "count" or b.dimension != "count":
        return 1.0
    first, second = (set(stems(f.row.noun or "")) if f.lang == "en" else set(cleaned(f.row.noun or "")) for f in (a, b))
    return 1.0 if first & second else OTHER_NOUN


def _period(a: Facts, b: Facts, relation: RelationKind) -> float:
    """What is left where two rows of successive texts cannot be held against each other: a result is measured by the promise for its own period."""
    if a.baselines and b.baselines and a.baselines.isdisjoint(b.baselines) and _span(a) != _span(b):
        return OTHER_PERIOD
    if a.average != b.average or (a.length and b.length and a.length != b.length):
        return OTHER_PERIOD
    if relation == "report_on" and a.row.status == b.row.status and _annual(a) and _annual(b) and a.year != b.year:
        return OTHER_PERIOD  # what a report plans for the next year is no answer to the plan it reports on
    if a.row.status == b.row.status == "achieved":
        return 1.0 if a.year is not None and a.year == b.year else OTHER_PERIOD
    if b.row.status == "achieved" and a.year is not None and b.year is not None:
        # a result may come late, or be told on the way to a far date; the result of the year before the promised one is another year's
        ahead = a.year - b.year
        return OTHER_PERIOD if ahead == 1 and _annual(a) and _annual(b) else 1.0
    if a.row.status == "achieved" and b.row.status == "committed":
        # told as done and still to do: a contradiction, if it is the same thing on the same day or of the same amount
        return 1.0 if (a.due == b.due if a.due and b.due else same_number(a, b) == 1.0) else OTHER_PERIOD
    return 1.0


def _annual(row: Facts) -> bool:
    """Whether a row's period is one year that ends with December, as in an annual plan."""
    return row.due is not None and row.due.endswith("-12-31") and row.row.relation in (None, "in")


def _span(row: Facts) -> int | None:
    """Years from the baseline to the due date."""
    return row.year - int(max(row.baselines)) if row.year is not None and row.baselines else None
