"""text → mentions: every finder of every language over the parts of the text that are worth reading, overlaps settled."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.find.cells import cell_quantities
from pipeline.lang import language
from pipeline.proposed import NOTHING, Proposed, free, within
from pipeline.said import TimeExpression
from pipeline.types import AgencyMention, Block, Lang, QuantityMention, Sentence, rebuilder

READ = frozenset({"title", "byline", "heading", "body", "table", "caption"})
"""Kinds of block in which mentions are looked for; navigation, footers and repeated paragraphs are left out."""

_moved_time = rebuilder(TimeExpression, 2)
_moved_quantity = rebuilder(QuantityMention, 2)
_moved_agency = rebuilder(AgencyMention, 2)

_MUTE = re.compile(r"[\W\d_]{1000,}")
_MUTE_LINE = re.compile(r"[^\n]{1000,}")
_PAUSE = re.compile(r"[\s，。；、;|！？：]")
_NUMBER = 40
"""Characters at both ends of a stretch without letters, in which a number belongs to the words beside it: it is cut at a pause there."""
_MUTE_LINES = 10_000
"""A thousand characters of a line, or so many of several, without one letter or Han character are no text (the longest in real texts have 40)."""

_SERIES = 320
"""Characters within which shares count as one series."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the finders saw, each list in text order without overlaps of its own kind; offsets into the clean text."""

    times: list[TimeExpression]
    quantities: list[QuantityMention]
    agencies: list[AgencyMention]


def find(text: str, blocks: Sequence[Block], sentences: Sequence[Sentence], proposed: Proposed = NOTHING) -> Found:
    """All mentions of the clean text: times first, then quantities outside of them, then agencies, and among them what models `proposed`."""
    found = Found([], [], [])
    starts = [s.start for s in sentences]
    for start, end, lang in spoken(text, runs(blocks)):
        run = text[start:end]
        finders = language(lang)
        times = finders.temporal(run)
        quantities = finders.quantity(run, [(t.start, t.end) for t in times])
        inside = sentences[bisect_left(starts, start) : bisect_right(starts, end)]
        candidates = within(proposed.agencies, start, end)
        if candidates:
            candidates = free(candidates, [(t.start, t.end) for t in times] + [(q.start, q.end) for q in quantities])
        bounds = [(s.start - start, s.end - start) for s in inside if s.end <= end]
        agencies = finders.agency(run, bounds, candidates, alone=lang in proposed.alone)
        quantities, agencies = _settle_all(quantities, agencies)
        found.times.extend(_moved_time(t, t.start + start, t.end + start) for t in times)
        found.quantities.extend(_moved_quantity(q, q.start + start, q.end + start) for q in quantities)
        found.agencies.extend(_moved_agency(a, a.start + start, a.end + start) for a in agencies)
    if any(b.kind == "table" for b in blocks):
        taken = sorted([(t.start, t.end) for t in found.times] + [(q.start, q.end) for q in found.quantities])
        more = list(cell_quantities(text, blocks, taken))
        found.quantities.extend(more)
        found.quantities.sort(key=lambda q: q.start)
    return found


def _settle_all(quantities: list[QuantityMention], agencies: list[AgencyMention]) -> tuple[list[QuantityMention], list[AgencyMention]]:
    """ "All schools" is a doer or a target, not both: a target where it continues a series of shares (40% …, 70% …, all …), else a doer."""
    shares = [q for q in quantities if q.unit == "percent"]
    for q in [q for q in shares if q.value == 100]:
        for a in [a for a in agencies if a.start <= q.start and q.end <= a.end]:
            if any(0 < q.start - other.end < _SERIES for other in shares):
                agencies = [x for x in agencies if x is not a]
            else:
                quantities = [x for x in quantities if x is not q]
    return quantities, agencies


def runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int, Lang]]:
    """Stretches of text to read in one go: neighbouring blocks of one language without a block that is left out between them.

    >>> list(runs([Block(0, 5, "body"), Block(6, 9, "body"), Block(10, 12, "footer"), Block(13, 20, "body", "en")]))
    [(0, 9, 'zh'), (13, 20, 'en')]
    """
    start = end = -1
    lang: Lang = "zh"
    for block in blocks:
        if block.kind not in READ:
            if start >= 0:
                yield start, end, lang
            start = -1
        elif start >= 0 and block.lang == lang:
            end = block.end
        else:
            if start >= 0:
                yield start, end, lang
            start, end, lang = block.start, block.end, block.lang
    if start >= 0:
        yield start, end, lang


def spoken(text: str, stretches: Iterable[tuple[int, int, Lang]]) -> Iterator[tuple[int, int, Lang]]:
    """The stretches without what is no text: `_MUTE_LINES`, and a thousand characters of one line, without a letter. Nothing is looked for there.

    >>> text = "到2025年" + "5%" * 500 + "，达到5%。"
    >>> [text[a:b] for a, b, _ in spoken(text, [(0, len(text), "zh")])]
    ['到2025年', '达到5%。']
    """
    for start, end, lang in stretches:
        for mute in _MUTE.finditer(text, start, end):
            spans = [mute.span()] if mute.end() - mute.start() >= _MUTE_LINES else [m.span() for m in _MUTE_LINE.finditer(text, *mute.span())]
            for a, b in spans:
                if a > start and text[a - 1] != "\n" and (pause := _PAUSE.search(text, a, a + _NUMBER)):
                    a = pause.start()
                if b < end and text[b] != "\n":
                    b = next((i for i in range(b, b - _NUMBER, -1) if _PAUSE.match(text, i - 1)), b)
                if a > start:
                    yield start, a, lang
                start = b
        if start < end:
            yield start, end, lang
