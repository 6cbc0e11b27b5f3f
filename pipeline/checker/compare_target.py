"""How do the targets of two rows stand to each other: the same amount, a slip of unit or scale, another bound, more or less demanding?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.checker.direction import Sense, sense
from pipeline.checker.model import RelationKind, TableRow
from pipeline.checker.rates import per_same
from pipeline.checker.said_anyway import arrived, bound_beside, said_anyway, unit_beside
from pipeline.checker.units import Conversion, convert, converted, digits, dimension, same_digits
from pipeline.types import Comparator

TargetKind = Literal["none", "same", "unit", "scale", "bound", "raised", "lowered", "lost", "added", "incomparable"]
"""`none`: neither row has a number; `lost`, `added`: one has none; `bound`: same number, a bound or 约 lost or added."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far 左右, 约, around reach: a share of the value, or points where the unit is percent."""

    name: str
    share: Decimal
    points: Decimal

    def of(self, value: Decimal, unit: str | None) -> Decimal:
        """The distance, in the unit of the value.

        >>> DEFAULT.of(Decimal(5), "percent"), DEFAULT.of(Decimal(200), "CNY")
        (Decimal('0.3'), Decimal('10.00'))
        """
        return self.points if dimension(unit) == "share" else abs(value) * self.share


DEFAULT = Tolerance("default", Decimal("0.05"), Decimal("0.3"))
TOLERANCES = {t.name: t for t in (DEFAULT, Tolerance("strict", Decimal(0), Decimal(0)), Tolerance("wide", Decimal("0.10"), Decimal("0.5")))}
"""The profiles that can be named; what one means is printed in every explanation that rests on it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Values from `low` to `high`; None is open to that side, `strict` leaves the ends out."""

    low: Decimal | None
    high: Decimal | None
    strict: bool = False

    def holds(self, value: Decimal, *, beyond: int = 0) -> bool:
        """Whether the value lies inside; `beyond` 1 (-1) says that it stands for something just above (below) it."""
        above = self.low is None or value > self.low or (value == self.low and (beyond > 0 or (beyond == 0 and not self.strict)))
        below = self.high is None or value < self.high or (value == self.high and (beyond < 0 or (beyond == 0 and not self.strict)))
        return above and below


@dataclass(frozen=True, slots=True)
class TargetComparison:
    """What was found: `conversion` where the amounts agree only after conversion or rounding, `ratio` where the scale slipped,
    `other` is b's value in a's unit where it can be had; `field` names what makes the two incomparable."""

    kind: TargetKind
    sense: Sense = 1
    conversion: Conversion | None = None
    ratio: Decimal | None = None
    other: Decimal | None = None
    field: str | None = None
    equivalent_bounds: bool = False
    """以上 (includes its number) stands against over, more than (does not): taken as the same."""


_RED_LINE = re.compile(r"红线|\bred ?lines?\b", re.I)
"""A red line is a bound in itself: 严守18亿亩红线 is to stay above it."""
_FLOOR, _CAP = ("ge", "gt"), ("le", "lt")


def compare_target(a: TableRow, b: TableRow, *, relation: RelationKind) -> TargetComparison:
    """Compare the targets of two rows, b seen from a.

    >>> def row(value, comparator="eq", unit="percent"):
    ...     return TableRow("d", "c1", value=Decimal(value), comparator=comparator, unit=unit)
    >>> compare_target(row("5", "approx"), row("5", "ge"), relation="successor").kind
    'raised'
    >>> compare_target(row("5.25E6", unit="count"), row("5.25E7", unit="count"), relation="translation").kind
    'scale'
    """
    if a.value is None or b.value is None:
        if a.value is b.value:
            return TargetComparison("none")
        number, other = (b, a) if a.value is None else (a, b)
        return TargetComparison("same" if said_anyway(number, other) else "added" if number is b else "lost")
    way = sense(a, b)
    if (a.value_max is None) != (b.value_max is None):
        a, b = arrived(a), arrived(b)
    one_range = (a.value_max is None) != (b.value_max is None)
    a = per_same(a, b)
    assert a.value is not None
    assert b.value is not None
    conversion = None if one_range else _same_amount(a, b, relation)
    if conversion is not None:
        if {a.change, b.change} == {"increase", "decrease"}:
            return TargetComparison("incomparable", way, conversion, field="change")
        return _bounds(a, b, way, conversion)
    if _multiples_agree(a, b):
        return _bounds(a, b, way, Conversion(b.value, b.value))
    if not one_range and (slip := _slip(a, b, way, relation)):
        return slip
    there = convert(b.value, b.unit, a.unit)
    if there is None and dimension(a.unit) == dimension(b.unit) == "count":
        there = b.value
    if there is None:
        return TargetComparison("incomparable", way, field="unit")
    if _other_form(a, b):
        return TargetComparison("incomparable", way, other=there, field="change")
    most = None if b.value_max is None else convert(b.value_max, b.unit, a.unit) or b.value_max
    before, after = _demand(a.value, a.value_max, way), _demand(there, most, way)
    if before == after:
        return TargetComparison("bound", way, other=there)
    return TargetComparison("raised" if after > before else "lowered", way, other=there)


def _same_amount(a: TableRow, b: TableRow, relation: RelationKind) -> Conversion | None:
    assert a.value is not None
    assert b.value is not None
    loose = relation == "translation"
    first = converted(a.value, a.unit, a.target_text, b.value, b.unit, b.target_text, round_same_unit=loose)
    if first is None or a.value_max is None or b.value_max is None:
        return first
    last = converted(a.value_max, a.unit, a.target_text, b.value_max, b.unit, b.target_text, round_same_unit=loose)
    return first if last else None


def _multiples_agree(a: TableRow, b: TableRow) -> bool:
    """翻一番 against an increase of 100 percent; 增长2倍 against 200 percent or "tripled"."""
    if a.unit == b.unit == "times" and a.value is not None and b.value is not None and a.change == b.change == "increase":
        added, whole = sorted((a, b), key=lambda r: r.value or Decimal(0))
        assert added.value is not None
        return "倍" in (added.target_text or "") and whole.value == added.value + 1
    if a.unit == b.unit == "times" and a.value is not None and b.value is not None and {a.change or "level", b.change or "level"} == {"increase", "level"}:
        added, whole = (a, b) if a.change == "increase" else (b, a)  # 比上年增长一倍 is twice the figure of the year before
        return whole.value == (added.value or Decimal(0)) + 1
    for multiple, share in ((a, b), (b, a)):
        if multiple.unit == "times" and share.unit == "percent" and multiple.value is not None and share.value is not None:
            return share.value in (100 * (multiple.value - 1), 100 * multiple.value) and "decrease" not in (a.change, b.change)
    return False


def _slip(a: TableRow, b: TableRow, way: Sense, relation: RelationKind) -> TargetComparison | None:
    """Same digits with another unit or power of ten. A single digit (10 → 100 schools) may also be a plan that grew: only in a
    translation, or a thousandfold, it is called a slip."""
    assert a.value is not None
    assert b.value is not None
    if a.value_max is not None and b.value_max is not None and not same_digits(a.value_max, b.value_max):
        return None
    if not same_digits(a.value, b.value):
        return None
    telling = relation == "translation" or len(digits(a.value)) > 1
    same_unit = a.unit == b.unit or dimension(a.unit) == dimension(b.unit) == "count"
    ratio = b.value / a.value
    if not same_unit and ratio == 1 and (unit_beside(a, b) or unit_beside(b, a)):
        return TargetComparison("same", way, Conversion(b.value, b.value))
    if not same_unit:
        return TargetComparison("unit", way, ratio=ratio) if telling or ratio == 1 else None
    far = ratio >= 1000 or ratio <= Decimal("0.001")
    return TargetComparison("scale", way, ratio=ratio) if ratio != 1 and (telling or far) else None


def _other_form(a: TableRow, b: TableRow) -> bool:
    """A level is no change: 95% against a rise of 5%. With counts and amounts, 新增100所 and 建成120所 are one form."""
    forms = {a.change or "level", b.change or "level"}
    if forms == {"increase", "decrease"}:
        return True
    return len(forms) > 1 and dimension(a.unit) == "share"


def _bounds(a: TableRow, b: TableRow, way: Sense, conversion: Conversion) -> TargetComparison:
    """The same number: how its bounds differ. A bound lost or added is just that; 左右 → 以上 makes the set of satisfying values
    smaller on its demanding side."""
    before, after = _class(a.comparator), _class(b.comparator)
    if before == after or all(_RED_LINE.search(r.evidence) for r in (a, b)) or _class(bound_beside(a)) == _class(bound_beside(b)):
        return TargetComparison("same", way, conversion, equivalent_bounds={a.comparator, b.comparator} in ({"ge", "gt"}, {"le", "lt"}))
    demanding = "floor" if way == 1 else "cap"
    if before == "approx" and after == demanding:
        return TargetComparison("raised", way, conversion)
    if before == demanding and after == "approx":
        return TargetComparison("lowered", way, conversion)
    return TargetComparison("bound", way, conversion)


def _class(comparator: Comparator | None) -> str:
    return "floor" if comparator in _FLOOR else "cap" if comparator in _CAP else comparator or "eq"


def _demand(value: Decimal, most: Decimal | None, way: Sense) -> tuple[Decimal, Decimal]:
    """What orders targets by how much they ask: the edge that must be reached first, then the far edge."""
    low, high = value, value if most is None else most
    return (low, high) if way == 1 else (-high, -low)


def satisfying(row: TableRow, way: Sense, tolerance: Tolerance) -> Span:
    """The values that satisfy a row's target. A bare number, 左右 and a range are also satisfied by more on the demanding side.

    >>> row = TableRow("d", "c1", value=Decimal(5), comparator="approx", unit="percent")
    >>> satisfying(row, 1, DEFAULT)
    Span(low=Decimal('4.7'), high=None, strict=False)
    """
    value = row.value
    assert value is not None
    if row.comparator in _FLOOR:
        return Span(value, None, row.comparator == "gt")
    if row.comparator in _CAP:
        return Span(None, value, row.comparator == "lt")
    reach = tolerance.of(value, row.unit) if row.comparator == "approx" else Decimal(0)
    if way == 1:
        return Span(value - reach, None)
    return Span(None, (row.value_max if row.value_max is not None else value) + reach)
