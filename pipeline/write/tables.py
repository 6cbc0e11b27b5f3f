"""How an extraction becomes rows of the tables: plain dicts of text, numbers and lists, empty fields left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pipeline.types import AgencyMention, Commitment, Document, Extraction, Mention, QuantityMention, Statement, TemporalMention

Cell = str | int | float | list[str]
Row = dict[str, Cell]
Tables = dict[str, list[Row]]
"""Rows by table name."""


def tables(extraction: Extraction) -> Tables:
    """The rows of `documents`, `mentions`, `statements` and `commitments` that one document gives.

    Mentions are numbered m1, m2, … in the order of the extraction, statements s1, …, commitments c1, ….

    >>> from pipeline.types import Document, Extraction
    >>> tables(Extraction(Document("a.txt", "到2025年", lang="zh")))["documents"]
    [{'doc_id': 'a.txt', 'lang': 'zh', 'media_type': 'text/plain', 'n_chars': 6}]
    """
    doc = extraction.document
    return {
        "documents": [_document(doc)],
        "mentions": [_mention(doc, i, m) for i, m in enumerate(extraction.mentions, 1)],
        "statements": [_statement(doc.doc_id, i, s) for i, s in enumerate(extraction.statements, 1)],
        "commitments": [_commitment(doc, i, c, extraction.mentions) for i, c in enumerate(extraction.commitments, 1)],
    }


def text_rows(document: Document) -> list[Row]:
    """The row of the table `texts` that a document gives; none where it could not be read.

    >>> text_rows(Document("a.txt", "到2025年"))
    [{'doc_id': 'a.txt', 'text': '到2025年'}]
    """
    return [] if document.problem else [{"doc_id": document.doc_id, "text": document.text}]


def number(value: Decimal | None) -> int | float | None:
    """A Decimal as a JSON number: int where it is whole, else float.

    >>> number(Decimal("3E+8")), number(Decimal("95.0")), number(Decimal("2.5")), number(None)
    (300000000, 95, 2.5, None)
    """
    if value is None or not value.is_finite():
        return None
    whole = int(value)
    return whole if whole == value else float(value)


def day(iso: str) -> date | None:
    """The day of an ISO date, for formats that have a type for dates; None where the text is none.

    >>> day("2022-03-20"), day("soon")
    (datetime.date(2022, 3, 20), None)
    """
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def joined(value: Cell) -> str:
    """A cell as text, for formats that have no lists.

    >>> joined(["财政部", "教育部"]), joined(5)
    ('财政部; 教育部', '5')
    """
    return "; ".join(value) if isinstance(value, list) else str(value)


def by_document(rows: Iterable[Row], documents: Iterable[str] = ()) -> dict[str, list[Row]]:
    """The rows by doc_id, these documents first and in this order.

    >>> list(by_document([{"doc_id": "b"}, {"doc_id": "a"}], ["a"]))
    ['a', 'b']
    """
    groups: dict[str, list[Row]] = {doc_id: [] for doc_id in documents}
    for row in rows:
        groups.setdefault(str(row.get("doc_id", "")), []).append(row)
    return groups


def filled(row: dict[str, Cell | None]) -> Row:
    """The row without its empty cells."""
    return {name: cell for name, cell in row.items() if cell is not None and cell != "" and cell != []}


def _document(doc: Document) -> Row:
    return filled(
        {
            "doc_id": doc.doc_id,
            "title": doc.title,
            "issuer": doc.issuer,
            "doc_number": doc.doc_number,
            "doc_date": doc.doc_date,
            "lang": None if doc.problem else doc.lang,
            "media_type": doc.media_type,
            "encoding": doc.encoding,
            "n_chars": None if doc.problem else len(doc.text),
            "pages": len(doc.pages) if doc.pages else None,
            "sha256": doc.sha256,
            "text_path": doc.text_path,
            "problem": doc.problem,
        }
    )


def page_of(doc: Document, start: int) -> int | None:
    """The page, from 1, on which an offset lies; None where the document has no pages.

    >>> page_of(Document("a.pdf", "one two", pages=(0, 4)), 5), page_of(Document("a.txt", "one"), 0)
    (2, None)
    """
    return (bisect_right(doc.pages, start) or 1) if doc.pages else None


def _mention(doc: Document, i: int, m: Mention) -> Row:
    said: dict[str, Cell | None]
    match m:
        case TemporalMention():
            said = {"temporal_type": m.temporal_type, "date_from": m.date_from, "date_to": m.date_to, "relation": m.relation, "iso_value": m.iso_value}
        case QuantityMention():
            said = _quantity(m)
        case AgencyMention():
            said = {"name": m.name, "agency_id": m.agency_id, "role": m.role}
    place: dict[str, Cell | None] = {
        "doc_id": doc.doc_id,
        "mention_id": f"m{i}",
        "kind": m.kind,
        "start": m.start,
        "end": m.end,
        "page": page_of(doc, m.start),
        "text": m.text,
    }
    return filled(place | said | {"confidence": round(m.confidence, 4), "extractor": m.extractor})


def _quantity(m: QuantityMention) -> dict[str, Cell | None]:
    return {
        "value": number(m.value),
        "value_max": number(m.value_max),
        "comparator": m.comparator,
        "unit": m.unit,
        "noun": m.noun,
        "change": m.change,
    }


def _statement(doc_id: str, i: int, s: Statement) -> Row:
    return filled(
        {
            "doc_id": doc_id,
            "statement_id": f"s{i}",
            "start": s.start,
            "end": s.end,
            "text": s.text,
            "statement_class": s.statement_class,
            "section": s.section,
            "confidence": round(s.confidence, 4),
        }
    )


def _commitment(doc: Document, i: int, c: Commitment, mentions: tuple[Mention, ...]) -> Row:
    target = None if c.target is None else mentions[c.target]
    deadline = None if c.deadline is None else mentions[c.deadline]
    frequency = None if c.frequency is None else mentions[c.frequency]
    agencies = [(a, m) for a in c.agencies if isinstance(m := mentions[a], AgencyMention)]
    row: dict[str, Cell | None] = {
        "commitment_id": f"c{i}",
        "doc_id": doc.doc_id,
        "lang": doc.lang,
        "status": c.status,
        "modality": c.modality,
        "action": c.action,
        "indicator": c.indicator,
    }
    if isinstance(target, QuantityMention):
        row |= {"target_id": _mention_id(c.target), "target_text": target.text} | _quantity(target)
    if isinstance(deadline, TemporalMention):
        row |= {"deadline_id": _mention_id(c.deadline), "deadline_text": deadline.text, "relation": deadline.relation}
    row |= {
        "due": c.due,
        "lead_agencies": [m.name for _, m in agencies if m.role == "lead"],
        "agencies": [m.name for _, m in agencies],
        "agency_ids": [f"m{a + 1}" for a, _ in agencies],
    }
    if isinstance(frequency, TemporalMention):
        row |= {"frequency_id": _mention_id(c.frequency), "frequency": frequency.iso_value}
    row |= {
        "condition": c.condition,
        "region": c.region,
        "section": c.section,
        "evidence": c.evidence,
        "start": c.start,
        "end": c.end,
        "page": page_of(doc, c.start),
        "confidence": round(c.confidence, 4),
        "extractor": c.extractor,
    }
    return filled(row)


def _mention_id(index: int | None) -> str | None:
    return None if index is None else f"m{index + 1}"
