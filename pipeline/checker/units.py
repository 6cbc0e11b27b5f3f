"""Are two amounts the same once units are converted and the result is rounded to the digits that the other side prints?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from pipeline.lexicon import load

_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_LITERAL = re.compile(r"(?<![\d.,])\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SHARES = ("percent", "percentage_point")
_MU = Decimal(10000) / Decimal(15)
_SLACK = Decimal("0.01")
"""The most that rounding within one unit may change a number (share of it): 13.12 → 13.1 is rounding, 5.5 → 6 is another number."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of `value` in the other side's unit: `exact`, and `printed` after rounding to the other side's digits."""

    exact: Decimal
    printed: Decimal


@cache
def _factors() -> dict[str, tuple[str, Decimal]]:
    rows = {r["unit"]: (r["dimension"], Decimal(r["factor"])) for r in load("unit_factors", key=("unit",))}
    rows["mu"] = ("area", _MU)
    return rows


def dimension(unit: str | None) -> str:
    """What a unit measures; units of one dimension can be converted or compared.

    >>> dimension("mu"), dimension("ha"), dimension("CNY"), dimension("percent"), dimension("count")
    ('area', 'area', 'money', 'share', 'count')
    """
    if unit is None:
        return "count"
    if unit in _SHARES:
        return "share"
    if known := _factors().get(unit):
        return known[0]
    return "money" if _CURRENCY.match(unit) and unit not in ("TEU", "DWT", "MOP") else unit


def factor(unit: str | None) -> Decimal:
    """How many of the base unit of its dimension a unit is; 1 where it has no factor."""
    known = _factors().get(unit or "")
    return known[1] if known else Decimal(1)


def convert(value: Decimal, unit: str | None, into: str | None) -> Decimal | None:
    """The value in another unit of its dimension, None where there is no factor (other dimension, other currency).

    >>> convert(Decimal("1.21E12"), "jin", "t") == Decimal("605E6")
    True
    """
    if unit == into:
        return value
    a, b = _factors().get(unit or ""), _factors().get(into or "")
    if a is None or b is None or a[0] != b[0]:
        return None
    return value * a[1] / b[1]


def printed_step(value: Decimal, text: str | None) -> Decimal:
    """The unit of the last digit printed, at base scale: 0.01万亿 for 1.21万亿; from the value itself where no number in the text fits it.

    >>> printed_step(Decimal("1.21E12"), "1.21万亿斤") == Decimal("1E10"), printed_step(Decimal("666667"), None) == 1
    (True, True)
    """
    for match in _LITERAL.finditer(text or ""):
        literal = Decimal(re.sub("[,，]", "", match[0]))
        if literal and value and _power_of_ten(value / literal):
            places = len(match[0].partition(".")[2])
            return abs(value / literal) * Decimal(1).scaleb(-places)
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _power_of_ten(ratio: Decimal) -> bool:
    digits = ratio.normalize().as_tuple().digits
    return digits == (1,)


def rounded(value: Decimal, step: Decimal) -> Decimal:
    """The value at the next multiple of the step, half up.

    >>> rounded(Decimal("666666.67"), Decimal(1))
    Decimal('666667')
    """
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def converted(
    value: Decimal, unit: str | None, text: str | None, other: Decimal, other_unit: str | None, other_text: str | None, *, round_same_unit: bool = False
) -> Conversion | None:
    """How `value` prints in the other side's unit and digits if that makes the two the same amount, else None.

    Rounding may run either way: either side may be the one that is printed coarser. Within one unit numbers must be equal, unless
    `round_same_unit`: then a rounding of up to 1 % passes (13.12 million → 13.1 million).

    >>> converted(Decimal("1E7"), "mu", "1000万亩", Decimal("666667"), "ha", "666,667 ha").printed
    Decimal('666667')
    >>> converted(Decimal("5.5"), "percent", "5.5%", Decimal("6"), "percent", "6%") is None
    True
    """
    if unit == other_unit or (dimension(unit) == dimension(other_unit) == "count"):
        if value == other:
            return Conversion(value, other)
        if not round_same_unit or not value or abs(value - other) > _SLACK * abs(value):
            return None
        exact, back = value, other
    else:
        there, here = convert(value, unit, other_unit), convert(other, other_unit, unit)
        if there is None or here is None:
            return None
        exact, back = there, here
    if rounded(exact, printed_step(other, other_text)) == other or rounded(back, printed_step(value, text)) == value:
        return Conversion(exact, other)
    near = abs(exact - other) <= _SLACK * abs(exact)
    if unit != other_unit and near and (rounded(exact, printed_step(other, None)) == other or rounded(back, printed_step(value, None)) == value):
        return Conversion(exact, other)  # 8,200 hectares for 8,230: the zeros at the end are not meant as digits
    return None


def digits(value: Decimal) -> str:
    """The digits of a number without zeros at either end: what stays the same when only the scale slips.

    >>> digits(Decimal("5250000")), digits(Decimal("52.5"))
    ('525', '525')
    """
    return "".join(map(str, value.as_tuple().digits)).strip("0") or "0"


def same_digits(a: Decimal, b: Decimal) -> bool:
    """Whether two numbers are written with the same digits, whatever the scale.

    >>> same_digits(Decimal("5.25E6"), Decimal("52.5E6")), same_digits(Decimal(0), Decimal(10))
    (True, False)
    """
    return bool(a) and bool(b) and digits(a) == digits(b)


def shown(value: Decimal) -> str:
    """The number for people: thousands separated, no exponent, at most six decimals.

    >>> shown(Decimal("605E6")), shown(Decimal("5.50"))
    ('605,000,000', '5.5')
    """
    text = f"{value:,.6f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
