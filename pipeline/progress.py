"""How far a batch is: a line on standard error, only where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from pipeline.types import Extraction

_EVERY = 0.1
"""Seconds between two drawings."""


def shown(extractions: Iterator[Extraction], *, quiet: bool = False) -> Iterator[Extraction]:
    """The same extractions, with the number and name of the last one shown as they come."""
    if quiet or not sys.stderr.isatty():
        yield from extractions
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from pipeline.write.terminal import visible

    columns = (SpinnerColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    # no refresh thread: worker processes are forked while this is shown
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as progress:
        task = progress.add_task("", total=None)
        drawn = 0.0
        for extraction in extractions:
            progress.update(task, advance=1, description=visible(extraction.document.doc_id))
            if time.monotonic() - drawn > _EVERY:
                progress.refresh()
                drawn = time.monotonic()
            yield extraction
