"""Is an amount said per another unit in the other row: 每亩 against per hectare, 每斤 against per kilogram?"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.checker.model import TableRow
from pipeline.checker.units import convert

_PER = re.compile(
    r"(?P<zh>每|/)(?P<zh_unit>市?斤|公斤|千克|吨|亩|公顷|平方米|平方公里|公里|千米|千瓦时|度|立方米)|(?<![a-z])(?:per|an?|each|every|for every) "
    r"(?P<en_unit>kilograms?|kg|(?:metric )?ton(?:ne)?s?|jin|mu|hectares?|ha|acres?|square (?:met(?:er|re)|kilomet(?:er|re))s?|kilomet(?:er|re)s?|km|miles?"
    r"|kilowatt-hours?|kwh|cubic met(?:er|re)s?)(?![a-z])",
    re.I,
)
_UNITS = {
    "市斤": "jin", "斤": "jin", "公斤": "kg", "千克": "kg", "吨": "t", "亩": "mu", "公顷": "ha", "平方米": "m2", "平方公里": "km2", "公里": "km", "千米": "km",
    "千瓦时": "kWh", "度": "kWh", "立方米": "m3", "kilogram": "kg", "kg": "kg", "ton": "t", "tonne": "t", "metric ton": "t", "metric tonne": "t", "jin": "jin",
    "mu": "mu", "hectare": "ha", "ha": "ha", "acre": "acre", "square meter": "m2", "square metre": "m2", "square kilometer": "km2", "square kilometre": "km2",
    "kilometer": "km", "kilometre": "km", "km": "km", "mile": "mi", "kilowatt-hour": "kWh", "kwh": "kWh", "cubic meter": "m3", "cubic metre": "m3",
}  # fmt: skip


def per(row: TableRow) -> str | None:
    """The unit that an amount is said per, None where there is none or more than one.

    >>> per(TableRow("d", "c1", unit="CNY", evidence="小麦每斤提高3分钱")), per(TableRow("d", "c1", unit="CNY", evidence="0.06 yuan per kilogram"))
    ('jin', 'kg')
    """
    found = {m["zh_unit"] or m["en_unit"].lower() for m in _PER.finditer(row.evidence)}
    units = {_UNITS.get(word, _UNITS.get(word.removesuffix("s"))) for word in found}
    return units.pop() if len(units) == 1 else None


def per_same(a: TableRow, b: TableRow) -> TableRow:
    """Row a with its number said per the unit of b, where both are rates of the same unit per units that convert; else a as it is.

    >>> jin = TableRow("a", "c1", value=Decimal("0.03"), unit="CNY", evidence="每斤提高3分钱")
    >>> per_same(jin, TableRow("b", "c1", value=Decimal("0.06"), unit="CNY", evidence="raised by 0.06 yuan per kilogram")).value
    Decimal('0.06')
    """
    if a.value is None or a.unit != b.unit or a.unit in ("percent", "percentage_point"):
        return a
    of_a, of_b = per(a), per(b)
    if of_a is None or of_b is None or of_a == of_b:
        return a
    factor = convert(Decimal(1), of_b, of_a)
    if factor is None:
        return a
    most = None if a.value_max is None else a.value_max * factor
    return replace(a, value=a.value * factor, value_max=most, target_text=None)
