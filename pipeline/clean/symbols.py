"""Which characters say nothing? Emoji with their joiners and skin tones, ornaments, invisible characters, private-use icons."""

from __future__ import annotations

import re

from pipeline.clean.step import Step
from pipeline.text import AlignedText, Edit

# soft hyphen, zero-width and direction marks, word joiner, byte order mark, controls other than tab and line breaks
_UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\x00-\x08\x0e-\x1b\x7f"
_TAGS = "\U000e0000-\U000e007f"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
# Bullets (■●◆○, which is also a zero: 二○二二), circled digits and arrows carry meaning and stay, unless a variation selector makes them emoji.
_PICTURES = (
    "\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u2600-\u26ff\u2700-\u2775\u2794-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u303d\u3297\u3299"
    "\U0001f000-\U0001f0ff\U0001f18e\U0001f191-\U0001f19a\U0001f1e6-\U0001f1ff\U0001f200-\U0001f2ff\U0001f300-\U0001faff"
)
_SELECTORS = "\ufe00-\ufe0f\u20e3\U000e0100-\U000e01ef"

_INVISIBLE = re.compile(f"[{_UNSEEN}{_TAGS}{_PRIVATE}]+")
_EMOJI = re.compile(f"[©®™‼⁉ℹ\u2190-\u21ff\u25aa-\u25ff\u2b00-\u2bff\u3030]\ufe0f|[{_PICTURES}{_SELECTORS}]+")


def _members(classes: str) -> frozenset[str]:
    """The characters of a character class written as in a pattern: `a-c` and single ones."""
    out: set[str] = set()
    i = 0
    while i < len(classes):
        if classes[i + 1 : i + 2] == "-":
            out.update(map(chr, range(ord(classes[i]), ord(classes[i + 2]) + 1)))
            i += 3
        else:
            out.add(classes[i])
            i += 1
    return frozenset(out)


def _drop(name: str, pattern: re.Pattern[str], members: str) -> Step:
    def run(aligned: AlignedText) -> AlignedText:
        return aligned.apply([Edit(*m.span()) for m in pattern.finditer(aligned.text)])

    return Step(name, _members(members), run)


INVISIBLE = _drop("invisible", _INVISIBLE, _UNSEEN + _TAGS + "\ue000-\uf8ff")
EMOJI = _drop("emoji", _EMOJI, _PICTURES + "\ufe00-\ufe0f\u20e3")
