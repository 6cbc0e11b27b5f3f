"""Where the tables go: which writer a name asks for, and how output appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, cast

from pipeline.errors import ConfigurationError
from pipeline.write.schema import COMMITMENTS, EXTRACTED, Headers, Table
from pipeline.write.tables import Row, Tables


class Sink(Protocol):
    """A file being written. Rows arrive in order, a document at a time; `close` finishes the file."""

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Write these rows of this table."""

    def close(self) -> None:
        """Finish and close the file."""


class Writer(Protocol):
    """A module that writes one format: `open_sink` begins a file that holds these tables."""

    def open_sink(self, path: Path, tables: Sequence[Table], headers: Headers) -> Sink:
        """Begin the file."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a suffix stands for: the module that writes it, whether one file holds all tables, whether header cells can be Chinese."""

    module: str
    holds: Literal["one table", "all tables"]
    headers: bool = False

    def writer(self) -> Writer:
        """The writer, imported only now: parquet and xlsx bring large libraries."""
        return cast(Writer, import_module(self.module))


WRITERS: dict[str, Format] = {
    ".jsonl": Format("pipeline.write.jsonl", "one table"),
    ".csv": Format("pipeline.write.csv", "one table", headers=True),
    ".parquet": Format("pipeline.write.parquet", "one table"),
    ".xlsx": Format("pipeline.write.xlsx", "all tables", headers=True),
}
"""Every format that can be written, by suffix."""

NOT_YET = (".html", ".duckdb")
"""Suffixes that name a file, not a folder, but have no writer yet."""

FOLDER_FORMATS = tuple(suffix[1:] for suffix, kind in WRITERS.items() if kind.holds == "one table")


class Output(AbstractContextManager["Output"]):
    """The files of one run: `add` rows, leave the `with` block, and they are there. An exception leaves nothing behind.

    All is written beside its place under a hidden name and renamed at the end. `wanted` is a file with a known suffix, or a folder,
    which then holds one file per table in `folder_format`.
    """

    def __init__(self, wanted: str | Path, *, folder_format: str | None = None, headers: Headers | None = None, tables: Sequence[Table] = EXTRACTED) -> None:
        self.path = Path(wanted)
        suffix = self.path.suffix.lower()
        if suffix in NOT_YET:
            raise ConfigurationError(f"{self.path}: {suffix} cannot be written yet; possible are {', '.join(WRITERS)}, or a folder")
        self._is_file = suffix in WRITERS
        if self._is_file and folder_format not in (None, suffix[1:]):
            raise ConfigurationError(f"{self.path}: --format {folder_format} contradicts the suffix {suffix}; --format is for folders")
        if folder_format is not None and folder_format not in FOLDER_FORMATS:
            raise ConfigurationError(f"--format {folder_format}: possible are {', '.join(FOLDER_FORMATS)}")
        self._suffix = suffix if self._is_file else f".{folder_format or 'jsonl'}"
        kind = WRITERS[self._suffix]
        if headers == "zh" and not kind.headers:
            raise ConfigurationError(f"--headers zh: columns of {self._suffix} always bear their names; csv and xlsx can have Chinese headers")
        self._check_place()
        self._writer = kind.writer()
        self._headers: Headers = headers or "en"
        self._all_in_one = self._is_file and kind.holds == "all tables"
        self._tables = tuple(tables) if self._all_in_one or not self._is_file else tuple(t for t in tables if t is COMMITMENTS) or tuple(tables[:1])
        self._sinks: dict[str, Sink] = {}
        self._stage: Path | None = None

    def _check_place(self) -> None:
        if self._is_file and self.path.exists() and not self.path.is_file():
            raise ConfigurationError(f"{self.path}: is there already and is no file")
        if not self._is_file and self.path.exists() and not self.path.is_dir():
            raise ConfigurationError(f"{self.path}: is a file; the output is a folder unless its name ends in {', '.join(WRITERS)}")

    def __enter__(self) -> Output:
        parent = self.path.absolute().parent
        try:
            parent.mkdir(parents=True, exist_ok=True)
            self._stage = Path(tempfile.mkdtemp(prefix=f".{self.path.name}.", suffix=".part", dir=parent))
        except OSError as error:
            raise self._cannot_write(error) from error
        try:
            if self._all_in_one:
                book = self._writer.open_sink(self._stage / self.path.name, self._tables, self._headers)
                self._sinks = {t.name: book for t in self._tables}
            else:
                self._sinks = {t.name: self._writer.open_sink(self._stage / self._name(t), (t,), self._headers) for t in self._tables}
        except BaseException:
            self._discard()
            raise
        return self

    def _name(self, table: Table) -> str:
        return self.path.name if self._is_file else table.name + self._suffix

    def add(self, rows: Tables) -> None:
        """Write the rows of one document; tables that the output does not hold are passed over."""
        try:
            for name, sink in self._sinks.items():
                if some := rows.get(name):
                    sink.add(name, some)
        except OSError as error:
            raise self._cannot_write(error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            for sink in dict.fromkeys(self._sinks.values()):
                if kind is None:
                    sink.close()
                else:
                    with suppress(Exception):  # the first error is the one to report
                        sink.close()
            if kind is None:
                self._publish()
        except OSError as problem:
            raise self._cannot_write(problem) from problem
        finally:
            self._discard()

    def _cannot_write(self, error: OSError) -> ConfigurationError:
        return ConfigurationError(f"{self.path}: cannot be written: {error.strerror or error}")

    def _publish(self) -> None:
        assert self._stage is not None
        if self._is_file:
            os.replace(self._stage / self.path.name, self.path)
        else:
            self.path.mkdir(exist_ok=True)
            for file in sorted(self._stage.iterdir()):
                os.replace(file, self.path / file.name)

    def _discard(self) -> None:
        if self._stage is not None:
            shutil.rmtree(self._stage, ignore_errors=True)


def write_tables(rows: Tables, wanted: str | Path, *, folder_format: str | None = None, headers: Headers | None = None) -> Path:
    """Write these rows (by table name) to a file or folder and give back its path; see `Output` for names and formats."""
    from pipeline.write.schema import TABLES

    held = EXTRACTED if any(t.name in rows for t in EXTRACTED) else tuple(TABLES[name] for name in rows)
    with Output(wanted, folder_format=folder_format, headers=headers, tables=held) as output:
        output.add(rows)
    return output.path
