"""How is the report page written as an output of `extract`? Rows are gathered, the page is made when all are there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.report.page import PageOptions, page
from pipeline.write.look import Look
from pipeline.write.schema import Table
from pipeline.write.tables import Row, Tables


class PageSink:
    """The page, which needs all rows at once: it is for tables that a browser can hold."""

    def __init__(self, path: Path, tables: Sequence[Table], look: Look) -> None:
        self._path = path
        self._lang = look.titles
        self._as_of = str(look.as_of) if look.as_of else None
        self._rows: Tables = {t.name: [] for t in tables}

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Keep the rows."""
        self._rows[table] += rows

    def close(self) -> None:
        """Write the page."""
        self._path.write_bytes(page(self._rows, PageOptions(self._lang, as_of=self._as_of)))


def open_sink(path: Path, tables: Sequence[Table], look: Look) -> PageSink:
    """Begin a page of these tables."""
    return PageSink(path, tables, look)
