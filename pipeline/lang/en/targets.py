"""Is a number of an English sentence what is to be reached or done, or does it only describe?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.clauses import NEAR
from pipeline.lang.en.cues import is_verb
from pipeline.types import QuantityMention

_DOING = re.compile(
    r"\b(?:form|create|build|establish|carry out|implement|complete|achieve|set up|develop|launch|conduct|hold|train|support|"
    r"organize|focus on|undertake|construct|open|add|reach|do|out|through|take|following)\s+"
    r"(?:the\s+|a\s+total\s+of\s+|following\s+|at\s+least\s+|these\s+|another\s+)*$",
    re.I,
)
_DOING_KNOWN = re.compile(
    r"\b(?:complete|implement|carry out|achieve|do|out|through|following|build|establish|create|undertake|finish|form|focus on)\s+(?:the\s+|these\s+"
    r"|following\s+)*$",
    re.I,
)
_SIZED = re.compile(
    r"(?:\A|[.;:])(?:(?!\b(?:shall|must|will|should)\b)[^.;:])*\b(?:that|which|who|whose|with|having|employing|serving|owning|operating)\b"
    r"(?:(?!\b(?:shall|must|will|should|to)\b)[^.;:,]){0,80}$"
)
_SIZED_END = re.compile(r"\b(?:that|which|who|whose|with|having|employing|serving|owning|operating)\b[^.;:,]{0,80}$")
_PROSPECT = re.compile(
    r"\b(?:is|are) (?:set|likely|poised|forecast|forecasted|on course) to (?:[a-z]+ )?(?:grow|rise|fall|increase|decrease|decline|drop|double|triple"
    r"|reach|exceed|expand|shrink)"
    r"(?: (?:by|to|at))?(?: (?:around|about|nearly|over|more than|up to))?\s*$"
)
_LIFE = re.compile(r"(?i)\b(?:life expectancy|median age|average age|retirement age)\b[^.;]{0,80}$")
_SIZE_OVER = re.compile(r"\b(?!(?:has|was|is|increas|exceed|reach)[a-z]*s\b)[a-z]{3,}s\s$")
_SIZE_UNITS = frozenset(("m2", "ft2", "km2", "ha", "mu", "kW", "MW", "km", "mi", "t", "m3", "acre"))
_BUILT_OF = re.compile(r"\b(?:totals|reaches|covers|spans|exceeds|averages|measures|adds|builds|plants|restores|protects|lays|paves)\s$")
_UP_FROM = re.compile(r"\b(?:up|down) from (?:about |around |just |nearly |over )?$")
_MODAL_LATER = re.compile(r"[^.;:]{0,200}?\b(?:shall|must|will|should)\b")
_SMALL_WORD = re.compile(r"(?:the )?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]|1\d)$", re.I)
_FROM_TO = re.compile(r"\bfrom (?:about |around )?\0(?: (?:in|at|by|as of) [^,;]{2,30}?)? to\b", re.I)
_PER = re.compile(r"\b(?:per|every|each)\s+$", re.I)
_GOAL_NOUN_AFTER = re.compile(r"\s+(?:goal|target|requirement|threshold|reduction target)\b")
_THE_BEFORE = re.compile(r"\b(?:the|this|that)\s+$")
_SUBJECT_TO_AFTER = re.compile(r"\s+(?:shall|must|should|are|is) (?:be )?(?:subject|approved|reviewed|submitted|reported)\b")
_OPEN_MARK = re.compile(r"\W*\([a-zA-Z]{1,4}$")
_AGAINST_GOAL = re.compile(
    r"\b(?:meeting|exceeding|surpassing|missing|above|below|beyond|against|short of|ahead of|met|exceeded|surpassed|missed|compared (?:to"
    r"|with)) (?:(?:the|its|our|their|an?|both)\s+)?(?:[\w\-]+\s+){0,3}"
    r"(?:targets?|goals?|objectives?|plans?|quotas?) (?:(?:of|to [a-z]+(?: by)?|for [\w ]{2,20} of) )?(?:about |around )?$"
)
_LAST_WORD = re.compile(r"(\w+)\s+(?:the\s+|a\s+total\s+of\s+)?$")


def is_target(phrase: str, start: int, end: int, quantity: QuantityMention, spans: Sequence[tuple[int, int]]) -> bool:
    """Is the number what is to be reached or done, rather than one that only describes (three levels of government, children under 3 years)?

    `spans` are all the quantities of the sentence in order, this one among them.
    """
    if quantity.unit == "a" and not _LIFE.search(phrase, max(0, start - NEAR), start):
        return False
    if quantity.unit == "count" and quantity.value <= 20 and _SMALL_WORD.fullmatch(phrase[start:end]):
        near = max(0, start - NEAR)
        if _THE_BEFORE.search(phrase, near, start) or phrase[start : start + 4].lower() == "the ":
            return _DOING_KNOWN.search(phrase, near, start) is not None  # support the two regions: they are there
        return _DOING.search(phrase, near, start) is not None or _last_word_is_verb(phrase[near:start])
    before = phrase[max(0, start - NEAR) : start]
    if _GOAL_NOUN_AFTER.match(phrase, end) and _THE_BEFORE.search(before):
        return False  # the 30-percent goal: told before
    if quantity.unit not in ("percent", "count") and _SUBJECT_TO_AFTER.match(phrase, end):
        return False  # contracts over $10 million shall be subject to approval
    if quantity.comparator in ("gt", "ge", "lt", "le") and _SIZED_END.search(before) and _SIZED.search(phrase, 0, start) and _MODAL_LATER.match(phrase, end):
        return False  # each agency that owns more than 100 vehicles shall
    if quantity.unit in _SIZE_UNITS and quantity.comparator in ("gt", "ge") and _SIZE_OVER.search(before) and not _BUILT_OF.search(before):
        return False  # lease solicitations over 10,000 square feet
    if _PROSPECT.search(before):
        return False  # demand is set to increase 14-fold: nobody promises it
    if _AGAINST_GOAL.search(before):
        return False  # nearly meeting the target of 26,000
    if _UP_FROM.search(before):
        return False  # up from 62%: what it was
    if _PER.search(before) or (len(spans) > 1 and phrase.rfind("(", 0, start) > phrase.rfind(")", 0, start) and not _OPEN_MARK.match(phrase[:start])):
        return False
    return _FROM_TO.search(phrase[max(0, start - 8) : start] + "\0" + phrase[end : end + 40]) is None


def _last_word_is_verb(before: str) -> bool:
    match = _LAST_WORD.search(before)
    return match is not None and is_verb(match[1])
