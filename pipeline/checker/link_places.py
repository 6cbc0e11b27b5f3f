"""Which places does a wording name, as codes of GB/T 2260?"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.checker.link_terms import sizes_by_start
from pipeline.lexicon import load
from pipeline.types import Lang

_NAME = re.compile(r"[A-Z][a-z']+(?: [A-Z][a-z']+){0,2}")
_NATION_ZH = ("全国", "我国")
_NATION_EN = re.compile(r"\b(?:nationwide|national(?:ly)?|across the country|China)\b")
NATION = "cn"


@lru_cache(maxsize=200_000)
def places(text: str, lang: Lang) -> frozenset[str]:
    """The divisions named in a wording; the whole country is `cn`. Short names of counties are not read: they are ordinary words too often.

    >>> sorted(places("兰州市和庆阳市学前教育", "zh")), sorted(places("preschools in Lanzhou", "en"))
    (['6201', '6210'], ['6201'])
    """
    if lang == "en":
        names = _english()
        found = set()
        for match in _NAME.finditer(text):
            words = match.group().split(" ")
            for i in range(len(words)):
                for j in range(len(words), i, -1):
                    if code := names.get(" ".join(words[i:j]).lower()):
                        found.add(code)
                        break
        return frozenset(found)
    names, sizes = _chinese()
    found, i = set(), 0
    while i < len(text):
        for size in reversed(sizes.get(text[i], ())):
            if code := names.get(text[i : i + size]):
                found.add(code)
                i += size - 1
                break
        i += 1
    return frozenset(found)


_CODED = re.compile(r" (\d{6}|[A-Z]{2})\Z")


def region_code(name: str, lang: Lang) -> str:
    """The code of a region as a table names it, or the name itself where it is not known.

    >>> region_code("甘肃省 620000", "en")
    '62'
    >>> region_code("甘肃", "zh"), region_code("Gansu Province", "en"), region_code("全国", "zh"), region_code("California", "en")
    ('62', '62', 'cn', 'california')
    """
    name = name.strip()
    if coded := _CODED.search(name):  # as pipeline.normalize.regions writes it: 甘肃省 620000
        code = coded[1]
        return NATION if code == "CN" else code.lower() if code.isalpha() else re.sub(r"(?:00)+\Z", "", code)
    if name in _NATION_ZH or _NATION_EN.fullmatch(name):
        return NATION
    found = places(name, lang)
    return max(found, key=len) if found else name.lower()


@cache
def _chinese() -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    names: dict[str, str] = {}
    for row in load("places_zh"):
        names.setdefault(row["name"], row["code"])
        if row["short"] and row["level"] != "county" and len(row["short"]) > 1:
            names.setdefault(row["short"], row["code"])
    return names, sizes_by_start(names)


@cache
def _english() -> dict[str, str]:
    names: dict[str, str] = {}
    order = {"province": 0, "prefecture": 1}
    for row in sorted((r for r in load("places_zh") if r["level"] in order), key=lambda r: order[r["level"]]):
        names.setdefault(row["english"].lower(), row["code"])
    return names
