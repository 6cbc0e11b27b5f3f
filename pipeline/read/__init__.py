"""Which documents do the inputs hold? Files, folders, globs, standard input; texts and tables of texts; one document at a time."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.read.encoding import decode
from pipeline.read.inputs import STDIN, Source, sources
from pipeline.read.rows import Row, jsonl, parquet, separated, whole_json, xlsx
from pipeline.read.table import cell, documents
from pipeline.types import Document, Lang

__all__ = ["FORMATS", "Format", "read"]


@dataclass(frozen=True, slots=True)
class Format:
    """How a kind of file is read: as a table of documents by `rows`, or (None) as one text. `named_only`: passed over in folders."""

    media_type: str
    rows: Callable[[Path], Iterator[Row]] | None = None
    named_only: bool = False


TEXT = Format("text/plain", named_only=True)
FORMATS: dict[str, Format] = {
    ".txt": Format("text/plain"),
    ".md": Format("text/markdown"),
    ".jsonl": Format("application/jsonl", jsonl),
    ".csv": Format("text/csv", separated),
    ".tsv": Format("text/tab-separated-values", separated),
    ".xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx),
    ".parquet": Format("application/vnd.apache.parquet", parquet),
    ".json": Format("application/json", whole_json, named_only=True),
}


def read(
    inputs: Iterable[str | Path], *, lang: Lang | None = None, doc_date: str | None = None, on_skip: Callable[[str], None] | None = None
) -> Iterator[Document]:
    """The documents of the inputs, streamed: never more than one file or batch of rows in memory.

    What cannot be read is a Document with its `problem`, and the next one follows. `lang` and `doc_date` hold for all documents where
    given; else a table's columns are taken. `on_skip` is called with the path of every file of a folder that is passed over.

    >>> [d.problem for d in read(["nowhere.txt"])]
    ['there is no such file or folder']
    """
    suffixes = {suffix for suffix, form in FORMATS.items() if not form.named_only}
    given = list(inputs)
    plan: Iterable[Source] = sources(given, suffixes=suffixes, on_skip=on_skip)
    taken: Counter[str] | None = None
    if len(given) > 1 or any(Path(i).is_dir() for i in given):
        plan = list(plan)
        tables = [s for s in plan if s.problem is None and _format(s).rows]
        taken = _ids(tables) if len(tables) > 1 else None
    for source in plan:
        yield from _read_one(source, lang=lang, doc_date=doc_date, taken=taken)


def _format(source: Source) -> Format:
    return TEXT if str(source.path) == STDIN else FORMATS.get(source.path.suffix.lower(), TEXT)


def _ids(tables: Iterable[Source]) -> Counter[str]:
    """How many rows of several tables have each id, so that ids can be told apart whatever the order of the tables."""
    count: Counter[str] = Counter()
    for source in tables:
        form = _format(source)
        try:
            ids = {cell(row.cells.get("doc_id")) for row in form.rows(source.path)} if form.rows else set()
        except (InputError, OSError):
            continue
        count.update(i.strip() for i in ids if i)
    return count


def _read_one(source: Source, *, lang: Lang | None, doc_date: str | None, taken: Counter[str] | None) -> Iterator[Document]:
    name = str(source.path)
    form = _format(source)
    if source.problem:
        yield Document(source.doc_id, "", lang=lang, media_type=form.media_type, problem=source.problem)
        return
    digest = None
    try:
        if form.rows:
            yield from documents(form.rows(source.path), file_id=source.doc_id, media_type=form.media_type, lang=lang, doc_date=doc_date, taken=taken)
            return
        data = sys.stdin.buffer.read() if name == STDIN else source.path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        text, encoding = decode(data, name="standard input" if name == STDIN else name)
        yield Document(source.doc_id, text, lang=lang, doc_date=doc_date, media_type=form.media_type, encoding=encoding, sha256=digest)
    except InputError as error:
        yield Document(source.doc_id, "", lang=lang, media_type=form.media_type, sha256=digest, problem=error.problem)
    except OSError as error:
        yield Document(source.doc_id, "", lang=lang, media_type=form.media_type, problem=f"cannot be read ({error.strerror or error})")
