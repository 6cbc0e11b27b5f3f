"""How do two documents stand to each other: a translation, a later plan, or a report on a plan?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from pipeline.checker.link_facts import cleaned
from pipeline.checker.link_terms import language
from pipeline.checker.model import RelationKind, TableRow
from pipeline.checker.units import digits
from pipeline.types import Document, Lang

T = TypeVar("T")

SAME_NUMBERS = 0.5
"""From this share of common numbers on, two texts in different languages are translations of each other, whatever their dates."""
ENOUGH = 3
"""With fewer numbers than this in the shorter list, due dates are counted as well."""
FEW_NUMBERS = 0.25
"""… and from this share on, if their dates agree or are not known."""
FEW_DATES, SAME_DATES = 3, 0.8
"""Texts in two languages without common numbers are translations where at least so many, and this share, of their last days agree."""
REPORTED = 0.6
"""A document is a report when at least this share of its rows is told as achieved."""
_REPORT_WORDS = (
    "报告",
    "总结",
    "进展",
    "完成情况",
    "执行情况",
    "落实情况",
    "公报",
    "通报",
    "report",
    "progress",
    "review",
    "results",
    "implementation of",
    "communiqué",
    "communique",
)
_PLAN_WORDS = ("规划", "计划", "方案", "纲要", "行动", "目标", "意见", "plan", "programme", "program", "outline", "strategy", "roadmap", "agenda", "order")


def guess_relation(
    a_rows: Sequence[TableRow], b_rows: Sequence[TableRow], a_doc: Document | None = None, b_doc: Document | None = None
) -> tuple[RelationKind, str]:
    """The relation of b to a, and why, as one English sentence.

    Other language and the same numbers: translation. b tells mostly of what is achieved where a commits to it: report_on. Else: successor.

    >>> from decimal import Decimal
    >>> zh = TableRow("a", "c1", lang="zh", value=Decimal(24), evidence="森林覆盖率达到24%")
    >>> en = TableRow("b", "c1", lang="en", value=Decimal(24), evidence="forest coverage will reach 24%")
    >>> guess_relation([zh], [en])
    ('translation', 'translation: the languages differ (zh, en) and 1 of 1 numbers and due dates of the shorter list stand in both.')
    >>> guess_relation([zh], [TableRow("c", "c1", lang="zh", status="achieved", value=Decimal(23), evidence="森林覆盖率达到23%")])[0]
    'report_on'
    """
    a_lang, b_lang = _language(a_rows, a_doc), _language(b_rows, b_doc)
    a_date, b_date = _date(a_rows, a_doc), _date(b_rows, b_doc)
    shared, least = _shared(_numbers(a_rows), _numbers(b_rows))
    kind = "numbers"
    if least < ENOUGH:
        dues, dated = _shared(_dues(a_rows), _dues(b_rows))
        shared, least, kind = shared + dues, least + dated, "numbers and due dates"
    share = shared / least if least else 0.0
    numbers = f"{shared} of {least} {kind} of the shorter list stand in both"
    if a_lang != b_lang:
        dates_agree = a_date is None or b_date is None or a_date == b_date
        if share >= SAME_NUMBERS or (dates_agree and share >= FEW_NUMBERS):
            return "translation", f"translation: the languages differ ({a_lang}, {b_lang}) and {numbers}."
        if not least and dates_agree:
            return "translation", f"translation: the languages differ ({a_lang}, {b_lang}), and there are no numbers or dates that speak against it."
    a_done, b_done = _achieved(a_rows), _achieved(b_rows)
    told = f"{b_done:.0%} of the rows of b are told as achieved, {a_done:.0%} of those of a"
    when = f"b is of {b_date}, a of {a_date}" if a_date and b_date else "the dates of the documents are not both known"
    if (a_date is None or b_date is None or b_date >= a_date) and a_done < 0.5:
        if b_done >= REPORTED:
            return "report_on", f"report_on: {told}; {when}."
        if b_done > a_done + 0.25 and _titled(b_doc, _REPORT_WORDS) and _titled(a_doc, _PLAN_WORDS):
            return "report_on", f"report_on: the title of b is that of a report and the title of a that of a plan; {told}."
    if a_doc and b_doc and a_doc.lang and b_doc.lang and a_doc.lang != b_doc.lang:
        shared, least = _shared(*(Counter((r.status, r.due) for r in rows if r.due) for rows in (a_rows, b_rows)))
        if least >= FEW_DATES and shared >= SAME_DATES * least:
            differ = f"the languages differ ({a_doc.lang}, {b_doc.lang})"
            return "translation", f"translation: {differ} and {shared} of {least} last days of the shorter list stand in both."
    return "successor", f"successor: {told}; {when}; {numbers}."


def _language(rows: Sequence[TableRow], doc: Document | None) -> Lang:
    counted = Counter(r.lang or language(cleaned(r.evidence or r.action)) for r in rows)
    if counted:
        return max(sorted(counted), key=lambda k: counted[k])
    return (doc.lang if doc else None) or "zh"


def _date(rows: Sequence[TableRow], doc: Document | None) -> str | None:
    return (doc.doc_date if doc else None) or next((r.doc_date for r in rows if r.doc_date), None)


def _shared(a: Counter[T], b: Counter[T]) -> tuple[int, int]:
    """How many entries stand in both lists, and how many the shorter has."""
    return sum((a & b).values()), min(sum(a.values()), sum(b.values()))


def _numbers(rows: Sequence[TableRow]) -> Counter[str]:
    """The digits of the numbers without their power of ten, so that a slip of unit or scale does not count against a translation."""
    return Counter(digits(r.value) for r in rows if r.value is not None)


def _dues(rows: Sequence[TableRow]) -> Counter[str]:
    return Counter(r.due for r in rows if r.due is not None)


def _achieved(rows: Sequence[TableRow]) -> float:
    return sum(r.status == "achieved" for r in rows) / len(rows) if rows else 0.0


def _titled(doc: Document | None, words: Sequence[str]) -> bool:
    title = (doc.title or "").lower() if doc else ""
    return any(w in title for w in words)
