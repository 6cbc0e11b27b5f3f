"""Which unit or counter stands at this place of a Chinese text?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.lexicon import load


@dataclass(frozen=True, slots=True)
class Unit:
    """A word behind a number: `unit` as in the data dictionary, `factor` to it, `kind` from the lexicon.

    Kinds: percent, times, age, currency, measure (units_zh) and plain, self, set, level, point, place, score, ordinal (counters_zh).
    """

    word: str
    unit: str
    kind: str
    factor: Decimal = Decimal(1)
    han: bool = True
    not_before: str = ""


_UNITS = load("units_zh", key=("word",))


def _table() -> dict[str, tuple[Unit, ...]]:
    rows = [Unit(r["word"], r["unit"], r["kind"], Decimal(r["factor"]), True, r["not_before"]) for r in _UNITS]
    rows += [Unit(r["word"], "count", r["kind"], Decimal(1), r["han"] == "yes", r["not_before"]) for r in load("counters_zh", key=("word",))]
    first: dict[str, list[Unit]] = {}
    for row in rows:
        first.setdefault(row.word[0], []).append(row)
    return {c: tuple(sorted(words, key=lambda u: -len(u.word))) for c, words in first.items()}


_BY_FIRST = _table()
PREFIXES: dict[str, str] = {
    **{r["word"]: r["unit"] for r in _UNITS if r["kind"] == "currency" and len(r["word"]) > 1},
    "¥": "CNY",
    "￥": "CNY",
    "$": "USD",
    "＄": "USD",
    "US$": "USD",
    "HK$": "HKD",
    "NT$": "TWD",
    "A$": "AUD",
    "C$": "CAD",
    "S$": "SGD",
    "€": "EUR",
    "£": "GBP",
}
"""Currency words and signs that may stand before an amount (人民币50亿元, ￥300, USD 5)."""


def unit_at(text: str, at: int) -> Unit | None:
    """The longest unit or counter that begins at `at`, or None.

    >>> unit_at("5个百分点", 1).unit, unit_at("30万千瓦时", 3).unit, unit_at("3成本", 1)
    ('percentage_point', 'kWh', None)
    """
    for unit in _BY_FIRST.get(text[at : at + 1], ()):
        if text.startswith(unit.word, at):
            end = at + len(unit.word)
            following = text[end : end + 1]
            if following and following in unit.not_before:
                continue
            if unit.word[-1].isascii() and unit.word[-1].isalpha() and following.isascii() and following.isalnum():
                continue
            return unit
    return None
