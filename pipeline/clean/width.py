"""Which characters are only another shape of a plain one? Full-width digits and letters, odd spaces, radicals, small forms.

Chinese punctuation ，。；：？！、（） stays: in Chinese text it is no variant of the ASCII marks but the marks themselves.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.clean.step import Step, substitute
from pipeline.text import AlignedText, Edit

_BREAKS = dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n")
_ODD_SPACES = dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x1f", " ")
_BLANKS = _ODD_SPACES | _BREAKS

_KEPT = frozenset("！（），：；？．｡､")
_FULL = {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F) if chr(c) not in _KEPT}
_FULL |= {"￠": "¢", "￡": "£", "￥": "¥", "｡": "。", "､": "、", "･": "·", "｢": "“", "｣": "”", "￣": "~"}
_SMALL = dict(zip("﹐﹑﹒﹔﹕﹖﹗﹙﹚﹛﹜﹟﹠﹡﹢﹣﹤﹥﹦﹩﹪﹫﹝﹞", "，、.；：？！（）{}#&*+-<>=$%@〔〕", strict=True))
_DASHES = {"−": "-", "‐": "-", "‑": "-", "‒": "-", "―": "—", "─": "—", "━": "—", "〜": "~", "∼": "~", "˜": "~", "‧": "·", "•": "•"}


def _radicals() -> dict[str, str]:
    """Kangxi radicals and compatibility ideographs (PDF and Big5 leftovers: ⽅ for 方) to the characters they look like."""
    out = {}
    for low, high in ((0x2E80, 0x2FD6), (0xF900, 0xFAFF)):
        for code in range(low, high):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                out[chr(code)] = plain
    return out


_PLAIN = {**_FULL, **_SMALL, **_DASHES, **_radicals()}
# a row of cells pasted from a table: 序号⇥项目⇥时限; its tabs become bars
_ROW = re.compile(r"(?<=\n)[^\t\n]{1,300}\t[^\t\n]{1,300}\t[^\n]{1,1000}")
_POINT = re.compile(r"(?<=[0-9０-９])．(?=[0-9０-９])")


def _spaces(aligned: AlignedText) -> AlignedText:
    if "\r" in aligned.text:
        aligned = substitute(aligned, {"\r": " " if "\r\n" in aligned.text else "\n"})
    if "\t" in aligned.text:
        bars = [Edit(i, i + 1, "|") for m in _ROW.finditer(aligned.text) for i in range(*m.span()) if aligned.text[i] == "\t"]
        aligned = aligned.apply(bars)
    return substitute(aligned, _BLANKS)


def _width(aligned: AlignedText) -> AlignedText:
    if "．" in aligned.text:
        aligned = aligned.apply([Edit(*m.span(), ".") for m in _POINT.finditer(aligned.text)])
    return substitute(aligned, _PLAIN)


SPACES = Step("spaces", frozenset(_BLANKS) | frozenset("\r"), _spaces)
WIDTH = Step("width", frozenset(_PLAIN) | frozenset("．"), _width)
