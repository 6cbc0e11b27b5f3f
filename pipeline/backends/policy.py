"""How does what models propose go with what the rules find? The one place that says it.

1. A model gets the sentences of the clean text in its languages, never menus, footers and repeated paragraphs. What it proposes must stand in the
   sentence where it says (`sentence[start:end] == text`); else it is dropped and counted (`Proposed.unlocated`).
2. Bodies below the model's `threshold` (models/registry.toml) are dropped. Where models overlap, the one named first in `--backend` wins.
3. Bodies that overlap a time or a quantity are dropped (`pipeline.proposed.free`).
4. With `rules+MODEL` the rules' bodies win where they overlap; with MODEL alone the rules name no bodies in its languages, and still do all else.
   What is left is cut by the rules of the language, is no mere place, and gets its role from the grammar of
   roles as the rules' own bodies do; beside the rules whom the grammar gives no role (`other`) is dropped, as models name whoever is spoken of
   (`pipeline.lang.zh.agency_proposed`, `pipeline.lang.en.agency_proposed`).
5. A class takes the place of the rules' class where the rules' confidence is at most the model's `class_unsure` and the model's probability is at least
   its `class_threshold` (`pipeline.proposed.outweighed`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.backends import RULES, Backend, backends, beside_rules
from pipeline.proposed import NOTHING, Candidate, Opinion, Passage, Proposal, Proposed, Span
from pipeline.types import Block, Sentence

WITHOUT_BODIES = ("classification", "embedding")
"""Tasks of models that propose no bodies."""


def propose(given: str, text: str, blocks: Sequence[Block], sentences: Sequence[Sentence]) -> Proposed:
    """What the models that `--backend` names propose for a text: steps 1 and 2.

    >>> propose("rules", "", [], []) is NOTHING
    True
    """
    if given == RULES:
        return NOTHING
    models = backends(given)
    agencies: list[Candidate] = []
    opinions: dict[int, Opinion] = {}
    unlocated = 0
    for backend in models:
        numbers = [n for n, s in enumerate(sentences) if blocks[s.block].lang in backend.model.languages]
        passages = [Passage(text[sentences[n].start : sentences[n].end], blocks[sentences[n].block].lang) for n in numbers]
        for number, passage, proposal in zip(numbers, passages, backend.propose(passages), strict=True):
            good = list(located(passage, proposal))
            unlocated += len(proposal.agencies) - len(good)
            start = sentences[number].start
            surest = [s for s in good if s.probability >= backend.model.threshold]
            agencies = _with(agencies, [Candidate(start + s.start, start + s.end, s.probability, backend.model.extractor) for s in surest])
            if (opinion := _opinion(backend, proposal)) and (number not in opinions or opinions[number].probability < opinion.probability):
                opinions[number] = opinion
    alone = () if beside_rules(given) else (lang for b in models if b.model.task not in WITHOUT_BODIES for lang in b.model.languages)
    return Proposed(sorted(agencies, key=lambda c: c.start), opinions, frozenset(alone), unlocated)


def located(passage: Passage, proposal: Proposal) -> Iterator[Span]:
    """The bodies that stand where the model says.

    >>> spans = Span(0, 3, "财政局", 0.9), Span(1, 4, "财政局", 0.9), Span(3, 9, "牵头。", 0.9)
    >>> [s.start for s in located(Passage("财政局牵头。", "zh"), Proposal(spans))]
    [0]
    """
    for span in proposal.agencies:
        if 0 <= span.start < span.end <= len(passage.text) and passage.text[span.start : span.end] == span.text:
            yield span


def _with(kept: list[Candidate], more: Sequence[Candidate]) -> list[Candidate]:
    """The candidates and those of another model (or sentence) that overlap none of them."""
    if not more:
        return kept
    low, high = min(c.start for c in more), max(c.end for c in more)
    near = [c for c in kept if c.start < high and low < c.end]
    return kept + [c for c in more if not any(c.start < k.end and k.start < c.end for k in near)]


def _opinion(backend: Backend, proposal: Proposal) -> Opinion | None:
    if not proposal.classes:
        return None
    best = max(proposal.classes, key=lambda c: proposal.classes[c])
    model, probability = backend.model, proposal.classes[best]
    return Opinion(best, probability, model.class_unsure, model.extractor) if probability >= model.class_threshold else None
