"""Which length, repetition or distance do the words at a place say: three years, every two weeks, the past decade, 90 days of the date of this order?"""

from __future__ import annotations

from pipeline.lang.en.temporal import periods
from pipeline.lang.en.temporal.numerals import ORDINALS, cardinal, ordinal
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import AHEAD, BACK, FEW, FREQUENCIES, SCALE, SHIFTS, UNITS, WORKING
from pipeline.said import Duration, Moment, Repeated, Rolling, Said, Shifted, Stretch, Unit, Vague

Found = tuple[int, Said]

_BETWEEN = frozenset(
    "consecutive straight successive full whole calendar fiscal academic school additional more extra further solid long".split()
) | WORKING
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
    return f"{'PT' if unit in ('hour', 'minute', 'second') else 'P'}{amount * times:g}{letter}"


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
    if t.matches(j, ("and", "a", "half")):
        j, amount = j + 3, amount + 0.5
    elif t.matches(j, ("and", "a", "quarter")):
        j, amount = j + 3, amount + 0.25
    if t.word[j] == "-" and (t.word[j + 1] in UNITS or t.word[j + 1] in _BETWEEN):
        j += 1
    working = False
    while t.word[j] in _BETWEEN and (t.word[j + 1] in UNITS or t.word[j + 1] in _BETWEEN or t.word[j + 1] == "-"):
        working = working or t.word[j] in WORKING
        j += 2 if t.word[j + 1] == "-" else 1
    if t.word[j] in ("workday", "workdays"):
        return j + 1, amount, "workday", 1
    unit = UNITS.get(t.word[j])
    if unit is None:
        return None
    if unit == "second" and t.word[j] == "second":
        return None
    if unit == "quarter" and t.word[j - 1] not in ("consecutive", "straight", "successive"):
        return None
    return j + 1, amount, ("workday" if working and unit == "day" else unit), SCALE.get(t.word[j], 1)


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


_LONG_CUES = frozenset(
    "for within after than least over every nearly almost about lasting lasts take takes took under in another approximately around up throughout spend spent half last only".split()
)


def length(t: Tokens, i: int) -> Found | None:
    """four years, three-year, 30-day, two and a half years, 3 to 5 years, a decade, half a year; then: ago, from now, of the date of this order."""
    w = t.word[i]
    if w in ("a", "an"):
        if t.word[i + 1] == "half" or t.word[i + 1] in ("decade", "fortnight"):
            pass
        elif t.word[i + 1] not in UNITS or t.before(i) not in _LONG_CUES or t.word[i + 1] in ("second", "quarter", "minute"):
            return _article_shift(t, i)
    got = measure(t, i)
    if got is None:
        return _number_range(t, i)
    j, amount, unit, scale = got
    if _age(t, j) or (t.before(i) in ("aged", "age", "ages") or (t.before(i) in ("to", "and", "-") and t.before(i, 3) in ("aged", "age", "ages"))):
        return None
    if w in ("a", "an", "one") and t.matches(j, ("and", "a", "half")):
        j, amount = j + 3, amount + 0.5
    elif w in ("a", "an", "one") and t.matches(j, ("and", "a", "quarter")):
        j, amount = j + 3, amount + 0.25
    if unit == "year" and _about_people(t, i, j):
        return None
    if w == "one" and unit == "day" and t.word[j] not in ("of", "after", "before", "ago", "from", "later") and t.word[j - 2] == "one" and t.before(i) not in _LONG_CUES:
        return None
    if unit in ("minute", "second") and t.word[j - 1] in ("min", "mins") and not w.isdecimal():
        return None
    adjective = t.word[j - 2] == "-" and not t.word[j - 1].endswith("s")
    more = None if adjective else _compound(t, j, amount, unit)
    if more:
        end, value = more
        return end, Duration(value)
    if not adjective:
        moved = _moved(t, i, j, amount * scale, unit)
        if moved:
            return moved
    if t.word[j] == "plan" and amount == 5 and unit == "year" and t.capital(j):
        return None
    return j, Duration(iso(amount, unit, scale))


def _article_shift(t: Tokens, i: int) -> Found | None:
    """a year ago, a month after the date of this order; a year as a rate ("$5 million a year")."""
    j = i + 1
    if t.word[j] == "few" and t.word[j + 1] in UNITS:
        return j + 2, Vague("PAST" if t.word[j + 2] == "ago" else "FUTURE") if t.word[j + 2] == "ago" or t.before(i) in ("in", "within") else None  # type: ignore[return-value]  # no match
    unit = UNITS.get(t.word[j])
    if unit is None or t.word[j].endswith("s"):
        return None
    moved = _moved(t, i, j + 1, SCALE.get(t.word[j], 1), unit)
    if moved:
        return moved
    if unit in ("second", "quarter", "minute") or t.word[j + 1] in _NOT_RATE or t.before(i) in _NOT_RATED or not _number_near(t, i):
        return None
    return j + 1, Repeated(iso(1, unit))


_NOT_RATE = frozenset({"of", "ago", "later", "earlier", "after", "before", "when", "-", "since", "that", "or", "long"})
_NOT_RATED = frozenset({"is", "was", "as", "has", "be", "been", "with", "for", "of", "in", "by", "on", "to", "such", "and", "or", "than", "through", "from", "at", "after", "before"})


def _number_near(t: Tokens, i: int) -> bool:
    """Does an amount stand within six tokens before token `i`?"""
    for k in range(max(0, i - 6), i):
        if t.word[k].isdecimal() or t.word[k] in ("once", "twice", "times", "thrice", "percent", "million", "billion", "hundred", "thousand", "one", "two", "three", "four"):
            return True
    return False


def _number_range(t: Tokens, i: int) -> Found | None:
    """3 to 5 years, two-to-three-year, 10–15 days: the longer one is the length."""
    first = cardinal(t, i)
    if first is None:
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
    moved = _moved(t, i, end, amount * scale, unit)
    return moved or (end, Duration(iso(amount, unit, scale)))


_ORDER = ("year", "month", "week", "day", "workday", "hour", "minute", "second")


def _compound(t: Tokens, j: int, amount: float, unit: Unit) -> tuple[int, str] | None:
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
    days = "".join(f"{a:g}{_LETTER[u]}" for a, u in sorted(parts, key=lambda p: _ORDER.index(p[1])) if u not in _ORDER[5:])
    clock = "".join(f"{a:g}{_LETTER[u]}" for a, u in sorted(parts, key=lambda p: _ORDER.index(p[1])) if u in _ORDER[5:])
    return end, "P" + days + ("T" + clock if clock else "")


_PAPERS = frozenset(
    "order memorandum memo act directive notice circular policy proclamation document plan rule rules regulation regulations guidance law section subsection decision "
    "opinion opinions measures announcement bulletin resolution strategy title framework program action agreement statute ordinance decree instruction instructions".split()
)
_ISSUED = frozenset("issuance publication enactment signing signature adoption promulgation issue release announcement implementation passage".split())


def basis(t: Tokens, i: int) -> int | None:
    """The day of the document itself: "the date of this order", "issuance of this memorandum", "its publication", "this order"; the token after it."""
    j = i
    if t.word[j] in ("the", "its"):
        j += 1
    if t.word[j + 1] == "date" and (t.word[j] == "effective" or t.word[j] in _ISSUED):
        j += 1
    dated = t.word[j] == "date"
    if dated:
        if t.word[j + 1] == "hereof":
            return j + 2
        if t.matches(j + 1, ("on", "which")):
            k = j + 3
            return k + 4 if t.word[k] == "this" and t.word[k + 1] in _PAPERS and t.word[k + 2] in ("is", "was") and t.word[k + 3] in ("issued", "signed", "published", "enacted") else None
        if t.word[j + 1] != "of":
            return None
        j += 2
        if t.word[j] in ("the", "its"):
            j += 1
    if t.word[j] in _ISSUED:
        k = j + 1
        if t.word[k] == "of" and t.word[k + 1] == "this" and t.word[k + 2] in _PAPERS:
            return k + 3
        if t.word[k] == "of" and t.word[k + 1] == "the" and t.word[k + 2] in _PAPERS and dated:
            return k + 3
        if dated and t.word[k] != "of":
            return k
        return k if t.before(j) == "its" and t.word[k] != "of" else None
    if t.word[j] == "this" and t.word[j + 1] in _PAPERS and (dated or not t.word[j + 2].isalpha() or t.word[j + 2] in ("and", "the", "by", "is")):
        k = j + 2
        if t.word[k] == "'" and t.word[k + 1] == "s":
            return k + 3 if t.word[k + 2] in _ISSUED else None
        return k
    return None


def _moved(t: Tokens, i: int, j: int, amount: float, unit: Unit) -> Found | None:
    """What stands behind a length and makes it a point: ago, from now, hence, of the date of this order, after the end of fiscal year 2015."""
    w = t.word[j]
    if w == "(":  # three years (36 months) after
        inner = measure(t, j + 1)
        if inner and t.word[inner[0]] == ")" and t.word[inner[0] + 1] in ("after", "of", "from", "following"):
            j = inner[0] + 1
            w = t.word[j]
    if w == "ago":
        return j + 1, Shifted(amount, unit, False)
    if w == "hence" or (w == "from" and t.word[j + 1] in ("now", "today")):
        return (j + 1 if w == "hence" else j + 2), Shifted(amount, unit, True, Moment(day_shift=0))
    if w in ("of", "after", "from", "following", "before"):
        k = j + 1
    elif w == "prior" and t.word[j + 1] == "to":
        k = j + 2
    else:
        return None
    forward = w not in ("before", "prior")
    within = t.before(i) == "within" or t.before(i, 2) == "within"
    end = basis(t, k)
    if end is not None:
        return end, Shifted(amount, unit, forward, Moment(day_shift=0), within)
    if w == "of" and not within:
        return None
    got = periods.the_moment(t, k)
    if got and not (got[1].day is None and got[1].day_shift is None and w == "of") and t.word[got[0] - 1] != "each":
        return got[0], Shifted(amount, unit, forward, got[1], within)
    return None


def rolling(t: Tokens, i: int) -> Found | None:
    """the past five years, the next decade, the coming years, recent years, last two weeks, 5 upcoming years, the next few months."""
    w = t.word[i]
    j = i + 1
    forward = w in AHEAD
    if w == "recent":
        if t.word[j] in ("few", "several") or t.word[j] in ("past",):
            j += 1
        if t.word[j] in ("years", "months", "weeks", "days", "decades", "times") or (t.word[j] == "past"):
            return j + 1, Vague("PAST")
        return None
    if t.word[j] in FEW or (t.word[j] == "couple") or (t.word[j] == "number" and t.word[j + 1] == "of"):
        j += 1
        if t.word[j] == "of":
            j += 1
        return (j + 1, Vague("FUTURE" if forward else "PAST")) if t.word[j] in UNITS else None
    if t.word[j] in UNITS and t.word[j].endswith(("s", "ies")) and w not in ("first",):
        if t.word[j] in ("hours", "minutes", "seconds", "quarters", "mins", "hrs"):
            return None
        return j + 1, Vague("FUTURE" if forward else "PAST")
    if t.word[j] == "half" and t.word[j + 1] in ("-", "century", "decade", "year"):
        k = j + 2 if t.word[j + 1] == "-" else j + 1
        if t.word[k] in ("century", "decade", "year"):
            return k + 1, Rolling({"century": 50, "decade": 5, "year": 6}[t.word[k]], "month" if t.word[k] == "year" else "year", forward)
    got = cardinal(t, j)
    if got is None:
        unit = UNITS.get(t.word[j])
        if unit in ("decade", "century") and t.word[j + 1] != "-":
            return j + 1, Rolling(10 if unit == "decade" else 100, "year", forward)
        if w == "past" and unit in ("year", "month", "week", "quarter", "day") and t.word[j + 1] != "-":
            return j + 1, Rolling(1, unit, False)
        return None
    j, amount = got
    while t.word[j] in _BETWEEN and t.word[j] not in WORKING:
        j += 1
    workdays = t.word[j] in WORKING and t.word[j + 1] in ("day", "days")
    if workdays:
        j += 1
    unit = UNITS.get(t.word[j])
    if unit is None or amount > 2000 or t.word[j] == "second":
        return None
    if workdays:
        unit = "workday"
    amount *= SCALE.get(t.word[j], 1)
    article = t.before(i) == "the"
    if w in ("upcoming", "forthcoming") and not article and amount == int(amount):
        return j + 1, _nth_ahead(int(amount), unit) or Rolling(amount, unit, True)
    more = _compound(t, j + 1, amount, unit)
    if more:
        return more[0], Duration(more[1])
    whole = unit in ("decade", "century", "quarter") or (w in ("last", "next") and not article and unit in ("day", "week", "month", "year"))
    return j + 1, Rolling(amount, unit, forward, whole)


def _nth_ahead(n: int, unit: Unit) -> Moment | None:
    """upcoming 2 months, said without an article: the second month from now (as Duckling reads it)."""
    fields = {"day": "day_shift", "week": "week_shift", "month": "month_shift", "quarter": "quarter_shift", "year": "year_shift"}
    return Moment(**{fields[unit]: n}) if unit in fields else None  # type: ignore[arg-type]  # all these fields are int


def rolling_behind(t: Tokens, i: int) -> Found | None:
    """5 upcoming years, two upcoming months."""
    got = cardinal(t, i)
    if not got or t.word[got[0]] not in ("upcoming", "coming", "forthcoming") or t.word[got[0] + 1] not in UNITS:
        return None
    j, amount = got
    unit = UNITS[t.word[j + 1]]
    if t.before(i) != "the" and amount == int(amount):
        return j + 2, _nth_ahead(int(amount), unit) or Rolling(amount, unit, True)
    return j + 2, Rolling(amount, unit, True)


def repeated(t: Tokens, i: int) -> Found | None:
    """every three years, each fiscal year thereafter, every other week, per day, once a year, twice monthly, daily, 24/7, one a day."""
    w = t.word[i]
    if w in ("every", "each"):
        return _every(t, i)
    if w == "per" or w == "/":
        return (i + 2, Repeated(iso(1, UNITS[t.word[i + 1]]))) if t.word[i + 1] in UNITS and t.word[i + 1] not in ("second", "seconds", "min") else (i + 2, Repeated("P1Y")) if t.matches(i, ("per", "annum")) else None
    if w in FREQUENCIES:
        return _adverb(t, i)
    if w in ("semi", "bi") and t.word[i + 1] in ("-",):
        base = t.word[i + 2]
        value = {"annual": "P6M", "annually": "P6M", "weekly": "P2W" if w == "bi" else "P3D", "monthly": "P2M" if w == "bi" else "P15D"}.get(base)
        return (i + 3, Repeated(value)) if value else None
    if w in ("year", "round"):
        return None
    if w == "24":
        if t.word[i + 1] == "/" and t.word[i + 2] == "7" and t.glued(i + 1) and t.glued(i + 2):
            return i + 3, Repeated("P1D")
        return (i + 5, Repeated("P1D")) if t.matches(i, ("24", "hours", "a", "day", ",")) and t.matches(i + 5, ("7",)) else None
    return _times(t, i)


def _every(t: Tokens, i: int) -> Found | None:
    j = i + 1
    amount: float = 1
    if t.word[j] == "other":
        j, amount = j + 1, 2
    elif t.word[j] == "single":
        j += 1
    else:
        nth = ordinal(t, j) if t.word[i] == "every" else None
        if nth and (t.word[nth[0]] in UNITS) and t.word[j] in ("second", "third", "fourth", "fifth", "sixth", "tenth") | ORDINALS.keys():
            j, amount = nth
        else:
            got = cardinal(t, j)
            if got:
                j, amount = got
                if t.word[j] in ("to", "-", "or") and cardinal(t, j + 1):
                    j, amount = cardinal(t, j + 1) or (j, amount)
    while t.word[j] in ("fiscal", "calendar", "academic", "school", "financial", "consecutive", "successive", "subsequent", "such", "-", "business", "working"):
        j += 1
    unit = UNITS.get(t.word[j])
    if unit is None:
        season = t.word[j] in ("spring", "summer", "autumn", "fall", "winter") or t.word[j] in ("january", "february", "april", "june", "july", "september", "october", "november", "december")
        if season and t.word[i] == "every":
            return j + 1, Repeated("P1Y")
        weekday = t.word[j] in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        return (j + 1, Repeated("P1W")) if weekday else None
    if unit in ("second",) or amount > 1000:
        return None
    if t.word[j] == "day" and t.word[j + 1] == "-" and t.glued(j + 1):
        return None
    end = j + 2 if t.word[j + 1] in ("thereafter", "afterwards") else j + 1
    if t.word[end] == "of" and amount == 1 and (t.word[end + 1].isdecimal() or t.matches(end + 1, ("the", "fiscal"))) and False:
        return None
    return end, Repeated(iso(amount, unit, SCALE.get(t.word[j], 1)))


_OPENING = frozenset({"", "\n", ".", "!", "?", ";", ":", "-", "–", "*", "|", "(", ")", '"', "“"})


def _adverb(t: Tokens, i: int) -> Found | None:
    w = t.word[i]
    if t.capital(i) and t.before(i) not in _OPENING and (t.capital(i - 1) or t.before(i) in ("'", "s")):
        return None  # Gansu Daily, People's Daily
    if w == "annual" and t.word[i - 1] == "-" and t.word[i - 2] in ("semi", "bi"):
        return None
    if w == "daily" and t.word[i + 1] in ("life", "lives", "necessities", "living") or w == "hourly" and t.word[i + 1] in ("wage", "wages"):
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


_EXACT = {("P1Y", 2): "P6M", ("P1Y", 3): "P4M", ("P1Y", 4): "P3M", ("P1Y", 6): "P2M", ("P1Y", 12): "P1M", ("P1D", 2): "PT12H", ("P1D", 3): "PT8H", ("P1D", 4): "PT6H"}


def _share(value: str, n: float) -> str:
    """The period of one round where there are `n` of them in `value`; the whole where it does not come out even."""
    return _EXACT.get((value, int(n)), value)


def for_days(t: Tokens, j: int, first: Moment) -> tuple[int, Stretch] | None:
    """December 18 for 10 days."""
    if t.word[j] != "for" or first.day is None:
        return None
    got = measure(t, j + 1)
    if got is None or got[2] not in ("day", "week", "month"):
        return None
    return got[0], Stretch(first, Shifted(got[1] * got[3], got[2], True, first))


def shift_words() -> frozenset[str]:
    """The words at which `rolling` begins."""
    return frozenset(SHIFTS) | BACK | AHEAD
