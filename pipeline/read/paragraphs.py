"""Which lines of a printed page belong together? Running heads and page numbers go, hard-wrapped lines become paragraphs, split words whole."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.layout.lines import NUMBERED

_AT_EDGE = 2  # so many lines at the top and at the bottom of a page can be running heads
_LEAST_PAGES = 3
_REPEATED = 0.4  # share of pages: heads of left and right pages differ
_COLUMN_GAP = 60.0
_WIDER_GAP = 1.4
_INDENT = 1.2
_NARROW = 10  # ems: narrower columns are cells of tables, signatures
_FILLED = 6
_MOSTLY = 0.6
_ENDS = "。！？.!?:：;；"
_BULLET = re.compile(r"[•●■◆▪○\uf0b7*·–—-]\s?(?=\S)|[①-⑳]|[a-z]\)\s|附件")
_DECORATED = re.compile(
    r"[-—–~·|\s]{1,6}\d{1,4}[-—–~·|\s]{1,6}\Z|第\s?[\d一二三四五六七八九十百]{1,5}\s?页(?:\s?[,，/]?\s?[(（]?共\s?[\d一二三四五六七八九十百]{1,5}\s?页[)）]?)?\Z"
    r"|(?:[Pp]age|PAGE|[Pp]\.)\s?\d{1,4}(?:\s(?:of|/)\s?\d{1,4})?\Z|\d{1,4}\s?/\s?\d{1,4}\Z|\d{1,4}\s?\|\s?(?:[Pp]age|P\s?a\s?g\s?e)\Z"
)
_BARE = re.compile(r"\d{1,4}\Z|[ivxl]{1,6}\Z")
_DIGITS = re.compile(r"\d+|[\s\u3000]+")
_SPLIT = re.compile(r"(?<![A-Za-z])(?P<first>[A-Za-z]{1,40})-\Z")
_COMPOUND = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,40}-[a-z]{1,40}")
_REST = re.compile(r"[a-z]{1,40}")
_FIRST_PARTS = (
    "long short high low well self non multi cross year mid pre post co anti full part medium large small half end under over zero net first second third"
    " middle one two three four five ten year follow state market data people science evidence climate risk energy cost time"
)
_COMPOUNDS = frozenset(_FIRST_PARTS.split())
_WIDE = "\u2e80"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, its left and right edge and base in points (the base counted from below), the height of its letters."""

    text: str
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    height: float = 0.0


def joined(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """The text of the pages, a line for each paragraph, and the offset at which each page begins.

    >>> page = [Line("All schools shall imple-", 72, 200, 700, 12), Line("ment it.", 72, 110, 686, 12), Line("Done.", 72, 100, 650, 12)]
    >>> joined([page])
    ('All schools shall implement it.\\nDone.\\n', (0,))
    """
    kept = _without_running(pages)
    inside = frozenset(m.lower() for page in kept for line in page for m in _COMPOUND.findall(line.text))
    out: list[str] = []
    starts: list[int] = []
    length = 0
    usual = _columns([line for page in kept for line in page])
    last: _Place | None = None
    for page in kept:
        columns = _columns(page)
        pitch = _pitch(page)
        began = False
        for line in page:
            between = "\n" if out else ""
            goes_on = last is not None and _runs_on(last, line, turned=not began)
            if last is not None and goes_on:
                split = _SPLIT.search(last.line.text)
                rest = _REST.match(line.text)
                if split and rest:
                    whole = split["first"].lower() in _COMPOUNDS or f"{split['first']}-{rest[0]}".lower() in inside
                    if not whole:
                        out[-1] = out[-1][:-1]
                        length -= 1
                    between = ""
                else:
                    between = "" if last.line.text[-1] >= _WIDE or line.text[0] >= _WIDE else " "
            out.append(between)
            length += len(between)
            if not began:
                starts.append(length)
                began = True
            out.append(line.text)
            length += len(line.text)
            first = last.first if last is not None and goes_on else line
            last = _Place(line, first, _settled(_column(line, columns), usual, line), pitch)
        if not began:
            starts.append(length)
    return "".join(out) + "\n", tuple(starts)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its left edge, the right edge that all but a tenth of its lines keep, and how many lines come near it."""

    left: float
    right: float
    filled: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the text stands: the line before, the line with which its paragraph began, its column, the usual distance of lines."""

    line: Line
    first: Line
    column: _Column
    pitch: float


def _runs_on(place: _Place, line: Line, *, turned: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before (`turned`: it is the first of its page)."""
    before, column = place.line, place.column
    if not before.height or not line.height:
        return False
    em = max(before.height, line.height)
    if em > 1.25 * min(before.height, line.height) and em - min(before.height, line.height) > 2:
        return False
    if NUMBERED.match(line.text) or _BULLET.match(line.text) or column.right - column.left < _NARROW * em:
        return False
    ended = before.text[-1] in _ENDS
    if turned:
        if ended or abs(line.left - before.left) > 200:
            return False
    else:
        drop = before.base - line.base
        if drop <= 0 or drop > max(_WIDER_GAP * place.pitch, 1.2 * em):
            return False
    hangs = bool(NUMBERED.match(place.first.text) or _BULLET.match(place.first.text)) and line.left >= place.first.left - 1
    if not turned and line.left > before.left + _INDENT * em and not hangs:
        return False
    wide = before.text[-1] >= _WIDE or line.text[0] >= _WIDE
    if wide and not turned and line.left > column.left + _INDENT * em and not hangs:
        return False  # a paragraph begins with an indent, as the one before it did
    if _SPLIT.search(before.text) and _REST.match(line.text):
        return True
    word = line.text.split(" ", 1)[0]
    needed = 1.5 * em if wide else 0.5 * em * (len(word) + 1)
    if column.right - before.right <= needed:
        return True
    return wide and not ended and before.right - column.left > _MOSTLY * (column.right - column.left)


def _columns(lines: Sequence[Line]) -> list[_Column]:
    """The columns of a page (or of a document), from left to right."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.left):
        if groups and line.left - groups[-1][-1].left <= _COLUMN_GAP:
            groups[-1].append(line)
        else:
            groups.append([line])
    columns = []
    for group in groups:
        rights = sorted(line.right for line in group)
        right = rights[-1 - len(rights) // 10]
        columns.append(_Column(group[0].left, right, sum(1 for line in group if right - line.right < 2 * line.height)))
    return columns


def _column(line: Line, columns: Sequence[_Column]) -> _Column:
    return max((c for c in columns if c.left <= line.left), key=lambda c: c.left)


def _settled(column: _Column, usual: Sequence[_Column], line: Line) -> _Column:
    """The column of a page, with the right edge of the document where the page has too few full lines to show its own."""
    if column.filled >= _FILLED:
        return column
    whole = _column(line, usual)
    return _Column(min(column.left, whole.left), max(column.right, whole.right), column.filled)


def _pitch(page: Sequence[Line]) -> float:
    drops = [a.base - b.base for a, b in pairwise(page) if 0 < a.base - b.base < 4 * max(a.height, 1)]
    return median(drops) if drops else 0.0


def _without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without their numbers and running heads and feet."""
    dropped: dict[int, set[int]] = defaultdict(set)
    edges = [(number, i) for number, page in enumerate(pages) for i in _edges(page)]
    for number, i in edges:
        if _DECORATED.match(pages[number][i].text):
            dropped[number].add(i)
    bare = [(number, i) for number, i in edges if _BARE.match(pages[number][i].text)]
    offsets = Counter(int(pages[n][i].text) - n for n, i in bare if pages[n][i].text.isdecimal())
    steady, count = offsets.most_common(1)[0] if offsets else (0, 0)
    for number, i in bare:
        text = pages[number][i].text
        if (text.isdecimal() and int(text) - number == steady and (count > 1 or steady == 1)) or (not text.isdecimal() and len(bare) > 1):
            dropped[number].add(i)
    seen: dict[tuple[bool, str], list[tuple[int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        left = [i for i in range(len(page)) if i not in dropped[number]]
        by_height = sorted(left, key=lambda i: -page[i].base)
        for top, some in ((True, by_height[:_AT_EDGE]), (False, by_height[_AT_EDGE:][-_AT_EDGE:])):
            for i in some:
                seen[top, _DIGITS.sub("", page[i].text)].append((number, i))
    for (_, key), places in seen.items():
        if len(key) >= 2 and key[-1] not in "。；.;" and len({n for n, _ in places}) >= max(_LEAST_PAGES, _REPEATED * len(pages)):
            usual = median(pages[n][i].height for n, i in places)
            for n, i in places:
                if abs(pages[n][i].height - usual) <= 0.15 * usual:  # the title of the first page can be the head of the others
                    dropped[n].add(i)
    return [[line for i, line in enumerate(page) if i not in dropped[number]] for number, page in enumerate(pages)]


def _edges(page: Sequence[Line]) -> Iterator[int]:
    """The indices of the highest and the lowest line."""
    order = sorted(range(len(page)), key=lambda i: -page[i].base)
    yield from dict.fromkeys((*order[:1], *order[-1:]))
