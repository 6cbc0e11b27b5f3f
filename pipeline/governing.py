"""What governs a row from outside its sentence: the date of a lead-in or heading, the agencies of a label line or of the list's head."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.cues import MODAL
from pipeline.statements import Judged, JudgedSentence
from pipeline.types import DOERS, AgencyMention, Block, TemporalMention

LabelledItem = tuple[list[int], list[int]]
"""The sentences of an item and the label lines that close it, by index."""
_TARGETS = re.compile(r"目标|任务|清单|实事|要点|targets?\b|goals?\b", re.I)


def governing_time(text: str, blocks: Sequence[Block], judged: Judged, sentence: JudgedSentence, times: Sequence[TemporalMention]) -> int | None:
    """The index of the time in the lead-in of the sentence's list, or in the lead-ins above it, or in the heading it stands under
    (the nearest that names one, from the innermost outwards)."""
    beside = any(c.kind in MODAL and c.weight >= 20 for c in sentence.reading.cues)  # what comes beside the list: 督查室要每季度通报
    below, heading = _heading_time(blocks, judged, sentence, times)
    lead = sentence.lead
    while lead is not None:
        found = _time_in(times, lead.start, lead.end)
        if found is not None and not (lead.over and beside):
            return below if below is not None and heading > lead.start else found
        lead = lead.above
    if below is not None:
        return below
    if beside:
        return None
    title = next((b for b in blocks[:4] if b.kind == "title"), None)
    if title is not None and _TARGETS.search(text, title.start, title.end):
        return _time_in(times, title.start, title.end)
    return None


def _heading_time(blocks: Sequence[Block], judged: Judged, sentence: JudgedSentence, times: Sequence[TemporalMention]) -> tuple[int | None, int]:
    """The time that the nearest heading above names, and where that heading begins."""
    section = sentence.section
    while section is not None:
        heading = blocks[section]
        found = _time_in(times, heading.start, heading.end)
        if found is not None:
            return found, heading.start
        section = judged.above[section] if heading.level > 1 else None
    return None, -1


def _start(time: TemporalMention) -> int:
    return time.start


def _time_in(times: Sequence[TemporalMention], start: int, end: int) -> int | None:
    """The last point in time of a stretch that is a bound or a period of a year at most."""
    found = None
    for i in range(bisect_left(times, start, key=_start), len(times)):
        if times[i].start >= end:
            break
        if times[i].temporal_type == "point":
            found = i
    return found


def label_times(judged: Judged, items: Sequence[LabelledItem], times: Sequence[TemporalMention]) -> dict[int, int]:
    """For each sentence the time that the label line of its item gives it (完成时限：2024年11月)."""
    out: dict[int, int] = {}
    for item, labels in items:
        for n in labels:
            label = judged.sentences[n]
            found = _time_in(times, label.start, label.end)
            if found is not None:
                out.update(dict.fromkeys(item, found))
    return out


def governing_agencies(judged: Judged, items: Sequence[LabelledItem], agencies: Sequence[AgencyMention]) -> dict[int, list[int]]:
    """For each sentence the agencies that govern it from outside: of the label lines that close its item, and of the head of its numbered list."""
    starts = [a.start for a in agencies]
    out: dict[int, list[int]] = {}

    def named(start: int, end: int) -> list[int]:
        return [i for i in range(bisect_left(starts, start), bisect_left(starts, end)) if agencies[i].role in DOERS]

    for item, labels in items:
        for n in labels:
            found = named(judged.sentences[n].start, judged.sentences[n].end)
            for i in item:
                out.setdefault(i, []).extend(found)
    for number, sentence in enumerate(judged.sentences):
        lead = sentence.lead
        while lead is not None and lead.hierarchical:
            out.setdefault(number, []).extend(i for i in named(lead.start, lead.end) if i not in out.get(number, []))
            lead = lead.above
    return out


def labelled_items(judged: Judged) -> list[LabelledItem]:
    """The items that label lines close: a bracket at the end of a paragraph governs the paragraph,
    lines of their own govern all since the heading or the last label; consecutive label lines govern together."""
    out: list[LabelledItem] = []
    item: list[int] = []
    labels: list[int] = []
    section: int | None = -1
    closed = -1  # the block whose item a bracket has just closed
    for number, sentence in enumerate(judged.sentences):
        if sentence.label:
            inside = [n for n in item if judged.sentences[n].block == sentence.block]
            if closed == sentence.block and not labels:
                out[-1][1].append(number)  # （责任单位：…；配合单位：…）
            elif inside and not labels:
                closed = sentence.block
                out.append((inside, [number]))
                item = [n for n in item if n not in inside]
            else:
                labels.append(number)
            continue
        closed = -1
        if labels or sentence.section != section:
            if labels:
                out.append((item, labels))
            item, labels = [], []
        section = sentence.section
        item.append(number)
    if labels:
        out.append((item, labels))
    return out
