"""Which labels of a model name bodies, and where do the words that it gives back stand in its passage?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.proposed import Span

_BODIES = frozenset({"ORG", "ORGANIZATION", "AGENCY", "NT"})
"""What OntoNotes, MSRA, PKU and our own labels call an organisation; persons (PER, PERSON, NR) and places (GPE, LOC, NS) are no candidates."""


def is_body(label: str) -> bool:
    """Whether the label, with or without the mark of its scheme, is that of organisations.

    >>> is_body("ORG"), is_body("B-ORGANIZATION"), is_body("nt"), is_body("I-PER"), is_body("O")
    (True, True, True, False, False)
    """
    return label.upper().removeprefix("B-").removeprefix("I-").removeprefix("E-").removeprefix("S-") in _BODIES


def placed(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the words stand that a tokenizer made of a text, in order; a word that is not there has no length.

    >>> list(placed("to be, or", ["to", "be", ",", "or"])), list(placed("省教育厅", ["省", "厅教", "厅"]))
    ([(0, 2), (3, 5), (5, 6), (7, 9)], [(0, 1), (1, 1), (3, 4)])
    """
    at = 0
    for word in words:
        start = text.find(word, at)
        if start < 0:
            yield at, at
        else:
            at = start + len(word)
            yield start, at


def ordered(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in text order, of overlapping ones the first.

    >>> [s.text for s in ordered([Span(3, 5, "cd", 0.9), Span(0, 4, "abcc", 0.9)])]
    ['abcc']
    """
    out: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not out or span.start >= out[-1].end:
            out.append(span)
    return tuple(out)
