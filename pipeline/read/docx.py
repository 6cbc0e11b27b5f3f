"""What does a Word document (.docx) say? Paragraphs with their numbers and tables in order, tracked changes as accepted.

Left out: headers, footers, foot- and endnotes, comments, hidden text, tables of contents, pictures. Struck-out text stands between `<s>` and `</s>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.read.docx_styles import Numbers, Styles, on, value
from pipeline.read.grid import ABOVE, lines
from pipeline.read.numbering import hashes
from pipeline.read.package import opened, unpacked
from pipeline.read.part import Limits, Part, of_lines
from pipeline.read.tree import first, local, number, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

_INSIDE = frozenset(("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "dir", "bdo", "customXml", "sdt", "sdtContent"))
_MARKS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_JOINED = re.compile(r"</s>(\s*)<s>")


def parts(data: bytes, *, name: str, limits: Limits) -> Iterator[Part]:
    """The one document of the file."""
    with opened(data, name=name, limits=limits, what=".docx file") as package:
        names = {info.filename.lstrip("/"): info for info in package.infolist()}
        found = sorted((n for n in names if n.startswith("word/document") and n.endswith(".xml")), key=len)
        main = found[0] if found else None
        if main is None:
            raise InputError(name, "not a readable .docx file: it holds no word/document.xml")

        def part(path: str) -> _Element | None:
            if path not in names:
                return None
            return parsed(unpacked(package, names[path], name=name, most=limits.max_bytes), name=name, what=".docx file", most=limits.max_xml)

        root = part(main)
        styles = Styles(part("word/styles.xml"))
        numbers = Numbers(part("word/numbering.xml"), styles)
    body = first(root, "body")
    if body is None:
        raise InputError(name, "not a readable .docx file: its document has no body")
    yield of_lines(_Story(styles, numbers).blocks(body), name=name)


class _Story:
    """The lines of one document, read in order: list numbers count on from paragraph to paragraph."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self._styles = styles
        self._numbers = numbers
        self._open = ""  # a paragraph whose end mark was deleted runs on into the next
        self._boxes: list[_Element] = []

    def blocks(self, parent: _Element) -> Iterator[str]:
        """The lines of the paragraphs and tables in an element."""
        for child in parent:
            tag = local(child)
            if tag == "p":
                yield from self._paragraph(child)
            elif tag == "tbl":
                yield from lines(self._rows(child), named=self._has_header(child))
            elif tag == "sdt":
                if not _is_contents(child):
                    yield from self.blocks(child)
            elif tag in _INSIDE:
                yield from self.blocks(child)

    def _paragraph(self, p: _Element) -> Iterator[str]:
        properties = first(p, "pPr")
        style = self._styles.of(properties)
        if style.contents:
            return
        text = self._open + _JOINED.sub(r"\1", self._inline(p))
        self._open = ""
        if properties is not None and any(local(c) == "del" for mark in properties if local(mark) == "rPr" for c in mark):
            self._open = text
            return
        boxes, self._boxes = self._boxes, []
        if text.strip():
            label = self._numbers.label(properties, style)
            text = label + text
            if style.level and not label and "\n" not in text.strip() and (mark := hashes(text, style.level)):
                text = mark + text.strip()
            yield text
        else:
            yield ""
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, parent: _Element) -> str:
        out = []
        for child in parent:
            tag = local(child)
            if tag == "r":
                out.append(self._run(child))
            elif tag in _INSIDE:
                out.append(self._inline(child))
        return "".join(out)

    def _run(self, run: _Element) -> str:
        properties = first(run, "rPr")
        if properties is not None and on(properties, "vanish"):
            return ""
        out = []
        for child in run:
            tag = local(child)
            if tag == "t":
                out.append(child.text or "")
            elif tag in _MARKS:
                out.append(_MARKS[tag])
            elif tag == "ruby":
                out.extend(self._inline(base) for base in child if local(base) == "rubyBase")
            elif tag in ("AlternateContent", "drawing", "pict", "object"):
                self._boxes.extend(_text_boxes(child))
        text = "".join(out)
        if text.strip() and properties is not None and (on(properties, "strike") or on(properties, "dstrike")):
            return f"<s>{text}</s>"
        return text

    def _rows(self, table: _Element) -> Iterator[list[str]]:
        for row in _within(table, "tr"):
            properties = first(row, "trPr")
            if first(properties, "del") is not None:
                continue
            cells: list[str] = [""] * _span(value(properties, "gridBefore"), 0)
            for cell in _within(row, "tc"):
                own = first(cell, "tcPr")
                text = "\n".join(self.blocks(cell))
                cells.append(ABOVE if value(own, "vMerge") in ("", "continue") else text)
                cells.extend([""] * (_span(value(own, "gridSpan"), 1) - 1))
            yield cells

    @staticmethod
    def _has_header(table: _Element) -> bool | None:
        properties = first(next(_within(table, "tr"), None), "trPr")
        return True if properties is not None and on(properties, "tblHeader") else None


def _span(given: str | None, otherwise: int) -> int:
    """A number of columns, no more than tables have."""
    return number(given, otherwise, most=64, digits=5)


def _within(parent: _Element, wanted: str) -> Iterator[_Element]:
    """The children of this name, seen through content controls and tracked insertions."""
    for child in parent:
        tag = local(child)
        if tag == wanted:
            yield child
        elif tag in _INSIDE:
            yield from _within(child, wanted)


def _is_contents(control: _Element) -> bool:
    gallery = next((e for e in control.iter() if local(e) == "docPartGallery"), None)
    return gallery is not None and any("Contents" in str(v) for v in gallery.attrib.values())


def _text_boxes(element: _Element) -> Iterator[Any]:
    """The contents of the text boxes in a drawing; of alternatives the first."""
    for child in element:
        tag = local(child)
        if tag == "txbxContent":
            yield child
        elif tag != "Fallback":
            yield from _text_boxes(child)
