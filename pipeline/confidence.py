"""How sure is a row? The chance that its status, due date, target and agencies are all right, from how they were come by.

Looked at and left out, as rows with them were no worse than the other facts say: agencies of another sentence or clause, numbers that only count,
conditions, cues that contradict each other, the mode of the section, words that are no cue of the class.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from pipeline.lexicon import load

if TYPE_CHECKING:  # a row is assembled with the help of this module
    from pipeline.assemble import Row
    from pipeline.parts import Mentions, Parts

LEAST, MOST = 0.05, 0.99
"""No row is certain, and none is hopeless: it was made for a reason."""

_PRIOR = 0.6
"""What a class has with no margin at all (see `pipeline.statements`), and a mention that a rule alone vouches for."""

_OWN_YEAR = re.compile(r"\d{4}|\d\d-\d|[〇零○]|[一二三四五六七八九]五|Five|FY ?\d")
"""A time that says its year, or its plan."""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What is known of how a row was come by; every number from 0 (nothing to say against it) to 1."""

    class_doubt: float
    """How near the class of the sentence was to another one."""
    no_cue: float
    """1 where no word of the sentence promises or reports, and it is no order: class by context alone."""
    target_doubt: float
    """What the finder left open about the number, 0 where there is none."""
    no_target: float
    """1 for a row without number."""
    time_doubt: float
    """What the finder left open about the deadline, 0 where there is none."""
    no_time: float
    """1 for a row without deadline."""
    time_outside: float
    """1 where the deadline stands in another sentence: a lead-in, heading, label, or the row before."""
    time_apart: float
    """Clauses between target and deadline of one sentence, three or more are 1."""
    more_times: float
    """Other times that the sentence names, two or more are 1."""
    undated: float
    """1 where the deadline counts from a day or year that the text does not give."""
    against_date: float
    """1 for a promise whose date had passed when the document was issued, or a result of a time that had not ended."""
    more_targets: float
    """Other numbers of the sentence that have rows, five or more are 1."""
    agencies_many: float
    """Agencies beyond the first, four or more are 1."""
    nobody: float
    """1 for a promise that names no agency."""
    table: float
    """1 for a row of a table."""
    english: float
    """English rows fare a little worse."""
    long: float
    """Length of the sentence: 0 up to a line, 1 from five lines."""

    def vector(self) -> tuple[float, ...]:
        """The numbers in the order of the fields.

        >>> len(RowFacts(*[0.0] * 17).vector())
        17
        """
        return tuple(map(float, _values(self)))


FEATURES: tuple[str, ...] = tuple(RowFacts.__dataclass_fields__)
_values = attrgetter(*FEATURES)


def row_confidence(facts: RowFacts) -> float:
    """The chance from 0.05 to 0.99 that a row with these facts is right as a whole: a logistic function with the weights of
    data/lexicons/row_confidence.csv, none of them positive, as each fact is something to say against a row.

    `python -m benchmarks.confidence` fits the weights and shows how well they hold on documents that they were not fitted on.

    >>> sure = RowFacts(*[0.0] * 17)
    >>> row_confidence(sure) > 0.9
    True
    """
    weights = _weights()
    score = weights[0] + sum(w * x for w, x in zip(weights[1:], facts.vector(), strict=True))
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-score)))), 2)


@cache
def _weights() -> tuple[float, ...]:
    by_name = {row["feature"]: float(row["weight"]) for row in load("row_confidence", key=("feature",))}
    return tuple(by_name[name] for name in ("base", *FEATURES))


def facts_of(row: Row, parts: Parts, mentions: Mentions, *, today: str | None) -> RowFacts:
    """The facts of an assembled row. `today`: the document's date, if it is known."""
    sentence = row.sentence
    target = mentions.quantities[row.target] if row.target is not None else None
    time = mentions.times[row.deadline] if row.deadline is not None else None
    own = time is not None and sentence.start <= time.start < sentence.end
    apart = 0
    if target is not None and time is not None and own:
        apart = abs(parts.clause_of(target) - parts.clause_of(time))
    relative = time is not None and time.temporal_type == "point" and not _OWN_YEAR.search(time.text)
    inside = [mentions.agencies[a] for a in row.agencies]
    english = sentence.rule.startswith("en")
    cues = sentence.reading.cues
    return RowFacts(
        class_doubt=_doubt(sentence.confidence, 0.98),
        no_cue=float(not cues and not sentence.reading.imperative),
        target_doubt=_doubt(target.confidence, 0.95) if target is not None else 0.0,
        no_target=float(target is None),
        time_doubt=_doubt(time.confidence, 0.95) if time is not None else 0.0,
        no_time=float(time is None),
        time_outside=float(time is not None and not own),
        time_apart=_part(apart, 3),
        more_times=_part(len(parts.times) - own, 2),
        undated=float(relative and today is None),
        against_date=float(row.due is not None and today is not None and (row.due < today) is (sentence.statement_class == "commitment")),
        more_targets=_part(len(parts.targets) - (target is not None), 5),
        agencies_many=_part(len(inside) - 1, 4),
        nobody=float(not inside and sentence.statement_class == "commitment"),
        table=float("|" in parts.phrase),
        english=float(english),
        long=_part(len(parts.phrase) - (160 if english else 60), 640 if english else 240),
    )


def _doubt(confidence: float, sure: float) -> float:
    return min(1.0, max(0.0, (sure - confidence) / (sure - _PRIOR)))


def _part(count: int, most: int) -> float:
    return min(1.0, max(0.0, count / most))


__all__: Sequence[str] = ("FEATURES", "RowFacts", "facts_of", "row_confidence")
