"""Which sentence of a translation answers a row that no row of the other side was linked to?

A translation may say in half a sentence what the original says in one of its own, and one side's sentence may give no row. Such a row is
no omission: the sentences of both texts are aligned, and where the sentence that answers it says the same number, or for a row without
a number the same date, the row is held against that sentence, or against a row of it that was left over too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.checker.compare_dates import compare_due
from pipeline.checker.model import TableRow
from pipeline.checker.said import Said
from pipeline.checker.said_anyway import said_anyway
from pipeline.checker.sentences import Alignment
from pipeline.checker.tables import Side
from pipeline.checker.units import converted, dimension

SaidBySentence = Mapping[tuple[str, str], Sequence[Said]]

LEAST = 0.3
"""A sentence that the alignment gives and that says the row's number, or date, answers it from this likeness on."""
_YEARS = re.compile(r"(?<!\d)(?:\d{4}|21)(?!\d)")
"""The digits that name a year or a century in both languages."""
_ONE = re.compile(r"\bone\b|一", re.I)
"""One is not always taken for a number."""
MOVED = 0.6
"""… and from this likeness on where the alignment gives another one, or none."""


def in_rows(alone_a: Sequence[TableRow], alone_b: Sequence[TableRow], a: Side, b: Side, aligned: Alignment) -> list[tuple[TableRow, TableRow, float]]:
    """Pairs of rows left over on both sides that say the same number, or the same date without number, in sentences that answer each other."""
    of_b: dict[int, list[TableRow]] = {}
    for row in alone_b:
        for j in holding(row, b.sentences):
            of_b.setdefault(j, []).append(row)
    taken: set[int] = set()
    pairs: list[tuple[TableRow, TableRow, float]] = []
    for row in alone_a:
        for j, likeness in _answering(holding(row, a.sentences), aligned):
            found = next((r for r in of_b.get(j, ()) if id(r) not in taken and _same(row, r)), None)
            if found is not None:
                taken.add(id(found))
                pairs.append((row, found, likeness))
                break
    return pairs


def in_sentence(row: TableRow, own: Side, other: Side, aligned: Alignment, said: SaidBySentence) -> tuple[TableRow, float] | None:
    """The sentence of the other side that says the number or date of the row, as a row that holds it, and the likeness of the sentences.

    `said` is what the other side says, by sentence.
    """
    for j, likeness in _answering(holding(row, own.sentences), aligned):
        sentence = other.sentences[j]
        here = said.get((sentence.doc_id, sentence.row_id), ())
        if (answer := _with_number(row, sentence, here) if row.value is not None else _with_date(row, own, sentence, here)) is not None:
            return replace(answer, status=row.status, action=sentence.evidence), likeness
    return None


def holding(row: TableRow, sentences: Sequence[TableRow]) -> list[int]:
    """The sentences in which the evidence of a row stands."""
    start, end = row.position, row.position + len(row.evidence)
    return [i for i, s in enumerate(sentences) if s.doc_id == row.doc_id and s.position < end and start < s.position + len(s.evidence)]


def _answering(own: Iterable[int], aligned: Alignment) -> Iterator[tuple[int, float]]:
    """The sentences of the other side for those of a row, most alike first: those that the alignment gives, then one that was moved."""
    own = set(own)
    given = {j for i, j in aligned.pairs if i in own}
    likeness = {j: max(float(aligned.likeness[i, j]) for i in own) for j in given}
    yield from ((j, s) for j, s in sorted(likeness.items(), key=lambda x: (-x[1], x[0])) if s >= LEAST)
    moved = max(((float(aligned.likeness[i].max()), -int(aligned.likeness[i].argmax())) for i in own), default=(0.0, 0))
    if moved[0] >= MOVED and -moved[1] not in given:
        yield -moved[1], moved[0]


def _same(a: TableRow, b: TableRow) -> bool:
    if (a.value is None) != (b.value is None) or a.status != b.status:
        return False
    if a.value is None:
        return a.due == b.due and (a.due is not None or a.deadline_text is None or b.deadline_text is None)
    return _same_number(a, b)


def _same_number(a: TableRow, b: TableRow) -> bool:
    if a.value is None or b.value is None or dimension(a.unit) != dimension(b.unit):
        return False
    rough = dimension(a.unit) != "share"  # 50.5 % is not the same as over half
    if converted(a.value, a.unit, a.target_text, b.value, b.unit, b.target_text, round_same_unit=rough) is None:
        return False
    if a.value_max is None or b.value_max is None:
        return a.value_max is b.value_max
    return converted(a.value_max, a.unit, None, b.value_max, b.unit, None, round_same_unit=rough) is not None


def _with_number(row: TableRow, sentence: TableRow, said: Sequence[Said]) -> TableRow | None:
    same = [s.row for s in said if _same_number(row, s.row)]
    if same:
        best = min(same, key=lambda r: (r.comparator != row.comparator, (r.change or "level") != (row.change or "level")))
        return replace(best, change=row.change)
    if row.unit == "percent" and said_anyway(row, sentence):  # 全部, 全覆盖 against all, cover: the same in other words
        return replace(sentence, target_text=row.target_text, value=row.value, comparator=row.comparator, unit=row.unit, change=row.change)
    if row.value == 1 and row.unit == "count" and _ONE.search(sentence.evidence):
        return replace(sentence, target_text=row.target_text, value=row.value, comparator=row.comparator, unit=row.unit, noun=row.noun, change=row.change)
    return None


def _with_date(row: TableRow, own: Side, sentence: TableRow, said: Sequence[Said]) -> TableRow | None:
    times = [s for s in said if s.row.value is None]
    if row.due is not None:
        found = next((s.row for s in times if _same_day(row, s.row)), None)
        named = set(_YEARS.findall(row.deadline_text or ""))
        if found is None and named and named <= set(_YEARS.findall(sentence.evidence)):
            return replace(sentence, due=row.due, deadline_text=row.deadline_text, relation=row.relation)  # in a title: 《…2025》, Vision 2025
        return found
    if row.relation == "after":
        return next((s.row for s in times if s.row.relation == "after" and s.row.due is None), None)
    length = next((s.duration for s in own.said if s.duration and s.row.deadline_text == row.deadline_text and _inside(s, row)), None)
    return next((s.row for s in times if s.duration == length and s.row.due is None), None) if length else None


def _same_day(a: TableRow, b: TableRow) -> bool:
    """Whether two dates are the same as finely as the coarser is said; a year is not the same as the five years that hold it."""
    due = compare_due(a, b, relation="translation")
    return due.kind == "same" or (due.kind in ("sharpened", "blurred") and due.grain not in ("plan", "decade"))


def _inside(said: Said, row: TableRow) -> bool:
    return said.row.doc_id == row.doc_id and said.row.position <= row.position + len(row.evidence) and row.position < said.row.position + len(said.row.evidence)


def by_sentence(said: Iterable[Said]) -> SaidBySentence:
    """What is said, by the document and id of its sentence."""
    found: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        found.setdefault((one.row.doc_id, one.row.row_id), []).append(one)
    return found
