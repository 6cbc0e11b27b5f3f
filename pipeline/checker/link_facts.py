"""What in a row can be compared with another row, whatever its language, unit and wording?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pipeline.checker.link_indicator import indicator_id
from pipeline.checker.link_places import places, region_code
from pipeline.checker.link_terms import language, stems, terms
from pipeline.checker.model import TableRow
from pipeline.checker.units import digits, dimension, factor
from pipeline.clean import clean
from pipeline.normalize.agencies import identify
from pipeline.types import Lang

_CLAUSE = re.compile(r"[，,；;。！？!?:：\n]\s*|(?<=[a-z])\.\s+")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_STOP_ZH = frozenset("的了在和与及或为是将要等对于以由从到其并也又再把被我们个")
_STOP_EN = frozenset(
    re.findall(
        "[a-z]+",
        "the a an of to in on for and or by with at from is are was were be been will shall should we our it its this that these those as which all more than "
        "per over have has had not their they under into through during each between up out",
    )
)
_DATE_ZH = re.compile(r"\d+年(?:\d+月)?(?:\d+日)?(?:以?前|底前?|末前?)?|\d+月(?:\d+日)?(?:以?前|底前?|末前?|上旬|中旬|下旬)?|\d+日(?:以?前)?")
# what stands before the year that a change is counted from: 比2015年, 较2020年, from 2005 levels, compared with 2008, below 2010 levels
_BASELINE = re.compile(
    r"(?:比|较|相比|相对于|以)\s*(?P<zh>(?:19|20)\d\d)年?(?!\s*[-—至到])|"
    r"(?:compared (?:with|to)|relative to|against|from|over|below|above|than in|than) (?:the |a |their |its )?(?:fiscal year )?(?P<en>(?:19|20)\d\d)\b"
    r"(?! (?:to|through|until))",
    re.I,
)


_AVERAGE = re.compile(
    r"年均|年平均|每年平均|average annual|annual average|average yearly|on average (?:each|every|per) year|an average of .{0,40}(?:a|per|each) year|annually",
    re.I,
)
_POINT = re.compile(r"[末底初]前?\Z|\b(?:end|beginning|start|middle) of", re.I)
_YEARS = re.compile(
    r"[二两三四五六七八九十]年|\d+\s?年来|时期|期间|规划|计划|“十|(?:two|three|four|five|six|seven|eight|nine|ten|\d+) years|Five-Year|years? period|decade",
    re.I,
)
_LISTED = re.compile(
    r"(?:(?:以下|下列|重点|主要|重大|关键|方面|领域|工作|任务|举措|措施|原则|要求|问题|环节|目标|行动|个|项|条|点|大|的)+)|"
    r"(?:(?:the|following|key|main|major|these|our|important|general)\s+)*"
    r"(?:tasks?|areas?|measures?|aspects?|points?|priorities|steps?|guidelines?|goals?|objectives?|principles?|respects?|issues?|initiatives?|actions?)\W*",
    re.I,
)
_ONE_YEAR = re.compile(r"今年|明年|去年|全年|本年|当年|年度|(?<!\d)(?:19|20)\d\d年?(?![\d年])|\b(?:this|last|next|the|whole|full) year\b|新的一年|上年")


@dataclass(frozen=True, slots=True)
class Facts:
    """The comparable side of one row. Sets are empty and fields None where the row says nothing."""

    row: TableRow
    place: int
    """Rank of the row in its document."""
    lang: Lang
    subject: str
    """What is measured or done, in clean words."""
    focus: str
    """The clause around the target, or the whole evidence where there is none."""
    indicator: str | None
    subject_words: dict[str, int]
    focus_words: dict[str, int]
    subject_concepts: frozenset[str]
    concepts: frozenset[str]
    contrast: dict[str, frozenset[str]]
    dimension: str | None
    value: float | None
    value_max: float | None
    digits: str | None
    due: str | None
    agencies: frozenset[str]
    places: frozenset[str]
    baselines: frozenset[str]
    length: Literal["year", "years"] | None
    """Whether the number is for one year or for several together (a five-year plan, 五年来), None where the row does not say."""
    lists: bool
    """Whether the number only counts what the text then lists: three tasks, 八个方面."""
    average: bool
    """Whether the number is an average over years (年均, annual average)."""

    @property
    def year(self) -> int | None:
        """The calendar year of the due date."""
        return int(self.due[:4]) if self.due else None

    @property
    def numeric(self) -> bool:
        """Whether the row has a numeric target."""
        return self.value is not None


def facts(rows: Sequence[TableRow]) -> list[Facts]:
    """The comparable side of every row of a document, in the order of their places in the text (rows of one place keep their order)."""
    ranks = {i: rank for rank, i in enumerate(sorted(range(len(rows)), key=lambda i: (rows[i].position, i)))}
    return [_facts(row, ranks[i]) for i, row in enumerate(rows)]


def _facts(row: TableRow, place: int) -> Facts:
    evidence = cleaned(row.evidence or row.action)
    lang: Lang = row.lang or language(evidence)
    indicator, action = cleaned(row.indicator or ""), cleaned(row.action)
    target = cleaned(row.target_text or "")
    focus = around(evidence, target)
    subject = indicator or action or evidence
    named = _without(focus, (*row.agencies, row.deadline_text or ""))
    said = terms(f"{indicator or action}\n{named}", lang)
    own = terms(subject, lang)
    kind, value, value_max = measure(row)
    regions = frozenset({region_code(row.region, lang)}) if row.region else frozenset[str]()
    return Facts(
        row=row,
        place=place,
        lang=lang,
        subject=subject,
        focus=focus,
        indicator=indicator_id(indicator, lang) if indicator else None,
        subject_words=words(subject, lang),
        focus_words=words(named, lang),
        subject_concepts=own.concepts,
        concepts=said.concepts,
        contrast={**said.contrast, **own.contrast},
        dimension=kind,
        value=value,
        value_max=value_max,
        digits=digits(row.value) if row.value is not None else None,
        due=row.due,
        agencies=frozenset(agency_key(name, lang) for name in row.agencies),
        places=places(f"{indicator}\n{focus}", lang) or regions,
        length=_length(row),
        lists=kind == "count" and bool(_LISTED.fullmatch(subject)),
        average=bool(_AVERAGE.search(focus)),
        baselines=frozenset(m["zh"] or m["en"] for m in _BASELINE.finditer(evidence)),
    )


def _length(row: TableRow) -> Literal["year", "years"] | None:
    said = cleaned(row.deadline_text or "")
    if row.relation in ("by", "after") or _POINT.search(said):
        return None
    if _YEARS.search(said):
        return "years"
    return "year" if _ONE_YEAR.search(said) else None


@lru_cache(maxsize=200_000)
def cleaned(text: str) -> str:
    """A wording without noise, in simplified characters."""
    return clean(text).text.strip() if text else ""


def around(evidence: str, target: str) -> str:
    """The clause of the evidence that holds the target; where it is only the number, together with the clause before it.

    >>> around("去年末储蓄余额增长8.5%，新增4万多亿元，创历史新高", "4万多亿元")
    '去年末储蓄余额增长8.5%，新增4万多亿元'
    >>> around("造林100万亩，退耕还林20万亩以上", "20万亩以上")
    '退耕还林20万亩以上'
    """
    at = evidence.rfind(target) if target else -1
    if at < 0:
        return evidence
    edges = _edges(evidence)
    start = max(e for e in edges if e <= at)
    end = min(e for e in edges if e >= at + len(target))
    bare = end - start - len(target) < (4 if _HAN_RUN.search(evidence) else 16)
    if bare and start:
        start = max(e for e in edges if e < start)
    return evidence[start:end].rstrip("，,；;。.！!？?:： \n")


def _edges(text: str) -> list[int]:
    """Where clauses begin, and the end of the text; a comma within a number parts nothing."""
    return [0, *(m.end() for m in _CLAUSE.finditer(text) if not text[m.start() - 1 : m.end() + 1].replace(",", "").isdigit()), len(text)]


def _without(text: str, parts: Iterable[str]) -> str:
    """The text without names of bodies and dates: who and when are compared by themselves."""
    for part in parts:
        if part:
            text = text.replace(cleaned(part), " ")
    return text


def words(text: str, lang: Lang) -> dict[str, int]:
    """The features of a wording within its language: Chinese character pairs, English stems; without numbers and words of grammar.

    >>> words("森林覆盖率24%", "zh")
    {'森林': 1, '林覆': 1, '覆盖': 1, '盖率': 1}
    >>> words("the rate of forest coverage", "en")
    {'rate': 1, 'forest': 1, 'coverag': 1}
    """
    counted: Counter[str] = Counter()
    if lang == "en":
        counted.update(s for s in stems(_DIGITS.sub(" ", text)) if s not in _STOP_EN and len(s) > 1)
    else:
        for run in _HAN_RUN.findall(_DATE_ZH.sub(" ", text)):
            kept = [c for c in run if c not in _STOP_ZH]
            counted.update(a + b for a, b in pairwise(kept))
            if len(kept) == 1:
                counted[kept[0]] += 1
        counted.update(w.lower() for w in re.findall(r"[A-Za-z][A-Za-z0-9.&]+", text))
    return dict(counted)


def agency_key(name: str, lang: Lang) -> str:
    """The id of a body, or its name where it has none."""
    name = cleaned(name)
    return identify(name, lang) or name.lower()


def measure(row: TableRow) -> tuple[str | None, float | None, float | None]:
    """Dimension and value(s) of a row's target in the base unit of its dimension, so that tonnes meet jin and hectares meet mu."""
    if row.value is None:
        return None, None, None
    base = float(factor(row.unit))
    return dimension(row.unit), float(row.value) * base, float(row.value_max) * base if row.value_max is not None else None
