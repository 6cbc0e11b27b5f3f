"""Which rows of two documents speak of the same thing?"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.backends import Embedder, default_embedder
from pipeline.checker.link_assign import assign
from pipeline.checker.link_beside import beside
from pipeline.checker.link_candidates import candidates
from pipeline.checker.link_facts import facts
from pipeline.checker.link_groups import groups
from pipeline.checker.link_order import Order, anchors
from pipeline.checker.link_score import THRESHOLD, score
from pipeline.checker.link_wording import Wording
from pipeline.checker.model import Pairing, RelationKind, TableRow


def link(
    a: Sequence[TableRow], b: Sequence[TableRow], *, relation: RelationKind, embed: Embedder | None = None
) -> tuple[list[Pairing], list[TableRow], list[TableRow]]:
    """The pairings in the order of a, then the rows that only a has, then those that only b has.

    Rows are compared by indicator, number (after conversion of units), time, place and wording, in a translation also by their order;
    each row goes to at most one counterpart, or with others into a split or merge; below a threshold it has none.
    Between languages the default embedder is used where `embed` is None and its package is installed.

    >>> from decimal import Decimal
    >>> zh = TableRow("a", "c1", indicator="森林覆盖率", value=Decimal(24), unit="percent", evidence="森林覆盖率达到24%")
    >>> en = TableRow("b", "c9", indicator="forest coverage", value=Decimal(24), unit="percent", evidence="forest coverage will reach 24%")
    >>> [(p.a[0].row_id, p.b[0].row_id) for p in link([zh], [en], relation="translation")[0]]
    [('c1', 'c9')]
    """
    left, right = facts(a), facts(b)
    if embed is None and {f.lang for f in left} != {f.lang for f in right}:
        embed = default_embedder()
    wording = Wording(left, right, embed)
    pairs = candidates(left, right, wording, ordered=relation == "translation")
    scores = {(i, j): score(left[i], right[j], wording, relation=relation) for i, j in pairs}
    if relation == "translation":
        order = Order(left, right, anchors(scores))
        if order.known:
            scores = {(i, j): score(left[i], right[j], wording, relation=relation, order=order.fit(left[i], right[j])) for i, j in pairs}
    chosen = assign(scores, THRESHOLD[relation])
    grouped = groups(chosen, left, right, wording)
    taken_a, taken_b = {i for (i_s, _), _ in grouped for i in i_s}, {j for (_, j_s), _ in grouped for j in j_s}
    if relation != "translation":
        free_a, free_b = [i for i in range(len(a)) if i not in taken_a], [j for j in range(len(b)) if j not in taken_b]
        for (i, j), likeness in beside(left, right, free_a, free_b, wording).items():
            grouped.append((((i,), (j,)), likeness))
            taken_a.add(i)
            taken_b.add(j)
    grouped.sort(key=lambda g: left[g[0][0][0]].place)
    pairings = [Pairing(tuple(a[i] for i in i_s), tuple(b[j] for j in j_s), round(s, 4)) for (i_s, j_s), s in grouped]
    return pairings, [r for i, r in enumerate(a) if i not in taken_a], [r for j, r in enumerate(b) if j not in taken_b]
