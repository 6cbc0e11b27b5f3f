"""What is a row of a table in the text: its header, its cells, what its columns say?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.types import Block, Modality

_RULE = re.compile(r"[\s|:\-—=+]*")
_BINDING = re.compile(r"\|\s*(?:required|mandatory|must|约束性)\s*(?:\||$)", re.I)
_ASPIRATIONAL = re.compile(r"\|\s*(?:encouraged|recommended|optional|voluntary|预期性|鼓励)\s*(?:\||$)", re.I)


def is_header(text: str, blocks: Sequence[Block], number: int) -> bool:
    """Is the block the first row of its table (it stands above a rule |---|---|, or opens the table without a digit)?"""
    block = blocks[number]
    if number and blocks[number - 1].kind == "table":
        return False
    line_end = text.find("\n", block.end)
    after = text[line_end + 1 : text.find("\n", line_end + 1)] if line_end >= 0 else ""
    if "-" in after and _RULE.fullmatch(after):
        return True
    return not any(c.isdigit() for c in text[block.start : block.end])


def stated_modality(row: str) -> Modality | None:
    """What a level column says: Required (约束性) is binding, Encouraged (预期性) aspirational; None where there is none.

    >>> stated_modality("Publish the list | Agency | Required | 2024")
    'binding'
    """
    if _BINDING.search(row):
        return "binding"
    return "aspirational" if _ASPIRATIONAL.search(row) else None
