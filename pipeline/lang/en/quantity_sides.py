"""Which number with which unit stands here, and does a range go on to a second one?

side = [currency] number ["(" same number ")"] [unit]          range = side ("-" | "to" | "and" after between) side
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipeline.lang.en import numerals, quantity_units
from pipeline.lang.en.numerals import Number
from pipeline.lang.en.quantity_text import Text
from pipeline.lang.en.quantity_units import Unit

_COPY: Final = re.compile(r" ?\((?P<n>\d[\d,.]*|[a-z][a-z -]{2,40})\)")
_MINUS: Final = re.compile(r"(?:(?<![a-z])(?:minus|negative) |(?:(?<=[ (:])|^)[-−])$")
_MORE: Final = re.compile(r" (?:more|additional|extra|further|or more|or so)(?= [a-z])")
_PARTNER: Final = re.compile(r"(?:, | and )(?=[\d.])")
_CLAUSE_END: Final = re.compile(r"[;\n]|\. ")
_RANGE: Final = re.compile(r" ?(?:-|–|—|~|～|‒) ?(?=[\d$€£¥.])| to (?:about |around |approximately |over |more than |nearly )?| through (?=\d)")
_AND: Final = re.compile(r" and ")
_BETWEEN: Final = re.compile(r"(?<![a-z])(?:between|between (?:the )?ages(?: of)?|aged between) $")
_BARE: Final = re.compile(numerals.DIGITS)


@dataclass(frozen=True, slots=True)
class Side:
    """One number with its unit: the whole quantity, or one end of a range. `value` is at base scale."""

    start: int
    end: int
    number: Number
    value: Decimal
    unit: Unit | None


def more_end(low: str, at: int) -> int:
    """Where "more" or "additional" behind a number ends ("11 million more urban residents"), else `at`."""
    m = _MORE.match(low, at)
    return at if m is None else m.end()


def respective(low: str, at: int) -> bool:
    """Whether "respectively" closes the clause that goes on at `at`."""
    found = low.find("respectively", at, at + 172)
    return found >= 0 and _CLAUSE_END.search(low, at, found) is None


def side(t: Text, at: int) -> Side | None:
    """The number at `at` with its currency sign, its copy in brackets and its unit."""
    money = quantity_units.before(t.text, t.low, at) if t.text[at].isdigit() or t.text[at] == "." else None
    if money is not None and money.at < t.floor:
        money = None
    number = numerals.read(t.text, at, low=t.low, money=money is not None)
    if number is None:
        return None
    start, end, value = at, number.end, number.value
    if at and t.text[at - 1] == "." and (at == 1 or not t.text[at - 2].isalnum()):  # .5 percent
        point = numerals.read(t.text, at - 1, low=t.low, money=money is not None)
        if point is not None:
            start, end, value, number = at - 1, point.end, point.value, point
            money = quantity_units.before(t.text, t.low, start)
    copy = _COPY.match(t.low, end)
    if copy is not None and numerals.parse(copy.group("n")) == value:
        end = copy.end()
    unit = money
    if money is not None:
        start = money.at
        behind = quantity_units.after(t.text, t.low, end, scaled=number.scaled)
        if behind is not None and behind.sort == "currency" and behind.code == money.code:
            end = behind.at
    else:
        unit = quantity_units.after(t.text, t.low, end, scaled=number.scaled, articles=number.form == "fraction") or _late_unit(t, end, number.scaled)
        if unit is not None:
            end = unit.at
            cents = quantity_units.small_change(t.low, end) if unit.sort == "currency" else None
            if cents is not None:
                end, value = cents[0], value + cents[1]
    if unit is not None:
        value = value * unit.factor
    if start and (unit is not None or number.grouped or number.scaled):
        minus = _MINUS.search(t.left(start, 9))
        if minus is not None:
            start, value = start - len(minus.group()), -value
    return Side(start, end, number, value, unit)


def _late_unit(t: Text, at: int, scaled: bool) -> Unit | None:
    """The unit behind "more" ("6 million more hectares") or behind the second of two numbers ("4.2 and 0.7 percentage points respectively");
    the latter ends where the first number does."""
    behind = more_end(t.low, at)
    if behind > at:
        return quantity_units.after(t.text, t.low, behind, scaled=scaled)
    pair = _PARTNER.match(t.low, at)
    if pair is not None and respective(t.low, at):
        other = side(t, pair.end())
        if other is not None and other.unit is not None and other.unit.at > other.number.end:
            return other.unit._replace(at=at)
    return None


def between(t: Text, at: int) -> int | None:
    """Where "between" directly before `at` begins, or None."""
    return at - 8 if t.left(at, 8) == "between " and not t.left(at - 8, 1).isalpha() else None


def range_end(t: Text, first: Side) -> Side | None:
    """The other end of "6.5% to 7%", "10-15", "between 5 and 10 million", whether or not it makes a range."""
    low = t.low
    m = _RANGE.match(low, first.end)
    if m is None and _BETWEEN.search(t.left(first.start, 24)):
        m = _AND.match(low, first.end)
    if m is None:
        return None
    start = m.end()
    while low.startswith(("$", "€", "£", "¥", " "), start) or low.startswith(("us$", "rmb", "usd"), start):
        start += 3 if low[start] in "ur" else 1
    if start >= len(low) or not (low[start].isalnum() or low[start] == "."):
        return None
    second = side(t, start)
    if second is None:
        return None
    dashed = m.group().strip() in ("-", "–", "—")
    if dashed and second.unit is None and second.number.form == "digits" and low.startswith(("-", "/", "(", ":"), second.end):
        return None
    return second


def shared_value(t: Text, first: Side, second: Side) -> Decimal:
    """The value of the first end, with the unit and scale word that only the second has: 5 million in "5-10 million"."""
    value = first.value
    if first.unit is None and second.unit is not None:
        value *= second.unit.factor
    open_end = first.unit is None or (first.unit.sort == "currency" and first.start < first.number.start)
    if open_end and second.number.scaled and not first.number.scaled and first.number.value < 1000:
        value *= second.number.value / _mantissa(t, second)
    return value


def _mantissa(t: Text, one: Side) -> Decimal:
    """What the number says without its scale word: 10 in 10 million."""
    bare = _BARE.match(t.low, one.number.start)
    if bare is not None:
        return Decimal(bare.group().replace(",", "").replace(" ", "")) or Decimal(1)
    words = t.low[one.number.start : one.number.end].replace("-", " ").split()
    for size in range(1, 4):
        value = numerals.parse(" ".join(words[:size]))
        if value:
            return value
    return Decimal(1)
