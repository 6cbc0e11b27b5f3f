"""Are tables read back as people left them, and is what cannot be read named?"""

from __future__ import annotations

import csv
import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.checker.tables import read_rows, read_side
from pipeline.edited import NEEDED
from pipeline.errors import InputError
from pipeline.run import extract_text
from pipeline.write.output import write_tables
from pipeline.write.tables import tables

TEXT = """\
关于推进全市托育服务的通知

2025年3月4日

到2026年底，全市每千人口托位数达到4.5个以上，普惠托位占比不低于60%。
市卫生健康委牵头，2025年9月底前完成托育机构安全检查。
加强宣传引导。
"""


def written(path: Path, headers: Any = None) -> Path:
    """The tables of TEXT in the format of the path."""
    return write_tables(tables(extract_text(TEXT, doc_id="notice.txt")), path, headers=headers)


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv", "t.parquet", "t.jsonl", "folder"])
def test_every_format_gives_the_same_rows(tmp_path: Path, name: str) -> None:
    want = [(r.row_id, r.doc_id, r.value, r.comparator, r.unit, r.due, r.lead_agencies) for r in read_rows(written(tmp_path / "w.jsonl"))]
    side = read_side(written(tmp_path / name))
    assert [(r.row_id, r.doc_id, r.value, r.comparator, r.unit, r.due, r.lead_agencies) for r in side.rows] == want
    assert {"4.5", "60"} <= {str(r.value) for r in side.rows}
    assert ("市卫生健康委",) in {r.lead_agencies for r in side.rows}
    if name in ("t.xlsx", "folder"):  # they hold the other tables too
        assert side.doc_date == "2025-03-04"
        assert any("加强宣传引导" in s.evidence for s in side.sentences)


def test_a_document_is_extracted(tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(TEXT, encoding="utf-8")
    side = read_side(tmp_path / "notice.txt")
    assert (side.name, side.lang, side.doc_date) == ("notice.txt", "zh", "2025-03-04")
    assert len(side.rows) >= 3
    assert len(side.sentences) >= 3


def test_a_workbook_that_a_person_changed(tmp_path: Path) -> None:
    """A title above, columns moved, an own column, a row deleted, a copied row, dates as dates and as text, signs for words."""
    book = openpyxl.load_workbook(written(tmp_path / "t.xlsx", headers="zh"))
    rows = [[c.value for c in r] for r in book["承诺事项"].iter_rows()]
    header, body = rows[0][::-1], [r[::-1] for r in rows[1:]]
    due, comparator, value = (header.index(name) for name in ("到期日", "比较关系", "数值"))
    assert all(isinstance(r[due], datetime) for r in body if r[due] is not None)
    body[0][due], body[0][comparator], body[0][value] = "2026年12月31日", "≥", "4.5"
    new = openpyxl.Workbook()
    page = new.active
    assert page is not None
    page.append(["2025年托育任务（李四整理）"])
    page.append([])
    page.append(["负责人备注", *header])
    for r in [body[0], body[0], *body[2:]]:
        page.append(["已核对", *r])
    new.save(tmp_path / "edited.xlsx")
    found = read_rows(tmp_path / "edited.xlsx")
    assert len(found) == len(body)
    assert (found[0].due, found[0].comparator, found[0].value) == ("2026-12-31", "ge", Decimal("4.5"))
    assert len({r.row_id for r in found}) == len(found)


def test_a_csv_saved_by_a_spreadsheet(tmp_path: Path) -> None:
    header = ["evidence", "STATUS", "Value", "comparator", "unit", "due", "agencies", "mine"]
    cells = ["覆盖率达到95%", "Committed", "95%", ">=", "%", "2025/12/31", "甲局；乙局", "x"]
    with (tmp_path / "t.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, cells])
    [row] = read_rows(tmp_path / "t.csv")
    assert (row.value, row.comparator, row.unit, row.due, row.agencies) == (Decimal(95), "ge", "percent", "2025-12-31", ("甲局", "乙局"))
    assert (row.doc_id, row.row_id, row.status) == ("t.csv", "r1", "committed")


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv", "t.parquet"])
def test_missing_columns_are_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    kept = [c for c in ("commitment_id", "doc_id", *NEEDED) if c not in ("due", "evidence")]
    if name.endswith("csv"):
        path.write_text(",".join(kept) + "\n" + ",".join("1" for _ in kept) + "\n", encoding="utf-8")
    elif name.endswith("xlsx"):
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.append(kept)
        page.append(["1" for _ in kept])
        book.save(path)
    else:
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.table({c: ["1"] for c in kept}), path)
    with pytest.raises(InputError, match="lacks the columns due, evidence"):
        read_side(path)


def test_jsonl_may_leave_out_what_is_empty(tmp_path: Path) -> None:
    rows = [{"status": "committed", "evidence": "加快建设", "due": "2025-12-31"}, {"status": "achieved", "evidence": "建成3所", "value": 3}]
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    assert [(r.status, r.value, r.due) for r in read_rows(tmp_path / "t.jsonl")] == [("committed", None, "2025-12-31"), ("achieved", Decimal(3), None)]
    (tmp_path / "no.jsonl").write_text('{"a": 1}\n{"b": 2}\n', encoding="utf-8")
    with pytest.raises(InputError, match="lacks the columns"):
        read_side(tmp_path / "no.jsonl")


def test_what_is_not_there_and_what_is_broken(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_side(tmp_path / "nowhere.csv")
    (tmp_path / "broken.xlsx").write_bytes(b"PK no workbook")
    with pytest.raises(InputError, match="not a readable"):
        read_side(tmp_path / "broken.xlsx")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(InputError, match="not a readable"):
        read_side(tmp_path / "broken.parquet")


def test_a_table_of_documents_is_extracted(tmp_path: Path) -> None:
    (tmp_path / "docs.jsonl").write_text(json.dumps({"doc_id": "n1", "text": TEXT}, ensure_ascii=False) + "\n", encoding="utf-8")
    assert {r.doc_id for r in read_side(tmp_path / "docs.jsonl").rows} == {"n1"}


def test_a_table_without_rows(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text(",".join(NEEDED) + "\n", encoding="utf-8")
    assert read_rows(tmp_path / "empty.csv") == ()
