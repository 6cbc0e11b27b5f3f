"""The languages: what is said how. One table; a new language is a new folder and one line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from pipeline.cues import Reading
from pipeline.proposed import Candidate
from pipeline.said import TimeExpression
from pipeline.types import AgencyMention, Lang, Modality, QuantityMention

Spans = Sequence[tuple[int, int]]


class Agencies(Protocol):
    """The bodies of a run of text, given its sentences and what models propose; `alone`: only what they propose."""

    def __call__(self, text: str, sentences: Spans, proposed: Sequence[Candidate] = (), *, alone: bool = False) -> list[AgencyMention]: ...


@dataclass(frozen=True, slots=True)
class Language:
    """What the pipeline asks of a language. Offsets count in the text that a function is given."""

    temporal: Callable[[str], list[TimeExpression]]
    quantity: Callable[[str, Spans], list[QuantityMention]]
    agency: Agencies
    read: Callable[[str], Reading]
    """The cues of a sentence."""
    mode: Callable[[str], str | None]
    """What a heading announces: review, plan, aside."""
    document_mode: Callable[[str], str | None]
    """What a title announces for the whole document."""
    label: Callable[[str], bool]
    """Is the line only a label of who is responsible?"""
    enumerated: Callable[[str], bool]
    """Is the sentence an enumerated part (一是…; second, …) of what the sentences before it tell?"""
    bare_label: Callable[[str], bool]
    """Is the phrase only the name of what follows (有关要求：; "(a) Coordination.")?"""
    admits: Callable[[str], bool]
    """Does the sentence open a passage that owns up to difficulties and problems?"""
    modality: Callable[..., Modality]
    """The modality of a commitment sentence or clause."""
    clauses: Any
    """The module that splits sentences into clauses and words rows (see pipeline.assemble)."""


def _zh() -> Language:
    from pipeline.lang.zh import agency, clauses, cues, quantity, temporal

    return Language(
        temporal.find,
        quantity.find,
        agency.find,
        cues.read,
        cues.mode,
        cues.document_mode,
        cues.label,
        cues.enumerated,
        cues.bare_label,
        cues.admits,
        cues.modality,
        clauses,
    )


def _en() -> Language:
    from pipeline.lang.en import agency, clauses, cues, quantity, temporal

    return Language(
        temporal.find,
        quantity.find,
        agency.find,
        cues.read,
        cues.mode,
        cues.document_mode,
        cues.label,
        cues.enumerated,
        cues.bare_label,
        cues.admits,
        cues.modality,
        clauses,
    )


LANGUAGES: dict[Lang, Callable[[], Language]] = {"zh": _zh, "en": _en}


@cache
def language(lang: Lang) -> Language:
    """Everything that is known of a language, loaded when first asked for."""
    return LANGUAGES[lang]()
