"""Which quantities does a Chinese text state? Percentages, amounts of money, measures, counts, ranges, multiples, fractions, ranks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.lang.zh.numerals import HAN_CHARS, HAN_DIGITS, LARGE_SCALES, parse
from pipeline.lang.zh.quantity_accept import accepted, whole_text
from pipeline.lang.zh.quantity_amount import FORMAL_THREE, Amount, read
from pipeline.lang.zh.quantity_bounds import after, before, change
from pipeline.lang.zh.quantity_names import in_quotation
from pipeline.lang.zh.quantity_noun import noun
from pipeline.lang.zh.quantity_units import PREFIXES, Unit
from pipeline.types import Change, Comparator, QuantityMention

_TRIGGER = re.compile(
    rf"\d+|[{HAN_CHARS}]+|{FORMAL_THREE}|(?<!\d)\.(?=\d)|半成(?!品)|近半(?![年个月天小路程载夜日世])|过半(?!年|个|载)|半数|减半|翻[{HAN_DIGITS}了几]{{0,2}}番|全覆盖|全部"
)
_WINDOW = 24
_BEFORE_SIGN = re.compile(r"(?<![\d%万亿元)）A-Za-z.\-])(?:[-－−] ?|负 ?)$")
_PREFIX = re.compile("(?:" + "|".join(sorted(map(re.escape, PREFIXES), key=len, reverse=True)) + r") {0,2}$")
_AFTER_NUMBER = re.compile(rf"[\d{HAN_CHARS}] ?$")
_LIST_MARK = re.compile(r" ?[、和及与或/] ?|, ")
_CONNECTOR = re.compile(r" ?[、和及与或] ?|, ?|，")
_RATE_NOUN = re.compile(r"的(?:年均)?(?:增速|增长|增幅|涨幅|增量|降幅)")
_SAME_NOUN_WITHIN = 40
_THEMSELVES = "人户次国省市州县乡镇村校级分"
_LIST_LONGEST = 12
_RANK = re.compile(rf"第?(\d{{1,3}}|[{HAN_CHARS}]{{1,3}})(位|名(?!单|称|额)|列(?!入|为))?")
_RANK_LEFT = re.compile(r"(?:居|列|排|位次|名次|升|进|跻身|稳定在|保持|从|由|全国|全省|全市|全区|全球|世界|国内|亚洲|中部|西部|东部|东北|西北|西南|华东|中西部|省|行业|增速|同类|率先)[^，。；\n]{0,8}$")
_RANK_RIGHT = re.compile(r"[，。；、）,;)\s”和的]|跃|上升|提升|升|以|左右|到|至|$")
_DONE = re.compile(r"(?:按期|如期|按时|提前|基本|顺利|实现|已)?(?:开工|完工|完成|竣工|建成|达标|达到|投产|投用|投运|投入|落地|清零|兑现|纳入|脱贫|摘帽|整改|到位|覆盖|落实|销号|办结|退出|入学|通|出列|化解|启动|交付|开诊|开放|接入|取消|改造|拆除|入驻|上线|开通)")
_COVER_LEFT = re.compile(r"(?<!健)$")
_COVER_RIGHT = re.compile(r"[，。；、）,;)\s”！]|$|目标|任务")
_ONE_HUNDRED = Decimal(100)
_ABOVE_YUAN = re.compile(r"以上|以下|以内")


def find(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[QuantityMention]:
    """The quantities of a clean text in text order, without overlaps among them or with `taken` (the spans of times).

    Values are Decimal at base scale; the span holds number, unit or counter and the bounds that stand directly at it.

    >>> [(m.text, m.value, m.comparator, m.unit, m.noun) for m in find("新建学校不少于1.2万所，覆盖率提高到95%以上")]
    [('不少于1.2万所', Decimal('12000.0'), 'ge', 'count', '学校'), ('95%以上', Decimal('95'), 'ge', 'percent', None)]
    """
    free = _Free(taken)
    lenient = whole_text(text)
    found: list[QuantityMention] = []
    done = 0
    for trigger in _TRIGGER.finditer(text):
        at = trigger.start()
        if at < done:
            continue
        word = trigger[0]
        if word == "一" and text[at + 1 : at + 2] not in _ONE_MAY_STAND_BEFORE and not lenient:
            continue
        for mention in _at(text, at, word, free, lenient):
            if (mention.start >= done or not found) and not free.end_of(mention.start, mention.end):
                found.append(mention)
                done = mention.end
        done = max(done, free.skip)
        free.skip = 0
    return _shared(text, found)


_ONE_MAY_STAND_BEFORE = frozenset("半个所家名项条件成倍元千百万亿十到至—-两二三点座户处支次种部场台套人亩米吨公分") | frozenset(HAN_CHARS)


class _Free:
    """The stretches that belong to times, for asking whether a span is free."""

    __slots__ = ("begins", "ends", "skip")

    def __init__(self, taken: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(taken)
        self.begins = [b for b, _ in ordered]
        self.ends = [e for _, e in ordered]
        self.skip = 0

    def end_of(self, start: int, end: int) -> int:
        """Where the time that overlaps [start, end) ends, 0 where none does."""
        i = bisect_right(self.begins, end - 1) - 1
        return self.ends[i] if i >= 0 and self.ends[i] > start else 0


def _at(text: str, at: int, word: str, free: _Free, lenient: bool) -> Iterator[QuantityMention]:
    overlap = free.end_of(at, at + 1)
    if overlap:
        free.skip = overlap
        return
    if not (word[0].isdigit() or word[0] in HAN_CHARS or word[0] in ".参"):
        yield from _worded(text, at, word)
        return
    amount = read(text, at) if word[0] != "." else _point(text, at)
    if amount is None and word[0] in HAN_CHARS and len(word) > 1:
        for later in range(at + 1, at + len(word)):
            amount = read(text, later)
            if amount is not None:
                at = later
                break
    if amount is None:
        free.skip = at + len(word)
        return
    overlap = free.end_of(amount.start, amount.end)
    if overlap:
        free.skip = max(overlap, amount.number_end) if amount.number_end <= overlap else overlap
        return
    free.skip = amount.number_end
    rank = _rank(text, amount, lenient)
    if rank is not None:
        yield rank
        return
    if amount.unit is None and word[0].isdigit():
        _borrow_unit(text, amount)
    left = text[max(0, at - _WINDOW) : at].rsplit("\n", 1)[-1]
    start, left, negative, currency = _prefixes(left, amount, lenient)
    if negative:
        amount.value = -amount.value
    if currency and (amount.unit is None or amount.unit.unit in ("CNY",)) and amount.rule != "percent":
        amount.unit = Unit(currency, currency, "currency")
        amount.rule = "currency"
    bound, inside, beside = before(left, digitless=amount.digitless)
    kind = amount.unit.kind if amount.unit else "bare"
    trailing, end = after(text, amount.end, unit_kind=kind, held=left.endswith("在") or bound == "le")
    if not accepted(text, amount, start - inside, end, bounded=bool(bound and beside) or trailing is not None, negative=negative, lenient=lenient):
        return
    if in_quotation(text, start, end) and not lenient:
        return
    if free.end_of(start - inside, end):
        start_inside = start
    else:
        start_inside = start - inside
    yield _mention(text, amount, start_inside, end, _comparator(amount, bound, trailing, outside=not inside), _change_of(text, start, left[: len(left) - inside], end, amount.unit.unit if amount.unit else "count"))


def _point(text: str, at: int) -> Amount | None:
    """.5 and .0012G."""
    amount = read("0" + text[at : at + 20], 0)
    if amount is None or text[at - 1 : at].isalnum():
        return None
    amount.start, amount.end, amount.number_end = at, at + amount.end - 1, at + amount.number_end - 1
    return amount


def _prefixes(left: str, amount: Amount, lenient: bool) -> tuple[int, str, bool, str | None]:
    """Sign and currency before the number: where the span begins, what stands to the left of it, whether negative, which currency."""
    start = amount.start
    sign = _BEFORE_SIGN.search(left) if left and left[-1] in "-－−负 " else None
    if sign and (lenient or sign[0].strip() == "负" or (not sign[0].endswith(" ") and text_sign(left, sign.start()))):
        start -= len(left) - sign.start()
        left = left[: sign.start()]
    else:
        sign = None
    prefix = _PREFIX.search(left) if left and (left[-1] in "币元$¥￥＄€£ 镑YDRPB圆") else None
    if prefix and not _AFTER_NUMBER.search(left[: prefix.start()]):
        start -= len(left) - prefix.start()
        code = PREFIXES[prefix[0].rstrip(" ")]
        return start, left[: prefix.start()], sign is not None, code
    return start, left, sign is not None, None


def text_sign(left: str, at: int) -> bool:
    """A minus is a sign only at the begin of a clause or behind a change word, never between words (2—3, A-1)."""
    return at == 0 or left[at - 1] in "，。；：（(、,: 比长为达"


def _comparator(amount: Amount, bound: Comparator | None, trailing: Comparator | None, *, outside: bool) -> Comparator:
    if amount.value_max is not None:
        return "range"
    if trailing is not None and (outside or bound is None or (bound == "approx" and trailing in ("ge", "le"))):
        return trailing
    if bound is not None:
        return bound
    return "gt" if amount.vague else "eq"


def _change_of(text: str, start: int, left: str, end: int, unit: str) -> Change:
    sentence = ""
    if "新增" in left:
        begin = max(text.rfind(mark, max(0, start - 60), start) for mark in "。；\n") + 1
        sentence = text[max(begin, start - 60) : start]
    said, _ = change(left, text, end, sentence_left=sentence, unit=unit)
    return said or "level"


def _mention(text: str, amount: Amount, start: int, end: int, comparator: Comparator, direction: Change) -> QuantityMention:
    unit = amount.unit.unit if amount.unit else "count"
    kind = amount.unit.kind if amount.unit else "bare"
    counted = None
    if unit == "count":
        word = amount.unit.word if amount.unit else ""
        if kind == "set" and word.endswith(("方面", "类")) or word == "个" and text.startswith("方面", amount.end):
            tail = noun(text, start, end, counter="", itself=False) if kind != "set" else None
            counted = tail or "方面"
        else:
            counted = noun(text, start, end, counter=word, itself=kind in ("self", "level", "place", "score"))
    value = amount.value
    return QuantityMention(start, end, text[start:end], value, amount.value_max, comparator, unit, counted, direction, 0.9, f"zh.quantity.{amount.rule}")


def _borrow_unit(text: str, amount: Amount) -> None:
    """分别提高11.1、11.2个百分点: a bare number in a list has the unit of the next one that has any."""
    at = amount.end
    for _ in range(_LIST_LONGEST):
        gap = _LIST_MARK.match(text, at)
        if not gap or not text[gap.end() : gap.end() + 1].isdigit():
            return
        following = read(text, gap.end(), ranges=False)
        if following is None:
            return
        if following.unit is not None:
            if following.unit.kind in ("ratio", "ordinal", "level") or following.rule in ("fraction", "half"):
                return
            decimal = "." in text[amount.start : amount.number_end]
            if decimal or "分别" in text[max(0, amount.start - 30) : amount.start] or following.unit.kind == "percent":
                amount.unit, amount.rule = following.unit, following.unit.kind
                amount.value *= following.unit.factor
            return
        at = following.end


def _rank(text: str, amount: Amount, lenient: bool) -> QuantityMention | None:
    """居全国第3位, 排名第二, 跻身前20名: a place in an order; 第一方阵 and 第三轮 are none."""
    mark = text[amount.start - 1 : amount.start]
    if mark not in ("第", "前") or amount.value_max is not None or amount.vague or amount.value != int(amount.value) or lenient:
        return None
    match = _RANK.match(text, amount.start)
    if not match or match.end(1) != amount.number_end:
        return None
    end = match.end()
    if not _RANK_RIGHT.match(text, end):
        return None
    left = text[max(0, amount.start - 1 - 14) : amount.start - 1].rsplit("\n", 1)[-1]
    if not (_RANK_LEFT.search(left) or (match[2] and left.endswith("、"))):
        return None
    start = amount.start - 1
    comparator: Comparator = "le" if mark == "前" else "eq"
    if in_quotation(text, start, end):
        return None
    return QuantityMention(start, end, text[start:end], amount.value, None, comparator, "rank", None, "level", 0.8, "zh.quantity.rank")


def _worded(text: str, at: int, word: str) -> Iterator[QuantityMention]:
    """Quantities without a numeral: 翻一番, 减半, 过半, 全覆盖, 全部."""
    end = at + len(word)
    value, unit, comparator, direction, rule = _ONE_HUNDRED, "percent", "eq", "level", "whole"
    if word.startswith("翻"):
        if re.search(r"[两三四五几\d]个$", text[max(0, at - 3) : at]):
            return
        digits = word[1:-1].strip("了")
        times = parse(digits) if digits and digits != "几" else Decimal(1)
        if times is None or times > 10:
            return
        value, unit, direction, rule = Decimal(2) ** int(times), "times", "increase", "doubling"
    elif word == "减半":
        if text[at - 1 : at] in ("三", "五", "两", "免"):
            return
        value, direction, rule = Decimal(50), "decrease", "half"
    elif word in ("过半", "近半", "半数"):
        if word == "半数" and text[at - 1 : at] in ("多", "大"):
            return
        value, comparator, rule = Decimal(50), {"过半": "gt", "近半": "approx", "半数": "eq"}[word], "half"
        if word == "半数" and text.startswith("以上", end):
            comparator, end = "ge", end + 2
    elif word == "半成":
        value, rule = Decimal(5), "tenths"
    elif word == "全覆盖":
        if text[at - 1 : at] == "健" or not _COVER_RIGHT.match(text, end):
            return
    elif not _DONE.match(text, end) or text[at - 1 : at] in ("", "\n", "，", "。", "；", "、", " ") or re.match(r"[^，。；\n]{0,6}\d", text[end : end + 8]):
        return
    if in_quotation(text, at, end):
        return
    yield QuantityMention(at, end, text[at:end], value, None, comparator, unit, None, direction, 0.8, f"zh.quantity.{rule}")  # type: ignore[arg-type]


def _shared(text: str, found: list[QuantityMention]) -> list[QuantityMention]:
    """A change word or bound that governs a list counts for each of its numbers (不低于10%和30%; 分别增长5%、6%)."""
    found = _from_the_end(text, found)
    out: list[QuantityMention] = []
    for mention in found:
        previous = out[-1] if out else None
        if previous is not None and previous.unit == mention.unit and mention.start - previous.end <= 3:
            gap = _CONNECTOR.fullmatch(text, previous.end, mention.start)
            if gap:
                direction = previous.change if mention.change == "level" else mention.change
                comparator = mention.comparator
                bound = text[previous.start : previous.start + 1]
                if comparator == "eq" and previous.comparator in ("ge", "gt", "le", "lt", "approx") and not (bound.isdigit() or bound in HAN_CHARS):
                    comparator = previous.comparator
                if (direction, comparator) != (mention.change, mention.comparator):
                    mention = replace(mention, comparator=comparator, change=direction)
        if previous is not None and mention.noun is None and mention.unit == "count" and previous.noun and mention.start - previous.end < _SAME_NOUN_WITHIN:
            if "。" not in text[previous.end : mention.start] and previous.noun not in _THEMSELVES:
                mention = replace(mention, noun=previous.noun)  # 新增3个产业集群、总数达13个
        out.append(mention)
    return out


def _from_the_end(text: str, found: list[QuantityMention]) -> list[QuantityMention]:
    """5年前1.5个百分点、10年前2.5个百分点的增量: the noun behind the last number of a list counts for all of it."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        here, following = out[i], out[i + 1]
        if here.change == "level" and following.change != "level" and here.unit == following.unit and following.start - here.end <= 8:
            if text[here.end] in "、和" and _RATE_NOUN.match(text, following.end) and not any(c in "，。；增减升降" for c in text[here.end : following.start]):
                out[i] = replace(here, change=following.change)
    return out
