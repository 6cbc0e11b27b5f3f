"""How are the tables written as one workbook that is pleasant to open? Commitments first, then their summary and evidence, a sheet per table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from pipeline.write.look import Look
from pipeline.write.schema import COMMITMENTS, Table
from pipeline.write.tables import Row
from pipeline.write.xlsx.cells import CHINESE_FONT, CREATED, OPTIONS
from pipeline.write.xlsx.columns import SHEETS
from pipeline.write.xlsx.evidence import EvidenceSheet
from pipeline.write.xlsx.sheet import TableSheet
from pipeline.write.xlsx.summary import SummarySheet


class BookSink:
    """A workbook with a sheet for each table. Text is never a formula or outer link; numbers and dates are real ones."""

    def __init__(self, path: Path, tables: Sequence[Table], look: Look) -> None:
        headers = look.titles
        zh = headers == "zh"
        font: dict[str, object] = {"font_name": CHINESE_FONT if zh else "Calibri", "font_size": 11}
        self._book = xlsxwriter.Workbook(str(path), OPTIONS | {"tmpdir": str(path.parent), "default_format_properties": font})
        self._book.set_properties(
            {
                "title": "政策承诺事项表" if zh else "Policy commitments",
                "subject": "承诺、指标、期限、责任单位及依据原文" if zh else "Commitments, targets, deadlines and responsible agencies, with evidence",
                "created": CREATED,
                "keywords": "policy; commitments; deadlines; targets; agencies",
                "comments": "数值为基本单位；各列含义见 docs/tables.md" if zh else "Values are at base scale; docs/tables.md says what each column means",
            }
        )
        self._sheets: dict[str, TableSheet] = {}
        self._summary: SummarySheet | None = None
        self._evidence: EvidenceSheet | None = None
        for table in sorted(tables, key=lambda t: SHEETS.index(t.name)):
            self._sheets[table.name] = TableSheet(self._book, table, headers)
            if table is COMMITMENTS:
                self._summary = SummarySheet(self._book, headers, look.as_of)
                self._evidence = EvidenceSheet(self._book, headers, font)

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Write the rows to the sheet of their table; those of a document come together, its commitments last."""
        sheet, evidence = self._sheets[table], self._evidence
        if table == COMMITMENTS.name and evidence is not None and self._summary is not None:
            for row in rows:
                self._summary.count(row)
                sheet.add(row, evidence.add)
            return
        if evidence is not None:
            match table:
                case "documents":
                    evidence.forget()
                case "mentions":
                    evidence.hear_mentions(rows)
                case "statements":
                    evidence.hear_statements(rows)
        for row in rows:
            sheet.add(row)

    def close(self) -> None:
        """Write what is known only at the end, and the file."""
        for sheet in self._sheets.values():
            sheet.finish()
        if self._summary is not None and self._evidence is not None:
            self._evidence.finish(self._summary.rows)
            self._summary.finish(self._sheets[COMMITMENTS.name])
        next(iter(self._sheets.values())).page.activate()
        self._book.close()
