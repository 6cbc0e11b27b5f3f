"""Is more or less of an indicator the better, and which way does a row's own number pull?"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pipeline.checker.link_indicator import named_indicator
from pipeline.checker.link_terms import language
from pipeline.checker.model import TableRow
from pipeline.lexicon import load
from pipeline.types import Lang

Sense = Literal[1, -1]
"""1: a larger number is more demanding; -1: a smaller one."""


def sense(a: TableRow, b: TableRow) -> Sense:
    """Which way the numbers of two rows about one thing are more demanding.

    A cut is more demanding the larger it is, a cap the smaller it is, a floor the larger it is; a bare number or 左右 goes by the
    indicator (lexicon, then words such as 失业率 or emissions), and where nothing is known more is more.

    >>> sense(TableRow("d", "c1", lang="zh", indicator="城镇调查失业率", comparator="approx"), TableRow("d", "c2"))
    -1
    >>> sense(TableRow("d", "c1", lang="zh", indicator="单位GDP能耗", comparator="approx", change="decrease"), TableRow("d", "c2"))
    1
    """
    caps = [r.comparator in ("le", "lt") for r in (a, b) if r.comparator in ("le", "lt", "ge", "gt")]
    if caps and all(caps):
        return -1
    if caps and not any(caps):
        return 1
    if "decrease" in (a.change, b.change):
        return 1
    for row in (a, b):
        if (found := better(row)) is not None:
            return found
    return -1 if caps and caps[0] else 1


def better(row: TableRow) -> Sense | None:
    """Whether more (1) or less (-1) of what the row measures is the better, None where neither is known."""
    lang = row.lang or language(row.evidence + (row.indicator or ""))
    for words in (row.indicator, f"{row.action} {row.noun or ''}"):
        if words and words.strip():
            if (known := _of_lexicon(words, lang)) is not None:
                return known
            if (known := _of_words(words, lang)) is not None:
                return known
    return None


def _of_lexicon(words: str, lang: Lang) -> Sense | None:
    found = named_indicator(words, lang)
    if found is None or found.direction == "none":
        return None
    return 1 if found.direction == "higher" else -1


@cache
def _patterns() -> dict[Lang, tuple[re.Pattern[str], dict[str, Sense]]]:
    known: dict[Lang, tuple[re.Pattern[str], dict[str, Sense]]] = {}
    for lang in ("zh", "en"):
        words: dict[str, Sense] = {
            r["word"].lower(): (1 if r["direction"] == "up" else -1) for r in load("direction_words", key=("lang", "word")) if r["lang"] == lang
        }
        body = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
        known[lang] = re.compile(body if lang == "zh" else rf"(?<![a-z])(?:{body})(?![a-z])"), words
    return known


def _of_words(words: str, lang: Lang) -> Sense | None:
    pattern, known = _patterns()[lang]
    found = [known[m[0]] for m in pattern.finditer(words.lower())]
    if not found:
        return None
    if lang == "zh":
        return found[-1]
    return 1 if 1 in found else -1
