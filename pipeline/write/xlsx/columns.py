"""Which columns come first, how wide they are and how they look: for a workbook of tables."""

from __future__ import annotations

from pipeline.write.schema import ALARMING, KEPT, OTHER, WEAKER, Column, Table
from pipeline.write.tables import Row

SHEETS = ("commitments", "links", "summary", "lineage", "statements", "mentions", "documents")
"""The order of the sheets."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FIRST_COLUMNS = {
    "commitments": _words(
        "doc_id commitment_id status modality due action indicator target_text value value_max unit noun comparator change"
        " deadline_text relation lead_agencies agencies evidence review review_note reviewed_by reviewed_at condition frequency region section"
    ),
}
"""What a reader wants first; the other columns follow in the order of the dictionary."""

_WIDTHS = {
    **dict.fromkeys(("doc_number", "lead_agencies"), 20),
    **dict.fromkeys(("unit", "noun", "sha256", "statement_class"), 14),
    **dict.fromkeys(("status", "modality", "comparator", "review", "reviewed_by"), 12),
    **dict.fromkeys(("doc_id", "indicator", "issuer", "condition"), 24),
    **dict.fromkeys(("section", "extractor"), 26),
    **dict.fromkeys(("title", "problem"), 44),
    **dict.fromkeys(("a_evidence", "b_evidence"), 48),
    **dict.fromkeys(("text", "explanation"), 60),
    **dict.fromkeys(("commitment_id", "value_max"), 15),
    "value": 19,
    "target_text": 17,
    "deadline_text": 18,
    "agencies": 28,
    "name": 30,
    "action": 36,
    "review_note": 28,
    "evidence": 64,
    "fields": 16,
    "verdict": 22,
    "compared_as": 40,
    "meaning": 60,
    **dict.fromkeys(("a_indicator", "b_indicator"), 25),
    **dict.fromkeys(("a_target", "b_target", "first_target", "last_target"), 17),
    **dict.fromkeys(("a_agencies", "b_agencies"), 18),
    **dict.fromkeys(("a_status", "b_status"), 17),
    **dict.fromkeys(("a_doc", "b_doc"), 20),
    "documents": 40,
}
"""Widths in characters; other columns go by their type."""
_WIDTH_BY_TYPE = {"string": 13, "integer": 9, "number": 11, "date": 12, "strings": 20}

WRAPPED = _set(
    "doc_id evidence review_note action indicator target_text condition agencies lead_agencies text section title issuer noun name problem"
    " a_evidence b_evidence explanation deadline_text compared_as meaning documents fields a_doc b_doc"
    " a_indicator b_indicator a_target b_target a_agencies b_agencies a_status b_status first_target last_target"
)
TECHNICAL = _set(
    "commitment_id mention_id statement_id target_id deadline_id frequency_id agency_ids agency_id start end confidence extractor sha256 media_type encoding"
)
"""Columns for machines: written in grey."""
FOLDED = _set("target_id deadline_id frequency_id agency_ids agency_id start end extractor sha256 encoding")
"""Columns folded away behind a + at the top of the sheet."""

COLOURS = {
    **dict.fromkeys(("committed", "commitment", "quantity", "open", *OTHER), ("#1F4E79", "#DDEBF7")),
    **dict.fromkeys(("achieved", "achievement", "agency", "accept", *KEPT), ("#2E6B2E", "#E2F0D9")),
    **dict.fromkeys(("binding", "lead", "overdue", "reject", *ALARMING), ("#8A1C1C", "#FBE3E1")),
    **dict.fromkeys(("planned", "temporal", "correct", *WEAKER), ("#7A5A00", "#FFF2CC")),
    "aspirational": ("#5B3A8C", "#EAE3F5"),
    **dict.fromkeys(("not_comparable", "not_mentioned", "reported"), ("#5F6368", "#ECEFF1")),
}
"""Font and fill of the cells that hold these words."""

COLOURED = {"review", "status", "modality", "statement_class", "kind", "role", "verdict", "state"}

REVIEWED = ("review", "review_note", "reviewed_by", "reviewed_at")
"""Columns that people fill in."""
TO_FILL = "#FFFBE6"
"""Fill of their cells."""

DIFFERS = "#FFE0B2"
"""Fill of the cells of a link that differ between its two sides."""
_CELLS_OF_FIELD = {
    **{name: name for name in ("status", "target", "due", "agencies", "indicator")},
    **dict.fromkeys(("unit", "change", "form", "baseline"), "target"),
    "modality": "status",
}
"""Which columns (a_…, b_…) show a differing field; the others are seen in the evidence."""


def ordered(table: Table) -> tuple[Column, ...]:
    """The columns of a table as a reader wants them."""
    first = _FIRST_COLUMNS.get(table.name, ())
    return tuple(table.column(name) for name in first) + tuple(c for c in table.columns if c.name not in first)


def width(column: Column) -> int:
    """Characters wide."""
    return _WIDTHS.get(column.name, _WIDTH_BY_TYPE[column.type])


def last_printed(columns: tuple[Column, ...]) -> int:
    """Paper ends with the evidence, of links with the explanation."""
    names = [c.name for c in columns]
    return next((names.index(last) for last in ("evidence", "explanation") if last in names), len(names) - 1)


def differing(row: Row) -> frozenset[str]:
    """The columns of a link whose cells differ between its sides."""
    fields = row.get("fields")
    shown = {_CELLS_OF_FIELD[f] for f in fields if f in _CELLS_OF_FIELD} if isinstance(fields, list) else set()
    return frozenset(f"{side}_{name}" for name in shown for side in "ab")


def number_format(column: Column, value: float, row: Row) -> str:
    """Percents stand plain, their unit beside them; counts, money and measures get thousands separators."""
    if column.name == "confidence" or column.name == "score":
        return "0.00"
    if column.name not in ("value", "value_max"):
        return "#,##0" if column.name == "n_chars" else "0"
    whole = value == int(value)
    if row.get("unit") in ("percent", "percentage_point", "times", "rank"):
        return "0_)" if whole else "0.0###_)"
    return "#,##0_)" if whole else "#,##0.0###_)"
