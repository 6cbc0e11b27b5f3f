"""What did a conversion leave behind? The pinyin of 網(wǎng), 優(yōu)化, 結(jié)構(gòu); the word "Essence" where a translator met an odd full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.clean.step import Step
from pipeline.text import AlignedText, Edit

_TONED = {
    "a": "āáǎàă", "e": "ēéěèĕ", "i": "īíǐìĭ", "o": "ōóǒòŏ", "u": "ūúǔùŭ", "ü": "ǖǘǚǜ", "n": "ńňǹ", "m": "ḿ",
}  # fmt: skip
_PLAIN = {ord(t): plain for plain, toned in _TONED.items() for t in toned} | {ord("ɡ"): "g", ord("v"): "ü"}
_MARKS = "".join(_TONED.values())
_GLOSS = re.compile(rf"[(（]([a-züɡ{_MARKS}]{{1,6}})[)）]")
_SYLLABLE = re.compile(
    r"(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?(?:i?a(?:ng|n|o|i)?|ia|u?a(?:ng|n|i)?|[üu]e|[üu]a?n|e(?:ng|n|i|r)?|i(?:ng|n|u|e|ong)?|o(?:ng|u)?|u(?:n|i|o)?|ü)\Z"
)
_UNITS = frozenset({"mu", "ha", "li", "jin", "an", "a", "e", "o", "n", "m"})


def is_han(character: str) -> bool:
    """Whether this is a Chinese character (the number zero 〇 included).

    >>> is_han("網"), is_han("w"), is_han("")
    (True, False, False)
    """
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or character == "〇" or "\U00020000" <= character <= "\U0003ffff"


def _pinyin(aligned: AlignedText) -> AlignedText:
    text = aligned.text
    found = []
    damaged = False
    for m in _GLOSS.finditer(text):
        if m.start() == 0 or not is_han(text[m.start() - 1]):
            continue
        plain = m[1].translate(_PLAIN)
        if not _SYLLABLE.match(plain):
            continue
        toned = plain != m[1]
        damaged = damaged or toned
        found.append((m, toned, plain))

    def edits() -> Iterator[Edit]:
        for m, toned, plain in found:
            # without a tone mark (e.g. 亩(mu)为) it may be a unit or a word: then the rest of the text or the place decides
            inside = is_han(text[m.end() : m.end() + 1]) and plain not in _UNITS
            if toned or damaged or inside:
                yield Edit(m.start(), m.end(), "", sticky=True)

    return aligned.apply(edits()) if found else aligned


# "… for the school. Essence In recent years" (beside a full stop), "… for the school Essence In recent years" (in its place)
_ESSENCE = re.compile(r"(?<=[.!?\"”]) Essence(?= [A-Z])|(?<=[a-z0-9%)]) Essence(?= [A-Z])")


def _essence(aligned: AlignedText) -> AlignedText:
    text = aligned.text
    if " Essence" not in text:
        return aligned
    return aligned.apply([Edit(*m.span(), "" if text[m.start() - 1] in '.!?"”' else ".") for m in _ESSENCE.finditer(text)])


ESSENCE = Step("essence", frozenset("E"), _essence)
PINYIN = Step("pinyin", frozenset("(（"), _pinyin)
