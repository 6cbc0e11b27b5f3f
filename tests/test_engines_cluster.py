"""The clusters: Dask and Spark give the rows and ids of a local run, also when a worker is lost in the middle. Skipped where they are not installed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pipeline.chunks import Chunk
from pipeline.engines.partitions import Work, piecewise
from pipeline.types import Document
from tests.made_corpus import MAIN, corpus, kill, run, tables_in

needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="dask and distributed are not installed")
needs_spark = pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed")
TABLES = ("commitments", "documents", "mentions", "statements")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of several partitions, with a row that cannot be read."""
    path = corpus(tmp_path_factory.mktemp("corpus") / "in.jsonl", 700)
    with path.open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    return path


@pytest.fixture(scope="module")
def local(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a local run gives."""
    out = tmp_path_factory.mktemp("local") / "out"
    assert run("extract", source, "-o", out, "--jobs", "2").returncode == 3
    return out


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two worker processes on this machine."""
    from dask.distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table, from all its partitions in order, empty fields left out."""
    import pyarrow.parquet as pq

    found = []
    for path in sorted((folder / table).glob("part-*.parquet")):
        found += [{k: v for k, v in row.items() if v is not None and v != []} for row in pq.read_table(path).to_pylist()]
    return found


def assert_same(folder: Path, local: Path) -> None:
    """The tables in the folder are those of the local run: rows, ids, order."""
    for table in TABLES:
        expected = [json.loads(line) for line in (local / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]
        found = json.loads(json.dumps(rows(folder, table), default=str))
        assert found == expected, table


@needs_dask
def test_dask_gives_the_same_rows(source: Path, local: Path, cluster: Any, tmp_path: Path) -> None:
    done = run("extract", source, "-o", tmp_path / "out", "--engine", "dask", "--scheduler", cluster.scheduler_address)
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("in.jsonl#701: ")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert len(list((tmp_path / "out" / "commitments").iterdir())) > 3
    assert_same(tmp_path / "out", local)


@needs_dask
def test_a_dask_worker_killed_in_the_middle_changes_nothing(source: Path, local: Path, cluster: Any, tmp_path: Path) -> None:
    out, log = tmp_path / "out", tmp_path / "log"
    with log.open("w") as errors:
        process = begun(source, out, cluster.scheduler_address, errors)
        until_done(process, out, 1)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        assert process.wait(timeout=300) == 3, log.read_text()
    assert_same(out, local)


@needs_dask
def test_a_killed_client_goes_on(source: Path, local: Path, cluster: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = begun(source, out, cluster.scheduler_address, subprocess.DEVNULL)
    until_done(process, out, 2)
    process.kill()
    process.wait()
    assert not out.exists()
    there = tables_in(tmp_path / "out.parts" / "done")
    changed = run("extract", source, "-o", out, "--engine", "dask", "--scheduler", cluster.scheduler_address, "--resume", "--lang", "zh")
    assert changed.returncode == 1
    assert "--resume: it was begun with another lang" in changed.stderr
    done = run("extract", source, "-o", out, "--engine", "dask", "--scheduler", cluster.scheduler_address, "--resume")
    assert done.returncode == 3, done.stderr
    assert len(there) >= 2
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert_same(out, local)


def begun(source: Path, out: Path, address: str, errors: Any) -> subprocess.Popen[bytes]:
    """A run that has just begun."""
    return subprocess.Popen([sys.executable, MAIN, "extract", str(source), "-o", str(out), "--engine", "dask", "--scheduler", address], stderr=errors)


def until_done(process: subprocess.Popen[bytes], out: Path, count: int) -> None:
    """Wait until so many partitions are noted."""
    deadline = time.monotonic() + 120
    while len(list(out.with_name("out.parts").glob("done/*.json"))) < count:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)


@needs_dask
def test_a_dask_address_where_nobody_answers_is_told(source: Path, tmp_path: Path) -> None:
    done = run(
        "extract", source, "-o", tmp_path / "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="2s"
    )
    assert done.returncode == 1
    assert "--scheduler tcp://127.0.0.1:9: no Dask scheduler answers there" in done.stderr
    assert "Traceback" not in done.stderr


@needs_dask
def test_a_cluster_writes_folders(source: Path, tmp_path: Path) -> None:
    done = run("extract", source, "-o", tmp_path / "out.csv", "--engine", "dask")
    assert done.returncode == 1
    assert "writes a folder of partitions" in done.stderr


@pytest.mark.slow
@needs_spark
def test_spark_gives_the_same_rows(source: Path, local: Path, tmp_path: Path) -> None:
    if not run_java():
        pytest.skip("java is not installed")
    done = run("extract", source, "-o", tmp_path / "out", "--engine", "spark", "--scheduler", "local[2]")
    assert done.returncode == 3, done.stderr
    assert "in.jsonl#701: " in done.stderr
    assert_same(tmp_path / "out", local)


CRASHED = re.compile("Python worker exited unexpectedly|Lost executor|Remote RPC client disassociated")


@pytest.mark.slow
@needs_spark
@pytest.mark.parametrize("master", ["local[2]", "local-cluster[2,1,1024]"])
def test_a_spark_worker_killed_in_the_middle_changes_nothing(source: Path, local: Path, tmp_path: Path, master: str) -> None:
    if not run_java():
        pytest.skip("java is not installed")
    out, log = tmp_path / "out", tmp_path / "log"
    with log.open("w") as errors:
        command = [sys.executable, MAIN, "extract", str(source), "-o", str(out), "--engine", "spark", "--scheduler", master]
        process = subprocess.Popen(command, stderr=errors)
        kills = 0
        while process.poll() is None and kills < 3:  # a kill may hit a process between two tasks; the fourth of one task would end the run
            time.sleep(0.02)
            if any(out.with_name("out.parts").glob("done/*.json")) and [pid for pid in working(process.pid, master) if kill(pid)]:
                kills += 1
                end = time.monotonic() + 3
                while time.monotonic() < end and not CRASHED.search(log.read_text()):
                    time.sleep(0.05)
                if CRASHED.search(log.read_text()):
                    break
        assert process.wait(timeout=300) == 3, log.read_text()
    assert CRASHED.search(log.read_text()), log.read_text()
    assert_same(out, local)


def working(pid: int, master: str) -> list[int]:
    """The processes in which a Spark run is extracting: Python workers, or with executors of their own these."""
    below = list(descendants(pid))
    if master.startswith("local-cluster"):
        return [p for p, name in below if "CoarseGrainedExecutorBackend" in name][:1]
    daemons = {p for p, name in below if "pyspark.daemon" in name}
    return [p for p in daemons if parent_of(p) in daemons]


def descendants(pid: int) -> Iterator[tuple[int, str]]:
    """All processes below this one, whichever of its threads began them, with their command lines."""
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield int(child), Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                yield from descendants(int(child))


def parent_of(pid: int) -> int:
    """The process that started this one, 0 where it is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def run_java() -> bool:
    """Is there a Java?"""
    try:
        return subprocess.run(["java", "-version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def test_a_document_that_costs_worker_after_worker_is_named(tmp_path: Path) -> None:
    documents = (Document("a", "到2025年，建成公园12个。"), Document("b", "FATAL"), Document("c", "到2026年，建成公园13个。"))
    work = Work(str(tmp_path), str(tmp_path / "out"), "jsonl", None)
    outcomes = piecewise(work, Chunk(0, documents), lambda function, piece: None if piece.documents[0] == Document("b", "FATAL") else function(piece)).outcomes
    assert [(o.doc_id, bool(o.problem)) for o in outcomes] == [("a", False), ("b", True), ("c", False)]
    found = (tmp_path / "final" / "commitments" / "part-0000000.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["doc_id"] for line in found] == ["a", "c"]
