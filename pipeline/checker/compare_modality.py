"""Do two rows bind differently: must, will, aims to?"""

from __future__ import annotations

import re

from pipeline.checker.model import RelationKind, TableRow

_CUE = re.compile(r"(?<![主重纲摘必简概首需紧])要(?![求素点害闻件领])|须|应(?![纳急用对收付届税])|(?<!在)确保|务必|一定要|一定能|坚决|不得|严禁|保证")
_CUE_EN = re.compile(
    r"\b(?:must|shall|should|needs? to|ha(?:s|ve) to|ought|ensur\w+|guarante\w+|required?|requires|obliged?|(?:is|are) to|see (?:to it )?that"
    r"|make sure|imperative|necessary|essential|mandatory|no later than|directed|order(?:s|ed)?)\b",
    re.I,
)
"""Words that bind; not those of other words (主要, 要求, 应纳税) or of a condition (在确保质量的前提下)."""


def modality_differs(a: TableRow, b: TableRow, *, relation: RelationKind) -> bool:
    """Whether both are commitments of different modality. A translation says "will" for a bare verb: there no word is lost.

    >>> zh = TableRow("a", "c1", lang="zh", modality="binding", evidence="改造农村危房260万户")
    >>> en = TableRow("b", "c1", lang="en", modality="planned", evidence="A total of 2.6 million rundown rural houses will be rebuilt")
    >>> modality_differs(zh, en, relation="translation"), modality_differs(zh, en, relation="successor")
    (False, True)
    """
    if a.status != "committed" or b.status != "committed" or not a.modality or not b.modality or a.modality == b.modality:
        return False
    return relation != "translation" or not any(bare_verb(x) and y.modality == "planned" for x, y in ((a, b), (b, a)))


def bare_verb(row: TableRow) -> bool:
    """Whether a row binds by its verb alone (完善…, 改造…; build five schools), without a word such as 要, 确保, should, ensure."""
    return row.modality == "binding" and not (_CUE if row.lang == "zh" else _CUE_EN).search(row.evidence)
