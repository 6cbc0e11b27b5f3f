"""Which number do these English words or digits say?

`read` finds the longest number that begins at a place in a text ("two hundred and five", "1.5 million", "two-thirds", "10 1/2");
`parse` wants the whole text to be one number. The fragments (`DIGITS`, `CARDINAL_WORD`, `ORDINAL_WORD`, `SCALE`) are regular
expression strings for lower-case text that other patterns are composed of.

The grammar: a cardinal is groups below a thousand, each with a falling scale; a fraction is a cardinal over an ordinal; a mixed number
is a cardinal "and" a fraction; a scale word behind any of them multiplies it. Words are read up to `LIMIT` tokens, so time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

LIMIT: Final = 28

_SMALL: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENTHS: Final = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
SMALL: Final = {word: n for n, word in enumerate(_SMALL.split())}
CORRECT_TENS: Final = {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
TENS: Final = CORRECT_TENS | {"fourty": 40, "ninty": 90}
SCALES: Final = {
    "dozen": 12, "thousand": 10**3, "lakh": 10**5, "lac": 10**5, "lkh": 10**5, "million": 10**6, "mln": 10**6, "crore": 10**7, "cr": 10**7, "koti": 10**7,
    "billion": 10**9, "bln": 10**9, "bn": 10**9, "trillion": 10**12, "tln": 10**12, "trn": 10**12, "tn": 10**12, "quadrillion": 10**15, "mn": 10**6,
}  # fmt: skip
LETTERS: Final = {"k": 10**3, "K": 10**3, "M": 10**6, "MM": 10**6, "G": 10**9}
MONEY_LETTERS: Final = LETTERS | {"m": 10**6, "b": 10**9, "B": 10**9, "t": 10**12, "T": 10**12, "mm": 10**6}
ORDINALS: Final = {word: n for n, word in enumerate(_ORDINALS.split(), 1)} | {word: 10 * n for n, word in enumerate(_TENTHS.split(), 2)}
DENOMINATORS: Final = {w: n for w, n in ORDINALS.items() if n > 2} | {
    "quarter": 4, "hundredth": 100, "thousandth": 10**3, "millionth": 10**6, "billionth": 10**9, "trillionth": 10**12,
    # after tens only: a twenty-first, a forty-second
    "first": 1, "second": 2,
}  # fmt: skip
GLYPHS: Final = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5", "⅙": "1/6", "⅛": "1/8", "⅜": "3/8",
    "⅝": "5/8", "⅞": "7/8",
}  # fmt: skip


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


DIGITS: Final = (
    r"(?:\d{1,3}(?:\.\d{3}){1,6},\d{1,2}(?!\d)|\d{1,3}(?:,\d{3}){1,8}(?!\d)|\d{1,3}(?: \d{3}){2,5}(?![\d,.]\d|\d)"
    r"|(?<!table )(?<!article )(?<!section )(?<!chapter )(?<!grade )(?<!phase )(?<!annex )(?<!class )"
    r"\d{1,3} (?:000(?![\d,.]\d|\d)|\d{3}(?= (?:million|billion|euros?|tonnes|tons|hectares|ha|km|mw|gw|people|persons)(?![a-z])))"
    r"|\d+)(?:\.\d+)?(?:e[+-]?\d{1,2}(?![a-z\d]))?"
)
CARDINAL_WORD: Final = _any([*SMALL, *TENS])
SCALE: Final = r"(?:hundred|" + _any([*SCALES]) + r")s?"
ORDINAL_WORD: Final = _any([*ORDINALS])
_GLYPH: Final = "[" + "".join(GLYPHS) + "]"

_TOKEN: Final = re.compile(
    rf"(?P<slash>\d{{1,3}}/\d{{1,3}}(?![/\d]))|(?P<digits>{DIGITS}|\.\d+)|(?P<glyph>{_GLYPH})"
    rf"|(?P<small>{_any([*SMALL])})(?![a-z])|(?P<tens>{_any([*TENS])})(?![a-z])|(?P<hundred>hundreds?)(?![a-z])"
    rf"|(?P<scale>{_any([*SCALES])})s?(?![a-z])|(?P<half>half|halves)(?![a-z])|(?P<den>{_any([*DENOMINATORS])})(?P<plural>s?)(?![a-z])"
    r"|(?P<of>of an?)(?= (?:million|billion|trillion|hundred|thousand|dozen))|(?P<a>an?)(?![a-z])|(?P<and>and)(?![a-z])|(?P<point>point)(?= [a-z])"
)
_SWISS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3},\d{1,2}")  # 1.234,5
# "5.1. million": a stray full stop between a decimal and its scale
_GAP: Final = re.compile(r"(?P<hyphen>-)|(?:(?<=\.\d)|(?<=\.\d\d))\.[ \u00a0](?=(?:m|b|tr)illion(?![a-z]))|[ \u00a0]{0,2}-[ \u00a0]{1,2}|[ \u00a0]{1,2}")
_LETTER: Final = re.compile(r"[ \u00a0]{0,2}(MM|mm|[kKMGmbBtT])(?![A-Za-z\d/%²³'’-])")

Kind = Literal["digits", "slash", "glyph", "small", "tens", "hundred", "scale", "half", "den", "of", "a", "and", "point"]
Form = Literal["digits", "words", "fraction"]


class _Token(NamedTuple):
    kind: Kind
    value: Decimal
    start: int
    end: int
    tight: bool  # joined to the token before it by a hyphen without spaces
    plural: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in the text. `form` is fraction for parts of a whole (two-thirds, 3/4, half); `scaled` where a scale word or
    letter stands behind it; `grouped` where digits carry thousands separators or decimals; `words` counts its words."""

    start: int
    end: int
    value: Decimal
    form: Form
    scaled: bool
    grouped: bool
    words: int


def _cardinal(tokens: Sequence[_Token]) -> Decimal | None:
    total = Decimal(0)
    group: Decimal | None = None
    last_scale: Decimal | None = None
    before: Kind | None = None
    for i, t in enumerate(tokens):
        k, v = t.kind, t.value
        if k == "a":
            if i or len(tokens) < 2 or tokens[1].kind not in ("hundred", "scale"):
                return None
            group = Decimal(1)
        elif k == "and":
            if before not in ("hundred", "scale") or i == len(tokens) - 1:
                return None
        elif k == "digits":
            if last_scale is not None and v != int(v):
                return None
            if group is None:
                # "4 thousand 3 hundred" is one number, "5 million 300" is not, but "5 million and 300" is
                if last_scale is not None and before != "and" and not (i + 1 < len(tokens) and tokens[i + 1].kind in ("hundred", "scale")):
                    return None
                group = v
            elif group and group % 100 == 0 and v < 100 and before == "and":
                group += v
            else:
                return None
        elif k == "small":
            if group is None:
                group = v
            elif (before == "tens" and 1 <= v <= 9) or (group and group % 100 == 0 and before in ("hundred", "and")):
                group += v
            else:
                return None
        elif k == "tens":
            if group is None:
                group = v
            elif group and group % 100 == 0 and before in ("hundred", "and"):
                group += v
            else:
                return None
        elif k == "hundred":
            if not group or before in ("hundred", "and") or (group >= 100 and before != "digits"):
                return None
            group *= 100
        elif k == "scale":
            if group is None:
                if before != "scale" or last_scale is None:
                    return None
                total *= v  # three thousand millions, 75 hundred thousand
                last_scale *= v
            else:
                if last_scale is not None and v >= last_scale:
                    return None
                total += group * v
                last_scale, group = v, None
        else:
            return None
        before = k
    if group is not None:
        if last_scale is not None and group >= last_scale:
            return None
        total += group
    return total if before not in (None, "and", "a") else None


def _fraction(tokens: Sequence[_Token]) -> Decimal | None:
    last = tokens[-1]
    if last.kind in ("slash", "glyph"):
        return last.value if len(tokens) == 1 else None
    if last.kind == "half":
        if len(tokens) == 1:
            return Decimal("0.5")
        top = Decimal(1) if len(tokens) == 2 and tokens[0].kind == "a" else _cardinal(tokens[:-1])
        return None if top is None or top > 99 else top / 2
    if last.kind != "den":
        return None
    bottom, rest = last.value, tokens[:-1]
    if rest and rest[-1].kind == "tens" and last.tight and bottom < 10:
        bottom, rest = bottom + rest[-1].value, rest[:-1]
    if not rest:
        return None
    if bottom > 2 or bottom != last.value:
        top = Decimal(1) if len(rest) == 1 and rest[0].kind == "a" else _cardinal(rest)
        if top is not None and (last.plural or top == 1 or (top < bottom and last.tight)):
            return top / bottom
    for cut in range(1, len(rest)):  # twenty twenty-fifths, one one hundred fifth
        over = _cardinal(rest[:cut])
        under = _cardinal(rest[cut:])
        if over is not None and under is not None and under % 10 == 0 and bottom < 10:
            return over / (under + bottom)
        if over is not None and under is not None and under > 9 and bottom >= 3 and under % 100 == 0:
            return over / (under + bottom)
    return None


def _scaled(tokens: Sequence[_Token], inner: bool = False) -> tuple[Decimal, Form] | None:
    """Value of exactly these tokens, or None."""
    value = _cardinal(tokens)
    if value is not None:
        return value, "digits" if tokens[0].kind == "digits" else "words"
    value = _fraction(tokens)
    if value is not None:
        return value, "fraction"
    if tokens[-1].kind in ("scale", "hundred") and len(tokens) > 1:
        head = tokens[:-1]
        while head and head[-1].kind in ("a", "of"):
            head = head[:-1]
        got = _scaled(head, inner) if head else None
        if got is not None and (got[1] == "fraction" or (got[0] != int(got[0]) and all(x.kind != "scale" for x in head))):
            return got[0] * tokens[-1].value, "words"
    for i, t in enumerate(tokens):
        if t.kind == "point" and i:
            whole = _cardinal(tokens[:i])
            tail = tokens[i + 1 :]
            if whole is not None and tail and all(x.kind in ("small", "tens", "digits") and x.value < 100 for x in tail):
                return whole + Decimal("0." + "".join(str(int(x.value)) for x in tail)), "words"
    if inner:
        return None
    if tokens[-1].kind in ("slash", "glyph") and len(tokens) == 2 and tokens[0].kind == "digits":  # 10 1/2
        return tokens[0].value + tokens[-1].value, "digits"
    if not any(t.kind in _PART_OF_ONE for t in tokens):
        return None
    for i in range(len(tokens) - 2, 0, -1):  # X and FRACTION
        if tokens[i].kind == "and":
            whole = _cardinal(tokens[:i])
            part = _scaled(tokens[i + 1 :], inner=True)
            small = any(x.kind in ("half", "den") for x in tokens[i + 1 :])
            if whole is None or part is None or not (part[1] == "fraction" or (small and tokens[-1].kind == "scale")):
                continue
            if part[1] == "fraction" and part[0] >= 1:
                continue
            of_scale = part[1] == "fraction" and tokens[i - 1].kind == "scale" and tokens[i - 1].value >= 1000
            return whole + part[0] * (tokens[i - 1].value if of_scale else 1), "words"
    return None


_PART_OF_ONE: Final = frozenset({"slash", "glyph", "half", "den"})
"""Kinds of token without one of which there is no fraction."""


@lru_cache(maxsize=4096)
def _glyph(text: str) -> Decimal:
    top, bottom = (GLYPHS.get(text) or text).split("/")
    return Decimal(top) / Decimal(bottom)


def _tokens(low: str, at: int) -> list[_Token]:
    out: list[_Token] = []
    tight = False
    clashes = 0  # "twenty twenty-fifths" has one, a list of numbers has many
    while len(out) < LIMIT:
        m = _TOKEN.match(low, at)
        if m is None:
            break
        kind: Kind = m.lastgroup if m.lastgroup != "plural" else "den"  # type: ignore[assignment]  # the group names are the kinds
        word = m.group(kind)
        if kind == "digits":
            if len(word) > 40 or (out and out[-1].kind == "digits"):
                break
            value = Decimal(word.replace(".", "").replace(",", ".") if _SWISS.fullmatch(word) and "." in word else word.replace(",", "").replace(" ", ""))
        elif kind in ("slash", "glyph"):
            if kind == "slash" and word.endswith(("/0", "/00", "/000")):
                break
            value = _glyph(word)
        elif kind == "small":
            value = Decimal(SMALL[word])
        elif kind == "tens":
            value = Decimal(TENS[word])
        elif kind == "scale":
            value = Decimal(SCALES[word])
        elif kind == "hundred":
            value = Decimal(100)
        elif kind == "den":
            value = Decimal(DENOMINATORS[word])
        else:
            value = Decimal(0)
        before = out[-1].kind if out else None
        clash = kind in ("small", "tens") and (before == "small" or (before == "tens" and (kind == "tens" or value > 9)))
        if clash or (before == "and" and kind in ("small", "tens", "digits") and not any(t.kind in ("hundred", "scale") for t in out)):
            clashes += 1
            if clashes > 1:
                break
        out.append(_Token(kind, value, m.start(), m.end(), tight, bool(m.group("plural"))))
        at = m.end()
        gap = _GAP.match(low, at)
        if gap is None:
            nxt = _TOKEN.match(low, at) if kind == "digits" else None
            if nxt is None or nxt.lastgroup not in ("scale", "glyph"):
                break
            tight = False
        else:
            tight = gap.group("hyphen") is not None
            if tight and kind == "digits" and at + 1 < len(low) and low[at + 1].isdigit():
                break
            at = gap.end()
    return out


def read(text: str, at: int, *, low: str | None = None, money: bool = False) -> Number | None:
    """The longest number that begins at `text[at]`, or None. `low` is the text in lower case where the caller has it;
    `money` reads the letters m, b, t as scales too ($5m).

    >>> n = read("about 1.5 million people", 6); (n.end, n.value)
    (17, Decimal('1500000.0'))
    """
    low = text.lower() if low is None else low
    tokens = _tokens(low, at)
    for size in range(len(tokens), 0, -1):
        part = tokens[:size]
        if part[-1].kind in ("and", "a", "of", "point"):
            continue
        got = _scaled(part)
        if got is None:
            continue
        value, form = got
        end = part[-1].end
        scaled = any(t.kind in ("scale", "hundred") for t in part)
        if part[-1].kind == "digits":
            letter = _LETTER.match(text, end)
            if letter is not None:
                word = letter.group(1)
                factor = (MONEY_LETTERS if money else LETTERS).get(word)
                # "3G" is a network and "4K" a screen, "1,674.5 G" and "5k" are numbers
                shown = text[part[-1].start : end]
                loud = (word == "G" and "." not in shown) or (word == "K" and len(shown) == 1)
                if factor is not None and (money or not loud):
                    value, end, scaled = value * factor, letter.end(), True
        shown = text[at:end]
        digits = part[0].kind == "digits"
        grouped = digits and ("," in shown or "." in shown or " " in text[part[0].start : part[0].end])
        return Number(at, end, value, form, scaled, grouped, len(part))
    return None


_SIGN: Final = re.compile(r"\s*(?:(?P<minus>-|minus|negative)|\+|plus)?\s*", re.I)
_OVER: Final = re.compile(r"\s+over\s+", re.I)
_POWER: Final = re.compile(r"(\d{1,15}(?:\.\d{1,15})?) ?\^ ?([+-]?\d{1,2})")
_SPOKEN: Final = re.compile(r"(\w+)[ -](\w+)(?:[ -](\w+))?")


def parse(text: str) -> Decimal | None:
    """The number that the whole text is, or None where it is not one number.

    >>> parse("two hundred and five"), parse("1,234.5"), parse("minus 3 million and a half"), parse("the fifth of May")
    (Decimal('205'), Decimal('1234.5'), Decimal('-3500000.0'), None)
    """
    sign = _SIGN.match(text)
    start = sign.end() if sign else 0
    factor = -1 if sign and sign.group("minus") else 1
    body = text[start:].rstrip()
    low = body.lower()
    if not low:
        return None
    if low.startswith("point ") and low[6:].isdigit():
        return factor * Decimal("0." + low[6:])
    if low in ("nought", "naught", "nil", "a pair", "pair", "a dozen", "dozen"):
        return factor * Decimal({"pair": 2, "a pair": 2, "dozen": 12, "a dozen": 12}.get(low, 0))
    got = read(body, 0, low=low)
    if got is not None and got.end == len(body):
        return factor * got.value
    if _SWISS.fullmatch(body):
        return factor * Decimal(body.replace(".", "").replace(",", "."))
    sides = _OVER.split(body, maxsplit=1)
    if len(sides) == 2:
        top, bottom = parse(sides[0]), parse(sides[1])
        return None if top is None or not bottom else factor * top / bottom
    power = _POWER.fullmatch(body)
    if power:
        return factor * Decimal(power[1]) ** int(power[2])
    spoken = _SPOKEN.fullmatch(low)  # one twenty two = 122
    if spoken and spoken[1] in SMALL and 1 <= SMALL[spoken[1]] <= 9 and spoken[2] in TENS:
        return factor * (Decimal(100 * SMALL[spoken[1]] + TENS[spoken[2]]) + SMALL.get(spoken[3] or "zero", 0))
    if body.endswith(")") and "(" in body:  # forty-five (45)
        first, _, second = body[:-1].partition("(")
        one, two = parse(first), parse(second)
        return factor * one if one is not None and one == two else None
    return None
