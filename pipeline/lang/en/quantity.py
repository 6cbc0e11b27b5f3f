"""Which quantities does an English text name: numbers with unit or noun, bound, range and change?

A cheap scan finds digits, number words and a few special words; only there is the grammar tried:

    quantity = [bound] side [range side] [bound]          side = [currency] number ["(" same number ")"] [unit]

and then its change, its noun, and the reasons why it is none (section numbers, names, times, slogans) are looked up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from operator import itemgetter
from typing import Final

from pipeline.lang.en import numerals, quantity_bounds, quantity_change, quantity_counts, quantity_names, quantity_shares, quantity_units
from pipeline.lang.en.quantity_sides import Side, between, range_end, respective, shared_value, side
from pipeline.lang.en.quantity_text import Text
from pipeline.lang.woken import behind
from pipeline.types import Change, Comparator, QuantityMention

_DIGIT: Final = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞](?:(?<=\d)(?<!\d.)|(?<=[½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞]))")
_WORD: Final = behind(
    "[^a-z]",
    rf"(?:(?P<number>(?:{numerals.CARDINAL_WORD}|an? (?:half|hundred|thousand|million|billion|trillion|dozen|quarter|third|fourth|fifth|sixth"
    r"|eighth|tenth)|half)(?![a-z]))"
    r"|(?P<coverage>full(?:y)? cov|complete(?:ly)? cov|universal(?:ly)? cov|total cov|entirely cov)"
    r"|(?P<multiple>doubl|tripl|trebl|quadrupl|quintupl|halv|twice)|(?P<every>all (?=[a-z(]))|(?P<rank>rank)"
    r"|(?P<percent_of>per ?cent of (?=[a-z\d]))"
    r")",
)
# tenfold, second place: told by their end, and no more than what `_WORD` does not find at the same place
_ENDINGS: Final = (
    ("multiple", re.compile(r"fold(?![a-z])"), re.compile(r"(?<![a-z])[a-z]{3,9}-?\Z")),
    ("rank", re.compile(r" place(?![a-z])"), re.compile(r"(?<![a-z])[a-z]{5,11}\Z")),
)
_RUN: Final = re.compile(r"[\w.,/:–+-]{0,80}\w")
_JOIN: Final = re.compile(r" (?P<noun>people|persons?|students|times|person-times|person-trips)(?![a-z-])")
# "were raised three times": occasions, not a multiple
_PASSIVE: Final = re.compile(r"(?<![a-z])(?:was|were|been|be|being) (?:[a-z]+ly )?[a-z]+ $")
_MULTIPLE_BEHIND: Final = re.compile(
    r" (?:as|more|higher|greater|larger|bigger|faster|the (?:size|number|level|amount|average|rate|figure|value|total|national|global|world"
    r"|cost|price)|that|those|what|its|over the previous)(?![a-z])"
)
_LINK: Final = re.compile(r"(?:,|,? (?:and|or)) (?:by |at |to )?")
_EACH: Final = re.compile(r" (?:annually|per year|a year|each year|yearly),? (?:and|or)(?: by| at| to)? ")
# "by 43% by 2030 and 60% by 2035" without its years
_TIMED: Final = re.compile(
    r" {1,3}(?:(?:below|above|from|over|relative to|compared (?:to|with)) (?:the )? ?(?:levels?|baselines?|figures?)? ?)?(?:by |in |through |until "
    r"|before |from )?(?:the )?,? ?(?:and|or)? (?:by )?"
)
_PREPOSITION: Final = re.compile(r" (?:to|at|from) ?$")
_ALONE: Final = 90
_PERCENT_OF: Final = re.compile(r"per ?cent of ")
_NUMBER_BEFORE: Final = re.compile(r"[\d%a-z] ?$")
# the bound stands apart: at or above the red line of 120 million hectares
_LINE: Final = re.compile(
    r" (?:the|a|an|its|their) (?:[a-z]+ )?(?:red line|line|ceiling|limit|threshold|level|target|baseline|mark|minimum|floor|standard|average|maximum)s? of $"
)
# the bound stands apart: exceeded the 10 million mark
_MARK: Final = re.compile(
    r"(?:exceed(?:ed|s|ing)?|surpass(?:ed|es|ing)?|pass(?:ed|es|ing)|topp?(?:ed|s|ing)?|cross(?:ed|es|ing)|br(?:oke|eak|oken) through) the $"
)
_LIFE: Final = re.compile(r"life expectancy[^.;\n]{0,60}$")
_ODDS: Final = re.compile(r" (?:in every|out of every|out of|in) ")
_ONE: Final = Decimal(1)
_LARGE: Final = Decimal(10) ** 27
_SMALLEST: Final = Decimal("0.000001")

_RULES: Final = {"percent": "en.quantity.percent", "currency": "en.quantity.currency", "measure": "en.quantity.measure", "age": "en.quantity.age"}


def find(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[QuantityMention]:
    """The quantities of an English text in order, not overlapping each other or `taken` (the spans of times).

    Values are at base scale (52.545 million yuan = 52545000 CNY); fractions are percent; `noun` is set for counts.

    >>> [(m.text, m.value, m.comparator, m.unit) for m in find("no less than 10% of 3,200 schools")]
    [('no less than 10%', Decimal('10'), 'ge', 'percent'), ('3,200', Decimal('3200'), 'eq', 'count')]
    """
    t = Text(text, taken)
    alone = _alone(t) if len(text) <= _ALONE else None
    if alone is not None:
        return [alone]
    out: list[QuantityMention] = []
    done = 0  # nothing before it is looked at again
    label_end: int | None = None  # where the last section or law number ended
    for at, kind in _triggers(t.low):
        if at < done:
            continue
        t.move(at)
        if kind is None or kind == "number":
            mentions, done = _numbers(t, at, label_end, out[-1] if out else None)
            if not mentions and kind is None:
                label_end = done
        else:
            one = _percent_of(t, at) if kind == "percent_of" else _share(t, at, kind)
            mentions = [one] if one else []
        for mention in mentions:
            if mention.start >= t.floor and t.free(mention.start, mention.end):
                out.append(mention)
                done = t.floor = mention.end
    return out


def _triggers(low: str) -> list[tuple[int, str | None]]:
    """Where an amount may begin, in text order, and what wakes it: None for digits."""
    hits: list[tuple[int, int, int, str | None]] = [(m.start(), m.start() + 1, 0, None) for m in _DIGIT.finditer(low)]
    hits += [(m.start(), m.end(), 0, m.lastgroup) for m in _WORD.finditer(low)]
    for wakes, ending, word in _ENDINGS:
        for end in ending.finditer(low):
            begin = word.search(low, max(0, end.start() - 12), end.start())
            if begin is not None:
                hits.append((begin.start(), end.end(), 1, wakes))
    hits.sort(key=itemgetter(0, 2))
    out: list[tuple[int, str | None]] = []
    done = 0
    for start, stop, _, kind in hits:
        if start >= done:
            out.append((start, kind))
            done = stop
    return out


def _mention(
    t: Text,
    start: int,
    end: int,
    value: Decimal,
    rule: str,
    *,
    value_max: Decimal | None = None,
    comparator: Comparator = "eq",
    unit: str = "count",
    noun: str | None = None,
    change: Change = "level",
    confidence: float = 0.9,
) -> QuantityMention:
    top = None if value_max is None else _tidy(value_max)
    return QuantityMention(start, end, t.text[start:end], _tidy(value), top, comparator, unit, noun, change, confidence, rule)


def _tidy(value: Decimal) -> Decimal:
    """The same number without idle zeros and without an exponent: 2180000000000, 0.5."""
    if value == value.to_integral_value():
        return value.quantize(_ONE) if abs(value) < _LARGE else value
    return value.normalize()


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent to six decimals: 66.666667."""
    return (part * 100 / whole).quantize(_SMALLEST)


def _alone(t: Text) -> QuantityMention | None:
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


def _percent_of(t: Text, at: int) -> QuantityMention | None:
    """percent of 10, without a number before it."""
    m = _PERCENT_OF.match(t.low, at)
    if m is None or _NUMBER_BEFORE.search(t.left(at, 2)):
        return None
    number = numerals.read(t.text, m.end(), low=t.low)
    if number is None or quantity_counts.noun_after(t.text, number.end):
        return None
    return _mention(t, at, number.end, number.value, "en.quantity.percent", unit="percent")


def _share(t: Text, at: int, kind: str) -> QuantityMention | None:
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
    start, change = share.start, share.change
    comparator: Comparator = "eq"
    if kind == "multiple":
        bound = quantity_bounds.before(t.low, share.start)
        if bound is not None:
            start, comparator = bound
        if change == "level":
            change = quantity_change.of(t.low, start, share.end, rate=True)
    return _mention(t, start, share.end, share.value, share.rule, comparator=comparator, unit=share.unit, change=change, confidence=0.8)


def _numbers(t: Text, at: int, label_end: int | None, previous: QuantityMention | None) -> tuple[list[QuantityMention], int]:
    """The quantities that begin with the number at `at` (two in "from 7 to 15") and where the search goes on if there are none."""
    run = _RUN.match(t.low, at) if t.low[at].isdigit() else None
    skip = run.end() if run else at + 1
    first = side(t, at)
    if first is None:
        return [], skip
    if not t.free(at, first.end):
        return [], max(first.number.end, t.taken[t.near][1] if t.near < len(t.taken) and t.taken[t.near][0] <= at else 0)
    if first.unit is None and quantity_names.attached(t, first):
        return [], max(skip, first.number.end)
    odds = _odds(t, first)
    if odds is not None:
        return [odds], odds.end
    second = range_end(t, first)
    if second is not None and not t.free(at, second.end):
        second = None
    if second is not None:
        if first.unit is None and second.unit is None and quantity_names.labelled(t, first.start, label_end):
            return [], second.end
        pair = _pair(t, first, second, label_end, previous)
        if pair is not None:
            return pair, second.end
    got = _quantity(t, first, None, label_end, previous)
    return ([], first.number.end) if got is None else ([got], got.end)


def _odds(t: Text, one: Side) -> QuantityMention | None:
    """one in five, three out of every four: a share."""
    if one.unit is not None or one.number.scaled or one.value > 99 or one.value != int(one.value):
        return None
    m = _ODDS.match(t.low, one.end)
    base = numerals.read(t.text, m.end(), low=t.low) if m else None
    if m is None or base is None or not one.value < base.value <= 1000 or base.form == "fraction" or (m.group() == " in " and one.value > 9):
        return None
    behind = t.low[base.end : base.end + 2]
    if quantity_counts.is_time(t.low, base.end) or quantity_units.after(t.text, t.low, base.end) is not None or not t.free(one.start, base.end):
        return None
    if behind[:1] in "-.,/:" and behind[1:].isalnum():
        return None
    start, comparator = quantity_bounds.before(t.low, one.start) or (one.start, "eq")
    return _mention(t, start, base.end, _percent(one.value, base.value), "en.quantity.odds", comparator=comparator, unit="percent", confidence=0.8)


def _pair(t: Text, first: Side, second: Side, label_end: int | None, previous: QuantityMention | None) -> list[QuantityMention] | None:
    """What two numbers with "to" between them say: a range, two levels ("rose from 7 to 15"), an amount and a level
    ("raised by 20 yuan to 110 yuan"); None where they have nothing to do with each other."""
    unit = first.unit or second.unit
    if first.unit is not None and second.unit is not None and first.unit.code != second.unit.code:
        return None
    if first.unit is not None and first.unit.sort == "percent" and second.unit is None:
        return None  # rose 14% to 1.4 billion journeys
    if unit is None and quantity_names.year_like(first.number):
        return None
    value = shared_value(t, first, second)
    bound = quantity_bounds.before(t.low, first.start)
    begin = bound[0] if bound else first.start
    if t.left(begin, 5) == "from ":
        moving = quantity_change.moves_from(t.low, begin)
    else:
        both = second.number.scaled and first.number.scaled if first.unit is None else second.unit is not None and first.unit.sort != "percent"
        moving = both and quantity_change.moves_by(t.low, first.start)
    whole = replace(first, unit=unit, value=value)
    if moving:
        one = _quantity(t, whole, None, label_end, previous, moving=True)
        two = _quantity(t, second, None, None, previous, moving=True)
        if one is None or two is None:
            return None
        if one.noun is None and one.unit == "count":
            one = replace(one, noun=two.noun)
        return [one, two] if two.start >= one.end else [one]
    if value >= second.value or (first.number.form == "fraction" and unit is None):
        return None
    got = _quantity(t, whole, second, label_end, previous)
    return [] if got is None else [got]


def _quantity(
    t: Text, first: Side, second: Side | None, label_end: int | None, previous: QuantityMention | None, *, moving: bool = False
) -> QuantityMention | None:
    """One quantity with its bounds, unit or noun, and change; `second` is the other end of a range."""
    low, number = t.low, first.number
    unit = first.unit or (second.unit if second else None)
    begin, end, comparator, value = *_bounds(t, first, second), first.value
    if unit is None and end > (second or first).end and number.form != "fraction":  # 10 or more hectares
        unit = quantity_units.after(t.text, low, end, scaled=number.scaled)
        if unit is not None:
            end, value = unit.at, value * unit.factor
    noun: str | None = None
    change: Change | None = None
    code, rule = "count", "en.quantity.count"
    if unit is not None:
        code, rule = unit.code, _RULES[unit.sort]
    elif second is None and number.form == "fraction" and not number.scaled:
        if not quantity_counts.is_share(t, begin, first, comparator):
            return None
        value = _percent(value, _ONE)
        code, rule = "percent", "en.quantity.fraction"
    elif quantity_counts.is_time(low, end):
        if not (low.startswith(" years", end) and _LIFE.search(t.left(begin, 80))):
            return None
        code, rule, end = "a", "en.quantity.age", end + len(" years")
    elif (age := quantity_counts.age_cue(low, first.start)) is not None and value < 130:
        code, rule = "a", "en.quantity.age"
        apart = quantity_bounds.before(low, age)
        if apart is not None and comparator == "eq":
            comparator = apart[1]
    elif (joined := _JOIN.match(low, end)) is not None:
        noun = joined.group("noun")
        if noun == "times" and _is_multiple(t, begin, joined.end(), value):
            noun, code, rule, end = None, "times", "en.quantity.multiple", joined.end()
        elif quantity_names.labelled(t, first.start, label_end, plural=True):
            return None
        else:
            end = joined.end()
            change = "level" if noun == "times" else None
            behind = quantity_bounds.after(low, end)
            if behind is not None:
                end, comparator = behind[0], comparator if second else behind[1]
    else:
        counted = quantity_counts.counted(t, first, second or first, end, comparator, label_end, moving=moving)
        if counted is None:
            return None
        before = None
        if not counted or value != int(value):  # a ratio has its noun before it
            before = quantity_counts.noun_before(low, begin, quantity_change.clause_start(low, begin))
        noun = before or counted or None
    if code == "a":
        change = "level"
    if change is None:
        change = quantity_change.of(low, begin, end, rate=code != "count")
    if previous is not None and previous.unit == code and begin - previous.end < 80:
        if begin - previous.end < 48:
            comparator, change = _carried(t, previous, begin, end, code, comparator, change)
        if code == "count" and noun is None and number.form == "digits" and value != int(value):
            noun = previous.noun
    confidence = 0.85 if code == "count" else 0.95
    value_max = second.value if second else None
    return _mention(t, begin, end, value, rule, value_max=value_max, comparator=comparator, unit=code, noun=noun, change=change, confidence=confidence)


def _bounds(t: Text, first: Side, second: Side | None) -> tuple[int, int, Comparator]:
    """Begin, end and comparator of a quantity with the bounds at both sides of it; a bound behind wins."""
    begin, end = first.start, (second or first).end
    comparator: Comparator = "range" if second else "eq"
    opened = between(t, begin) if second else None
    bound = None if opened is not None else quantity_bounds.before(t.low, begin)
    if opened is not None:
        begin = opened
    elif bound is not None and t.free(bound[0], begin):
        begin, comparator = bound[0], comparator if second else bound[1]
    elif second is None and _MARK.search(t.left(begin, 24)):
        comparator = "gt"
    elif second is None and (line := _LINE.search(t.left(begin, 40))) is not None:
        apart = quantity_bounds.before(t.low, begin - len(line.group()))
        comparator = apart[1] if apart is not None else "eq"
    behind = quantity_bounds.after(t.low, end)
    if behind is not None and t.free(end, behind[0]):
        return begin, behind[0], comparator if second else behind[1]
    equal = None if second else quantity_bounds.or_equal(t.low, end, comparator)
    return (begin, end, comparator) if equal is None else (begin, *equal)


def _is_multiple(t: Text, begin: int, end: int, value: Decimal) -> bool:
    """Whether "N times" says how much ("3 times the average", "grew 2.5 times"), not how often."""
    if _MULTIPLE_BEHIND.match(t.low, end) or value != int(value):
        return True
    return quantity_change.of(t.low, begin, end, rate=True) != "level" and not _PASSIVE.search(t.left(begin, 40))


def _carried(t: Text, previous: QuantityMention, begin: int, end: int, code: str, comparator: Comparator, change: Change) -> tuple[Comparator, Change]:
    """Comparator and change that go over from the quantity before: "no less than 10% and 30% respectively", "by 2% annually or 20%"."""
    link = t.low[previous.end : begin]
    follows = respective(t.low, end)
    bare = not t.low[begin].isalpha()  # no bound of its own: "grew by 7% and exceeded 2%"
    linked = _LINK.fullmatch(link) is not None and (follows or (bare and link in (" and ", " or ")) or " by " in link)
    if not linked and _EACH.fullmatch(link) is None:
        untimed = link
        for start, stop in t.taken[max(0, t.near - 2) : t.near]:
            if previous.end <= start and stop <= begin:
                untimed = untimed.replace(t.low[start:stop], "")
        if untimed == link or not bare or _TIMED.fullmatch(untimed) is None:
            return comparator, change
    if change == "level" and not _PREPOSITION.search(link):
        change = previous.change
    if comparator == "eq" and previous.comparator not in ("eq", "range") and code != "count" and follows:
        comparator = previous.comparator
    return comparator, change
