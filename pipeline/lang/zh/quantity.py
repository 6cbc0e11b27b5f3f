"""Which quantities does a Chinese text state? Percentages, amounts of money, measures, counts, ranges, multiples, fractions, ranks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.lang.alternation import alternation
from pipeline.lang.zh.numerals import HAN_CHARS
from pipeline.lang.zh.quantity_accept import accepted, whole_text
from pipeline.lang.zh.quantity_amount import Amount, read
from pipeline.lang.zh.quantity_bounds import after, before, change
from pipeline.lang.zh.quantity_lists import borrow_unit, cents, shared
from pipeline.lang.zh.quantity_names import in_quotation
from pipeline.lang.zh.quantity_noun import noun
from pipeline.lang.zh.quantity_units import PREFIXES, Unit
from pipeline.lang.zh.quantity_worded import WORD_STARTS, WORDS_BEHIND, rank, worded
from pipeline.types import Change, Comparator, QuantityMention

# begins with one class of characters, so that the search skips all others at once; which of them it was is asked behind it
_TRIGGER = re.compile(
    rf"[\d{HAN_CHARS}参.{WORD_STARTS}](?:(?<=\d)\d*|(?<=[{HAN_CHARS}])[{HAN_CHARS}]*|(?<=参)(?=[拾佰仟万])|(?<=\.)(?<!\d.)(?=\d)|{WORDS_BEHIND})"
)
_WINDOW = 24
_BEFORE_SIGN = re.compile(r"(?<![\d%万亿元)）A-Za-z.\-])(?:[-－−] ?|(?<![税担抱欠肩背胜自])负 ?|零下)$")
_PREFIX = re.compile(rf"{alternation(PREFIXES)} {{0,2}}$")
_AFTER_NUMBER = re.compile(rf"[\d{HAN_CHARS}] ?$")


def find(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[QuantityMention]:
    """The quantities of a clean text in text order, without overlaps among them or with `taken` (the spans of times).

    Values are Decimal at base scale; the span holds number, unit or counter and the bounds that stand directly at it.

    >>> [(m.text, m.value, m.comparator, m.unit, m.noun) for m in find("新建学校不少于1.2万所，覆盖率提高到95%以上")]
    [('不少于1.2万所', Decimal('12000.0'), 'ge', 'count', '学校'), ('95%以上', Decimal('95'), 'ge', 'percent', None)]
    """
    times = _Times(taken)
    lenient = whole_text(text)
    found: list[QuantityMention] = []
    done = 0
    for trigger in _TRIGGER.finditer(text):
        at = trigger.start()
        if at < done:
            continue
        word = trigger[0]
        if word == "一" and text[at + 1 : at + 2] not in _ONE_MAY_STAND_BEFORE and not lenient and text[at - 1 : at] != "第":
            continue
        mention, read_to = _at(text, at, word, times, lenient)
        if mention is not None and (mention.start >= done or not found) and not times.end_of(mention.start, mention.end):
            found.append(mention)
            done = mention.end
        done = max(done, read_to)
    return cents(text, shared(text, found)) if "分" in text else shared(text, found)


_ONE_MAY_STAND_BEFORE = frozenset("半个所家名项条件成倍元千百万亿十到至—-两二三点座户处支次种部场台套人亩米吨公分") | frozenset(HAN_CHARS)


class _Times:
    """The stretches that belong to times, for asking whether a span is free."""

    __slots__ = ("begins", "ends")

    def __init__(self, taken: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(taken)
        self.begins = [b for b, _ in ordered]
        self.ends = [e for _, e in ordered]

    def end_of(self, start: int, end: int) -> int:
        """Where the time that overlaps [start, end) ends, 0 where none does."""
        i = bisect_right(self.begins, end - 1) - 1
        return self.ends[i] if i >= 0 and self.ends[i] > start else 0


def _at(text: str, at: int, word: str, times: _Times, lenient: bool) -> tuple[QuantityMention | None, int]:
    """The quantity whose trigger `word` stands at `at`, if any, and how far the text is read by it either way (0: no further)."""
    overlap = times.end_of(at, at + 1)
    if overlap:
        return None, overlap
    if not (word[0].isdigit() or word[0] in HAN_CHARS or word[0] in ".参"):
        return worded(text, at, word), 0
    amount = read(text, at) if word[0] != "." else _point(text, at)
    if amount is None and word[0] in HAN_CHARS and len(word) > 1:
        for later in range(at + 1, at + len(word)):
            amount = read(text, later)
            if amount is not None:
                at = later
                break
    if amount is None:
        return None, at + len(word)
    overlap = times.end_of(amount.start, amount.end)
    if overlap:
        return None, overlap
    read_to = amount.number_end
    place = None if lenient else rank(text, amount)
    if place is not None:
        return place, read_to
    if amount.unit is None and word[0].isdigit():
        borrow_unit(text, amount)
    left = text[max(0, at - _WINDOW) : at].rsplit("\n", 1)[-1]
    start, left, negative, currency = _prefixes(left, amount, lenient)
    if negative:
        amount.value = -amount.value
    if currency and (amount.unit is None or amount.unit.unit == "CNY") and amount.rule != "percent":
        amount.unit = Unit(currency, currency, "currency")
        amount.rule = "currency"
    bound, inside, beside = before(left, digitless=amount.digitless)
    kind = amount.unit.kind if amount.unit else "bare"
    trailing, end = after(text, amount.end, unit_kind=kind, held=left.endswith("在") or bound == "le")
    if not accepted(text, amount, start - inside, end, bounded=bool(bound and beside) or trailing is not None, negative=negative, lenient=lenient):
        return None, read_to
    if in_quotation(text, start, end) and not lenient:
        return None, read_to
    comparator = _comparator(amount, bound, trailing, outside=not inside)
    direction = _change_of(text, start, left[: len(left) - inside], end, amount.unit.unit if amount.unit else "count")
    return _mention(text, amount, start if times.end_of(start - inside, end) else start - inside, end, comparator, direction), read_to


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
    sign = _BEFORE_SIGN.search(left) if left and left[-1] in "-－−负下 " else None
    if sign and (lenient or sign[0].strip() in ("负", "零下") or (not sign[0].endswith(" ") and _is_sign(left, sign.start()))):
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


def _is_sign(left: str, at: int) -> bool:
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
        if kind == "set" and word.endswith("方面"):
            counted = "方面"
        else:
            counted = noun(text, start, end, counter=word, itself=kind in ("self", "level", "place", "score"))
    return QuantityMention(start, end, text[start:end], amount.value, amount.value_max, comparator, unit, counted, direction, 0.9, f"zh.quantity.{amount.rule}")
