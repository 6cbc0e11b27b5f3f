"""How far a batch is: a line on standard error, only where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.chunks import ChunkRows

_EVERY = 0.1
"""Seconds between two drawings."""


def shown(chunks: Iterator[ChunkRows], *, files: Iterable[Path], quiet: bool = False) -> Iterator[ChunkRows]:
    """The same chunks, with the documents done, the rate, the time left and the last document shown as they come.

    The time left goes by the bytes of text done and the bytes of `files`; where the files hold more than text, it is a guess from above.
    """
    if quiet or not sys.stderr.isatty():
        yield from chunks
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from pipeline.write.terminal import visible

    total = sum(size(path) for path in files)
    columns = (SpinnerColumn(), TextColumn("{task.fields[said]}", markup=False), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    # no refresh thread: worker processes are forked while this is shown
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as progress:
        task = progress.add_task("", total=None, said="")
        start = time.monotonic()
        drawn, documents, chars, done = 0.0, 0, 0, 0
        for chunk in chunks:
            documents += len(chunk.outcomes)
            chars += sum(o.chars for o in chunk.outcomes)
            done += sum(o.size for o in chunk.outcomes)
            now = time.monotonic()
            if now - drawn > _EVERY:
                said = told(documents, chars, done, total, now - start)
                progress.update(task, description=visible(chunk.outcomes[-1].doc_id), said=said)
                progress.refresh()
                drawn = now
            yield chunk


def told(documents: int, chars: int, done: int, total: int, seconds: float) -> str:
    """The progress in words.

    >>> told(120, 600_000, 1_800_000, 7_200_000, 3.0)
    '120 documents, 200,000 characters/s, 9 s left'
    >>> told(120, 600_000, 0, 0, 3.0)
    '120 documents, 200,000 characters/s'
    """
    said = f"{documents} documents, {chars / max(seconds, 1e-3):,.0f} characters/s"
    if not done or done > total:
        return said
    left = round(seconds * (total - done) / done)
    return f"{said}, {left} s left" if left < 120 else f"{said}, {left // 60} min left" if left < 7200 else f"{said}, {left / 3600:.1f} h left"


def size(path: Path) -> int:
    """The size of a file, 0 where it has none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
