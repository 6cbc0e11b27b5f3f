"""Which bodies, classes or likenesses does an encoder see? Models of the Hugging Face hub that were fetched, or folders; safetensors only.

A model for token classification proposes bodies, one for sequence classification whose labels are our classes proposes these; any encoder embeds.
Nothing is fetched here, and code that comes with a model is never run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

from pipeline.backends.words import is_body, ordered
from pipeline.errors import BackendError
from pipeline.models.registry import Model, model_for
from pipeline.proposed import Passage, Proposal, Span
from pipeline.types import StatementClass

if TYPE_CHECKING:
    from pipeline.backends import Vectors

_BATCH = 16
_LONGEST, _STRIDE = 512, 64
"""Pieces of a window, and how many of them two windows of one passage share."""


def check(name: str) -> None:
    """Raise BackendError where the model is neither a folder nor in the hub's folder on this machine (variable HF_HOME), or has only pickled weights."""
    place = folder(name)
    if place is None:
        raise BackendError(f"transformers:{name}: the model is not there: python main.py models fetch transformers:{name}")
    if not any(place.glob("*.safetensors")):
        pickled = next((p.name for p in sorted(place.iterdir()) if p.suffix in (".bin", ".pt", ".pth", ".ckpt")), None)
        if pickled:
            raise BackendError(
                f"transformers:{name}: {pickled} is a pickle, which can run any code; only safetensors are loaded: convert it, or take another model"
            )
        raise BackendError(f"transformers:{name}: {place} has no weights (*.safetensors)")


def folder(name: str) -> Path | None:
    """The folder of the model's files, None where there is none; no connection is opened."""
    if (Path(name) / "config.json").is_file():
        return Path(name)
    if Path(name).exists() or name.count("/") != 1:
        return None
    from huggingface_hub import try_to_load_from_cache

    known = model_for("transformers", name)
    cached = try_to_load_from_cache(name, "config.json", revision=known.revision if known else None)
    return Path(cached).parent if isinstance(cached, str) else None


def load(name: str) -> TransformersEncoder:
    """The model for token or sequence classification."""
    return TransformersEncoder(name)


def embedder(name: str) -> TransformersEmbedder:
    """The encoder as an embedder."""
    return TransformersEmbedder(name)


def _model(name: str) -> tuple[str, Model]:
    """The folder, and what the registry knows of the model, with the revision that is there."""
    place = folder(name)
    assert place is not None  # check() was asked
    revision = place.name if place.parent.name == "snapshots" else None
    known = model_for("transformers", name) or Model(Path(name).name, "transformers", "ner", ("zh", "en"))
    return str(place), replace(known, revision=(known.revision or revision or "local")[:12])


def _loaded(auto: Any, name: str, place: str) -> Any:
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()  # standard error is for what the user must know
    try:
        model = auto.from_pretrained(place, local_files_only=True, trust_remote_code=False, use_safetensors=True)
    except (OSError, ValueError, KeyError) as error:
        raise BackendError(f"transformers:{name}: cannot be loaded ({error})") from error
    return model.eval()


def _tokenizer(name: str, place: str) -> Any:
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(place, local_files_only=True, trust_remote_code=False, use_fast=True)
    except (OSError, ValueError, KeyError) as error:
        raise BackendError(f"transformers:{name}: its tokenizer cannot be loaded ({error})") from error
    if not tokenizer.is_fast:
        raise BackendError(f"transformers:{name}: its tokenizer does not say where its pieces stand (it is no fast one)")
    return tokenizer


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """The numbers of the texts that are not empty, a batch of like length at a time."""
    numbers = sorted((n for n, t in enumerate(texts) if t.strip()), key=lambda n: (len(texts[n]), n))
    for low in range(0, len(numbers), _BATCH):
        yield numbers[low : low + _BATCH]


class TransformersEncoder:
    """A model with a head; the probability of a body is the mean of its pieces."""

    def __init__(self, name: str) -> None:
        import transformers

        place, self.model = _model(name)
        config = transformers.AutoConfig.from_pretrained(place, local_files_only=True, trust_remote_code=False)
        self._labels: dict[int, str] = config.id2label
        kinds = config.architectures or ()
        self._by_token = any(k.endswith("ForTokenClassification") for k in kinds)
        if self._by_token:
            auto, wanted = transformers.AutoModelForTokenClassification, any(is_body(label) for label in self._labels.values())
        else:
            classes = set(self._labels.values()) <= set(get_args(StatementClass))
            auto, wanted = transformers.AutoModelForSequenceClassification, any(k.endswith("ForSequenceClassification") for k in kinds) and classes
        if not wanted:
            raise BackendError(
                f"transformers:{name}: has no head for organisations or for {', '.join(get_args(StatementClass))} ({', '.join(kinds) or 'no head'}); "
                "an encoder without head is for check --embed"
            )
        if not self._by_token:
            self.model = replace(self.model, task="classification")
        self._tokenizer = _tokenizer(name, place)
        self._net = _loaded(auto, name, place)
        self._longest = min(_LONGEST, getattr(config, "max_position_embeddings", _LONGEST) - 2)

    def propose(self, passages: Sequence[Passage]) -> list[Proposal]:
        """The organisations, or the chance of each class, of each passage."""
        texts = [p.text for p in passages]
        out = [Proposal() for _ in texts]
        for numbers in _batches(texts):
            batch = [texts[n] for n in numbers]
            for n, proposal in zip(numbers, self._bodies(batch) if self._by_token else self._classes(batch), strict=True):
                out[n] = proposal
        return out

    def _probabilities(self, encoded: Any) -> Any:
        import torch

        with torch.inference_mode():
            return self._net(**encoded).logits.float().softmax(-1)

    def _classes(self, texts: list[str]) -> list[Proposal]:
        encoded = self._tokenizer(texts, padding=True, truncation=True, max_length=self._longest, return_tensors="pt")
        rows: list[list[float]] = self._probabilities(encoded).tolist()
        return [Proposal(classes={cast(StatementClass, self._labels[i]): round(p, 4) for i, p in enumerate(row)}) for row in rows]

    def _bodies(self, texts: list[str]) -> list[Proposal]:
        stride = min(_STRIDE, self._longest // 4)
        encoded = self._tokenizer(
            texts,
            padding=True,
            truncation=True,
            max_length=self._longest,
            stride=stride,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        places, owners = encoded.pop("offset_mapping").tolist(), encoded.pop("overflow_to_sample_mapping").tolist()
        best, labels = self._probabilities(encoded).max(-1)
        pieces: list[list[tuple[int, int, str, float]]] = [[] for _ in texts]
        for owner, where, chances, which in zip(owners, places, best.tolist(), labels.tolist(), strict=True):
            seen = pieces[owner][-1][1] if pieces[owner] else 0
            pieces[owner] += [(a, b, self._labels[i], p) for (a, b), p, i in zip(where, chances, which, strict=True) if b > a >= seen]
        return [Proposal(ordered(_joined(text, row))) for text, row in zip(texts, pieces, strict=True)]


def _joined(text: str, pieces: Sequence[tuple[int, int, str, float]]) -> Iterator[Span]:
    """The bodies that neighbouring pieces (start, end, label, probability) make up.

    >>> list(_joined("由省财政厅", [(0, 1, "O", 0.9), (1, 2, "B-ORG", 0.9), (2, 4, "I-ORG", 0.7), (4, 5, "I-ORG", 0.8)]))
    [Span(start=1, end=5, text='省财政厅', probability=0.8)]
    """
    chances: list[float] = []
    start = end = 0
    for a, b, label, probability in [*pieces, (len(text), len(text), "O", 0.0)]:
        if chances and (not is_body(label) or label.startswith("B-")):
            yield Span(start, end, text[start:end], round(sum(chances) / len(chances), 4))
            chances = []
        if is_body(label):
            start = start if chances else a
            end = b
            chances.append(probability)


class TransformersEmbedder:
    """An encoder whose pieces become one vector as the registry says (`pooling`, `prefix`)."""

    def __init__(self, name: str) -> None:
        import transformers

        place, self._known = _model(name)
        self.name = f"transformers:{name}"
        self.low, self.high = self._known.cosines
        self._tokenizer = _tokenizer(name, place)
        self._net = _loaded(transformers.AutoModel, name, place)
        self._longest = min(_LONGEST, getattr(self._net.config, "max_position_embeddings", _LONGEST) - 2)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 a text, in order; of an empty text, zeros."""
        import numpy as np
        import torch

        out: Vectors = np.zeros((len(texts), self._net.config.hidden_size), dtype=np.float32)
        for numbers in _batches(texts):
            batch = [self._known.prefix + texts[n] for n in numbers]
            encoded = self._tokenizer(batch, padding=True, truncation=True, max_length=self._longest, return_tensors="pt")
            with torch.inference_mode():
                states = self._net(**encoded).last_hidden_state.float()
            mask = encoded["attention_mask"].unsqueeze(-1)
            pooled = states[:, 0] if self._known.pooling == "cls" else (states * mask).sum(1) / mask.sum(1)
            out[numbers] = torch.nn.functional.normalize(pooled, dim=-1).numpy()
        return out
