"""The whole path from bytes to rows on the disk, in one warm process: `extract INPUT -o FOLDER`, the best of some rounds. Prints JSON.

    python -m benchmarks.whole INPUT [--rounds N] [--stages]

data/samples is extracted before the clock starts, so that imports and word lists are not counted; they are not for the peers either.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.folders import SAMPLES
from benchmarks.process import most_memory
from benchmarks.stages import clocked
from main import app


@dataclass(frozen=True, slots=True)
class Whole:
    """CPU seconds and seconds by the clock of the best round, rows and bytes written, the most memory of the process before stages are
    told apart, and CPU seconds by stage of another round, its total under "total"."""

    cpu: float
    seconds: float
    rows: int
    written: int
    memory: int
    stages: dict[str, float]


def extract(sources: Sequence[Path], out: Path) -> tuple[float, float]:
    """One run of the command inside this process: CPU seconds and seconds."""
    shutil.rmtree(out, ignore_errors=True)
    start, cpu = time.perf_counter(), time.process_time()
    code = app(["extract", *map(str, sources), "-o", str(out), "--quiet"], standalone_mode=False)
    spent = time.process_time() - cpu, time.perf_counter() - start
    if code:
        raise SystemExit(f"extract {sources[0]} … ended with {code}")
    return spent


def whole(source: Path, *, rounds: int = 1, stages: bool = False) -> Whole:
    """The best of some rounds, and where asked for one more that tells the stages apart."""
    with TemporaryDirectory(prefix="whole-") as name:
        out = Path(name) / "out"
        extract(sorted(SAMPLES.glob("*.txt")), out)
        spent = [extract([source], out) for _ in range(rounds)]
        rows = sum(1 for _ in (out / "commitments.jsonl").open("rb"))
        written = sum(f.stat().st_size for f in out.iterdir())
        memory = most_memory()
        by_stage: dict[str, float] = {}
        if stages:
            with clocked() as clock:
                total, _ = extract([source], out)
            by_stage = clock.spent | {"total": total}
    return Whole(min(cpu for cpu, _ in spent), min(seconds for _, seconds in spent), rows, written, memory, by_stage)


def main() -> None:
    """Reads the arguments, measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--stages", action="store_true")
    arguments = parser.parse_args()
    json.dump(asdict(whole(arguments.input, rounds=arguments.rounds, stages=arguments.stages)), sys.stdout)


if __name__ == "__main__":
    main()
