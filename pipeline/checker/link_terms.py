"""Which policy concepts does a wording name? Shared by both languages, so that rows can be compared across them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.lexicon import load
from pipeline.types import Lang

_WORD = re.compile(r"[a-z0-9&₂.']+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST_EN = 7


@dataclass(frozen=True, slots=True)
class Terms:
    """The concepts of a wording, and those of them that exclude others of their group (`contrast`: group → concepts)."""

    concepts: frozenset[str]
    contrast: dict[str, frozenset[str]]


def language(text: str) -> Lang:
    """The language of a wording: zh where it holds Han characters.

    >>> language("森林覆盖率"), language("forest coverage")
    ('zh', 'en')
    """
    return "zh" if _HAN.search(text) else "en"


def stem(word: str) -> str:
    """An English word without its plural, possessive or verb ending, so that its forms meet.

    >>> [stem(w) for w in ("cities", "reduced", "reducing", "reduce", "classes", "planned", "gas")]
    ['city', 'reduc', 'reduc', 'reduc', 'class', 'plan', 'gas']
    """
    word = word.strip(".'").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes", "zes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
        word = word[:-1]
    for ending, least in (("ing", 6), ("ed", 5)):
        if len(word) >= least and word.endswith(ending):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word.removesuffix("e") if len(word) > 4 else word


def stems(text: str) -> list[str]:
    """The stems of an English wording in order; hyphens part words.

    >>> stems("Energy-saving measures, per unit of GDP")
    ['energy', 'sav', 'measur', 'per', 'unit', 'of', 'gdp']
    """
    return [s for w in _WORD.findall(text.lower().replace("-", " ")) if (s := stem(w))]


@lru_cache(maxsize=200_000)
def terms(text: str, lang: Lang) -> Terms:
    """The concepts that a wording names, nested ones included.

    >>> sorted(terms("城镇登记失业率", "zh").concepts & terms("the registered urban unemployment rate", "en").concepts)
    ['城镇', '失业', '登记失业率']
    >>> terms("农村饮水", "zh").contrast["residence"]
    frozenset({'农村'})
    """
    found = _scan_zh(text) if lang == "zh" else _scan_en(text)
    groups = _contrast()
    contrast: dict[str, set[str]] = {}
    for concept in found:
        if group := groups.get(concept):
            contrast.setdefault(group, set()).add(concept)
    return Terms(frozenset(found), {g: frozenset(c) for g, c in contrast.items()})


def _scan_zh(text: str) -> set[str]:
    words, longest = _chinese()
    found: set[str] = set()
    for i in range(len(text)):
        for size in longest.get(text[i], ()):
            if concept := words.get(text[i : i + size]):
                found.update(concept)
    return found


def _scan_en(text: str) -> set[str]:
    phrases, heads = _english()
    tokens = stems(text)
    found: set[str] = set()
    for i, token in enumerate(tokens):
        for size in heads.get(token, ()):
            if concept := phrases.get(tuple(tokens[i : i + size])):
                found.update(concept)
    return found


@cache
def _chinese() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[int, ...]]]:
    """Word → concepts, and for each first character the lengths of the words that begin with it."""
    words: dict[str, tuple[str, ...]] = {}
    for row in load("glossary_zh_en"):
        spellings = row["zh"].split("|")
        for word in spellings:
            words[word] = (*words.get(word, ()), spellings[0])
    return words, sizes_by_start(words)


@cache
def _english() -> tuple[dict[tuple[str, ...], tuple[str, ...]], dict[str, tuple[int, ...]]]:
    """Stems → concepts, and for each first stem the numbers of words of the phrases that begin with it."""
    phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in load("glossary_zh_en"):
        concept = row["zh"].split("|", 1)[0]
        for phrase in row["en"].split("|"):
            key = tuple(stems(phrase))[:_LONGEST_EN]
            if key and concept not in phrases.get(key, ()):
                phrases[key] = (*phrases.get(key, ()), concept)
    return phrases, sizes_by_start(phrases)


def sizes_by_start(names: Iterable[Sequence[str]]) -> dict[str, tuple[int, ...]]:
    """For each first part (a character, or a word of a phrase) the sizes of the names that begin with it, shortest first.

    >>> sizes_by_start(["兰州市", "兰州"])
    {'兰': (2, 3)}
    """
    sizes: dict[str, set[int]] = {}
    for name in names:
        sizes.setdefault(name[0], set()).add(len(name))
    return {start: tuple(sorted(found)) for start, found in sizes.items()}


@cache
def _contrast() -> dict[str, str]:
    return {row["zh"].split("|", 1)[0]: row["contrast"] for row in load("glossary_zh_en") if row["contrast"]}
