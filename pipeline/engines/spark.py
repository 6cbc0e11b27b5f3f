"""How is the work spread over Spark? Rounds of partitions through mapInPandas; Spark tries again what a lost executor left."""

from __future__ import annotations

import os
import pickle
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.chunks import Chunk, ChunkRows
from pipeline.engines.local import cores
from pipeline.engines.partitions import Work
from pipeline.errors import ConfigurationError

if TYPE_CHECKING:
    from pandas import DataFrame

_PER_CORE = 4
"""Partitions of a round, for each core of the cluster: what the driver holds at a time."""

_TRIES = 4
"""How often a partition is tried, the first time included."""
_LOCAL = re.compile(r"local(?:\[(?P<threads>\d+|\*)\])?")

_ROOT = Path(__file__).resolve().parents[2]


def mapped(work: Work, chunks: Iterable[Chunk], *, jobs: int, scheduler: str | None) -> Iterator[tuple[int, ChunkRows]]:
    """The outcomes of all chunks, a round after the other; `scheduler` is a master URL, without it this machine (`jobs` threads, 0 = one per core)."""
    session, ours = _session(lasting(scheduler or f"local[{jobs or cores()}]"))
    try:
        size = _PER_CORE * session.sparkContext.defaultParallelism
        todo = iter(chunks)
        while part := list(islice(todo, size)):
            frame = session.createDataFrame([(c.number, pickle.dumps(c, pickle.HIGHEST_PROTOCOL)) for c in part], "number long, chunk binary")
            frame = frame.repartitionByRange(len(part), "number").mapInPandas(_on_worker(work), "number long, outcomes binary")
            for row in frame.collect():  # outcomes alone; an iterator would run one partition after the other
                yield row["number"], ChunkRows({}, pickle.loads(row["outcomes"]))
    finally:
        if ours:
            session.stop()


def lasting(master: str) -> str:
    """The master URL with the number of tries: on one machine Spark itself ends the whole run with the first process that is lost, on a cluster with
    the fourth.

    >>> lasting("local[2]"), lasting("local"), lasting("local[*,1]"), lasting("spark://host:7077")
    ('local[2,4]', 'local[1,4]', 'local[*,1]', 'spark://host:7077')
    """
    match = _LOCAL.fullmatch(master)
    return f"local[{match['threads'] or 1},{_TRIES}]" if match else master


def _session(master: str) -> tuple[Any, bool]:
    """The session that is there (and False), or a new one (and True)."""
    from pyspark.sql import SparkSession

    if (there := SparkSession.getActiveSession()) is not None:
        return there, False
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    os.environ["PYTHONPATH"] = path
    builder = SparkSession.builder.master(master).appName("policy-commitments").config("spark.executorEnv.PYTHONPATH", path)
    for name, value in {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.sql.execution.arrow.maxRecordsPerBatch": "1"}.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # what py4j raises has no common root
        raise ConfigurationError(f"--engine spark: {master}: Spark does not start ({error}); is Java there?") from error
    session.sparkContext.setLogLevel("ERROR")
    return session, True


def _on_worker(work: Work) -> Any:
    def partitions(frames: Iterator[DataFrame]) -> Iterator[DataFrame]:
        import pandas

        for frame in frames:
            done = [(number, pickle.dumps(work(pickle.loads(chunk)).outcomes)) for number, chunk in zip(frame["number"], frame["chunk"], strict=True)]
            yield pandas.DataFrame(done, columns=["number", "outcomes"])

    return partitions
