"""Which quantities does an English text name: numbers with unit or noun, bound, range and change?

A cheap scan finds digits, number words and a few special words; only there is the grammar tried:

    quantity = [bound] [currency] number ["(" same number ")"] [unit] [range tail] [bound]

and then its change, its noun, and the reasons why it is none (section numbers, names, times, slogans) are looked up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pipeline.lang.en import numerals, quantity_bounds, quantity_change, quantity_counts, quantity_shares, quantity_units
from pipeline.lang.en.numerals import Number
from pipeline.lang.en.quantity_units import Unit
from pipeline.types import Change, Comparator, QuantityMention

_TRIGGER: Final = re.compile(
    r"(?<!\d)\d|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞]|(?<![a-z])(?:"
    rf"(?P<number>(?:{numerals.CARDINAL_WORD}|an? (?:half|hundred|thousand|million|billion|trillion|dozen|quarter|third|fourth|fifth|sixth"
    rf"|eighth|tenth)|half)(?![a-z]))"
    r"|(?P<coverage>full(?:y)? cov|complete(?:ly)? cov|universal(?:ly)? cov|total cov|entirely cov)"
    r"|(?P<multiple>doubl|tripl|trebl|quadrupl|quintupl|halv|twice|[a-z]{3,9}-?fold(?![a-z]))|(?P<every>all (?=[a-z(]))|(?P<rank>rank"
    r"|[a-z]{5,11} place(?![a-z]))|(?P<percent_of>per ?cent of (?=[a-z\d]))"
    r")"
)
_RANGE: Final = re.compile(r" ?(?:-|–|—|~|～|‒) ?(?=[\d$€£¥.])| to (?:about |around |approximately |over |more than |nearly )?| through (?=\d)")
_AND: Final = re.compile(r" and ")
_BETWEEN: Final = re.compile(r"(?<![a-z])between $")
_BETWEEN_AGES: Final = re.compile(r"(?<![a-z])(?:between (?:the )?ages (?:of )?|aged between )$")
_FROM: Final = re.compile(r"(?<![a-z])from $")
_COPY: Final = re.compile(r" ?\((?P<n>\d[\d,.]*|[a-z][a-z -]{2,40})\)")
_RUN: Final = re.compile(r"[\w.,/:–+-]*\w")
_JOIN: Final = re.compile(r" (?P<noun>people|persons?|students|times|person-times|person-trips)(?![a-z-])")
# "were raised three times": occasions, not a multiple
_PASSIVE: Final = re.compile(r"(?<![a-z])(?:was|were|been|be|being) (?:[a-z]+ly )?[a-z]+ $")
_MULTIPLE_BEHIND: Final = re.compile(
    r" (?:as|more|higher|greater|larger|bigger|faster|the (?:size|number|level|amount|average|rate|figure|value|total|national|global|world"
    r"|cost|price)|that|those|what|its|over the previous)(?![a-z])"
)
_RESPECTIVE: Final = re.compile(r"[^.;\n]{0,160}?(?<![a-z])respectively")
_LINK: Final = re.compile(r"(?:,|,? (?:and|or)|, (?:and|or))? (?:by |at |to )?$")
_EACH: Final = re.compile(r" (?:annually|per year|a year|each year|yearly),? (?:and|or)(?: by| at| to)? $")
_TIMES_HALF: Final = re.compile(r"(?:first|second|last|latter|former|other|former|one and a|other|better|upper|lower) $")
_SHARE_BEHIND: Final = re.compile(
    r" (?:of(?! a (?:million|billion|hundred|thousand))|the|its|their|our|as|less|more|lower|higher|fewer|or more|or less|were|are|was|is"
    r"|have|has|will|would|in|from|by|over|for|to|did|live|come)(?![a-z])|[.,;:)]|$"
)
_SHARE_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:by|to|reach|reached|for|at|only|than|another|just|remaining|of|about|is|was|are|were|makes up|made up|represents"
    r"|represented|and|or) $"
)
_HALF_NOT: Final = re.compile(
    r"[ -](?:year|hour|day|century|an hour|a year|a century|decade|a decade|a day|way|time|yearly|life|lives|measures|moon|marathon|hearted"
    r"|a dozen)"
)
_SLOGAN: Final = 45
_BE: Final = re.compile(r"(?<![a-z])(?:is|are|was|were|be|been|of|to|than) $")
_ONE_TWO: Final = re.compile(r"(?<![a-z])one [a-z]+(?:,| and|, and) (?:(?:one|two|three|four|five|six|multiple) [a-z]+, )*$")
_FIXED: Final = re.compile(r" (?:sides?|ends?)(?! of)(?![a-z])")
_WHOLE: Final = 90
_PERCENT_OF: Final = re.compile(r"per ?cent of ")
_MARK: Final = re.compile(
    r"(?:exceed(?:ed|s|ing)?|surpass(?:ed|es|ing)?|pass(?:ed|es|ing)|topp?(?:ed|s|ing)?|cross(?:ed|es|ing)|br(?:oke|eak|oken) through) the $"
)

_RULES: Final = {"percent": "en.quantity.percent", "currency": "en.quantity.currency", "measure": "en.quantity.measure", "age": "en.quantity.age"}


@dataclass(frozen=True, slots=True)
class _Side:
    """One number with its unit: the whole quantity, or one end of a range."""

    start: int
    end: int
    number: Number
    value: Decimal
    unit: Unit | None


class _Text:
    """The text under search, in both cases, with the spans that times have taken."""

    def __init__(self, text: str, taken: Sequence[tuple[int, int]]) -> None:
        low = text.lower()
        self.text = text
        self.low = low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        self.taken = sorted(taken)
        self.near = 0
        self.floor = 0  # where the last mention ended

    def move(self, at: int) -> None:
        """Step to the first taken span that ends after `at`."""
        while self.near < len(self.taken) and self.taken[self.near][1] <= at:
            self.near += 1

    def free(self, start: int, end: int) -> bool:
        """Whether no time overlaps `[start, end)`, which lies at or behind the last `move`."""
        i = self.near
        while i and self.taken[i - 1][1] > start:
            i -= 1
        return i >= len(self.taken) or self.taken[i][0] >= end


def find(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[QuantityMention]:
    """The quantities of an English text in order, not overlapping each other or `taken` (the spans of times).

    Values are at base scale (52.545 million yuan = 52545000 CNY); fractions are percent; `noun` is set for counts.

    >>> [(m.text, m.value, m.comparator, m.unit) for m in find("no less than 10% of 3,200 schools")]
    [('no less than 10%', Decimal('10'), 'ge', 'percent'), ('3,200', Decimal('3200'), 'eq', 'count')]
    """
    t = _Text(text, taken)
    if len(text) <= _WHOLE:
        alone = _alone(t)
        if alone is not None:
            return [alone]
    out: list[QuantityMention] = []
    done = 0  # nothing before it is looked at again
    label_end: int | None = None  # where the last section or law number ended
    for m in _TRIGGER.finditer(t.low):
        at = m.start()
        if at < done:
            continue
        t.move(at)
        kind = m.lastgroup
        if kind in (None, "number"):
            got = _number(t, at, label_end, out[-1] if out else None)
            if isinstance(got, int):
                done = got
                if kind is None:
                    label_end = got if got > 0 and t.low[at].isdigit() else label_end
                continue
            if got is None:
                done = m.end()
                if kind is None:
                    run = _RUN.match(t.low, at)
                    done = run.end() if run else done
                continue
            mentions = got
        elif kind == "percent_of":
            one = _percent_of(t, at)
            mentions = [one] if one else []
        else:
            one = _share(t, at, kind)
            mentions = [one] if one else []
        for mention in mentions:
            if out and mention.start < out[-1].end:
                continue
            if t.free(mention.start, mention.end):
                out.append(mention)
                done = t.floor = mention.end
    return out


def _mention(t: _Text, start: int, end: int, value: Decimal, rule: str, **more: object) -> QuantityMention:
    return QuantityMention(start, end, t.text[start:end], value, extractor=rule, **more)  # type: ignore[arg-type]  # fields are checked by the callers' literals


def _alone(t: _Text) -> QuantityMention | None:
    """A text (a table cell) that is nothing but a number."""
    body = t.text.strip()
    if not body or t.taken or (body[-1] == "." and body[:-1].isdigit() and len(body) < 4):
        return None
    end = len(body) - 1 if body[-1] == "." else len(body)
    value = numerals.parse(body[:end])
    if value is None:
        return None
    start = t.text.index(body)
    return _mention(t, start, start + end, value, "en.quantity.alone", confidence=0.5)


def _percent_of(t: _Text, at: int) -> QuantityMention | None:
    """"percent of 10", without a number before it."""
    m = _PERCENT_OF.match(t.low, at)
    if m is None or re.search(r"[\d%a-z] ?$", t.low[max(0, at - 2) : at]):
        return None
    number = numerals.read(t.text, m.end(), low=t.low)
    if number is None or quantity_counts.noun_after(t.text, number.end):
        return None
    return _mention(t, at, number.end, number.value, "en.quantity.percent")


def _share(t: _Text, at: int, kind: str | None) -> QuantityMention | None:
    """all, full coverage, doubling, ranked third."""
    if kind == "coverage":
        share = quantity_shares.coverage(t.low, at)
    elif kind == "multiple":
        share = quantity_shares.multiple(t.low, at)
    elif kind == "rank":
        share = quantity_shares.rank(t.low, at)
    else:
        share = quantity_shares.every(t.low, at, t.taken, t.near)
    if share is None:
        return None
    start, comparator = share.start, "eq"
    change = share.change
    if kind == "multiple":
        bound = quantity_bounds.before(t.low, share.start)
        if bound is None and re.search(r"(?<![a-z])more than $", t.low[max(0, at - 10) : at]):
            bound = (at - 10 + t.low[max(0, at - 10) : at].index("more"), "gt")
        if bound is not None:
            start, comparator = bound
        if change == "level":
            change = quantity_change.of(t.low, start, share.end, rate=True)
    return _mention(t, start, share.end, share.value, share.rule, comparator=comparator, unit=share.unit, change=change, confidence=0.8)


def _side(t: _Text, at: int) -> _Side | None:
    """The number at `at` with its currency sign, its copy in brackets and its unit."""
    money = quantity_units.before(t.text, t.low, at) if t.text[at].isdigit() or t.text[at] == "." else None
    if money is not None and money.at < t.floor:
        money = None
    number = numerals.read(t.text, at, low=t.low, money=money is not None)
    if number is None:
        return None
    start, end, value = at, number.end, number.value
    if at and t.text[at - 1] == ".":
        if at == 1 or not t.text[at - 2].isalnum():
            more = numerals.read(t.text, at - 1, low=t.low, money=money is not None)
            if more is not None:
                start, end, value, number = at - 1, more.end, more.value, more
                money = quantity_units.before(t.text, t.low, start)
    copy = _COPY.match(t.low, end)
    if copy is not None and numerals.parse(copy.group("n")) == value:
        end = copy.end()
    unit: Unit | None = None
    if money is not None:
        unit = money
        start = money.at
        behind = quantity_units.after(t.text, t.low, end, scaled=number.scaled)
        if behind is not None and behind.sort == "currency" and behind.code == money.code:
            end = behind.at
    else:
        half = number.form == "fraction"
        unit = quantity_units.after(t.text, t.low, end, scaled=number.scaled, articles=half) or _late_unit(t, end, number.scaled)
        if unit is not None:
            end = unit.at
            if unit.sort == "currency":
                cents = quantity_units.small_change(t.low, end)
                if cents is not None:
                    end, value = cents[0], value + cents[1]
    if unit is not None:
        value = value * unit.factor
    sign = t.low[max(0, start - 9) : start]
    if sign and (unit is not None or number.grouped or number.scaled):
        minus = re.search(r"(?:(?<![a-z])(?:minus|negative) |(?:(?<=[ (:])|^)[-−])$", sign)
        if minus is not None:
            start, value = start - len(minus.group()), -value
    return _Side(start, end, number, value, unit)


_MORE: Final = re.compile(r" (?:more|additional|extra|further|or more|or so)(?= [a-z])")
_PARTNER: Final = re.compile(r"(?:, | and )(?=[\d.])")


def _late_unit(t: _Text, at: int, scaled: bool) -> Unit | None:
    """The unit behind "more" ("6 million more hectares") or behind the second of two numbers ("4.2 and 0.7 percentage points respectively");
    the latter ends where the first number does."""
    more = _MORE.match(t.low, at)
    if more is not None:
        return quantity_units.after(t.text, t.low, more.end(), scaled=scaled)
    pair = _PARTNER.match(t.low, at)
    if pair is not None and _RESPECTIVE.match(t.low, at):
        other = _side(t, pair.end())
        if other is not None and other.unit is not None and other.unit.at > other.number.end:
            return other.unit._replace(at=at)
    return None


def _number(t: _Text, at: int, label_end: int | None, previous: QuantityMention | None) -> list[QuantityMention] | int | None:
    """The quantities that begin with the number at `at`; an offset where the number was read but is none (go on there);
    None where nothing was read."""
    first = _side(t, at)
    if first is None:
        return None
    low = t.low
    if not t.free(at, at + 1) or not t.free(at, first.end):
        return max(first.number.end, t.taken[t.near][1] if t.near < len(t.taken) and t.taken[t.near][0] <= at else 0)
    if first.unit is None and _attached(t, first):
        run = _RUN.match(low, at)
        return run.end() if run else first.end
    odds = _odds(t, first)
    if odds is not None:
        return [odds]
    second = _range_end(t, first)
    if second is not None and first.unit is None and second.unit is None and quantity_counts.labelled(t.text, low, first.start, label_end):
        return second.end
    if second is not None and not t.free(at, second.end):
        second = None
    return _assemble(t, first, second, label_end, previous)


_ODDS: Final = re.compile(r" (?:in every|out of every|out of|in) ")


def _odds(t: _Text, side: _Side) -> QuantityMention | None:
    """"one in five", "three out of every four": a share."""
    if side.unit is not None or side.number.scaled or side.value > 99 or side.value != int(side.value):
        return None
    m = _ODDS.match(t.low, side.end)
    if m is None:
        return None
    base = numerals.read(t.text, m.end(), low=t.low)
    if base is None or not side.value < base.value <= 1000 or base.form == "fraction" or (m.group() == " in " and side.value > 9) or not t.free(side.start, base.end):
        return None
    if quantity_counts.is_time(t.low, base.end) or quantity_units.after(t.text, t.low, base.end) is not None or t.low[base.end : base.end + 1] in "-.,/:" and t.low[base.end + 1 : base.end + 2].isalnum():
        return None
    bound = quantity_bounds.before(t.low, side.start)
    start, comparator = bound if bound is not None else (side.start, "eq")
    value = (side.value * 100 / base.value).quantize(Decimal("0.000001")).normalize()
    return _mention(t, start, base.end, value, "en.quantity.odds", comparator=comparator, unit="percent", confidence=0.8)


def _attached(t: _Text, side: _Side) -> bool:
    """Whether the number hangs on letters or marks: C919, M-13-13, [^39], 3G, 10:15, 2(a), 1+1+N."""
    text, start, end = t.text, side.start, side.number.end
    before = text[start - 1] if start else " "
    if before.isalnum() or before in "_/#^§@&=+*\\":
        return not (before in "=" or before == "*")
    if before in "-–.'," and start > 1 and not text[start - 2].isspace() and text[start - 2] not in "-–":
        return True
    if before == "-" and side.number.form == "digits" and start > 1 and text[start - 2].isalnum():
        return True
    if before == "(" and text[end : end + 1] == ")":
        return True
    if before == "[":
        return True
    after = text[end : end + 2]
    if not after:
        return False
    if after[0].isalpha() or after[0] in "_/@*^'<" or (after[0] == "(" and start and text[start - 1] != "("):
        return not (after[0] == "*" or (after[0] == "(" and side.number.scaled))
    if after[0] in ".:+" and after[1:].isalnum():
        return True
    if after[0] in "-" and after[1:].isalpha():
        return True
    return after[0] == ")" and _line_start(t, start)


def _line_start(t: _Text, at: int) -> bool:
    line = t.text.rfind("\n", 0, at) + 1
    return not t.text[line:at].strip(" \t#*>-(–—")


def _range_end(t: _Text, first: _Side) -> _Side | None:
    """The other end of "6.5% to 7%", "10-15", "between 5 and 10 million"."""
    low = t.low
    m = _RANGE.match(low, first.end)
    if m is None and (_BETWEEN.search(low[max(0, first.start - 9) : first.start]) or _BETWEEN_AGES.search(low[max(0, first.start - 22) : first.start])):
        m = _AND.match(low, first.end)
    if m is None:
        return None
    start = m.end()
    while start < len(low) and low[start] in "$€£¥ " or low.startswith(("us$", "rmb", "usd"), start):
        start += 3 if low[start] in "ur" else 1
    if start >= len(low) or not (low[start].isdigit() or low[start].isalpha() or low[start] == "."):
        return None
    second = _side(t, start)
    if second is None or second.value is None:
        return None
    if second.unit is None and second.number.form == "digits" and second.end < len(low) and low[second.end] in "-/(:" and m.group().strip() in "-–—":
        return None
    return second


def _assemble(t: _Text, first: _Side, second: _Side | None, label_end: int | None, previous: QuantityMention | None) -> list[QuantityMention] | int | None:
    low = t.low
    between = _BETWEEN.search(low[max(0, first.start - 9) : first.start])
    from_ = _FROM.search(low[max(0, first.start - 6) : first.start])
    unit = first.unit
    if second is not None:
        shared = unit or second.unit
        same = first.unit is None or second.unit is None or first.unit.code == second.unit.code
        low_value = first.value
        if first.unit is None and second.unit is not None:
            low_value *= second.unit.factor
        if second.number.scaled and not first.number.scaled and first.unit is None and second.number.form == "digits" or (
            second.number.scaled and not first.number.scaled and first.number.value < 1000 and (first.unit is None or first.unit.sort == "currency" and t.text[first.number.start - 1 : first.number.start] in "$€£¥")
        ):
            scale = second.number.value / _mantissa(t, second)
            low_value *= scale
        moves = quantity_change.moves_from(low, first.start) if from_ else (
            second.number.scaled and first.number.scaled if first.unit is None else second.unit is not None and first.unit.sort != "percent"
        ) and quantity_change.moves_by(low, first.start)
        hyphen_range = low[first.end : second.start].strip() in "-–—~～‒"
        year = quantity_counts.year_like(first.number) and shared is None
        if same and moves and not year:
            one = _finish(t, replace(first, unit=shared, value=low_value), None, None, None if not from_ else "level", label_end, previous, open_count=True)
            two = _finish(t, second, None, None, None, label_end, previous, open_count=True)
            if isinstance(one, QuantityMention) and isinstance(two, QuantityMention):
                if one.noun is None and one.unit == "count":
                    one = replace(one, noun=two.noun)
                return [one, two] if two.start >= one.end else [one]
            second = None
        elif not same or low_value >= second.value or year or (hyphen_range and first.number.form == "fraction"):
            second = None
        else:
            whole = replace(first, unit=shared, value=low_value)
            start = between.start() + max(0, first.start - 9) if between else None
            got = _finish(t, whole, second, start, None, label_end, previous)
            return [got] if isinstance(got, QuantityMention) else second.end
    got = _finish(t, first, None, None, None, label_end, previous)
    return [got] if isinstance(got, QuantityMention) else got


def _mantissa(t: _Text, side: _Side) -> Decimal:
    """What the number says without its scale word: 10 in 10 million."""
    bare = re.compile(numerals.DIGITS).match(t.low, side.number.start)
    if bare is not None:
        return Decimal(bare.group().replace(",", "").replace(" ", "")) or Decimal(1)
    for size in range(1, 4):
        word = " ".join(t.low[side.number.start : side.number.end].replace("-", " ").split()[:size])
        value = numerals.parse(word)
        if value:
            return value
    return Decimal(1)


def _finish(
    t: _Text,
    first: _Side,
    second: _Side | None,
    start: int | None,
    change: Change | None,
    label_end: int | None,
    previous: QuantityMention | None,
    *,
    open_count: bool = False,
) -> QuantityMention | int | None:
    """Bounds, share, count or unit, change and noun of one quantity; an offset to go on at where it is none."""
    low, text = t.low, t.text
    last = second or first
    unit = first.unit or last.unit
    begin, end = first.start, last.end
    value, value_max = first.value, second.value if second else None
    comparator: Comparator = "range" if second else "eq"
    bound: tuple[int, Comparator] | None = None
    if start is not None:
        begin = start
    else:
        bound = quantity_bounds.before(low, begin)
        if bound is not None and t.free(bound[0], begin):
            begin = bound[0]
            if second is None:
                comparator = bound[1]
        elif _MARK.search(low[max(0, begin - 24) : begin]) and second is None:
            comparator = "gt"
    behind = quantity_bounds.after(low, end)
    if behind is not None and t.free(end, behind[0]):
        end = behind[0]
        if second is None:
            comparator = behind[1]
        if unit is None and first.number.form != "fraction":
            unit = quantity_units.after(text, low, end, scaled=first.number.scaled)
            if unit is not None:
                end, value = unit.at, value * unit.factor
    elif second is None:
        equal = quantity_bounds.or_equal(low, end, comparator)
        if equal is not None:
            end, comparator = equal
    number = first.number
    noun: str | None = None
    code, rule = "count", "en.quantity.count"
    if unit is not None:
        if unit.sort == "age" and low[end - 4 : end] == "-old" and low[end : end + 1].isalpha():
            return end
        code, rule = unit.code, _RULES[unit.sort]
    elif second is None and number.form == "fraction" and not number.scaled:
        if not _is_share(t, begin, first, comparator):
            return number.end
        value = (value * 100).quantize(Decimal("0.000001")).normalize()
        code, rule = "percent", "en.quantity.fraction"
    else:
        if quantity_counts.is_time(low, end):
            if re.search(r"life expectancy[^.;\n]{0,60}$", low[max(0, begin - 80) : begin]) and low.startswith(" years", end):
                code, rule, end = "a", "en.quantity.age", end + 6
            else:
                return end
        age = quantity_counts.age_cue(low, first.start) if number.form == "digits" and value < 130 or number.form == "words" else None
        if code == "count" and age is not None and value < 130:
            code, rule = "a", "en.quantity.age"
            apart = quantity_bounds.before(low, age)
            if apart is not None and comparator == "eq":
                comparator = apart[1]
        if code == "count":
            joined = _JOIN.match(low, end)
            if joined is not None:
                word = joined.group("noun")
                shifted = quantity_change.of(low, begin, joined.end(), rate=True)
                passive = _PASSIVE.search(low[max(0, begin - 40) : begin])
                if word == "times" and (_MULTIPLE_BEHIND.match(low, joined.end()) or number.value != int(number.value) or (shifted != "level" and not passive)):
                    code, rule, end = "times", "en.quantity.multiple", joined.end()
                elif _label(t, first, label_end):
                    return number.end
                else:
                    noun, end = word, joined.end()
                    if word == "times":
                        change = "level"
                    more = quantity_bounds.after(low, end)
                    if more is not None:
                        end, comparator = more[0], more[1] if second is None else comparator
            else:
                verdict = _count(t, first, last, end, begin, comparator, label_end, open_count)
                if verdict is None:
                    return number.end if not second else second.number.end
                noun = verdict or None
    if code == "count" and noun is None:
        noun = quantity_counts.noun_before(low, begin, quantity_change.clause_start(low, begin))
    rate = code != "count"
    if code == "a":
        change = "level"
    if change is None:
        change = quantity_change.of(low, begin, end, rate=rate)
    if previous is not None and begin - previous.end < 24 and previous.unit == code:
        link = low[previous.end : begin]
        follows = _RESPECTIVE.match(low, end) is not None
        if (_LINK.fullmatch(link) and (follows or link in (" and ", " or ") or " by " in link)) or _EACH.fullmatch(link):
            if change == "level" and not re.search(r" (?:to|at|from) ?$", link):
                change = previous.change
            if comparator == "eq" and bound is None and previous.comparator not in ("eq", "range") and code != "count" and follows:
                comparator = previous.comparator
    if code == "count" and noun is None and previous is not None and previous.unit == "count" and begin - previous.end < 80 and "." in text[first.start : first.end]:
        noun = previous.noun
    return _mention(t, begin, end, value, rule, value_max=value_max, comparator=comparator, unit=code, noun=noun, change=change, confidence=0.95 if rate else 0.85)


def _is_share(t: _Text, begin: int, side: _Side, comparator: Comparator) -> bool:
    """Whether a fraction is a share of something: two-thirds, half of, by a quarter; not half-year, the first half, a third party, 3/4."""
    low, end = t.low, side.number.end
    if _HALF_NOT.match(low, end) or _TIMES_HALF.search(low[max(0, begin - 12) : begin]):
        return False
    word = low[side.number.start : end]
    if "/" in word:
        return low.startswith(" of ", end) or comparator != "eq"
    if low[end : end + 1] in ("-", "/") or side.value >= 1:
        return False
    if word.endswith("s") or "-" in word:
        return True
    if word.startswith(("one ", "half")) and _SHARE_BEFORE.search(low[max(0, begin - 14) : begin]) and not low.startswith((" a ", " an "), end):
        return True
    if word in ("half", "a half") or word.startswith(("a ", "an ", "one ")):
        if low.startswith((" of ", " the ", " its ", " their ", " our "), end):
            return True
        return _SHARE_BEHIND.match(low, end) is not None and (comparator != "eq" or _SHARE_BEFORE.search(low[max(0, begin - 14) : begin]) is not None)
    return low.startswith(" of ", end)


def _label(t: _Text, side: _Side, label_end: int | None) -> bool:
    return side.number.form == "digits" and quantity_counts.labelled(t.text, t.low, side.start, label_end, plural=True)


def _count(t: _Text, first: _Side, last: _Side, end: int, begin: int, comparator: Comparator, label_end: int | None, open_count: bool) -> str | None:
    """The noun that a number without unit counts, "" where it stands for itself, None where it is no quantity."""
    text, low, number = t.text, t.low, first.number
    digits = number.form == "digits"
    bare = digits and not number.scaled and "," not in text[number.start : number.end]
    word_only = not digits and number.words <= 2 and not number.scaled
    bounded = comparator != "eq"
    more = _MORE.match(low, end)
    got = quantity_counts.noun_after(text, more.end() if more else end)
    plural_behind = got is not None and got[1]
    label = not number.scaled and not (word_only and plural_behind) and quantity_counts.labelled(text, low, first.start, label_end, plural=plural_behind)
    if label:
        return None
    if bare and (quantity_counts.law_follows(text, end) or quantity_counts.named(text, first.start)):
        return None
    if quantity_counts.year_like(number) and not bounded:
        return None
    if word_only and (quantity_counts.named(text, first.start) or number.value == 0 or (number.value == 2 and _FIXED.match(low, end))):
        return None
    if number.form == "words" and number.value <= 1:
        return None
    if got is not None:
        noun, plural, quoted = got
        if not plural and number.value <= 1:
            got = None
        elif _slogan(t, first.start, end, noun, quoted):
            return None
        elif word_only:
            capital = text[number.start].isupper() and not _starts(t, number.start)
            if capital or noun.split()[-1][0].isupper() or (not plural and not open_count):
                return None
            return noun
        elif plural or number.scaled or not bare or bounded or open_count:
            return noun
        elif number.value >= 20 and low[end : end + 1] == " " and noun[0].islower():
            return noun
        else:
            return None
    if low.startswith((" of the ", " of these ", " of those ", " of our ", " of its "), end) and number.value > 1 and not label:
        after = quantity_counts.noun_after(text, low.index(" ", end + 4))
        if after is not None and after[1]:
            return after[0]
    if bounded or open_count:
        return "" if not (number.form == "words" and number.value <= 1) else None
    if number.form == "words":
        return "" if number.scaled and number.words > 1 or number.words > 2 else None
    if number.scaled or "," in text[number.start : number.end]:
        return ""
    if _line_start(t, first.start):
        return None
    if quantity_counts.has_total_cue(low, first.start):
        return ""
    if number.grouped:  # decimals
        return "" if first is not last or low[end : end + 1] != " " or low.startswith((" for ", " in ", " to ", " by ", " and ", " over ", " or ", " per ", " on ", " from "), end) else None
    return "" if number.end - number.start >= 3 and _BE.search(low[max(0, number.start - 14) : number.start]) and (end >= len(low) or low[end] in ".,;)\n ") else None


def _starts(t: _Text, at: int) -> bool:
    """Whether a sentence or line begins at `at`."""
    before = t.text[max(0, at - 4) : at].rstrip(" \u00a0*_#\"“(—–-")
    return not before or before[-1] in ".!?:;\n" or not before.strip()


def _slogan(t: _Text, start: int, end: int, noun: str, quoted: bool) -> bool:
    """Whether number and noun stand alone between quotes: "four improvements", “three represents”."""
    before = t.text[start - 1 : start]
    if quoted:
        return False
    lead = t.text[max(0, start - 32) : start]
    if _ONE_TWO.search(lead.lower()):
        return True
    if before not in ('"', "“", "'", "‘"):
        opened = max(lead.rfind('"'), lead.rfind("“"), lead.rfind(" '"), lead.rfind("‘"))
        if opened < 0 or "\n" in lead[opened:] or "”" in lead[opened:] or len(lead[opened:].split()) > 5:
            return False
        before = lead[opened] if lead[opened] != " " else "'"
        return t.text[end + 1 + len(noun) : end + 3 + len(noun)].lstrip(",.")[:1] == {"“": "”", "‘": "’"}.get(before, before)
    close = {"“": "”", "‘": "’'"}.get(before, before)
    stretch = t.text[end : end + _SLOGAN].split("\n", 1)[0]
    cut = min((i for i in (stretch.find(c) for c in close) if i >= 0), default=-1)
    return cut >= 0 and len(stretch[:cut].split()) <= 4
