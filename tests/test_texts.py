"""Do the saved texts hold what offsets count in, under names that lead nowhere?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigurationError
from pipeline.job import Job
from pipeline.types import Document
from pipeline.write.texts import safe_name, saved
from tests.made_files import HTML, TMX, docx, p, pdf, zipped

MAIN = str(Path(__file__).parent.parent / "main.py")


def run(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`python main.py ARGS` as a process of its own."""
    return subprocess.run([sys.executable, MAIN, *map(str, args)], capture_output=True, text=True, cwd=cwd, timeout=120, check=False)


def extract(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`python main.py extract ARGS` as a process of its own."""
    return run("extract", *args, cwd=cwd)


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A folder of documents of many kinds, one of them broken."""
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "page.html").write_text(HTML, encoding="utf-8")
    (folder / "sub" / "plan.docx").write_bytes(docx(p("The agency shall buy 20 buses by 2026.")))
    (folder / "windows.txt").write_bytes("到2025年底，全市建成公园20个。\r\n市林业局牵头，每年检查一次。\r\n".encode("gb18030"))
    (folder / "both.tmx").write_text(TMX, encoding="utf-8")
    (folder / "z.zip").write_bytes(zipped([("a/b.txt", "By 2030, emissions shall fall by 40 percent.\n")]))
    (folder / "rows.jsonl").write_text('{"doc_id": "../../evil", "text": "By 2031, the agency shall close 12 plants."}\n', encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04broken")
    pdf(
        folder / "paper.pdf",
        [[(0.0, 11.0, "The agency shall publish 12 reports by 2027.")], [(0.0, 11.0, "The agency shall hire 30 people by 2028.")]],
        foot="{}",
    )
    return folder


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_row_quotes_the_saved_text(inputs: Path, tmp_path: Path, jobs: str) -> None:
    done = extract(inputs, "-o", tmp_path / "out", "--save-text", tmp_path / "texts", "--jobs", jobs)
    assert done.returncode == 3, done.stderr
    assert "broken.docx: not a readable .docx file" in done.stderr
    documents = {d["doc_id"]: d for d in rows(tmp_path / "out" / "documents.jsonl")}
    texts = {i: Path(d["text_path"]).read_bytes().decode() for i, d in documents.items() if "text_path" in d}
    assert set(documents) - set(texts) == {"broken.docx"}
    assert sorted(p.name for p in (tmp_path / "texts").iterdir()) == sorted(Path(d["text_path"]).name for d in documents.values() if "text_path" in d)
    for table, field in (("mentions", "text"), ("statements", "text"), ("commitments", "evidence")):
        found = rows(tmp_path / "out" / f"{table}.jsonl")
        assert {r["doc_id"] for r in found} >= {"page.html", "sub/plan.docx", "windows.txt", "both.tmx#zh", "z.zip/a/b.txt", "../../evil", "paper.pdf"}
        for row in found:
            assert row[field] == texts[row["doc_id"]][row["start"] : row["end"]]
    assert [r["page"] for r in rows(tmp_path / "out" / "commitments.jsonl") if r["doc_id"] == "paper.pdf"] == [1, 2]
    assert documents["paper.pdf"]["pages"] == 2
    assert not list(tmp_path.glob(".*"))
    assert not list(tmp_path.rglob("evil"))


def test_texts_are_saved_whole_or_not_at_all(inputs: Path, tmp_path: Path) -> None:
    assert extract(inputs, "-o", tmp_path / "out", "--save-text", tmp_path / "texts", "--strict").returncode == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in"]
    (tmp_path / "file").write_text("x")
    done = extract(inputs, "-o", tmp_path / "out", "--save-text", tmp_path / "file")
    assert (done.returncode, "is a file, not a folder" in done.stderr) == (1, True)


def test_the_largest_file_is_an_option(inputs: Path) -> None:
    done = extract(inputs / "windows.txt", "--max-bytes", "20")
    assert done.returncode == 2
    assert "is larger than 20 bytes; raise --max-bytes" in done.stderr


def test_show_and_check_have_the_same_limit(inputs: Path) -> None:
    text = inputs / "windows.txt"
    assert run("show", text, "--max-bytes", str(text.stat().st_size)).returncode == 0
    shown = run("show", text, "--max-bytes", "20")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert "is larger than 20 bytes; raise --max-bytes" in shown.stderr
    checked = run("check", text, text, "--max-bytes", "20")
    assert checked.returncode == 2
    assert "is larger than 20 bytes; raise --max-bytes" in checked.stderr
    assert run("check", text, text, "--max-bytes", str(text.stat().st_size)).returncode == 0
    for command in ("extract", "show", "check"):
        assert "[default: 100000000]" in " ".join(run(command, "--help").stdout.split())


def test_what_is_written_outside_the_block_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with pytest.raises(ConfigurationError), saved(Job(("a",)), tmp_path / "x" / "deeper"):
        pass


@pytest.mark.parametrize(
    "doc_id", ["../x", "/etc/passwd", "a/b", "con", "NUL.txt", "x" * 500, "教" * 300, "a\nb", "a\x00b", ".hidden", "a:b", "\ud800", "", "..", "a b.txt", "甲#2"]
)
def test_names_are_safe(doc_id: str, tmp_path: Path) -> None:
    name = safe_name(doc_id)
    assert "/" not in name
    assert "\\" not in name
    assert not name.startswith(".")
    (tmp_path / name).write_text("x", encoding="utf-8")


@given(st.text(max_size=60), st.text(max_size=60))
def test_names_are_different_for_different_documents(a: str, b: str) -> None:
    assert (safe_name(a) == safe_name(b)) == (a == b)


def test_a_surrogate_in_a_text_does_not_stop_the_run(tmp_path: Path) -> None:
    with saved(Job(("a",)), tmp_path / "t") as job:
        assert job.prepared
        (kept,) = job.prepared(iter([Document("a", "x\ud800y")]))
    assert kept.text_path == str(tmp_path / "t" / "a.txt")
    assert len((tmp_path / "t" / "a.txt").read_text(encoding="utf-8")) == 3


@pytest.mark.parametrize(
    ("name", "own"),
    [("windows.txt", set()), ("sub/plan.docx", {"lxml"}), ("paper.pdf", {"pypdfium2"}), ("both.tmx", {"lxml"}), ("page.html", {"lxml", "trafilatura"})],
)
def test_a_format_imports_its_own_libraries_alone(inputs: Path, tmp_path: Path, name: str, own: set[str]) -> None:
    code = "import sys\nsys.path.insert(0, sys.argv.pop(1))\nimport main\ntry: main.run()\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    args = ["extract", str(inputs / name), "-o", str(tmp_path / "o.jsonl")]
    done = subprocess.run([sys.executable, "-c", code, str(Path(MAIN).parent), *args], capture_output=True, text=True, timeout=60, check=True)
    loaded = set(done.stderr.split())
    assert loaded & {"lxml", "trafilatura", "pypdfium2", "docx"} == own
    assert not loaded & {"pandas", "numpy", "torch", "spacy"}
