"""Which decisions does an edited table hold, seen beside the tables that it was made from, and which rows follow from them?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.errors import InputError
from pipeline.review.decisions import CONTENT, REVIEW, Decision, Made, Standing, key_of, standing
from pipeline.review.match import alike, matched
from pipeline.review.place import Places
from pipeline.review.renew import as_decided, inserted, next_id
from pipeline.write.tables import Cell, Row

Deleted = Literal["keep", "reject"]
"""What a row means that is in the tables and not in the edited one: nothing, or that it is rejected."""


@dataclass(frozen=True, slots=True)
class Applied:
    """The commitments as decided, the decisions that are new, how many rows the edited table lacks, how many copies were passed over."""

    rows: list[Row]
    decisions: list[Decision]
    deleted: int
    copies: int


@dataclass(frozen=True, slots=True)
class Edits:
    """An edited table: its rows, the columns that it has, and who is said to have edited it, when (ISO date) where a row does not say."""

    rows: Sequence[Row]
    columns: frozenset[str]
    by: str | None
    at: str
    source: str


def applied(rows: Sequence[Row], edits: Edits, history: Sequence[Decision], *, places: Places, sums: dict[str, str], deleted: Deleted = "keep") -> Applied:
    """Compare the edited rows with `rows` of the commitments table. `sums` are the sha256 of documents by doc_id.

    A row is known by document and commitment_id, or by saying the same. A changed cell is a correction even where the review column is
    empty. A row of a document that the tables do not have raises InputError.
    """
    documents = list(dict.fromkeys(str(r.get("doc_id", "")) for r in rows)) or list(sums)
    given = [_complete(row, documents, edits.source, n) for n, row in enumerate(edits.rows, 1)]
    pairs, added, copies = _paired(rows, given, edits.columns)
    keys = _keys(rows, standing(history))
    new: list[Decision] = []
    out: list[Row] = []
    for number, row in enumerate(rows):
        decision = None
        if number in pairs:
            decision = _decision(row, pairs[number], edits)
        elif deleted == "reject" and row.get("review") != "reject":
            decision = _made("reject", row, None, edits, {})
        if decision is None:
            out.append(row)
            continue
        decision = replace(decision, key=keys[number], sha256=sums.get(decision.doc_id))
        new.append(decision)
        out.append(as_decided(decision, row, places))
    taken = [str(r.get("commitment_id", "")) for r in rows] + [d.commitment_id for d in history]
    for row in added:
        decision = _added(row, edits, next_id(taken), places)
        taken.append(decision.commitment_id)
        decision = replace(decision, key=key_of(decision.row), sha256=sums.get(decision.doc_id))
        new.append(decision)
        inserted(out, decision.reviewed(decision.row))
    return Applied(out, new, len(rows) - len(pairs), copies)


def _complete(row: Row, documents: Sequence[str], source: str, number: int) -> Row:
    """The row with its document: the one that there is, where the cell is empty."""
    doc_id = row.get("doc_id") or (documents[0] if len(documents) == 1 else None)
    if doc_id not in documents:
        what = f"names the document {doc_id}, which the tables do not have" if doc_id else "names no document, and the tables have several"
        raise InputError(source, f"row {number} below the header {what}; fill its cell doc_id (文件编号) with one of {', '.join(documents[:5])}")
    return row | {"doc_id": str(doc_id)}


def _paired(rows: Sequence[Row], given: Sequence[Row], columns: frozenset[str]) -> tuple[dict[int, Row], list[Row], int]:
    """Row number → edited row; the rows that people added; how many copies say nothing of their own."""
    by_id = {(r.get("doc_id"), r.get("commitment_id")): n for n, r in enumerate(rows)}
    pairs: dict[int, Row] = {}
    others: list[Row] = []
    for row in given:
        number = by_id.get((row.get("doc_id"), row.get("commitment_id")))
        if number is None or not _same_row(rows[number], row):
            others.append(row)
        elif number not in pairs:
            pairs[number] = row
        elif len(_changes(rows[number], row, columns)) < len(_changes(rows[number], pairs[number], columns)):
            others.append(pairs[number])  # the copy was altered, this is the row itself
            pairs[number] = row
        else:
            others.append(row)
    added: list[Row] = []
    copies = 0
    for row in others:
        row = _defaults(row)
        same = [n for n, r in enumerate(rows) if r.get("doc_id") == row.get("doc_id") and not _changes(r, row, columns)]
        free = next((n for n in same if n not in pairs), None)
        if free is not None:
            pairs[free] = row
        elif same or any(not _changes(other, row, columns) and other["doc_id"] == row["doc_id"] for other in added):
            copies += 1
        elif any(row.get(name) for name in ("evidence", "action", "indicator", "target_text", "value")):
            added.append(row)
    return pairs, added, copies


def _same_row(row: Row, given: Row) -> bool:
    """Whether a row with the id of another can be it: people copy a row, id and all, and write another promise into it."""
    told = [(str(row.get(n, "")), str(given.get(n, ""))) for n in ("evidence", "action", "indicator", "target_text", "deadline_text")]
    return any((a and a == b) or alike(_plain(a), _plain(b)) for a, b in told)


def _keys(rows: Sequence[Row], held: Sequence[Standing]) -> list[str]:
    """The key of each row: that of the decisions on it, or a new one."""
    keys = [key_of(row) for row in rows]
    for doc_id in {s.last.doc_id for s in held}:
        here = [n for n, row in enumerate(rows) if row.get("doc_id") == doc_id]
        decided = [s for s in held if s.last.doc_id == doc_id]
        for i, j in matched(decided, [rows[n] for n in here]).items():
            keys[here[j]] = decided[i].last.key
    return keys


def _decision(row: Row, given: Row, edits: Edits) -> Decision | None:
    """What was decided on a row; None where nothing new was."""
    changes = _changes(row, given, edits.columns)
    wanted = given.get("review")
    if wanted == "reject":
        changes = {}
    made: Made | None = "reject" if wanted == "reject" else "correct" if changes or wanted == "correct" else "accept" if wanted == "accept" else None
    if made is None:
        return None
    told = [row.get(name) for name in REVIEW]
    said = [given.get(name) for name in REVIEW]
    by = given.get("reviewed_by")
    anew = made != row.get("review") and not (made == "accept" and row.get("review") == "correct")
    if not (anew or changes or (said[1] and said[1] != told[1]) or (by and by != told[2])):
        return None
    return _made(made, row, given, edits, changes)


def _made(made: Made, row: Row, given: Row | None, edits: Edits, changes: dict[str, tuple[Cell | None, Cell | None]]) -> Decision:
    given = given or {}
    decided = {k: v for k, v in row.items() if k not in REVIEW and k not in changes} | {k: new for k, (_, new) in changes.items() if new is not None}
    own = [None if given.get(name) == row.get(name) else given.get(name) for name in REVIEW[2:]]
    by, at = own[0] or edits.by or given.get("reviewed_by"), own[1] or edits.at
    note = given.get("review_note")
    return Decision("", str(row.get("doc_id", "")), str(row.get("commitment_id", "")), made, str(at), decided, _text(by), _text(note), changes)


def _added(row: Row, edits: Edits, commitment_id: str, places: Places) -> Decision:
    by = _text(row.get("reviewed_by")) or edits.by
    content: Row = {k: v for k in CONTENT if (v := row.get(k)) is not None}
    content = {"commitment_id": commitment_id, "doc_id": row["doc_id"], **content, "extractor": f"human:{by or 'unnamed'}"}
    if lang := row.get("lang"):
        content["lang"] = lang
    if at := places.find(str(row["doc_id"]), str(row.get("evidence") or "")):
        content |= {"start": at[0], "end": at[1]}
    return Decision("", str(row["doc_id"]), commitment_id, "add", str(row.get("reviewed_at") or edits.at), content, by, _text(row.get("review_note")))


def _defaults(row: Row) -> Row:
    """A row that a person wrote, with what goes without saying: a promise, a number that is equal and counts."""
    row = {"status": "committed", **row}
    return row | {"comparator": row.get("comparator", "eq"), "unit": row.get("unit", "count"), "change": row.get("change", "level")} if "value" in row else row


def _changes(row: Row, given: Row, columns: Iterable[str]) -> dict[str, tuple[Cell | None, Cell | None]]:
    """(old, new) of each column of content that the edited table has and that differs in more than white space."""
    return {name: (row.get(name), given.get(name)) for name in CONTENT if name in columns and _differs(row.get(name), given.get(name))}


def _differs(old: Cell | None, new: Cell | None) -> bool:
    if isinstance(old, int | float) and isinstance(new, int | float):
        return not math.isclose(old, new, rel_tol=1e-9)
    if isinstance(old, list) or isinstance(new, list):
        return [_plain(v) for v in _listed(old)] != [_plain(v) for v in _listed(new)]
    a, b = ("" if v is None else _plain(str(v)) for v in (old, new))
    cut = b.endswith("…") and len(b) > 10_000 and a.startswith(b[:-1])  # a workbook's cell holds no more
    return a != b and not cut


def _listed(value: Cell | None) -> list[str]:
    return value if isinstance(value, list) else []


def _plain(text: str) -> str:
    """The text without the controls that workbooks cannot hold, white space evened out."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split()).removeprefix("'")


def _text(value: Cell | None) -> str | None:
    return None if value is None else str(value)


def counted(decisions: Iterable[Decision]) -> Counter[str]:
    """How many decisions there are of each kind."""
    return Counter(d.decision for d in decisions)
