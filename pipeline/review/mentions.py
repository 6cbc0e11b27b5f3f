"""Which mentions do the rows of a document refer to, once people decided on them? Words that they read otherwise are corrected there too."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.review.compare import plain
from pipeline.review.order import inserted
from pipeline.review.place import Places
from pipeline.write.tables import Row

_AMOUNT = ("value", "value_max", "comparator", "unit", "noun", "change")
_OWN = re.compile(r"h\d+\Z")
_DOERS = ("responsible", "support", "lead")
Pair = tuple[Row | None, Row]
"""A row before it was decided on (None: a person wrote it, or the program no longer gives it), and the row as it is now."""


def linked(pairs: Sequence[Pair], mentions: Iterable[Row], places: Places) -> tuple[list[Row], list[Row]]:
    """The rows of one document with the ids of their mentions, and its mentions, corrected.

    A target has the amount that the row has; a deadline the day, and a repetition the period, that a person gave all rows that rest on
    it; a body its part. Words that no mention has become one (h1, h2, …) where they stand in the text. A number that another row reads
    otherwise stays as it is, and the corrected row has a mention of its own. What people changed bears the rule `human:NAME`.
    """
    book = _Book([m for m in mentions if not _OWN.match(str(m.get("mention_id")))], places)
    rows = [row for _, row in pairs]
    live = [n for n, row in enumerate(rows) if row.get("review") != "reject"]
    for n in live:
        ids = _ids(pairs[n][0] or rows[n])
        book.uses.update(ids)
        if not rows[n].get("review"):
            book.open.update(ids)
    for n, row in enumerate(rows):
        if row.get("review") == "reject":
            rows[n] = {k: v for k, v in row.items() if not (k.endswith("_id") and k != "commitment_id" and _OWN.match(str(v)))}
        elif row.get("review"):
            rows[n] = _row_linked(pairs[n][0], row, book)
    _days(pairs, rows, live, book)
    return rows, inserted(book.machine, book.added)


def _row_linked(before: Row | None, row: Row, book: _Book) -> Row:
    ids: dict[str, str | None] = {"target_id": None, "deadline_id": None, "frequency_id": None}
    amount = {name: row.get(name) for name in _AMOUNT}
    if "target_text" in row or "value" in row:
        known = book.known("quantity", row, before, "target_id", "target_text") or book.within(row, "quantity", amount, "target_text")
        said = amount if "value" in row else {}
        ids["target_id"] = book.claim(known, row, "quantity", str(row.get("target_text", "")), said, exact=True)
    if "deadline_text" in row or "due" in row:
        known = book.known("temporal", row, before, "deadline_id", "deadline_text")
        known = known or book.within(row, "temporal", {"date_to": row.get("due")}, "deadline_text")
        point = {"temporal_type": "point", "date_to": row["due"], "relation": row.get("relation", "in")} if "due" in row else {"temporal_type": "duration"}
        ids["deadline_id"] = book.claim(known, row, "temporal", str(row.get("deadline_text", "")), point, exact=False)
    if "frequency" in row:
        period = {"temporal_type": "set", "iso_value": row["frequency"]}
        known = book.by_id.get(str((before or row).get("frequency_id"))) or book.within(row, "temporal", period, "frequency")
        ids["frequency_id"] = book.claim(known, row, "temporal", "", period, exact=True)
    agencies = _agencies(before, row, book)
    out = {k: v for k, v in row.items() if k not in (*ids, "agency_ids")}
    out |= {name: value for name, value in ids.items() if value is not None}
    return out | ({"agency_ids": agencies} if agencies else {})


def _agencies(before: Row | None, row: Row, book: _Book) -> list[str]:
    """The ids of the bodies of a row, in their order; a body that is said nowhere has none."""
    names, lead = _names(row.get("agencies")), _names(row.get("lead_agencies"))
    held = [book.by_id.get(i) for i in _names((before or row).get("agency_ids"))]
    by_name = {plain(str(m.get("name"))): m for m in held if m is not None}
    ids = []
    for n, name in enumerate(names):
        mention = by_name.get(plain(name)) or book.named(name, row)
        part = {"name": name, "role": "lead"} if name in lead else {"name": name}
        if mention is None and len(held) == len(names) and (old := held[n]) is not None and old.get("name") not in names:
            at = book.at(row, name)
            if at is None or (_int(old["start"]) <= at[0] and at[1] <= _int(old["end"])):
                mention = old  # the same body by another name
        if mention is not None and name not in lead and mention.get("role") not in ("responsible", "support"):
            part["role"] = "responsible"
        if (found := book.claim(mention, row, "agency", name, part if mention is not None else {"role": "responsible", **part}, exact=False)) is not None:
            ids.append(found)
    return ids


def _days(pairs: Sequence[Pair], rows: Sequence[Row], live: Sequence[int], book: _Book) -> None:
    """Give a deadline the day and relation that a person gave, where no other row that rests on it says otherwise."""
    days: defaultdict[object, set[object]] = defaultdict(set)
    relations: defaultdict[object, set[object]] = defaultdict(set)
    for n in live:
        days[rows[n].get("deadline_id")].add(rows[n].get("due"))
        relations[rows[n].get("deadline_id")].add(rows[n].get("relation"))
    for n in live:
        before, row = pairs[n][0], rows[n]
        mention = book.by_id.get(str(row.get("deadline_id")))
        if before is None or mention is None or not row.get("review") or before.get("deadline_id") != mention["mention_id"]:
            continue
        said: dict[str, Any] = {}
        if "due" in row and row["due"] != before.get("due") == mention.get("date_to") and len(days[row["deadline_id"]]) == 1:
            said["date_to"] = row["due"]
        if "relation" in row and row["relation"] != before.get("relation") == mention.get("relation") and len(relations[row["deadline_id"]]) == 1:
            said["relation"] = row["relation"]
        book.correct(mention, row, said)


@dataclass(slots=True)
class _Book:
    """The mentions of a document: those of the program, corrected where people say so, and those that people added."""

    machine: list[Row]
    places: Places
    added: list[Row] = field(default_factory=list)
    by_id: dict[str, Row] = field(default_factory=dict)
    uses: Counter[str] = field(default_factory=Counter)
    """How many rows refer to a mention."""
    open: set[str] = field(default_factory=set)
    """Mentions that rows refer to on which nobody has decided: they stay as they are."""
    _claimed: dict[str, dict[str, Any]] = field(default_factory=dict)
    _by_words: defaultdict[tuple[str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))
    _by_name: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    _starts: list[tuple[int, int]] = field(default_factory=list)
    _own: dict[tuple[tuple[str, Any], ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.machine = [dict(m) for m in self.machine]
        for m in sorted(self.machine, key=lambda m: _int(m.get("start"))):
            self.by_id[str(m["mention_id"])] = m
            self._by_words[str(m["kind"]), plain(str(m.get("text")))].append(m)
            if m["kind"] == "agency":
                self._by_name[plain(str(m.get("name")))].append(m)
        self._starts = sorted((_int(m.get("start")), n) for n, m in enumerate(self.machine))

    def known(self, kind: str, row: Row, before: Row | None, column: str, words: str) -> Row | None:
        """The mention that a row refers to: the one it had, if that has its words, else the nearest that has them, within the evidence first."""
        had = self.by_id.get(str((before or row).get(column)))
        said = plain(str(row.get(words, "")))
        if had is not None and (not said or plain(str(had.get("text"))) == said):
            return had
        found = _nearest(self._by_words.get((kind, said), ()), row)
        if found is not None and (kind != "quantity" or _inside(found, row)):
            return found
        at = self.at(row, str(row.get(words, ""))) if had is not None and self.uses[str(had["mention_id"])] == 1 else None
        if had is None or at is None or at[0] >= _int(had["end"]) or _int(had["start"]) >= at[1]:
            return None
        self.correct(had, row, {"start": at[0], "end": at[1], "text": row[words]})  # the same place, cut otherwise
        return had

    def named(self, name: str, row: Row) -> Row | None:
        """The nearest mention of a body by its name or words."""
        return _nearest(self._by_name.get(plain(name), ()), row) or _nearest(self._by_words.get(("agency", plain(name)), ()), row)

    def within(self, row: Row, kind: str, said: dict[str, Any], words: str) -> Row | None:
        """The one mention in the evidence of a row that means this, where the row does not give its words."""
        key = next(iter(said))
        if said[key] is None or (words != "frequency" and words in row) or "start" not in row:
            return None
        wanted = {name: said[name] for name in ("value", "unit", "date_to", "iso_value") if said.get(name) is not None}
        first = bisect_left(self._starts, (_int(row["start"]), -1))
        found = []
        for start, n in self._starts[first:]:
            if start >= _int(row["end"]):
                break
            m = self.machine[n]
            if m["kind"] == kind and all(m.get(name) == value for name, value in wanted.items()):
                found.append(m)
        return found[0] if len(found) == 1 else None

    def claim(self, mention: Row | None, row: Row, kind: str, words: str, said: dict[str, Any], *, exact: bool) -> str | None:
        """The id of a mention for a row that means `said` by it. Where another row means something else, and `exact` asks for it, or where
        there is none, it is a new one, if its words stand in the text."""
        if mention is None:
            return self._new(row, kind, words, said)
        mention_id = str(mention["mention_id"])
        differs = {name: value for name, value in said.items() if mention.get(name) != value} if exact or kind == "agency" else {}
        taken = mention_id in self.open or self._claimed.get(mention_id, said) != said
        if differs and taken:
            return self._new(row, kind, str(mention["text"]), said, at=(_int(mention["start"]), _int(mention["end"]))) if exact else mention_id
        if exact or kind == "agency":
            self._claimed[mention_id] = said
            self.correct(mention, row, differs)
        return mention_id

    def correct(self, mention: Row, row: Row, said: dict[str, Any]) -> None:
        """Let a mention mean this, by the person who decided on the row."""
        for name, value in said.items():
            if value is None:
                mention.pop(name, None)
            else:
                mention[name] = value
        if said:
            if str(mention.get("date_from", "")) > str(mention.get("date_to", "9999")):
                mention.pop("date_from")
            mention["extractor"] = _by(row)

    def _new(self, row: Row, kind: str, words: str, said: dict[str, Any], at: tuple[int, int] | None = None) -> str | None:
        at = at or self.at(row, words)
        if at is None:
            return None
        cells = {"kind": kind, "start": at[0], "end": at[1], "text": words, **said}
        if kind == "quantity":
            cells = {**cells, "comparator": said.get("comparator") or "eq", "unit": said.get("unit") or "count", "change": said.get("change") or "level"}
        cells = {k: v for k, v in cells.items() if v is not None}
        if (there := self._own.get(tuple(cells.items()))) is not None:
            return there
        page = {"page": row["page"]} if "page" in row and _inside(cells, row) else {}
        name = self._own[tuple(cells.items())] = f"h{len(self.added) + 1}"
        self.added.append({"doc_id": row["doc_id"], "mention_id": name, **cells, **page, "extractor": _by(row)})
        return name

    def at(self, row: Row, words: str) -> tuple[int, int] | None:
        """Where words of a row stand: in its evidence, else near it."""
        if not words:
            return None
        start = row.get("start")
        if isinstance(start, int) and (at := str(row.get("evidence", "")).find(words)) >= 0:
            return start + at, start + at + len(words)
        return self.places.find(str(row["doc_id"]), words, _int(start))


def _nearest(mentions: Sequence[Row], row: Row) -> Row | None:
    """Of these mentions, in the order of the text, the first inside the evidence, else the last before it, else the first behind."""
    at = bisect_left(mentions, _int(row.get("start")), key=lambda m: _int(m.get("start")))
    if at < len(mentions) and (at == 0 or _inside(mentions[at], row)):
        return mentions[at]
    return mentions[at - 1] if at else None


def _ids(row: Row) -> list[str]:
    """The ids of all mentions that a row refers to."""
    return [str(row[name]) for name in ("target_id", "deadline_id", "frequency_id") if name in row] + _names(row.get("agency_ids"))


def _inside(mention: Row, row: Row) -> bool:
    return isinstance(row.get("start"), int) and _int(row["start"]) <= _int(mention["start"]) < _int(row["end"])


def _by(row: Row) -> str:
    return f"human:{row.get('reviewed_by', 'unnamed')}"


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _names(value: object) -> list[str]:
    return value if isinstance(value, list) else []
