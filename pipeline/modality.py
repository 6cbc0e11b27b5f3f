"""How binding is a promise: by its own words, the column of its table, or the head of its list?"""

from __future__ import annotations

from pipeline.cues import MODAL, Reading
from pipeline.lang import Language
from pipeline.lists import Lead
from pipeline.tables import stated_modality
from pipeline.types import Modality


def clause_modality(words: Language, phrase: str, reading: Reading, lead: Lead | None, start: int, end: int, opening: int) -> Modality:
    """The modality of the clause `[start, end)` of a sentence that promises; `opening` is where its words begin behind a date.

    A level column (Required, 约束性) decides for its row; an item of a numbered list without a cue of its own takes that of the list's head.
    """
    stated = stated_modality(phrase) if "|" in phrase else None
    if stated is not None:
        return stated
    if lead is not None and lead.hierarchical and not any(c.kind in MODAL and c.weight > 12 for c in reading.cues):
        head: Lead | None = lead
        while head is not None:
            found = head.modality(words.read)
            if found is not None:
                return found
            head = head.above
    return words.modality(phrase, reading, start, end, opening=opening, targets=lead is not None and lead.targets)
