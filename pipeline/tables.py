"""What is a row of a table in the text: its header, its cells, what its columns say?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.types import Block, Modality

_CELL_END = re.compile(r"\||\t")
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


def heads(blocks: Sequence[Block]) -> list[int]:
    """For each block the first row of the table that it is a row of; itself where it is none.

    >>> heads([Block(0, 5, "body"), Block(6, 9, "table", level=1), Block(10, 12, "table")])
    [0, 1, 1]
    """
    out: list[int] = []
    for number, block in enumerate(blocks):
        goes_on = block.kind == "table" and number > 0 and blocks[number - 1].kind == "table"
        out.append(out[-1] if goes_on else number)
    return out


Columns = list[tuple[tuple[int, int], tuple[int, int]]]
"""The cells of a table row, each with the cell of the column names that it stands under."""


def columns(text: str, blocks: Sequence[Block], number: int, head: int) -> Columns:
    """The cells of a table row, each with the cell of the column names that it stands under; empty where the table has no names.

    `head` is the first row of the table.
    """
    if blocks[head].level != 1 or head == number:
        return []
    return list(zip(cells(text, blocks[number]), cells(text, blocks[head]), strict=False))


_STATE_HEAD = re.compile(
    r"\W*(?:(?:current |implementation )?(?:status|progress|state|results?|achieved)|进展(?:情况)?|完成情况|状态|落实情况|办理情况)\W*\Z", re.I
)


def tells_state(head: str) -> bool:
    """Does a column head announce what has become of the row (Status, 进展情况), not what it aims at?

    >>> tells_state(" Status "), tells_state("Target 2025")
    (True, False)
    """
    return _STATE_HEAD.match(head) is not None


def cells(text: str, block: Block) -> list[tuple[int, int]]:
    """Where the cells of a table row stand, from bar to bar.

    >>> cells("| a | b |", Block(0, 9, "table"))
    [(1, 4), (5, 8)]
    """
    line = text[block.start : block.end]
    start = block.start + (1 if line.startswith("|") else 0)
    out = []
    for match in _CELL_END.finditer(text, start, block.end):
        out.append((start, match.start()))
        start = match.end()
    if start < block.end:
        out.append((start, block.end))
    return out
