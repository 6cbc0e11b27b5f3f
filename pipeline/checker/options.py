"""How a check is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.backends import Embedder
from pipeline.checker.compare_target import DEFAULT, Tolerance
from pipeline.checker.explain_words import ExplainLang

RelationWanted = Literal["translation", "successor", "report_on", "auto"]


@dataclass(frozen=True, slots=True)
class Options:
    """How a check is done: the relation wanted, the language of explanations, how far 左右 reaches, the embedder for other languages."""

    relation: RelationWanted = "auto"
    explain_lang: ExplainLang = "en"
    tolerance: Tolerance = DEFAULT
    embed: Embedder | None = None
