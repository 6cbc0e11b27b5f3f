"""Where are the texts that offsets point into? One .txt for each document, under a name that is safe whatever the document is called."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ConfigurationError
from pipeline.types import Document

if TYPE_CHECKING:
    from pipeline.job import Job

_UNSAFE = re.compile(r"[^\w.#\- ()（）〔〕，、]+")
_LONGEST = 120
# devices of Windows, and names that look as if they had their checksum
_RESERVED = re.compile(r"\A(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)|-[0-9a-f]{8}\Z", re.IGNORECASE)


def safe_name(doc_id: str) -> str:
    """The file name of a document's text: its id where that can be one, else as much as can with a checksum of the id.

    >>> safe_name("plan.pdf"), safe_name("../../etc/passwd")
    ('plan.pdf.txt', 'etc_passwd-3754d6cb.txt')
    """
    name = _UNSAFE.sub("_", doc_id[: 2 * _LONGEST]).strip("._ ")
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    if not name or name != doc_id or _RESERVED.search(name):
        name = f"{name or 'text'}-{hashlib.sha256(doc_id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    return name + ".txt"


@contextmanager
def saved(job: Job, folder: Path | None) -> Iterator[Job]:
    """The job, with the text of every document saved in `folder` before it is worked on (None: nothing is saved).

    The texts stand in `folder` when the block is left; an exception leaves nothing behind. UTF-8 without a byte order mark, line ends
    as they are, so that offsets count code points of the file.
    """
    if folder is None:
        yield job
        return
    if folder.exists() and not folder.is_dir():
        raise ConfigurationError(f"--save-text {folder}: is a file, not a folder")
    stage = folder.absolute().parent / f".{folder.name}.texts.part"
    try:
        try:
            shutil.rmtree(stage, ignore_errors=True)  # of a run that was killed
            stage.mkdir(parents=True)
        except OSError as error:
            raise _cannot_write(folder, error) from error

        def kept(documents: Iterator[Document]) -> Iterator[Document]:
            return (_kept(document, stage, folder) for document in documents)

        yield replace(job, prepared=kept, texts=str(folder))
        try:
            folder.mkdir(exist_ok=True)
            for file in sorted(stage.iterdir()):
                os.replace(file, folder / file.name)
        except OSError as error:
            raise _cannot_write(folder, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _kept(document: Document, stage: Path, folder: Path) -> Document:
    """The document with its `text_path`; one that was not read has none."""
    if document.problem:
        return document
    name = safe_name(document.doc_id)
    try:
        with (stage / name).open("w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(document.text)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    return replace(document, text_path=str(folder / name))


def _cannot_write(folder: Path, error: OSError) -> ConfigurationError:
    return ConfigurationError(f"--save-text {folder}: cannot be written: {error.strerror or error}")
