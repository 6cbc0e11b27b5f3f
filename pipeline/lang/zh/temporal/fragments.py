"""Of which pieces are Chinese dates made, and what number does each piece stand for? Pattern fragments and their readers."""

from __future__ import annotations

from functools import lru_cache

from pipeline.lang.zh.numerals import parse, parse_pair
from pipeline.said import Part

HAN = "〇零○一二三四五六七八九"
COUNT = "一二三四五六七八九"

SP = r"[ ]?"
"""2021 年 3 月: scraped texts set one blank around digits."""
CONN = r"(?:[ ]?(?:—{1,2}|-{1,2}|–|－|―|~|～|至|到)[ ]?)"
"""What stands between the two ends of a range."""

YEAR4 = rf"(?:(?:1[0-9]|20|21)\d\d|[一二][{HAN}]{{3}}|[两二]千(?:[零〇]?[{COUNT}]{{1,2}}|[零〇]?[二三四五六七八九]?十[{COUNT}]?)?)"
"""2021, 二〇二一, 两千零四, 两千年's 两千."""
YEAR2 = rf"(?:['’‘]?\d\d|[{HAN}][{HAN}])"
"""’08, 22, 九七."""
MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]|[{COUNT}十元])"
DAY = rf"(?:[12]\d|3[01]|0?[1-9]|三十一?|二?十[{COUNT}]?|廿[{COUNT}]?|[{COUNT}])"
NUMBER = rf"(?:\d{{1,5}}(?:\.\d{{1,2}})?|[{COUNT}两十百千半零〇]{{1,6}})"
"""3, 1.5, 三, 两, 二十, 半: how many units."""

_CLOCK = r"(?:[ T]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|[ ]?(?:\d{1,2}|[零〇])[时点](?:\d{1,2}分|半|整)?(?![间代候]))"
TIME_OF_DAY = rf"(?:[ ]?(?:上午|下午|中午|晚上|晚间|凌晨|傍晚|清晨|早上|早晨|夜间|晚(?![会宴报餐婚于间育年期])){_CLOCK}?许?|{_CLOCK}许?)?"
"""A time of day behind a date: it belongs to the span and is not kept in the value. Matches the empty string, too."""
MID_YEAR = r"(?=前|以前|之前|[，。；）)\s]|完成|建成|投产|投用|投入|开工|启动|实现|竣工|通车|交付|达产|开通|$)"
"""What lets the 中 of 年中 be the middle of the year: not a part of 全年中, 一年中."""
WEEKDAY = r"(?:周|星期|礼拜)[一二三四五六日天]"

EDGE: dict[str, Part] = {"初": "begin", "底": "end", "末": "end", "中": "middle"}
"""Which part of a year, quarter or month its edge is."""
THIRD: dict[str, Part] = {"上旬": "early", "中旬": "mid", "下旬": "late"}
"""Which part of a month a third of it is."""

_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7}


@lru_cache(maxsize=2048)
def integer(text: str) -> int:
    """The whole number that a fragment stands for (廿三 = 23, 元 = 1, 〇七 = 7).

    >>> integer("廿三"), integer("元"), integer("二〇二一"), integer("两千零四"), integer("○七")
    (23, 1, 2021, 2004, 7)
    """
    text = text.lstrip("'’‘")
    if text.isdecimal():
        return int(text)
    if text in ("元", "正"):
        return 1
    value = parse(text.removeprefix("初"))
    return 0 if value is None else int(value)


@lru_cache(maxsize=2048)
def amount(text: str) -> float | None:
    """How many units: 半 = 0.5, 1.5, 三; of a pair (两三, 3至5) the larger. None where it is no number.

    >>> amount("半"), amount("十二"), amount("1.5"), amount("两三"), amount("3-5")
    (0.5, 12.0, 1.5, 3.0, 5.0)
    """
    for sign in "—-–－~～至到":
        if sign in text:
            return amount(text.rsplit(sign, 1)[1].strip())
    pair = parse_pair("一二" if text == "一两" else text)
    value = pair[1] if pair else parse(text)
    return None if value is None else float(value)


def year2(text: str) -> int:
    """The year meant by two digits: up to 50 this century (Han digits: up to 30, 三三年 is 1933).

    >>> year2("22"), year2("’08"), year2("97"), year2("九七"), year2("二二")
    (2022, 2008, 1997, 1997, 2022)
    """
    value = integer(text)
    return value + (2000 if value <= (50 if text[-1].isdecimal() else 30) else 1900)


def weekday(text: str) -> int:
    """周三, 星期天: Monday = 1, Sunday = 7."""
    return _WEEKDAYS[text[-1]]
