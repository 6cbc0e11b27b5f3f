"""Where does a text break a name in two: a wrapped line, a doubled blank? The text on one line, and the way back."""

from __future__ import annotations

import re
from bisect import bisect_right

_NEWLINE = re.compile(r"\n{1,2} *")
_BLANKS = re.compile(r"   *")
_JOINTS = ("of", "the", "and", "for")
_NAME = re.compile(r"[A-Z][a-z]+ [A-Z]|Government ")


def _breaks(text: str) -> list[tuple[int, int]]:
    """The stretches that break a name: "the Department of \\nthe Treasury", "the Department of  Transportation", "of the U.S.\\n\\nDigital Service"."""
    out = []
    for m in _NEWLINE.finditer(text):
        start, end = m.span()
        while start and text[start - 1] == " ":
            start -= 1
        if start == 0 or end == len(text):
            continue
        before = text[start - 1]
        if m[0].startswith("\n\n"):
            joined = text.endswith("U.S.", 0, start) and _NAME.match(text, end) is not None
        elif text[end].islower():
            joined = before.islower() or before == ","
        else:
            joined = (text[end].isupper() and _ends_open(text, start)) or (text.endswith("U.S.", 0, start) and _NAME.match(text, end) is not None)
        if joined:
            out.append((start, end))
    if "  " in text:
        for m in _BLANKS.finditer(text):
            start, end = m.span()
            if start and end < len(text) and text[end].isalpha() and (text[start - 1].islower() or text[start - 1] == ","):
                out.append((start, end))
        out.sort()
    return out


def _ends_open(text: str, end: int) -> bool:
    """Whether the text before `end` stops at a small word that wants more."""
    return text.endswith(_JOINTS, 0, end) and text[max(0, end - 4) : end].split()[-1] in _JOINTS


class OneLine:
    """A text whose broken names stand on one line; `back` turns its offsets into those of the text as it was.

    >>> line = OneLine("the Department of \\n the Treasury shall report")
    >>> line.text, line.back(22), line.there(25)
    ('the Department of the Treasury shall report', 24, 23)
    """

    __slots__ = ("_at", "_lost", "text")

    def __init__(self, text: str) -> None:
        parts: list[str] = []
        self._at: list[int] = []  # offsets in the new text from which on `_lost` characters are missing before
        self._lost: list[int] = []
        done = lost = 0
        for start, end in _breaks(text):
            parts += (text[done:start], " ")
            done = end
            lost += end - start - 1
            self._at.append(end - lost)
            self._lost.append(lost)
        self.text = "".join((*parts, text[done:])) if parts else text

    def back(self, offset: int) -> int:
        """Where the character at `offset` of the new text stands in the text as it was."""
        k = bisect_right(self._at, offset)
        return offset + (self._lost[k - 1] if k else 0)

    def end(self, offset: int) -> int:
        """Where a stretch that ends at `offset` of the new text ends in the text as it was."""
        return self.back(offset - 1) + 1 if offset else 0

    def there(self, offset: int) -> int:
        """Where the character at `offset` of the text as it was stands in the new one (the blank, if it was lost)."""
        low, high = 0, len(self._at)
        while low < high:
            middle = (low + high) // 2
            if self._at[middle] + self._lost[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        moved = offset - (self._lost[low - 1] if low else 0)
        return min(moved, self._at[low]) if low < len(self._at) else moved
