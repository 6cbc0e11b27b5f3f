"""Which bound governs a number: more than, at least, within, about, or more …?

Before the number the last words are looked up, longest phrase first; behind it one pattern is tried. Bounds stand inside the span.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.types import Comparator

_GT_VERBS: Final = "exceed exceeds exceeded exceeding surpass surpasses surpassed surpassing top tops topped topping outstrip outstripped outstripping"
_GT_WORDS: Final = ("more", "greater", "higher", "larger", "bigger", "longer", "older", "better", "wider", "heavier", "stronger", "faster", "taller", "deeper")
_LT_WORDS: Final = ("less", "fewer", "lower", "smaller", "shorter", "younger", "narrower", "lighter", "cheaper")
_COMPARED: Final[tuple[tuple[tuple[str, ...], Comparator, Comparator, Comparator], ...]] = ((_GT_WORDS, "gt", "ge", "le"), (_LT_WORDS, "lt", "le", "ge"))


def _phrases() -> dict[str, Comparator]:
    out: dict[str, Comparator] = {}
    for verb in _GT_VERBS.split():
        out[verb] = "gt"
    for words, than, than_or_equal, not_than in _COMPARED:
        for word in words:
            out[f"{word} than"] = than
            for tail in ("or equal to", "or equal than"):
                out[f"{word} than {tail}"] = out[f"{word} {tail}"] = than_or_equal
            out[f"equal to or {word} than"] = than_or_equal
            for no in ("no", "not", "not be", "not any", "never"):
                out[f"{no} {word} than"] = not_than
    for phrase in (
        "over", "above", "beyond", "in excess of", "upward of", "upwards of", "north of", "well above", "well over", "just over", "slightly over", "far above",
        ">",
    ):  # fmt: skip
        out[phrase] = "gt"
    for phrase in (
        "at least", "at the least", "at a minimum", "at the very least", "no less", "a minimum of", "minimum of", "the minimum of", "not"
        " under", "not below", "never below",
        "not fall below", "not drop below", "not go below", "not be below", "not be under", "a floor of", ">=", "≥", "> =", "at least or equal to",
        "at or above", "at or over", "equal to or above", "equal or above", "not smaller than", "starting at", "at minimum",
    ):  # fmt: skip
        out[phrase] = "ge"
    for phrase in (
        "at most", "at the most", "at the very most", "at maximum", "within", "up to", "a maximum of", "maximum of", "the maximum of", "a"
        " ceiling of", "a cap of",
        "a limit of", "not exceed", "not exceeding", "not to exceed", "not be exceeding", "does not exceed", "not surpass", "not over", "not"
        " above", "not beyond",
        "not be above", "not be over", "not in excess of", "no over", "as many as", "as much as", "as high as", "<=", "≤", "< =",
        "at or below", "at or under", "equal to or below", "equal or below", "not rise above", "not go above", "never exceed", "cap of", "ceiling of",
    ):  # fmt: skip
        out[phrase] = "le"
    for phrase in ("under", "below", "short of", "just under", "well below", "well under", "just below", "slightly below", "far below", "<"):
        out[phrase] = "lt"
    for phrase in (
        "about", "around", "approximately", "approx", "approx.", "roughly", "nearly", "almost", "some", "close to", "circa", "ca.", "c.", "near", "just about",
        "in the region of", "in the neighborhood of", "in the neighbourhood of", "in the order of", "on the order of", "of the order of",
        "somewhere around", "~", "≈", "∼", "nearing",
        "approaching", "approached", "more or less", "virtually", "practically",
    ):  # fmt: skip
        out[phrase] = "approx"
    return out


_BEFORE: Final = _phrases()
_LONGEST: Final = max(p.count(" ") + 1 for p in _BEFORE)
_LAST_WORDS: Final = frozenset(p.rsplit(" ", 1)[-1] for p in _BEFORE)
_WINDOW: Final = 44
_WORD: Final = re.compile(r"[^\s(\[“\"—]+")
_ADVERBS: Final = frozenset({"well", "just", "slightly", "far", "significantly", "substantially", "considerably", "much", "a", "little"})
# words that make a bound of the word after them into something else
_NOT_BOUND: Final = {
    "over": frozenset({"hand", "handed", "take", "took", "taken", "carry", "spread", "turn", "turned", "presided", "preside", "voted"}),
    "some": frozenset({"for", "these", "the"}),
    "under": frozenset({"come", "fall", "listed", "classified"}),
}
_MARKUP: Final = re.compile(r"<[^<>\n]{0,14}>$|~~$|(?:^|\n)>$")  # <s>20%</s>, ~~20%~~, a quoted line
_AFTER: Final = re.compile(
    r"(?P<plus> ?\+(?! ?[\d+A-Za-z“\"])|-plus(?![a-z]))"
    r"|(?:,(?= (?:or|and) ))? (?:(?P<ge>(?:or|and) (?:more|above|higher|over|greater|older|longer|larger|better|up|upwards?|beyond)(?: than)?(?! (?:if|to|of"
    r"|than|the|a|an|one|two|three|four|five|six|seven|eight|nine|ten|half|twenty|thirty|forty|fifty|nearly|about) | ?[\d$€£¥])|plus(?= "
    r"|$|[,.;)])|and upwards?"
    r"|or equal to it|at (?:the )?least(?=[.,;)]|$))"
    r"|(?P<le>(?:or|and) (?:less|fewer|below|lower|under|younger|shorter|smaller)(?: than)?(?! (?:to|of|than|the|a|an) | ?[\d$€£¥])|at"
    r" (?:the )?most(?=[.,;)]|$)|max(?:imum)?(?![a-z]))"
    r"|(?P<approx>or so|or thereabouts|more or less|or more or less|-odd|odd(?= [a-z])))(?![a-z])"
)


def before(low: str, at: int) -> tuple[int, Comparator] | None:
    """The bound that ends directly before `at`: where it begins and its comparator.

    >>> before("rate of no less than 10%", 21), before("a rate of 10%", 10)
    ((8, 'ge'), None)
    """
    end = at
    while end and low[end - 1] in " \u00a0":
        end -= 1
    if not end or low[end - 1] == "\n":
        return None
    last = low[end - 1]
    if last in "≥≤<>~≈∼=":
        if _MARKUP.search(low[max(0, end - 16) : end]):
            return None
        begin = end - 1
        while begin and low[begin - 1] in "<>= " and end - begin < 3:
            begin -= 1
        mark = low[begin:end].strip()
        if mark in _BEFORE:
            return end - len(low[begin:end].lstrip()), _BEFORE[mark]
        return (end - 1, _BEFORE[last]) if last in _BEFORE else None
    space = max(low.rfind(" ", max(0, end - 16), end), low.rfind("(", max(0, end - 16), end), low.rfind("\n", max(0, end - 16), end))
    word = low[space + 1 : end]
    if word not in _LAST_WORDS and word.lstrip('“"([—') not in _LAST_WORDS:
        return None
    start = max(0, end - _WINDOW, low.rfind("\n", max(0, end - _WINDOW), end) + 1)
    words = [(m.start(), m.group()) for m in _WORD.finditer(low, start, end)]
    if start and words and low[start - 1].isalnum():
        words = words[1:]
    for size in range(min(_LONGEST, len(words)), 0, -1):
        begin = words[-size][0]
        phrase = " ".join(w for _, w in words[-size:])
        got = _BEFORE.get(phrase)
        if got is None:
            continue
        previous = words[-size - 1][1] if len(words) > size else ""
        if size == 1 and previous in _NOT_BOUND.get(phrase, ()):
            return None
        while len(words) > size and words[-size - 1][1] in _ADVERBS:
            if words[-size - 1][1] == "a" and words[-size][1] != "little":
                break
            size += 1
            begin = words[-size][0]
        return begin, got
    return None


_OTHER: Final[dict[Comparator, Comparator]] = {"gt": "ge", "lt": "le"}
_EQUAL: Final = re.compile(r" or equal(?: to| than)?(?: it)?(?! ?\d)(?![a-z])")


def after(low: str, at: int) -> tuple[int, Comparator] | None:
    """The bound directly behind `at`: where it ends and its comparator.

    >>> after("60 or more", 2)
    (10, 'ge')
    """
    if at >= len(low) or low[at] not in " +-,":
        return None
    m = _AFTER.match(low, at)
    if m is None:
        return None
    kind = m.lastgroup
    return m.end(), "ge" if kind in ("ge", "plus") else "le" if kind == "le" else "approx"


def or_equal(low: str, at: int, comparator: Comparator) -> tuple[int, Comparator] | None:
    """ "less than 5000 or equal": the end of "or equal" and the comparator that it makes."""
    m = _EQUAL.match(low, at) if comparator in _OTHER else None
    return None if m is None else (m.end(), _OTHER[comparator])
