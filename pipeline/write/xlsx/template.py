"""How are rows put into an office's own workbook, under its own headers, so that all else stays as it is?"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.styles.numbers import is_date_format

from pipeline.errors import ConfigurationError
from pipeline.write.ledger_row import Heard, LedgerRow, ledger_row
from pipeline.write.schema import Headers
from pipeline.write.tables import Row
from pipeline.write.xlsx.cells import FIRST_DATE, fitting
from pipeline.write.xlsx.template_header import Place, find_place
from pipeline.write.xlsx.template_rows import Opening, open_rows

_LOST = {"slicers": "slicers", "ctrlProps": "form controls", "activeX": "controls", "diagrams": "diagrams"}
"""Folders of a workbook that openpyxl does not carry over, and what they hold."""

_STATES: dict[Headers, tuple[str, str]] = {"zh": ("未完成", "已完成"), "en": ("Open", "Done")}


class TemplateSink:
    """The filled copy of a workbook: its own rows stay, new ones come behind them and above what stands below the table."""

    def __init__(self, path: Path, template: Path) -> None:
        self._path = path
        self._book = _opened(template)
        self._place = find_place(self._book, str(template))
        titles = [self._place.sheet.cell(self._place.header, at).value for at in self._place.columns.values()]
        self._lang: Headers = "en" if all(str(t).isascii() for t in titles) else "zh"
        self._rows: list[LedgerRow] = []
        self._heard = Heard()

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Take the rows; those that were rejected are left out."""
        self._rows += [ledger_row(row, said, self._lang) for row, said in self._heard.hear(table, rows)]

    def close(self) -> None:
        """Fill the table and write the file."""
        place = self._place
        missing = len(self._rows) - place.free
        if missing > 0:
            open_rows(self._book, place.sheet, Opening(place.sheet.title, place.start + place.free, missing, place.first))
        pattern = _Pattern(place)
        for n, row in enumerate(self._rows):
            pattern.draw(place.start + n)
            self._fill(place.start + n, row)
        self._book.save(self._path)

    def _fill(self, at: int, row: LedgerRow) -> None:
        comma = "、" if self._lang == "zh" else "; "
        columns = self._place.columns
        lead, agencies = row.lead, row.agencies
        if "lead" not in columns:  # one column for all bodies, those that lead first
            agencies = (*lead, *agencies)
        if "support" in columns and "agencies" not in columns:
            support, agencies = agencies, ()
        else:
            support = ()
        texts: dict[str, str | date] = {
            "task": row.task,
            "target": "" if row.done else row.target,
            "lead": comma.join(lead),
            "agencies": comma.join(agencies),
            "support": comma.join(support),
            "due": row.when,
            "progress": row.target if row.done else "",
            "state": _STATES[self._lang][row.done],
            "evidence": row.evidence,
            "document": self._heard.title(row.source),
            "remarks": row.remarks,
        }
        for what, column in columns.items():
            cell = self._place.sheet.cell(at, column)
            if isinstance(cell, MergedCell):  # it belongs to a cell merged over several rows, which speaks for it
                continue
            if what == "number":
                above = self._place.sheet.cell(at - 1, column).value
                number = above + 1 if isinstance(above, int) and at > self._place.first else 1 + at - self._place.first
                if cell.data_type != "f":
                    cell.value = number
            elif (text := texts[what]) and cell.data_type != "f":
                _put(cell, text)


class _Pattern:
    """The first row of the table, whose formats and formulas every added row gets."""

    def __init__(self, place: Place) -> None:
        self._place = place
        sheet, row = place.sheet, place.first
        self._cells = [sheet.cell(row, at) for at in range(1, sheet.max_column + 1)]
        self._styles = [copy(cell._style) for cell in self._cells]
        self._formulas = [cell.value if cell.data_type == "f" and isinstance(cell.value, str) else None for cell in self._cells]
        self._origins = [cell.coordinate for cell in self._cells]
        self._height = sheet.row_dimensions[row].height

    def draw(self, row: int) -> None:
        """Give a row the formats, and the formulas with their references moved."""
        sheet = self._place.sheet
        for at, (style, formula, origin) in enumerate(zip(self._styles, self._formulas, self._origins, strict=True), 1):
            cell = sheet.cell(row, at)
            if isinstance(cell, MergedCell):
                continue
            cell._style = copy(style)
            if formula is not None and cell.value is None:
                cell.value = Translator(formula, origin=origin).translate_formula(cell.coordinate)
        if row != self._place.first and self._height is not None:
            sheet.row_dimensions[row].height = self._height


def _put(cell: Any, value: str | date) -> None:
    """Write into a cell: a day as a day in the cell's own format, text as text whatever it begins with."""
    if isinstance(value, date) and value >= FIRST_DATE:
        own = cell.number_format
        cell.value = value
        cell.number_format = own if _is_dated(own) else "yyyy-mm-dd"
        return
    cell.value = fitting(value.isoformat() if isinstance(value, date) else value)
    cell.data_type = "s"


def _is_dated(number_format: str) -> bool:
    """Whether a number format shows days."""
    return bool(is_date_format(number_format))


def _opened(template: Path) -> Any:
    """The workbook; raises ConfigurationError where it cannot be read, or holds what a filled copy would lose."""
    try:
        with zipfile.ZipFile(template) as parts:
            names = parts.namelist()
            drawn = any(b"<xdr:sp>" in (x := parts.read(n)) or b"<xdr:sp " in x for n in names if n.startswith("xl/drawings/drawing"))
        lost = {what for folder, what in _LOST.items() if any(n.startswith(f"xl/{folder}/") for n in names)} | ({"drawn shapes"} if drawn else set())
        if any(n.startswith("xl/media/") for n in names) and not _has_pillow():
            lost.add("pictures (pip install pillow carries them over)")
        book = load_workbook(template, rich_text=True)
    except Exception as error:  # openpyxl raises whatever zipfile, xml and its own checks raise
        raise ConfigurationError(f"--template {template}: not a readable .xlsx workbook ({type(error).__name__})") from error
    if lost:
        raise ConfigurationError(f"--template {template}: a filled copy would lose its {', '.join(sorted(lost))}: remove them from the template")
    return book


def _has_pillow() -> bool:
    from importlib.util import find_spec

    return find_spec("PIL") is not None
