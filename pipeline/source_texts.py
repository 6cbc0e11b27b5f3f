"""Where are the source texts of tables? Saved copies and original files that fit their rows; nothing else on the disk is ever shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.write.tables import Row, by_document
from pipeline.write.texts import safe_name


@dataclass(frozen=True, slots=True)
class Folders:
    """Where texts may lie: the folder that --texts names, and the folder of the tables."""

    texts: Path | None
    tables: Path

    def of(self, document: Row) -> Iterator[tuple[Path, bool]]:
        """Files that may hold a document's text, each with whether it is a copy that `--save-text` wrote.

        Tables come from anywhere, so a path in them is followed only where its name is that of a saved text of this very document, and a
        doc_id only below the folders given.
        """
        doc_id, saved = str(document.get("doc_id", "")), safe_name(str(document.get("doc_id", "")))
        if self.texts is not None:
            yield self.texts / saved, True
        named = Path(str(document.get("text_path", "")))
        if named.name == saved:
            yield named, True
            yield self.tables / named, True
        for folder in (self.texts, self.tables, Path()):
            if folder is not None and doc_id and (path := (folder / doc_id).resolve()).is_relative_to(folder.resolve()):
                yield path, False


def found_texts(rows: Mapping[str, Sequence[Row]], folders: Folders) -> list[Row]:
    """A row of `texts` for each document whose text is found and fits: it is as long as the table says and its rows stand where they say.

    Raises InputError where --texts names no folder.
    """
    if folders.texts is not None and not folders.texts.is_dir():
        raise InputError(str(folders.texts), "is no folder; --texts names the folder that --save-text wrote, or that of the documents")
    of_document = by_document(rows["commitments"])
    out: list[Row] = []
    for document in rows["documents"]:
        doc_id = str(document.get("doc_id", ""))
        texts = (text for path, saved in folders.of(document) for text in _texts_in(path, saved=saved))
        text = next((t for t in texts if fits(t, document, of_document.get(doc_id, ()))), None)
        if text is not None:
            out.append({"doc_id": doc_id, "text": text})
    return out


def fits(text: str, document: Row, commitments: Sequence[Row]) -> bool:
    """Whether a text is the one that the rows of a document point into.

    >>> fits("到2025年", {"n_chars": 6}, [{"evidence": "2025年", "start": 1, "end": 6}]), fits("x", {}, [])
    (True, False)
    """
    placed = [
        (start, end, r["evidence"])
        for r in commitments
        if isinstance(start := r.get("start"), int) and isinstance(end := r.get("end"), int) and "evidence" in r
    ]
    length = document.get("n_chars")
    if length is not None and length != len(text):
        return False
    if length is None and not placed:
        return False
    right = sum(text[start:end] == words for start, end, words in placed)
    return right * 2 > len(placed) or not placed  # a person may have mended some words of the evidence


def saved_text(path: Path) -> str | None:
    """What `--save-text` wrote into a file, line ends as they are; None where there is no such file."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, ValueError):
        return None


def _texts_in(path: Path, *, saved: bool) -> Iterable[str]:
    if saved:
        return [] if (text := saved_text(path)) is None else [text]
    try:
        if not path.is_file():
            return []
    except (OSError, ValueError):
        return []
    from pipeline.read import read

    return (document.text for document in read([path]) if not document.problem)
