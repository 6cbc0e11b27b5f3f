"""How the tables are written as one workbook that is pleasant to open: a sheet per table, commitments first."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.write.schema import ALARMING, KEPT, OTHER, WEAKER, Column, Headers, Table
from pipeline.write.tables import Cell, Row, day, joined

CELL_MAX = 32_767
"""Characters that a cell can hold."""

SHEET_ROWS = 1_048_576
"""Rows that a sheet can hold, header included; what comes after goes to a sheet "NAME 2"."""

_FIRST_DATE = date(1900, 3, 1)
"""Before this day spreadsheets count days differently or not at all: such dates are written as text."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_SHEETS = ("commitments", "links", "summary", "lineage", "statements", "mentions", "documents")
"""The order of the sheets."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FIRST_COLUMNS = {
    "commitments": _words(
        "doc_id commitment_id status modality due action indicator target_text value value_max unit noun comparator change"
        " deadline_text relation lead_agencies agencies evidence condition frequency region section"
    ),
}
"""What a reader wants first; the other columns follow in the order of the dictionary."""

_WIDTHS = {
    **dict.fromkeys(("doc_number", "lead_agencies"), 20),
    **dict.fromkeys(("unit", "noun", "sha256", "statement_class"), 14),
    **dict.fromkeys(("status", "modality", "comparator"), 12),
    **dict.fromkeys(("doc_id", "indicator", "issuer", "condition"), 24),
    **dict.fromkeys(("section", "extractor"), 26),
    **dict.fromkeys(("title", "problem"), 44),
    **dict.fromkeys(("a_evidence", "b_evidence"), 48),
    **dict.fromkeys(("text", "explanation"), 60),
    **dict.fromkeys(("commitment_id", "value_max"), 15),
    "value": 19,
    "target_text": 17,
    "deadline_text": 18,
    "agencies": 28,
    "name": 30,
    "action": 36,
    "evidence": 64,
    "fields": 16,
    "verdict": 22,
    "compared_as": 40,
    "meaning": 60,
    **dict.fromkeys(("a_indicator", "b_indicator"), 25),
    **dict.fromkeys(("a_target", "b_target", "first_target", "last_target"), 17),
    **dict.fromkeys(("a_agencies", "b_agencies"), 18),
    **dict.fromkeys(("a_status", "b_status"), 17),
    **dict.fromkeys(("a_doc", "b_doc"), 20),
    "documents": 40,
}
"""Widths in characters; other columns go by their type."""
_WIDTH_BY_TYPE = {"string": 13, "integer": 9, "number": 11, "date": 12, "strings": 20}

_WRAPPED = _set(
    "doc_id evidence action indicator target_text condition agencies lead_agencies text section title issuer noun name problem"
    " a_evidence b_evidence explanation deadline_text compared_as meaning documents fields a_doc b_doc"
    " a_indicator b_indicator a_target b_target a_agencies b_agencies a_status b_status first_target last_target"
)
_TECHNICAL = _set(
    "commitment_id mention_id statement_id target_id deadline_id frequency_id agency_ids agency_id start end confidence extractor sha256 media_type encoding"
)
"""Columns for machines: written in grey."""
_FOLDED = _set("target_id deadline_id frequency_id agency_ids agency_id start end extractor sha256 encoding")
"""Columns folded away behind a + at the top of the sheet."""

_LINE = 15.0
"""Height of a line of text, in points."""
_MOST_LINES = 20
_SIZED_ROWS = 100_000
"""Rows whose height is set; each costs memory until the end."""

_CREATED = datetime(2000, 1, 1)
"""The time that the file says it was made: the same rows give the same bytes."""

_COLOURS = {
    **dict.fromkeys(("committed", "commitment", "quantity", "open", *OTHER), ("#1F4E79", "#DDEBF7")),
    **dict.fromkeys(("achieved", "achievement", "agency", *KEPT), ("#2E6B2E", "#E2F0D9")),
    **dict.fromkeys(("binding", "lead", "overdue", *ALARMING), ("#8A1C1C", "#FBE3E1")),
    **dict.fromkeys(("planned", "temporal", *WEAKER), ("#7A5A00", "#FFF2CC")),
    "aspirational": ("#5B3A8C", "#EAE3F5"),
    **dict.fromkeys(("not_comparable", "not_mentioned", "reported"), ("#5F6368", "#ECEFF1")),
}
"""Font and fill of the cells that hold these words."""

_COLOURED = {"status", "modality", "statement_class", "kind", "role", "verdict", "state"}

_DIFFERS = "#FFE0B2"
"""Fill of the cells of a link that differ between its two sides."""
_CELLS_OF_FIELD = {
    **{name: name for name in ("status", "target", "due", "agencies", "indicator")},
    **dict.fromkeys(("unit", "change", "form", "baseline"), "target"),
    "modality": "status",
}
"""Which columns (a_…, b_…) show a differing field; the others are seen in the evidence."""


@dataclass(slots=True)
class _Sheet:
    table: Table
    columns: tuple[Column, ...]
    page: Worksheet
    number: int = 1
    row: int = 1
    pages: list[tuple[Worksheet, int]] = field(default_factory=list)


class XlsxSink:
    """A workbook with a sheet for each table. Text is never a formula or link; numbers and dates are real ones."""

    def __init__(self, path: Path, tables: Sequence[Table], headers: Headers) -> None:
        options: dict[str, object] = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd"}
        options |= {"constant_memory": True, "tmpdir": str(path.parent)}  # rows go to the disk of the output as they come
        self._book = xlsxwriter.Workbook(str(path), options)
        self._headers: Headers = headers
        self._made: dict[tuple[str, bool, bool, bool, bool], Format] = {}
        self._documents = 0
        zh = headers == "zh"
        self._book.set_properties(
            {
                "title": "政策承诺事项表" if zh else "Policy commitments",
                "subject": "承诺、指标、期限、责任单位及依据原文" if zh else "Commitments, targets, deadlines and responsible agencies, with evidence",
                "created": _CREATED,
                "keywords": "policy; commitments; deadlines; targets; agencies",
                "comments": "数值为基本单位；各列含义见 docs/tables.md" if zh else "Values are at base scale; docs/tables.md says what each column means",
            }
        )
        self._sheets = {t.name: self._begin(t) for t in sorted(tables, key=lambda t: _SHEETS.index(t.name))}

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Write the rows to the sheet of their table."""
        sheet = self._sheets[table]
        for row in rows:
            if sheet.row >= SHEET_ROWS:
                self._next_page(sheet)
            lines = 1
            differing = _differing(row) if table == "links" else frozenset()
            for at, column in enumerate(sheet.columns):
                value = row.get(column.name)
                if value is not None:
                    self._write(sheet.page, sheet.row, at, column, value, row, differs=column.name in differing)
                    if column.name in _WRAPPED and column.name != "section":  # headings are not worth a tall row
                        lines = max(lines, _lines(value, _width(column)))
                elif column.name in differing:
                    sheet.page.write_blank(sheet.row, at, None, self._format(column, "General", differs=True))
            if sheet.row <= _SIZED_ROWS:
                sheet.page.set_row(sheet.row, 3 + _LINE * min(lines, _MOST_LINES))
            sheet.row += 1

    def close(self) -> None:
        """Set filters and colours over the rows that came, and write the file."""
        for sheet in self._sheets.values():
            sheet.pages.append((sheet.page, sheet.row))
            for page, rows in sheet.pages:
                page.autofilter(0, 0, max(rows - 1, 1), len(sheet.columns) - 1)
                page.print_area(0, 0, max(rows - 1, 1), _last_printed(sheet.columns))
                self._colour(page, sheet.columns, rows)
        next(iter(self._sheets.values())).page.activate()
        self._book.close()

    def _begin(self, table: Table) -> _Sheet:
        first = _FIRST_COLUMNS.get(table.name, ())
        columns = tuple(table.column(name) for name in first) + tuple(c for c in table.columns if c.name not in first)
        return _Sheet(table, columns, self._page(table.title(self._headers), columns))

    def _next_page(self, sheet: _Sheet) -> None:
        sheet.pages.append((sheet.page, sheet.row))
        sheet.number += 1
        sheet.page = self._page(f"{sheet.table.title(self._headers)} {sheet.number}", sheet.columns)
        sheet.row = 1

    def _page(self, name: str, columns: tuple[Column, ...]) -> Worksheet:
        page = self._book.add_worksheet(name)
        header = self._book.add_format(
            {
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": "#33475B",
                "valign": "vcenter",
                "text_wrap": True,
                "border": 1,
                "border_color": "#FFFFFF",
            }
        )
        page.set_row(0, 30)
        for at, column in enumerate(columns):
            folded = {"level": 1, "hidden": True} if column.name in _FOLDED else {}
            page.set_column(at, at, _width(column), self._format(column, "General"), folded)
            page.write_string(0, at, column.header(self._headers), header)
        page.freeze_panes(1, 1)
        page.set_landscape()
        page.set_paper(8)  # A3
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.set_footer("&L&8&A&R&8&P / &N")
        return page

    def _write(self, page: Worksheet, row: int, at: int, column: Column, value: Cell, whole: Row, *, differs: bool) -> None:
        if isinstance(value, int | float):
            page.write_number(row, at, value, self._format(column, _number_format(column, value, whole), differs=differs))
        elif column.type == "date" and isinstance(value, str) and (found := day(value)) is not None and found >= _FIRST_DATE:
            page.write_datetime(row, at, found, self._format(column, "yyyy-mm-dd", differs=differs))
        else:
            numbers = "@" if column.type == "string" and column.name not in _WRAPPED else "General"
            page.write_string(row, at, fitting(joined(value)), self._format(column, numbers, differs=differs))

    def _format(self, column: Column, numbers: str, *, differs: bool = False) -> Format:
        key = (numbers, column.name in _WRAPPED, column.name in _TECHNICAL, column.type == "date", differs)
        if key not in self._made:
            look: dict[str, object] = {"valign": "top", "num_format": numbers, "text_wrap": key[1], "bottom": 4, "bottom_color": "#D0D5DA"}
            if key[3]:
                look["align"] = "center"
            if key[2]:
                look |= {"font_color": "#8A8F94", "font_size": 9}
            if differs:
                look |= {"bg_color": _DIFFERS, "bold": True}
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    def _colour(self, page: Worksheet, columns: tuple[Column, ...], rows: int) -> None:
        for at, column in enumerate(columns):
            if column.name not in _COLOURED or rows < 2:
                continue
            for word in column.allowed:
                if word in _COLOURS:
                    font, fill = _COLOURS[word]
                    look = self._book.add_format({"font_color": font, "bg_color": fill})
                    page.conditional_format(1, at, rows - 1, at, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look})


def fitting(text: str) -> str:
    """The text as a cell can hold it: control characters and lone surrogates removed, cut with … past 32,767 UTF-16 units.

    >>> fitting("a\\x00b\\x1b[31m")
    'ab[31m'
    """
    text = _ILLEGAL.sub("", text)
    if len(text) * 2 <= CELL_MAX:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_MAX:
        return text
    return units[: 2 * (CELL_MAX - 1)].decode("utf-16-le", "ignore") + "…"


def _differing(row: Row) -> frozenset[str]:
    """The columns of a link whose cells differ between its sides."""
    fields = row.get("fields")
    shown = {_CELLS_OF_FIELD[f] for f in fields if f in _CELLS_OF_FIELD} if isinstance(fields, list) else set()
    return frozenset(f"{side}_{name}" for name in shown for side in "ab")


def _width(column: Column) -> int:
    """Characters wide."""
    return _WIDTHS.get(column.name, _WIDTH_BY_TYPE[column.type])


def _last_printed(columns: tuple[Column, ...]) -> int:
    """Paper ends with the evidence, of links with the explanation."""
    names = [c.name for c in columns]
    return next((names.index(last) for last in ("evidence", "explanation") if last in names), len(names) - 1)


def _lines(value: Cell, width: int) -> int:
    """How many lines a wrapped cell takes: not every spreadsheet works that out when it opens a file. Han letters are two wide."""
    text = joined(value)
    han = (len(text.encode("utf-8", "replace")) - len(text)) / 2
    return text.count("\n") + math.ceil((0.95 * (len(text) - han) + 2.1 * han) / (width - 1))


def _number_format(column: Column, value: float, row: Row) -> str:
    """Percents stand plain, their unit beside them; counts, money and measures get thousands separators."""
    if column.name == "confidence" or column.name == "score":
        return "0.00"
    if column.name not in ("value", "value_max"):
        return "#,##0" if column.name == "n_chars" else "0"
    whole = value == int(value)
    if row.get("unit") in ("percent", "percentage_point", "times", "rank"):
        return "0_)" if whole else "0.0###_)"
    return "#,##0_)" if whole else "#,##0.0###_)"


def open_sink(path: Path, tables: Sequence[Table], headers: Headers) -> XlsxSink:
    """Begin a workbook that holds these tables."""
    return XlsxSink(path, tables, headers)
