"""Which length of time do the words at a place say: four years, a 30-day period, 3 to 5 years; or a point so far away, or a rate?"""

from __future__ import annotations

from pipeline.lang.en.temporal.distances import moved
from pipeline.lang.en.temporal.measures import and_part, compound, iso, measure
from pipeline.lang.en.temporal.numerals import cardinal
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import SCALE, UNITS, word_set
from pipeline.said import Duration, Repeated, Said, Vague

Found = tuple[int, Said]


def _age(t: Tokens, j: int) -> bool:
    """Does the length before token `j` tell an age: 60 years old, 3-year-old, 18 years of age?"""
    k = j + 1 if t.word[j] == "-" else j
    return t.word[k] in ("old", "olds") or (t.word[j] == "of" and t.word[j + 1] == "age")


def _about_people(t: Tokens, i: int, j: int) -> bool:
    """Are the years before token `j` a life expectancy or a length of schooling: quantities, not times?"""
    if t.word[j] == "of" and t.word[j + 1] in ("schooling", "education") and t.word[j - 1] == "years":
        return True
    for k in range(i - 1, max(-1, i - 12), -1):
        if t.word[k] in (".", ";", "\n"):
            return False
        if t.word[k] in ("expectancy", "schooling"):
            return True
    return False


_LONG_CUES = word_set(
    "for within after than least over every nearly almost about lasting lasts take takes took under in another approximately around up throughout "
    "spend spent half last only"
)


def length(t: Tokens, i: int) -> Found | None:
    """four years, three-year, 30-day, two and a half years, 3 to 5 years, a decade, half a year; then: ago, from now, of the date of this order."""
    w = t.word[i]
    if w in ("a", "an"):
        if t.word[i + 1] in ("half", "decade", "fortnight") or t.matches(i + 2, ("and", "a", "half")):
            pass
        elif t.word[i + 1] not in UNITS or t.before(i) not in _LONG_CUES or t.word[i + 1] in ("second", "quarter", "minute"):
            return _article_shift(t, i)
    got = measure(t, i)
    if got is None:
        return _number_range(t, i)
    j, amount, unit, scale = got
    if _age(t, j) or (t.before(i) in ("aged", "age", "ages") or (t.before(i) in ("to", "and", "-") and t.before(i, 3) in ("aged", "age", "ages"))):
        return None
    if w in ("a", "an", "one"):
        j, extra = and_part(t, j)
        amount += extra
    if unit == "year" and _about_people(t, i, j):
        return None
    if (
        w == "one"
        and unit == "day"
        and t.word[j] not in ("of", "after", "before", "ago", "from", "later")
        and t.word[j - 2] == "one"
        and t.before(i) not in _LONG_CUES
        and t.before(i) != "of"
    ):
        return None
    if unit in ("minute", "second") and t.word[j - 1] in ("min", "mins") and not w.isdecimal():
        return None
    if t.word[j] in ("intervals", "interval") and t.before(i) == "at":
        return j + 1, Repeated(iso(amount, unit, scale))
    adjective = t.word[j - 2] == "-" and not t.word[j - 1].endswith("s")
    more = None if adjective else compound(t, j, amount, unit)
    if more:
        end, value = more
        return end, Duration(value)
    if not adjective:
        far = moved(t, i, j, amount * scale, unit)
        if far:
            return far
    if amount == 5 and unit == "year" and adjective and (t.word[j] in ("plan", "plans", "period") or t.before(i) in ("th", "rd", "nd", "st")) and t.capital(i):
        return None  # a Five-Year Plan
    return j, Duration(iso(amount, unit, scale))


def _article_shift(t: Tokens, i: int) -> Found | None:
    """a year ago, a month after the date of this order; a year as a rate ("$5 million a year")."""
    j = i + 1
    if t.word[j] == "few" and t.word[j + 1] in UNITS:
        if t.word[j + 2] == "ago":
            return j + 3, Vague("PAST")
        return (j + 2, Vague("FUTURE")) if t.before(i) in ("in", "within") else None
    unit = UNITS.get(t.word[j])
    if unit is None or t.word[j].endswith("s"):
        return None
    far = moved(t, i, j + 1, SCALE.get(t.word[j], 1), unit)
    if far:
        return far
    if unit in ("second", "quarter", "minute") or t.word[j + 1] in _NOT_RATE or t.before(i) in _NOT_RATED or not _number_near(t, i):
        return None
    return j + 1, Repeated(iso(1, unit))


_NOT_RATE = frozenset({"ahead", "of", "ago", "later", "earlier", "after", "before", "when", "-", "since", "that", "or", "long"})
_NOT_RATED = frozenset(
    {
        "is",
        "was",
        "as",
        "has",
        "be",
        "been",
        "with",
        "for",
        "of",
        "in",
        "by",
        "on",
        "to",
        "such",
        "and",
        "or",
        "than",
        "through",
        "from",
        "at",
        "after",
        "before",
    }
)


def _number_near(t: Tokens, i: int) -> bool:
    """Does an amount stand within six tokens before token `i`?"""
    for k in range(max(0, i - 6), i):
        if t.word[k].isdecimal() or t.word[k] in (
            "once",
            "twice",
            "times",
            "thrice",
            "percent",
            "million",
            "billion",
            "hundred",
            "thousand",
            "one",
            "two",
            "three",
            "four",
        ):
            return True
    return False


def _number_range(t: Tokens, i: int) -> Found | None:
    """3 to 5 years, two-to-three-year, 10–15 days: the longer one is the length."""
    first = cardinal(t, i)
    if first is None or t.before(i) in ("aged", "age", "ages"):
        return None
    j = first[0]
    if t.word[j] == "-" and t.word[j + 1] in ("to", "or"):
        j += 1
    if t.word[j] not in ("to", "or", "-", "–", "—"):
        return None
    k = j + 2 if t.word[j + 1] == "-" else j + 1
    got = measure(t, k) if t.word[k] not in ("a", "an", "half") else None
    if got is None or got[1] <= first[1] or got[1] > 1000 or _age(t, got[0]):
        return None
    end, amount, unit, scale = got
    far = moved(t, i, end, amount * scale, unit)
    return far or (end, Duration(iso(amount, unit, scale)))
