"""Does the other document cover the scope and period of a row, so that silence about it means something?"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checker.link_indicator import indicator_id
from pipeline.checker.link_places import region_code
from pipeline.checker.link_terms import language
from pipeline.checker.model import RelationKind, TableRow
from pipeline.normalize.agencies import identify

_ENOUGH, _NARROW = 6, 2
"""A document with at least so many rows of known sectors, and at most so many sectors, is about these alone; others cover anything."""


def covered(row: TableRow, other: Sequence[TableRow], relation: RelationKind, *, of_a: bool) -> bool:
    """Whether the other document, whose rows are given, could have spoken of the row. A translation covers all of its original.

    A plan of 2026 says nothing about what was due in 2023; a report of 2024 nothing about 2030; a water plan nothing about schools.

    >>> plan = TableRow("plan", "c1", due="2030-12-31", evidence="到2030年，森林覆盖率达到25%")
    >>> report = [TableRow("report", "c1", status="achieved", doc_date="2024-01-20", due="2023-12-31", evidence="新增就业10万人")]
    >>> covered(plan, report, "report_on", of_a=True), covered(plan, report, "translation", of_a=True)
    (False, True)
    """
    if relation == "translation" or not other:
        return relation == "translation"
    return _period_covered(row, other, relation, of_a=of_a) and _scope_covered(row, other)


def _period_covered(row: TableRow, other: Sequence[TableRow], relation: RelationKind, *, of_a: bool) -> bool:
    written = max((r.doc_date for r in other if r.doc_date), default=None)
    if of_a and row.status == "achieved":
        return False  # a later document need not tell again what an earlier one reported
    if of_a and relation == "successor":
        return row.due is None or written is None or row.due >= written
    if of_a:
        last = max([r.due for r in other if r.due and r.status == "achieved"] + ([written] if written else []), default=None)
        return row.due is None or last is None or row.due[:4] <= last[:4]
    if row.status == "achieved" and relation == "report_on":
        return row.due is None or written is None or row.due >= written
    return row.status != "achieved" or row.due is None or written is None or row.due >= written


def _scope_covered(row: TableRow, other: Sequence[TableRow]) -> bool:
    own = _region(row)
    regions = {r for o in other if (r := _region(o))}
    if own and regions and not any(own.startswith(r) or r.startswith(own) or "cn" in (own, r) for r in regions):
        return False
    sector = _sector(row)
    if sector is None or _bodies(row) & {body for r in other for body in _bodies(r)}:
        return True
    known = [s for r in other if (s := _sector(r))]
    return len(known) < _ENOUGH or len(set(known)) > _NARROW or sector in known


def _region(row: TableRow) -> str | None:
    return region_code(row.region, row.lang or "zh") if row.region else None


def _sector(row: TableRow) -> str | None:
    found = indicator_id(row.indicator or row.action or row.evidence, row.lang or language(row.evidence))
    return found.partition(".")[0] if found else None


def _bodies(row: TableRow) -> frozenset[str]:
    return frozenset(identify(name, row.lang or "zh") or name for name in row.agencies)
