"""Is a number only part of a name: a section, law, page, model, address, year or slogan?"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.lang.en.numerals import Number
from pipeline.lang.en.quantity_sides import Side
from pipeline.lang.en.quantity_text import Text
from pipeline.lexicon import load

_LABELS: Final = {row["word"]: row["verb"] == "1" for row in load("number_labels_en", key=("word",))}
_COLON_LABELS: Final = frozenset({"number", "no", "no.", "tel", "phone", "fax", "id", "code"})
# between two numbers of one label: sections 2, 3, and 4(b)
_CHAIN: Final = re.compile(r"\)?(?:\([a-z0-9]{1,5}\))*(?:,|,? (?:and|or|to|through|and/or)|-|–|&|,? as well as) ?")
_LAW: Final = re.compile(
    r" ?(?:U\. ?S\. ?C|USC\b|C\. ?F\. ?R|CFR\b|F\. ?R\.|FR\b|Fed\.|Stat\.|F\. ?[23]d|S\. ?Ct|L\. ?Ed|St\.|(?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+)"
    r" (?:Street|Avenue|Road|Boulevard|Drive|Lane|Place|Square|Highway|Plaza)\b|(?:[NSEW]\.?W?\.? )?[A-Z][a-z]+ (?:St|Ave|Rd|Blvd)\b)"
)
_NAME: Final = re.compile(r"(?:^|[^A-Za-z.])([A-Z][\w’'.&-]*)$")
_NO_NAME: Final = frozenset(["I", "A", "The", "In", "Of", "These", "Those", "All", "And", "Some", "By", "To", "For", "From", "At", "With", "Over", "About"])
_SENTENCE: Final = re.compile(r"[.!?:;)\]\n“\"—–|>*•-][ \u00a0*_]*$|^$")
_ONE_TWO: Final = re.compile(r"(?<![a-z])one [a-z]+(?:,| and|, and) (?:(?:one|two|three|four|five|six|multiple) [a-z]+, )?$")
_FIXED: Final = re.compile(r" (?:sides?|ends?)(?![a-z])")
_SLOGAN: Final = 45
_CLOSE: Final = {'"': '"', "“": "”", "'": "'", "‘": "’'"}


def attached(t: Text, side: Side) -> bool:
    """Whether the number hangs on letters or marks: C919, M-13-13, [^39], 3G, 10:15, 2(a), 1+1+N."""
    text, start, end = t.text, side.start, side.number.end
    before = text[start - 1] if start else " "
    if before.isalnum() or before in "_/#^§@&+\\[":
        return True
    if before in "-–.'," and start > 1 and not text[start - 2].isspace() and text[start - 2] not in "-–":
        return True
    if before == "(" and text[end : end + 1] == ")":
        return True
    after = text[end : end + 2]
    if not after:
        return False
    if after[0].isalpha() or after[0] in "_/@^'<":
        return True
    if after[0] == "(":
        return before != "(" and not side.number.scaled
    if after[0] in ".:+" and after[1:].isalnum():
        return True
    if after[0] == "-" and after[1:].isalpha() and not text.startswith(("-plus ", "-odd "), end):
        return True
    return after[0] == ")" and t.begins_line(start)


def labelled(t: Text, start: int, label_end: int | None, *, plural: bool = False) -> bool:
    """Whether the word before the number makes it a section, law, page or model number; `label_end` is where the number before it
    that was so rejected ended ("scope 1 and 2", "sections 2, 3, and 4"). `plural`: a plural noun follows the number."""
    text, low = t.text, t.low
    if label_end is not None and start - label_end < 16 and _CHAIN.fullmatch(low, label_end, start):
        return True
    end = start
    while end and text[end - 1] in " \u00a0":
        end -= 1
    if end and text[end - 1] in "§#":
        return True
    begin = end
    while begin and (text[begin - 1].isalpha() or text[begin - 1] in ".'’-") and end - begin < 14:
        begin -= 1
    word = low[begin:end].lstrip(".-'’")
    if word:
        return word in _LABELS and not (plural and _LABELS[word])
    return end > 1 and low[end - 1] == ":" and t.left(end - 1, 12).split(" ")[-1] in _COLON_LABELS


def named(text: str, start: int) -> bool:
    """Whether a capitalised word inside a sentence stands directly before the number: "Fortune 500", "Directive 21", "DC 20503"."""
    end = start
    while end and text[end - 1] in " \u00a0":
        end -= 1
    m = _NAME.search(text, max(0, end - 24), end) if end < start else None
    if m is None:
        return False
    word, first = m.group(1), m.start(1)
    if word in _NO_NAME or word.endswith(("'s", "s'", "’s")):
        return False
    return first > 0 and not _SENTENCE.search(text[max(0, first - 4) : first])


def law_follows(text: str, at: int) -> bool:
    """Whether a law reporter or a street follows ("44 U.S.C.", "85 FR", "1600 Pennsylvania Avenue")."""
    return _LAW.match(text, at) is not None


def year_like(number: Number) -> bool:
    """Four plain digits of the years 1900 to 2100."""
    plain = number.form == "digits" and not number.grouped and not number.scaled and number.end - number.start == 4
    return plain and Decimal(1900) <= number.value <= Decimal(2100)


def fixed_phrase(low: str, at: int) -> bool:
    """Whether "two" before `at` belongs to a set phrase: the two sides, two ends."""
    return _FIXED.match(low, at) is not None


def slogan(t: Text, start: int, end: int, noun: str, quoted: bool) -> bool:
    """Whether number and noun stand alone between quotes ("four improvements", “three represents”, "one garden and three groups")
    or in a rhyme ("one country, two systems"). `quoted`: the noun alone stands in quotes, which makes no slogan."""
    if quoted:
        return False
    text = t.text
    lead = text[max(0, start - 32) : start]
    if _ONE_TWO.search(lead.lower()):
        return True
    before = lead[-1:]
    if before in _CLOSE and before:
        stretch = text[end : end + _SLOGAN].split("\n", 1)[0]
        cut = min((i for i in (stretch.find(c) for c in _CLOSE[before]) if i >= 0), default=-1)
        return cut >= 0 and len(stretch[:cut].split()) <= 4
    opened = max(lead.rfind('"'), lead.rfind("“"), lead.rfind(" '") + 1, lead.rfind("‘"))
    if not lead or opened < 0 or lead[opened] not in _CLOSE or "\n" in lead[opened:] or "”" in lead[opened:] or len(lead[opened:].split()) > 5:
        return False
    behind = end + 1 + len(noun)
    return text[behind : behind + 2].lstrip(",.")[:1] in tuple(_CLOSE[lead[opened]])
