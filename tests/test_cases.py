"""Does the program do what tests/cases says? Every entry there is marked text with the expectation beside it (see cases/README.md)."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from pipeline.types import AgencyMention, Commitment, Extraction, Lang, Mention, QuantityMention, Statement, TemporalMention

CASES = Path(__file__).resolve().parent / "cases"
LANGS: tuple[Lang, ...] = ("zh", "en")
MENTION_KINDS = ("temporal", "quantity", "agency")
KINDS = (*MENTION_KINDS, "statement", "commitment")
ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
EDGE = " \t\r\n　。！？；;.!?，,、"
# The name of a field in a case -> the name of the attribute in pipeline.types.
ATTRIBUTES = {"type": "temporal_type", "from": "date_from", "to": "date_to", "rel": "relation", "class": "statement_class"}
TEMPORAL_VALUE = {"value": "iso_value"}
PLAIN_ROW_FIELDS = ("status", "modality", "due", "action", "indicator", "evidence", "condition", "region")


class Span(NamedTuple):
    """A half-open stretch of a text."""

    start: int
    end: int


# ---------------------------------------------------------------------------------------------- reading the cases


def unmark(marked: str) -> tuple[str, list[Span]]:
    """The text without its [[ ]] and where the marked stretches lie in it.

    >>> unmark("在[[2022年]]完成")
    ('在2022年完成', [Span(start=1, end=6)])
    """
    plain, spans, opened = "", [], -1
    for piece in re.split(r"(\[\[|\]\])", marked):
        if piece == "[[":
            assert opened < 0, f"[[ inside [[ ]]: {marked}"
            opened = len(plain)
        elif piece == "]]":
            assert opened >= 0, f"]] without [[: {marked}"
            spans.append(Span(opened, len(plain)))
            opened = -1
        else:
            plain += piece
    assert opened < 0, f"[[ without ]]: {marked}"
    return plain, spans


def load(lang: str, kind: str) -> list[dict[str, Any]]:
    """The entries of one case file; an empty list where there is none."""
    path = CASES / lang / f"{kind}.yaml"
    if not path.exists():
        return []
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    assert isinstance(entries, list), f"{path}: a case file is a list of entries"
    return entries


def parameters(kinds: Sequence[str]) -> Iterator[Any]:
    """One pytest parameter for each entry, named `en-temporal-017-the-first-words` (pytest shows ASCII only)."""
    for lang in LANGS:
        for kind in kinds:
            for number, entry in enumerate(load(lang, kind), 1):
                words = re.findall(r"[A-Za-z0-9.%]+", unmark(str(entry.get("text", "")))[0])
                yield pytest.param(lang, kind, entry, id="-".join([lang, kind, f"{number:03d}", *words[:5]]))


@functools.lru_cache(maxsize=4096)
def run(text: str, lang: Lang, doc_date: str | None) -> Extraction:
    """The whole pipeline on one text."""
    from pipeline.run import extract_text

    return extract_text(text, lang=lang, doc_date=doc_date)


def extraction(entry: Mapping[str, Any], lang: Lang, text: str) -> Extraction:
    """What the program makes of the text of an entry."""
    return run(text, lang, plain_value(entry.get("doc_date")))


# ---------------------------------------------------------------------------------------------- comparing


def plain_value(value: Any) -> Any:
    """A value in the form in which two of them can be compared: numbers as Decimal, dates as ISO strings."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its edges and without a leading article: neither is judged."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    article = ARTICLE.match(text, start, end)
    return Span(article.end() if article else start, end)


def got_value(mention: Mention | Statement, name: str) -> Any:
    """The attribute that a case calls `name`."""
    if isinstance(mention, TemporalMention) and name in TEMPORAL_VALUE:
        return plain_value(mention.iso_value)
    return plain_value(getattr(mention, ATTRIBUTES.get(name, name)))


def differences(expected: Mapping[str, Any], got: Mention) -> list[str]:
    """The fields of the expectation that the mention has otherwise."""
    out = []
    for name, want in expected.items():
        have = got_value(got, name)
        if plain_value(want) != have:
            out.append(f"{name}: expected {want}, got {have}")
    return out


def shown(items: Sequence[Mention | Statement | Commitment]) -> str:
    """The items one a line, for a failing message."""
    return "\n".join(f"    {item}" for item in items) or "    nothing"


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with [[ ]] around the spans.

    >>> marked("在2022年完成", [(1, 6)])
    '在[[2022年]]完成'
    """
    out, at = "", 0
    for start, end in sorted(spans):
        out += f"{text[at:start]}[[{text[start:end]}]]"
        at = end
    return out + text[at:]


# ---------------------------------------------------------------------------------------------- mentions


@pytest.mark.parametrize(("lang", "kind", "entry"), list(parameters(MENTION_KINDS)))
def test_mentions(lang: Lang, kind: str, entry: dict[str, Any]) -> None:
    """The mentions of this kind are the marked ones, no more, and have the values of `expect`."""
    text, spans = unmark(entry["text"])
    expect: list[dict[str, Any]] = entry.get("expect") or [{} for _ in spans]
    assert len(expect) == len(spans), f"the case itself: {len(spans)} marks, {len(expect)} expectations"
    got = [m for m in extraction(entry, lang, text).mentions if m.kind == kind]
    message = f"\n  text:     {entry['text']}\n  got:      {marked(text, [(m.start, m.end) for m in got])}\n{shown(got)}\n  why:      {entry.get('why', '')}"
    for mention in got:
        assert text[mention.start : mention.end] == mention.text, f"the text of a mention is not its slice{message}"
    assert [trimmed(text, Span(m.start, m.end)) for m in got] == [trimmed(text, s) for s in spans], f"spans differ{message}"
    for wanted, mention in zip(expect, got, strict=True):
        wrong = differences(wanted, mention)
        assert not wrong, f"{mention.text}: {'; '.join(wrong)}{message}"


# ---------------------------------------------------------------------------------------------- statements


def cover(span: Span, statements: Sequence[Statement]) -> Statement | None:
    """The statement that holds most of the span, at least half of it."""

    def shared(statement: Statement) -> int:
        return max(0, min(statement.end, span.end) - max(statement.start, span.start))

    best = max(statements, key=shared, default=None)
    return best if best is not None and 2 * shared(best) >= span.end - span.start else None


@pytest.mark.parametrize(("lang", "kind", "entry"), list(parameters(["statement"])))
def test_statements(lang: Lang, kind: str, entry: dict[str, Any]) -> None:
    """Every marked sentence has its class (and modality); nothing outside the marks is a commitment or an achievement."""
    text, spans = unmark(entry["text"])
    expect: list[dict[str, Any]] = entry.get("expect") or []
    assert len(expect) == len(spans), f"the case itself: {len(spans)} marks, {len(expect)} expectations"
    got = extraction(entry, lang, text).statements
    message = f"\n  text:     {entry['text']}\n  got:\n{shown(got)}\n  why:      {entry.get('why', '')}"
    for span, wanted in zip(spans, expect, strict=True):
        statement = cover(span, got)
        have = statement.statement_class if statement else "other"
        assert have == wanted["class"], f"{text[span.start : span.end]}: expected {wanted['class']}, got {have}{message}"
        if "modality" in wanted and statement is not None:
            assert statement.modality == wanted["modality"], f"{statement.text}: expected {wanted['modality']}, got {statement.modality}{message}"
        if entry.get("exact") and statement is not None:
            assert statement.text.strip(EDGE) == text[span.start : span.end].strip(EDGE), f"the sentence is cut otherwise{message}"
    stray = [s for s in got if s.statement_class != "other" and not any(s.start < b and a < s.end for a, b in spans)]
    assert not stray, f"a statement where none is expected: {stray[0].text}{message}"


# ---------------------------------------------------------------------------------------------- commitments


def row_view(row: Commitment, mentions: Sequence[Mention]) -> dict[str, Any]:
    """A row as a case describes it: mentions by their text, value or name."""
    view: dict[str, Any] = {name: plain_value(getattr(row, name)) for name in PLAIN_ROW_FIELDS}
    target = mentions[row.target] if row.target is not None else None
    view["target"] = target.text if target is not None else None
    for name in ("value", "value_max", "comparator", "unit", "noun", "change"):
        view[name] = plain_value(getattr(target, name)) if isinstance(target, QuantityMention) else None
    view["deadline"] = mentions[row.deadline].text if row.deadline is not None else None
    frequency = mentions[row.frequency] if row.frequency is not None else None
    view["frequency"] = frequency.iso_value if isinstance(frequency, TemporalMention) else None
    view["agencies"] = sorted(m.name for m in (mentions[i] for i in row.agencies) if isinstance(m, AgencyMention))
    return view


def row_differences(expected: Mapping[str, Any], view: Mapping[str, Any]) -> list[str]:
    """The fields in which a row is not as expected; indicator, action and condition must only contain the expected words."""
    out = []
    for name, want in expected.items():
        have = view[name]
        if name == "agencies":
            same = sorted(want) == have
        elif name in ("indicator", "action", "condition"):
            same = want == have or (want is not None and have is not None and str(want).strip(EDGE) in have)
        elif name == "evidence":
            same = str(want).strip(EDGE) == (have or "").strip(EDGE)
        elif name in ("target", "deadline"):
            same = want == have or (want is not None and have is not None and ARTICLE.sub("", str(want), count=1) == ARTICLE.sub("", have, count=1))
        else:
            same = plain_value(want) == have
        if not same:
            out.append(f"{name}: expected {want}, got {have}")
    return out


def best_order(expected: Sequence[Mapping[str, Any]], views: Sequence[Mapping[str, Any]]) -> list[str]:
    """The differences under the order of the rows that has fewest (the order of rows is not judged)."""
    orders: Iterator[Sequence[Mapping[str, Any]]] = permutations(views) if len(views) <= 5 else iter([views])
    found = ([f"row {i}: {d}" for i, (want, view) in enumerate(zip(expected, order, strict=True), 1) for d in row_differences(want, view)] for order in orders)
    return min(found, key=len)


@pytest.mark.parametrize(("lang", "kind", "entry"), list(parameters(["commitment"])))
def test_commitments(lang: Lang, kind: str, entry: dict[str, Any]) -> None:
    """There are exactly the expected rows, and every field named there is right."""
    text, spans = unmark(entry["text"])
    assert not spans, "the case itself: a commitment case has no [[ ]]"
    rows: list[dict[str, Any]] = entry.get("rows") or []
    result = extraction(entry, lang, text)
    views = [row_view(row, result.mentions) for row in result.commitments]
    seen = "\n".join("    " + "; ".join(f"{k}={v}" for k, v in view.items() if v not in (None, [])) for view in views) or "    no rows"
    wanted = "\n".join(f"    {row}" for row in rows) or "    no rows"
    message = f"\n  text:     {text}\n  expected:\n{wanted}\n  got:\n{seen}\n  why:      {entry.get('why', '')}"
    assert len(views) == len(rows), f"expected {len(rows)} rows, got {len(views)}{message}"
    wrong = best_order(rows, views) if rows else []
    assert not wrong, f"{'; '.join(wrong)}{message}"


# ---------------------------------------------------------------------------------------------- the cases themselves

MENTION_FIELDS = {
    "temporal": {"type", "from", "to", "rel", "value"},
    "quantity": {"value", "value_max", "comparator", "unit", "noun", "change"},
    "agency": {"name", "role"},
}
STATEMENT_FIELDS = {"class", "modality"}
ROW_FIELDS = {
    "status", "modality", "due", "action", "indicator", "evidence", "condition", "region", "target", "value", "value_max",
    "comparator", "unit", "noun", "change", "deadline", "frequency", "agencies",
}  # fmt: skip
ENTRY_FIELDS = {"text", "doc_date", "expect", "rows", "why", "exact"}


@pytest.mark.parametrize(("lang", "kind"), [(lang, kind) for lang in LANGS for kind in KINDS])
def test_case_files_are_well_formed(lang: str, kind: str) -> None:
    """Every entry has known fields only, as many expectations as marks, and no text stands twice with the same date."""
    entries = load(lang, kind)
    if not entries:
        pytest.skip(f"no {lang}/{kind}.yaml")
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        assert set(entry) <= ENTRY_FIELDS, f"{lang}/{kind}: unknown fields {set(entry) - ENTRY_FIELDS} in {entry}"
        text, spans = unmark(entry["text"])
        key = (text, str(entry.get("doc_date")))
        assert key not in seen, f"{lang}/{kind}: twice: {text}"
        seen.add(key)
        expect = entry.get("rows" if kind == "commitment" else "expect") or []
        known = MENTION_FIELDS.get(kind) or (STATEMENT_FIELDS if kind == "statement" else ROW_FIELDS)
        for wanted in expect:
            assert set(wanted) <= known, f"{lang}/{kind}: unknown fields {set(wanted) - known} in {text}"
        if kind != "commitment" and expect:
            assert len(expect) == len(spans), f"{lang}/{kind}: {len(spans)} marks, {len(expect)} expectations in {text}"
