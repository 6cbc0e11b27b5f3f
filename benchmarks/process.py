"""What does a process cost from its start to its end? Seconds, CPU seconds, the most memory, and the modules that it loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.folders import ROOT, SAMPLES

_LOADED = """
import json, sys
import main
try:
    main.app(sys.argv[1:])
except SystemExit as done:
    assert not done.code, done.code
print(json.dumps(sorted(sys.modules)))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock, CPU seconds and the most memory in bytes of a process with those that it waited for."""

    seconds: float
    cpu: float
    memory: int


def cost(command: Sequence[str]) -> Cost:
    """Run the program (`main.py`) with these arguments in a process of its own."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, str(ROOT / "main.py"), *command], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def loaded(command: Sequence[str]) -> list[str]:
    """The modules that the program has loaded when it ends."""
    done = subprocess.run([sys.executable, "-c", _LOADED, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")
    names: list[str] = json.loads(done.stdout.splitlines()[-1])
    return names


def short_document(folder: Path) -> Path:
    """A file with the longest of the samples, its first 3,000 characters."""
    source = folder / "document.txt"
    source.write_text(max((p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))), key=len)[:3000], encoding="utf-8")
    return source
