"""Which unit stands at a number: percent, a measure, an age or a currency, before it or behind it?

Words and symbols come from data/lexicons/units_en.csv and currencies_en.csv; look-ups are by dictionary, longest first.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.lang.en import numerals
from pipeline.lexicon import load


class Unit(NamedTuple):
    """A unit at a number: where it ends (or, before the number, begins), its code, the factor to the code's scale, its sort."""

    at: int
    code: str
    factor: Decimal
    sort: str  # percent, measure, age, currency


_ONE: Final = Decimal(1)
_WORDS: Final[dict[str, tuple[str, Decimal]]] = {}
_SYMBOLS: Final[dict[str, tuple[str, Decimal]]] = {}
for _row in load("units_en", key=("word", "kind")):
    (_WORDS if _row["kind"] == "word" else _SYMBOLS)[_row["word"]] = (_row["unit"], Decimal(_row["factor"]))

_MONEY_AFTER: Final[dict[str, str]] = {}
_MONEY_AFTER_EXACT: Final[dict[str, str]] = {}
_MONEY_BEFORE: Final[dict[str, str]] = {}
_MONEY_BEFORE_EXACT: Final[dict[str, str]] = {}
_SCALED_ONLY: Final[set[str]] = set()
for _row in load("currencies_en", key=("word",)):
    _any_case = _row["case"] != "exact"
    if _row["side"] != "before":
        (_MONEY_AFTER if _any_case else _MONEY_AFTER_EXACT)[_row["word"]] = _row["unit"]
    if _row["side"] != "after":
        (_MONEY_BEFORE if _any_case else _MONEY_BEFORE_EXACT)[_row["word"]] = _row["unit"]
    if _row["case"] == "scaled":
        _SCALED_ONLY.add(_row["word"])
_CODES: Final = {w for w in _MONEY_AFTER_EXACT if len(w) == 3 and w.isalpha() and w.isupper()}
_CODE_SCALES: Final = {"k": 10**3, "K": 10**3, "T": 10**3, "M": 10**6, "MM": 10**6, "B": 10**9, "bn": 10**9}
_SIGNS: Final = {w[-1] for w in (*_MONEY_BEFORE, *_MONEY_BEFORE_EXACT) if not w[-1].isalnum()}
_FIRST_LETTERS: Final = {w[0] for w in (*_WORDS, *_MONEY_AFTER)}

_AFTER: Final = re.compile(r"(?P<open> ?[\[{] ?)|-| {0,2}(?:a |an |of a |of an |of one |of 1 )?")
_NEXT: Final = re.compile(r"[a-z.]+(?:[- ][a-z]+){0,4}")
_SYMBOL: Final = re.compile(
    r"(?:[kMG]?t ?CO2(?:eq?)?(?![A-Za-z\d])|[%‰℃℉°¢$€£¥￥元圓円₹₩₽₿₡₫฿₺₴₦₱₪₸₭₮₲₵₼₾]|[A-Za-zµμłč]{1,5}(?:/[A-Za-z]{1,3}\d?)?(?:[23²³](?!\d))?)"
)
_WRAPPED: Final = re.compile(r" ?\n ?per ?cent(?P<point>age points?)?(?![a-z])")
_DEGREE: Final = re.compile(r"° ?[CF](?![a-z])")
_CLOSE: Final = re.compile(r" ?[\]}]")
_LATE_SCALE: Final = re.compile(r" (million|billion|trillion)(?![a-z])")
_CENTS: Final = re.compile(
    r"(?: and)? (?P<n>[a-z\d-]{1,12}) ?(?:cents?|pence|fen|kopeks)(?![a-z])|(?: and)? (?P<bare>\d\d)(?= more(?![a-z])|[ ]*[.;!?)]?\s*$"
    r"|[.;!?)] )"
)
_BEFORE_WORD: Final = re.compile(r"[A-Za-z.]+$")

_SHORT: Final = re.compile(r"\d{1,2}(?![\d,.] ?\d| ?(?:million|billion|trillion))")
_SURE: Final = frozenset({"USD", "EUR", "GBP", "CNY", "RMB", "rmb", "usd"})
_AGE: Final = frozenset({"a", "mo"})


def _sort(code: str) -> str:
    return "percent" if code in ("percent", "percentage_point") else "age" if code in _AGE else "measure"


def _word(low: str, at: int) -> tuple[int, str] | None:
    """The longest unit or currency word at `at`: its end and the word."""
    m = _NEXT.match(low, at)
    if m is None:
        return None
    phrase = m.group()
    while True:
        if phrase in _WORDS or phrase in _MONEY_AFTER:
            end = at + len(phrase)
            return (end, phrase) if end >= len(low) or not low[end].isalnum() else None
        stripped = phrase.rstrip(".")
        if stripped != phrase:
            phrase = stripped
            continue
        cut = max(phrase.rfind(" "), phrase.rfind("-"), phrase.rfind("."))
        if cut <= 0:
            return None
        phrase = phrase[:cut]


def after(text: str, low: str, at: int, *, scaled: bool = False, articles: bool = False) -> Unit | None:
    """The unit directly behind a number that ends at `at`; `scaled` says that the number has a scale word, `articles` allows
    "half a mile", "half of one percent".

    >>> after("12.5 percentage points", "12.5 percentage points", 4)
    Unit(at=22, code='percentage_point', factor=Decimal('1'), sort='percent')
    """
    if at >= len(text):
        return None
    if text[at] == "%":
        return Unit(at + 1, "percent", _ONE, "percent")
    wrapped = _WRAPPED.match(low, at)  # a hard line break before the word
    if wrapped is not None:
        code = "percentage_point" if wrapped.group("point") else "percent"
        return Unit(wrapped.end(), code, _ONE, "percent")
    gap = _AFTER.match(low, at)
    begin = gap.end() if gap else at
    if gap and not articles and gap.end() - gap.start() > 2 and not gap.group("open"):
        begin = at + 1
        if low[begin : begin + 1] == " ":
            begin += 1
    if begin >= len(text):
        return None
    found: Unit | None = None
    if low[begin] in _FIRST_LETTERS:
        hit = _word(low, begin)
        if hit is not None:
            end, word = hit
            if word in _WORDS:
                code, factor = _WORDS[word]
                found = Unit(end, code, factor, _sort(code))
            elif word not in _SCALED_ONLY or scaled:
                found = Unit(end, _MONEY_AFTER[word], _ONE, "currency")
    if found is None and (gap is None or gap.group() != "-"):
        m = _SYMBOL.match(text, begin)
        if m is not None:
            word = m.group()
            end = m.end()
            if "/" in word and word not in _SYMBOLS:  # 5 kg/mu: the amount counts
                word = word[: word.index("/")]
                end = begin + len(word)
            if word == "°" and (more := _DEGREE.match(text, begin)):
                word, end = more.group(), more.end()
            if end >= len(text) or not text[end].isalnum() or not word[-1].isalnum():
                if word in _SYMBOLS:
                    code, factor = _SYMBOLS[word]
                    found = Unit(end, code, factor, _sort(code))
                elif word in _MONEY_AFTER_EXACT:
                    # "10 $" is an amount, the sign of "15 of $ 20" belongs to the number behind it
                    tail = text[end : end + 2].lstrip()
                    if word.isalnum() or not tail[:1].isdigit():
                        found = Unit(end, _MONEY_AFTER_EXACT[word], _ONE, "currency")
                elif word[-3:] in _CODES and word[:-3] in _CODE_SCALES:
                    found = Unit(end, word[-3:], Decimal(_CODE_SCALES[word[:-3]]), "currency")
    if found is None:
        return None
    if gap and gap.group("open") and begin == gap.end():
        closed = _CLOSE.match(text, found.at)
        if closed is None:
            return None
        found = found._replace(at=closed.end())
    if found.sort == "currency":
        late = _LATE_SCALE.match(low, found.at)
        if late is not None and not scaled:
            found = found._replace(at=late.end(), factor=found.factor * numerals.SCALES[late.group(1)])
    return found


def small_change(low: str, at: int) -> tuple[int, Decimal] | None:
    """The hundredths behind an amount of money ("15 dollars 50", "thirteen dollars and forty-five cents"): where they end and how much."""
    m = _CENTS.match(low, at)
    if m is None:
        return None
    n = numerals.parse(m.group("n") or m.group("bare"))
    return (m.end(), n / 100) if n is not None and n < 100 and n == int(n) else None


def before(text: str, low: str, at: int) -> Unit | None:
    """The currency directly before a number that begins at `at` ($, US$, RMB, USD, MAUD); `.at` is where it begins.

    >>> before("of US$ 4 trillion", "of us$ 4 trillion", 7)
    Unit(at=3, code='USD', factor=Decimal('1'), sort='currency')
    """
    end = at
    while end and text[end - 1] in " \u00a0" and at - end < 2:
        end -= 1
    if not end:
        return None
    last = text[end - 1]
    if last in _SIGNS:
        for size in range(min(6, end), 0, -1):
            begin = end - size
            if begin and text[begin].isalpha() and text[begin - 1].isalpha():
                continue
            code = _MONEY_BEFORE_EXACT.get(text[begin:end]) or _MONEY_BEFORE.get(low[begin:end])
            if code is not None:
                return Unit(begin, code, _ONE, "currency")
        return None
    if not last.isalpha() and last != ".":
        return None
    m = _BEFORE_WORD.search(text, max(0, end - 9), end)
    if m is None:
        return None
    word = m.group()
    if m.start() and text[m.start() - 1].isalnum():
        return None
    code = _MONEY_BEFORE_EXACT.get(word) or _MONEY_BEFORE.get(word.lower())
    if code is not None and end == at and word not in _SURE and _SHORT.match(text, at):
        return None  # COP26
    if code is not None:
        return Unit(m.start(), code, _ONE, "currency")
    if word[-3:] in _CODES and word[:-3] in _CODE_SCALES:
        return Unit(m.start(), word[-3:], Decimal(_CODE_SCALES[word[:-3]]), "currency")
    return None
