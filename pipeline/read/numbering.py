"""What stands before a numbered paragraph, in the way of counting that the document asks for, or before a heading?"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.layout.lines import NUMBERED

_HAN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST = 9999
_HEADING = 120
"""Characters up to which a paragraph can be a heading."""


def chinese(number: int, digits: str = _HAN, units: str = "千百十") -> str:
    """A number below 10,000 in Chinese: 十二, 一百零三.

    >>> chinese(7), chinese(12), chinese(103), chinese(20)
    ('七', '十二', '一百零三', '二十')
    """
    if number == 0:
        return digits[0]
    out, gap = "", False
    for place, unit in zip((1000, 100, 10, 1), (*units, ""), strict=True):
        digit = number // place % 10
        if digit:
            out += ("零" if gap else "") + digits[digit] + unit
            gap = False
        elif out:
            gap = True
    return out[1:] if out.startswith(digits[1] + units[2]) and digits == _HAN else out


def roman(number: int) -> str:
    """A number in small Roman numerals.

    >>> roman(4), roman(19)
    ('iv', 'xix')
    """
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def letters(number: int) -> str:
    """a … z, then aa, bb, … as word processors count.

    >>> letters(1), letters(27)
    ('a', 'aa')
    """
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 26 * 20 else str(number)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _stem(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02}",
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseLegalSimplified": lambda n: chinese(n, _LEGAL, "仟佰拾"),
    "ideographTraditional": _stem(_STEMS),
    "ideographZodiac": _stem(_BRANCHES),
    "ideographDigital": lambda n: "".join(_HAN[int(d)] for d in str(n)),
    "japaneseDigitalTenThousand": lambda n: "".join(_HAN[int(d)] for d in str(n)),
    "ordinal": lambda n: f"{n}{'th' if n % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}",
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting"), chinese
    ),
}


def written(number: int, style: str) -> str:
    """The number in a way of counting of OOXML (`decimal`, `upperRoman`, `chineseCounting`, …); decimal where it is not known.

    >>> written(3, "chineseCounting"), written(3, "upperRoman"), written(3, "unknown")
    ('三', 'III', '3')
    """
    counting = _FORMATS.get(style)
    return counting(number) if counting and 0 < number <= _MOST else str(number)


def hashes(text: str, level: int) -> str:
    """The mark of a heading of this level, "" where its own number tells the level or it is too long for a heading.

    >>> hashes("Goals", 2), hashes("2.1 Goals", 2)
    ('## ', '')
    """
    return "" if len(text) > _HEADING or NUMBERED.match(text.strip()) else "#" * level + " "
