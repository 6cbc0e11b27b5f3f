"""Which punctuation is damaged or typeset? Curly apostrophes, corner brackets, split hyphens, marks that stand twice."""

from __future__ import annotations

import re

from pipeline.clean.step import Step, substitute
from pipeline.text import AlignedText, Edit

_CORNERS = {"「": "“", "」": "”", "『": "‘", "』": "’", "〝": "“", "〞": "”", "＂": '"', "″": '"'}
_SINGLE = {"’": "'", "‘": "'", "ʼ": "'", "′": "'", "´": "'", "‛": "'", "`": "'"}
_APOSTROPHE = re.compile(r"(?<=[A-Za-z0-9])[’‘ʼ′´](?=[A-Za-z\s,.;])")
_HAN = re.compile("[\u4e00-\u9fff]")


def _quotes(aligned: AlignedText) -> AlignedText:
    aligned = substitute(aligned, _CORNERS)
    if _HAN.search(aligned.text) is None:
        return substitute(aligned, _SINGLE)
    return aligned.apply([Edit(*m.span(), "'") for m in _APOSTROPHE.finditer(aligned.text)])


# "high -quality", "long -term" of machine translation; not "by car -and on foot", not a list dash
_AFTER_SPACE = re.compile(r"(?<=[A-Za-z]) -(?=(?!(?:which|that|the|and|or|but|a|an|this|it|we|he|she|they|is|are|was|were|to|of|in|on|for|by|with)\b)[a-z])")
# "high- quality"; not "short- and long-term"
_BEFORE_SPACE = re.compile(r"(?<=[a-z]-) (?=(?!(?:and|or|to|nor|but|as)\b)[a-z])")


def _hyphens(aligned: AlignedText) -> AlignedText:
    text = aligned.text
    if " -" in text:
        aligned = aligned.apply([Edit(m.start(), m.start() + 1) for m in _AFTER_SPACE.finditer(text)])
    if "- " in aligned.text:
        aligned = aligned.apply([Edit(*m.span()) for m in _BEFORE_SPACE.finditer(aligned.text)])
    return aligned


# ",," ", ," ",，" ",；" "。。" "；。": the stronger mark stays; "……", "?!", "Inc.," are no damage
_DOUBLED = re.compile(r"[,，、;；:：。](?: ?[,，、;；:：。])+")
# "services. , improve": a translated comma after a full stop; "etc., and" is none
_STOP_COMMA = re.compile(r"(?<=[a-z])\. (?=, ?[a-z])")
_STRENGTH = {mark: rank for rank, marks in enumerate(("、", ",，", ":：", ";；", "。")) for mark in marks}


def _doubled(aligned: AlignedText) -> AlignedText:
    if ". ," in aligned.text:
        aligned = aligned.apply([Edit(*m.span()) for m in _STOP_COMMA.finditer(aligned.text)])
    edits = []
    for m in _DOUBLED.finditer(aligned.text):
        best = max((i for i in range(m.start(), m.end()) if aligned.text[i] != " "), key=lambda i: (_STRENGTH[aligned.text[i]], i))
        if best > m.start():
            edits.append(Edit(m.start(), best))
        if best + 1 < m.end():
            edits.append(Edit(best + 1, m.end()))
    return aligned.apply(edits)


QUOTES = Step("quotes", frozenset(_CORNERS) | frozenset(_SINGLE), _quotes)
HYPHENS = Step("hyphens", frozenset("-"), _hyphens)
DOUBLED = Step("doubled", frozenset(",，、;；:：。"), _doubled)
