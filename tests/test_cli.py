"""The command line as a user meets it: exit codes, what goes to which stream, what is left on disk, the same tables every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import attempt
from pipeline.engines.local import map_in_order
from pipeline.types import Document, Extraction

ROOT = Path(__file__).parent.parent
MAIN = str(ROOT / "main.py")

ZH = """\
关于推进全市托育服务的通知

2025年3月4日

一、主要目标
到2026年底，全市每千人口托位数达到4.5个以上，普惠托位占比不低于60%。
市卫生健康委牵头，每年组织一次检查。
2024年，全市新建托育机构37家。
"""
EN = """\
Plan for cleaner buses

Date: 2024-02-01

The Department of Transport must replace 40 percent of city buses by the end of 2027.
In 2023, the department replaced 112 buses.
"""


def run(*args: str | Path, stdin: str | bytes | None = None, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """`python main.py ARGS` as a process of its own."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, MAIN, *map(str, args)], input=data, capture_output=True, cwd=cwd, env={**os.environ, "COLUMNS": "120", **env}, timeout=120, check=False
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def jsonl(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two readable texts, one of them below, and a file of an unknown kind."""
    texts = tmp_path / "texts"
    (texts / "sub").mkdir(parents=True)
    (texts / "zh.txt").write_text(ZH, encoding="utf-8")
    (texts / "sub" / "en.txt").write_text(EN, encoding="utf-8")
    (texts / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    return texts


def test_folder_to_folder(folder: Path, tmp_path: Path) -> None:
    done = run("extract", folder, "-o", tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 file of an unknown kind passed over\n"
    assert {d["doc_id"] for d in jsonl(tmp_path / "out" / "documents.jsonl")} == {"zh.txt", "sub/en.txt"}
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["commitments.jsonl", "documents.jsonl", "mentions.jsonl", "statements.jsonl"]


def test_every_row_quotes_its_source(folder: Path, tmp_path: Path) -> None:
    run("extract", folder, "-o", tmp_path / "out")
    source = {"zh.txt": ZH, "sub/en.txt": EN}
    for table, text in (("mentions", "text"), ("statements", "text"), ("commitments", "evidence")):
        rows = jsonl(tmp_path / "out" / f"{table}.jsonl")
        assert rows, table
        for row in rows:
            assert row[text] == source[row["doc_id"]][row["start"] : row["end"]]


def test_ids_refer_to_rows(folder: Path, tmp_path: Path) -> None:
    run("extract", folder, "-o", tmp_path / "out")
    mentions = {(m["doc_id"], m["mention_id"]): m for m in jsonl(tmp_path / "out" / "mentions.jsonl")}
    for row in jsonl(tmp_path / "out" / "commitments.jsonl"):
        named = [row[f] for f in ("target_id", "deadline_id", "frequency_id") if f in row] + row.get("agency_ids", [])
        assert all((row["doc_id"], m) in mentions for m in named)
        assert len(row.get("agencies", [])) == len(row.get("agency_ids", []))
        if "target_id" in row:
            target = mentions[row["doc_id"], row["target_id"]]
            assert (row["target_text"], row["value"], row["unit"]) == (target["text"], target["value"], target["unit"])


def test_same_tables_whatever_the_order_and_the_jobs(folder: Path, tmp_path: Path) -> None:
    files = [folder / "zh.txt", folder / "sub" / "en.txt"]
    run("extract", *files, "-o", tmp_path / "one")
    run("extract", *files, "-o", tmp_path / "again", PYTHONHASHSEED="7")
    run("extract", *reversed(files), "-o", tmp_path / "reversed")
    run("extract", *files, "-o", tmp_path / "jobs", "--jobs", "2")
    for table in ("documents", "mentions", "statements", "commitments"):
        one = (tmp_path / "one" / f"{table}.jsonl").read_bytes()
        assert one == (tmp_path / "again" / f"{table}.jsonl").read_bytes()
        assert one == (tmp_path / "jobs" / f"{table}.jsonl").read_bytes()
        assert sorted(one.splitlines()) == sorted((tmp_path / "reversed" / f"{table}.jsonl").read_bytes().splitlines())


@pytest.mark.parametrize("bad", [b"", b"\x7fELF\x02\x01\x01\x00\x00\x00\xff\xfe\x00\x00" * 40, b"   \n\n"])
def test_one_bad_input_is_named_and_the_others_are_read(folder: Path, tmp_path: Path, bad: bytes) -> None:
    (folder / "bad.txt").write_bytes(bad)
    done = run("extract", folder, "-o", tmp_path / "out")
    assert done.returncode == 3
    assert "bad.txt: " in done.stderr
    problems = {d["doc_id"]: d.get("problem") for d in jsonl(tmp_path / "out" / "documents.jsonl")}
    assert problems["bad.txt"]
    assert (problems["zh.txt"], problems["sub/en.txt"]) == (None, None)
    assert {c["doc_id"] for c in jsonl(tmp_path / "out" / "commitments.jsonl")} == {"zh.txt", "sub/en.txt"}


def test_missing_file_beside_a_good_one(folder: Path, tmp_path: Path) -> None:
    done = run("extract", folder / "zh.txt", "no/such/file.txt", "-q", "-o", tmp_path / "rows.jsonl")
    assert done.returncode == 3
    assert "file.txt: " in done.stderr
    assert jsonl(tmp_path / "rows.jsonl")


@pytest.mark.parametrize("inputs", [["no/such/file.txt"], ["empty.txt"], ["nothing"], ["*.none"]])
def test_nothing_read_is_2_and_leaves_nothing(tmp_path: Path, inputs: list[str]) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "nothing").mkdir()
    before = sorted(tmp_path.iterdir())
    done = run("extract", *inputs, "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_strict_stops_with_3_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.txt").write_bytes(b"")
    for jobs in ("1", "2"):
        done = run("extract", folder, "--strict", "-o", tmp_path / "out.csv", "--jobs", jobs)
        assert done.returncode == 3
        assert "bad.txt: " in done.stderr
        assert not (tmp_path / "out.csv").exists()
        assert [p.name for p in tmp_path.iterdir()] == ["texts"]
    assert run("extract", folder / "zh.txt", "--strict", "-o", tmp_path / "out.csv").returncode == 0


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["bogus"],
        ["--bogus"],
        ["extract"],
        ["extract", "x.txt", "--bogus"],
        ["extract", "x.txt", "--lang", "fr"],
        ["extract", "x.txt", "--doc-date", "2022-13-01"],
        ["extract", "x.txt", "--doc-date", "20220101"],
        ["extract", "x.txt", "--backend", "oracle"],
        ["extract", "x.txt", "--jobs", "-1"],
        ["extract", "x.txt", "-o", "rows.csv", "--format", "parquet"],
        ["extract", "x.txt", "-o", "x.txt/rows.csv"],
        ["extract", "x.txt", "-o", "x.txt"],
        ["extract", "x.txt", "--headers", "zh"],
        ["extract", "x.txt", "--as-of", "2024-06-30"],
        ["extract", "x.txt", "-o", "x.xlsx", "--as-of", "2024-06-31"],
        ["extract", "x.txt", "-o", "x.csv", "--profile", "ledger"],
        ["extract", "x.txt", "-o", "x.xlsx", "--template", "none.xlsx"],
        ["show"],
        ["evaluate", "no-such-folder"],
        ["evaluate", "."],
        ["schema", "--format", "xml"],
    ],
)
def test_usage_errors_are_1_with_one_message(tmp_path: Path, args: list[str]) -> None:
    (tmp_path / "x.txt").write_text(ZH, encoding="utf-8")
    done = run(*args, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["x.txt"]


def test_standard_input_and_document_date(tmp_path: Path) -> None:
    done = run("extract", "-", "-o", tmp_path / "out", "--doc-date", "2022-01-26", "--lang", "zh", stdin="今年年底前，全市要新建公园12个。")
    assert done.returncode == 0
    assert jsonl(tmp_path / "out" / "documents.jsonl")[0]["doc_date"] == "2022-01-26"
    assert jsonl(tmp_path / "out" / "commitments.jsonl")[0]["due"] == "2022-12-31"


def test_without_output_a_plain_table(folder: Path) -> None:
    done = run("extract", folder / "zh.txt", folder / "sub" / "en.txt")
    assert done.returncode == 0
    assert "2026-12-31" in done.stdout
    assert "2027-12-31" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_formats_of_a_folder(folder: Path, tmp_path: Path) -> None:
    for name in ("csv", "parquet"):
        assert run("extract", folder, "-q", "-o", tmp_path / name, "--format", name).returncode == 0
        assert (tmp_path / name / f"commitments.{name}").is_file()


def test_show_names_rules_and_runs_no_escapes(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(ZH + "\x1b]0;owned\x07\n", encoding="utf-8")
    done = run("show", tmp_path / "x.txt", "--why")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "[T 2026年底]" in done.stdout or "[T 到2026年底]" in done.stdout
    assert "zh.temporal." in done.stdout
    assert run("show", tmp_path / "none.txt").returncode == 2


def test_a_crash_is_the_problem_of_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(document: Document, **_: str) -> Extraction:
        raise RecursionError("too deep")

    monkeypatch.setattr("pipeline.run.extract_document", crash)
    problem = attempt(Document("d", "x")).document.problem
    assert problem is not None
    assert problem.startswith("could not be processed: RecursionError: too deep (test_cli.py:")


def test_map_in_order_keeps_the_order_and_few_items_under_way() -> None:
    taken = []

    def items() -> Iterator[int]:
        for i in range(100):
            taken.append(i)
            yield -i

    results = map_in_order(abs, items(), jobs=2)
    assert next(results) == 0
    assert len(taken) < 20
    assert list(results) == list(range(1, 100))


def test_evaluate_extracts_the_gold_texts_itself(tmp_path: Path) -> None:
    start = ZH.index("2026年底")
    mention = {
        "id": "m1",
        "kind": "temporal",
        "start": start,
        "end": start + 6,
        "text": "2026年底",
        "type": "point",
        "from": "2026-12-31",
        "to": "2026-12-31",
        "rel": "by",
    }
    gold = {"doc": "zh", "mentions": [mention], "statements": [], "commitments": []}
    (tmp_path / "zh.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "zh.txt").write_text(ZH, encoding="utf-8")
    done = run("evaluate", tmp_path, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["temporal"]["r"] == 1.0
    (tmp_path / "zh.txt").write_bytes(b"")
    assert run("evaluate", tmp_path).returncode == 3


def test_schema() -> None:
    done = run("schema", "--format", "json")
    assert set(json.loads(done.stdout)) == {"documents", "mentions", "statements", "commitments", "links", "summary", "lineage"}
    assert run("schema").stdout == (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")


def test_closed_pipe_ends_quietly() -> None:
    done = subprocess.run(f'"{sys.executable}" "{MAIN}" schema --format json | head -c 1', shell=True, capture_output=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == (b"{", b"")


def test_interrupt_leaves_nothing(tmp_path: Path) -> None:
    import signal

    text = tmp_path / "big.txt"
    text.write_text(ZH * 20_000, encoding="utf-8")
    process = subprocess.Popen([sys.executable, MAIN, "extract", str(text), "-o", str(tmp_path / "out")], stderr=subprocess.PIPE)
    deadline = time.monotonic() + 20
    while not list(tmp_path.glob("out.parts/tables")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert list(tmp_path.iterdir()) == [text]


@pytest.mark.parametrize("command", ["extract", "show", "check", "evaluate", "schema"])
def test_every_command_has_help_examples_and_documentation(command: str) -> None:
    done = run(command, "--help")
    documented = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert done.returncode == 0
    assert f"python main.py {command} " in done.stdout
    assert f"## {command}" in documented
    for word in done.stdout.split():
        if word.startswith("--") and word.strip(",") != "--help":
            assert word.strip(",[]") in documented, word


def imported_by(args: list[str], cwd: Path) -> set[str]:
    """The modules that a command has imported when it ends."""
    code = "import sys\nsys.path.insert(0, sys.argv.pop(1))\nimport main\ntry: main.run()\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, str(ROOT), *args], capture_output=True, text=True, cwd=cwd, timeout=60, check=True)
    return set(done.stderr.split())


def test_help_imports_no_pipeline_library(tmp_path: Path) -> None:
    assert not imported_by(["extract", "--help"], tmp_path) & {"rich", "pandas", "pyarrow", "openpyxl", "xlsxwriter", "pipeline.run"}


@pytest.mark.parametrize("out", ["x.jsonl", "x.csv", "folder"])
def test_jsonl_and_csv_import_no_table_library(tmp_path: Path, out: str) -> None:
    (tmp_path / "x.txt").write_text(ZH, encoding="utf-8")
    modules = imported_by(["extract", "x.txt", "-o", out], tmp_path)
    assert "pipeline.run" in modules
    assert not modules & {"rich", "pandas", "numpy", "pyarrow", "openpyxl", "xlsxwriter", "hanlp", "torch", "spacy"}
