"""Does a text say a number that its row does not have: another reading of the sentence took another number for its target?"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.checker.link_terms import language
from pipeline.checker.model import TableRow
from pipeline.checker.units import converted
from pipeline.types import Comparator, Lang, QuantityMention

_ALL: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"全部|所有|全覆盖|全面|普遍|各|每个|均|都|全"),
    "en": re.compile(r"\b(?:all|every|each|full|fully|entire|whole|universal|complete|completely|across the)\b", re.I),
}
"""Words for 100 percent that are not always taken for a number."""
_BEFORE: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    ("ge", re.compile(r"\b(?:at least|no(?:t)? (?:less|fewer) than)[^，。,.;；\d]{0,16}\Z", re.I)),
    ("ge", re.compile(r"(?:至少|不低于|不少于|超过|逾|突破|\b(?:more than|over|above|exceed(?:s|ed|ing)?))[^，。,.;；]{0,8}\Z", re.I)),
    ("le", re.compile(r"(?:至多|不超过|不高于|高达|多达|\b(?:at most|no(?:t)? more than|up to|under|below|within|less than))[^，。,.;；]{0,8}\Z", re.I)),
    ("le", re.compile(r"\b(?:ke(?:pt|ep)|h(?:e|o)ld|control(?:led)?|contain(?:ed)?|limit(?:ed)?)\b[^，。,.;；\d]{0,16}\b(?:at|to) ?\Z", re.I)),  # 控制在
    ("approx", re.compile(r"(?:约|近|大约|\b(?:about|around|approximately|roughly|nearly|some|almost)) ?\Z", re.I)),
)
_AFTER: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    ("ge", re.compile(r" ?(?:以上|[多余]|plus\b|or more\b)")),
    ("le", re.compile(r" ?(?:以内|以下|or (?:less|fewer)\b)")),
    ("approx", re.compile(r" ?(?:左右|上下|or so\b)")),
)
_UPWARDS = re.compile(r"上[百千万亿]")
"""上亿 is a hundred million and more."""
_BRINGS = re.compile(r"\b(?:bring(?:s|ing)?|brought|tak(?:e|es|ing)|took)\b[^,;.]{0,100}\bup to \d", re.I)
"""Bringing the total up to 152.1 billion names the total, no cap."""
_JOURNEY = re.compile(r"\bfrom\b|由|从|自", re.I)
_MOVES = re.compile(
    r"\b(?:rais|ris|rose|increas|grow|grew|expand|reduc|cut|lower|fall|fell|drop|climb|go up|go down|went)|提高|增加|上升|增长|扩大|降|减少|压减|上调|下调",
    re.I,
)
_END = re.compile(r"\bto\b|到|至|[-–—~～]")


def said_anyway(number: TableRow, other: TableRow) -> bool:
    """Whether the evidence of `other` holds the number of `number`, after conversion; 100 percent is also said by all, 所有, fully.

    >>> from decimal import Decimal
    >>> three = TableRow("a", "c1", value=Decimal(3), unit="count", comparator="eq")
    >>> said_anyway(three, TableRow("b", "c1", lang="zh", evidence="今年将采取三项举措"))
    True
    """
    if number.value is None:
        return False
    lang = other.lang or language(other.evidence)
    if number.unit == "percent" and number.value == 100 and _ALL[lang].search(other.evidence):
        return True
    return any(
        converted(number.value, number.unit, number.target_text, m.value, m.unit, m.text, round_same_unit=True) for m in _quantities(other.evidence, lang)
    )


def bound_beside(row: TableRow) -> Comparator | None:
    """The bound that stands beside a bare number in its evidence, though it is no part of the target as read (至少降低30%).

    >>> bound_beside(TableRow("a", "c1", comparator="eq", target_text="30％", evidence="资费年内至少降低30％"))
    'ge'
    """
    if row.comparator == "approx" and _UPWARDS.match(row.target_text or ""):
        return "ge"
    if row.comparator == "le" and _BRINGS.search(row.evidence):
        return "eq"
    if row.comparator != "eq" or not row.target_text:
        return row.comparator
    at = row.evidence.find(row.target_text)
    if at < 0:
        return row.comparator
    before, after = row.evidence[:at], row.evidence[at + len(row.target_text) :]
    for comparator, sign in _BEFORE:
        if sign.search(before[-24:]):
            return comparator
    return next((comparator for comparator, sign in _AFTER if sign.match(after)), row.comparator)


def _quantities(text: str, lang: Lang) -> list[QuantityMention]:
    if lang == "zh":
        from pipeline.lang.zh.quantity import find as find_zh

        return find_zh(text, ())
    from pipeline.lang.en.quantity import find as find_en

    return find_en(text, ())


def arrived(row: TableRow) -> TableRow:
    """The row with the end of a way as its number where it was read as a range: grown from 9,000 to 25,000 kilometers.

    >>> from decimal import Decimal
    >>> arrived(TableRow("b", "c1", status="achieved", value=Decimal(9), value_max=Decimal(25), evidence="has grown from over 9 to 25")).value
    Decimal('25')
    """
    if row.value is None or row.value_max is None or not _JOURNEY.search(row.evidence):
        return row
    if row.status != "achieved" and not _MOVES.search(row.evidence):
        return row
    text = _END.split(row.target_text or "")[-1].strip()
    bound = _quantities(text, row.lang or language(row.evidence)) if text else []
    comparator = bound[0].comparator if len(bound) == 1 and bound[0].value == row.value_max else "eq"
    return replace(row, value=row.value_max, value_max=None, comparator=comparator, target_text=text or row.target_text)


def unit_beside(row: TableRow, other: TableRow) -> bool:
    """Whether a bare number leaves out the unit that a number before it has: 32.9 square meters, an increase of 2.8.

    >>> zh, en = TableRow("a", "c1", unit="m2"), TableRow("b", "c1", lang="en", unit="count", evidence="32.9 square meters, an increase of 2.8 over 2007")
    >>> unit_beside(en, zh), unit_beside(zh, en)
    (True, False)
    """
    if row.unit not in (None, "count") or row.noun:
        return False
    return any(m.unit == other.unit for m in _quantities(row.evidence, row.lang or language(row.evidence)))
