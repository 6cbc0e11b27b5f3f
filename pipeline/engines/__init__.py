"""Engines: how documents are mapped over processors, always in order and with the same result. One table of them, each imported when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pipeline.errors import BackendError, ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine: the module that runs it, the packages it needs. `partitioned`: its workers write partitions of the tables themselves."""

    module: str
    needs: tuple[str, ...] = ()
    install: str = ""
    partitioned: bool = False

    @property
    def run(self) -> Callable[..., None]:
        """Runs a job, for a partitioned engine: `run(job, account, output, watch, close, kept)`."""
        from pipeline.engines.partitions import run

        def with_engine(*args: Any) -> None:
            run(import_module(self.module).mapped, *args)

        return with_engine


ENGINES: dict[str, Engine] = {
    "local": Engine("pipeline.engines.local"),
    "dask": Engine("pipeline.engines.dask", ("dask", "distributed"), 'pip install "dask>=2025.1" "distributed>=2025.1" pyarrow', partitioned=True),
    "spark": Engine("pipeline.engines.spark", ("pyspark", "pandas", "pyarrow"), 'pip install "pyspark>=4,<5" pandas pyarrow', partitioned=True),
}


def engine_named(name: str) -> Engine:
    """The engine of this name; raises ConfigurationError where there is none and BackendError, with the command that gets it, where it is not installed.

    >>> engine_named("local").partitioned
    False
    """
    if name not in ENGINES:
        raise ConfigurationError(f"--engine {name}: not there; possible: {', '.join(ENGINES)}")
    engine = ENGINES[name]
    if missing := [package for package in engine.needs if find_spec(package) is None]:
        raise BackendError(f"--engine {name}: {', '.join(missing)} not installed: {engine.install}")
    return engine
