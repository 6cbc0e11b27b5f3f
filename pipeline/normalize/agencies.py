"""Which body is meant: the canonical name and id of an agency over spellings, languages and successions."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lang.alternation import alternation
from pipeline.lexicon import load
from pipeline.types import Lang

_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.I)
_SPACE = re.compile(r"\s+")


def canonical_name(words: str, lang: Lang) -> str:
    """The name as the tables hold it: in English without a leading article and with single spaces; Chinese as it is.

    >>> canonical_name("The Ministry of  Education", "en")
    'Ministry of Education'
    """
    if lang == "zh":
        return words
    return _SPACE.sub(" ", _ARTICLE.sub("", words, count=1) if _ARTICLE.match(words) else words)


def identify(name: str, lang: Lang) -> str | None:
    """The canonical id of a body, None where it is not known.

    National and international bodies have ids of the lexicon (`cn.moe`, `us.omb`); a former name has the id of its successor.
    Departments of local government are built of place or level and field: `cn.62.education` (Gansu), `cn.province.education`.

    >>> identify("国家卫计委", "zh"), identify("Ministry of Education", "en")
    ('cn.nhc', 'cn.moe')
    >>> identify("甘肃省教育厅", "zh"), identify("Provincial Department of Education", "en")
    ('cn.62.education', 'cn.province.education')
    """
    if lang == "zh":
        return _names("agencies_zh").get(name) or _local_zh(name)
    low = spell_out(name).lower()
    return _names("agencies_en").get(low) or _local_en(low)


def spell_out(name: str) -> str:
    """An English name with the customary abbreviations of citations written out.

    >>> spell_out("Office of Mgmt. & Budget"), spell_out("Dep't of Educ.")
    ('Office of Management and Budget', 'Department of Education')
    """
    return _short_word().sub(lambda m: _short_words()[m.group()], name)


@cache
def _short_words() -> dict[str, str]:
    return {r["short"]: r["word"] for r in load("agency_abbreviations_en", key=("short",))}


@cache
def _short_word() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\s(]){alternation(_short_words())}(?![A-Za-z])")


def former(name: str, lang: Lang) -> bool:
    """Whether a name is that of a predecessor of the body its id stands for.

    >>> former("国家卫计委", "zh"), former("国家卫健委", "zh")
    (True, False)
    """
    key = name if lang == "zh" else name.lower()
    return key in _former(f"agencies_{lang}")


@cache
def _names(lexicon: str) -> dict[str, str]:
    rows = load(lexicon, key=("name",))
    return {(r["name"] if lexicon.endswith("zh") else r["name"].lower()): r["id"] for r in rows}


@cache
def _former(lexicon: str) -> frozenset[str]:
    rows = load(lexicon, key=("name",))
    return frozenset((r["name"] if lexicon.endswith("zh") else r["name"].lower()) for r in rows if r["form"] == "former")


@cache
def _domain(lang: Lang) -> dict[str, str]:
    return {r["word"].lower(): r["domain"] for r in load(f"agency_domains_{lang}", key=("word",))}


@cache
def _general() -> dict[str, str]:
    """What follows a place or level in bodies that need no field (省委, 市政府, 县人大常委会)."""
    return {r["word"]: r["field"] for r in load("agency_general_zh", key=("word",))}


@cache
def _codes() -> dict[str, str]:
    """Chinese place name, long or short, to its code."""
    out: dict[str, str] = {}
    for row in load("places_zh"):
        out.setdefault(row["name"], row["code"])
        if row["short"]:
            out.setdefault(row["short"], row["code"])
            if row["name"].endswith("自治州"):
                out.setdefault(row["short"] + "州", row["code"])
    return out


@cache
def _english_codes() -> dict[str, str]:
    """English place name to its code; the larger division wins."""
    order = {"province": 0, "prefecture": 1, "county": 2}
    out: dict[str, str] = {}
    for row in sorted(load("places_zh"), key=lambda r: order[r["level"]]):
        if row["level"] != "county":
            out.setdefault(row["english"].lower(), row["code"])
    return out


_LEVEL_ZH = {
    "省": "province",
    "自治区": "province",
    "市": "prefecture",
    "州": "prefecture",
    "自治州": "prefecture",
    "盟": "prefecture",
    "县": "county",
    "区": "county",
    "旗": "county",
}
_SUFFIX_ZH = re.compile(r"(?:委员会|厅|局|委|办公室|办|部|署)\Z")


def _local_zh(name: str) -> str | None:
    codes = _codes()
    body, where = name.removeprefix("中共"), ""
    if body.startswith("团") and body.endswith("委") and len(body) == 3:
        return f"cn.{_LEVEL_ZH[body[1]]}.youth_league" if body[1] in _LEVEL_ZH else None
    while True:
        for size in range(min(11, len(body) - 1), 1, -1):
            if body[:size] in codes:
                where, body = codes[body[:size]], body[size:]
                break
        else:
            break
    if body.startswith(("省", "市", "县", "区", "州", "盟", "旗", "自治区")):
        level = "自治区" if body.startswith("自治区") else body[0]
        where, body = where or _LEVEL_ZH[level], body[len(level) :]
    if not where or not body:
        return None
    general = _general().get(body)
    if general:
        return f"cn.{where}.{general}"
    suffix = _SUFFIX_ZH.search(body)
    if suffix and (domain := _domain("zh").get(body[: suffix.start()])):
        return f"cn.{where}.{domain}"
    return None


_LEVEL_EN = {
    "provincial": "province",
    "autonomous regional": "province",
    "regional": "province",
    "municipal": "prefecture",
    "city": "prefecture",
    "prefectural": "prefecture",
    "county": "county",
    "district": "county",
}
_LOCAL_EN = re.compile(
    r"(?:(?P<place>[a-z' ]+?) )??(?:(?P<level>provincial|province|autonomous region|autonomous regional|regional|municipal|city|prefectural"
    r"|prefecture|county|district) )?"
    r"(?:(?:people's )?(?P<government>government)|(?P<party>party committee)|(?:department|bureau|commission|office) (?:of|for|on) (?P<of>[a-z,' ]+)"
    r"|(?P<field>[a-z,' ]+?) (?:department|bureau|commission|committee|office|administration))\Z"
)


def _local_en(low: str) -> str | None:
    match = _LOCAL_EN.match(low)
    if match is None:
        return None
    level = match["level"] or ""
    where = _english_codes().get(match["place"] or "") or _LEVEL_EN.get(level)
    if match["place"] and match["place"] not in _english_codes():
        return None
    if where is None:
        return None
    if match["government"]:
        return f"cn.{where}.government"
    if match["party"]:
        return f"cn.{where}.party"
    domain = _domain("en").get((match["of"] or match["field"] or "").strip())
    return f"cn.{where}.{domain}" if domain else None
