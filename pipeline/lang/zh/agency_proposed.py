"""Which stretches that a model takes for Chinese bodies does the grammar admit? Trimmed, apart from the rules' own, no mere places and persons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.lang.agency_found import Found, apart, trimmed
from pipeline.lang.zh.agency_lexicon import HAN, places
from pipeline.proposed import Candidate

_LEAD = re.compile(r"(?:[由请经对向与和同及、]|会同|以及|各自|[“”《（(\s])+")
_TAIL = re.compile(r"(?:等|[”》）)\s、，。；：])+\Z")
_NAME = re.compile(rf"[{HAN}A-Za-z\d“”·]{{2,40}}(?:[（(][{HAN}]{{1,12}}[）)][{HAN}]*)?")
_PERSON = re.compile(r"(?:同志|先生|女士|总书记|书记|主席|总理|市长|县长|省长|局长|主任|部长)\Z")
# what ends the names of bodies of state and party; all others are bodies only where they act (see `pipeline.lang.zh.agency`)
_STATE = re.compile(r"(?:[局厅委部署办]|政府|委员会|办公室|法院|检察院|人大|政协|指挥部|领导小组|工作专班)\Z")

# 省委十二届九次全会, 市委实施意见, 省政府工作报告: a body only in the name of a meeting or paper
_PART_OF = re.compile(r"第?[一二三四五六七八九十]+[届次]|全会|全体会议|经济工作会议|工作报告|实施意见")
_SHORT = 3
"""Characters that a name has at least that no ending of state and party closes: shorter ones (聚力, 普惠, 浙琼) are mostly mistakes."""


def admitted(text: str, proposed: Sequence[Candidate], found: Sequence[Found]) -> list[Found]:
    """The candidates that are bodies by the grammar and overlap none of those found.

    >>> t = "由新城市政务局等牵头，兰州市配合。"
    >>> [t[f.start:f.end] for f in admitted(t, [Candidate(0, 8, 0.9, "m"), Candidate(11, 14, 0.9, "m")], [])]
    ['新城市政务局']
    """
    out = []
    for c in proposed:
        start, end = trimmed(text, c, _LEAD, _TAIL)
        name = text[start:end]
        state = _STATE.search(name) is not None
        if not _NAME.fullmatch(name) or name in places() or _PERSON.search(name) or _PART_OF.match(text, end) or (len(name) < _SHORT and not state):
            continue
        if apart(start, end, found):
            out.append(Found(start, end, "named" if state else "soft", c.extractor, c.probability))
    return out
