"""What became of each promise through many documents?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pipeline.checker.link_places import places
from pipeline.checker.link_subject import Subject, spellings, stable_id, subject
from pipeline.checker.link_terms import language
from pipeline.checker.model import TableRow

State = Literal["open", "overdue", "fulfilled", "unmet", "reported"]
"""open: promised for a day that no document of the issuer has reached; overdue: that day is past and nothing is reported;
fulfilled, unmet: a later report meets the last promise for its period, or does not; reported: only results, no promise."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How a promise moved between two versions: the target by `target` (in `unit`), the due date by `days` (positive is later).

    None where one side has none. Where an annual target is set again for the next year (`renewed`), the date moves by itself and is no drift.
    """

    target: Decimal | None
    unit: str | None
    days: int | None
    renewed: bool = False


@dataclass(frozen=True, slots=True)
class Lineage:
    """One promise through the documents of one issuer: its versions in the order of the documents' dates."""

    lineage_id: str
    indicator: str
    region: str | None
    versions: tuple[TableRow, ...]
    state: State
    from_last: Drift | None
    """From the last version but one (of an earlier document) to the last."""
    from_first: Drift | None

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of its documents, in order, each once."""
        return tuple(dict.fromkeys(v.doc_id for v in self.versions))

    @property
    def promises(self) -> tuple[TableRow, ...]:
        """The versions that commit to something."""
        return tuple(v for v in self.versions if v.status == "committed")


def lineages(rows: Iterable[TableRow], *, issuers: Mapping[str, str] | None = None) -> list[Lineage]:
    """All promises with their history, sorted by issuer and subject; a promise that only one document has is one of a single version.

    Rows are of one promise if issuer, region, dimension, form and indicator agree; an indicator the lexicon does not know by its wording.
    `issuers` gives the issuer of each doc_id; without it the place in the document's name, or in most of its rows, tells issuers apart.
    Near linear: every row is keyed once, and only different wordings of one issuer, region and dimension are compared.

    >>> old = TableRow("2020", "c1", doc_date="2020-12-01", indicator="森林覆盖率", value=Decimal(24), unit="percent", due="2025-12-31")
    >>> new = TableRow("2023", "c7", doc_date="2023-03-01", indicator="森林覆盖率", value=Decimal(25), unit="percent", due="2025-12-31")
    >>> [one] = lineages([new, old])
    >>> one.documents, one.from_last.target, one.from_last.days, one.state
    (('2020', '2023'), Decimal('1'), 0, 'open')
    """
    rows = rows if isinstance(rows, Sequence) else list(rows)
    owner = dict(issuers) if issuers is not None else _owners(rows)
    by_subject: dict[Subject, list[TableRow]] = defaultdict(list)
    newest: dict[str, str] = {}
    for row in rows:
        issuer = owner.get(row.doc_id, "")
        by_subject[subject(row, issuer)].append(row)
        if row.doc_date and row.doc_date > newest.get(issuer, ""):
            newest[issuer] = row.doc_date
    merged: dict[Subject, list[TableRow]] = defaultdict(list)
    for one, first in spellings(by_subject).items():
        merged[first].extend(by_subject.pop(one))
    return [_lineage(one, merged[one], newest.get(one.block[0])) for one in sorted(merged, key=lambda s: (s.block, s.name))]


def _lineage(one: Subject, rows: list[TableRow], newest: str | None) -> Lineage:
    rows.sort(key=lambda r: (r.doc_date or "", r.doc_id, r.due or "", r.position, r.row_id))
    first = rows[0]
    promises = [r for r in rows if r.status == "committed"]
    earlier = _earlier(promises)
    return Lineage(
        lineage_id=stable_id([*one.block, one.name]),
        indicator=first.indicator or first.action or first.evidence,
        region=next((r.region for r in rows if r.region), None),
        versions=tuple(rows),
        state=_state(promises, [r for r in rows if r.status == "achieved"], newest),
        from_last=_drift(earlier[-1], promises[-1]) if earlier else None,
        from_first=_drift(earlier[0], promises[-1]) if earlier else None,
    )


def _earlier(promises: Sequence[TableRow]) -> list[TableRow]:
    """The versions that the last promise is held against: one of each earlier document, that for the same day or else the nearest."""
    if not promises:
        return []
    last = promises[-1]
    by_document: dict[str, list[TableRow]] = defaultdict(list)
    for row in promises:
        if row.doc_id != last.doc_id:
            by_document[row.doc_id].append(row)
    return [min(rows, key=lambda r: abs(_days(r.due, last.due) or 0) if r.due and last.due else 10**6) for rows in by_document.values()]


def _drift(a: TableRow, b: TableRow) -> Drift:
    comparable = a.value is not None and b.value is not None and a.unit == b.unit
    days = _days(a.due, b.due)
    passed = int(b.doc_date[:4]) - int(a.doc_date[:4]) if a.doc_date and b.doc_date else 0
    renewed = bool(days and a.due and b.due and a.due[4:] == b.due[4:] and int(b.due[:4]) - int(a.due[:4]) == passed > 0 and _annual(a) and _annual(b))
    return Drift(b.value - a.value if comparable and a.value is not None and b.value is not None else None, b.unit, None if renewed else days, renewed)


def _annual(row: TableRow) -> bool:
    """Whether a promise is for the year of its document or the next, as in an annual plan."""
    return row.relation == "in" and row.due is not None and row.doc_date is not None and int(row.due[:4]) - int(row.doc_date[:4]) <= 1


def _days(a: str | None, b: str | None) -> int | None:
    return (date.fromisoformat(b) - date.fromisoformat(a)).days if a and b else None


def _state(promises: Sequence[TableRow], results: Sequence[TableRow], newest: str | None) -> State:
    if not promises:
        return "reported"
    last = promises[-1]
    if met := _met(promises, results):
        return met
    return "overdue" if last.due and newest and last.due < newest else "open"


def _met(promises: Sequence[TableRow], results: Sequence[TableRow]) -> State | None:
    """What the newest result says about the last promise; a result of an earlier period says nothing about it."""
    last = promises[-1]
    for result in reversed(results):
        if (result.doc_date or "") < (last.doc_date or "") or (result.doc_id == last.doc_id):
            continue
        same_period = result.due[:4] >= last.due[:4] if result.due and last.due else last.due is None or (result.doc_date or "") > last.due
        if not same_period or result.unit != last.unit:
            continue
        if last.value is None:
            return "fulfilled"
        if result.value is not None:
            return "fulfilled" if _satisfies(result.value, last) else "unmet"
    return None


def _satisfies(value: Decimal, promise: TableRow) -> bool:
    """Whether a result lies in the set that a promise allows; 左右 and about allow 5 % of the value either way, a bare number is a least one."""
    target = promise.value if promise.value is not None else value
    match promise.comparator:
        case "le" | "lt":
            return value <= target
        case "approx":
            return value >= target - abs(target) / 20
        case _:
            return value >= target


def _owners(rows: Sequence[TableRow]) -> dict[str, str]:
    """The place that tells each document's issuer, from its name or else the region that most of its rows have."""
    votes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        votes[row.doc_id][row.region or ""] += 1
    owner: dict[str, str] = {}
    for doc_id, counted in votes.items():
        named = places(doc_id, language(doc_id))
        most = max(counted, key=lambda r: (counted[r], r))
        owner[doc_id] = "|".join(sorted(named)) or (most if 2 * counted[most] > sum(counted.values()) else "")
    return owner
