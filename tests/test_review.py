"""Do corrections come back from an edited table, stay through the next extraction, and lose nothing?"""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.checker.tables import read_side
from pipeline.errors import ConfigurationError, InputError
from pipeline.evaluate.annotated import read_gold
from pipeline.evaluate.report import evaluate
from pipeline.review.again import kept_for
from pipeline.review.command import apply_edited
from pipeline.review.decisions import place_of, read_decisions
from pipeline.review.read import read_tables
from tests.test_cli import run

TEXT = """\
关于推进全市托育服务的通知

2025年3月4日

到2026年底，全市每千人口托位数达到4.5个以上，普惠托位占比不低于60%。
市卫生健康委牵头，2025年9月底前完成托育机构安全检查。
"""
TODAY = date(2025, 4, 1)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with the text, its tables and a workbook for people."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notice.txt").write_text(TEXT, encoding="utf-8")
    assert run("extract", tmp_path / "in", "-o", tmp_path / "tables", "--save-text", tmp_path / "texts", "-q").returncode == 0
    assert run("extract", tmp_path / "in", "-o", tmp_path / "edited.xlsx", "--headers", "zh", "-q").returncode == 0
    return tmp_path


def edit(path: Path) -> int:
    """What a person does: a value and a date, a rejection, a row of their own, a title above, a column moved in. Gives the rows there were."""
    book = openpyxl.load_workbook(path)
    sheet = book["承诺事项"]
    at = {c.value: c.column for c in sheet[1]}
    count: int = sheet.max_row - 1
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, at["审核"]).value = "同意"
    sheet.cell(2, at["审核"]).value = None
    sheet.cell(2, at["到期日"]).value = "2027年12月31日"
    sheet.cell(3, at["数值"]).value = 0.65
    sheet.cell(3, at["数值"]).number_format = "0%"
    sheet.cell(4, at["审核"]).value = "不采纳"
    sheet.cell(4, at["审核人"]).value = "李四"
    for name, value in {"行动": "完成安全检查", "依据原文": "完成托育机构安全检查", "到期日": "2025-09-30", "期限原文": "2025年9月底前"}.items():
        sheet.cell(count + 2, at[name]).value = value
    sheet.insert_cols(2)
    sheet.cell(1, 2).value = "本单位意见"
    sheet.insert_rows(1)
    sheet.cell(1, 1).value = "台账"
    sheet.merge_cells("A1:F1")
    book.save(path)
    return count


def fill(path: Path, cells: dict[tuple[int, str], Any], *, header: int = 2) -> None:
    """Fill cells of the commitments: (row of the sheet, Chinese title) → value."""
    book = openpyxl.load_workbook(path)
    sheet = book["承诺事项"]
    at = {c.value: c.column for c in sheet[header]}
    for (row, title), value in cells.items():
        sheet.cell(row if header == 1 else row + 1, at[title]).value = value
    book.save(path)


def table(folder: Path) -> list[dict[str, Any]]:
    """The commitments of a folder."""
    return [json.loads(line) for line in (folder / "commitments.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_round_trip_keeps_every_decision(work: Path) -> None:
    """Applied, extracted again, applied again: the same rows, who and when, nothing decided twice."""
    count = edit(work / "edited.xlsx")
    assert count == 3
    apply_edited(work / "edited.xlsx", work / "tables", None, by="王敏", today=TODAY)
    rows = table(work / "tables")
    assert [r.get("review") for r in rows] == ["correct", "correct", "reject", "accept"]
    assert (rows[0]["due"], rows[1]["value"], rows[3]["extractor"], rows[3]["commitment_id"]) == ("2027-12-31", 65, "human:王敏", "h1")
    assert TEXT[rows[3]["start"] : rows[3]["end"]] == "完成托育机构安全检查"
    history = (work / "tables" / "review.jsonl").read_bytes()
    decided = read_decisions(place_of(work / "tables"))
    assert {d.by for d in decided} == {"王敏", "李四"} and {d.at for d in decided} == {"2025-04-01"}
    assert decided[1].changes == {"value": (60, 65)}
    done = run("extract", work / "in", "-o", work / "tables", "--save-text", work / "texts", "--jobs", "2")
    assert "4 decisions of people kept" in done.stderr
    assert table(work / "tables") == rows
    apply_edited(work / "edited.xlsx", work / "tables", None, by="王敏", today=TODAY)
    assert table(work / "tables") == rows
    assert (work / "tables" / "review.jsonl").read_bytes() == history
    assert len(read_side(work / "tables").rows) == 3  # the rejected row is left out


def test_a_text_that_was_edited_moves_the_rows(work: Path) -> None:
    edit(work / "edited.xlsx")
    apply_edited(work / "edited.xlsx", work / "tables", None, by="王敏", today=TODAY)
    moved = TEXT.replace("2025年3月4日\n", "2025年3月4日\n各县区：现将有关事项通知如下。\n").replace("全市每千", "我市每千")
    (work / "in" / "notice.txt").write_text(moved, encoding="utf-8")
    assert "another text" in run("extract", work / "in", "-o", work / "tables").stderr
    rows = table(work / "tables")
    assert [r.get("review") for r in rows] == ["correct", "correct", "reject", "accept"]
    assert all(moved[r["start"] : r["end"]] == r["evidence"] for r in rows)


def test_gold_is_read_back_by_evaluate(work: Path) -> None:
    edit(work / "edited.xlsx")
    told = apply_edited(work / "edited.xlsx", work / "tables", None, by="王敏", today=TODAY, gold=work / "gold")
    assert len(told.notes) == 1
    rows = read_gold(work / "gold")["notice"].rows
    assert [(r.due, r.target.value if r.target else None) for r in rows] == [("2027-12-31", 4.5), ("2026-12-31", 65), ("2025-09-30", None)]
    assert rows[2].deadline is not None and rows[2].deadline.text == "2025年9月底前"
    result = evaluate(work / "gold", work / "tables")
    assert result.as_json(by_document=False, errors=False)["row"]["f1"] == 1.0
    assert [d for d in result.differences if d.what != "statement"] == []
    assert run("extract", work / "in", "-o", work / "tables", "--save-text", work / "texts").returncode == 0
    assert [d for d in evaluate(work / "gold", work / "tables").differences if d.what != "statement"] == []


def test_decisions_written_into_the_output_itself_are_taken_over(work: Path) -> None:
    """What a person typed into the output and never applied: kept where it is marked, with what the program said beside it."""
    edit(work / "edited.xlsx")
    fill(work / "edited.xlsx", {(2, "审核"): "ok"})
    said = run("extract", work / "in", "-o", work / "edited.xlsx", "--headers", "zh").stderr
    assert "decisions of people kept" in said
    decided = read_decisions(place_of(work / "edited.xlsx"))
    assert [d.decision for d in decided] == ["correct", "correct", "reject", "add"] and all(d.adopted for d in decided)
    assert decided[1].changes == {"value": (60, 65)}
    rows = read_tables(work / "edited.xlsx").commitments
    assert [(r["commitment_id"], r.get("value")) for r in rows] == [("c1", 4.5), ("c2", 65), ("c3", None), ("h1", None)]
    run("extract", work / "in", "-o", work / "edited.xlsx", "--headers", "zh")
    assert read_decisions(place_of(work / "edited.xlsx")) == decided
    assert read_tables(work / "edited.xlsx").commitments == rows


def test_another_target_typed_into_the_output_gives_no_row_twice(work: Path) -> None:
    fill(work / "edited.xlsx", {(3, "数值"): 70, (3, "目标原文"): "七成", (3, "审核"): "更正"}, header=1)
    run("extract", work / "in", "-o", work / "edited.xlsx", "--headers", "zh")
    rows = read_tables(work / "edited.xlsx").commitments
    assert [(r["commitment_id"], r.get("value")) for r in rows] == [("c1", 4.5), ("c2", 70), ("c3", None)]
    assert read_decisions(place_of(work / "edited.xlsx"))[0].changes["value"] == (60, 70)


def test_changes_that_nobody_marked_or_applied_are_not_overwritten(work: Path) -> None:
    fill(work / "edited.xlsx", {(3, "数值"): 70}, header=1)
    before = (work / "edited.xlsx").read_bytes()
    refused = run("extract", work / "in", "-o", work / "edited.xlsx", "--headers", "zh")
    assert refused.returncode == 1 and "sheet 承诺事项, row 3" in refused.stderr and "review apply" in refused.stderr
    assert (work / "edited.xlsx").read_bytes() == before
    assert run("extract", work / "in", "-o", work / "new.xlsx", "-q").returncode == 0
    apply_edited(work / "edited.xlsx", work / "new.xlsx", None, by="王敏", today=TODAY)  # what the message says to do
    assert read_tables(work / "new.xlsx").commitments[1]["value"] == 70
    assert run("extract", work / "in", "-o", work / "edited.xlsx", "--headers", "zh", "--resume", "--overwrite").returncode == 0
    assert read_tables(work / "edited.xlsx").commitments[1]["value"] == 60


def test_a_workbook_that_was_only_saved_is_written_over(work: Path) -> None:
    fill(work / "edited.xlsx", {}, header=1)
    done = run("extract", work / "in", "-o", work / "edited.xlsx", "--headers", "zh")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_cell_that_cannot_be_read_is_named_and_nothing_is_written(work: Path) -> None:
    book = openpyxl.load_workbook(work / "edited.xlsx")
    sheet = book["承诺事项"]
    at = {c.value: c.column for c in sheet[1]}
    sheet.cell(2, at["到期日"]).value = "年底"
    book.save(work / "edited.xlsx")
    with pytest.raises(InputError, match="sheet 承诺事项, row 2, column due"):
        apply_edited(work / "edited.xlsx", work / "tables", None, by=None, today=TODAY)
    assert not (work / "tables" / "review.jsonl").exists()


def test_a_cluster_refuses_tables_with_decisions(work: Path) -> None:
    edit(work / "edited.xlsx")
    apply_edited(work / "edited.xlsx", work / "tables", None, by="王敏", today=TODAY)
    with pytest.raises(ConfigurationError, match="do not keep"):
        kept_for(work / "tables", partitioned=True)
    assert kept_for(work / "elsewhere", partitioned=True) is None


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
def test_a_workbook_that_libreoffice_saved(work: Path) -> None:
    edit(work / "edited.xlsx")
    profile = f"-env:UserInstallation=file://{work}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(work / "saved"), str(work / "edited.xlsx")], check=True, timeout=120
    )
    apply_edited(work / "saved" / "edited.xlsx", work / "tables", None, by="王敏", today=TODAY)
    assert [r.get("review") for r in table(work / "tables")] == ["correct", "correct", "reject", "accept"]
