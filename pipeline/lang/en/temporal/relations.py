"""Which relation do the words around a point say: by, before, until, no later than; since, after, beginning in; or simply in?"""

from __future__ import annotations

from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import word_set
from pipeline.types import Relation

_BY = frozenset({"by", "before", "until", "till", "til", "through", "thru", "pre"})
_AFTER = frozenset({"after", "since", "following", "post"})
_CLEAR = _BY | _AFTER
_ABOUT = frozenset({"around", "about", "approximately", "roughly", "circa"})
_BEGIN = frozenset({"starting", "beginning", "commencing", "effective"})
_PREPOSITIONS = frozenset({"in", "on", "with", "from", "at", "as", "of", "during"})
_BASELINE_NOUNS = word_set("level levels baseline baselines base figure figures value values usage consumption average numbers")
_CHANGES = word_set(
    "increase increased increases increasing rise rises rose risen up down drop dropped decrease decreased decreases decline declined reduction "
    "reductions reduce reduced reducing cut growth grew grown fell fall fallen percent % gain improvement improved change changed different differs"
)
_MOVED = word_set(
    "extend extended extends extending continue continued continues postpone postponed delay delayed defer deferred push pushed move moved bring "
    "brought forward back run runs running last lasts lasting up on out through now present prolonged advance advanced ahead remain valid"
)
_MODALS = frozenset({"will", "shall", "must", "should", "be", "is", "are", "to", "can", "may", "been", "was", "were"})
_SENTENCE_START = frozenset({"", "\n", ".", ";", ":", "!", "?", "(", "“", '"', "-", "*", ","})


def relation(t: Tokens, i: int, j: int) -> Relation:
    """The relation of the point at tokens [i, j) to what the sentence says."""
    behind = _behind(t, i, j)
    if behind:
        return behind
    if t.before(i) in ('"', "“"):
        i -= 2 if t.before(i, 2) == "the" else 1
    w1, w2, w3 = t.before(i), t.before(i, 2), t.before(i, 3)
    if w1 == "-" and w2 in ("pre", "post"):
        return "by" if w2 == "pre" else "after"
    if w1 in _ABOUT and (w2 in _CLEAR or (w2 == "or" and w3 in _CLEAR)):
        return relation(t, i - (2 if w2 == "or" else 1), j)
    if w1 in _PREPOSITIONS and w2 == "or" and w3 in _BY | _AFTER | {"than"}:
        return relation(t, i - 2, j)
    if w1 in _BY:
        if w1 in ("before", "until") and w2 == "not":
            return "after"
        return "in" if w1 == "through" and w2 in ("half", "way", "midway", "halfway") else "by"
    if w1 in _AFTER:
        return "in" if w1 == "following" and w2 in ("the", "a") else "after"
    if w1 == "than":
        if w2 in ("later", "longer"):
            return "by" if w3 in ("no", "not", "any") else "after"
        if w2 == "more":
            return "by" if w3 in ("no", "not") else "in"
        if w2 in ("earlier", "sooner"):
            return "after" if w3 in ("no", "not") else "by"
        return "after" if w2 == "greater" else "in"
    if w1 in _BEGIN:
        return "after"
    if (w1, w2) == ("including", "and") or (w1 == "and" and w2 in ("now", "today") and w3 == "between"):
        return "by"  # up to and including 2025, between now and 2030
    if w1 in ("cob", "eod", "eob", "noon", "midnight", "latest") and w2 in ("by", "the", "before"):
        return "by"
    if w1 == "on" and w2 == "business" and w3 == "of":
        return "by"  # close of business on May 1
    if w1 in _PREPOSITIONS and w2 in _BEGIN and (w2 != "beginning" or w3 not in ("the", "a")):
        return "after"
    if w1 == "of":
        if w2 == "as":
            return "after" if w3 in _BEGIN else "by"
        return "by" if w2 == "advance" or (w2 == "ahead") else "in"
    if w1 == "from":
        return _from(t, i, j, w2)
    if w1 == "to":
        if w2 == "equal" and w3 == "or":
            return "after" if t.before(i, 4) in ("after", "later", "greater") else "by"
        return "by" if w2 in ("prior", *_MOVED) else "in"
    return "in"


def _behind(t: Tokens, i: int, j: int) -> Relation | None:
    """from 2020 on, 2012 or later, 2030 and beyond, 2018 or earlier."""
    w = t.word[j]
    if w in ("onward", "onwards", "forward") or (w == "on" and t.before(i) == "from" and t.word[j + 1] in ("", ",", ".", ";", "\n", "the", "all", "we", "and")):
        return "after"
    if w in ("and", "or") or (w == "," and t.word[j + 1] in ("or", "and")):
        k = j + 1 if w != "," else j + 2
        w = t.word[k]
        if w in ("later", "after", "beyond", "thereafter", "onwards", "onward", "greater") and t.word[k + 1] not in ("the", "that", "than"):
            return "after" if t.before(i) not in ("by",) or w in ("later", "after", "onwards", "onward") else None
        if w in ("earlier", "before", "sooner") and not t.word[k + 1].isalpha():
            return "by"
    return None


def _from(t: Tokens, i: int, j: int, w2: str) -> Relation:
    """from 2008 levels, a rise of 3% from last year, a report from 2009: in; from July 1, banned from 2030: after."""
    if t.word[j] == "and" and t.word[j + 1].isdecimal():
        return "in"
    if t.word[j] in _BASELINE_NOUNS or (t.word[j] == "'" and t.word[j + 1] == "s"):
        return "in"
    if w2 in _BEGIN or w2 in ("as", "date", "apply", "applies", "force", "effect", "valid"):
        return "after"
    for back in range(2, 12):
        w = t.before(i, back)
        if w in (".", ";", "", "\n"):
            break
        if w in _CHANGES:
            return "in"
    if w2 in _SENTENCE_START or (t.word[j - 1].isdecimal() and len(t.word[j - 1]) < 3):
        return "after"
    modal = any(t.before(i, back) in _MODALS for back in range(2, 14))
    return "after" if modal else "in"
