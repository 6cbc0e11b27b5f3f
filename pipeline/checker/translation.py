"""What a translation is held against beside its rows: the sentences of both texts, aligned in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.backends import default_embedder
from pipeline.checker.explain import explain, explain_alone
from pipeline.checker.link_sentences import by_sentence, holding, in_rows, in_sentence
from pipeline.checker.model import Link, TableRow
from pipeline.checker.options import Options
from pipeline.checker.sentences import Alignment, align, alone
from pipeline.checker.tables import Side
from pipeline.checker.verdict import judge


def with_sentences(links: Sequence[Link], a: Side, b: Side, options: Options) -> list[Link]:
    """The links of the rows of a translation, completed by its sentences: a row without counterpart is held against the sentence that answers
    it and says its number or date, and sentences without number or date that one side lacks are named. The links as they are where there
    is no embedder, or a side has no sentences."""
    embed = options.embed or default_embedder()
    if embed is None or not a.sentences or not b.sentences:
        return list(links)
    aligned = align(a.sentences, b.sentences, embed)
    return [*_answered(links, a, b, aligned, options), *_alone(a, b, aligned, options)]


def _answered(links: Sequence[Link], a: Side, b: Side, aligned: Alignment, options: Options) -> Iterator[Link]:
    """The links with counterparts found for rows that had none, in the order of a, then what only b has."""
    pairs = in_rows([x.a for x in links if x.a and not x.b], [x.b for x in links if x.b and not x.a], a, b, aligned)
    of_a = {id(row): (other, likeness) for row, other, likeness in pairs}
    of_b = {id(other) for _, other, _ in pairs}
    turned = aligned.turned
    said_a, said_b = by_sentence(a.said), by_sentence(b.said)
    for x in links:
        if x.a is not None and x.b is None:
            if id(x.a) in of_a:
                yield _judged(x.a, *of_a[id(x.a)], options)
            elif found := in_sentence(x.a, a, b, aligned, said_b):
                yield _judged(x.a, *found, options, of="b")
            else:
                yield x
        elif x.b is not None and x.a is None:
            if id(x.b) in of_b:
                continue
            if found := in_sentence(x.b, b, a, turned, said_a):
                yield _judged(found[0], x.b, found[1], options, of="a")
            else:
                yield x
        else:
            yield x


def _judged(a: TableRow, b: TableRow, likeness: float, options: Options, *, of: str | None = None) -> Link:
    """The verdict on two rows; `of` names the side of which there is only a sentence."""
    judged = judge(a, b, relation="translation", tolerance=options.tolerance)
    text = explain(judged, options.explain_lang, sentence_of=of)
    return Link(a, b, judged.verdict, judged.fields, round(min(1.0, likeness), 4), text)


def _alone(a: Side, b: Side, aligned: Alignment, options: Options) -> Iterator[Link]:
    """Sentences without number or date that one side lacks; those that hold a row are judged by it."""
    left, right = alone(a.sentences, b.sentences, aligned)
    for row in _without_rows(left, a.rows):
        yield Link(row, None, "dropped", explanation=explain_alone("dropped", row, options.explain_lang, of_a=True, rule="omission"))
    for row in _without_rows(right, b.rows):
        yield Link(None, row, "new", explanation=explain_alone("new", row, options.explain_lang, of_a=False, rule="addition"))


def _without_rows(sentences: Sequence[TableRow], rows: Sequence[TableRow]) -> list[TableRow]:
    """The sentences in which no row of the table has its evidence."""
    held = {i for row in rows for i in holding(row, sentences)}
    return [s for i, s in enumerate(sentences) if i not in held]
