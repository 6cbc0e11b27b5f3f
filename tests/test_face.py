"""What Python code gets: inputs of every kind, typed tables, the way back to rows, errors that say what to do, light imports."""

from __future__ import annotations

import doctest
import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline import Document, PolicyError, check, extract
from pipeline.face.frames import frame, rows_of
from pipeline.write.schema import COMMITMENTS, TABLES
from pipeline.write.tables import tables
from tests.conftest import ROOT
from tests.made_extraction import made

TEXT = "到2025年，森林覆盖率达到24%以上，由省林业局牵头。"


def test_the_guide_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example of docs/python.md gives what stands there."""
    monkeypatch.chdir(ROOT)
    tried = doctest.testfile(str(ROOT / "docs/python.md"), module_relative=False)
    assert tried.attempted > 15
    assert tried.failed == 0


def test_every_name_is_there_and_no_other() -> None:
    assert all(getattr(pipeline, name).__name__ == name for name in pipeline.__all__)
    assert set(pipeline.__all__) <= set(dir(pipeline))
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        _ = pipeline.extrakt


def test_importing_brings_nothing_heavy() -> None:
    """Neither the package nor a stage of it loads pandas, spaCy or the checker, so that workers and `--help` stay light."""
    code = "import pipeline, pipeline.run, sys; assert not {'pandas', 'spacy', 'numpy', 'pipeline.checker', 'pipeline.face'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_installed_packages_are_all_there_are() -> None:
    """pyproject.toml names the packages one by one: a new folder of code has to be added, and the lexicons travel with them."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    there = {p.parent.relative_to(ROOT).as_posix().replace("/", ".") for p in (ROOT / "pipeline").rglob("*.py")}
    assert set(told["packages"]) == there | {"pipeline.data.lexicons"}
    assert {p.suffix for p in (ROOT / "data/lexicons").iterdir()} == {s.removeprefix("*") for s in told["package-data"]["pipeline.data.lexicons"]}


def test_a_path_a_text_a_series_and_a_document_give_the_same_rows(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(TEXT, encoding="utf-8")
    wanted = extract(file).commitments.drop(columns="doc_id")
    assert len(wanted) == 1
    for found in (extract(str(file)), extract(text=TEXT), extract(pd.Series([TEXT])), extract(Document("d", TEXT)), extract(text=[TEXT])):
        pd.testing.assert_frame_equal(found.commitments.drop(columns="doc_id"), wanted)


def test_a_table_of_texts_is_taken_as_given() -> None:
    """Columns beside the text count; the index is the doc_id where there is none, also where it repeats; a missing cell is none."""
    columns = {"text": [TEXT, "9月底前完成整改。", None], "doc_date": [None, pd.Timestamp("2022-01-26"), pd.NaT], "issuer": ["省政府", pd.NA, None]}
    found = extract(pd.DataFrame(columns, index=[7, 7, 8]))
    assert found.documents["doc_id"].tolist() == ["7", "7#2", "8"]
    assert found.documents["issuer"].fillna("").tolist() == ["省政府", "", ""]
    assert found.commitments["due"].dt.date.astype(str).tolist() == ["2025-12-31", "2022-09-30"]
    assert found.failed == [("8", "row 3 has no text")]


def test_processes_change_nothing() -> None:
    one, two = extract(ROOT / "data/samples"), extract(ROOT / "data/samples", jobs=2)
    assert len(one) == len(two) == 19
    pd.testing.assert_frame_equal(one.commitments, two.commitments)


@pytest.mark.parametrize("text", [TEXT, "First line.\nSecond line.", "Do this by 2025. Do that."])
def test_a_text_given_for_a_path_is_told_so(text: str) -> None:
    with pytest.raises(PolicyError, match="give it as text="):
        extract(text)


def test_what_cannot_be_done_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="no such file"):
        extract(tmp_path / "nowhere.txt")
    with pytest.raises(PolicyError, match="needs a column text; it has words"):
        extract(pd.DataFrame({"words": ["x"]}))
    with pytest.raises(PolicyError, match="give a date as YYYY-MM-DD"):
        extract(text=TEXT, doc_date="soon")
    with pytest.raises(PolicyError, match="either inputs"):
        extract()
    with pytest.raises(PolicyError, match="either paths or Documents"):
        extract([tmp_path, Document("d", TEXT)])
    with pytest.raises(PolicyError, match="two inputs"):
        check(extract(text=TEXT))


def test_rows_and_documents_lead_to_each_other() -> None:
    found = extract(text={"a": TEXT, "b": "The agency shall plant 50 trees by 2026."})
    row = found.row(found.commitments.iloc[1])
    assert (row.document.doc_id, row["value"], row["lead_agencies"]) == ("b", 50, None)
    start, end = (v for v in (row["start"], row["end"]) if isinstance(v, int))
    assert row.document.text[start:end] == row["evidence"]
    with pytest.raises(KeyError, match="no document 'c'; there are a, b"):
        found["c"]
    with pytest.raises(KeyError, match="has no column"):
        row["dew"]


@pytest.mark.parametrize("name", ["documents", "mentions", "statements", "commitments"])
def test_frames_lead_back_to_the_same_rows(name: str) -> None:
    rows = tables(made())[name]
    assert rows_of(TABLES[name], frame(TABLES[name], rows)) == rows


def test_every_day_of_the_calendar_can_be_held() -> None:
    held = frame(COMMITMENTS, [{"due": "1066-10-14"}, {}, {"due": "9999-12-31"}])
    assert held["due"].dt.year.tolist()[::2] == [1066, 9999]
    assert held["due"].isna().tolist() == [False, True, False]


def test_no_rows_still_have_types() -> None:
    assert frame(COMMITMENTS, []).dtypes.astype(str).tolist() == frame(COMMITMENTS, [{}]).dtypes.astype(str).tolist()


def test_what_was_changed_is_written(tmp_path: Path) -> None:
    """The tables are written as they stand, and a text that a spreadsheet would run stays a text."""
    found = extract(text=TEXT)
    found.commitments.loc[0, "review"] = "accept"
    found.commitments.loc[0, "review_note"] = "=1+1"
    written = pd.read_csv(found.to(tmp_path / "c.csv"))
    assert written[["review", "review_note"]].values.tolist() == [["accept", "'=1+1"]]
    assert sorted(p.name for p in found.to(tmp_path / "all", folder_format="parquet").iterdir())[0] == "commitments.parquet"


def test_check_takes_results_documents_frames_and_files(tmp_path: Path) -> None:
    plan, later = extract(text={"plan": TEXT}), extract(text={"later": TEXT.replace("24%", "25%")})
    for a in (plan, plan[0], plan.commitments, plan.to(tmp_path / "plan.parquet"), pd.DataFrame({"doc_id": ["plan"], "text": [TEXT]})):
        links = check(a, later, relation="successor").links
        assert links["verdict"].tolist() == ["target_raised"]
        assert (links["a_due"].dt.year.iloc[0], links["fields"].iloc[0]) == (2025, ["target"])


def test_check_refuses_a_frame_that_is_no_table_of_commitments() -> None:
    with pytest.raises(PolicyError, match="table 2: is no commitments table: it lacks the columns"):
        check(extract(text=TEXT), pd.DataFrame({"status": ["committed"]}))


def test_a_comparison_can_be_written_and_follows_promises(tmp_path: Path) -> None:
    years = [extract(text={str(y): TEXT.replace("24%", f"{y - 2000}%")}, doc_date=f"{y}-01-10") for y in (2021, 2022, 2023)]
    through = check(*years)
    assert through.lineage[["versions", "first_target", "last_target"]].values.tolist() == [[3, "21%以上", "23%以上"]]
    assert {p.stem for p in through.to(tmp_path / "links").iterdir()} == {"links", "summary", "lineage"}
    assert "2021 → 2022" in repr(through)
