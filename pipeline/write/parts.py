"""How does a long run survive its end? Rows are kept in parts beside the output, each with its checksum; a run goes on after the last sound part."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from pipeline.batch import Account, NothingReadError, StoppedError
from pipeline.chunks import ChunkRows
from pipeline.errors import ConfigurationError, PolicyError
from pipeline.write.manifest import Manifest, sync, sync_folder
from pipeline.write.output import Output
from pipeline.write.tables import Row, Tables

_FIRST_PART = 0.5
"""Seconds after which a run counts as long: from then on a part is noted for every chunk."""
_SYNC = 5.0
"""Seconds between two times that the disk is asked to keep what it has: at most so much is lost with the power."""
_ROWS = 2000
"""Rows that are read back at a time."""


class PartedOutput:
    """An output that is written part by part into the folder OUT.parts and moved to its place whole.

    Leaving the `with` block publishes. After an error or a kill the folder stays if a part is done, and a later run with `resume`
    and the same manifest begins after the last part whose checksum is right. Where nothing could be read, and after the first failure
    of a strict run, nothing is left. `keep` is false where the inputs cannot be read twice.
    """

    def __init__(self, output: Output, manifest: Manifest, account: Account, *, resume: bool = False, keep: bool = True) -> None:
        self.output = output
        self.done = 0
        """Chunks that earlier runs did: they need not be given again; `account` has them already."""
        self.complete = False
        """All rows are there: only the publishing is left."""
        self.folder = output.path.absolute().with_name(output.path.name + ".parts")
        self._account = account
        self.kept = False
        """There are parts to go on with."""
        self._manifest = manifest
        self._resume = resume
        self._keep = keep
        self._rows = self.folder / "tables"
        self._final = self.folder / "final"
        self._log = self.folder / "parts.jsonl"
        self._files: dict[str, IO[bytes]] = {}
        self._sizes: dict[str, int] = {}
        self._part: dict[str, Any] = {}
        self._since = Account()
        self._noted = 0
        self._built = False
        self._begun = self._synced = time.monotonic()
        self._lock: IO[bytes] | None = None

    def _path(self, table: str) -> Path:
        """Where the rows of a table are collected; rows of a single jsonl file bear its name from the beginning."""
        return self._rows / (self.output.path.name if self.output.is_file and self.output.suffix == ".jsonl" else f"{table}.jsonl")

    def __enter__(self) -> PartedOutput:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = locked(self.folder, self.output.path)
            try:
                self._begin()
            except BaseException:
                self._let_go()
                raise
        except OSError as error:
            raise self._cannot_write(error) from error
        return self

    def _begin(self) -> None:
        if self._resume and self._manifest.path(self.folder).exists():
            self._manifest.check(self.folder)
            self._recover()
        else:
            clear(self.folder)
        if not self.complete:
            self._open()

    def _open(self) -> None:
        self._rows.mkdir(exist_ok=True)
        for name in self.output.table_names:
            path = self._path(name)
            size = self._sizes.setdefault(name, 0)
            self._files[name] = path.open("r+b" if path.exists() else "w+b", buffering=0)
            self._files[name].truncate(size)
            self._files[name].seek(size)
        self._begin_part()

    def _begin_part(self) -> None:
        self._part = {name: [self._sizes[name], hashlib.sha256()] for name in self.output.table_names}
        self._since = Account()

    def add(self, rows: ChunkRows) -> None:
        """Write the rows of the next chunk; they may be given back to the memory."""
        try:
            for name, file in self._files.items():
                data = rows.lines.get(name, b"")
                write_all(file, data)
                self._sizes[name] += len(data)
                self._part[name][1].update(data)
            self._since.add(rows)
            if self._keep and (self._noted or time.monotonic() - self._begun > _FIRST_PART):
                self._note_part()
        except OSError as error:
            raise self._cannot_write(error) from error

    def _note_part(self) -> None:
        if not self._noted:
            self._manifest.write(self.folder)
        since = self._since
        entry = {
            "part": self._noted + 1,
            "chunks": since.chunks,
            "read": since.read,
            "commitments": since.commitments,
            "failed": since.failed,
            "tables": {name: {"from": start, "to": self._sizes[name], "sha256": digest.hexdigest()} for name, (start, digest) in self._part.items()},
        }
        self._append(entry)
        self._noted += 1
        self.kept = True
        self._begin_part()
        if time.monotonic() - self._synced > _SYNC:
            for file in self._files.values():
                os.fsync(file.fileno())
            sync(self._log)
            self._synced = time.monotonic()

    def _append(self, entry: Mapping[str, Any]) -> None:
        with self._log.open("ab", buffering=0) as log:
            write_all(log, json.dumps(entry, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")

    def _recover(self) -> None:
        """Take over the parts that are whole; what comes after the first that is not is cut off."""
        sizes = dict.fromkeys(self.output.table_names, 0)
        if not self._log.exists() or not (self._rows.exists() or self._finished()):
            clear(self.folder)
            return
        sound = 0
        checked: dict[str, IO[bytes]] = {}
        try:
            for raw in self._log.open("rb"):
                try:
                    entry = json.loads(raw) if raw.endswith(b"\n") else None
                except ValueError:
                    entry = None
                if not isinstance(entry, dict):
                    break
                if "state" in entry:
                    self.complete = True
                    self._built = self._built or entry["state"] == "built"
                elif self._rows.exists() and not all(self._sound(name, part, checked) for name, part in entry["tables"].items()):
                    self.complete = False
                    break
                else:
                    sizes = {name: part["to"] for name, part in entry["tables"].items()}
                    self._take_over(entry)
                sound += len(raw)
        finally:
            for file in checked.values():
                file.close()
        self._sizes = sizes
        with self._log.open("r+b") as log:
            log.truncate(sound)

    def _finished(self) -> bool:
        """Does the log say that all rows were there?"""
        return b'{"state": ' in self._log.read_bytes()[-200:]

    def _take_over(self, entry: Mapping[str, Any]) -> None:
        self._noted += 1
        self.kept = True
        self.done += entry["chunks"]
        self._account.read += entry["read"]
        self._account.commitments += entry["commitments"]
        self._account.failed += [(doc_id, problem) for doc_id, problem in entry["failed"]]

    def _sound(self, name: str, part: Mapping[str, Any], open_files: dict[str, IO[bytes]]) -> bool:
        path = self._path(name)
        if not path.exists():
            return False
        if name not in open_files:
            open_files[name] = path.open("rb")
        file = open_files[name]
        file.seek(part["from"])
        digest, left = hashlib.sha256(), part["to"] - part["from"]
        while left > 0 and (data := file.read(min(left, 1 << 20))):
            digest.update(data)
            left -= len(data)
        return left == 0 and digest.hexdigest() == str(part["sha256"])

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._publish()
                self.kept = False
            else:
                self.kept = self.kept and not issubclass(kind, StoppedError | NothingReadError)
        except OSError as problem:
            raise self._cannot_write(problem) from problem
        finally:
            if not self.kept:
                self._discard()
            self._let_go()

    def _publish(self) -> None:
        """Make the files of the output from the rows, then move them to their place; each step can be done again."""
        if not self.complete:
            if self._noted:
                self._note_part()
            for file in self._files.values():
                os.fsync(file.fileno())
                file.close()
            if self._noted:
                self._append({"state": "complete"})
        if not self._built:
            if not self._final.exists():
                self._build()
            if self._noted:
                self._append({"state": "built"})
                sync(self._log)
        if self._final.exists():
            self.output.publish(self._final)
        self._discard()

    def _build(self) -> None:
        """The folder `final`: the rows as they are for jsonl, else rewritten in the format of the output."""
        if self.output.suffix == ".jsonl":
            self._rows.rename(self._final)
            return
        new = self.folder / "new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        with self.output.written(new) as add:
            for rows in by_document({name: self._path(name) for name in self.output.table_names}):
                add(rows)
        for file in new.iterdir():
            sync(file)
        new.rename(self._final)

    def _discard(self) -> None:
        """Remove all parts; the manifest last, so that what is left of them after a kill is never taken for a run to go on with."""
        if self.folder.exists():
            clear(self.folder)
            (self.folder / "lock").unlink(missing_ok=True)
            with suppress(OSError):
                self.folder.rmdir()
            sync_folder(self.folder.parent)

    def _let_go(self) -> None:
        for file in (*self._files.values(), *([self._lock] if self._lock else ())):
            file.close()

    def _cannot_write(self, error: OSError) -> PolicyError:
        return ConfigurationError(f"{self.output.path}: cannot be written: {error.strerror or error}")


def by_document(paths: Mapping[str, Path]) -> Iterator[Tables]:
    """The rows of JSON Lines files that we wrote (table → file), those of a document together, some documents at a time.

    In every file the documents stand in the same order; the file whose table is `documents` has a row for each of them, else there is one file.
    """
    streams = {name: groupby(_rows(path), key=itemgetter("doc_id")) for name, path in paths.items()}
    waiting = {name: next(stream, None) for name, stream in streams.items()}
    held: Tables = {}
    for doc_id, _ in groupby(_rows(paths.get("documents", next(iter(paths.values())))), key=itemgetter("doc_id")):
        for name, stream in streams.items():
            while (group := waiting[name]) is not None and group[0] == doc_id:
                held.setdefault(name, []).extend(group[1])
                waiting[name] = next(stream, None)
        if sum(map(len, held.values())) >= _ROWS:
            yield held
            held = {}
    assert not any(waiting.values()), "a table holds a document that documents does not"
    if held:
        yield held


def _rows(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        yield from map(json.loads, file)


def rows_in_lines(lines: bytes) -> list[Row]:
    """The rows of JSON lines that we wrote."""
    return [json.loads(line) for line in lines.splitlines()]


def write_all(file: IO[bytes], data: bytes) -> None:
    """Write every byte; a disk that takes only some of them gets the rest again, and then says why not."""
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]


def clear(folder: Path) -> None:
    """Remove what a run left in its folder of parts, the manifest last."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name == Manifest.NAME):
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != "lock":
            entry.unlink()


def locked(folder: Path, output: Path) -> IO[bytes]:
    """The lock of a folder of parts, held until it is closed or the process ends; raises where another process holds it."""
    file = (folder / "lock").open("wb")
    try:
        import fcntl
    except ImportError:  # Windows: two runs that write the same output are the user's to avoid
        return file
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise ConfigurationError(f"{output}: another run is writing it") from error
    return file
