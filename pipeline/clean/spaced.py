"""Are the digits of a number set apart (5 6 ％以上, 1 9 9 8 年), or the words of a line by more than one space (the  Secretary)? They are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.clean.step import Step
from pipeline.text import AlignedText, Edit

# single digits parted by single spaces, at least two of them, with Han text (or its brackets) before or behind
_SPACED = re.compile(r"[0-9](?<![0-9A-Za-z.,].)(?P<a>(?<=[\u4e00-\u9fff（(，、].))?(?: ?[0-9.,．](?![0-9])){1,14}(?: (?=[%‰]))?(?=(?P<b> ?[\u4e00-\u9fff%‰]))?")


def _join(aligned: AlignedText) -> AlignedText:
    def edits() -> Iterator[Edit]:
        for m in _SPACED.finditer(aligned.text):
            if " " not in m[0] or (m["a"] is None and m["b"] is None):
                continue
            end = m.end() + 1 if m["b"] and m["b"][0] == " " else m.end()
            for at in range(m.start(), end):
                if aligned.text[at] in " ．":
                    yield Edit(at, at + 1, "" if aligned.text[at] == " " else ".")

    return aligned.apply(edits())


# between words of one phrase, not behind a full stop (nothing depends on that) nor in a column of figures
_WIDE = re.compile(r"(?<=[A-Za-z,]) {2,3}(?=[A-Za-z(])")


def _narrow(aligned: AlignedText) -> AlignedText:
    if "  " not in aligned.text:
        return aligned
    return aligned.apply([Edit(m.start() + 1, m.end(), "") for m in _WIDE.finditer(aligned.text)])


WIDE = Step("wide", frozenset(" "), _narrow)
SPACED = Step("spaced", frozenset(" "), _join)
