"""Where does a text break a name in two: a wrapped line, a doubled blank? The text on one line, and the way back."""

from __future__ import annotations

import re
from bisect import bisect_right

# "the Department of \nthe Treasury", "the Department of  Transportation", "the Administrator of the U.S.\n\nDigital Service"
_BREAK = re.compile(
    r"(?<=[a-z,])(?: {2,}(?=[A-Za-z])| ?\n *(?=[a-z]))"
    r"|(?:(?<=\bof)|(?<=\bthe)|(?<=\band)|(?<=\bfor))(?: *\n *| {2,})(?=[A-Z])"
    r"|(?<=U\.S\.) *\n{1,2} *(?=[A-Z][a-z]+ [A-Z])"
)


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
        for m in _BREAK.finditer(text):
            parts += (text[done : m.start()], " ")
            done = m.end()
            lost += len(m[0]) - 1
            self._at.append(m.end() - lost)
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
