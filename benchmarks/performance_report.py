"""What was measured of the speed, and how is it told? Tables for a terminal and for a page, goals first."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.peers import Peer, PeerRun
from benchmarks.process import Cost
from benchmarks.whole import Whole
from pipeline.types import Lang

LINEAR = 1.25
"""A character of a text of any length may cost so many times what one of the short text costs."""
START = 0.8
"""Seconds from process start to rows of one short file."""
_TIMES = ("clean", "layout", "describe", "sentences", "temporal", "resolve")
"""The stages that finding times and dating them needs."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The whole path on texts of one language and size: in a warm process, and as a process from start to end."""

    lang: Lang
    megabytes: float
    where: str
    documents: int
    chars: int
    warm: Whole
    cold: Cost

    @property
    def rate(self) -> float:
        """Characters a CPU second, warm."""
        return self.chars / self.warm.cpu

    @property
    def times_rate(self) -> float:
        """Characters a CPU second of the stages alone that find and date times."""
        return self.chars / sum(self.warm.stages[s] for s in _TIMES)


@dataclass(frozen=True, slots=True)
class Grown:
    """One document, so many times as long as the short one."""

    lang: Lang
    times: int
    chars: int
    warm: Whole

    @property
    def cost(self) -> float:
        """CPU seconds of a character."""
        return self.warm.cpu / self.chars


@dataclass(frozen=True, slots=True)
class PeerOn:
    """A peer on the texts of one language and size."""

    peer: Peer
    lang: Lang
    megabytes: float
    run: PeerRun


@dataclass(frozen=True, slots=True)
class Start:
    """`extract` of one short file, some times; how many modules are loaded at the end, and which heavy ones are among them."""

    name: str
    costs: list[Cost]
    modules: int
    heavy: list[str]

    @property
    def median(self) -> float:
        """Seconds by the clock."""
        return statistics.median(c.seconds for c in self.costs)


@dataclass(slots=True)
class Report:
    """All that was measured."""

    machine: str
    paths: list[Measured] = field(default_factory=list)
    growth: list[Grown] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    peers: list[PeerOn] = field(default_factory=list)
    load: str = ""
    base: int = 0
    """Bytes of the short text of the growth."""

    def growth_of(self, one: Grown) -> float:
        """How many times what a character of the shorter texts costs, the cheapest of them, a character of this one costs."""
        shorter = [g.cost for g in self.growth if g.lang == one.lang and g.times < one.times]
        return one.cost / min(shorter, default=one.cost)

    def ratio(self, one: PeerOn) -> float | None:
        """How many times as many characters a second the whole path does as the peer."""
        ours = next((p for p in self.paths if (p.lang, p.megabytes) == (one.lang, one.megabytes)), None)
        return None if ours is None or one.run.problem else ours.rate / (one.run.chars / one.run.cpu)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title and what is to be known about it."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def as_text(self) -> str:
        """For a terminal."""
        widths = [max(map(len, column)) for column in zip(self.head, *self.rows, strict=True)]
        lines = ["  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(r, widths, strict=True))) for r in (self.head, *self.rows)]
        return "\n".join([self.title.upper(), self.note, *lines])

    def as_markdown(self) -> str:
        """For a page."""
        rule = ("---",) + ("---:",) * (len(self.head) - 1)
        return "\n".join([f"### {self.title}", "", self.note, "", *("| " + " | ".join(r) + " |" for r in (self.head, rule, *self.rows))])


def tables(report: Report) -> list[Table]:
    """What was measured, goals first."""
    out = [_goals(report), _paths(report), _stages(report.paths), _growth(report), _start(report)]
    return [*out, *([_peers(report)] if report.peers else [])]


def _goals(report: Report) -> Table:
    rows = []
    for one in report.peers:
        if one.peer.goal:
            ratio = report.ratio(one)
            name = f"{one.lang}, {one.megabytes:g} MB: whole path to rows against {one.peer.name}"
            rows.append(
                (name, f"{one.peer.goal:g} times", f"{ratio:.2f} times" if ratio else str(one.run.problem), _met(ratio is not None and ratio >= one.peer.goal))
            )
    for grown in report.growth:
        if grown.times > 1:
            found = report.growth_of(grown)
            name = f"{grown.lang}: cost of a character at {grown.times}× over that in shorter texts"
            rows.append((name, f"at most {LINEAR:g}", f"{found:.2f}", _met(found <= LINEAR)))
    for start in report.starts:
        name = f"one short file ({start.name}) from process start to rows"
        rows += [(name, f"under {START:g} s", f"{start.median:.2f} s", _met(start.median < START))]
    heavy = sorted({module for start in report.starts for module in start.heavy})
    rows.append(("heavy modules on that path", "none", ", ".join(heavy) or "none", _met(not heavy)))
    return Table("Goals", "The ratios compare CPU time.", ("goal", "wanted", "measured", ""), rows)


def _met(yes: bool) -> str:
    return "met" if yes else "missed"


def _paths(report: Report) -> Table:
    rows = [
        (
            f"{p.lang}, {p.megabytes:g} MB",
            f"{p.documents:,}",
            f"{p.chars:,}",
            f"{p.warm.rows:,}",
            f"{p.rate:,.0f}",
            f"{p.chars / p.warm.seconds:,.0f}",
            f"{p.chars / p.cold.cpu:,.0f}",
            f"{p.cold.seconds:.1f} s",
            f"{p.cold.memory / 2**20:.0f} MiB",
        )
        for p in report.paths
    ]
    where = report.paths[0].where if report.paths else ""
    note = f"`extract FOLDER -o OUT` with one process, bytes in, the four tables as jsonl out; texts of {where}. Characters a second: in a warm process by "
    note += "CPU and by the clock, and of a process from its start to its end by CPU; its seconds by the clock and its peak memory."
    return Table("Whole path", note, ("texts", "documents", "characters", "rows", "warm, CPU", "warm, clock", "process, CPU", "process", "memory"), rows)


def _stages(paths: Sequence[Measured]) -> Table:
    totals = [sum(p.warm.stages.values()) - p.warm.stages["total"] for p in paths]
    names = [n for n in (paths[0].warm.stages if paths else ()) if n != "total"]
    rows = [(n, *(f"{p.warm.stages[n] * 1e6 / p.chars:.3f}" for p in paths)) for n in names]
    rows.append(("the rest", *(f"{(p.warm.stages['total'] - t) * 1e6 / p.chars:.3f}" for p, t in zip(paths, totals, strict=True))))
    rows.append(("all", *(f"{p.warm.stages['total'] * 1e6 / p.chars:.3f}" for p in paths)))
    note = "µs of CPU a character in a run in which each stage had a clock. `find` settles overlaps, `rows` makes JSON, `write` puts it on the disk."
    return Table("Stages", note, ("stage", *(f"{p.lang}, {p.megabytes:g} MB" for p in paths)), rows)


def _growth(report: Report) -> Table:
    rows = [
        (
            f"{g.lang}, {g.times}×",
            f"{g.chars:,}",
            f"{g.warm.cpu:.3f} s",
            f"{g.chars / g.warm.cpu:,.0f}",
            f"{report.growth_of(g):.2f}",
            f"{g.warm.memory / 2**20:.0f} MiB",
        )
        for g in report.growth
    ]
    note = (
        f"One document: a text of {report.base // 1000} kB and copies of it, a little other each, one below the other. “growth” is what a character costs over "
    )
    note += "what it costs in the shorter texts, the cheapest of them: 1 or less is linear."
    return Table("Growth", note, ("text", "characters", "CPU", "characters/s", "growth", "memory"), rows)


def _start(report: Report) -> Table:
    rows = []
    for start in report.starts:
        seconds, cpu = [c.seconds for c in start.costs], [c.cpu for c in start.costs]
        memory = max(c.memory for c in start.costs)
        told = (f"{start.median:.2f} s", f"{min(seconds):.2f} to {max(seconds):.2f} s", f"{statistics.median(cpu):.2f} s", f"{memory / 2**20:.0f} MiB")
        rows.append((start.name, *told, str(start.modules), ", ".join(start.heavy) or "none"))
    note = f"`extract` of one file of 3,000 characters (both languages: 6,000) to jsonl, {len(report.starts[0].costs)} processes each, from start to end."
    return Table("Start-up", note, ("text", "median", "range", "CPU, median", "memory", "modules", "heavy ones"), rows)


def _peers(report: Report) -> Table:
    rows: list[tuple[str, ...]] = []
    for p in report.paths:
        memory = f"{p.warm.memory / 2**20:.0f} MiB"
        name = f"{p.lang}, {p.megabytes:g} MB"
        rows.append((name, "this program, whole path to rows", "all", f"{p.rate:,.0f}", "", "", memory))
        rows.append((name, "this program, only the stages that find and date times", "all", f"{p.times_rate:,.0f}", f"{p.rate / p.times_rate:.2f}", "", ""))
        rows += [_peer_row(report, one, name) for one in report.peers if (one.lang, one.megabytes) == (p.lang, p.megabytes)]
    note = "The same documents, one call each, imports and a first call not counted; the best round. Where all of them would take too long, the first part of "
    note += "the texts was given. “whole path over it” is how many times as fast the whole path to rows is."
    return Table("Peers", note, ("texts", "program", "part of the texts", "characters/s, CPU", "whole path over it", "found", "memory"), rows)


def _peer_row(report: Report, one: PeerOn, name: str) -> tuple[str, ...]:
    run, ratio = one.run, report.ratio(one)
    if run.problem or ratio is None:
        return (name, one.peer.what, "", str(run.problem), "", "", "")
    part = "all" if run.chars == run.of else f"{run.chars:,} characters"
    return (name, one.peer.what, part, f"{run.chars / run.cpu:,.0f}", f"{ratio:.2f}", f"{run.found:,}", f"{run.memory / 2**20:.0f} MiB")


def told(report: Report, *, markdown: bool = False) -> str:
    """The whole report."""
    parts: Iterable[str] = (t.as_markdown() if markdown else t.as_text() for t in tables(report))
    return "\n\n".join([f"{report.machine}; {report.load}.", *parts])
