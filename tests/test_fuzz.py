"""Does a damaged file of any format end with rows or with a named problem? A part of what `python -m benchmarks.fuzz` tries."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.fuzz import TOKENS, cases, damaged, fuzz_files, samples, tried
from pipeline.read import FORMATS
from tests.made_corpus import run

GOOD = "到2026年底，全市建成托育机构20家。\n"


def test_every_format_has_a_sample() -> None:
    suffixes = {suffix for suffix, _ in samples().values()}
    missing = set(FORMATS) - suffixes - {".doc", ".xhtml", ".shtml", ".pdf", ".xlsx", ".parquet"}  # no reader, other names of html, libraries
    assert not missing


@pytest.mark.parametrize("name", samples())
def test_samples_are_read_as_they_are(tmp_path: Path, name: str) -> None:
    suffix, data = samples()[name]
    path = tmp_path / f"good{suffix}"
    path.write_bytes(data)
    outcome = tried(path, tmp_path / "out")
    assert outcome.wrong is None
    assert outcome.code == 0 or name.startswith(("txt utf-16-", "txt utf-32", "txt cp1252 zh", "txt shift_jis zh"))


@pytest.mark.parametrize("seed", range(3))
def test_damaged_files_give_rows_or_a_named_problem(seed: int) -> None:
    ended, wrong = fuzz_files(100, seed=1000 + seed)
    assert wrong == []
    assert sum(ended.values()) == 100


def test_the_same_seed_gives_the_same_cases() -> None:
    assert list(cases(60, seed=5)) == list(cases(60, seed=5))
    assert damaged(b"", random.Random(1)) in TOKENS


def test_damaged_files_beside_a_good_one_are_named_and_it_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    for number, (_, suffix, data) in enumerate(cases(80, seed=3)):
        (folder / f"bad{number}{suffix}").write_bytes(data)
    done = run("extract", folder, "-o", tmp_path / "out", "--jobs", "2")
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert "20家" in (tmp_path / "out" / "commitments.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "code"), [(b"", 2), (b"\x00" * 5000, 2), (b"\xff\xfe", 2), (b" \n\t", 2), (GOOD.encode(), 0), (GOOD.encode()[:-1], 0), (b"x", 0)]
)
def test_exit_codes(tmp_path: Path, data: bytes, code: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    done = run("extract", path, "-o", tmp_path / "out.jsonl")
    assert done.returncode == code, done.stderr
    assert (code == 0) == (tmp_path / "out.jsonl").exists()
    assert "Traceback" not in done.stderr
