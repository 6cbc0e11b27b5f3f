"""Which words are struck out in the source (<s>, <del>, <strike>, ~~…~~)? They are mentions, but no row takes its values from them."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.text import AlignedText

_STRUCK = re.compile(r"<(s|del|strike)\b[^<>]{0,80}>.{0,2000}?</\1\s*>|~~[^~\n]{1,300}~~", re.I | re.S)


def struck_out(aligned: AlignedText) -> Callable[[int, int], bool]:
    """A test for stretches of the clean text: True where the stretch is struck out in the source.

    >>> struck_out(AlignedText.of("by ~~2020~~ 2025"))(5, 9)
    True
    """
    source = aligned.source
    if "<" not in source and "~~" not in source:
        return lambda start, end: False
    spans = [m.span() for m in _STRUCK.finditer(source)]
    if not spans:
        return lambda start, end: False

    def test(start: int, end: int) -> bool:
        begin, finish = aligned.to_source(start, end)
        return any(a <= begin and finish <= b for a, b in spans)

    return test
