"""Which stretches that a model takes for English bodies does the grammar admit? Trimmed, apart from the rules' own, no mere places and persons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.lang.agency_found import Found, apart, trimmed
from pipeline.lang.en.agency_lexicon import place_names
from pipeline.proposed import Candidate

_LEAD = re.compile(r"(?:(?:[Tt]he|[Aa]n?|[Bb]y|[Tt]o|[Oo]f|[Aa]nd)(?=\s)|[\s\"“”'‘(,;:])+")
_TAIL = re.compile(r"(?:['’]s?|[\s\"“”)(,;:.])+\Z")
_NAME = re.compile(r"[A-Z][\w.&'’-]*(?:,? (?:of|for|on|and|the|to|in|&|[A-Z(][\w.&'’)-]*)){0,14}")
_PERSON = re.compile(r"(?:Mr|Ms|Mrs|Dr|Prof)\.? ")
# laws, papers, systems and subjects, which models often take for bodies
_THING = re.compile(
    r"\b(?:Act|Order|Plan|Program(?:me)?|Agreement|Strategy|Section|Title|Code|Constitution|Register|Report|Memorandum|Circular|Directive|Initiative"
    r"|Framework|Policy|Law|Regulations?|Guidelines?|Standards?|Fund|Outlook|Budget|Playbook|Supplement|Schedule|Systems?|Technolog(?:y|ies)|Architecture|Infrastructure|Software|Information|Data"
    r"|Database|Tool|Network|Registration|Cloud|Platform|Project|Pilot|Process|Branch|Neutrality|Security|Management|Requirements?|Criteria)\Z"
)
# a lone abbreviation (OSS) names a body only where it acts, which the rules know; Code.gov; the Federal, State
_NO_NAME = re.compile(r"[A-Z]{2,6}s?|\S+\.[a-z]+|(?:Federal|State|Local|National|Groups?|Persons?|Americans?)")


def admitted(text: str, proposed: Sequence[Candidate], found: Sequence[Found]) -> list[Found]:
    """The candidates that are bodies by the grammar and overlap none of those found; an article before a body is part of it.

    >>> t = "The Avonport Parks Trust shall report. The Clean Water Act and Gansu apply."
    >>> [t[f.start:f.end] for f in admitted(t, [Candidate(0, 24, 0.9, "m"), Candidate(43, 58, 0.9, "m"), Candidate(63, 68, 0.9, "m")], [])]
    ['The Avonport Parks Trust']
    """
    out = []
    for c in proposed:
        start, end = trimmed(text, c, _LEAD, _TAIL)
        name = text[start:end]
        if not _NAME.fullmatch(name) or name in _places() or _PERSON.match(name) or _THING.search(name) or _NO_NAME.fullmatch(name):
            continue
        if text[max(0, start - 4) : start] in ("The ", "the "):
            start -= 4
        if apart(start, end, found):
            out.append(Found(start, end, "named", c.extractor, c.probability))
    return out


@cache
def _places() -> frozenset[str]:
    return frozenset(place_names())
