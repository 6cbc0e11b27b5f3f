"""Does a quantity say a level, an increase or a decrease?

The cue stands before it (rose by N, an increase of N, up N, cut X by N, growth of N) or behind it (a N reduction, N lower than).
"rose to N" and "from N" are levels. Only words of the same clause count.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.types import Change

_UP_VERBS: Final = (
    r"increas(?:e|es|ed|ing)|ris(?:e|es|en|ing)|rose|grow(?:s|n|ing)?|grew|expand(?:s|ed|ing)?|rais(?:e|es|ed|ing)|climb(?:s|ed|ing)?"
    r"|gain(?:s|ed|ing)?|jump(?:s|ed|ing)?"
    r"|soar(?:s|ed|ing)?|surg(?:e|es|ed|ing)|boost(?:s|ed|ing)?|lift(?:s|ed|ing)?|improv(?:e|es|ed|ing)|extend(?:s|ed|ing)?|accelerat(?:e|es"
    r"|ed|ing)|enlarg(?:e|es|ed|ing)"
    r"|widen(?:s|ed|ing)?|strengthen(?:s|ed|ing)?|enhanc(?:e|es|ed|ing)|elevat(?:e|es|ed|ing)|edg(?:e|ed|es) up|upped|advanc(?:e|es|ed|ing)"
    r"|rocket(?:ed|ing)?|swell(?:s|ed)?|up"
    r"|scal(?:e|ed|ing) up|lengthen(?:s|ed|ing)?|appreciat(?:e|es|ed|ing)"
)
_DOWN_VERBS: Final = (
    r"decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|cut(?:s|ting)?|lower(?:s"
    r"|ed|ing)?|shrink(?:s|ing)?|shrank"
    r"|shrunk|slash(?:es|ed|ing)?|lessen(?:s|ed|ing)?|diminish(?:es|ed|ing)?|curtail(?:s|ed|ing)?|trim(?:s|med|ming)?|contract(?:s|ed|ing)?"
    r"|plung(?:e|es|ed|ing)|plummet(?:s|ed|ing)?"
    r"|narrow(?:s|ed|ing)?|curb(?:s|ed|ing)?|shorten(?:s|ed|ing)?|weaken(?:s|ed|ing)?|sank|sink(?:s|ing)?|downsiz(?:e|ed|ing)|down|slid"
    r"|slump(?:s|ed|ing)?|tumbl(?:e|ed|es|ing)"
    r"|slow(?:s|ed|ing)|dip(?:s|ped|ping)?|mitigat(?:e|es|ed|ing)|depreciat(?:e|es|ed|ing)|eas(?:e|es|ed|ing)|scal(?:e|ed|ing) (?:back|down)"
)
_UP_NOUNS: Final = r"increases?|rises?|growth|gains?|jumps?|surges?|hikes?|expansions?|upticks?|improvements?|increments?"
_DOWN_NOUNS: Final = r"decreases?|reductions?|declines?|falls?|drops?|cuts?|cutbacks?|savings?|contractions?|dips?|slumps?|shrinkages?"

_VERB: Final = re.compile(rf"(?<![a-z-])(?:(?P<up>{_UP_VERBS}|{_UP_NOUNS})|(?P<down>{_DOWN_VERBS}|{_DOWN_NOUNS}))(?![a-z])")
_NOUN: Final = re.compile(
    r"(?:(?<![a-z])(?P<no>to|will|should|must|shall|and|would|can|could|may|further|not|effectively|gradually|steadily|significantly) )?"
    rf"(?<![a-z])(?:(?P<up>{_UP_NOUNS})|(?P<down>{_DOWN_NOUNS}))(?![a-z])"
)
# by [an annual average of], of [over], at [an average rate of]
_TAIL: Final = re.compile(
    r"(?<![a-z])(?:(?P<prep>by|of|at|to|from|with) )?(?:a |an |the )?(?:(?:average|annual|yearly|annualized|total|further|additional"
    r"|cumulative|combined|overall|compound|mean|monthly"
    r"|year-on-year|another|rate|rates|amount|margin|net|on|per|year|target)[ ,]+){0,5}(?:of )?$"
)
_STEM_OF: Final = re.compile(r"^(?: (?:rate|rates|target|targets|goal|range|volume|ratio))?(?: (?:in|of|for|to) [^,;:()]{1,90}?)?(?: (?:rate|target|goal))?$")
_BROKEN: Final = re.compile(r"(?<![a-z\d.])\d|[-–—]$")
_STATE: Final = re.compile(
    r"^(?: (?:rate|rates|target|targets))?(?: (?:in|of|for) [^,;:]{1,60}?)?(?: (?:has|have|had|will|would|should|is|was|are|were|to|be|been"
    r"|being|also|still|again|only|then))*"
    r"(?: (?:reach|reache[sd]|reaching|kept|keep|held|hold|stay|stayed|stands?|stood|standing|remain(?:s|ed)?|maintained|averag(?:e|ed|es"
    r"|ing)|hit|set|projected|expected|forecast"
    r"|estimated|targeted|exceed(?:ed|ing|s)?|controlled|limited|contained|is|was|are|were|be))*(?: (?:in check|steady|stable))?(?: (?:at"
    r"|within|to|in|between|above|below))?$"
)
# "the contribution toward economic growth reached 66.4%" is no growth of 66.4%
_OBJECT: Final = re.compile(r"(?<![a-z])(?<!rate )(?<!target )(?<!goal )(?:towards?|to|for|of|behind|from) (?:the |its |their )?(?:[a-z-]+ ){0,2}$")
_ARTICLE: Final = re.compile(r"\b(?:an?|the|annual|average|total|gdp|year-on-year|cpi|price)(?: [a-z]+)?$")
_HOLD: Final = re.compile(r"(?<![a-z])(?:hold|keep|limit|contain|restrict|control|maintain|restrain|bring|set)(?:s|ing|ting|ed)?(?![a-z])")
_PARTICLE: Final = re.compile(r"(?<![a-z])(?:(?P<up>up)|(?P<down>down))(?: by)?$")
_SET_UP: Final = re.compile(
    r"(?<![a-z])(?:set|sett|setting|sets|make|makes|made|making|build|built|building|builds|take|takes|took|taking|taken|open|opened|opening"
    r"|sum|add|adds|adding|come|came|clean|cleaned|use|used|break|broke|shut|close|closed|put|start|started|free|freed|free(?:s|ing)|eat"
    r"|pick|buy|bought|lay|laid|turn|turned|hold|held|write|cut|track|crack|clamp|follow|followed|step|bring|brought|sign|signed|line|lined)"
    r" (?:up|down)(?: by)?$"
)
_DIRECT: Final = re.compile(
    r"(?<![a-z])(?:(?P<up>increas(?:es|ed|ing)|grow(?:s|ing)?|grown|grew|ris(?:e|es|en|ing)|rose|climb(?:ed|ing)|jump(?:ed|ing)|soar(?:ed"
    r"|ing)|surg(?:ed|ing)|increase)"
    r"|(?P<down>decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|fell|fall(?:s|en|ing)?|dropp?(?:ed|ing)?|declin(?:e|es|ed|ing)|cut(?:ting)?"
    r"|plunged|plummeted|shrank|shrunk|sank"
    r"|slash(?:ed|ing)?|lowered))(?: (?:[a-z]+ly|some|another|only|an?|the|further|additional|total|annual|average|in total)){0,3}$"
)
_BEHIND: Final = re.compile(
    r"(?: (?:per year|a year|annually|or more|points?))?[ -](?:(?:annual|average|year-on-year|yearly|net|real|further|overall|additional"
    r"|absolute|total|nominal|across-the-board|emissions?|energy|cost|price|gdp"
    r"|economic|percentage|carbon|wage|pay|tax|budget|rate)[ ,]+){0,3}"
    r"(?:of )?(?:(?P<up>growth|increases?|rises?|gains?|hikes?|jumps?|surges?|expansion)|(?P<down>reductions?|decreases?|declines?|cuts?"
    r"|drops?|falls?|saving|savings|contraction))(?![a-z-])"
    r"|(?: (?:or more|points?))? (?:(?P<up2>higher|more|greater|faster|larger|bigger|above|up)|(?P<down2>lower|less|fewer|slower|smaller"
    r"|below|down))(?= (?:[a-z]+ )?(?:than|from|on|the|its|that|fiscal|year|last|20|19|in|over)(?![a-z]))"
    r"| (?:(?P<up4>higher|faster)|(?P<down4>lower|slower))(?=[.,;)]|$)"
    r"|(?: (?:less|fewer) (?P<down3>[a-z]+))"
)
_RATE_OF: Final = re.compile(r"^(?: (?:rate|in|of|for) [^,;:]{1,60}| rate|)$")
_VERB_NEAR: Final = re.compile(rf"(?<![a-z])(?:(?P<up>{_UP_VERBS})|(?P<down>{_DOWN_VERBS}))(?: [a-z-]+){{0,3}}$")
_DIGIT: Final = re.compile(r"\d")
_LETTER: Final = re.compile("[a-z]")
_CLAUSE: Final = 170
_ENDS: Final = (". ", "; ", "! ", "? ", "\n", ";")


def clause_start(low: str, at: int) -> int:
    """Where the clause of `at` begins, at most `_CLAUSE` characters back."""
    floor = max(0, at - _CLAUSE)
    return max([floor, *(low.rfind(end, floor, at) + len(end) for end in _ENDS if low.rfind(end, floor, at) >= 0)])


def _side(m: re.Match[str]) -> Change:
    return "increase" if m.group("up") else "decrease"


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007  # the last one is wanted
        pass
    return found


def of(low: str, start: int, end: int, *, rate: bool) -> Change:
    """The change that the mention `[start, end)` says. `rate`: it is a percentage, points, a multiple or an amount, of which
    "a 5% increase" can be said (not "20 increases").

    >>> t = "gdp per capita increased by 7.4% in real terms"
    >>> of(t, 28, 32, rate=True)
    'increase'
    """
    if rate:
        m = _BEHIND.match(low, end)
        if m is not None:
            kind = m.lastgroup or ""
            return "increase" if kind.startswith("up") else "decrease"
    left = low[clause_start(low, start) : start].rstrip(" \u00a0")
    if _LETTER.search(left) is None:
        return "level"
    tail = _TAIL.search(left + " ")
    prep = tail.group("prep") if tail else None
    head = left[: tail.start()].rstrip() if tail and tail.start() < len(left) else left
    if prep == "by":
        m = _last(_VERB, head)
        if m is not None and not _DIGIT.search(head[m.end() :][-12:]):
            return _side(m)
        return "level"
    if prep == "from":
        return "level"
    noun = _last(_NOUN, head)
    if noun is not None and not noun.group("no") and not _OBJECT.search(head[: noun.start()]):
        rest = head[noun.end() :]
        if _BROKEN.search(rest):
            rest = ";"  # another number or a dash stands between: the noun is not what this number measures
        if prep == "of" and _STEM_OF.match(rest):
            return _side(noun)
        if prep in ("at", None) and rest and _STATE.match(rest):
            return _side(noun)
        if prep is None and not rest and _ARTICLE.search(head[: noun.start()].rstrip()):
            return _side(noun)
        if prep in ("to", "at") and _HOLD.search(head[: noun.start()]) and _RATE_OF.match(rest):
            return _side(noun)
    if prep == "at":
        m = _VERB_NEAR.search(head[-60:])
        if m is not None and m.group() not in ("up", "down"):
            return _side(m)
    if prep is None and low.startswith("between ", start):  # raised prices between 5% and 10%
        m = _last(_VERB, head)
        if m is not None and not _HOLD.search(head[m.end() :]):
            return _side(m)
    if prep is None:
        m = _PARTICLE.search(left[-24:]) if rate and not _SET_UP.search(left[-24:]) else None
        if m is None and not low.startswith(("above ", "below ", "beyond ", "under "), start):  # "rose above 20%" says where to
            m = _DIRECT.search(left[-60:])
        if m is not None:
            return _side(m)
    return "level"


_FROM_TO: Final = re.compile(
    rf"(?<![a-z])(?:{_UP_VERBS}|{_DOWN_VERBS}|chang(?:e|es|ed|ing)|went|go(?:es|ing)?|moved?|shift(?:ed|ing)?|adjust(?:ed"
    rf"|ing)?)(?![a-z])[^,;:]{{0,120}}(?:, and [^,;:]{{0,60}})? from$"
)


def moves_from(low: str, start: int) -> bool:
    """Whether "from A to B" at `start` tells of a movement ("rose from 46.9% to 48.2%": two levels), not of a range."""
    left = low[clause_start(low, start) : start].rstrip()
    return _FROM_TO.search(left[-150:]) is not None


_BY: Final = re.compile(r" by(?: an?)?$")


def moves_by(low: str, start: int) -> bool:
    """Whether an amount at `start` is what something moved by ("raised by 20 yuan to 110 yuan")."""
    left = low[max(0, start - 30) : start].rstrip()
    return _BY.search(left) is not None
