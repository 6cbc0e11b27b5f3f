"""Which patterns can wait? Those that hold a long word list and that many a short text never asks for: compiling them would cost it a sixth of its time."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class Waiting:
    """Words of a pattern until something is asked of it; from then on its methods are those of the compiled pattern."""

    def __init__(self, pattern: str) -> None:
        self._words = pattern

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._words)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def when_used(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first used.

    >>> when_used("[0-9]+").findall("12 parks, 3 schools")
    ['12', '3']
    """
    return cast("re.Pattern[str]", Waiting(pattern))
