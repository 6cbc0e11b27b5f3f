"""Does a sentence promise, report or merely tell? Classes and modality from cues, headings, lead-ins and the times it names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.cues import MODAL, TOLD, Reading
from pipeline.find import Found
from pipeline.lang import Language, language
from pipeline.lists import Lead, follow_leads
from pipeline.modality import clause_modality
from pipeline.normalize.calendar import plan_years
from pipeline.proposed import Opinion, outweighed
from pipeline.said import Moment, Repeated, Rolling, Said, Shifted, Stretch, TimeExpression, Vague
from pipeline.tables import is_header
from pipeline.types import IN_CHARGE, AgencyMention, Block, Lang, Modality, Sentence, StatementClass


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence with its class and with what governs it: its heading, the lead-in of its list, the mode of its section."""

    start: int
    end: int
    block: int
    statement_class: StatementClass
    modality: Modality | None
    """Of a commitment as a whole; its rows may differ clause by clause."""
    confidence: float
    reading: Reading
    section: int | None
    """Index of the heading's block."""
    mode: str | None
    lead: Lead | None
    label: bool
    """A line that only names who is responsible (牵头单位：…): no statement, but it governs the rows of its item."""
    rule: str


@dataclass(frozen=True, slots=True)
class Judged:
    """All sentences in order; `statements` are those that count as statements."""

    sentences: tuple[JudgedSentence, ...]
    today: str | None
    """The document's date."""
    year_at: Callable[[int], int | None]
    above: tuple[int | None, ...] = ()
    """For each block that is a heading the nearest heading of a higher rank before it."""

    @property
    def statements(self) -> list[JudgedSentence]:
        """The sentences that are statements: labels and bare headings left out."""
        return [s for s in self.sentences if not s.label]


@dataclass(slots=True)
class _Evidence:
    """Points for each class, gathered for one sentence, and the strongest reason for the report."""

    commitment: float = 0.0
    achievement: float = 0.0
    other: float = 8.0

    def decide(self) -> tuple[StatementClass, float]:
        order: list[tuple[float, StatementClass]] = sorted(
            [(self.commitment, "commitment"), (self.achievement, "achievement"), (self.other, "other")], key=lambda p: -p[0]
        )
        margin = order[0][0] - order[1][0]
        return order[0][1], round(min(0.98, 0.6 + margin / 60), 2)


REVIEW, PLAN, ASIDE, NOTES = "review", "plan", "aside", "notes"
# what is used up or caused is background, neither a promise nor a result
_CONSUMES = re.compile(r"\b(?:spends?|uses|consumes?|consumed|generate[sd]?|costs?|emits?|emitted|loses?|receives|accounts? for|took|lasted|averaged)\b")
_DATE_LABEL = re.compile(r"\W*(?:date|dated|time|published|issued|updated|发布日期|发布时间|成文日期|印发日期|日期|时间|施行日期)?(?: on)?\W*", re.I)
_DONE_CELL = re.compile(r"\|\s*(?:已完成|已办结|已销号|完成|办结|销号|completed|done|achieved|closed)\s*(?:\||$)", re.I)
_FOOTNOTE = re.compile(r"\[\^?\d{1,3}\]")
_BARE_NUMBER = re.compile(
    r"\W*(?:section|sec|article|part|title|chapter|annex|appendix|paragraph|target|goal|action|item|task|table|figure|box|option|principle|step|phase|第[一二三四五六七八九十百\d]+[章节条])\.?\s*[\divxlc]*\W*",
    re.I,
)


def classify(
    text: str,
    blocks: Sequence[Block],
    sentences: Sequence[Sentence],
    found: Found,
    *,
    doc_date: str | None,
    opinions: Mapping[int, Opinion] | None = None,
) -> Judged:
    """Every sentence with its class. `found` is used unresolved: 去年 and "by 2025" speak for themselves.

    `opinions` are those of models, by the number of the sentence.
    The year that governs a passage which reviews the year before (`Judged.year_at`) follows from the classes.
    """
    doc_year = int(doc_date[:4]) if doc_date else _named_year(found.times)
    if doc_date is None and mode_of_document(text, blocks) == PLAN:
        doc_year = _before_bounds(found.times, doc_year)
    heads = _headings(text, blocks)
    above = _higher_headings(blocks)
    modes: dict[tuple[int | None, Lang], str | None] = {}
    document_mode = mode_of_document(text, blocks)
    leads = follow_leads(text, blocks, sentences)
    time_starts = [t.start for t in found.times]
    agency_starts = [a.start for a in found.agencies]
    quantity_starts = [q.start for q in found.quantities]
    out: list[JudgedSentence] = []
    classes: dict[int, StatementClass] = {}
    drift = 0.0
    problems: int | None = None  # the block in which difficulties are owned up to
    ahead: tuple[tuple[int, Lang], bool] = (-1, "zh"), False  # whether a sentence to come is a label, for one look at each
    head_class: StatementClass | None = None  # of the sentence that 一是…二是…三是 enumerate
    for number, sentence in enumerate(sentences):
        block = blocks[sentence.block]
        words = language(block.lang)
        phrase = text[sentence.start : sentence.end]
        times = found.times[bisect_left(time_starts, sentence.start) : bisect_left(time_starts, sentence.end)]
        agencies = found.agencies[bisect_left(agency_starts, sentence.start) : bisect_left(agency_starts, sentence.end)]
        measured = bisect_left(quantity_starts, sentence.end) > bisect_left(quantity_starts, sentence.start)
        section = heads[sentence.block]
        if block.kind == "heading" and not _is_statement_heading(phrase, times, measured):
            drift = 0.0
            continue
        if _FOOTNOTE.match(text, block.start) or _BARE_NUMBER.fullmatch(phrase):
            continue
        if is_header(block):
            continue
        if times and not measured and _DATE_LABEL.fullmatch(_outside(text, sentence.start, sentence.end, times)):
            continue  # "Date: January 27, 2021": a date and nothing said of it
        reading = words.read(phrase)
        if ahead[1] if ahead[0] == (number, block.lang) else words.label(phrase):
            out.append(JudgedSentence(sentence.start, sentence.end, sentence.block, "other", None, 0.95, reading, section, None, None, True, "label"))
            continue
        if (section, block.lang) not in modes:
            modes[section, block.lang] = mode_of_section(section, blocks, above, text, words)
        headed = modes[section, block.lang]
        mode = headed or document_mode
        lead = leads.get(number)
        lead_class = classes.get(lead.sentence) if lead else None
        if lead_class is None and out and phrase.startswith(("其中", "Of the ", "Of which")):
            lead, lead_class = out[-1].lead, out[-1].statement_class
        enumerated = words.enumerated(phrase)
        if enumerated and lead_class is None:
            lead_class = head_class
        if problems is not None and (problems == sentence.block or text[blocks[problems].end - 1] in "，,；;：:"):
            if not reading.imperative:
                mode = ASIDE  # 我们也清醒地看到困难和问题，主要是：…
            problems = sentence.block
        else:
            problems = sentence.block if words.admits(phrase) else None
        if block.kind == "table" and mode is None:
            mode = PLAN
        subject = any(a.role in IN_CHARGE and not any(c.isalnum() for c in _outside(text, sentence.start, a.start, times)) for a in agencies)
        told = [t for t in times if t.relation == "by" or not words.clauses.is_baseline(phrase, t.start - sentence.start, t.end - sentence.start)]
        until = [t for t in told if t.relation == "by" and words.clauses.until_now(phrase, t.start - sentence.start)]
        evidence = weigh(
            reading,
            phrase,
            [t for t in told if t not in until],
            agencies,
            measured,
            mode=mode,
            drift=drift,
            lead=lead,
            lead_class=lead_class,
            doc_year=doc_year,
            subject=subject,
            nominal=block.lang == "zh" or phrase[-1:] != ".",
            headed=headed is not None,
        )
        if until and not any(c.kind in MODAL and c.weight >= 20 for c in reading.cues):
            evidence.achievement += 22  # 截至11月底, as of June 30
        following = sentences[number + 1] if number + 1 < len(sentences) else None
        ahead = (number + 1, block.lang), following is not None and words.label(text[following.start : following.end])
        if ahead[1]:
            evidence.commitment += 10  # somebody is named for it
        if block.kind == "table" and (times or measured or reading.imperative) and not reading.score("done") >= 20:
            evidence.commitment += 20
        if block.kind == "table" and _DONE_CELL.search(phrase):
            evidence.achievement += 60
        if words.bare_label(phrase):
            evidence.other += 60
        if block.kind == "heading" and not (
            measured or reading.imperative or reading.score("binding") or reading.score("aspirational") or phrase[-1:] in "。.；;"
        ):
            evidence.other += 60  # 2025年工作总体要求: names what follows, promises nothing itself
        decided, confidence = evidence.decide()
        rule = f"{block.lang}.statement.{decided}"
        opinion = opinions.get(number) if opinions else None
        if opinion is not None and outweighed(decided, confidence, opinion):
            decided, confidence, rule = opinion.statement_class, opinion.probability, opinion.extractor
        classes[number] = decided
        head_class = head_class if enumerated else decided
        opening = next((t.end - sentence.start for t in times if t.start - sentence.start <= 1 and t.end < sentence.end), 0)
        modality = clause_modality(words, phrase, reading, lead, 0, len(phrase), opening) if decided == "commitment" else None
        drift = drifted(drift, decided, confidence)
        out.append(
            JudgedSentence(
                sentence.start,
                sentence.end,
                sentence.block,
                decided,
                modality,
                confidence,
                reading,
                section,
                mode,
                lead,
                False,
                rule,
            )
        )
    return Judged(tuple(out), doc_date, _year_at(out, doc_date), above)


def weigh(
    reading: Reading,
    phrase: str,
    times: Sequence[TimeExpression],
    agencies: Sequence[AgencyMention],
    measured: bool,
    *,
    mode: str | None,
    drift: float,
    lead: Lead | None,
    lead_class: StatementClass | None,
    doc_year: int | None,
    subject: bool,
    nominal: bool,
    headed: bool,
) -> _Evidence:
    """The points that one sentence gathers for each class, from its words and from all that stands around it."""
    evidence = _Evidence()
    doers = any(a.role in IN_CHARGE for a in agencies)
    told = 0.5 if mode == REVIEW and headed else 1.0  # 坚持政策要稳, 争取资金: in a review a duty or a hope is only told of
    modal = max(told * reading.score("binding"), reading.score("planned"), told * reading.score("aspirational"))
    evidence.commitment += modal
    evidence.achievement += reading.score("done")
    evidence.other += reading.score("other")
    past, future = _direction(times, doc_year)
    evidence.achievement += 7 * past
    evidence.commitment += 12 * future
    if any(t.relation == "by" and _leaning(t.said, t, doc_year)[1] >= 1.0 for t in times):
        evidence.commitment += 12  # 到2025年末, by 2030: nobody reports what is still to come
    if reading.imperative:
        if mode == REVIEW or (drift < -0.5 and not modal):
            evidence.achievement += 8 if mode == REVIEW else 4
        evidence.commitment += 6 if mode == REVIEW else 14 - 7 * max(0.0, -drift)
    if mode == REVIEW:
        evidence.achievement += 14 if headed else 9
        evidence.commitment -= 0 if not headed else 6 if future < 0.8 else -6  # what a report says of days to come is a plan
    elif mode == PLAN:
        evidence.commitment += 5
        evidence.achievement -= 4
        if doers:
            evidence.commitment += 6
        if measured and not past and reading.score("done") < 12:
            evidence.commitment += 9 if nominal else 2
    elif mode in (ASIDE, NOTES):
        evidence.other += 10 if mode == ASIDE else 80
    if drift < 0:
        evidence.achievement += -8 * drift
    else:
        evidence.commitment += 5 * drift
    if measured and not modal and not reading.imperative and mode is None and drift < 0.3:
        evidence.achievement += 0 if future >= 0.5 else 9 if reading.score("done") >= 3 or drift < -0.2 else 3
        evidence.commitment += 0 if future < 0.5 else 6
    if measured and past and not modal:
        evidence.achievement += 6
    if past == 1.0 and 0 < modal <= TOLD and reading.score("done") >= 12:
        evidence.achievement += 12  # issued a memorandum in 2009 on what should be considered
    if any(c.kind in MODAL and c.weight >= 20 and c.start >= reading.main for c in reading.cues) and evidence.other < 40:
        evidence.commitment += 6
    if lead_class == "commitment" and lead is not None and lead.over and not measured and not reading.imperative:
        lead_class = None
    if lead_class == "commitment":
        evidence.commitment += 30 if lead and (lead.targets or lead.hierarchical) else 12
    elif lead_class == "achievement":
        evidence.achievement += 14
    if lead and lead.inline and lead.targets:
        evidence.commitment += 25
    if past == 1.0 and not modal:
        evidence.commitment -= 8
    if subject and not past and mode != REVIEW and drift > -0.4 and not reading.score("done") and reading.score("other") < 12:
        evidence.commitment += 10
    repeated = any(isinstance(t.said, Repeated) for t in times)
    consumes = not modal and _CONSUMES.search(phrase) is not None
    if consumes:
        evidence.other += 18
    if repeated and not consumes and mode != REVIEW and not reading.score("done"):
        evidence.commitment += 12 if agencies else 9
    if doers and not consumes and not reading.score("done"):
        evidence.commitment += 3
    if not (modal or reading.imperative or lead_class or measured or doers or future or repeated):
        evidence.commitment = min(evidence.commitment, 6.0)
    return evidence


def _direction(times: Sequence[TimeExpression], doc_year: int | None) -> tuple[float, float]:
    past = future = 0.0
    for time in times:
        p, f = _leaning(time.said, time, doc_year)
        past, future = max(past, p), max(future, f)
    return past, future


def _leaning(said: Said, time: TimeExpression, doc_year: int | None) -> tuple[float, float]:
    if isinstance(said, Moment):
        if said.plan is not None and doc_year is not None:
            return (1.0, 0.0) if plan_years(said.plan)[1] < doc_year else (0.0, 1.0)
        if said.year is not None and doc_year is not None:
            if said.year < doc_year:
                return 1.0, 0.0
            if said.year > doc_year or time.relation == "by":
                return 0.0, 1.0
            return 0.0, 0.5
        if said.year_shift == 0 and time.relation == "after":
            return 0.7, 0.0  # 今年以来
        if said.year_shift is not None:
            return (1.0, 0.0) if said.year_shift < 0 else (0.0, 0.8 if said.year_shift == 0 else 1.0)
        if time.relation == "by":
            return 0.0, 0.8
        return 0.0, 0.0
    if isinstance(said, Vague):
        return {"PAST": (0.9, 0.0), "PRESENT": (0.0, 0.0), "FUTURE": (0.0, 1.0)}[said.value]
    if isinstance(said, Rolling):
        return (0.0, 1.0) if said.forward else (1.0, 0.0)
    if isinstance(said, Shifted):
        return (0.0, 1.0) if said.forward else (0.3, 0.0)
    if isinstance(said, Stretch):
        last = said.last
        return _leaning(last, time, doc_year) if isinstance(last, Moment) else (0.0, 0.0)
    return 0.0, 0.0


def _outside(text: str, start: int, end: int, times: Sequence[TimeExpression]) -> str:
    """The words of a stretch that are no time."""
    out = text[start:end]
    for time in times:
        if start <= time.start and time.end <= end:
            out = out.replace(text[time.start : time.end], "")
    return out


def drifted(drift: float, decided: StatementClass, confidence: float) -> float:
    """How far a passage tends to report (-1) or promise (1), moved by the sentence decided last."""
    pull = {"achievement": -1.0, "commitment": 1.0, "other": 0.0}[decided]
    rate = 0.5 if confidence > 0.75 else 0.3
    return drift + (pull - drift) * (rate if decided != "other" else 0.2)


def _named_year(times: Sequence[TimeExpression]) -> int | None:
    counts: dict[int, int] = {}
    for time in times:
        if isinstance(time.said, Moment) and time.said.year:
            counts[time.said.year] = counts.get(time.said.year, 0) + 1
    return max(counts, key=lambda y: (counts[y], -y)) if counts else None


def _before_bounds(times: Sequence[TimeExpression], named: int | None) -> int | None:
    """The year before the first one by which a plan without a date sets a goal (到2025年), where that is earlier than the year it names most."""
    bounds = [t.said.year for t in times if isinstance(t.said, Moment) and t.said.year and t.relation == "by"]
    return min(bounds) - 1 if bounds and (named is None or min(bounds) <= named) else named


def _headings(text: str, blocks: Sequence[Block]) -> list[int | None]:
    """For each block the index of the heading that it stands under."""
    current: int | None = None
    out: list[int | None] = []
    for number, block in enumerate(blocks):
        out.append(current)
        if block.kind == "heading" and any(c.isalpha() for c in text[block.start : block.end]):
            current = number
    return out


def _higher_headings(blocks: Sequence[Block]) -> tuple[int | None, ...]:
    """For each heading the nearest one before it that outranks it; None for the others."""
    open_headings: list[int] = []
    out: list[int | None] = []
    for number, block in enumerate(blocks):
        if block.kind != "heading":
            out.append(None)
            continue
        while open_headings and blocks[open_headings[-1]].level >= block.level:
            open_headings.pop()
        out.append(open_headings[-1] if open_headings else None)
        open_headings.append(number)
    return tuple(out)


def mode_of_section(section: int | None, blocks: Sequence[Block], above: Sequence[int | None], text: str, words: Language) -> str | None:
    """The mode of a section: what its outermost heading announces, unless a heading inside is an aside or notes.

    A heading deep in a plan (（十）…取得更大成效) does not turn it into a review.
    """
    found: str | None = None
    while section is not None:
        mode = words.mode(text[blocks[section].start : blocks[section].end])
        if mode in (ASIDE, NOTES) and found is None:
            return mode
        found = mode or found
        section = above[section]
    return found


def mode_of_document(text: str, blocks: Sequence[Block]) -> str | None:
    """The mode that the title announces."""
    for block in blocks[:6]:
        if block.kind in ("title", "heading"):
            mode = language(block.lang).document_mode(text[block.start : block.end])
            if mode:
                return mode
    return None


def _is_statement_heading(phrase: str, times: Sequence[TimeExpression], measured: bool) -> bool:
    """A heading is a statement only if it ends with a full stop or holds a number or date."""
    return phrase.rstrip()[-1:] in "。.；;！!" or measured or bool(times)


def _year_at(sentences: Sequence[JudgedSentence], doc_date: str | None) -> Callable[[int], int | None]:
    """The year before the document's where an achievement is reported in the first months of a year (work reports), else None."""
    if doc_date is None or int(doc_date[5:7]) > 4:
        return lambda position: None
    year = int(doc_date[:4])
    starts = [s.start for s in sentences]

    def at(position: int) -> int | None:
        i = bisect_right(starts, position) - 1
        if i < 0 or sentences[i].end < position:
            return None
        return year - 1 if sentences[i].statement_class == "achievement" else None

    return at


__all__ = ["Judged", "JudgedSentence", "classify"]
