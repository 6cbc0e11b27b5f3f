"""Which officers, schools, firms and short names does an English text name that no lexicon has: Each Senior Agency Official, Linze College, the ABC?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.lang.agency_found import Found
from pipeline.lang.alternation import alternation
from pipeline.lang.en.agency_acts import BAD_BEFORE, CLAUSE_OPEN, PARTNER, will_act
from pipeline.lang.en.agency_lexicon import acronyms, body_names, cue, words
from pipeline.lang.en.agency_names import follows_as_noun
from pipeline.lang.woken import behind

_END = r"(?![A-Za-z0-9])"
_W = r"[A-Z][A-Za-z]*(?:[-'][A-Za-z]+)*"
_TITLE = cue("officer_title")
_OFFICER = re.compile(
    rf"(?<![A-Za-z'-])(?P<article>[Tt]he|[Ee]ach|[Ee]very|[Ii]ts|[Tt]heir|[Oo]ur) (?:agency's |department's |respective |relevant |appropriate )?"
    rf"(?:{_W} (?:(?:of|for|and|to the) )?){{0,6}}?(?P<title>{_TITLE})s?{_END}(?: (?:for|of) (?:the )?{_W}(?: (?:and )?{_W}){{0,4}})?"
)
_TITLE_AT = behind(" (?<=[A-Za-z] )", rf"(?:{_TITLE})s?{_END}", opening=False)
_NOT_OFFICER = re.compile(r"[Tt]he (?:Inspector|Representative|Commissioner|Manager|Lead|Officer|Official|Executive|Coordinator|Advisor|Adviser)s?\Z")
_APPOINTED = re.compile(r"\b(?:designat|appoint|establish|creat|hir|nam|select|identif|recruit|serv)[a-z]*(?: [a-z]+){0,3} \Z|\bas \Z")
_OFFICE_OF = re.compile(r"\b(?:(?:[Tt]he|[Ii]ts|[Tt]heir|[Ee]ach) )?Office of \Z")

_SOFT_HEAD = cue("soft_head")
_SOFT = re.compile(
    rf"(?<![A-Za-z'-])(?:[Tt]he )?(?:{_W} (?:(?:and|of"
    rf"|for) )?){{1,5}}?(?:{_SOFT_HEAD}){_END}(?: of (?:the )?{_W}(?: {_W})?)?"
)
_SOFT_AT = behind(" (?<=[A-Za-z] )", rf"(?:{_SOFT_HEAD}){_END}", opening=False)
# the Reserve Bank of India kept the rate unchanged
_DID = re.compile(
    r" (?:also |has |have )?(?:kept|cut|held|left|set|sold|bought|lent|[a-z]{2,}(?:ed|es)) (?:[$€£¥\d]|the|an?|its|all|rates|interest|up to|more|over|about)\b"
)
_STARTER = re.compile(rf"(?:(?:{alternation(words('agency_cues_en', 'class', 'starter') - {'The'})}){_END},? )+(?:the )?")

_SHORT = re.compile(r"\s?\((?:the |hereinafter |or )?[\"“]?([A-Z][A-Za-z&]*[A-Z][A-Za-z]{0,4})[\"”]?\)")
_CAPITALS = re.compile(r"[A-Z](?<![A-Z].)[A-Z]++(?:[ ,&'-]++[A-Z]{2,}+)+")


def officers(text: str) -> list[Found]:
    """Officers by title, whatever their office, with the article: Each Senior Agency Official, the Chief Digital Officer.

    >>> t = "Each Senior Agency Official shall report to the Agency Records Officer. Designate a Chief Data Steward."
    >>> [t[f.start:f.end] for f in officers(t)]
    ['Each Senior Agency Official', 'the Agency Records Officer']
    """
    out: list[Found] = []
    done = 0
    for title in _TITLE_AT.finditer(text):
        low = max(done, title.start() - 70, text.rfind("\n", 0, title.start()) + 1)
        match = None
        for start in _ARTICLE_AT.finditer(text, low, title.start()):
            tried = _OFFICER.match(text, start.start())
            match = tried if tried is not None and tried.start("title") == title.start() else match
        if (
            match is None
            or _NOT_OFFICER.match(match.group())
            or match.group().startswith("the President")
            or match.group().endswith("Champions")
            or follows_as_noun(text, match.end())
        ):
            continue
        if _APPOINTED.search(text, max(0, match.start() - 40), match.start()):
            continue
        done = match.end()
        office = _OFFICE_OF.search(text, max(0, match.start() - 16), match.start())
        out.append(Found(office.start() if office else match.start(), match.end(), "named" if office else "officer", "en.agency.title"))
    out += [Found(m.start(), m.end(), "officer", "en.agency.title") for m in _ASSISTANT.finditer(text)]
    out += [Found(m.start(), m.end(), "officer", "en.agency.title") for m in _PRESIDES.finditer(text)]
    out += [Found(m.start(), m.end(), "officer", "en.agency.title") for m in _MAYORS.finditer(text) if will_act(text, m.end())]
    return out


_PRESIDES = re.compile(
    rf"[Tt]he (?:President|Vice-President|Speaker|Presiding Officer|Presidency|Rapporteur) of the (?:{_W} ){{0,3}}(?:Assembly"
    rf"|Council|Conference of the Parties|Conference|Board|Senate"
    rf"|House of Representatives|House|Parliament|Commission){_END}"
)
_MAYORS = re.compile(
    rf"[Tt]he (?:Deputy |Lord |Lieutenant )?(?:Mayor|Governor|Premier|First Minister|Chief Minister) (?:of|for) {_W}(?: {_W}){{0,2}}(?! [A-Z])"
)
_ASSISTANT = re.compile(rf"[Tt]he (?:Deputy )?Assistant to the President and (?!(?:Deputy )?(?:Director|Chief|Counsel|Secretary|Chair)){_W}(?: {_W}){{0,5}}")


_ARTICLE_AT = re.compile(r"(?<![A-Za-z'-])(?:[Tt]he|[Ee]ach|[Ee]very|[Ii]ts|[Tt]heir|[Oo]ur) ")


def acting(text: str) -> list[Found]:
    """Schools, firms and trusts by name where they act: Linze Vocational College will train…

    >>> t = "Linze Vocational and Technical College will train 500 people. Staff visited Harvard University."
    >>> [t[f.start:f.end] for f in acting(t)]
    ['Linze Vocational and Technical College']
    """
    out: list[Found] = []
    for head in _SOFT_AT.finditer(text):
        low = max(0, head.start() - 80, text.rfind("\n", 0, head.start()) + 1)
        start = _run_start(text, low, head.start())
        match = _SOFT.match(text, start) if start < head.start() else None
        if match is None or match.end() < head.end():
            continue
        starter = _STARTER.match(text, start)
        start = starter.end() if starter and starter.end() < head.start() else start
        before = text[max(0, start - 60) : start]
        if (
            (head.group() == "Bank" and CLAUSE_OPEN.search(before) and _DID.match(text, match.end()))
            or (will_act(text, match.end()) and (CLAUSE_OPEN.search(before) or not BAD_BEFORE.search(before)))
            or PARTNER.search(before)
        ):
            out.append(Found(start, match.end(), "named", "en.agency.acting"))
    return out


# in coordination with the Director and the CNSS; the ISAB shall: capitals that no lexicon has, as doer or partner
_ACRONYM = re.compile(r"(?<![A-Za-z'-])[Tt]he [A-Z]{3,8}(?![A-Za-z'-]| [A-Z])")
_IN_LIST = re.compile(r"(?i)\b(?:in (?:consultation|coordination|cooperation|collaboration) with|working with|together with) [^.;:\n]{3,300}(?:, |,? and )\Z")


def acronyms_acting(text: str) -> list[Found]:
    """Bodies by unknown capitals with "the", where they must act or are partners.

    >>> t = "In coordination with the Director of OMB and the CNSS, the ISAB shall issue rules under the FOIA."
    >>> [t[f.start:f.end] for f in acronyms_acting(t)]
    ['the CNSS', 'the ISAB']
    """
    out: list[Found] = []
    for match in _ACRONYM.finditer(text):
        before = text[max(0, match.start() - 320) : match.start()]
        if (will_act(text, match.end()) and CLAUSE_OPEN.search(before[-60:])) or PARTNER.search(before[-90:]) or _IN_LIST.search(before):
            out.append(Found(match.start(), match.end(), "named", "en.agency.short"))
    return out


def _run_start(text: str, low: int, at: int) -> int:
    """Where the run of capital words that ends at `at` begins, a leading The taken in."""
    start = at
    while True:
        space = text.rfind(" ", low, start - 1)
        word = text[max(space + 1, low) : start - 1]
        if not word or not (word[0].isupper() or (word in ("and", "of", "for") and start < at)) or not word.replace("-", "").replace("'", "").isalpha():
            break
        start = max(space + 1, low)
        if space < low:
            break
    while start < at and text[start].islower():
        start = text.find(" ", start) + 1
    return start - 4 if text.startswith("the ", start - 4) and start >= 4 else start


def short_names(text: str, found: Sequence[Found]) -> list[Found]:
    """The short names that the text itself gives its bodies in brackets, wherever they stand after that.

    >>> t = "The Riverton Water Board (RWB) met. RWB shall report."
    >>> [t[f.start:f.end] for f in short_names(t, [Found(0, 24, "named", "")])]
    ['RWB']
    """
    given: dict[str, int] = {}
    for f in found:
        match = _SHORT.match(text, f.end)
        if match is not None and match.group(1) not in acronyms() and len(match.group(1)) > 1:
            given.setdefault(match.group(1), match.end())
    if not given:
        return []
    return [
        Found(m.start(), m.end(), "named", "en.agency.short")
        for m in re.finditer(rf"(?<![A-Za-z0-9'(/-])(?:[Tt]he )?({alternation(given)})(?![A-Za-z0-9)/-])", text)
        if m.start() >= given[m.group(1)] and not follows_as_noun(text, m.end())
    ]


def again(text: str, items: Sequence[Found]) -> list[Found]:
    """Bodies that a table or label line has named, where they act elsewhere in the text: Public Works is to publish.

    >>> t = "Lead: Public Works. Public Works is to publish designs."
    >>> [t[f.start:f.end] for f in again(t, [Found(6, 18, "named", "")])]
    ['Public Works']
    """
    names = {text[f.start : f.end] for f in items}
    names = {n for n in names if n[0].isupper() and " " in n}
    if not names:
        return []
    stretches = re.finditer(rf"(?<![A-Za-z'-])(?:[Tt]he )?{alternation(names)}{_END}", text)
    return [Found(m.start(), m.end(), "named", "en.agency.again") for m in stretches if will_act(text, m.end())]


@cache
def _upper_names() -> re.Pattern[str]:
    names = {n.upper() for n in body_names() if " " in n and n not in ("White House", "Federal Government", "United States Government")} | {
        "COMMISSION",
        "COUNCIL",
        "HEADS OF EXECUTIVE DEPARTMENTS AND AGENCIES",
        "HEADS OF DEPARTMENTS AND AGENCIES",
    }
    return re.compile(rf"(?<![A-Z])(?:THE )?(?:{alternation(names)})(?![A-Z]|'S)")


def capitals(text: str) -> list[Found]:
    """Known bodies in headings that are all capitals: MEMORANDUM FOR THE HEADS OF EXECUTIVE DEPARTMENTS AND AGENCIES.

    >>> t = "COMMUNICATION FROM THE COMMISSION TO THE EUROPEAN PARLIAMENT"
    >>> [t[f.start:f.end] for f in capitals(t)]
    ['THE COMMISSION', 'THE EUROPEAN PARLIAMENT']
    """
    out: list[Found] = []
    for run in _CAPITALS.finditer(text):
        inside = (m for m in _upper_names().finditer(text, *run.span()) if " " in m.group())
        out += [Found(m.start(), m.end(), "named", "en.agency.capitals") for m in inside]
    return out
