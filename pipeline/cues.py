"""What the words of a sentence say about it: cues of modality, aspect and news, as every language reports them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.types import Modality

CueKind = Literal["binding", "planned", "aspirational", "done", "other"]
MODAL: dict[str, Modality] = {"binding": "binding", "planned": "planned", "aspirational": "aspirational"}
TOLD = 10
"""A modal that a relative clause holds (the benefits that should be considered) weighs no more: a duty told of, not laid down."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue word: where it stands in the text that was read, what it speaks for and how strongly (weight in tenths)."""

    start: int
    end: int
    kind: CueKind
    weight: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All cues of one sentence, and whether it opens as a bare order (`imperative`) or ends as a lead-in (`opens_list`)."""

    cues: tuple[Cue, ...]
    imperative: bool
    opens_list: bool
    main: int = 0
    """Where the last clause begins: in a long sentence that is where the main thing is said."""

    def score(self, kind: CueKind) -> int:
        """The strongest cue of a kind plus a little for every further one."""
        weights = [c.weight for c in self.cues if c.kind == kind]
        if len(weights) < 2:
            return weights[0] if weights else 0
        weights.sort(reverse=True)
        return weights[0] + sum(w // 4 for w in weights[1:3])
