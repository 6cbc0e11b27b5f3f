"""Why does a pair of rows have its verdict? One sentence with both values, both dates, the arithmetic, the rule, and the two quotes."""

from __future__ import annotations

from decimal import Decimal

from pipeline.checker.compare import Comparison
from pipeline.checker.compare_modality import bare_verb
from pipeline.checker.compare_target import Span
from pipeline.checker.explain_words import ExplainLang, known, say
from pipeline.checker.model import TableRow, Verdict
from pipeline.checker.units import dimension, shown
from pipeline.checker.verdict import Judgement

_QUOTE = 160
"""Characters of a quote; the whole evidence stands in its own column."""


def explain(judgement: Judgement, lang: ExplainLang, *, rows: tuple[int, int] = (1, 1), sentence_of: str | None = None) -> str:
    """The explanation of a verdict. It shows what both sides say; it never blames. `rows`: how many rows each side was made of;
    `sentence_of`: the side ("a", "b") that says it in a sentence of which no row was made.

    >>> from pipeline.checker.verdict import judge
    >>> a = TableRow("a", "c1", value=Decimal(5), comparator="approx", unit="percent", due="2025-12-31", evidence="增长5%左右")
    >>> b = TableRow("b", "c1", value=Decimal(5), comparator="ge", unit="percent", due="2025-12-31", evidence="增长5%以上")
    >>> print(explain(judge(a, b, relation="successor"), "en"))
    Target raised: A says about 5 %, due 2025-12-31; B says at least 5 %, due 2025-12-31; the same number, but A says “about 5 %” and B “at least \
5 %”; for this indicator more is more demanding; rule: B asks for more. A: “增长5%左右” B: “增长5%以上”
    """
    c = judgement.comparison
    parts = [side("a_name", c.a, lang), side("b_name", c.b, lang)]
    parts += [say("split", lang, n=n, side=say(name, lang)) for n, name in zip(rows, ("a_name", "b_name"), strict=True) if n > 1]
    if sentence_of:
        parts.append(say("sentence", lang, side=say(f"{sentence_of}_name", lang)))
    parts += _reasons(judgement, lang)
    rest = [f for f in judgement.fields if f not in _SAID.get(judgement.verdict, ())]
    if rest:
        parts.append(say("also", lang, fields=say("comma", lang).join(say(f"field_{f}", lang) for f in rest)))
        parts += _rest(c, rest, lang)
    return _sentence(judgement.verdict, parts, lang, c.a, c.b)


def explain_alone(verdict: Verdict, row: TableRow, lang: ExplainLang, *, of_a: bool, rule: str | None = None) -> str:
    """The explanation where the other document has no counterpart (`dropped`, `new`, `not_mentioned`)."""
    parts = [side("a_name" if of_a else "b_name", row, lang)] if row.value is not None or row.due else []
    return _sentence(verdict, parts, lang, row if of_a else None, None if of_a else row, rule=rule)


def explain_conflict(a: TableRow, b: TableRow, lang: ExplainLang) -> str:
    """The explanation of two targets for one indicator and period within one document."""
    return _sentence("self_conflict", [side("a_name", a, lang), side("b_name", b, lang)], lang, a, b)


def _sentence(verdict: Verdict, parts: list[str], lang: ExplainLang, a: TableRow | None, b: TableRow | None, *, rule: str | None = None) -> str:
    parts = [*parts, say("rule", lang, rule=say(f"rule_{rule or verdict}", lang))]
    said = say(verdict, lang) + say("colon", lang) + say("joint", lang).join(p for p in parts if p) + say("stop", lang)
    quotes = " ".join(say(f"quote_{n}", lang, **{n: _cut(row.evidence)}) for n, row in (("a", a), ("b", b)) if row is not None and row.evidence)
    return f"{said} {quotes}".rstrip() if lang == "en" else f"{said}{quotes}"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTE else text[: _QUOTE - 1] + "…"


def side(name: str, row: TableRow, lang: ExplainLang) -> str:
    """What one side says: its target and its date."""
    when = say("held" if row.status == "achieved" else "due", lang, due=row.due) if row.due else say("no_due", lang)
    return say("side", lang, name=say(name, lang), what=f"{target(row, lang)}{'，' if lang == 'zh' else ', '}{when}")


def target(row: TableRow, lang: ExplainLang) -> str:
    """The target of a row in words: “a decrease of at least 13.5 %”."""
    if row.value is None:
        return say("no_target", lang)
    comparator = "range" if row.value_max is not None else row.comparator or "eq"
    most = amount(row.value_max, row, lang) if row.value_max is not None else ""
    low = scaled(row.value, lang) if most else amount(row.value, row, lang)
    text = say(comparator, lang, n=low, m=most)
    return (say(row.change, lang) if row.change in ("increase", "decrease") else "") + text


def amount(value: Decimal, row: TableRow, lang: ExplainLang) -> str:
    """A number with its unit, or with what it counts."""
    unit = row.noun or "" if row.unit in (None, "count") else known(row.unit or "", lang)
    return _with_unit(value, unit, lang)


def _with_unit(value: Decimal, unit: str, lang: ExplainLang) -> str:
    return f"{scaled(value, lang)}{unit}" if lang == "zh" else f"{scaled(value, lang)} {unit}".rstrip()


_SCALES: dict[ExplainLang, tuple[tuple[int, str], ...]] = {
    "en": ((12, " trillion"), (9, " billion"), (6, " million")),
    "zh": ((12, "万亿"), (8, "亿"), (4, "万")),
}


def scaled(value: Decimal, lang: ExplainLang) -> str:
    """A number as people print it: with a scale word where that takes no more than four decimals.

    >>> scaled(Decimal("2.18E12"), "en"), scaled(Decimal("5600E8"), "zh"), scaled(Decimal("666667"), "en")
    ('2.18 trillion', '5,600亿', '666,667')
    """
    for power, word in _SCALES[lang]:
        short = value.scaleb(-power)
        if abs(short) >= 1 and short == round(short, 4) and len(short.normalize().as_tuple().digits) <= 6:
            return shown(short) + word
    return shown(value)


_SAID: dict[Verdict, tuple[str, ...]] = {
    "unit_or_scale_mismatch": ("target",),
    "status_conflict": ("status",),
    "fulfilled": ("status", "target", "due"),
    "unmet": ("status", "target", "due"),
    "target_raised": ("target", "frequency"),
    "target_lowered": ("target", "frequency"),
    "deadline_later": ("due",),
    "deadline_earlier": ("due",),
    "responsibility_changed": ("agencies",),
    "bound_changed": ("target",),
    "modality_changed": ("modality",),
    "not_comparable": ("unit", "change", "form", "baseline", "region", "indicator", "due", "target"),
}
"""The fields that the main reason of a verdict already speaks of."""


def _reasons(judgement: Judgement, lang: ExplainLang) -> list[str]:
    c = judgement.comparison
    match judgement.verdict:
        case "fulfilled" | "unmet":
            return _outcome(c, lang)
        case "not_comparable":
            return [_incomparable(judgement, lang)]
        case "status_conflict":
            return [say("status", lang, a=say(c.a.status, lang), b=say(c.b.status, lang))]
        case "deadline_later" | "deadline_earlier":
            return [_due(c, lang), *_amounts(c, lang)]
        case "responsibility_changed":
            return _agencies(c, lang)
        case "modality_changed":
            return [*_modality(c, lang), *_amounts(c, lang)]
        case "consistent":
            return [*_amounts(c, lang), *([say("all_agree", lang)] if not judgement.fields else []), *_renamed(c, lang), *_notes(c, lang)]
        case _:
            return _target(c, lang)


def _amounts(c: Comparison, lang: ExplainLang) -> list[str]:
    """The conversion, where one was needed."""
    t = c.target
    parts: list[str] = []
    if t.conversion is not None and c.a.value is not None and c.b.value is not None and t.kind in ("same", "bound", "raised", "lowered"):
        if c.a.value != c.b.value or (c.a.unit != c.b.unit and dimension(c.a.unit) != "count"):
            first, exact = amount(c.a.value, c.a, lang), amount(_brief(t.conversion.exact), c.b, lang)
            parts.append(say("converted", lang, a=first, exact=exact, printed=amount(t.conversion.printed, c.b, lang)))
        if t.equivalent_bounds:
            parts.append(say("equivalent", lang))
    return parts


def _brief(value: Decimal) -> Decimal:
    """A converted number with no more digits than are of use: six at least."""
    return round(value, max(0, 5 - value.adjusted())) if value else value


def _target(c: Comparison, lang: ExplainLang) -> list[str]:
    t = c.target
    if t.kind in ("lost", "added"):
        return [say(t.kind, lang)]
    if t.kind == "none":
        return [say("frequency", lang, a=c.a.frequency, b=c.b.frequency)]
    if t.kind == "unit":
        return [say("other_unit", lang, a=_unit(c.a, lang), b=_unit(c.b, lang))]
    if t.kind == "scale":
        return [say("ratio", lang, ratio=_ratio(t.ratio or Decimal(1)))]
    parts = _amounts(c, lang)
    if t.conversion is not None:
        parts.append(say("other_bound", lang, a=target(c.a, lang), b=target(c.b, lang)))
    elif t.other is not None and c.a.value is not None and c.a.value_max is None and c.b.value_max is None:
        parts.append(say("difference", lang, difference=amount(round(t.other - c.a.value, 6), c.a, lang)))
    if t.kind != "bound":
        parts.append(say("cut" if "decrease" in (c.a.change, c.b.change) and t.sense == 1 else "more" if t.sense == 1 else "less", lang))
    return parts + _notes(c, lang)


def _ratio(value: Decimal) -> str:
    return shown(value) if value >= 1 else f"1/{shown(round(1 / value, 6))}"


def _unit(row: TableRow, lang: ExplainLang) -> str:
    return known(row.unit or "count", lang) or (row.noun or known("count", lang) or "count")


def _outcome(c: Comparison, lang: ExplainLang) -> list[str]:
    o = c.outcome
    assert o is not None
    parts = _amounts(c, lang) if c.target.kind == "same" else []
    if o.span is not None and o.value is not None:
        inside = o.span.holds(o.value) if o.met or o.late else False
        parts.append(say("in_set" if inside or o.met else "not_in_set", lang, value=amount(o.value, c.a, lang), span=span(o.span, c.a, lang)))
    elif c.a.value is not None:
        parts.append(say("no_number", lang))
    if o.reach is not None:
        parts.append(say("tolerance", lang, reach=_distance(o.reach, c.a, lang), profile=c.tolerance.name))
        if o.flip is not None:
            parts.append(say("flip_met" if o.flip <= o.reach else "flip_unmet", lang, flip=_distance(o.flip, c.a, lang)))
    if c.a.due and c.b.due:
        if o.late:
            parts.append(say("late", lang, days=c.due.days))
        elif not o.met and c.due.kind == "earlier":
            parts.append(say("not_yet", lang, days=-c.due.days))
        else:
            parts.append(say("in_time", lang))
    if o.stated:
        parts.append(say(f"stated_{o.stated}", lang))
    return parts + _notes(c, lang)


def _distance(value: Decimal, row: TableRow, lang: ExplainLang) -> str:
    """How far apart two values of a row's unit are: percents lie percentage points apart."""
    return _with_unit(value, say("percentage_point", lang), lang) if dimension(row.unit) == "share" else amount(value, row, lang)


def span(values: Span, row: TableRow, lang: ExplainLang) -> str:
    """A set of satisfying values as an interval: [4.7 %, ∞).

    >>> span(Span(Decimal("4.7"), None), TableRow("d", "c1", unit="percent"), "en")
    '[4.7 %, ∞)'
    """
    low = "(−∞" if values.low is None else ("(" if values.strict else "[") + amount(values.low, row, lang)
    high = "∞)" if values.high is None else amount(values.high, row, lang) + (")" if values.strict else "]")
    return f"{low}, {high}"


def _incomparable(judgement: Judgement, lang: ExplainLang) -> str:
    c, field = judgement.comparison, judgement.fields[0]
    if c.form.field == field:
        return say(f"{field}_field", lang, a=known(c.form.a, lang), b=known(c.form.b, lang))
    if field == "unit":
        return say("unit_field", lang, a=_unit(c.a, lang), b=_unit(c.b, lang))
    if field == "change":
        a, b = (say(r.change or "level", lang).strip() for r in (c.a, c.b))
        return say("change_field", lang, a=a, b=b)
    return say("due_field", lang, a=c.a.due, b=c.b.due)


def _due(c: Comparison, lang: ExplainLang) -> str:
    d = c.due
    if d.kind in ("later", "earlier"):
        return say(f"days_{d.kind}", lang, days=abs(d.days), grain=say(d.grain, lang))
    return say(d.kind, lang, grain=say(d.grain, lang)) if d.kind in ("sharpened", "blurred", "restated") else ""


def _agencies(c: Comparison, lang: ExplainLang) -> list[str]:
    between = say("comma", lang)
    parts = [say(name, lang, names=between.join(names)) for name, names in (("gone", c.agencies.gone), ("come", c.agencies.come)) if names]
    return parts + _renamed(c, lang)


def _renamed(c: Comparison, lang: ExplainLang) -> list[str]:
    parts = [say("renamed", lang, a=a, b=b) for a, b in c.agencies.renamed]
    return [*parts, say("names_unknown", lang)] if c.agencies.unknown else parts


def _modality(c: Comparison, lang: ExplainLang) -> list[str]:
    parts = [say("modality", lang, a=say(c.a.modality or "planned", lang), b=say(c.b.modality or "planned", lang))]
    for name, row in (("a_name", c.a), ("b_name", c.b)):
        if row.lang == "zh" and bare_verb(row):
            parts.append(say("bare_verb", lang, side=say(name, lang)))
    return parts


def _notes(c: Comparison, lang: ExplainLang) -> list[str]:
    return [say(f"note_{what}", lang, a=known(a, lang) or say("unsaid", lang), b=known(b, lang) or say("unsaid", lang)) for what, a, b in c.form.notes]


def _rest(c: Comparison, fields: list[str], lang: ExplainLang) -> list[str]:
    """What the other differing fields say."""
    parts: list[str] = []
    if "status" in fields:
        parts.append(say("status", lang, a=say(c.a.status, lang), b=say(c.b.status, lang)))
    if "target" in fields:
        parts += _target(c, lang)
    if "due" in fields:
        parts.append(_due(c, lang))
    if "agencies" in fields:
        parts += _agencies(c, lang)
    if "modality" in fields:
        parts += _modality(c, lang)
    if "frequency" in fields:
        parts.append(say("frequency", lang, a=c.a.frequency, b=c.b.frequency))
    if "condition" in fields:
        parts.append(say("condition", lang))
    return parts
