"""How is the work spread over a Dask cluster? A task for each partition; the scheduler tries again what a lost worker left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Any

from pipeline.chunks import Chunk, ChunkRows
from pipeline.engines.local import cores
from pipeline.engines.partitions import Work, piecewise
from pipeline.errors import ConfigurationError

_RETRIES = 3
_AHEAD = 3
"""Tasks per thread of the cluster that are under way."""


def mapped(work: Work, chunks: Iterable[Chunk], *, jobs: int, scheduler: str | None) -> Iterator[tuple[int, ChunkRows]]:
    """The outcomes of all chunks as they come; without `scheduler`, a cluster of `jobs` processes on this machine (0 = one per core)."""
    from dask.distributed import Client, KilledWorker, LocalCluster, as_completed

    with ExitStack() as stack:
        if scheduler is None:
            scheduler = stack.enter_context(LocalCluster(n_workers=jobs or cores(), threads_per_worker=1, processes=True, dashboard_address=None))
        try:
            client = stack.enter_context(Client(scheduler, timeout=10))
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"--scheduler {scheduler}: no Dask scheduler answers there ({error})") from error
        todo = iter(chunks)
        under_way: dict[Any, Chunk] = {}
        futures = as_completed()

        def one(function: Callable[[Chunk], ChunkRows], piece: Chunk) -> ChunkRows | None:
            try:
                result: ChunkRows = client.submit(function, piece, pure=False, retries=0).result()
            except KilledWorker:
                return None
            return result

        def submit() -> None:
            room = max(_AHEAD * sum(client.nthreads().values()), _AHEAD)
            while len(under_way) < room and (chunk := next(todo, None)) is not None:
                future = client.submit(work, chunk, pure=False, retries=_RETRIES)
                under_way[future] = chunk
                futures.add(future)

        submit()
        for future in futures:
            chunk = under_way.pop(future)
            try:
                rows = future.result()
            except KilledWorker:
                rows = piecewise(work, chunk, one)
            yield chunk.number, rows
            submit()
