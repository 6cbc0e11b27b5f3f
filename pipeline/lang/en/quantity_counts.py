"""Is a number without a unit a count or a share, and of what?

It counts something when a plural noun phrase follows it; small bare numbers without a noun need a cue ("a total of", "reached"),
fractions need something that they are a share of.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.lang.en import quantity_names
from pipeline.lang.en.quantity_sides import Side, more_end
from pipeline.lang.en.quantity_text import Text
from pipeline.lexicon import load
from pipeline.types import Comparator

_WORDS: Final = load("noun_phrase_en", key=("word",))
_STOP: Final = frozenset(row["word"] for row in _WORDS if row["sort"] == "end")
_IRREGULAR: Final = frozenset(row["word"] for row in _WORDS if row["sort"] == "plural")
_SINGULAR_S: Final = re.compile(r"(?:ss|us|is|ous|(?<!clin)(?<!fabr)(?<!com)(?<!mosa)ics|'s|s'|news)$")
_TIME: Final = re.compile(
    r"[ -](?:(?:calendar|business|working|consecutive|fiscal|academic|school|full|whole|straight|successive|more|additional|further|or more"
    r"|calendar-|trading)[ -]){0,2}"
    r"(?:seconds?|minutes?|hours?|days?|weeks?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies)|semesters?|a\.?m\.?|p\.?m\.?|o'clock)(?![a-z])"
)
_PHRASE: Final = re.compile(r"[ \u00a0]{1,2}(?P<quote>[\"“'‘]?)(?P<words>[A-Za-z][\w’'/&-]*(?:[ \u00a0][A-Za-z][\w’'/&-]*){0,7})")
_OF_KINDS: Final = re.compile(r"(?:types|kinds|categories|sorts|sets|pieces|batches|pairs|varieties|classes|forms)$")
_OF: Final = re.compile(r"[ ]of (?P<words>[A-Za-z][\w'/-]*(?: [A-Za-z][\w'/-]*){0,4})")
_HAVE: Final = re.compile(r" (?:ha(?:s|ve)|are|is|was|were|will)\b")
_TOTAL: Final = re.compile(
    r"(?<![a-z])(?:total(?:l?ed|s|ing|l?ing)?(?: of| to)?|tally of|reach(?:ed|es|ing)?|stood at|stands at|number(?:s|ed)?|amount(?:ed|s|ing)"
    r" to|(?:increas\w+|rose|risen|rising|grew|grown|growing|fell|fallen"
    r"|dropp\w+|reduc\w+|cut|rais\w+|expand\w+|lower\w+) (?:from|to|by)|(?:down|up) (?:from|to)|equal to|equals to|equals|than|value of"
    r"|record|population is|to a)$"
)
_NUMBER_OF: Final = re.compile(
    r"(?<![a-z])(?:number|amount|quantity|population|total) of (?P<noun>[^,;:.\d]{3,70}?)(?: (?:has|have|had|was|were|been|be|will))*"
    r" (?:(?:increased|reduced|rising|rose|fell|fallen|dropped|cut|decreased|grew|grown|up|down|reached|exceeded|stood|expanded|raised|by|to"
    r"|at|from|reach|exceed|is) ?){1,3}$"
)
_WILL: Final = re.compile(r" (?:will|shall|should|must|has|have|had|was|were|is|are|rise|rose|fell|increase|decrease|grow|drop|decline)(?![a-z])")
_RATIO: Final = re.compile(
    r"(?P<noun>(?:[a-z][a-z-]+ ){0,4}?(?:effectiveness|efficiency|ratio|index|coefficient|rate|intensity|density|factor|score|level"
    r"|population|value|multiple|threshold|density|speed|capacity) )"
    r"(?:(?:target|level|value|score|goal|standard|limit)s? )?(?:of|at|to|is|was|be|were|reached|stood at|below|within|exceeds) ?$"
)
_AGE: Final = re.compile(r"(?<![a-z])(?:the |an )?(?:ages? of|aged?|ages|aged between|between the ages of)(?: from)? $")
_ARTICLES: Final = re.compile(r"^.*(?<![a-z])(?:a|an|the|its|their|our|and|establishing|with|by|for|achieve|achieving|set|setting|of|has|had|have|average) ")
_HALF_OF: Final = re.compile(r"(?:first|second|last|latter|former|other|one and a|better|upper|lower) $")
_HALF_NOT: Final = re.compile(
    r"[ -](?:year|hour|day|century|an hour|a year|a century|decade|a decade|a day|way|time|yearly|life|lives|measures|moon|marathon|hearted|a dozen)"
)
_SHARE_BEHIND: Final = re.compile(
    r" (?:of(?! a (?:million|billion|hundred|thousand))|the|its|their|our|as|less|more|lower|higher|fewer|or more|or less|were|are|was|is"
    r"|have|has|will|would|in|from|by|over|for|to|did|live|come)(?![a-z])|[.,;:)]|$"
)
_SHARE_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:by|to|reach|reached|for|at|only|than|another|just|remaining|of|about|is|was|are|were|makes up|made up|represents|represented|and|or) $"
)
_ROW: Final = re.compile(
    r"(?:^|\n)\|? ?(?:\d+ \| )?(?:the )?(?:total|number|no\.|quantity|amount|count)s?(?: of)? [^|\n]*\|[^\n]*$"
)  # | Number of parks | 12 | 20 |
_BE: Final = re.compile(r"(?<![a-z])(?:is|are|was|were|be|been|of|to|than) $")
_AFTER_DECIMAL: Final = (" for ", " in ", " to ", " by ", " and ", " over ", " or ", " per ", " on ", " from ")
_PART_OF: Final = (" of the ", " of these ", " of those ", " of our ", " of its ")


def _plural(word: str) -> bool:
    word = word.lower().rstrip("'’")
    return word in _IRREGULAR or (len(word) > 3 and word.endswith("s") and not _SINGULAR_S.search(word))


def noun_after(text: str, at: int) -> tuple[str, bool, bool] | None:
    """The noun phrase directly behind a number: its words, whether a plural noun closes it, whether it stands in quotes."""
    m = _PHRASE.match(text, at)
    if m is None:
        return None
    words: list[str] = []
    plural = False
    listed = m.group("words").split()
    for i, word in enumerate(listed):
        # "science and technology projects": the plural stands behind "and"
        behind = listed[i + 1 : i + 4]
        if word in ("and", "or") and 0 < i < 4 and any(map(_plural, behind)) and not any(w.lower() in _STOP for w in behind[:2]):
            words.append(word)
            continue
        if word.lower() in _STOP and not (word.isupper() and len(word) > 1):  # IT assets
            break
        words.append(word.rstrip("'’-/"))
        if _plural(word):
            plural = True
            if word.lower() in _IRREGULAR and behind and _plural(behind[0]) and behind[0].lower() not in _STOP:
                continue  # police officers
            break
        if len(words) == 7:
            break
    if not words or (len(words) == 1 and words[0].endswith(("ed", "ing"))):
        return None
    noun = " ".join(words)
    if plural and _OF_KINDS.search(noun):
        end = m.start("words") + len(m.group("words")[: len(noun)])
        more = _OF.match(text, end)
        if more is not None:
            got = noun_after(text, more.start("words") - 1)
            if got is not None:
                noun = f"{noun} of {got[0]}"
    return noun, plural, bool(m.group("quote"))


def is_time(low: str, at: int) -> bool:
    """Whether a unit of time follows ("30 days"): that is for the temporal finder, never a count."""
    return _TIME.match(low, at) is not None


def counted(t: Text, first: Side, last: Side, end: int, comparator: Comparator, label_end: int | None, *, moving: bool = False) -> str | None:
    """The noun that a number without unit counts, "" where it stands for itself, None where it is no quantity.

    `end` is where number and bound end, `label_end` where the section number before it ended; `moving` says that it is one of
    "rose from 7 to 15", which needs no noun.
    """
    text, low, number = t.text, t.low, first.number
    grouped = "," in text[number.start : number.end]
    bare = number.form == "digits" and not number.scaled and not grouped
    word = number.form != "digits" and number.words <= 2 and not number.scaled
    bounded = comparator != "eq" or moving
    got = noun_after(text, more_end(low, end))
    plural_behind = got is not None and got[1]
    if not number.scaled and not (word and plural_behind) and quantity_names.labelled(t, first.start, label_end, plural=plural_behind):
        return None
    if bare and (quantity_names.law_follows(text, end) or quantity_names.named(text, first.start)):
        return None
    if quantity_names.year_like(number) and comparator == "eq":
        return None
    if word and (quantity_names.named(text, first.start) or number.value == 0 or (number.value == 2 and quantity_names.fixed_phrase(low, end))):
        return None
    if number.form == "words" and number.value <= 1:
        return None
    listed = number.value == 1 and t.left(first.start, 4).endswith((", ", "and "))  # ten provincial centres and 1 testing base
    if listed and got is not None and bare and got[0][0].islower():
        return got[0]
    if got is not None and (got[1] or number.value > 1):
        noun, plural, quoted = got
        if quantity_names.slogan(t, first.start, end, noun, quoted):
            return None
        if word:
            capital = text[number.start].isupper() and not t.begins_sentence(number.start)
            return None if capital or noun.split()[-1][0].isupper() or not (plural or moving) else noun
        if plural or not bare or bounded:
            return noun
        return noun if number.value >= 20 and low.startswith(" ", end) and noun[0].islower() else None
    if low.startswith(_PART_OF, end) and number.value > 1:
        whole = noun_after(text, low.index(" ", end + 4))
        if whole is not None and whole[1]:
            return whole[0]
    return "" if _alone(t, first, last, end, bounded, grouped) else None


def _alone(t: Text, first: Side, last: Side, end: int, bounded: bool, grouped: bool) -> bool:
    """Whether a number may stand without a noun."""
    number, low = first.number, t.low
    if bounded:
        return True
    if number.form == "words":
        return number.words > (1 if number.scaled else 2)
    if number.scaled or grouped:
        return True
    if t.left(first.start, 2) == "| " and low.startswith(" |", end):
        return _ROW.search(t.left(first.start, 200)) is not None
    if number.value > 1 and (low.startswith((" of them", " of these", " of which"), end) or (t.left(first.start, 9) == "of which " and _HAVE.match(low, end))):
        return True  # 320 of them, of which 320 have been replaced
    if t.begins_line(first.start):
        return False
    if _TOTAL.search(t.left(first.start, 34).rstrip()):
        return True
    if number.grouped:  # decimals
        return first is not last or not low.startswith(" ", end) or low.startswith(_AFTER_DECIMAL, end)
    return number.end - number.start >= 3 and _BE.search(t.left(number.start, 14)) is not None and low[end : end + 1] in (*".,;)\n ", "")


def is_share(t: Text, begin: int, side: Side, comparator: Comparator) -> bool:
    """Whether a fraction is a share of something: two-thirds, half of, by a quarter; not half-year, the first half, a third party, 3/4."""
    low, end = t.low, side.number.end
    if _HALF_NOT.match(low, end) or _HALF_OF.search(t.left(begin, 12)):
        return False
    word = low[side.number.start : end]
    if "/" in word:
        return low.startswith(" of ", end) or comparator != "eq"
    if low.startswith(("-", "/"), end) or side.value >= 1:
        return False
    if word.endswith("s") or "-" in word or low.startswith(" of ", end):
        return True
    cued = _SHARE_BEFORE.search(t.left(begin, 14)) is not None
    if word.startswith(("one ", "half")) and cued and not low.startswith((" a ", " an "), end):
        return True
    if word != "half" and not word.startswith(("a ", "an ", "one ")):
        return False
    return low.startswith((" the ", " its ", " their ", " our "), end) or ((cued or comparator != "eq") and _SHARE_BEHIND.match(low, end) is not None)


def age_cue(low: str, start: int) -> int | None:
    """Where "the age of", "aged" before a number begins, or None."""
    m = _AGE.search(low[max(0, start - 24) : start])
    return None if m is None else max(0, start - 24) + m.start()


def noun_before(low: str, start: int, clause: int) -> str | None:
    """What a number without a noun counts by the words before it: "number of people living in poverty by", "effectiveness target of"."""
    left = low[clause:start]
    m = _NUMBER_OF.search(left)
    if m is not None:
        return _WILL.split(m.group("noun"), maxsplit=1)[0]
    m = _RATIO.search(left[-80:])
    if m is not None:
        noun = _ARTICLES.sub("", m.group("noun")).strip()
        return noun or None
    return None
