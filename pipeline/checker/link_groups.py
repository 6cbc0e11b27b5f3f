"""Which rows that were left over belong to a split or a merge: a total and its parts, or one number that is said of several indicators?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.checker.link_facts import Facts
from pipeline.checker.link_score import ROUNDING, same_number, same_time
from pipeline.checker.link_wording import Wording, excluded

MOST = 6
"""A total is sought as the sum of at most so many neighbouring rows."""
REACH = 2
"""Rows of a group stand within this many places of each other."""
TOTAL = 0.30
"""Parts are named by what they are parts of, so little wording is shared with the total."""
SHARED = 0.40
"""Least likeness of a left-over row to the row that says its number together with another's."""

Group = tuple[tuple[int, ...], tuple[int, ...]]


def groups(chosen: Mapping[tuple[int, int], float], left: Sequence[Facts], right: Sequence[Facts], wording: Wording) -> list[tuple[Group, float]]:
    """The pairs chosen one to one, some of them widened by rows that were left over; sorted by the first row of a."""
    found: dict[tuple[int, int], tuple[set[int], set[int]]] = {(i, j): ({i}, {j}) for i, j in chosen}
    partner_a, partner_b = {i: (i, j) for i, j in chosen}, {j: (i, j) for i, j in chosen}
    _widen(found, partner_b, right, left, {i for i, _ in chosen}, 0, wording)
    _widen(found, partner_a, left, right, {j for _, j in chosen}, 1, wording)
    out: list[tuple[Group, float]] = [((tuple(sorted(a)), tuple(sorted(b))), chosen[pair]) for pair, (a, b) in found.items()]
    taken_a, taken_b = {i for a, _ in found.values() for i in a}, {j for _, b in found.values() for j in b}
    for i in range(len(left)):
        if i not in taken_a and (parts := _parts(left[i], [j for j in range(len(right)) if j not in taken_b], right, wording)):
            out.append((((i,), parts[0]), parts[1]))
            taken_b.update(parts[0])
    for j in range(len(right)):
        if j not in taken_b and (parts := _parts(right[j], [i for i in range(len(left)) if i not in taken_a], left, wording)):
            out.append(((parts[0], (j,)), parts[1]))
            taken_a.update(parts[0])
    return sorted(out)


def _widen(
    found: dict[tuple[int, int], tuple[set[int], set[int]]],
    partner: Mapping[int, tuple[int, int]],
    ones: Sequence[Facts],
    many: Sequence[Facts],
    taken: set[int],
    side: int,
    wording: Wording,
) -> None:
    """Add left-over rows of `many` to the pairs of `ones`: `partner` gives the pair of each linked row of `ones`, `side` which half of it `many` is."""
    at: dict[int, int] = {row.place: n for n, row in enumerate(many)}
    for one, pair in partner.items():
        other = pair[side]
        near = [at[p] for p in range(many[other].place - REACH, many[other].place + REACH + 1) if p in at and at[p] not in taken]
        if not near or not ones[one].numeric:
            continue
        if same_number(ones[one], many[other]) == 1.0:
            extra = [n for n in near if _said_together(ones[one], many[other], many[n], wording)]
        else:
            extra = list(_completing(ones[one], other, near, many))
        for n in extra:
            found[pair][side].add(n)
            taken.add(n)


def _said_together(one: Facts, known: Facts, row: Facts, wording: Wording) -> bool:
    """Whether `one` gives a single number for two indicators that the other document gives one after the other."""
    if same_number(one, row) < 1.0 or one.row.change != row.row.change or same_time(one, row) < 0.5 or row.row.status != known.row.status:
        return False
    own, its = row.subject_concepts | set(row.subject_words), one.concepts | set(one.focus_words)
    new = own - known.subject_concepts - set(known.subject_words)
    return bool(new & its) and not excluded(one, row) and wording.either(one, row) >= SHARED


def _completing(total: Facts, known: int, near: Sequence[int], rows: Sequence[Facts]) -> Iterator[int]:
    """The neighbours that together with the row already linked add up to the total."""
    run = sorted({known, *near}, key=lambda n: rows[n].place)
    for start in range(len(run)):
        for end in range(start + 2, min(len(run), start + MOST) + 1):
            part = run[start:end]
            if known in part and _adds_up(total, [rows[n] for n in part]):
                yield from (n for n in part if n != known)
                return


def _parts(total: Facts, free: Sequence[int], rows: Sequence[Facts], wording: Wording) -> tuple[tuple[int, ...], float] | None:
    """A run of free neighbouring rows that add up to a total that was left over itself."""
    if not total.numeric or len(total.digits or "") < 2:
        return None
    by_kind: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for n in free:
        by_kind[rows[n].dimension, rows[n].row.status].append(n)
    run = sorted(by_kind.get((total.dimension, total.row.status), ()), key=lambda n: rows[n].place)
    for start in range(len(run)):
        for end in range(start + 2, min(len(run), start + MOST) + 1):
            if rows[run[end - 1]].place - rows[run[end - 2]].place > REACH:
                break
            part = run[start:end]
            if _adds_up(total, [rows[n] for n in part]):
                likeness = max(_named(total, [rows[n] for n in part]), *(wording.either(total, rows[n]) for n in part))
                if likeness >= TOTAL:
                    return tuple(part), round(0.5 + 0.5 * likeness, 4)
    return None


def _named(total: Facts, parts: Sequence[Facts]) -> float:
    """The share of what the total is called that the parts are called too; nothing across languages without terms."""
    if any(excluded(total, p) or (total.places and p.places and total.places.isdisjoint(p.places)) for p in parts):
        return 0.0
    called = total.subject_concepts if any(p.lang != total.lang for p in parts) else set(total.subject_words) | total.subject_concepts
    theirs = {w for p in parts for w in (p.concepts | set(p.focus_words) | set(p.subject_words))}
    return len(called & theirs) / len(called) / 2 if called else 0.0


def _adds_up(total: Facts, parts: Sequence[Facts]) -> bool:
    """Whether amounts (not rates, not equal twins) add up to the total within rounding."""
    if total.dimension == "share" or any(p.dimension != total.dimension or p.value is None for p in parts):
        return False
    if any((p.row.change or "level") != (total.row.change or "level") or same_time(total, p) < 0.5 for p in parts) or total.value is None:
        return False
    return abs(sum(p.value or 0.0 for p in parts) - total.value) <= ROUNDING / 2 * abs(total.value)
