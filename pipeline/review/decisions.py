"""What did people decide, and where is it kept? A file beside the tables, a line a decision, to which lines are only added."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import InputError
from pipeline.write.jsonl import line
from pipeline.write.schema import COMMITMENTS
from pipeline.write.tables import Cell, Row

Made = Literal["accept", "correct", "reject", "add"]
"""What a person can do to a row; a row that a person wrote is `add`."""

REVIEW = ("review", "review_note", "reviewed_by", "reviewed_at")
"""The columns that tell of the review."""
_PLACE = ("commitment_id", "doc_id", "lang", "target_id", "deadline_id", "agency_ids", "frequency_id", "start", "end", "page", "confidence", "extractor")
CONTENT = tuple(c.name for c in COMMITMENTS.columns if c.name not in (*_PLACE, *REVIEW))
"""The columns that say what is promised: a person may change them, and what was decided on holds for all of them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the history. `row` is the row as decided on, without review columns; `changes` has (old, new) of each changed column.

    `key` is the same for all decisions on one row, whatever ids later runs give it; `at` is an ISO date; `sha256` is that of the document;
    `adopted` says that it was not applied but read from the review columns of an output that was written over.
    """

    key: str
    doc_id: str
    commitment_id: str
    decision: Made
    at: str
    row: Row
    by: str | None = None
    note: str | None = None
    changes: dict[str, tuple[Cell | None, Cell | None]] = field(default_factory=dict)
    sha256: str | None = None
    adopted: bool = False

    def before(self) -> Row:
        """The row as it was before this decision: the program's, for the first decision on it."""
        row = dict(self.row)
        for name, (old, _) in self.changes.items():
            row.pop(name, None)
            if old is not None:
                row[name] = old
        return row

    def reviewed(self, row: Row) -> Row:
        """The row with the review columns filled."""
        told = {
            "review": "accept" if self.decision == "add" else self.decision,
            "review_note": self.note,
            "reviewed_by": self.by,
            "reviewed_at": self.at,
        }
        return row | {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for a row: its last decision, and the program's row that the first one was made on (None: a person wrote it).

    `adopted`: the first decision was read from an output alone, so that `first` may not be what the program said.
    """

    last: Decision
    first: Row | None
    adopted: bool = False


def key_of(row: Row) -> str:
    """The key of a row that has none yet: document and a checksum of what it says.

    >>> key_of({"doc_id": "a.txt", "action": "build"}).startswith("a.txt#")
    True
    """
    said = json.dumps({k: v for k, v in row.items() if k not in REVIEW}, ensure_ascii=True, sort_keys=True)
    return f"{row.get('doc_id', '')}#{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def place_of(tables: Path, *, folder: bool = False) -> Path:
    """Where the decisions on these tables are kept: review.jsonl in a folder (or what is to be one), NAME.review.jsonl beside a file.

    >>> str(place_of(Path("ledger.xlsx")))
    'ledger.xlsx.review.jsonl'
    """
    return tables / "review.jsonl" if folder or not tables.suffix or tables.is_dir() else tables.with_name(tables.name + ".review.jsonl")


def read_decisions(path: Path) -> list[Decision]:
    """All decisions in the file, oldest first; none where there is no file. Raises InputError for a line that is no decision.

    Where a kill left what `Pending` wrote, that is the file: the decisions in it were made.
    """
    found = []
    for number, raw in enumerate(_bytes(path).decode("utf-8").splitlines(), 1):
        try:
            found.append(_decision(json.loads(raw)))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InputError(
                str(path), f"line {number} is no decision ({type(error).__name__}: {error}); put the file back as review apply wrote it"
            ) from error
    return found


def _bytes(path: Path) -> bytes:
    held = path.read_bytes() if path.exists() else b""
    waiting = part.read_bytes() if (part := _part(path)).exists() else b""
    return waiting if waiting.startswith(held) and waiting.endswith(b"\n") else held


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _decision(said: dict[str, Any]) -> Decision:
    changes = {name: (change["old"], change["new"]) for name, change in said.pop("changes", {}).items()}
    return Decision(**said, changes=changes)


class Pending:
    """Decisions to be added to the file, whole and safe on the disk beside it; `settle` puts them in its place, `drop` takes them back."""

    def __init__(self, path: Path, decisions: Iterable[Decision]) -> None:
        self._path = path
        self._lines = "".join(_line(d) + "\n" for d in decisions).encode("utf-8", "backslashreplace")
        if held := _bytes(path) + self._lines:
            path.parent.mkdir(parents=True, exist_ok=True)
            with _part(path).open("wb") as file:
                file.write(held)
                file.flush()
                os.fsync(file.fileno())

    def settle(self) -> None:
        """Let the decisions hold."""
        if _part(self._path).exists():
            os.replace(_part(self._path), self._path)

    def drop(self) -> None:
        """Leave the file as it was."""
        _part(self._path).unlink(missing_ok=True)


def _line(decision: Decision) -> str:
    said = {k: v for k, v in asdict(decision).items() if v not in (None, {}, False)}
    if decision.changes:
        said["changes"] = {name: {"old": old, "new": new} for name, (old, new) in decision.changes.items()}
    return line(said)


def standing(decisions: Iterable[Decision]) -> list[Standing]:
    """What holds for each row that was decided on, in the order of the first decisions."""
    held: dict[str, Standing] = {}
    for d in decisions:
        before = held.get(d.key)
        if before:
            held[d.key] = replace(before, last=d)
        else:
            held[d.key] = Standing(d, None if d.decision == "add" else d.before(), d.adopted)
    return list(held.values())
