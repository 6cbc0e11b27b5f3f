"""What is the model told of a sentence? Its class and its bodies: by gold files, or by the rules where they are sure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.clean import clean
from pipeline.evaluate.annotated import Annotated, Span, gold_texts, read_gold_file
from pipeline.evaluate.measure import iou
from pipeline.find import find
from pipeline.layout import blocks as lay_out
from pipeline.normalize.anchor import titled_date
from pipeline.read import read
from pipeline.sentences import split
from pipeline.statements import classify
from pipeline.types import Document, Lang, Role, StatementClass

SURE = 0.9
"""The rules' confidence from which they may teach."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body in a sentence. `role` None: do not learn anything from these characters, as the rules are not sure."""

    start: int
    end: int
    role: Role | None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a clean text with what is known of it; `statement_class` None is not known. `weight` is how much it counts."""

    document: str
    text: str
    lang: Lang
    bodies: tuple[Body, ...]
    statement_class: StatementClass | None
    weight: float = 1.0


def gold_examples(files: Iterable[Path], *, weight: float = 1.0) -> Iterator[Example]:
    """The sentences of gold documents (NAME.json, its text beside it). Raises ConfigurationError where a file is none."""
    for file in files:
        gold = read_gold_file(file)
        for document in read(gold_texts(file.parent, [file.stem])):
            yield from _told_by_gold(document, gold, weight)


def gold_files(folder: Path) -> list[Path]:
    """The gold files of a folder, in order."""
    return [p for p in sorted(folder.glob("*.json")) if not p.name.startswith("PAIR") and not p.name.endswith(".src.json")]


def silver_examples(documents: Iterable[Document], *, weight: float = 1.0) -> Iterator[Example]:
    """The sentences of documents that nobody annotated, with what the rules are sure of."""
    for document in documents:
        text = clean(document.text).text
        blocks = lay_out(text, lang=document.lang)
        sentences = split(text, blocks)
        found = find(text, blocks, sentences)
        judged = {s.start: s for s in classify(text, blocks, sentences, found, doc_date=document.doc_date or titled_date(text)).sentences}
        starts = [a.start for a in found.agencies]
        for s in sentences:
            inside = found.agencies[bisect_left(starts, s.start) : bisect_left(starts, s.end)]
            bodies = tuple(Body(a.start - s.start, a.end - s.start, a.role if a.confidence >= SURE else None) for a in inside if a.end <= s.end)
            said = judged.get(s.start)
            sure = said.statement_class if said and said.confidence >= SURE and not said.label else None
            yield Example(document.doc_id, text[s.start : s.end], blocks[s.block].lang, bodies, sure, weight)


def _told_by_gold(document: Document, gold: Annotated, weight: float) -> Iterator[Example]:
    aligned = clean(document.text)
    text = aligned.text
    blocks = lay_out(text, lang=document.lang)
    points = [aligned.to_source_point(i) for i in range(len(text) + 1)]
    agencies = [m for m in gold.mentions if m.kind == "agency"]
    for s in split(text, blocks):
        source = Span(*aligned.to_source(s.start, s.end), "")
        bodies = [_body(points, s.start, m.start, m.end, m.role) for m in agencies if source.start <= m.start and m.end <= source.end]
        said = max(gold.statements, key=lambda g: iou(g, source), default=None)
        known = said.statement_class if said is not None and iou(said, source) > 0.5 else None
        yield Example(gold.name, text[s.start : s.end], blocks[s.block].lang, tuple(b for b in bodies if b.start < b.end), known, weight)  # type: ignore[arg-type]  # gold's words


def _body(points: Sequence[int], first: int, start: int, end: int, role: str | None) -> Body:
    return Body(bisect_left(points, start) - first, bisect_left(points, end) - first, role or "other")  # type: ignore[arg-type]  # gold's words
