"""What do the words around a date say: by, after, in? And how far does its span reach?"""

from __future__ import annotations

import re

from pipeline.types import Relation

# 前 is a deadline unless it begins another word or counts on: 2025年前三季度, 2020年前后
_BEFORE = (
    r"(?P<by>(?<=学期)(?:开学|开始|结束)之?前|(?:[及或和]|或者)?(?:之前|以前|更早)|前(?![后沿列期景提端置瞻身任往来进夕述款项十]|三[甲名位]|百强"
    r"|[\d一二两三四五六七八九几][个年月周天季])|止(?![不于步血境])|为止)"
)
_AFTER = (
    r"(?P<after>(?:[及或和]|或者)?(?:之后|以后)|后(?![期备勤续代台方者续果来面半发])|起至今"
    r"|起(?![草来步点飞源伏到落码降止重薪征诉效动])|以来|(?<=[年月日])来(?![自源到往访临])|至今|以降)"
)
_IN = r"(?P<in>同期|期间(?!费)|之内|以内|内(?![外部容需涵蒙在生地])|前后|左右|之间|间(?![隔接距谍断歇谈或道])|当[天日]|年间)"
SUFFIX = re.compile(rf"(?:[（(]含(?:当[日天]|本[日数])?[）)](?=前|之前|以前|起|之后|以后|后))?(?:{_BEFORE}|{_AFTER}|{_IN})")

_RAISED = r"(?<![达提回恢升降低高复减增加得收看感找遭受碰拿拉调压推大快慢涨跌缩扩延移转变改少多入进落])"
_BY_WORD = re.compile(
    rf"(?:截至|截止(?:到|至|于|时间[为：:]?)?|截[到止]|(?:不|最|至)(?:迟|晚)(?:于|到|至)?|直到|{_RAISED}到"
    rf"|(?<![以甚乃截达延位升降增减加高低扩大缩推移改调少多]){_RAISED}至|赶在)[ ]?$"
)
_FROM_WORD = re.compile(r"(?P<since>自从?|始于)[ ]?$|(?P<from>从|(?<!经)由)[ ]?$")
_STARTS = re.compile(r"[ ]?(?:起|开始|以来)")


def suffix(text: str, end: int) -> tuple[int, Relation | None]:
    """Where the span ends with the relation word behind it, and the relation (None: nothing said).

    >>> suffix("2022年3月中旬前完成", 9), suffix("2019年以来", 5), suffix("2025年前三季度", 5)
    ((10, 'by'), (7, 'after'), (5, None))
    """
    m = SUFFIX.match(text, end)
    if m is None:
        return end, None
    if m["by"]:
        return m.end(), "by"
    return m.end(), "after" if m["after"] else "in"


def prefix(text: str, start: int, end: int) -> Relation | None:
    """What the word before says: 到2025年 by, 自3月1日 after, 从2021年开始 after; 提高到2015年的 says nothing.

    >>> prefix("到2025年", 1, 6), prefix("提高到2015年的两倍", 3, 8), prefix("从2021年开始", 1, 6)
    ('by', None, 'after')
    """
    before = text[max(0, start - 8) : start]
    if _BY_WORD.search(before):
        return "by"
    m = _FROM_WORD.search(before)
    if m is None:
        return None
    if m["since"]:
        return None if text.startswith("的", end) else "after"
    return "after" if _STARTS.match(text, end) else None
