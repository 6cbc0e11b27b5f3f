"""What does one sentence offer for rows: its clauses, and which of its mentions may be deadlines, targets, repetitions and doers?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.clauses import Clause
from pipeline.find.cells import measured_by
from pipeline.lang import Language, language
from pipeline.modality import clause_modality
from pipeline.statements import JudgedSentence
from pipeline.tables import Columns, act_cell, cells, columns, tells_state
from pipeline.types import DOERS, AgencyMention, Block, Mention, Modality, QuantityMention, TemporalMention


@dataclass(frozen=True, slots=True)
class Mentions:
    """The resolved mentions of a document, each kind in text order."""

    times: Sequence[TemporalMention]
    quantities: Sequence[QuantityMention]
    agencies: Sequence[AgencyMention]

    def starts(self) -> tuple[list[int], list[int], list[int]]:
        """The first offsets of times, quantities and agencies, for bisection."""
        return [m.start for m in self.times], [m.start for m in self.quantities], [m.start for m in self.agencies]


@dataclass(slots=True)
class Parts:
    """What one sentence offers for rows; spans relative to the sentence, mentions by index."""

    sentence: JudgedSentence
    phrase: str
    words: Language
    clauses: list[Clause]
    deadlines: list[int] = field(default_factory=list)
    weak: list[int] = field(default_factory=list)
    """Times that date a number but make no row of their own (recent years)."""
    frequencies: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    agencies: list[int] = field(default_factory=list)
    times: list[tuple[int, int]] = field(default_factory=list)
    time_indices: Sequence[int] = ()
    """The times that `times` are the spans of."""
    condition: tuple[int, int] | None = None
    columns: dict[int, int] = field(default_factory=dict)
    """In a table, the time in the name of the column that a number stands in (target → time)."""

    cells: list[tuple[int, int]] = field(default_factory=list)
    """In a table, where the cells of the row stand."""

    act: tuple[int, int] | None = None
    """In a table, the cell that tells what is to be done."""

    names: dict[int, str] = field(default_factory=dict)
    """In a table, what a number that fills its cell measures, by the cell that names it (target → words)."""

    doers: dict[int, bool] = field(default_factory=dict)
    """What `names_doer` has found."""
    tellings: dict[int, tuple[Modality | None, str]] = field(default_factory=dict)
    """What `told` has found."""
    by_clause: dict[int, list[int]] | None = None
    """What `doing` has found."""

    def words_of(self, number: int) -> str:
        """The text of a clause."""
        clause = self.clauses[number]
        return self.phrase[clause.start : clause.end]

    def promised(self) -> Parts:
        """The same parts, taken as those of a promise."""
        return replace(self, sentence=replace(self.sentence, statement_class="commitment"), tellings={})

    def names_doer(self, number: int) -> bool:
        """Does the clause only say who is in charge (由省教育厅牵头)?"""
        known = self.doers.get(number)
        if known is None:
            known = self.doers[number] = bool(self.words.clauses.names_doer(self.words_of(number)))
        return known

    def doing(self, mentions: Mentions) -> dict[int, list[int]]:
        """The agencies of the sentence by the clause that they stand in."""
        if self.by_clause is None:
            self.by_clause = {}
            for i in self.agencies:
                self.by_clause.setdefault(self.clause_of(mentions.agencies[i]), []).append(i)
        return self.by_clause

    def told(self, number: int) -> tuple[Modality | None, str]:
        """The modality of a clause (None where the sentence promises nothing) and its action: the same for all rows of the clause."""
        known = self.tellings.get(number)
        if known is None:
            clause, sentence = self.clauses[number], self.sentence
            modality = None
            if sentence.statement_class == "commitment":
                modality = clause_modality(self.words, self.phrase, sentence.reading, sentence.lead, clause.start, clause.end, self.opening(clause))
            told = clause if self.act is None else _cell(self.act)
            known = self.tellings[number] = modality, self.words.clauses.action(self.phrase, told)
        return known

    def place(self, span: tuple[int, int]) -> Clause:
        """The clause that a stretch stands in; in a table its cell."""
        held = bisect_right(self.cells, span) - 1
        if held >= 0 and span[1] <= self.cells[held][1]:
            return _cell(self.cells[held])
        return self.clauses[self.clause_at(span[0])]

    def opening(self, clause: Clause) -> int:
        """Where the words of a clause begin behind its adverbial and behind a date that opens it (2024年8月底前完成…)."""
        for start, end in self.times[bisect_left(self.times, (clause.core,)) :]:
            if start > clause.core + 1:
                break
            if end < clause.end:
                return end
        return clause.core

    def clause_at(self, position: int) -> int:
        """The clause that holds a position of the sentence (the nearest before it, where it stands between clauses)."""
        return max(0, bisect_right(self.clauses, position, key=_start) - 1)

    def span(self, mention: Mention) -> tuple[int, int]:
        """Where a mention stands in the sentence."""
        return mention.start - self.sentence.start, mention.end - self.sentence.start

    def clause_of(self, mention: Mention) -> int:
        """The clause that a mention stands in."""
        return self.clause_at(mention.start - self.sentence.start)


def _start(clause: Clause) -> int:
    return clause.start


def _cell(span: tuple[int, int]) -> Clause:
    return Clause(span[0], span[1], span[0], False)


def take_apart(
    text: str,
    blocks: Sequence[Block],
    sentence: JudgedSentence,
    mentions: Mentions,
    starts: tuple[list[int], list[int], list[int]],
    struck: Sequence[tuple[int, int]],
    tables: Sequence[int],
    today: str | None,
) -> Parts:
    """The parts of a judged sentence. `starts` are the first offsets of all times, quantities and agencies (for bisection), `tables` the first rows."""
    words = language(blocks[sentence.block].lang)
    phrase = text[sentence.start : sentence.end]
    grammar = words.clauses
    times, quantities, agencies = (range(bisect_left(s, sentence.start), bisect_left(s, sentence.end)) for s in starts)
    whole = [Clause(0, len(phrase), 0, False)]
    table = blocks[sentence.block].kind == "table"
    parts = Parts(sentence, phrase, words, whole)
    parts.times = [parts.span(mentions.times[i]) for i in times]
    parts.time_indices = times
    if not table:
        held = parts.times + [parts.span(mentions.agencies[i]) for i in agencies]
        parts.clauses = grammar.split(phrase, held) or whole
        parts.condition = grammar.condition(phrase, held)

    for i, (a, b) in zip(times, parts.times, strict=True):
        time = mentions.times[i]
        if _in(parts.condition, a, b) or _within(struck, time.start, time.end):
            continue
        if time.temporal_type == "set":
            if grammar.is_frequency(phrase, a, b):
                parts.frequencies.append(i)
        elif time.temporal_type == "duration":
            if grammar.duration_is_deadline(phrase, a, b):
                parts.deadlines.append(i)
        elif table and time.temporal_type == "point" and not grammar.is_baseline(phrase, a, b):
            parts.deadlines.append(i)
        elif sentence.statement_class == "achievement" and grammar.is_goal_year(phrase, a, b):
            parts.weak.append(i)
        elif (time.relation != "by" and grammar.is_baseline(phrase, a, b)) or grammar.is_title(phrase, a, b):
            continue
        elif time.temporal_type == "point":
            if not _out_of_time(time, sentence, today):
                parts.deadlines.append(i)
        elif time.text.lower() in ("that year", "当年"):
            parts.deadlines.append(i)
        elif time.iso_value == "PAST":
            parts.weak.append(i)
    counted: Sequence[int] = quantities
    named: Columns = []
    act: tuple[int, int] | None = None
    if table:
        block = blocks[sentence.block]
        row = cells(text, block)
        named = columns(text, row, block, blocks[tables[sentence.block]])
        held = [(m.start, m.end) for m in mentions.times[times.start : times.stop]] + [
            (m.start, m.end) for m in mentions.agencies[agencies.start : agencies.stop]
        ]
        act = act_cell(text, row, named, held)
        parts.cells = [inner for cell in row if (inner := _stripped(text, cell, sentence.start))]
        parts.act = act and _stripped(text, act, sentence.start)
        parts.columns = _column_times(named, mentions, starts, quantities)
        state = [cell for cell, (low, high) in named if tells_state(text[low:high])]
        counted = [i for i in quantities if not any(a <= mentions.quantities[i].start < b for a, b in state)]
    spans = [parts.span(mentions.quantities[i]) for i in counted]
    for i, (a, b) in zip(counted, spans, strict=True):
        column = parts.columns.get(i)
        if column is not None and _out_of_time(mentions.times[column], sentence, today):
            continue  # the value of an earlier year beside the one aimed at
        if _in(parts.condition, a, b) or _within(struck, mentions.quantities[i].start, mentions.quantities[i].end):
            continue
        if grammar.is_target(phrase, a, b, mentions.quantities[i], spans):
            parts.targets.append(i)
            if table and (name := measured_by(text, named, act, mentions.quantities[i].start, mentions.quantities[i].end)):
                parts.names[i] = name
    parts.agencies = [i for i in agencies if mentions.agencies[i].role in DOERS]
    return parts


def _stripped(text: str, cell: tuple[int, int], base: int) -> tuple[int, int] | None:
    """The words of a cell without outer space, counted from `base`; None where there are none behind it."""
    words = text[max(base, cell[0]) : cell[1]]
    start = max(base, cell[0]) - base + len(words) - len(words.lstrip())
    return (start, start + len(words.strip())) if words.strip() else None


def _in(span: tuple[int, int] | None, start: int, end: int) -> bool:
    return span is not None and span[0] <= start and end <= span[1]


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Does one of the spans, which are in order and apart, hold the stretch?"""
    i = bisect_right(spans, start, key=_first) - 1
    return i >= 0 and end <= spans[i][1]


def _first(span: tuple[int, int]) -> int:
    return span[0]


def _column_times(cells: Columns, mentions: Mentions, starts: tuple[list[int], list[int], list[int]], quantities: range) -> dict[int, int]:
    out: dict[int, int] = {}
    for (start, end), (low, high) in cells:
        named = range(bisect_left(starts[0], low), bisect_left(starts[0], high))
        time = next((t for t in named if mentions.times[t].temporal_type == "point"), None)
        if time is not None:
            out.update({i: time for i in quantities if start <= mentions.quantities[i].start < end})
    return out


def _out_of_time(time: TemporalMention, sentence: JudgedSentence, today: str | None) -> bool:
    """A promise is not dated in an earlier year (that is background), a result not in days to come (that is what it is for)."""
    if today is None:
        return False
    if sentence.statement_class == "commitment":
        before = today[:4]
        over = time.date_to is not None and (time.date_to[:4] < before or (time.date_to <= today and (time.date_from or today)[:4] < before))
        return time.relation == "in" and over  # an earlier year; the past two years
    return time.date_from is not None and time.date_from > today
