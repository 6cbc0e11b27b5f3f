"""How do the rows of a document look with what people decided on them, after the program has read it anew?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.review.compare import changes
from pipeline.review.decisions import CONTENT, REVIEW, Decision, Standing
from pipeline.review.match import matched, says
from pipeline.review.mentions import Pair
from pipeline.review.order import inserted
from pipeline.review.place import Places
from pipeline.write.tables import Cell, Row

_OWN_ID = re.compile(r"h(\d+)\Z")
_SAID_BY = {"target_id": "target_text", "deadline_id": "deadline_text", "frequency_id": "frequency"}
"""Which column repeats the words of the mention that an id names."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """The rows, each with what it was before the decision on it (None: the program does not give it); how many decided rows the program now
    reads otherwise, how many it no longer gives and are kept, how many had no place. `told` are decisions by key that learned what the
    program says."""

    pairs: list[Pair]
    otherwise: int = 0
    kept: int = 0
    lost: int = 0
    told: dict[str, Decision] = field(default_factory=dict)


def renewed(rows: Sequence[Row], decided: Sequence[Standing], places: Places, *, sha256: str | None = None) -> Renewed:
    """The rows of one document with the decisions on it. What a person accepted or corrected holds as a whole; ids and offsets are new.

    A decided row that is no longer given is kept, unless it was rejected, or the document is another (its sha256 differs) and does not
    have the evidence.
    """
    found = matched(decided, rows)
    by_row = {j: decided[i] for i, j in found.items()}
    pairs: list[Pair] = []
    told: dict[str, Decision] = {}
    otherwise = kept = lost = 0
    for j, row in enumerate(rows):
        if j not in by_row:
            pairs.append((row, row))
            continue
        one = by_row[j]
        last = one.last
        if one.adopted and last.adopted:
            last = told[last.key] = beside(last, row)
        else:
            otherwise += last.decision != "reject" and one.first is not None and says(row) != says(one.first)
            if one.first is not None and one.first.get("evidence") == last.row.get("evidence") and "evidence" in row:
                last = replace(last, row=last.row | {"evidence": row["evidence"]})  # its words have changed, not by a person
        pairs.append((row, as_decided(last, row, places)))
    number = first_free([str(r.get("commitment_id", "")) for r in rows] + [d.last.commitment_id for d in decided])
    added = []
    for i, one in enumerate(decided):
        if i in found or one.last.decision == "reject":
            continue
        own = _kept(one, places, same_text=one.last.sha256 is None or one.last.sha256 == sha256)
        if own is None:
            lost += 1
            continue
        if not _OWN_ID.match(str(own.get("commitment_id", ""))):
            own = own | {"commitment_id": f"h{number}"}
            number += 1
        kept += one.first is not None
        added.append(one.last.reviewed(own))
    return Renewed(placed(pairs, added), otherwise, kept, lost, told)


def placed(pairs: Sequence[Pair], added: Iterable[Row]) -> list[Pair]:
    """The rows with those that stand for themselves alone among them."""
    before = {id(pair[1]): pair for pair in pairs}
    return [before.get(id(row), (None, row)) for row in inserted([row for _, row in pairs], added)]


def beside(decision: Decision, row: Row) -> Decision:
    """A decision that was read from an output, beside what the program says: a cell that differs was corrected."""
    said = decision.row
    found = changes(row, said, CONTENT)
    made = "correct" if found and decision.decision == "accept" else decision.decision
    if made == "reject":
        return replace(decision, row={k: v for k, v in row.items() if k not in REVIEW})
    decided = {k: v for k, v in row.items() if k not in found and k not in REVIEW} | {k: new for k, (_, new) in found.items() if new is not None}
    return replace(decision, decision=made, row=decided, changes=found)


def as_decided(decision: Decision, row: Row, places: Places) -> Row:
    """The row of the tables with what the decision says: content of the decision, ids and place of the row as far as they still fit."""
    out: Row = {k: v for k, v in row.items() if k not in (*CONTENT, *REVIEW)} | {k: v for k, v in decision.row.items() if k in CONTENT}
    for name, words in _SAID_BY.items():
        if row.get(words) != out.get(words):
            out.pop(name, None)
    if row.get("agencies") != out.get("agencies"):
        names, known = _names(row.get("agencies")), _names(row.get("agency_ids"))
        ids = dict(zip(names, known, strict=True)) if len(names) == len(known) else {}
        still = [ids[name] for name in _names(out.get("agencies")) if name in ids]
        out = {k: v for k, v in out.items() if k != "agency_ids"} | ({"agency_ids": still} if still else {})
    if row.get("evidence") != out.get("evidence"):
        words = str(out.get("evidence", ""))
        at = places.find(str(out.get("doc_id", "")), words, max(0, _start(row) - len(words)))
        out = {k: v for k, v in out.items() if k not in ("start", "end")} | ({"start": at[0], "end": at[1]} if at else {})
    return decision.reviewed(out)


def first_free(taken: Iterable[str]) -> int:
    """The number of the next row of a person's own: they are h1, h2, …, after all that there are.

    >>> first_free(["c1", "h2"])
    3
    """
    return 1 + max((int(m[1]) for name in taken if (m := _OWN_ID.match(name))), default=0)


def _kept(one: Standing, places: Places, *, same_text: bool) -> Row | None:
    """The row as decided, at the place where its evidence stands now; None where the text is another and does not have it."""
    row = {k: v for k, v in one.last.row.items() if k not in (*_SAID_BY, "agency_ids")}
    if same_text and one.last.sha256 is not None and "start" in row:
        return row
    at = places.find(one.last.doc_id, str(row.get("evidence") or ""), _start(row))
    if at is None and not same_text:
        return None
    return row | {"start": at[0], "end": at[1]} if at else row


def _start(row: Row) -> int:
    start = row.get("start")
    return start if isinstance(start, int) else 0


def _names(value: Cell | None) -> list[str]:
    return value if isinstance(value, list) else []
