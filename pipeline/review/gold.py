"""How do reviewed tables become gold files, that corrections may be test and training data? NAME.txt and NAME.json, as `evaluate` reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from pipeline.write.tables import Row, by_document

Json = dict[str, Any]

_COMMON = ("start", "end", "text")
_AMOUNT = ("value", "value_max", "comparator", "unit", "noun", "change")
_POINT = {"temporal_type": "type", "date_from": "from", "date_to": "to", "relation": "rel", "iso_value": "value"}


def gold_files(tables: Mapping[str, Sequence[Row]], texts: Mapping[str, str]) -> tuple[dict[str, bytes], list[str]]:
    """The gold files (name → content) of every document all of whose rows were decided, and why there are none of others that were reviewed."""
    notes = []
    made: dict[str, bytes] = {}
    parts = {name: by_document(tables.get(name, ())) for name in ("commitments", "mentions", "statements")}
    for doc in tables.get("documents", ()):
        doc_id = str(doc.get("doc_id", ""))
        rows = parts["commitments"].get(doc_id, [])
        if not any(r.get("review") for r in rows):
            continue
        open_rows = sum(not r.get("review") for r in rows)
        name = PurePosixPath(doc_id).stem
        if open_rows or doc_id not in texts or name + ".json" in made:
            why = f"{open_rows} rows are open" if open_rows else "its text is not found; give --texts DIR" if doc_id not in texts else "another has its name"
            notes.append(f"{doc_id}: no gold file: {why}")
            continue
        try:
            gold = gold_of(doc, rows, parts["mentions"].get(doc_id, []), parts["statements"].get(doc_id, []), texts[doc_id])
        except LookupError as error:
            notes.append(f"{doc_id}: no gold file: {error.args[0]}")
            continue
        made[name + ".txt"] = texts[doc_id].encode("utf-8", "replace")
        made[name + ".json"] = (json.dumps(gold, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
    return made, notes


def gold_of(doc: Row, rows: Sequence[Row], mentions: Sequence[Row], statements: Sequence[Row], text: str) -> Json:
    """One gold document from its rows that were not rejected; LookupError where words of a row are not in the text."""
    commitments = []
    for row in rows:
        if row.get("review") == "reject":
            continue
        if "start" not in row or text[int(str(row["start"])) : int(str(row["end"]))] != row.get("evidence"):
            raise LookupError(f"the evidence of {row.get('commitment_id')} is not in the text")
        agencies, ids = row.get("agencies", []), row.get("agency_ids", [])
        missing = [name for name, words in (("target_id", "target_text"), ("deadline_id", "deadline_text")) if words in row and name not in row]
        if missing or len(agencies) != len(ids):  # type: ignore[arg-type]
            words = row[missing[0].replace("_id", "_text")] if missing else "; ".join(map(str, agencies))  # type: ignore[arg-type]
            raise LookupError(f"“{words}” of {row.get('commitment_id')} is not in the text")
        commitments.append(
            {
                "id": row["commitment_id"],
                "status": row["status"],
                "modality": row.get("modality"),
                "evidence": {"start": row["start"], "end": row["end"], "text": row["evidence"]},
                "action": row.get("action", ""),
                "indicator": row.get("indicator"),
                "target": row.get("target_id"),
                "deadline": row.get("deadline_id"),
                "due": row.get("due"),
                "agencies": ids,
                "frequency": row.get("frequency_id"),
                "condition": row.get("condition"),
            }
        )
    return {
        "doc": PurePosixPath(str(doc["doc_id"])).stem,
        "lang": doc.get("lang"),
        "doc_date": doc.get("doc_date"),
        "mentions": [_gold_mention(m) for m in mentions],
        "statements": [{**{k: s[k] for k in _COMMON}, "class": s["statement_class"]} for s in statements],
        "commitments": commitments,
    }


def _gold_mention(m: Row) -> Json:
    said: Json = {"id": m["mention_id"], "kind": m["kind"], **{k: m[k] for k in _COMMON}}
    match m["kind"]:
        case "temporal":
            return said | {gold: m.get(name) for name, gold in _POINT.items()}
        case "quantity":
            return said | {k: m[k] for k in _AMOUNT if k in m}
    return said | {"name": m["name"], "role": m["role"]}
