"""What governs a row from outside its sentence: the date of a lead-in or heading, the agencies of a label line or of the list's head."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.cues import MODAL
from pipeline.lang import language
from pipeline.statements import Judged, JudgedSentence
from pipeline.types import DOERS, IN_CHARGE, AgencyMention, Block, TemporalMention

_YEAR_ONLY = re.compile(
    r"(?i)(?:the end of |end of |year-end |the close of )?(?:fiscal years? |calendar years? |FY ?|the years? )?(?:19|20)\d\d(?:/\d\d)?(?:年(?:底|末|度|年底)?)?"
    r"|mid-?century|(?:this|next|the|that) (?:year|decade|century)|[今明本当]年(?:底|末|度|年底)?|[“\"]?十[一二三四五]+五[”\"]?(?:规划|时期|期间|末|期末)?"
)
_WITHIN = re.compile(r"(?i)\b(?:within|no later than|not later than)\s+(?:the\s+)?\Z")
_AS_OF = re.compile(r"(?i)\bas of\s+\Z")
_ITEM = re.compile(r"\s*(?:[-–—*•·●▪]|[(（]?(?:[\divxlIVXL]{1,5}|[a-zA-Z]|[一二三四五六七八九十]{1,3})[.)、）．]|[①-⑳]|[一二三四五六七八九十]{1,3}是)")

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


def list_deadlines(text: str, blocks: Sequence[Block], judged: Judged, times: Sequence[TemporalMention]) -> tuple[dict[int, int], set[int]]:
    """The lists whose lead-in sets a deadline: for each item that tells an act the deadline, and the lead-ins that tell the act themselves.

    "Within 90 days of the date of this order, the Secretary shall: (i) issue …; (ii) publish …" leaves its act to the items, each a row of its own;
    "…, the Secretary shall submit a report on: (i) barriers …; (ii) …" tells it itself. Only what stands right under the lead-in counts, and of an
    item its first sentence. A bare year (By 2025, we will: …) frames a list of goals and dates only the numbers in it (`governing_time`).
    """
    items: dict[int, int] = {}
    tell: set[int] = set()
    acting: set[int] = set()  # lead-ins whose items tell acts
    known: dict[int, int | None] = {}
    for number, sentence in enumerate(judged.sentences):
        lead, block = sentence.lead, blocks[sentence.block]
        if sentence.statement_class != "commitment":
            continue
        if (
            sentence.reading.opens_list
            and language(block.lang).clauses.tells_itself(text[sentence.start : sentence.end])
            and _deadline_in(text, times, sentence.start, sentence.end) is not None
        ):
            tell.add(sentence.start)  # … must review their policies, and take the following actions:
        if lead is None or lead.inline or lead.over:
            continue
        if any(c.isalnum() for c in text[block.start : sentence.start]) and not _ITEM.match(text[block.start : sentence.start]):
            continue
        if lead.start not in known:
            known[lead.start] = _deadline_in(text, times, lead.start, lead.end)
        found = known[lead.start]
        if found is None:
            continue
        grammar = language(block.lang).clauses
        phrase = _ITEM.sub("", text[sentence.start : sentence.end], count=1).strip()
        if grammar.tells_act(phrase, opened=lead.words) or (lead.start in acting and grammar.left_open(lead.words)):
            items[number] = found
            acting.add(lead.start)
        else:
            tell.add(lead.start)
    tell -= acting
    return items, {n for n, s in enumerate(judged.sentences) if s.start in tell}


def _deadline_in(text: str, times: Sequence[TemporalMention], start: int, end: int) -> int | None:
    """The last time of a lead-in by which something is to be done, to the day or month."""
    found = None
    for i in range(bisect_left(times, start, key=_start), len(times)):
        time = times[i]
        if time.start >= end:
            break
        if time.temporal_type == "point":
            if time.relation == "by" and not _AS_OF.search(text, start, time.start) and not _YEAR_ONLY.fullmatch(time.text):
                found = i
        elif time.temporal_type == "duration" and (_WITHIN.search(text, start, time.start) or time.text.endswith("内")):
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


def governing_agencies(text: str, judged: Judged, items: Sequence[LabelledItem], agencies: Sequence[AgencyMention]) -> dict[int, list[int]]:
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
        if lead is not None and lead.hierarchical and _has_subject(text, sentence, agencies, starts):
            continue
        while lead is not None and lead.hierarchical:
            out.setdefault(number, []).extend(i for i in named(lead.start, lead.end) if i not in out.get(number, []))
            lead = lead.above
    return out


def _has_subject(text: str, sentence: JudgedSentence, agencies: Sequence[AgencyMention], starts: Sequence[int]) -> bool:
    """Does the sentence open with a doer of its own ("(i) The Secretary of Commerce shall submit …")?"""
    i = bisect_left(starts, sentence.start)
    if i >= len(agencies) or agencies[i].start >= sentence.end or agencies[i].role not in IN_CHARGE:
        return False
    opening = text[sentence.start : agencies[i].start].rstrip()
    return not opening or (_ITEM.fullmatch(opening) is not None)


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
