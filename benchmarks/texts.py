"""Which texts are timed? As many megabytes of documents in one language as are asked for, of the corpus where it is there, else of data/samples.

Once all texts were taken they are taken again, each time a little other, so that nothing is remembered and nothing counts as a repeated paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count

from benchmarks.folders import CORPUS, SAMPLES, there
from pipeline.clean import clean
from pipeline.layout import blocks as lay_out
from pipeline.read import read
from pipeline.read.metadata import describe
from pipeline.types import Lang

_NUMBER = re.compile(r"(?<!\d)\d{3,9}(?!\d)")
_LETTER = re.compile(r"[^\W\d_]")
_OTHERS = {"zh": "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", "en": "bcdfghjklmnpqrstvwxz"}


@dataclass(frozen=True, slots=True)
class Source:
    """The texts of a language and where they are from."""

    lang: Lang
    where: str
    texts: tuple[str, ...]


@cache
def sources() -> tuple[Source, Source]:
    """What there is in Chinese and in English."""
    folders, where = (there(*CORPUS), "../shared/corpus") if there(*CORPUS) else ([SAMPLES], "data/samples")
    texts: dict[Lang, list[str]] = {"zh": [], "en": []}
    for document in read(sorted(p for f in folders for p in f.iterdir() if p.is_file())):
        if not document.problem:
            lang = describe(document, document.text, lay_out(clean(document.text).text)).lang
            texts[lang or "en"].append(document.text)
    return Source("zh", where, tuple(texts["zh"])), Source("en", where, tuple(texts["en"]))


def source(lang: Lang) -> Source:
    """What there is in this language."""
    return next(s for s in sources() if s.lang == lang)


def varied(text: str, turn: int, lang: Lang) -> str:
    """The text with numbers of three digits and more raised and one letter of each line changed, another one in every turn.

    >>> varied("到2025年，建成公园12个。", 0, "zh"), varied("到2025年，建成公园12个。", 1, "zh")
    ('到2025年，建成公园12个。', '到2026年，建成公乙12个。')
    """
    if not turn:
        return text
    letters = _OTHERS[lang]
    letter = letters[turn % len(letters)]
    raised = _NUMBER.sub(lambda m: str(int(m.group()) + turn).zfill(len(m.group())), text)
    lines = raised.split("\n")
    for i, line in enumerate(lines):
        if line:
            found = _LETTER.search(line, (turn * 7) % len(line)) or _LETTER.search(line)
            if found:
                lines[i] = line[: found.start()] + letter + line[found.end() :]
    return "\n".join(lines)


def documents(source: Source, size: int) -> list[str]:
    """Documents of about `size` bytes of UTF-8 together; the last one is cut at the end of a line, or anywhere where it has none."""
    out: list[str] = []
    left = size
    for text in _stream(source.texts, source.lang):
        if not text.strip():
            continue
        data = text.encode()
        if len(data) >= left:
            out.append(_cut(data, left))
            return out
        out.append(text)
        left -= len(data)
    raise ValueError("no text to take")


def _stream(texts: Sequence[str], lang: Lang) -> Iterator[str]:
    if any(t.strip() for t in texts):
        for turn in count():
            for text in texts:
                yield varied(text, turn, lang)


def _cut(data: bytes, size: int) -> str:
    part = data[:size].decode("utf-8", "ignore")
    end = part.rfind("\n")
    return part[: end + 1] if end > len(part) // 2 else part


def grown(source: Source, size: int, times: int) -> str:
    """One document: a text of about `size` bytes and copies of it, a little other each, `times` of them in all, one below the other."""
    text = "\n".join(documents(source, size))
    return "\n".join(varied(text, turn, source.lang) for turn in range(times))
