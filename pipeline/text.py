"""A cleaned text in which every character knows where it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `[start, end)` by `new`. `sticky` text that vanishes belongs to the character before it: the pinyin of
    網(wǎng) is part of 網, an emoji is part of nothing."""

    start: int
    end: int
    new: str = ""
    sticky: bool = False


@dataclass(frozen=True, slots=True)
class AlignedText:
    """`text` is the clean text; `source` is the text as found. Steps compose: `apply` gives a new AlignedText.

    The alignment is a list of pieces. Piece i covers clean `[clean[i], clean[i+1])`; where it is as long in the source
    it is copied character by character, else every character of it stands for the whole source stretch `[begin[i], finish[i])`.

    >>> t = AlignedText.of("中國網(wǎng)，好").apply([Edit(3, 9, "", sticky=True)])
    >>> t.text, t.to_source(2, 3)
    ('中國網，好', (2, 9))
    >>> t.source[2:9]
    '網(wǎng)'
    """

    source: str
    text: str
    clean: list[int] = field(default_factory=list, repr=False)
    begin: list[int] = field(default_factory=list, repr=False)
    finish: list[int] = field(default_factory=list, repr=False)
    _alphabet: frozenset[str] | None = field(default=None, repr=False, compare=False)

    @property
    def alphabet(self) -> frozenset[str]:
        """The different characters of the text; looked for once, for that takes longer than most cleaning."""
        found = self._alphabet
        if found is None:
            found = frozenset(self.text)
            object.__setattr__(self, "_alphabet", found)
        return found

    @classmethod
    def of(cls, source: str) -> AlignedText:
        """The text before any cleaning: one piece, aligned one to one."""
        return cls(source, source, [0], [0], [len(source)])

    def translate(self, table: dict[int, str] | dict[int, int]) -> AlignedText:
        """Replace characters one by one (length-preserving, as `str.translate` with single characters)."""
        new = self.text.translate(table)
        if len(new) != len(self.text):
            raise ValueError("translate needs a table of single characters")
        return replace(self, text=new, _alphabet=frozenset("".join(self.alphabet).translate(table)))

    def apply(self, edits: Iterable[Edit]) -> AlignedText:
        """The text after these edits (ordered, not overlapping, offsets into `self.text`)."""
        out: list[str] = []
        clean: list[int] = []
        begin: list[int] = []
        finish: list[int] = []
        size = 0
        at = 0
        n = len(self.clean)
        piece = 0
        text_len = len(self.text)
        ends = [*self.clean[1:], text_len]

        def add(length: int, b: int, f: int) -> None:
            nonlocal size
            if length == 0:
                return
            if clean and length == f - b:
                last = len(clean) - 1
                if finish[last] == b and size - clean[last] == finish[last] - begin[last]:
                    finish[last] = f
                    size += length
                    return
            clean.append(size)
            begin.append(b)
            finish.append(f)
            size += length

        def copy(upto: int) -> None:
            nonlocal at, piece
            while at < upto:
                while piece + 1 < n and ends[piece] <= at:
                    piece += 1
                stop = min(upto, ends[piece])
                c, b, f = self.clean[piece], begin_of[piece], finish_of[piece]
                if ends[piece] - c == f - b:
                    add(stop - at, b + at - c, b + stop - c)
                else:
                    add(stop - at, b, f)
                at = stop

        begin_of, finish_of = self.begin, self.finish
        changed = False
        for e in edits:
            if e.start < at or e.end > text_len:
                raise ValueError(f"edit [{e.start}, {e.end}) overlaps the one before it or runs past the text")
            changed = True
            out.append(self.text[at : e.start])
            copy(e.start)
            b, f = self.to_source(e.start, e.end)
            if e.new:
                out.append(e.new)
                add(len(e.new), b, f)
            elif e.sticky and size:
                # split the last character off its piece so that it alone grows over what vanishes
                last = len(clean) - 1
                if size - clean[last] > 1:
                    if size - clean[last] == finish[last] - begin[last]:
                        clean.append(size - 1)
                        begin.append(finish[last] - 1)
                        finish[last] -= 1
                    else:
                        clean.append(size - 1)
                        begin.append(begin[last])
                    finish.append(f)
                else:
                    finish[last] = f
            at = e.end
        if not changed:
            return self
        out.append(self.text[at:])
        copy(text_len)
        if not clean:
            clean, begin, finish = [0], [0], [0]
        return AlignedText(self.source, "".join(out), clean, begin, finish)

    def to_source_point(self, at: int) -> int:
        """Where the clean character at `at` begins in the source (the end of the source for the end of the text)."""
        if at >= len(self.text):
            return len(self.source)
        i = bisect_right(self.clean, at) - 1
        c, b, f = self.clean[i], self.begin[i], self.finish[i]
        end = self.clean[i + 1] if i + 1 < len(self.clean) else len(self.text)
        return b + at - c if end - c == f - b else b

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source stretch of the clean stretch `[start, end)`; empty stretches stay empty."""
        if end <= start:
            point = self.to_source_point(start)
            return point, point
        i = bisect_right(self.clean, end - 1) - 1
        c, b, f = self.clean[i], self.begin[i], self.finish[i]
        if start >= c and i + 1 < len(self.clean) and self.clean[i + 1] - c == f - b:
            return b + start - c, b + end - c
        stop = self.clean[i + 1] if i + 1 < len(self.clean) else len(self.text)
        last = b + end - c if stop - c == f - b else f
        return self.to_source_point(start), last
