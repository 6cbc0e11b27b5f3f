"""What did people write into an output that is now to be written over, without applying it? Decisions, and changes that nobody marked."""

from __future__ import annotations

import csv
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pipeline.cells import decision_in
from pipeline.edited import name_of
from pipeline.errors import ConfigurationError, InputError
from pipeline.review.apply import own_row, with_defaults
from pipeline.review.compare import changes, told
from pipeline.review.decisions import CONTENT, REVIEW, Decision, Standing, key_of, standing
from pipeline.review.match import matched
from pipeline.review.place import Places
from pipeline.review.renew import first_free
from pipeline.write.schema import COMMITMENTS
from pipeline.write.tables import Row, by_document


@dataclass(slots=True)
class Left:
    """Rows of an output that somebody saved since it was written, on which nobody decided. Those that the new extraction does not give in the
    same words may be a person's work: the run is refused."""

    output: Path
    rows: dict[tuple[str, ...], list[tuple[str, Row]]] = field(default_factory=dict)
    """Where each stands, and its cells, by what it says."""

    def seen(self, rows: Iterable[Row]) -> None:
        """Tick off what the program gives again."""
        for row in rows:
            some = self.rows.get(told(row, CONTENT))
            if some and (same := next((one for one in some if not changes(row, one[1], CONTENT)), None)):
                some.remove(same)

    def check(self) -> None:
        """Raise ConfigurationError where rows are left."""
        left = [one for some in self.rows.values() for one in some]
        if left:
            place, row = left[0]
            words = str(row.get("action") or row.get("indicator") or row.get("evidence", ""))[:40]
            raise ConfigurationError(
                f"{self.output}: was saved by people since it was written, and {len(left)} of its rows are not what the program gives"
                f" (the first: {place}, {words}). Give another -o NEW and then: review apply {self.output} NEW; or --overwrite to lose them"
            )


def found_in(output: Path, history: Sequence[Decision]) -> tuple[list[Decision], Left | None]:
    """The decisions in the review columns of an output that its history does not have, and the rows that people may have changed besides.

    It costs next to nothing where nobody touched the output, which is nearly always.
    """
    table = output if output.is_file() else next(iter(sorted(output.glob("commitments.*"))), None) if output.is_dir() else None
    if table is None or not _touched(table, bool(history)):
        return [], None
    from pipeline.review.read import read_edited

    at = date.fromtimestamp(table.stat().st_mtime).isoformat()
    try:
        held = read_edited(table, by=None, at=at)
    except InputError:
        if _ours(table):
            raise
        return [], None  # something else stands there, which the run replaces
    documents = {row.get("doc_id") for row in held.rows} - {None}
    only = next(iter(documents)) if len(documents) == 1 else ""
    rows = [(row if "commitment_id" in row else with_defaults(row)) | {"doc_id": str(row.get("doc_id", only))} for row in held.rows]
    where = {id(row): place for row, place in zip(rows, held.where, strict=True)}
    decided: dict[str, list[Standing]] = defaultdict(list)
    for known in standing(history):
        decided[known.last.doc_id].append(known)
    free = first_free([str(r.get("commitment_id", "")) for r in rows] + [d.commitment_id for d in history])
    adopted: list[Decision] = []
    left, by_people = Left(output), _by_people(table)
    for doc_id, some in by_document(rows).items():
        pairs = {j: decided[doc_id][i] for i, j in matched(decided[doc_id], some).items()}
        for j, row in enumerate(some):
            held_for = pairs.get(j)
            if doc_id and held_for is None and "commitment_id" in held.columns and "commitment_id" not in row:
                if row.get("review") != "reject":  # what has no id is a person's own, marked or not
                    own = own_row(row, held, f"h{free}", Places())
                    free += 1
                    adopted.append(replace(own, key=key_of(own.row), adopted=True))
                continue
            made = _adopted(row, held_for, held.columns, at) if doc_id else None
            if made is not None:
                adopted.append(made)
            elif held_for is None and by_people:
                left.rows.setdefault(told(row, CONTENT), []).append((where[id(row)], row))
    return adopted, left if left.rows else None


def _adopted(row: Row, held: Standing | None, columns: frozenset[str], at: str) -> Decision | None:
    """The decision that a row tells of; None where there is none, or the history has it."""
    wanted = decision_in(row.get("review"))
    _, note, by, on = (None if row.get(name) is None else str(row.get(name)) for name in REVIEW)
    said: Row = {k: v for k, v in row.items() if k not in REVIEW}
    if held is None:
        if wanted is None:
            return None
        return Decision(key_of(row), str(row["doc_id"]), str(row.get("commitment_id", "")), wanted, on or at, said, by, note, adopted=True)
    last = held.last
    found = {} if wanted == "reject" else changes(last.row, row, columns)
    had = "accept" if last.decision == "add" else last.decision
    if not found and (wanted is None or wanted == had or (wanted, had) == ("accept", "correct")):
        return None
    decided = {k: v for k, v in last.row.items() if k not in found} | {k: new for k, (_, new) in found.items() if new is not None}
    made = "reject" if wanted == "reject" else "correct" if found else wanted or "correct"
    own = by if by and by != last.by else None
    return replace(last, decision=made, at=at, row=decided, by=own, note=note, changes=found, adopted=True)


def _ours(table: Path) -> bool:
    """Whether a file is a commitments table, as far as its header tells."""
    from pipeline.edited import columns_in

    try:
        return {"commitment_id", "evidence", "review"} <= {name_of(c) for c in columns_in(table)}
    except InputError:
        return False


def _touched(table: Path, decided: bool) -> bool:
    """Whether a table can hold what people wrote: looked for cheaply, since nearly all outputs that are written over do not."""
    if table.suffix.lower() == ".xlsx":
        return _by_people(table)
    if table.suffix.lower() == ".jsonl":
        with table.open("rb") as lines:
            return any(b'"review"' in line for line in lines)
    if table.suffix.lower() == ".csv":
        return decided or _by_people(table) or _filled(table)
    if table.suffix.lower() != ".parquet":
        return False
    import pyarrow as pa
    import pyarrow.parquet as pq

    with suppress(pa.ArrowException, OSError, KeyError):
        return bool(pq.read_table(table, columns=["review"]).column("review").null_count < pq.read_metadata(table).num_rows)
    return False


def _by_people(table: Path) -> bool:
    """Whether another program saved the table: our workbooks say that they were last changed when they were made, our CSV has a byte order
    mark, commas and CRLF. Other formats do not tell."""
    if table.suffix.lower() == ".xlsx":
        with suppress(OSError, KeyError, zipfile.BadZipFile), zipfile.ZipFile(table) as book:
            core = book.read("docProps/core.xml")
            return b"<dcterms:modified" not in core or b">2000-01-01T00:00:00Z</dcterms:modified>" not in core
    if table.suffix.lower() == ".csv":
        with table.open("rb") as file:
            first = file.readline()
        return not (first.startswith(b"\xef\xbb\xbf") and first.endswith(b"\r\n") and b"," in first)
    return False


def _filled(table: Path) -> bool:
    """Whether a CSV of ours has a filled review column."""
    with table.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        lines = csv.reader(file)
        names = [name_of(c) for c in next(lines, [])]
        at = names.index("review") if "review" in names else len(COMMITMENTS.columns) * 1000
        return any(len(cells) > at and cells[at].strip() for cells in lines)
