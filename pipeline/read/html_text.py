"""How does a tree of HTML, or of what trafilatura made of it, read as text? A line for each block, numbers before items, tables as rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.read.grid import lines
from pipeline.read.html_tables import is_data
from pipeline.read.numbering import hashes
from pipeline.read.tree import number

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN = (
    "script style noscript template iframe object embed svg math canvas audio video select option button input textarea"
    " nav head title meta link map area dialog"
)
_SKIPPED = frozenset(_UNSEEN.split())
_OWN_LINE = (
    "p div section article main header footer aside body html blockquote quote pre address figure figcaption caption dl dt dd form fieldset legend center"
    " details summary hr ul ol li list item table thead tbody tfoot tr td th row cell h1 h2 h3 h4 h5 h6 head"
)
_LISTS = frozenset(("ul", "ol", "list", "menu", "dir"))
_BLOCKS = _LISTS | frozenset(_OWN_LINE.split())
_ITEMS = frozenset(("li", "item"))
_ROWS = frozenset(("tr", "row"))
_CELLS = frozenset(("td", "th", "cell"))
_STRUCK = frozenset(("del", "s", "strike"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADS = {f"h{n}": n for n in range(1, 7)}


@dataclass(slots=True)
class _Table:
    """A data table that is open: its finished rows, the cells of the row that is open."""

    rows: list[list[str]] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    named: bool = False


class _Page:
    def __init__(self) -> None:
        self.out: list[str] = []
        self._line: list[str] = []
        self._prefix = ""
        self._lists: list[int | None] = []
        self._tables: list[_Table | None] = []
        self._struck = 0
        self._kept = 0

    def say(self, text: str | None) -> None:
        """Add text as it stands in the markup: white space is folded when the line ends; in <pre> its lines are kept."""
        if not text:
            return
        if not self._kept or self._tables:
            self._line.append(text)
            return
        first, *others = text.split("\n")
        self._line.append(first)
        for line in others:
            if not "".join(self._line).strip() and self.out and self.out[-1]:
                self.out.append("")
            self._stop()
            self._line.append(line)

    def end(self) -> None:
        """End the line, if anything stands on it."""
        text = " ".join("".join(self._line).split())
        self._line = []
        if text and text not in ("<s></s>", "<s> </s>", "</s>", "<s>"):
            self.out.append(self._prefix + text)
            self._prefix = ""
        if self._struck:  # the line after a break in struck-out text is struck too
            self._line.append("<s>")

    def start(self, element: _Element, tag: str) -> None:
        """What the start of an element does."""
        table = self._tables[-1] if self._tables else None
        in_cell = table is not None
        self._kept += tag == "pre"
        if _is_struck(element, tag):
            self._struck += 1
            if self._struck == 1:
                self._line.append("<s>")
        if tag in ("br", "lb"):
            self._break(in_cell)
        elif tag == "table":
            if not in_cell:
                self._stop()
            self._tables.append(None if in_cell or not is_data(element) else _Table())
        elif table is not None and tag in _ROWS:
            self._close_row(table)
        elif in_cell and tag in _CELLS:
            self._line = ["<s>"] if self._struck else []
        elif tag in _BLOCKS:
            self._break(in_cell)
        if tag in _LISTS:
            ordered = tag == "ol" or element.get("rend") == "ol"
            self._lists.append(number(element.get("start"), 1, most=99_999, digits=5) if ordered else None)
        elif tag in _ITEMS and not in_cell:
            self._prefix = self._label()
        elif not in_cell and (level := _level(element, tag)):
            self._prefix = hashes("".join(element.itertext()).strip(), level)

    def close(self, element: _Element, tag: str) -> None:
        """What the end of an element does."""
        if _is_struck(element, tag):
            self._struck -= 1
            if not self._struck:
                self._line.append("</s>")
        self._kept -= tag == "pre"
        table = self._tables[-1] if self._tables else None
        if tag == "table":
            if table is not None:
                self._close_row(table)
                self.out.extend(lines(table.rows, named=table.named or None))
                self._line = []
            else:
                self._break(len(self._tables) > 1 and self._tables[-2] is not None)
            self._tables.pop()
        elif table is not None and tag in _CELLS:
            self._close_cell(table, element, tag)
        elif table is not None and tag in _ROWS:
            self._close_row(table)
        elif tag in _BLOCKS:
            self._break(table is not None)
            if tag in _ITEMS or tag in _HEADS or tag == "head":
                self._prefix = ""
        if tag in _LISTS and self._lists:
            self._lists.pop()

    def _label(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "- "
        number = self._lists[-1]
        self._lists[-1] = number + 1
        return f"{number}. "

    def _break(self, in_cell: bool) -> None:
        if in_cell:
            self.say("\n")
        else:
            self._stop()

    def _stop(self) -> None:
        if self._struck and self._line:
            self.say("</s>")
        self.end()

    def _close_row(self, table: _Table) -> None:
        if table.row:
            table.rows.append(table.row)
        table.row = []

    def _close_cell(self, table: _Table, element: _Element, tag: str) -> None:
        if not table.rows and (tag == "th" or element.get("role") == "head"):
            table.named = True
        text = "".join(self._line).strip() + ("</s>" if self._struck else "")
        self._line = []
        table.row.append("" if text == "<s></s>" else text)


def text_of(root: _Element) -> str:
    """The text of a tree, lines ending with \\n; "" where it has none. Linear in its size, whatever its depth.

    >>> from lxml import html
    >>> text_of(html.fromstring("<div><p>到<s>40%</s>50%<br>为止</p><ol><li>建成<li>验收</ol></div>"))
    '到<s>40%</s>50%\\n为止\\n1. 建成\\n2. 验收\\n'
    """
    from lxml import etree

    page = _Page()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        # in trafilatura's trees `head` is a heading, in HTML it is what is not shown
        skipped = not tag or (tag in _SKIPPED and not (tag == "head" and element.get("rend"))) or _is_unseen(element, tag)
        if event == "start":
            if skipped:
                walk.skip_subtree()
                continue
            page.start(element, tag)
            page.say(element.text)
        else:
            if not skipped:
                page.close(element, tag)
            if element is not root:
                page.say(element.tail)
    page.end()
    return "\n".join(page.out) + "\n" if page.out else ""


def _is_struck(element: _Element, tag: str) -> bool:
    return tag in _STRUCK or "line-through" in (element.get("style") or "")


def _is_unseen(element: _Element, tag: str) -> bool:
    """Whether the page does not show an element, or shows the number of a footnote, which is no text."""
    style = element.get("style")
    if style and tag not in ("html", "body", "main", "article") and _HIDDEN.search(style):  # scripts make those visible
        return True
    return tag == "sup" and len(element) == 1 and element[0].tag == "a" and "#" in (element[0].get("href") or "") and not (element.text or "").strip()


def _level(element: _Element, tag: str) -> int:
    if tag == "head":
        return _HEADS.get(element.get("rend") or "h2", 2)
    return _HEADS.get(tag, 0)
