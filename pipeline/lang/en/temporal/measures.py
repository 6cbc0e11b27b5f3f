"""Which number of which unit of time do the words at a place say, and what is it in ISO 8601?"""

from __future__ import annotations

from pipeline.lang.en.temporal.numerals import cardinal
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import SCALE, UNITS, WORKING, word_set
from pipeline.said import Unit

BETWEEN = word_set("consecutive straight successive full whole calendar fiscal academic school additional more extra further solid long") | WORKING
_LETTER: dict[str, str] = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "M", "second": "S", "workday": "D"}
_MANY: dict[str, tuple[int, str]] = {"quarter": (3, "M"), "decade": (10, "Y"), "century": (100, "Y"), "half": (6, "M")}


def iso(amount: float, unit: Unit, scale: int = 1) -> str:
    """The ISO 8601 length of so many units: 2 decades = P20Y, 2.5 years = P2.5Y, 48 hours = PT48H.

    >>> iso(2, "decade"), iso(48, "hour"), iso(0.5, "year")
    ('P20Y', 'PT48H', 'P6M')
    """
    amount *= scale
    if unit == "year" and amount % 1 == 0.5 and amount < 1:
        amount, unit = amount * 12, "month"
    times, letter = _MANY.get(unit) or (1, _LETTER[unit])
    return f"{'PT' if unit in _CLOCK else 'P'}{amount * times:g}{letter}"


def and_part(t: Tokens, j: int) -> tuple[int, float]:
    """ "and a half", "and a quarter" at token `j`: the token after it and what it adds (nothing where it does not stand there)."""
    if t.matches(j, ("and", "a", "half")):
        return j + 3, 0.5
    return (j + 3, 0.25) if t.matches(j, ("and", "a", "quarter")) else (j, 0)


def measure(t: Tokens, i: int) -> tuple[int, float, Unit, int] | None:
    """A number with a unit of time at token `i`: (token after it, amount, unit, scale of the unit)."""
    w = t.word[i]
    if w == "half":
        j = i + 2 if t.word[i + 1] in ("a", "an", "-") else i + 1
        return (j + 1, 0.5, UNITS[t.word[j]], 1) if t.word[j] in ("year", "day", "month", "decade", "century", "hour") else None
    if w in ("a", "an"):
        j, amount = i + 1, 1.0
        if t.word[j] == "half" and t.word[j + 1] in ("-", "year", "day"):
            j, amount = (j + 2 if t.word[j + 1] == "-" else j + 1), 0.5
    else:
        got = cardinal(t, i)
        if got is None:
            return None
        j, amount = got
    if t.word[j] == "(" and t.word[j + 1].isdecimal() and t.word[j + 2] == ")":  # thirty (30) days
        j += 3
    j, more = and_part(t, j)
    amount += more
    if t.word[j] == "-" and (t.word[j + 1] in UNITS or t.word[j + 1] in BETWEEN):
        j += 1
    working = False
    while t.word[j] in BETWEEN and (t.word[j + 1] in UNITS or t.word[j + 1] in BETWEEN or t.word[j + 1] == "-"):
        working = working or t.word[j] in WORKING
        j += 2 if t.word[j + 1] == "-" else 1
    if t.word[j] in ("workday", "workdays"):
        return j + 1, amount, "workday", 1
    unit = UNITS.get(t.word[j])
    if unit is None:
        return None
    if unit == "second" and t.word[j] == "second":
        return None
    if unit == "quarter" and t.word[j - 1] not in ("consecutive", "straight", "successive") and t.word[j + 1] not in ("ago", "hence"):
        return None
    return j + 1, amount, ("workday" if working and unit == "day" else unit), SCALE.get(t.word[j], 1)


_CLOCK = ("hour", "minute", "second")
_ORDER = ("year", "month", "week", "day", "workday", *_CLOCK)


def compound(t: Tokens, j: int, amount: float, unit: Unit) -> tuple[int, str] | None:
    """2 years and 3 months, 1 year 1 month 21 days: the whole length in ISO 8601."""
    if unit not in _ORDER:
        return None
    parts, end = [(amount, unit)], j
    while True:
        k = end + 1 if t.word[end] in ("and", ",") else end
        got = measure(t, k) if t.word[k].isdecimal() or t.word[k] in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten") else None
        if got is None or got[2] not in _ORDER or any(got[2] == u for _, u in parts) or t.word[got[0]] in ("ago", "before", "after"):
            break
        parts.append((got[1], got[2]))
        end = got[0]
    if len(parts) == 1:
        return None
    parts.sort(key=lambda p: _ORDER.index(p[1]))
    days = "".join(f"{a:g}{_LETTER[u]}" for a, u in parts if u not in _CLOCK)
    clock = "".join(f"{a:g}{_LETTER[u]}" for a, u in parts if u in _CLOCK)
    return end, "P" + days + ("T" + clock if clock else "")
