"""Which calendar places go by a name alone? 年底, 月初, 全年, 年度, 今天, 即日起, 春节, 本季度."""

from __future__ import annotations

import re

from pipeline.lang.zh.temporal.fragments import COUNT, DAY, EDGE, MID_YEAR, TIME_OF_DAY, integer
from pipeline.lang.zh.temporal.lexicon import HOLIDAY_ALONE, HOLIDAY_KEYS
from pipeline.lang.zh.temporal.match import Match
from pipeline.said import Moment, Vague, WholeYear

_EDGES = re.compile(rf"(?P<unit>年|月|季|本周|周)(?P<edge>[初底末]|(?<=年)中{MID_YEAR})(?![尾次级期考])")
_BEFORE_EDGE = re.compile(rf"(?:[\d{COUNT}十每多学童老少青成去来个半几数往近历逐两新旧平整]|[上下]半)$")


def edge(text: str, at: int) -> Match | None:
    """年底, 年初, 月底, 月末, 季末, without the year or month they belong to."""
    m = _EDGES.match(text, at)
    if m is None or (at and _BEFORE_EDGE.search(text, at - 2 if at > 1 else 0, at)):
        return None
    part = EDGE[m["edge"]]
    unit = m["unit"]
    if unit == "年":
        return Match(m.end(), Moment(part=part), "year_edge")
    if unit == "月":
        return Match(m.end(), Moment(month_shift=0, part=part), "month_edge")
    if unit == "季":
        return Match(m.end(), Moment(quarter_shift=0, part=part), "quarter_edge")
    return None


_YEAR_WORDS = re.compile(
    r"(?P<whole>全年(?!无休|龄|开放|不休|候|级)|整年)|(?P<new>新的一年)|(?P<within>年内(?!涵))"
    r"|(?P<annual>年度(?=[\u4e00-\u9fff]{0,6}?(?:目标|任务)(?!责任|考核|管理|书)|(?:重点|主要|发展|投资|工作)?(?:指标|计划|工作要点"
    r"|工作安排|预算(?!执行))))"
)
_BEFORE_YEAR_WORD = re.compile(rf"(?:[\d{COUNT}十〇零百千万几数多半每各跨分逐双两学往历上下本今去明后前财农次同新一某该当周全]|个|[一-九]百)$")


def year_word(text: str, at: int) -> Match | None:
    """全年 (the year the passage tells of), 年内 and the 年度 of 年度目标 (the document's year)."""
    m = _YEAR_WORDS.match(text, at)
    if m is None:
        return None
    if m["whole"]:
        return Match(m.end(), WholeYear(), "whole_year", closed=True)
    if m["new"]:
        return Match(m.end(), Moment(year_shift=0), "new_year", closed=True, confidence=0.8)
    if at and _BEFORE_YEAR_WORD.search(text, at - 1, at):
        return None
    return Match(m.end(), Moment(year_shift=0), "within_year" if m["within"] else "framed_annual", closed=True, confidence=0.85)


_DAY_SHIFT = {
    "今天": 0, "今日": 0, "今晨": 0, "今晚": 0, "今早": 0, "明早": 1, "明晚": 1, "明天": 1, "明日": 1, "昨天": -1, "昨日": -1, "昨晚": -1,
    "后天": 2, "大后天": 3, "前天": -2, "大前天": -3, "本日": 0, "即日": 0, "翌日": 1, "次日": 1,
}  # fmt: skip
_DAYS = re.compile(
    rf"(?P<word>今天|今日(?!头条)|今[晨晚早]|明[晚早]|(?<!美好)(?<!的)明天(?!的希望)|(?<=的)明天(?=[将的上下早])|(?<!美好)明日(?!之星|歌)"
    rf"|昨[天日晚]|大?后天(?![养努因])|大?前天|(?<![成资基])本日|即日(?=起|前)){TIME_OF_DAY}"
    r"|(?P<anaphor>当天|(?:当|同|次|翌)日(?![本元]))"
)
_SINCE = re.compile(r"第(?P<n>[一二三四五六七八九十\d]{1,3})(?P<u>天|日)起")


def day_word(text: str, at: int) -> Match | None:
    """今天, 明日, 即日起, 当天 (the day named before)."""
    m = _DAYS.match(text, at)
    if m is not None:
        if m["anaphor"]:
            if at and text[at - 1] in "每":
                return None
            return Match(m.end(), Vague("PAST"), "same_day", closed=True, confidence=0.7, same_day=True, year_offset=1 if m["anaphor"][0] in "次翌" else 0)
        if at and text[at - 1] in "以先" and m["word"].endswith("天"):
            return None
        return Match(m.end(), Moment(day_shift=_DAY_SHIFT[m["word"]]), "day_word")
    m = _SINCE.match(text, at)
    if m is not None:
        return Match(m.end() - 1, Moment(day_shift=integer(m["n"])), "nth_day", confidence=0.6)
    return None


_QUARTER = re.compile(r"(?P<which>本|上{1,2}个?|下{1,2}个?|这个)(?:一)?(?:个)?季度?(?P<edge>[初末底])?(?![节])")


def quarter_word(text: str, at: int) -> Match | None:
    """本季度, 上个季度, 上季度末, 下下个季度."""
    m = _QUARTER.match(text, at)
    if m is None or not ("季度" in m.group() or m["edge"]):
        return None
    which = m["which"].removesuffix("个")
    shift = len(which) * (-1 if which[0] == "上" else 1 if which[0] == "下" else 0)
    return Match(m.end(), Moment(quarter_shift=shift, part=EDGE[m["edge"]] if m["edge"] else None), "quarter_word")


_FRAMED = ("国庆", "五一", "十一", "中秋", "清明", "端午")
HOLIDAY_STARTS = sorted({word[:2] for word in (*HOLIDAY_KEYS, *(f"“{word}" for word in _FRAMED))})
_HOLIDAY = re.compile(
    rf"(?:(?P<alone>{HOLIDAY_ALONE})|[“”]?(?P<framed>{'|'.join(_FRAMED)})[”]?(?=假期|长假|小长假|黄金周|期间|节"
    rf"|(?<=国庆)[、，。前后和]))(?:(?:假期|长假|小长假|黄金周|期间|节日)|当天)?"
)


def holiday_word(text: str, at: int) -> Match | None:
    """春节, 国庆节前, 五一假期."""
    m = _HOLIDAY.match(text, at)
    if m is None:
        return None
    word = m["alone"] or m["framed"]
    end = m.end() + 1 if text[m.end() : m.end() + 1] == "节" else m.end()
    return Match(end, Moment(holiday=HOLIDAY_KEYS[word]), "holiday")


_LUNAR = re.compile(rf"(?:(?:农历|阴历)(?P<m>[{COUNT}十正腊冬]{{1,2}})月|(?P<name>正月|腊月))(?P<d>初[{COUNT}十]|{DAY}(?!\d)日?)?")


def lunar_word(text: str, at: int) -> Match | None:
    """农历八月十五, 正月初五, 腊月."""
    m = _LUNAR.match(text, at)
    if m is None:
        return None
    name = m["name"][0] if m["name"] else m["m"]
    month = {"正": 1, "冬": 11, "腊": 12}.get(name) or integer(name)
    day = f"-{integer(m['d'].removesuffix('日'))}" if m["d"] else ""
    return Match(m.end(), Moment(holiday=f"lunar-{month}{day}"), "lunar")


_DAY_OF_MONTH = re.compile(
    rf"(?P<day>[12]\d|3[01]|0?[1-9]|[二三]?十[{COUNT}]?|三十一?|廿[{COUNT}])日(?![常内均本报照程元语韩游龄期子夜间用产]|以内|之内"
    rf"|起?[\d{COUNT}]+日内){TIME_OF_DAY}"
)


def day_of_month(text: str, at: int) -> Match | None:
    """15日, 二十日: of the month named before or of the document's."""
    m = _DAY_OF_MONTH.match(text, at)
    if m is None or (at and text[at - 1] in "第每满每年超足近约个前后多余至到-—–~.．:：/〔[(（共达"):
        return None
    return Match(m.end(), Moment(day=integer(m["day"])), "day_of_month", confidence=0.75)


_RANGE_DAY = re.compile(rf"(?P<day>{DAY})(?:日|号)(?![内均]){TIME_OF_DAY}")


def day_in_range(text: str, at: int) -> Match | None:
    """The second end of 4月12日至19日: a bare day where a connector has just gone before."""
    m = _RANGE_DAY.match(text, at)
    return None if m is None else Match(m.end(), Moment(day=integer(m["day"])), "day_of_month")
