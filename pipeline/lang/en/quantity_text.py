"""What do the quantity rules look at: the text in both cases, and which stretches times have taken?"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lang.lower import lower

_NEAR = 400  # no rule looks further back than this for the beginning of its line


class Text:
    """The text under search with the spans of times. `floor` is where the last mention ended."""

    __slots__ = ("floor", "low", "near", "taken", "text")

    def __init__(self, text: str, taken: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.low = lower(text)
        self.taken = sorted(taken)
        self.near = 0
        self.floor = 0

    def move(self, at: int) -> None:
        """Step to the first time that ends after `at`."""
        while self.near < len(self.taken) and self.taken[self.near][1] <= at:
            self.near += 1

    def free(self, start: int, end: int) -> bool:
        """Whether no time overlaps `[start, end)`; `start` lies near the last `move`."""
        i = self.near
        while i and self.taken[i - 1][1] > start:
            i -= 1
        return i >= len(self.taken) or self.taken[i][0] >= end

    def left(self, at: int, size: int) -> str:
        """The `size` characters before `at` in lower case."""
        return self.low[max(0, at - size) : at]

    def begins_line(self, at: int) -> bool:
        """Whether only list marks stand between the beginning of the line and `at`."""
        floor = max(0, at - _NEAR)
        line = self.text.rfind("\n", floor, at) + 1
        return (line > 0 or floor == 0) and not self.text[line:at].strip(" \t#*>-(–—")

    def begins_sentence(self, at: int) -> bool:
        """Whether a sentence or line begins at `at`."""
        before = self.text[max(0, at - 4) : at].rstrip(' \u00a0*_#"“(—–-')
        return not before or before[-1] in ".!?:;\n"
