"""What is a row of a table in the text: its header, its cells, what its columns say?"""

from __future__ import annotations

import re

from pipeline.types import Block, Modality

_BINDING = re.compile(r"\|\s*(?:required|mandatory|must|约束性)\s*(?:\||$)", re.I)
_ASPIRATIONAL = re.compile(r"\|\s*(?:encouraged|recommended|optional|voluntary|预期性|鼓励)\s*(?:\||$)", re.I)


def is_header(block: Block) -> bool:
    """Is the block the row of column names of a table, or the rule under it?"""
    return block.kind == "table" and block.level > 0


def stated_modality(row: str) -> Modality | None:
    """What a level column says: Required (约束性) is binding, Encouraged (预期性) aspirational; None where there is none.

    >>> stated_modality("Publish the list | Agency | Required | 2024")
    'binding'
    """
    if _BINDING.search(row):
        return "binding"
    return "aspirational" if _ASPIRATIONAL.search(row) else None
