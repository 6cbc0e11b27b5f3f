"""Which bodies does a spaCy pipeline see? Any that has an entity recognizer: an installed package, or a folder that spaCy wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from pipeline.backends.words import is_body, ordered
from pipeline.errors import BackendError
from pipeline.models.registry import Model, model_for, not_there
from pipeline.proposed import Passage, Proposal, Span
from pipeline.types import Lang

_BATCH = 64
_USELESS = ("tagger", "parser", "senter", "lemmatizer", "attribute_ruler", "morphologizer", "textcat")
"""Components that the recognizer does without."""


def check(name: str) -> None:
    """Raise BackendError where there is no such package or folder."""
    if (Path(name) / "meta.json").is_file() or (name.isidentifier() and find_spec(name) is not None):
        return
    if Path(name).exists():
        raise BackendError(f"spacy:{name}: no pipeline of spaCy (it has no meta.json)")
    raise not_there("spacy", name, "give a package that is installed, or a folder that spaCy wrote")


def load(name: str) -> SpacyPipeline:
    """The pipeline, with nothing in it but what finds entities."""
    return SpacyPipeline(name)


class SpacyPipeline:
    """A pipeline; its recognizer gives no probabilities, so its bodies have the share that was right where it was measured."""

    def __init__(self, name: str) -> None:
        import spacy
        from spacy.about import __version__

        try:
            self._nlp: Any = spacy.load(name, exclude=list(_USELESS))
        except (OSError, ValueError) as error:
            raise BackendError(f"spacy:{name}: cannot be loaded by spaCy {__version__} ({error})") from error
        recognizers = [p for p in self._nlp.pipe_names if self._nlp.get_pipe_meta(p).factory in ("ner", "beam_ner", "entity_ruler")]
        if not recognizers:
            raise BackendError(f"spacy:{name}: has no entity recognizer, only {', '.join(self._nlp.pipe_names) or 'a tokenizer'}")
        meta = self._nlp.meta
        if meta["lang"] not in ("zh", "en"):
            raise BackendError(f"spacy:{name}: is for the language {meta['lang']}; wanted are zh and en")
        known = model_for("spacy", name) or Model(Path(name).name, "spacy", "ner", (cast(Lang, meta["lang"]),))
        self.model = replace(known, revision=meta["version"])

    def propose(self, passages: Sequence[Passage]) -> list[Proposal]:
        """The organisations of each passage."""
        return [Proposal(self._bodies(document)) for document in self._nlp.pipe((p.text for p in passages), batch_size=_BATCH)]

    def _bodies(self, document: Any) -> tuple[Span, ...]:
        found = ((e.start_char, e.end_char, e.text) for e in document.ents if is_body(e.label_))
        return ordered(Span(a, b, words, self.model.precision) for a, b, words in found)
