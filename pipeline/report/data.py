"""What does the page get to know? The tables as columns, texts with the places of mentions and rows in them: one JSON value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.report.texts import ShownText, Span, rebuilt_text, source_text
from pipeline.write.schema import ALARMING, COMMITMENTS, DOCUMENTS, KEPT, LINKS, OTHER, WEAKER
from pipeline.write.tables import Cell, Row, Tables, by_document, joined

_KINDS = {"temporal": 0, "quantity": 1, "agency": 2}
_NOT_SHOWN = {"doc_id", "start", "end", "target_id", "deadline_id", "agency_ids", "frequency_id"}
"""Columns of commitments that only point into other tables: their places are given instead."""
_DOCUMENT = ("doc_id", "title", "issuer", "doc_number", "doc_date", "lang", "problem")
Encoded = dict[str, Any]


@dataclass(slots=True)
class _Shown:
    """One document with the places that were found in its text."""

    text: ShownText
    loose: Mapping[str, Span]
    mentions: dict[str, int]
    """mention_id → its number among all mentions of the page."""


def page_data(rows: Tables) -> Encoded:
    """The tables as the page reads them; the same rows give the same value.

    `documents`, `rows`, `links`: `n` and encoded columns (`encoded`). `texts`: what stands beside the table. `mentions`: columns doc, start,
    end, kind (0 time, 1 quantity, 2 agency). Places count UTF-16 units; -1 is none.

    >>> page_data({"commitments": [{"doc_id": "a", "commitment_id": "c1", "status": "committed", "evidence": "到2025年"}]})["texts"]
    ['到2025年']
    """
    documents, numbers = _documents(rows)
    shown, mentions = _shown(rows, [str(d["doc_id"]) for d in documents])
    return {
        "documents": {
            "n": len(documents),
            "columns": {name: encoded([d.get(name) for d in documents]) for name in _DOCUMENT},
            "rebuilt": [s.text.rebuilt for s in shown],
        },
        "texts": [s.text.text for s in shown],
        "mentions": mentions,
        "rows": _rows(rows.get("commitments", []), numbers, shown),
        "links": _links(rows, numbers, shown) if "links" in rows else None,
        "titles": {t.name: {c.name: [c.english, c.chinese, c.type] for c in t.columns} for t in (DOCUMENTS, COMMITMENTS, LINKS)},
        "verdicts": {"alarming": ALARMING, "weaker": WEAKER, "other": OTHER, "kept": KEPT},
    }


def encoded(values: Sequence[Cell | None]) -> Encoded:
    """A column: its distinct cells and for each row the number of its cell, -1 for none; or the cells themselves where few repeat.

    >>> encoded(["a", "a", None, "a"]), encoded(["a", "b"])
    ({'words': ['a'], 'at': [0, 0, -1, 0]}, {'cells': ['a', 'b']})
    """
    words: dict[Any, int] = {}
    at = [-1 if v is None else words.setdefault(tuple(v) if isinstance(v, list) else v, len(words)) for v in values]
    if 2 * len(words) > len(values):
        return {"cells": list(values)}
    return {"words": [list(w) if isinstance(w, tuple) else w for w in words], "at": at}


def _documents(rows: Tables) -> tuple[list[Row], dict[str, int]]:
    """The documents, those that only another table names among them, and their numbers."""
    documents = list(rows.get("documents", []))
    known = {str(d.get("doc_id")) for d in documents}
    for table in ("commitments", "mentions", "texts"):
        for row in rows.get(table, []):
            if str(row["doc_id"]) not in known:
                known.add(str(row["doc_id"]))
                documents.append({"doc_id": row["doc_id"]})
    return documents, {str(d["doc_id"]): n for n, d in enumerate(documents)}


def _shown(rows: Tables, doc_ids: Sequence[str]) -> tuple[list[_Shown], Encoded]:
    texts = {str(r["doc_id"]): str(r.get("text", "")) for r in rows.get("texts", [])}
    statements, commitments, mentions = (by_document(rows.get(name, [])) for name in ("statements", "commitments", "mentions"))
    shown: list[_Shown] = []
    columns: dict[str, list[int]] = {"doc": [], "start": [], "end": [], "kind": []}
    for number, doc_id in enumerate(doc_ids):
        if doc_id in texts:
            text, loose = source_text(texts[doc_id]), dict[str, Span]()
        else:
            text, loose = rebuilt_text(statements.get(doc_id, ()), commitments.get(doc_id, ()))
        one = _Shown(text, loose, {})
        for mention in mentions.get(doc_id, ()):
            place = _place(mention, text)
            kind = _KINDS.get(str(mention.get("kind")))
            if place is not None and kind is not None:
                one.mentions[str(mention.get("mention_id"))] = len(columns["doc"])
                for name, value in zip(columns, (number, *place, kind), strict=True):
                    columns[name].append(value)
        shown.append(one)
    return shown, {**columns}


def _place(row: Row, text: ShownText) -> Span | None:
    start, end = row.get("start"), row.get("end")
    return text.place(start, end) if isinstance(start, int) and isinstance(end, int) else None


def _rows(rows: Sequence[Row], numbers: Mapping[str, int], shown: Sequence[_Shown]) -> Encoded:
    docs = [numbers[str(r["doc_id"])] for r in rows]
    ones = [shown[d] for d in docs]
    places = [_place(r, s.text) or s.loose.get(str(r.get("commitment_id"))) or (-1, -1) for r, s in zip(rows, ones, strict=True)]
    agencies = [[s.mentions[m] for m in _ids(r.get("agency_ids")) if m in s.mentions] for r, s in zip(rows, ones, strict=True)]
    return {
        "n": len(rows),
        "columns": {c.name: encoded([r.get(c.name) for r in rows]) for c in COMMITMENTS.columns if c.name not in _NOT_SHOWN},
        "doc": docs,
        "start": [a for a, _ in places],
        "end": [b for _, b in places],
        **{name: [s.mentions.get(str(r.get(f"{name}_id")), -1) for r, s in zip(rows, ones, strict=True)] for name in ("target", "deadline", "frequency")},
        "agencies": agencies,
    }


def _ids(value: Cell | None) -> list[str]:
    return value if isinstance(value, list) else joined(value).split("; ") if value is not None else []


def _links(rows: Tables, numbers: Mapping[str, int], shown: Sequence[_Shown]) -> Encoded:
    """The links; each side is a row of the page, or a sentence of which no row was made and its place."""
    links = rows["links"]
    at = {(str(r["doc_id"]), str(r.get("commitment_id"))): n for n, r in enumerate(rows.get("commitments", []))}
    wanted = {(str(k.get(f"{side}_doc")), str(k.get(f"{side}_id"))) for k in links for side in "ab"} - set(at)
    sentences = {key: s for s in rows.get("statements", []) if (key := (str(s.get("doc_id")), str(s.get("statement_id")))) in wanted}
    out: Encoded = {"n": len(links), "columns": {c.name: encoded([k.get(c.name) for k in links]) for c in LINKS.columns}}
    for side in "ab":
        keys = [(str(k.get(f"{side}_doc")), str(k.get(f"{side}_id"))) for k in links]
        docs = [numbers.get(doc_id, -1) for doc_id, _ in keys]
        spots = [_place(sentences[k], shown[d].text) if k in sentences and d >= 0 else None for k, d in zip(keys, docs, strict=True)]
        out[side] = {
            "row": [at.get(k, -1) for k in keys],
            "doc": docs,
            "start": [s[0] if s else -1 for s in spots],
            "end": [s[1] if s else -1 for s in spots],
        }
    return out
