"""What did the page or its scan break? Titles set on lines of their own by links (《⏎建议⏎》), decimals with a middle dot (19·5%), 25l亿 for 251亿."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.clean.step import Step
from pipeline.text import AlignedText, Edit

_LINKED = re.compile(r"《(?P<a>[ \t]{0,9}\n[ \t\n]{0,9})?[^《》\n]{1,80}?(?P<b>[ \t]{0,9}\n[ \t\n]{0,9})?》")


def _titles(aligned: AlignedText) -> AlignedText:
    def edits() -> Iterator[Edit]:
        for m in _LINKED.finditer(aligned.text):
            for part in "ab":
                if m[part]:
                    yield Edit(*m.span(part))

    return aligned.apply(edits()) if "\n" in aligned.text else aligned


# 19·5%, 3·2万亿元, 4·3个百分点; a day that names what happened on it (“7·17”火灾) has no unit
_DOTTED = re.compile(r"(?<=\d)·(?=\d{1,3}\s?(?:[%‰]|个?百分点|倍|成(?!立)|[万亿]|元|公里|公斤|亩|吨|米))")


def _decimals(aligned: AlignedText) -> AlignedText:
    return aligned.apply([Edit(*m.span(), ".") for m in _DOTTED.finditer(aligned.text)])


# 25l亿元, 1O%: letters among the digits of a number that has a unit
_MISREAD = re.compile(r"(?<![A-Za-z0-9.])\d[0-9.]{0,9}[lIO][0-9lIO]{0,9}(?=[万亿元%]|个百分点)")
_DIGITS = {"l": "1", "I": "1", "O": "0"}


def _digits(aligned: AlignedText) -> AlignedText:
    def edits() -> Iterator[Edit]:
        for m in _MISREAD.finditer(aligned.text):
            for at, c in enumerate(m[0], m.start()):
                if c in _DIGITS:
                    yield Edit(at, at + 1, _DIGITS[c])

    return aligned.apply(edits())


TITLES = Step("titles", frozenset("《"), _titles)
DECIMALS = Step("decimals", frozenset("·"), _decimals)
DIGITS = Step("digits", frozenset("lIO"), _digits)
