"""What is a row about, as a key that the same promise has in every document? And which keys are spellings of one?"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log

from pipeline.checker.link_facts import cleaned, words
from pipeline.checker.link_indicator import indicator_id
from pipeline.checker.link_places import places, region_code
from pipeline.checker.link_terms import language, terms
from pipeline.checker.link_wording import BACKGROUND, length, product
from pipeline.checker.model import TableRow
from pipeline.checker.units import dimension
from pipeline.types import Lang

SAME = 0.84
"""Two wordings this alike (cosine over character pairs or stems, rare ones counting more) are spellings of one subject."""
PROBES = 4
"""A wording is looked up by so many of its rarest features: two that are alike share at least one of them."""
COMMON = 200
"""A feature that more wordings of one block have than this is no probe."""

# scope words that a text may say or leave out: 全市森林覆盖率 is 森林覆盖率
_SCOPE = re.compile(r"全[国省市县区州盟旗镇乡]|我[国省市县区州]|本[省市县区州]|\b(?:the )?(?:nationwide|provincewide|citywide)\b", re.I)


@dataclass(frozen=True, slots=True)
class Subject:
    """The key of a row: `block` must be equal (issuer, region, dimension, form, the words that exclude others: 农村, 中央), `name` may differ in spelling.

    `name` is the lexicon's id of the indicator, or the clean words of what is measured or done.
    """

    block: tuple[str, ...]
    name: str
    known: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """What one wording names, read once however many rows have it."""

    name: str
    known: bool
    contrast: str
    region: str


def subject(row: TableRow, issuer: str = "") -> Subject:
    """The key of a row of a document by `issuer` (whatever tells issuers apart; rows of two issuers are never about one promise).

    >>> subject(TableRow("d", "c1", indicator="森林覆盖率", unit="percent", region="甘肃省")).block
    ('', '62', 'share', 'level', '森林覆盖率')
    """
    said = _said(row.indicator or "", row.action, row.lang or language(row.indicator or row.action or row.evidence))
    region = region_code(row.region, row.lang or "zh") if row.region else said.region
    measured = row.value is not None or row.target_text is not None or row.unit is not None
    kind = dimension(row.unit) if measured else ""
    return Subject((issuer, region, kind, (row.change or "level") if measured else "", said.contrast), said.name or cleaned(row.evidence), said.known)


@lru_cache(maxsize=1 << 18)
def _said(indicator: str, action: str, lang: Lang) -> _Said:
    text = _SCOPE.sub("", cleaned(indicator) or cleaned(action))
    known = indicator_id(text, lang) if indicator else None
    contrast = terms(text, lang).contrast
    return _Said(
        known or text,
        known is not None,
        "|".join(sorted(c for group in contrast.values() for c in group)),
        "|".join(sorted(places(text, lang))),
    )


def spellings(subjects: Iterable[Subject]) -> dict[Subject, Subject]:
    """For each subject the one that stands for it and all its spellings: the first in sorted order.

    >>> a, b = (Subject(("", "", "share", "level", ""), n, False) for n in ("农村卫生厕所普及率", "农村卫生厕所的普及率"))
    >>> spellings([a, b])[b] == spellings([a, b])[a]
    True
    """
    blocks: dict[tuple[str, ...], list[Subject]] = defaultdict(list)
    for one in set(subjects):
        blocks[one.block].append(one)
    parent: dict[Subject, Subject] = {}
    for members in blocks.values():
        free = sorted((m for m in members if not m.known), key=lambda m: m.name)
        bags = [words(m.name, language(m.name)) for m in free]
        for i, j in near(bags):
            _join(parent, free[i], free[j])
    return {one: _root(parent, one) for members in blocks.values() for one in members}


def near(bags: list[dict[str, int]]) -> Iterable[tuple[int, int]]:
    """Pairs of bags of words that are alike, by an index over the rarest features of each."""
    counted = Counter(w for bag in bags for w in bag)
    rarity = {w: log(1 + (len(bags) + BACKGROUND) / n) for w, n in counted.items()}
    index: dict[str, list[int]] = defaultdict(list)
    lengths = [length(bag, rarity) for bag in bags]
    for i, bag in enumerate(bags):
        probes = sorted((w for w in bag if counted[w] > 1), key=lambda w: (counted[w], w))[:PROBES]
        tried: set[int] = set()
        for probe in probes:
            others = index[probe]
            for j in others:
                if j not in tried:
                    tried.add(j)
                    if product(bag, bags[j], rarity) >= SAME * lengths[i] * lengths[j]:
                        yield j, i
            if len(others) < COMMON:
                others.append(i)


def _root(parent: dict[Subject, Subject], node: Subject) -> Subject:
    top = node
    while (up := parent.get(top, top)) is not top:
        top = up
    while node is not top:
        parent[node], node = top, parent.get(node, node)
    return top


def _join(parent: dict[Subject, Subject], a: Subject, b: Subject) -> None:
    first, second = sorted((_root(parent, a), _root(parent, b)), key=lambda s: s.name)
    if first is not second:
        parent[second] = first


def stable_id(parts: Iterable[Hashable]) -> str:
    """A short id that the same parts always give.

    >>> stable_id(["econ.gdp", "62"])
    'L5e1b6ba04a9d'
    """
    return "L" + hashlib.blake2s("\x1f".join(map(str, parts)).encode(), digest_size=6).hexdigest()
