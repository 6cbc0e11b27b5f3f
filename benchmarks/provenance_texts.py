"""Which texts are there to support an entry or a rule, which of them are one text twice, and what of the lexicons stands in each?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.folders import CORPUS, DEV_GOLD, OWN_GOLD, ROOT, SHARED
from benchmarks.provenance_entries import Entry
from pipeline.clean import clean
from pipeline.normalize import indicators
from pipeline.read import read
from pipeline.run import extract_document
from pipeline.types import Document, Lang

SETS: Final = ("corpus", "dev", "own", "conformance")
GOLD: Final = frozenset({"dev", "own"})

_WINDOW, _STEP, _SAME = 16, 5, 0.4


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the program sees it after cleaning, the set it is of, and the rules that fired on it."""

    group: str
    name: str
    text: str
    rules: frozenset[str]


def texts(groups: Sequence[str] = SETS) -> list[Text]:
    """All texts of these sets that are there. The cases of one conformance file are one text."""
    out = [text for group in groups for text in _of_group(group)]
    return _once(out)


def _of_group(group: str) -> Iterator[Text]:
    if group == "conformance":
        for path in sorted((SHARED / "conformance").glob("*.jsonl")):
            cases = list(read([path]))
            rules = frozenset().union(*(_rules(d) for d in cases))
            yield Text(group, path.stem, "\n".join(clean(d.text).text for d in cases), rules)
        return
    for document in read(_paths(group)):
        if not document.problem:
            yield Text(group, _short(document.doc_id), clean(document.text).text, _rules(document))


def _paths(group: str) -> list[Path]:
    match group:
        case "corpus":
            return [p for f in CORPUS for p in sorted(f.rglob("*")) if p.is_file()]
        case "dev":
            return sorted(DEV_GOLD.glob("*.txt"))
        case _:
            return sorted(OWN_GOLD.glob("*.txt"))


def _short(doc_id: str) -> str:
    return re.sub(r"\.(?:tmx#|txt$|md$)|^.*/", lambda m: "_" if "#" in m.group() else "", doc_id)


def _rules(document: Document) -> frozenset[str]:
    found = extract_document(document)
    return frozenset(part.extractor for part in (*found.mentions, *found.commitments))


# ---- one text twice ----------------------------------------------------------------------------------------------------------------


def _windows(text: str, step: int) -> set[str]:
    packed = "".join(text.split())
    return {packed[i : i + _WINDOW] for i in range(0, max(len(packed) - _WINDOW, 0) + 1, step)}


def sources(some: Sequence[Text]) -> dict[int, frozenset[int]]:
    """For each gold text its number and those of the corpus texts that hold a good part of it: they do not support what it says."""
    probes = {n: _windows(t.text, _STEP) for n, t in enumerate(some) if t.group in GOLD}
    out = {n: {n} for n in probes}
    for number, text in enumerate(some):
        if text.group == "corpus":
            held = _windows(text.text, 1)
            for gold, probe in probes.items():
                if len(probe) > 2 and len(probe & held) >= _SAME * len(probe):
                    out[gold].add(number)
    return {n: frozenset(own) for n, own in out.items()}


def alone_in(numbers: Iterable[int], own: Mapping[int, frozenset[int]]) -> int | None:
    """The gold text that alone has what stands in these texts, its sources in the corpus aside."""
    held = frozenset(numbers)
    gold = held & own.keys()
    return next(iter(gold)) if len(gold) == 1 and all(held <= own[n] for n in gold) else None


def _once(some: list[Text]) -> list[Text]:
    """The corpus holds eleven reports in two editions: the second of each is left out."""
    kept: list[Text] = []
    for text in some:
        year = re.search(r"(?:gwr|GR)(\d{4})(?:_\d+|_zh)$", text.name)
        if text.group == "corpus" and year and any(re.fullmatch(rf"(?:gwr|GR){year[1]}(?:_\d+|_zh)", t.name) for t in kept if t.group == "corpus"):
            continue
        kept.append(text)
    return kept


# ---- looking for entries -----------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n")
_END: Final = "\0end"
_SPREAD: Final = 3


class _Tree:
    """Sequences of tokens, all of which are looked for in one pass."""

    def __init__(self) -> None:
        self._root: dict[Any, Any] = {}

    def add(self, tokens: Iterable[Hashable], entry: int) -> None:
        node = self._root
        for token in tokens:
            node = node.setdefault(token, {})
        node.setdefault(_END, set()).add(entry)

    def found(self, tokens: Sequence[Hashable]) -> set[int]:
        out: set[int] = set()
        for start, first in enumerate(tokens):
            node = self._root.get(first)
            at = start
            while node is not None:
                out |= node.get(_END, frozenset())
                at += 1
                node = node.get(tokens[at]) if at < len(tokens) else None
        return out


class Finder:
    """Looks for all entries at once: the numbers of those that stand in a text."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._han, self._word, self._exact = _Tree(), _Tree(), _Tree()
        self._stems: list[tuple[int, frozenset[str]]] = []
        self._patterns: list[tuple[int, re.Pattern[str], bool]] = []
        for number, entry in enumerate(entries):
            for how, spelled in entry.spellings:
                match how:
                    case "han":
                        self._han.add(spelled.lower(), number)
                    case "word":
                        self._word.add(_TOKEN.findall(spelled.lower()), number)
                    case "exact":
                        self._exact.add(_TOKEN.findall(spelled), number)
                    case "stems":
                        self._stems.append((number, frozenset(indicators._words_en(spelled))))
                    case _:
                        self._patterns.append((number, re.compile(spelled), how == "sentence"))

    def found(self, text: str) -> set[int]:
        """Which entries stand in this text?"""
        low = text.lower()
        out = self._word.found(_TOKEN.findall(low)) | self._exact.found(_TOKEN.findall(text))
        out |= self._han.found(low) | self._han.found(indicators._DROPPED.sub("", low))
        out.update(self._near(text))
        sentences = _SENTENCE.split(low)
        for number, pattern, alone in self._patterns:
            if any(map(pattern.search, sentences)) if alone else pattern.search(low):
                out.add(number)
        return out

    def _near(self, text: str) -> Iterator[int]:
        places: dict[str, list[int]] = {}
        for at, word in enumerate(indicators._words_en(text)):
            places.setdefault(word, []).append(at)
        for number, words in self._stems:
            if words and words <= places.keys() and _together(places, words):
                yield number


def _together(places: Mapping[str, list[int]], words: frozenset[str]) -> bool:
    rarest = min(words, key=lambda w: (len(places[w]), w))
    reach = len(words) + _SPREAD
    return any(all(any(abs(p - at) < reach for p in places[w]) for w in words) for at in places[rarest])


def where(entries: Sequence[Entry], some: Sequence[Text]) -> list[list[int]]:
    """For each entry the numbers of the texts in which it stands."""
    finder = Finder(entries)
    out: list[list[int]] = [[] for _ in entries]
    for number, text in enumerate(some):
        for entry in finder.found(text.text):
            out[entry].append(number)
    return out


def rules(some: Sequence[Text]) -> dict[str, list[int]]:
    """For each rule that fired the numbers of the texts in which it did."""
    out: dict[str, list[int]] = {}
    for number, text in enumerate(some):
        for rule in text.rules:
            out.setdefault(rule, []).append(number)
    return dict(sorted(out.items()))


def case_rules() -> frozenset[str]:
    """The rules that fire on the marked sentences of tests/cases: some fire nowhere else."""
    import yaml  # of requirements-dev.txt

    out: set[str] = set()
    for path in sorted((ROOT / "tests" / "cases").glob("*/*.yaml")):
        lang: Lang = "zh" if path.parent.name == "zh" else "en"
        for case in yaml.safe_load(path.read_text(encoding="utf-8")) or ():
            said = case["text"].replace("[[", "").replace("]]", "")
            out |= _rules(Document("case", said, lang=lang, doc_date=str(case.get("doc_date", "2024-01-05"))))
    return frozenset(out)


def by_group(some: Sequence[Text], numbers: Iterable[int]) -> Counter[str]:
    """How many of these texts are of each set?"""
    return Counter(some[n].group for n in numbers)
