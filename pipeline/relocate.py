"""From offsets into the clean text to offsets into the source, and from rows to the values that leave the pipeline."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.assemble import Row
from pipeline.normalize.regions import document_region, row_region
from pipeline.statements import Judged
from pipeline.text import AlignedText
from pipeline.types import AgencyMention, Block, Commitment, Document, Extraction, Mention, QuantityMention, Statement, TemporalMention, rebuilder

_REBUILD = (rebuilder(TemporalMention, 3), rebuilder(QuantityMention, 3), rebuilder(AgencyMention, 3))
"""Mentions anew with another start, end and text, by kind."""


def relocate(
    document: Document,
    aligned: AlignedText,
    blocks: Sequence[Block],
    times: Sequence[TemporalMention],
    quantities: Sequence[QuantityMention],
    agencies: Sequence[AgencyMention],
    judged: Judged,
    rows: Sequence[Row],
) -> Extraction:
    """The extraction of a document; mentions of all kinds in one list in text order, rows refer to them by index."""
    source = aligned.source
    kinds: tuple[Sequence[Mention], ...] = (times, quantities, agencies)
    order = sorted((m.start, -m.end, kind, i) for kind, found in enumerate(kinds) for i, m in enumerate(found))
    index = {(kind, i): n for n, (_, _, kind, i) in enumerate(order)}
    mentions: list[Mention] = []
    for _, _, kind, i in order:
        m = kinds[kind][i]
        start, end = aligned.to_source(m.start, m.end)
        mentions.append(_REBUILD[kind](m, start, end, source[start:end]))
    sections: dict[int, str] = {}

    def section(number: int | None) -> str | None:
        if number is None:
            return None
        if number not in sections:
            sections[number] = aligned.text[blocks[number].start : blocks[number].end].strip("# *")
        return sections[number]

    statements = []
    for s in judged.statements:
        start, end = aligned.to_source(s.start, s.end)
        statements.append(Statement(start, end, source[start:end], s.statement_class, s.modality, section(s.section), s.confidence, s.rule))
    commitments = []
    home = document_region(document.title, document.issuer, document.doc_id, aligned.text) if rows else None
    for row in rows:
        start, end = aligned.to_source(row.start, row.end)
        place = row_region(aligned.text[row.start : row.end], document.lang or "zh", home)
        commitments.append(
            Commitment(
                start,
                end,
                source[start:end],
                "committed" if row.sentence.statement_class == "commitment" else "achieved",
                row.modality,
                row.action,
                row.indicator or None,
                index[1, row.target] if row.target is not None else None,
                index[0, row.deadline] if row.deadline is not None else None,
                row.due,
                tuple(sorted(index[2, a] for a in row.agencies)),
                index[0, row.frequency] if row.frequency is not None else None,
                aligned.text[row.condition[0] : row.condition[1]] if row.condition else None,
                f"{place.name} {place.code}" if place else None,
                section(row.sentence.section),
                row.confidence,
                row.rule,
            )
        )
    return Extraction(document, tuple(mentions), tuple(statements), tuple(commitments))
