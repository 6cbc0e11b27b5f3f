"""Which region is meant: a division of China by its GB/T 2260 code, or a country, from a document's head or a row's evidence.

Divisions stand in data/lexicons/places_zh.csv, countries and words that only look like places in data/lexicons/regions.csv. A short name
(兰州) counts for provinces and prefectures, counties need their full name (皋兰县); a name that several divisions bear (鼓楼区, Suzhou) counts only
where the document or the name before it (江苏省苏州市) tells which. Precision over recall: where in doubt, the document's own region stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pipeline.errors import ConfigurationError
from pipeline.lexicon import FOLDER, load
from pipeline.types import Lang

Level = Literal["country", "province", "prefecture", "county"]
_WIDTH: dict[Level, int] = {"province": 2, "prefecture": 4, "county": 6}
_LEVELS: dict[int, Level] = {2: "province", 4: "prefecture", 6: "county"}  # by the length of a code in the file; 6: also cities right under a province
_HEAD = 600  # characters of a document in which its region is looked for


@dataclass(frozen=True, slots=True)
class Region:
    """A region: full Chinese name, six digits of GB/T 2260 (620100) or two letters of ISO 3166-1 (CN), and its level."""

    name: str
    code: str
    level: Level

    def within(self, other: Region) -> bool:
        """Whether this region is the other one or lies in it.

        >>> find_region("兰州市").within(find_region("甘肃省"))
        True
        """
        if other.level == "country":
            return self.code == other.code or (other.code == "CN" and self.level != "country")
        width = _WIDTH[other.level]
        return self.level != "country" and self.code[:width] == other.code[:width]


def find_region(text: str, *, document_region: Region | None = None) -> Region | None:
    """The first region named in a text, as narrow as its own words say; None where none is or where it is not clear which.

    >>> find_region("甘肃省兰州市教育局").code, find_region("Guiyang City").code
    ('620100', '520100')
    >>> find_region("我省", document_region=find_region("兰州市")).name
    '甘肃省'
    """
    found = _first(_named(text, document_region))
    if found is not None:
        return found
    own = _OWN.search(text)
    return _own_region(own, document_region) if own and document_region else None


def document_region(title: str | None, issuer: str | None, doc_id: str | None, text: str) -> Region | None:
    """The region a document is of: named in title, issuer, id or the beginning of its text (the first of these that names one).

    National texts have their country: 国务院 and "State Council" China, an executive order the United States.

    >>> document_region("2025年云南省政府工作报告", None, None, "").code
    '530000'
    >>> document_region("Executive Order 13693", None, None, "By the authority vested in me as President").code
    'US'
    """
    head = text[:_HEAD]
    for words in (title or "", issuer or "", _spelled_out(doc_id or ""), head):
        nation = _NATIONAL.search(words)
        named = next(_spans(words), None)
        if named is not None and not (nation and nation.start() < named[0]):
            region = _first(_named(words, None))
            if region is not None and region.level != "country":
                return _widened(region, f"{title or ''}\n{head}")
        if nation:
            return country(_ISO[nation.lastgroup or ""])
        if named is not None:
            return _first(_named(words, None))
    return None


def _spelled_out(doc_id: str) -> str:
    """A document's id with its Latin words as English writes names: yunnan2025 → Yunnan."""
    return _LATIN.sub(lambda m: f" {m[0].title()} ", doc_id) if doc_id.isascii() else doc_id


def _widened(region: Region, text: str) -> Region:
    """The province of a city where the text speaks for its province (我省, "our province") and names the city only as a place."""
    own = _OWN.search(text)
    word = own and (own["level"] or own["en"])
    return _own_region(own, region) or region if own and word in ("省", "province", "autonomous region") else region


def row_region(evidence: str, lang: Lang, document: Region | None) -> Region | None:
    """The region of a row: the place its evidence opens with as that of its subject (兰州市…, "Lanzhou City will …"), else the document's.

    A place further back is that of an object, an enterprise or a road, and none of the row's. Places outside the document's region are not taken.

    >>> gansu = find_region("甘肃省")
    >>> row_region("到2025年，兰州市城镇化率达到85%", "zh", gansu).name, row_region("建成兰州至合作高速铁路185公里", "zh", gansu).name
    ('兰州市', '甘肃省')
    """
    opening = (_OPENING_ZH if lang == "zh" else _OPENING_EN).match(evidence)
    at = opening.end() if opening else 0
    window = evidence[at : at + 40]
    own = (_OWN_ZH if lang == "zh" else _OWN_EN).match(window)
    if own:
        return _own_region(own, document) if document else None
    return _subject(window, lang, document) or document


def _subject(window: str, lang: Lang, document: Region | None) -> Region | None:
    """The place that a text opens with as that of its subject, None where it opens with none."""
    span = _opening_span(window)
    if span is None:
        return None
    region, end = _chain(window, span[1], span[2], document)
    if region is None or (document is not None and not region.within(document)):
        return None
    behind = window[end:]
    if region.level == "country" and (document is not None and document.level != "country"):
        return None
    if (_NOT_SUBJECT_ZH if lang == "zh" else _NOT_SUBJECT_EN).match(behind):
        return None
    full = lang == "zh" and (region.level == "county" or not window[:end].endswith(_short(region)))
    if not full and region.level != "country" and not (_SUBJECT_ZH if lang == "zh" else _SUBJECT_EN).match(behind):
        return None
    return region


@lru_cache(maxsize=64)
def country(code: str) -> Region:
    """The country of an ISO 3166-1 code that the lexicon knows, by its first name there.

    >>> country("CN").name
    '中国'
    """
    for row in load("regions", key=("kind", "name", "code")):
        if row["kind"] == "country" and row["code"] == code:
            return Region(row["name"], code, "country")
    raise ConfigurationError(f"{FOLDER}/regions.csv: no country {code}")


# ---- names -------------------------------------------------------------------------------------------------------------------------

_OWN_ZH = re.compile(r"(?:我|全|本|在全)(?P<level>[省市州盟县区旗])(?!级|属|际)|(?P<autonomous>全自治区|自治区(?=党委|政府|人大|$))")
_LEVELS_EN = r"(?:province|city|county|district|autonomous region|prefecture)"
_OURS_EN = r"[Oo]ur|[Tt]he (?:whole|entire)|[Aa]cross the|[Tt]hroughout the"
_OWN_EN = re.compile(rf"(?:{_OURS_EN}|[Tt]he) (?P<level>{_LEVELS_EN})\b")
_OWN = re.compile(rf"{_OWN_ZH.pattern}|\b(?:{_OURS_EN}) (?P<en>{_LEVELS_EN})\b")
_NATIONAL = re.compile(
    r"(?P<cn>国务院|中共中央|中央办公厅|全国人民代表大会|教育部|财政部|国家发展改革委|State Council|National People's Congress|People's Republic of China)"
    r"|(?P<us>Executive Order|President of the United States|Office of Management and Budget|White House|Heads of Executive Departments|"
    r"United States|Federal (?:Government|Register|Source Code|agencies|Acquisition))"
    r"|(?P<gb>HM Government|HM Treasury|GOV\.UK|United Kingdom)"
    r"|(?P<eu>European Commission|European Parliament|European Union)"
)
_ISO = {"cn": "CN", "us": "US", "gb": "GB", "eu": "EU"}
_LEVEL_WORD: dict[str, Level] = {
    "省": "province", "市": "prefecture", "州": "prefecture", "盟": "prefecture", "县": "county", "区": "county", "旗": "county",
    "province": "province", "autonomous region": "province", "city": "prefecture", "prefecture": "prefecture", "county": "county", "district": "county",
}  # fmt: skip
_OPENING_ZH = re.compile(
    r"(?:(?:到|至|在(?=[“\d十今])|力争|确保|预计|其中|今年|去年|明年|截至|争取|全年|未来|以来|年底|年末|底|末|前|内|，|,|：|:|“|”|、|\s|"
    r"(?:20)?\d\d年|\d{1,2}月|\d{1,2}日|“?十[一二三四五]五”?(?:时期|期间|末)?){1,8})"
)
_OPENING_EN = re.compile(
    r"(?:(?:by|in|at|from|during|before|until|the|end of|of|beginning of|as of|throughout|across|within|and|also|first half of|second half of|"
    r"period|(?:19|20)\d\d|fiscal year|FY|\d{1,2}|january|february|march|april|may|june|july|august|september|october|november|december)\b[\s,]*){1,10}",
    re.I,
)
# what makes a place name part of another name, or an end of a line: 兰州大学, 兰州至合作, 上海合作组织, 北京、天津
_NOT_SUBJECT_ZH = re.compile(
    r"(?:大学|学院|师大|理工|医科|银行|集团|公司|股份|铁路|高铁|高速|公路|机场|港|站|海关|医院|大桥|隧道|路|街|河|江|湖|山|湾|岛|盆地|平原|至|到|—|–|-|~|～|、|和|与|及|等|"
    r"合作组织|进博会|冬奥|奥运|亚运|都市圈|城市群|经济带|经济区|经济圈|战略|新区|示范区|试验区|自贸|综保区|口岸|方向|籍|产|牌|标准|品牌|会议|协定|时间|精神|模式|经验|博览会|论坛|日报|卫视|队|人(?!均|口|才)|话|菜|籍)"
)
_NOT_SUBJECT_EN = re.compile(
    r"\s*(?:University|Institute|College|Bank|Group|Company|Co\.|Ltd|Railway|Expressway|Highway|Airport|Port|Station|Hospital|Bridge|River|Lake|Road|"
    r"New Area|Economic|Consensus|Declaration|Agreement|Accord|Protocol|Summit|Games|Expo|Cooperation|Conference|to\b|and\b|or\b|–|—|-)"
)
# a short name is the subject only before such words (兰州全市, 长春入围): 九江石化, 成都美术学院 are names of others
_SUBJECT_ZH = re.compile(
    r"(?:全市|全省|全区|全州|居民|城镇|农村|城乡|常住|地区生产总值|生产总值|GDP|入围|入选|获批|获评|成为|实现|完成|力争|将|要|已|新增|新建|建成|达到|争取|计划|今年|去年|\d)"
)
_SUBJECT_EN = re.compile(
    r"['’]s|\s*(?:$|,|\b(?:City|Province|County|District|Municipality|Prefecture|Autonomous|will|shall|has|had|is|was|plans|aims|completed|added|built|saw|set)\b)"
)
_LATIN = re.compile(r"[A-Za-z]{4,}")
_SUFFIX_ZH = frozenset("省市州盟县区旗地")


@cache
def _places() -> dict[str, dict[str, str]]:
    """Divisions by code (as it stands in the file: 62, 6201, 620102)."""
    places: dict[str, dict[str, str]] = {}
    for row in load("places_zh"):
        places.setdefault(row["code"], row)  # a new area (南沙新区) comes after the district whose code it has
    for row in load("regions", key=("kind", "name", "code")):
        if row["kind"] == "namesake":
            places.setdefault(row["code"], {"code": row["code"], "level": "county", "name": row["name"], "short": "", "english": ""})
    return places


@lru_cache(maxsize=4096)
def _region(code: str) -> Region:
    if code.isalpha():
        return country(code)
    row = _places()[code]
    return Region(row["name"], code.ljust(6, "0"), _LEVELS[len(code)])


def _short(region: Region) -> str:
    """The short name of a division (兰州), its name where it has none."""
    place = _places().get(region.code[: _WIDTH.get(region.level, 2)])
    return place["short"] or place["name"] if place else region.name


@cache
def _wide_names() -> tuple[dict[str, tuple[tuple[str, tuple[str, ...]], ...]], dict[str, tuple[str, ...]]]:
    """Names of countries, provinces and prefectures: Chinese by first two characters (longest first), English by first word."""
    chinese: dict[str, list[str]] = {}
    english: dict[str, list[str]] = {}

    def add(name: str, code: str) -> None:
        codes = (english if name.isascii() or name[0].isascii() else chinese).setdefault(name, [])
        if code not in codes:
            codes.append(code)

    words: set[tuple[str, str]] = set()
    for row in load("regions", key=("kind", "name", "code")):
        if row["kind"] not in ("country", "alias", "word", "namesake"):
            raise ConfigurationError(f"{FOLDER}/regions.csv: kind is country, alias, word or namesake, not {row['kind']!r}")
        if row["kind"] == "namesake":
            continue
        if row["kind"] != "country" and row["code"] not in _places():
            raise ConfigurationError(f"{FOLDER}/regions.csv: {row['name']}: no division has the code {row['code']}")
        if row["kind"] == "word":
            words.add((row["name"], row["code"]))
        else:
            add(row["name"], row["code"])
    for code, place in _places().items():
        if place["level"] == "county":
            continue
        add(place["name"], code)
        if len(code) == 6:
            continue
        if place["short"] and (place["short"], code) not in words:
            add(place["short"], code)
        if place["english"]:
            add(place["english"], code)
    buckets: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for name, codes in chinese.items():
        buckets.setdefault(name[:2], []).append((name, tuple(codes)))
    return {k: tuple(sorted(v, key=lambda n: -len(n[0]))) for k, v in buckets.items()}, {n: tuple(c) for n, c in english.items()}


@cache
def _counties() -> dict[str, tuple[str, ...]]:
    """Full names of counties and what codes bear them."""
    names: dict[str, list[str]] = {}
    for code, place in _places().items():
        if place["level"] == "county" and len(place["name"]) > 1:
            names.setdefault(place["name"], []).append(code)
    return {n: tuple(c) for n, c in names.items()}


_COUNTY_END = re.compile(r"[县区旗市]")
_CAPITAL = re.compile("[A-Z]")
_PLACE_EN = re.compile(r"[A-Z][a-zü'’]+(?:[ -][A-Z][a-zü'’]+)*")
_LEVEL_EN = re.compile(r" (?:Province|City|Prefecture|Municipality|Autonomous|Region|County|District)\b.*")


def _spans(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """(start, end, codes) of place names in text order, not overlapping."""
    end = 0
    _, english = _wide_names()
    for first in () if text.isascii() else _place_starts().finditer(text):
        if first.start() < end:
            continue
        span = _chinese_at(text, first.start())
        if span is not None:
            yield span
            end = span[1]
    if _CAPITAL.search(text) is None:
        return
    for m in _PLACE_EN.finditer(text):
        words = m[0].replace("’", "'").removesuffix("'s")
        codes_en = english.get(words) or english.get(_LEVEL_EN.sub("", words))
        if codes_en:
            yield m.start(), m.end(), codes_en
            continue
        parts = words.split(" ")
        for name in (" ".join(parts[:2]), parts[0]):
            if name in english and len(name) < len(words):
                yield m.start(), m.start() + len(name), english[name]
                break


def _opening_span(text: str) -> tuple[int, int, tuple[str, ...]] | None:
    """The place name that a text opens with, as `_spans` gives it first; only an English one asks for a look at the rest."""
    first = next(_spans(text), None) if text[:1].isupper() else _chinese_at(text, 0)
    return first if first is not None and first[0] == 0 else None


def _chinese_at(text: str, at: int) -> tuple[int, int, tuple[str, ...]] | None:
    """The Chinese place name that begins at `at`: (start, end, codes)."""
    best: tuple[int, tuple[str, ...]] | None = None
    for name, codes in _wide_names()[0].get(text[at : at + 2], ()):
        if text.startswith(name, at) and not (name[-1] == "市" and text.startswith("场", at + len(name))):
            best = at + len(name), codes
            break
    county = _county_at(text, at) if best is None or text[best[0] - 1] not in _SUFFIX_ZH else None
    if county is not None and (best is None or county[0] > best[0]):
        best = county
    return None if best is None else (at, *best)


@cache
def _place_starts() -> re.Pattern[str]:
    """A first character of a Chinese place name before one that goes on with a name."""
    pairs = {name[:2] for name in _wide_names()[0]} | {name[:2] for name in _counties()}
    firsts, seconds = ("".join(sorted({pair[i] for pair in pairs})) for i in (0, 1))
    return re.compile(f"[{re.escape(firsts)}](?=[{re.escape(seconds)}])")


def _county_at(text: str, at: int) -> tuple[int, tuple[str, ...]] | None:
    """A county's full name that begins here: (end, codes)."""
    found = _COUNTY_END.search(text, at + 1, at + 12)
    while found:
        codes = _counties().get(text[at : found.end()])
        if codes:
            return found.end(), codes
        found = _COUNTY_END.search(text, found.end(), at + 12)
    return None


def _choose(codes: Iterable[str], context: Region | None) -> Region | None:
    """The one division meant: the only one, or the only one in the context's prefecture or province; a province before its namesake prefecture."""
    found = [_region(c) for c in codes]
    if len(found) == 1:
        return found[0]
    if context is not None and context.level != "country":
        for width in (4, 2):
            near = [r for r in found if r.code[:width] == context.code[:width]]
            if len(near) == 1:
                return near[0]
    provinces = [r for r in found if r.level in ("province", "country")]
    return provinces[0] if len(provinces) == 1 else None


def _chain(text: str, end: int, codes: tuple[str, ...], context: Region | None) -> tuple[Region | None, int]:
    """The narrowest region of a chain that goes on at `end` (甘肃省 + 兰州市 + 城关区), and where the chain ends."""
    region = _choose(codes, context)
    while region is not None and region.level != "county":
        step = _opening_span(text[end : end + 14])
        if step is None:
            break
        inner = _choose(step[2], region)
        if inner is None or inner == region or not inner.within(region):
            break
        region, end = inner, end + step[1]
    return region, end


def _named(text: str, document: Region | None) -> Iterator[Region]:
    for _, end, codes in _spans(text):
        region, _ = _chain(text, end, codes, document)
        if region is not None:
            yield region


def _first(regions: Iterator[Region]) -> Region | None:
    return next(regions, None)


def _own_region(own: re.Match[str], document: Region | None) -> Region | None:
    """The document's region at the level that 全省, 我市 or "the province" names; the document's own where it does not lie below that level.

    The city of a district of Beijing is Beijing; what lies right under its province (仙桃市) is its own city.
    """
    groups = own.groupdict()
    word = groups.get("level") or groups.get("en")
    if document is None or document.level == "country":
        return document
    level: Level = _LEVEL_WORD[word] if word else "province"
    if _WIDTH[level] >= _WIDTH[document.level]:
        return document
    code = document.code[: _WIDTH[level]]
    if code in _places():
        return _region(code)
    province = _region(document.code[:2])
    return province if province.name.endswith("市") else document
