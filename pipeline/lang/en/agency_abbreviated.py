"""Where does an English text name a known body in the abbreviations of citations: Office of Mgmt. & Budget, Exec. Office of the President?"""

from __future__ import annotations

import re

from pipeline.lang.agency_found import Found
from pipeline.lang.alternation import alternation
from pipeline.lang.en.agency_lexicon import body_names
from pipeline.lang.woken import behind
from pipeline.lexicon import load
from pipeline.normalize.agencies import spell_out

_TRIGGER = behind(r"[\s(]", rf"{alternation({r['short'] for r in load('agency_abbreviations_en', key=('short',))})}(?![A-Za-z])")
_WORD = re.compile(r"[^\s,;()]+")
_WORDS_AROUND = 7


def abbreviated(text: str) -> list[Found]:
    """Known bodies with abbreviated words, ordered by start.

    >>> t = "Exec. Office of the President, Office of Mgmt. & Budget, Profits & Losses"
    >>> [t[f.start:f.end] for f in abbreviated(t)]
    ['Exec. Office of the President', 'Office of Mgmt. & Budget']
    """
    out: list[Found] = []
    done = 0
    for short in _TRIGGER.finditer(text):
        if short.start() < done:
            continue
        low = max(done, text.rfind("\n", 0, short.start()) + 1, short.start() - 90)
        line_end = text.find("\n", short.end())
        high = min(line_end if line_end >= 0 else len(text), short.end() + 90)
        starts = [w.start() for w in _WORD.finditer(text, low, short.end())][-_WORDS_AROUND:]
        ends = [w.end() for w in _WORD.finditer(text, short.start(), high)][:_WORDS_AROUND]
        found = next(((s, e) for s in starts for e in reversed(ends) if spell_out(text[s:e]).rstrip(".") in body_names()), None)
        if found is not None:
            done = found[1]
            out.append(Found(found[0], found[1], "named", "en.agency.abbreviated"))
    return out
