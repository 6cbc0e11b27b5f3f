"""Which words give away page furniture? Looked up in data/lexicons/boilerplate.csv: labels, first words, whole lines, words anywhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from pipeline.lexicon import load


def _of(place: str) -> list[tuple[str, str]]:
    """(word, kind) of one place, lower case."""
    return [(row["word"].lower(), row["kind"]) for row in load("boilerplate", key=("kind", "lang", "place", "word")) if row["place"] == place]


def _by_first(pairs: list[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    out: dict[str, list[tuple[str, str]]] = {}
    for word, kind in sorted(pairs, key=lambda p: -len(p[0])):
        out.setdefault(word[:1], []).append((word, kind))
    return out


_LABELS: dict[str, str] = {}
for _word, _kind in _of("label"):
    _LABELS.setdefault(_word, _kind)  # a word that is both (来源, source) is first of all a by-line
_CREDITS = _by_first([p for p in _of("label") if p[1] == "credit"])
_STARTS = _by_first(_of("start"))
_WHOLE = dict(_of("whole"))
_ANYWHERE = _of("anywhere")

_LEAD = "[【(（<*·>-— "
_COLON = re.compile(r"[:：]")
_AFTER_CREDIT = re.compile(r"[丨|/]|\s(?=[A-Z\u4e00-\u9fff])")


def by_words(line: str) -> str | None:
    """The furniture kind that a line's first words tell: navigation, related, footer, byline, head (a by-line
    if it stands at the top), credit; None: none.

    >>> by_words("上一篇：某某"), by_words("责任编辑 王五"), by_words("Source: CNA"), by_words("To this end, we act.")
    ('navigation', 'credit', 'byline', None)
    """
    bare = line.lstrip(_LEAD)[:60].lower()
    if not bare:
        return None
    for word, kind in _STARTS.get(bare[:1], ()):
        if bare.startswith(word) and (kind != "related" or _closes(bare[len(word) :])):
            return kind
    bar = bare.rstrip("]】)）> ")
    whole = _WHOLE.get(bar) or (_WHOLE.get(bar.replace(" ", "")) if not bar.isascii() else None)  # 目 录
    if whole and len(line) < 40:
        return whole
    m = _COLON.search(bare, 0, 26)
    if m:
        label = bare[: m.start()].rstrip()
        kind_of = _LABELS.get(label) or (_LABELS.get(label.replace(" ", "")) if not label.isascii() else None)  # 索 引 号：
        if kind_of:
            return kind_of
    for word, _ in _CREDITS.get(bare[:1], ()):
        if bare.startswith(word) and _AFTER_CREDIT.match(line.lstrip(_LEAD), len(word)):
            return "credit"
    return None


def _closes(rest: str) -> bool:
    return rest.strip("]】:： >") == "" or rest.lstrip("]】 ")[:1] in (":", "：")


@dataclass(frozen=True, slots=True)
class Marks:
    """Where in a text the words stand that make their line a footer or a reprint statement: positions, ascending."""

    footer: tuple[int, ...]
    reprint: tuple[int, ...]

    @staticmethod
    def within(positions: tuple[int, ...], start: int, end: int) -> int | None:
        """The first of the positions in `[start, end)`."""
        if not positions:
            return None
        i = bisect_left(positions, start)
        return positions[i] if i < len(positions) and positions[i] < end else None


def marks(text: str) -> Marks:
    """Where the give-away words stand; plain searches over the whole text, far cheaper than a pattern on each line."""
    low = text.lower()
    if len(low) != len(text):
        low = text
    found: dict[str, list[int]] = {"footer": [], "reprint": []}
    for word, kind in _ANYWHERE:
        at = low.find(word)
        while at >= 0:
            found[kind].append(at)
            at = low.find(word, at + 1)
    return Marks(tuple(sorted(found["footer"])), tuple(sorted(found["reprint"])))
