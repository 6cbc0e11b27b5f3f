"""Where in its passage does a row stand? The sheet that shows each commitment's words in the sentence they come from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from pipeline.write.schema import Headers
from pipeline.write.tables import Row, joined
from pipeline.write.xlsx.cells import CELL_MAX, SIZED_ROWS, fitting, height, legal, lines, write_text

EVIDENCE_ROWS = 65_000
"""Rows that the sheet shows: a spreadsheet opens no more than 65,530 links on one sheet."""

Mark = Literal["around", "evidence", "target", "deadline", "agency"]
"""What a character of a passage is: outside of the evidence, in it, or a word of a field."""

_LOOKS: dict[Mark, dict[str, object]] = {
    "around": {"font_color": "#8A8F94"},
    "evidence": {"font_color": "#000000"},
    "target": {"font_color": "#1558B0", "bold": True},
    "deadline": {"font_color": "#B45309", "bold": True},
    "agency": {"font_color": "#1E7B34", "bold": True},
}

_WIDE = {"commitment_id": 14, "doc_id": 30, "passage": 120}

_WORDS: dict[Headers, dict[str, str]] = {
    "en": {
        "sheet": "evidence",
        "legend": "In the sentence it stands in:  ",
        "around": "sentence",
        "evidence": "evidence of the row",
        "target": "target",
        "deadline": "deadline, frequency",
        "agency": "agencies",
        "tip": "to the row",
        "passage": "passage",
        "commitment_id": "commitment_id",
        "doc_id": "doc_id",
        "more": f"Only the first {EVIDENCE_ROWS:,} rows are shown here: a sheet holds no more links.",
    },
    "zh": {
        "sheet": "依据",
        "legend": "所在语句中：  ",
        "around": "语句其余部分",
        "evidence": "依据原文",
        "target": "目标",
        "deadline": "期限、频次",
        "agency": "责任单位",
        "tip": "回到该行",
        "passage": "所在语句",
        "commitment_id": "事项编号",
        "doc_id": "文件编号",
        "more": f"本表只列前{EVIDENCE_ROWS}行：一张工作表容不下更多链接。",
    },
}


class EvidenceSheet:
    """A line for each commitment: its id (a link back), its document, its passage as rich text.

    Statements and mentions of a document are heard before its commitments; `forget` lets them go.
    """

    def __init__(self, book: Workbook, headers: Headers, font: dict[str, object]) -> None:
        words = _WORDS[headers]
        self._words = words
        self.page = book.add_worksheet(words["sheet"])
        self._marks: dict[Mark, Format] = {mark: book.add_format(font | look) for mark, look in _LOOKS.items()}
        self._cell = book.add_format({"valign": "top", "text_wrap": True, "bottom": 4, "bottom_color": "#D0D5DA"})
        self._link = book.add_format({"valign": "top", "font_color": "#0B57A4", "underline": 1, "bottom": 4, "bottom_color": "#D0D5DA"})
        self._row = 2
        self._statements: dict[str, list[tuple[int, int, str]]] = {}
        self._spans: dict[tuple[str, str], tuple[int, int]] = {}
        self._begin(book)

    def _begin(self, book: Workbook) -> None:
        look = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#33475B", "valign": "vcenter", "border": 1, "border_color": "#FFFFFF"}
        header = book.add_format(look)
        for at, wide in enumerate(_WIDE.values()):
            self.page.set_column(at, at, wide)
        legend: list[str | Format] = [self._marks["around"], self._words["legend"]]
        for mark in _LOOKS:
            legend += [self._marks[mark], self._words[mark] + "   "]
        self.page.set_row(0, 22)
        self.page.write_rich_string(0, 0, *legend, book.add_format({"valign": "vcenter"}))
        for at, name in enumerate(_WIDE):
            self.page.write_string(1, at, self._words[name], header)
        self.page.freeze_panes(2, 1)
        self.page.set_landscape()
        self.page.set_paper(9)  # A4
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0, 1)
        self.page.set_footer("&L&8&A&R&8&P / &N")

    def forget(self) -> None:
        """Other documents begin."""
        self._statements.clear()
        self._spans.clear()

    def hear_statements(self, rows: Iterable[Row]) -> None:
        """Take the sentences that passages are made of."""
        for row in rows:
            self._statements.setdefault(str(row["doc_id"]), []).append((_whole(row.get("start")), _whole(row.get("end")), joined(row.get("text", ""))))

    def hear_mentions(self, rows: Iterable[Row]) -> None:
        """Take where mentions stand."""
        for row in rows:
            self._spans[str(row["doc_id"]), str(row["mention_id"])] = _whole(row.get("start")), _whole(row.get("end"))

    def add(self, row: Row, sheet: str, at: int) -> str | None:
        """Write the line of a commitment that stands on this sheet in this line (from 0); gives the link to it, None past the last one."""
        if self._row >= EVIDENCE_ROWS + 2:
            return None
        start, passage = self._passage(row)
        here, self._row = self._row, self._row + 1
        tip = self._words["tip"]
        self.page.write_url(here, 0, f"internal:'{sheet}'!A{at + 1}", self._link, fitting(joined(row.get("commitment_id", ""))), tip)
        write_text(self.page, here, 1, joined(row.get("doc_id", "")), self._cell)
        pieces = fragments(passage, start, self._marked(row))
        if len(pieces) > 1:
            rich = [part for mark, text in pieces for part in (self._marks[mark], text)]
            self.page.write_rich_string(here, 2, *rich, self._cell)
        elif pieces:
            write_text(self.page, here, 2, pieces[0][1], self._cell)
        if here <= SIZED_ROWS:
            self.page.set_row(here, height(lines(passage, _WIDE["passage"])))
        return f"internal:'{self.page.name}'!A{here + 1}"

    def finish(self, rows: int) -> None:
        """Say how much is missing, set the filter."""
        if rows > EVIDENCE_ROWS:
            self.page.write_string(self._row, 0, self._words["more"])
        self.page.autofilter(1, 0, max(self._row - 1, 2), len(_WIDE) - 1)

    def _passage(self, row: Row) -> tuple[int, str]:
        """The sentence that the evidence lies in and where it starts; the evidence itself where it lies in no single one."""
        start, end, evidence = _whole(row.get("start")), _whole(row.get("end")), joined(row.get("evidence", ""))
        sentences = self._statements.get(str(row.get("doc_id")), [])
        at = bisect_right(sentences, start, key=lambda s: s[0]) - 1
        if at >= 0 and end <= sentences[at][1]:
            return sentences[at][0], sentences[at][2]
        return start, evidence

    def _marked(self, row: Row) -> list[tuple[int, int, Mark]]:
        """What is to be marked, what comes later over what comes before."""
        marked: list[tuple[int, int, Mark]] = [(_whole(row.get("start")), _whole(row.get("end")), "evidence")]
        ids: list[tuple[object, Mark]] = [(row.get("deadline_id"), "deadline"), (row.get("frequency_id"), "deadline"), (row.get("target_id"), "target")]
        agencies = row.get("agency_ids", [])
        ids += [(i, "agency") for i in (agencies if isinstance(agencies, list) else [])]
        for mention, mark in ids:
            if span := self._spans.get((str(row.get("doc_id")), str(mention))):
                marked.append((*span, mark))
        return marked


def fragments(passage: str, start: int, marked: Sequence[tuple[int, int, Mark]]) -> list[tuple[Mark, str]]:
    """The passage, which begins at offset `start`, cut where its marks change; no piece is empty, all together fit into a cell.

    >>> fragments("到2025年达到95%。", 10, [(10, 19, "evidence"), (11, 16, "deadline"), (40, 50, "target")])
    [('evidence', '到'), ('deadline', '2025年'), ('evidence', '达到9'), ('around', '5%。')]
    """
    marks: list[Mark] = ["around"] * len(passage)
    for begin, end, mark in marked:
        begin, end = max(begin - start, 0), min(end - start, len(passage))
        marks[begin:end] = [mark] * max(end - begin, 0)
    pieces: list[tuple[Mark, str]] = []
    at, left = 0, CELL_MAX
    for mark, run in groupby(marks):
        size = len(list(run))
        text = legal(passage[at : at + size])
        at += size
        if units(text) > left:
            cut = text.encode("utf-16-le")[: 2 * max(left - 1, 0)].decode("utf-16-le", "ignore")
            return [*pieces, (mark, cut + "…")] if left else pieces
        left -= units(text)
        if text:
            pieces.append((mark, text))
    return pieces


def units(text: str) -> int:
    """Length in UTF-16 units, as spreadsheets count.

    >>> units("a😀")
    3
    """
    return len(text) + sum(c > "\uffff" for c in text)


def _whole(cell: object) -> int:
    return cell if isinstance(cell, int) else 0
