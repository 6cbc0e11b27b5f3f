"""Which words make up the names of bodies in English? The lexicons, as sets and patterns."""

from __future__ import annotations

from functools import cache

from pipeline.lang.alternation import alternation
from pipeline.lexicon import load


@cache
def words(lexicon: str, column: str, value: str) -> frozenset[str]:
    """The words of a lexicon whose `column` is `value`.

    >>> "Bureau" in words("agency_cues_en", "class", "head")
    True
    """
    return frozenset(r["word"] for r in load(lexicon) if r[column] == value)


@cache
def cue(*classes: str) -> str:
    """A pattern for the cue words of these classes (data/lexicons/agency_cues_en.csv), longest first."""
    return alternation(w for c in classes for w in words("agency_cues_en", "class", c))


@cache
def collective_words(*kinds: str) -> str:
    """A pattern for the collective words of these kinds (data/lexicons/collective_en.csv), longest first."""
    return alternation(w for k in kinds for w in words("collective_en", "kind", k))


@cache
def body_names() -> frozenset[str]:
    """Full, short and former names of known bodies, without article."""
    return frozenset(r["name"] for r in load("agencies_en", key=("name",)))


@cache
def acronyms() -> frozenset[str]:
    """The known short names in capitals (OMB, CEQ, UNFCCC)."""
    return frozenset(n for n in body_names() if n.isupper() and " " not in n)


@cache
def place_names() -> frozenset[str]:
    """English names of Chinese provinces and prefectures."""
    return frozenset(r["english"] for r in load("places_zh") if r["level"] != "county" and len(r["english"]) > 3) - {"Heze Shi"}


@cache
def verbs() -> tuple[str, str, str]:
    """Patterns for verbs of action: base form, past tense, third person singular."""
    rows = [r for r in load("verbs_en", key=("base",)) if r["base"] not in ("be", "have")]
    base = {r["base"] for r in rows}
    past = {r["past"] for r in rows if r["past"]}
    return alternation(base), alternation(past), alternation({_third(b) for b in base})


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"
