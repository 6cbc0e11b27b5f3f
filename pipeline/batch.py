"""What happens to a batch of inputs: each goes through the pipeline, and an account is kept of what could not be read."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pipeline.chunks import Chunk, ChunkRows, Item, apart, chunk_rows, chunks, given_up, opened, together
from pipeline.engines.local import Recovery, map_in_order
from pipeline.errors import BackendError, InputError, PolicyError
from pipeline.types import Document, Extraction, Lang

Result = TypeVar("Result")


class StoppedError(InputError):
    """With `strict`, the first input that could not be read."""

    exit_code = 3


class NothingReadError(PolicyError):
    """Not one input could be read."""

    exit_code = 2


@dataclass(slots=True)
class Account:
    """How a batch went: documents read, (doc_id, problem) of those that failed, files of unknown kinds passed over; `unlocated` is what
    models proposed that the texts do not hold."""

    read: int = 0
    commitments: int = 0
    chunks: int = 0
    unlocated: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 all read, 2 nothing read, 3 some failed."""
        if not self.read:
            return 2
        return 3 if self.failed else 0

    def add(self, rows: ChunkRows) -> None:
        """Count the documents of a chunk."""
        self.chunks += 1
        self.failed += [(o.doc_id, o.problem) for o in rows.outcomes if o.problem]
        self.read += sum(1 for o in rows.outcomes if not o.problem)
        self.commitments += sum(o.commitments for o in rows.outcomes)
        self.unlocated += sum(o.unlocated for o in rows.outcomes)

    def settle(self) -> None:
        """Raise NothingReadError where not one document was read, so that no empty output is left."""
        if not self.read:
            raise NothingReadError("nothing could be read" if self.failed else "no document in the inputs")


def extractions(
    inputs: Iterable[str | Path],
    account: Account,
    *,
    lang: Lang | None = None,
    doc_date: str | None = None,
    max_bytes: int | None = None,
    strict: bool = False,
    backend: str = "rules",
) -> Iterator[Extraction]:
    """The extraction of every document of the inputs, in reading order, with `account` kept up to date.

    `max_bytes` is the most that a file may have (None: what `Limits` says). A document that fails gives an Extraction whose document names
    the problem; with `strict` it raises StoppedError.
    """
    from pipeline.read import limits_of, read

    for document in read(inputs, lang=lang, doc_date=doc_date, limits=limits_of(max_bytes), on_skip=account.skipped.append):
        extraction = attempt(document, backend=backend)
        document = extraction.document
        if document.problem:
            if strict:
                raise StoppedError(document.doc_id, document.problem)
            account.failed.append((document.doc_id, document.problem))
        else:
            account.read += 1
            account.commitments += len(extraction.commitments)
            account.unlocated += extraction.unlocated
        yield extraction


def rows_of_chunks(
    documents: Iterable[Item],
    account: Account,
    *,
    tables: Sequence[str],
    jobs: int = 1,
    strict: bool = False,
    done: int = 0,
    backend: str = "rules",
) -> Iterator[ChunkRows]:
    """The rows of these tables for all documents, chunk by chunk in reading order, with `account` kept up to date.

    The first `done` chunks are passed over. With `strict` a document that fails raises StoppedError. Each process loads the models of `backend` for
    itself, with its first chunk: those of a process that divides are not safe to use in its children.
    """
    function = partial(chunk_rows, tables=tuple(tables), backend=backend)
    for rows in _mapped(function, islice(chunks(documents), done, None), together, jobs=jobs, backend=backend):
        if strict:
            stop_at_problem(rows)
        account.add(rows)
        yield rows


def extracted(documents: Iterable[Item], *, jobs: int = 1, backend: str = "rules") -> Iterator[Extraction]:
    """The extraction of each document, in order, by so many processes (0: one per core); the result is the same for any number."""
    if jobs == 1:
        yield from (attempt(document, backend=backend) for document in opened(documents))
        return
    for some in _mapped(partial(_of_chunk, backend=backend), chunks(documents), _joined, jobs=jobs, backend=backend):
        yield from some


def _mapped(
    function: Callable[[Chunk], Result], some: Iterable[Chunk], joined: Callable[[Sequence[Result]], Result], *, jobs: int, backend: str
) -> Iterator[Result]:
    """The results of the chunks in order; what a lost worker had is tried once more, document by document, and `joined` again."""
    models = backend != "rules"
    if jobs != 1 and not models:
        _warm_up()
    recovery = Recovery(apart, joined, partial(given_up, function))
    return map_in_order(function, some, jobs=jobs, recovery=recovery, fresh=models)


def _of_chunk(chunk: Chunk, *, backend: str) -> tuple[Extraction, ...]:
    return tuple(attempt(document, backend=backend) for document in opened(chunk.documents))


def _joined(parts: Sequence[tuple[Extraction, ...]]) -> tuple[Extraction, ...]:
    return tuple(extraction for part in parts for extraction in part)


def _warm_up() -> None:
    """Load code and word lists once, before the processes divide."""
    for text in ("到2025年，建成公园12个。", "The agency must build 12 parks by 2025."):
        attempt(Document("", text))


def stop_at_problem(rows: ChunkRows) -> None:
    """Raise StoppedError for the first document of a chunk that failed."""
    for one in rows.outcomes:
        if one.problem:
            raise StoppedError(one.doc_id, one.problem)


def attempt(document: Document, *, backend: str = "rules") -> Extraction:
    """`extract_document`, with an error of our own made the problem of this one document: it must not stop the others.

    A model that cannot be loaded stops the run with BackendError: no document would fare better.
    """
    from pipeline.run import extract_document

    try:
        return extract_document(document, backend=backend)
    except BackendError:
        raise
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        return Extraction(replace(document, problem=f"could not be processed: {type(error).__name__}: {error} ({where}); please report this"))
