"""Does a document set two different targets for one indicator and one period?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from pipeline.checker.link_facts import Facts, facts
from pipeline.checker.link_score import same_number
from pipeline.checker.link_subject import SAME, Subject, spellings, subject
from pipeline.checker.link_wording import Wording, excluded
from pipeline.checker.model import Link, TableRow

# what makes a number a part, a rate, a sum over years or a stretch of another: 其中, 每年, 累计, 力争; of which, a year, cumulative, strive
_KINDS: dict[str, re.Pattern[str]] = {
    "part": re.compile(r"其中|of which|of whom|of this|of these|including", re.I),
    "rate": re.compile(
        r"每(?:天|日|周|月|季|年|人|户|亩|公顷|万|百|千|个|村|县|校|所|吨|平方)|日均|月均|年均|人均|户均|平均|"
        r"\bper\b|\baverage\b|\bannual(?:ly)?\b|\b(?:a|each|every) (?:day|month|year|person)\b",
        re.I,
    ),
    "sum": re.compile(r"累计|总计|合计|共|五年|三年|cumulative|in total|altogether|over the (?:next )?\w+ years", re.I),
    "stretch": re.compile(r"力争|争取|奋斗目标|挑战目标|努力|strive|aim|stretch|ideally|if possible", re.I),
    "new": re.compile(r"新增|新建|再|另|additional|new|another|more", re.I),
}
_SHARED = re.compile(r"分别|各|respectively|each", re.I)
MOST = 50
"""A subject with more numbers than this in one document is a table of parts, not one indicator; it is passed over."""


def self_conflicts(rows: Sequence[TableRow]) -> list[Link]:
    """Pairs of rows within one document that set different targets for the same indicator, region, form and period, in the order of the text.

    Not in conflict: 其中 (a part beside its whole), sub-regions, urban beside rural, levels beside growth, a year's number beside the sum over
    years, a stretch goal (力争) beside the target, other baselines, and numbers of one sentence.

    >>> rows = [TableRow("d", f"c{n}", indicator="森林覆盖率", value=Decimal(v), unit="percent", due="2025-12-31", evidence=e)
    ...         for n, v, e in ((1, 24, "到2025年森林覆盖率达到24%"), (2, 26, "森林覆盖率2025年要提高到26%"))]
    >>> [(k.a.row_id, k.b.row_id, k.verdict) for k in self_conflicts(rows)]
    [('c1', 'c2', 'self_conflict')]
    """
    by_document: dict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        if row.status == "committed" and row.indicator and row.value is not None and row.due is not None:
            by_document[row.doc_id].append(row)
    return [found for own in by_document.values() for found in _of_document(own)]


def _of_document(rows: Sequence[TableRow]) -> Iterator[Link]:
    said = sorted(facts(rows), key=lambda f: f.place)
    keys = [subject(f.row) for f in said]
    first = spellings(keys)
    together: dict[tuple[Subject, str | None, str | None], list[Facts]] = defaultdict(list)
    for one, key in zip(said, keys, strict=True):
        together[first[key], one.due, one.row.unit if one.dimension == "count" else one.dimension].append(one)
    wording = Wording(said, said)
    found = [
        (a.place, b.place, a, b) for members in together.values() if 1 < len(members) <= MOST for a, b in combinations(members, 2) if _conflict(a, b, wording)
    ]
    for _, _, a, b in sorted(found, key=lambda f: f[:2]):
        yield Link(a.row, b.row, "self_conflict", ("value",), round(wording.alike(a, b), 4), _explained(a, b))


def _conflict(a: Facts, b: Facts, wording: Wording) -> bool:
    if a.lists or same_number(a, b) == 1.0 or _inside(a.row, b.row) or _inside(b.row, a.row):
        return False
    if _one_sentence(a, b) or excluded(a, b) or a.places != b.places or a.baselines != b.baselines or a.row.noun != b.row.noun:
        return False
    if any(bool(kind.search(a.focus)) != bool(kind.search(b.focus)) for kind in _KINDS.values()):
        return False
    if a.row.frequency != b.row.frequency or a.row.condition != b.row.condition:
        return False
    if a.indicator and a.indicator == b.indicator:
        return wording.alike(a, b) >= SAME
    # an amount of money is told apart by what it is for, which often stands outside the clause
    return a.dimension != "money" and (a.subject == b.subject or wording.alike(a, b) >= SAME)


def _one_sentence(a: Facts, b: Facts) -> bool:
    """Numbers of one sentence are told apart by what stands around them (分别, a list, a table row), not in conflict."""
    first, second = a.row.evidence, b.row.evidence
    return first in second or second in first or bool(_SHARED.search(first) and _SHARED.search(second))


def _inside(a: TableRow, b: TableRow) -> bool:
    """Whether a's number lies in b's range."""
    return a.value is not None and b.value is not None and b.value_max is not None and b.value <= a.value <= b.value_max


def _explained(a: Facts, b: Facts) -> str:
    return (
        f"{a.subject}: {a.row.target_text or _plain(a.row.value)} and {b.row.target_text or _plain(b.row.value)} are both set for {a.due} in {a.row.doc_id} "
        f"(“{a.row.evidence}”; “{b.row.evidence}”)."
    )


def _plain(value: Decimal | None) -> str:
    return f"{value:f}" if value is not None else ""
