"""Is another body in charge, once renamed bodies and spellings are seen through?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.checker.link_terms import language
from pipeline.checker.model import TableRow
from pipeline.normalize.agencies import canonical_name, identify
from pipeline.types import Lang

_OWN_AREA = re.compile(
    r"我们|我[国省市区县州镇乡]|[本全][国省市区县州镇乡]|各地|各级|有关部门|相关部门|各部门|各单位|各有关部门"
    r"|we|our (?:country|province|city|county|region)|the (?:country|nation|province|city|county|region)"
    r"|(?:all )?(?:relevant|local|competent) (?:departments|authorities|localities)"
    r"|localities|all localities",
    re.I,
)
"""Names that point at whoever is concerned; they say nothing about a change of hands."""

_LEVELS = ("province", "prefecture", "county")


@dataclass(frozen=True, slots=True)
class AgencyComparison:
    """`changed`: other lead or (without a lead on both sides) other responsible bodies; `differs`: some body differs at all.

    `gone` and `come` name them; `renamed` pairs bodies that are one under two names; `unknown` says that names across languages could
    not be looked up, so nothing is claimed of them. Across languages a body that is merely named in addition is no change of hands.
    """

    changed: bool = False
    differs: bool = False
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    unknown: bool = False


def compare_agencies(a: TableRow, b: TableRow) -> AgencyComparison:
    """Compare who is in charge of two rows, b seen from a. A side that names nobody is not compared.

    >>> def row(*names, lead=()): return TableRow("d", "c1", lang="zh", agencies=names, lead_agencies=lead)
    >>> compare_agencies(row("国家卫计委"), row("国家卫健委")).renamed
    (('国家卫计委', '国家卫健委'),)
    >>> compare_agencies(row("市教育局"), row("市财政局")).changed
    True
    """
    leads = _named(a.lead_agencies), _named(b.lead_agencies)
    every = _named(a.agencies or a.lead_agencies), _named(b.agencies or b.lead_agencies)
    if not all(every):
        return AgencyComparison()
    if all(leads):
        charge = _matched(*leads, a.lang, b.lang)
        others = _matched(*every, a.lang, b.lang)
        return AgencyComparison(
            charge.changed, charge.differs or others.differs, charge.gone or others.gone, charge.come or others.come, others.renamed, charge.unknown
        )
    return _matched(*every, a.lang, b.lang)


def _named(names: Iterable[str]) -> tuple[str, ...]:
    """The names that name somebody in particular."""
    return tuple(dict.fromkeys(n.strip() for n in names if n.strip() and not _OWN_AREA.fullmatch(n.strip())))


def _matched(a: tuple[str, ...], b: tuple[str, ...], a_lang: Lang | None, b_lang: Lang | None) -> AgencyComparison:
    left = list(b)
    gone: list[str] = []
    renamed: list[tuple[str, str]] = []
    for name in a:
        other = next((o for o in left if same_body(name, o, a_lang, b_lang)), None)
        if other is None:
            gone.append(name)
        else:
            left.remove(other)
            if a_lang == b_lang and name != other:
                renamed.append((name, other))
    if a_lang != b_lang:  # a name that the lexicon does not know may be the translation of any other
        unsure = [n for n in gone if _id(n, a_lang) is None], [n for n in left if _id(n, b_lang) is None]
        sure_gone = tuple(n for n in gone if _id(n, a_lang)) if not unsure[1] else ()
        sure_come = tuple(n for n in left if _id(n, b_lang)) if not unsure[0] else ()
        differs = bool(sure_gone or sure_come)
        return AgencyComparison(bool(sure_gone and sure_come), differs, sure_gone, sure_come, tuple(renamed), unknown=any(unsure))
    return AgencyComparison(bool(gone or left), bool(gone or left), tuple(gone), tuple(left), tuple(renamed))


def same_body(a: str, b: str, a_lang: Lang | None, b_lang: Lang | None) -> bool:
    """Whether two names are one body: the same id (after succession), or in one language the same name but for place or level.

    >>> same_body("市教育局", "教育局", "zh", "zh"), same_body("教育部", "Ministry of Education", "zh", "en")
    (True, True)
    """
    if a == b:
        return True
    first, second = _id(a, a_lang), _id(b, b_lang)
    if first and second:
        return _same_id(first, second)
    if a_lang != b_lang:
        return False
    x, y = (_bare(n, a_lang) for n in (a, b))
    short, long = sorted((x, y), key=len)
    return x == y or (len(short) >= 3 and (long.endswith(short) if a_lang == "zh" else long.endswith(" " + short)))


def _bare(name: str, lang: Lang | None) -> str:
    return re.sub(r"[\s（）()]", "", name) if lang == "zh" else canonical_name(name, "en").lower().replace("’", "'").removesuffix("'s")


def _id(name: str, lang: Lang | None) -> str | None:
    return identify(name if lang == "zh" else canonical_name(name, "en"), lang or language(name))


def _same_id(a: str, b: str) -> bool:
    """The same id, where a level (cn.province.education) also stands for a place (cn.62.education)."""
    if a == b:
        return True
    x, y = a.split("."), b.split(".")
    return len(x) == len(y) == 3 and x[0] == y[0] and x[2] == y[2] and (x[1] in _LEVELS) != (y[1] in _LEVELS)
