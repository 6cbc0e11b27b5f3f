"""Do tables, history and gold appear together or not at all, whatever happens in between?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.batch import Account
from pipeline.errors import InputError
from pipeline.job import Job, to_output
from pipeline.review import again, command
from pipeline.review.command import apply_edited
from pipeline.review.decisions import Pending, read_decisions
from pipeline.write.output import Output
from tests.test_review import TODAY, edit, fill, table
from tests.test_review import work as work


def state(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_failure_between_tables_and_history_leaves_the_old_state(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(work / "edited.xlsx")
    before = state(work)

    def fails(self: Pending) -> None:
        assert b"human:" in (place / "commitments.jsonl").read_bytes()  # the tables are at their place already
        raise KeyboardInterrupt

    monkeypatch.setattr(Pending, "settle", fails)
    for place in (work / "tables", work / "new"):
        with pytest.raises(KeyboardInterrupt):
            apply_edited(work / "edited.xlsx", work / "tables", place, by="王敏", today=TODAY, gold=work / "gold")
        assert state(work) == before and not (work / "new").exists() and not (work / "gold").exists()


def test_a_kill_between_tables_and_history_loses_no_decision(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The decisions lie whole beside the history before the tables are replaced: whoever comes next takes them, once."""
    edit(work / "edited.xlsx")
    with monkeypatch.context() as killed:
        killed.setattr(Pending, "settle", lambda self: None)
        apply_edited(work / "edited.xlsx", work / "tables", None, by="王敏", today=TODAY)
    assert not (work / "tables" / "review.jsonl").exists()
    rows = table(work / "tables")
    apply_edited(work / "edited.xlsx", work / "tables", None, by="王敏", today=TODAY)
    assert len(read_decisions(work / "tables" / "review.jsonl")) == 4 and table(work / "tables") == rows


def test_an_unreadable_gold_folder_leaves_the_old_state(work: Path) -> None:
    edit(work / "edited.xlsx")
    (work / "gold").write_text("a file", encoding="utf-8")
    before = state(work)
    with pytest.raises(Exception, match="gold"):
        apply_edited(work / "edited.xlsx", work / "tables", None, by="王敏", today=TODAY, gold=work / "gold")
    assert state(work) == before


def test_a_resumed_run_adopts_once(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed behind the writing of the decisions and before the tables: the run that goes on knows them and is the same run."""
    edit(work / "edited.xlsx")
    fill(work / "edited.xlsx", {(2, "审核"): "ok"})

    def extract(*, resume: bool) -> None:
        out = Output(work / "edited.xlsx", headers="zh")
        to_output(Job((str(work / "in"),), resume=resume), Account(), out, lambda rows, _: rows, close=lambda: None)

    monkeypatch.setattr("pipeline.write.parts._FIRST_PART", 0)
    with monkeypatch.context() as killed:

        def dies(self: again.Kept) -> list[str]:
            raise KeyboardInterrupt

        killed.setattr(again.Kept, "notes", dies)
        with pytest.raises(KeyboardInterrupt):
            extract(resume=False)
    first = (work / "edited.xlsx.review.jsonl").read_bytes()
    extract(resume=True)
    assert (work / "edited.xlsx.review.jsonl").read_bytes() == first and first.count(b"\n") == 4


def test_an_older_workbook_takes_nothing_back(work: Path) -> None:
    """Two people edit copies of one table: what the second left as it was does not undo what the first corrected."""
    (work / "second.xlsx").write_bytes((work / "edited.xlsx").read_bytes())
    fill(work / "edited.xlsx", {(3, "数值"): 65}, header=1)
    fill(work / "second.xlsx", {(2, "状态"): "已完成", (2, "比较关系"): "不低于"}, header=1)
    for name, by in (("edited.xlsx", "王敏"), ("second.xlsx", "李四")):
        apply_edited(work / name, work / "tables", None, by=by, today=date(2025, 4, 2))
    rows = table(work / "tables")
    assert (rows[0]["status"], rows[0]["comparator"], rows[1]["value"]) == ("achieved", "ge", 65)
    assert [(d.by, list(d.changes)) for d in read_decisions(work / "tables" / "review.jsonl")] == [("王敏", ["value"]), ("李四", ["status"])]


def test_an_ods_is_refused_in_words(work: Path) -> None:
    (work / "edited.ods").write_bytes(b"PK")
    with pytest.raises(InputError, match=r"save it as \.xlsx"):
        command.apply_edited(work / "edited.ods", work / "tables", None, by=None, today=TODAY)


def test_a_table_without_its_ids_is_known_by_its_words(work: Path) -> None:
    fill(work / "edited.xlsx", {(1, "事项编号"): "旧编号", (3, "数值"): 65}, header=1)
    apply_edited(work / "edited.xlsx", work / "tables", None, by="王敏", today=TODAY)
    assert [(r["commitment_id"], r.get("value")) for r in table(work / "tables")] == [("c1", 4.5), ("c2", 65), ("c3", None)]
