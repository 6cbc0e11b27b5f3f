"""What the checker compares and what it says: rows of commitments tables, and links between them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.types import Change, Comparator, Lang, Modality, Relation, Status

Verdict = Literal[
    "not_comparable",
    "unit_or_scale_mismatch",
    "status_conflict",
    "fulfilled",
    "unmet",
    "target_raised",
    "target_lowered",
    "deadline_later",
    "deadline_earlier",
    "responsibility_changed",
    "bound_changed",
    "modality_changed",
    "consistent",
    "dropped",
    "new",
    "not_mentioned",
    "self_conflict",
]
RelationKind = Literal["translation", "successor", "report_on"]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a commitments table, as read from a file or made by `extract`. None is not known; numbers are at base scale."""

    doc_id: str
    row_id: str
    lang: Lang | None = None
    doc_date: str | None = None
    status: Status = "committed"
    modality: Modality | None = None
    action: str = ""
    indicator: str | None = None
    target_text: str | None = None
    value: Decimal | None = None
    value_max: Decimal | None = None
    comparator: Comparator | None = None
    unit: str | None = None
    noun: str | None = None
    change: Change | None = None
    deadline_text: str | None = None
    relation: Relation | None = None
    due: str | None = None
    lead_agencies: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    frequency: str | None = None
    condition: str | None = None
    region: str | None = None
    section: str | None = None
    evidence: str = ""
    position: int = 0
    """Place of the row in its document (its start, or its number in the table), for the order prior of translations."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Rows of two documents that speak of the same thing: one to one, or a split or merge (n:m); `score` in 0..1."""

    a: tuple[TableRow, ...]
    b: tuple[TableRow, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the `links` table: b seen from a. A side that is None has no counterpart."""

    a: TableRow | None
    b: TableRow | None
    verdict: Verdict
    fields: tuple[str, ...] = ()
    score: float = 0.0
    explanation: str = ""
