"""What does the spaCy component `policy_commitments` add to a Doc? Spans, rows and statements, for any pipeline that reads Chinese or English.

Importing this module registers it; where the project is installed, spaCy finds it by its entry point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.batch import attempt
from pipeline.errors import ConfigurationError
from pipeline.face.extract import iso
from pipeline.types import AgencyMention, Document, Extraction, Lang, Mention, QuantityMention
from pipeline.write.tables import Row, tables

if TYPE_CHECKING:
    from collections.abc import Iterable

SPANS = ("temporal", "quantity", "agency", "commitments")
"""The groups in `doc.spans`."""

for _name in ("commitments", "statements", "doc_date"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


class PolicyCommitments:
    """The component: sets `doc.spans`, `doc._.commitments` and `doc._.statements`; the text and the tokens stay as they are.

    Spans are widened to whole tokens, and carry the id of their mention or row (`span.id_`) and as label what kind they are: the type of a time,
    the unit of a quantity, the role of an agency, the status of a commitment. Rows are dicts with the columns of the tables; their `start` and
    `end` are exact in `doc.text`. `doc._.doc_date`, set before, is the day from which 今年 counts in this Doc.
    """

    def __init__(self, lang: Lang | None, doc_date: str | None) -> None:
        self.lang = lang
        self.doc_date = doc_date

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with what was found in it. Raises ConfigurationError where `doc._.doc_date` is no date."""
        document = Document("doc", doc.text, lang=self.lang, doc_date=iso(doc._.doc_date) or self.doc_date)
        extraction = attempt(document)
        if extraction.document.problem:
            raise ConfigurationError(extraction.document.problem)
        rows = tables(extraction)
        doc._.commitments = _without_id(rows["commitments"])
        doc._.statements = _without_id(rows["statements"])
        groups = _spans(doc, extraction)
        for name in SPANS:
            doc.spans[name] = groups[name]
        return doc


def _without_id(rows: Iterable[Row]) -> list[Row]:
    """A Doc has no doc_id: the rows leave it out."""
    return [{name: cell for name, cell in row.items() if name != "doc_id"} for row in rows]


def _spans(doc: Doc, extraction: Extraction) -> dict[str, list[Span]]:
    groups: dict[str, list[Span]] = {name: [] for name in SPANS}

    def add(group: str, start: int, end: int, label: str, span_id: str) -> None:
        span = doc.char_span(start, end, label=label, span_id=span_id, alignment_mode="expand")
        assert span is not None, "offsets that extract gives lie in the text"
        groups[group].append(span)

    for n, m in enumerate(extraction.mentions, 1):
        add(m.kind, m.start, m.end, _label(m), f"m{n}")
    for n, c in enumerate(extraction.commitments, 1):
        add("commitments", c.start, c.end, c.status, f"c{n}")
    return groups


def _label(mention: Mention) -> str:
    match mention:
        case QuantityMention():
            return mention.unit
        case AgencyMention():
            return mention.role
        case _:
            return mention.temporal_type


@Language.factory(
    "policy_commitments",
    default_config={"lang": None, "doc_date": None},
    assigns=["doc.spans", "doc._.commitments", "doc._.statements"],
)
def policy_commitments(nlp: Language, name: str, lang: str | None, doc_date: str | None) -> PolicyCommitments:
    """The component for a pipeline. `lang` is that of the pipeline where it is zh or en, else found in each text; `doc_date` an ISO date.

    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> _ = nlp.add_pipe("policy_commitments")
    >>> doc = nlp("到2025年，森林覆盖率达到24%以上。")
    >>> [(s.text, s.label_) for s in doc.spans["quantity"]], doc._.commitments[0]["due"]
    ([('24%以上', 'percent')], '2025-12-31')
    """
    if lang is not None and lang not in get_args(Lang):
        raise ConfigurationError(f"{name}: lang={lang!r}: possible are {', '.join(get_args(Lang))}")
    known = lang or (nlp.lang if nlp.lang in get_args(Lang) else None)
    return PolicyCommitments(cast("Lang | None", known), iso(doc_date))
