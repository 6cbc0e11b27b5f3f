"""Which verdict do two rows get? One ordered list: the first test that holds names it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.checker.compare import Comparison, compare
from pipeline.checker.compare_target import DEFAULT, Tolerance
from pipeline.checker.model import RelationKind, TableRow, Verdict


def not_comparable(c: Comparison) -> bool:
    """Another unit dimension, form (level, change, average, cumulative), baseline, region or period: numbers do not test each other."""
    return c.form.field is not None or c.target.kind == "incomparable" or c.status == "other_period"


def unit_or_scale_mismatch(c: Comparison) -> bool:
    """The same digits with another unit or power of ten: 5.25 million against 52.5 million, % against percentage points."""
    return c.target.kind in ("unit", "scale")


def status_conflict(c: Comparison) -> bool:
    """One says done, the other still to do, of the same thing in the same period."""
    return c.status == "conflict"


def fulfilled(c: Comparison) -> bool:
    """a committed, b achieved: b's value satisfies a's target, in time."""
    return c.outcome is not None and c.outcome.met


def unmet(c: Comparison) -> bool:
    """a committed, b achieved: less than the target, or later."""
    return c.outcome is not None and not c.outcome.met


def target_raised(c: Comparison) -> bool:
    """b asks for more, in the indicator's own direction; or repeats more often where repetition is all that is promised."""
    return c.target.kind in ("raised", "added") or (c.target.kind == "none" and c.frequency == 1)


def target_lowered(c: Comparison) -> bool:
    """b asks for less, in the indicator's own direction; or repeats more rarely where repetition is all that is promised."""
    return c.target.kind in ("lowered", "lost") or (c.target.kind == "none" and c.frequency == -1)


def deadline_later(c: Comparison) -> bool:
    """The last day moved back, beyond the coarser granularity."""
    return c.due.kind == "later"


def deadline_earlier(c: Comparison) -> bool:
    """The last day moved forward, beyond the coarser granularity."""
    return c.due.kind == "earlier"


def responsibility_changed(c: Comparison) -> bool:
    """Another lead or responsible body, renamed bodies seen through."""
    return c.agencies.changed


def bound_changed(c: Comparison) -> bool:
    """The same number, a bound or 约 lost or added."""
    return c.target.kind == "bound"


def modality_changed(c: Comparison) -> bool:
    """Must, will, or aims to: another word."""
    return c.modality


def consistent(c: Comparison) -> bool:
    """Nothing of the above."""
    return True


VERDICTS: tuple[tuple[Verdict, Callable[[Comparison], bool]], ...] = (
    ("not_comparable", not_comparable),
    ("unit_or_scale_mismatch", unit_or_scale_mismatch),
    ("status_conflict", status_conflict),
    ("fulfilled", fulfilled),
    ("unmet", unmet),
    ("target_raised", target_raised),
    ("target_lowered", target_lowered),
    ("deadline_later", deadline_later),
    ("deadline_earlier", deadline_earlier),
    ("responsibility_changed", responsibility_changed),
    ("bound_changed", bound_changed),
    ("modality_changed", modality_changed),
    ("consistent", consistent),
)
"""The order of the verdicts: the first whose test holds is the headline; everything else that differs is in `fields`."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the fields that differ and the comparison it rests on."""

    verdict: Verdict
    fields: tuple[str, ...]
    comparison: Comparison


def judge(a: TableRow, b: TableRow, *, relation: RelationKind, tolerance: Tolerance = DEFAULT) -> Judgement:
    """The verdict on two rows that speak of the same thing, b seen from a.

    >>> a = TableRow("a", "c1", value=Decimal(5), comparator="approx", unit="percent", due="2025-12-31", deadline_text="2025年")
    >>> judge(a, replace(a, comparator="ge"), relation="successor").verdict
    'target_raised'
    >>> judge(a, replace(a, due="2025-06-30", deadline_text="2025年6月底前"), relation="successor").fields
    ('due',)
    """
    comparison = compare(a, b, relation=relation, tolerance=tolerance)
    verdict = next(name for name, holds in VERDICTS if holds(comparison))
    fields = comparison.fields
    if verdict == "not_comparable":
        named = comparison.form.field or comparison.target.field or "due"
        fields = (named, *(f for f in fields if f != named and not (named in ("unit", "change") and f == "target")))
    return Judgement(verdict, fields, comparison)


def merged(rows: Sequence[TableRow]) -> TableRow:
    """The rows of one side of a split or merge as one: numbers of one unit are added, the last deadline and all bodies count.

    >>> merged([TableRow("a", "c1", value=Decimal(40), unit="count"), TableRow("a", "c2", value=Decimal(60), unit="count")]).value
    Decimal('100')
    """
    first = rows[0]
    if len(rows) == 1:
        return first
    summable = all(r.value is not None and r.value_max is None and r.unit == first.unit and r.unit not in ("percent", "percentage_point", "rank") for r in rows)
    numbers = [r for r in rows if r.value is not None]
    shown = numbers[0] if numbers else first
    last = max(rows, key=lambda r: r.due or "")
    return replace(
        first,
        value=sum((r.value for r in rows if r.value is not None), Decimal(0)) if summable else shown.value,
        value_max=None if summable else shown.value_max,
        unit=shown.unit,
        comparator=shown.comparator,
        change=shown.change,
        target_text=" + ".join(r.target_text or str(r.value) for r in numbers) if summable else shown.target_text,
        due=last.due,
        deadline_text=last.deadline_text,
        relation=last.relation,
        agencies=tuple(dict.fromkeys(name for r in rows for name in r.agencies)),
        lead_agencies=tuple(dict.fromkeys(name for r in rows for name in r.lead_agencies)),
        evidence=" … ".join(dict.fromkeys(r.evidence for r in rows)),
    )
