"""How are the rules tried over a text, and how do two dates become a range?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from pipeline.lang.woken import pairs
from pipeline.lang.zh.temporal import around, lengths, moments, named, periods, repeated, weeks
from pipeline.lang.zh.temporal.fragments import COUNT, EDGE, HAN, THIRD
from pipeline.lang.zh.temporal.lexicon import VAGUE_STARTS, vague
from pipeline.lang.zh.temporal.match import Match
from pipeline.lang.zh.temporal.numeric import numeric, numeric_in_range
from pipeline.lang.zh.temporal.relation import prefix, suffix
from pipeline.said import Moment, Said, Stretch, TimeExpression, Vague

Rule = Callable[[str, int], Match | None]

# Which rules may begin with which characters; of the matches at a place the longest counts, of equal ones the first.
_NUMBER_RULES: tuple[Rule, ...] = (
    numeric, periods.academic_year, moments.date_with_year, moments.short_year, moments.date_without_year, periods.century, periods.decade,
    moments.two_months, repeated.round_the_clock, lengths.numbered,
    named.day_of_month,
)  # fmt: skip

# Each with what its expressions begin with: one character, whatever follows, or two. A rule is only asked there.
_WORD_RULES: tuple[tuple[Iterable[str], Rule], ...] = (
    (pairs("今年本年这一去年上年上一前年大前明年来年下年下一后年大后当年同年该年那年次年翌年民国公元"), moments.date_with_year),
    ([*pairs("本月当月这个今个上月上个上上上一上半下月下个下下下一下半次月首季末季最后"), *"元第Q"], moments.date_without_year),
    ("两二", moments.date_with_year),
    ("前", moments.year_so_far),
    (pairs("春季夏季秋季冬季今冬"), moments.season),
    ("“十第八九", periods.plan),
    ("本上这", periods.century),
    ("上本这下", periods.near_academic_year),
    ("半几数多", lengths.numbered),
    ("过第", lengths.passed),
    (around.AROUND_STARTS, around.around),
    ("每", repeated.every),
    ([word + unit for word in "按逐隔" for unit in "年月季半周日旬"], repeated.by_period),
    ("七", repeated.round_the_clock),
    ([*around.ISSUED, *"本该此"], around.from_issue),
    ("上下本这今周星礼", weeks.week),
    ("去今明", around.both_years),
    ([unit + part for unit in "年月季" for part in "初底末中"], named.edge),
    (pairs("全年整年新的年内年度"), named.year_word),
    ([*pairs("今天今日今晨今晚今早明天明日明晚明早昨天昨日昨晚后天大后前天大前本日即日当天当日同日次日翌日"), *"第"], named.day_word),
    ("本上下这", named.quarter_word),
    (named.HOLIDAY_STARTS, named.holiday_word),
    (pairs("农历阴历正月腊月"), named.lunar_word),
    ("'’‘", moments.short_year),
    (VAGUE_STARTS, vague),
)

_HAN_START = f"{COUNT}十两廿〇零○半"
_NUMERALS = frozenset("0123456789" + _HAN_START)


def _table() -> dict[str, tuple[Rule, ...]]:
    """The rules of a place by its two characters, where the two say more than the first alone, else by that."""
    every: list[tuple[Iterable[str], Rule]] = [*((_NUMERALS, rule) for rule in _NUMBER_RULES), *_WORD_RULES]
    begun = [({start[0] if start[0] in _NUMERALS else start for start in starts}, rule) for starts, rule in every]
    return {key: tuple(dict.fromkeys(rule for starts, rule in begun if key in starts or key[0] in starts)) for starts, _ in begun for key in starts}


_RULES = _table()
_ANY = "".join(sorted(key for key in _RULES if len(key) == 1 and key not in _NUMERALS))
_FIRST, _SECOND = ("".join(sorted({key[i] for key in _RULES if len(key) == 2 and key[0] not in _ANY})) for i in (0, 1))
# A number is only worth a look where a time unit or a date sign follows it closely. The whole begins with one class of characters, so that
# the search skips all others at once; what stands at it is asked behind it.
_TRIGGER = re.compile(
    rf"[\d{_HAN_START}{re.escape(_ANY + _FIRST)}](?:"
    r"(?<=\d)(?:(?<![\d.].)(?:(?=\d{0,7}(?:\.\d{1,2})?[ 个多余来半]{0,2}(?:[年月日号天周季旬世载小分秒刻工星礼学财法交自]"
    r"|[-/.·—–－~～至到、×xX*和及与 |\t]))|\d{7}(?!\d))|(?<=[^\d]\d\.[12])\d{3}(?=年)|(?<=\d\d\.[12])\d{3}(?=年))"
    rf"|(?<=[{_HAN_START}])(?=[{HAN}十百千两几\d]{{0,5}}[ 个多余来半]{{0,2}}(?:[年月日号天周季旬世载小分秒刻工星礼]|[-—–－~～至到、]))"
    rf"|(?<=[{re.escape(_ANY)}])|(?<=[{re.escape(_FIRST)}])(?=[{re.escape(_SECOND)}])"
    r"|(?<=[十八九七两二])(?=[一二三四五六七八九]?五|[一五])|(?<=[五三六七八])(?=[一八四五](?:假|长|小|黄|期|节|劳|国|儿|妇|青|建|环)))"
)

_CONNECTOR = re.compile(r"[ ]?(?:—{1,2}|-{1,2}|–|－|―|~|～|至|到)[ ]?")
_AND = re.compile(r"[ ]?[和与][ ]?")
_BETWEEN = re.compile(r"之间|间(?![隔接距])")
_RANGE_RULES: tuple[Rule, ...] = (
    numeric_in_range, periods.academic_year, moments.date_with_year, moments.short_year, moments.date_without_year, periods.plan,
    periods.century, moments.season, named.edge, named.day_word, named.day_in_range,
)  # fmt: skip


def find(text: str) -> list[TimeExpression]:
    """All time expressions of a clean Chinese text, in order, not overlapping.

    >>> [(text[e.start:e.end], e.relation) for text in ["到2025年，全省各校要在2022年3月中旬前完成。"] for e in find(text)]
    [('2025年', 'by'), ('2022年3月中旬前', 'by')]
    """
    out: list[TimeExpression] = []
    rules = _RULES
    at = 0
    trigger = _TRIGGER.search
    hit = trigger(text, at)
    while hit is not None:
        at = hit.start()
        best: Match | None = None
        for rule in rules.get(text[at : at + 2]) or rules.get(text[at], ()):
            match = rule(text, at)
            if match is not None and (best is None or match.end > best.end):
                best = match
        if best is None:
            at += 1
        else:
            best = _recurring(text, best) if best.rule == "every" else _ranged(text, best)
            if best is None:
                at += 1
            else:
                expression = _expression(text, at, best, out)
                if expression is None:
                    at += 1
                else:
                    out.append(expression)
                    at = expression.end
        hit = trigger(text, at)
    return _coordinated(text, out)


_COMMA = ("、", "和", "及", "与", "，到", "、到", "和到")


def _coordinated(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Years in a row share their deadline: 到2025年、2030年 and 分别于2025年、2030年前."""
    for i in range(1, len(found)):
        a, b = found[i - 1], found[i]
        if "by" in (a.relation, b.relation) and a.relation != b.relation and text[a.end : b.start] in _COMMA and _is_year(a) and _is_year(b):
            if a.relation == "by" and text[a.end - 1] in "年底末" and b.relation == "in":
                found[i] = replace(b, relation="by")
            elif b.relation == "by" and a.relation == "in":
                found[i - 1] = replace(a, relation="by")
    return found


def _is_year(e: TimeExpression) -> bool:
    return isinstance(e.said, Moment) and e.said.month is None and (e.said.year is not None or e.said.year_shift is not None)


def _ranged(text: str, first: Match) -> Match | None:
    """`first` with the other end of its range, where there is one; None where it needs one and has none."""
    if first.closed or first.range_ or not isinstance(first.said, Moment):
        return first
    joined = _joined(text, first)
    if joined is not None:
        return joined
    if first.partial and text[first.end : first.end + 1] not in "、和及与":
        return None
    return first


_RECURRING_RULES: tuple[Rule, ...] = (moments.date_without_year, moments.season, named.edge, named.day_in_range, named.holiday_word)
_RECURRING_EDGE = re.compile(
    r"[初底末]|(?<=周)[一二三四五六日天](?!次|个|家|起|遍)(?:(?:[、和]周?[一二三四五六日天])+(?![次个家起]))?(?:上午|下午|晚上)?"
    r"|第[一二三四五]个?(?:周[一二三四五六日天]?|星期[一二三四五六日天])|[首末]月(?:\d{1,2}日|底|末)?|(?:[首前]\d{0,2}个?)工作日"
)


def _recurring(text: str, every: Match) -> Match:
    """每年12月底前, 每月10日: the day inside the period belongs to the repetition."""
    end = every.end
    if text[end - 1] not in "年月度周":
        return every
    m = _RECURRING_EDGE.match(text, end)
    if m is not None:
        return replace(every, end=suffix(text, m.end())[0])
    inner = max((match for rule in _RECURRING_RULES if (match := rule(text, end)) is not None), key=lambda match: match.end, default=None)
    if inner is None:
        return every
    ranged = _ranged(text, inner)
    return replace(every, end=suffix(text, (ranged or inner).end)[0])


def _joined(text: str, first: Match) -> Match | None:
    end = first.end
    started = text.startswith("起", end)
    connector = _CONNECTOR.match(text, end + started) or (None if first.partial else _AND.match(text, end))
    if connector is None:
        return None
    here = connector.end()
    if here >= len(text) or not isinstance(first.said, Moment):
        return None
    second: Match | None = None
    for rule in _RANGE_RULES:
        match = rule(text, here)
        if match is not None and isinstance(match.said, Moment) and (second is None or match.end > second.end):
            second = match
    third = _THIRD.match(text, here) if second is None else None
    if third is not None and first.said.month is not None:
        second = Match(third.end(), replace(first.said, part=(THIRD | EDGE)[third.group()], day=None), "month_third")
    if second is None or not isinstance(second.said, Moment):
        return None
    last = second.said
    if _coarser(first.said, last):
        return None
    stop = second.end
    if connector.group().strip() in ("和", "与"):
        between = _BETWEEN.match(text, stop)
        if between is None:
            return None
        stop = between.end()
    if second.year_offset is not None and first.said.year is not None:
        last = replace(last, year=first.said.year + second.year_offset)
    elif second.year_offset is not None and first.said.year_shift is not None:
        last = replace(last, year_shift=first.said.year_shift + second.year_offset)
    elif second.year_offset == 1 and first.said.month is not None and last.month is not None and last.month >= first.said.month:
        last = replace(last, year_shift=1)  # else the turn of the year says it: 11月至次年3月
    return Match(stop, Stretch(first.said, last), "range_" + first.rule, relation="from_to", range_=True, confidence=min(first.confidence, second.confidence))


_THIRD = re.compile(r"[上中下]旬|[底末]")


def _coarser(first: Moment, last: Moment) -> bool:
    """Two moments that make no range: the second is a bare part of another size (2021年至月底 does, 3月至15日 does not)."""
    return first.day is None and first.month is not None and last.day is not None and last.month is None and first.part is None


def _expression(text: str, at: int, match: Match, before: list[TimeExpression]) -> TimeExpression | None:
    start = at if match.start is None else match.start
    end, said, relation = match.end, match.said, match.relation
    if match.same_day:
        said = _same_day(text, start, before, match.year_offset or 0)
    elif match.year_offset is not None and isinstance(said, Moment):
        said = _anaphoric(text, start, said, match.year_offset, before)
    if not match.closed and not isinstance(said, Vague):
        end, behind = suffix(text, end)
        if match.range_:
            relation = "from_to"
        elif behind is not None and behind != "in":
            relation = behind
        elif relation is None:
            relation = prefix(text, start, end)
    if start and text[start - 1] in "〔[" and isinstance(said, Moment):
        return None
    return TimeExpression(start, end, said, relation or "in", "zh.temporal." + match.rule, match.confidence)


_SENTENCE = re.compile(r"[。！？；\n]")


_RULE = re.compile(r"当年度?[^，。；、\n]{0,4}?(?:不得|不予|不再|应(?!急|届|用|对|收)|须|必须|一律|取消|停止|暂停|予以)")


def _anaphoric(text: str, start: int, said: Moment, offset: int, before: list[TimeExpression]) -> Said:
    """当年, 次年3月 after a year named in the same sentence; without one 当年 is vague, 次年 the next."""
    for e in reversed(before[-4:]):
        if _SENTENCE.search(text, e.end, start):
            break
        m = e.said.first if isinstance(e.said, Stretch) else e.said
        if isinstance(m, Moment):
            if m.year is not None:
                return replace(said, year=m.year + offset)
            if m.year_shift is not None:
                return replace(said, year_shift=m.year_shift + offset)
            if m.month is not None or m.season is not None or m.quarter is not None:
                return replace(said, year_shift=offset)
    if said == Moment():
        return Vague("PAST" if offset == 0 and not _RULE.match(text, start) else "FUTURE")
    return replace(said, year_shift=offset)


def _same_day(text: str, start: int, before: list[TimeExpression], offset: int) -> Said:
    for e in reversed(before[-4:]):
        if "\n" in text[e.end : start]:
            break
        if isinstance(e.said, Moment) and (e.said.day is not None or e.said.day_shift is not None):
            if offset == 0:
                return e.said
            if e.said.day is not None:
                return replace(e.said, day=min(31, e.said.day + offset))
    return Vague("PAST")
