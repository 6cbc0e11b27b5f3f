"""Which times count from the day of the document? 过去五年, 近三年, 未来三到五年, 今明两年, 自印发之日起30日内."""

from __future__ import annotations

import re

from pipeline.lang.zh.temporal.fragments import NUMBER, SP, amount
from pipeline.lang.zh.temporal.lengths import COUNTED, FOUR_DIGITS, HELD, PLAIN_UNIT, SUPERLATIVE, TODAY, UNIT, iso, unit_of
from pipeline.lang.zh.temporal.match import Match
from pipeline.said import Duration, Moment, Rolling, Shifted, Stretch, Vague

_AROUND = re.compile(
    rf"(?P<word>近|最近|过去的?|(?<!天)这|刚刚过去的|前|上|往前|(?P<to_come>未来的?|今后的?|往后|接下来的?|下|后|此后的?|将来的?"
    rf"|下一个))(?P<n>{COUNTED}|[几数])[多余]?{SP}(?P<unit>{PLAIN_UNIT})(?P<more>多)?(?:时间)?"
    r"(?P<tail>(?:之|以)内|内(?![外部容需])|间(?![隔接距])|(?:以)?来(?![自源到往访之]))?(?P<late>(?:之|以)?[前后](?![期备勤]))?"
)
_EVENT_BEFORE = re.compile(r"(?:[^\s，。；：、（“”‘’的在于是至到比与和及了用将把自从近]|[学业产开假播工])$")
_NO_STRETCH = re.compile(r"[代级轻龄份度均]|青年")
AROUND_STARTS = "近最过这刚前上往未今接下后此将"


def around(text: str, at: int) -> Match | None:
    """过去五年, 近三年, 未来三到五年, 前两天, 上2个月: a stretch next to now."""
    m = _AROUND.match(text, at)
    if m is None or m["late"] or FOUR_DIGITS.search(m["n"]) or (at and text[at - 1] in "以之先年月日目当提天前后午周") or _NO_STRETCH.match(text, m.end()):
        return None
    word, forward = m["word"], bool(m["to_come"])
    if word in ("前", "后", "上", "下") and _EVENT_BEFORE.search(text, max(0, at - 1), at):
        return None  # 开学前7天 counts from an event
    unit = unit_of(m["unit"])
    if m["n"] in "几数":
        return Match(m.end(), Vague("FUTURE" if forward else "PAST"), "vague_around", closed=True, confidence=0.85)
    value = amount(m["n"])
    if not value or m["n"] in ("百", "千", "百千", "十百"):
        return None
    if m["unit"] in ("年", "月", "季", "季度", "周") and m["n"] == "一" and word in ("上", "下", "这"):
        return None
    if m["unit"] == "月" and word not in ("前", "上", "下"):
        return None
    if word == "近" and unit in ("year", "month", "day", "week", "hour", "minute") and not m["tail"] and HELD.search(text, max(0, at - 3), at):
        return Match(m.end(), Duration(iso([(value, unit)]) or ""), "duration", start=at, closed=True)
    if unit in ("hour", "minute", "second") or (not forward and SUPERLATIVE.match(text, m.end())):
        return Match(m.end(), Duration(iso([(value, unit)]) or ""), "duration_since", closed=True)
    if word == "前" and unit == "year" and value == int(value) and m["n"] in ("一",):
        return None
    return Match(
        m.end(), Rolling(value, unit, forward, whole=word in ("前", "上", "下", "后") and not (word == "后" and unit == "year")), "rolling", closed=True
    )


_BOTH_YEARS = re.compile(r"(?P<a>[去今明])(?P<b>[今明后])两年")
_YEAR_SHIFT = {"去": -1, "今": 0, "明": 1, "后": 2}


def both_years(text: str, at: int) -> Match | None:
    """今明两年."""
    m = _BOTH_YEARS.match(text, at)
    if m is None or _YEAR_SHIFT[m["b"]] <= _YEAR_SHIFT[m["a"]]:
        return None
    return Match(m.end(), Stretch(Moment(year_shift=_YEAR_SHIFT[m["a"]]), Moment(year_shift=_YEAR_SHIFT[m["b"]])), "both_years", range_=True)


ISSUED = ("印发", "发布", "公布", "下发", "颁布", "颁发", "公告", "签署", "发文", "成文", "印制", "公示")
_ISSUE = rf"(?:{'|'.join(ISSUED)})"
_FROM_ISSUE = re.compile(
    rf"(?:(?:本|该|此)(?:(?![自从由])[\u4e00-\u9fff]){{0,8}}?)?{_ISSUE}(?:(?:之日|之时|当日|日(?!期))(?:起|后|以后|之后|开始)?|(?:后"
    rf"|之后|以后)(?=[，,]?{NUMBER}{SP}{UNIT}(?:之|以)?内))"
    rf"[，,]?(?:(?P<n>{NUMBER}){SP}(?P<unit>{UNIT})(?P<behind>(?:之|以)?内|(?:之|以)?后))?"
)


_PAPER_BEFORE = re.compile(
    r"(?:(?:本|该|此)?(?:实施|行动|工作)?(?:方案|办法|意见|通知|规定|规则|细则|决定|条例|计划|规划|文件|纲要|指南|措施|公告|通告|决议|要点|清单|标准))$"
)


def _paper(text: str, at: int) -> int:
    """Where 方案 of 方案印发后 begins, `at` where no paper is named."""
    m = _PAPER_BEFORE.search(text, max(0, at - 5), at)
    return m.start() if m else at


def from_issue(text: str, at: int) -> Match | None:
    """印发之日起30日内, 本办法自公布之日起三个月内, 发布之日起: counted from the day of the document."""
    m = _FROM_ISSUE.match(text, at)
    if m is None:
        return None
    if m["n"]:
        value = amount(m["n"])
        if not value:
            return None
        within = m["behind"].endswith("内")
        said = Shifted(value, unit_of(m["unit"]), True, base=TODAY, within=within)
        return Match(m.end(), said, "from_issue", start=_paper(text, at), relation="by" if within else "after", closed=True)
    if "起" not in m.group() and "日" not in m.group():
        return None
    end = m.end()
    while end > at and text[end - 1] in "，,":
        end -= 1
    after = text[end - 1] in "起后始"
    return Match(end, TODAY, "day_of_issue", start=_paper(text, at), relation="after" if after else "in", closed=True, confidence=0.8)
