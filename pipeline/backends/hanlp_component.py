"""Which bodies does a HanLP model see? An entity recognizer or a multi-task model: one of hanlp.pretrained that was fetched, or a folder."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.backends.words import is_body, ordered, placed
from pipeline.errors import BackendError
from pipeline.models.registry import Model, model_for, not_there
from pipeline.proposed import Passage, Proposal, Span

_BATCH = 32
_CONFIG = "config.json"


def check(name: str) -> None:
    """Raise BackendError where the model is not in the folder given, or not in HanLP's own folder (variable HANLP_HOME)."""
    if (folder(name) / _CONFIG).is_file():
        return
    if Path(name).exists():
        raise BackendError(f"hanlp:{name}: no model of HanLP (it has no {_CONFIG})")
    raise not_there("hanlp", name, "give a model of `models list`, or a folder that HanLP wrote")


def folder(name: str) -> Path:
    """Where the files of the model are, or would be."""
    known = model_for("hanlp", name)
    if known is None or known.source is None:
        return Path(name)
    home = Path(os.environ.get("HANLP_HOME") or Path.home() / ".hanlp")
    return home / Path(known.source.partition("/hanlp/")[2]).with_suffix("")  # as hanlp.utils.io_util.path_from_url has it


def load(name: str) -> HanlpComponent:
    """The model, on the CPU."""
    return HanlpComponent(name)


class HanlpComponent:
    """A recognizer gets characters of Chinese and words of English; a multi-task model divides the text itself.

    Neither gives probabilities, so its bodies have the share that was right where it was measured.
    """

    def __init__(self, name: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # an encoder whose configuration the folder lacks is not to be fetched in passing
        place = folder(name)
        config = json.loads((place / _CONFIG).read_text(encoding="utf-8"))
        import hanlp

        try:
            self._component: Any = hanlp.load(str(place), devices=-1, verbose=False)
        except (OSError, ValueError, RuntimeError, ImportError, KeyError, TypeError, AttributeError) as error:
            raise BackendError(f"hanlp:{name}: cannot be loaded by HanLP {hanlp.__version__} ({type(error).__name__}: {error})") from error
        self._tasks = [t for t in getattr(self._component, "tasks", ()) if t.startswith("ner")]
        if not self._tasks and "NamedEntity" not in config.get("classpath", ""):
            raise BackendError(f"hanlp:{name}: finds no entities ({config.get('classpath')})")
        self.model = model_for("hanlp", name) or Model(place.name, "hanlp", "ner", ("zh",))

    def propose(self, passages: Sequence[Passage]) -> list[Proposal]:
        """The organisations of each passage."""
        spoken = [(n, p) for n, p in enumerate(passages) if p.text.strip()]
        out = [Proposal() for _ in passages]
        for low in range(0, len(spoken), _BATCH):
            part = spoken[low : low + _BATCH]
            for (n, passage), (tokens, entities) in zip(part, self._entities([p for _, p in part]), strict=True):
                places = list(placed(passage.text, tokens))
                spans = [(places[first][0], places[last - 1][1]) for label, first, last in entities if is_body(label)]
                out[n] = Proposal(ordered(Span(a, b, passage.text[a:b], self.model.precision) for a, b in spans if a < b))
        return out

    def _entities(self, passages: Sequence[Passage]) -> list[tuple[list[str], list[tuple[str, int, int]]]]:
        """For each passage its tokens, and (label, first token, one past the last) of each entity."""
        if self._tasks:
            said = self._component([p.text for p in passages], tasks=self._tasks[0])
            words = next(v for k, v in said.items() if k.startswith("tok"))
            found = said[self._tasks[0]]
        else:
            words = [p.text.split() if p.lang == "en" else list(p.text) for p in passages]
            found = self._component(words)
        return [(list(w), [(label, first, last) for _, label, first, last in entities]) for w, entities in zip(words, found, strict=True)]
