"""Which documents do the inputs hold? Files, folders, globs, standard input; texts, pages, archives and tables of texts; one document at a time."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pipeline.errors import InputError
from pipeline.read.encoding import decode
from pipeline.read.formats import FORMATS, IN_FOLDERS, TEXT, Format, of, sniffed
from pipeline.read.inputs import STDIN, Source, sources
from pipeline.read.part import Limits, bounded, limits_of
from pipeline.read.sealed import Sealed
from pipeline.read.table import cell, documents
from pipeline.types import Document, Lang

__all__ = ["FORMATS", "Format", "Limits", "limits_of", "opened", "read", "unopened"]


def read(
    inputs: Iterable[str | Path],
    *,
    lang: Lang | None = None,
    doc_date: str | None = None,
    limits: Limits | None = None,
    on_skip: Callable[[str], None] | None = None,
) -> Iterator[Document]:
    """The documents of the inputs, streamed: never more than one file or batch of rows in memory.

    What cannot be read is a Document with its `problem`, and the next one follows. `lang` and `doc_date` hold for all documents where
    given; else a table's columns are taken. `on_skip` is called with the path of every file of a folder or archive that is passed over.

    >>> [d.problem for d in read(["nowhere.txt"])]
    ['there is no such file or folder']
    """
    found = _documents(inputs, lang, doc_date, limits, on_skip, seal=False)
    return cast(Iterator[Document], found)


def unopened(
    inputs: Iterable[str | Path],
    *,
    lang: Lang | None = None,
    doc_date: str | None = None,
    limits: Limits | None = None,
    on_skip: Callable[[str], None] | None = None,
) -> Iterator[Document | Sealed]:
    """As `read`, but a file from which a reader has to take the text (html, pdf, docx, …) is left for another process to open."""
    return _documents(inputs, lang, doc_date, limits, on_skip, seal=True)


def _documents(
    inputs: Iterable[str | Path], lang: Lang | None, doc_date: str | None, limits: Limits | None, on_skip: Callable[[str], None] | None, *, seal: bool
) -> Iterator[Document | Sealed]:
    given = list(inputs)
    options = _Options(lang, doc_date, limits or Limits(), on_skip)
    plan: Iterable[Source] = sources(given, suffixes=IN_FOLDERS, on_skip=on_skip)
    shared: Container[str] = ()
    if len(given) > 1 or any(Path(i).is_dir() for i in given):
        plan = list(plan)
        tables = [s for s in plan if s.problem is None and of(s.path.name).rows]
        shared = _shared_ids(tables, options.limits) if len(tables) > 1 else ()
    for source in plan:
        if seal and (sealed := _sealed(source, options)) is not None:
            yield sealed
        else:
            yield from _of_source(source, options, shared)


def opened(sealed: Sealed) -> Iterator[Document]:
    """The documents of a file that `unopened` left as it was."""
    return _of_source(sealed.source, _Options(sealed.lang, sealed.doc_date, sealed.limits, None), ())


def _sealed(source: Source, options: _Options) -> Sealed | None:
    """The file unopened, where it is of a kind that gives its documents by itself, whatever it turns out to be: no archive (its files are told to
    `on_skip`), no table (ids are told apart over all tables), no plain text (there is nothing to be gained)."""
    if source.problem or str(source.path) == STDIN or not of(source.path.name).module:
        return None
    try:
        size = source.path.stat().st_size
    except OSError:
        return None
    return Sealed(source, options.lang, options.doc_date, options.limits, size)


@dataclass(frozen=True, slots=True)
class _Options:
    """What holds for all inputs of a run."""

    lang: Lang | None
    doc_date: str | None
    limits: Limits
    on_skip: Callable[[str], None] | None


class _Everything:
    """Ids in tables of an archive always get their file added: what other archives hold is not looked at beforehand."""

    def __contains__(self, item: object) -> bool:
        return True


def _shared_ids(tables: Iterable[Source], limits: Limits) -> frozenset[str]:
    """The ids that more than one row of several tables has, so that they can be told apart whatever the order of the tables."""
    count: Counter[str] = Counter()
    for source in tables:
        form = of(source.path.name)
        try:
            ids = {cell(row.cells.get("doc_id")) for row in form.rows(source.path, limits)} if form.rows else set()
        except (InputError, OSError):
            continue
        count.update(i.strip() for i in ids if i)
    return frozenset(i for i, n in count.items() if n > 1)


def _of_source(source: Source, options: _Options, shared: Container[str]) -> Iterator[Document]:
    is_stdin = str(source.path) == STDIN
    form = TEXT if is_stdin else of(source.path.name)
    if source.problem:
        yield _failed(source.doc_id, form, options, source.problem)
        return
    try:
        if not is_stdin and not stat.S_ISREG(os.stat(source.path).st_mode):
            raise InputError(source.doc_id, "not a regular file but a pipe or device; give its content on standard input: extract - < FILE")
        if form.rows:
            yield from _of_table(source.path, form, source.doc_id, options, shared)
        elif form.archive:
            yield from _of_archive(source.path, source.doc_id, options, depth=1)
        else:
            yield from _of_bytes(_bytes(source, options.limits), form, source.doc_id, options)
    except InputError as error:
        yield _failed(source.doc_id, form, options, error.problem)
    except OSError as error:
        yield _failed(source.doc_id, form, options, f"cannot be read ({error.strerror or error})")
    except Exception as error:
        yield _failed(source.doc_id, form, options, _unforeseen(error))


def _failed(doc_id: str, form: Format, options: _Options, problem: str, *, sha256: str | None = None) -> Document:
    """The document that stands for what could not be read."""
    return Document(doc_id, "", lang=options.lang, media_type=form.media_type, sha256=sha256, problem=problem)


def _unforeseen(error: Exception) -> str:
    """The problem of a document that a reader or a library failed on."""
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"could not be read: {type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno}); please report this"


def _bytes(source: Source, limits: Limits) -> bytes:
    if str(source.path) == STDIN:
        return bounded(sys.stdin.buffer, name=source.doc_id, most=limits.max_bytes)
    with source.path.open("rb") as file:
        return bounded(file, name=source.doc_id, most=limits.max_bytes)


def _of_bytes(data: bytes, promised: Format, doc_id: str, options: _Options, *, depth: int = 0) -> Iterator[Document]:
    """The documents in the bytes of one file, whatever kind they show to be of."""
    form = sniffed(data, promised)
    digest = hashlib.sha256(data).hexdigest()
    done = 0
    try:
        if form.archive:
            yield from _of_archive(data, doc_id, options, depth=depth + 1)
        elif form.rows:
            yield from _of_packed_table(data, form, doc_id, options)
        elif reader := form.reader():
            for part in reader.parts(data, name=doc_id, limits=options.limits):
                done += 1
                yield Document(
                    doc_id + part.name,
                    part.text,
                    lang=options.lang or part.lang,
                    doc_date=options.doc_date,
                    media_type=form.media_type,
                    encoding=part.encoding,
                    sha256=digest,
                    pages=part.pages,
                    beside=(part.title, part.doc_date),
                )
        else:
            text, encoding = decode(data, name=doc_id)
            yield Document(doc_id, text, lang=options.lang, doc_date=options.doc_date, media_type=form.media_type, encoding=encoding, sha256=digest)
    except InputError as error:
        yield _failed(doc_id, form, options, error.problem, sha256=digest)
    except Exception as error:  # of a library that met what it had not thought of: it must not stop the others
        place = f"{doc_id}#{done + 1}" if done else doc_id
        yield _failed(place, form, options, _unforeseen(error), sha256=digest)


def _of_archive(held: bytes | Path, doc_id: str, options: _Options, *, depth: int) -> Iterator[Document]:
    """The documents of the files in an archive: FILE.zip/path. An archive in it is opened, one in that is not."""
    from pipeline.read.archive import members

    for member in members(held, name=doc_id, limits=options.limits, suffixes=IN_FOLDERS, on_skip=options.on_skip):
        form = of(member.path.partition("#")[0])
        inner = f"{doc_id}/{member.path}"
        problem = member.problem
        if problem is None and depth > 1 and sniffed(member.data, form).archive:
            problem = "an archive in an archive in an archive; unpack it"
        if problem is not None:
            yield _failed(inner, form, options, problem)
        else:
            yield from _of_bytes(member.data, form, inner, options, depth=depth)


def _of_table(path: Path, form: Format, doc_id: str, options: _Options, shared: Container[str]) -> Iterator[Document]:
    assert form.rows
    rows = form.rows(path, options.limits)
    yield from documents(rows, file_id=doc_id, media_type=form.media_type, lang=options.lang, doc_date=options.doc_date, shared=shared)


def _of_packed_table(data: bytes, form: Format, doc_id: str, options: _Options) -> Iterator[Document]:
    """The rows of a table that is no file of its own: it becomes one for as long as it is read."""
    import tempfile

    suffix = next(s for s, f in FORMATS.items() if f is form)
    with tempfile.TemporaryDirectory(prefix="policy-") as folder:
        path = Path(folder) / f"table{suffix}"
        path.write_bytes(data)
        try:
            yield from _of_table(path, form, doc_id, options, _Everything())
        except InputError as error:
            yield _failed(doc_id, form, options, error.problem)
