"""What is the model? A small network over pieces and their neighbours, with heads for bodies, roles, the class of a sentence, and its meaning."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import get_args

import torch
from torch import Tensor, nn
from torch.nn import functional as f

from pipeline.backends.own import CLASSES, TAGS
from pipeline.types import Role

ROLES = get_args(Role)
_SPREAD = 0.05
"""How far the first vectors of pieces spread (pipeline.training.vectors)."""
_FAR = 1e4


@dataclass(frozen=True, slots=True)
class Size:
    """How large the model is; `pieces` in its vocabulary, `longest` pieces of a text, `reach` pieces to each side that a layer sees."""

    pieces: int
    width: int = 192
    layers: int = 3
    reach: int = 2
    longest: int = 128
    meaning: int = 128

    def as_dict(self) -> dict[str, int]:
        """The numbers by name, for the model's configuration."""
        return asdict(self)


class Layer(nn.Module):  # type: ignore[misc]  # torch is not looked into
    """What a piece and its neighbours make together, added to what was there. Learns from hundreds of steps, where attention needs thousands."""

    def __init__(self, size: Size, drop: float) -> None:
        super().__init__()
        self.reach = size.reach
        self.before = nn.LayerNorm(size.width)
        self.together = nn.Linear((2 * size.reach + 1) * size.width, size.width)
        self.after = nn.Linear(size.width, size.width)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, there: Tensor) -> Tensor:
        """x: (texts, pieces, width); there: (texts, pieces, 1), 0 where there is padding."""
        pieces = x.shape[1]
        wide = f.pad(self.before(x) * there, (0, 0, self.reach, self.reach))
        beside = torch.cat([wide[:, i : i + pieces] for i in range(2 * self.reach + 1)], dim=2)
        return x + self.drop(self.after(f.gelu(self.together(beside))))


class Encoder(nn.Module):  # type: ignore[misc]  # as above
    """Pieces in, vectors out; the heads are read by `to_tags`, `to_roles`, `classes`, `meaning` and, while it learns the languages, `guessed`."""

    def __init__(self, size: Size, *, drop: float = 0.1) -> None:
        super().__init__()
        self.size = size
        self.pieces = nn.Embedding(size.pieces, size.width, padding_idx=0)
        nn.init.normal_(self.pieces.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(size, drop) for _ in range(size.layers))
        self.last, self.drop = nn.LayerNorm(size.width), nn.Dropout(drop)
        self.to_tags, self.to_roles = nn.Linear(size.width, len(TAGS)), nn.Linear(size.width, len(ROLES))
        self.to_classes = nn.Linear(2 * size.width, len(CLASSES))
        self.to_meaning = nn.Linear(size.width, size.meaning)
        self.to_pieces = nn.Linear(size.width, size.width)
        self.piece_bias = nn.Parameter(torch.zeros(size.pieces))

    def forward(self, ids: Tensor) -> Tensor:
        """ids: (texts, pieces), 0 is padding → (texts, pieces, width)."""
        there = (ids != 0).to(self.pieces.weight.dtype).unsqueeze(-1)
        x = self.drop(self.pieces(ids) / _SPREAD)
        for layer in self.layers:
            x = layer(x, there)
        return self.last(x)

    def guessed(self, vectors: Tensor) -> Tensor:
        """(masked, width) → the score of each piece (masked, pieces); the pieces' own vectors are the classes."""
        return f.gelu(self.to_pieces(vectors)) @ self.pieces.weight.T + self.piece_bias

    def mean(self, ids: Tensor, vectors: Tensor) -> Tensor:
        """The mean vector of the pieces that are there (texts, width)."""
        there = (ids != 0).to(vectors.dtype).unsqueeze(-1)
        return (vectors * there).sum(1) / there.sum(1)

    def classes(self, ids: Tensor, vectors: Tensor) -> Tensor:
        """The score of each class (texts, classes), from the mean and from what is strongest anywhere."""
        strongest = vectors.masked_fill((ids == 0).unsqueeze(-1), -_FAR).amax(dim=1)
        return self.to_classes(torch.cat([strongest, self.mean(ids, vectors)], dim=1))

    def meaning(self, ids: Tensor) -> Tensor:
        """A vector of length 1 a text (texts, meaning): near where two texts say the same, in whichever language. Of the pieces alone, as
        theirs are near already."""
        return f.normalize(self.to_meaning(self.mean(ids, self.pieces(ids) / _SPREAD)), dim=1)
