"""Do two rows measure in one form: the same baseline year, yearly average against cumulative, the same region, indicator and repetition?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.checker.link_places import region_code
from pipeline.checker.model import RelationKind, TableRow

_AVERAGE = re.compile(
    r"年均|年平均|平均每年|每年平均|\b(?:annual(?:ly)? average|average annual|averag(?:e|ing|ed)[^.;]{0,20}(?:a|per|each) year|on average (?:each|per) year)\b",
    re.I,
)
_TOTAL = re.compile(r"累计|总共|合计|五年共|\b(?:cumulative(?:ly)?|in total|a total of|altogether)\b", re.I)
_BASELINE = re.compile(
    r"[比较与]\s*(\d{4})\s*年|以\s*(\d{4})\s*年为基"
    r"|\b(?:from|compared (?:with|to)|relative to|over|below|above|against|than in)\s+(?:the\s+)?(?:levels? (?:of|in)\s+)?(?:FY\s*)?"
    r"(\d{4})(?:\s+(?:levels?|baseline|figures?))?\b"
    r"|\b(\d{4}) (?:levels?|baseline)\b",
    re.I,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?!\s*(?:年|years?\b))")
_PERIOD = re.compile(r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?")
_WORDS = re.compile(r"[\u3400-\u9fff]|[a-z0-9]+", re.I)


@dataclass(frozen=True, slots=True)
class FormComparison:
    """`field` names what makes the rows incomparable (region, baseline, form), None where nothing does; `notes` are (what, a, b)."""

    field: str | None = None
    a: str = ""
    b: str = ""
    notes: tuple[tuple[str, str, str], ...] = ()


def compare_form(a: TableRow, b: TableRow, *, relation: RelationKind) -> FormComparison:
    """Compare what two rows are measured against. What only one side says is a note, no hindrance.

    >>> x = TableRow("d", "c1", evidence="比2015年下降18%")
    >>> compare_form(x, TableRow("e", "c1", evidence="down 18% from 2005 levels"), relation="translation").field
    'baseline'
    """
    if a.region and b.region and not _alike(a, b):
        return FormComparison("region", a.region, b.region)
    bases = _baselines(a.evidence), _baselines(b.evidence)
    if all(bases) and not bases[0] & bases[1]:
        return FormComparison("baseline", ", ".join(sorted(bases[0])), ", ".join(sorted(bases[1])))
    forms = _form(a), _form(b)
    if all(forms) and forms[0] != forms[1]:
        return FormComparison("form", *forms)
    if relation != "translation" and a.lang == b.lang == "zh" and (pair := _per_head(a, b)):
        return FormComparison("indicator", *pair)
    notes: list[tuple[str, str, str]] = []
    if any(forms) and forms[0] != forms[1]:
        notes.append(("form", *forms))
    if any(bases) and not all(bases):
        notes.append(("baseline", ", ".join(sorted(bases[0])), ", ".join(sorted(bases[1]))))
    return FormComparison(notes=tuple(notes))


def _baselines(evidence: str) -> frozenset[str]:
    return frozenset(year for m in _BASELINE.finditer(evidence) for year in m.groups() if year)


def _form(row: TableRow) -> str:
    words = f"{row.indicator or ''} {row.action} {row.target_text or ''}"
    if _said_of(_AVERAGE, words, row.target_text):
        return "average"
    return "cumulative" if _said_of(_TOTAL, words, row.target_text) else ""


def _said_of(form: re.Pattern[str], words: str, target: str | None) -> bool:
    """Whether a word of form stands for the target and not for another number that follows it: 累计4.45万亿元，年均增长22.4%."""
    at = words.find(target) if target else -1
    end = at + len(target or "")
    for m in form.finditer(words):
        following = _NUMBER.search(words, m.start())
        if at < 0 or following is None or at <= following.start() < end or at <= m.start() < end:
            return True
    return False


def _per_head(a: TableRow, b: TableRow) -> tuple[str, str] | None:
    """人均 against the whole: 人均地区生产总值 is not 地区生产总值."""
    x, y = a.indicator or "", b.indicator or ""
    return (x, y) if x and y and ("人均" in x) != ("人均" in y) and a.value != b.value else None


def _alike(a: TableRow, b: TableRow) -> bool:
    """Whether two regions are one, or one lies in the other; names that are not known across languages are not held against each other."""
    x, y = (region_code(r.region or "", r.lang or "zh") for r in (a, b))
    short, long = sorted((x, y), key=len)
    if short.isdigit() and long.isdigit():
        return long.startswith(short)
    return "cn" in (x, y) or a.lang != b.lang or short in long or short.rstrip("省市区县州") in long


def compare_frequency(a: TableRow, b: TableRow) -> int:
    """1 where b repeats more often than a, -1 less often, 0 the same or not said on one side.

    >>> compare_frequency(TableRow("d", "c1", frequency="P1Y"), TableRow("e", "c1", frequency="P2Y"))
    -1
    """
    x, y = _days(a.frequency), _days(b.frequency)
    if x is None or y is None or abs(x - y) < 0.02 * max(x, y):
        return 0
    return 1 if y < x else -1


def _days(period: str | None) -> float | None:
    m = _PERIOD.fullmatch(period or "")
    if not m or not any(m.groups()):
        return None
    return sum(float(n) * d for n, d in zip(m.groups(), (365.25, 30.44, 7, 1), strict=True) if n)


def conditions_differ(a: TableRow, b: TableRow) -> bool:
    """Whether both rows state a condition, in one language, in clearly other words."""
    if not a.condition or not b.condition or a.lang != b.lang:
        return False
    x, y = (set(_WORDS.findall(c.lower())) for c in (a.condition, b.condition))
    return len(x & y) < 0.5 * max(len(x | y), 1)
