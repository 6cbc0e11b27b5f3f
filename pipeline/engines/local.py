"""How documents are mapped over the cores of this machine: in order, few at a time, with the same result for any number of jobs."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from pipeline.errors import PolicyError

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 4
"""Items under way per process: enough to keep all busy, few enough to hold a corpus of any size."""


def map_in_order(function: Callable[[Item], Result], items: Iterable[Item], *, jobs: int = 1) -> Iterator[Result]:
    """`map(function, items)` over `jobs` processes (0 = one per core); `function` and items must pickle.

    >>> list(map_in_order(abs, [-1, 2, -3]))
    [1, 2, 3]
    """
    jobs = jobs or cores()
    if jobs == 1:
        yield from map(function, items)
        return
    pool = ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_parent)
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise PolicyError("a worker process was ended from outside (out of memory?); try fewer --jobs") from error
    finally:
        pool.shutdown(cancel_futures=True)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
