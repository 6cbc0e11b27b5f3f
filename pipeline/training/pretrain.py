"""How does the model learn the two languages? By guessing masked pieces, and by finding the translation of a sentence among others."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as f

from pipeline.training.encoder import Encoder

_MASK = 3
_MASKED = 0.15
_PAIRS_EVERY = 8
"""One batch in so many is of translations."""
_WARMTH = 20.0
"""What cosines are multiplied by before one of them is chosen."""


def pretrain(
    encoder: Encoder, texts: Sequence[Sequence[int]], pairs: Sequence[tuple[Sequence[int], Sequence[int]]], *, seconds: float, seed: int, batch: int = 32
) -> list[tuple[int, float]]:
    """Train in place for so long, over texts and pairs of texts given as ids; the loss of masked pieces, every hundred steps.

    The time allowed, not the number of steps, is kept to: the rate of learning falls to nothing at its end.
    """
    chance = random.Random(seed)
    device = encoder.pieces.weight.device
    optimizer = torch.optim.AdamW(encoder.parameters(), lr=1.5e-3, weight_decay=0.02, betas=(0.9, 0.98))
    by_length = sorted(texts, key=len)
    begun, step, recent, told = time.monotonic(), 0, [], []
    encoder.train()
    while (spent := (time.monotonic() - begun) / seconds) < 1:
        for group in optimizer.param_groups:
            group["lr"] = 1.5e-3 * min(1.0, (step + 1) / 100) * (1 - spent)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            if pairs and step % _PAIRS_EVERY == _PAIRS_EVERY - 1:
                loss = _agreement(encoder, chance.sample(pairs, min(len(pairs), batch)))
            else:
                first = chance.randrange(max(1, len(by_length) - batch + 1))
                loss = _masked(encoder, padded(by_length[first : first + batch], device), chance)
                recent.append(loss.item())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % 100 == 0:
            told.append((step, sum(recent) / len(recent)))
            recent = []
    return told


def padded(rows: Sequence[Sequence[int]], device: torch.device | str = "cpu", *, fill: int = 0) -> Tensor:
    """The rows as one array (texts, pieces), filled up where one is shorter than the longest.

    >>> padded([[2, 7, 8], [2, 9]]).tolist()
    [[2, 7, 8], [2, 9, 0]]
    """
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[fill] * (longest - len(row))] for row in rows], device=device)


def _masked(encoder: Encoder, ids: Tensor, chance: random.Random) -> Tensor:
    draw = torch.Generator().manual_seed(chance.getrandbits(40))
    hidden = (torch.rand(ids.shape, generator=draw).to(ids.device) < _MASKED) & (ids > _MASK)
    if not hidden.any():
        hidden[:, -1] = ids[:, -1] > _MASK
    vectors = encoder(ids.masked_fill(hidden, _MASK))
    return f.cross_entropy(encoder.guessed(vectors[hidden]).float(), ids[hidden])


def _agreement(encoder: Encoder, pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Tensor:
    sides = [padded(side, encoder.pieces.weight.device) for side in zip(*pairs, strict=True)]
    zh, en = (encoder.meaning(ids).float() for ids in sides)
    alike = _WARMTH * zh @ en.T
    right = torch.arange(len(pairs), device=alike.device)
    return (f.cross_entropy(alike, right) + f.cross_entropy(alike.T, right)) / 2
