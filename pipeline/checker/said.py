"""Which numbers and dates are said in the sentences of a side? What no row took may still answer a row of the other side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from pipeline.cells import number_in, whole_in, word_in
from pipeline.checker.model import TableRow
from pipeline.read.table import cell, given_date
from pipeline.types import Change, Comparator, Relation


@dataclass(frozen=True, slots=True)
class Said:
    """One number or date: its sentence as a row that holds it; `duration` for a time that is only a length (P30Y)."""

    row: TableRow
    start: int
    duration: str | None = None


def said_in(sentences: Sequence[TableRow], mentions: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[Said, ...]:
    """The numbers and dates among the mentions (each with the id of its document) that stand in one of the sentences, in text order.

    >>> sentence = TableRow("d", "s1", evidence="Output grew by 5% last year.", position=10)
    >>> [s.row.value for s in said_in([sentence], [("d", {"kind": "quantity", "start": 25, "text": "5%", "value": 5, "unit": "percent"})])]
    [Decimal('5')]
    """
    by_document: dict[str, list[TableRow]] = {}
    for sentence in sorted(sentences, key=lambda s: s.position):
        by_document.setdefault(sentence.doc_id, []).append(sentence)
    starts = {doc_id: [s.position for s in own] for doc_id, own in by_document.items()}
    found: list[Said] = []
    for doc_id, cells in mentions:
        start = whole_in(cells.get("start"), -1)
        at = bisect_right(starts.get(doc_id, ()), start) - 1
        if at < 0 or start >= (sentence := by_document[doc_id][at]).position + len(sentence.evidence):
            continue
        if cell(cells.get("kind")) == "quantity" and (said := _number(sentence, cells)):
            found.append(Said(said, start))
        elif cell(cells.get("kind")) == "temporal":
            found.append(_time(sentence, cells, start))
    return tuple(found)


def _number(sentence: TableRow, cells: Mapping[str, Any]) -> TableRow | None:
    value = number_in(cells.get("value"))
    if value is None:
        return None
    return replace(
        sentence,
        target_text=cell(cells.get("text")),
        value=value,
        value_max=number_in(cells.get("value_max")),
        comparator=cast("Comparator | None", word_in(cells.get("comparator"), get_args(Comparator))) or "eq",
        unit=word_in(cells.get("unit"), ()) or "count",
        noun=cell(cells.get("noun")),
        change=cast("Change | None", word_in(cells.get("change"), get_args(Change))),
    )


def _time(sentence: TableRow, cells: Mapping[str, Any], start: int) -> Said:
    relation = cast("Relation | None", word_in(cells.get("relation"), get_args(Relation)))
    row = replace(sentence, deadline_text=cell(cells.get("text")), relation=relation, due=given_date(cells.get("date_to")))
    return Said(row, start, cell(cells.get("iso_value")))
