"""How fast is the whole path, where does the time go, does it grow in line with the text, how fast does it start, and how do others do on the same texts?

    python -m benchmarks.performance [--sizes 1,20] [--peers] [--cache FOLDER] [--markdown]

Texts are documents of ../shared/corpus where it is there, else of data/samples, as many megabytes of UTF-8 in each language as --sizes names. The main
figure is characters a second of CPU time (one process, one core): it says the same on a busy machine. --peers installs jionlp, dateparser,
recognizers-text-suite and spaCy, each into a virtual environment in FOLDER (a temporary folder where none is given), and times them there on the same texts.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.folders import ROOT
from benchmarks.peers import PEERS
from benchmarks.peers import run as run_peer
from benchmarks.performance_report import Grown, Measured, PeerOn, Report, Start, told
from benchmarks.process import cost, loaded, short_documents
from benchmarks.texts import documents, grown, source
from benchmarks.whole import Whole
from pipeline.types import Lang

HEAVY = ("pandas", "pyarrow", "numpy", "scipy", "spacy", "torch", "transformers", "hanlp", "openpyxl", "xlsxwriter", "lxml", "trafilatura")
"""What a short text must not load."""
LANGS: tuple[Lang, Lang] = ("zh", "en")
BASE = 30_000
"""Bytes of the text that grows."""
_LARGE = 5.0
"""Megabytes from which on a run is long enough to be done once."""


def measure(
    sizes: Sequence[float],
    *,
    langs: Sequence[Lang] = LANGS,
    factors: Sequence[int] = (1, 10, 100),
    starts: int = 10,
    peers: Path | None = None,
    seconds: float = 45,
) -> Report:
    """Everything for texts of these sizes in megabytes; the peers where a folder for their environments is given, `seconds` of CPU time each."""
    report = Report(f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {_version()}", base=BASE)
    load = [os.getloadavg()[0]]

    def done(what: str, chars: int, cpu: float) -> None:
        load.append(os.getloadavg()[0])
        print(f"{what}: {chars / cpu if cpu else 0:,.0f} characters/s, load {load[-1]:.1f}", file=sys.stderr, flush=True)

    with TemporaryDirectory(prefix="performance-") as name:
        folder = Path(name)
        report.starts = [_start(name, path, folder, starts) for name, path in short_documents(folder).items()]
        for lang in langs:
            for times in factors:
                text = _grown(lang, times, folder)
                report.growth.append(text)
                done(f"{lang}, {times}×", text.chars, text.warm.cpu)
            for size in sizes:
                texts = documents(source(lang), int(size * 1e6))
                path = _path(lang, size, texts, folder)
                report.paths.append(path)
                done(f"{lang}, {size:g} MB", path.chars, path.warm.cpu)
                lines = folder / "texts.jsonl"
                lines.write_text("".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in texts), encoding="utf-8")
                for peer in [p for p in PEERS if lang in p.langs] if peers else []:
                    run = run_peer(peer, lang, lines, peers or folder, rounds=_rounds(size), seconds=seconds)
                    report.peers.append(PeerOn(peer, lang, size, run))
                    done(f"{lang}, {size:g} MB, {peer.name}", run.chars, run.cpu)
    report.load = f"load of the machine during the run {min(load):.1f} to {max(load):.1f} (1 is what this run makes)"
    return report


def _path(lang: Lang, size: float, texts: Sequence[str], folder: Path) -> Measured:
    inputs = folder / f"{lang}-{size:g}"
    inputs.mkdir()
    for i, text in enumerate(texts):
        (inputs / f"{i:05}.txt").write_text(text, encoding="utf-8", newline="")
    warm = _whole(inputs, _rounds(size))
    cold = cost(["extract", str(inputs), "-o", str(folder / "out"), "--quiet"])
    return Measured(lang, size, source(lang).where, len(texts), sum(map(len, texts)), warm, cold)


def _grown(lang: Lang, times: int, folder: Path) -> Grown:
    text = grown(source(lang), BASE, times)
    path = folder / f"{lang}-x{times}.txt"
    path.write_text(text, encoding="utf-8", newline="")
    return Grown(lang, times, len(text), _whole(path, max(1, min(5, 20 // times))))


def _whole(inputs: Path, rounds: int) -> Whole:
    command = [sys.executable, "-m", "benchmarks.whole", str(inputs), "--rounds", str(rounds), "--stages"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")
    return Whole(**json.loads(done.stdout))


def _start(name: str, source: Path, folder: Path, rounds: int) -> Start:
    command = ["extract", str(source), "-o", str(folder / "short.jsonl"), "--quiet"]
    names = loaded(command)
    heavy = sorted({module.partition(".")[0] for module in names} & set(HEAVY))
    return Start(name, [cost(command) for _ in range(rounds)], len(names), heavy)


def _rounds(size: float) -> int:
    return 1 if size >= _LARGE else 3


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _version() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return f"commit {done.stdout.strip()}" if done.returncode == 0 else "no commit known"


def main() -> None:
    """Reads the arguments, measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1,20", help="megabytes of text in each language, with commas between")
    parser.add_argument("--peers", action="store_true", help="install the peers and time them too")
    parser.add_argument("--cache", type=Path, help="where the environments of the peers are kept")
    parser.add_argument("--peer-seconds", type=float, default=45, help="CPU seconds a peer may take for all rounds on one text")
    parser.add_argument("--starts", type=int, default=10, help="processes that are started for the start-up")
    parser.add_argument("--markdown", action="store_true", help="print tables for a page")
    arguments = parser.parse_args()
    sizes = [float(s) for s in arguments.sizes.split(",")]
    began = time.perf_counter()
    with TemporaryDirectory(prefix="peers-") as folder:
        cache = (arguments.cache or Path(folder)).absolute() if arguments.peers else None
        report = measure(sizes, starts=arguments.starts, peers=cache, seconds=arguments.peer_seconds)
    print(told(report, markdown=arguments.markdown))
    print(f"\nThe run took {(time.perf_counter() - began) / 60:.0f} minutes.")


if __name__ == "__main__":
    main()
