"""Which row of a table is the one that was decided on? Ids and offsets move; what is said, and where, stays alike."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher

from pipeline.review.decisions import CONTENT, Standing
from pipeline.write.tables import Row

_Said = Callable[[Row], Hashable]

_ALIKE = 0.75
"""How alike two wordings of an evidence are at least that are taken for one, of 1."""
_NEAR = 40
"""How many rows that say the same, or rest on the same words, are looked at on either side of where a decided row stood."""
_SHINGLE = 4
_SAMPLE = 3
_SHORT = 40
_RARE, _OFTEN, _BEST = 12, 200, 4
"""Runs of four characters find wordings that are alike: about every third is looked at, in short texts all; a row is sought by its twelve
rarest runs, in at most two hundred rows for each, and the four that share most of them are compared."""


def matched(decided: Sequence[Standing], rows: Sequence[Row]) -> dict[int, int]:
    """Number of a decided row → number of the row of the same document that it is, one to one; those that are not found are left out.

    Rows that say the same as the program's row or as the row decided on come first, then those whose evidence is alike and whose target,
    deadline, action or indicator is the same. Another target on the same evidence is another row, unless there is no other there, or the
    program's row was never known (a decision that was read from the output alone) and the id is the same. A row that a person added is one
    that the program gives only where that says just the same. Rows are looked up by what they
    say, never each with each: the time grows with the number of rows.

    >>> from pipeline.review.decisions import Decision
    >>> old = {"evidence": "到2025年建成公园12个", "target_text": "12个", "value": 12}
    >>> matched([Standing(Decision("k", "a", "c1", "accept", "2025-01-01", old), old)], [{**old, "value": 13}])
    {0: 0}
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    same, evidence = _Near(rows, says), _Near(rows, _evidence)

    def take(candidates: Iterable[tuple[int, int]]) -> None:
        pairs = []
        for i, j in candidates:
            if j not in taken and (weight := _weight(decided[i], rows[j])):
                other = decided[i].last.commitment_id != rows[j].get("commitment_id")
                pairs.append((-weight, abs(_start(_known(decided[i])[0]) - _start(rows[j])), other, i, j))
        for _, _, _, i, j in sorted(pairs):
            if i not in found and j not in taken:
                found[i] = j
                taken.add(j)

    take((i, j) for i, one in enumerate(decided) for known in _known(one) for j in (*same.to(known), *evidence.to(known)))
    left = [i for i in range(len(decided)) if i not in found]
    if not left:
        return found
    alike_to = _Alike((j, _evidence(row)) for j, row in enumerate(rows) if j not in taken)
    take((i, j) for i in left for known in _known(decided[i]) for j in alike_to.most(_evidence(known)))
    often = Counter(_evidence(one.last.row) for one in decided)
    for i in left:
        words = _evidence(decided[i].last.row)
        if i not in found and decided[i].first is not None and often[words] == 1 and len(lone := evidence.all(words)) == 1 and lone[0] not in taken:
            found[i] = lone[0]
            taken.add(lone[0])
    return found


def says(row: Row) -> tuple[object, ...]:
    """What a row says, without its ids and place."""
    return tuple(tuple(v) if isinstance(v := row.get(name), list) else v for name in CONTENT)


def alike(a: str, b: str) -> float:
    """How alike two wordings are, 0 to 1; 0 where they are less than that."""
    if not a or not b:
        return 0
    if a == b:
        return 1
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0
    return ratio if (ratio := matcher.ratio()) >= _ALIKE else 0


class _Near:
    """Rows by something that they say, those with the same in the order of their places."""

    def __init__(self, rows: Sequence[Row], said: _Said) -> None:
        self._said = said
        groups: defaultdict[Hashable, list[tuple[int, int]]] = defaultdict(list)
        for j, row in enumerate(rows):
            groups[said(row)].append((_start(row), j))
        self._groups = {key: sorted(group) for key, group in groups.items()}

    def to(self, row: Row) -> list[int]:
        """The numbers of the rows that say the same as this one, those around its place where they are many."""
        group = self._groups.get(self._said(row), [])
        at = bisect_left(group, (_start(row), -1)) if len(group) > 2 * _NEAR else 0
        return [j for _, j in group[max(0, at - _NEAR) : at + 2 * _NEAR]]

    def all(self, said: Hashable) -> list[int]:
        """The numbers of all rows that say this."""
        return [j for _, j in self._groups.get(said, [])]


class _Alike:
    """Texts by their runs of characters; all are sampled alike, so that a short one does not seem to share more than a long one."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        self._short: defaultdict[str, list[int]] = defaultdict(list)
        for j, text in texts:
            for run in _runs(text):
                if _kept(run):
                    self._having[run].append(j)
                elif len(text) < _SHORT:
                    self._short[run].append(j)

    def most(self, text: str) -> list[int]:
        """The numbers of the texts that share most with this one."""
        found: list[int] = []
        for index in (self._having, self._short):
            lists = sorted((index[run] for run in _runs(text) if run in index), key=len)[:_RARE]
            found += [j for j, _ in Counter(j for some in lists for j in some[:_OFTEN]).most_common(_BEST)]
        return found


def _runs(text: str) -> dict[str, None]:
    return dict.fromkeys(text[at : at + _SHINGLE] for at in range(max(1, len(text) - _SHINGLE + 1)))


def _kept(run: str) -> bool:
    return sum(map(ord, run)) % _SAMPLE == 0


def _known(one: Standing) -> list[Row]:
    return [one.last.row] if one.first is None or one.first == one.last.row else [one.first, one.last.row]


def _weight(one: Standing, row: Row) -> float:
    if one.first is None:
        return 10 if says(one.last.row) == says(row) else 0
    if weight := max(_likeness(known, row) for known in _known(one)):
        return weight
    return 0.5 if one.adopted and one.last.commitment_id == row.get("commitment_id") and _evidence(one.last.row) == _evidence(row) else 0


def _likeness(known: Row, row: Row) -> float:
    if says(known) == says(row):
        return 10
    targets = known.get("target_text"), row.get("target_text")
    if all(targets) and targets[0] != targets[1] and known.get("value") != row.get("value"):
        return 0
    same = [bool(known.get(name)) and known.get(name) == row.get(name) for name in ("target_text", "deadline_text", "action", "indicator")]
    evidence = alike(_evidence(known), _evidence(row)) if any(same) else 0
    return 3 * evidence + 2 * same[0] + sum(same[1:]) if evidence else 0


def _evidence(row: Row) -> str:
    return str(row.get("evidence") or "")


def _start(row: Row) -> int:
    start = row.get("start")
    return start if isinstance(start, int) else 0
