"""Which lead-in governs a list item? 今年主要预期目标是：… / "The head of each agency shall: (a) …; (b) …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.cues import MODAL, Reading
from pipeline.types import Block, Modality, Sentence

_TARGETS = re.compile(r"目标|指标|任务|实事|targets?\b|goals?\b|objectives?\b", re.I)
_INLINE = re.compile(r"^(?:[^，,。；;：:]{0,40}(?:目标|指标|任务|重点)[^，,。；;：:]{0,8}[：:])")
_MARK = re.compile(
    r"\s*(?:\(?(?:(?P<roman>[ivx]{1,5})|(?P<lower>[a-z])|(?P<upper>[A-Z])|(?P<digit>\d{1,2}))\)"
    r"|(?P<point>\d{1,3})[.．、]|(?P<han>[一二三四五六七八九十]{1,3})、|[(（](?P<bracket>[一二三四五六七八九十]{1,3})[)）]|(?P<ring>[①-⑳])|第(?P<article>[一二三四五六七八九十百\d]{1,4})条)"
)
_REPORTS = re.compile(r"(?:进展|完成|办理|落实|整改|推进)(?:情况|进度|结果|成效)[：:]")  # ends what 任务目标：… opened
_UNFINISHED = re.compile(r"\b(?:shall|will|must|should|to|by|agree|agrees|commit|commits)\s*(?:[^:,.;]{0,12})?:\s*$", re.I)
_SECTION = re.compile(r"\W*(?:Sec\.|Section|SECTION|Article|ARTICLE|第[一二三四五六七八九十百\d]{1,4}[条章节])\s?\d")
_UNFINISHED_ZH = re.compile(r"(?:[将要应须]|应当|必须|负责|重点|需要)(?:做好|完成|开展|落实|抓好)?[：:]\s*$")
_BULLET = re.compile(r"[-–*•·●▪]|\(?[\divxa-zA-Z]{1,3}[.)、）]")
_RANKS = {"article": 1, "han": 1, "bracket": 2, "point": 3, "digit": 4, "ring": 5}
_ITEM_LIMIT = {"zh": 70, "en": 260}
_DEEPEST = 12
"""Lists within lists; whoever writes "goals:" line after line does not nest them."""
_AFTER_STOP_LIMIT = 30
"""A Chinese list may go on behind a full stop, if the item is as short as those before it."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The words that open a list: their sentence, where they stand, whether they announce targets, and how the list is built."""

    sentence: int
    start: int
    end: int
    targets: bool
    hierarchical: bool = False
    inline: bool = False
    above: Lead | None = None
    """The lead-in of the list that this lead-in is itself an item of."""
    words: str = ""
    over: bool = False
    """Its items are headings with all that stands under them."""
    mark: int = 0
    """The rank of the marks of its items, in Chinese: 一、 before （一） before 1. before （1） before ①; 0 without marks."""
    depth: int = 0
    """How many lead-ins stand above it."""

    def modality(self, read: Callable[[str], Reading]) -> Modality | None:
        """The strongest modality that the lead-in itself states ("shall, … :"), None where it states none."""
        return _stated(read, self.words)


@lru_cache(maxsize=256)
def _stated(read: Callable[[str], Reading], words: str) -> Modality | None:
    best = max((c for c in read(words).cues if c.kind in MODAL and c.weight > 12), key=lambda c: c.weight, default=None)
    return MODAL[best.kind] if best else None


def follow_leads(text: str, blocks: Sequence[Block], sentences: Sequence[Sentence]) -> dict[int, Lead]:
    """The innermost lead-in of every sentence that is governed by one, by sentence index."""
    out: dict[int, Lead] = {}
    stack: list[tuple[str, Lead]] = []  # (kind of mark of the items, lead)
    inline: Lead | None = None
    last_block = -1
    pending: Lead | None = None
    stopped = False
    over: Lead | None = None  # a lead-in whose items are headings with all that stands under them
    rank = 0
    freed = -1  # the block that stands free between marked items
    for number, sentence in enumerate(sentences):
        block = blocks[sentence.block]
        phrase = text[sentence.start : sentence.end]
        stack = stack[-_DEEPEST:]
        if sentence.block != last_block:
            inline = None
            last_block = sentence.block
        if block.kind == "heading" and over is not None and block.level < rank:
            over = None
        if block.kind == "heading" and len(phrase) < 40 and not phrase.rstrip().endswith((":", "：")) and not _MARK.match(phrase):
            if pending is not None and over is None:
                over, rank = replace(pending, hierarchical=False, over=True), block.level
            stack, pending = [], None
            continue
        if inline is not None and _REPORTS.match(phrase):
            inline = None
        if stack and _opens_block(text, sentence, block) and _SECTION.match(text, block.start):
            stack = []  # Sec. 201. Goals and Targets. Each agency shall …
        opens = _opens_block(text, sentence, block, marked=True)
        kind = _kind(text[block.start : sentence.end] if opens else phrase, stack, pending)
        if block.lang == "zh":  # what stands under an item belongs to it; only a mark of a higher rank ends the list
            rank_of_mark = _RANKS.get(kind, 0) if opens else 0
            if rank_of_mark and pending is None:
                stack = [s for s in stack if not s[1].mark or s[1].mark <= rank_of_mark]
            elif rank_of_mark and pending is not None:
                pending = replace(pending, mark=rank_of_mark)
            kind = kind if kind in ("lower", "upper", "roman") else ""
        # an unmarked line between marked items stands free, yet the list goes on behind it
        free = pending is None and not kind and bool(stack) and bool(stack[-1][0]) and (sentence.block == freed or opens)
        if free:
            freed = sentence.block
        if pending is not None:
            open_end = (_UNFINISHED if block.lang == "en" else _UNFINISHED_ZH).search(pending.words) is not None
            pending = replace(pending, hierarchical=open_end or (bool(kind) and block.lang == "en"))
            stack.append((kind, pending))
            pending = None
        elif stack:
            stack = _pop(
                stack, kind, phrase, block.lang, new_line=_opens_block(text, sentence, block), stopped=stopped and not _bulleted(text, sentence, block)
            )
        stopped = phrase.rstrip()[-1:] in ".。!！?？"
        lead = stack[-1][1] if stack and not free else None
        if inline is not None:
            out[number] = inline
        elif lead is not None:
            out[number] = lead
        elif over is not None:
            out[number] = over
        match = _INLINE.match(phrase)
        above, depth = (lead, lead.depth + 1) if lead is not None and lead.depth < _DEEPEST else (None, 0)
        if phrase.rstrip().endswith((":", "：")):
            pending = Lead(number, sentence.start, sentence.end, _TARGETS.search(phrase) is not None, above=above, depth=depth, words=phrase)
        elif match and inline is None:
            targets = _TARGETS.search(match[0]) is not None
            inline = Lead(number, sentence.start, sentence.start + match.end(), targets, inline=True, above=above, depth=depth)
            out[number] = inline
    return out


def _kind(phrase: str, stack: list[tuple[str, Lead]], pending: Lead | None) -> str:
    match = _MARK.match(phrase)
    if not match:
        return ""
    kind = match.lastgroup or ""
    if kind == "roman" and len(match["roman"]) == 1 and not pending and stack and stack[-1][0] == "lower":
        return "lower"
    return kind


def _pop(stack: list[tuple[str, Lead]], kind: str, phrase: str, lang: str, *, new_line: bool, stopped: bool) -> list[tuple[str, Lead]]:
    if kind:
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth][0] == kind:
                return stack[: depth + 1]
        return stack if not stack[-1][0] else []
    if stack[-1][0]:
        return stack
    if not new_line:
        return stack
    if len(phrase) > _ITEM_LIMIT[lang] or (stopped and (lang == "en" or len(phrase) > _AFTER_STOP_LIMIT)):
        return []
    return stack


def _opens_block(text: str, sentence: Sentence, block: Block, *, marked: bool = False) -> bool:
    """Does the sentence open its block (behind a list mark, if it may be `marked`)?"""
    before = text[block.start : sentence.start]
    return not any(c.isalnum() for c in before) or (marked and _MARK.fullmatch(before.rstrip()) is not None)


def _bulleted(text: str, sentence: Sentence, block: Block) -> bool:
    return _BULLET.match(text[block.start : sentence.start].strip()) is not None
