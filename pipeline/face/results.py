"""What does `extract` give to Python code? Tables as DataFrames, and documents and rows that can show themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.face.frames import frame, rows_of
from pipeline.types import Document, Extraction
from pipeline.write.output import write_tables
from pipeline.write.schema import COMMITMENTS, DOCUMENTS, MENTIONS, STATEMENTS, Headers, Table
from pipeline.write.tables import Cell, Row, tables

if TYPE_CHECKING:
    import pandas as pd


class Extracted:
    """The documents of one call of `extract`, in order, and their tables (docs/tables.md has every column).

    Iterating gives documents; `found["plan.txt"]` is one by its doc_id, `found[0]` by its place.
    """

    def __init__(self, extractions: tuple[Extraction, ...], *, skipped: tuple[str, ...] = ()) -> None:
        self.skipped = skipped
        """Files of unknown kinds in folders, passed over."""
        self._documents = tuple(ExtractedDocument(e) for e in extractions)

    @cached_property
    def commitments(self) -> pd.DataFrame:
        """One row for each action or indicator × target × deadline, with its evidence."""
        return self._frame(COMMITMENTS)

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """One row for each time expression, quantity or agency."""
        return self._frame(MENTIONS)

    @cached_property
    def statements(self) -> pd.DataFrame:
        """One row for each sentence of the body text."""
        return self._frame(STATEMENTS)

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row for each document, readable or not."""
        return self._frame(DOCUMENTS)

    @property
    def failed(self) -> list[tuple[str, str]]:
        """(doc_id, problem) of the documents that could not be read."""
        return [(d.doc_id, d.document.problem) for d in self if d.document.problem]

    def _frame(self, table: Table) -> pd.DataFrame:
        return frame(table, (row for d in self for row in d.tables[table.name]))

    def to(self, path: str | Path, *, headers: Headers | None = None, folder_format: Literal["jsonl", "csv", "parquet"] | None = None) -> Path:
        """Write the tables as they stand, changes made in them included: a file (.xlsx, .csv, .parquet, .jsonl) or a folder, whole or not at all.

        `headers="zh"` gives Chinese header cells to xlsx and csv.
        """
        held = {COMMITMENTS: self.commitments, STATEMENTS: self.statements, MENTIONS: self.mentions, DOCUMENTS: self.documents}
        return write_tables({t.name: rows_of(t, made) for t, made in held.items()}, path, folder_format=folder_format, headers=headers)

    def row(self, row: pd.Series | tuple[str, str]) -> ExtractedRow:
        """The row that a row of `commitments` (or a pair of doc_id and commitment_id) stands for; KeyError where there is none."""
        doc_id, commitment_id = row if isinstance(row, tuple) else (row["doc_id"], row["commitment_id"])
        return self[str(doc_id)][str(commitment_id)]

    def show(self, *, labels: Headers | None = None) -> None:
        """Show every document with what was found in it."""
        for document in self:
            document.show(labels=labels)

    def __iter__(self) -> Iterator[ExtractedDocument]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def __getitem__(self, which: int | str) -> ExtractedDocument:
        if isinstance(which, int):
            return self._documents[which]
        for document in self:
            if document.doc_id == which:
                return document
        raise KeyError(f"no document {which!r}; there are {', '.join(d.doc_id for d in self._documents[:10])}{', …' if len(self) > 10 else ''}")

    def __repr__(self) -> str:
        rows = sum(len(d.rows) for d in self)
        return f"<Extracted: {len(self)} documents, {rows} commitments{f', {len(self.failed)} failed' if self.failed else ''}>"

    def _repr_html_(self) -> str:
        from pipeline.display import counts_html, rows_html

        labels: Headers = "zh" if sum(d.document.lang == "zh" for d in self) * 2 > len(self) else "en"
        rows = [row for d in self for row in d.tables["commitments"]]
        words = {"documents": len(self), "commitments": len(rows)} if labels == "en" else {"份文件": len(self), "项承诺": len(rows)}
        return counts_html("", words) + rows_html(rows, labels)


class ExtractedDocument:
    """One document with what was found in it. `extraction` is all of it as frozen values; `document` is the text and what is known about it."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction

    @property
    def document(self) -> Document:
        """The text with its title, date, language, issuer; `problem` says why it could not be read."""
        return self.extraction.document

    @property
    def doc_id(self) -> str:
        """What the document is called in all tables."""
        return self.document.doc_id

    @property
    def text(self) -> str:
        """The source: `text[row["start"] : row["end"]]` is the evidence of a row."""
        return self.document.text

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """The rows of the four tables as dicts, empty fields left out."""
        return tables(self.extraction)

    @property
    def rows(self) -> list[ExtractedRow]:
        """Its commitments in text order."""
        return [ExtractedRow(self, n) for n in range(len(self.extraction.commitments))]

    def __getitem__(self, commitment_id: str) -> ExtractedRow:
        for n, row in enumerate(self.tables["commitments"]):
            if row["commitment_id"] == commitment_id:
                return ExtractedRow(self, n)
        raise KeyError(f"{self.doc_id} has no commitment {commitment_id!r}; it has {len(self.rows)}")

    def show(self, *, labels: Headers | None = None) -> None:
        """Show the text with its mentions coloured and its rows: as HTML in a notebook, else on the terminal.

        `labels` is the language of titles and notes in HTML; without it that of the document.
        """

        def on_terminal() -> None:
            from pipeline.show import show
            from pipeline.write.terminal import console

            show(self.extraction, console())

        show_either(lambda: self.html(labels), on_terminal)

    def html(self, labels: Headers | None = None) -> str:
        """The document as a piece of HTML that needs nothing else; all text in it is escaped."""
        from pipeline.display import document_html

        return document_html(self.extraction, labels or self.document.lang or "en")

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return f"<ExtractedDocument {self.doc_id}: {self.document.problem or f'{len(self.text)} characters, {len(self.rows)} commitments'}>"


class ExtractedRow:
    """One commitment: `row["due"]` and the like (None where empty; columns as in docs/tables.md), and the passage it was read from."""

    def __init__(self, document: ExtractedDocument, number: int) -> None:
        self.document = document
        self._number = number

    @property
    def cells(self) -> Row:
        """The cells of the row that are not empty, by column."""
        return self.document.tables["commitments"][self._number]

    def __getitem__(self, column: str) -> Cell | None:
        return self.cells.get(COMMITMENTS.column(column).name)

    def show(self, *, labels: Headers | None = None) -> None:
        """Show the row in its passage with its own words lit up: as HTML in a notebook, else on the terminal."""

        def on_terminal() -> None:
            from pipeline.show import show_row
            from pipeline.write.terminal import console

            show_row(self.document.extraction, self._number, console())

        show_either(lambda: self.html(labels), on_terminal)

    def html(self, labels: Headers | None = None) -> str:
        """The row as a piece of HTML that needs nothing else; all text in it is escaped."""
        from pipeline.display import row_html

        return row_html(self.document.extraction, self._number, labels or self.document.document.lang or "en")

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return f"<ExtractedRow {self['commitment_id']} of {self.document.doc_id}: {self['evidence']}>"


def show_either(html: Callable[[], str], on_terminal: Callable[[], None]) -> None:
    """Show HTML where a notebook runs the code, else on the terminal."""
    import sys

    if "IPython" in sys.modules:
        from IPython import get_ipython
        from IPython.display import HTML, display

        if getattr(get_ipython(), "kernel", None) is not None:
            display(HTML(html()))
            return
    on_terminal()
