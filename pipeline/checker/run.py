"""The table of contents of `check`: read the sides, decide the relation, link, judge, explain; over many documents, lineages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.checker.explain import explain, explain_alone, explain_conflict
from pipeline.checker.lineage import Lineage, lineages
from pipeline.checker.link import link
from pipeline.checker.link_conflicts import self_conflicts
from pipeline.checker.model import Link, RelationKind, TableRow, Verdict
from pipeline.checker.options import Options, RelationWanted
from pipeline.checker.relation import guess_relation
from pipeline.checker.scope import covered
from pipeline.checker.tables import Side
from pipeline.checker.translation import with_sentences
from pipeline.checker.verdict import judge, merged
from pipeline.types import Document


@dataclass(frozen=True, slots=True)
class PairCheck:
    """What came of two sides: the relation and why, every link with its verdict."""

    a: str
    b: str
    relation: RelationKind
    why: str
    links: tuple[Link, ...]

    @property
    def counts(self) -> dict[Verdict, int]:
        """How often each verdict was given."""
        return dict(Counter(link.verdict for link in self.links))


def check(a: Side, b: Side, options: Options) -> PairCheck:
    """Compare two sides, b seen from a: links in the order of a, then what only b has; in a translation also sentences."""
    relation, why = decide(a, b, options.relation)
    links = list(check_rows(a.rows, b.rows, relation, options))
    if relation == "translation":
        links = with_sentences(links, a, b, options)
    return PairCheck(a.name, b.name, relation, why, tuple(links))


def decide(a: Side, b: Side, wanted: RelationWanted) -> tuple[RelationKind, str]:
    """The relation of b to a, and how it was decided."""
    if wanted != "auto":
        return wanted, f"{wanted}: as given"
    return guess_relation(a.rows, b.rows, _document(a), _document(b))


def _document(side: Side) -> Document:
    return Document(side.name, "", lang=side.lang, doc_date=side.doc_date, title=side.title)


def check_rows(a: Sequence[TableRow], b: Sequence[TableRow], relation: RelationKind, options: Options) -> Iterator[Link]:
    """Link the rows and judge every link; a split or merge gives a line for each pair of its rows, judged together.

    >>> from decimal import Decimal
    >>> a = TableRow("a", "c1", lang="zh", indicator="森林覆盖率", value=Decimal(24), unit="percent", evidence="森林覆盖率达到24%")
    >>> b = replace(a, doc_id="b", value=Decimal(25), evidence="森林覆盖率达到25%")
    >>> [(x.a.row_id, x.b.row_id, x.verdict) for x in check_rows([a], [b], "successor", Options())]
    [('c1', 'c1', 'target_raised')]
    """
    pairings, only_a, only_b = link(a, b, relation=relation, embed=options.embed)
    for pairing in pairings:
        judged = judge(merged(pairing.a), merged(pairing.b), relation=relation, tolerance=options.tolerance)
        text = explain(judged, options.explain_lang, rows=(len(pairing.a), len(pairing.b)))
        for x in pairing.a:
            for y in pairing.b:
                yield Link(x, y, judged.verdict, judged.fields, pairing.score, text)
    for row in only_a:
        verdict: Verdict = "dropped" if covered(row, b, relation, of_a=True) else "not_mentioned"
        yield Link(row, None, verdict, explanation=explain_alone(verdict, row, options.explain_lang, of_a=True))
    for row in only_b:
        verdict = "new" if covered(row, a, relation, of_a=False) else "not_mentioned"
        yield Link(None, row, verdict, explanation=explain_alone(verdict, row, options.explain_lang, of_a=False))


def in_date_order(sides: Sequence[Side]) -> list[Side]:
    """The sides by the dates of their documents; those without a date keep their place among the others."""
    if any(s.doc_date is None for s in sides):
        return list(sides)
    return sorted(sides, key=lambda s: s.doc_date or "")


@dataclass(frozen=True, slots=True)
class Findings:
    """All that `check` found: the pairs, one after another, then each document against itself; lineages where there are more than two."""

    checks: tuple[PairCheck, ...]
    lineages: tuple[Lineage, ...] = ()

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """The verdicts given at least once."""
        return frozenset(link.verdict for check in self.checks for link in check.links)


def check_all(sides: Sequence[Side], options: Options) -> Findings:
    """Each side against the next in date order (two sides: as given), each against itself; with more than two sides, or one table of
    many documents, also what became of each promise."""
    ordered = list(sides) if len(sides) == 2 else in_date_order(sides)
    checks = [check(a, b, options) for a, b in pairwise(ordered)]
    checks += [within for side in ordered if (within := _within(side, options)).links]
    many = len(sides) > 2 or (len(sides) == 1 and len(sides[0].documents) > 1)
    return Findings(tuple(checks), tuple(lineages([row for side in ordered for row in side.rows])) if many else ())


def _within(side: Side, options: Options) -> PairCheck:
    """A side against itself: two targets for one indicator and period in one document."""
    found = self_conflicts(side.rows)
    links = tuple(
        replace(x, fields=("target",), explanation=explain_conflict(x.a, x.b, options.explain_lang)) for x in found if x.a is not None and x.b is not None
    )
    return PairCheck(side.name, side.name, "successor", "within one document", links)
