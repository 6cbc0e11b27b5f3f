"""Which places act in an English text: support Lanzhou to build…, Gansu Province will…, Linze County plans to…?"""

from __future__ import annotations

import re

from pipeline.lang.agency_found import Found
from pipeline.lang.alternation import alternation
from pipeline.lang.en.agency_acts import CLAUSE_OPEN, DID_COUNT, will_act
from pipeline.lang.en.agency_lexicon import place_names
from pipeline.lang.woken import woken

_PLACE = re.compile(alternation(place_names()))
_KIND = r"(?:City|Province|County|District|Prefecture|Municipality|Township|Town|Borough|Autonomous Region|Region|Territory)"
_PLACE_TAIL = re.compile(rf"(?: (?:{_KIND}|province|city|county|district|prefecture|municipality))?(?![A-Za-z'-])")
_UNKNOWN = re.compile(rf"[A-Z](?<![A-Za-z'-].)[a-z]+(?: [A-Z][a-z]+)? {_KIND}(?: of [A-Z][a-z]+(?: City| Province)?)?(?![A-Za-z'-]| [A-Z])")
# Leeds council is to spend; Avonport city council will
_COUNCIL = re.compile(r" (?:council|police|government|school board)(?![A-Za-z'-])")
_DID = re.compile(r" (?:also |has |have )?(?:cut|set|built|spent|[a-z]{2,}ed) (?:[A-Z]{0,3}[$€£¥]?\d|the|an?|its|all|more|over|up to) ?")
_COUNCIL_NAME = re.compile(
    r"(?<![A-Za-z'-])(?!(?:The|Our|This|Each|Every|Any|A|An|Its|Their|Local) )[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?"
    r"(?: (?:city|county|district|borough|town|parish|state|regional))?\Z"
)
_SUPPORT = re.compile(r"\b(?:[Ss]upport(?:ing)?|[Ee]ncourage|[Uu]rge|[Hh]elp|[Gg]uide|[Pp]romote|[Ee]nable)(?: the city of)? \Z")
# support Linjiang and Anhe to build: names that no gazetteer has, where only a place to do something can stand
_SUPPORTED = woken(
    ("support", "Support", "encourag", "Encourag", "urg", "Urg", "guid", "Guid", "enabl", "Enabl"),
    rf"\b(?:[Ss]upport(?:ing)?|[Ee]ncourag(?:e|ing)|[Uu]rg(?:e|ing)|[Gg]uid(?:e|ing)|[Ee]nabl(?:e|ing))((?:(?:,|,? and)? (?!The |Our "
    rf"|All )[A-Z][a-z]+(?: {_KIND})?){{1,4}})"
    r" (?:to|in) (?:build|creat|establish|develop|set up|implement|carry|construct|pilot|expand|promot|improv|apply|explor|host|launch|open|run"
    r"|complet|accelerat)",
)
_TO_DO_SO = re.compile(r" (?:to|in) [a-z]")
_NAME = re.compile(rf"[A-Z][a-z]+(?: {_KIND})?")
_NO_PLACE = {"Congress", "Parties", "States", "Agencies", "Departments", "Members", "Governments", "Schools", "Ministers", "Cities", "Counties", "Districts"}


def places(text: str) -> list[Found]:
    """Places that are to build or do something, ordered within each kind of sign.

    >>> t = "Support Lanzhou to build schools and support Linjiang to create parks. Linze County plans to add beds."
    >>> [t[f.start:f.end] for f in places(t)]
    ['Lanzhou', 'Linjiang', 'Linze County']
    """
    out: list[Found] = []
    for match in _PLACE.finditer(text):
        if match.start() and text[match.start() - 1].isalpha():
            continue
        tail = _PLACE_TAIL.match(text, match.end())
        if tail is None:
            continue
        before = text[max(0, match.start() - 60) : match.start()]
        if (_SUPPORT.search(before) and _TO_DO_SO.match(text, tail.end())) or _will(text, tail.end(), before):
            out.append(Found(match.start(), tail.end(), "collective", "en.agency.place"))
    taken = {f.start for f in out}
    for row in _SUPPORTED.finditer(text):
        named = [m for m in _NAME.finditer(text, row.start(1), row.end(1)) if m.group() not in _NO_PLACE and m.start() not in taken]
        out += [Found(m.start(), m.end(), "collective", "en.agency.place") for m in named]
    unknown = (m for m in _UNKNOWN.finditer(text) if m.start() not in taken and _will(text, m.end(), text[max(0, m.start() - 60) : m.start()]))
    out += [Found(m.start(), m.end(), "collective", "en.agency.place") for m in unknown]
    for match in _COUNCIL.finditer(text):
        name = _COUNCIL_NAME.search(text, max(0, match.start() - 50), match.start())
        if name is None:
            continue
        start = name.start() - 4 if text.startswith(("The ", "the "), name.start() - 4) and name.start() >= 4 else name.start()
        before = text[max(0, start - 60) : start]
        if _will(text, match.end(), before) or (CLAUSE_OPEN.search(before) and _DID.match(text, match.end())):
            out.append(Found(start, match.end(), "named", "en.agency.council"))
    return out


# our compatriots in Hong Kong and Macao will; Macao will enjoy a brighter future
_PEOPLE_OF = re.compile(r"\b(?:in|of|from|between|with|for|to|at|across) (?:[A-Z][\w-]*,? ){1,4}and \Z")
_FARES = re.compile(
    r" (?:will|can|would|may) (?:also |surely |certainly |all )*(?:enjoy|benefit|stand to|see|prosper|become|have|remain|be |gain|do (?:even )?better|thrive)"
)


def _will(text: str, end: int, before: str) -> bool:
    """Whether a place that opens its clause has a modal behind it."""
    if _PEOPLE_OF.search(before) or _FARES.match(text, end):
        return False
    return (DID_COUNT.match(text, end) is not None or will_act(text, end)) and CLAUSE_OPEN.search(before) is not None
