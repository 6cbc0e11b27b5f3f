"""What do the numbers of a list share: a unit, a bound, a change, a noun? (分别提高11.1、11.2个百分点)"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.lang.zh.numerals import HAN_CHARS
from pipeline.lang.zh.quantity_amount import Amount, read
from pipeline.types import QuantityMention

_LIST_MARK = re.compile(r" ?[、和及与或/] ?|, ")
_RATE_NOUN = re.compile(r"的(?:年均)?(?:增速|增长|增幅|涨幅|增量|降幅)")
_SAME_NOUN_WITHIN = 40
_THEMSELVES = "人户次国省市州县乡镇村校级分"
_LIST_LONGEST = 12
_VERB = re.compile("[，。；增减升降]")
_APART = 8
_APART_WORD = 24
_NO_LENDERS = ("ratio", "ordinal", "level")


def borrow_unit(text: str, amount: Amount) -> None:
    """分别提高11.1、11.2个百分点: a bare number in a list takes, in place, the unit of the next one that has any."""
    at = amount.end
    for _ in range(_LIST_LONGEST):
        gap = _LIST_MARK.match(text, at)
        if not gap or not text[gap.end() : gap.end() + 1].isdigit():
            return
        following = read(text, gap.end(), ranges=False)
        if following is None:
            return
        if following.unit is not None:
            if following.unit.kind in _NO_LENDERS or following.rule in ("fraction", "half"):
                return
            decimal = "." in text[amount.start : amount.number_end]
            if decimal or "分别" in text[max(0, amount.start - 30) : amount.start] or following.unit.kind == "percent":
                amount.unit, amount.rule = following.unit, following.unit.kind
                amount.value *= following.unit.factor
            return
        at = following.end


def shared(text: str, found: list[QuantityMention]) -> list[QuantityMention]:
    """A change word or bound that governs a list counts for each of its numbers (不低于10%和30%; 分别增长5%、6%).

    A count without a noun takes that of the count before it (新增3个产业集群、总数达13个). The mentions come back in the same order.
    """
    forward: list[QuantityMention] = []
    for mention in _from_the_end(text, found):
        if forward:
            mention = _same_noun(text, forward[-1], _governed(text, forward[-1], mention))
        forward.append(mention)
    return forward


_PRICED = re.compile(
    r"(?:每(?:斤|公斤|千克|吨|度|千瓦时|立方米|升|亩|人次|趟)|[电水气油粮药米麦]价|单价|价格|收购价|票价)"
    r"(?:(?!满意|评|测|考核|得分)[^，。；\n]){0,24}\Z"
)
_MONEY_NEAR = re.compile(r"[、和][\d.]+(?:毛|角|分)钱")
_CENT = Decimal("0.01")


def cents(text: str, found: list[QuantityMention]) -> list[QuantityMention]:
    """分 is money beside a price (每斤提高3分、5分和1毛钱; 电价降低2分), a score elsewhere."""
    return [
        replace(m, unit="CNY", noun=None, value=m.value * _CENT, value_max=m.value_max * _CENT if m.value_max is not None else None)
        if m.unit == "count"
        and m.text.endswith("分")
        and (_PRICED.search(text, max(0, m.start - 36), m.start) or _MONEY_NEAR.match(text, m.end) or _MONEY_NEAR.search(text, m.end, m.end + 12))
        else m
        for m in found
    ]


def _listed(text: str, first: QuantityMention, second: QuantityMention) -> bool:
    """Whether two mentions of one unit are joined by nothing but 、 or 和."""
    return first.unit == second.unit and second.start - first.end <= 3 and _LIST_MARK.fullmatch(text, first.end, second.start) is not None


def _governed(text: str, previous: QuantityMention, mention: QuantityMention) -> QuantityMention:
    if not _listed(text, previous, mention):
        return replace(mention, change="increase") if _added_too(text, previous, mention) else mention
    total = mention.comparator == "gt" and not _begins_with_number(mention)  # 净增98万户、突破1900万户
    change = previous.change if mention.change == "level" and not total else mention.change
    comparator = mention.comparator
    if comparator == "eq" and previous.comparator not in ("eq", "range") and not _begins_with_number(previous):
        comparator = previous.comparator
    return mention if (change, comparator) == (mention.change, mention.comparator) else replace(mention, comparator=comparator, change=change)


# 新增甲企业14家、乙企业38家: both are added; 新增3家、累计达到12家 tells a total
_NEXT_ITEM = re.compile(
    r"[、和](?!累计|总|达|共|其中|减|增|开设|建成|完成|突破|超|居|位|较|比|改造|提升|新建|改建|扩建|建设|修建|安装|设置|配备|更新|打造|培训|发放|开通|举办|组织|带动|吸引|惠及|服务|上线|落地|帮助|支持|引进|培育|入选)(?:(?!总数|总量|累计"
    r"|达到?$)[\u4e00-\u9fff“”（）]){2,24}\Z"
)


def _added_too(text: str, previous: QuantityMention, mention: QuantityMention) -> bool:
    """Does a count go on with a list of what is added?"""
    if (previous.change, mention.change, previous.unit, mention.unit) != ("increase", "level", "count", "count"):
        return False
    if _NEXT_ITEM.fullmatch(text, previous.end, mention.start) is None:
        return False
    return (
        text.rfind("新增", max(0, previous.start - 30), previous.start) >= 0
        or text.rfind("净增", max(0, previous.start - 30), previous.start) >= 0
        or (previous.start - text.rfind("、", 0, previous.start) <= 24)
    )


def _begins_with_number(mention: QuantityMention) -> bool:
    return mention.text[0].isdigit() or mention.text[0] in HAN_CHARS


def _same_noun(text: str, previous: QuantityMention, mention: QuantityMention) -> QuantityMention:
    if mention.noun is not None or mention.unit != "count" or not previous.noun or previous.noun in _THEMSELVES:
        return mention
    near = mention.start - previous.end < _SAME_NOUN_WITHIN and "。" not in text[previous.end : mention.start]
    return replace(mention, noun=previous.noun) if near else mention


def _from_the_end(text: str, found: list[QuantityMention]) -> list[QuantityMention]:
    """What stands behind the last number of a list counts for all of it: 1.5个百分点、10年前2.5个百分点的增量; 分别达到90%、60%、35%以上."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        here, following = out[i], out[i + 1]
        if here.unit != following.unit or following.start - here.end > _APART:
            continue
        gap = text[here.end : following.start]
        if (
            here.change == "level"
            and following.change != "level"
            and _RATE_NOUN.match(text, following.end)
            and gap[:1] in ("、", "和")
            and not _VERB.search(gap)
        ):
            here = out[i] = replace(here, change=following.change)
        bounded = following.comparator in ("ge", "le", "approx") and following.text[0].isdigit() and here.comparator == "eq"
        if bounded and _listed(text, here, following) and "分别" in text[max(0, here.start - _APART_WORD) : here.start]:
            out[i] = replace(here, comparator=following.comparator)
    return out
