"""mentions + statements → commitments: who, what, how much, by when; one row = one action or indicator × one target × one deadline."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.attach import doers, nearest_frequency, pair
from pipeline.confidence import facts_of, row_confidence
from pipeline.cues import MODAL
from pipeline.governing import governing_agencies, governing_time, label_times, labelled_items, list_deadlines
from pipeline.parts import Mentions, Parts, take_apart
from pipeline.statements import Judged, JudgedSentence
from pipeline.tables import heads
from pipeline.types import AgencyMention, Block, Modality, QuantityMention, TemporalMention

_LONGEST_EVIDENCE = 1000
"""Characters; no real clause has so many."""
_AROUND = 100


@dataclass(slots=True)
class Row:
    """A commitment in clean offsets; mentions by their index in the list of their own kind. Filled in while its sentence is assembled."""

    start: int
    end: int
    sentence: JudgedSentence
    modality: Modality | None
    action: str
    indicator: str | None
    target: int | None
    deadline: int | None
    due: str | None
    agencies: tuple[int, ...]
    frequency: int | None
    condition: tuple[int, int] | None
    confidence: float
    rule: str
    unfinished: bool = False
    """Its sentence ends with a semicolon: the account goes on."""


def assemble(
    text: str,
    blocks: Sequence[Block],
    judged: Judged,
    times: Sequence[TemporalMention],
    quantities: Sequence[QuantityMention],
    agencies: Sequence[AgencyMention],
    *,
    struck: Sequence[tuple[int, int]] = (),
) -> list[Row]:
    """The rows of a document, in text order. `struck` are the stretches that are struck out: mentions in them give no row its values."""
    mentions = Mentions(times, quantities, agencies)
    starts = mentions.starts()
    tables = heads(blocks)
    items = labelled_items(judged)
    labels = governing_agencies(text, judged, items, agencies)
    limits = label_times(judged, items, times)
    listed, telling = list_deadlines(text, blocks, judged, times)
    rows: list[Row] = []
    last: Row | None = None
    for number, sentence in enumerate(judged.sentences):
        if sentence.label or sentence.statement_class == "other":
            last = None
            continue
        if number not in limits and number not in listed and not (_any_between(starts[0], sentence) or _any_between(starts[1], sentence)):
            last = None
            continue
        parts = take_apart(text, blocks, sentence, mentions, starts, struck, tables, judged.today)
        made = _rows_of(parts, text, blocks, judged, mentions, labels.get(number, ()), limits.get(number), last, listed.get(number), telling=number in telling)
        if sentence.statement_class == "achievement":
            made = _still_to_come(parts, mentions, judged.today, made, labels.get(number, ()))
        else:
            _done_already(parts, mentions, made)
        for row in made:
            row.confidence = row_confidence(facts_of(row, parts, mentions, today=judged.today))
        rows.extend(made)
        last = made[-1] if made else None
    return rows


def _any_between(starts: Sequence[int], sentence: JudgedSentence) -> bool:
    i = bisect_left(starts, sentence.start)
    return i < len(starts) and starts[i] < sentence.end


def _rows_of(
    parts: Parts,
    text: str,
    blocks: Sequence[Block],
    judged: Judged,
    mentions: Mentions,
    label: Sequence[int],
    limit: int | None,
    last: Row | None,
    listed: int | None = None,
    *,
    telling: bool = False,
) -> list[Row]:
    rows: list[Row] = []
    used: set[int] = set()
    often: set[int] = set()
    inherited = _not_ahead(parts, mentions, judged.today, limit if limit is not None else governing_time(text, blocks, judged, parts.sentence, mentions.times))
    unnamed: dict[int, list[int]] = {}  # by clause: the rows that do not say what they measure
    previous_end = 0
    paired = pair(parts, mentions)
    for i in parts.targets:
        q = mentions.quantities[i]
        at = parts.clause_of(q)
        deadline = paired.get(i, parts.columns.get(i))
        if deadline is None and parts.weak:
            deadline = parts.weak[0]
        own = deadline is not None
        if deadline is None:
            deadline = _carried(parts, last, mentions)
        if deadline is None:
            deadline = inherited if inherited is not None else _continued(parts, last, mentions, i)
        if own and deadline is not None:
            used.add(deadline)
        frequency = nearest_frequency(parts, mentions, at)
        if frequency is not None:
            often.add(frequency)
        row = _row(parts, mentions, at, target=i, deadline=deadline, frequency=frequency, label=label, previous_end=previous_end)
        lead = parts.sentence.lead
        if not row.indicator and not rows and lead is not None and lead.hierarchical:
            row.indicator = parts.words.clauses.of_lead(lead.words)
        if not row.indicator and rows:
            unnamed.setdefault(at, []).append(len(rows))
            row.indicator = rows[-1].indicator
        rows.append(row)
        previous_end = parts.span(q)[1]
    _respectively(parts, mentions, rows)
    _in_turn(rows, unnamed)
    covered = {parts.clause_of(mentions.quantities[i]) for i in parts.targets}
    open_list = parts.sentence.reading.opens_list and not telling and not parts.words.clauses.makes_row(parts.phrase)
    bounds = {parts.clause_of(mentions.times[d]) for d in parts.deadlines if mentions.times[d].relation == "by"}
    for deadline in () if open_list else parts.deadlines:
        time = mentions.times[deadline]
        at = parts.clause_of(time)
        if time.relation == "in" and at in bounds:
            continue  # "within 15 months of the date of this order for fiscal year 2010": the bound is the deadline
        if deadline in used and at in covered and time.relation != "by":
            continue
        made = _rows_without_number(parts, mentions, deadline, covered, label, used=deadline in used)
        often.update(r.frequency for r in made if r.frequency is not None)
        rows.extend(made)
    for frequency in parts.frequencies:
        at = parts.clause_of(mentions.times[frequency])
        alone = at not in covered and not any(r.frequency == frequency and r.target is None for r in rows)
        if (frequency not in often or alone) and not open_list and not _beside_target(parts, mentions, frequency):
            rows.append(_row(parts, mentions, at, target=None, deadline=inherited, frequency=frequency, label=label))
            often.add(frequency)
    if not rows and limit is not None and parts.sentence.reading.imperative:
        rows.append(_row(parts, mentions, 0, target=None, deadline=limit, frequency=None, label=label, last_clause=len(parts.clauses) - 1))
    if not rows and listed is not None:
        rows.append(_row(parts, mentions, 0, target=None, deadline=listed, frequency=None, label=label, last_clause=len(parts.clauses) - 1))
    rows.sort(key=lambda r: (r.end, r.start))
    return rows


def _beside_target(parts: Parts, mentions: Mentions, frequency: int) -> bool:
    """Does the repetition belong to a number (120 yuan per year)?"""
    time = mentions.times[frequency]
    return time.text.isascii() and any(0 <= time.start - mentions.quantities[i].end <= 1 for i in parts.targets)


def _still_to_come(parts: Parts, mentions: Mentions, today: str | None, rows: list[Row], label: Sequence[int]) -> list[Row]:
    """The rows of a report with those of its clauses that promise (2个项目已开工，剩余1个预计明年3月底前开工) as promises."""
    if today is None:
        return rows
    for i, span in zip(parts.time_indices, parts.times, strict=True):
        time, at = mentions.times[i], parts.clause_at(span[0])
        if time.relation != "by" or time.date_to is None or time.date_to <= today:
            continue
        if at == 0 or not parts.words.clauses.looks_ahead(parts.words_of(at)):
            continue
        target = next((t for t in parts.targets if parts.clause_of(mentions.quantities[t]) == at), None)
        rows = [r for r in rows if r.target is None or parts.clause_of(mentions.quantities[r.target]) != at]
        rows.append(_row(parts.promised(), mentions, at, target=target, deadline=i, frequency=None, label=label))
    return rows


def _done_already(parts: Parts, mentions: Mentions, rows: Sequence[Row]) -> None:
    """The rows of a promise whose clause tells what is done (今年更换400辆，目前已完成320辆) become reports."""
    for row in rows:
        if row.target is None:
            continue
        at = parts.clause_of(mentions.quantities[row.target])
        if not parts.words.clauses.looks_back(parts.words_of(at)):
            continue
        clause = parts.clauses[at]
        row.sentence, row.modality = replace(row.sentence, statement_class="achievement"), None
        base = row.sentence.start
        if row.deadline is not None and not base + clause.start <= mentions.times[row.deadline].start < base + clause.end:
            row.deadline = row.due = None
        row.start, row.end = base + clause.start, base + clause.end


def _not_ahead(parts: Parts, mentions: Mentions, today: str | None, inherited: int | None) -> int | None:
    """A report of what was done does not take a date that is still to come (the heading "Work for 2011" over a look back)."""
    if inherited is None or parts.sentence.statement_class != "achievement" or today is None:
        return inherited
    until = mentions.times[inherited].date_to
    return None if until is not None and until > today else inherited


def _respectively(parts: Parts, mentions: Mentions, rows: Sequence[Row]) -> None:
    """Where the numbers of a clause belong one by one to a list of things (分别, respectively), each row gets its own thing."""
    by_clause: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        if row.target is not None:
            by_clause.setdefault(parts.clause_of(mentions.quantities[row.target]), []).append(number)
    for at, numbers in by_clause.items():
        spans = [parts.span(mentions.quantities[t]) for n in numbers if (t := rows[n].target) is not None]
        things = parts.words.clauses.respective(parts.phrase, parts.clauses[at], spans)
        if things:
            for n, thing in zip(numbers, things, strict=True):
                rows[n].indicator = thing


def _in_turn(rows: Sequence[Row], unnamed: dict[int, list[int]]) -> None:
    """Where a clause holds as many bare numbers as different things were named just before (A达1，B达2，分别增长3和4), each takes its own."""
    for numbers in unnamed.values():
        first, many = numbers[0], len(numbers)
        named = [r.indicator for r in rows[max(0, first - many) : first]]
        if many > 1 and len(set(named)) == many and numbers == list(range(first, first + many)):
            for n, indicator in zip(numbers, named, strict=True):
                rows[n].indicator = indicator


def _carried(parts: Parts, last: Row | None, mentions: Mentions) -> int | None:
    """The bound of the row before, where its sentence goes on behind a semicolon (到2026年，A达1；B达2)."""
    if last is None or last.deadline is None or not last.unfinished or last.sentence.block != parts.sentence.block:
        return None
    if last.sentence.statement_class != parts.sentence.statement_class or mentions.times[last.deadline].relation != "by":
        return None
    return last.deadline


def _continued(parts: Parts, last: Row | None, mentions: Mentions, target: int) -> int | None:
    """The deadline of the row before, where this sentence goes on with the same account (其中…; Of the deficit, …; more money of the same plan)."""
    if last is None or last.deadline is None or last.target is None or last.sentence.statement_class != parts.sentence.statement_class:
        return None
    if parts.phrase.startswith(("其中", "Of ", "of which", "Among ")) or (last.sentence.block == parts.sentence.block and last.unfinished):
        return last.deadline
    if parts.sentence.statement_class != "commitment":
        return None
    before, now = mentions.quantities[last.target], mentions.quantities[target]
    same_money = before.unit == now.unit and len(now.unit) == 3 and now.unit.isupper()
    return last.deadline if same_money else None


def _rows_without_number(parts: Parts, mentions: Mentions, deadline: int, covered: set[int], label: Sequence[int], *, used: bool) -> list[Row]:
    """Rows of the clauses without a number that stand under a deadline: its own clause, and later ones with subjects of their own under a "by"."""
    time = mentions.times[deadline]
    at = parts.clause_of(time)
    after = bisect_right(parts.deadlines, deadline)  # mentions and clauses are in text order: the next one is the nearest
    limit = max(parts.clause_of(mentions.times[parts.deadlines[after]]) if after < len(parts.deadlines) else len(parts.clauses), at + 1)
    rows: list[Row] = []
    if parts.clauses[at].prefix or _only_tells(parts, at) or _aside(parts, at):
        return rows
    apart = at in covered and not used and time.relation == "by"  # "within 180 days, submit a plan to cut all … by 2027": a row of its own
    if (at not in covered or apart) and _says_more(parts, at, time):
        end = at
        while end + 1 < limit and end + 1 not in covered and not _stands_alone(parts, time, end + 1) and not _aside(parts, end + 1):
            end += 1
        frequency = nearest_frequency(parts, mentions, at, carried=False)
        if frequency is not None and parts.words.clauses.coordinated(parts.phrase, parts.span(time)[1], parts.span(mentions.times[frequency])[0]):
            frequency = None
        opens = _subject_clause(parts, mentions, at, covered)
        rows.append(_row(parts, mentions, at, target=None, deadline=deadline, frequency=frequency, label=label, last_clause=end, first_clause=opens))
    if time.relation != "by":
        return rows
    rows.extend(
        _row(parts, mentions, number, target=None, deadline=deadline, frequency=None, label=label, first_clause=at)
        for number in range(at + 1, limit)
        if number not in covered and _stands_alone(parts, time, number)
    )
    return rows


def _subject_clause(parts: Parts, mentions: Mentions, at: int, covered: set[int]) -> int | None:
    """The clause whose subject this one shares, where the two are coordinate verbs under one deadline (shall develop X and, by May, submit it)."""
    clause, grammar = parts.clauses[at], parts.words.clauses
    before = at - 1
    if before < 0 or clause.subject or before in covered or not grammar.goes_on(parts.phrase[clause.core : clause.end]) or not parts.clauses[before].subject:
        return None
    dated = [*parts.deadlines, *parts.frequencies]
    return None if any(parts.clause_of(mentions.times[i]) == before for i in dated) or _only_tells(parts, before) else before


def _says_more(parts: Parts, at: int, time: TemporalMention) -> bool:
    """Does the clause say anything beside its date ("Since the second half of last year;" does not)?"""
    clause, (start, end) = parts.clauses[at], parts.span(time)
    rest = parts.phrase[clause.start : max(clause.start, start)] + parts.phrase[end : clause.end]
    least = 8 if rest.isascii() else 1
    return sum(1 for _ in islice(filter(str.isalpha, rest), least + 1)) > least


def _only_tells(parts: Parts, at: int) -> bool:
    """Does the clause only describe (今年困难更多), the promise standing in a later one?"""
    clause = parts.clauses[at]
    if "|" in parts.phrase:
        return False  # a row of a plan's table promises what it names
    inside = [c for c in parts.sentence.reading.cues if clause.start <= c.start < clause.end]
    least = 40 if any(c.kind == "done" for c in inside) else 8  # 今年是完成“十一五”目标的关键一年
    return any(c.kind == "other" and c.weight >= least for c in inside) and not any(c.kind in MODAL for c in inside)


def _stands_alone(parts: Parts, time: TemporalMention, number: int) -> bool:
    if time.relation != "by" or not parts.clauses[number].subject or parts.names_doer(number) or _aside(parts, number):
        return False
    return not parts.words.clauses.looks_back(parts.words_of(number))


def _aside(parts: Parts, number: int) -> bool:
    return bool(parts.words.clauses.tells_aside(parts.words_of(number)))


def _row(
    parts: Parts,
    mentions: Mentions,
    at: int,
    *,
    target: int | None,
    deadline: int | None,
    frequency: int | None,
    label: Sequence[int],
    previous_end: int = 0,
    first_clause: int | None = None,
    last_clause: int | None = None,
) -> Row:
    sentence = parts.sentence
    base = sentence.start
    clause = parts.clauses[at]
    grammar = parts.words.clauses
    first = at if first_clause is None else first_clause
    last = at if last_clause is None else last_clause
    if deadline is not None and sentence.start <= mentions.times[deadline].start < sentence.end:
        held = parts.clause_of(mentions.times[deadline])
        if not parts.clauses[held].prefix:
            first = min(first, held)
        last = max(last, held)
    start, end = parts.clauses[first].start, parts.clauses[last].end
    if end - start > _LONGEST_EVIDENCE:
        start, end = _near(mentions.quantities[target] if target is not None else mentions.times[deadline] if deadline is not None else None, base, start, end)
    modality, action = parts.told(at)
    indicator = None
    if target is not None:
        q = mentions.quantities[target]
        place = parts.place(parts.span(q)) if parts.cells else clause
        indicator = parts.names.get(target) or grammar.indicator(parts.phrase, place, *parts.span(q), q, previous_end, parts.opening(place))
    agencies = doers(parts, mentions, min(first, at), at if last_clause is None else last_clause)
    agencies += [a for a in label if a not in agencies]
    return Row(
        base + start,
        base + end,
        sentence,
        modality,
        action,
        indicator,
        target,
        deadline,
        _due(mentions.times[deadline]) if deadline is not None else None,
        tuple(agencies),
        frequency,
        (base + parts.condition[0], base + parts.condition[1]) if parts.condition else None,
        sentence.confidence,
        f"row.{'target' if target is not None else 'deadline' if deadline is not None else 'frequency'}",
        parts.phrase.rstrip().endswith(("；", ";")),
    )


def _near(mention: QuantityMention | TemporalMention | None, base: int, start: int, end: int) -> tuple[int, int]:
    """What stands around the mention of a row in a clause without end: each of its rows with all of it would make a table hundreds of times its size."""
    if mention is None or not start <= mention.start - base < end:
        return start, min(end, start + 2 * _AROUND)
    return max(start, mention.start - base - _AROUND), min(end, mention.end - base + _AROUND)


def _due(time: TemporalMention) -> str | None:
    return time.date_to if time.temporal_type == "point" and time.relation != "after" else None
