"""How far from which day do the words at a place lie: the past decade, five years ago, 90 days of the date of this order?"""

from __future__ import annotations

from pipeline.lang.en.temporal import periods
from pipeline.lang.en.temporal.measures import BETWEEN, compound, measure
from pipeline.lang.en.temporal.numerals import cardinal
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import AHEAD, BACK, FEW, SCALE, SHIFTS, UNITS, WORKING, word_set
from pipeline.said import Duration, Moment, Rolling, Said, Shifted, Stretch, Unit, Vague

Found = tuple[int, Said]

_PAPERS = word_set(
    "order memorandum memo act directive notice circular policy proclamation document plan rule rules regulation regulations guidance law section "
    "subsection decision opinion opinions measures announcement bulletin resolution strategy title framework program action agreement statute "
    "ordinance decree instruction instructions policy policies report letter guideline guidelines code charter bill amendment amendments paragraph article "
    "clause chapter part compact convention protocol treaty contract standard standards"
)
_ISSUED = word_set("issuance publication enactment signing signature adoption promulgation issue release announcement implementation passage")


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
            return (
                k + 4
                if t.word[k] == "this"
                and t.word[k + 1] in _PAPERS
                and t.word[k + 2] in ("is", "was")
                and t.word[k + 3] in ("issued", "signed", "published", "enacted")
                else None
            )
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
        bare = t.before(j) == "of" and t.word[j] in ("adoption", "enactment", "promulgation") and not t.word[k].isalpha()
        return k if bare or (t.before(j) == "its" and t.word[k] != "of") else None
    if t.word[j] == "this" and t.word[j + 1] in _PAPERS and (dated or not t.word[j + 2].isalpha() or t.word[j + 2] in ("and", "the", "by", "is")):
        k = j + 2
        if t.word[k] == "'" and t.word[k + 1] == "s":
            return k + 3 if t.word[k + 2] in _ISSUED else None
        return k
    return None


_LETTER = {"day": "D", "workday": "D", "week": "W", "month": "M", "year": "Y"}
_EVENTS = word_set(
    "receipt submission completion notification notice request adoption approval application award establishment occurrence discovery appointment "
    "confirmation arrival publication expiration expiry termination filing delivery designation identification detection decision determination "
    "agreement signature registration entry departure election commencement"
)
_DETERMINERS = word_set("the its their such that a an any this these")


def _event(t: Tokens, k: int) -> int | None:
    """An event whose day nobody names: "receiving the report", "receipt of notice", "its submission"; the token behind it."""
    j = k + 1 if t.word[k] in _DETERMINERS else k
    if t.matches(j, ("date", "of")):
        j += 3 if t.word[j + 2] in _DETERMINERS else 2
    word = t.word[j]
    if t.matches(j, ("entry", "into", "force")):
        j += 3
        if t.word[j] == "of" and t.word[j + 1] in _DETERMINERS and t.word[j + 2].isalpha():
            j += 3
        return j
    if word.endswith("ing") and len(word) > 5:
        j += 1
    elif word in _EVENTS:
        j += 1
        if t.word[j] != "of":
            return j
        j += 1
    else:
        return None
    if t.word[j] in _DETERMINERS:
        j += 1
    words = 0
    while words < 2 and t.word[j].isalpha() and t.word[j] not in _STOPS:
        j += 1
        words += 1
    return j


_STOPS = word_set("shall will must should may can of in on by for to and or from with is are was were has have as under pursuant described the a an that which")


def moved(t: Tokens, i: int, j: int, amount: float, unit: Unit) -> Found | None:
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
    bound = within or (t.before(i) == "than" and t.before(i, 2) in ("later", "more"))
    if bound and w != "before":
        event = _event(t, k)
        if event is not None and unit in _LETTER and float(amount).is_integer():
            return event, Duration(f"P{int(amount)}{_LETTER[unit]}")
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
        if t.word[j] in ("few", "several", "past"):
            j += 1
        if t.word[j] in ("years", "months", "weeks", "days", "decades", "times", "past"):
            return j + 1, Vague("PAST")
        return None
    if t.word[j] in FEW or (t.word[j] == "number" and t.word[j + 1] == "of"):
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
    article = t.before(i) == "the"
    got = cardinal(t, j)
    if got is None:
        unit = UNITS.get(t.word[j])
        if unit in ("decade", "century") and t.word[j + 1] != "-":
            return j + 1, Rolling(10 if unit == "decade" else 100, "year", forward)
        if w == "coming" and unit == "year" and article:
            return j + 1, Rolling(1, unit, True)
        if w == "past" and unit in ("year", "month", "week", "quarter", "day") and t.word[j + 1] != "-":
            return j + 1, Rolling(1, unit, False)
        return None
    j, amount = got
    if t.word[j] in ("to", "or", "-", "–") and (more_of := cardinal(t, j + 1)) and more_of[1] > amount and t.word[more_of[0]] in UNITS:
        j, amount = more_of  # the next five to ten years
    if t.word[j] == "-" and t.word[j + 1] in UNITS:
        unit = UNITS[t.word[j + 1]]
        return (j + 3, Rolling(amount, unit, forward)) if t.word[j + 2] == "period" and w in ("past", "last", "next", "coming") else None
    while t.word[j] in BETWEEN and t.word[j] not in WORKING:
        j += 1
    if t.word[j] in ("plus", "odd", "or") or (t.word[j] in ("+", "-") and t.glued(j)):  # 30 plus years, twenty-odd years, 10+ years
        j += {"or": 2 if t.word[j + 1] in ("so", "more") else 0, "-": 2 if t.word[j + 1] in ("odd", "plus") else 0}.get(t.word[j], 1)
    workdays = t.word[j] in WORKING and t.word[j + 1] in ("day", "days")
    if workdays:
        j += 1
    unit = UNITS.get(t.word[j])
    if unit is None or amount > 2000 or t.word[j] == "second":
        return None
    if workdays:
        unit = "workday"
    amount *= SCALE.get(t.word[j], 1)
    if w in ("upcoming", "forthcoming") and not article and amount == int(amount):
        return j + 1, _nth_ahead(int(amount), unit) or Rolling(amount, unit, True)
    more = compound(t, j + 1, amount, unit)
    if more:
        return more[0], Duration(more[1])
    whole = unit in ("decade", "century", "quarter") or (w in ("last", "next", "past") and not article and unit in ("day", "week", "month", "year"))
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
