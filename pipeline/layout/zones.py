"""Where does the page end and the text begin? Head (titles and by-lines), body, tail (credits, teasers, legal notes)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.layout.lines import FULL_STOP, HASHES, NUMBERED, Line

_HEAD = 16  # titles and by-lines stand among so many first lines
_TEASER = re.compile(r"(?:\.\.\.|…)[\"”']?\Z")
_STRONG = frozenset({"navigation", "related", "footer", "end"})


@dataclass(frozen=True, slots=True)
class Zones:
    """Line indices: the head is `[0, body)`, the text `[body, tail)`, the page's own tail `[tail, n)`; `last` is the last line that reads like text."""

    body: int
    last: int
    tail: int


def truncated(line: Line) -> bool:
    """Whether it breaks off in dots, as the teaser of another page does."""
    return _TEASER.search(line.text) is not None and len(line.text) < 300


def reads_like_text(line: Line) -> bool:
    """Whether it holds a whole sentence, or a row or label of a plan, and no furniture of the page."""
    if line.words is not None and line.words not in ("date", "delivery", "byline", "credit", "head"):
        return False
    if line.text.startswith("|"):
        return True
    if line.words is not None:
        return len(line.text) > 120 and FULL_STOP.search(line.text) is not None
    if len(line.text) < (8 if line.text.endswith("。") else 12) or truncated(line) or FULL_STOP.search(line.text) is None:
        return False
    return not (len(line.text) < 400 and (line.footed or line.reprint))


def _plan_line(line: Line) -> bool:
    return line.words in (None, "head") and (line.labelled or line.text.startswith("|") or (NUMBERED.match(line.text) is not None))


def zones(lines: Sequence[Line]) -> Zones:
    """Where head, text and tail lie."""
    n = len(lines)
    tail = n
    last = -1
    for i, line in enumerate(lines):
        if line.words == "end" and i * 2 >= n:
            tail = i
            break
    else:
        strong = n
        for i in range(n - 1, -1, -1):
            line = lines[i]
            if reads_like_text(line) or (line.text.startswith("|") and strong == n):
                break
            if line.words in _STRONG or (len(line.text) < 400 and line.footed):
                strong = i
        tail = strong
    for i in range(tail - 1, -1, -1):
        if reads_like_text(lines[i]) or _plan_line(lines[i]):
            last = i
            break
    for i, line in enumerate(lines[: min(_HEAD, tail)]):
        marked = i > 0 and (NUMBERED.match(line.text) or HASHES.match(line.text))
        if reads_like_text(line) or (line.words is None and (marked or (line.labelled and line.ended))):
            body = i
            break
    else:
        body = min(_HEAD, tail)
    return Zones(body, last, tail)
