"""How does a supervision office keep its tasks? One sheet, a line a task, traffic lights by date."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format

from pipeline.write.ledger_row import Heard, LedgerRow, ledger_row
from pipeline.write.look import Look
from pipeline.write.schema import Headers
from pipeline.write.tables import Row
from pipeline.write.xlsx.cells import CREATED, FIRST_DATE, OPTIONS, SHEET_ROWS, SIZED_ROWS, height, lines, write_text
from pipeline.write.xlsx.summary import SOON

_WIDE = (6, 40, 19, 16, 20, 16, 20, 9, 44, 18)
_DUE, _STATE = 5, 7
_TOP = 3
"""Lines above the tasks: title, what it holds, header."""

_WORDS: dict[Headers, dict[str, str]] = {
    "zh": {
        "sheet": "工作台账",
        "holds": "共{tasks}项任务，{done}项已取得成果",
        "as of": "截至日期",
        "open": "未完成",
        "going": "推进中",
        "done": "已完成",
        "achieved": "已完成／已取得成果",
        "day": 'yyyy"年"m"月"d"日"',
        "comma": "、",
        "more": "本表已满，其余{left}项未列出；请用 -o 表名.xlsx 输出全部。",
        "font": "仿宋",
        "heads": "黑体",
    },
    "en": {
        "sheet": "Work ledger",
        "holds": "{tasks} tasks, {done} results",
        "as of": "As of",
        "open": "Open",
        "going": "In progress",
        "done": "Done",
        "achieved": "Done / results so far",
        "day": "yyyy-mm-dd",
        "comma": "; ",
        "more": "This sheet is full, {left} more are not listed; -o NAME.xlsx without a profile gives them all.",
        "font": "Calibri",
        "heads": "Calibri",
    },
}
HEADERS: dict[Headers, tuple[str, ...]] = {
    "zh": ("序号", "工作任务", "目标值", "牵头单位", "责任单位", "完成时限", "进展情况", "状态", "原文", "备注"),
    "en": ("No.", "Task", "Target", "Lead", "Responsible", "Due", "Progress", "State", "Source text", "Remarks"),
}

_GB2312 = 134
"""The character set by which programs choose another Chinese font where the one named is missing."""


class LedgerSink:
    """The ledger. Its language is that of most rows, which only the end tells: until then rows wait on the disk."""

    def __init__(self, path: Path, look: Look) -> None:
        self._path = path
        self._look = look
        self._waiting = tempfile.TemporaryFile("w+", dir=path.parent, encoding="utf-8")  # noqa: SIM115 - open until `close`
        self._langs: Counter[str] = Counter()
        self._states: Counter[str] = Counter()
        self._heard = Heard()

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Take the rows; those that were rejected are left out."""
        for row, said in self._heard.hear(table, rows):
            self._langs[str(row.get("lang"))] += 1
            self._states[str(row.get("status"))] += 1
            self._waiting.write(json.dumps([row, said]) + "\n")

    def close(self) -> None:
        """Write the file."""
        lang: Headers = self._look.headers or ("zh" if self._langs["zh"] >= self._langs["en"] else "en")
        with self._waiting:
            Ledger(self._path, lang, self._look.as_of).write(self._states, self._lines)

    def _lines(self, status: str, lang: Headers) -> Iterator[tuple[str, str, LedgerRow]]:
        """Document, section and line of each row of this status."""
        self._waiting.seek(0)
        for waiting in self._waiting:
            row, said = json.loads(waiting)
            if row.get("status") == status:
                yield self._heard.title(str(row.get("doc_id"))), str(row.get("section", "")), ledger_row(row, said, lang)


Lines = Callable[[str, Headers], Iterator[tuple[str, str, LedgerRow]]]


class Ledger:
    """The sheet: a title, a header that is repeated on paper, lines under the names of their documents and sections."""

    def __init__(self, path: Path, lang: Headers, as_of: date | None) -> None:
        words = _WORDS[lang]
        self._words, self._lang, self._as_of = words, lang, as_of
        font: dict[str, object] = {"font_name": words["font"], "font_size": 11, **({"font_charset": _GB2312} if lang == "zh" else {})}
        self._book = xlsxwriter.Workbook(str(path), OPTIONS | {"tmpdir": str(path.parent), "default_format_properties": font})
        self._book.set_properties({"title": words["sheet"], "created": CREATED})
        self._page = self._book.add_worksheet(words["sheet"])
        grid: dict[str, object] = {"border": 1, "border_color": "#8A8F94", "valign": "vcenter"}
        look = self._book.add_format
        self._title = look({"font_name": words["heads"], "font_size": 20, "bold": True, "align": "center", "valign": "vcenter"})
        self._note = look({"font_color": "#5F6368", "valign": "vcenter"})
        self._label = look({"align": "right", "valign": "vcenter"})
        self._day = look({"num_format": words["day"], "align": "center", "valign": "vcenter", "bg_color": "#FFFBE6", "border": 1})
        self._header = look(grid | {"font_name": words["heads"], "bold": True, "align": "center", "text_wrap": True, "bg_color": "#DCE6F1"})
        self._text = look(grid | {"text_wrap": True})
        self._small = look(grid | {"text_wrap": True, "font_size": 9, "font_color": "#3C4043"})
        self._centred = look(grid | {"text_wrap": True, "align": "center"})
        self._due = look(grid | {"text_wrap": True, "align": "center", "num_format": words["day"]})
        self._document = look({"font_name": words["heads"], "bold": True, "bg_color": "#EEF3F8", "valign": "vcenter", "top": 1, "bottom": 1})
        self._section = look({"font_name": words["heads"], "font_color": "#33475B", "bg_color": "#F7F9FB", "valign": "vcenter", "bottom": 4})
        self._row = _TOP
        self._number = 0

    def write(self, states: Counter[str], rows: Lines) -> None:
        """Write all lines, those to do first, and the file."""
        self._top(states)
        for status, band in (("committed", None), ("achieved", self._words["achieved"])):
            if states[status]:
                self._lines(rows(status, self._lang), band)
        if (left := states.total() - self._number) > 0:
            self._page.write_string(self._row, 0, self._words["more"].format(left=left), self._note)
            self._row += 1
        self._finish()
        self._book.close()

    def _top(self, states: Counter[str]) -> None:
        page, words, last = self._page, self._words, len(_WIDE) - 1
        for at, wide in enumerate(_WIDE):
            page.set_column(at, at, wide)
        page.set_row(0, 36)
        page.merge_range(0, 0, 0, last, words["sheet"], self._title)
        page.set_row(1, 20)
        page.write_string(1, 0, words["holds"].format(tasks=states["committed"], done=states["achieved"]), self._note)
        page.write_string(1, last - 1, words["as of"], self._label)
        if self._as_of is not None:
            page.write_datetime(1, last, self._as_of, self._day)
        else:
            page.write_blank(1, last, None, self._day)
        page.set_row(2, 26)
        for at, name in enumerate(HEADERS[self._lang]):
            page.write_string(2, at, name, self._header)

    def _lines(self, rows: Iterator[tuple[str, str, LedgerRow]], band: str | None) -> None:
        if band:
            self._band(band, self._document)
        before: tuple[str, str] = ("", "")
        for document, section, row in rows:
            if self._row > SHEET_ROWS - 4:
                return
            if document != before[0]:
                self._band(document, self._document)
            if section and (document, section) != before:
                self._band("  " + section, self._section)
            before = (document, section)
            self._line(row)

    def _band(self, text: str, look: Format) -> None:
        """A line that names what comes: not merged, so that lines can still be sorted and filtered."""
        self._page.set_row(self._row, 20)
        write_text(self._page, self._row, 0, text, look)
        for at in range(1, len(_WIDE)):
            self._page.write_blank(self._row, at, None, look)
        self._row += 1

    def _line(self, row: LedgerRow) -> None:
        self._number += 1
        comma, words = self._words["comma"], self._words
        progress = row.target if row.done else ""
        texts = {
            1: row.task,
            2: "" if row.done else row.target,
            3: comma.join(row.lead),
            4: comma.join(row.agencies),
            6: progress,
            7: words["done"] if row.done else words["open"],
            8: row.evidence,
            9: row.remarks,
        }
        if self._row <= SIZED_ROWS:
            self._page.set_row(self._row, height(max(lines(text, _WIDE[at]) for at, text in texts.items())))
        self._page.write_number(self._row, 0, self._number, self._centred)
        for at, text in sorted((texts | {_DUE: row.when}).items()):
            if isinstance(text, date):
                if text >= FIRST_DATE:
                    self._page.write_datetime(self._row, at, text, self._due)
                else:
                    self._page.write_string(self._row, at, text.isoformat(), self._due)
            elif text:
                look = self._small if at == 8 else self._centred if at in (_DUE, _STATE) else self._text
                write_text(self._page, self._row, at, text, look)
            else:
                self._page.write_blank(self._row, at, None, self._due if at == _DUE else self._text)
        self._row += 1

    def _finish(self) -> None:
        page, words, last = self._page, self._words, max(self._row - 1, _TOP)
        page.autofilter(_TOP - 1, 0, last, len(_WIDE) - 1)
        page.data_validation(_TOP, _STATE, last, _STATE, {"validate": "list", "source": [words["open"], words["going"], words["done"]]})
        as_of, due, done = f"$J${_TOP - 1}", f"$F{_TOP + 1}", f'$H{_TOP + 1}="{words["done"]}"'
        timed = f"ISNUMBER({as_of}),ISNUMBER({due}),NOT({done})"
        lights = (
            (f"={done}", "#1F4E79", "#DDEBF7"),
            (f"=AND({timed},{due}<{as_of})", "#8A1C1C", "#F8CBC6"),
            (f"=AND({timed},{due}<={as_of}+{SOON})", "#7A5A00", "#FFE699"),
            (f"=AND({timed},{due}>{as_of}+{SOON})", "#2E6B2E", "#D5EBCB"),
        )
        for formula, colour, fill in lights:
            look = self._book.add_format({"font_color": colour, "bg_color": fill})
            for at in (_DUE, _STATE):
                page.conditional_format(_TOP, at, last, at, {"type": "formula", "criteria": formula, "format": look, "stop_if_true": True})
        page.freeze_panes(_TOP, 2)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(_TOP - 1)
        page.print_area(0, 0, last, len(_WIDE) - 1)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.center_horizontally()
        page.set_footer("&C&9&P / &N")
