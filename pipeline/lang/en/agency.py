"""Which bodies does an English text name, and what is each to do? Names, offices, collectives, roles, ids."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lang.en.agency_collective import collective
from pipeline.lang.en.agency_names import Found, named
from pipeline.lang.en.agency_roles import assign
from pipeline.normalize.agencies import canonical_name, identify
from pipeline.types import AgencyMention

_CONFIDENCE = {"named": 0.9, "officer": 0.9, "collective": 0.8}


def find(text: str, sentences: Sequence[tuple[int, int]]) -> list[AgencyMention]:
    """Bodies in a run of clean English text, ordered, not overlapping, each with its role.

    `sentences` are the (start, end) of its sentences, ordered; a mention in none of them is judged by its line.

    >>> t = "Each agency shall report to the Director of OMB in coordination with GSA."
    >>> [(m.name, m.role) for m in find(t, [(0, len(t))])]
    [('Each agency', 'responsible'), ('Director of OMB', 'supervisor'), ('GSA', 'support')]
    """
    found = _settle(named(text) + collective(text))
    roles = assign(text, found, sentences)
    out: list[AgencyMention] = []
    for f, role in zip(found, roles, strict=True):
        words = text[f.start : f.end]
        name = canonical_name(words, "en")
        out.append(AgencyMention(f.start, f.end, words, name, role, identify(name, "en"), _CONFIDENCE[f.kind], f.rule))
    return out


def _settle(candidates: list[Found]) -> list[Found]:
    """The longest of overlapping stretches, the first of equals, in text order."""
    kept: list[Found] = []
    for f in sorted(candidates, key=lambda f: (f.start, -f.end)):
        if kept and f.start < kept[-1].end:
            if f.end - f.start > kept[-1].end - kept[-1].start:
                kept[-1] = f
            continue
        kept.append(f)
    return kept
