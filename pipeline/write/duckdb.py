"""How are the tables written as one DuckDB database? Typed: dates as DATE, numbers as DOUBLE, lists as VARCHAR[]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import ConfigurationError
from pipeline.write.look import Look
from pipeline.write.parquet import typed
from pipeline.write.schema import ColumnType, Table
from pipeline.write.tables import Row

try:
    import duckdb
except ModuleNotFoundError as error:
    raise ConfigurationError('-o NAME.duckdb: duckdb is not installed: pip install "duckdb>=1.4,<3"') from error

_TYPES: dict[ColumnType, str] = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "strings": "VARCHAR[]"}

_GROUP = 20_000
"""Rows of a table held back until they are written together."""


class DuckdbSink:
    """A database with all tables; what each column means stands in it as a comment."""

    def __init__(self, path: Path, tables: Sequence[Table]) -> None:
        self._base = duckdb.connect(str(path), config={"threads": 1})
        self._tables = {t.name: t for t in tables}
        self._held: dict[str, list[Row]] = {t.name: [] for t in tables}
        for table in tables:
            columns = ", ".join(f'"{c.name}" {_TYPES[c.type]}' for c in table.columns)
            self._base.execute(f'CREATE TABLE "{table.name}" ({columns})')
            self._base.execute(f'COMMENT ON TABLE "{table.name}" IS {_quoted(table.description)}')
            for column in table.columns:
                self._base.execute(f'COMMENT ON COLUMN "{table.name}"."{column.name}" IS {_quoted(column.description)}')

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Take the rows; they are written in groups."""
        self._held[table].extend(rows)
        if len(self._held[table]) >= _GROUP:
            self._flush(table)

    def close(self) -> None:
        """Write what is held back and close the file, its journal folded into it."""
        with _disk_errors():
            try:
                for table in self._held:
                    self._flush(table)
                self._base.execute("CHECKPOINT")
            finally:
                self._base.close()

    def _flush(self, table: str) -> None:
        if self._held[table]:
            with _disk_errors():
                self._base.register("arrived", typed(self._held[table], self._tables[table]))
                self._base.execute(f'INSERT INTO "{table}" SELECT * FROM arrived')
                self._base.unregister("arrived")
            self._held[table].clear()


@contextmanager
def _disk_errors() -> Iterator[None]:
    """What DuckDB says of a full disk, as every other writer says it."""
    try:
        yield
    except duckdb.Error as error:
        raise OSError(str(error).partition("\n")[0]) from error


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def open_sink(path: Path, tables: Sequence[Table], look: Look) -> DuckdbSink:
    """Begin a database that holds these tables."""
    return DuckdbSink(path, tables)
