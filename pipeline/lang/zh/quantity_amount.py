"""Which amount begins at this place: number, scale, unit, and the second end of a range? (4万多亿元, 6.5%－7%, 五元三毛)"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.lang.zh.numerals import DIGITS, FRACTION, HAN_CHARS, HAN_DIGITS, HAN_SCALES, LARGE_SCALES, parse, parse_pair
from pipeline.lang.zh.quantity_units import Unit, unit_at

FORMAL_THREE = "参(?=[拾佰仟万])"
"""参 is a numeral only in formal numerals (参佰)."""
NUMBER = (
    rf"(?:{DIGITS}(?: ?[{HAN_SCALES}]{{1,4}}(?:零?\d{{1,4}}[{HAN_SCALES}]){{0,5}}(?:零\d{{1,2}}(?!\d)|\d(?![\d.,]))?)?"
    rf"|(?:[{HAN_CHARS}]|{FORMAL_THREE}){{1,30}}(?:点[{HAN_DIGITS}\d]{{1,12}}[{LARGE_SCALES}]{{0,3}})?)"
)
_NUMBER = re.compile(NUMBER)
_VAGUE = re.compile(rf"[多余几](?![额下热样种方边维极]|元化)(?: ?[{HAN_SCALES}]{{1,3}})?")
_FRACTION = re.compile(FRACTION)
_MIXED_FRACTION = re.compile(rf"[\d{HAN_CHARS}]{{1,12}}又{FRACTION}")
_SLASH = re.compile(r"(\d{1,3})/(\d{1,3})(?![\d/年月])")
_EXPONENT = re.compile(r"\d+(?:\.\d+)?[eE][+-]?\d{1,3}(?![\dA-Za-z])")
_SUFFIX = re.compile(r"(\d[\d,]{0,24}(?:\.\d+)?) ?(?:([kw])|([KM])|(G))(?![A-Za-z\d])")
_TENTH = re.compile(rf"成(?:([{HAN_DIGITS}])(?![{HAN_CHARS}个]))?")
_RANGE = re.compile(r" ?(?:[—－–\-]{1,2}|[~～∼〜至到]) ?")
_SMALL_CHANGE = re.compile(rf"([\d{HAN_DIGITS}]{{1,2}})[角毛](?:([\d{HAN_DIGITS}]{{1,2}})分)?|([\d{HAN_DIGITS}]{{1,2}})分(?![之钟])")
_HALF_AFTER = re.compile(r"半(?![数径年月天小路导程夜])")
_SCALE_SET = frozenset(HAN_SCALES)
_NO_DIGIT = frozenset("百千万亿兆佰仟萬億")
_BARE_DIGITS = re.compile("[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]+")
_LONGEST_NUMBER = 40
_HUNDRED = Decimal(100)
_SIX_PLACES = Decimal("0.000001")


@dataclass(slots=True)
class Amount:
    """A number as it stands in the text with its unit, before its surroundings are read.

    `number_end` is where the bare number ends; `unit` is None for a bare number; `vague` says that 多, 余 or 几 stands in it;
    `digitless` that it is a scale alone (百亿元); `value_max` is set for ranges and pairs (两三个).
    """

    start: int
    end: int
    number_end: int
    value: Decimal
    unit: Unit | None = None
    value_max: Decimal | None = None
    vague: bool = False
    digitless: bool = False
    rule: str = "bare"


PERCENT = Unit("%", "percent", "percent")
RATIO = Unit("", "count", "ratio")


def read(text: str, at: int, *, ranges: bool = True) -> Amount | None:
    """The amount whose number begins at `at`; None where no well-formed number stands there.

    >>> a = read("4万多亿元", 0); a.value == 4 * 10**12, a.unit.unit, a.vague, a.end
    (True, 'CNY', True, 5)
    >>> b = read("3000～5000人", 0); b.value, b.value_max, b.end
    (Decimal('3000'), Decimal('5000'), 10)
    """
    first = _single(text, at)
    if first is None or not ranges or first.value_max is not None or first.digitless:
        return first
    gap = _RANGE.match(text, first.end)
    if not gap or (gap[0] in ("到", "至") and text[at - 1 : at] in ("由", "从")):
        return first
    second = _single(text, gap.end())
    if second is not None and second.unit is None and first.rule == "fraction" and text.startswith("百分之", at) and second.value > first.value:
        return Amount(at, second.end, second.number_end, first.value, PERCENT, second.value, rule="fraction")  # 百分之三十至四十
    if second is None or second.unit is None or second.value_max is not None:
        return first
    unit = first.unit
    if unit is not None and (unit.unit != second.unit.unit or (unit.unit == "count" and unit.word != second.unit.word)):
        return first
    low = first.value
    if unit is None:
        if first.vague:
            return first
        low = _share_scale(text, first, second)
        low = low * second.unit.factor if second.rule != "fraction" else low
    if low >= second.value:
        return first
    return Amount(at, second.end, second.number_end, low, second.unit, second.value, second.vague, False, second.rule)


def _share_scale(text: str, first: Amount, second: Amount) -> Decimal:
    """10至15万 is 100,000 to 150,000: a first number without scale takes that of the second where it is the smaller figure."""
    digits = text[second.start : second.number_end].rstrip(HAN_SCALES)
    scale = text[second.start + len(digits) : second.number_end]
    if not scale or any(c in _SCALE_SET for c in text[first.start : first.number_end]):
        return first.value
    bare = parse(digits) if digits else None
    factor = parse("一" + scale)
    if bare is None or factor is None or first.value >= bare:
        return first.value
    return first.value * factor


def _single(text: str, at: int) -> Amount | None:
    special = _special(text, at)
    if special is not None:
        return special
    match = _NUMBER.match(text, at)
    if not match:
        return None
    end = _give_back(text, at, match.end())
    if end == at or end - at > _LONGEST_NUMBER:
        return None
    raw = text[at:end].replace(" ", "")
    pair = parse_pair(raw) if len(raw) > 1 and not raw[0].isdigit() else None
    if pair is None and len(raw) > 1 and _BARE_DIGITS.fullmatch(raw):
        return None  # 一二三产业
    digitless = raw[0] in _NO_DIGIT
    value: Decimal | None
    if pair is not None:
        value = pair[0]
    else:
        value = parse("一" + raw) if digitless else parse(raw)
    if value is None:
        return None
    amount = Amount(at, end, end, value, None, pair[1] if pair else None, False, digitless)
    return _with_unit(text, _with_vagueness(text, amount))


def _special(text: str, at: int) -> Amount | None:
    """Fractions, powers of ten, 40k: numbers with a form of their own."""
    window = text[at : at + 40]
    if "分之" in window:
        match = _MIXED_FRACTION.match(text, at)
        if match:
            value = parse(match[0])
            return None if value is None else Amount(at, match.end(), match.end(), value.quantize(_SIX_PLACES), RATIO, rule="ratio")
        match = _FRACTION.match(text, at)
        if match:
            for end in range(match.end(), max(match.end() - 4, at), -1):  # 百分之七十|百分位
                value = parse(text[at:end])
                if value is not None:
                    return _fraction(text, at, end, value)
            return None
    if not window[:1].isdigit():
        return None
    match = _SLASH.match(text, at)
    if match and int(match[2]) and text[at - 1 : at] not in ("/", ".", "-"):
        value = Decimal(match[1]) / Decimal(match[2])
        if value >= 1:
            return Amount(at, match.end(), match.end(), value.quantize(_SIX_PLACES), RATIO, rule="ratio")
        return _fraction(text, at, match.end(), value)
    match = _EXPONENT.match(text, at)
    if match:
        value = parse(match[0])
        return None if value is None else Amount(at, match.end(), match.end(), value, RATIO, rule="ratio")
    match = _SUFFIX.match(text, at)
    if match and (match[2] or (match[3] and (len(match[1]) > 2 or match[3] == "M")) or "." in match[1] or match[1][0] == "0"):
        value = parse(match[0])
        return None if value is None else Amount(at, match.end(), match.end(), value, RATIO, rule="ratio")
    return None


def _fraction(text: str, at: int, end: int, value: Decimal) -> Amount:
    amount = Amount(at, end, end, (value * _HUNDRED).quantize(_SIX_PLACES).normalize(), PERCENT, rule="fraction")
    if text.startswith("多", end):
        amount.vague, amount.end = True, end + 1
    return amount


def _give_back(text: str, at: int, end: int) -> int:
    """Where the number ends if its last scale belongs to the unit: 三千|千瓦, 1.2万|千瓦, 100|兆瓦, 一百|千瓦."""
    last = text[end - 1]
    if last == "两" and end - 1 > at and unit_at(text, end - 1) is not None:
        return end - 1
    if last in "千兆百" and end - 1 >= at:
        unit = unit_at(text, end - 1)
        if unit is not None and len(unit.word) > 1 and unit.kind in ("measure", "percent"):
            return end - 1
    return end


def _with_vagueness(text: str, amount: Amount) -> Amount:
    match = _VAGUE.match(text, amount.end)
    if not match or amount.value_max is not None:
        return amount
    word = match[0]
    scaled = len(word) > 1
    if not scaled and (amount.value < 10 or amount.value % 10):
        return amount
    end = _give_back(text, amount.end, match.end())
    value = parse(text[amount.start : end].replace(" ", ""))  # 二十五亿七千多万 is read as 二十五亿七千万
    if value is None:
        return amount
    amount.value, amount.vague, amount.end, amount.number_end = value, True, end, end
    return amount


def _with_unit(text: str, amount: Amount) -> Amount:
    at = amount.end
    if text.startswith("个亿", at) and "级" not in text[at : at + 4]:
        amount.value *= 10**8
        amount.end = amount.number_end = at = at + 2
    if text[at : at + 1] == " ":
        at += 1
    if text[at : at + 1] == "成":
        return _tenths(text, at, amount)
    unit = unit_at(text, at)
    if unit is not None and unit.word == "块" and not ("\u4e00" <= text[at + 1 : at + 2] <= "\u9fff" and not _SMALL_CHANGE.match(text, at + 1)):
        unit = unit_at("元", 0)
    if unit is None:
        if amount.value == 1 and amount.number_end - amount.start == 1 and _HALF_AFTER.match(text, at):
            amount.value, amount.unit, amount.end, amount.rule = Decimal(50), PERCENT, at + 1, "half"
        return amount
    amount.unit = unit
    amount.end = at + (1 if text[at] == "块" and unit.word == "元" else len(unit.word))
    amount.rule = unit.kind
    if unit.kind == "dozen":
        amount.value *= 12
    if unit.factor != 1:
        amount.value *= unit.factor
        if amount.value_max is not None:
            amount.value_max *= unit.factor
    if "多" in unit.word or "余" in unit.word:
        amount.vague = True
    if unit.word in ("元", "块钱") and amount.end < len(text):
        change = _SMALL_CHANGE.match(text, amount.end)
        if change and amount.value_max is None:
            for digits, part in ((change[1], "0.1"), (change[2], "0.01"), (change[3], "0.01")):
                amount.value += (parse(digits) or Decimal(0)) * Decimal(part) if digits else Decimal(0)
            amount.end = change.end()
    elif unit.kind in ("measure", "times", "currency") and _HALF_AFTER.match(text, amount.end):
        amount.value += Decimal("0.5") * unit.factor
        amount.end += 1
    return amount


def _tenths(text: str, at: int, amount: Amount) -> Amount:
    """三成, 三成五, 2.5成, 七八成: tenths are tens of percent."""
    unit = unit_at(text, at)
    match = _TENTH.match(text, at)
    part = parse(match[1]) if match and match[1] else None
    if (unit is None and part is None) or amount.value > 100:
        return amount
    following = text[at + 2 : at + 3]
    if part is not None and following and "\u4e00" <= following <= "\u9fff" and following not in "以左的上":
        return amount
    amount.value = amount.value * 10 + (part or Decimal(0))
    if amount.value_max is not None:
        amount.value_max *= 10
    amount.unit, amount.end, amount.rule = PERCENT, at + (2 if part is not None else 1), "tenths"
    return amount
