"""Engines: the same rows whatever runs them, in order, within bounds, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from pipeline.batch import Account, rows_of_chunks
from pipeline.chunks import Chunk, ChunkRows, apart, chunk_rows, chunks, given_up, together
from pipeline.engines import ENGINES, engine_named
from pipeline.engines.local import LOST, Recovery, map_in_order
from pipeline.errors import BackendError, ConfigurationError, PolicyError
from pipeline.types import Document
from tests.made_corpus import MAIN, children_of, corpus, kill, run, tables_in

TABLES = ("documents", "mentions", "statements", "commitments")


def tripled(number: int) -> int:
    """A function for workers."""
    return 3 * number


def slow_first(number: int) -> int:
    """The first item takes long."""
    time.sleep(0.5 if number == 0 else 0.001)
    return number


def deadly(chunk: Chunk, *, mark: str) -> ChunkRows:
    """The rows of a chunk, by a worker that dies of some texts: of FATAL always, of ONCE the first time."""
    for document in chunk.documents:
        assert isinstance(document, Document)
        if "FATAL" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "ONCE" in document.text and not os.path.exists(mark):
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return chunk_rows(chunk, tables=TABLES)


def failing(number: int) -> int:
    """An error in a worker."""
    raise ValueError(f"no {number}")


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order(jobs: int) -> None:
    assert list(map_in_order(tripled, range(50), jobs=jobs)) == [3 * n for n in range(50)]


def test_a_slow_item_does_not_block_the_others_and_the_order_stays() -> None:
    start = time.monotonic()
    taken = []

    def items() -> Iterator[int]:
        for n in range(60):
            taken.append(n)
            yield n

    results = map_in_order(slow_first, items(), jobs=2)
    assert next(results) == 0
    assert len(taken) > 30  # while the first one was worked on, the other process went on
    assert list(results) == list(range(1, 60))
    assert time.monotonic() - start < 20


def test_what_waits_for_a_slow_item_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.engines.local._WAITING_BYTES", 100)
    taken = []

    def items() -> Iterator[int]:
        for n in range(200):
            taken.append(n)
            yield n

    results = map_in_order(slow_first, items(), jobs=2)
    next(results)
    assert len(taken) < 40
    results.close()  # type: ignore[attr-defined]


def test_an_error_in_a_worker_is_told_with_its_place() -> None:
    with pytest.raises(PolicyError, match=r"ValueError: no \d(?s:.)*failing"):
        list(map_in_order(failing, range(3), jobs=2))


def test_a_worker_that_dies_costs_only_the_document_that_kills_it(tmp_path: Path) -> None:
    texts = ["到2025年，建成公园12个。", "ONCE 到2026年，建成公园13个。", "FATAL", "By 2030 the agency must build 5 parks."] * 3
    documents = [Document(f"d{i}", text) for i, text in enumerate(texts)]
    function = partial(deadly, mark=str(tmp_path / "once"))
    recovery = Recovery(apart, together, partial(given_up, partial(chunk_rows, tables=TABLES)))
    found = list(map_in_order(function, chunks(documents, most=6), jobs=2, recovery=recovery))
    outcomes = [o for rows in found for o in rows.outcomes]
    assert [o.doc_id for o in outcomes] == [d.doc_id for d in documents]
    assert {o.doc_id: o.problem for o in outcomes if o.problem} == {"d2": LOST, "d6": LOST, "d10": LOST}
    sound = [d for d in documents if "FATAL" not in d.text]
    expected = [rows.lines["commitments"] for rows in rows_of_chunks(sound, Account(), tables=TABLES)]
    assert b"".join(rows.lines["commitments"] for rows in found) == b"".join(expected)


def test_without_recovery_a_lost_worker_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="ended from outside"):
        list(map_in_order(partial(deadly, mark=""), [Chunk(0, (Document("a", "FATAL"),)), Chunk(1, ())], jobs=2))


def test_chunks_go_by_size_and_are_the_same_every_time() -> None:
    documents = [Document(f"d{i}", "x" * size) for i, size in enumerate([10, 10, 5000, 10, 300, 300, 300, 300] * 5)]
    made = list(chunks(documents, size=1000))
    assert [d for c in made for d in c.documents] == documents
    assert [c.number for c in made] == list(range(len(made)))
    assert all(len(c.documents) == 1 or sum(len(d.text) for d in c.documents if isinstance(d, Document)) <= 1000 for c in made)
    assert made == list(chunks(iter(documents), size=1000))


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet", ".xlsx", ""])
def test_output_is_identical_to_the_byte_for_any_number_of_jobs(tmp_path: Path, suffix: str, jobs: int) -> None:
    source = corpus(tmp_path / "in.jsonl", 60)
    for n in (1, jobs):
        (tmp_path / str(n)).mkdir()
        done = run("extract", source, "-o", tmp_path / str(n) / f"out{suffix}", "--jobs", n)
        assert done.returncode == 0, done.stderr
    assert tables_in(tmp_path / "1") == tables_in(tmp_path / str(jobs))


def test_workers_killed_in_the_middle_change_nothing(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in.jsonl", 400)
    assert run("extract", source, "-o", tmp_path / "one").returncode == 0
    process = subprocess.Popen([sys.executable, MAIN, "extract", str(source), "-o", str(tmp_path / "two"), "--jobs", "2"], stderr=subprocess.PIPE)
    killed = 0
    while process.poll() is None and killed < 2:
        time.sleep(0.7)
        killed += sum(kill(pid) for pid in children_of(process.pid)[:1])
    _, errors = process.communicate(timeout=120)
    assert (process.returncode, errors, killed) == (0, b"", 2)
    assert tables_in(tmp_path / "one") == tables_in(tmp_path / "two")


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in.jsonl", 400)
    process = subprocess.Popen([sys.executable, MAIN, "extract", str(source), "-o", str(tmp_path / "out"), "--jobs", "2"])
    children: list[int] = []
    while process.poll() is None and len(children) < 2:
        time.sleep(0.05)
        children = children_of(process.pid)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 30
    while any(os.path.exists(f"/proc/{pid}") for pid in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children
    assert not [pid for pid in children if os.path.exists(f"/proc/{pid}")]


def test_engines_are_one_table_and_say_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(ENGINES) == {"local", "dask", "spark"}
    with pytest.raises(ConfigurationError, match="--engine ray: not there; possible: local, dask, spark"):
        engine_named("ray")
    monkeypatch.setattr("pipeline.engines.find_spec", lambda _: None)
    for name in ("dask", "spark"):
        with pytest.raises(BackendError, match=f"--engine {name}: .* not installed: pip install "):
            engine_named(name)


@pytest.mark.parametrize(
    "args",
    [
        ["--resume"],
        ["--engine", "dask"],
        ["--engine", "ray", "-o", "out"],
        ["--scheduler", "tcp://127.0.0.1:1", "-o", "out"],
    ],
)
def test_usage_errors(tmp_path: Path, args: list[str]) -> None:
    source = corpus(tmp_path / "in.jsonl", 2)
    done = run("extract", source, *args, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["in.jsonl"]
