"""Workbooks: all tables in one (`book`), the ledger of a supervision office (`ledger`), or an office's own template filled (`template`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.write.look import Look
from pipeline.write.schema import Table

if TYPE_CHECKING:
    from pipeline.write.output import Sink


def open_sink(path: Path, tables: Sequence[Table], look: Look) -> Sink:
    """Begin the workbook that the look asks for."""
    if look.template is not None:
        from pipeline.write.xlsx.template import TemplateSink

        return TemplateSink(path, look.template)
    if look.profile == "ledger":
        from pipeline.write.xlsx.ledger import LedgerSink

        return LedgerSink(path, look)
    from pipeline.write.xlsx.book import BookSink

    return BookSink(path, tables, look)
