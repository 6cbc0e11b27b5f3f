"""A corpus made for the tests of engines and resuming, and processes that read it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAIN = str(ROOT / "main.py")


def corpus(path: Path, documents: int, *, seed: int = 1) -> Path:
    """A JSON Lines file of so many documents: the samples and pieces of them, under ids of their own."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "data" / "samples").glob("*.txt"))]
    dice = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        for i in range(documents):
            text = dice.choice(texts)
            file.write(json.dumps({"doc_id": f"d{i:05}", "text": text[: dice.randint(200, len(text))]}, ensure_ascii=False) + "\n")
    return path


def run(*args: object, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """`python main.py ARGS` as a process of its own."""
    return subprocess.run([sys.executable, MAIN, *map(str, args)], capture_output=True, text=True, cwd=cwd, env={**os.environ, **env}, timeout=300, check=False)


def tables_in(folder: Path) -> dict[str, bytes]:
    """The content of every file in a folder and below, by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def children_of(pid: int) -> list[int]:
    """The processes that this one started and that are there."""
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def kill(pid: int) -> bool:
    """Kill -9; was the process there?"""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False
