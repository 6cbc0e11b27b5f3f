"""How a table is written as CSV that a spreadsheet opens rightly and safely."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from pipeline.write.look import Look
from pipeline.write.schema import Column, Headers, Table
from pipeline.write.tables import Cell, Row, joined

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula.

    >>> harmless("=1+1"), harmless("不低于10%")
    ("'=1+1", '不低于10%')
    """
    return "'" + text if text.startswith(_FORMULA) else text


class CsvSink:
    """One table: UTF-8 with a byte order mark, a header row, lists joined by `; `."""

    def __init__(self, path: Path, table: Table, headers: Headers) -> None:
        self._columns = table.columns
        self._file = path.open("w", encoding="utf-8-sig", errors="replace", newline="")
        self._csv = csv.writer(self._file)
        self._csv.writerow([column.header(headers) for column in table.columns])

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Write the rows, every column of the table in order."""
        self._csv.writerows([_cell(column, row.get(column.name)) for column in self._columns] for row in rows)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _cell(column: Column, value: Cell | None) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, int | float) and column.type in ("integer", "number"):
        return value
    return harmless(joined(value))


def open_sink(path: Path, tables: Sequence[Table], look: Look) -> CsvSink:
    """Begin a file that holds the one table given."""
    return CsvSink(path, tables[0], look.titles)
