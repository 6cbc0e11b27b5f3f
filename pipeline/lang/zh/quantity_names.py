"""Is this numeral part of a name, slogan, quotation, title or number of something, and so no quantity?"""

from __future__ import annotations

import re

from pipeline.lang.zh.numerals import HAN_CHARS
from pipeline.lexicon import load

_RUN = re.compile(rf"[{HAN_CHARS}]+")
_TIME_UNIT = re.compile(
    r"(?!个年度(?![内末间]|考核|评)[\u4e00-\u9fff]{2})个?半?(?:多|余)?个?(?:年|月|季度|季(?!节)|星期|小时|分钟|秒|天|日|周(?!岁|转)|工作日|年头|学期|交易日|自然日|世纪|学年|昼夜|钟头|时(?!段|效)|"
    r"点(?:钟|整)|号|届|期(?!货|刊)|代|版)"
)
# 三个突出, 六个坚持: behind 个 a verb or an adverb names a slogan, a noun would be counted
_SLOGAN = re.compile(
    r"个(?:坚持|必须|聚焦|严禁|不准|不得|不能|不要|不(?!同|利|良)|到位|强化|确保|明确|统筹|结合(?!部|点)|带头|始终|一律|更|相|离不开|有利于|善于|着力(?!点)|毫不|务必|服从|决不|"
    r"自信|意识|走在前|放在|百分百|百分之百|没有|能(?!源|力|耗|人|级)|促进|推动|加强|突出(?!问题|矛盾|短板|环节|特点|特色|位置)|注重|深刻|摆脱|翻番|走遍|讲清|看齐|转变|如何|敢于|勇于|先行先试|围绕)"
)
# 浏览次数：1234次, 附件2, 专栏3
_LABEL = re.compile(r"(?:(?:浏览|阅读|点击|访问)(?:次数|人数|量|数)?[:：]? ?|附件|附表|专栏|图表|编号[:：]? ?)$")
_LABEL_LONGEST = 8
_LONGEST_QUOTE = 24
_LONGEST_TITLE = 60
_LINE = 400


def _names() -> dict[str, tuple[tuple[str, int], ...]]:
    table: dict[str, list[tuple[str, int]]] = {}
    for row in load("number_names_zh", key=("word",)):
        for run in _RUN.finditer(row["word"]):
            table.setdefault(row["word"][run.start() : run.end() + 1], []).append((row["word"], run.start()))
    return {run: tuple(found) for run, found in table.items()}


_BY_RUN = _names()
"""The words by their numeral and the character behind it, where one follows in the word."""


def in_name(text: str, at: int) -> bool:
    """Whether the Han numeral at `at` belongs to a word of number_names_zh (四个自信, 三次产业, 两岸).

    >>> in_name("增强“四个自信”", 3), in_name("建设四个园区", 2)
    (True, False)
    """
    run = _RUN.match(text, at)
    if not run:
        return False
    end = run.end()
    found = (*_BY_RUN.get(run[0], ()), *_BY_RUN.get(text[at : end + 1], ())) if end < len(text) else _BY_RUN.get(run[0], ())
    return any(at >= offset and text.startswith(word, at - offset) for word, offset in found)


def is_slogan(text: str, at: int) -> bool:
    """Whether what follows a Han number at `at` makes it a slogan: 个 and a verb.

    >>> is_slogan("三个聚焦", 1), is_slogan("三个园区", 1), is_slogan("五个突出问题", 1)
    (True, False, False)
    """
    return _SLOGAN.match(text, at) is not None


def is_labelled(text: str, at: int) -> bool:
    """Whether the number at `at` is the page's own: a view counter or the number of an annex.

    >>> is_labelled("浏览次数：1234次", 5), is_labelled("附件2份", 2), is_labelled("印发2份", 2)
    (True, True, False)
    """
    return _LABEL.search(text, max(0, at - _LABEL_LONGEST), at) is not None


def is_time(text: str, at: int) -> bool:
    """Whether what follows a number at `at` makes it a time, a duration or an ordinal (个月, 天, 年, 期, 号).

    >>> is_time("3个月内", 1), is_time("3个园区", 1)
    (True, False)
    """
    return _TIME_UNIT.match(text, at) is not None


def in_quotation(text: str, start: int, end: int) -> bool:
    """Whether the stretch stands inside short quotation marks or a 《title》 (“十百千万”工程, 《十条措施》).

    >>> in_quotation("实施“三个十大”工程", 3, 5), in_quotation("10个“两重”项目", 0, 3)
    (True, False)
    """
    for opening, closing, longest in (("“", "”", _LONGEST_QUOTE), ("《", "》", _LONGEST_TITLE), ('"', '"', _LONGEST_QUOTE), ("「", "」", _LONGEST_QUOTE)):
        low = max(0, start - longest)
        begin = text.rfind(opening, low, start)
        if begin < 0:
            continue
        if opening != closing and text.rfind(closing, low, start) > begin:
            continue
        if opening == closing and text.count(opening, max(text.rfind("\n", max(0, start - _LINE), start) + 1, start - _LINE, 0), start) % 2 == 0:
            continue
        finish = text.find(closing, end, begin + longest + 1)
        if finish >= 0 and not any(mark in text[begin:finish] for mark in ("。", "；", "\n")):
            return True
    return False
