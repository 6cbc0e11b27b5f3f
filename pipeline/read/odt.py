"""What does an OpenDocument text (.odt) say? Paragraphs with their numbers and tables in order; deleted text and notes are left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.read.grid import ABOVE, REPEATED, lines
from pipeline.read.numbering import hashes, written
from pipeline.read.package import opened, unpacked
from pipeline.read.part import Limits, Part, of_lines
from pipeline.read.tree import attribute, first, local, parsed, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset(
    ("tracked-changes", "note", "annotation", "table-of-content", "sequence-decls", "forms", "bookmark", "object", "image", "soft-page-break", "ruby-text")
)
_COUNTING = {"1": "decimal", "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter"}
_COUNTING |= {"一, 二, 三, ...": "chineseCounting", "①, ②, ③, ...": "decimalEnclosedCircle", "甲, 乙, 丙, ...": "ideographTraditional"}
_REPEAT = 64


def parts(data: bytes, *, name: str, limits: Limits) -> Iterator[Part]:
    """The one document of the file."""
    with opened(data, name=name, limits=limits, what=".odt file") as package:
        if "content.xml" not in package.namelist():
            raise InputError(name, "not a readable .odt file: it holds no content.xml")
        if "META-INF/manifest.xml" in package.namelist() and b"encryption-data" in unpacked(package, "META-INF/manifest.xml", name=name, most=limits.max_xml):
            raise InputError(name, "is encrypted; remove its password")
        root = parsed(unpacked(package, "content.xml", name=name, most=limits.max_bytes), name=name, what=".odt file", most=limits.max_xml)
    body = next((e for e in root.iter() if local(e) == "text" and local(e.getparent()) == "body"), None)
    if body is None:
        raise InputError(name, "not an OpenDocument text (a spreadsheet or presentation?)")
    yield of_lines(_Story(root).blocks(body), name=name)


@dataclass(frozen=True, slots=True)
class _List:
    """A list that is open: its style, and how far each level has counted."""

    style: str
    counts: list[int]


class _Story:
    def __init__(self, root: _Element) -> None:
        self._struck: set[str] = set()
        self._lists: dict[str, dict[int, _Element]] = {}
        for element in root.iter():
            kind = local(element)
            if kind == "text-properties" and attribute(element, "text-line-through-style") not in (None, "none"):
                self._struck.add(attribute(element.getparent(), "name") or "")
            elif kind == "list-style":
                levels = {whole(e, "level", 1): e for e in element if local(e).startswith("list-level-style")}
                self._lists[attribute(element, "name") or ""] = levels
        self._last: dict[str, list[int]] = {}

    def blocks(self, parent: _Element) -> Iterator[str]:
        """The lines of the paragraphs, lists and tables in an element."""
        for child in parent:
            tag = local(child)
            if tag == "p":
                yield self._inline(child)
            elif tag == "h":
                yield self._heading(child)
            elif tag == "list":
                yield from self._list(child, self._begun(child), 1)
            elif tag == "table":
                yield from self._table(child)
            elif tag and tag not in _SKIPPED:
                yield from self.blocks(child)

    def _heading(self, element: _Element) -> str:
        text = self._inline(element)
        if not text.strip() or "\n" in text:
            return text
        mark = hashes(text, max(whole(element, "outline-level", 1, most=6), 1))
        return mark + text.strip() if mark else text

    def _begun(self, element: _Element) -> _List:
        """The list that an outermost list element begins, or goes on with."""
        style = attribute(element, "style-name") or ""
        goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list") is not None
        if not (goes_on and style in self._last):
            self._last[style] = [0] * 10
        return _List(style, self._last[style])

    def _list(self, element: _Element, own: _List, depth: int) -> Iterator[str]:
        if depth > 1:
            own.counts[min(depth, 9)] = 0
        for item in element:
            if local(item) in ("list-item", "list-header"):
                yield from self._item(item, own, depth)

    def _item(self, item: _Element, own: _List, depth: int) -> Iterator[str]:
        label = self._label(own, item, min(depth, 9)) if local(item) == "list-item" else ""
        labelled = False
        for child in item:
            if local(child) in ("p", "h"):
                text = self._inline(child)
                yield text if labelled or not text.strip() else label + text
                labelled = labelled or bool(text.strip())
            elif local(child) == "list":
                yield from self._list(child, own, depth + 1)

    def _label(self, own: _List, item: _Element, depth: int) -> str:
        levels = self._lists.get(own.style, {})
        level = levels.get(depth)
        if level is None or local(level).endswith("bullet"):
            return "- "
        following = own.counts[depth] + 1 if own.counts[depth] else whole(level, "start-value", 1)
        own.counts[depth] = whole(item, "start-value", following)
        upper = range(max(1, depth - whole(level, "display-levels", 1) + 1), depth + 1)
        numbers = [written(own.counts[d] or 1, _COUNTING.get(attribute(levels[d], "num-format") or "", "decimal")) for d in upper if d in levels]
        if attribute(level, "num-format") == "":
            return ""
        label = (attribute(level, "num-prefix") or "") + ".".join(numbers) + (attribute(level, "num-suffix") or "")
        return label if label.endswith(("、", "）", "．")) else label + " "

    def _table(self, table: _Element) -> Iterator[str]:
        yield from lines(self._rows(table), named=True if first(table, "table-header-rows") is not None else None)

    def _rows(self, parent: _Element) -> Iterator[list[str]]:
        below: dict[int, int] = {}
        for child in parent:
            tag = local(child)
            if tag == "table-row":
                cells: list[str] = []
                for cell in child:
                    if local(cell) in ("table-cell", "covered-table-cell"):
                        covered = local(cell) == "covered-table-cell"
                        text = (ABOVE if below.get(len(cells)) else "") if covered else "\n".join(self.blocks(cell))
                        if (high := whole(cell, "number-rows-spanned", 1)) > 1:
                            below[len(cells)] = high
                        times = whole(cell, "number-columns-repeated", 1, most=_REPEAT)
                        cells.extend([text, *[text if len(text) <= REPEATED else ""] * (times - 1)])
                below = {column: left - 1 for column, left in below.items() if left > 1}
                yield cells
            elif tag in ("table-header-rows", "table-rows", "table-row-group"):
                yield from self._rows(child)

    def _inline(self, parent: _Element) -> str:
        out = [_spaced(parent.text)]
        for child in parent:
            tag = local(child)
            if tag == "s":
                out.append(" " * whole(child, "c", 1, most=200))
            elif tag == "tab":
                out.append(" ")
            elif tag == "line-break":
                out.append("\n")
            elif tag == "p":  # of a text box that is anchored here
                out.append("\n" + self._inline(child) + "\n")
            elif tag and tag not in _SKIPPED:
                text = self._inline(child)
                struck = tag == "span" and text.strip() and attribute(child, "style-name") in self._struck
                out.append(f"<s>{text}</s>" if struck else text)
            out.append(_spaced(child.tail))
        return "".join(out)


def _spaced(text: str | None) -> str:
    """White space as XML counts it in OpenDocument: any run of it is one space."""
    if not text:
        return ""
    words = " ".join(text.split())
    return (" " if text[0].isspace() else "") + words + (" " if text[-1].isspace() and words else "")
