"""Which times without edges do the words at a place say: recent years, now, the future, the years ahead?"""

from __future__ import annotations

from typing import Literal

from pipeline.lang.en.temporal.numerals import NUMBER_WORDS
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import FEW, UNITS, word_set
from pipeline.said import Moment, Said, Stretch, Vague, WholeYear

When = Literal["PAST", "PRESENT", "FUTURE"]

_PHRASES: dict[When, tuple[str, ...]] = {
    "PAST": ("recently", "lately", "of late", "the recent past", "years gone by", "days gone by", "bygone years"),
    "PRESENT": (
        "now", "today", "currently", "presently", "nowadays", "to date", "so far", "thus far", "at present", "at the present time", "at this time",
        "at this moment", "these days", "at the moment", "present day", "the present",
    ),
    "FUTURE": (
        "from now on", "the near future", "the foreseeable future", "the not too distant future", "the distant future", "the future", "future years",
        "years ahead", "years to come", "period ahead", "period to come", "decades ahead", "decades to come", "months ahead", "months to come",
        "days ahead", "days to come", "the next step", "the next stage", "the next phase", "coming period", "next period",
    ),
}  # fmt: skip
_TABLE: dict[str, tuple[tuple[tuple[str, ...], When], ...]] = {}
for _when, _phrases in _PHRASES.items():
    for _phrase in sorted(_phrases, key=lambda p: -len(p.split())):
        _parts = tuple(_phrase.split())
        _head = _parts[1] if _parts[0] == "the" else _parts[0]
        _TABLE[_head] = (*_TABLE.get(_head, ()), (_parts, _when))
HEADS = frozenset(_TABLE) | {"years", "decades", "year", "future", "past", "course", "months", "weeks", "days"}

_VERBISH = word_set("is was were are will has have and or to by as when for the we they it dependent")


def find_vague(t: Tokens, i: int) -> tuple[int, int, Said] | None:
    """(first token, token after, what it says) of a vague time whose head word is token `i`; an article before it is inside."""
    w = t.word[i]
    for parts, when in _TABLE.get(w, ()):
        first = i - 1 if parts[0] == "the" and len(parts) > 1 else i
        if first >= 0 and t.matches(first, parts) and _stands(t, first, first + len(parts), parts):
            end = first + len(parts)
            if w in ("years", "decades", "months", "days", "period") and t.before(first) == "the":
                first -= 1
            if parts[0] == "at":
                first += 1
            return first, end, Vague(when)
    if w in ("years", "decades", "months", "weeks", "days"):
        return _years(t, i)
    if w == "year":
        return _the_year(t, i)
    if w == "course" and t.matches(i, ("course", "of", "the", "year")):
        return (i - 1 if t.before(i) == "the" else i), i + 4, WholeYear()
    if w == "future":
        return (i, i + 1, Vague("FUTURE")) if t.before(i) == "in" and not t.word[i + 1].isalpha() else None
    if w == "past":
        after, before = t.word[i + 1], t.before(i, 2)
        counted = after in UNITS or after.isdecimal() or after in NUMBER_WORDS or after in FEW or after in ("-", "fiscal", "calendar", "number", "half")
        plain = not after.isalpha() or after in _VERBISH
        ok = (
            t.before(i) == "the"
            and not counted
            and ((before in ("in", "than") and (plain or t.word[i + 1].endswith("ly"))) or (before in ("of", "from", "with") and plain))
        )
        return (i - 1, i + 1, Vague("PAST")) if ok else None
    return None


def _stands(t: Tokens, first: int, end: int, parts: tuple[str, ...]) -> bool:
    """Is the phrase an adverb of time here, not a part of something else?"""
    head, before, after = parts[0], t.before(first), t.word[end]
    if parts == ("now",):
        return not (
            before == "from"
            or (t.glued(first) and before.isalpha())
            or (t.glued(end) and after in ("-",))
            or (t.capital(first) and t.capital(end) and before not in ("", ".", "\n"))
        )
    if head == "today":
        return not (t.capital(first) and before not in ("", ".", "\n", "!", "?", ";", ":", "“", '"', ")") and t.capital(first - 1))
    if parts == ("the", "future"):
        return not ((t.glued(end) and after == "-") or (after.isalpha() and after in ("work", "market", "markets", "generation", "generations", "of")))
    if parts == ("the", "present"):
        return before in ("at", "to", "until", "till", "for", "of", "since", "up") and not (
            after.isalpha() and after not in ("and", "is", "the", "we", "has", "have", "are")
        )
    if parts == ("to", "date"):
        return before not in ("up", "-", "year") and after not in ("-", "of")
    if parts == ("so", "far"):
        return after not in ("as", "away", "from") and not (before in ("be", "is", "not", "are") and after == "that")
    if parts in (("the", "next", "step"), ("the", "next", "stage"), ("the", "next", "phase")):
        return before == "in" and not (after.isalpha() and after not in ("we", "the", "our"))
    if parts[-1] == "period":
        return before in ("in", "during", "over") or t.before(first, 2) in ("in", "during", "over", "for")
    return True


_MANY = frozenset({"many", "several", "numerous", "successive", "countless"})
_LASTING = frozenset({"for", "over", "after", "of", "in", "lasted", "spent", "through", "to", "throughout", "with", "by"})
_EFFORT = frozenset({"to", "after", "through", "with", "by", "over", "from", "on", "despite", "following"})


def _years(t: Tokens, i: int) -> tuple[int, int, Said] | None:
    """Thanks to years of effort, over the years, for decades, many years ago, the lowest in years."""
    before, after = t.before(i), t.word[i + 1]
    if t.glued(i) or (t.glued(i + 1) and after == "-") or after.isdecimal():
        return None
    if after == "ago":
        return (i - 1 if before in _MANY or before == "some" else i), i + 2, Vague("PAST")
    if before in _MANY:
        return (i - 1, i + 1, Vague("PAST")) if t.before(i, 2) in _LASTING else None
    if before in ("previous", "past", "prior"):
        return i - 1, i + 1, Vague("PAST")
    if t.word[i] not in ("years", "decades"):
        return None
    if before == "the":
        return (
            (i - 1, i + 1, Vague("PAST"))
            if t.before(i, 2) in ("over", "through", "across", "throughout", "down") and after not in ("of", "from", "between")
            else None
        )
    effort = after == "of" and before in _EFFORT and not t.word[i + 2].isdecimal() and t.word[i + 2] not in ("age", "the", "service", "experience")
    lasting = before in ("for", "after", "in") and after not in ("before", "to", "ended", "beginning", "ending", "when", "that", "where", "with")
    return (i, i + 1, Vague("PAST")) if effort or lasting else None


def _the_year(t: Tokens, i: int) -> tuple[int, int, Said] | None:
    """the year, the whole year, year to date."""
    if t.matches(i, ("year", "to", "date")):
        return i, i + 3, Stretch(Moment(year_shift=0), Moment(day_shift=0))
    before, after = t.before(i), t.word[i + 1]
    for tail in (("just", "passed"), ("just", "ended"), ("just", "past"), ("that", "has", "just", "ended"), ("now", "ending")):
        if before == "the" and t.matches(i + 1, tail):
            return i - 1, i + 1 + len(tail), Moment(year_shift=-1)
    if before == "the" and after == "ahead":
        return i - 1, i + 2, WholeYear()
    if before in ("whole", "entire", "full") and t.before(i, 2) == "the" and after != "-":
        return i - 2, i + 1, WholeYear()
    if before == "new" and t.before(i, 2) == "the" and t.before(i, 3) in ("in", "for", "during") and not t.capital(i):
        return i - 2, i + 1, WholeYear()
    dated = after.isdecimal() and len(after) == 4 and t.word[i + 2] not in (",", ".")
    if (
        before != "the"
        or after == "-"
        or after in ("of", "ago", "before", "earlier", "previous")
        or dated
        or (after == "'" and t.word[i + 2] == "s" and t.word[i + 3] in ("end",))
    ):
        return None
    if t.before(i, 2) in ("of",) and t.before(i, 3) in ("person", "man", "woman", "time", "times", "word", "season"):
        return None
    if after in ("ended", "ending", "round") or (after.isalpha() and t.capital(i + 1)):
        return None
    return i - 1, i + 1, WholeYear()


def that_year(t: Tokens, i: int) -> tuple[int, int] | None:
    """that year, the same year, the same month: (first token, token after)."""
    if t.word[i] == "that" and t.word[i + 1] in ("year", "month", "quarter", "decade"):
        return i, i + 2
    if t.word[i] == "same" and t.word[i + 1] in ("year", "month", "quarter") and t.before(i) == "the":
        return i - 1, i + 2
    return None
