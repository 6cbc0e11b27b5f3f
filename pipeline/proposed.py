"""What may a statistical model say of a text? Agency spans and statement classes with a probability (pipeline.backends.policy: what becomes of them)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.types import Lang, StatementClass


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the clean text, as a model gets it."""

    text: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a passage that a model takes for a body; `start` and `end` count in the passage, `probability` from 0 to 1."""

    start: int
    end: int
    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model says of one passage: bodies, ordered and not overlapping, and the chance of each class, where it knows classes."""

    agencies: tuple[Span, ...] = ()
    classes: Mapping[StatementClass, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that a model is sure enough of; `start` and `end` count in the text it was looked for in. `extractor` names the model."""

    start: int
    end: int
    probability: float
    extractor: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """The class that a model gives a sentence. It counts where the rules' confidence is at most `unsure`."""

    statement_class: StatementClass
    probability: float
    unsure: float
    extractor: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """All that models propose for a document: candidates in text order, opinions by the number of the sentence.

    `alone` are the languages whose bodies are left to the models: the rules name none there. `unlocated` counts the spans that were dropped because
    the text does not hold them where the model says.
    """

    agencies: Sequence[Candidate] = ()
    opinions: Mapping[int, Opinion] = field(default_factory=dict)
    alone: frozenset[Lang] = frozenset()
    unlocated: int = 0


NOTHING = Proposed()
"""What the rules alone start from."""


def within(candidates: Sequence[Candidate], start: int, end: int) -> list[Candidate]:
    """The candidates in a stretch of text, counted from its start.

    >>> within([Candidate(5, 8, 0.9, "m"), Candidate(20, 22, 0.9, "m")], 4, 10)
    [Candidate(start=1, end=4, probability=0.9, extractor='m')]
    """
    first = bisect_left(candidates, start, key=lambda c: c.start)
    last = bisect_left(candidates, end, key=lambda c: c.start)
    return [Candidate(c.start - start, c.end - start, c.probability, c.extractor) for c in candidates[first:last] if c.end <= end]


def free(candidates: Iterable[Candidate], taken: Iterable[tuple[int, int]]) -> list[Candidate]:
    """The candidates that overlap none of the stretches.

    >>> free([Candidate(0, 3, 0.9, "m"), Candidate(4, 8, 0.9, "m")], [(2, 4)])
    [Candidate(start=4, end=8, probability=0.9, extractor='m')]
    """
    spans = list(taken)
    return [c for c in candidates if not any(start < c.end and c.start < end for start, end in spans)]


def outweighed(decided: StatementClass, confidence: float, opinion: Opinion | None) -> bool:
    """Whether a model's opinion takes the place of the class that the rules decided on with this confidence.

    >>> outweighed("other", 0.62, Opinion("commitment", 0.95, 0.68, "m")), outweighed("other", 0.9, Opinion("commitment", 0.95, 0.68, "m"))
    (True, False)
    """
    return opinion is not None and confidence <= opinion.unsure and opinion.statement_class != decided
