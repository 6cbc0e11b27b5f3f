"""The workbook beyond its tables: evidence with the words of each field, columns to review in, a summary that follows edits."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from pipeline.types import Commitment, Document, Extraction, Statement
from pipeline.write.output import Output, write_tables
from pipeline.write.parts import by_document
from pipeline.write.schema import REVIEWS, REVIEWS_ZH
from pipeline.write.tables import Row, tables
from pipeline.write.xlsx import cells, sheet
from pipeline.write.xlsx.evidence import fragments
from tests.made_extraction import made


def written(path: Path, *rows: Any, **look: Any) -> Any:
    """A workbook of these rows (by table), opened again with its rich text."""
    with Output(path, **look) as output:
        for some in rows:
            output.add(some)
    return openpyxl.load_workbook(path, rich_text=True)


def named(page: Any, row: int) -> dict[Any, Any]:
    """A row of a sheet by the titles in its first row."""
    return {title.value: cell for title, cell in zip(page[1], page[row], strict=True)}


def commitment(number: int, **more: Any) -> Row:
    """A bare row."""
    return {"commitment_id": f"c{number}", "doc_id": "d", "lang": "zh", "status": "committed", "modality": "binding", "evidence": "x"} | more


def test_a_row_and_its_passage_lead_to_each_other(tmp_path: Path) -> None:
    book = written(tmp_path / "b.xlsx", tables(made("a.txt")), tables(made("b.txt")))
    there = [named(book["commitments"], r)["commitment_id"].hyperlink.location for r in range(2, 6)]
    assert there == [f"'evidence'!A{r}" for r in range(3, 7)]
    assert [book["evidence"][f"A{r}"].hyperlink.location for r in range(3, 7)] == [f"'commitments'!A{r}" for r in range(2, 6)]
    assert [book["evidence"][f"B{r}"].value for r in (3, 5)] == ["a.txt", "b.txt"]


def test_the_passage_is_the_sentence_with_the_words_of_each_field(tmp_path: Path) -> None:
    extraction = made()
    passage = written(tmp_path / "b.xlsx", tables(extraction))["evidence"]["C3"].value
    assert isinstance(passage, CellRichText)
    assert str(passage) == extraction.statements[0].text
    bold = {str(part.text): part.font.color.rgb[2:] for part in passage if isinstance(part, TextBlock) and part.font.b}
    assert bold == {"市教育局": "1E7B34", "区财政局": "1E7B34", "2026年底": "B45309", "50%—60%": "1558B0"}
    grey = [str(part.text) for part in passage if isinstance(part, TextBlock) and part.font.color.rgb.endswith("8A8F94")]
    assert grey[0] == "牵头，" and not [g for g in grey if "力争" in g]


def test_fragments_are_never_empty_and_fit_a_cell() -> None:
    pieces = fragments("\x00a" + "😀" * 40_000, 0, [(0, 1, "target"), (1, 2, "deadline")])
    assert pieces[0] == ("deadline", "a") and pieces[-1][1].endswith("…")
    assert sum(len(text.encode("utf-16-le")) // 2 for _, text in pieces) <= cells.CELL_MAX
    assert fragments("", 0, []) == []


@pytest.mark.parametrize("text", ["=1+1", "<r><t>x</t></r>", "</t></is></c>", "+1", "@x", "a\x00\x1b\ud800", "", "\n", "_x0041_"])
def test_hostile_passages_stay_text(tmp_path: Path, text: str) -> None:
    spans = (Commitment(0, len(text), text, "committed", None, text, due="2025-01-01"),)
    book = written(tmp_path / "b.xlsx", tables(Extraction(Document("d", text), (), (Statement(0, len(text), text, "commitment"),), spans)))
    kept = cells.legal(text)
    assert str(book["evidence"]["C3"].value or "") == kept
    assert str(named(book["commitments"], 2)["action"].value or "") == kept
    assert all(c.data_type != "f" for page in book if page.title != "summary" for r in page.iter_rows() for c in r)


@pytest.mark.parametrize(("headers", "words"), [("en", list(REVIEWS)), ("zh", list(REVIEWS_ZH.values()))])
def test_columns_to_review_in(tmp_path: Path, headers: Any, words: list[str]) -> None:
    rows = {"commitments": [commitment(1), commitment(2, review="reject", reviewed_by="Li", reviewed_at="2025-03-01")]}
    page = written(tmp_path / "b.xlsx", rows, headers=headers).worksheets[0]
    titles = [cell.value for cell in page[1]]
    at = titles.index("review" if headers == "en" else "审核")
    assert titles[at - 1] in ("evidence", "依据原文")
    assert (page.cell(3, at + 1).value, page.cell(3, at + 4).value) == (words[2], datetime(2025, 3, 1))
    listed = next(v for v in page.data_validations.dataValidation if v.type == "list")
    assert listed.formula1 == f'"{",".join(words)}"'
    assert page.cell(2, at + 1).coordinate in listed.sqref
    assert page.column_dimensions[page.cell(1, at + 1).column_letter].hidden is False


def test_summary_counts_what_was_not_rejected(tmp_path: Path) -> None:
    rows = [commitment(1, due="2024-01-01", agencies=["A", "B"]), commitment(2, due="2025-06-10", agencies=["B"]), commitment(3, agencies=["AB"])]
    rows += [commitment(4, due="2024-01-01", agencies=["A"], review="reject"), commitment(5, status="achieved", due="2023-05-05")]
    path = tmp_path / "b.xlsx"
    written(path, {"commitments": rows}, as_of=date(2025, 6, 1))
    page = openpyxl.load_workbook(path, data_only=True)["summary"]
    counts = {r[0].value: (r[1].value, r[2].value) for r in page.iter_rows(max_col=3) if r[0].value is not None}
    assert (counts["Committed"][0], counts["Achieved"][0], counts["Rejected"][0], counts["Not reviewed yet"][0]) == (3, 1, 1, 4)
    assert [counts[k][0] for k in ("Overdue", "Due within 30 days", "Later this year", "After this year")] == [1, 1, 0, 0]
    assert (counts[2023], counts[2024], counts[2025], counts["No date"]) == ((0, 1), (1, 0), (1, 0), (1, 0))
    assert (counts["A"], counts["B"], counts["AB"]) == ((1, 0), (2, 0), (1, 0))
    formulas = [c.value for r in openpyxl.load_workbook(path)["summary"].iter_rows() for c in r if c.data_type == "f"]
    assert any("COUNTIFS('commitments'!$C$2:" in f for f in formulas) and any('"<"&$B$3' in f for f in formulas)


def test_without_a_day_nothing_is_overdue(tmp_path: Path) -> None:
    page = written(tmp_path / "b.xlsx", {"commitments": [commitment(1, due="1999-01-01")]})["summary"]
    assert "Overdue" not in [c.value for c in page["A"]]
    assert len(page._charts) == 2  # doughnut and years; there are no agencies


def test_a_long_table_goes_on_and_counts_reach_all_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "SHEET_ROWS", 4)
    book = written(tmp_path / "b.xlsx", {"commitments": [commitment(n) for n in range(1, 6)]})
    assert [n for n in book.sheetnames if n.startswith("commitments")] == ["commitments", "commitments 2"]
    assert named(book["commitments 2"], 2)["commitment_id"].hyperlink.location == "'evidence'!A6"
    assert book["evidence"]["A6"].hyperlink.location == "'commitments 2'!A2"
    committed = next(r[1].value for r in book["summary"].iter_rows(max_col=2) if r[0].value == "Committed")
    assert "'commitments 2'!" in committed


def test_past_the_links_a_sheet_can_hold_the_book_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.write.xlsx.evidence.EVIDENCE_ROWS", 2)
    book = written(tmp_path / "b.xlsx", {"commitments": [commitment(n) for n in range(1, 5)]})
    assert book["evidence"]["A5"].value.startswith("Only the first")
    assert [named(book["commitments"], r)["commitment_id"].hyperlink is None for r in (3, 4)] == [False, True]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_tables(tables(made()), tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert any("charts/chart" in n for n in zipfile.ZipFile(tmp_path / "a.xlsx").namelist())


def test_rows_of_parts_come_by_document(tmp_path: Path) -> None:
    (tmp_path / "d").write_text('{"doc_id": "a"}\n{"doc_id": "b"}\n{"doc_id": "a"}\n')
    (tmp_path / "s").write_text('{"doc_id": "a", "n": 1}\n{"doc_id": "a", "n": 2}\n{"doc_id": "b", "n": 3}\n{"doc_id": "a", "n": 4}\n')
    found = list(by_document({"documents": tmp_path / "d", "statements": tmp_path / "s"}))
    assert [row["n"] for some in found for row in some["statements"]] == [1, 2, 3, 4]
    assert [row["n"] for some in by_document({"statements": tmp_path / "s"}) for row in some["statements"]] == [1, 2, 3, 4]
