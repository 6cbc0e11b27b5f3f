"""Which rows does one argument of `check` hold: a document, a commitments table as a person left it, or a folder of tables?"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from sys import intern
from typing import Any, cast, get_args

from pipeline.check.cells import list_in, number_in, shared, whole_in, word_in
from pipeline.check.model import TableRow
from pipeline.check.said import Said, said_in
from pipeline.errors import InputError
from pipeline.read.encoding import decode
from pipeline.read.rows import delimiter
from pipeline.read.table import cell, given_date, given_lang
from pipeline.types import Change, Comparator, Document, Extraction, Lang, Modality, Relation, Status
from pipeline.write.schema import COMMITMENTS, DOCUMENTS, LINKS_SIDE_BY_SIDE, MENTIONS, STATEMENTS, Table
from pipeline.write.tables import tables as rows_of

Cells = Mapping[str, Any]
"""A row of a table: column name → cell."""

NEEDED = ("status", "value", "comparator", "unit", "due", "evidence")
"""Columns without which no verdict would be right; `doc_id`, `commitment_id` and all others may be missing."""

_SUFFIXES = (".xlsx", ".csv", ".tsv", ".parquet", ".jsonl")
_HEADER_ROWS = 10
"""How far down a sheet the header may stand: people put titles over tables."""


@dataclass(frozen=True, slots=True)
class Side:
    """One argument of `check`: its rows, and where it is a document or holds statements, its sentences (as rows without numbers) and
    the numbers and dates that are `said` in them.

    `title`, `doc_date`, `lang` are those of its document where it holds just one.
    """

    name: str
    rows: tuple[TableRow, ...]
    sentences: tuple[TableRow, ...] = ()
    title: str | None = None
    doc_date: str | None = None
    lang: Lang | None = None
    said: tuple[Said, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """The doc_ids of its rows, in order."""
        return tuple(dict.fromkeys(r.doc_id for r in (*self.rows, *self.sentences)))


def read_side(argument: str | Path, *, lang: Lang | None = None, doc_date: str | None = None, max_bytes: int | None = None) -> Side:
    """The side that an argument stands for: a table is read, a document (or a folder of them; of at most `max_bytes` each) is extracted.

    Raises InputError where it is not there or cannot be read, or where a table lacks needed columns (the message names them).
    """
    path = Path(argument)
    table = commitments_table(argument)
    if table is None:
        return _documents(argument, lang, doc_date, max_bytes)
    return _table_side(path.name or str(path), table, path if path.is_dir() else None)


def commitments_table(argument: str | Path) -> Path | None:
    """The file with the commitments that an argument stands for; None where it is a document, or a folder of them.

    Raises InputError where it is not there.
    """
    path = Path(argument)
    if str(argument) != "-" and not path.exists():
        raise InputError(str(argument), "there is no such file or folder")
    if path.is_dir():
        return next((p for suffix in _SUFFIXES if (p := path / f"commitments{suffix}").exists()), None)
    return path if path.suffix.lower() in _SUFFIXES and not _is_text_table(path) else None


def tables_in(table: Path, *, folder: Path | None = None) -> dict[str, list[Cells]]:
    """The tables of a file, and of the `folder` it lies in where `extract` wrote one, by name; each commitment with the ids that links name.

    Raises InputError where there are no commitments.
    """
    found = {name: list(rows) for name, rows in _found(table, folder).items()}
    found["commitments"] = [{**cells, "doc_id": doc_id, "commitment_id": row_id} for cells, doc_id, row_id in _keyed(found["commitments"], table.name)]
    return found


def links_in(path: Path) -> list[Cells]:
    """The links of a file or folder that `check` wrote. Raises InputError where there are none."""
    table = path
    if path.is_dir():
        table = next((p for suffix in _SUFFIXES if (p := path / f"links{suffix}").exists()), path / "links.jsonl")
    if not table.exists():
        raise InputError(str(path), "holds no links; give what check -o wrote")
    if table.suffix.lower() not in _SUFFIXES:
        raise InputError(str(path), f"is no table of links; possible are {', '.join(_SUFFIXES)}")
    found = _tables(table)
    if "links" not in found and any(True for rows in found.values() for _ in rows):
        raise InputError(str(path), "is no table of links: it lacks the columns verdict, a_evidence, b_evidence")
    return [{**cells, "compared_as": cells.get("compared_as", cells.get("comparator"))} for cells in found.get("links", ())]


def read_rows(path: Path) -> tuple[TableRow, ...]:
    """The rows of one commitments table."""
    return _table_side(path.name, path, None).rows


# ---- documents -----------------------------------------------------------------------------------------------------------------------


def _documents(argument: str | Path, lang: Lang | None, doc_date: str | None, max_bytes: int | None) -> Side:
    from pipeline.batch import attempt
    from pipeline.read import limits_of, read

    extractions = [attempt(document) for document in read([argument], lang=lang, doc_date=doc_date, limits=limits_of(max_bytes))]
    for extraction in extractions:
        if extraction.document.problem:
            raise InputError(extraction.document.doc_id, extraction.document.problem)
    if not extractions:
        raise InputError(str(argument), "holds no document")
    made = [(rows_of(e), _facts(e.document)) for e in extractions]
    rows = tuple(row for tables, about in made for row in _rows(tables["commitments"], about.doc_id, {about.doc_id: about}))
    sentences = tuple(row for tables, about in made for row in _sentences(tables["statements"], about))
    said = said_in(sentences, ((about.doc_id, cells) for tables, about in made for cells in tables["mentions"]))
    one = extractions[0].document if len(extractions) == 1 else Document("", "")
    name = one.doc_id or Path(argument).name
    return Side(name, rows, sentences, one.title, one.doc_date, one.lang, said)


def extracted_rows(extraction: Extraction) -> list[TableRow]:
    """The commitments of an extraction as rows of a table.

    >>> from pipeline.run import extract_text
    >>> [(r.row_id, r.value, r.due) for r in extracted_rows(extract_text("到2025年，森林覆盖率达到24%以上。"))]
    [('c1', Decimal('24'), '2025-12-31')]
    """
    made = rows_of(extraction)["commitments"]
    return _rows(made, extraction.document.doc_id, {extraction.document.doc_id: _facts(extraction.document)})


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known about a document."""

    doc_id: str
    title: str | None = None
    doc_date: str | None = None
    lang: Lang | None = None


def _facts(document: Document) -> _Facts:
    return _Facts(document.doc_id, document.title, document.doc_date, document.lang)


# ---- tables --------------------------------------------------------------------------------------------------------------------------


def _table_side(name: str, table: Path, folder: Path | None) -> Side:
    found = _found(table, folder)
    facts = {f.doc_id: f for f in (_document_facts(cells) for cells in found.get("documents", ())) if f.doc_id}
    rows = tuple(_rows(found["commitments"], table.name, facts))
    sentences: list[TableRow] = []
    for cells in found.get("statements", ()):
        doc_id = cell(cells.get("doc_id")) or table.name
        sentences += _sentences([cells], facts.get(doc_id, _Facts(doc_id)))
    documents = tuple(dict.fromkeys(r.doc_id for r in rows))
    one = facts.get(documents[0]) if len(documents) == 1 else None
    dated = {r.doc_date for r in rows}
    langs = {r.lang for r in rows}
    return Side(
        name,
        rows,
        tuple(sentences),
        one.title if one else None,
        next(iter(dated)) if len(dated) == 1 else None,
        next(iter(langs)) if len(langs) == 1 else None,
        said_in(sentences, ((cell(cells.get("doc_id")) or table.name, cells) for cells in found.get("mentions", ()))),
    )


def _found(table: Path, folder: Path | None) -> dict[str, Iterable[Cells]]:
    """The tables of a file and of the folder that it belongs to; commitments among them."""
    found = _tables(table)
    if "commitments" not in found:
        raise _lacking(table, found)
    if folder is not None:
        for other in ("documents", "statements", "mentions"):
            path = folder / (other + table.suffix)
            if path.exists():
                found |= {other: _single(path)}
    return found


def _tables(path: Path) -> dict[str, Iterable[Cells]]:
    """The tables of a file by name. A sheet or file is known by its columns, whatever its name and wherever its header stands.

    A Parquet file is streamed: it may hold more rows than there is memory for as cells."""
    if path.suffix.lower() == ".parquet":
        return {_kind([dict.fromkeys(_name(c) for c in _columns(path))]): _parquet(path)}
    if path.suffix.lower() != ".xlsx":
        return {_kind(rows): rows} if (rows := _single(path)) else {"commitments": _empty(path)}
    sheets: dict[str, list[Cells]] = {}
    for rows in _sheets(path):
        sheets.setdefault(_kind(rows), []).extend(rows)
    return {**sheets}


def _empty(path: Path) -> list[Cells]:
    """No rows: fine where the columns are there, as for a document without commitments."""
    names = {_name(c) for c in _columns(path)}
    if path.suffix.lower() != ".jsonl" and not set(NEEDED) <= names:
        raise InputError(str(path), _lacks(names))
    return []


def _kind(rows: Sequence[Cells]) -> str:
    names = {name for row in rows[:2000] for name in row}
    if set(NEEDED) <= names or ("evidence" in names and "status" in names and names & {"value", "due", "action"} and _sparse(rows)):
        return "commitments"
    if "verdict" in names and names & {"a_evidence", "b_evidence"}:
        return "links"
    if "statement_class" in names and "text" in names:
        return "statements"
    if {"mention_id", "text"} <= names and names & {"value", "date_to"}:
        return "mentions"
    if "n_chars" in names or {"doc_id", "media_type"} <= names:
        return "documents"
    return "other: " + ", ".join(sorted(names))


def _sparse(rows: Sequence[Cells]) -> bool:
    """Whether rows leave out empty cells (jsonl), so that a missing name is no missing column."""
    return len({frozenset(row) for row in rows[:50]}) > 1 or len(rows) < 3


def _lacking(path: Path, found: Mapping[str, Iterable[Cells]]) -> InputError:
    """What to say of a file without a commitments table: the sheet that comes nearest is named by its columns."""
    sheets = [{name for row in islice(rows, 2000) for name in row} for rows in found.values()] or [{_name(c) for c in _columns(path)}]
    return InputError(str(path), _lacks(max(sheets, key=lambda names: len(names & set(NEEDED)))))


def _lacks(names: set[str]) -> str:
    missing = [c for c in NEEDED if c not in names]
    there = ", ".join(sorted(n for n in names if n)[:12]) or "none"
    return f"is no commitments table: it lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)} (it has {there})"


def _is_text_table(path: Path) -> bool:
    """Whether a table holds documents to be extracted (a column `text` and none of the columns of commitments)."""
    names = {_name(c) for c in _columns(path)}
    return "text" in names and not names & {"evidence", "commitment_id", "verdict"}


def _columns(path: Path) -> list[str]:
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        with closing(_book(path)) as book:
            tops = [list(islice(sheet.iter_rows(values_only=True), _HEADER_ROWS + 1)) for sheet in book.worksheets]
        return [name for top in tops for name in _header(top) if name] or [_name(c) for top in tops for c in next(iter(top), ()) if c is not None]
    if suffix == ".parquet":
        import pyarrow.parquet as pq

        try:
            return list(pq.read_schema(path).names)
        except (OSError, ValueError) as error:
            raise InputError(str(path), f"not a readable Parquet file ({error})") from error
    if suffix == ".jsonl":
        with path.open("rb") as lines:
            first = [line for _, line in zip(range(50), lines, strict=False) if line.strip()]
        return [name for line in first for name in _object(line, path)]
    text = _text(path)
    return next(csv.reader(text.splitlines()[:1], delimiter=delimiter(path, text.partition("\n")[0])), [])


def _single(path: Path) -> list[Cells]:
    """The rows of a file that holds one table, columns by their names in the data dictionary."""
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        with path.open("rb") as lines:
            return [_named(_object(line, path)) for line in lines if line.strip()]
    if suffix == ".parquet":
        return list(_parquet(path))
    text = _text(path)
    table = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter(path, text.partition("\n")[0])))
    top = next((n for n, cells in enumerate(table[:_HEADER_ROWS]) if _is_header(cells)), 0)
    header = [_name(c) for c in table[top]] if table else []
    return [
        {n: c.removeprefix("'") if c.startswith(("'=", "'+", "'-", "'@")) else c for n, c in zip(header, cells, strict=False) if n}
        for cells in table[top + 1 :]
        if any(c.strip() for c in cells)
    ]


def _text(path: Path) -> str:
    try:
        return decode(path.read_bytes(), name=str(path))[0].lstrip("\ufeff")
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror or error})") from error


def _object(line: bytes, path: Path) -> dict[str, Any]:
    try:
        value = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        raise InputError(str(path), f"broken JSON ({error})") from error
    if not isinstance(value, dict):
        raise InputError(str(path), "a line is not a JSON object")
    return value


def _parquet(path: Path) -> Iterator[Cells]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            names = {c: _name(c) for c in file.schema_arrow.names}
            for batch in file.iter_batches(batch_size=10_000):
                for cells in batch.to_pylist():
                    yield {names[c]: v for c, v in cells.items()}
    except (pa.ArrowException, OSError) as error:
        raise InputError(str(path), f"not a readable Parquet file ({error})") from error


def _book(path: Path) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever zipfile, xml and its own checks raise
        raise InputError(str(path), f"not a readable .xlsx workbook ({type(error).__name__})") from error


def _sheets(path: Path) -> Iterator[list[Cells]]:
    """The rows of each sheet under its header, which may stand some rows down and in any order of columns."""
    with closing(_book(path)) as book:
        for sheet in book.worksheets:
            lines = sheet.iter_rows(values_only=True)
            if header := _header(islice(lines, _HEADER_ROWS + 1)):
                filled = (cells for cells in lines if any(c is not None and c != "" for c in cells))
                rows: list[Cells] = [{n: c for n, c in zip(header, cells, strict=False) if n} for cells in filled]
                yield rows or [dict.fromkeys(n for n in header if n)]


def _header(top: Iterable[Sequence[Any]]) -> list[str]:
    """The columns that the first of these rows that is a header names; none where there is no header."""
    return next(([_name(c) for c in cells] for cells in top if _is_header(cells)), [])


def _is_header(cells: Iterable[Any]) -> bool:
    """Whether a row names at least three columns of one of our tables."""
    names = {_name(c) for c in cells}
    return any(len(names & {c.name for c in table.columns}) >= 3 for table in (COMMITMENTS, STATEMENTS, DOCUMENTS, LINKS_SIDE_BY_SIDE))


def _titles(*tables: Table) -> dict[str, str]:
    columns = [c for table in tables for c in table.columns]
    known = {c.name: c.name for c in columns}
    for column in columns:
        for title in (column.chinese, column.english.lower()):
            known.setdefault(title, column.name)
    return known


_NAMES = _titles(COMMITMENTS, DOCUMENTS, STATEMENTS, MENTIONS, LINKS_SIDE_BY_SIDE)
"""Column names, English and Chinese titles → column names."""


def _name(title: object) -> str:
    """The column that a header cell names: its name, its English or Chinese title; an own column keeps its words."""
    words = " ".join(str(title).strip().lstrip("\ufeff").split()).lower() if title is not None else ""
    return _NAMES.get(words, _NAMES.get(words.replace(" ", "_"), words))


def _named(cells: Cells) -> Cells:
    return {_name(k): v for k, v in cells.items()}


# ---- cells ---------------------------------------------------------------------------------------------------------------------------


def _document_facts(cells: Cells) -> _Facts:
    return _Facts(cell(cells.get("doc_id")) or "", cell(cells.get("title")), given_date(cells.get("doc_date")), given_lang(cells.get("lang")))


def _sentences(statements: Iterable[Cells], facts: _Facts) -> list[TableRow]:
    rows = []
    for number, s in enumerate(statements, 1):
        text = cell(s.get("text"))
        if text:
            status: Status = "achieved" if s.get("statement_class") == "achievement" else "committed"
            position = whole_in(s.get("start"), number)
            row_id = cell(s.get("statement_id")) or f"s{number}"
            rows.append(TableRow(facts.doc_id, row_id, facts.lang, facts.doc_date, status, action=text, evidence=text, position=position))
    return rows


def _rows(table: Iterable[Cells], file: str, facts: Mapping[str, _Facts]) -> list[TableRow]:
    return [_row(cells, doc_id, row_id, number, facts) for number, (cells, doc_id, row_id) in enumerate(_keyed(table, file), 1)]


def _keyed(table: Iterable[Cells], file: str) -> Iterator[tuple[Cells, str, str]]:
    """The rows that say something, each with the document and the id that it goes by: no two have both in common."""
    taken: set[tuple[str, str]] = set()
    for number, cells in enumerate(table, 1):
        if not any(cell(cells.get(name)) for name in ("evidence", "action", "indicator", "value", "due", "target_text")):
            continue
        doc_id = intern((cell(cells.get("doc_id")) or file).strip())
        first = row_id = intern((cell(cells.get("commitment_id")) or f"r{number}").strip())
        while (doc_id, row_id) in taken:  # a row that a person copied
            row_id = f"{first}#{number}"
            number += 1
        taken.add((doc_id, row_id))
        yield cells, doc_id, row_id


def _row(cells: Cells, doc_id: str, row_id: str, number: int, facts: Mapping[str, _Facts]) -> TableRow:
    known = facts.get(doc_id, _Facts(doc_id))
    value = number_in(cells.get("value"))
    comparator = cast("Comparator | None", word_in(cells.get("comparator"), get_args(Comparator)))
    return TableRow(
        doc_id=doc_id,
        row_id=row_id,
        lang=given_lang(cells.get("lang")) or known.lang,
        doc_date=shared(given_date(cells.get("doc_date"))) or known.doc_date,
        status=cast(Status, word_in(cells.get("status"), get_args(Status)) or "committed"),
        modality=cast("Modality | None", word_in(cells.get("modality"), get_args(Modality))),
        action=cell(cells.get("action")) or "",
        indicator=shared(cell(cells.get("indicator"))),
        target_text=shared(cell(cells.get("target_text"))),
        value=value,
        value_max=number_in(cells.get("value_max")),
        comparator=comparator or ("eq" if value is not None else None),
        unit=shared(word_in(cells.get("unit"), ())) or ("count" if value is not None else None),
        noun=cell(cells.get("noun")),
        change=cast("Change | None", word_in(cells.get("change"), get_args(Change))),
        deadline_text=shared(cell(cells.get("deadline_text"))),
        relation=cast("Relation | None", word_in(cells.get("relation"), get_args(Relation))),
        due=shared(given_date(cells.get("due"))),
        lead_agencies=list_in(cells.get("lead_agencies")),
        agencies=list_in(cells.get("agencies")),
        frequency=cell(cells.get("frequency")),
        condition=cell(cells.get("condition")),
        region=cell(cells.get("region")),
        section=cell(cells.get("section")),
        evidence=cell(cells.get("evidence")) or cell(cells.get("action")) or "",
        position=whole_in(cells.get("start"), number),
    )
