"""Which repetition do the words at a place say: every three years, per day, twice a year, annually, 24/7?"""

from __future__ import annotations

from pipeline.lang.en.numerals import ORDINALS
from pipeline.lang.en.temporal.measures import iso
from pipeline.lang.en.temporal.numerals import SUFFIXES, cardinal, ordinal
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import DOUBTFUL_MONTHS, FREQUENCIES, MONTHS, PARTS, SCALE, SEASONS, UNITS, WEEKDAYS
from pipeline.said import Moment, Repeated, Said

Found = tuple[int, Said]


def repeated(t: Tokens, i: int) -> Found | None:
    """every three years, each fiscal year thereafter, every other week, per day, once a year, twice monthly, daily, 24/7, one a day."""
    w = t.word[i]
    if w in ("every", "each"):
        return _every(t, i)
    if w == "per" or w == "/":
        return (
            (i + 2, Repeated(iso(1, UNITS[t.word[i + 1]])))
            if t.word[i + 1] in UNITS and t.word[i + 1] not in ("second", "seconds", "min")
            else (i + 2, Repeated("P1Y"))
            if t.matches(i, ("per", "annum"))
            else None
        )
    if w in FREQUENCIES:
        return _adverb(t, i)
    if w in ("semi", "bi") and t.word[i + 1] in ("-",):
        base = t.word[i + 2]
        value = {"annual": "P6M", "annually": "P6M", "weekly": "P2W" if w == "bi" else "P3D", "monthly": "P2M" if w == "bi" else "P15D"}.get(base)
        return (i + 3, Repeated(value)) if value else None
    if w in ("year", "round"):
        return None
    if w == "half":
        return (i + 3, Repeated("P6M")) if t.matches(i, ("half", "-", "yearly")) else None
    if w == "24":
        if t.word[i + 1] == "/" and t.word[i + 2] == "7" and t.glued(i + 1) and t.glued(i + 2):
            return i + 3, Repeated("P1D")
        return _all_hours(t, i)
    return _times(t, i)


def _all_hours(t: Tokens, i: int) -> Found | None:
    """24 hours a day, seven days a week."""
    if t.word[i + 1] != "hours" or t.word[i + 2] not in ("a", "per", "each", "every") or t.word[i + 3] != "day":
        return None
    k = i + 4
    while t.word[k] in (",", "and", "-"):
        k += 1
    if t.word[k] in ("7", "seven") and t.word[k + 1] == "days" and t.word[k + 2] in ("a", "per", "each") and t.word[k + 3] == "week":
        return k + 4, Repeated("P1D")
    return i + 4, Repeated("P1D")


_ONCE_A_YEAR = frozenset(SEASONS) | (MONTHS.keys() - DOUBTFUL_MONTHS)


def _every(t: Tokens, i: int) -> Found | None:
    j = i + 1
    amount: float = 1
    if t.word[j] == "half" and t.word[j + 1] == "year":
        return j + 2, Repeated("P6M")
    if t.word[j] == "other":
        j, amount = j + 1, 2
    elif t.word[j] == "single":
        j += 1
    else:
        nth = ordinal(t, j) if t.word[i] == "every" else None
        if nth and t.word[nth[0]] in UNITS and t.word[j] in ORDINALS:
            j, amount = nth
        else:
            got = cardinal(t, j)
            if got:
                j, amount = got
                if t.word[j] in ("to", "-", "or"):
                    j, amount = cardinal(t, j + 1) or (j, amount)
    while t.word[j] in ("fiscal", "calendar", "academic", "school", "financial", "consecutive", "successive", "subsequent", "such", "-", "business", "working"):
        j += 1
    unit = UNITS.get(t.word[j])
    if unit is None:
        if t.word[j] in _ONCE_A_YEAR and (t.word[i] == "every" or t.word[j] in SEASONS):
            return j + 1, Repeated("P1Y")
        if t.word[j] not in WEEKDAYS:
            return None
        while t.word[j + 1] in (",", "and") and t.word[j + 2] in WEEKDAYS:
            j += 2
        return j + 1, Repeated("P1W")
    if unit in ("second",) or amount > 1000:
        return None
    if t.word[j] == "day" and t.word[j + 1] == "-" and t.glued(j + 1):
        return None
    end = j + 2 if t.word[j + 1] in ("thereafter", "afterwards") else j + 1
    return end, Repeated(iso(amount, unit, SCALE.get(t.word[j], 1)))


_OPENING = frozenset({"", "\n", ".", "!", "?", ";", ":", "-", "–", "*", "|", "(", ")", '"', "“"})


def of_each(t: Tokens, j: int, said: Moment) -> Found | None:
    """January 31 "of each year", the first Monday "of every month": behind a day (token `j`) they turn it into a repetition."""
    if said.year is not None or (said.month is None and said.weekday is None):
        return None
    k = j + 1 if t.word[j] == "of" or (t.word[j] == "," and t.word[j + 1] in ("each", "every")) else j
    if t.word[k] not in ("each", "every") or (k == j and said.month is None):
        return None
    k += 2 if t.word[k + 1] in ("fiscal", "calendar", "academic", "school") else 1
    unit = UNITS.get(t.word[k])
    if unit is None or t.word[k].endswith("s") or unit not in (("year",) if said.month is not None else ("year", "month", "quarter")):
        return None
    return k + 1, Repeated(iso(1, unit))


_INSIDE = frozenset(UNITS) | frozenset(WEEKDAYS) | {"half"}


def inside_each(t: Tokens, i: int) -> int:
    """The first token of "the end of", "the first Monday of" before "each month" at token `i`; `i` where nothing of the kind stands there."""
    if t.word[i] in WEEKDAYS:
        k = i
    elif t.word[i] in ("each", "every") and t.before(i) == "of" and (t.before(i, 2) in PARTS or t.before(i, 2) in _INSIDE):
        k = i - 2
    elif t.word[i] in ("each", "every") and t.word[i + 1] == "month" and t.before(i) == "of" and t.before(i, 2) in SUFFIXES and t.before(i, 3).isdecimal():
        k = i - 3
        return k - 1 if t.before(k) == "the" else k
    else:
        return i
    if t.word[k] not in PARTS:
        if t.before(k) in ("working", "business"):
            k -= 1
        if t.before(k) in ORDINALS or t.before(k) in ("last", "final"):
            k -= 1
        elif t.before(k) in SUFFIXES and t.before(k, 2).isdecimal():
            k -= 2
        else:
            return i
    return k - 1 if t.before(k) == "the" else k


def _adverb(t: Tokens, i: int) -> Found | None:
    w = t.word[i]
    if t.capital(i) and t.before(i) not in _OPENING and (t.capital(i - 1) or t.before(i) in ("'", "s")):
        return None  # Gansu Daily, People's Daily
    if w == "annual" and t.word[i - 1] == "-" and t.word[i - 2] in ("semi", "bi"):
        return None
    if (w == "daily" and t.word[i + 1] in ("life", "lives", "necessities", "living")) or (w == "hourly" and t.word[i + 1] in ("wage", "wages")):
        return None
    return (i + 2 if t.word[i + 1] == "thereafter" else i + 1), Repeated(FREQUENCIES[w])


def _times(t: Tokens, i: int) -> Found | None:
    """once a year, twice a month, three times per week, once every three years, twice annually."""
    w = t.word[i]
    n = {"once": 1.0, "twice": 2.0, "thrice": 3.0}.get(w)
    j = i + 1
    if n is None:
        got = cardinal(t, i)
        if got is None or t.word[got[0]] not in ("times", "time"):
            if got and t.matches(i, ("one", "a", "day")):
                return i + 3, Repeated("P1D")
            return None
        j, n = got[0] + 1, got[1]
    if t.word[j] == "-" and t.word[j + 1] in FREQUENCIES:
        j += 1
    if t.word[j] in ("every", "each"):
        inner = _every(t, j)
        if inner is None:
            return None
        end, said = inner
        return (end, said) if n == 1 else (end, Repeated(_share(said.iso, n)) if isinstance(said, Repeated) else said)
    if t.word[j] in ("a", "an", "per") and t.word[j + 1] in UNITS and not t.word[j + 1].endswith("s"):
        return j + 2, Repeated(_share(iso(1, UNITS[t.word[j + 1]]), n))
    if t.word[j] in ("annually", "yearly", "monthly", "weekly", "daily", "quarterly") and n > 1:
        return j + 1, Repeated(_share(FREQUENCIES[t.word[j]], n))
    return None


_EXACT = {
    ("P1Y", 2): "P6M",
    ("P1Y", 3): "P4M",
    ("P1Y", 4): "P3M",
    ("P1Y", 6): "P2M",
    ("P1Y", 12): "P1M",
    ("P1D", 2): "PT12H",
    ("P1D", 3): "PT8H",
    ("P1D", 4): "PT6H",
}


def _share(value: str, n: float) -> str:
    """The period of one round where there are `n` of them in `value`; the whole where it does not come out even."""
    return _EXACT.get((value, int(n)), value)
