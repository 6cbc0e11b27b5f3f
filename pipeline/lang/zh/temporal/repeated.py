"""How often? 每年, 每三年一次, 按季度, 7×24小时: the period of one repetition."""

from __future__ import annotations

import re

from pipeline.lang.zh.temporal.fragments import NUMBER, SP, amount
from pipeline.lang.zh.temporal.lengths import PAIR, iso, unit_of
from pipeline.lang.zh.temporal.match import Match
from pipeline.said import Repeated

_EVERY = re.compile(
    rf"(?:每(?![年月季周星天日旬半小分个])[\u4e00-\u9fff]{{1,2}}(?=每[年月周天日学季]|每个[月学季]))?每(?:间?隔)?(?:(?P<n>{PAIR}|{NUMBER}|个)?{SP}(?P<unit>年(?![级代龄])|个?月|季度?|周(?!岁)|个?星期|个?礼拜|天|日|旬|个?工作日"
    rf"|个?小时|分钟|个?学期|个?学年|个?季度|半年|半月)|(?P<halfyear>半年|半个?月))"
    r"(?:至少|不少于|开展|进行|组织|召开)?(?P<once>(?:一|1)(?:次|遍|轮|届|评|检|测)(?!性|产))?"
)


_INSIDE = re.compile(r"(?:的?(?:第[一二三1-3]个?月|首月|末月)(?:的?(?:\d{1,2}[日号]|[底末]|[上中下]旬)(?:之?前)?)?)?")  # 每季度第一个月20日前


def every(text: str, at: int) -> Match | None:
    """每年, 每三年, 每半年一次, 每季度, 每天: the period of one repetition."""
    m = _EVERY.match(text, at)
    if m is None:
        return None
    if m["halfyear"] or m["unit"] in ("半年", "半月"):
        word = m["halfyear"] or m["unit"]
        return Match(_whole_once(m), Repeated("P6M" if word == "半年" else "P15D"), "every", closed=True)
    value = 1.0 if m["n"] in (None, "个") else amount(m["n"])
    if not value:
        return None
    unit_word = m["unit"]
    if unit_word == "旬":
        value, unit_word = value * 10, "天"
    period = iso([(value, unit_of(unit_word))])
    return None if period is None else Match(_whole_once(m), Repeated(period), "every", closed=True)


def _whole_once(m: re.Match[str]) -> int:
    """开展, 至少 between the period and 一次 leave 一次 outside: 每年开展一次 is spanned 每年."""
    if not m["once"]:
        inside = _INSIDE.match(m.string, m.end("unit") if m["unit"] else m.end("halfyear"))
        return inside.end()  # type: ignore[union-attr]  # matches nothing too
    unit_end = m.end("unit") if m["unit"] else m.end("halfyear")
    return m.end() if m.start("once") == unit_end else unit_end


_BY_PERIOD = re.compile(
    r"(?P<word>按|逐|隔)(?P<unit>年度?|月度?|季度?|半年|周|日|旬)(?![计级龄代历份期期前后内]|均|度?计划|时|产|薪|租|工资|龄|常|照|内|子|节)"
)
_ROUND_THE_CLOCK = re.compile(r"(?:7|七)[ ]?[×xX*＊][ ]?24(?:[ ]?小时)?|24[ ]?/[ ]?7|24小时(?=不间断|不打烊|值班|值守|在岗)")


def by_period(text: str, at: int) -> Match | None:
    """按季度, 按月, 逐月, 隔年."""
    m = _BY_PERIOD.match(text, at)
    if m is None or (m["word"] == "逐" and m["unit"][0] == "年") or (m["word"] == "按" and m["unit"] in ("年", "日", "年度")):
        return None
    period = {"年": "P1Y", "月": "P1M", "季": "P3M", "半": "P6M", "周": "P1W", "日": "P1D", "旬": "P10D"}[m["unit"][0]]
    if m["word"] == "隔":
        period = period.replace("1", "2")
    return Match(m.end(), Repeated(period), "by_period", closed=True)


def round_the_clock(text: str, at: int) -> Match | None:
    """7×24小时, 24/7: every day."""
    m = _ROUND_THE_CLOCK.match(text, at)
    return Match(m.end(), Repeated("P1D"), "round_the_clock", closed=True) if m else None
