"""Where does one sentence end and the next begin? Both languages, lists and scraped text included."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.types import Block, Sentence

SPOKEN = frozenset({"body", "heading", "table"})
"""Kinds of block whose text is judged; headlines, by-lines, captions and footers are not."""

# list marks that stand outside the statement: （一） 1. 1、 ① —— • - * ## 一、 第一条
_MARK = re.compile(
    r"(?:[\s\-—–*•·●◆■□▪#>＞☆★]+|[（(][一二三四五六七八九十\d]{1,3}[）)]\s*|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:\.\d{1,2}){0,3}[.、．)）]?(?=[\s\u4e00-\u9fff])(?!\s*(?:年|月|日|%|个|所|人|亿|万))(?<=[.、．)）\s])"
    r"|\d{1,2}[.、．)）]\s*(?!\d)|[①-⑳㈠-㈩]\s*|第[一二三四五六七八九十百\d]{1,4}[条章节]\s+)+"
)
# Both begin with one class of characters, so that the search skips all others at once; which of them it was is asked behind it.
_END_ZH = re.compile(r"[。！？!?…；;](?:(?:(?<=[。！？!?])|(?<=…)…)(?:[。！？!?]|……)*[”’」』）)\"]*|(?<=[；;])[；;]*)")
# English: a mark followed by white space, by the end, or glued to the next sentence ("Gansu.We"); ; always
_END_EN = re.compile(r"[;.!?。！？；](?:(?<=[;。！？；])|(?<=[.!?])(?:[.!?]*[\"”’')\]]*(?=\s|$|(?<=[a-z0-9%)][.!?])[A-Z][a-z ])|[.!?]*(?=[\"“”]\s*[A-Z])))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Art|Sec|Secs|Fig|vs|etc|cf|approx|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Gov|Sen|Rep|Gen|Pub|Stat|"
    r"Reg|Fed|Cong|Rev|para|paras|pp|vol|e\.g|i\.e|al|U\.S\.C|C\.F\.R|a\.m|p\.m)|\b(?:[A-Z]\.)*[A-Z])\.$"
)
_NUMBER_CELLS = re.compile(r"[\s|]*(?:(?:[（(]?[\d一二三四五六七八九十]{1,3}[.、）)]?|No\.?\s?\d+)\s*[|\t]\s*)*")
_LONGEST = 1500
"""Characters of a sentence; no real one has a thousand, and what is done to a sentence may take time by the square of its mentions."""
_PAUSES = "，,|\t "
_AFTER_LIST_AND = re.compile(r"\s*(?:and|or)\b,?\s*$")


def split(text: str, blocks: Sequence[Block]) -> list[Sentence]:
    """The sentences of the blocks that are judged, in order, without list marks and outer white space.

    Chinese ends at 。！？；, English at . ! ? ; (abbreviations left alone); a line break always ends a sentence; a row of a table is one.

    >>> text = "一、加快建设。完成整改；"
    >>> [text[s.start:s.end] for s in split(text, [Block(0, len(text), "body")])]
    ['加快建设。', '完成整改；']
    """
    out: list[Sentence] = []
    for number, block in enumerate(blocks):
        if block.kind not in SPOKEN:
            continue
        if block.kind == "table":
            start = _skip_cells(text, block)
            if start < block.end and any(c.isalnum() for c in text[start : block.end]):
                _cut(out, text, start, start + len(text[start : block.end].rstrip(" |\t")), number)
            continue
        start = _skip_mark(text, block.start, block.end)
        ends = _END_ZH if block.lang == "zh" else _END_EN
        for match in ends.finditer(text, start, block.end):
            end = match.end()
            if end <= start or (block.lang == "en" and match[0] != ";" and _is_abbreviation(text, start, match.end(), block.end)):
                continue
            _add(out, text, start, end, number)
            start = end
            while start < block.end and text[start].isspace():
                start += 1
        if start < block.end:
            _add(out, text, start, block.end, number)
    return out


def _skip_cells(text: str, block: Block) -> int:
    """Past the opening bar and the cells that only number the row."""
    match = _NUMBER_CELLS.match(text, block.start, block.end)
    return match.end() if match and match.end() < block.end else block.start


def _skip_mark(text: str, start: int, end: int) -> int:
    match = _MARK.match(text, start, end)
    return match.end() if match and match.end() < end else start


def _is_abbreviation(text: str, start: int, end: int, block_end: int) -> bool:
    if text[end - 1] != "." or end >= block_end:
        return False
    return _ABBREVIATION.search(text, max(start, end - 12), end) is not None


def _add(out: list[Sentence], text: str, start: int, end: int, block: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    start = _skip_mark(text, start, end) if text[start : start + 1] in "（(-—*•①②③④⑤⑥⑦⑧⑨" and text[start + 1 : start + 2] not in "aivxAB" else start
    while end > start and text[end - 1].isspace():
        end -= 1
    word = text[start:end]
    if _AFTER_LIST_AND.fullmatch(word) or not any(c.isalnum() for c in word):
        return
    _cut(out, text, start, end, block)


def _cut(out: list[Sentence], text: str, start: int, end: int, block: int) -> None:
    """The sentence, in pieces where it is longer than any sentence: each ends behind a pause in its second half, if there is one."""
    while end - start > _LONGEST:
        pause = max(text.rfind(c, start + _LONGEST // 2, start + _LONGEST) for c in _PAUSES)
        stop = pause + 1 if pause >= 0 else start + _LONGEST
        out.append(Sentence(start, stop, block))
        start = stop
    out.append(Sentence(start, end, block))
