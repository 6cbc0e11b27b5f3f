"""How are rows opened inside a sheet of openpyxl so that all that refers to what is below still does?

openpyxl moves the cells alone. Here formulas of every sheet, defined names, merged cells, heights, conditional formats, validation lists,
filters, tables, links and charts move too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.formula import ArrayFormula

_CELL = re.compile(r"(\$?[A-Z]{1,3})(\$?)(\d+)(?::(\$?[A-Z]{1,3})(\$?)(\d+))?", re.I)
_ROWS = re.compile(r"(\$?)(\d+):(\$?)(\d+)")


@dataclass(frozen=True, slots=True)
class Opening:
    """`count` rows opened above row `at` of a sheet whose table begins in row `first` (all from 1)."""

    sheet: str
    at: int
    count: int
    first: int

    def row(self, number: int) -> int:
        """Where a row is now.

        >>> Opening("S", 9, 2, 5).row(8), Opening("S", 9, 2, 5).row(9)
        (8, 11)
        """
        return number + self.count if number >= self.at else number

    def last(self, begin: int, end: int, *, grows: bool) -> int:
        """Where the last row of a range is now: a range over the table's rows up to the opening takes the new ones in.

        >>> Opening("S", 9, 2, 5).last(5, 8, grows=True), Opening("S", 9, 2, 5).last(5, 8, grows=False), Opening("S", 9, 2, 5).last(1, 3, grows=True)
        (10, 8, 3)
        """
        return end + self.count if end >= self.at or (grows and end == self.at - 1 and self.first <= end and begin <= end) else end

    def reference(self, text: str, *, grows: bool) -> str:
        """A reference without its sheet, such as $D$5:D8 or 5:8.

        >>> Opening("S", 9, 2, 5).reference("D5:D8", grows=True), Opening("S", 9, 2, 5).reference("$D$9", grows=True)
        ('D5:D10', '$D$11')
        """
        if rows := _ROWS.fullmatch(text):
            begin, end = int(rows[2]), int(rows[4])
            return f"{rows[1]}{self.row(begin)}:{rows[3]}{self.last(begin, end, grows=grows)}"
        if not (cell := _CELL.fullmatch(text)):
            return text
        begin = int(cell[3])
        moved = f"{cell[1]}{cell[2]}{self.row(begin)}"
        return moved if cell[4] is None else f"{moved}:{cell[4]}{cell[5]}{self.last(begin, int(cell[6]), grows=grows)}"

    def formula(self, text: str, sheet: str, *, grows: bool) -> str:
        """A formula (with its =) that stands on this sheet.

        >>> Opening("台账", 9, 2, 5).formula("=SUM(D5:D8)+汇总!A9", "台账", grows=True)
        '=SUM(D5:D10)+汇总!A9'
        """
        tokens = Tokenizer(text)
        for token in tokens.items:
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                token.value = self._operand(token.value, sheet, grows=grows)
        return str(tokens.render())

    def _operand(self, text: str, sheet: str, *, grows: bool) -> str:
        named, mark, rest = text.rpartition("!")
        of = named.strip("'").replace("''", "'") if mark else sheet
        return named + mark + self.reference(rest, grows=grows) if of == self.sheet else text

    def range(self, cells: CellRange) -> CellRange:
        """A range of cells on the sheet."""
        return CellRange(
            min_col=cells.min_col, max_col=cells.max_col, min_row=self.row(cells.min_row), max_row=self.last(cells.min_row, cells.max_row, grows=True)
        )

    def ranges(self, cells: MultiCellRange) -> MultiCellRange:
        """Several ranges on the sheet."""
        return MultiCellRange([self.range(c) for c in cells.ranges])


def open_rows(book: Any, sheet: Any, opening: Opening) -> None:
    """Open the rows; they are empty."""
    at, count = opening.at, opening.count
    _move_merged(sheet, opening)
    heights = {row: sheet.row_dimensions.pop(row) for row in sorted(sheet.row_dimensions) if row >= at}
    sheet.insert_rows(at, count)
    for row, dimension in heights.items():
        dimension.index = row + count
        sheet.row_dimensions[row + count] = dimension
    for page in book.worksheets:
        for cell in _filled(page):
            grows = page is not sheet or not opening.first <= cell.row < at
            if cell.data_type == "f":
                if isinstance(cell.value, ArrayFormula):
                    cell.value.text = opening.formula(cell.value.text, page.title, grows=grows)
                    cell.value.ref = opening.reference(cell.value.ref, grows=False) if page is sheet else cell.value.ref
                elif isinstance(cell.value, str):
                    cell.value = opening.formula(cell.value, page.title, grows=grows)
            if page is sheet and cell.hyperlink:
                cell.hyperlink.ref = cell.coordinate
            if cell.hyperlink and cell.hyperlink.location:
                cell.hyperlink.location = opening.formula("=" + cell.hyperlink.location, page.title, grows=False)[1:]
        _move_rules(page, opening, here=page is sheet)
        for chart in page._charts:
            _move_chart(chart, opening, page.title, here=page is sheet)
    for names in (book.defined_names, *(page.defined_names for page in book.worksheets)):
        for name in names.values():
            name.value = opening.formula("=" + name.value, "", grows=True)[1:]
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = str(opening.range(CellRange(sheet.auto_filter.ref)).coord)
    for table in sheet.tables.values():
        table.ref = opening.range(CellRange(table.ref)).coord
        if table.autoFilter is not None:
            table.autoFilter.ref = table.ref
    if sheet.print_area:
        parts = str(sheet.print_area).split(",")
        sheet.print_area = ",".join(opening.range(CellRange(p.rpartition("!")[2].replace("$", ""))).coord for p in parts)
    for page_break in sheet.row_breaks.brk:
        page_break.id = opening.row(page_break.id + 1) - 1


def _filled(page: Any) -> Iterator[Any]:
    """The cells that are there; those under a merged one are none."""
    for row in page.iter_rows():
        yield from (cell for cell in row if hasattr(cell, "hyperlink") and cell.value is not None)


def _move_merged(sheet: Any, opening: Opening) -> None:
    for cells in sheet.merged_cells.ranges:
        if cells.min_row >= opening.at:
            cells.shift(row_shift=opening.count)
        elif cells.max_row >= opening.at:
            cells.expand(down=opening.count)


def _move_rules(page: Any, opening: Opening, *, here: bool) -> None:
    """Conditional formats and validation lists: their ranges where they are on the sheet itself, their formulas wherever they are."""
    old, page.conditional_formatting = page.conditional_formatting, ConditionalFormattingList()
    for formats in old:
        for rule in formats.rules:
            rule.formula = [opening.formula("=" + f, page.title, grows=True)[1:] for f in rule.formula]
            page.conditional_formatting.add(str(opening.ranges(formats.sqref) if here else formats.sqref), rule)
    for listed in page.data_validations.dataValidation:
        listed.sqref = opening.ranges(listed.sqref) if here else listed.sqref
        for name in ("formula1", "formula2"):
            if text := getattr(listed, name):
                setattr(listed, name, opening.formula("=" + text, page.title, grows=True)[1:])


def _move_chart(chart: Any, opening: Opening, page: str, *, here: bool) -> None:
    if here:
        for marker in (getattr(chart.anchor, "_from", None), getattr(chart.anchor, "to", None)):
            if marker is not None:
                marker.row = opening.row(marker.row + 1) - 1
    for series in chart.series:
        for part in ("val", "cat", "xVal", "yVal", "tx"):
            source = getattr(series, part, None)
            for kind in ("numRef", "strRef"):
                reference = getattr(source, kind, None)
                if reference is not None and reference.f:
                    reference.f = opening.formula("=" + reference.f, page, grows=True)[1:]
