"""In which language is a text, and each of its paragraphs?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.types import Lang

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN = re.compile("[A-Za-z]+")
_NO_LETTER = bytes(i for i in range(128) if not chr(i).isalpha())
_SAMPLE = 4000
_WORDS = 6  # from so many words (or Han characters) on a line counts as a paragraph of its own language


def _count(text: str) -> tuple[int, int]:
    """Han characters and Latin words; one Chinese word is about two characters."""
    if text.isascii():
        return 0, len(_LATIN.findall(text))
    return sum(map(len, _HAN.findall(text))), len(_LATIN.findall(text))


def _mostly_han(text: str) -> bool:
    """Has the text more than two Han characters for each Latin letter? Far cheaper than to count words, and few Chinese texts have not."""
    need = 2 * len(text.encode("ascii", "ignore").translate(None, _NO_LETTER))
    for run in _HAN.finditer(text):
        need -= run.end() - run.start()
        if need < 0:
            return True
    return False


def detect(text: str) -> Lang:
    """`zh` where Chinese words prevail over English ones, else `en`; looked at in samples of a long text.

    >>> detect("2022年GDP增长5%"), detect("The Ministry (教育部) shall act.")
    ('zh', 'en')
    """
    if text.isascii():
        return "en"
    if len(text) > 4 * _SAMPLE:
        third = len(text) // 3
        text = text[:_SAMPLE] + text[third : third + _SAMPLE] + text[2 * third : 2 * third + _SAMPLE] + text[-_SAMPLE:]
    if _mostly_han(text):
        return "zh"
    han, latin = _count(text)
    return "zh" if han > 2 * latin or (han and not latin) else "en"


def per_line(lines: Sequence[str], *, lang: Lang) -> list[Lang]:
    """The language of each line of a document in `lang`: another one only for a whole paragraph of it, or a short line beside one."""
    sure: list[Lang | None] = []
    for text in lines:
        sample = text[:400]
        if lang == "en" and sample.isascii():
            sure.append("en")
            continue
        if lang == "zh" and _mostly_han(sample):
            sure.append("zh")
            continue
        han, latin = _count(sample)
        if han > 2 * latin and (han >= _WORDS or lang == "zh"):
            sure.append("zh")
        elif (latin >= _WORDS and han < latin // 2) or (latin > han and lang == "en"):
            sure.append("en")
        else:
            sure.append(None)
    out: list[Lang] = []
    for i, own in enumerate(sure):
        if own is None:
            before = next((x for x in reversed(sure[max(0, i - 3) : i]) if x), lang)
            after = next((x for x in sure[i + 1 : i + 4] if x), lang)
            own = before if before == after else lang
        out.append(own)
    return out
