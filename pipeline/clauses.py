"""A clause of a sentence, as every language's splitter reports it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the sentence that tells one thing; offsets into the sentence, without outer punctuation.

    `subject`: it opens with a subject of its own (else it continues the clause before it). `core`: where its words begin behind
    an opening adverbial (到2025年，… / In 2022, …). `prefix`: it is only the head of an inline list (年度目标：).
    """

    start: int
    end: int
    core: int
    subject: bool
    prefix: bool = False
