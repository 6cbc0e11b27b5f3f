"""Everything that can be said about two rows before a verdict is chosen: each field compared once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from pipeline.checker.compare_agencies import AgencyComparison, compare_agencies
from pipeline.checker.compare_dates import DueComparison, compare_due, day, grain_of
from pipeline.checker.compare_form import FormComparison, compare_form, compare_frequency, conditions_differ
from pipeline.checker.compare_modality import modality_differs
from pipeline.checker.compare_target import DEFAULT, Span, TargetComparison, Tolerance, compare_target, satisfying
from pipeline.checker.model import RelationKind, TableRow
from pipeline.checker.units import dimension
from pipeline.lexicon import load
from pipeline.types import Lang

StatusKind = Literal["same", "conflict", "outcome", "other_period"]
"""`outcome`: a commitment and what came of it; `other_period`: the two speak of different periods, so neither tests the other."""

_SETTING = re.compile(
    r"目标|预期|预算|安排|拟|定为|计划|\b(?:set|sets|setting|targets?|targeted|targeting|project(?:s|ed|ing|ions?)?|plan(?:s|ned|ning)?|budget(?:s|ed|ing|ary)?|"
    r"forecast(?:s|ed)?|earmark(?:s|ed)?|earmarking|schedul(?:e|ed)|to be issued)\b",
    re.I,
)
"""Words that tell of a number as one that was set, not reached: is set at, 拟安排, has been included in the budget."""
_NEARLY = re.compile(r"近|不到|不足|将近|接近|\b(?:nearly|almost|close to|just under)\b", re.I)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a commitment: b's value against the satisfying values of a, b's date against a's.

    `flip` is how far 左右 would have to reach for the value to turn; `stated` is the text's own judgement.
    """

    met: bool
    span: Span | None = None
    value: Decimal | None = None
    late: bool = False
    reach: Decimal | None = None
    flip: Decimal | None = None
    stated: Literal["met", "missed"] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two rows, b seen from a, with every field compared."""

    a: TableRow
    b: TableRow
    relation: RelationKind
    status: StatusKind
    target: TargetComparison
    due: DueComparison
    agencies: AgencyComparison
    form: FormComparison
    frequency: int
    modality: bool
    condition: bool
    tolerance: Tolerance = DEFAULT
    outcome: Outcome | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ after conversion, in a fixed order; a field that is empty on one side does not differ, except the target."""
        named = {
            "status": self.a.status != self.b.status,
            "modality": self.modality,
            "target": self.target.kind not in ("none", "same"),
            "due": self.due.kind not in ("none", "same"),
            "agencies": self.agencies.differs,
            "frequency": self.frequency != 0,
            "condition": self.condition,
        }
        return tuple(name for name, differs in named.items() if differs)


def compare(a: TableRow, b: TableRow, *, relation: RelationKind, tolerance: Tolerance = DEFAULT) -> Comparison:
    """Compare two rows that speak of the same thing, b seen from a.

    >>> a = TableRow("plan", "c1", value=Decimal(100), unit="count", due="2025-12-31")
    >>> b = TableRow("report", "c1", status="achieved", value=Decimal(120), unit="count", due="2025-12-31")
    >>> compare(a, b, relation="report_on").outcome.met
    True
    """
    target = compare_target(a, b, relation=relation)
    due = compare_due(a, b, relation=relation)
    status = _status(a, b, due, relation)
    return Comparison(
        a,
        b,
        relation,
        status,
        target,
        due,
        compare_agencies(a, b),
        compare_form(a, b, relation=relation),
        compare_frequency(a, b),
        modality_differs(a, b, relation=relation),
        conditions_differ(a, b),
        tolerance,
        _outcome(a, b, target, due, tolerance) if status == "outcome" else None,
    )


def _status(a: TableRow, b: TableRow, due: DueComparison, relation: RelationKind) -> StatusKind:
    """Whether one says done what the other has still to do, or b simply reports on a."""
    if relation == "translation":  # where one side names no period, nothing says that both speak of the same
        return "same" if a.status == b.status or bool(a.due) != bool(b.due) or _set(a, b) else "conflict"
    other = due.kind in ("later", "earlier", "restated")
    if a.status == b.status:
        return "other_period" if other and a.status == "achieved" else "same"
    if a.status == "achieved":
        return "other_period" if other else "conflict"
    held, written = day(b.due), (day(a.doc_date), day(b.doc_date))
    if relation == "successor" and written[0] and written[1] and written[1] <= written[0]:
        return "other_period" if other else "conflict"
    if held and written[0] and held < written[0]:
        return "other_period"  # done before the promise was written: where it started from
    yearly = dimension(a.unit) == "share" and "level" not in (a.change or "level", b.change or "level")
    if yearly and other and grain_of(a.deadline_text) == grain_of(b.deadline_text) == "year" and a.relation in (None, "in"):
        return "other_period"  # growth of another year
    return "outcome"


def _set(a: TableRow, b: TableRow) -> bool:
    """Whether the side told as done says that a number of a period yet to end was set: the deficit for this year is set at …"""
    done, ahead = (a, b) if a.status == "achieved" else (b, a)
    open_end = bool(ahead.due and ahead.doc_date and ahead.due > ahead.doc_date)
    return open_end and done.value is not None and bool(_SETTING.search(done.evidence))


def _outcome(a: TableRow, b: TableRow, target: TargetComparison, due: DueComparison, tolerance: Tolerance) -> Outcome:
    late = due.kind == "later"
    stated = stated_judgement(b)
    if a.value is None or b.value is None or target.kind in ("incomparable", "unit", "scale"):
        return Outcome(not late and stated != "missed", late=late, stated=stated)
    span = satisfying(a, target.sense, tolerance)
    if target.conversion is not None:
        value = a.value
    else:
        value = target.other if target.other is not None else b.value
    if target.sense == -1 and b.value_max is not None and b.unit == a.unit:
        value = b.value_max
    beyond = 1 if b.comparator == "gt" else -1 if b.comparator == "lt" or (b.comparator == "approx" and _NEARLY.search(b.target_text or "")) else 0
    inside = span.holds(value, beyond=beyond)
    about = a.comparator == "approx"
    edge = a.value_max if target.sense == -1 and a.value_max is not None else a.value
    short = (edge - value) * target.sense
    return Outcome(
        inside and not late,
        span,
        value,
        late,
        reach=tolerance.of(a.value, a.unit) if about else None,
        flip=short if about and short > 0 else None,
        stated=stated,
    )


@cache
def _judgements() -> dict[Lang, tuple[tuple[str, Literal["met", "missed"]], ...]]:
    rows = load("judgement_words", key=("lang", "word"))
    return {lang: tuple((r["word"], "met" if r["judgement"] == "met" else "missed") for r in rows if r["lang"] == lang) for lang in ("zh", "en")}


def stated_judgement(row: TableRow) -> Literal["met", "missed"] | None:
    """What the text itself says of the result (低于预期目标, exceeded the target); the longest such words count.

    >>> stated_judgement(TableRow("d", "c1", lang="zh", evidence="全年增长5.2%，低于预期目标"))
    'missed'
    """
    text = row.evidence.lower()
    found = [(len(word), said) for word, said in _judgements().get(row.lang or "zh", ()) if word in text]
    return max(found)[1] if found else None
