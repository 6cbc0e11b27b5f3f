"""What is each line of a clean text: headline, by-line, heading, body, table, or furniture of the page?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.layout.furniture import Marks, marks
from pipeline.layout.kinds import judge
from pipeline.layout.language import detect, per_line
from pipeline.layout.lines import HASHES, Line, ends, page_words
from pipeline.layout.split import parts
from pipeline.types import Block, BlockKind, Lang

__all__ = ["blocks", "detect"]

_LINE = re.compile(r"\S[^\n]*")


def blocks(text: str, *, lang: Lang | None = None) -> list[Block]:
    """Every non-empty line of the clean text, in order, with its kind, language and level; a line that holds two things gives several.

    `level`: of a heading its depth (1 outermost, 5 without number), of a table row 1 for the row of column names and 2 for the
    dividing row below it, else 0. `lang` is the language of the document where it is known; paragraphs in another one keep theirs.

    >>> [(b.kind, b.lang) for b in blocks("关于某事的通知\\n2022-01-26 10:15 来源:某网\\n各地要抓好任务落实工作。")]
    [('title', 'zh'), ('byline', 'zh'), ('body', 'zh')]
    """
    lines, fixed = _lines(text)
    judged = judge(text, lines, fixed)
    languages = per_line([line.text for line in lines], lang=lang or detect(text))
    if len(set(languages)) > 1:
        _one_for_each_table(lines, judged, languages)
    out: list[Block] = []
    for line, (kind, level), own in zip(lines, judged, languages, strict=True):
        marks = HASHES.match(line.text) if kind in ("heading", "title") else None
        out.append(Block(line.start + (marks.end() if marks else 0), line.end, kind, own, level))
    return out


def _one_for_each_table(lines: Sequence[Line], judged: Sequence[tuple[BlockKind, int]], languages: list[Lang]) -> None:
    """A table is read in one language, the dividing row and cells of one word too: that of all its rows together."""
    start = 0
    while start < len(lines):
        stop = start + 1
        if judged[start][0] == "table":
            while stop < len(lines) and judged[stop][0] == "table" and judged[stop][1] != 1:
                stop += 1
            if len(set(languages[start:stop])) > 1:
                languages[start:stop] = [detect("\n".join(line.text for line in lines[start:stop]))] * (stop - start)
        start = stop


def _lines(text: str) -> tuple[list[Line], list[BlockKind | None]]:
    """The stripped, non-empty lines, split where one holds two things; and the kind of those parts that the split tells."""
    lines: list[Line] = []
    fixed: list[BlockKind | None] = []
    found = marks(text)
    for m in _LINE.finditer(text):
        begin, stop = m.start(), m.start() + len(m[0].rstrip())
        for start, end, kind in parts(text, begin, stop, Marks.within(found.reprint, begin, stop)):
            own = text[start:end]
            stripped = own.strip()
            if stripped:
                start += len(own) - len(own.lstrip())
                end = start + len(stripped)
                # 各地要公布举报电话。 is a sentence, 举报电话：12345 is not
                sentence = stripped[-1] in "。；" and ":" not in stripped and "：" not in stripped
                footed = not sentence and Marks.within(found.footer, start, end) is not None
                reprint = Marks.within(found.reprint, start, end) is not None
                gap = text.count("\n", lines[-1].end if lines else 0, start) > 1
                lines.append(Line(start, end, stripped, None if kind else page_words(stripped), footed, reprint, ends(stripped), gap))
                fixed.append(kind)
    return lines, fixed
