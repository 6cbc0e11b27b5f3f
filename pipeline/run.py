"""The table of contents: a document goes through clean → lay out → (models propose) → find → classify → resolve → assemble → relocate."""

from __future__ import annotations

from dataclasses import replace

from pipeline.assemble import assemble
from pipeline.backends.policy import propose
from pipeline.clean import clean, struck
from pipeline.find import find
from pipeline.layout import blocks as lay_out
from pipeline.normalize.anchor import resolve_all, titled_date
from pipeline.read.metadata import describe
from pipeline.relocate import relocate
from pipeline.sentences import split
from pipeline.statements import classify
from pipeline.types import Document, Extraction, Lang


def extract_document(document: Document, *, backend: str = "rules") -> Extraction:
    """Mentions, statements and commitments of one document, offsets into `document.text`. A pure function of the document and the backend.

    `backend` is what `--backend` takes: the rules, and models beside them (`rules+spacy:NAME`); BackendError where a model is not there.

    >>> result = extract_text("到2025年，高中阶段毛入学率达到95%以上。", doc_date="2021-03-01")
    >>> [(m.text, m.kind) for m in result.mentions]
    [('2025年', 'temporal'), ('95%以上', 'quantity')]
    """
    if document.problem:
        return Extraction(document)
    aligned = clean(document.text)
    text = aligned.text
    blocks = lay_out(text, lang=document.lang)
    document = describe(document, text, blocks)
    sentences = split(text, blocks)
    proposed = propose(backend, text, blocks, sentences)
    found = find(text, blocks, sentences, proposed)
    today = document.doc_date or titled_date(text)
    judged = classify(text, blocks, sentences, found, doc_date=today, opinions=proposed.opinions)
    times = resolve_all(text, found.times, doc_date=today, year_at=judged.year_at)
    rows = assemble(text, blocks, judged, times, found.quantities, found.agencies, struck=struck(text))
    extraction = relocate(document, aligned, blocks, times, found.quantities, found.agencies, judged, rows)
    return replace(extraction, unlocated=proposed.unlocated) if proposed.unlocated else extraction


def extract_text(text: str, *, lang: Lang | None = None, doc_date: str | None = None, doc_id: str = "text", backend: str = "rules") -> Extraction:
    """`extract_document` for a string; `lang` and `doc_date` are found in the text where they are not given."""
    return extract_document(Document(doc_id, text, lang=lang, doc_date=doc_date), backend=backend)
