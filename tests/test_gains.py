"""The gains report: two versions of a tiny program in a repository of its own, compared on a folder of texts."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gains import compare, main
from pipeline.evaluate.annotated import Annotated, MarkedMention

# what stands in for main.py: every run of digits is a quantity, with a unit that differs from version to version, and makes a row
PROGRAM = """
import json, pathlib, re, sys
UNIT, LEAST = "{unit}", {least}
out = pathlib.Path(sys.argv[sys.argv.index("-o") + 1])
out.mkdir(parents=True)
tables = {{"mentions": [], "statements": [], "commitments": []}}
for name in sys.argv[2 : sys.argv.index("-o")]:
    paths = [pathlib.Path(name)] if pathlib.Path(name).is_file() else sorted(pathlib.Path(name).rglob("*.txt"))
    for path in paths:
        for n, m in enumerate(re.finditer(r"\\d{{%d,}}" % LEAST, path.read_text(encoding="utf-8")), 1):
            place = {{"doc_id": path.name, "start": m.start(), "end": m.end()}}
            said = {{"value": int(m[0]), "unit": UNIT, "confidence": 0.9}}
            tables["mentions"].append(place | said | {{"mention_id": f"m{{n}}", "kind": "quantity", "text": m[0]}})
            tables["commitments"].append(
                place | {{"commitment_id": f"c{{n}}", "status": "committed", "target_id": f"m{{n}}", "value": int(m[0]), "unit": UNIT, "evidence": m[0]}}
            )
for name, rows in tables.items():
    (out / f"{{name}}.jsonl").write_text("".join(json.dumps(r) + "\\n" for r in rows), encoding="utf-8")
"""


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository of two commits, tagged, a working tree that is another version still, and a folder of texts."""
    root = tmp_path / "project"
    root.mkdir()
    git(root, "init", "-q")
    for tag, unit, least in (("one", "count", 1), ("two", "count", 2), (None, "percent", 2)):
        (root / "main.py").write_text(PROGRAM.format(unit=unit, least=least), encoding="utf-8")
        if tag:
            git(root, "add", "-A")
            git(root, "commit", "-q", "-m", tag)
            git(root, "tag", tag)
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("build 35 schools\nand 7 | bridges", encoding="utf-8")
    (texts / "b.txt").write_text("nothing here", encoding="utf-8")
    return root


def run(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main([*arguments], root=root, defaults=[root.parent / "texts"])
    return code, capsys.readouterr().out


def test_what_is_lost_is_listed_in_its_context(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(root, capsys, "one", "two")
    assert code == 0
    assert "2 documents, 2 differences" in text
    lines = text.splitlines()
    assert next(line.split() for line in lines if line.startswith("quantity")) == ["quantity", "2", "1", "0", "1", "0"]
    assert "  - quantity  5 schools and⟦7⟧| bridges".replace("5 schools", "build 35 schools") in text
    assert "value=7 unit=count" in text
    assert "⟦35⟧" not in text


def test_the_other_way_round_it_is_gained(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, text = run(root, capsys, "two", "one")
    assert "  + quantity" in text
    assert "  + row" in text
    assert "  - " not in text


def test_the_working_tree_is_a_version_and_changed_values_show_both(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(root, capsys, "two", "WORK", "--fail")
    assert code == 1
    assert "  ~ quantity" in text
    assert "unit: count → percent" in text


def test_nothing_differs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(root, capsys, "one", "one", "--fail")
    assert code == 0
    assert "0 differences" in text


def test_markdown_is_escaped(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, text = run(root, capsys, "one", "two", "--markdown")
    assert "| quantity | 2 | 1 | 0 | 1 | 0 |" in text
    assert "- `- quantity` " in text
    assert r"⟦7⟧\| bridges" in text


def test_a_text_is_read_once_and_other_folders_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    again = root.parent / "again"
    again.mkdir()
    (again / "a.txt").write_bytes((root.parent / "texts" / "a.txt").read_bytes())
    (again / "c.txt").write_text("5 roads", encoding="utf-8")
    _, text = run(root, capsys, "one", "two", str(again))
    assert text.count("⟦7⟧") == 2  # mention and row of texts/a.txt
    assert "c.txt" in text


def test_no_worktree_is_left(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(root, capsys, "one", "two")
    listed = subprocess.run(["git", "worktree", "list"], cwd=root, capture_output=True, text=True, check=True).stdout
    assert len(listed.splitlines()) == 1


def test_a_version_that_is_not_there_gives_2(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["one", "three"], root=root, defaults=[root.parent / "texts"]) == 2
    assert "three: cannot be checked out" in capsys.readouterr().err


def test_a_version_that_does_not_run_gives_2(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "main.py").write_text("raise SystemExit('broken')", encoding="utf-8")
    assert main(["one", "WORK"], root=root, defaults=[root.parent / "texts"]) == 2
    assert "broken" in capsys.readouterr().err


def test_gold_says_what_was_right() -> None:
    def said(start: int, text: str, value: int) -> dict[str, Any]:
        return {"doc_id": "a.txt", "mention_id": f"m{start}", "kind": "quantity", "start": start, "end": start + len(text), "text": text, "value": value}

    nothing: dict[str, Any] = {"statements": [], "commitments": []}
    gold = Annotated("a", (MarkedMention(0, 2, "35", id="m1", kind="quantity", value=35.0),))
    changes = compare("a.txt", {"mentions": [said(0, "35", 3), said(9, "7", 7)], **nothing}, {"mentions": [said(0, "35", 35)], **nothing}, gold)
    assert [(c.how, c.base and c.base.right, c.head and c.head.right) for c in changes] == [("changed", False, True), ("lost", False, None)]


def test_a_shifted_span_is_a_change() -> None:
    def said(start: int, text: str) -> dict[str, Any]:
        row = {"doc_id": "a.txt", "mention_id": "m1", "kind": "temporal", "start": start, "end": start + len(text), "text": text}
        return {"mentions": [row], "statements": [], "commitments": []}

    [change] = compare("a.txt", said(2, "2025年"), said(1, "到2025年"))
    assert change.how == "changed"
    assert json.dumps(change.item.fields, ensure_ascii=False).count("到2025年") == 1
