"""What `main.py review` does with its arguments: reads both tables, keeps the decisions, writes the rows that follow, counts what was decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.errors import ConfigurationError
from pipeline.review.apply import Deleted, Edits, applied, counted
from pipeline.review.decisions import append_decisions, place_of, read_decisions
from pipeline.review.place import Places
from pipeline.review.read import Held, read_edited, read_tables
from pipeline.write.output import WRITERS, Output
from pipeline.write.schema import EXTRACTED, Headers
from pipeline.write.texts import safe_name


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
    rows, columns = read_edited(edited)
    history = read_decisions(place_of(tables))
    places = Places(texts_of(held, texts))
    places.add(held.rows.get("statements", ()))
    sums = {str(row.get("doc_id")): str(row["sha256"]) for row in held.rows.get("documents", ()) if "sha256" in row}
    made = applied(held.commitments, Edits(rows, columns, by, today.isoformat(), str(edited)), history, places=places, sums=sums, deleted=deleted)
    place = output or tables
    if place.suffix.lower() not in WRITERS and not held.path.is_dir() and place.is_file():
        raise ConfigurationError(f"{place}: cannot be written; give -o OUT with one of {', '.join(WRITERS)}")
    if output is not None and place_of(output).exists() and output.resolve() != tables.resolve():
        raise ConfigurationError(f"{place_of(output)}: has decisions of its own already; give another -o, or remove it")
    decided = dict(held.rows) | {"commitments": made.rows}
    kept = tuple(t for t in EXTRACTED if t.name in decided)
    is_folder = place.suffix.lower() not in WRITERS
    with Output(place, folder_format=(held.folder_format or "jsonl") if is_folder else None, headers=_headers(held, place), tables=kept) as out:
        out.add(decided)
        new = made.decisions if output is None or output.resolve() == tables.resolve() else [*history, *made.decisions]
        if not (is_folder and not place.exists()):
            append_decisions(place_of(place), new)
    if is_folder and not place_of(place).exists():
        append_decisions(place / "review.jsonl", new)
    notes = _notes(counted(made.decisions), made.deleted, made.copies, place, deleted)
    if gold is not None:
        from pipeline.review.gold import write_gold

        notes += write_gold(decided, places.texts, gold)
    return Told(tuple(notes))


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


def texts_of(held: Held, folder: Path | None) -> dict[str, str]:
    """The texts of the documents, as far as they are found: in --texts by id or as --save-text named them, else at documents.text_path."""
    found: dict[str, str] = {}
    for row in held.rows.get("documents", ()):
        doc_id = str(row.get("doc_id", ""))
        tried = [folder / safe_name(doc_id)] if folder else []
        if folder and not Path(doc_id).is_absolute() and ".." not in Path(doc_id).parts:
            tried.append(folder / doc_id)
        if "text_path" in row:
            tried.append(Path(str(row["text_path"])))
        for path in tried:
            text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
            if text and len(text) == row.get("n_chars", len(text)):
                found[doc_id] = text
                break
    return found


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
