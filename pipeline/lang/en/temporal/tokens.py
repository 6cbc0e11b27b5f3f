"""What are the words of an English text, and where do they stand? Every parser of times works on this list."""

from __future__ import annotations

import re

from pipeline.lang.lower import lower

# letters, digits, a line break, or one mark; the search skips blanks at once, and plain letters need no look at what Unicode calls a letter
_TOKEN = re.compile(r"[^ ](?:(?<=[a-z])[a-z]*+(?![^\x00-\x7f])|(?<=\n)|(?<=[^\W\d_])[^\W\d_]*|(?<=\d)\d*|(?<=[^\w\s])|(?<=_))")
# a line that was only wrapped: "April 30,\n2020", "the date of \nthis order"
_SOFT = re.compile(r"[a-z] ?\n[a-z]|, ?\n[a-z\d]")
_PAD = 12
_APART = ("\n", "⸨", "⸩")  # what never belongs to a word: line breaks and the marks of struck-out text


class Tokens:
    """The words, digit runs and marks of a text, in lower case, with their places; "" stands beyond both ends.

    A line break is a token of its own, so nothing matches across it, unless it only wraps a line in the middle of a sentence.

    >>> t = Tokens("By Q3 2019,")
    >>> t.word[:5], t.size
    (['by', 'q', '3', '2019', ','], 5)
    """

    __slots__ = ("depth", "end", "size", "start", "text", "word")

    def __init__(self, text: str) -> None:
        low = lower(text)
        found = [m for m in _TOKEN.finditer(low) if m[0] != "\n" or not _wrapped(text, m.start())]
        self.text = text
        self.size = len(found)
        self.depth = 0  # how many parts of parts are open ("the end of the first half of ...")
        self.word = [m[0] for m in found] + [""] * _PAD
        self.start = [m.start() for m in found] + [len(text) + 1] * _PAD
        self.end = [m.end() for m in found] + [len(text) + 1] * _PAD

    def glued(self, i: int) -> bool:
        """Does token `i` stand directly at the one before it?"""
        return 0 < i < self.size and self.start[i] == self.end[i - 1] and self.word[i - 1] not in _APART

    def before(self, i: int, back: int = 1) -> str:
        """The word `back` places before token `i`, "" at the beginning of the text."""
        return self.word[i - back] if i >= back else ""

    def capital(self, i: int) -> bool:
        """Is the first letter of token `i` a capital?"""
        return i < self.size and self.text[self.start[i]].isupper()

    def index_at(self, offset: int, i: int) -> int:
        """The first token at or after token `i` that begins at or after `offset`."""
        while i < self.size and self.start[i] < offset:
            i += 1
        return i

    def matches(self, i: int, words: tuple[str, ...]) -> bool:
        """Do exactly these words follow from token `i`?"""
        return self.word[i] == words[0] and self.word[i : i + len(words)] == list(words)


def _wrapped(text: str, at: int) -> bool:
    """Does the line break at offset `at` stand inside a sentence: between lower-case words, or behind a comma?"""
    before = at - 2 if at > 1 and text[at - 1] == " " else at - 1
    return before >= 0 and _SOFT.match(text, before) is not None
