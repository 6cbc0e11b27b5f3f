"""Which text stands beside the table, and where in it are the words of a row? The source, or what the tables hold of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.write.tables import Row

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
Span = tuple[int, int]
"""A place in a text, half-open."""


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text as a browser holds it. `rebuilt` says that it is made of passages from the tables, with gaps between them."""

    text: str
    rebuilt: bool
    _starts: tuple[int, ...]
    """Where passages begin in the source."""
    _ends: tuple[int, ...]
    _shown: tuple[int, ...]
    """Where they begin in `text`."""
    _astral: tuple[int, ...]
    """Code points of `text` that a browser counts as two."""

    def place(self, start: int, end: int) -> Span | None:
        """Where source[start:end] stands in the text, in UTF-16 units as browsers count; None where it does not.

        >>> source_text("😀到2025年").place(1, 7), source_text("到2025年").place(5, 9)
        ((2, 8), None)
        """
        at = bisect_right(self._starts, start) - 1
        if at < 0 or not 0 <= start < end <= self._ends[at]:
            return None
        moved = self._shown[at] - self._starts[at]
        return self._units(start + moved), self._units(end + moved)

    def _units(self, offset: int) -> int:
        return offset + bisect_right(self._astral, offset - 1)


def source_text(text: str) -> ShownText:
    """The source as it is."""
    return ShownText(text, False, (0,), (len(text),), (0,), _astral_in(text))


def rebuilt_text(statements: Iterable[Row], commitments: Sequence[Row]) -> tuple[ShownText, dict[str, Span]]:
    """What the rows of one document say of its text: sentences and evidence in their order, a blank line where something is missing.

    Evidence without a place stands at the end; where is told by commitment_id.

    >>> shown, loose = rebuilt_text([{"text": "One.", "start": 9, "end": 13}], [{"commitment_id": "c1", "evidence": "Two"}])
    >>> shown.text, shown.place(9, 12), loose
    ('One.\\n\\nTwo', (0, 3), {'c1': (6, 9)})
    """
    passages: list[tuple[int, int, str]] = []
    placed = sorted(_placed(statements, "text")) + sorted(_placed(commitments, "evidence"))
    covered: list[tuple[int, int]] = []
    for start, end, words in placed:
        if not any(a < end and start < b for a, b in _near(covered, start)):
            covered.append((start, end))
            covered.sort()
            passages.append((start, end, words))
    passages.sort()
    parts: list[str] = []
    shown: list[int] = []
    length = before = 0
    for start, end, words in passages:
        gap = "" if not parts else "\n" if start - before < _NEXT_LINE else "\n\n"
        parts += [gap, words]
        shown.append(length + len(gap))
        length += len(gap) + len(words)
        before = end
    inside = ShownText("", True, tuple(p[0] for p in passages), tuple(p[1] for p in passages), tuple(shown), ())
    loose: dict[str, Span] = {}
    for row in commitments:
        words = str(row.get("evidence", ""))
        if words and not _stands_in(inside, row):
            gap = "\n\n" if parts else ""
            parts += [gap, words]
            loose[str(row["commitment_id"])] = (length + len(gap), length + len(gap) + len(words))
            length += len(gap) + len(words)
    text = "".join(parts)
    whole = ShownText(text, True, inside._starts, inside._ends, inside._shown, _astral_in(text))
    return whole, {row_id: (whole._units(a), whole._units(b)) for row_id, (a, b) in loose.items()}


_NEXT_LINE = 3
"""So near to each other passages stand on two lines, further apart with a blank line between them."""


def _placed(rows: Iterable[Row], column: str) -> Iterable[tuple[int, int, str]]:
    """Rows whose words are as long as their place: others were edited."""
    for row in rows:
        start, end, words = row.get("start"), row.get("end"), row.get(column)
        if isinstance(start, int) and isinstance(end, int) and isinstance(words, str) and len(words) == end - start > 0 and start >= 0:
            yield start, end, words


def _stands_in(text: ShownText, row: Row) -> bool:
    start, end = row.get("start"), row.get("end")
    return isinstance(start, int) and isinstance(end, int) and text.place(start, end) is not None


def _near(covered: Sequence[Span], start: int) -> Sequence[Span]:
    at = bisect_right(covered, (start, start))
    return covered[max(0, at - 1) : at + 1]


def _astral_in(text: str) -> tuple[int, ...]:
    return () if text.isascii() else tuple(m.start() for m in _ASTRAL.finditer(text))
