"""Which texts is the model trained on? Those of a corpus folder, without any that the documents it is measured on were taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ConfigurationError
from pipeline.read import read
from pipeline.types import Document

_SHINGLE = 24
_TAKEN = 0.2
_LETTERS = re.compile(r"[^\w]+")


def corpus_documents(folder: Path, *, unlike: Sequence[str] = ()) -> Iterator[Document]:
    """The documents of a folder in all formats that can be read; none from which one of the texts in `unlike` was taken, and no line of theirs.

    Raises ConfigurationError where the folder holds no text.
    """
    known = [shingles(text) for text in unlike]
    empty = True
    for document in read([folder]):
        empty = empty and bool(document.problem)
        if not document.problem and not is_source(document.text, known):
            yield replace(document, text="\n".join(unshared(document.text.split("\n"), known)))
    if empty:
        raise ConfigurationError(f"{folder}: no texts to train on")


def translation_pairs(folder: Path, *, unlike: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """The Chinese and English sentences of the translation memories (.tmx) of a folder; none of a memory that holds a text of `unlike`."""
    from defusedxml.ElementTree import parse

    known = [shingles(text) for text in unlike]
    for path in sorted(folder.rglob("*.tmx")):
        pairs = []
        for unit in parse(path).getroot().iter("tu"):
            said = {_language(v.attrib): "".join(s.itertext()).strip() for v in unit.iter("tuv") for s in v.iter("seg")}
            if said.get("zh") and said.get("en"):
                pairs.append((said["zh"], said["en"]))
        if not any(is_source("\n".join(side), known) for side in zip(*pairs, strict=True)):
            yield from (pair for pair in pairs if len(unshared(pair, known)) == len(pair))


def _language(attributes: dict[str, str]) -> str:
    return next((value[:2].lower() for name, value in attributes.items() if name.endswith("lang")), "")


def shingles(text: str) -> frozenset[str]:
    """Every stretch of 24 letters of the text, marks and spaces left out, beginning anywhere.

    >>> len(shingles("到2025年，高中阶段毛入学率达到95%以上，由省教育厅牵头。"))
    4
    """
    return frozenset(_stretches(text, 1))


def is_source(text: str, known: Sequence[frozenset[str]]) -> bool:
    """Whether one of the known texts was taken from this one: a fifth of its stretches stands here."""
    step = _SHINGLE // 2
    found = set(_stretches(text, step))
    return any(len(found & one) * step > _TAKEN * len(one) for one in known if one)


def unshared(lines: Sequence[str], known: Sequence[frozenset[str]]) -> list[str]:
    """The lines that have no stretch in common with a known text."""
    return [line for line in lines if all(one.isdisjoint(_stretches(line, 1)) for one in known)]


def _stretches(text: str, step: int) -> Iterator[str]:
    letters = _LETTERS.sub("", text)
    return (letters[i : i + _SHINGLE] for i in range(0, len(letters) - _SHINGLE + 1, step))
