"""How a table is written as Parquet: dates as date32, numbers as double, lists as lists of strings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.write.look import Look
from pipeline.write.schema import ColumnType, Table
from pipeline.write.tables import Cell, Row, day

_TYPES: dict[ColumnType, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "strings": pa.list_(pa.string()),
}

_GROUP = 20_000
"""Rows held back until they are written as one row group."""


class ParquetSink:
    """One table, typed from the data dictionary; a table without rows still has its columns."""

    def __init__(self, path: Path, table: Table) -> None:
        self._table = table
        schema = pa.schema([pa.field(c.name, _TYPES[c.type], metadata={"description": c.description}) for c in table.columns])
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._held: list[Row] = []

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Take the rows; they are written in groups."""
        self._held.extend(rows)
        if len(self._held) >= _GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is held back and close the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(typed(self._held, self._table).cast(self._writer.schema))
        self._held.clear()


def typed(rows: Sequence[Row], table: Table) -> pa.Table:
    """The rows as an Arrow table with every column of the dictionary: dates as date32, numbers as double, lists as lists of strings.

    >>> from pipeline.write.schema import COMMITMENTS
    >>> typed([{"commitment_id": "c1", "due": "2025-12-31"}], COMMITMENTS).column("due").to_pylist()
    [datetime.date(2025, 12, 31)]
    """
    return pa.table({c.name: pa.array([_cell(c.type, row.get(c.name)) for row in rows], type=_TYPES[c.type]) for c in table.columns})


def _cell(kind: ColumnType, value: Cell | None) -> Cell | date | None:
    if kind == "date" and isinstance(value, str):
        return day(value)
    if isinstance(value, int) and kind == "number":
        return float(value)
    if isinstance(value, str):
        return _encodable(value)
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    return [] if kind == "strings" and value is None else value


def _encodable(text: str) -> str:
    """Lone surrogates have no UTF-8: they become `?`."""
    return text.encode("utf-8", "replace").decode("utf-8")


def open_sink(path: Path, tables: Sequence[Table], look: Look) -> ParquetSink:
    """Begin a file that holds the one table given."""
    return ParquetSink(path, tables[0])
