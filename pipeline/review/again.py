"""How are decisions kept when `extract` writes over tables that people reviewed? They are found beside the output and put into its new rows."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.chunks import ChunkRows
from pipeline.errors import ConfigurationError
from pipeline.review.adopt import Left, found_in
from pipeline.review.decisions import Decision, Pending, Standing, place_of, read_decisions, standing
from pipeline.review.mentions import linked
from pipeline.review.place import Places
from pipeline.review.renew import renewed
from pipeline.source_texts import saved_text
from pipeline.write.jsonl import encoded
from pipeline.write.tables import Row, by_document

NEEDED = ("documents", "mentions", "statements", "commitments")
"""Tables that must be made to place what was decided, whether the output holds them or not."""


@dataclass(slots=True)
class Kept:
    """Decisions that stand beside an output; `adopted` are those that only its own columns tell, to be written down at the end; `left` are
    rows of it on which nobody decided and that people may have changed."""

    path: Path
    decisions: list[Decision]
    adopted: list[Decision] = field(default_factory=list)
    left: Left | None = None
    counts: Counter[str] = field(default_factory=Counter)
    _told: dict[str, Decision] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What tells these decisions from others: a run cannot go on with other ones. What is learned of those adopted does not count."""
        said = json.dumps([[d.key, d.at, d.by, *([] if d.adopted else [d.decision, d.row])] for d in self.decisions], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def put_into(self, chunks: Iterable[ChunkRows]) -> Iterator[ChunkRows]:
        """The chunks with the decisions on their documents; chunks without such documents pass as they are."""
        by_doc: dict[str, list[Standing]] = {}
        for one in standing(self.decisions):
            by_doc.setdefault(one.last.doc_id, []).append(one)
        for chunk in chunks:
            if self.left:
                self.left.seen(json.loads(line) for line in chunk.lines.get("commitments", b"").splitlines())
            here = {o.doc_id for o in chunk.outcomes if not o.problem} & by_doc.keys()
            yield self._decided(chunk, {d: by_doc[d] for d in here}) if here else chunk

    def _decided(self, chunk: ChunkRows, decided: dict[str, list[Standing]]) -> ChunkRows:
        documents = [o.doc_id for o in chunk.outcomes]
        rows = {name: by_document(map(json.loads, chunk.lines.get(name, b"").splitlines()), documents) for name in NEEDED}
        about = {doc_id: rows["documents"][doc_id][0] for doc_id in decided}
        places = Places({doc_id: text for doc_id, row in about.items() if (text := _saved_text(row))})
        for doc_id, some in decided.items():
            places.add(rows["statements"][doc_id])
            sha256 = about[doc_id].get("sha256")
            made = renewed(rows["commitments"][doc_id], some, places, sha256=str(sha256) if sha256 else None)
            rows["commitments"][doc_id], rows["mentions"][doc_id] = linked(made.pairs, rows["mentions"][doc_id], places)
            changed = int(any(s.last.sha256 and s.last.sha256 != sha256 for s in some))
            self.counts.update(decided=len(some), otherwise=made.otherwise, kept=made.kept, lost=made.lost, changed=changed)
            adopted = {one.last.key: one.last for one in some if one.last.adopted}
            self._told |= {key: replace(d, sha256=str(sha256) if sha256 else None) for key, d in (adopted | made.told).items()}
        return replace(chunk, lines=chunk.lines | {name: encoded(r for some in rows[name].values() for r in some) for name in ("mentions", "commitments")})

    def write(self) -> None:
        """Write down the decisions that only the output told of; raises where people changed rows of it that nobody has applied."""
        if self.left:
            self.left.check()
        if self.adopted:
            Pending(self.path, [self._told.get(d.key, d) for d in self.adopted]).settle()
            self.adopted = []

    def went_on(self, rows: Path) -> None:
        """Learn what the run that goes on has already made: its rows of commitments, as JSON lines."""
        if self.left and rows.exists():
            with rows.open("rb") as lines:
                self.left.seen(map(json.loads, lines))

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


def kept_for(output: Path, *, partitioned: bool, overwrite: bool = False) -> Kept | None:
    """The decisions that stand beside this output or in its review columns, None where there are none. With `overwrite` other changes that
    people made in it do not matter.

    Raises ConfigurationError where a cluster is to write over them: it does not keep them.
    """
    path = place_of(output)
    decisions = read_decisions(path)
    adopted, left = found_in(output, decisions)
    left = None if overwrite else left
    if not decisions and not adopted and left is None:
        return None
    if partitioned:
        raise ConfigurationError(f"{path if decisions else output}: holds decisions of people, which --engine dask and spark do not keep; use --engine local")
    return Kept(path, decisions + adopted, adopted, left)


def _saved_text(document: Row) -> str | None:
    """The text of a document where --save-text has written it."""
    text = saved_text(Path(str(document["text_path"]))) if "text_path" in document else None
    return text if text is not None and len(text) == document.get("n_chars") else None
