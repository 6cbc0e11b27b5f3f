"""What do the cells of a commitments table hold, as typed cells of the data dictionary? And which tables do TABLES hold?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.cells import typed
from pipeline.edited import SUFFIXES, Cells, Line, commitments_table, found_in
from pipeline.errors import InputError
from pipeline.read.table import cell
from pipeline.review.apply import Edits
from pipeline.write.schema import COMMITMENTS, TABLES, Column, Headers, Table
from pipeline.write.tables import Row


@dataclass(frozen=True, slots=True)
class Held:
    """Tables as extract wrote them: rows by table name; how they were written: the format of a folder, the language of header cells."""

    path: Path
    rows: Mapping[str, list[Row]]
    folder_format: str | None
    headers: Headers | None

    @property
    def commitments(self) -> list[Row]:
        """The rows of the commitments table."""
        return self.rows["commitments"]


def read_tables(path: Path) -> Held:
    """The tables of a folder or file that extract wrote. Raises InputError where there is no commitments table."""
    first = commitments_table(path)
    if first is None:
        what = "holds no commitments table; give what extract wrote (a folder of partitions cannot be reviewed)"
        raise InputError(str(path), what if path.is_dir() else f"is no commitments table; possible are {', '.join(SUFFIXES)}")
    found = found_in(first, path if path.is_dir() else None)
    folder_format = first.suffix[1:] if path.is_dir() else None
    rows = {name: [_typed_row(TABLES[name], cells, _place(cells), str(path)) for cells in found[name]] for name in found if name in TABLES}
    rows = {name: [row for row in some if row] for name, some in rows.items()}
    return Held(path, rows, folder_format, _headers(first))


def read_edited(path: Path, *, by: str | None, at: str) -> Edits:
    """The commitments table of a file as people left it; `by` and `at` (ISO date) hold where a row does not say. Cells that cannot be read
    raise InputError."""
    if not path.is_file():
        raise InputError(str(path), "there is no such file")
    if path.suffix.lower() == ".ods":
        raise InputError(str(path), "an .ods is not read; save it as .xlsx in LibreOffice or WPS and give that")
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(str(path), f"is no table; possible are {', '.join(SUFFIXES)}")
    cells = list(found_in(path)["commitments"])
    columns = frozenset(name for row in cells for name in row)
    rows = [(_typed_row(COMMITMENTS, row, _place(row), str(path)), _place(row)) for row in cells]
    rows = [(row, place) for row, place in rows if row]
    return Edits([row for row, _ in rows], [place for _, place in rows], columns, by, at, str(path))


def _place(cells: Cells) -> str:
    return cells.place if isinstance(cells, Line) else "a row"


def _typed_row(table: Table, cells: Cells, place: str, file: str) -> Row:
    """The filled cells of a row as the data dictionary types them; own columns are left out."""
    row: Row = {}
    for column in table.columns:
        given = cells.get(column.name)
        if cell(given) is None and not isinstance(given, list):
            continue
        value = typed(column, given)
        if value is None:
            raise InputError(file, f"{place}, column {column.name} ({column.chinese}): {str(given)[:60]!r} is {_wanted(column)}")
        if value != []:
            row[column.name] = value
    return row


def _wanted(column: Column) -> str:
    if column.type == "date":
        return "no date; write it as 2025-12-31"
    if column.type in ("number", "integer"):
        return "no number; write digits alone, the unit in its own column"
    return f"none of {', '.join(column.allowed)}"


def _headers(file: Path) -> Headers | None:
    """The language of the header cells; None where the format has no choice."""
    if file.suffix.lower() not in (".xlsx", ".csv"):
        return None
    if file.suffix.lower() == ".csv":
        return "zh" if "事项编号" in file.read_text(encoding="utf-8-sig", errors="replace")[:4000].splitlines()[0] else "en"
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True)
    try:
        return "zh" if COMMITMENTS.chinese in book.sheetnames else "en"
    finally:
        book.close()
