"""Which bodies does an English text name, and what is each to do? Names, offices, collectives, roles, ids."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.lang.agency_found import Found
from pipeline.lang.en.agency_abbreviated import abbreviated
from pipeline.lang.en.agency_collective import collective
from pipeline.lang.en.agency_names import named
from pipeline.lang.en.agency_offices import acronyms_acting, acting, again, capitals, officers, short_names
from pipeline.lang.en.agency_places import places
from pipeline.lang.en.agency_proposed import admitted
from pipeline.lang.en.agency_roles import assign, labels
from pipeline.lang.en.agency_wrapped import OneLine
from pipeline.lang.settle import settle
from pipeline.normalize.agencies import canonical_name, identify
from pipeline.proposed import Candidate
from pipeline.types import AgencyMention, Role

_CONFIDENCE = {"named": 0.9, "officer": 0.9, "collective": 0.8}


def find(text: str, sentences: Sequence[tuple[int, int]], proposed: Sequence[Candidate] = (), *, alone: bool = False) -> list[AgencyMention]:
    """Bodies in a run of clean English text, ordered, not overlapping, each with its role.

    `sentences` are the (start, end) of its sentences, ordered; a mention in none of them is judged by its line. `proposed` are those of models;
    `alone`: no others are wanted.

    >>> t = "Each agency shall report to the Director of OMB in coordination with GSA."
    >>> [(m.name, m.role) for m in find(t, [(0, len(t))])]
    [('Each agency', 'responsible'), ('Director of OMB', 'supervisor'), ('GSA', 'support')]
    """
    line = OneLine(text)
    if line.text is text:
        return _find(text, sentences, proposed, alone)
    there = [replace(c, start=line.there(c.start), end=line.there(c.end)) for c in proposed]
    out = _find(line.text, [(line.there(a), line.there(b)) for a, b in sentences], there, alone)
    moved = ((line.back(m.start), line.end(m.end), m) for m in out)
    return [replace(m, start=start, end=end, text=text[start:end]) for start, end, m in moved]


def _find(text: str, sentences: Sequence[tuple[int, int]], proposed: Sequence[Candidate], alone: bool) -> list[AgencyMention]:
    """`find` in a text whose names are not broken."""
    marked = labels(text)
    names = named(text)
    titled = officers(text)
    others = places(text) + titled + acting(text) + acronyms_acting(text) + capitals(text) + short_names(text, names + titled) + abbreviated(text)
    found = settle(names + collective(text) + others)
    if marked:
        items = _label_items(text, marked, found)
        found = settle(found + items + again(text, items))
    if alone:
        found = []
    if proposed:
        found = settle(found + admitted(text, proposed, found))
    roles = assign(text, found, sentences, marked)
    out: list[AgencyMention] = []
    for f, role in zip(found, roles, strict=True):
        if f.probability is not None and role == "other" and not alone:
            continue
        words = text[f.start : f.end]
        name = canonical_name(words, "en")
        confidence = _CONFIDENCE[f.kind] if f.probability is None else f.probability
        out.append(AgencyMention(f.start, f.end, words, name, role, identify(name, "en"), confidence, f.rule))
    return out


# a single word before "and" is no body of its own in a cell: Parks and Recreation
_ITEM = re.compile(r"(?:(?:(?<=[|\t:])|(?<=[|\t:] )) ?[A-Z][a-z]+ and [A-Z][a-z]+(?=[;|\t\n]|\Z)|(?:(?!\s(?:and|with)\s)[^,;/|\n()])+)")
_ITEM_OK = re.compile(
    r"(?:[Tt]he |[Aa]ll |(?P<each>[Ee]ach |[Ee]very ))?(?:[A-Z][A-Za-z&.'-]*|local|state|all|(?(each)[a-z]+|(?!)))(?: (?:[A-Z&][A-Za-z&.'-]*|of|for"
    r"|and|the|on|to|in|authorities|agencies"
    r"|departments|governments|schools|bodies)){0,9}\Z"
)
_NO_BODY = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Yes|No|TBC|TBD|None|All|Required|Encouraged"
    r"|Completed?|Ongoing|Mr|Ms|Dr|Q[1-4])\b|\d"
)


def _label_items(text: str, marked: list[tuple[int, int, Role]], found: list[Found]) -> list[Found]:
    """Items of label lines and governed cells that no grammar knows: a team, a firm, a council."""
    out: list[Found] = []
    starts = [f.start for f in found]
    for low, high, _ in marked:
        if high - low > 400:
            continue
        for item in _ITEM.finditer(text, low, high):
            words = item.group().strip(" *")
            start = item.start() + item.group().find(words)
            end = start + len(words)
            k = bisect_right(starts, start) - 1
            if (k >= 0 and found[k].end > start) or (k + 1 < len(found) and found[k + 1].start < end):
                continue
            if words and _ITEM_OK.match(words) and not _NO_BODY.search(words):
                out.append(Found(start, end, "named", "en.agency.label_item"))
    return out
