"""Which decisions does an edited table hold, seen beside the tables that it was made from, and which rows follow from them?"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.errors import InputError
from pipeline.review.compare import Changes, changes, plain, told
from pipeline.review.decisions import CONTENT, REVIEW, Decision, Made, Standing, key_of, standing
from pipeline.review.match import alike, matched, says
from pipeline.review.mentions import Pair
from pipeline.review.place import Places
from pipeline.review.renew import as_decided, first_free, placed
from pipeline.write.tables import Cell, Row, by_document

Deleted = Literal["keep", "reject"]
"""What a row means that is in the tables and not in the edited one: nothing, or that it is rejected."""


@dataclass(frozen=True, slots=True)
class Applied:
    """The commitments by document, each row with what it was before; the decisions that are new; how many rows the edited table lacks, how
    many copies were passed over."""

    pairs: dict[str, list[Pair]]
    decisions: list[Decision]
    deleted: int
    copies: int


@dataclass(frozen=True, slots=True)
class Edits:
    """An edited table: its rows, where each stands for a person, the columns that it has, and who is said to have edited it, when (ISO date)
    where a row does not say."""

    rows: Sequence[Row]
    where: Sequence[str]
    columns: frozenset[str]
    by: str | None
    at: str
    source: str


def applied(
    rows: Sequence[Row],
    edits: Edits,
    history: Sequence[Decision],
    *,
    places: Places,
    sums: dict[str, str],
    documents: Sequence[str] = (),
    deleted: Deleted = "keep",
) -> Applied:
    """Compare the edited rows with `rows` of the commitments table. `sums` are the sha256 of documents by doc_id, `documents` their order.

    A row is known by document and commitment_id, or by saying the same. A changed cell is a correction even where the review column is
    empty. A row of a document that the tables do not have raises InputError.
    """
    known = list(dict.fromkeys((*documents, *(str(r.get("doc_id", "")) for r in rows))))
    given = [_complete(row, known, edits.source, place) for row, place in zip(edits.rows, edits.where, strict=True)]
    pairs, added, copies = _paired(rows, given, edits.columns)
    held = standing(history)
    keys, now = _keys(rows, held), {s.last.key: s for s in held}
    new: list[Decision] = []
    out: dict[str, list[Pair]] = {doc_id: [] for doc_id in known}
    for number, row in enumerate(rows):
        decision: Decision | None = None
        if number in pairs:
            decision = _decision(row, pairs[number], edits, now.get(keys[number]))
        elif deleted == "reject" and row.get("review") != "reject":
            decision = _made("reject", row, None, edits, {})
        if decision is None:
            out[str(row.get("doc_id", ""))].append((row, row))
            continue
        made = as_decided(decision, row, places)
        place = {name: made[name] for name in ("start", "end") if name in made}
        decided = {k: v for k, v in decision.row.items() if k not in ("start", "end")} | place
        decision = replace(decision, key=keys[number], sha256=sums.get(decision.doc_id), row=decided)
        if not _holds(decision, now.get(decision.key)):
            new.append(decision)
        out[decision.doc_id].append((row, made))
    own = {(s.last.doc_id, says(s.last.row)): s.last for s in held if s.first is None and s.last.decision != "reject"}
    ids = [str(r.get("commitment_id", "")) for r in rows] + [d.commitment_id for d in history]
    rows_added: dict[str, list[Row]] = defaultdict(list)
    number = first_free(ids)
    for row in added:
        one = own_row(row, edits, f"h{number}", places)
        if (before := own.get((one.doc_id, says(one.row)))) is not None:
            one = before  # a run that was cut short has put it down
        else:
            number += 1
            one = replace(one, key=key_of(one.row), sha256=sums.get(one.doc_id))
            new.append(one)
        rows_added[one.doc_id].append(one.reviewed(one.row))
    for doc_id, some in rows_added.items():
        out[doc_id] = placed(out[doc_id], some)
    return Applied(out, new, len(rows) - len(pairs), copies)


def _holds(decision: Decision, held: Standing | None) -> bool:
    """Whether the history says just this already: a run that was cut short has put it down."""
    if held is None or (decision.decision, decision.by, decision.note) != (held.last.decision, held.last.by, held.last.note):
        return False
    return says(decision.row) == says(held.last.row)


def _complete(row: Row, documents: Sequence[str], source: str, place: str) -> Row:
    """The row with its document: the one that there is, where the cell is empty."""
    doc_id = row.get("doc_id") or (documents[0] if len(documents) == 1 else None)
    if doc_id not in documents:
        what = f"names the document {doc_id}, which the tables do not have" if doc_id else "names no document, and the tables have several"
        raise InputError(source, f"{place} {what}; fill its cell doc_id (文件编号) with one of {', '.join(documents[:5])}")
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
        elif len(changes(rows[number], row, columns)) < len(changes(rows[number], pairs[number], columns)):
            others.append(pairs[number])  # the copy was altered, this is the row itself
            pairs[number] = row
        else:
            others.append(row)
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, row in enumerate(rows) if others else ():
        index[told(row, columns)].append(n)
    free = {key: deque(some) for key, some in index.items()}
    added: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    copies = 0
    for row in others:
        row = with_defaults(row)
        words = told(row, columns)
        left = free.get(words, deque())
        while left and left[0] in pairs:
            left.popleft()
        number = next((n for n in left if n not in pairs and not changes(rows[n], row, columns)), None)
        if number is not None:
            pairs[number] = row
        elif any(not changes(rows[n], row, columns) for n in index.get(words, ())) or any(not changes(other, row, columns) for other in added[words]):
            copies += 1
        elif row.get("review") != "reject" and any(row.get(name) for name in ("evidence", "action", "indicator", "target_text", "value")):
            added[words].append(row)
    own = [row for some in added.values() for row in some]
    return pairs, own if "commitment_id" in columns else _without_ids(rows, own, pairs), copies


def _without_ids(rows: Sequence[Row], own: Sequence[Row], pairs: dict[int, Row]) -> list[Row]:
    """The rows that people added to a table whose column of ids they took away; those that are rows of ours, changed, go to `pairs`."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        if n not in pairs:
            numbers[str(row.get("doc_id", ""))].append(n)
    added: list[Row] = []
    for doc_id, some in by_document(own).items():
        known = [Standing(Decision("", doc_id, "", "accept", "", row), row) for row in some]
        found = matched(known, [rows[n] for n in numbers[doc_id]])
        pairs |= {numbers[doc_id][j]: some[i] for i, j in found.items()}
        added += [row for i, row in enumerate(some) if i not in found]
    return added


def _same_row(row: Row, given: Row) -> bool:
    """Whether a row with the id of another can be it: people copy a row, id and all, and write another promise into it."""
    both = [(str(row.get(n, "")), str(given.get(n, ""))) for n in ("evidence", "action", "indicator", "target_text", "deadline_text")]
    return any((a and a == b) or alike(plain(a), plain(b)) for a, b in both)


def _keys(rows: Sequence[Row], held: Sequence[Standing]) -> list[str]:
    """The key of each row: that of the decisions on it, or a new one."""
    keys = [key_of(row) for row in rows]
    if not held:
        return keys
    decided: dict[str, list[Standing]] = defaultdict(list)
    for one in held:
        decided[one.last.doc_id].append(one)
    numbers: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        numbers[str(row.get("doc_id", ""))].append(n)
    for doc_id, some in decided.items():
        here = numbers[doc_id]
        for i, j in matched(some, [rows[n] for n in here]).items():
            keys[here[j]] = some[i].last.key
    return keys


def _decision(row: Row, given: Row, edits: Edits, held: Standing | None) -> Decision | None:
    """What was decided on a row; None where nothing new was. A cell that says what the program said, where somebody has corrected that since
    and the review column is empty, is no change: the edited table is older than the correction."""
    wanted = given.get("review")
    found = {} if wanted == "reject" else changes(row, given, edits.columns)
    if found and not wanted and held is not None and held.first is not None:
        since = changes(held.first, given, found)
        found = {name: change for name, change in found.items() if name in since}
    made: Made | None = "reject" if wanted == "reject" else "correct" if found or wanted == "correct" else "accept" if wanted == "accept" else None
    if made is None:
        return None
    had = [row.get(name) for name in REVIEW]
    said = [given.get(name) for name in REVIEW]
    by = given.get("reviewed_by")
    anew = made != row.get("review") and not (made == "accept" and row.get("review") == "correct")
    if not (anew or found or (said[1] and said[1] != had[1]) or (by and by != had[2])):
        return None
    return _made(made, row, given, edits, found)


def _made(made: Made, row: Row, given: Row | None, edits: Edits, found: Changes) -> Decision:
    given = given or {}
    decided = {k: v for k, v in row.items() if k not in REVIEW and k not in found} | {k: new for k, (_, new) in found.items() if new is not None}
    own = [None if given.get(name) == row.get(name) else given.get(name) for name in REVIEW[2:]]
    by, at = own[0] or edits.by or given.get("reviewed_by"), own[1] or edits.at
    note = given.get("review_note")
    return Decision("", str(row.get("doc_id", "")), str(row.get("commitment_id", "")), made, str(at), decided, _text(by), _text(note), found)


def own_row(row: Row, edits: Edits, commitment_id: str, places: Places) -> Decision:
    """The decision that adds a row which a person wrote, under this id; it has no key yet."""
    row = with_defaults(row)
    by = _text(row.get("reviewed_by")) or edits.by
    content: Row = {k: v for k in CONTENT if (v := row.get(k)) is not None}
    content = {"commitment_id": commitment_id, "doc_id": row["doc_id"], **content, "extractor": f"human:{by or 'unnamed'}"}
    if lang := row.get("lang"):
        content["lang"] = lang
    if at := places.find(str(row["doc_id"]), str(row.get("evidence") or "")):
        content |= {"start": at[0], "end": at[1]}
    return Decision("", str(row["doc_id"]), commitment_id, "add", str(row.get("reviewed_at") or edits.at), content, by, _text(row.get("review_note")))


def with_defaults(row: Row) -> Row:
    """A row that a person wrote, with what goes without saying: a promise, a number that is equal and counts."""
    row = {"status": "committed", **row}
    return row | {"comparator": row.get("comparator", "eq"), "unit": row.get("unit", "count"), "change": row.get("change", "level")} if "value" in row else row


def _text(value: Cell | None) -> str | None:
    return None if value is None else str(value)


def counted(decisions: Iterable[Decision]) -> Counter[str]:
    """How many decisions there are of each kind."""
    return Counter(d.decision for d in decisions)
