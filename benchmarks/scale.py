"""How does a run grow with its corpus? Documents and characters a second, memory by size and number of processes, and what 10^6 and 10^8 documents cost.

    python -m benchmarks.scale [--base MB] [--sizes 1 10 100] [--jobs 1 2] [--format jsonl parquet csv xlsx] [--rounds N] [--recorded]
    python -m benchmarks.scale --true MB [--jobs 2] [--format jsonl]

"speed-up" is by the clock, "by CPU" what the same run reaches where every process has a core for itself: CPU seconds of one process over
those of all, times the processes. With --recorded each text is extracted once and its rows are taken from memory after that: the way of
a large corpus through reading, processes, parts and writing in a short time, to look at memory; the rates are then not those of extraction.

With --true the corpus of so many megabytes is really extracted: documents made of data/samples and data/gold, in which every number is
another one in every document, so that no sentence comes twice and nothing can be remembered; they are written as they are made. The memory of all
processes is printed as it goes, with how much of the text is done.

Otherwise the corpus is made of data/samples, repeated under ids of their own, as one JSON Lines file; it is removed afterwards. Prints; asserts nothing.
Memory is that of all processes together (proportional set size where the system tells it).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.folders import OWN_GOLD, ROOT, SAMPLES
from pipeline.chunks import Chunk, ChunkRows, chunk_rows, together
from pipeline.types import Document

_LOOK = 0.25
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds, CPU seconds of all processes, the most memory in bytes, bytes written."""

    seconds: float
    cpu: float
    memory: int
    written: int


def corpus(path: Path, size: int) -> tuple[int, int]:
    """Write a corpus of `size` bytes; its documents and characters."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))]
    documents = chars = written = 0
    with path.open("w", encoding="utf-8") as file:
        while written < size:
            text = texts[documents % len(texts)]
            line = json.dumps({"doc_id": f"d{documents:08}", "text": text}, ensure_ascii=False) + "\n"
            file.write(line)
            written += len(line.encode())
            documents += 1
            chars += len(text)
    return documents, chars


def composed(path: Path, size: int, *, seed: int = 1) -> tuple[int, int]:
    """Write a corpus of `size` bytes in which no document comes twice; its documents and characters."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((*SAMPLES.glob("*.txt"), *OWN_GOLD.glob("*.txt")))]
    dice = random.Random(seed)
    documents = chars = written = 0
    with path.open("w", encoding="utf-8") as file:
        while written < size:
            text = varied(dice.choice(texts), dice)
            line = json.dumps({"doc_id": f"t{documents:08}", "text": text}, ensure_ascii=False) + "\n"
            file.write(line)
            written += len(line.encode())
            documents += 1
            chars += len(text)
    return documents, chars


_NUMBER = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?!\d))[1-9]\d*")


def varied(text: str, dice: random.Random) -> str:
    """The text with other numbers of as many digits; years stay, and so do the days of months and the numbers of paragraphs up to 12.

    >>> varied("到2025年，建成34个公园，12月完成。", random.Random(1))
    '到2025年，建成27个公园，12月完成。'
    """

    def another(match: re.Match[str]) -> str:
        digits = match[0]
        return digits if int(digits) <= 12 else str(dice.randrange(10 ** (len(digits) - 1), 10 ** len(digits)))

    return _NUMBER.sub(another, text)


def watched(source: Path, folder: Path, *, jobs: int, table_format: str, looks: int = 24) -> list[tuple[float, int]]:
    """Extract the corpus in processes of their own; (share of the rows' final bytes, memory of all processes) as it went, printed at even steps."""
    out = folder / "out"
    command = [sys.executable, str(ROOT / "main.py"), "extract", str(source), "-q", "-o", str(out), "--jobs", str(jobs), "--format", table_format]
    start, seen = time.perf_counter(), list[tuple[float, int, int]]()
    process = subprocess.Popen(command, cwd=ROOT)
    while process.poll() is None:
        rows = sum(f.stat().st_size for f in (folder / "out.parts" / "tables").glob("*.jsonl") if f.exists())
        seen.append((time.perf_counter() - start, max(rows, seen[-1][1] if seen else 0), memory_of(process.pid)))
        time.sleep(_LOOK)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    whole = max(rows for _, rows, _ in seen) or 1
    size = source.stat().st_size / 1e6
    print(f"{'seconds':>9} {'text':>9} {'memory':>9} {'most so far':>12}")
    step, most = -(-len(seen) // looks), 0
    for number, (at, rows, memory) in enumerate(seen):
        most = max(most, memory)
        if number % step == step - 1 or number == len(seen) - 1:
            print(f"{at:>9.1f} {size * rows / whole:>6.1f} MB {memory / 2**20:>5.0f} MiB {most / 2**20:>8.0f} MiB")
    return [(rows / whole, memory) for _, rows, memory in seen]


def really(size: float, *, jobs: int, table_format: str) -> None:
    """Extract a corpus of so many megabytes, and say how the memory of its last part compares with that of its first ten megabytes."""
    with TemporaryDirectory(prefix="scale-") as name:
        source = Path(name) / "corpus.jsonl"
        documents, chars = composed(source, int(size * 1e6))
        print(f"{source.stat().st_size / 1e6:.1f} MB, {documents:,} documents, {chars:,} characters, {jobs} jobs, {table_format}", flush=True)
        start, before = time.perf_counter(), os.times()
        seen = watched(source, Path(name), jobs=jobs, table_format=table_format)
        after = os.times()
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        print(f"{time.perf_counter() - start:.1f} seconds, {cpu:.1f} of CPU, {chars / cpu:,.0f} characters a second and core")
        first = [m for share, m in seen if share * size <= 10]
        later = [m for share, m in seen if share * size > 10]
        if first and later:
            print(f"the most memory: {max(first) / 2**20:.0f} MiB up to 10 MB, {max(later) / 2**20:.0f} MiB behind")


def memory_of(pid: int) -> int:
    """Bytes that a process and those it started hold, shared pages counted once."""
    total = 0
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        total = next((int(line.split()[1]) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() if line.startswith("Pss:")), 0) << 10
    except OSError:
        return total
    return total + sum(memory_of(int(child)) for child in children)


def measured(source: Path, folder: Path, *, jobs: int, table_format: str, recorded: bool = False) -> Measured:
    """One run of `extract` as a process of its own."""
    out = folder / ("out.xlsx" if table_format == "xlsx" else "out")
    program = ["-m", "benchmarks.scale", "--as-recorded"] if recorded else [str(ROOT / "main.py")]
    command = [sys.executable, *program, "extract", str(source), "-q", "-o", str(out), "--jobs", str(jobs)]
    command += [] if table_format == "xlsx" else ["--format", table_format]
    start, most, before = time.perf_counter(), 0, os.times()
    process = subprocess.Popen(command, cwd=ROOT)
    while process.poll() is None:
        most = max(most, memory_of(process.pid))
        time.sleep(_LOOK)
    seconds, after = time.perf_counter() - start, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    files = [out] if out.is_file() else sorted(out.iterdir())
    written = sum(f.stat().st_size for f in files)
    for file in files:
        file.unlink()
    return Measured(seconds, cpu, most, written)


def cost(rate: float, chars: float, text_bytes: float, rows_bytes: float) -> None:
    """Print what large corpora take, computed from a measured rate (characters a second and core) and sizes of a mean document."""
    print(f"\ncomputed from {rate:,.0f} characters/s and core, documents of {chars:,.0f} characters ({text_bytes:,.0f} bytes, {rows_bytes:,.0f} bytes of rows)")
    print(f"{'documents':>12} {'text':>9} {'tables':>9} {'core hours':>11} {'2 cores':>10} {'16 cores':>10} {'256 cores':>10}")
    for documents in (10**6, 10**8):
        hours = documents * chars / rate / 3600
        spans = " ".join(f"{told(hours / n):>10}" for n in (2, 16, 256))
        print(f"{documents:>12,} {documents * text_bytes / 1e9:>6,.0f} GB {documents * rows_bytes / 1e9:>6,.0f} GB {hours:>11,.0f} {spans}")


def told(hours: float) -> str:
    """Hours as a span of time."""
    return f"{hours * 60:.0f} min" if hours < 2 else f"{hours:.0f} h" if hours < 72 else f"{hours / 24:.0f} days"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=float, default=0.5, help="megabytes of 1x")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--format", nargs="+", default=["jsonl"], choices=["jsonl", "csv", "parquet", "xlsx"])
    parser.add_argument("--rounds", type=int, default=1, help="the best of so many runs")
    parser.add_argument("--recorded", action="store_true", help="extract each text once, then take its rows from memory")
    parser.add_argument("--true", type=float, metavar="MB", help="really extract a corpus of so many megabytes and watch its memory")
    args = parser.parse_args()
    if args.true:
        for jobs in args.jobs:
            really(args.true, jobs=jobs, table_format=args.format[0])
        return
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    print(f"{'corpus':>9} {'documents':>10} {'format':>8} {'jobs':>5} {'seconds':>8}", end=" ")
    print(f"{'documents/s':>12} {'characters/s':>13} {'speed-up':>9} {'by CPU':>7} {'memory':>9}")
    rate = 0.0
    documents, chars, size, written = 1, 1, 1, 1
    with TemporaryDirectory(prefix="scale-") as name:
        folder = Path(name)
        for factor in args.sizes:
            source = folder / "corpus.jsonl"
            documents, chars = corpus(source, int(factor * args.base * 1e6))
            size = source.stat().st_size
            for table_format in args.format:
                alone, cpu = 0.0, 0.0
                for jobs in args.jobs:
                    best = min(
                        (measured(source, folder, jobs=jobs, table_format=table_format, recorded=args.recorded) for _ in range(args.rounds)),
                        key=lambda m: m.seconds,
                    )
                    alone = best.seconds if jobs == 1 else alone
                    cpu = best.cpu if jobs == 1 else cpu
                    by_cpu = f"{cpu / best.cpu * jobs:.2f}" if cpu else ""
                    times = f"{alone / best.seconds:.2f}" if alone else ""
                    per_second = f"{documents / best.seconds:>12,.0f} {chars / best.seconds:>13,.0f} {times:>9}"
                    said = f"{size / 1e6:>6.1f} MB {documents:>10,} {table_format:>8} {jobs:>5} {best.seconds:>8.1f}"
                    print(f"{said} {per_second} {by_cpu:>7} {best.memory / 2**20:>5.0f} MiB", flush=True)
                    if table_format == "jsonl":
                        written = best.written
                    rate = max(rate, chars / best.cpu)
    if not args.recorded:
        cost(rate, chars / documents, size / documents, written / documents)


_ID = "\x01id\x01"
_known: dict[str, ChunkRows] = {}


def recorded_rows(chunk: Chunk, *, tables: Sequence[str]) -> ChunkRows:
    """`chunk_rows`, with every text extracted once only."""
    parts = []
    for document in chunk.documents:
        assert isinstance(document, Document)
        if document.text not in _known:
            _known[document.text] = chunk_rows(Chunk(0, (replace(document, doc_id=_ID),)), tables=tables)
        rows = _known[document.text]
        mark, name = json.dumps(_ID)[1:-1].encode(), document.doc_id.encode()
        lines = {table: each.replace(mark, name) for table, each in rows.lines.items()}
        parts.append(ChunkRows(lines, tuple(replace(o, doc_id=document.doc_id) for o in rows.outcomes)))
    return together(parts)


def as_recorded() -> None:
    """Run the command line with `recorded_rows`."""
    import main as command_line
    from pipeline import batch

    vars(batch)["chunk_rows"] = recorded_rows
    command_line.run()


if __name__ == "__main__":
    if "--as-recorded" in sys.argv:
        sys.argv.remove("--as-recorded")
        as_recorded()
    main()
