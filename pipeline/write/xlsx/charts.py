"""Which pictures stand beside the summary? Native charts over its cells, each with its numbers cached for viewers that do not calculate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

_FROM = 4
"""The column that charts begin in."""
_WIDE, _ROW = 620, 20
"""Pixels: the width of a chart, the height of a row."""
_COLOURS = {"committed": "#3B73AF", "achieved": "#5A9E5A", "binding": "#B23B3B", "planned": "#D9A400", "aspirational": "#7E5FB2"}


class Charts:
    """Charts one below the other, to the right of the blocks."""

    last_column = 13

    def __init__(self, book: Workbook, page: Worksheet, words: Mapping[str, str]) -> None:
        self._book, self._page, self._words = book, page, words
        self.last_row = 3

    def doughnut(self, rows: range, names: Sequence[str], numbers: Sequence[int]) -> None:
        """How binding commitments are."""
        chart = self._book.add_chart({"type": "doughnut"})
        points = [{"fill": {"color": _COLOURS[k]}} for k in ("binding", "planned", "aspirational")]
        chart.add_series(self._series(rows, 1, names, numbers) | {"points": points, "data_labels": {"value": True, "font": {"color": "#FFFFFF"}}})
        chart.set_legend({"position": "right"})
        self._place(chart, "chart modality", 260)

    def columns(self, rows: range, names: Sequence[str], numbers: Sequence[Sequence[int]]) -> None:
        """Rows by year, the line without a date left out."""
        self._stacked("column", range(rows.start, rows.start + len(names)), names, numbers, "chart years", 300)

    def bars(self, rows: range, names: Sequence[str], numbers: Sequence[Sequence[int]]) -> None:
        """Rows by agency, the first on top."""
        self._stacked("bar", rows, names, numbers, "chart agencies", 120 + 20 * len(names))

    def _stacked(self, kind: str, rows: range, names: Sequence[str], numbers: Sequence[Sequence[int]], title: str, tall: int) -> None:
        chart = self._book.add_chart({"type": kind, "subtype": "stacked"})
        for n, status in enumerate(("committed", "achieved")):
            look = {"name": self._words[status], "fill": {"color": _COLOURS[status]}, "gap": 40}
            chart.add_series(self._series(rows, n + 1, names, numbers[n]) | look)
        chart.set_legend({"position": "bottom"})
        if kind == "bar":
            chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
            chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#E3E6E8"}}, "num_format": "0"})
        else:
            chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#E3E6E8"}}, "num_format": "0"})
        self._place(chart, title, tall)

    def _series(self, rows: range, column: int, names: Sequence[str], numbers: Sequence[int]) -> dict[str, object]:
        sheet, last = self._page.name, rows.stop - 1
        return {
            "categories": [sheet, rows.start, 0, last, 0],
            "values": [sheet, rows.start, column, last, column],
            "categories_data": list(names),
            "values_data": list(numbers),
        }

    def _place(self, chart: Chart, title: str, tall: int) -> None:
        chart.set_title({"name": self._words[title], "name_font": {"size": 12}})
        chart.set_size({"width": _WIDE, "height": tall})
        chart.set_chartarea({"border": {"color": "#D0D5DA"}})
        self._page.insert_chart(self.last_row, _FROM, chart)
        self.last_row += tall // _ROW + 2
