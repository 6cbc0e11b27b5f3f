"""What do the styles and lists of a Word document say of a paragraph: its level as a heading, its number?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.read.numbering import written
from pipeline.read.tree import attribute, first, local, number

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEPTH = 12
_HEADING = re.compile(r"(?:heading|标题)\s?([1-9])\Z", re.IGNORECASE)
_TITLE = frozenset(("title", "标题"))
_PLACE = re.compile(r"%([1-9])")
_NO_SPACE = ("、", "）", "．", "】", "：", "　")
_LEVELS = 9
_HIGHEST = 100_000


def value(parent: _Element | None, name: str) -> str | None:
    """The `val` of the child of this name, "" where it has none, None where there is no such child."""
    found = first(parent, name)
    return None if found is None else attribute(found, "val") or ""


def on(properties: _Element, name: str) -> bool:
    """Whether a switch (`strike`, `vanish`, …) is set."""
    return value(properties, name) not in (None, "0", "false", "off", "none")


def _number(text: str | None, otherwise: int) -> int:
    return number(text, otherwise, most=_HIGHEST)


def _outline(given: str | None) -> int:
    """The level of a heading, from 1; body text, which has outline level 9, has 0."""
    return int(given) + 1 if given and given.isdecimal() and int(given) < _LEVELS else 0


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: `level` 1 to 9 for headings (0: none), `contents` for lines of a table of contents, the list it belongs to."""

    level: int = 0
    contents: bool = False
    list_id: str | None = None
    list_level: int = 0


class Styles:
    """The paragraph styles of a document; inherited values are looked up along `basedOn`."""

    def __init__(self, root: _Element | None) -> None:
        self._elements = {attribute(e, "styleId") or "": e for e in (root if root is not None else ()) if local(e) == "style"}
        self._known: dict[str, Style] = {}

    def of(self, properties: _Element | None) -> Style:
        """The style that a paragraph's properties name, with the outline level that they set themselves."""
        style = self._style(value(properties, "pStyle") or "")
        return style if style.level else replace(style, level=_outline(value(properties, "outlineLvl")))

    def _style(self, style_id: str) -> Style:
        if style_id not in self._known:
            self._known[style_id] = self._read(style_id)
        return self._known[style_id]

    def _read(self, style_id: str) -> Style:
        level, contents, list_id, list_level = 0, False, None, 0
        at = style_id
        for _ in range(_DEPTH):
            element = self._elements.get(at)
            if element is None:
                break
            name = (value(element, "name") or "").lower()
            heading = _HEADING.match(name)
            properties = first(element, "pPr")
            if not level:
                level = int(heading[1]) if heading else 1 if name in _TITLE else _outline(value(properties, "outlineLvl"))
            contents = contents or name.startswith("toc ") or name == "table of figures"
            numbered = first(properties, "numPr")
            if numbered is not None and list_id is None:
                list_id = value(numbered, "numId")
                list_level = _number(value(numbered, "ilvl"), 0)
            at = value(element, "basedOn") or ""
        return Style(level, contents, list_id, list_level)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    counting: str = "decimal"
    text: str = ""
    after: str = "tab"
    legal: bool = False


class Numbers:
    """The lists of a document; `label` counts on."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._abstract[attribute(element, "abstractNumId") or ""] = _levels(element)
        for element in root if root is not None else ():
            if local(element) != "num":
                continue
            own: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for change in element:
                if local(change) == "lvlOverride":
                    own |= _levels(change)
                    start = value(change, "startOverride")
                    if start is not None:
                        starts[_number(attribute(change, "ilvl"), 0)] = _number(start, 1)
            abstract = value(element, "abstractNumId") or ""
            self._lists[attribute(element, "numId") or ""] = (abstract, self._abstract.get(abstract, {}) | own, starts)

    def label(self, properties: _Element | None, style: Style) -> str:
        """What stands before the paragraph's text ("（一）", "3.2 ", "- "), "" where it is in no list."""
        numbered = first(properties, "numPr")
        list_id = value(numbered, "numId") or style.list_id or ""
        depth = _number(value(numbered, "ilvl"), style.list_level)
        known = self._lists.get(list_id)
        if known is None or depth >= _LEVELS:
            return ""
        abstract, levels, starts = known
        level = levels.get(depth)
        if level is None or (level.counting == "none" and not level.text):
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        override = (list_id, depth)
        if depth in starts and override not in self._restarted:
            self._restarted.add(override)
            counts[depth] = starts[depth]
        else:
            before = counts[depth]
            counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.counting == "bullet":
            return "- "

        def place(m: re.Match[str]) -> str:
            at = int(m[1]) - 1
            other = levels.get(at, _Level())
            count = counts[at]
            return written(other.start if count is None else count, "decimal" if level.legal else other.counting)

        text = _PLACE.sub(place, level.text)
        return text if not text or level.after == "nothing" or text.endswith(_NO_SPACE) else text + " "


def _levels(parent: _Element) -> dict[int, _Level]:
    found = {}
    for element in parent:
        if local(element) == "lvl":
            found[_number(attribute(element, "ilvl"), 0)] = _Level(
                _number(value(element, "start"), 1),
                value(element, "numFmt") or "decimal",
                (value(element, "lvlText") or "")[:40],
                value(element, "suff") or "tab",
                value(element, "isLgl") is not None,
            )
    return found
