"""Whatever people do to the table: is it taken over once, kept through the next extraction, and never lost?"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from pipeline.batch import Account
from pipeline.job import Job, to_output
from pipeline.review.command import apply_edited
from pipeline.write.output import Output
from pipeline.write.schema import COMMITMENTS

TEXT = """\
关于推进全市托育服务的通知

2025年3月4日

到2026年底，全市每千人口托位数达到4.5个以上，普惠托位占比不低于60%。
市卫生健康委牵头，市教育局配合，2025年9月底前完成托育机构安全检查。
今年新增公园12个，新建学校3所，改造老旧小区40个。
每年开展两次培训。
"""
TITLES = {c.name: c.chinese for c in COMMITMENTS.columns}
ROWS = 7


@contextmanager
def folder() -> Iterator[Path]:
    """A folder with the text and its tables."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "in").mkdir()
        (work / "in" / "notice.txt").write_text(TEXT, encoding="utf-8")
        extract(work)
        yield work


def extract(work: Path) -> None:
    """What `extract in/ -o tables/` does."""
    to_output(Job((str(work / "in"),)), Account(), Output(work / "tables"), lambda rows, _: rows, close=lambda: None)


def rows_of(work: Path, table: str = "commitments") -> list[dict[str, Any]]:
    """The rows of a table."""
    return [json.loads(line) for line in (work / "tables" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def history_of(work: Path) -> list[str]:
    """The lines of the history."""
    path = work / "tables" / "review.jsonl"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


number = st.integers(0, ROWS - 1)
cell = st.one_of(
    st.tuples(st.just("value"), st.sampled_from([1, 65, 4.5, 1000])),
    st.tuples(st.just("due"), st.sampled_from(["2027-12-31", "2025年9月30日"])),
    st.tuples(st.just("status"), st.sampled_from(["已完成", "committed"])),
    st.tuples(st.just("action"), st.sampled_from(["推进工作", "=1+1"])),
    st.tuples(st.just("agencies"), st.sampled_from(["市教育局", "市财政局; 市卫生健康委", ""])),
    st.tuples(st.just("target_text"), st.sampled_from(["60%", "12个", "没有的字"])),
    st.tuples(st.just("deadline_text"), st.sampled_from(["2026年底", "今年"])),
    st.tuples(st.just("evidence"), st.sampled_from(["每年开展两次培训", "没有的句子"])),
    st.tuples(st.just("review"), st.sampled_from(["采纳", "ok", "更正", "不采纳"])),
    st.tuples(st.just("review_note"), st.sampled_from(["看过", "另议"])),
)
step = st.one_of(
    st.tuples(st.just("cell"), number, cell),
    st.tuples(st.just("add"), st.sampled_from(["完成托育机构安全检查", "改造老旧小区40个", "没有这句话"]), st.sampled_from([None, 40, 7])),
    st.tuples(st.just("delete"), number, st.none()),
    st.tuples(st.just("copy"), number, st.none()),
    st.tuples(st.just("sort"), st.sampled_from(["due", "action", "review"]), st.none()),
    st.tuples(st.just("move"), st.sampled_from(["review", "value", "evidence"]), st.none()),
)


def edited(rows: list[dict[str, Any]], steps: list[tuple[str, Any, Any]], path: Path) -> list[dict[str, Any]]:
    """A workbook of these rows after a person's steps; gives its rows."""
    table = [{name: "; ".join(v) if isinstance(v, list) else v for name, v in row.items()} for row in rows]
    columns = list(TITLES)
    for what, at, more in steps:
        if what == "cell" and at < len(table):
            table[at] = {**table[at], more[0]: more[1]}
        elif what == "add":
            table.append({"evidence": at, "action": at, "deadline_text": "今年", **({"value": more, "target_text": f"{more}个"} if more else {})})
        elif what == "delete" and at < len(table):
            del table[at]
        elif what == "copy" and at < len(table):
            table.append(dict(table[at]))
        elif what == "sort":
            table = [row for _, _, row in sorted((str(row.get(at, "")), n, row) for n, row in enumerate(table))]
        elif what == "move":
            columns.remove(at)
            columns.insert(0, at)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["台账"])
    sheet.append([TITLES[name] for name in columns])
    for row in table:
        sheet.append([row.get(name) for name in columns])
        for at in sheet[sheet.max_row]:
            at.data_type = "s" if at.data_type == "f" else at.data_type
    book.save(path)
    return table


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.explicit, Phase.reuse, Phase.generate])
@example([("copy", 5, None), ("cell", 5, ("value", 1000))], [("cell", 5, ("value", 1000))])
@example([("copy", 0, None), ("cell", 0, ("value", 1))], [("cell", 0, ("action", "=1+1")), ("cell", 2, ("review", "不采纳"))])
@given(st.lists(step, max_size=8), st.lists(step, max_size=4))
def test_any_edits_are_applied_once_and_stay(first: list[tuple[str, Any, Any]], second: list[tuple[str, Any, Any]]) -> None:
    """Apply, extract again, apply again: nothing moves, nothing is decided twice, no row of a person's own and no value of theirs is lost."""
    with folder() as work:
        machine = rows_of(work)
        assert len(machine) == ROWS
        history: list[str] = []
        own: set[str] = set()
        for turn, steps in enumerate((first, second)):
            table = edited(rows_of(work), steps, work / "edited.xlsx")
            apply_edited(work / "edited.xlsx", work / "tables", None, by="王敏", today=date(2025, 4, 1 + turn))
            rows, mentions, grown = rows_of(work), rows_of(work, "mentions"), history_of(work)
            assert grown[: len(history)] == history
            history = grown
            by_id = {r["commitment_id"]: r for r in rows}
            assert len(by_id) == len(rows) and {r["commitment_id"] for r in machine} <= by_id.keys()
            assert own <= by_id.keys()
            for row in table:
                told = [r for r in rows if r.get("action") == row.get("action")]
                assert told or row.get("review") == "不采纳" or not row.get("action")
            extract(work)
            rejected = {r["commitment_id"] for r in rows if r.get("review") == "reject" and r["commitment_id"][0] == "h"}
            assert rows_of(work) == [r for r in rows if r["commitment_id"] not in rejected]
            assert [without_rule(m) for m in rows_of(work, "mentions")] == [without_rule(m) for m in mentions]
            assert history_of(work) == history
            apply_edited(work / "edited.xlsx", work / "tables", None, by="王敏", today=date(2025, 4, 9))
            assert rows_of(work) == [r for r in rows if r["commitment_id"] not in rejected]
            assert history_of(work) == history
            own = {r["commitment_id"] for r in rows_of(work) if r["extractor"].startswith("human:")}


def without_rule(mention: dict[str, Any]) -> dict[str, Any]:
    """A mention but for who found it: a value that a person changed and changed back is the program's again after the next extraction."""
    return {name: value for name, value in mention.items() if name != "extractor"}
