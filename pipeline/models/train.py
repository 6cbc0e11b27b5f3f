"""Which module trains which model? One table; what it needs is looked for before it is imported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import BackendError, ConfigurationError
from pipeline.models.registry import ROOT

TRAINERS = {"own": "pipeline.training.own"}
"""Model → module with a function `train`."""

_PACKAGES = ("torch", "tokenizers", "onnx", "onnxruntime")


def train(
    name: str,
    data: Sequence[Path],
    out: Path | None,
    *,
    corpus: Path | None,
    add: Sequence[Path],
    minutes: float,
    device: str,
    seed: int,
    say: Callable[[str], None],
) -> None:
    """Train the model and write it to `out` (None: its place in models/).

    Raises ConfigurationError for a model that cannot be trained here, BackendError, naming the command, where a package is missing.
    """
    if name not in TRAINERS:
        raise ConfigurationError(f"models train {name}: can train {', '.join(TRAINERS)}")
    if missing := [package for package in _PACKAGES if find_spec(package) is None]:
        raise BackendError(f"models train {name} needs {', '.join(missing)}, not installed: pip install {' '.join(missing)}")
    if find_spec("pipeline.training") is None:
        raise BackendError(f"models train {name}: is not part of this copy of the program ({TRAINERS[name]} is missing)")
    trainer = import_module(TRAINERS[name])
    trainer.train(data, out or ROOT / "models" / name, corpus=corpus, add=add, minutes=minutes, device=device, seed=seed, say=say)
