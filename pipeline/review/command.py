"""What `main.py review` does with its arguments: reads both tables, keeps the decisions, writes the rows that follow, counts what was decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.errors import ConfigurationError
from pipeline.review.apply import Applied, Deleted, applied, counted
from pipeline.review.decisions import Pending, place_of, read_decisions
from pipeline.review.gold import gold_files
from pipeline.review.mentions import linked
from pipeline.review.place import Places
from pipeline.review.publish import put, together
from pipeline.review.read import Held, read_edited, read_tables
from pipeline.source_texts import Folders, found_texts
from pipeline.write.output import WRITERS, Output
from pipeline.write.schema import EXTRACTED, Headers
from pipeline.write.tables import Row, by_document


@dataclass(frozen=True, slots=True)
class Told:
    """Lines to be said about what was applied, and about gold that could not be written."""

    notes: tuple[str, ...]


def apply_edited(
    edited: Path,
    tables: Path,
    output: Path | None,
    *,
    by: str | None,
    today: date,
    deleted: Deleted = "keep",
    gold: Path | None = None,
    texts: Path | None = None,
) -> Told:
    """Put the decisions of an edited table into TABLES (or `output`) and add them to the history beside it. All is written, or nothing."""
    held = read_tables(tables)
    edits = read_edited(edited, by=by, at=today.isoformat())
    place, same = output or tables, output is None or output.resolve() == tables.resolve()
    _check_place(place, held, same=same)
    history = read_decisions(place_of(tables))
    found = found_texts({"documents": (), **held.rows}, Folders(texts, tables if tables.is_dir() else tables.parent))
    places = Places({str(row["doc_id"]): str(row["text"]) for row in found})
    places.add(held.rows.get("statements", ()))
    documents = held.rows.get("documents", ())
    sums = {str(row.get("doc_id")): str(row["sha256"]) for row in documents if "sha256" in row}
    names = [str(row.get("doc_id", "")) for row in documents]
    made = applied(held.commitments, edits, history, places=places, sums=sums, documents=names, deleted=deleted)
    decided = dict(held.rows) | _decided(made, held, places)
    kept = tuple(t for t in EXTRACTED if t.name in decided)
    is_folder = place.suffix.lower() not in WRITERS
    files, unwritten = gold_files(decided, places.texts) if gold is not None else ({}, [])
    out = Output(place, folder_format=(held.folder_format or "jsonl") if is_folder else None, headers=_headers(held, place), tables=kept)
    targets = [place / (t.name + out.suffix) for t in out.tables] if is_folder else [place]
    targets += [place_of(place, folder=is_folder), *(gold / name for name in files if gold is not None)]
    with together(targets, place):
        new = Pending(targets[-1 - len(files)], made.decisions if same else [*history, *made.decisions])
        try:
            with out:
                out.add(decided)
            if gold is not None and files:
                put(files, gold)
            new.settle()
        except BaseException:
            new.drop()
            raise
    return Told((*_notes(counted(made.decisions), made.deleted, made.copies, place, deleted), *unwritten))


def _check_place(place: Path, held: Held, *, same: bool) -> None:
    if place.suffix.lower() not in WRITERS and not held.path.is_dir() and place.is_file():
        raise ConfigurationError(f"{place}: cannot be written; give -o OUT with one of {', '.join(WRITERS)}")
    if not same and place_of(place).exists():
        raise ConfigurationError(f"{place_of(place)}: has decisions of its own already; give another -o, or remove it")


def _decided(made: Applied, held: Held, places: Places) -> dict[str, list[Row]]:
    """The commitments as decided, and where there are mentions these, corrected where people decided on a row of their document."""
    rows: list[Row] = []
    mentions: list[Row] = []
    of = by_document(held.rows.get("mentions", ()), made.pairs)
    for doc_id, pairs in made.pairs.items():
        here = [row for _, row in pairs]
        if "mentions" in held.rows and any(row.get("review") for row in here):
            here, of[doc_id] = linked(pairs, of[doc_id], places)
        rows += here
    for some in of.values():
        mentions += some
    return {"commitments": rows} | ({"mentions": mentions} if "mentions" in held.rows else {})


def _headers(held: Held, place: Path) -> Headers | None:
    return held.headers if WRITERS.get(place.suffix.lower()) and WRITERS[place.suffix.lower()].headers else None


def _notes(made: Counter[str], deleted: int, copies: int, place: Path, rule: Deleted) -> list[str]:
    named = (("accept", "accepted"), ("correct", "corrected"), ("reject", "rejected"), ("add", "added"))
    notes = [", ".join(f"{made[name]} {word}" for name, word in named) + f" → {place}"]
    if deleted:
        notes.append(f"{deleted} rows of the tables are not in the edited one: {'rejected' if rule == 'reject' else 'kept (--deleted reject rejects them)'}")
    if copies:
        notes.append(f"{copies} copied rows passed over")
    return notes


def status_lines(tables: Path) -> list[str]:
    """How many rows were accepted, corrected, rejected and are open: in all, by document, by person."""
    rows = read_tables(tables).commitments
    names = ("accept", "correct", "reject", "open")
    head = "".join(f"{n:>10}" for n in ("accepted", "corrected", "rejected", "open"))
    groups: dict[str, Counter[str]] = {"": Counter()}
    people: dict[str, Counter[str]] = {}
    for row in rows:
        state = str(row.get("review", "open"))
        groups[""][state] += 1
        groups.setdefault(str(row.get("doc_id", "")), Counter())[state] += 1
        if state != "open":
            people.setdefault(str(row.get("reviewed_by", "(no name)")), Counter())[state] += 1
    total = groups.pop("")
    lines = [head + "   document", *("".join(f"{c[n]:10}" for n in names) + f"   {doc}" for doc, c in groups.items())]
    lines += ["".join(f"{total[n]:10}" for n in names) + "   all"]
    if people:
        lines += ["", head + "   reviewed by", *("".join(f"{c[n]:10}" for n in names) + f"   {who}" for who, c in sorted(people.items()))]
    return lines
