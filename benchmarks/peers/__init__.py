"""Other programs that find times, numbers and names: installed on request, each into an environment of its own, and timed there on the same texts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ONE_THREAD: Final = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS")}


_LEAST: Final = 3.0
"""Seconds that a peer is given at the second try."""


@dataclass(frozen=True, slots=True)
class Peer:
    """What runs, in which environment (the list of packages beside this file), on which languages, and how many times slower than we it shall be."""

    name: str
    environment: str
    what: str
    langs: tuple[str, ...]
    goal: float | None = None
    model: str | None = None


PEERS: Final = (
    Peer("jionlp", "jionlp", "jionlp 1.5.31 `ner.extract_time`", ("zh",), goal=8),
    Peer("dateparser", "dateparser", "dateparser 1.5.0 `search_dates`", ("en",), goal=4),
    Peer("recognizers-times", "recognizers", "recognizers-text-suite 1.0.2a2 `recognize_datetime`", ("zh", "en")),
    Peer("recognizers-numbers", "recognizers", "recognizers-text-suite 1.0.2a2 `recognize_number`", ("zh", "en")),
    Peer("spacy", "spacy", "spaCy 3.8.18 NER (en_core_web_sm 3.8.0, tok2vec and ner)", ("en",), model="spacy-model"),
)


@dataclass(frozen=True, slots=True)
class PeerRun:
    """How a peer did: characters given of those there were, seconds of the best round, finds, most memory. Or the problem that kept it from running."""

    chars: int = 0
    of: int = 0
    cpu: float = 0.0
    seconds: float = 0.0
    found: int = 0
    memory: int = 0
    problem: str | None = None


class PeerProblem(Exception):
    """A peer could not be installed."""


def installed(peer: Peer, cache: Path) -> Path:
    """The Python of the peer's environment, which is made in the cache where it is not there with just these packages."""
    folder = cache / peer.environment
    python = folder / "bin" / "python"
    lists = [HERE / f"{name}.txt" for name in (peer.environment, peer.model) if name]
    wanted = "".join(p.read_text(encoding="utf-8") for p in lists)
    done = folder / "installed.txt"
    if done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return python
    _run([sys.executable, "-m", "venv", "--clear", str(folder)])
    for packages in lists:
        _run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--requirement", str(packages)])
    done.write_text(wanted, encoding="utf-8")
    return python


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines() or ["no word of why"]
        raise PeerProblem(f"cannot be installed: {errors[-1]}")


def run(peer: Peer, lang: str, texts: Path, cache: Path, *, rounds: int, seconds: float) -> PeerRun:
    """Time the peer on the texts (JSON Lines)."""
    try:
        python = installed(peer, cache)
    except (PeerProblem, OSError) as problem:
        return PeerRun(problem=str(problem))
    return timed(python, peer.name, lang, texts, rounds=rounds, seconds=seconds)


def timed(python: Path, name: str, lang: str, texts: Path, *, rounds: int, seconds: float) -> PeerRun:
    """Run the runner with this Python. What takes longer than ten times what was asked for is given up, and tried with a tenth of the text or less, once."""
    command = [str(python), str(HERE / "runner.py"), name, lang, str(texts), "--rounds", str(rounds), "--seconds", str(seconds)]
    limit = 60 + 10 * seconds
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=limit, env=os.environ | ONE_THREAD)
    except subprocess.TimeoutExpired:
        if rounds > 1 or seconds > _LEAST:
            return timed(python, name, lang, texts, rounds=1, seconds=min(seconds / 10 / rounds, _LEAST))
        return PeerRun(problem=f"too slow: given up after {limit:.0f} s")
    if done.returncode:
        return PeerRun(problem=f"ends with an error: {(done.stderr.splitlines() or ['no word of why'])[-1]}")
    return PeerRun(**json.loads(done.stdout.splitlines()[-1]))
