"""Which reader reads which kind of file? One table of suffixes; by the first bytes where there is no suffix or a wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from pipeline.read.part import Limits, Reader
from pipeline.read.rows import Row, jsonl, parquet, separated, whole_json, xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """How a kind of file is read: as a table of documents by `rows`, by the module `reader`, as an `archive` of files, else as one text.

    `named_only`: passed over in folders and archives. Files of `plain` kinds are what their suffix says, whatever they begin with.
    """

    media_type: str
    rows: Callable[[Path, Limits], Iterator[Row]] | None = None
    named_only: bool = False
    module: str | None = None
    archive: bool = False
    plain: bool = False

    def reader(self) -> Reader | None:
        """The module that reads it, imported only now: these bring large libraries."""
        return cast(Reader, import_module(self.module)) if self.module else None


TEXT = Format("text/plain", named_only=True)
HTML = Format("text/html", module="pipeline.read.html")
FORMATS: dict[str, Format] = {
    ".txt": Format("text/plain", plain=True),
    ".md": Format("text/markdown", plain=True),
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".shtml": HTML,
    ".docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", module="pipeline.read.docx"),
    ".pdf": Format("application/pdf", module="pipeline.read.pdf"),
    ".rtf": Format("application/rtf", module="pipeline.read.rtf"),
    ".odt": Format("application/vnd.oasis.opendocument.text", module="pipeline.read.odt"),
    ".doc": Format("application/msword", module="pipeline.read.doc"),
    ".tmx": Format("application/x-tmx+xml", module="pipeline.read.tmx"),
    ".xml": Format("application/xml", module="pipeline.read.tmx"),
    ".zip": Format("application/zip", archive=True),
    ".jsonl": Format("application/jsonl", jsonl, plain=True),
    ".csv": Format("text/csv", separated, plain=True),
    ".tsv": Format("text/tab-separated-values", separated, plain=True),
    ".xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx, plain=True),
    ".parquet": Format("application/vnd.apache.parquet", parquet, plain=True),
    ".json": Format("application/json", whole_json, named_only=True, plain=True),
}
IN_FOLDERS = frozenset(suffix for suffix, form in FORMATS.items() if not form.named_only)
"""The suffixes that are read where a folder or an archive is given."""

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head)\b", re.IGNORECASE | re.DOTALL)
_TMX = re.compile(rb"<(?:!DOCTYPE\s+)?tmx\b")


def of(name: str) -> Format:
    """The format that a file name promises; unknown suffixes promise a text.

    >>> of("a/Plan.PDF").media_type, of("README").media_type
    ('application/pdf', 'text/plain')
    """
    return FORMATS.get(Path(name).suffix.lower(), TEXT)


def sniffed(data: bytes, promised: Format) -> Format:
    """The format that the first bytes show (a .doc that is rtf, a .htm that is a PDF, a file without suffix), else the promised one."""
    if promised.plain:
        return promised
    suffix = None
    start = data[:4096]
    if b"%PDF-" in start[:1024]:
        suffix = ".pdf"
    elif start.startswith(b"{\\rtf"):
        suffix = ".rtf"
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        suffix = ".doc"
    elif start.startswith(b"PK\x03\x04"):
        suffix = _packed(data, promised)
    elif _START.match(start):
        suffix = ".html"
    elif _TMX.search(start):
        suffix = ".tmx"
    return FORMATS[suffix] if suffix else promised


def _packed(data: bytes, promised: Format) -> str | None:
    tail = data[-200_000:]  # the directory of the container stands at its end
    if b"mimetype" in data[:60] and b"content.xml" in tail:
        return ".odt"
    if b"word/document" in tail:
        return ".docx"
    if b"xl/workbook" in tail:
        return ".xlsx"
    return ".zip" if promised is TEXT or promised.archive else None
