"""Where the tables go: which writer a name asks for, and how output appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, cast

from pipeline.errors import ConfigurationError
from pipeline.write.look import Look, Profile
from pipeline.write.schema import COMMITMENTS, EXTRACTED, TEXTS, Headers, Table
from pipeline.write.tables import Row, Tables


class Sink(Protocol):
    """A file being written. Rows arrive in order, a document at a time; `close` finishes the file."""

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Write these rows of this table."""

    def close(self) -> None:
        """Finish and close the file."""


class Writer(Protocol):
    """A module that writes one format: `open_sink` begins a file that holds these tables."""

    def open_sink(self, path: Path, tables: Sequence[Table], look: Look) -> Sink:
        """Begin the file."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a suffix stands for: the module that writes it, whether one file holds all tables, whether header cells can be Chinese,
    whether it shows the texts too."""

    module: str
    holds: Literal["one table", "all tables"]
    headers: bool = False
    texts: bool = False

    def writer(self) -> Writer:
        """The writer, imported only now: parquet and xlsx bring large libraries."""
        return cast(Writer, import_module(self.module))


WRITERS: dict[str, Format] = {
    ".jsonl": Format("pipeline.write.jsonl", "one table"),
    ".csv": Format("pipeline.write.csv", "one table", headers=True),
    ".parquet": Format("pipeline.write.parquet", "one table"),
    ".xlsx": Format("pipeline.write.xlsx", "all tables", headers=True),
    ".duckdb": Format("pipeline.write.duckdb", "all tables"),
    ".html": Format("pipeline.report.sink", "all tables", headers=True, texts=True),
}
"""Every format that can be written, by suffix."""

"""Suffixes that name a file, not a folder, but have no writer yet."""

FOLDER_FORMATS = tuple(suffix[1:] for suffix, kind in WRITERS.items() if kind.holds == "one table")


class Output(AbstractContextManager["Output"]):
    """The files of one run: `add` rows, leave the `with` block, and they are there. An exception leaves nothing behind.

    All is written beside its place under a hidden name and renamed at the end. `wanted` is a file with a known suffix, or a folder,
    which then holds one file per table in `folder_format`. `as_of` (for pages too), `profile` and `template` are for workbooks: the day from which something
    is overdue, the lay-out, and the workbook whose columns are filled.
    """

    def __init__(
        self,
        wanted: str | Path,
        *,
        folder_format: str | None = None,
        headers: Headers | None = None,
        tables: Sequence[Table] = EXTRACTED,
        as_of: date | None = None,
        profile: Profile = "tables",
        template: Path | None = None,
    ) -> None:
        self.path = Path(wanted)
        suffix = self.path.suffix.lower()
        self.is_file = suffix in WRITERS
        if self.is_file and folder_format not in (None, suffix[1:]):
            raise ConfigurationError(f"{self.path}: --format {folder_format} contradicts the suffix {suffix}; --format is for folders")
        if folder_format is not None and folder_format not in FOLDER_FORMATS:
            raise ConfigurationError(f"--format {folder_format}: possible are {', '.join(FOLDER_FORMATS)}")
        self.folder_format = folder_format
        self.suffix = suffix if self.is_file else f".{folder_format or 'jsonl'}"
        kind = WRITERS[self.suffix]
        if headers == "zh" and not kind.headers:
            raise ConfigurationError(f"--headers zh: columns of {self.suffix} always bear their names; csv, xlsx and html can have Chinese headers")
        self._check_place()
        self.look = Look(headers, as_of, profile, template)
        self._check_look()
        self._writer = kind.writer()
        self._all_in_one = self.is_file and kind.holds == "all tables"
        self.tables = tuple(tables) if self._all_in_one or not self.is_file else tuple(t for t in tables if t is COMMITMENTS) or tuple(tables[:1])
        if kind.texts:
            self.tables += (TEXTS,)
        self._sinks: dict[str, Sink] = {}
        self._stage: Path | None = None

    @property
    def headers(self) -> Headers:
        """The language of header cells."""
        return self.look.titles

    @property
    def table_names(self) -> tuple[str, ...]:
        """The names of the tables that the output holds."""
        return tuple(t.name for t in self.tables)

    def _check_place(self) -> None:
        if self.is_file and self.path.exists() and not self.path.is_file():
            raise ConfigurationError(f"{self.path}: is there already and is no file")
        if not self.is_file and self.path.exists() and not self.path.is_dir():
            raise ConfigurationError(f"{self.path}: is a file; the output is a folder unless its name ends in {', '.join(WRITERS)}")

    def _check_look(self) -> None:
        asked = self.look.only_for_workbooks()
        if asked and self.suffix != ".xlsx" and not (self.suffix == ".html" and asked == ("--as-of",)):
            raise ConfigurationError(f"{self.path}: {asked[0]} is for workbooks: give -o a name that ends in .xlsx")
        if (template := self.look.template) is not None:
            if len(asked) > 1 or self.look.headers:
                raise ConfigurationError(
                    f"--template: {next((o for o in asked if o != '--template'), '--headers')} contradicts it: the template says how it looks"
                )
            if not template.is_file():
                raise ConfigurationError(f"--template {template}: there is no such file")

    def __enter__(self) -> Output:
        parent = self.path.absolute().parent
        try:
            parent.mkdir(parents=True, exist_ok=True)
            self._stage = Path(tempfile.mkdtemp(prefix=f".{self.path.name}.", suffix=".part", dir=parent))
        except OSError as error:
            raise self._cannot_write(error) from error
        try:
            self._open_in(self._stage)
        except BaseException:
            self._discard()
            raise
        return self

    def _open_in(self, folder: Path) -> None:
        if self._all_in_one:
            book = self._writer.open_sink(folder / self.path.name, self.tables, self.look)
            self._sinks = {t.name: book for t in self.tables}
        else:
            self._sinks = {t.name: self._writer.open_sink(folder / self._name(t), (t,), self.look) for t in self.tables}

    @contextmanager
    def written(self, folder: Path) -> Iterator[Callable[[Tables], None]]:
        """A function that writes rows to files in this folder, named as they will be at their place; they are whole when the block ends."""
        self._open_in(folder)
        try:
            yield self.add
            self._close()
        finally:
            for sink in dict.fromkeys(self._sinks.values()):
                with suppress(Exception):
                    sink.close()
            self._sinks = {}

    def _close(self) -> None:
        sinks, self._sinks = dict.fromkeys(self._sinks.values()), {}
        for sink in sinks:
            sink.close()

    def _name(self, table: Table) -> str:
        return self.path.name if self.is_file else table.name + self.suffix

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
            if kind is None:
                self._close()
                assert self._stage is not None
                self.publish(self._stage)
            for sink in dict.fromkeys(self._sinks.values()):
                with suppress(Exception):  # the first error is the one to report
                    sink.close()
        except OSError as problem:
            raise self._cannot_write(problem) from problem
        finally:
            self._discard()

    def _cannot_write(self, error: OSError) -> ConfigurationError:
        return ConfigurationError(f"{self.path}: cannot be written: {error.strerror or error}")

    def publish(self, folder: Path) -> None:
        """Move the finished files of this folder (beside the output, on the same disk) to their place. It may be done again after a kill."""
        if not self.is_file and not self.path.exists():
            folder.chmod(0o777 & ~umask())
            folder.rename(self.path)  # all at once
            return
        if not self.is_file:
            self.path.mkdir(exist_ok=True)
        for file in sorted(folder.iterdir()):
            os.replace(file, self.path if self.is_file else self.path / file.name)

    def _discard(self) -> None:
        if self._stage is not None:
            shutil.rmtree(self._stage, ignore_errors=True)


def umask() -> int:
    """What new files are not allowed to allow."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_whole(path: Path, data: bytes) -> None:
    """Write one file that appears whole or not at all. Raises ConfigurationError where it cannot be written."""
    stage: str | None = None
    try:
        if path.exists() and not path.is_file():
            raise ConfigurationError(f"{path}: is there already and is no file")
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        handle, stage = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.absolute().parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(stage, 0o666 & ~umask())
        os.replace(stage, path)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        if stage is not None:
            Path(stage).unlink(missing_ok=True)


def write_tables(rows: Tables, wanted: str | Path, *, folder_format: str | None = None, headers: Headers | None = None) -> Path:
    """Write these rows (by table name) to a file or folder and give back its path; see `Output` for names and formats."""
    from pipeline.write.schema import TABLES

    held = EXTRACTED if any(t.name in rows for t in EXTRACTED) else tuple(TABLES[name] for name in rows)
    with Output(wanted, folder_format=folder_format, headers=headers, tables=held) as output:
        output.add(rows)
    return output.path
