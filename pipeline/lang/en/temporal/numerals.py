"""Which number do the words at a place say: cardinals, ordinals, years in words."""

from __future__ import annotations

from pipeline.lang.en.numerals import CORRECT_TENS as TENS
from pipeline.lang.en.numerals import ORDINALS, SMALL
from pipeline.lang.en.temporal.tokens import Tokens

UNITS = {w: n for w, n in SMALL.items() if n}
SUFFIXES = frozenset({"st", "nd", "rd", "th"})
NUMBER_WORDS = frozenset(UNITS) | frozenset(TENS)


def cardinal(t: Tokens, i: int) -> tuple[int, float] | None:
    """A number in digits (1,000 and 2.5 too) or words at token `i`, with the token after it."""
    w = t.word[i]
    if w.isdecimal():
        if len(w) > 9:
            return None
        value = float(w)
        j = i + 1
        while value < 1e12 and t.word[j] == "," and t.glued(j) and len(t.word[j + 1]) == 3 and t.word[j + 1].isdecimal() and t.glued(j + 1):
            value = value * 1000 + int(t.word[j + 1])
            j += 2
        if t.word[j] == "." and t.glued(j) and t.word[j + 1].isdecimal() and len(t.word[j + 1]) < 10 and t.glued(j + 1):
            value += int(t.word[j + 1]) / 10 ** len(t.word[j + 1])
            j += 2
        return j, value
    return words(t, i)


def _small(t: Tokens, i: int) -> tuple[int, int] | None:
    """1..99 in words."""
    w = t.word[i]
    if w in UNITS:
        return i + 1, UNITS[w]
    if w in TENS:
        j = i + 1
        if t.word[j] == "-":
            j += 1
        if UNITS.get(t.word[j], 10) < 10:
            return j + 1, TENS[w] + UNITS[t.word[j]]
        return i + 1, TENS[w]
    return None


def words(t: Tokens, i: int) -> tuple[int, float] | None:
    """A number in words: twenty-five, one hundred and eighty, two thousand and five."""
    first = _small(t, i)
    if first is None:
        return None
    j, value = first
    for scale_word, scale in (("thousand", 1000), ("hundred", 100)):
        if t.word[j] == scale_word:
            value *= scale
            k = j + 1
            if t.word[k] == "and":
                k += 1
            rest = _small(t, k)
            j += 1
            if rest is not None:
                j, more = rest
                if scale == 1000 and t.word[j] == "hundred":
                    more *= 100
                    j += 1
                    k = j + 1 if t.word[j] == "and" else j
                    tail = _small(t, k)
                    if tail is not None:
                        j, last = tail
                        more += last
                value += more
            break
    return j, float(value)


def ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """19th, first, twenty-first at token `i`, with the token after it."""
    w = t.word[i]
    if w in ORDINALS:
        return i + 1, ORDINALS[w]
    if w.isdecimal():
        if len(w) <= 3 and t.word[i + 1] in SUFFIXES and t.glued(i + 1):
            return i + 2, int(w)
        return None
    if w in TENS:
        j = i + 2 if t.word[i + 1] == "-" else i + 1
        if ORDINALS.get(t.word[j], 10) < 10:
            return j + 1, TENS[w] + ORDINALS[t.word[j]]
    return None


def year_in_words(t: Tokens, i: int) -> tuple[int, int] | None:
    """A year spoken out: two thousand and five, nineteen hundred ninety three, nineteen zero one, twenty twenty-two."""
    if t.word[i] not in NUMBER_WORDS:
        return None
    if t.word[i + 1] in ("thousand", "hundred"):
        got = words(t, i)
        return (got[0], int(got[1])) if got and 1000 <= got[1] < 3000 else None
    first = UNITS.get(t.word[i]) or TENS.get(t.word[i], 0)
    if not 15 <= first <= 20:
        return None
    if t.word[i + 1] in ("zero", "oh", "o") and UNITS.get(t.word[i + 2], 10) < 10:
        return i + 3, first * 100 + UNITS[t.word[i + 2]]
    rest = _small(t, i + 1)
    return (rest[0], first * 100 + rest[1]) if rest and rest[1] >= 10 else None
