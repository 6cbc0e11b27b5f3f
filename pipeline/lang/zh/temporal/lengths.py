"""How long, how often, how far from now? Numbers of units: 四年, 3个月内, 过去五年, 三年一次, 自印发之日起30日内."""

from __future__ import annotations

import re

from pipeline.lang.zh.temporal.fragments import CONN, COUNT, HAN, NUMBER, SP, amount, integer, weekday
from pipeline.lang.zh.temporal.match import Match
from pipeline.said import Duration, Moment, Repeated, Rolling, Shifted, Stretch, Unit, Vague
from pipeline.types import Relation

_UNIT = (
    r"(?:年(?![级代轻龄份度味画货报鉴终夜检会岁前后]|均|青|少|长|老|内生)|年(?=前|后|度?内)|周年(?=后|内)|载(?![体荷重人波流客])"
    r"|个半月|个多?月|(?<=半)月|个?星期|个?礼拜|周(?![岁年边期围转密刊末长全到知报])"
    r"|天(?![然津气空使际才花河文堂津子平坛山府地门真宫目王性])|日(?![常益本均报照程韩语元志式游])|个?(?:法定)?工作日|个?交易日"
    r"|个?自然日|个?小时(?!候)|分钟|秒钟?(?!级)|刻钟|个季度|个?学期|个?学年|个世纪|个?年头)"
)
_PLAIN_UNIT = r"(?:年|载|个多?月|月|个?星期|个?礼拜|周|天|日|个?(?:法定)?工作日|个?小时|分钟|季度|个季度|季)"
_UNIT_OF: dict[str, Unit] = {
    "年": "year", "载": "year", "年头": "year", "周年": "year", "学年": "year", "月": "month", "多月": "month", "星期": "week", "礼拜": "week", "周": "week", "天": "day", "日": "day",
    "自然日": "day", "交易日": "workday", "工作日": "workday", "法定工作日": "workday", "小时": "hour", "分钟": "minute", "秒": "second", "秒钟": "second", "刻钟": "minute",
    "季度": "quarter", "季": "quarter", "学期": "half", "世纪": "century", "旬": "day",
}  # fmt: skip
_MORE = r"(?:多|余|来)"
_PAIR = rf"(?:{NUMBER}{CONN}{NUMBER}|[一两二三四五六七八][二三四五六七八九])"
_N = rf"(?:{_PAIR}|{NUMBER})"
_LENGTH = (
    rf"(?P<n>{_N})(?P<more>{_MORE})?{SP}(?P<unit>{_UNIT})(?:(?P<more2>[多余])|(?P<half>半)(?![年月天数])"
    rf"|零?(?P<n2>{NUMBER}){SP}(?P<unit2>个月|天|个?星期|日)|又(?P<n3>{NUMBER})(?P<unit3>个月|年|天"
    rf"|日)(?:零?(?P<n4>{NUMBER})(?P<unit4>天|日))?)?"
)

_BEHIND = (
    r"(?P<within>(?:之|以)?内(?![外部容需涵在地生循蒙销河江])|(?:时间)?之内)|(?P<ago>(?:之|以)前"
    r"|前(?![沿列期三后景提端置瞻身任往来进])(?!(?:\d{1,2}|[一二两三四五六七八九十])个?[月季天周年]))|(?P<later>(?:之|以)后"
    r"|后(?![期备勤续代台方者续果来面]))"
    r"|(?P<since>(?:以)?来(?![自源到往访临电信宾之]))|(?P<while>间(?!隔|接|距)|时间(?=里|内))|(?P<once>(?:一|1"
    r"|(?P<times>[两二2三3四4]))(?:次|度|届|遍|轮|评|检|测|换|修|审|聘|签|报)(?![性产年]))|(?P<over>及?以[上下]|左右)"
)
_NUMBERED = re.compile(rf"{_LENGTH}(?:{_BEHIND})?")
_SUPERLATIVE = re.compile(r"(?:的|同期|历史)?(?:最|首|新高|新低|罕见|未有|未见|第一|同期最)")
# what lets a bare "N years ago / later" count from the document; behind anything else it counts from an event that nobody dates
_FREE = re.compile(r"(?:^|[\s，。；、：:,;（(“”于在到至比当且及与和或由从早]|相当于|早在)$")
# an event that the days are counted from
_EVENT = re.compile(

        r"(?:[起后]|之日)[，,]?$|(?:收到|接到|受理|签订|签署|竣工|完成|完工|届满|到期|终止|变更|批准|立案|提出|期满|验收|投产|发生|作出"
        r"|办结|挂牌|毕业|入职|离职|退役|取得)[^，。；：\n]{0,12}$"

)
_BOUND = re.compile(r"(?:[缩减压降短延控制不了][至到在为]|控制在|[不超过]过|限于)$")
_NO_LENGTH = re.compile(

        r"一年四季|一日三餐|三天两头|一天天|一年比一年|一百年奋斗|(?<=如)一日|百年|千年|万年|十年树|半天|一年[生级]|一年又一年|一周岁"
        r"|两天打|一世纪|半日|一日千|一日游|二日游|三日游|[一二两三四五六七八九十]季$"

)
_THE_YEAR = re.compile(r"(?:的|比|关键|关键之|重要|攻坚|收官|开局|不平凡|新)$")
_BEFORE_NO_LENGTH = re.compile(r"(?:第|早|个|Q|q|[A-Za-z]|届|每|〔|\[|-|/|\.|·|同)$")
_FOUR_DIGITS = re.compile(rf"\d{{4}}|[{HAN}]{{4}}")
_DAYS_OF_MONTH = re.compile(rf"(?:[12]?\d|3[01]){CONN}(?:[12]?\d|3[01])")
_DAY_ALONE = re.compile(rf"(?:[12]\d|3[01]|0?[1-9]|[{COUNT}]?十[{COUNT}]?)日$")


def _unit(word: str) -> Unit:
    return _UNIT_OF[word.removeprefix("个").removeprefix("半") if word != "个半月" else "月"]


def _months_or_none(value: float, unit: Unit) -> float | None:
    return (
        value * {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
        if unit in ("month", "quarter", "half", "year", "decade", "century")
        else None
    )


def _number(x: float) -> str:
    return str(int(x)) if x == int(x) else f"{x:g}"


def iso(parts: list[tuple[float, Unit]]) -> str | None:
    """The ISO 8601 duration of numbers of units: 1.5 years = P1Y6M, half a month = P15D, 5 quarters = P15M.

    >>> iso([(3.5, "year")]), iso([(0.5, "month")]), iso([(240, "hour")]), iso([(1, "year"), (1, "month"), (21, "day")])
    ('P3Y6M', 'P15D', 'PT240H', 'P1Y1M21D')
    """
    years = months = days = 0.0
    weeks = 0.0
    clock = ""
    for value, unit in parts:
        if unit in ("year", "decade", "century"):
            whole = value * {"year": 1, "decade": 10, "century": 100}[unit]
            years += int(whole)
            months += round((whole - int(whole)) * 12)
        elif unit in ("month", "quarter", "half"):
            whole = value * {"month": 1, "quarter": 3, "half": 6}[unit]
            months += int(whole)
            days += round((whole - int(whole)) * 30)
        elif unit == "week":
            weeks += value
        elif unit in ("day", "workday"):
            days += value
        else:
            clock += _number(value) + {"hour": "H", "minute": "M", "second": "S"}[unit]
    if weeks and not (years or months or days or clock) and weeks == int(weeks):
        return f"P{_number(weeks)}W"
    days += weeks * 7
    date = "".join(_number(v) + c for v, c in ((years, "Y"), (months, "M"), (days, "D")) if v)
    return f"P{date}{'T' + clock if clock else ''}" if date or clock else None


def _read(m: re.Match[str]) -> list[tuple[float, Unit]] | None:
    first = amount(m["n"])
    if first is None or first <= 0 or first > 99999:
        return None
    word = m["unit"]
    unit = _unit(word)
    if word == "个半月":
        first += 0.5
    if word == "刻钟":
        first *= 15
    if m["half"]:
        first += 0.5
    parts = [(first, unit)]
    for n, u in (("n2", "unit2"), ("n3", "unit3"), ("n4", "unit4")):
        if m[n]:
            value = amount(m[n])
            if value is None:
                return None
            parts.append((value, _unit(m[u])))
    return parts


_TODAY = Moment(day_shift=0)
_HELD = re.compile(r"(?:用了|历时|经过|长达|达到?|持续|为期|用|耗时|共计)$")


def numbered(text: str, at: int) -> Match | None:
    """四年, 3个月内, 5年前, 五年来, 三年一次, 两年零三个月: a number of units and what stands behind it."""
    m = _NUMBERED.match(text, at)
    if m is None or _NO_LENGTH.match(text, at) or _BEFORE_NO_LENGTH.search(text, max(0, at - 2), at):
        return None
    parts = _read(m)
    if parts is None:
        return None
    word = m["unit"]
    if m["n"] == "一" and at and text[at - 1] == "比":
        return None  # 一年比一年好
    if m["n"] == "一" and word in ("年", "天") and m.end() == m.end("unit") and _THE_YEAR.search(text, max(0, at - 3), at):
        return None  # 是极不平凡的一年 names the year, it measures nothing
    value, unit = parts[0]
    simple = len(parts) == 1
    if _FOUR_DIGITS.search(m["n"]) and not m["more"] and not (m["n"].isdecimal() and int(m["n"]) >= 2200):
        return None  # 2021年 and 1995-1997年 are years
    if word == "日" and _DAYS_OF_MONTH.fullmatch(m["n"]):
        return None  # 12-19日 are days of the month
    if unit in ("year", "month", "week", "day", "quarter") and word in ("年", "天", "日", "周", "季度") and m["n"] in ("千", "百", "百十", "千百"):
        return None
    if m["within"] and simple and not (m["more"] or m["more2"]):
        if unit in ("hour", "minute", "second") or _EVENT.search(text, max(0, at - 24), at) or _BOUND.search(text, max(0, at - 3), at):
            return Match(m.end(), Duration(iso(parts) or ""), "duration_within", closed=True)
        return Match(m.end(), Shifted(value, unit, True, within=True), "within", relation="by", closed=True)
    if m["ago"] or m["later"]:
        if not _FREE.search(text, max(0, at - 3), at):
            if word == "日" and m["ago"] and simple:
                return None  # 15日前 is a day of the month
            return Match(m.start("ago") if m["ago"] else m.start("later"), Duration(iso(parts) or ""), "duration", closed=True, confidence=0.8)
        if word == "日" and _DAY_ALONE.match(text[at : m.end("unit")]) and m["ago"] and m["ago"] == "前":
            return None
        if m["more"] or m["more2"]:
            if value > 10 and unit == "year":
                return Match(m.end(), Vague("PAST" if m["ago"] else "FUTURE"), "vague_around", closed=True)
            after: Relation | None = "after" if m["later"] and m["later"] != "后" else None
        else:
            after = "after" if m["later"] == "以后" else None
            if (after and unit in ("day", "month") and value == 0.5) or (unit == "day" and after):
                value, unit = value * (30 if unit == "month" else 1) + 1, "day"  # 20天以后: from the day after those twenty on
        return Match(
            m.end(),
            Shifted(value + sum(_in(v, u, unit) for v, u in parts[1:]), unit, bool(m["later"])),
            "ago" if m["ago"] else "later",
            relation=after,
            closed=True,
        )
    if m["since"]:
        if _SUPERLATIVE.match(text, m.end()):
            return Match(m.end(), Duration(iso(parts) or ""), "duration_since", closed=True)
        if (m["more"] or m["more2"]) and value > 10:
            return Match(m.end(), Vague("PAST"), "years_since", closed=True)
        if unit != "year" or m["more"] or m["more2"]:
            return Match(m.end(), Stretch(Shifted(value, unit, False), _TODAY), "since", closed=True)
        return Match(m.end(), Rolling(value, unit, False), "rolling_since", closed=True)
    if m["times"]:
        months = (_months_or_none(value, unit) or 0) / integer(m["times"])
        return Match(m.end(), Repeated(f"P{int(months)}M"), "once_in", closed=True) if months >= 1 and months == int(months) else None
    if m["once"]:
        return Match(m.end(), Repeated(iso(parts) or ""), "once_in", closed=True)
    if word == "日" and simple and _DAY_ALONE.match(text[at : m.end("unit")]):
        return None if m["n"].isdecimal() or len(m["n"]) > 1 else Match(m.end(), Duration(iso(parts) or ""), "duration", closed=True, confidence=0.6)
    if word == "月":
        return None if m["n"] != "半" else Match(m.end(), Duration("P15D"), "duration", closed=True)
    duration = iso(parts)
    if duration is None:
        return None
    return Match(m.end(), Duration(duration), "duration", closed=True, confidence=0.9)


def _in(value: float, unit: Unit, target: Unit) -> float:
    months, per = _months_or_none(value, unit), _months_or_none(1, target)
    if months is not None and per:
        return months / per
    return 0.0


_AROUND = re.compile(
    rf"(?P<word>近|最近|过去的?|(?<!天)这|刚刚过去的|前|上|往前|(?P<to_come>未来的?|今后的?|往后|接下来的?|下|后|此后的?|将来的?"
    rf"|下一个))(?P<n>{_N}|[几数])[多余]?{SP}(?P<unit>{_PLAIN_UNIT})(?P<more>多)?(?:时间)?"
    r"(?P<tail>(?:之|以)内|内(?![外部容需])|间(?![隔接距])|(?:以)?来(?![自源到往访之]))?(?P<late>(?:之|以)?[前后](?![期备勤]))?"
)
_EVENT_BEFORE = re.compile(r"(?:[^\s，。；：、（“”‘’的在于是至到比与和及了用将把自从近]|[学业产开假播工])$")
_AROUND_START = "近最过这刚前上往未今接下后此将"
_NOT_AROUND = re.compile(r"(?:前[一二三]季|上一[年月]$|[上下前后]半年|下一[年月]|这一[年月天]$|后天|前[两三]会)")


def around(text: str, at: int) -> Match | None:
    """过去五年, 近三年, 未来三到五年, 前两天, 上2个月: a stretch next to now."""
    m = _AROUND.match(text, at)
    if (
        m is None
        or m["late"]
        or _FOUR_DIGITS.search(m["n"])
        or (at and text[at - 1] in "以之先年月日目当提天前后午周")
        or re.match(r"[代级轻龄份度均]|青年", text[m.end() : m.end() + 2])
    ):
        return None
    word, forward = m["word"], bool(m["to_come"])
    if word in ("前", "后", "上", "下") and _EVENT_BEFORE.search(text, max(0, at - 1), at):
        return None  # 开学前7天 counts from an event
    unit = _unit(m["unit"])
    if m["n"] in "几数":
        return Match(m.end(), Vague("FUTURE" if forward else "PAST"), "vague_around", closed=True, confidence=0.85)
    value = amount(m["n"])
    if not value or m["n"] in ("百", "千", "百千", "十百"):
        return None
    if m["unit"] in ("年", "月", "季", "季度", "周") and m["n"] == "一" and word in ("上", "下", "这"):
        return None
    if m["unit"] == "月" and word not in ("前", "上", "下"):
        return None
    if word == "近" and unit in ("year", "month", "day", "week", "hour", "minute") and not m["tail"] and _HELD.search(text, max(0, at - 3), at):
        return Match(m.end(), Duration(iso([(value, unit)]) or ""), "duration", start=at, closed=True)
    if unit in ("hour", "minute", "second") or (not forward and _SUPERLATIVE.match(text, m.end())):
        return Match(m.end(), Duration(iso([(value, unit)]) or ""), "duration_since", closed=True)
    if word == "前" and unit == "year" and value == int(value) and m["n"] in ("一",):
        return None
    return Match(
        m.end(), Rolling(value, unit, forward, whole=word in ("前", "上", "下", "后") and not (word == "后" and unit == "year")), "rolling", closed=True
    )


_EVERY = re.compile(
    rf"每(?:间?隔)?(?:(?P<n>{_PAIR}|{NUMBER}|个)?{SP}(?P<unit>年(?![级代龄])|个?月|季度?|周(?!岁)|个?星期|个?礼拜|天|日|旬|个?工作日"
    rf"|个?小时|分钟|个?学期|个?学年|个?季度|半年|半月)|(?P<halfyear>半年|半个?月))"
    r"(?:至少|不少于|开展|进行|组织|召开)?(?P<once>(?:一|1)(?:次|遍|轮|届|评|检|测)(?!性|产))?"
)
_SAME_TIME = re.compile(r"(?:年|月)$")


def every(text: str, at: int) -> Match | None:
    """每年, 每三年, 每半年一次, 每季度, 每天: the period of one repetition."""
    m = _EVERY.match(text, at)
    if m is None:
        return None
    if m["halfyear"] or m["unit"] in ("半年", "半月"):
        word = m["halfyear"] or m["unit"]
        return Match(_whole_once(m), Repeated("P6M" if word == "半年" else "P15D"), "every", closed=True)
    value = 1.0 if m["n"] in (None, "个") else amount(m["n"])
    if not value:
        return None
    unit_word = m["unit"]
    if unit_word == "旬":
        value, unit_word = value * 10, "天"
    period = iso([(value, _unit(unit_word))])
    return None if period is None else Match(_whole_once(m), Repeated(period), "every", closed=True)


def _whole_once(m: re.Match[str]) -> int:
    """开展, 至少 between the period and 一次 leave 一次 outside: 每年开展一次 is spanned 每年."""
    if not m["once"]:
        return m.end("unit") if m["unit"] else m.end("halfyear")
    unit_end = m.end("unit") if m["unit"] else m.end("halfyear")
    return m.end() if m.start("once") == unit_end else unit_end


_BY_PERIOD = re.compile(
    r"(?P<word>按|逐|隔)(?P<unit>年度?|月度?|季度?|半年|周|日|旬)(?![计级龄代历份期期前后内]|均|度?计划|时|产|薪|租|工资|龄|常|照" r"|内|子|节)"
)
_ROUND_THE_CLOCK = re.compile(r"(?:7|七)[ ]?[×xX*＊][ ]?24(?:[ ]?小时)?|24[ ]?/[ ]?7|24小时(?=不间断|不打烊|值班|值守|在岗)")


def by_period(text: str, at: int) -> Match | None:
    """按季度, 按月, 逐月, 隔年."""
    m = _BY_PERIOD.match(text, at)
    if m is None or (m["word"] == "逐" and m["unit"][0] == "年") or (m["word"] == "按" and m["unit"] in ("年", "日", "年度")):
        return None
    period = {"年": "P1Y", "月": "P1M", "季": "P3M", "半": "P6M", "周": "P1W", "日": "P1D", "旬": "P10D"}[m["unit"][0]]
    if m["word"] == "隔":
        period = period.replace("1", "2")
    return Match(m.end(), Repeated(period), "by_period", closed=True)


def round_the_clock(text: str, at: int) -> Match | None:
    """7×24小时, 24/7: every day."""
    m = _ROUND_THE_CLOCK.match(text, at)
    return Match(m.end(), Repeated("P1D"), "round_the_clock", closed=True) if m else None


_ISSUE = r"(?:印发|发布|公布|下发|颁布|颁发|公告|签署|发文|成文|印制|公示)"
_FROM_ISSUE = re.compile(
    rf"(?:(?:本|该|此)(?:(?![自从由])[\u4e00-\u9fff]){{0,8}}?)?{_ISSUE}(?:(?:之日|之时|当日|日(?!期))(?:起|后|以后|之后|开始)?|(?:后"
    rf"|之后|以后)(?=[，,]?{NUMBER}{SP}{_UNIT}(?:之|以)?内))"
    rf"[，,]?(?:(?P<n>{NUMBER}){SP}(?P<unit>{_UNIT})(?P<behind>(?:之|以)?内|(?:之|以)?后))?"
)


def from_issue(text: str, at: int) -> Match | None:
    """印发之日起30日内, 本办法自公布之日起三个月内, 发布之日起: counted from the day of the document."""
    m = _FROM_ISSUE.match(text, at)
    if m is None:
        return None
    if m["n"]:
        value = amount(m["n"])
        if not value:
            return None
        within = m["behind"].endswith("内")
        said = Shifted(value, _unit(m["unit"]), True, base=_TODAY, within=within)
        return Match(m.end(), said, "from_issue", relation="by" if within else "after", closed=True)
    if "起" not in m.group() and "日" not in m.group():
        return None
    end = m.end()
    while end > at and text[end - 1] in "，,":
        end -= 1
    after = text[end - 1] in "起后始"
    return Match(end, _TODAY, "day_of_issue", relation="after" if after else "in", closed=True, confidence=0.8)


_WEEK = re.compile(
    r"(?P<which>上{1,2}|下{1,2}|本|这|今)(?:一|个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天](?!次|个|家" r"|起))?(?P<end>末)?(?![边期围转岁年密刊])"
)
_WEEKDAY_ALONE = re.compile(

        rf"(?:周|星期|礼拜)[一二三四五六日天](?![次边个家起条种岁年])(?:[，,]?[ ]?(?P<month>1[0-2]|[1-9]"
        rf"|[{COUNT}十]{{1,2}})月(?P<day>\d{{1,2}}|[{COUNT}十]{{1,3}})[日号])?"

)
_WEEKDAYS_RANGE = re.compile(rf"(?:周|星期|礼拜)[一二三四五六日天]{CONN}(?:周|星期|礼拜)?[一二三四五六日天]")


def week(text: str, at: int) -> Match | None:
    """本周, 下周五, 上上个周三, 上周末, 周一至周五."""
    m = _WEEK.match(text, at)
    if m is not None:
        shift = {"上": -1, "下": 1}.get(m["which"][0], 0) * len(m["which"])
        said = Moment(week_shift=shift, weekday=weekday(m["day"]) if m["day"] else None, part="end" if m["end"] else None)
        return Match(m.end(), said, "week")
    m = _WEEKDAYS_RANGE.match(text, at)
    if m is not None:
        return Match(m.end(), Repeated("P1W"), "weekdays", closed=True, confidence=0.7)
    m = _WEEKDAY_ALONE.match(text, at)
    if m is None or (at and text[at - 1] in "每一二两三四五六七八九十几单双各"):
        return None
    if m["month"]:
        return Match(m.end(), Moment(month=integer(m["month"]), day=integer(m["day"])), "day")
    return Match(m.end(), Moment(weekday=weekday(m.group()[:3])), "weekday", confidence=0.6)


_BOTH_YEARS = re.compile(r"(?P<a>[去今明])(?P<b>[今明后])两年")
_YEAR_SHIFT = {"去": -1, "今": 0, "明": 1, "后": 2}


def both_years(text: str, at: int) -> Match | None:
    """今明两年."""
    m = _BOTH_YEARS.match(text, at)
    if m is None or _YEAR_SHIFT[m["b"]] <= _YEAR_SHIFT[m["a"]]:
        return None
    return Match(m.end(), Stretch(Moment(year_shift=_YEAR_SHIFT[m["a"]]), Moment(year_shift=_YEAR_SHIFT[m["b"]])), "both_years", range_=True)
