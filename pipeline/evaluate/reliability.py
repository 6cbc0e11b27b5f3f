"""Does confidence mean something? Of the mentions and rows that are as sure as this, how many are right?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluate.annotated import Annotated, MarkedMention, MarkedRow
from pipeline.evaluate.measure import KINDS, best_pairs, iou, row_weight, same_value, trimmed, whole_row

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Where the bins of confidence begin; the last one ends at 1."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that was extracted: `temporal`, `quantity`, `agency` or `row`, how sure it was, and whether it is right."""

    kind: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The things of one kind whose confidence lies in `[low, high)` (1 is in the last): how many, how sure on average, which share is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def outcomes(gold: Annotated, extracted: Annotated) -> list[Outcome]:
    """Every mention and row of a document that carries a confidence. A mention is right with exact span and value, a row as a whole
    (status, due, target and agencies, as in `whole_row_f1`); what has no counterpart in gold is wrong."""
    out = []
    for kind in KINDS:
        theirs = [m for m in extracted.mentions if m.kind == kind]
        mentions = {id(p): g for g, p in best_pairs([m for m in gold.mentions if m.kind == kind], theirs, iou)}
        out += [Outcome(kind, m.confidence, _right_mention(mentions.get(id(m)), m)) for m in theirs if m.confidence is not None]
    out += [Outcome("row", row.confidence, right) for row, right in judged_rows(gold, extracted) if row.confidence is not None]
    return out


def judged_rows(gold: Annotated, extracted: Annotated) -> list[tuple[MarkedRow, bool]]:
    """Every extracted row with whether it is right as a whole."""
    rows = {id(p): g for g, p in best_pairs(gold.rows, extracted.rows, row_weight)}
    return [(row, (g := rows.get(id(row))) is not None and whole_row(g, row)) for row in extracted.rows]


def _right_mention(gold: MarkedMention | None, found: MarkedMention) -> bool:
    return gold is not None and trimmed(gold) == trimmed(found) and same_value(gold, found)


def reliability(seen: Iterable[Outcome]) -> dict[str, list[Bin]]:
    """The bins of every kind of which there is anything, empty ones left out: `row` first, `mention` for all three kinds together.

    >>> table = reliability([Outcome("row", 0.97, True), Outcome("row", 0.96, False), Outcome("quantity", 0.6, True)])
    >>> [(b.low, b.count, b.right) for b in table["row"]], list(table)
    ([(0.95, 2, 0.5)], ['row', 'mention', 'quantity'])
    """
    by_kind: dict[str, list[Outcome]] = {kind: [] for kind in ("row", "mention", *KINDS)}
    for one in seen:
        by_kind[one.kind].append(one)
        if one.kind != "row":
            by_kind["mention"].append(one)
    return {kind: _bins(some) for kind, some in by_kind.items() if some}


def _bins(some: Sequence[Outcome]) -> list[Bin]:
    out = []
    for low, high in zip(EDGES, (*EDGES[1:], 1.0), strict=True):
        inside = [o for o in some if low <= o.confidence and (o.confidence < high or low == EDGES[-1])]
        if inside:
            n = len(inside)
            out.append(Bin(low, high, n, round(sum(o.confidence for o in inside) / n, 4), round(sum(o.right for o in inside) / n, 4)))
    return out


def calibration_error(bins: Sequence[Bin]) -> float:
    """How far confidence and the share that is right lie apart on average (expected calibration error, 0 is best).

    >>> calibration_error([Bin(0.9, 0.95, 10, 0.92, 0.9), Bin(0.95, 1.0, 10, 0.97, 1.0)])
    0.025
    """
    total = sum(b.count for b in bins)
    return round(sum(b.count * abs(b.confidence - b.right) for b in bins) / total, 4) if total else 0.0


def as_text(table: Mapping[str, list[Bin]]) -> str:
    """A line for each bin of rows and of mentions: how many, which part of all, mean confidence, share right."""
    lines = []
    for kind in ("row", "mention"):
        bins = table.get(kind, [])
        total = sum(b.count for b in bins)
        if not total:
            continue
        lines.append(f"{kind + 's by confidence':24}{'count':>7}{'of all':>8}{'said':>8}{'right':>8}")
        lines += [f"  {b.low:4.2f} to {b.high:4.2f}{'':10}{b.count:7}{b.count / total:8.2f}{b.confidence:8.3f}{b.right:8.3f}" for b in bins]
        sure = [b for b in bins if b.low >= 0.9]
        n = sum(b.count for b in sure)
        if n:
            said, right = sum(b.count * b.confidence for b in sure) / n, sum(b.count * b.right for b in sure) / n
            lines.append(f"  {'0.90 and above':22}{n:7}{n / total:8.2f}{said:8.3f}{right:8.3f}   calibration error {calibration_error(bins):.3f}")
    return "\n".join(lines)
