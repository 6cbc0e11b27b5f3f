"""What is a portion of work for an engine? Documents that go together by size, and the rows they give as bytes; a pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline.read.sealed import Sealed
from pipeline.types import Document, Extraction

Result = TypeVar("Result")
Item = Document | Sealed
"""What a chunk is made of: a document, or a file that the process that works on the chunk opens."""

CHUNK_CHARS = 1 << 15
"""Characters of a chunk: a fifth of a second of work, so that handing it over costs nothing and the last one keeps nobody waiting."""

CHUNK_DOCUMENTS = 500
_DOCUMENT_COST = 100
"""What a document costs beside its characters, in characters."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Documents (and files yet to be opened) that are worked on together; `number` counts from 0 in input order."""

    number: int
    documents: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went with one document: its problem or None, the commitments found, its size in characters and in bytes of UTF-8, and how much
    models proposed that it does not hold."""

    doc_id: str
    problem: str | None
    commitments: int
    chars: int
    size: int
    unlocated: int = 0


@dataclass(frozen=True, slots=True)
class ChunkRows:
    """What a chunk gives: JSON lines by table name, in order, and the outcome of each document."""

    lines: dict[str, bytes]
    outcomes: tuple[Outcome, ...]


def chunks(documents: Iterable[Item], *, size: int = CHUNK_CHARS, most: int = CHUNK_DOCUMENTS) -> Iterator[Chunk]:
    """The documents in chunks of about `size` characters; a document that is larger is a chunk of its own. The same documents give the same chunks.

    >>> [[d.doc_id for d in c.documents] for c in chunks([Document("a", "x" * 5), Document("b", "y" * 900), Document("c", "z")], size=400)]
    [['a'], ['b'], ['c']]
    """
    number = held = 0
    together: list[Item] = []
    for document in documents:
        cost = (document.cost if isinstance(document, Sealed) else len(document.text)) + _DOCUMENT_COST
        if together and (held + cost > size or len(together) >= most):
            yield Chunk(number, tuple(together))
            number, held, together = number + 1, 0, []
        together.append(document)
        held += cost
    if together:
        yield Chunk(number, tuple(together))


def chunk_rows(chunk: Chunk, *, tables: Sequence[str], backend: str = "rules") -> ChunkRows:
    """The rows that the documents of a chunk give in these tables. The one function that every engine maps.

    >>> rows = chunk_rows(Chunk(0, (Document("a", "到2025年，建成公园12个。"),)), tables=["commitments"])
    >>> rows.lines["commitments"].count(b"\\n"), rows.outcomes[0].commitments
    (1, 1)
    """
    from pipeline.batch import attempt
    from pipeline.write.jsonl import encoded
    from pipeline.write.tables import tables as rows_of
    from pipeline.write.tables import text_rows

    lines: dict[str, list[bytes]] = {name: [] for name in tables}
    outcomes = []
    for document in opened(chunk.documents):
        extraction = attempt(document, backend=backend)
        rows = rows_of(extraction) | {"texts": text_rows(extraction.document)}
        for name, into in lines.items():
            into.append(encoded(rows.get(name, ())))
        outcomes.append(outcome(extraction))
    return ChunkRows({name: b"".join(each) for name, each in lines.items()}, tuple(outcomes))


def opened(items: Iterable[Item]) -> Iterator[Document]:
    """The documents, those in unopened files too."""
    for item in items:
        if isinstance(item, Sealed):
            yield from item.documents()
        else:
            yield item


def outcome(extraction: Extraction) -> Outcome:
    """How it went with the document of this extraction."""
    document, text = extraction.document, extraction.document.text
    size = len(text.encode("utf-8", "replace"))
    return Outcome(document.doc_id, document.problem, len(extraction.commitments), len(text), size, extraction.unlocated)


def apart(chunk: Chunk) -> tuple[Chunk, ...]:
    """Each document as a chunk of its own: what is tried after a worker was lost with the chunk."""
    return tuple(replace(chunk, documents=(d,)) for d in chunk.documents)


def together(parts: Sequence[ChunkRows]) -> ChunkRows:
    """The rows of the documents of a chunk, put together again."""
    names = parts[0].lines if parts else {}
    return ChunkRows({name: b"".join(p.lines[name] for p in parts) for name in names}, tuple(o for p in parts for o in p.outcomes))


def given_up(function: Callable[[Chunk], Result], chunk: Chunk, problem: str) -> Result:
    """What a chunk gives whose documents are given up: each is named with the problem."""
    lost = (d.failed(problem) if isinstance(d, Sealed) else replace(d, text="", problem=problem) for d in chunk.documents)
    return function(replace(chunk, documents=tuple(lost)))
