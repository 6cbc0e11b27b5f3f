"""Does a text say a number that its row does not have: another reading of the sentence took another number for its target?"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.check.model import TableRow
from pipeline.check.units import converted
from pipeline.types import Lang, QuantityMention

_HAN = re.compile("[\u3400-\u9fff]")
_ALL: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"全部|所有|全覆盖|全面|普遍|各|每个|均|都|全"),
    "en": re.compile(r"\b(?:all|every|each|full|fully|entire|whole|universal|complete|completely|across the)\b", re.I),
}
"""Words for 100 percent that are not always taken for a number."""
_JOURNEY = re.compile(r"\bfrom\b|由|从|自", re.I)


def said_anyway(number: TableRow, other: TableRow) -> bool:
    """Whether the evidence of `other` holds the number of `number`, after conversion; 100 percent is also said by all, 所有, fully.

    >>> from decimal import Decimal
    >>> three = TableRow("a", "c1", value=Decimal(3), unit="count", comparator="eq")
    >>> said_anyway(three, TableRow("b", "c1", lang="zh", evidence="今年将采取三项举措"))
    True
    """
    if number.value is None:
        return False
    lang: Lang = other.lang or ("zh" if _HAN.search(other.evidence) else "en")
    if number.unit == "percent" and number.value == 100 and _ALL[lang].search(other.evidence):
        return True
    return any(
        converted(number.value, number.unit, number.target_text, m.value, m.unit, m.text, round_same_unit=True) for m in _quantities(other.evidence, lang)
    )


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
    if row.value is None or row.value_max is None or not _JOURNEY.search(row.evidence) or row.status != "achieved":
        return row
    return replace(row, value=row.value_max, value_max=None, comparator="eq")
