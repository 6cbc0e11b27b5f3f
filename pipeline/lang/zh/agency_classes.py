"""Where does a Chinese text name a class of bodies by its trade or part: 施工单位, 民营企业, 公办养老机构, 所在区（市、县）?

A head (单位, 企业, 机构, 学校 …) triggers and the modifiers before it are read backwards, so that every combination is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.lang.alternation import alternation
from pipeline.lang.woken import pairs, woken
from pipeline.lang.zh.agency_lexicon import is_letter, run_start, words

_HEAD = re.compile(alternation(words("collective_zh", "kind", "class_head")) + r"(?![家主界债])")
_WHOLE = words("collective_zh", "kind", "class")
_LONGEST = 8
_AREA = woken(
    pairs("所在所属有关相关属地试点示范涉及申报牵头其他其余县市市县县区区县市州州市镇街街镇乡镇镇村市（县（区（市(县(区("),
    r"(?:所在|所属|有关|相关|属地|试点|示范|涉及|申报|牵头|其他|其余)(?:地区|地市|市县|县区|区县|省份|城市|[省市县区州])(?:[、和][省市县区州])*(?:[（(][省市县区州旗盟、]{1,9}[）)])?"
    r"(?:人民政府|政府)?|(?:县市区|市县区|市区县|县区|区县|市县|市州|州市|镇街|街镇|乡镇街道|镇村)(?=要(?!求|素)|应当|须|必须|不得|负责)|[市县区](?:[（(][省市县区州旗盟、]{1,9}[）)])(?:人民政府|党委政府|政府)?",
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


_VERBS = frozenset({"服务", "参与", "发展"})
_FIRMS = frozenset({"企业", "集团", "企业集团", "公司", "银行", "高校", "学校", "院校", "医院"})
_MUST = re.compile(r"(?:应当|必须|须|不得|严禁|要(?!求|素|点|道|害|件))")
_NO_TRADE = re.compile(
    r"[的了在是对将把被由为向从于并或等着过让使给就但而且其此该这那各凡经不更和与及要应须会能可]|所有|一些|部分|许多|多数|这些|那些|我们|今年|目前|同时|其中|如果|有关|相关|以及|坚持|加强|促进|支持|鼓励|引导|推动|推进|督促|指导|组织|发挥|服务于"
)


_COUNTED = re.compile(r"[\d多余几]|[一二三四五六七八九十百千万两][所家个座类支批名]")


def unknown_class(text: str, first: int, end: int) -> int:
    """Where a class with a trade no lexicon has begins, when it opens its clause and a duty follows (网约房企业应当); `first` where none does."""
    if not _MUST.match(text, end):
        return first
    low, whole = run_start(text, first, max(0, first - 9))
    if (
        not whole
        or not 2 <= first - low <= 8
        or text[low : low + 2] in _VERBS
        or _NO_TRADE.search(text, low, first)
        or _COUNTED.search(text, max(0, low - 2), low + 1)
    ):
        return first
    return low


def classes(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that name a class of bodies, whether they act or not.

    >>> t = "各地督促施工单位，鼓励民办养老机构"
    >>> [t[s:e] for s, e in classes(t)]
    ['施工单位', '民办养老机构']
    """
    for match in _HEAD.finditer(text):
        first, end = match.span()
        at = modifiers_start(text, first)
        if text[at : at + 2] in _VERBS and match.group() in _FIRMS and (at + 2 == first or text[at + 2 : first] in _modifiers()):
            at += 2  # 服务企业, 参与国有企业改造: the verb is none of the name
        at = min(at, unknown_class(text, first, end))
        each = text.rfind("各", max(0, first - 7), first)
        if 0 <= each < at - 1 and not _NO_TRADE.search(text, each + 1, at):
            at = each + 1  # 各预算单位
        if at < first or match.group() in _WHOLE:
            yield at, end
    for match in _AREA.finditer(text):
        if text[match.start()] not in "市县区镇街乡" or not is_letter(text[match.start() - 1 : match.start()]):
            yield match.span()
