"""Is a number with this unit, at this place, a quantity at all? Bare numbers, list numbers, ordinals, slogans and pronouns are not."""

from __future__ import annotations

import re

from pipeline.lang.zh.numerals import HAN_CHARS, LARGE_SCALES
from pipeline.lang.zh.quantity_amount import Amount
from pipeline.lang.zh.quantity_names import in_name, is_labelled, is_slogan, is_time

_LEVELS = frozenset("国央部省市州县区乡镇街村社组户盟旗校院班方地级")
_POINT_NOUNS = ("要求", "意见", "建议", "希望", "体会", "说明", "启示", "经验", "措施", "倡议", "共识", "看法")
_COUNTED_NUMBER = re.compile(
    r"(?:从|由|达到?|为|至|到|超过?|有|共|总数|合计|总计|约|近|突破|指数|值|比|是|等于|增加|减少|得分|分数|不足|逾|余|新增|累计)(?:了)? ?$"
)
_NUMBER_MARKS = ("-", "/", ":", "〔", "〕", "第", "—", "]", "］")
_NO_COUNT_BEFORE = tuple("号强版页线届后期代∶：:比级")
_YEAR = re.compile(r"(?:19|20)\d\d")
_VERSION = re.compile(r"\d{1,2}\.0")
_WORDS = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_ROUND = frozenset("十百千万亿")
_SUMS = tuple("总人户件例家校")  # 人数, 总数 end a noun; 数十, 数百 are vague
_LONGEST_WHOLE = 48
_INDENT = 12
# 四次、五次全会
_SESSION = re.compile(rf"(?:[、和及][{HAN_CHARS}]{{1,3}}次){{0,8}}(?:全会|全体|会议|大会|代表)")
_DEGREES = re.compile("温|角|纬|经|零下|调高|调低|倾")


def whole_text(text: str) -> bool:
    """Whether a text is nothing but numbers, signs and at most two other characters (a cell, a bare figure)."""
    if len(text) > _LONGEST_WHOLE or "\n" in text.strip():
        return False
    rest = [c for c in text if _WORDS.match(c) and c not in HAN_CHARS and c not in "点负分之又个兩對双打半多几kKMG"]
    return len(rest) <= 2


def accepted(text: str, amount: Amount, start: int, end: int, *, bounded: bool, negative: bool, lenient: bool) -> bool:
    """Whether the amount counts or measures something; `start`, `end` are its span with bounds, `bounded` says that a bound stands at it."""
    left = text[start - 1 : start] if start else ""
    before = text[amount.start - 1 : amount.start] if amount.start else ""
    if before and (before.isascii() and before.isalpha()) and amount.rule != "currency":
        return False
    if before in ("第", "+", "×", "＋", "〔", "[", "［", "№", "#") and not lenient:
        return False
    if amount.unit is None or amount.unit.kind != "currency":
        following = text[end : end + 2]
        if following[:1] in ("+", "＋", "×") and not lenient:
            return False
    if is_time(text, amount.number_end) and (amount.unit is None or amount.unit.unit == "count"):
        return False
    first = text[amount.start]
    han = first in HAN_CHARS
    if han and (in_name(text, amount.start) or first in "零〇○") and not lenient:
        return False
    if before in ("数", "几") and first in _ROUND and text[amount.start - 2 : amount.start - 1] not in _SUMS:
        return False
    if text[end : end + 1] == "级" and amount.unit is not None and amount.unit.kind == "currency":
        return False
    if amount.digitless and not bounded and not lenient:
        return False
    if amount.unit is None:
        return _bare(text, amount, left, end, bounded=bounded, negative=negative, lenient=lenient)
    if amount.unit.unit == "count":
        return amount.unit.kind == "ratio" or _count(text, amount, end, han=han, bounded=bounded, lenient=lenient, left=before)
    return _measured(text, amount, han=han, lenient=lenient, bounded=bounded)


def _measured(text: str, amount: Amount, *, han: bool, lenient: bool, bounded: bool) -> bool:
    assert amount.unit is not None
    size = amount.number_end - amount.start
    word = amount.unit.word
    if word == "度":
        nearby = text[max(0, amount.start - 12) : amount.end + 1]
        closed = text[amount.end : amount.end + 1] in ("", "，", "。", "；", "、", "以")
        return lenient or (not han and closed and _DEGREES.search(nearby) is not None)
    if amount.unit.kind in ("measure", "age") and len(word) == 1 and han and size == 1:
        # 一米, 两斤 stand at the end of a phrase or before 半, 以上
        following = text[amount.end : amount.end + 1]
        return lenient or bounded or (text[amount.start] != "一" and not "\u4e00" <= following <= "\u9fff")
    if amount.rule == "tenths" and han and size == 1 and text[amount.start] == "一" and not bounded:
        return lenient or text[amount.end : amount.end + 1] in ("", "，", "。", "；", "、")
    return True


def _count(text: str, amount: Amount, end: int, *, han: bool, bounded: bool, lenient: bool, left: str) -> bool:
    assert amount.unit is not None
    unit = amount.unit
    if unit.kind == "ordinal":
        return False
    size = amount.number_end - amount.start
    number = text[amount.start : amount.number_end]
    following = text[amount.end : amount.end + 1]
    if lenient:
        return True
    if not han and len(number) >= 5 and number.isdigit() and number[0] == "0":
        return False
    if left == "每":
        return False
    if is_labelled(text, amount.start) or text.startswith("国集团", amount.number_end):
        return False  # 20国集团 is a name, as 二十国集团 is
    if size == 1 and unit.word == "个" and is_slogan(text, amount.number_end):
        return False
    if unit.kind == "dozen" or (unit.word == "类" and left in ("劣", "优", "达")):
        return False
    if unit.kind == "level":
        return han and (left in _LEVELS or number == "两") and number != "一" and size == 1 and text[amount.start : amount.end] not in ("二级",)
    if unit.kind == "point":
        return text.startswith(_POINT_NOUNS, amount.end)
    if unit.kind == "place":
        return not han and amount.value >= 2 and size <= 4
    if unit.kind == "set":
        if unit.word.startswith("大") and not (2 <= amount.value <= 10 and "\u4e00" <= following <= "\u9fff"):
            return unit.word != "大" and amount.value <= 20
        return number not in ("一", "二")
    if unit.kind == "score":
        return not han or size > 1
    if unit.word == "次" and (left == "届" or _SESSION.match(text, amount.end)):
        return False
    if han:
        if number == "一":
            return bounded
        if size == 1 and (number == "二" or not unit.han):
            return bounded and number != "二"
        if following and following in HAN_CHARS and following not in "百千万":
            return False
        if size == 1 and following == "“":
            return False  # 五个“必须”
    return True


def _bare(text: str, amount: Amount, left: str, end: int, *, bounded: bool, negative: bool, lenient: bool) -> bool:
    number = text[amount.start : amount.number_end]
    following = text[amount.end : amount.end + 1]
    if lenient:
        return True
    if following in _NO_COUNT_BEFORE or (following.isascii() and following.isalpha()):
        return False
    digits = number[0].isdigit()
    large = any(c in LARGE_SCALES for c in number)
    if digits:
        if left in _NUMBER_MARKS or following in _NUMBER_MARKS or (following == "." and text[amount.end + 1 : amount.end + 2].isdigit()):
            return False
        if large or negative or "," in number or "，" in number:
            return True
        told = bounded or _COUNTED_NUMBER.search(text[max(0, amount.start - 6) : amount.start]) is not None
        line_start = _begins_line(text, amount.start)
        if "." in number:
            return not (line_start or _VERSION.fullmatch(number)) and told
        if number[0] == "0" or len(number) > 8 or _YEAR.fullmatch(number) or line_start:
            return False
        return told and (len(number) >= 3 or bounded) and not ("\u4e00" <= following <= "\u9fff" and following not in "左以和至到的")
    if amount.value_max is not None or (amount.value < 100 and "点" not in number):
        return False
    if len(number) < 2 or number[0] in "百千万亿":
        return False
    return large or "点" in number or amount.value >= 100


def _begins_line(text: str, at: int) -> bool:
    head = text[max(0, at - _INDENT) : at]
    return not head.rsplit("\n", 1)[-1].strip() and ("\n" in head or at <= _INDENT)
