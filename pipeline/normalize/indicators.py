"""Which indicator is measured: the stable id of 城镇新增就业 and "new urban jobs created", with its direction, unit and sector.

Names stand in data/lexicons/indicators.csv. A name is found anywhere in the phrase and the longest one wins. A Chinese name is matched as a
string in which synonyms are levelled (规模以上 = 规上, 国内生产总值 = 地区生产总值 = GDP, 比例 = 比重), `…` in it is a short gap; an English one as a set of
words that stand close together in any order, because translations order them differently. A name with `=` before it counts only as the whole phrase.
What follows or goes before a name can make another measure of it (高新技术企业 + 营业收入, 占 + GDP + 比重, share of + exports): then it does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal, cast

from pipeline.clean.script import TRADITIONAL
from pipeline.errors import ConfigurationError
from pipeline.lexicon import FOLDER, load
from pipeline.text import AlignedText
from pipeline.types import Lang

Direction = Literal["higher", "lower", "none"]
LEXICON = "indicators"
_MOST = 600  # characters of a phrase that are looked at


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: `direction` says which way is better, `unit` is the usual unit code, `sector` the first part of its id."""

    id: str
    names_zh: tuple[str, ...]
    names_en: tuple[str, ...]
    direction: Direction
    unit: str
    sector: str
    stock: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names, Chinese ones first."""
        return self.names_zh + self.names_en


def find_indicator(text: str, lang: Lang) -> Indicator | None:
    """The indicator that a phrase or clause is about, None where none is known; the longest name wins, of equals the first.

    Growth and level have one id (a row's `change` tells them apart). Where a total and its yearly addition are both reported
    (高速公路通车里程, 新增高速公路里程), the addition has the id of the total with `_added`.

    >>> find_indicator("规模以上工业增加值", "zh").id, find_indicator("the registered urban unemployment rate kept", "en").id
    ('econ.industrial_value_added', 'employ.registered_urban_unemployment_rate')
    >>> find_indicator("农村贫困人口减少", "zh").id, find_indicator("全县新闻发布会", "zh")
    ('poverty.rural_poor', None)
    """
    if not text:
        return None
    return _find_zh(text[:_MOST]) if lang == "zh" else _find_en(text[:_MOST])


def indicator(indicator_id: str) -> Indicator | None:
    """The indicator with that id; of an `_added` id, the addition to its stock.

    >>> indicator("econ.gdp").direction
    'higher'
    """
    known = _indicators()
    if indicator_id in known:
        return known[indicator_id]
    base = known.get(indicator_id.removesuffix("_added"))
    return _added(base) if base is not None and base.stock else None


def same_indicator(a: Indicator, b: Indicator) -> bool:
    """Whether two texts can mean one measure: equal ids, where a stock and its addition count as equal (建成高速公路 says neither).

    >>> same_indicator(indicator("econ.gdp"), indicator("price.cpi"))
    False
    """
    return a.id.removesuffix("_added") == b.id.removesuffix("_added")


# ---- the lexicon -------------------------------------------------------------------------------------------------------------------


@cache
def _indicators() -> dict[str, Indicator]:
    known: dict[str, Indicator] = {}
    for row in load(LEXICON, key=("id",)):
        if row["direction"] not in ("higher", "lower", "none"):
            raise ConfigurationError(f"{FOLDER / LEXICON}.csv: {row['id']}: direction is higher, lower or none, not {row['direction']!r}")
        names = {c: tuple(n for n in row[c].split("|") if n) for c in ("zh", "en")}
        if not names["zh"] and not names["en"]:
            raise ConfigurationError(f"{FOLDER / LEXICON}.csv: {row['id']}: no name")
        if not row["source"]:
            raise ConfigurationError(f"{FOLDER / LEXICON}.csv: {row['id']}: no source")
        known[row["id"]] = Indicator(
            row["id"], names["zh"], names["en"], cast(Direction, row["direction"]), row["unit"], row["sector"], row["kind"] == "stock"
        )
    return known


@lru_cache(maxsize=1024)
def _added(base: Indicator) -> Indicator:
    return replace(base, id=f"{base.id}_added")


def _claim[T](names: dict[T, Indicator], key: T, owner: Indicator, name: str) -> None:
    """Enter a name; a name of two indicators is an error of the lexicon."""
    other = names.setdefault(key, owner)
    if other is not owner:
        raise ConfigurationError(f"{FOLDER / LEXICON}.csv: {name!r} is a name of {other.id} and of {owner.id}")
