"""The rows and files that hold an extraction: every format gives the same tables back, whole or not at all."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import ConfigurationError
from pipeline.types import Commitment, Document, Extraction
from pipeline.write.csv import harmless
from pipeline.write.output import WRITERS, Output, write_tables
from pipeline.write.schema import COMMITMENTS, EXTRACTED, TABLES, as_json, as_markdown
from pipeline.write.tables import Row, tables
from pipeline.write.xlsx import CELL_MAX, fitting
from tests.made_extraction import TEXT, TITLE, failed, made

DOCS = Path(__file__).parent.parent / "docs"


def jsonl(path: Path) -> list[Row]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_rows_use_only_columns_of_the_dictionary_and_allowed_values() -> None:
    for name, rows in tables(made()).items():
        for row in rows:
            for column, cell in row.items():
                allowed = TABLES[name].column(column).allowed
                assert not allowed or cell in allowed, (name, column, cell)


def test_every_text_is_its_span_of_the_source() -> None:
    rows = tables(made())
    for row in rows["mentions"] + rows["statements"]:
        assert row["text"] == TEXT[int(str(row["start"])) : int(str(row["end"]))]
    for row in rows["commitments"]:
        assert row["evidence"] == TEXT[int(str(row["start"])) : int(str(row["end"]))]


def test_commitment_row_names_its_mentions() -> None:
    row = tables(made())["commitments"][0]
    assert row["commitment_id"] == "c1"
    assert (row["target_id"], row["target_text"], row["value"], row["value_max"], row["comparator"], row["change"]) == (
        "m5",
        "50%—60%",
        50,
        60,
        "range",
        "increase",
    )
    assert (row["deadline_id"], row["deadline_text"], row["relation"], row["due"]) == ("m3", "2026年底", "by", "2026-12-31")
    assert (row["lead_agencies"], row["agencies"], row["agency_ids"]) == (["市教育局"], ["市教育局", "区财政局"], ["m1", "m2"])
    assert "frequency" not in row
    assert "condition" not in row


def test_whole_numbers_are_ints_and_empty_fields_are_left_out() -> None:
    mentions = tables(made())["mentions"]
    assert [type(m["value"]) for m in mentions if m["kind"] == "quantity"] == [int, int, int, int]
    assert mentions[5]["value"] == 150_000_000
    assert all(cell not in (None, "", []) for row in mentions for cell in row.values())


def test_a_document_that_failed_is_a_row_with_its_problem() -> None:
    assert tables(failed())["documents"] == [{"doc_id": "bad.txt", "media_type": "text/plain", "problem": "is empty"}]


def test_folder_holds_the_four_tables(tmp_path: Path) -> None:
    with Output(tmp_path / "out") as output:
        output.add(tables(made("a.txt")))
        output.add(tables(made("b.txt")))
        output.add(tables(failed()))
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["commitments.jsonl", "documents.jsonl", "mentions.jsonl", "statements.jsonl"]
    assert len(jsonl(tmp_path / "out" / "documents.jsonl")) == 3
    assert jsonl(tmp_path / "out" / "commitments.jsonl")[:2] == tables(made("a.txt"))["commitments"]


def test_one_jsonl_file_holds_the_commitments(tmp_path: Path) -> None:
    write_tables(tables(made()), tmp_path / "rows.jsonl")
    assert jsonl(tmp_path / "rows.jsonl") == tables(made())["commitments"]


def test_jsonl_line_separators_and_lone_surrogates_read_back(tmp_path: Path) -> None:
    odd = "a\u2028b\x85c\ud800d"
    write_tables(tables(Extraction(Document("d", odd, title=odd))), tmp_path / "out")
    text = (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8")
    assert len(text.splitlines()) == 1
    assert json.loads(text)["title"] == odd


@given(title=st.text(st.characters(exclude_categories=()), max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_survives(tmp_path: Path, title: str) -> None:
    rows = tables(Extraction(Document("d", "x", title=title)))
    write_tables(rows, tmp_path / "j")
    assert jsonl(tmp_path / "j" / "documents.jsonl") == rows["documents"]
    write_tables(rows, tmp_path / "c", folder_format="csv")
    with (tmp_path / "c" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        read = next(csv.DictReader(file))["title"]
    assert read == harmless(title.encode("utf-8", "replace").decode())


def test_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    write_tables(tables(made()), tmp_path / "out", folder_format="csv")
    raw = (tmp_path / "out" / "commitments.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "out" / "commitments.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [c.name for c in COMMITMENTS.columns]
    assert rows[0]["agencies"] == "市教育局; 区财政局"
    assert rows[0]["value"] == "50"
    assert rows[1]["modality"] == ""
    assert TITLE in (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8-sig")
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["title"] == "'" + TITLE


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_cells_cannot_be_formulas(cell: str) -> None:
    assert harmless(cell) == "'" + cell


def test_csv_negative_number_stays_a_number(tmp_path: Path) -> None:
    write_tables({"commitments": [{"commitment_id": "c1", "value": -2.5, "action": "-2.5"}]}, tmp_path / "c.csv")
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["value"], row["action"]) == ("-2.5", "'-2.5")


def test_parquet_is_typed(tmp_path: Path) -> None:
    write_tables(tables(made()), tmp_path / "c.parquet")
    table = pq.read_table(tmp_path / "c.parquet")
    assert table.column_names == [c.name for c in COMMITMENTS.columns]
    assert table.schema.field("due").type == pa.date32()
    assert table.schema.field("value").type == pa.float64()
    assert table.schema.field("start").type == pa.int64()
    assert table.schema.field("agencies").type == pa.list_(pa.string())
    first = table.to_pylist()[0]
    assert (first["due"], first["value"], first["agencies"], first["condition"]) == (date(2026, 12, 31), 50.0, ["市教育局", "区财政局"], None)


def test_parquet_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    write_tables(tables(Extraction(Document("d", "x"))), tmp_path / "out", folder_format="parquet")
    assert pq.read_table(tmp_path / "out" / "mentions.parquet").num_rows == 0


def test_workbook_reopens_with_real_dates_and_numbers(tmp_path: Path) -> None:
    write_tables(tables(made()), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert book.sheetnames == ["commitments", "statements", "mentions", "documents"]
    sheet = book["commitments"]
    names = [cell.value for cell in sheet[1]]
    assert sorted(map(str, names)) == sorted(c.name for c in COMMITMENTS.columns)
    row = dict(zip(names, sheet[2], strict=True))
    assert row["due"].value == datetime(2026, 12, 31)
    assert (row["value"].value, row["value"].number_format.startswith("0")) == (50, True)
    assert row["agencies"].value == "市教育局; 区财政局"
    assert row["evidence"].alignment.wrap_text
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref is not None
    assert sheet.conditional_formatting
    assert sheet.column_dimensions[sheet.cell(1, 1 + names.index("start")).column_letter].hidden


def test_workbook_counts_and_money_have_thousands_separators(tmp_path: Path) -> None:
    write_tables(tables(made()), tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["mentions"]
    names = [cell.value for cell in sheet[1]]
    money = next(row for row in sheet.iter_rows(min_row=2) if row[names.index("unit")].value == "CNY")
    assert money[names.index("value")].number_format.startswith("#,##0")


def test_workbook_text_is_never_a_formula_or_link(tmp_path: Path) -> None:
    rows = tables(Extraction(Document("https://example.org/a.txt", "x", title=TITLE)))
    write_tables(rows, tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["documents"]
    assert (sheet["A2"].value, sheet["A2"].hyperlink, sheet["B2"].value, sheet["B2"].data_type) == ("https://example.org/a.txt", None, TITLE, "s")


def test_workbook_takes_what_documents_hold(tmp_path: Path) -> None:
    evidence = "a\x00\x1b[31m\ud800" + "长" * 40_000
    row = Commitment(0, len(evidence), evidence, "committed", "planned", "x", due="1840-05-01")
    write_tables(tables(Extraction(Document("d", evidence), commitments=(row,))), tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["commitments"]
    cells = {sheet.cell(1, i).value: sheet.cell(2, i).value for i in range(1, sheet.max_column + 1)}
    assert str(cells["evidence"]).startswith("a[31m长")
    assert len(str(cells["evidence"])) == CELL_MAX
    assert str(cells["evidence"]).endswith("…")
    assert cells["due"] == "1840-05-01"


def test_fitting_counts_utf16_units() -> None:
    assert len(fitting("😀" * 20_000).encode("utf-16-le")) // 2 <= CELL_MAX
    assert fitting("字" * CELL_MAX) == "字" * CELL_MAX


def test_chinese_headers(tmp_path: Path) -> None:
    write_tables(tables(made()), tmp_path / "book.xlsx", headers="zh")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert book.sheetnames[0] == "承诺事项"
    assert "依据原文" in [cell.value for cell in book["承诺事项"][1]]
    with pytest.raises(ConfigurationError, match="headers"):
        write_tables(tables(made()), tmp_path / "rows.jsonl", headers="zh")


def test_titles_are_unique_within_a_table() -> None:
    for table in TABLES.values():
        for titles in ([c.name for c in table.columns], [c.chinese for c in table.columns], [c.english for c in table.columns]):
            assert len(set(titles)) == len(titles), table.name


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.csv", "rows.parquet", "book.xlsx", "folder"])
def test_an_error_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    def stopped() -> None:
        with Output(tmp_path / name) as output:
            output.add(tables(made()))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        stopped()
    assert list(tmp_path.iterdir()) == []


def test_an_error_keeps_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("before")
    with pytest.raises(KeyboardInterrupt), Output(tmp_path / "rows.jsonl"):
        raise KeyboardInterrupt
    assert (tmp_path / "rows.jsonl").read_text() == "before"


def test_output_into_a_folder_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("kept")
    write_tables(tables(made()), tmp_path / "out")
    write_tables(tables(made()), tmp_path / "out")
    assert len(list((tmp_path / "out").iterdir())) == 5


def test_parents_are_made(tmp_path: Path) -> None:
    write_tables(tables(made()), tmp_path / "a" / "b" / "c.JSONL")
    assert (tmp_path / "a" / "b" / "c.JSONL").is_file()


@pytest.mark.parametrize(
    ("name", "folder_format", "message"),
    [
        ("base.duckdb", None, r"\.duckdb cannot be written yet; possible are \.jsonl"),
        ("base.duckdb", None, "cannot be written yet"),
        ("rows.csv", "parquet", "contradicts"),
        ("out", "yaml", "possible are jsonl, csv, parquet"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, name: str, folder_format: str | None, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        Output(tmp_path / name, folder_format=folder_format)


def test_a_place_that_is_taken_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder.xlsx").mkdir()
    for taken in ("file", "folder.xlsx"):
        with pytest.raises(ConfigurationError, match="is "):
            Output(tmp_path / taken)
    with pytest.raises(ConfigurationError, match="cannot be written"), Output(tmp_path / "file" / "rows.csv"):
        pass


def test_dictionary_is_written_down() -> None:
    assert (DOCS / "tables.md").read_text(encoding="utf-8") == as_markdown(), "python main.py schema > docs/tables.md"
    assert [c["name"] for c in json.loads(as_json())["documents"]["columns"]][:2] == ["doc_id", "title"]


def test_every_format_is_written_and_every_table_has_a_sheet(tmp_path: Path) -> None:
    for suffix in WRITERS:
        assert write_tables(tables(made()), tmp_path / f"x{suffix}").is_file()
    assert [t.name for t in EXTRACTED] == ["documents", "mentions", "statements", "commitments"]
