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
from typing import Literal, TypeVar, cast

from pipeline.clean.script import TRADITIONAL
from pipeline.errors import ConfigurationError
from pipeline.lexicon import FOLDER, load
from pipeline.text import AlignedText
from pipeline.types import Lang

Direction = Literal["higher", "lower", "none"]
LEXICON = "indicators"
_ADDED = ".added"
_Key = TypeVar("_Key", str, frozenset[str])
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
    (高速公路通车里程, 新增高速公路里程), the addition has the id of the total with `.added`.

    >>> find_indicator("规模以上工业增加值", "zh").id, find_indicator("the registered urban unemployment rate kept", "en").id
    ('econ.industrial_value_added', 'employ.registered_urban_unemployment_rate')
    >>> find_indicator("农村贫困人口减少", "zh").id, find_indicator("全县新闻发布会", "zh")
    ('poverty.rural_poor', None)
    """
    if not text:
        return None
    return _find_zh(text[:_MOST]) if lang == "zh" else _find_en(text[:_MOST])


def indicator(indicator_id: str) -> Indicator | None:
    """The indicator with that id; of an `.added` id, the addition to its stock.

    >>> indicator("econ.gdp").direction
    'higher'
    """
    known = _indicators()
    if indicator_id in known:
        return known[indicator_id]
    base = known.get(indicator_id.removesuffix(_ADDED))
    return _added(base) if base is not None and base.stock else None


def same_indicator(a: Indicator, b: Indicator) -> bool:
    """Whether two texts can mean one measure: equal ids, where a stock and its addition count as equal (建成高速公路 says neither).

    >>> same_indicator(indicator("econ.gdp"), indicator("price.cpi"))
    False
    """
    return a.id.removesuffix(_ADDED) == b.id.removesuffix(_ADDED)


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
        known[row["id"]] = Indicator(row["id"], names["zh"], names["en"], cast(Direction, row["direction"]), row["unit"], row["sector"], row["kind"] == "stock")
    return known


@lru_cache(maxsize=1024)
def _added(base: Indicator) -> Indicator:
    return replace(base, id=base.id + _ADDED)


def _claim(names: dict[_Key, Indicator], key: _Key, owner: Indicator, name: str) -> None:
    """Enter a name; a name of two indicators is an error of the lexicon."""
    other = names.setdefault(key, owner)
    if other is not owner:
        raise ConfigurationError(f"{FOLDER / LEXICON}.csv: {name!r} is a name of {other.id} and of {owner.id}")


# ---- Chinese -----------------------------------------------------------------------------------------------------------------------

_DROPPED = re.compile(r"[（(][^（()）|]{0,16}[)）]|[\s的“”\"'《》「」‘’*]+")
_LEVEL = re.compile(r"(?:国内|地区)?生产总值|gdp|规模以上|规模工业|比[例率]|营收")
_LEVELLED = {"规模以上": "规上", "规模工业": "规上工业", "营收": "营业收入"}
_OPENING = re.compile(
    r"^(?:[，、,：:；;]|其中|今年|全年|预计|力争|确保|实现|完成|达到|保持|使|全国|全省|全市|全区|全县|全州|我国|我省|我市|我区|我县|本市|本省|全球|世界|地方|本地区)+"
)
_CLAUSE_END = "，,；;。：:\n"
_GAP = 10
# what makes another measure of a name that goes before it: 高新技术企业|营业收入, GDP|占全国比重
_OTHER_MEASURE = re.compile(
    r"(?:企业|产业|行业|项目|建设|工程|人员|领域|机构)?"
    r"(?:营业收入|主营业务收入|营收|收入|总产值|产值|利润|增加值|投资|贷款|融资|余额|出口|销售额|交易额|"
    r"[一-鿿]{0,4}(?:覆盖率|普及率|完成率|开工率|达标率|合格率|满意度|利用率|贡献率|占比|比重)|占|密度|共?新增[一-鿿]{2}|联络线|快线|保费|补贴|补助|基金|试点|示范区|示范县|专项)"
)
_SHARE_BEHIND = re.compile(r"[^，,；;。]{0,24}?(?:占比|比重)")
_DENOMINATOR = re.compile(r"[占与](?:全省|全市|全国|全区|全县|本市|地方|同期)?$")
# who or what narrows a broad measure that goes behind it: 民营企业|进出口总额
_NARROWER = re.compile(
    r"(?:民营(?:企业|经济)?|国有(?:企业)?|外资(?:企业)?|外商投资企业|中小企业|制造业|汽车|旅游|文化|医药|电子|软件|石化|钢铁|航空|物流|林业|渔业|牧业|女性|青年)$"
)
_NEW = re.compile(
    r"(?:新增|净增|新增加|新建|新建成|新改建|新认定|新登记|新培育|新获批|新设|新设立|新引进|新入库|新开通|新投产|新投运|新添)(?:国家级?|省级|市级|各类|各级|一批)?$"
)


def _level_zh(text: str) -> str:
    """The phrase with its synonyms levelled: what a name is compared with."""
    return _level(text if TRADITIONAL.triggers.isdisjoint(text) else TRADITIONAL.run(AlignedText.of(text)).text)


def _level(text: str) -> str:
    """The same for text in simplified characters, as the lexicon has it."""
    return _LEVEL.sub(lambda m: _LEVELLED.get(m[0], "比重" if m[0][0] == "比" else "GDP"), _DROPPED.sub("", text.lower()))


@dataclass(frozen=True, slots=True)
class _NamesZh:
    by_start: dict[str, tuple[str, ...]]
    gapped: dict[str, tuple[tuple[str, str], ...]]
    whole: dict[str, Indicator]
    owner: dict[str, Indicator]


@cache
def _names_zh() -> _NamesZh:
    owner: dict[str, Indicator] = {}
    whole: dict[str, Indicator] = {}
    by_start: dict[str, set[str]] = {}
    gapped: dict[str, set[tuple[str, str]]] = {}
    for item in _indicators().values():
        for name, key in zip(item.names_zh, _level("|".join(item.names_zh)).split("|"), strict=bool(item.names_zh)):
            _claim(whole, key.removeprefix("="), item, name)
            if key.startswith("="):
                continue
            owner[key] = item
            head, _, tail = key.partition("…")
            if tail:
                gapped.setdefault(head[:2], set()).add((head, tail))
            else:
                by_start.setdefault(key[:2], set()).add(key)
    return _NamesZh(
        {k: tuple(sorted(v, key=lambda n: (-len(n), n))) for k, v in by_start.items()},
        {k: tuple(sorted(v)) for k, v in gapped.items()},
        whole,
        owner,
    )


def _candidates_zh(text: str) -> Iterator[tuple[int, int, int, Indicator]]:
    """(length of the name, start, end, indicator) of every name in the levelled text; of names with one start the longest that counts first."""
    names = _names_zh()
    by_start, gapped, owner = names.by_start, names.gapped, names.owner
    for at in range(len(text) - 1):
        two = text[at : at + 2]
        for name in by_start.get(two, ()):
            if text.startswith(name, at):
                yield len(name), at, at + len(name), owner[name]
        for head, tail in gapped.get(two, ()):
            if text.startswith(head, at):
                behind = at + len(head)
                found = text.find(tail, behind, behind + _GAP + len(tail))
                if found >= 0 and not any(c in _CLAUSE_END for c in text[behind:found]):
                    yield len(head) + len(tail), at, found + len(tail), owner[f"{head}…{tail}"]


def _find_zh(text: str) -> Indicator | None:
    levelled = _level_zh(text)
    whole = _names_zh().whole
    found = whole.get(levelled) or whole.get(_OPENING.sub("", levelled))
    if found is not None:
        return found
    last = 1 if any(c in _CLAUSE_END for c in levelled) else -1  # a phrase has its head at its end: of two equally long names the later one
    rejected: list[tuple[int, int]] = []
    for _, start, end, item in sorted(_candidates_zh(levelled), key=lambda c: (-c[0], last * c[1])):
        if any(start < e and s < end for s, e in rejected):
            continue
        if _counts_zh(levelled, start, end, item):
            new = item.stock and _NEW.search(levelled, max(0, start - 10), start)
            return _added(item) if new else item
        rejected.append((start, end))
    return None


def _counts_zh(text: str, start: int, end: int, item: Indicator) -> bool:
    """Whether the words around a name leave its measure what it is."""
    if _DENOMINATOR.search(text, max(0, start - 4), start) or _NARROWER.search(text, max(0, start - 8), start):
        return False
    if item.unit != "percent" and _SHARE_BEHIND.match(text, end):
        return False
    return not _OTHER_MEASURE.match(text, end)


# ---- English -----------------------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?")
_GROSS_PRODUCT = re.compile(r"gross (?:domestic|regional(?: domestic)?|provincial) product|\bgrp\b")
_EMPTY = frozenset(
    {"the", "a", "an", "of", "in", "on", "for", "to", "s", "by", "with", "at", "from", "its", "our", "their", "this", "that", "these", "all"}
    | {"number", "amount", "total", "overall", "figure", "quantity", "volume", "level"}
    | {"china", "province", "city", "country", "national", "provincial", "nationwide"}
)
_SPELLING = {
    "enrolment": "enrollment", "centre": "center", "programme": "program", "labour": "labor", "metre": "meter", "kilometre": "kilometer",
    "fibre": "fiber", "sulphur": "sulfur", "ageing": "aging", "colour": "color", "litre": "liter", "tonne": "ton", "behaviour": "behavior",
    "urbanisation": "urbanization", "utilisation": "utilization", "mechanisation": "mechanization", "mobilised": "mobilized", "immunisation": "immunization",
    "afforested": "afforestation", "jobless": "unemployment", "newly": "new", "hi": "high", "renminbi": "rmb", "fishery": "fisheries",
}  # fmt: skip
_RATIO_WORDS = frozenset({"share", "proportion", "percentage", "ratio", "rate", "coverage", "contribution", "popularity"})
_NEXT_IS_HEAD = frozenset({"rate", "ratio", "coverage", "index", "price", "insurance", "loan", "satisfaction", "density"})
_NEW_WORDS = frozenset({"new", "additional", "added"})
_SPREAD = 3  # words that may stand between those of a name


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """One form for singular and plural, British and American."""
    word = _SPELLING.get(word, word)
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        if word.endswith("ies") and len(word) > 4:
            word = word[:-3] + "y"
        elif word.endswith(("sses", "ches", "shes", "xes")):
            word = word[:-2]
        else:
            word = word[:-1]
    return _SPELLING.get(word, word)


def _words_en(text: str) -> list[str]:
    low = text.lower()
    if "gross" in low or "grp" in low:
        low = _GROSS_PRODUCT.sub("gdp", low)
    return [_stem(w) for w in _WORD.findall(low) if w not in _EMPTY]


@dataclass(frozen=True, slots=True)
class _NamesEn:
    by_word: dict[str, tuple[tuple[frozenset[str], Indicator], ...]]
    whole: dict[frozenset[str], Indicator]


@cache
def _names_en() -> _NamesEn:
    whole: dict[frozenset[str], Indicator] = {}
    loose: dict[frozenset[str], Indicator] = {}
    often: dict[str, int] = {}
    for item in _indicators().values():
        for name in item.names_en:
            words = frozenset(_words_en(name))
            if not words:
                raise ConfigurationError(f"{FOLDER / LEXICON}.csv: {name!r} of {item.id} has no word that tells")
            _claim(whole, words, item, name)
            if name.startswith("=") or words in loose or (len(words) == 1 and " " in name):  # one telling word is too little inside a phrase
                continue
            loose[words] = item
            for word in words:
                often[word] = often.get(word, 0) + 1
    by_word: dict[str, list[tuple[frozenset[str], Indicator]]] = {}
    for words, item in loose.items():
        by_word.setdefault(min(words, key=lambda w: (often[w], w)), []).append((words, item))
    return _NamesEn({k: tuple(v) for k, v in by_word.items()}, whole)


def _window(places: dict[str, list[int]], words: frozenset[str]) -> tuple[int, int] | None:
    """First and last place of the name's words where they stand close together, None where they never do."""
    best: tuple[int, int] | None = None
    rare = min(words, key=lambda w: (len(places[w]), w))
    for at in places[rare]:
        near = [min(places[w], key=lambda p: abs(p - at)) for w in words]
        low, high = min(near), max(near)
        if high - low < len(words) + _SPREAD and (best is None or high - low < best[1] - best[0]):
            best = low, high
    return best


def _find_en(text: str) -> Indicator | None:
    words = _words_en(text)
    names = _names_en()
    found = names.whole.get(frozenset(words)) if len(words) < 16 else None
    if found is not None:
        return found
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(word, []).append(place)
    here = places.keys()
    ranked: list[tuple[int, int, int, int, Indicator]] = []
    for word in here & names.by_word.keys():
        for name, item in names.by_word[word]:
            if name <= here:
                window = _window(places, name)
                if window is not None:
                    ranked.append((-len(name), window[1] - window[0], window[0], window[1], item))
    for _, _, low, high, item in sorted(ranked, key=lambda r: (*r[:4], r[4].id)):
        before = words[low - 1] if low else ""
        if item.unit != "percent" and before in _RATIO_WORDS:
            continue
        if high + 1 < len(words) and words[high + 1] in _NEXT_IS_HEAD:
            continue
        return _added(item) if item.stock and before in _NEW_WORDS else item
    return None
