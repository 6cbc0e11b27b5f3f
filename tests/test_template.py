"""An office's own workbook, filled: rows under its headers, everything else as it was and still right."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.errors import ConfigurationError
from pipeline.write.output import Output
from pipeline.write.tables import Row
from pipeline.write.xlsx.template_header import find_place, meant

LINE = Side(style="thin")


def ledger(path: Path, *, empty: int = 0) -> Path:
    """A ledger with a title, a header, two rows (and `empty` drawn ones), a total, a signature, and all that refers to its rows."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "台账"
    sheet["A1"] = "2024年重点工作督办台账"
    sheet.merge_cells("A1:G1")
    sheet.append([])
    sheet.append(["序号", "重点任务", "责任单位", "办结时限\n（年月日）", "投入（万元）", "剩余天数", "备 注"])
    for row in (4, 5):
        sheet.append([row - 3, f"旧任务{row}", "市教育局", datetime(2024, row, 1), 10 * row, f"=D{row}-$G$2", None])
    for row in range(4, 6 + empty):
        for cell in sheet[row][:7]:
            cell.border = Border(bottom=LINE, left=LINE)
            cell.font = Font(name="仿宋", size=14)
        sheet.cell(row, 4).number_format = 'yyyy"年"m"月"d"日"'
    below = 6 + empty
    sheet.cell(below, 1, "合计")
    sheet.cell(below, 5, f"=SUM(E4:E{below - 1})")
    sheet.cell(below + 1, 1, "填表人：张三")
    sheet.merge_cells(start_row=below + 1, start_column=1, end_row=below + 1, end_column=7)
    sheet.row_dimensions[below + 1].height = 33
    sheet.conditional_formatting.add(f"D4:D{below - 1}", FormulaRule(formula=["D4<$G$2"], fill=PatternFill(bgColor="FF0000")))
    listed = DataValidation(type="list", formula1="$A$4:$A$5")
    listed.add(f"G4:G{below - 1}")
    sheet.add_data_validation(listed)
    sheet.column_dimensions["B"].width = 41
    other = book.create_sheet("统计")
    other["A1"] = f"=台账!E{below}"
    other["A2"] = f"=COUNTA(台账!$B$4:$B${below - 1})"
    book.defined_names["total"] = DefinedName("total", attr_text=f"台账!$E${below}")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=4, max_row=below - 1))
    sheet.add_chart(chart, f"A{below + 3}")
    book.save(path)
    return path


def row(number: int, **cells: Any) -> Row:
    """A commitment."""
    made: dict[str, Any] = {"commitment_id": f"c{number}", "doc_id": "a.txt", "lang": "zh", "status": "committed", "action": f"任务{number}"}
    return made | {"due": "2025-12-31", "agencies": ["市财政局", "市民政局"], "lead_agencies": ["市民政局"], "evidence": "原文"} | cells


def filled(tmp_path: Path, template: Path, rows: list[Row]) -> Any:
    """The template with the rows in it, opened again."""
    with Output(tmp_path / "out.xlsx", template=template) as output:
        output.add({"documents": [{"doc_id": "a.txt", "title": "《方案》"}], "commitments": rows})
    return openpyxl.load_workbook(tmp_path / "out.xlsx")


def test_rows_stand_behind_the_old_ones_and_above_the_total(tmp_path: Path) -> None:
    book = filled(tmp_path, ledger(tmp_path / "t.xlsx"), [row(1), row(2, due=None, deadline_text="每年"), row(3, review="reject")])
    sheet = book["台账"]
    assert [sheet.cell(r, 2).value for r in range(4, 9)] == ["旧任务4", "旧任务5", "任务1", "任务2", None]
    assert [sheet.cell(r, 1).value for r in range(4, 10)] == [1, 2, 3, 4, "合计", "填表人：张三"]
    assert sheet["C6"].value == "市民政局、市财政局"
    assert (sheet["D6"].value, sheet["D7"].value) == (datetime(2025, 12, 31), "每年")


def test_formats_and_formulas_of_the_first_row_are_carried_down(tmp_path: Path) -> None:
    sheet = filled(tmp_path, ledger(tmp_path / "t.xlsx"), [row(1), row(2)])["台账"]
    assert [sheet.cell(r, 6).value for r in (4, 6, 7)] == ["=D4-$G$2", "=D6-$G$2", "=D7-$G$2"]
    assert (sheet["B7"].font.name, sheet["B7"].font.size, sheet["B7"].border.left.style) == ("仿宋", 14, "thin")
    assert sheet["D7"].number_format == 'yyyy"年"m"月"d"日"'
    assert sheet.column_dimensions["B"].width == 41


def test_what_refers_to_the_table_still_does(tmp_path: Path) -> None:
    book = filled(tmp_path, ledger(tmp_path / "t.xlsx"), [row(1), row(2), row(3)])
    sheet = book["台账"]
    assert sheet["E9"].value == "=SUM(E4:E8)"
    assert (book["统计"]["A1"].value, book["统计"]["A2"].value) == ("=台账!E9", "=COUNTA(台账!$B$4:$B$8)")
    assert book.defined_names["total"].value == "台账!$E$9"
    assert [str(f.sqref) for f in sheet.conditional_formatting] == ["D4:D8"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "G4:G8"
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A10:G10", "A1:G1"]
    assert sheet.row_dimensions[10].height == 33
    assert sheet._charts[0].series[0].val.numRef.f.replace("'", "") == "台账!$E$4:$E$8"
    assert sheet._charts[0].anchor._from.row == 11


def test_rows_that_are_drawn_but_empty_are_used_first(tmp_path: Path) -> None:
    sheet = filled(tmp_path, ledger(tmp_path / "t.xlsx", empty=2), [row(1), row(2), row(3)])["台账"]
    assert [sheet.cell(r, 2).value for r in range(6, 10)] == ["任务1", "任务2", "任务3", None]
    assert (sheet["A9"].value, sheet["E9"].value) == ("合计", "=SUM(E4:E8)")
    sheet = filled(tmp_path, ledger(tmp_path / "t.xlsx", empty=2), [row(1)])["台账"]
    assert (sheet["B6"].value, sheet["B7"].value, sheet["A8"].value) == ("任务1", None, "合计")


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    sheet = filled(tmp_path, ledger(tmp_path / "t.xlsx"), [row(1, action="=1+1\x00"), row(2, action="@SUM(A1)")])["台账"]
    assert [(sheet.cell(r, 2).value, sheet.cell(r, 2).data_type) for r in (6, 7)] == [("=1+1", "s"), ("@SUM(A1)", "s")]


def test_a_header_in_two_lines(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["序号", "任务", "单位", None, "时限"])
    sheet.append([None, None, "牵头单位", "配合单位", None])
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "t.xlsx")
    sheet = filled(tmp_path, tmp_path / "t.xlsx", [row(1)]).active
    assert [c.value for c in sheet[3]] == [1, "任务1", "市民政局", "市财政局", datetime(2025, 12, 31)]


def test_a_header_right_above_the_total_and_cells_merged_downwards(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["任务", "责任单位", "投入"])
    sheet.append(["合计", None, "=SUM(C1:C1)"])
    book.save(tmp_path / "t.xlsx")
    sheet = filled(tmp_path, tmp_path / "t.xlsx", [row(1), row(2)]).active
    assert [sheet.cell(r, 1).value for r in range(1, 5)] == ["任务", "任务1", "任务2", "合计"]
    book = openpyxl.load_workbook(ledger(tmp_path / "t.xlsx", empty=2))
    book["台账"].merge_cells("C5:C7")
    book.save(tmp_path / "t.xlsx")
    sheet = filled(tmp_path, tmp_path / "t.xlsx", [row(n) for n in range(1, 5)])["台账"]
    assert [sheet.cell(r, 2).value for r in range(6, 10)] == ["任务1", "任务2", "任务3", "任务4"]
    assert (sheet["C5"].value, sheet["C9"].value, sheet["E10"].value) == ("市教育局", "市民政局、市财政局", "=SUM(E4:E9)")


def test_an_english_template(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["No.", "Action", "Responsible", "Due date", "Status", "Source"])
    book.save(tmp_path / "t.xlsx")
    sheet = filled(tmp_path, tmp_path / "t.xlsx", [row(1), row(2, status="achieved")]).active
    assert [c.value for c in sheet[3]] == [2, "任务2", "市民政局; 市财政局", datetime(2025, 12, 31), "Done", "《方案》"]


def test_what_cannot_be_filled_is_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["姓名", "电话"])
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(ConfigurationError, match=r"no header row found.*责任单位"):
        filled(tmp_path, tmp_path / "t.xlsx", [])
    (tmp_path / "t.xlsx").write_bytes(b"PK")
    with pytest.raises(ConfigurationError, match="not a readable"):
        filled(tmp_path, tmp_path / "t.xlsx", [])
    with pytest.raises(ConfigurationError, match="workbooks"):
        Output(tmp_path / "a.csv", template=tmp_path / "t.xlsx")
    with pytest.raises(ConfigurationError, match="--profile ledger contradicts"):
        Output(tmp_path / "a.xlsx", template=tmp_path / "t.xlsx", profile="ledger")
    with pytest.raises(ConfigurationError, match="--headers contradicts"):
        Output(tmp_path / "a.xlsx", template=tmp_path / "t.xlsx", headers="zh")
    with pytest.raises(ConfigurationError, match="no such file"):
        Output(tmp_path / "a.xlsx", template=tmp_path / "none.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize(
    ("title", "what"),
    [("责 任\n单 位", "agencies"), ("牵头单位（部门）", "lead"), ("主要工作任务", "task"), ("NO.", "number"), ("联系电话", None), (None, None)],
)
def test_header_words(title: str | None, what: str | None) -> None:
    assert meant(title) == what


def test_the_sheet_that_names_most_is_taken(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(ledger(tmp_path / "t.xlsx"))
    cover: Any = book.create_sheet("说明", 0)
    cover.append(["任务", "备注"])
    place = find_place(book, "t.xlsx")
    assert (place.sheet.title, place.header, place.first, place.start, place.free) == ("台账", 3, 4, 6, 0)
