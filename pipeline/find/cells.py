"""Which cells of a table are bare numbers whose unit stands in another cell: 比重（%） | 27.7 | 27, Charge points | thousand | 4 | 10?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.lang import language
from pipeline.tables import Columns, cells, heads, names_measure
from pipeline.types import Block, Comparator, Lang, QuantityMention

_BARE = re.compile(
    r"(?P<mark>[≥≤>＞<＜~≈]|不低于|不少于|不高于|不超过|大于|小于|约|at least |at most |over |under |about )?\s*"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<bound>以上|以下|以内|左右|\+| or more| or less)?"
)
_COMPARATORS: dict[str, Comparator] = {
    **dict.fromkeys(("≥", "不低于", "不少于", "以上", "at least", "+", "or more"), "ge"),
    **dict.fromkeys(("≤", "不高于", "不超过", "以下", "以内", "at most", "or less"), "le"),
    **dict.fromkeys((">", "＞", "大于", "over"), "gt"),
    **dict.fromkeys(("<", "＜", "小于", "under"), "lt"),
    **dict.fromkeys(("~", "≈", "约", "左右", "about"), "approx"),
}
_UNIT_HEAD = re.compile(r"\W*(?:(?:计量)?单位|units?(?: of measure(?:ment)?)?)\W*\Z", re.I)
# the columns that hold what is measured
_VALUE_HEAD = re.compile(
    r"(?:19|20)\d\d|目标|指标值|数值|现状|基期|基准|现值|期末|完成值|实绩|计划数|target|value|baseline|current|actual|goal|base year|FY ?\d", re.I
)
_NUMBER_HEAD = re.compile(r"\W*(?:序号|编号|No\.?|#|Ref\.?|Id)\W*\Z", re.I)
_IN_BRACKETS = re.compile(r"[（(]\s*(?P<unit>[^（）()]{1,14})\s*[)）]\W*\Z")
_NO_UNIT = re.compile(r"(?:约束性|预期性|累计|年均|当年|[一二三四五六七八九十\d]+)\Z")


def cell_quantities(text: str, blocks: Sequence[Block], taken: Sequence[tuple[int, int]]) -> Iterator[QuantityMention]:
    """The bare numbers of the tables' value columns, each read with the unit that its row or column names, in text order.

    `taken` are the ordered spans of other mentions. A number without any unit is a count of what its row names.
    """
    first = heads(blocks)
    starts = [a for a, _ in taken]
    for number, block in enumerate(blocks):
        head = first[number]
        if block.kind != "table" or head == number or blocks[head].level != 1 or block.level:
            continue
        names = cells(text, blocks[head])
        row = cells(text, block)
        values = [i for i, (a, b) in enumerate(names) if i < len(row) and _VALUE_HEAD.search(text[a:b]) and not _NUMBER_HEAD.match(text[a:b])]
        if not values:
            continue
        column = unit_column(text, names)
        for i in values:
            low, high = row[i]
            match = _BARE.fullmatch(text[low:high].strip())
            if match is None:
                continue
            start = low + text[low:high].index(match[0])
            end = start + len(match[0])
            k = bisect_left(starts, end)
            if k and taken[k - 1][1] > start:
                continue
            name = name_cell(text, row, i, column)
            unit = _unit(text, row, names, column, i, name)
            found = _read(match, unit, block.lang) or _counted(match, name and text[slice(*name)])
            if found is not None:
                comparator = _COMPARATORS.get((match["mark"] or match["bound"] or "").strip(), "eq")
                rule = f"{block.lang}.quantity.cell"
                yield replace(found, start=start, end=end, text=text[start:end], comparator=comparator, extractor=rule)


def unit_column(text: str, names: Sequence[tuple[int, int]]) -> int | None:
    """Which column holds the units, by the cells of the column names."""
    return next((i for i, (a, b) in enumerate(names) if _UNIT_HEAD.match(text[a:b])), None)


_THIN = re.compile(r"\W*(?:\w+|[\u4e00-\u9fff]{1,4})?\W*(?:(?:(?:vs|versus|from|compared|against|over|on|below|above)\b|比|较|同比).*)?", re.I | re.S)
"""What stands beside a number that its cell does not explain: 250 stations, -40% vs 2019."""


def measured_by(text: str, named: Columns, act: tuple[int, int] | None, start: int, end: int) -> str | None:
    """What a number measures that (nearly) fills its cell, without the unit in brackets behind the name; None where its cell has words of its own.

    `named` are the cells under column names, `act` is the cell that tells what is to be done.
    """
    row = [cell for cell, _ in named]
    i = next((n for n, (a, b) in enumerate(row) if a <= start and end <= b), None)
    if i is None:
        return None
    before, behind = text[row[i][0] : start], text[end : row[i][1]]
    if any(map(str.isalpha, before + behind)) and (
        any(map(str.isalpha, before)) or not _THIN.fullmatch(behind) or not _VALUE_HEAD.search(text[slice(*named[i][1])])
    ):
        return None
    name = next((cell for cell, head in named if names_measure(text[slice(*head)])), None) or (act if act != row[i] else None)
    name = name or name_cell(text, row, i, unit_column(text, [head for _, head in named]))
    return _IN_BRACKETS.sub("", text[slice(*name)].strip()).strip() or None if name else None


def name_cell(text: str, row: Sequence[tuple[int, int]], i: int, unit: int | None) -> tuple[int, int] | None:
    """The cell that says what the number in cell `i` measures: the last one before it with words, but not that of the unit."""
    for low, high in (row[j] for j in range(i - 1, -1, -1) if j != unit):
        words = text[low:high].strip()
        if any(c.isalpha() for c in words) and not _BARE.fullmatch(words) and not any(c.isdigit() for c in words[:1]):
            return low, high
    return None


def _unit(text: str, row: Sequence[tuple[int, int]], names: Sequence[tuple[int, int]], column: int | None, i: int, name: tuple[int, int] | None) -> str | None:
    if column is not None and column < len(row) and (unit := text[slice(*row[column])].strip()):
        return unit
    for low, high in (name, names[i]) if name else (names[i],):
        match = _IN_BRACKETS.search(text, low, high)
        if match and not _NO_UNIT.match(match["unit"]) and not match["unit"][:1].isdigit():
            return match["unit"].strip()
    return None


def _read(match: re.Match[str], unit: str | None, lang: Lang) -> QuantityMention | None:
    if unit is None:
        return None
    joined = match["number"] + ("" if not unit.isascii() or unit.startswith("%") else " ") + unit
    found = language(lang).quantity(joined, [])
    return found[0] if found and found[0].start == 0 and found[0].comparator == "eq" else None


def _counted(match: re.Match[str], name: str | None) -> QuantityMention | None:
    if not name:
        return None
    noun = _IN_BRACKETS.sub("", name).strip()
    value = Decimal(match["number"].replace(",", ""))
    return QuantityMention(0, len(match[0]), match[0], value, None, "eq", "count", noun or None, "level")
