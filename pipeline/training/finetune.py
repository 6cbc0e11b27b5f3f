"""How does the model learn bodies, roles and classes? All at once from examples, gold and silver mixed by their weights."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional as f

from pipeline.backends.own import CLASSES, TAGS
from pipeline.training.encoder import ROLES, Encoder
from pipeline.training.examples import Example
from pipeline.training.pretrain import padded

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_SKIP = -100
"""What nothing is learned from."""
_MASK = 3
_BLINDED = 0.1
"""The share of pieces that are masked, so that a body is also known by what stands around it and by how its name ends."""
_POOL = 8
"""Batches that are drawn at once."""
_BEGIN, _INSIDE = TAGS.index("begin"), TAGS.index("inside")


def finetune(
    encoder: Encoder,
    tokenizer: Tokenizer,
    examples: Sequence[Example],
    *,
    seed: int,
    seconds: float,
    epochs: float = math.inf,
    rate: float = 2e-3,
    batch: int = 32,
) -> list[tuple[int, float]]:
    """Train in place until the examples were seen so often, or the time is over, whichever comes first; the loss, every fifty steps.

    The weights of the examples say how often each is drawn, not how far it is followed.
    """
    chance = random.Random(seed)
    device = encoder.pieces.weight.device
    learned = [_learned(tokenizer, e, encoder.size.longest) for e in examples]
    weights = [e.weight for e in examples]
    steps = max(1.0, epochs * len(examples) / batch)
    optimizer = torch.optim.AdamW(encoder.parameters(), lr=rate, weight_decay=0.02, betas=(0.9, 0.98))
    batches = _batches(learned, weights, batch, chance)
    begun, told, recent = time.monotonic(), [], []
    encoder.train()
    for step in count():
        done = max(step / steps, (time.monotonic() - begun) / seconds)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / 50) * (1 - done)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            loss = _loss(encoder, next(batches), chance)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        recent.append(loss.item())
        if len(recent) == 50:
            told.append((step + 1, sum(recent) / 50))
            recent = []
    encoder.eval()
    return told


@dataclass(frozen=True, slots=True)
class _Learned:
    """Ids, tags and roles of the pieces, and the class of the sentence."""

    ids: list[int]
    tags: list[int]
    roles: list[int]
    statement_class: int


def _batches(learned: Sequence[_Learned], weights: Sequence[float], batch: int, chance: random.Random) -> Iterator[list[_Learned]]:
    """Batches without end, of sentences about as long: little is reckoned for padding."""
    while True:
        pool = sorted(chance.choices(learned, weights, k=_POOL * batch), key=lambda one: len(one.ids))
        order = list(range(_POOL))
        chance.shuffle(order)
        yield from (pool[i * batch : (i + 1) * batch] for i in order)


def _learned(tokenizer: Tokenizer, example: Example, longest: int) -> _Learned:
    read = tokenizer.encode(example.text)
    ids, offsets = read.ids[:longest], read.offsets[:longest]
    tags, roles = [_SKIP, *[0] * (len(ids) - 1)], [_SKIP] * len(ids)
    for body in example.bodies:
        inside = [i for i, (start, end) in enumerate(offsets) if body.start < end and start < body.end]
        for i in inside:
            tags[i] = _SKIP if body.role is None else _BEGIN if i == inside[0] else _INSIDE
            roles[i] = _SKIP if body.role is None else ROLES.index(body.role)
    return _Learned(ids, tags, roles, _SKIP if example.statement_class is None else CLASSES.index(example.statement_class))


def _loss(encoder: Encoder, drawn: Sequence[_Learned], chance: random.Random) -> Tensor:
    device = encoder.pieces.weight.device
    ids = padded([d.ids for d in drawn], device)
    tags, roles = (padded(side, device, fill=_SKIP) for side in ([d.tags for d in drawn], [d.roles for d in drawn]))
    blinded = torch.rand(ids.shape, generator=torch.Generator().manual_seed(chance.getrandbits(40))).to(device) < _BLINDED
    vectors = encoder(ids.masked_fill(blinded & (ids > _MASK), _MASK))
    classes = torch.tensor([d.statement_class for d in drawn], device=device)
    parts = [(encoder.to_tags(vectors), tags, 3.0), (encoder.to_roles(vectors), roles, 0.5), (encoder.classes(ids, vectors), classes, 0.5)]
    losses = [weight * f.cross_entropy(scores.flatten(0, -2).float(), right.flatten()) for scores, right, weight in parts if (right >= 0).any()]
    return sum(losses, start=torch.zeros((), device=device, requires_grad=True))
