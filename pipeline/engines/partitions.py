"""How does a cluster write the tables? Each worker writes its partition of every table; the run puts them in their place when all are there."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from pipeline.batch import Account, NothingReadError, StoppedError, stop_at_problem
from pipeline.chunks import Chunk, ChunkRows, Outcome, apart, chunk_rows, chunks, given_up, together
from pipeline.errors import ConfigurationError, PolicyError
from pipeline.job import Job, Watch
from pipeline.write.manifest import sync, sync_folder
from pipeline.write.output import Output
from pipeline.write.parts import clear, locked, rows_in_lines

_LEAST, _MOST, _WANTED = 1 << 17, 1 << 24, 256
"""Characters of a partition at least and at most, and how many partitions there are between: by the bytes of the inputs."""

LOST = "its worker was lost again and again (out of memory?); the document was given up"


class Mapped(Protocol):
    """A cluster: the results of `work` for all chunks as they come, in any order. What cannot be done, for all retries, is done by `alone`."""

    def __call__(self, work: Work, chunks: Iterable[Chunk], *, jobs: int, scheduler: str | None) -> Iterator[tuple[int, ChunkRows]]:
        """(chunk number, outcomes without rows)."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker does with a chunk: extract its rows and write them as partition `chunk.number` of every table in `folder`."""

    folder: str
    output: str
    format: str
    headers: Any
    backend: str = "rules"

    def __call__(self, chunk: Chunk) -> ChunkRows:
        """Write the partition; doing it twice, or in two places at once, gives the same files."""
        return self.write(chunk.number, self.one(chunk))

    def one(self, chunk: Chunk) -> ChunkRows:
        """The rows of a chunk that is not written yet."""
        return chunk_rows(chunk, tables=self._output().table_names, backend=self.backend)

    def given_up(self, chunk: Chunk) -> ChunkRows:
        """The rows of a chunk whose documents cost one worker after the other."""
        return given_up(self.one, chunk, LOST)

    def _output(self) -> Output:
        return Output(self.output, folder_format=self.format, headers=self.headers)

    def write(self, number: int, rows: ChunkRows) -> ChunkRows:
        """Write the rows as this partition, then the note that it is there; give back the outcomes alone."""
        output, folder = self._output(), Path(self.folder)
        new = folder / "new" / f"{number}-{os.getpid()}-{os.urandom(4).hex()}"
        new.mkdir(parents=True, exist_ok=True)
        files = {}
        with output.written(new) as add:
            for name, lines in rows.lines.items():
                add({name: rows_in_lines(lines)})
        for name in rows.lines:
            made = new / f"{name}.{self.format}"
            sync(made)
            place = f"{name}/{file_name(number, self.format)}"
            files[place] = hashlib.sha256(made.read_bytes()).hexdigest()
            (folder / "final" / name).mkdir(parents=True, exist_ok=True)
            made.replace(folder / "final" / place)
        note = new / "note"
        content = {"part": number, "files": files, "outcomes": [asdict(o) for o in rows.outcomes]}
        note.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8", errors="backslashreplace")
        (folder / "done").mkdir(exist_ok=True)
        note.replace(folder / "done" / f"{number}.json")
        new.rmdir()
        return ChunkRows({}, rows.outcomes)


def file_name(number: int, table_format: str) -> str:
    """The file of a partition: sorted by name, they are in the order of the inputs.

    >>> file_name(12, "parquet")
    'part-0000012.parquet'
    """
    return f"part-{number:07}.{table_format}"


def piecewise(work: Work, chunk: Chunk, one: Callable[[Callable[[Chunk], ChunkRows], Chunk], ChunkRows | None]) -> ChunkRows:
    """A chunk that cost a worker again and again: each document alone by `one`, which gives None where the worker is lost again."""
    done = [one(work.one, piece) or work.given_up(piece) for piece in apart(chunk)]
    return work.write(chunk.number, together(done))


def run(mapped: Mapped, job: Job, account: Account, output: Output, watch: Watch, close: Callable[[], None], kept: Callable[[str], None]) -> None:
    """Write the tables of all documents as partitions in the folder of the output, whole or not at all; `--resume` does what is missing.

    `kept` hears how to go on where the run is cut short.
    """
    if output.is_file:
        raise ConfigurationError(f"--engine {job.engine} writes a folder of partitions: give -o a folder rather than {output.path.name}")
    output = Output(output.path, folder_format=output.folder_format or "parquet", headers=output.headers if output.suffix == ".csv" else None)
    folder = output.path.absolute().with_name(output.path.name + ".parts")
    files = job.files()
    total = sum(f.stat().st_size for f in files if f.exists())
    size = min(max(total // _WANTED, _LEAST), _MOST)
    manifest = job.manifest(output, partition=size)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = locked(folder, output.path)
    except OSError as error:
        raise ConfigurationError(f"{output.path}: cannot be written: {error.strerror or error}") from error
    with lock:
        if job.resume and manifest.path(folder).exists():
            manifest.check(folder)
        else:
            clear(folder)
            manifest.write(folder)
        try:
            _fill(mapped, job, account, output, folder, size, watch)
            close()
            publish(folder, output.path)
        except (StoppedError, NothingReadError):
            remove(folder)
            raise
        except BaseException as error:
            if any((folder / "done").glob("*.json")):
                kept(f"partitions that are done are kept in {folder}; the same command with --resume goes on")
            else:
                remove(folder)
            if isinstance(error, OSError):
                raise ConfigurationError(f"{output.path}: cannot be written: {error.strerror or error}") from error
            if isinstance(error, PolicyError) or not isinstance(error, Exception):
                raise
            raise PolicyError(f"--engine {job.engine}: a worker failed ({type(error).__name__}: {error}); has it this program on its PYTHONPATH?") from error
        remove(folder)


def _fill(mapped: Mapped, job: Job, account: Account, output: Output, folder: Path, size: int, watch: Watch) -> None:
    """Have every partition written that is not there yet, and count all of them."""
    done = dict(finished(folder))
    work = Work(str(folder), str(output.path.absolute()), output.suffix[1:], output.headers, job.backend)
    if not (folder / "complete").exists():
        missing = (c for c in chunks(job.documents(account), size=size, most=1 << 30) if c.number not in done)

        def strictly() -> Iterator[ChunkRows]:
            for number, rows in mapped(work, missing, jobs=job.jobs, scheduler=job.scheduler):
                done[number] = rows
                if job.strict:
                    stop_at_problem(rows)
                yield rows

        for _ in watch(strictly(), job):
            pass
    for number in sorted(done):
        account.add(done[number])


def finished(folder: Path) -> Iterator[tuple[int, ChunkRows]]:
    """The partitions that are whole: noted, and every file as it was noted (unless all of them went to their place already)."""
    published = (folder / "complete").exists()
    for note in sorted((folder / "done").glob("*.json")):
        with suppress(ValueError, KeyError, TypeError, OSError):
            content = json.loads(note.read_text(encoding="utf-8"))
            outcomes = tuple(Outcome(**o) for o in content["outcomes"])
            if published or all(hashlib.sha256((folder / "final" / p).read_bytes()).hexdigest() == d for p, d in content["files"].items()):
                yield content["part"], ChunkRows({}, outcomes)


def publish(folder: Path, place: Path) -> None:
    """Move the tables to their place: the folder at once where there is none yet, else table by table."""
    (folder / "complete").touch()
    sync_folder(folder)
    final, old = folder / "final", folder / "old"
    if final.exists() and not place.exists():
        final.rename(place)
    elif final.exists():
        old.mkdir(exist_ok=True)
        for table in sorted(final.iterdir()):
            if (place / table.name).exists():
                (place / table.name).rename(old / f"{table.name}-{os.urandom(4).hex()}")
            table.rename(place / table.name)


def remove(folder: Path) -> None:
    """Remove the folder of parts."""
    clear(folder)
    (folder / "lock").unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()
