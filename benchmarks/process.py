"""What does a process cost from its start to its end? Seconds, CPU seconds, the most memory, and the modules that it loads."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.folders import ROOT, SAMPLES

_LAUNCH = """
import json, os, sys, time
start = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
_, status, used = os.wait4(process, 0)
seconds = time.perf_counter() - start
print(json.dumps([os.waitstatus_to_exitcode(status), seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]))
"""
"""Starts the program from a process that is small itself: the system counts the memory of the one that starts as the least of the one that is started."""
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
    launched = [sys.executable, "-I", "-S", "-c", _LAUNCH, sys.executable, str(ROOT / "main.py"), *command]
    code, seconds, cpu, memory = json.loads(subprocess.run(launched, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return Cost(seconds, cpu, memory)


def loaded(command: Sequence[str]) -> list[str]:
    """The modules that the program has loaded when it ends."""
    done = subprocess.run([sys.executable, "-c", _LOADED, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")
    names: list[str] = json.loads(done.stdout.splitlines()[-1])
    return names


def most_memory() -> int:
    """The most bytes that this process held so far."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def short_documents(folder: Path) -> dict[str, Path]:
    """Files with 3,000 characters of the samples in Chinese, in English, and with both, one below the other."""
    texts = {lang: "\n".join(p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob(f"*_{lang}.txt")))[:3000] for lang in ("zh", "en")}
    texts["zh and en"] = texts["zh"] + "\n" + texts["en"]
    files = {name: folder / f"short-{name.replace(' ', '-')}.txt" for name in texts}
    for name, file in files.items():
        file.write_text(texts[name], encoding="utf-8", newline="")
    return files
