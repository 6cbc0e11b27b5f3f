"""Where does a Chinese text name a class of bodies by its trade or part: 施工单位, 民营企业, 公办养老机构, 所在区（市、县）?

A head (单位, 企业, 机构, 学校 …) triggers and the modifiers before it are read backwards, so that every combination is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.lang.alternation import alternation
from pipeline.lang.zh.agency_lexicon import words

_HEAD = re.compile(alternation(words("collective_zh", "kind", "class_head")) + r"(?![家主界债])")
_WHOLE = words("collective_zh", "kind", "class")
_LONGEST = 8
_AREA = re.compile(
    r"(?:所在|所属|有关|相关|属地|试点|示范|涉及|申报|牵头)(?:地区|地市|市县|县区|区县|省份|城市|[省市县区州])(?:[、和][省市县区州])*(?:[（(][省市县区州旗盟、]{1,9}[）)])?"
    r"(?:人民政府|政府)?|(?<![各一-龥])[市县区](?:[（(][省市县区州旗盟、]{1,9}[）)])(?:人民政府|党委政府|政府)?"
)


@cache
def _modifiers() -> frozenset[str]:
    return words("collective_zh", "kind", "class_modifier")


def modifiers_start(text: str, at: int) -> int:
    """Where the chain of class modifiers that ends at `at` begins; `at` where there is none.

    >>> modifiers_start("鼓励民办养老机构", 6)
    2
    """
    known = _modifiers()
    while True:
        start = next((s for s in range(max(0, at - _LONGEST), at - 1) if text[s:at] in known), at)
        if start == at:
            return at
        at = start


def classes(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that name a class of bodies, whether they act or not.

    >>> t = "各地督促施工单位，鼓励民办养老机构"
    >>> [t[s:e] for s, e in classes(t)]
    ['施工单位', '民办养老机构']
    """
    for match in _HEAD.finditer(text):
        first, end = match.span()
        at = modifiers_start(text, first)
        if at < first or match.group() in _WHOLE:
            yield at, end
    for match in _AREA.finditer(text):
        yield match.span()
