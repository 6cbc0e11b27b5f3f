"""How does one table stand in a workbook: its columns, cells, filters and colours, on as many sheets as its rows need?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.write.schema import REVIEWS_ZH, Column, Headers, Table
from pipeline.write.tables import Cell, Row, day, joined
from pipeline.write.xlsx.cells import FIRST_DATE, SHEET_ROWS, SIZED_ROWS, fitting, height, lines, write_text
from pipeline.write.xlsx.columns import (
    COLOURED,
    COLOURS,
    DIFFERS,
    FOLDED,
    REVIEWED,
    TECHNICAL,
    TO_FILL,
    WRAPPED,
    differing,
    last_printed,
    number_format,
    ordered,
    width,
)

Linked = Callable[[Row, str, int], str | None]
"""Where the id of the row, on this sheet (its name) and line (from 0), leads to as xlsxwriter takes it; None: nowhere."""

_SPARE = 500
"""Lines behind the last one that counts and filters reach, for rows that people add."""

_ASKED = {
    "en": ("Your decision", "accept: the row is right\ncorrect: right as you corrected it\nreject: it is no commitment", "Choose accept, correct or reject."),
    "zh": ("审核意见", "采纳：本行无误\n更正：已在本行改正\n不采纳：不是承诺事项", "请选择：采纳、更正、不采纳"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """The cells of a column on one sheet, header left out."""

    sheet: str
    column: str
    last: int
    """The last line, counted from 1, with some to spare."""

    def __str__(self) -> str:
        return f"'{self.sheet}'!${self.column}$2:${self.column}${self.last}"


class TableSheet:
    """A table on a sheet; what goes past the rows of a sheet stands on "NAME 2", "NAME 3" and so on."""

    def __init__(self, book: Workbook, table: Table, headers: Headers) -> None:
        self._book = book
        self._headers: Headers = headers
        self._title = table.title(headers)
        self._made: dict[tuple[str, bool, bool, bool, bool, bool, bool], Format] = {}
        self.columns = ordered(table)
        self._wide = [width(c) for c in self.columns]
        self._id = f"{table.name.removesuffix('s')}_id"
        self._links = table.name == "links"
        self.row = 1
        self._done: list[tuple[Worksheet, int]] = []
        self.page = self._begin(self._title)

    def add(self, row: Row, linked: Linked | None = None) -> None:
        """Write a row."""
        if self.row >= SHEET_ROWS:
            self._done.append((self.page, self.row))
            self.page, self.row = self._begin(f"{self._title} {len(self._done) + 1}"), 1
        most = 1
        unlike = differing(row) if self._links else frozenset()
        for at, column in enumerate(self.columns):
            value = row.get(column.name)
            differs = column.name in unlike
            if value is not None:
                to = linked(row, self.page.name, self.row) if linked and column.name == self._id else None
                self._write(at, column, value, row, differs=differs, to=to)
                if column.name in WRAPPED and column.name != "section":  # headings are not worth a tall row
                    most = max(most, lines(value, self._wide[at]))
            elif differs:
                self.page.write_blank(self.row, at, None, self._format(column, "General", differs=True))
        if self.row <= SIZED_ROWS:
            self.page.set_row(self.row, height(most))
        self.row += 1

    def places(self, name: str) -> list[Place]:
        """Where the cells of a column are, sheet by sheet."""
        at = xl_col_to_name([c.name for c in self.columns].index(name))
        return [Place(page.name, at, min(rows + _SPARE, SHEET_ROWS)) for page, rows in (*self._done, (self.page, self.row))]

    def finish(self) -> None:
        """Set filters, lists and colours over the rows that came."""
        for page, rows in (*self._done, (self.page, self.row)):
            page.autofilter(0, 0, max(rows - 1, 1), len(self.columns) - 1)
            page.print_area(0, 0, max(rows - 1, 1), last_printed(self.columns))
            for at, column in enumerate(self.columns):
                if column.name in COLOURED:
                    self._colour(page, at, column, rows)
                self._validate(page, at, column)

    def _begin(self, name: str) -> Worksheet:
        page = self._book.add_worksheet(name)
        look = {"bold": True, "font_color": "#FFFFFF", "valign": "vcenter", "text_wrap": True, "border": 1, "border_color": "#FFFFFF"}
        header, to_fill = self._book.add_format(look | {"bg_color": "#33475B"}), self._book.add_format(look | {"bg_color": "#9A7B00"})
        page.set_row(0, 30)
        for at, column in enumerate(self.columns):
            folded = {"level": 1, "hidden": True} if column.name in FOLDED else {}
            page.set_column(at, at, self._wide[at], self._format(column, "yyyy-mm-dd" if column.name == "reviewed_at" else "General"), folded)
            page.write_string(0, at, column.header(self._headers), to_fill if column.name in REVIEWED else header)
        page.freeze_panes(1, 1)
        page.set_landscape()
        page.set_paper(8)  # A3
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.set_footer("&L&8&A&R&8&P / &N")
        return page

    def _write(self, at: int, column: Column, value: Cell, whole: Row, *, differs: bool, to: str | None) -> None:
        if isinstance(value, int | float):
            self.page.write_number(self.row, at, value, self._format(column, number_format(column, value, whole), differs=differs))
        elif column.type == "date" and isinstance(value, str) and (found := day(value)) is not None and found >= FIRST_DATE:
            self.page.write_datetime(self.row, at, found, self._format(column, "yyyy-mm-dd", differs=differs))
        else:
            numbers = "@" if column.type == "string" and column.name not in WRAPPED else "General"
            text = self._shown(column, joined(value))
            if to is not None:
                self.page.write_url(self.row, at, to, self._format(column, numbers, link=True), fitting(text))
            else:
                write_text(self.page, self.row, at, text, self._format(column, numbers, differs=differs))

    def _shown(self, column: Column, word: str) -> str:
        """What a person decided, in the language of the header cells."""
        return REVIEWS_ZH.get(word, word) if column.name == "review" and self._headers == "zh" else word

    def _format(self, column: Column, numbers: str, *, differs: bool = False, link: bool = False) -> Format:
        name = column.name
        key = (numbers, name in WRAPPED, name in TECHNICAL, column.type == "date", differs, link, name in REVIEWED)
        if key not in self._made:
            look: dict[str, object] = {"valign": "top", "num_format": numbers, "text_wrap": key[1], "bottom": 4, "bottom_color": "#D0D5DA"}
            if key[3]:
                look["align"] = "center"
            if key[2]:
                look |= {"font_color": "#8A8F94", "font_size": 9}
            if differs:
                look |= {"bg_color": DIFFERS, "bold": True}
            if link:
                look |= {"font_color": "#0B57A4", "underline": 1}
            if key[6]:
                look |= {"bg_color": TO_FILL}
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    def _colour(self, page: Worksheet, at: int, column: Column, rows: int) -> None:
        last = min(rows + _SPARE, SHEET_ROWS) if column.name == "review" else rows
        for word in column.allowed if last > 1 else ():
            if word in COLOURS:
                font, fill = COLOURS[word]
                look = self._book.add_format({"font_color": font, "bg_color": fill})
                page.conditional_format(1, at, last - 1, at, {"type": "cell", "criteria": "==", "value": f'"{self._shown(column, word)}"', "format": look})

    def _validate(self, page: Worksheet, at: int, column: Column) -> None:
        title, message, refused = _ASKED[self._headers]
        if column.name == "review":
            source = [self._shown(column, word) for word in column.allowed]
            asked = {"validate": "list", "source": source, "input_title": title, "input_message": message, "error_title": title, "error_message": refused}
            page.data_validation(1, at, SHEET_ROWS - 1, at, asked)
        elif column.name == "reviewed_at":
            page.data_validation(1, at, SHEET_ROWS - 1, at, {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "error_type": "warning"})
