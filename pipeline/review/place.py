"""Where in its document do words stand that a person wrote, or that have moved?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.write.tables import Row

_BETWEEN = "\x00"
"""Stands between sentences, so that no words are found across two of them."""


@dataclass(slots=True)
class Places:
    """What is known of the words of documents: whole `texts` by doc_id where they are there, else the sentences of the table statements."""

    texts: Mapping[str, str] = field(default_factory=dict)
    _sentences: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _joined: dict[str, tuple[str, list[int], list[int]]] = field(default_factory=dict)

    def add(self, statements: Iterable[Row]) -> None:
        """Learn the sentences of these rows."""
        for row in statements:
            start = row.get("start")
            if isinstance(start, int):
                self._sentences.setdefault(str(row.get("doc_id", "")), []).append((start, str(row.get("text", ""))))

    def find(self, doc_id: str, words: str, start: int = 0) -> tuple[int, int] | None:
        """Where these words stand in the document, end exclusive: first behind `start`, else last before it; None where they do not,
        or the document is not known.

        >>> Places({"a": "到2025年建成，到2030年"}).find("a", "年", 9)
        (14, 15)
        """
        if not words:
            return None
        text, begins, places = self._words(doc_id)
        n = bisect_right(places, start) - 1
        here = 0 if n < 0 else begins[n] + max(0, start - places[n])
        at = text.find(words, here)
        at = at if at >= 0 else text.rfind(words)
        if at < 0:
            return None
        n = bisect_right(begins, at) - 1
        found = places[n] + at - begins[n]
        return found, found + len(words)

    def _words(self, doc_id: str) -> tuple[str, list[int], list[int]]:
        """The words of a document as one text, where each stretch begins in it, and where in the document."""
        if doc_id in self.texts:
            return self.texts[doc_id], [0], [0]
        if doc_id not in self._joined:
            some = sorted(self._sentences.get(doc_id, ()))
            begins, at = [], 0
            for _, text in some:
                begins.append(at)
                at += len(text) + len(_BETWEEN)
            self._joined[doc_id] = _BETWEEN.join(text for _, text in some), begins or [0], [start for start, _ in some] or [0]
        return self._joined[doc_id]
