"""Which bound and which change do the words around a Chinese number give it? (不低于, 以上, 控制在; 增长, 提高到, 降幅)"""

from __future__ import annotations

import re
from typing import cast

from pipeline.lang.alternation import alternation
from pipeline.lexicon import load
from pipeline.types import Change, Comparator


def _words(role: str) -> dict[str, str]:
    return {row["word"]: row["value"] for row in load("quantity_cues_zh", key=("word", "role")) if row["role"] == role}


_BEFORE = _words("before")
_OUTER = _words("outer")
_AFTER = _words("after")
_CHANGE = _words("change")
_RATE = _words("rate")
_LINK = _words("link")
_RATE_LINK = _words("rate_link") | _LINK
_OBJECT = _words("change_object")
_APART = _words("apart")
_APART_BEFORE = re.compile(rf"({alternation(_APART)})[^，。；：、,;:\n\d]{{1,20}}的$")
_OBJECT_BEFORE = re.compile(rf"({alternation(_OBJECT)})(?![到至值额量率了点]|改造|改建|极)([^，。；：、,;:\n\d“”]{{1,14}})$")
_FLOW = re.compile(alternation(_words("flow")))
_COMPARED = re.compile(r"(?:比|较|于)[^，。；\n]{0,10}(?:去年|上年|同期|上月|上季|年初|年末|年)[^，。；\n]{0,6}?(高|多|快|少|低|慢)(?:出|了)?$")
_RATE_AFTER = re.compile(
    r"(?:的(?:年均|平均|实际|名义|较快|中高速|高|正)?(?:(?P<verb>下降|降低)|增长率|增长)|的?(?:增速|增长率|增长|增幅|涨幅|增量|升幅)|的?(?P<fall>降幅|跌幅|降速))(?![点极到至为了])"
)
_CLOSED = re.compile(r"[，。；：、,;:）)\s和及以]|$")
_RANGE_TO = re.compile(r"[到至为成]$")
# 附近, 节约, 高超, 通过 and the like are words of their own
_NOT_BOUND = {
    "近": "最附邻临远靠相就亲新贴毗切",
    "约": "节合条公预签契履违制简隐婉大特",
    "超": "高赶英中",
    "过": "通经超跨难度渡错不越",
    "上": "以加线网之网路向",
    "破": "打突冲",
}
_NEEDS_SCALE = {"过", "上"}
_NOT_AFTER = {
    "上下": "游联功一班学同贯衔求齐级铺",
    "多": "元样种数方层年次边维功能级渠措彩云点民头项用类",
    "左右": "江手岸",
    "以下": "简几方措",
    "以上": "述海各这数",
}
_LONGEST_AFTER = max(map(len, _AFTER))
_AFTER_STARTS = frozenset(word[0] for word in _AFTER)
_IMPROVED = ("改造", "优化", "抚育", "整治", "巩固", "新建", "改建", "提质", "修复")  # 改造提升 112 万亩 makes them better, not more
_LINKS_AT_MOST = 5


def _sizes(words: dict[str, str]) -> dict[str, tuple[int, ...]]:
    """For each last character the lengths of the words that end in it, the longest first."""
    return {last: tuple(sorted({len(w) for w in words if w[-1] == last}, reverse=True)) for last in {w[-1] for w in words}}


def _ending(left: str, words: dict[str, str], sizes: dict[str, tuple[int, ...]]) -> str:
    for size in sizes.get(left[-1:], ()):
        if left[-size:] in words:
            return left[-size:]
    return ""


_BEFORE_SIZES, _OUTER_SIZES, _CHANGE_SIZES, _RATE_SIZES, _LINK_SIZES, _RATE_LINK_SIZES = map(_sizes, (_BEFORE, _OUTER, _CHANGE, _RATE, _LINK, _RATE_LINK))


def before(left: str, *, digitless: bool = False) -> tuple[Comparator | None, int, bool]:
    """The bound that ends `left` (the text directly before a number), how many characters of it belong to the span, and whether one stands there.

    >>> before("贷款不低于"), before("失业率控制在"), before("参保人数达到"), before("附近")
    (('ge', 3, True), ('le', 0, True), (None, 0, False), (None, 0, False))
    """
    stripped = left.rstrip(" ")
    space = len(left) - len(stripped)
    word = _ending(stripped, _BEFORE, _BEFORE_SIZES)
    if word in _NOT_BOUND and stripped[: -len(word)][-1:] in tuple(_NOT_BOUND[word]):
        word = ""
    if word in _NEEDS_SCALE and not digitless:
        word = ""
    if word:
        return cast(Comparator, _BEFORE[word]), len(word) + space, True
    word = _ending(stripped, _OUTER, _OUTER_SIZES)
    if word:
        return cast(Comparator, _OUTER[word]), 0, True
    apart = _APART_BEFORE.search(stripped)
    if apart:
        return cast(Comparator, _APART[apart[1]]), 0, False
    return None, 0, False


def after(text: str, at: int, *, unit_kind: str, held: bool) -> tuple[Comparator | None, int]:
    """The bound that begins at `at` (the text directly behind an amount) and where it ends.

    >>> after("3%左右；", 2, unit_kind="percent", held=False), after("3%的", 2, unit_kind="percent", held=False)
    (('approx', 4), (None, 2))
    """
    begin = at + (1 if text[at : at + 1] == " " else 0)
    if held and text.startswith("内", begin):
        return "le", begin + 1
    if text[begin : begin + 1] not in _AFTER_STARTS:
        return None, at
    window = text[begin : begin + _LONGEST_AFTER]
    for size in range(len(window), 0, -1):
        word = window[:size]
        if word not in _AFTER:
            continue
        following = text[begin + size : begin + size + 1]
        if following and following in _NOT_AFTER.get(word, ""):
            return None, at
        if word == "多" and unit_kind not in ("percent", "times", "measure", "currency"):
            return None, at
        return cast(Comparator, _AFTER[word]), begin + size
    return None, at


_REACHED = re.compile(r"(?:增长|增加|提高|提升|上升|扩大|下降|降低|减少|缩小)[到至]$")  # 从290亿元增长到556亿元


def change(left: str, text: str, end: int, *, sentence_left: str, unit: str = "count") -> tuple[Change | None, bool]:
    """The change that the words before the number (`left`, bound stripped) or behind `end` say, and whether a verb says level outright (提高到).

    `sentence_left` is the sentence up to the number: 新增 counts new ones (城镇新增就业) or adds to a stock.

    >>> change("同比增长", "5%", 2, sentence_left=""), change("赤字率提高到", "3%", 2, sentence_left="")
    (('increase', False), (None, True))
    >>> change("居民消费价格涨幅控制在", "3%", 2, sentence_left=""), change("城镇新增就业", "50万人", 4, sentence_left="城镇新增就业")
    (('increase', False), (None, False))
    """
    found = _RATE_AFTER.match(text, end)
    if found:
        return ("decrease" if found["verb"] or found["fall"] else "increase"), False
    rest = left.rstrip(" ")
    if _REACHED.search(rest):
        return None, True
    for _ in range(_LINKS_AT_MOST):
        word = _ending(rest, _CHANGE, _CHANGE_SIZES)
        if word:
            if word == "提升" and (unit == "count" or rest[-4:-2] in _IMPROVED):
                return None, False
            return _verb(word, rest, sentence_left), False
        link = _ending(rest, _LINK, _LINK_SIZES)
        if not link:
            break
        rest = rest[: -len(link)]
    rate = _rate(left.rstrip(" "))
    if rate is not None:
        return rate, False
    compared = _COMPARED.search(rest)
    if compared:
        return ("decrease" if compared[1] in "少低慢" else "increase"), False
    if _RANGE_TO.search(rest) and _ending(rest[:-1], _CHANGE, _CHANGE_SIZES):
        return None, True
    distant = _OBJECT_BEFORE.search(rest) if _CLOSED.match(text, end) else None
    if distant and not (unit == "percent" and "增" in distant[1]) and not _STOPS.search(distant[2]):
        return _verb(distant[1], rest, sentence_left), False
    return None, False


_STOPS = re.compile(r"[到至达为占的比]|建设|改造|超过|突破|完成|实现|覆盖|保持|稳定")


def _verb(word: str, rest: str, sentence_left: str) -> Change | None:
    if "新增" in word and "余额" not in sentence_left and _FLOW.search(sentence_left):
        return None
    if word == "升" and rest[-2:-1] in tuple("每公毫"):
        return None
    return cast(Change, _CHANGE.get(word) or _OBJECT[word])


def _rate(rest: str) -> Change | None:
    for _ in range(_LINKS_AT_MOST):
        word = _ending(rest, _RATE, _RATE_SIZES)
        if word:
            return cast(Change, _RATE[word])
        link = _ending(rest, _RATE_LINK, _RATE_LINK_SIZES)
        if not link:
            return None
        rest = rest[: -len(link)]
    return None
