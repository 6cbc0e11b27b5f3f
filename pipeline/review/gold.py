"""How do reviewed tables become gold files, that corrections may be test and training data? NAME.txt and NAME.json, as `evaluate` reads them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.write.tables import Row

Json = dict[str, Any]

_COMMON = ("start", "end", "text")
_AMOUNT = ("value", "value_max", "comparator", "unit", "noun", "change")
_POINT = {"temporal_type": "type", "date_from": "from", "date_to": "to", "relation": "rel", "iso_value": "value"}


def write_gold(tables: Mapping[str, Sequence[Row]], texts: Mapping[str, str], folder: Path) -> list[str]:
    """Write the gold files of every document all of whose rows were decided; give back why others were not written."""
    notes = []
    made: dict[str, str | bytes] = {}
    for doc in tables.get("documents", ()):
        doc_id = str(doc.get("doc_id", ""))
        rows = [r for r in tables["commitments"] if r.get("doc_id") == doc_id]
        if not any(r.get("review") for r in rows):
            continue
        open_rows = sum(not r.get("review") for r in rows)
        name = PurePosixPath(doc_id).stem
        if open_rows or doc_id not in texts or name + ".json" in made:
            why = f"{open_rows} rows are open" if open_rows else "its text is not found; give --texts DIR" if doc_id not in texts else "another has its name"
            notes.append(f"{doc_id}: no gold file: {why}")
            continue
        try:
            gold = gold_of(doc, rows, [m for m in tables.get("mentions", ()) if m["doc_id"] == doc_id],
                           [s for s in tables.get("statements", ()) if s["doc_id"] == doc_id], texts[doc_id])  # fmt: skip
        except LookupError as error:
            notes.append(f"{doc_id}: no gold file: {error.args[0]}")
            continue
        made |= {name + ".txt": texts[doc_id].encode("utf-8", "replace"), name + ".json": json.dumps(gold, ensure_ascii=False, indent=1) + "\n"}
    if made:
        folder.mkdir(parents=True, exist_ok=True)
    for file, content in made.items():
        new = folder / f".{file}.part"
        new.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))
        os.replace(new, folder / file)
    return notes


def gold_of(doc: Row, rows: Sequence[Row], mentions: Sequence[Row], statements: Sequence[Row], text: str) -> Json:
    """One gold document from its rows that were not rejected; LookupError where words of a row are not in the text."""
    book = _Mentions(mentions, text)
    commitments = []
    for row in rows:
        if row.get("review") == "reject":
            continue
        if "start" not in row or text[int(str(row["start"])) : int(str(row["end"]))] != row.get("evidence"):
            raise LookupError(f"the evidence of {row.get('commitment_id')} is not in the text")
        e = {"start": row["start"], "end": row["end"], "text": row["evidence"]}
        commitments.append(
            {
                "id": row["commitment_id"],
                "status": row["status"],
                "modality": row.get("modality"),
                "evidence": e,
                "action": row.get("action", ""),
                "indicator": row.get("indicator"),
                "target": book.target(row),
                "deadline": book.deadline(row),
                "due": row.get("due"),
                "agencies": book.agencies(row),
                "frequency": row.get("frequency_id"),
                "condition": row.get("condition"),
            }
        )
    said = [{**{k: s[k] for k in _COMMON}, "class": s["statement_class"]} for s in statements]
    name = PurePosixPath(str(doc["doc_id"])).stem
    return {
        "doc": name,
        "lang": doc.get("lang"),
        "doc_date": doc.get("doc_date"),
        "mentions": sorted(book.found.values(), key=lambda m: (m["start"], m["end"])),
        "statements": said,
        "commitments": commitments,
    }


class _Mentions:
    """The mentions of a document in gold form; those that a row says otherwise are corrected, those that it adds are found in the text."""

    def __init__(self, mentions: Sequence[Row], text: str) -> None:
        self.found = {str(m["mention_id"]): _gold_mention(m) for m in mentions}
        self._text = text

    def target(self, row: Row) -> str | None:
        """The id of the row's target, its amount as the row has it."""
        if "target_text" not in row:
            return None
        amount = {k: row[k] for k in _AMOUNT if k in row}
        return self._put(row, row.get("target_id"), str(row["target_text"]), {"kind": "quantity", "change": "level", **amount})

    def deadline(self, row: Row) -> str | None:
        """The id of the row's deadline; its last day is the row's where a person wrote the deadline."""
        if "deadline_text" not in row:
            return None
        known = row.get("deadline_id")
        if known in self.found:
            return str(known)
        point = {"type": "point", "from": None, "to": row.get("due"), "rel": row.get("relation", "in")}
        return self._put(row, None, str(row["deadline_text"]), {"kind": "temporal", **point})

    def agencies(self, row: Row) -> list[str]:
        """The ids of the row's agencies."""
        names, known = row.get("agencies", []), row.get("agency_ids", [])
        assert isinstance(names, list) and isinstance(known, list)
        by_name = {self.found[i]["name"]: i for i in known if i in self.found}
        lead = row.get("lead_agencies", [])
        return [
            by_name.get(name)
            or self._put(row, None, name, {"kind": "agency", "name": name, "role": "lead" if isinstance(lead, list) and name in lead else "responsible"})
            for name in names
        ]

    def _put(self, row: Row, known: object, words: str, said: Json) -> str:
        if known in self.found:
            self.found[str(known)] |= said
            return str(known)
        for i, m in self.found.items():
            if m["kind"] == said["kind"] and m["text"] == words and int(str(row["start"])) <= m["start"] < int(str(row["end"])):
                m |= said
                return i
        at = self._text.find(words, int(str(row["start"])), int(str(row["end"])))
        at = at if at >= 0 else self._text.find(words)
        if at < 0:
            raise LookupError(f"“{words}” of {row.get('commitment_id')} is not in the text")
        name = f"h{len(self.found) + 1}"
        self.found[name] = {"id": name, "start": at, "end": at + len(words), "text": words, **said}
        return name


def _gold_mention(m: Row) -> Json:
    said: Json = {"id": m["mention_id"], "kind": m["kind"], **{k: m[k] for k in _COMMON}}
    match m["kind"]:
        case "temporal":
            return said | {gold: m.get(name) for name, gold in _POINT.items()}
        case "quantity":
            return said | {k: m[k] for k in _AMOUNT if k in m}
    return said | {"name": m["name"], "role": m["role"]}
