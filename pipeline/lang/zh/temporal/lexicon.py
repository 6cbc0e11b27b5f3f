"""Which whole words say a time in Chinese? Vague words and holidays from the lexicon files, as patterns."""

from __future__ import annotations

import re

from pipeline.lang.zh.temporal.match import Match
from pipeline.lexicon import load
from pipeline.said import Vague

_HOLIDAYS = load("holidays_zh", key=("word",))
HOLIDAY_KEYS = {r["word"]: r["key"] for r in _HOLIDAYS}
_ALONE, _FRAMED = ("|".join(sorted((r["word"] for r in _HOLIDAYS if r["alone"] == kind), key=len, reverse=True)) for kind in ("yes", "no"))
HOLIDAY = rf"(?:{_ALONE}|(?:{_FRAMED})(?=假期|长假|小长假|黄金周|期间|节|当[天日]|[，。、；）\s前后]|$))"
"""All holiday words, for use behind a year."""
HOLIDAY_ALONE = f"(?:{_ALONE})"


def _vague_pattern(row: dict[str, str]) -> str:
    before = "".join(f"(?<!{w})" for w in row["not_before"].split("|") if w)
    after = f"(?!{row['not_after']})" if row["not_after"] else ""
    return f"{before}{row['word']}{after}"


_WORDS = load("temporal_words_zh", key=("word",))
_VALUE = {r["word"]: r["value"] for r in _WORDS}
_BY_FIRST: dict[str, re.Pattern[str]] = {
    c: re.compile("|".join(_vague_pattern(r) for r in sorted(_WORDS, key=lambda r: -len(r["word"])) if r["word"][0] == c))
    for c in {r["word"][0] for r in _WORDS}
}
VAGUE_STARTS = sorted({word[:2] for word in _VALUE})


def vague(text: str, at: int) -> Match | None:
    """近年来, 目前, 下一步: a word of the lexicon that is not part of a longer one."""
    m = _BY_FIRST[text[at]].match(text, at)
    if m is None:
        return None
    value = _VALUE[m.group()]
    return Match(m.end(), Vague(value), "vague", closed=True, confidence=0.85)  # type: ignore[arg-type]  # the lexicon holds the three values
