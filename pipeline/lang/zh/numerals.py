"""What number does a Chinese numeral stand for? (三千六百, 二〇二二, 3.5万, 九万四, 四分之三, 三成五)

Values are Decimal. The fragments are plain strings for building patterns; what they match is read by `parse`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_VALUES = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    **dict(zip("○弌貳陸", (0, 1, 2, 6), strict=True)),
    "两": 2,
    "兩": 2,
    "俩": 2,
    "倆": 2,
    "參": 3,
    "叄": 3,
    "参": 3,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_SUFFIX = {"k": 10**3, "w": 10**4, "m": 10**6, "g": 10**9, "t": 10**12}

HAN_DIGITS = "".join(c for c in _VALUES if c != "参")
"""Characters for one Han digit, for use inside a character class (参 is left out: 参加, 参与)."""
HAN_SCALES = "".join((*_SMALL, *_LARGE, *_TENS))
"""Characters for ten, hundred, … 亿, 兆 and 廿卅卌."""
HAN_CHARS = HAN_DIGITS + HAN_SCALES
"""All characters that a whole Han numeral may consist of."""
LARGE_SCALES = "".join(_LARGE)

DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""1234, 1,234.5, 1，234: digits with or without thousands separators and decimals."""
HAN = rf"[{HAN_CHARS}]{{1,30}}(?:点[{HAN_DIGITS}]{{1,12}}[{LARGE_SCALES}]{{0,3}})?"
"""三千六百, 二〇二二, 壹佰贰拾万, 二点五, 二点五万."""
MIXED = rf"{DIGITS}(?:[{HAN_SCALES}]{{1,4}}(?:[\d{HAN_CHARS}]{{0,20}}[{HAN_CHARS}])?)?"
"""3.5万, 1.21万亿, 3千万亿, 5万4千6百 and plain digits."""
VAGUE = rf"(?:{DIGITS}[{HAN_SCALES}]{{0,4}}|[{HAN_CHARS}]{{1,12}})[多余几来][{HAN_SCALES}]{{0,4}}"
"""十几, 2000多万, 4万多亿, 三十余, 二十几万: the value that `parse` gives is the lower bound."""
NUMBER = rf"(?:{VAGUE}|{MIXED}|{HAN})"
"""Any of the above. All fragments are bounded, so they cost the same at every place of a text."""
FRACTION = rf"(?:{MIXED}|{HAN})分之(?:{MIXED}|{HAN})"
"""四分之三, 百分之十二点五, 千分之2.4."""
TENTHS = rf"(?:{DIGITS}|{HAN})成(?:[{HAN_DIGITS}](?![{HAN_CHARS}]))?"
"""三成, 三成五, 2.5成."""

_DECIMAL = re.compile(rf"(.*?)[点點]([\d{HAN_DIGITS}]+)([{LARGE_SCALES}]*)", re.DOTALL)
_PLAIN = re.compile(r"(?:\d+(?:[,，]\d{3})*|(?=\.\d))(?:\.\d*)?")
_POWER = re.compile(r"(\d+(?:\.\d+)?|\.\d+)[eE]([+-]?\d{1,3})")
_SI = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)\s?([kKwWmMgGtT])")
_HAN_RUN = re.compile(rf"[{HAN_DIGITS}参]+")
_TOKEN = re.compile(rf"\d+(?:[,，]\d{{3}})*(?:\.\d+)?|[{HAN_DIGITS}参]|[{''.join(_SMALL)}]|[{''.join(_TENS)}]")
_PAIR = re.compile(rf"((?:[{HAN_CHARS}]*[十百千万])?)([一二两三四五六七八])([二三四五六七八九])([{HAN_SCALES}]*)")
_FULL_WIDTH = {ord("０") + i: ord("0") + i for i in range(10)} | {ord(a): ord(b) for a, b in zip("．－＋／ｅ", ".-+/e", strict=True)}
_HALF = Decimal("0.5")


@lru_cache(maxsize=4096)
def parse(text: str) -> Decimal | None:
    """The number that `text` as a whole stands for, or None where it is no number.

    Percentages and fractions come back as ratios (百分之五 = 0.05); 多, 余 and 几 give the lower bound (4万多亿 = 4e12).

    >>> parse("三千六百"), parse("二〇二二"), parse("1,234.5")
    (Decimal('3600'), Decimal('2022'), Decimal('1234.5'))
    >>> parse("1.21万亿") == 1_210_000_000_000, parse("九万四"), parse("一万五千亿") == 15 * 10**11
    (True, Decimal('94000'), True)
    >>> parse("百分之十二点五"), parse("三成五"), parse("一半"), parse("十几")
    (Decimal('0.125'), Decimal('0.35'), Decimal('0.5'), Decimal('10'))
    >>> parse("亿") is None, parse("教育") is None
    (True, True)
    """
    text = text.strip().translate(_FULL_WIDTH)
    sign = 1
    if text[:1] in ("-", "+", "负", "負"):
        sign = 1 if text[0] == "+" else -1
        text = text[1:].lstrip()
    value = _unsigned(text)
    return None if value is None else sign * value


def parse_pair(text: str) -> tuple[Decimal, Decimal] | None:
    """Both ends of an approximate pair of neighbouring digits, or None: 两三 = 2 to 3, 三五 = 3 to 5, 二三十万, 十七八.

    >>> parse_pair("两三"), parse_pair("十七八"), parse_pair("二三十万") == (200000, 300000), parse_pair("二三三")
    ((Decimal('2'), Decimal('3')), (Decimal('17'), Decimal('18')), True, None)
    """
    match = _PAIR.fullmatch(text)
    if not match:
        return None
    head, first, second, tail = match.groups()
    if not (_VALUES[first] < _VALUES[second] <= _VALUES[first] + 2) or _VALUES[first] == 0:
        return None
    if _VALUES[second] == _VALUES[first] + 2 and (first, second) != ("三", "五"):
        return None
    low, high = parse(head + first + tail), parse(head + second + tail)
    return None if low is None or high is None else (low, high)


def _unsigned(text: str) -> Decimal | None:
    if not text:
        return None
    plain = _PLAIN.fullmatch(text)
    if plain:
        return Decimal(text.replace(",", "").replace("，", ""))
    if "分之" in text:
        return _fraction(text)
    if "/" in text:
        top, _, bottom = text.partition("/")
        return _ratio(_unsigned(top), _unsigned(bottom))
    if text in ("半", "一半", "1半", "半数"):
        return _HALF
    power = _POWER.fullmatch(text)
    if power:
        return Decimal(power[1]) * Decimal(10) ** int(power[2])
    si = _SI.fullmatch(text)
    if si:
        return Decimal(si[1].replace(",", "")) * _SUFFIX[si[2].lower()]
    if "成" in text:
        return _tenths(text)
    for mark in "多余几来幾餘來":
        text = text.replace(mark, "")
    decimal = _DECIMAL.fullmatch(text)
    if decimal:
        whole = _scaled(decimal[1])
        if whole is None:
            return None
        value = whole + Decimal("0." + _positional(decimal[2]))
        for scale in decimal[3]:
            value *= _LARGE[scale]
        return value
    return _scaled(text)


def _positional(text: str) -> str:
    return "".join(c if c.isdigit() and c.isascii() else str(_VALUES[c]) for c in text)


def _ratio(top: Decimal | None, bottom: Decimal | None) -> Decimal | None:
    return None if top is None or not bottom else top / bottom


def _fraction(text: str) -> Decimal | None:
    bottom, _, top = text.partition("分之")
    whole: Decimal | None = Decimal(0)
    if "又" in bottom:
        left, _, bottom = bottom.partition("又")
        whole = _unsigned(left)
    denominator = _unsigned(bottom.strip()) or _unsigned("一" + bottom.strip())
    ratio = _ratio(_unsigned(top.strip()), denominator)
    return None if ratio is None or whole is None else whole + ratio


def _tenths(text: str) -> Decimal | None:
    whole, _, rest = text.partition("成")
    value = _HALF if whole.strip() == "半" else _unsigned(whole.strip())
    if value is None:
        return None
    if rest:
        part = _HALF if rest == "半" else _unsigned(rest)
        if part is None:
            return None
        value += part if rest == "半" else part / 10
    return value / 10


def _scaled(text: str) -> Decimal | None:
    """Value of a numeral with 万, 亿, 兆: what stands before the last of the largest scale is its factor, what follows is added."""
    if not text:
        return None
    largest = max((_LARGE.get(c, 0) for c in text), default=0)
    if not largest:
        return _section(text)
    at = max(i for i, c in enumerate(text) if _LARGE.get(c) == largest)
    before, after = text[:at], text[at + 1 :]
    factor = _scaled(before) if before else None
    if factor is None:
        return None
    if not after:
        return factor * largest
    if len(after) == 1 and after in _VALUES and _VALUES[after] and not after.isdigit():
        return factor * largest + Decimal(_VALUES[after]) * largest / 10  # 九万四 = 94000
    rest = _scaled(after)
    if rest is None or rest >= largest:
        return None
    return factor * largest + rest


def _section(text: str) -> Decimal | None:
    """Value below 万: 三千六百, 一千零五, 四百五 (= 450), 二〇二二, 百二 (= 120), 1千零20."""
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "").replace("，", ""))
    if _HAN_RUN.fullmatch(text):
        return Decimal(_positional(text))
    total = Decimal(0)
    digit: Decimal | None = None
    unit = 10**4
    last_unit = 0
    zero = False
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() != at:
            return None
        at = match.end()
        token = match[0]
        if token in _SMALL:
            scale = _SMALL[token]
            if scale >= unit:
                return None
            total += (Decimal(1) if digit is None else digit) * scale
            digit, unit, last_unit, zero = None, scale, scale, False
        elif token in _TENS:
            if digit is not None or unit <= 10:
                return None
            total += _TENS[token]
            unit, last_unit, zero = 10, 10, False
        elif token in _VALUES and _VALUES[token] == 0:
            if digit is not None:
                return None
            zero = True
        else:
            if digit is not None:
                return None
            digit = Decimal(_VALUES[token]) if token in _VALUES else Decimal(token.replace(",", "").replace("，", ""))
    if at != len(text):
        return None
    if digit is not None:
        total += digit if zero or last_unit <= 10 else digit * last_unit / 10
    return total
