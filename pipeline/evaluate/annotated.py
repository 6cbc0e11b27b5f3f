"""What a gold file and a folder of tables say about a document, in one form that can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import ConfigurationError

Json = Mapping[str, Any]
"""One JSON object as read from a file; typed values are made of it here and nowhere else."""

SCORED = ("mentions", "statements", "commitments")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class MarkedMention(Span):
    """A mention of any kind with the fields that are compared; numbers are rounded to six places."""

    id: str
    kind: str
    temporal_type: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    relation: str | None = None
    iso_value: str | None = None
    value: float | None = None
    value_max: float | None = None
    comparator: str | None = None
    unit: str | None = None
    change: str = "level"
    name: str | None = None
    role: str | None = None
    confidence: float | None = None
    """None in gold."""


@dataclass(frozen=True, slots=True)
class MarkedStatement(Span):
    """A sentence with its class."""

    statement_class: str


@dataclass(frozen=True, slots=True)
class MarkedRow(Span):
    """A commitment; the span is its evidence, its mentions are resolved."""

    id: str
    status: str
    modality: str | None
    due: str | None
    target: MarkedMention | None
    deadline: MarkedMention | None
    frequency: MarkedMention | None
    agencies: tuple[MarkedMention, ...]
    confidence: float | None = None
    """None in gold."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """All that is said about one document; `name` is the stem of its file."""

    name: str
    mentions: tuple[MarkedMention, ...] = ()
    statements: tuple[MarkedStatement, ...] = ()
    rows: tuple[MarkedRow, ...] = ()


def read_gold(folder: Path) -> dict[str, Annotated]:
    """The gold documents of a folder by name: every NAME.json but NAME.src.json and PAIR*.json.

    Raises ConfigurationError where the folder holds none, or one that is no gold file.
    """
    found: dict[str, Annotated] = {}
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith(".src.json") or path.name.startswith("PAIR"):
            continue
        found[path.stem] = read_gold_file(path)
    if not found:
        raise ConfigurationError(f"{folder}: no gold files (NAME.json beside NAME.txt)")
    return found


def read_gold_file(path: Path) -> Annotated:
    """One gold document. Raises ConfigurationError where the file is none."""
    try:
        return _gold(path.stem, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigurationError(f"{path}: no gold file: {type(error).__name__}: {error}") from error


def gold_texts(folder: Path, names: Iterable[str]) -> list[Path]:
    """The text file beside each gold file: NAME.txt, or else any other NAME.* that is no JSON."""
    texts = []
    for name in names:
        beside = [p for p in sorted(folder.glob(f"{glob_escape(name)}.*")) if p.stem == name and p.suffix != ".json"]
        if not beside:
            raise ConfigurationError(f"{folder}: {name}.json has no text file beside it")
        texts.append(next((p for p in beside if p.suffix == ".txt"), beside[0]))
    return texts


def glob_escape(name: str) -> str:
    """The name as a glob pattern that matches just it."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def read_tables(folder: Path) -> dict[str, Annotated]:
    """What a folder of mentions.jsonl, statements.jsonl and commitments.jsonl says, by the stem of the doc_id."""
    rows: dict[str, list[Json]] = {}
    for table in SCORED:
        path = folder / f"{table}.jsonl"
        try:
            with path.open(encoding="utf-8") as lines:
                rows[table] = [json.loads(line) for line in lines if line.strip()]
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"{path}: cannot be read as a table: {error}") from error
    try:
        return from_rows(rows)
    except KeyError as error:
        raise ConfigurationError(f"{folder}: a row lacks its column {error}") from error


def from_rows(rows: Mapping[str, Sequence[Json]]) -> dict[str, Annotated]:
    """What the rows of `mentions`, `statements` and `commitments` say, by the stem of the doc_id."""
    by_document: dict[str, dict[str, list[Json]]] = {}
    for table in SCORED:
        for row in rows.get(table, ()):
            by_document.setdefault(PurePosixPath(row["doc_id"]).stem, {t: [] for t in SCORED})[table].append(row)
    return {name: _extracted(name, parts) for name, parts in by_document.items()}


def _gold(name: str, data: Json) -> Annotated:
    mentions = []
    for m in data["mentions"]:
        temporal = m["kind"] == "temporal"
        mentions.append(
            MarkedMention(
                m["start"],
                m["end"],
                m["text"],
                id=m["id"],
                kind=m["kind"],
                temporal_type=m.get("type"),
                date_from=m.get("from"),
                date_to=m.get("to"),
                relation=m.get("rel", "in"),
                iso_value=m.get("value") if temporal else None,
                value=None if temporal else _number(m.get("value")),
                value_max=_number(m.get("value_max")),
                comparator=m.get("comparator"),
                unit=m.get("unit"),
                change=m.get("change") or "level",
                name=m.get("name"),
                role=m.get("role"),
            )
        )
    by_id = {m.id: m for m in mentions}
    rows = []
    for c in data["commitments"]:
        e = c["evidence"]
        refers = (c.get("target"), c.get("deadline"), c.get("frequency"), c.get("agencies") or ())
        rows.append(_row(Span(e["start"], e["end"], e["text"]), c["id"], c, by_id, refers))
    statements = (MarkedStatement(s["start"], s["end"], s["text"], s["class"]) for s in data["statements"])
    return Annotated(name, tuple(mentions), tuple(statements), tuple(rows))


def _extracted(name: str, parts: Mapping[str, Sequence[Json]]) -> Annotated:
    mentions = tuple(
        MarkedMention(
            m["start"],
            m["end"],
            m["text"],
            id=m["mention_id"],
            kind=m["kind"],
            temporal_type=m.get("temporal_type"),
            date_from=m.get("date_from"),
            date_to=m.get("date_to"),
            relation=m.get("relation"),
            iso_value=m.get("iso_value"),
            value=_number(m.get("value")),
            value_max=_number(m.get("value_max")),
            comparator=m.get("comparator"),
            unit=m.get("unit"),
            change=m.get("change") or "level",
            name=m.get("name"),
            role=m.get("role"),
            confidence=_number(m.get("confidence")),
        )
        for m in parts["mentions"]
    )
    by_id = {m.id: m for m in mentions}
    rows = []
    for c in parts["commitments"]:
        refers = (c.get("target_id"), c.get("deadline_id"), c.get("frequency_id"), c.get("agency_ids") or ())
        if c.get("review") != "reject":  # a row that a person wrote may have no place
            rows.append(_row(Span(c.get("start", 0), c.get("end", 0), c.get("evidence", "")), c["commitment_id"], c, by_id, refers))
    statements = (MarkedStatement(s["start"], s["end"], s.get("text", ""), s["statement_class"]) for s in parts["statements"])
    return Annotated(name, mentions, tuple(statements), tuple(rows))


def _row(
    evidence: Span, row_id: str, said: Json, mentions: Mapping[str, MarkedMention], refers: tuple[str | None, str | None, str | None, Sequence[str]]
) -> MarkedRow:
    target, deadline, frequency, agencies = refers
    return MarkedRow(
        evidence.start,
        evidence.end,
        evidence.text,
        id=row_id,
        status=said["status"],
        modality=said.get("modality"),
        due=said.get("due"),
        target=mentions.get(target) if target else None,
        deadline=mentions.get(deadline) if deadline else None,
        frequency=mentions.get(frequency) if frequency else None,
        agencies=tuple(mentions[a] for a in agencies if a in mentions),
        confidence=_number(said.get("confidence")),
    )


def _number(value: float | str | None) -> float | None:
    return None if value is None or value == "" else round(float(value), 6)
