"""Which models does the project know? models/registry.toml: where each comes from, under which licence, from which probability it is believed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import BackendError, ConfigurationError
from pipeline.types import Lang

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "models" / "registry.toml"


@dataclass(frozen=True, slots=True)
class Model:
    """A model: what it is, where it is got, and from when on it is believed.

    `name` is what stands behind `--backend SCHEME:` (empty for a scheme that has one model). `size` is in bytes, `sha256` that of the file fetched, both
    of what `revision` names; None is not known. `figures` are those that `python -m benchmarks.backends --write` measured.
    """

    name: str
    scheme: str
    task: str
    languages: tuple[Lang, ...]
    licence: str | None = None
    source: str | None = None
    """Where it is got: a package of PyPI, a repository of the hub, an address, or a folder of this project."""
    revision: str | None = None
    size: int | None = None
    sha256: str | None = None
    threshold: float = 0.5
    """The probability from which a body it proposes is taken."""
    precision: float = 0.6
    """The probability that is given to its bodies where the model itself gives none: the share that is right."""
    class_threshold: float = 0.9
    """The probability from which its class of a statement counts, where the rules are not surer than `class_unsure`."""
    class_unsure: float = 0.68
    pooling: str = "mean"
    """How token vectors become one (mean, cls); for embeddings."""
    prefix: str = ""
    """What the model wants before each text; for embeddings."""
    cosines: tuple[float, float] = (0.2, 0.8)
    """The cosines of unrelated wordings and of translations: the model's own scale; for embeddings."""
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def backend(self) -> str:
        """As it is given to `--backend`.

        >>> Model("en_core_web_sm", "spacy", "ner", ("en",)).backend
        'spacy:en_core_web_sm'
        """
        return f"{self.scheme}:{self.name}" if self.name else self.scheme

    @property
    def extractor(self) -> str:
        """The id that its finds carry: `model:NAME@revision`.

        >>> Model("en_core_web_sm", "spacy", "ner", ("en",), revision="3.8.0").extractor
        'model:en_core_web_sm@3.8.0'
        """
        return f"model:{self.name or self.scheme}@{self.revision or 'local'}"


_NAMES = frozenset(f.name for f in fields(Model))
_NEEDED = ("name", "scheme", "task", "languages", "licence", "source")


@cache
def registry(file: Path = FILE) -> tuple[Model, ...]:
    """The models of the registry in its order.

    Raises ConfigurationError, naming the entry, where a key is unknown or missing or two entries have one name.
    """
    try:
        entries: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["model"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise ConfigurationError(f"{file}: the registry of models cannot be read ({error})") from error
    models: dict[str, Model] = {}
    for entry in entries:
        named = f"{file}: model {entry.get('scheme')}:{entry.get('name')}"
        if unknown := sorted(set(entry) - _NAMES):
            raise ConfigurationError(f"{named}: unknown key {', '.join(unknown)}; possible are {', '.join(sorted(_NAMES))}")
        if missing := [key for key in _NEEDED if key not in entry]:
            raise ConfigurationError(f"{named}: the key {', '.join(missing)} is missing")
        fields_given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
        model = Model(**fields_given)
        if model.backend in models:
            raise ConfigurationError(f"{named}: stands there twice")
        models[model.backend] = model
    return tuple(models.values())


def model_named(name: str) -> Model:
    """The model of the registry by its name, with or without its scheme.

    >>> model_named("spacy:en_core_web_sm").source == model_named("en_core_web_sm").source
    True
    """
    for model in registry():
        if name in (model.backend, model.name):
            return model
    raise ConfigurationError(f"{name}: no model of the registry; python main.py models list names them")


def model_for(scheme: str, name: str) -> Model | None:
    """The registry's model for what was given to `--backend`, None for one that it does not know."""
    return next((m for m in registry() if m.scheme == scheme and m.name == name), None)


def not_there(scheme: str, name: str, otherwise: str) -> BackendError:
    """What to say of a model that is not on this machine: the command that gets it, or for one that the registry does not know, `otherwise`."""
    get = f"python main.py models fetch {scheme}:{name}" if model_for(scheme, name) else otherwise
    return BackendError(f"{scheme}:{name}: the model is not there: {get}")
