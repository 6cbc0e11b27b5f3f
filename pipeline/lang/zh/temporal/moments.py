"""Which place on the calendar does a Chinese expression name? Years, months, days and their parts: 2022年3月中旬, 今年前三季度, “十四五”末."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.lang.zh.temporal.fragments import (
    CONN,
    COUNT,
    DAY,
    EDGE,
    HAN,
    MID_YEAR,
    MONTH,
    NUMBER,
    SP,
    THIRD,
    TIME_OF_DAY,
    WEEKDAY,
    YEAR2,
    YEAR4,
    amount,
    integer,
    weekday,
    year2,
)
from pipeline.lang.zh.temporal.lexicon import HOLIDAY, HOLIDAY_KEYS
from pipeline.lang.zh.temporal.match import Match
from pipeline.said import Moment, Part, Stretch, Unit

# 今年 ... with the shift of each; what must stand around them is in _RELATIVE_YEAR
_YEAR_SHIFT = {
    "今年": 0, "本年": 0, "这一年": 0, "去年": -1, "上年": -1, "上一年": -1, "前年": -2, "大前年": -3, "明年": 1, "来年": 1, "下年": 1, "下一年": 1,
    "后年": 2, "大后年": 3,
}  # fmt: skip
_ANAPHORIC_YEAR = {"当年": 0, "同年": 0, "该年": 0, "那年": 0, "次年": 1, "翌年": 1}
_RELATIVE_YEAR = (
    r"(?:今年|(?<![基样版成资])本年|这一年|(?<!过)去年|(?<![以])上一?年(?!纪|岁|轻)|(?<![以之])大?前年(?!度)|(?<!说)明年|(?<![近年以])来年|(?<![以])下一?年"
    r"|(?<![今以先前最])大?后年(?!度|均|龄))(?:度(?!夏|假|过))?"
)
_ANAPHORIC = r"(?:当年|(?<![不相共])同年(?![龄级代份度])|该年(?![龄级代轻份])|那年|(?<![每一两三])[次翌]年)(?:度(?!夏|假|过))?"
_MONTH_SHIFT = {
    "本月": 0, "当月": 0, "这个月": 0, "今个月": 0, "上月": -1, "上个月": -1, "上一个月": -1, "上上月": -2, "上上个月": -2,
    "下月": 1, "下个月": 1, "下一个月": 1,
    "下下个月": 2, "次月": 1,
}  # fmt: skip
_RELATIVE_MONTH = r"(?:(?<![基资])本月|当月|[这今]个月|(?<!以)上{1,2}个?月|上一个月|(?<!以)下{1,2}个?月|下一个月|(?<!每)次月)(?!亮|饼|球|光)"

_YEAR = (
    rf"(?:(?:公元)?(?P<year>{YEAR4}){SP}年(?!代)(?:度(?!夏|假|过)|份)?|(?P<reign>民国)(?P<reign_year>{NUMBER}|元)年"
    rf"|(?P<relative>{_RELATIVE_YEAR})|(?P<anaphor>{_ANAPHORIC})|(?P<bare>(?:(?:19|20)\d\d"
    rf"|[一二][{HAN}]{{3}})(?={CONN}{YEAR4}{SP}年(?![代级制])|{CONN}(?:0[1-9]|[1-4]\d){SP}年(?![代级制内])"
    rf"|(?:[、和及与]{YEAR4}){{1,4}}{SP}[两三四五]?年)))"
)
# 22年 may be the year 2022 or 22 years: it is a year where more of a date follows or its words leave no other reading
_SHORT_YEAR = rf"(?P<short>{YEAR2}){SP}年(?:度(?!夏|假|过)|份)?"

_MONTH_PART = (
    r"(?:月?(?P<third>上旬|中旬|下旬)|月?(?P<thirds>[上中]、?[中下])旬|月?(?P<month_half>[上下])半月|月?(?P<month_edge>[初底末]"
    r"|中(?=前|以前|之前|[，。、；）)\s]|完成|$)))"
)
_CLOCKED = rf"(?:{SP}[（(]?(?P<weekday>{WEEKDAY})[）)]?)?(?P<clock>{TIME_OF_DAY})"
_DAYS = (
    rf"(?:(?P<day>{DAY}){SP}(?:日(?![元语韩])|号(?![线楼院文令]))|(?P<part_day>{DAY})(?={CONN}{DAY}{SP}[日号]|[、和]{DAY}{SP}日)"
    rf"|(?P<lunar_first>初[{COUNT}十])|(?<! )(?P<bare_day>{DAY})(?=$|[\s，。；、）)前起出]|{CONN}{MONTH}{SP}月))"
)
_MONTHS = (
    rf"(?:(?:(?P<month>{MONTH}){SP}月(?!龄)(?:份)?|(?P<part_month>{MONTH})(?={CONN}{MONTH}{SP}月|[、和]{MONTH}{SP}月)|(?P<month_shift>{_RELATIVE_MONTH}))"
    rf"(?:{SP}{_DAYS}{_CLOCKED}|{SP}{_MONTH_PART})?)"
)
_QUARTERS = (
    rf"(?:第?(?P<quarter>[一二三四1-4])季度|第(?P<nth_quarter>[一二三四1-4])个季度|Q(?P<q>[1-4])(?:季度)?(?!\d)"
    rf"|(?P<part_quarter>第?[一二三1-3])(?={CONN}第?[二三四2-4]季度|[、和]第?[二三四2-4]季度)|(?P<edge_quarter>首|末"
    rf"|最后一个)季度)(?P<quarter_edge>[初末底](?![级期]))?"
)
_HALVES = r"(?P<half>上半年|下半年)(?:度)?"
_SEASONS = (
    r"(?P<season>[春夏秋冬])(?:(?P<season_word>季)(?:学期)?(?![奥残]|运动会)|(?P<season_sky>天)|(?P<season_bare>(?=[、，。；\s前起]"
    r"|入学|完工|建成|开学|投入|招生|征兵|开工|种植|$)))"
)
_YEAR_PART = (
    rf"(?:年?(?:(?P<year_edge>初|底|末(?![期尾]))|(?P<year_middle>(?<=年)年中|中{MID_YEAR}))"
    r"|(?P<whole>全年|整年|年全年)|年(?P<year_phase>[前中后]期))"
)
_NTH = (
    rf"(?:的)?(?:(?P<front>前|头|最初|开头)|(?P<back>最后|末|后)){SP}(?P<count>{NUMBER}){SP}(?:个)?{SP}(?P<nth_unit>工作日|季度|月"
    rf"|周|星期|天|日|年|旬)(?![度期级])"
    rf"|(?:的)?第(?P<nth>{NUMBER})(?:个)?(?P<one_unit>工作日|季度|月|周|星期|天|日|旬)(?:的?(?P<nth_weekday>{WEEKDAY}|[周星期][一二三四五六日天]))?"
)
_LUNAR = rf"(?:农历|阴历)?(?:(?P<lunar_month>正月|腊月|冬月)|(?<=历)(?P<lunar_number>{MONTH})月)(?P<lunar_day>初[{COUNT}十]|{DAY}(?!\d)日?)?"
_WITHIN_YEAR = rf"(?:{_QUARTERS}|{_HALVES}|{_SEASONS}|{_NTH}|{_LUNAR}|{_MONTHS}|(?P<holiday>{HOLIDAY})(?:假期|长假|小长假|黄金周|期间|当天)?)"
_DATE = re.compile(rf"{_YEAR}(?:{SP}的?{SP}{_WITHIN_YEAR}|{_YEAR_PART}|(?P<phase>[前中后]期))?")
_SHORT = re.compile(rf"{_SHORT_YEAR}(?:{SP}{_WITHIN_YEAR}|{_YEAR_PART})?")
_NO_YEAR = re.compile(rf"(?:{_MONTHS}(?:{_NTH})?|{_QUARTERS}|{_HALVES})")

_SEASON_OF = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
_PHASE: dict[str, Part] = {"前": "early", "中": "mid", "后": "late"}
_UNITS: dict[str, Unit] = {"月": "month", "季度": "quarter", "周": "week", "星期": "week", "天": "day", "日": "day", "年": "year", "工作日": "workday"}


def date_with_year(text: str, at: int) -> Match | None:
    """2022年3月中旬, 今年前三季度, 去年末, 二〇二二年, 2021 年的最后 4 个月: an expression that begins with its year."""
    m = _DATE.match(text, at)
    if m is None:
        return None
    g = m.groupdict()
    base, anaphor = Moment(), None
    if g["year"]:
        if g["year"] in ("两千", "二千") and m.end() == m.end("year") + 1:
            return None  # 两千年的交往 is a length
        base = Moment(year=integer(g["year"]))
    elif g["bare"]:
        base = Moment(year=integer(g["bare"]))
    elif g["reign"]:
        base = Moment(year=1911 + integer(g["reign_year"]))
    elif g["relative"]:
        base = Moment(year_shift=_YEAR_SHIFT[g["relative"].removesuffix("度")])
    else:
        anaphor = _ANAPHORIC_YEAR[g["anaphor"].removesuffix("度")]
    match = _finish(m, base, anaphor)
    if match is not None and g["relative"] and g["relative"][0] in "上这":
        return replace(match, rule="framed_" + match.rule)  # 上年 is the year before the one spoken of
    return match


# years where 22年 is followed by what only a year has; or led in by what only leads in a year
_AFTER_SHORT_YEAR = re.compile(r"(?:以来|全年|目标|计划|预算|同期|初|底|末|年|上|下|春|夏|秋|冬)")
_BEFORE_LENGTH = re.compile(
    r"(?:近|约|历时|经过|长达|达|从[教医业警事军]|工龄|教龄|党龄|满|用|第|超过?|了|刑|持续|连续|每|余|过去|未来|今后|这|那|最近|整"
    r"|约为|于|[\d一二三四五六七八九十]|周期|寿命|期限|期)$"
)
_AFTER_LENGTH = re.compile(r"(?:来|间|以上|以内|内|后|前|之|时间|的?历史|寿命|质保|多|余|期|级|代|制|不|如|一|工龄|有期|租|产权|使用|老)")


def short_year(text: str, at: int) -> Match | None:
    """’08年, 15年3月2日, 九七年一季度, 22年 where nothing says that it is a length of time."""
    m = _SHORT.match(text, at)
    if m is None:
        return None
    short = m["short"]
    more = m.end() > m.end("short") + 1 and text[m.end("short") : m.end()].strip() not in ("年", "年度", "年份")
    if not more and "度" not in m.group() and "份" not in m.group():
        if short[0] in "'’‘" or (short[0] == "0" and short[-1].isdecimal()):
            pass
        elif short.isdecimal():
            if not 16 <= int(short) <= 40 or (int(short) % 5 == 0 and not _AFTER_SHORT_YEAR.match(text, m.end())):
                return None
            if _BEFORE_LENGTH.search(text, max(0, at - 4), at) or _AFTER_LENGTH.match(text, m.end()):
                return None
        elif not (short[0] in "零〇○" or (short[0] == short[1]) or (short[0] == "九" and short[1] in "〇零○九二三四五六七八")) or _BEFORE_LENGTH.search(
            text, max(0, at - 4), at
        ):
            return None
    return _finish(m, Moment(year=year2(short)), None, confidence=0.8)


_NOT_MONTH = re.compile(r"(?:十月革命|五月天|三月三|八月桂|七月流火|一月[接拼又]|六月飞|二月河|[一二三四五六七八九十]月(?:饼|球|光))")


def date_without_year(text: str, at: int) -> Match | None:
    """9月1日, 3月底, 一季度末, 上半年, 本月9日, 4月前4天: the year is for the context to say."""
    m = _NO_YEAR.match(text, at)
    if m is None or _NOT_MONTH.match(text, at):
        return None
    if m["bare_day"] and m["month"] and not (m["month"] + m["bare_day"]).isdecimal() and not any(c.isdecimal() for c in m["bare_day"]):
        return Match(m.end(), Moment(holiday=f"lunar-{integer(m['month'])}-{integer(m['bare_day'])}"), "lunar", confidence=0.7)  # 八月十五 without 日
    match = _finish(m, Moment(), None)
    if match is not None and match.partial and text[match.end : match.end + 1] in "、和" and not m["day"] and not m["part_day"]:
        return None  # 三、四月底前完成 begins with the number of its paragraph
    return match


_QUARTER_RUN = re.compile(rf"前(?P<n>[一二两三1-3])(?:个)?季度|前(?P<months>\d{{1,2}}|[三四五六七八九]|十一?){SP}(?:个)?月(?!内|后|前|期)")


def year_so_far(text: str, at: int) -> Match | None:
    """前三季度, 前11个月: from January on, of the year that the context says."""
    m = _QUARTER_RUN.match(text, at)
    if m is None or (at and text[at - 1] in "以之年月日天后目当提"):
        return None
    if m["n"]:
        return Match(m.end(), Moment(nth=1, nth_count=integer(m["n"]), nth_unit="quarter"), "year_so_far")
    return Match(m.end(), Moment(nth=1, nth_count=integer(m["months"]), nth_unit="month"), "year_so_far")


_TWO_MONTHS = re.compile(rf"(?P<a>[{COUNT}])(?P<b>[{COUNT}十])月份?(?![{COUNT}十\d])")


def two_months(text: str, at: int) -> Match | None:
    """七八月份: two neighbouring months."""
    m = _TWO_MONTHS.match(text, at)
    if m is None or integer(m["b"]) != integer(m["a"]) + 1:
        return None
    return Match(m.end(), Stretch(Moment(month=integer(m["a"])), Moment(month=integer(m["b"]))), "two_months", range_=True)


_SEASON_ALONE = re.compile(r"(?P<s>[春夏秋冬])季(?:学期)?(?!奥|残|运动会|达沃斯)")
_WINTER_SPRING = re.compile(r"今冬明春")


def season(text: str, at: int) -> Match | None:
    """秋季, 秋季学期, 今冬明春."""
    if _WINTER_SPRING.match(text, at):
        return Match(at + 4, Stretch(Moment(year_shift=0, season="winter"), Moment(year_shift=1, season="spring")), "winter_spring", range_=True)
    m = _SEASON_ALONE.match(text, at)
    if m is None or (at and text[at - 1] in "春夏秋冬四"):
        return None
    return Match(m.end(), Moment(season=_SEASON_OF[m["s"]]), "season")  # type: ignore[arg-type]  # the four words of the table


def _finish(m: re.Match[str], base: Moment, anaphor: int | None, *, confidence: float = 0.95) -> Match | None:
    """The moment from the named groups of a match of _DATE, _SHORT or _NO_YEAR."""
    g = m.groupdict()
    said, rule = _known_parts(m.re, m.groups(), base)
    if said is None:
        return None
    if anaphor is not None:
        return Match(m.end(), said, "anaphoric_" + rule, confidence=confidence, year_offset=anaphor)
    thirds = g.get("thirds")
    if thirds:
        first, last = (replace(said, part=THIRD[c + "旬"]) for c in (thirds[0], thirds[-1]))
        return Match(m.end(), Stretch(first, last), "month_thirds", confidence=confidence, range_=True)
    partial = bool(g.get("bare") or g.get("part_month") or g.get("part_day") or g.get("part_quarter"))
    return Match(m.end(), said, rule, confidence=confidence, partial=partial)


@lru_cache(maxsize=512)
def _known_parts(pattern: re.Pattern[str], groups: tuple[str | None, ...], base: Moment) -> tuple[Moment | None, str]:
    """What a match with these groups says; texts name few days again and again."""
    return _parts({name: groups[number - 1] for name, number in pattern.groupindex.items()}, base)


def _parts(g: dict[str, str | None], base: Moment) -> tuple[Moment | None, str]:
    month = g.get("month") or g.get("part_month")
    if month or g.get("month_shift"):
        if month:
            base = replace(base, month=integer(month))
        else:
            base = replace(base, month_shift=_MONTH_SHIFT[g["month_shift"] or ""])
        if g.get("lunar_first") and month:
            return replace(base, month=None, holiday=f"lunar-{integer(month)}-{integer(g['lunar_first'] or '')}"), "lunar"
        day = g.get("day") or g.get("part_day") or g.get("bare_day")
        if day:
            number = integer(day)
            if not 1 <= number <= 31:
                return None, ""
            return replace(base, day=number), "day"
        if g.get("third"):
            return replace(base, part=THIRD[g["third"] or ""]), "month_third"
        if g.get("month_half"):
            return replace(base, part="first_half" if g["month_half"] == "上" else "second_half"), "month_half"
        if g.get("month_edge"):
            return replace(base, part=EDGE[g["month_edge"] or ""]), "month_edge"
        if g.get("count") or g.get("nth"):
            return _nth(g, base), "nth"
        return base, "month"
    quarter = g.get("quarter") or g.get("nth_quarter") or g.get("q") or g.get("part_quarter")
    if quarter or g.get("edge_quarter"):
        number = integer(quarter.removeprefix("第")) if quarter else 1 if g["edge_quarter"] == "首" else 4
        edge = g.get("quarter_edge")
        return replace(base, quarter=number, part=EDGE[edge] if edge else None), "quarter"
    if g.get("half"):
        return replace(base, half=1 if g["half"] == "上半年" else 2), "half"
    if g.get("season"):
        return replace(base, season=_SEASON_OF[g["season"] or ""]), "season"  # type: ignore[arg-type]
    if g.get("holiday"):
        return replace(base, holiday=HOLIDAY_KEYS[g["holiday"] or ""]), "holiday"
    if g.get("lunar_month") or g.get("lunar_number"):
        number = {"正月": 1, "冬月": 11, "腊月": 12}.get(g["lunar_month"] or "") or integer(g["lunar_number"] or "0")
        day = g.get("lunar_day")
        return replace(base, holiday=f"lunar-{number}" + (f"-{integer(day.removesuffix('日'))}" if day else "")), "lunar"
    if g.get("count") or g.get("nth"):
        return _nth(g, base), "nth"
    if g.get("year_edge"):
        return replace(base, part=EDGE[g["year_edge"] or ""]), "year_edge"
    if g.get("year_middle"):
        return replace(base, part="middle"), "year_edge"
    if g.get("year_phase") or g.get("phase"):
        return replace(base, part=_PHASE[(g.get("year_phase") or g.get("phase") or "")[0]]), "year_phase"
    return base, "year"


def _nth(g: dict[str, str | None], base: Moment) -> Moment | None:
    if g.get("count"):
        number = amount(g["count"] or "")
        unit = _UNITS.get(g["nth_unit"] or "")
        if not number or unit is None:
            return None
        return replace(base, nth=1 if g["front"] else -1, nth_count=int(number), nth_unit=unit)
    number = amount(g["nth"] or "")
    unit = _UNITS.get(g["one_unit"] or "")
    if not number or unit is None:
        return None
    named = g.get("nth_weekday")
    return replace(base, nth=int(number), nth_unit=unit, weekday=weekday(named) if named else None)
