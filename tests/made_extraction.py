"""Extractions made by hand, for tests of what comes after extraction."""

from __future__ import annotations

from decimal import Decimal

from pipeline.types import AgencyMention, Commitment, Document, Extraction, QuantityMention, Statement, TemporalMention

TEXT = "一、目标\n市教育局牵头，区财政局配合，力争到2026年底将示范园比例由40%提高到50%—60%，投入约1.5亿元。\n去年已建成12所。\n"
TITLE = "=cmd|'/c calc'!A1"


def made(doc_id: str = "plan.txt") -> Extraction:
    """A document with a mention of every kind, statements of two classes, a full row and a bare one."""

    def at(part: str) -> tuple[int, int, str]:
        start = TEXT.index(part)
        return start, start + len(part), part

    mentions = (
        AgencyMention(*at("市教育局"), name="市教育局", role="lead", extractor="zh.agency.name"),
        AgencyMention(*at("区财政局"), name="区财政局", role="support", extractor="zh.agency.name"),
        TemporalMention(*at("2026年底"), "point", "2026-12-31", "2026-12-31", "by", extractor="zh.temporal.year_end"),
        QuantityMention(*at("40%"), Decimal("40"), unit="percent", extractor="zh.quantity.percent"),
        QuantityMention(*at("50%—60%"), Decimal("50"), Decimal("60"), "range", "percent", change="increase", extractor="zh.quantity.percent_range"),
        QuantityMention(*at("约1.5亿元"), Decimal("1.5E+8"), None, "approx", "CNY", extractor="zh.quantity.money"),
        TemporalMention(*at("去年"), "point", "2024-01-01", "2024-12-31", "in", extractor="zh.temporal.last_year"),
        QuantityMention(*at("12所"), Decimal("12.0"), noun="所", extractor="zh.quantity.count"),
    )
    first, second = TEXT.splitlines()[1:3]
    statements = (
        Statement(*at(first), "commitment", "aspirational", "一、目标"),
        Statement(*at(second), "achievement", None, "一、目标"),
    )
    span = at("力争到2026年底将示范园比例由40%提高到50%—60%")
    commitments = (
        Commitment(*span, "committed", "aspirational", "将示范园比例提高", "示范园比例", 4, 2, "2026-12-31", (0, 1), section="一、目标", extractor="zh.row"),
        Commitment(*at(second), "achieved", None, "建成", None, 7, 6, "2024-12-31", extractor="zh.row"),
    )
    return Extraction(Document(doc_id, TEXT, "zh", "2025-03-01", TITLE, sha256="ab"), mentions, statements, commitments)


def failed(doc_id: str = "bad.txt") -> Extraction:
    """A document that could not be read."""
    return Extraction(Document(doc_id, "", problem="is empty"))
