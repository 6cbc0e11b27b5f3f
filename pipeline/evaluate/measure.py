"""How two annotations of a document are matched and what counts as right: the measures of the gold contract.

Mentions are matched one to one by the overlap of their spans, rows by the mentions they share; every gold document counts,
and one that is missing from the tables scores zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.evaluate.annotated import Annotated, MarkedMention, MarkedRow, Span

KINDS = ("temporal", "quantity", "agency")
FIELDS = ("status", "modality", "due", "target", "agencies")
DOERS = {"responsible", "lead", "support"}
_ARTICLES = ("the ", "a ", "an ")
_WHOLE = ("status", "due", "target", "agencies")
"""The fields that must all be right in a whole row."""

S = TypeVar("S", bound=Span)
Tally = Counter[tuple[str, str]]
"""What was counted: (what, which) → how often, such as ("temporal", "gold")."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where extraction and gold part: `what` it is about, `how` they differ, both readings ("" where there is none)."""

    doc: str
    what: str
    how: str
    gold: str
    extracted: str


def compare(gold: Annotated, extracted: Annotated) -> tuple[Tally, list[Difference]]:
    """Count what agrees in one document, and list what does not."""
    tally: Tally = Counter()
    differences: list[Difference] = []
    for kind in KINDS:
        differences += _compare_mentions(kind, gold, extracted, tally)
    differences += _compare_statements(gold, extracted, tally)
    differences += _compare_rows(gold, extracted, tally)
    return tally, differences


def share(part: int, whole: int) -> float:
    """The part of the whole, to four places; 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0


def precision_recall(gold: int, found: int, right: int) -> dict[str, float]:
    """Precision, recall and F1 to four places, with the counts they come from.

    >>> precision_recall(gold=4, found=3, right=3)
    {'p': 1.0, 'r': 0.75, 'f1': 0.8571, 'gold': 4, 'pred': 3}
    """
    p, r = (right / found if found else 0.0), (right / gold if gold else 0.0)
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0, "gold": gold, "pred": found}


def overlap(a: Span, b: Span) -> int:
    """How many characters the two share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def iou(a: Span, b: Span) -> float:
    """Shared characters by all characters from the first begin to the last end.

    >>> iou(Span(0, 4, ""), Span(2, 6, ""))
    0.3333333333333333
    """
    shared = overlap(a, b)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared else 0.0


def best_pairs(gold: Sequence[S], found: Sequence[S], weight: Callable[[S, S], float]) -> list[tuple[S, S]]:
    """Greedy one-to-one matching, heaviest pair first, earlier ones first where equal; weight 0 is no match."""
    candidates = sorted((-w, i, j) for i, g in enumerate(gold) for j, p in enumerate(found) if (w := weight(g, p)) > 0)
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for _, i, j in candidates:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def trimmed(span: Span) -> tuple[int, int]:
    """Begin and end without a leading article and outer white space, by which nobody is judged.

    >>> trimmed(Span(10, 25, "the end of 2025"))
    (14, 25)
    """
    text = span.text.lstrip()
    start = span.start + len(span.text) - len(text)
    start += next((len(a) for a in _ARTICLES if text.lower().startswith(a)), 0)
    return start, span.end - (len(span.text) - len(span.text.rstrip()))


def same_value(g: MarkedMention, p: MarkedMention) -> bool:
    """Whether two mentions of one kind mean the same: the same days, amount or part in the action."""
    if g.kind == "temporal":
        if g.temporal_type != p.temporal_type:
            return False
        if g.temporal_type == "point":
            return (g.date_to, g.relation) == (p.date_to, p.relation) and (g.date_from == p.date_from or g.relation == "by")
        return g.iso_value == p.iso_value
    if g.kind == "quantity":
        return (g.value, g.value_max, g.comparator, g.unit, g.change) == (p.value, p.value_max, p.comparator, p.unit, p.change)
    return (g.role in DOERS) == (p.role in DOERS)


def _compare_mentions(kind: str, gold: Annotated, extracted: Annotated, tally: Tally) -> list[Difference]:
    ours = [m for m in gold.mentions if m.kind == kind]
    theirs = [m for m in extracted.mentions if m.kind == kind]
    tally[kind, "gold"] += len(ours)
    tally[kind, "pred"] += len(theirs)
    differences = []
    pairs = best_pairs(ours, theirs, iou)
    for g, p in pairs:
        exact, right = trimmed(g) == trimmed(p), same_value(g, p)
        tally[kind, "overlap"] += 1
        tally[kind, "tp"] += exact
        tally[kind, "value"] += right
        tally[kind, "both"] += exact and right
        if kind == "agency":
            tally["agency_name", "n"] += 1
            tally["agency_name", "ok"] += g.name == p.name
        if not (exact and right):
            differences.append(Difference(gold.name, kind, "differs", brief(g), brief(p)))
    hit = {id(m) for pair in pairs for m in pair}
    differences += [Difference(gold.name, kind, "missed", brief(g), "") for g in ours if id(g) not in hit]
    differences += [Difference(gold.name, kind, "spurious", "", brief(p)) for p in theirs if id(p) not in hit]
    return differences


def brief(m: MarkedMention) -> str:
    """A mention on one line: its text and what it was read as."""
    if m.kind == "temporal":
        said = [
            m.temporal_type,
            f"{m.date_from}..{m.date_to}" if m.temporal_type == "point" else m.iso_value,
            m.relation if m.temporal_type == "point" else None,
        ]
    elif m.kind == "quantity":
        said = [m.comparator, f"{m.value:g}" if m.value is not None else None, f"{m.value_max:g}" if m.value_max is not None else None, m.unit, m.change]
    else:
        said = [m.role, m.name if m.name != m.text else None]
    return f"{m.text} | {' '.join(part for part in said if part)}"


def _compare_statements(gold: Annotated, extracted: Annotated, tally: Tally) -> list[Difference]:
    """Each gold sentence takes the class of the statement that covers most of it, at least half."""
    differences = []
    for s in gold.statements:
        cover = max(extracted.statements, key=lambda p: overlap(s, p), default=None)
        got = cover.statement_class if cover and overlap(s, cover) * 2 >= s.end - s.start else "other"
        if s.statement_class != "other":
            tally[s.statement_class, "gold"] += 1
        if got != "other":
            tally[got, "pred"] += 1
            tally[got, "tp"] += got == s.statement_class
        tally["statement", "n"] += 1
        tally["statement", "ok"] += got == s.statement_class
        if got != s.statement_class:
            differences.append(Difference(gold.name, "statement", f"{s.statement_class} read as {got}", s.text[:80], ""))
    for p in extracted.statements:
        if p.statement_class in ("commitment", "achievement") and not any(overlap(s, p) for s in gold.statements):
            tally[p.statement_class, "pred"] += 1
            differences.append(Difference(gold.name, "statement", f"spurious {p.statement_class}", "", p.text[:80]))
    return differences


def _compare_rows(gold: Annotated, extracted: Annotated, tally: Tally) -> list[Difference]:
    tally["row", "gold"] += len(gold.rows)
    tally["row", "pred"] += len(extracted.rows)
    differences = []
    pairs = best_pairs(gold.rows, extracted.rows, row_weight)
    for g, p in pairs:
        right = _right_fields(g, p)
        tally["row", "tp"] += 1
        for name in FIELDS:
            tally[f"field_{name}", "n"] += 1
            tally[f"field_{name}", "ok"] += right[name]
        whole = whole_row(g, p)
        tally["row", "whole"] += whole
        if not whole:
            wrong = ",".join(name for name in FIELDS if not right[name])
            differences.append(Difference(gold.name, "row", f"wrong {wrong}", _brief_row(g), _brief_row(p)))
    hit = {id(row) for pair in pairs for row in pair}
    differences += [Difference(gold.name, "row", "missed", _brief_row(g), "") for g in gold.rows if id(g) not in hit]
    differences += [Difference(gold.name, "row", "spurious", "", _brief_row(p)) for p in extracted.rows if id(p) not in hit]
    return differences


def _right_fields(g: MarkedRow, p: MarkedRow) -> dict[str, bool]:
    return {
        "status": g.status == p.status,
        "modality": g.status != "committed" or g.modality == p.modality,
        "due": g.due == p.due,
        "target": same_value(g.target, p.target) if g.target and p.target else g.target is p.target,
        "agencies": len(g.agencies) == len(p.agencies) == len(best_pairs(g.agencies, p.agencies, iou)),
    }


def whole_row(g: MarkedRow, p: MarkedRow) -> bool:
    """Whether two rows that are the same agree in status, due, target and agencies."""
    right = _right_fields(g, p)
    return all(right[name] for name in _WHOLE)


def row_weight(g: MarkedRow, p: MarkedRow) -> float:
    """How surely two rows are the same: evidence must overlap, and target, deadline or frequency be the same mention."""
    if not overlap(g, p):
        return 0
    target, deadline, often = (_share(a, b) for a, b in ((g.target, p.target), (g.deadline, p.deadline), (g.frequency, p.frequency)))
    if g.target and p.target and not target:
        return 0
    if not (target or deadline or often):
        return 0
    return 4 * target + 2 * deadline + often + iou(g, p)


def _share(a: MarkedMention | None, b: MarkedMention | None) -> bool:
    return bool(a and b and overlap(a, b))


def _brief_row(row: MarkedRow) -> str:
    parts = [row.status, row.modality, row.due, row.target.text if row.target else None, ", ".join(a.text for a in row.agencies)]
    return f"{row.text[:90]} | {' · '.join(part for part in parts if part)}"
