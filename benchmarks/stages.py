"""Where does the time of a run go? The functions of the path are given a clock while something runs; each counts what it spends itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from typing import Any
from unittest.mock import patch

from pipeline import find, read, run
from pipeline.lang import Language, language
from pipeline.types import Lang
from pipeline.write import jsonl, parts, tables

STAGES = (
    "read",
    "clean",
    "layout",
    "describe",
    "sentences",
    "temporal",
    "quantity",
    "agency",
    "find",
    "statements",
    "resolve",
    "assemble",
    "relocate",
    "rows",
    "write",
)
"""In the order of the path. `find` is what settling overlaps costs, `rows` makes rows and their JSON, `write` puts them on the disk."""

_RUN = {
    "clean": "clean",
    "struck": "clean",
    "lay_out": "layout",
    "describe": "describe",
    "split": "sentences",
    "find": "find",
    "classify": "statements",
    "titled_date": "resolve",
    "resolve_all": "resolve",
    "assemble": "assemble",
    "relocate": "relocate",
}
"""The names in pipeline.run and the stage that each belongs to."""


class Clock:
    """CPU seconds by stage; what a function spends in another timed one counts for that one."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = dict.fromkeys(STAGES, 0.0)
        self._inner = [0.0]

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its seconds counted."""

        def run(*args: Any, **options: Any) -> Any:
            with self._counted(stage):
                return function(*args, **options)

        return run

    def stepped(self, stage: str, function: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        """A function that gives an iterator, with the seconds of every step counted."""

        def run(*args: Any, **options: Any) -> Iterator[Any]:
            steps = function(*args, **options)
            while True:
                with self._counted(stage):
                    step = next(steps, self)
                if step is self:
                    return
                yield step

        return run

    @contextmanager
    def _counted(self, stage: str) -> Iterator[None]:
        start = time.process_time()
        self._inner.append(0.0)
        try:
            yield
        finally:
            took = time.process_time() - start
            self.spent[stage] += took - self._inner.pop()
            self._inner[-1] += took


@contextmanager
def clocked() -> Iterator[Clock]:
    """Everything that runs inside the block in this process is counted."""
    clock = Clock()

    @cache
    def finders(lang: Lang) -> Language:
        known = language(lang)
        return replace(known, **{name: clock.timed(name, getattr(known, name)) for name in ("temporal", "quantity", "agency")})

    with ExitStack() as stack:
        for name, stage in _RUN.items():
            stack.enter_context(patch.object(run, name, clock.timed(stage, getattr(run, name))))
        stack.enter_context(patch.object(find, "language", finders))
        for name in ("read", "unopened", "opened"):
            stack.enter_context(patch.object(read, name, clock.stepped("read", getattr(read, name))))
        stack.enter_context(patch.object(tables, "tables", clock.timed("rows", tables.tables)))
        stack.enter_context(patch.object(jsonl, "encoded", clock.timed("rows", jsonl.encoded)))
        for name in ("__enter__", "add", "__exit__"):
            stack.enter_context(patch.object(parts.PartedOutput, name, clock.timed("write", getattr(parts.PartedOutput, name))))
        yield clock
