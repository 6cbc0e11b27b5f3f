"""How a function is mapped over the cores of this machine: in order, within a bound of memory, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from pipeline.errors import PolicyError

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 4
"""Items under way or finished per process, while none is slow."""
_WAITING_BYTES = 192 << 20
"""Bytes of finished results that may wait for a slow item before them; until then the other processes go on."""

LOST = "its worker process was ended from outside twice (out of memory?); the document was given up"


@dataclass(frozen=True, slots=True)
class Recovery(Generic[Item, Result]):
    """What becomes of an item whose worker was lost: it is taken `apart`, each piece tried once alone, what is lost again is `given_up`."""

    apart: Callable[[Item], Sequence[Item]]
    together: Callable[[Sequence[Result]], Result]
    given_up: Callable[[Item, str], Result]


def map_in_order(
    function: Callable[[Item], Result], items: Iterable[Item], *, jobs: int = 1, recovery: Recovery[Item, Result] | None = None, fresh: bool = False
) -> Iterator[Result]:
    """`map(function, items)` over `jobs` processes (0 = one per core); items and results must pickle.

    Few items are taken ahead of the results (back-pressure). A slow item keeps the others going until much is waiting behind it.
    An error of `function` is raised here. Without `recovery`, a lost worker raises PolicyError. `fresh` processes begin anew instead of as copies of
    this one: the threads of a library of models that was used here would leave a copy waiting for ever.

    >>> list(map_in_order(abs, [-1, 2, -3]))
    [1, 2, 3]
    """
    jobs = jobs or cores()
    if jobs == 1:
        yield from map(function, items)
        return
    pool = _Pool(function, jobs, recovery, fresh)
    try:
        yield from pool.run(iter(items))
    finally:
        pool.close()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Task(Generic[Item]):
    """An item, or (`piece` ≥ 0) one piece of an item whose worker was lost."""

    number: int
    item: Item
    piece: int = -1


@dataclass(slots=True)
class _Worker(Generic[Item]):
    process: BaseProcess
    pipe: Connection
    task: _Task[Item] | None = None


@dataclass(slots=True)
class _Pool(Generic[Item, Result]):
    """Processes with a pipe each. A worker has one task at a time, so a lost worker names its task."""

    function: Callable[[Item], Result]
    jobs: int
    recovery: Recovery[Item, Result] | None
    fresh: bool = False
    workers: list[_Worker[Item]] = field(default_factory=list)
    again: list[_Task[Item]] = field(default_factory=list)
    finished: dict[int, Result] = field(default_factory=dict)
    pieces: dict[int, dict[int, Result]] = field(default_factory=dict)
    whole: dict[int, int] = field(default_factory=dict)
    waiting_bytes: dict[int, int] = field(default_factory=dict)
    taken: int = 0
    given: int = 0

    def run(self, items: Iterator[Item]) -> Iterator[Result]:
        """The results in the order of the items."""
        ready: list[_Task[Item]] = []
        more = True
        while True:
            while more and len(ready) < self.jobs and self._may_take():
                try:
                    ready.append(_Task(self.taken, next(items)))
                    self.taken += 1
                except StopIteration:
                    more = False
            self._hand_out(ready)
            while self.given in self.finished:
                self.waiting_bytes.pop(self.given, None)
                yield self.finished.pop(self.given)
                self.given += 1
                self._collect(0)
                self._hand_out(ready)
            if not more and self.given == self.taken:
                return
            if any(w.task for w in self.workers):
                self._collect(None)

    def _may_take(self) -> bool:
        """Few items ahead; more of them while a slow one keeps finished ones waiting and there is memory for those."""
        ahead = self.taken - self.given
        busy = sum(1 for w in self.workers if w.task)
        return ahead < self.jobs * _AHEAD or (busy < self.jobs and sum(self.waiting_bytes.values()) < _WAITING_BYTES)

    def _hand_out(self, ready: list[_Task[Item]]) -> None:
        while self.again or ready:
            idle = next((w for w in self.workers if w.task is None), None)
            if idle is None:
                if len(self.workers) >= self.jobs:
                    return
                idle = self._start()
            task = self.again.pop(0) if self.again else ready.pop(0)
            idle.task = task
            try:
                idle.pipe.send(task.item)
            except OSError:  # it was ended while idle: the task was not at fault
                self._drop(idle)
                self.again.insert(0, task)

    def _start(self) -> _Worker[Item]:
        context: Any = get_context("spawn" if self.fresh else None)
        ours, theirs = context.Pipe()
        inherited = [w.pipe for w in self.workers] + [ours]
        process = context.Process(target=_work, args=(self.function, theirs, inherited if context.get_start_method() == "fork" else []), daemon=True)
        process.start()
        theirs.close()
        worker: _Worker[Item] = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def _collect(self, timeout: float | None) -> None:
        """Take what workers have sent, waiting for the first of them."""
        busy = {w.pipe: w for w in self.workers if w.task}
        for pipe in wait(list(busy), timeout):
            worker = busy[pipe]  # type: ignore[index]
            task = worker.task
            assert task is not None
            try:
                raw = worker.pipe.recv_bytes()
            except (EOFError, OSError):
                self._drop(worker)
                self._lost(task)
                continue
            worker.task = None
            self._take(task, _unpacked(raw), len(raw))

    def _take(self, task: _Task[Item], result: Result, size: int) -> None:
        n = task.number
        self.waiting_bytes[n] = self.waiting_bytes.get(n, 0) + size
        if task.piece < 0:
            self.finished[n] = result
            return
        self.pieces[n][task.piece] = result
        if len(self.pieces[n]) == self.whole[n]:
            assert self.recovery is not None
            done = self.pieces.pop(n)
            self.finished[n] = self.recovery.together([done[i] for i in range(self.whole.pop(n))])

    def _lost(self, task: _Task[Item]) -> None:
        if self.recovery is None:
            raise PolicyError("a worker process was ended from outside (out of memory?); try fewer --jobs")
        if task.piece >= 0:
            self._take(task, self.recovery.given_up(task.item, LOST), 0)
            return
        parts = self.recovery.apart(task.item)
        self.pieces[task.number], self.whole[task.number] = {}, len(parts)
        self.again.extend(_Task(task.number, part, i) for i, part in enumerate(parts))

    def _drop(self, worker: _Worker[Item]) -> None:
        self.workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()

    def close(self) -> None:
        """End all workers, whatever they do."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.process.join()
            worker.pipe.close()
        self.workers.clear()


def _work(function: Callable[[Any], Any], pipe: Connection, inherited: Sequence[Connection]) -> None:
    """The life of a worker: until the pipe is closed at the other end, also by the death of the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in inherited:  # else the pipes of a dead parent would stay open in its children
        other.close()
    try:
        while True:
            pipe.send_bytes(_packed(function, pipe.recv()))
    except (EOFError, OSError):
        pass
    finally:
        os._exit(0)


def _packed(function: Callable[[Any], Any], item: Any) -> bytes:
    import pickle

    try:
        return pickle.dumps((True, function(item)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return pickle.dumps((False, f"{type(error).__name__}: {error}\n{traceback.format_exc()}"))


def _unpacked(raw: bytes) -> Any:
    import pickle

    good, value = pickle.loads(raw)
    if not good:
        raise PolicyError(f"a worker process failed: {value}")
    return value
