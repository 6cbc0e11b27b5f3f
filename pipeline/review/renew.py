"""How do the rows of a document look with what people decided on them, after the program has read it anew?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.review.decisions import CONTENT, REVIEW, Decision, Standing
from pipeline.review.match import matched, says
from pipeline.review.place import Places
from pipeline.write.tables import Cell, Row

_OWN_ID = re.compile(r"h(\d+)\Z")
_SAID_BY = {"target_id": "target_text", "deadline_id": "deadline_text", "frequency_id": "frequency"}
"""Which column repeats the words of the mention that an id names."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """The rows; how many decided rows the program now reads otherwise, how many it no longer gives and are kept, how many had no place."""

    rows: list[Row]
    otherwise: int = 0
    kept: int = 0
    lost: int = 0


def renewed(rows: Sequence[Row], decided: Sequence[Standing], places: Places, *, sha256: str | None = None) -> Renewed:
    """The rows of one document with the decisions on it. What a person accepted or corrected holds as a whole; ids and offsets are new.

    A decided row that is no longer given is kept, unless it was rejected, or the document is another (its sha256 differs) and does not
    have the evidence.
    """
    found = matched(decided, rows)
    by_row = {j: decided[i] for i, j in found.items()}
    out: list[Row] = []
    otherwise = kept = lost = 0
    for j, row in enumerate(rows):
        if j not in by_row:
            out.append(row)
            continue
        one = by_row[j]
        otherwise += one.last.decision != "reject" and one.first is not None and says(row) != says(one.first)
        last = one.last
        if one.first is not None and one.first.get("evidence") == last.row.get("evidence") and "evidence" in row:
            last = replace(last, row=last.row | {"evidence": row["evidence"]})  # its words have changed, not by a person
        out.append(as_decided(last, row, places))
    taken = [str(r.get("commitment_id", "")) for r in rows] + [d.last.commitment_id for d in decided]
    for i, one in enumerate(decided):
        if i in found or one.last.decision == "reject":
            continue
        own = _kept(one, places, same_text=one.last.sha256 is None or one.last.sha256 == sha256)
        if own is None:
            lost += 1
            continue
        if not _OWN_ID.match(str(own.get("commitment_id", ""))):
            own = own | {"commitment_id": next_id(taken)}
            taken.append(str(own["commitment_id"]))
        kept += one.first is not None
        inserted(out, one.last.reviewed(own))
    return Renewed(out, otherwise, kept, lost)


def as_decided(decision: Decision, row: Row, places: Places) -> Row:
    """The row of the tables with what the decision says: content of the decision, ids and place of the row as far as they still fit."""
    if decision.decision == "reject":
        return decision.reviewed({k: v for k, v in row.items() if k not in REVIEW})
    out: Row = {k: v for k, v in row.items() if k not in (*CONTENT, *REVIEW)} | {k: v for k, v in decision.row.items() if k in CONTENT}
    for name, words in _SAID_BY.items():
        if row.get(words) != out.get(words):
            out.pop(name, None)
    if row.get("agencies") != out.get("agencies"):
        ids = dict(zip(_names(row.get("agencies")), _names(row.get("agency_ids")), strict=False))
        still = [ids[name] for name in _names(out.get("agencies")) if name in ids]
        out = {k: v for k, v in out.items() if k != "agency_ids"} | ({"agency_ids": still} if still else {})
    if row.get("evidence") != out.get("evidence"):
        at = places.find(str(out.get("doc_id", "")), str(out.get("evidence", "")))
        out = {k: v for k, v in out.items() if k not in ("start", "end")} | ({"start": at[0], "end": at[1]} if at else {})
    return decision.reviewed(out)


def next_id(taken: Iterable[str]) -> str:
    """An id for a row of a person's own: h1, h2, …, after all that there are.

    >>> next_id(["c1", "h2"])
    'h3'
    """
    return f"h{1 + max((int(m[1]) for name in taken if (m := _OWN_ID.match(name))), default=0)}"


def inserted(rows: list[Row], row: Row) -> None:
    """Put a row where its start lets it stand among those of its document; without a place, behind them."""
    start = row.get("start")
    before = [n for n, r in enumerate(rows) if r.get("doc_id") == row.get("doc_id") and (start is None or _at(r) <= _at(row))]
    later = [n for n, r in enumerate(rows) if r.get("doc_id") == row.get("doc_id")]
    rows.insert(before[-1] + 1 if before else later[0] if later else len(rows), row)


def _kept(one: Standing, places: Places, *, same_text: bool) -> Row | None:
    """The row as decided, at the place where its evidence stands now; None where the text is another and does not have it."""
    at = places.find(one.last.doc_id, str(one.last.row.get("evidence") or ""))
    if at is None and not same_text:
        return None
    row = {k: v for k, v in one.last.row.items() if k not in (*_SAID_BY, "agency_ids")}
    return row | {"start": at[0], "end": at[1]} if at else row


def _at(row: Row) -> int:
    start = row.get("start")
    return start if isinstance(start, int) else 1 << 60


def _names(value: Cell | None) -> list[str]:
    return value if isinstance(value, list) else []
