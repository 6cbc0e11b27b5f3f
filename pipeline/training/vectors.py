"""With which vectors does the model begin? Pieces that stand in like company, in one language or in a sentence and its translation, begin alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEAR = 4
"""Pieces before and behind that are company."""
_SPREAD = 0.05
_SMOOTH = 0.75
"""Rare company counts for less than chance would have it (Levy, Goldberg, Dagan 2015)."""


def first_vectors(
    texts: Sequence[Sequence[int]], pairs: Sequence[tuple[Sequence[int], Sequence[int]]], *, pieces: int, width: int, seed: int
) -> NDArray[np.float32]:
    """A vector for each piece (pieces, width): positive pointwise mutual information with its company, brought down to so many numbers.

    What a small model would need hours to learn by guessing, counting gives in seconds.

    >>> first_vectors([[0, 4, 5, 4, 5]] * 3, [([0, 4], [0, 6])], pieces=9, width=2, seed=1).shape
    (9, 2)
    """
    from scipy.sparse import coo_matrix, csr_matrix  # type: ignore[import-untyped]  # scipy has no types of its own
    from scipy.sparse.linalg import svds  # type: ignore[import-untyped]  # as above

    counts = csr_matrix((pieces, pieces), dtype=np.float64)
    stream = np.concatenate([np.asarray([*text, *[0] * _NEAR]) for text in texts])
    for apart in range(1, _NEAR + 1):
        one, other = stream[:-apart], stream[apart:]
        there = (one != 0) & (other != 0)
        counts += coo_matrix((np.full(there.sum(), 1 / apart), (one[there], other[there])), shape=(pieces, pieces)).tocsr()
    beside = [(np.repeat(zh[1:], len(en) - 1), np.tile(en[1:], len(zh) - 1)) for zh, en in pairs if len(zh) > 1 and len(en) > 1]
    if beside:
        one, other = (np.concatenate(side) for side in zip(*beside, strict=True))
        shares = np.concatenate([np.full(len(some), _NEAR / len(some) ** 0.5) for some, _ in beside])
        counts += coo_matrix((shares, (one, other)), shape=(pieces, pieces)).tocsr()
    counts = (counts + counts.T).tocoo()
    alone = np.asarray(counts.sum(axis=1)).ravel()
    company = alone**_SMOOTH / (alone**_SMOOTH).sum()
    informed = np.log(counts.data / (alone[counts.row] * company[counts.col]))
    kept = informed > 0
    matrix = coo_matrix((informed[kept], (counts.row[kept], counts.col[kept])), shape=(pieces, pieces)).tocsr()
    begin = np.random.default_rng(seed).standard_normal(pieces)
    left, strength, _ = svds(matrix, k=width, v0=begin)
    vectors = left * np.sqrt(strength)
    scaled: NDArray[np.float32] = (vectors * _SPREAD / vectors[alone > 0].std()).astype(np.float32)
    return scaled
