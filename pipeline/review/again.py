"""How are decisions kept when `extract` writes over tables that people reviewed? They are found beside the output and put into its new rows."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pipeline.chunks import ChunkRows
from pipeline.errors import ConfigurationError, InputError
from pipeline.review.decisions import REVIEW, Decision, Standing, append_decisions, key_of, place_of, read_decisions, standing
from pipeline.review.place import Places
from pipeline.review.renew import renewed
from pipeline.review.words import Review, decision_in
from pipeline.write.jsonl import encoded
from pipeline.write.tables import Row

NEEDED = ("documents", "statements", "commitments")
"""Tables that must be made to place what was decided, whether the output holds them or not."""


@dataclass(slots=True)
class Kept:
    """Decisions that stand beside an output; `adopted` are those that only its own review columns tell, to be written down at the end."""

    path: Path
    decisions: list[Decision]
    adopted: list[Decision] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def digest(self) -> str:
        """What tells these decisions from others: a run cannot go on with other ones."""
        said = json.dumps([[d.key, d.decision, d.at, d.row] for d in self.decisions], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def put_into(self, chunks: Iterable[ChunkRows]) -> Iterator[ChunkRows]:
        """The chunks with the decisions on their documents; chunks without such documents pass as they are."""
        by_document: dict[str, list[Standing]] = {}
        for one in standing(self.decisions):
            by_document.setdefault(one.last.doc_id, []).append(one)
        for chunk in chunks:
            here = {o.doc_id for o in chunk.outcomes if not o.problem} & by_document.keys()
            yield self._decided(chunk, {d: by_document[d] for d in here}) if here else chunk

    def _decided(self, chunk: ChunkRows, decided: dict[str, list[Standing]]) -> ChunkRows:
        rows = {name: [json.loads(line) for line in chunk.lines.get(name, b"").splitlines()] for name in NEEDED}
        places = Places()
        places.add(row for row in rows["statements"] if row.get("doc_id") in decided)
        sums = {str(row["doc_id"]): row.get("sha256") for row in rows["documents"]}
        by_document: dict[str, list[Row]] = {o.doc_id: [] for o in chunk.outcomes}
        for row in rows["commitments"]:
            by_document[str(row["doc_id"])].append(row)
        for doc_id, some in decided.items():
            made = renewed(by_document[doc_id], some, places, sha256=sums.get(doc_id))
            by_document[doc_id] = made.rows
            changed = any(s.last.sha256 and s.last.sha256 != sums.get(doc_id) for s in some)
            self.counts.update(decided=len(some), otherwise=made.otherwise, kept=made.kept, lost=made.lost, changed=changed)
        return replace(chunk, lines=chunk.lines | {"commitments": encoded(row for some in by_document.values() for row in some)})

    def write(self) -> None:
        """Write down the decisions that only the output told of."""
        append_decisions(self.path, self.adopted)
        self.adopted = []

    def notes(self) -> list[str]:
        """What is to be said about the decisions."""
        said = {
            "decided": "decisions of people kept ({path})",
            "changed": "reviewed documents have another text now: decisions were applied where their evidence is found",
            "otherwise": "decided rows are read otherwise now; what people decided stands",
            "kept": "decided rows are no longer found by the program and stand as people left them",
            "lost": "decided rows have no place in the new text; they stay in {path}",
        }
        return [f"{self.counts[name]} {words.format(path=self.path)}" for name, words in said.items() if self.counts[name]]


def kept_for(output: Path, *, partitioned: bool) -> Kept | None:
    """The decisions that stand beside this output or in its review columns, None where there are none.

    Raises ConfigurationError where a cluster is to write over them: it does not keep them.
    """
    path = place_of(output)
    decisions = read_decisions(path)
    adopted = _in_columns(output, known=bool(decisions))
    if not decisions and not adopted:
        return None
    if partitioned:
        raise ConfigurationError(f"{path if decisions else output}: holds decisions of people, which --engine dask and spark do not keep; use --engine local")
    return Kept(path, decisions + adopted, adopted)


def _in_columns(output: Path, *, known: bool) -> list[Decision]:
    """The decisions that people wrote into the output itself, where there is no file of decisions that has them."""
    table = output if output.is_file() else next(iter(sorted(output.glob("commitments.*"))), None) if output.is_dir() else None
    if known or table is None or not _touched(table):
        return []
    from pipeline.review.read import read_tables

    try:
        rows = read_tables(output).commitments
    except InputError:  # something else stands there, which the run replaces
        return []
    at = date.fromtimestamp(table.stat().st_mtime).isoformat()
    return [_adopted(row, made, at) for row in rows if (made := decision_in(row.get("review")))]


def _adopted(row: Row, made: Review, at: str) -> Decision:
    said = {k: v for k, v in row.items() if k not in REVIEW}
    _, note, by, on = (None if row.get(name) is None else str(row.get(name)) for name in REVIEW)
    return Decision(key_of(row), str(row.get("doc_id", "")), str(row.get("commitment_id", "")), made, on or at, said, by, note)


def _touched(table: Path) -> bool:
    """Whether a table can hold what people wrote: looked for cheaply, since nearly all outputs that are written over do not."""
    if table.suffix.lower() == ".jsonl":
        with table.open("rb") as lines:
            return any(b'"review"' in line for line in lines)
    if table.suffix.lower() == ".xlsx":  # what we wrote says that it was last changed when it was made
        with suppress(OSError, KeyError, zipfile.BadZipFile), zipfile.ZipFile(table) as book:
            return b"<dcterms:modified" in (core := book.read("docProps/core.xml")) and b">2000-01-01T00:00:00Z</dcterms:modified>" not in core
    return table.suffix.lower() in (".csv", ".parquet")
