"""Where in its document does an evidence stand that a person wrote or that has moved?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.write.tables import Row


@dataclass(slots=True)
class Places:
    """What is known of the words of documents: whole `texts` by doc_id where they are there, else the sentences of the table statements."""

    texts: Mapping[str, str] = field(default_factory=dict)
    sentences: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, statements: Iterable[Row]) -> None:
        """Learn the sentences of these rows."""
        for row in statements:
            start = row.get("start")
            if isinstance(start, int):
                self.sentences.setdefault(str(row.get("doc_id", "")), []).append((start, str(row.get("text", ""))))

    def find(self, doc_id: str, words: str) -> tuple[int, int] | None:
        """Where these words first stand in the document, end exclusive; None where they do not, or the document is not known.

        >>> Places({"a": "到2025年建成"}).find("a", "2025年")
        (1, 6)
        """
        if not words:
            return None
        stretches = [(0, self.texts[doc_id])] if doc_id in self.texts else self.sentences.get(doc_id, [])
        for start, text in stretches:
            if (at := text.find(words)) >= 0:
                return start + at, start + at + len(words)
        return None
