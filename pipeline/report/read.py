"""Which rows and texts does a report show? Read from tables as a person left them, or extracted from documents now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.batch import Account, extractions
from pipeline.cells import typed
from pipeline.edited import commitments_table, found_in, keyed, links_in
from pipeline.errors import InputError
from pipeline.source_texts import Folders, found_texts
from pipeline.types import Lang
from pipeline.write.schema import DOCUMENTS, EXTRACTED, LINKS, TEXTS, Table
from pipeline.write.tables import Cell, Row, Tables, filled, text_rows
from pipeline.write.tables import tables as rows_of


@dataclass(frozen=True, slots=True)
class Reading:
    """How documents are read, as for `extract`."""

    lang: Lang | None = None
    doc_date: str | None = None
    max_bytes: int | None = None
    backend: str = "rules"


def read_report(inputs: Sequence[str], account: Account, *, links: str | None = None, texts: Path | None = None, reading: Reading | None = None) -> Tables:
    """The rows of all arguments by table name, `texts` and `links` among them. No two documents have a doc_id in common.

    An argument is a folder or file of tables, or documents, which are extracted; `account` keeps what could not be read.
    `links` names what `check` wrote, `texts` a folder with the source texts of tables.
    Raises InputError for what is not there or no such table.
    """
    held = _empty()
    taken: set[str] = set()
    for argument in inputs:
        for name, rows in _told_apart(_tables_of(argument, account, texts, reading or Reading()), taken).items():
            held[name] += rows
    if links is not None:
        held["links"] = resolved([as_row(LINKS, cells) for cells in links_in(Path(links))], held["commitments"])
    return held


def _tables_of(argument: str, account: Account, texts: Path | None, reading: Reading) -> Tables:
    table = commitments_table(argument)
    if table is None:
        return _extracted(argument, account, reading)
    path = Path(argument)
    found = {name: list(rows) for name, rows in found_in(table, path if path.is_dir() else None).items()}
    found["commitments"] = [{**cells, "doc_id": doc_id, "commitment_id": row_id} for cells, doc_id, row_id in keyed(found["commitments"], table.name)]
    rows: Tables = {t.name: [as_row(t, cells) for cells in found.get(t.name, ())] for t in EXTRACTED}
    rows["documents"] += _documents_of(found["commitments"], {d.get("doc_id") for d in rows["documents"]})
    account.read += len(rows["documents"])
    return rows | {"texts": found_texts(rows, Folders(texts, table.parent))}


def _extracted(argument: str, account: Account, reading: Reading) -> Tables:
    rows = _empty()
    for extraction in extractions([argument], account, lang=reading.lang, doc_date=reading.doc_date, max_bytes=reading.max_bytes, backend=reading.backend):
        for name, some in (rows_of(extraction) | {"texts": text_rows(extraction.document)}).items():
            rows[name] += some
    return rows


def _empty() -> Tables:
    return {t.name: [] for t in (*EXTRACTED, TEXTS)}


def _documents_of(commitments: Iterable[Mapping[str, Any]], known: set[Cell | None]) -> Iterator[Row]:
    """A row for each document that only commitments name, with what they say of it: a commitments table alone has no documents."""
    for cells in commitments:
        if cells["doc_id"] not in known:
            known.add(cells["doc_id"])
            yield as_row(DOCUMENTS, {name: cells.get(name) for name in ("doc_id", "title", "issuer", "doc_number", "doc_date", "lang")})


def as_row(table: Table, cells: Mapping[str, Any]) -> Row:
    """A row of a table as a person left it, with cells of the types that the data dictionary says; own columns are left out.

    >>> from pipeline.write.schema import COMMITMENTS
    >>> as_row(COMMITMENTS, {"value": "95%", "due": "2025-12-31", "agencies": "财政部；教育部", "mine": "x"})
    {'value': 95, 'due': '2025-12-31', 'agencies': ['财政部', '教育部']}
    """
    return filled({c.name: None if (value := cells.get(c.name)) is None else typed(c, value) for c in table.columns})


def _told_apart(rows: Tables, taken: set[str]) -> Tables:
    """The rows with doc_ids that no earlier argument has: zh/report.txt and en/report.txt are both called report.txt."""
    new: dict[Cell, Cell] = {}
    for document in rows["documents"]:
        doc_id = name = str(document.get("doc_id", ""))
        count = 1
        while name in taken:
            count += 1
            name = f"{doc_id} ({count})"
        taken.add(name)
        if name != doc_id:
            new[doc_id] = name
    if not new:
        return rows
    return {table: [{**row, "doc_id": new.get(_hashable(row.get("doc_id")), row.get("doc_id", ""))} for row in some] for table, some in rows.items()}


def _hashable(value: Cell | None) -> Cell:
    return "" if value is None or isinstance(value, list) else value


def resolved(links: Iterable[Row], commitments: Iterable[Row]) -> list[Row]:
    """The links with the doc_ids that the report uses: of several documents with one name, the one that has this row with this evidence.

    >>> rows = [{"doc_id": "a.txt", "commitment_id": "c1", "evidence": "x"}, {"doc_id": "a.txt (2)", "commitment_id": "c1", "evidence": "y"}]
    >>> resolved([{"a_doc": "a.txt", "a_id": "c1", "a_evidence": "x", "b_doc": "a.txt", "b_id": "c1", "b_evidence": "y"}], rows)[0]["b_doc"]
    'a.txt (2)'
    """
    places: dict[tuple[Cell | None, Cell | None], list[str]] = {}
    for row in commitments:
        places.setdefault((row.get("commitment_id"), row.get("evidence")), []).append(str(row["doc_id"]))
    out = []
    for link in links:
        a, b = (_homes(link, side, places) for side in "ab")
        if link.get("verdict") == "self_conflict":  # both rows are of one document
            a = b = [doc_id for doc_id in a if doc_id in b][:1]
        new = dict(link)
        if a:
            new["a_doc"] = a[0]
        if b:
            new["b_doc"] = b[-1]
        out.append(new)
    return out


def _homes(link: Row, side: str, places: Mapping[tuple[Cell | None, Cell | None], Sequence[str]]) -> Sequence[str]:
    """The documents that one side of a link may be of, in the order of the arguments: A stands before B."""
    named = str(link.get(f"{side}_doc", ""))
    there = places.get((link.get(f"{side}_id"), link.get(f"{side}_evidence")), ())
    return [doc_id for doc_id in there if doc_id == named or doc_id.startswith(f"{named} (")]


def nothing_in(rows: Tables, inputs: Sequence[str]) -> InputError | None:
    """What to say where no document could be read."""
    return None if any(not d.get("problem") for d in rows["documents"]) else InputError(", ".join(inputs), "holds no document that could be read")
