"""How is the model trained from beginning to end? The languages from a corpus, then what the rules are sure of, then gold; then it is written."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from pipeline.clean import clean
from pipeline.errors import ConfigurationError
from pipeline.training.documents import corpus_documents, translation_pairs
from pipeline.training.encoder import Encoder, Size
from pipeline.training.examples import Example, gold_examples, gold_files, silver_examples
from pipeline.training.export import export
from pipeline.training.finetune import finetune
from pipeline.training.pretrain import pretrain
from pipeline.training.swap import swapped
from pipeline.training.tokenizer import train_tokenizer
from pipeline.training.vectors import first_vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LANGUAGES, SILVER, GOLD = 0.4, 0.35, 0.25
"""The shares of the time for the three parts."""
GOLD_ALONE = 0.7
"""The share for gold where there is no corpus."""
CORRECTED = 3.0
"""How much a sentence of a reviewed document counts, beside one of a gold document."""
THRESHOLD = 0.6
"""The probability from which a body is proposed; benchmarks.own_model chooses it on other documents than those it measures."""
_MINUTE = 60.0
_NO_BODY = 0.1
"""How much a silver sentence counts that names no body: there are 25 times as many as the others."""
_COPIES = 3
"""How many copies with other names an example has that names bodies."""
_FEW = 8
"""Pieces from which nothing is to be guessed."""


@dataclass(frozen=True, slots=True)
class Foundation:
    """What is the same whatever gold is learned from: an encoder that knows the languages (`bare`), and one that knows what the rules are sure of too."""

    tokenizer: Tokenizer
    bare: Encoder
    encoder: Encoder
    silver: tuple[Example, ...]
    losses: dict[str, list[tuple[int, float]]]


def train(
    data: Sequence[Path],
    out: Path,
    *,
    corpus: Path | None = None,
    add: Sequence[Path] = (),
    minutes: float = 60,
    device: str = "cpu",
    seed: int = 7,
    size: int = 10_000,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Train on the gold files of the folders `data`, on reviewed gold files (`add`), on a `corpus`; write the model to the folder `out`.

    The time given is kept to, not the number of steps: on a faster machine the same minutes make a better model. Raises ConfigurationError
    where a folder or file holds nothing to learn from.
    """
    told = list(gold_examples(_files(data)))
    corrected = list(gold_examples(add, weight=CORRECTED))
    texts = [p.with_suffix(".txt").read_text(encoding="utf-8") for p in _files(data) if p.with_suffix(".txt").is_file()]
    share = GOLD if corpus else GOLD_ALONE
    foundation = lay_foundation(corpus, told, texts, seconds=(1 - share) * minutes * _MINUTE, device=device, seed=seed, size=size, say=say)
    encoder, losses = learn_gold(foundation, [*told, *corrected], seconds=share * minutes * _MINUTE, seed=seed)
    said = {"seed": seed, "minutes": minutes, "device": device, "gold": len(told), "corrected": len(corrected), "silver": len(foundation.silver)}
    export(encoder, foundation.tokenizer, out, training={**said, "losses": {**foundation.losses, "gold": losses[-1:]}}, threshold=THRESHOLD)
    say(f"{out}: written")


def lay_foundation(
    corpus: Path | None,
    told: Sequence[Example],
    unlike: Sequence[str],
    *,
    seconds: float,
    device: str = "cpu",
    seed: int = 7,
    size: int = 10_000,
    say: Callable[[str], None] = lambda _: None,
) -> Foundation:
    """Learn the languages and what the rules are sure of, from a corpus without the texts `unlike`; without a corpus from the gold sentences alone."""
    torch.manual_seed(seed)
    documents = list(corpus_documents(corpus, unlike=unlike)) if corpus else []
    pairs = list(translation_pairs(corpus, unlike=unlike)) if corpus else []
    silver = tuple(replace(e, weight=1.0 if e.bodies else _NO_BODY) for e in silver_examples(documents))
    lines = [line for d in documents for line in clean(d.text).text.split("\n") if line.strip()] or [e.text for e in told]
    say(f"{len(documents)} documents, {sum(map(len, lines)):,} characters, {len(pairs):,} translations, {len(silver):,} sentences for the rules to teach")
    tokenizer = train_tokenizer(lines, size=size)
    encoder = Encoder(Size(tokenizer.get_vocab_size())).to(device)
    whole = LANGUAGES + (SILVER if silver else 0)
    longest = encoder.size.longest
    texts = [chunk for read in tokenizer.encode_batch(lines) for chunk in _chunks(read.ids, longest)]
    sides = [[read.ids[:longest] for read in tokenizer.encode_batch(list(side))] for side in zip(*pairs, strict=True)]
    aligned = list(zip(*sides, strict=True))
    vectors = first_vectors(texts, aligned, pieces=encoder.size.pieces, width=encoder.size.width, seed=seed)
    with torch.no_grad():
        encoder.pieces.weight += torch.from_numpy(vectors).to(device)
    losses = {"languages": pretrain(encoder, texts, aligned, seconds=seconds * LANGUAGES / whole, seed=seed)[-1:]}
    say(f"languages: {losses['languages']}")
    bare = deepcopy(encoder)
    if silver:
        shown = [*silver, *swapped(silver, copies=_COPIES, seed=seed)]
        losses["silver"] = finetune(encoder, tokenizer, shown, seed=seed, seconds=seconds * SILVER / whole)[-1:]
        say(f"silver: {losses['silver']}")
    return Foundation(tokenizer, bare, encoder, silver, losses)


def learn_gold(
    foundation: Foundation, told: Sequence[Example], *, seconds: float, epochs: float = 30, seed: int = 7
) -> tuple[Encoder, list[tuple[int, float]]]:
    """A copy of the foundation's encoder that has learned from these examples, with its losses; silver ones are mixed in, so that it forgets nothing."""
    encoder = deepcopy(foundation.encoder)
    shown = [*told, *swapped(told, copies=_COPIES, seed=seed)]
    share = sum(e.weight for e in shown) / 2
    mixed = random.Random(seed).choices(foundation.silver, [e.weight for e in foundation.silver], k=round(share)) if foundation.silver else []
    losses = finetune(encoder, foundation.tokenizer, [*shown, *(replace(e, weight=1.0) for e in mixed)], seed=seed, seconds=seconds, epochs=epochs, rate=1e-3)
    return encoder, losses


def _files(data: Sequence[Path]) -> list[Path]:
    files = [file for folder in data for file in gold_files(folder)]
    if not files:
        raise ConfigurationError(f"{', '.join(map(str, data)) or '--data'}: no gold files to learn from (NAME.json beside NAME.txt)")
    return files


def _chunks(ids: Sequence[int], longest: int) -> list[list[int]]:
    """Pieces of a line that the model can read at once, each after the mark that stands before every text; the shortest teach nothing."""
    first, rest = ids[0], ids[1:]
    chunks = [[first, *rest[i : i + longest - 1]] for i in range(0, len(rest), longest - 1)]
    return [c for c in chunks if len(c) > _FEW]
