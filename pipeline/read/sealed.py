"""Which files are opened by the process that extracts them? Those from which a reader has to take the text first; until then they are a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.read.inputs import Source
from pipeline.read.part import Limits
from pipeline.types import Document, Lang

_BYTES_OF_A_CHARACTER = 4
"""Bytes of such a file that cost as much as a character of text: a page of 40 kB and a scan of 4 MB are many times their text."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file that is not opened yet, with what holds for its documents; `size` is that of the file, in bytes."""

    source: Source
    lang: Lang | None
    doc_date: str | None
    limits: Limits
    size: int

    @property
    def doc_id(self) -> str:
        """The id of the file; its documents have it too, or one that begins with it."""
        return self.source.doc_id

    @property
    def cost(self) -> int:
        """What it costs to open and to extract it, in characters of plain text; it depends on the file alone."""
        return self.size // _BYTES_OF_A_CHARACTER

    def documents(self) -> Iterator[Document]:
        """Open the file: its documents, or one with the problem. Raises nothing."""
        from pipeline.read import opened

        return opened(self)

    def failed(self, problem: str) -> Document:
        """The document that stands for the file when it is given up."""
        from pipeline.read.formats import of

        return Document(self.doc_id, "", lang=self.lang, media_type=of(self.source.path.name).media_type, problem=problem)
