"""Which long stretch of the calendar is named? Five-Year Plans, decades, centuries, school and budget years."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.lang.zh.temporal.fragments import CONN, COUNT, EDGE, NUMBER, SP, amount, integer
from pipeline.lang.zh.temporal.match import Match
from pipeline.said import Moment, Part, Stretch

# “十四五”末, 十三五时期, 第十四个五年规划期间, “九五”计划
_PLAN_BODY = r"(?P<tens>十)?(?P<ones>[一二三四五六七八九])?五"
_PLAN = re.compile(
    rf"(?:“{_PLAN_BODY}”|(?<![{COUNT}十百])(?P<plain>十[一二三四五六]|十(?=五(?:规划|计划|时期"
    rf"|期间)))五(?![{COUNT}十百千万亿年月日天个条项大章区市户家次])|第(?P<nth>{NUMBER})个五年(?:规划|计划))"
    r"(?:(?:规划|计划)?(?P<word>时期|期间)|规划期内|规划期|期)?(?P<part>中后期|末期?|初期?|中期|后期|前期|期末|期初)?"
    rf"(?:(?P<back>最?后)?前?(?P<count>(?<=[前后])[{COUNT}两])年)?"
)
_PLAN_PART: dict[str, Part] = {
    "末": "end",
    "末期": "late",
    "初": "begin",
    "初期": "begin",
    "中期": "mid",
    "后期": "late",
    "中后期": "late",
    "前期": "early",
    "期末": "end",
    "期初": "begin",
}


def plan(text: str, at: int) -> Match | None:
    """“十四五”, “十四五”时期, 十五五末, 第十四个五年规划期间: the span takes the quotation marks in."""
    m = _PLAN.match(text, at)
    if m is None:
        return None
    if m["plain"]:
        number = integer(m["plain"])
    elif m["nth"]:
        number = int(amount(m["nth"]) or 0)
    else:
        if not m["ones"] and not m["tens"]:
            return None
        number = (10 if m["tens"] else 0) + (integer(m["ones"]) if m["ones"] else 0)
        if not m["tens"] and number < 6 and not m["word"]:  # “三五”, “四五” are slogans, “八五”, “九五” plans
            return None
    if not 1 <= number <= 20:
        return None
    part = m["part"]
    said = Moment(plan=number, part=_PLAN_PART[part] if part else None)
    if m["count"]:
        said = replace(said, nth=-1 if m["back"] else 1, nth_count=int(amount(m["count"]) or 1), nth_unit="year")
    end = m.end()
    if end < len(text) and part in ("末", "初") and text[end] in "期":
        end += 1
    return Match(end, said, "plan")


_CENTURY = re.compile(
    rf"(?:(?P<word>[本上这]个?)|(?P<number>\d{{1,2}}|[{COUNT}十]{{1,3}}))世纪(?:(?P<decade>[1-9]0|[二三四五六七八九一]?十)年代"
    rf"|(?P<first>[{COUNT}])(?P<second>[{COUNT}])十年代)?"
    r"(?P<part>中叶|中期|初期|前期|后期|末期|上半叶|下半叶|初|末|中(?![国央]))?(?!海上|大厦|广场|公园)"
)
_THIS_DECADE = re.compile(r"(?:本|这个)十年(?!代)")
_CENTURY_PART: dict[str, Part] = {
    "中叶": "middle", "中期": "middle", "中": "middle", "初期": "begin", "前期": "early", "后期": "late",
    "末期": "late", "末": "end", "初": "begin",
                                  "上半叶": "first_half", "下半叶": "second_half",
}  # fmt: skip
_DECADE = re.compile(r"(?P<decade>(?:19|20)\d0|[1-9]0|[二三四五六七八九]十)年代(?P<part>初期|前期|中期|后期|末期|初|末|中)?")
_DECADE_PART: dict[str, Part] = {**_CENTURY_PART, "末": "late", "中": "mid", "中期": "mid"}


def century(text: str, at: int) -> Match | None:
    """本世纪中叶, 上世纪80年代, 二十世纪九十年代末期, 21世纪."""
    m = _THIS_DECADE.match(text, at)
    if m is not None:
        return Match(m.end(), Moment(nth=0, nth_unit="decade"), "this_decade", confidence=0.8)
    m = _CENTURY.match(text, at)
    if m is None or (at and text[at - 1] in "第之个半"):
        return None
    number = {"本": 21, "这": 21, "上": 20}[m["word"][0]] if m["word"] else integer(m["number"])
    if not 1 <= number <= 30:
        return None
    start = (number - 1) * 100
    part = m["part"]
    if m["decade"]:
        return Match(m.end(), Moment(decade=start + integer(m["decade"]), part=_DECADE_PART[part] if part else None), "decade")
    if m["first"]:
        first, last = (Moment(decade=start + integer(m[k]) * 10) for k in ("first", "second"))
        return Match(m.end(), Stretch(first, last), "decades", range_=True)
    this = {"本": 0, "这": 0, "上": -1}.get(m["word"][0]) if m["word"] else None  # the century of the document, 21 where it has no date
    return Match(
        m.end(),
        Moment(century=number, part=_CENTURY_PART[part] if part else None, nth=this, nth_unit=None if this is None else "century"),
        "century",
    )


def decade(text: str, at: int) -> Match | None:
    """80年代, 九十年代初: of the last century from 30 on."""
    m = _DECADE.match(text, at)
    if m is None:
        return None
    number = integer(m["decade"])
    part = m["part"]
    return Match(
        m.end(),
        Moment(decade=number + (0 if number > 1000 else 1900 if number >= 30 else 2000), part=_DECADE_PART[part] if part else None),
        "decade",
        confidence=0.8,
    )


_ACADEMIC = re.compile(rf"(?P<first>(?:19|20)\d\d)(?:(?:{CONN}|/)(?P<last>(?:20)?\d\d))?{SP}(?P<kind>学年度?|财政年度|财年)(?:第?(?P<term>[一二上下])学期)?")


_NEAR_TERM = re.compile(r"(?P<which>上|本|这|下)(?:一|个|一个)?学年(?:度)?(?P<edge>[初末])?(?!制|会|论)")
_NEAR_SHIFT = {"上": -1, "本": 0, "这": 0, "下": 1}


def near_academic_year(text: str, at: int) -> Match | None:
    """上学年, 本学年, 下一学年: counted from the school year that the document falls in (from August on the new one)."""
    m = _NEAR_TERM.match(text, at)
    if m is None or text[at - 1 : at] == "以":
        return None
    part = EDGE[m["edge"]] if m["edge"] else None
    return Match(m.end(), Moment(year_shift=_NEAR_SHIFT[m["which"]], year_kind="academic", part=part), "near_academic_year")


def academic_year(text: str, at: int) -> Match | None:
    """2022-2023学年, 2022学年第一学期; 2024财年 is the calendar year in China."""
    m = _ACADEMIC.match(text, at)
    if m is None:
        return None
    year = int(m["first"])
    if m["kind"].startswith("财"):
        if m["last"]:
            return None
        return Match(m.end(), Moment(year=year), "fiscal_year")
    term = m["term"]
    part: Part | None = None if term is None else "first_half" if term in "一上" else "second_half"
    return Match(m.end(), Moment(year=year, year_kind="academic", part=part), "academic_year")
