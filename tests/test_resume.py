"""Nothing lost: whatever ends a run, `--resume` ends with the tables that an undisturbed run gives, to the byte."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import Account, rows_of_chunks
from pipeline.chunks import ChunkRows
from pipeline.job import Job
from pipeline.types import Document
from pipeline.write import parts as parts_module
from pipeline.write.manifest import Manifest
from pipeline.write.output import Output
from pipeline.write.parts import PartedOutput
from tests.made_corpus import MAIN, ROOT, children_of, corpus, kill, run, tables_in

SUFFIXES = ("", ".jsonl", ".csv", ".parquet", ".xlsx")
KILLS = 50


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus that takes some seconds."""
    return corpus(tmp_path_factory.mktemp("corpus") / "in.jsonl", 300)


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """What undisturbed runs give, by the suffix of the output."""
    folder = tmp_path_factory.mktemp("whole")
    for suffix in SUFFIXES:
        (folder / f"of{suffix}").mkdir()
        assert run("extract", source, "-q", "-o", folder / f"of{suffix}" / f"out{suffix}").returncode == 0
    return {suffix: tables_in(folder / f"of{suffix}") for suffix in SUFFIXES}


def begun(source: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    """A run that has just begun."""
    return subprocess.Popen([sys.executable, MAIN, "extract", str(source), "-q", "-o", str(out), *more], stderr=subprocess.PIPE, text=True)


def parts_done(out: Path) -> int:
    """How many parts are noted."""
    log = out.with_name(out.name + ".parts") / "parts.jsonl"
    return log.read_bytes().count(b"\n") if log.exists() else 0


def until_parts(process: subprocess.Popen[str], out: Path, count: int = 2) -> None:
    """Wait until so many parts are noted."""
    deadline = time.monotonic() + 60
    while parts_done(out) < count:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)


def cut_short(source: Path, out: Path, *more: str) -> None:
    """A run that is killed after some parts."""
    process = begun(source, out, *more)
    until_parts(process, out)
    process.kill()
    process.wait()
    assert not out.exists()


def test_fifty_kills_at_random_moments(source: Path, whole: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    dice = random.Random(20220126)
    begin = time.monotonic()
    assert run("extract", source, "-q", "-o", tmp_path / "alone").returncode == 0
    longest = max(2.0, time.monotonic() - begin)  # a busy machine takes seconds before the first part
    kills = resumed = ended = 0
    while kills < KILLS:
        suffix = SUFFIXES[ended % len(SUFFIXES)]
        folder = tmp_path / str(ended)
        folder.mkdir()
        out = folder / f"out{suffix}"
        while True:
            before = parts_done(out)
            process = begun(source, out, "--resume", "--jobs", dice.choice("12"))
            try:
                process.wait(dice.uniform(0.2, longest) if kills < KILLS else 120)
            except subprocess.TimeoutExpired:
                victims = [process.pid, *children_of(process.pid)] if dice.random() < 0.7 else [*children_of(process.pid), process.pid]
                for pid in victims:
                    kill(pid)
                process.communicate()
                kills += 1
                resumed += before > 0
                continue
            assert process.returncode == 0, process.communicate()[1]
            process.communicate()
            break
        ended += 1
        assert tables_in(folder) == whole[suffix]
    assert resumed >= 8, f"only {resumed} of {kills} killed runs had gone on from parts"
    assert ended > 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_runs_say_how_to_go_on(source: Path, whole: dict[str, dict[str, bytes]], tmp_path: Path, number: int, code: int) -> None:
    out = tmp_path / "out.csv"
    process = begun(source, out, "--jobs", "2")
    until_parts(process, out)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert "documents are done" in said and "--resume goes on" in said and "Traceback" not in said
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv.parts"]
    assert run("extract", source, "-q", "-o", out, "--resume").returncode == 0
    assert tables_in(tmp_path) == whole[".csv"]


def test_without_resume_a_run_begins_anew(source: Path, whole: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    cut_short(source, tmp_path / "out")
    assert run("extract", source, "-q", "-o", tmp_path / "out").returncode == 0
    assert tables_in(tmp_path) == whole[""]


def test_resume_without_a_run_to_go_on_with_begins_one(source: Path, whole: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    for _ in range(2):
        assert run("extract", source, "-q", "-o", tmp_path / "out.csv", "--resume").returncode == 0
        assert tables_in(tmp_path) == whole[".csv"]


@pytest.mark.parametrize("damage", ["a byte", "the end", "a table", "half a line of the log", "the log"])
def test_damaged_parts_are_done_again(source: Path, whole: dict[str, dict[str, bytes]], tmp_path: Path, damage: str) -> None:
    out = tmp_path / "out"
    cut_short(source, out)
    parts = tmp_path / "out.parts"
    table, log = parts / "tables" / "mentions.jsonl", parts / "parts.jsonl"
    data = bytearray(table.read_bytes())
    if damage == "a byte":
        data[len(data) // 3] ^= 1
        table.write_bytes(data)
    elif damage == "the end":
        table.write_bytes(data[: len(data) // 2])
    elif damage == "a table":
        table.unlink()
    elif damage == "the log":
        log.write_bytes(b"\x00" * 100)
    else:
        log.write_bytes(log.read_bytes()[:-9])
    assert run("extract", source, "-q", "-o", out, "--resume").returncode == 0
    assert tables_in(tmp_path) == whole[""]


def test_resume_refuses_when_something_changed(source: Path, whole: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(source, folder / "a.jsonl")
    shutil.copy(ROOT / "data" / "samples" / "06_work_report_zh.txt", folder / "b.txt")
    out = tmp_path / "out"
    cut_short(folder, out)
    parts = tables_in(tmp_path / "out.parts")

    def refused(said: str, *more: str) -> None:
        done = run("extract", folder, "-q", "-o", out, "--resume", *more)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert said in done.stderr
        assert tables_in(tmp_path / "out.parts") == parts

    refused("another doc-date: none, now 2022-01-26", "--doc-date", "2022-01-26")
    refused("another lang", "--lang", "zh")
    refused("another format", "--format", "parquet")
    (folder / "c.txt").write_text("到2025年", encoding="utf-8")
    refused("c.txt is new")
    (folder / "c.txt").unlink()
    text = (folder / "b.txt").read_bytes()
    (folder / "b.txt").write_bytes(text[:-1] + b"x")
    refused("b.txt is not what it was")
    (folder / "b.txt").unlink()
    refused("b.txt is gone")
    (folder / "b.txt").write_bytes(text)  # the same content, written later
    manifest = json.loads((tmp_path / "out.parts" / "manifest.json").read_text())
    assert {i["path"].rpartition("/")[2] for i in manifest["inputs"]} == {"a.jsonl", "b.txt"}
    assert all(len(i["sha256"]) == 64 and i["size"] and i["mtime"] for i in manifest["inputs"])
    assert run("extract", folder, "-q", "-o", out, "--resume", "--jobs", "2").returncode == 0
    assert run("extract", folder, "-q", "-o", tmp_path / "again").returncode == 0
    assert tables_in(out) == tables_in(tmp_path / "again")


def test_another_version_of_the_program_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = Manifest({}, list)
    manifest.write(tmp_path)
    manifest.check(tmp_path)
    monkeypatch.setattr("pipeline.write.manifest.program_version", lambda: "another")
    with pytest.raises(Exception, match="another version"):
        manifest.check(tmp_path)


def test_two_runs_do_not_write_one_output(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = begun(source, out)
    until_parts(process, out)
    for more in ([], ["--resume"]):
        done = run("extract", source, "-q", "-o", out, *more)
        assert (done.returncode, "another run is writing it" in done.stderr) == (1, True)
    _, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_failures_are_remembered(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in.jsonl", 300)
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[3] = "{broken\n"
    source.write_text("".join(lines), encoding="utf-8")
    out = tmp_path / "out"
    cut_short(source, out)
    done = run("extract", source, "-o", out, "--resume")
    again = run("extract", source, "-o", tmp_path / "again")
    assert (done.returncode, done.stderr) == (again.returncode, again.stderr)
    assert done.returncode == 3 and "in.jsonl#4: " in done.stderr
    assert tables_in(out) == tables_in(tmp_path / "again")
    process = begun(source, tmp_path / "strict", "--strict")
    process.communicate(timeout=60)
    assert process.returncode == 3
    assert not list(tmp_path.glob("strict*"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk of so many kB, which may be made larger by asking again."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = False

    def of(size: int) -> Path:
        nonlocal mounted
        option = f"{'remount,' if mounted else ''}size={size}k"
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", option, "tmpfs", str(place)], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"a tmpfs cannot be mounted here: {done.stderr.strip()}")
        mounted = True
        return place

    yield of
    if mounted:
        subprocess.run(["umount", "-l", str(place)], check=False)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_full_disk(source: Path, whole: dict[str, dict[str, bytes]], small_disk: Callable[[int], Path], suffix: str) -> None:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting a small tmpfs needs root")
    disk = small_disk(600)
    out = disk / f"out{suffix}"
    done = run("extract", source, "-q", "-o", out)
    assert done.returncode == 1, done.stderr
    assert "No space left on device" in done.stderr and "Traceback" not in done.stderr
    assert not out.exists()
    small_disk(200_000)
    done = run("extract", source, "-q", "-o", out, "--resume")
    assert done.returncode == 0, done.stderr
    assert tables_in(disk) == whole[suffix]


def test_a_limit_on_file_sizes_is_met_like_a_full_disk(source: Path, whole: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, MAIN, "extract", str(source), "-q", "-o", str(out)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)),
    )
    assert done.returncode == 1
    assert "cannot be written" in done.stderr and "--resume goes on" in done.stderr
    assert not out.exists()
    assert run("extract", source, "-q", "-o", out, "--resume").returncode == 0
    assert tables_in(tmp_path) == whole[""]


# Every single step of writing, cut short: a process that dies at the n-th call of what changes the disk, for each n.

STEPS = ["os.fsync", "os.replace", "pathlib.Path.rename", "pathlib.Path.replace", "pathlib.Path.unlink", "pathlib.Path.rmdir", "pathlib.Path.mkdir"]


def dying_at(step: int) -> Callable[[], None]:
    """Let this process end at the step of that number; a write is cut in the middle."""
    left = step

    def count() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if count():
                os._exit(9)
            return function(*args, **named)

        return call

    def write(file: Any, data: bytes) -> None:
        if count():
            file.write(data[: len(data) // 2])
            os._exit(9)
        file.write(data)

    def patch() -> None:
        import pathlib

        parts_module._FIRST_PART = -1.0
        for name in STEPS:
            owner: Any = os if name.startswith("os.") else pathlib.Path
            setattr(owner, name.rpartition(".")[2], guarded(getattr(owner, name.rpartition(".")[2])))
        parts_module.write_all = write

    return patch


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("suffix", ["", ".jsonl", ".csv"])
def test_a_run_may_end_at_every_step(tmp_path: Path, suffix: str, there: bool, made_rows: list[ChunkRows]) -> None:
    expected = tmp_path / f"expected{suffix}"
    written(expected, made_rows, resume=False)
    steps = 0
    while True:
        folder = tmp_path / str(steps)
        out = folder / f"out{suffix}"
        folder.mkdir()
        if there:
            shutil.copytree(expected, out) if expected.is_dir() else shutil.copy(expected, out)
        code = in_child(dying_at(steps), out, made_rows)
        if not there:
            assert not out.exists() or content(out) == content(expected)  # whole or not at all
        written(out, made_rows, resume=True)
        assert content(out) == content(expected), steps
        assert [p.name for p in folder.iterdir()] == [out.name], steps
        if code == 0:
            break
        steps += 1
    assert steps > 15


def content(path: Path) -> object:
    """Of a file or folder."""
    return tables_in(path) if path.is_dir() else path.read_bytes()


@pytest.fixture(scope="module")
def made_rows() -> list[ChunkRows]:
    """The rows of some chunks."""
    documents = [Document(f"d{i}", f"到20{25 + i}年，建成公园{i + 1}个。") for i in range(3)]
    return [rows for d in documents for rows in rows_of_chunks([d], Account(), tables=Output("x").table_names)]


def written(out: Path, rows: list[ChunkRows], *, resume: bool) -> None:
    """Write these rows as a run does."""
    with PartedOutput(Output(out), Manifest({}, list), Account(), resume=resume) as parted:
        for one in rows[parted.done :] if not parted.complete else ():
            parted.add(one)


def in_child(patch: Callable[[], None], out: Path, rows: list[ChunkRows]) -> int:
    """Write these rows in a process that may die of it; its exit code."""
    pid = os.fork()
    if pid == 0:
        patch()
        try:
            written(out, rows, resume=False)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_a_run_goes_on_only_with_the_same_template_and_day(source: Path, tmp_path: Path) -> None:
    options = Job((str(source),)).manifest(Output(tmp_path / "o.xlsx", as_of=date(2024, 6, 30))).options
    assert options["as-of"] == "2024-06-30" and options["template"] is None
    (tmp_path / "t.xlsx").write_bytes(b"one")
    first = Output(tmp_path / "o.xlsx", template=tmp_path / "t.xlsx").look.described()
    (tmp_path / "t.xlsx").write_bytes(b"two")
    assert Output(tmp_path / "o.xlsx", template=tmp_path / "t.xlsx").look.described() != first
