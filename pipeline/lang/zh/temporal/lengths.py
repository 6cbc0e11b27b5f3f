"""How long is a number of units, and what do the words behind it make of it? 四年, 3个月内, 5年前, 五年来, 三年一次."""

from __future__ import annotations

import re

from pipeline.lang.zh.temporal.fragments import CONN, COUNT, HAN, NUMBER, SP, amount, integer
from pipeline.lang.zh.temporal.match import Match
from pipeline.said import Duration, Moment, Repeated, Rolling, Shifted, Stretch, Unit, Vague
from pipeline.types import Relation

UNIT = (
    r"(?:年(?![级代轻龄份度味画货报鉴终夜检会岁前后]|均|青|少|长|老|内生)|年(?=前|后|度?内)|周年(?=后|内)|载(?![体荷重人波流客])"
    r"|个半月|个多?月|(?<=半)月|个?星期|个?礼拜|周(?![岁年边期围转密刊末长全到知报])"
    r"|天(?![然津气空使际才花河文堂津子平坛山府地门真宫目王性])|日(?![常益本均报照程韩语元志式游])|个?(?:法定)?工作日|个?交易日"
    r"|个?自然日|个?小时(?!候)|分钟|秒钟?(?!级)|刻钟|个季度|个?学期|个?学年|个世纪|个?年头)"
)
PLAIN_UNIT = r"(?:年|载|个多?月|月|个?星期|个?礼拜|周|天|日|个?(?:法定)?工作日|个?小时|分钟|季度|个季度|季)"
_UNIT_OF: dict[str, Unit] = {
    "年": "year", "载": "year", "年头": "year", "周年": "year", "学年": "year",
    "月": "month", "多月": "month", "星期": "week", "礼拜": "week", "周": "week", "天": "day", "日": "day",
    "自然日": "day", "交易日": "workday", "工作日": "workday", "法定工作日": "workday",
    "小时": "hour", "分钟": "minute", "秒": "second", "秒钟": "second", "刻钟": "minute",
    "季度": "quarter", "季": "quarter", "学期": "half", "世纪": "century", "旬": "day",
}  # fmt: skip
_MORE = r"(?:多|余|来)"
PAIR = rf"(?:{NUMBER}{CONN}{NUMBER}|[一两二三四五六七八][二三四五六七八九])"
COUNTED = rf"(?:{PAIR}|{NUMBER})"
_LENGTH = (
    rf"(?P<n>{COUNTED})(?P<more>{_MORE})?{SP}(?P<unit>{UNIT})(?:(?P<more2>[多余])|(?P<half>半)(?![年月天数])"
    rf"|零?(?P<n2>{NUMBER}){SP}(?P<unit2>个月|天|个?星期|日)|又(?P<n3>{NUMBER})(?P<unit3>个月|年|天"
    rf"|日)(?:零?(?P<n4>{NUMBER})(?P<unit4>天|日))?)?"
)

_BEHIND = (
    r"(?P<within>(?:之|以)?内(?![外部容需涵在地生循蒙销河江])|(?:时间)?之内)|(?P<ago>(?:之|以)前"
    r"|前(?![沿列期三后景提端置瞻身任往来进])(?!(?:\d{1,2}|[一二两三四五六七八九十])个?[月季天周年]))|(?P<later>(?:之|以)后"
    r"|后(?![期备勤续代台方者续果来面]))"
    r"|(?P<since>(?:以)?来(?![自源到往访临电信宾之]))|(?P<while>间(?!隔|接|距)|时间(?=里|内))|(?P<once>(?:一|1"
    r"|(?P<times>[两二2三3四4]))(?:次|度|届|遍|轮|评|检|测|换|修|审|聘|签|报)(?![性产年]))|(?P<over>及?以[上下]|左右)"
)
_NUMBERED = re.compile(rf"{_LENGTH}(?:{_BEHIND})?")
SUPERLATIVE = re.compile(r"(?:的|同期|历史)?(?:最|首|新高|新低|罕见|未有|未见|第一|同期最)")
# what lets a bare "N years ago / later" count from the document; behind anything else it counts from an event that nobody dates
_FREE = re.compile(r"(?:^|[\s，。；、：:,;（(“”于在到至比当且及与和或由从早]|相当于|早在)$")
_NO_LENGTH = re.compile(
    r"一年四季|一日三餐|三天两头|一天天|一年比一年|一百年奋斗|(?<=如)一日|半月[谈板]|百年|千年|万年|十年树|半天|一年[生级]|一年又一年|一周岁"
    r"|两天打|一世纪|半日|一日千|一日游|二日游|三日游|[一二两三四五六七八九十]季$"
)
_THE_YEAR = re.compile(r"(?:的|比|关键|关键之|重要|攻坚|收官|开局|不平凡|新)$")
_BEFORE_NO_LENGTH = re.compile(r"(?:第|早|个|Q|q|[A-Za-z]|届|每|〔|\[|-|/|\.|·|同)$")
FOUR_DIGITS = re.compile(rf"\d{{4}}|[{HAN}]{{4}}")
_DAYS_OF_MONTH = re.compile(rf"(?:[12]?\d|3[01]){CONN}(?:[12]?\d|3[01])")
_DAY_ALONE = re.compile(rf"(?:[12]\d|3[01]|0?[1-9]|[{COUNT}]?十[{COUNT}]?)日$")


def unit_of(word: str) -> Unit:
    return _UNIT_OF[word.removeprefix("个").removeprefix("半") if word != "个半月" else "月"]


_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def _months_or_none(value: float, unit: Unit) -> float | None:
    return value * _MONTHS[unit] if unit in _MONTHS else None


def _number(x: float) -> str:
    return str(int(x)) if x == int(x) else f"{x:g}"


def iso(parts: list[tuple[float, Unit]]) -> str | None:
    """The ISO 8601 duration of numbers of units: 1.5 years = P1Y6M, half a month = P15D, 5 quarters = P15M.

    >>> iso([(3.5, "year")]), iso([(0.5, "month")]), iso([(240, "hour")]), iso([(1, "year"), (1, "month"), (21, "day")])
    ('P3Y6M', 'P15D', 'PT240H', 'P1Y1M21D')
    """
    years = months = days = 0.0
    weeks = 0.0
    clock = ""
    for value, unit in parts:
        if unit in ("year", "decade", "century"):
            whole = value * {"year": 1, "decade": 10, "century": 100}[unit]
            years += int(whole)
            months += round((whole - int(whole)) * 12)
        elif unit in ("month", "quarter", "half"):
            whole = value * {"month": 1, "quarter": 3, "half": 6}[unit]
            months += int(whole)
            days += round((whole - int(whole)) * 30)
        elif unit == "week":
            weeks += value
        elif unit in ("day", "workday"):
            days += value
        else:
            clock += _number(value) + {"hour": "H", "minute": "M", "second": "S"}[unit]
    if weeks and not (years or months or days or clock) and weeks == int(weeks):
        return f"P{_number(weeks)}W"
    days += weeks * 7
    date = "".join(_number(v) + c for v, c in ((years, "Y"), (months, "M"), (days, "D")) if v)
    return f"P{date}{'T' + clock if clock else ''}" if date or clock else None


def _read(m: re.Match[str]) -> list[tuple[float, Unit]] | None:
    first = amount(m["n"])
    if first is None or first <= 0 or first > 99999:
        return None
    word = m["unit"]
    unit = unit_of(word)
    if word == "个半月":
        first += 0.5
    if word == "刻钟":
        first *= 15
    if m["half"]:
        first += 0.5
    parts = [(first, unit)]
    for n, u in (("n2", "unit2"), ("n3", "unit3"), ("n4", "unit4")):
        if m[n]:
            value = amount(m[n])
            if value is None:
                return None
            parts.append((value, unit_of(m[u])))
    return parts


TODAY = Moment(day_shift=0)
HELD = re.compile(r"(?:用了|历时|经过|长达|达到?|持续|为期|用|耗时|共计)$")


def numbered(text: str, at: int) -> Match | None:
    """四年, 3个月内, 5年前, 五年来, 三年一次, 两年零三个月: a number of units and what stands behind it."""
    m = _NUMBERED.match(text, at)
    if m is None or _NO_LENGTH.match(text, at) or _BEFORE_NO_LENGTH.search(text, max(0, at - 2), at):
        return None
    parts = _read(m)
    if parts is None:
        return None
    word = m["unit"]
    if m["n"] == "一" and at and text[at - 1] == "比":
        return None  # 一年比一年好
    if m["n"] == "一" and word in ("年", "天") and m.end() == m.end("unit") and _THE_YEAR.search(text, max(0, at - 3), at):
        return None  # 是极不平凡的一年 names the year, it measures nothing
    value, unit = parts[0]
    simple = len(parts) == 1
    if FOUR_DIGITS.search(m["n"]) and not m["more"] and not (m["n"].isdecimal() and int(m["n"]) >= 2200):
        return None  # 2021年 and 1995-1997年 are years
    if word == "日" and _DAYS_OF_MONTH.fullmatch(m["n"]):
        return None  # 12-19日 are days of the month
    if unit in ("year", "month", "week", "day", "quarter") and word in ("年", "天", "日", "周", "季度") and m["n"] in ("千", "百", "百十", "千百"):
        return None
    if m["within"] and simple and not (m["more"] or m["more2"]):
        # 在四年内完成: a length whose start nobody names; alone on its line it counts from today
        if not _alone(text, at, m.end()) or unit in ("hour", "minute", "second"):
            return Match(m.end(), Duration(iso(parts) or ""), "duration_within", closed=True)
        return Match(m.end(), Shifted(value, unit, True, within=True), "within", relation="by", closed=True)
    if m["ago"] or m["later"]:
        if not _FREE.search(text, max(0, at - 3), at):
            if word == "日" and m["ago"] and simple:
                return None  # 15日前 is a day of the month
            return Match(m.start("ago") if m["ago"] else m.start("later"), Duration(iso(parts) or ""), "duration", closed=True, confidence=0.8)
        if word == "日" and _DAY_ALONE.match(text[at : m.end("unit")]) and m["ago"] and m["ago"] == "前":
            return None
        if m["more"] or m["more2"]:
            if value > 10 and unit == "year":
                return Match(m.end(), Vague("PAST" if m["ago"] else "FUTURE"), "vague_around", closed=True)
            after: Relation | None = "after" if m["later"] and m["later"] != "后" else None
        else:
            after = "after" if m["later"] == "以后" else None
            if (after and unit in ("day", "month") and value == 0.5) or (unit == "day" and after):
                value, unit = value * (30 if unit == "month" else 1) + 1, "day"  # 20天以后: from the day after those twenty on
        if _alone(text, at, m.end()):
            if unit in ("week", "month") and simple and value == int(value) and "多" not in m.group() and not (m["more"] or m["more2"]):
                return Match(m.end(), Rolling(value, unit, bool(m["later"]), whole=True), "weeks_alone", closed=True, confidence=0.8)
            after = "by" if m["ago"] == "以前" else after
        return Match(
            m.end(),
            Shifted(value + sum(_in(v, u, unit) for v, u in parts[1:]), unit, bool(m["later"])),
            "ago" if m["ago"] else "later",
            relation=after,
            closed=True,
        )
    if m["since"]:
        if SUPERLATIVE.match(text, m.end()):
            return Match(m.end(), Duration(iso(parts) or ""), "duration_since", closed=True)
        if (m["more"] or m["more2"]) and value > 10:
            return Match(m.end(), Vague("PAST"), "years_since", closed=True)
        if unit != "year" or m["more"] or m["more2"]:
            return Match(m.end(), Stretch(Shifted(value, unit, False), TODAY), "since", closed=True)
        return Match(m.end(), Rolling(value, unit, False), "rolling_since", closed=True)
    if m["times"]:
        months = (_months_or_none(value, unit) or 0) / integer(m["times"])
        return Match(m.end(), Repeated(f"P{int(months)}M"), "once_in", closed=True) if months >= 1 and months == int(months) else None
    if m["once"]:
        return Match(m.end(), Repeated(iso(parts) or ""), "once_in", closed=True)
    if word == "日" and simple and _DAY_ALONE.match(text[at : m.end("unit")]):
        return None if m["n"].isdecimal() or len(m["n"]) > 1 else Match(m.end(), Duration(iso(parts) or ""), "duration", closed=True, confidence=0.6)
    if word == "月":
        return None if m["n"] != "半" else Match(m.end(), Duration("P15D"), "duration", closed=True)
    duration = iso(parts)
    if duration is None:
        return None
    return Match(m.end(), Duration(duration), "duration", closed=True, confidence=0.9)


def _alone(text: str, start: int, end: int) -> bool:
    """Nothing else stands on the line: a question put to the program, or a cell, not a sentence."""
    return text[max(0, start - 1) : start] in ("", "\n") and text[end : end + 1] in ("", "\n")


_IN_DAYS = re.compile(rf"过(?P<n>{NUMBER})(?P<unit>天|个?星期|个?礼拜|周|个月)(?![之以内间后来的多半])")
_NTH_YEAR = re.compile(rf"第(?P<n>{NUMBER})年")


def passed(text: str, at: int) -> Match | None:
    """过两天 at the head of a clause: from the day after those two on; 第七年 alone on its line: this year is the first."""
    m = _IN_DAYS.match(text, at)
    if m is not None and text[max(0, at - 1) : at] in ("", "\n", "，", "。", "再"):
        value = amount(m["n"])
        return Match(m.end(), Shifted(value, unit_of(m["unit"]), True, base=Moment(day_shift=1)), "passed", relation="after", closed=True) if value else None
    m = _NTH_YEAR.match(text, at)
    if m is not None and _alone(text, at, m.end()):
        value = amount(m["n"])
        return Match(m.end(), Moment(year_shift=int(value) - 1), "nth_year", closed=True, confidence=0.6) if value else None
    return None


def _in(value: float, unit: Unit, target: Unit) -> float:
    months, per = _months_or_none(value, unit), _months_or_none(1, target)
    if months is not None and per:
        return months / per
    return 0.0
