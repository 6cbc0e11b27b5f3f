"""How a table is written as JSON Lines: one object a row, UTF-8, empty fields left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.write.look import Look
from pipeline.write.schema import Table
from pipeline.write.tables import Row


class JsonlSink:
    """One table. Lone surrogates, which UTF-8 cannot hold, become JSON escapes and read back as they were."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Write the rows, a line each."""
        self._file.writelines(line(row) + "\n" for row in rows)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def encoded(rows: Iterable[Row]) -> bytes:
    """These rows as lines of UTF-8.

    >>> encoded([{"doc_id": "a"}])
    b'{"doc_id": "a"}\\n'
    """
    return "".join([line(row) + "\n" for row in rows]).encode("utf-8", "backslashreplace")


def line(row: Row) -> str:
    """One row as one line: U+0085, U+2028 and U+2029, which some readers take for line ends, are escaped."""
    text = json.dumps(row, ensure_ascii=False)
    if not text.isascii():
        text = text.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return text


def open_sink(path: Path, tables: Sequence[Table], look: Look) -> JsonlSink:
    """Begin a file that holds the one table given."""
    return JsonlSink(path)
