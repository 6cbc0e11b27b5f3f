"""Which tables does a file hold, as people left it? Titles above the header, columns in any order and in either language."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from sys import intern
from typing import Any

from pipeline.errors import InputError
from pipeline.read.encoding import decode
from pipeline.read.rows import delimiter
from pipeline.read.table import cell
from pipeline.write.schema import COMMITMENTS, DOCUMENTS, LINKS_SIDE_BY_SIDE, MENTIONS, STATEMENTS, Table

Cells = Mapping[str, Any]
"""A row of a table: column name → cell."""


class Line(dict[str, Any]):
    """The cells of a row with the place where a person finds it: its number (as a spreadsheet counts: the first line is 1) and its sheet."""

    __slots__ = ("number", "sheet")

    def __init__(self, cells: Iterable[tuple[str, Any]], number: int, sheet: str = "") -> None:
        super().__init__(cells)
        self.number = number
        self.sheet = sheet

    @property
    def place(self) -> str:
        """The place in words.

        >>> Line([], 5, "承诺事项").place
        'sheet 承诺事项, row 5'
        """
        return f"sheet {self.sheet}, row {self.number}" if self.sheet else f"row {self.number}"


NEEDED = ("status", "value", "comparator", "unit", "due", "evidence")
"""Columns without which no verdict would be right; `doc_id`, `commitment_id` and all others may be missing."""

SUFFIXES = (".xlsx", ".csv", ".tsv", ".parquet", ".jsonl")
_HEADER_ROWS = 10
"""How far down a sheet the header may stand: people put titles over tables."""


def tables_in(path: Path) -> dict[str, Iterable[Cells]]:
    """The tables of a file by name. A sheet or file is known by its columns, whatever its name and wherever its header stands.

    A Parquet file is streamed: it may hold more rows than there is memory for as cells."""
    if path.suffix.lower() == ".parquet":
        return {_kind([dict.fromkeys(name_of(c) for c in columns_in(path))]): _parquet(path)}
    if path.suffix.lower() != ".xlsx":
        return {_kind(rows): rows} if (rows := rows_in(path)) else {"commitments": _empty(path)}
    sheets: dict[str, list[Cells]] = {}
    for rows in _sheets(path):
        sheets.setdefault(_kind(rows), []).extend(rows)
    return {**sheets}


def _empty(path: Path) -> list[Cells]:
    """No rows: fine where the columns are there, as for a document without commitments."""
    names = {name_of(c) for c in columns_in(path)}
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


def commitments_table(argument: str | Path) -> Path | None:
    """The file with the commitments that an argument stands for; None where it is a document, or a folder of them.

    Raises InputError where it is not there.
    """
    path = Path(argument)
    if str(argument) != "-" and not path.exists():
        raise InputError(str(argument), "there is no such file or folder")
    if path.is_dir():
        return next((p for suffix in SUFFIXES if (p := path / f"commitments{suffix}").exists()), None)
    return path if path.suffix.lower() in SUFFIXES and not _is_text_table(path) else None


def _is_text_table(path: Path) -> bool:
    """Whether a table holds documents to be extracted (a column `text` and none of the columns of commitments)."""
    names = {name_of(c) for c in columns_in(path)}
    return "text" in names and not names & {"evidence", "commitment_id", "verdict"}


def found_in(table: Path, folder: Path | None = None) -> dict[str, Iterable[Cells]]:
    """The tables of a file, and of the `folder` that it lies in where `extract` wrote one, by name. Raises InputError where there are no commitments."""
    found = tables_in(table)
    if "commitments" not in found:
        raise lacking(table, found)
    if folder is not None:
        for other in ("documents", "statements", "mentions"):
            path = folder / (other + table.suffix)
            if path.exists():
                found |= {other: rows_in(path)}
    return found


def links_in(path: Path) -> list[Cells]:
    """The links of a file or folder that `check` wrote. Raises InputError where there are none."""
    table = path
    if path.is_dir():
        table = next((p for suffix in SUFFIXES if (p := path / f"links{suffix}").exists()), path / "links.jsonl")
    if not table.exists():
        raise InputError(str(path), "holds no links; give what check -o wrote")
    if table.suffix.lower() not in SUFFIXES:
        raise InputError(str(path), f"is no table of links; possible are {', '.join(SUFFIXES)}")
    found = tables_in(table)
    if "links" not in found and any(True for rows in found.values() for _ in rows):
        raise InputError(str(path), "is no table of links: it lacks the columns verdict, a_evidence, b_evidence")
    return [{**cells, "compared_as": cells.get("compared_as", cells.get("comparator"))} for cells in found.get("links", ())]


def keyed(table: Iterable[Cells], file: str) -> Iterator[tuple[Cells, str, str]]:
    """The rows that say something, each with the document and the id that it goes by: no two share both.

    `file` is the doc_id of rows that name none.
    """
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


def commitments_of(name: str, given: Sequence[Cells]) -> list[Cells]:
    """The rows of a commitments table that is held already, columns by name or title. Raises InputError, naming `name`, where needed columns are missing."""
    rows = [_named(cells, number) for number, cells in enumerate(given, 1)]
    if _kind(rows) != "commitments":
        raise InputError(name, _lacks({column for row in rows for column in row}))
    return rows


def lacking(path: Path, found: Mapping[str, Iterable[Cells]]) -> InputError:
    """What to say of a file without a commitments table: the sheet that comes nearest is named by its columns."""
    sheets = [{name for row in islice(rows, 2000) for name in row} for rows in found.values()] or [{name_of(c) for c in columns_in(path)}]
    return InputError(str(path), _lacks(max(sheets, key=lambda names: len(names & set(NEEDED)))))


def _lacks(names: set[str]) -> str:
    missing = [c for c in NEEDED if c not in names]
    there = ", ".join(sorted(n for n in names if n)[:12]) or "none"
    return f"is no commitments table: it lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)} (it has {there})"


def columns_in(path: Path) -> list[str]:
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        with closing(_book(path)) as book:
            tops = [list(islice(sheet.iter_rows(values_only=True), _HEADER_ROWS + 1)) for sheet in book.worksheets]
        return [name for top in tops for name in _header(top) if name] or [name_of(c) for top in tops for c in next(iter(top), ()) if c is not None]
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


def rows_in(path: Path) -> list[Cells]:
    """The rows of a file that holds one table, columns by their names in the data dictionary."""
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        with path.open("rb") as lines:
            return [_named(_object(line, path), number) for number, line in enumerate(lines, 1) if line.strip()]
    if suffix == ".parquet":
        return list(_parquet(path))
    text = _text(path)
    table = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter(path, text.partition("\n")[0])))
    top = next((n for n, cells in enumerate(table[:_HEADER_ROWS]) if _is_header(cells)), 0)
    header = [name_of(c) for c in table[top]] if table else []
    return [
        Line(((n, c.removeprefix("'") if c.startswith(("'=", "'+", "'-", "'@")) else c) for n, c in zip(header, cells, strict=False) if n), number)
        for number, cells in enumerate(table[top + 1 :], top + 2)
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
            names = {c: name_of(c) for c in file.schema_arrow.names}
            number = 0
            for batch in file.iter_batches(batch_size=10_000):
                for cells in batch.to_pylist():
                    number += 1
                    yield Line(((names[c], v) for c, v in cells.items()), number)
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
            lines = enumerate((tuple(_value(c) for c in cells) for cells in sheet.iter_rows()), 1)
            if header := _header(cells for _, cells in islice(lines, _HEADER_ROWS + 1)):
                filled = ((n, cells) for n, cells in lines if any(c is not None and c != "" for c in cells))
                rows: list[Cells] = [Line(((n, c) for n, c in zip(header, cells, strict=False) if n), number, sheet.title) for number, cells in filled]
                yield rows or [dict.fromkeys(n for n in header if n)]


def _value(cell: Any) -> Any:
    """What a cell shows: 0.95 under a format with % is 95, as our tables have it."""
    value = cell.value
    percent = isinstance(value, int | float) and not isinstance(value, bool) and "%" in cell.number_format
    return round(value * 100, 10) if percent else value


def _header(top: Iterable[Sequence[Any]]) -> list[str]:
    """The columns that the first of these rows that is a header names; none where there is no header."""
    return next(([name_of(c) for c in cells] for cells in top if _is_header(cells)), [])


def _is_header(cells: Iterable[Any]) -> bool:
    """Whether a row names at least three columns of one of our tables."""
    names = {name_of(c) for c in cells}
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


def name_of(title: object) -> str:
    """The column that a header cell names: its name, its English or Chinese title; an own column keeps its words."""
    words = " ".join(str(title).strip().lstrip("\ufeff").split()).lower() if title is not None else ""
    return _NAMES.get(words, _NAMES.get(words.replace(" ", "_"), words))


def _named(cells: Cells, number: int) -> Cells:
    return Line(((name_of(k), v) for k, v in cells.items()), number)
