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
    """For each block the first row of the table that it is a row of; itself where it is none. A row of column names begins a table.

    >>> heads([Block(0, 5, "body"), Block(6, 9, "table", level=1), Block(10, 12, "table"), Block(14, 17, "table", level=1)])
    [0, 1, 1, 3]
    """
    out: list[int] = []
    for number, block in enumerate(blocks):
        goes_on = block.kind == "table" and number > 0 and blocks[number - 1].kind == "table" and block.level != 1
        out.append(out[-1] if goes_on else number)
    return out


Columns = list[tuple[tuple[int, int], tuple[int, int]]]
"""The cells of a table row, each with the cell of the column names that it stands under."""


def columns(text: str, row: Sequence[tuple[int, int]], block: Block, head: Block) -> Columns:
    """The cells of a table row, each with the cell of the column names that it stands under; empty where the table has no names.

    `block` is the row itself, `head` the first row of the table.
    """
    return list(zip(row, cells(text, head), strict=False)) if head.level == 1 and head is not block else []


_STATE_HEAD = re.compile(
    r"\W*(?:(?:current |implementation )?(?:status|progress|state|results?|achieved)|进展(?:情况)?|完成情况|状态|落实情况|办理情况)\W*\Z", re.I
)


def tells_state(head: str) -> bool:
    """Does a column head announce what has become of the row (Status, 进展情况), not what it aims at?

    >>> tells_state(" Status "), tells_state("Target 2025")
    (True, False)
    """
    return _STATE_HEAD.match(head) is not None


_ACT_HEAD = re.compile(
    r"\W*(?:(?:key|main|policy|planned|proposed|specific|priority|corrective|recommended) )*"
    r"(?:actions?|tasks?|measures?|activit(?:y|ies)|milestones?|commitments?"
    r"|deliverables?|initiatives?|steps?|objectives?|recommendations?|requirements?|what)(?: items?| points?| descriptions?| names?)?\W*\Z"
    r"|\W*(?:年度|工作|重点|主要|具体|整改|改革|建设|目标|落实|任务)*(?:任务|措施|举措|事项|内容|要求|项目|工作)(?:名称|内容|分解|清单)?\W*\Z",
    re.I,
)
_NAME_HEAD = re.compile(
    r"\W*(?:(?:key|main|performance|core|headline) )*(?:indicators?|metrics?|kpis?|measures?)(?: names?)?\W*\Z"
    r"|\W*(?:主要|考核|具体|核心|绩效|评价|[一二三]级)*指标(?:名称|内容)?\W*\Z",
    re.I,
)


def act_cell(text: str, row: Sequence[tuple[int, int]], named: Columns, taken: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The cell of a row that tells what is to be done: by the name of its column (Action, 工作任务), else the one with most words that are no mention.

    `taken` are the spans of the row's mentions. Of several columns that tell (任务, 具体措施) the one with most words counts.
    """
    told = [cell for cell, (low, high) in named if _ACT_HEAD.match(text, low, high)]
    ranked = [(sum(map(str.isalpha, text[a:b])) - sum(y - x for x, y in taken if a <= x < b), -a, (a, b)) for a, b in told or row]
    return max(ranked)[2] if ranked and max(ranked)[0] > 0 else None


def names_measure(head: str) -> bool:
    """Does a column hold the names of what is measured (Indicator, 指标名称)?

    >>> names_measure(" Key indicator "), names_measure("指标值")
    (True, False)
    """
    return _NAME_HEAD.match(head) is not None


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
