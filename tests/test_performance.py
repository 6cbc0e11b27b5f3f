"""Does the benchmark of speed tell all that it should, and is the program what it says: linear, light at the start? Small sizes, samples, no peers."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import peers, texts
from benchmarks.peers import PEERS, PeerRun, runner
from benchmarks.performance import measure
from benchmarks.performance_report import PeerOn, Report, tables, told
from benchmarks.stages import STAGES, clocked
from benchmarks.texts import Source, documents, grown, varied
from pipeline import run
from pipeline.clean import clean
from pipeline.layout import blocks

SIZE = 0.05
ZH = Source("zh", "here", ("第一章 总则\n到2025年，建成公园120个。\n", "各市政府要在三年内新增学位15000个，并于每年年底前报告进展情况。\n"))


@pytest.fixture(scope="module")
def report() -> Report:
    """One small run on the samples, whatever lies beside the checkout."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(texts, "CORPUS", ())
        texts.sources.cache_clear()
        try:
            return measure([SIZE], factors=(1, 10), starts=1)
        finally:
            texts.sources.cache_clear()


def test_every_language_is_measured_whole_and_by_stage(report: Report) -> None:
    assert [(p.lang, p.megabytes, p.where) for p in report.paths] == [("zh", SIZE, "data/samples"), ("en", SIZE, "data/samples")]
    for path in report.paths:
        assert path.documents > 10
        assert path.warm.rows > 50 and path.warm.written > 10_000
        assert 0 < path.rate < path.times_rate
        assert path.cold.cpu > path.warm.cpu > 0 and path.cold.seconds > 0
        assert 10 * 2**20 < path.cold.memory < 2**30
        stages = dict(path.warm.stages)
        total = stages.pop("total")
        assert tuple(stages) == STAGES
        assert all(seconds > 0 for seconds in stages.values()), stages
        assert 0.5 * total < sum(stages.values()) <= total


def test_ten_times_the_text_takes_ten_times_the_time(report: Report) -> None:
    for short, long in zip(report.growth[::2], report.growth[1::2], strict=True):
        assert (short.lang, short.times, long.times) == (long.lang, 1, 10)
        assert 9 * short.chars < long.chars < 11 * short.chars
        assert 6 * short.warm.rows < long.warm.rows < 14 * short.warm.rows  # nothing is passed over as a repetition
        assert long.warm.cpu < 14 * short.warm.cpu


def test_one_short_file_loads_nothing_heavy(report: Report) -> None:
    assert [s.name for s in report.starts] == ["zh", "en", "zh and en"]
    for start in report.starts:
        assert start.heavy == []
        assert start.modules > 100
        assert len(start.costs) == 1 and all(c.seconds > 0 and c.cpu > 0 for c in start.costs)


def test_all_parts_are_told(report: Report) -> None:
    for text in (told(report), told(report, markdown=True)):
        for word in ("zh, 0.05 MB", "en, 0.05 MB", "zh, 10×", "temporal", "the rest", "median", "MiB", "one short file (zh and en)", "data/samples"):
            assert word in text
    assert [t.title for t in tables(report)] == ["Goals", "Whole path", "Stages", "Growth", "Start-up"]
    assert not [row for t in tables(report) for row in t.rows if len(row) != len(t.head)]


def test_peers_stand_beside_us_and_are_measured_by_the_goal(report: Report) -> None:
    ours = {p.lang: p for p in report.paths}
    slow = PeerRun(chars=1000, of=2000, cpu=1000 / ours["zh"].rate * 9, seconds=1, found=3, memory=2**25)
    fast = replace(slow, cpu=1000 / ours["en"].rate * 2)
    broken = PeerRun(problem="cannot be installed: ERROR: no such thing")
    by_name = {p.name: p for p in PEERS}
    report = replace(
        report,
        peers=[
            PeerOn(by_name["jionlp"], "zh", SIZE, slow),
            PeerOn(by_name["dateparser"], "en", SIZE, fast),
            PeerOn(by_name["spacy"], "en", SIZE, broken),
        ],
    )
    goals = {row[0]: row for row in tables(report)[0].rows}
    assert goals[f"zh, {SIZE} MB: whole path to rows against jionlp"][1:] == ("8 times", "9.00 times", "met")
    assert goals[f"en, {SIZE} MB: whole path to rows against dateparser"][1:] == ("4 times", "2.00 times", "missed")
    last = tables(report)[-1]
    rows = {row[1]: row for row in last.rows}
    assert last.title == "Peers" and len(rows) == 5
    assert rows[by_name["jionlp"].what][2:] == ("1,000 characters", f"{ours['zh'].rate / 9:,.0f}", "9.00", "3", "32 MiB")
    assert "cannot be installed" in rows[by_name["spacy"].what][3]


# ---- texts -------------------------------------------------------------------------------------------------------------------------


def test_documents_have_the_size_and_differ() -> None:
    found = documents(ZH, 20_000)
    size = sum(len(t.encode()) for t in found)
    assert 19_900 < size <= 20_000
    assert len(set(found)) == len(found)


def test_no_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="no text"):
        documents(Source("zh", "here", (" \n",)), 100)


def test_copies_below_one_another_are_no_repeated_paragraphs() -> None:
    line = "各地要认真落实责任，" * 9 + "确保按期完成。"
    source = Source("zh", "here", (line + "\n",))
    text = grown(source, len(line.encode()) + 1, 100)
    assert len(set(text.split("\n"))) > 90
    assert "repeat" not in {b.kind for b in blocks(clean(text).text, lang="zh")}
    assert "repeat" in {b.kind for b in blocks(clean((line + "\n") * 100).text, lang="zh")}


def test_a_varied_text_keeps_its_length_and_lines() -> None:
    text = "By 2025, the agency must build 120 parks.\n\n12 parks\n---\n"
    other = varied(text, 3, "en")
    assert other != text and len(other) == len(text) and other.count("\n") == text.count("\n")
    assert "2028" in other and "123" in other and "12 p" in other


# ---- stages ------------------------------------------------------------------------------------------------------------------------


def test_clocks_change_no_result_and_are_taken_away() -> None:
    text = "到2025年，省教育厅建成公园12个。"
    before, names = run.extract_text(text), dict(vars(run))
    with clocked() as clock:
        assert vars(run)["clean"] is not names["clean"]
        assert run.extract_text(text) == before
    assert dict(vars(run)) == names
    assert clock.spent["temporal"] > 0 and clock.spent["agency"] > 0 and clock.spent["write"] == 0


def test_a_stage_inside_another_is_counted_once() -> None:
    with clocked() as clock:
        inner = clock.timed("temporal", lambda: sum(range(300_000)))
        clock.timed("find", lambda: inner())()
    assert clock.spent["temporal"] > 20 * clock.spent["find"]


# ---- peers -------------------------------------------------------------------------------------------------------------------------


SLOW = """
def search_dates(text, languages):
    assert languages == ["en"]
    print("a banner")
    sum(range(40 * len(text)))
    return text.split("2025")[1:] or None
"""


@pytest.fixture
def counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A peer that stands in for dateparser, slow by its own will: the runner is real, and its process too."""
    package = tmp_path / "dateparser"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "search.py").write_text(SLOW)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    lines = tmp_path / "texts.jsonl"
    lines.write_text("".join(json.dumps({"text": "By 2025 and 2025. " * 2000}) + "\n" for _ in range(3)))
    return lines


def test_a_peer_is_timed_on_all_texts(counting: Path) -> None:
    found = peers.timed(Path(sys.executable), "dateparser", "en", counting, rounds=2, seconds=60)
    assert found.problem is None
    assert found.chars == found.of == 3 * 36_000
    assert found.found == 3 * 4000
    assert found.cpu > 0 and found.seconds > 0 and found.memory > 2**20


def test_a_slow_peer_gets_a_part_of_the_texts(counting: Path) -> None:
    found = peers.timed(Path(sys.executable), "dateparser", "en", counting, rounds=1, seconds=0.01)
    assert found.problem is None
    assert 0 < found.chars < found.of == 3 * 36_000


def test_a_peer_that_does_not_run_is_named_with_the_reason(tmp_path: Path) -> None:
    lines = tmp_path / "texts.jsonl"
    lines.write_text('{"text": "到2025年"}\n')
    found = peers.timed(Path(sys.executable), "recognizers-times", "zh", lines, rounds=1, seconds=1)
    assert found.problem == "ends with an error: ModuleNotFoundError: No module named 'recognizers_suite'"


def test_a_peer_that_cannot_be_installed_is_named_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = []

    def refuse(command: list[str]) -> None:
        commands.append(command)
        if "pip" in command:
            raise peers.PeerProblem("cannot be installed: ERROR: no such thing")

    monkeypatch.setattr(peers, "_run", refuse)
    found = peers.run(PEERS[0], "zh", tmp_path / "texts.jsonl", tmp_path, rounds=1, seconds=1)
    assert found == PeerRun(problem="cannot be installed: ERROR: no such thing")
    assert str(tmp_path / "jionlp") in commands[0]


@pytest.mark.parametrize("peer", PEERS, ids=lambda p: p.name)
def test_peers_are_pinned_and_no_host_is_named(peer: peers.Peer) -> None:
    assert peer.name in runner.PEERS
    for name in (peer.environment, peer.model):
        lines = (peers.HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines() if name else []
        assert not [line for line in lines if not line.startswith("#") and "==" not in line]
        assert not [line for line in lines if "//" in line]
    if peer.model:
        assert "--hash=sha256:" in (peers.HERE / f"{peer.model}.txt").read_text(encoding="utf-8")


def test_a_part_of_the_texts() -> None:
    assert runner.part_of(["abc", "def", "ghi"], 5) == ["abc", "de"]
    assert runner.part_of(["abc"], 99) == ["abc"]
