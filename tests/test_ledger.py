"""The ledger of a supervision office: what its lines say, and lights that follow the day and the state."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.errors import ConfigurationError
from pipeline.write.ledger_row import ledger_row, target_words
from pipeline.write.output import Output
from pipeline.write.tables import Row

ROWS: list[Row] = [
    {"doc_id": "a", "lang": "zh", "status": "achieved", "action": "建成幼儿园186所", "target_text": "186所", "comparator": "eq", "due": "2023-12-31"},
    {"doc_id": "a", "lang": "zh", "status": "committed", "action": "新建污水管网", "due": "2025-12-31", "section": "一、目标", "agencies": ["市水务局"]},
    {"doc_id": "a", "lang": "zh", "status": "committed", "action": "=通报", "frequency_id": "m1", "frequency": "P3M", "section": "一、目标"},
    {"doc_id": "a", "lang": "en", "status": "committed", "action": "rejected", "review": "reject"},
]
MENTIONS: list[Row] = [{"doc_id": "a", "mention_id": "m1", "text": "每季度", "temporal_type": "set"}]


def ledger(path: Path, rows: list[Row], **look: Any) -> Any:
    """The sheet of a ledger with these rows."""
    with Output(path, profile="ledger", **look) as output:
        output.add({"documents": [{"doc_id": "a", "title": "实施方案"}], "mentions": MENTIONS, "commitments": rows})
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 1
    return book.worksheets[0]


def test_lines_stand_under_document_and_section_and_results_at_the_end(tmp_path: Path) -> None:
    page = ledger(tmp_path / "l.xlsx", ROWS, as_of=date(2025, 6, 1))
    assert page.title == "工作台账"
    assert [c.value for c in page[3]] == ["序号", "工作任务", "目标值", "牵头单位", "责任单位", "完成时限", "进展情况", "状态", "原文", "备注"]
    assert [page.cell(r, 1).value for r in range(4, 11)] == ["实施方案", "  一、目标", 1, 2, "已完成／已取得成果", "实施方案", 3]
    assert (page["F6"].value, page["E6"].value, page["H6"].value) == (datetime(2025, 12, 31), "市水务局", "未完成")
    assert (page["B7"].value, page["B7"].data_type, page["F7"].value) == ("=通报", "s", "每季度")
    assert (page["G10"].value, page["H10"].value) == ("186所", "已完成")
    assert page["J2"].value == datetime(2025, 6, 1)


def test_lights_are_formulas_on_day_and_state(tmp_path: Path) -> None:
    page = ledger(tmp_path / "l.xlsx", ROWS)
    assert page["J2"].value is None  # no clock: without a day no light is on until somebody writes one
    rules = [rule.formula[0] for f in page.conditional_formatting for rule in f.rules]
    assert rules[0] == '$H4="已完成"'
    assert all("ISNUMBER($J$2)" in r for r in rules if r != rules[0])
    assert page.print_title_rows == "$3:$3" and page.page_setup.orientation == "landscape"
    assert page.data_validations.dataValidation[0].formula1 == '"未完成,推进中,已完成"'


def test_its_language_is_that_of_most_rows_or_as_asked(tmp_path: Path) -> None:
    english = [row | {"lang": "en"} for row in ROWS]
    assert ledger(tmp_path / "a.xlsx", english).title == "Work ledger"
    assert ledger(tmp_path / "b.xlsx", ROWS, headers="en")["B3"].value == "Task"
    assert ledger(tmp_path / "c.xlsx", []).title == "工作台账"


def test_a_profile_is_for_workbooks(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"--profile ledger is for workbooks"):
        Output(tmp_path / "x.csv", profile="ledger")


@pytest.mark.parametrize(
    ("text", "comparator", "change", "words"),
    [
        ("95%以上", "ge", "level", "95%以上"),
        ("9%", "ge", "level", "≥ 9%"),
        ("5.5%", "le", "level", "≤ 5.5%"),
        ("350 million hectares", "ge", "level", "≥ 350 million hectares"),
        ("50 or more", "ge", "level", "50 or more"),
        ("above 97%", "gt", "level", "above 97%"),
        ("20元", "eq", "increase", "+20元"),
        ("25%", "eq", "decrease", "−25%"),
        ("翻一番", "eq", "increase", "翻一番"),
    ],
)
def test_targets_as_people_write_them(text: str, comparator: str, change: str, words: str) -> None:
    assert target_words({"target_text": text, "comparator": comparator, "change": change}) == words


def test_bodies_that_lead_are_not_named_twice() -> None:
    made = ledger_row({"lead_agencies": ["甲"], "agencies": ["甲", "乙", "乙"], "condition": "如遇", "deadline_text": "两年内"}, {}, "zh")
    assert (made.lead, made.agencies, made.when, made.remarks) == (("甲",), ("乙",), "两年内", "条件：如遇")
