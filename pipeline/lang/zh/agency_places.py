"""Which places act in a Chinese text, also such as no gazetteer has: 支持济南建设…, 梧阳市将…, 安和县人民政府?"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from pipeline.lang.agency_found import Found
from pipeline.lang.alternation import alternation
from pipeline.lang.zh.agency_lexicon import HAN, NOT_LEVEL, cue, doer_places, run_start, words

_PREFACE = r"(?:(?:在|于|到|用)[^，。；\n]{1,14}?(?:年|年底|月底|月|日|年内|[前内])[前内]?)?"
_PLACE_LEAD = re.compile(r"(?:支持|推动|鼓励|引导|指导|督促|赋予)(?=[一-龥])")
_PLACE_DOES = re.compile(
    rf"(?!高质量发展){_PREFACE}(?:等(?:地|市|州|市州|县|省|城市|地区)?)?(?:更好|全力|率先|积极|主动|加快|高标准|高质量|全面|深度|深入|进一步|大力|联合"
    r"|因地制宜|持续|共同)*(?:打造|创建|争创|申报|做大|做强|做优|开展|加快|探索|实施|先行先试|率先|承接|承办|举办|建成|培育|发挥(?!.{1,6}作用的)"
    r"|推进|建设(?=[一-龥“\d]{3})(?!的|等)|新建|发展(?=[一-龥“]{3})(?!的|等|明显|取得)|深化|提升(?=[一-龥“]{2})|创新(?=[一-龥“]{3})|增强|构建|做好|唱好"
    r"|扩大|引进|设立|布局|共建|争取|成为|当好|聚焦|依托|加强|挑大梁|勇挑大梁|建好|融入|改造|完善|制定|出台)"
)
WHEN = r"(?:(?:今年|明年|今后|当年|本年度|\d{4}年|近年来?|目前|当前|正在|正|下一步|全年|上半年|下半年)[，,]?(?:还|也|又)?)?"
"""What may stand between a place and what it does: 今年, 2025年也, 目前还. Matches the empty string, too."""
_WILL = (
    rf"{WHEN}(?:[，,]?(?:将(?!军)|要(?!素|求|道|塞|闻)|须|应(?!急|用|对|届)|必须"
    r"|力争|计划(?!单列)|提出|拟|继续|正式|率先|启动|全面启动|全力|加快|将于|积极推进|大力推进|全面推进)|(?:已)?(?:出台|印发|发布|启动)(?!会"
    r"|仪式))"
)
_PLACE_WILL = re.compile(rf"(?P<county>[一-龥]{{1,6}}?[区县市旗](?=将|计划|要|力争|拟|提出))?{_WILL}")
_PLACE_EDGE = re.compile(r"(?:[\s。；！？，,：:、—“”\"）)>])\Z|\A\Z")

# a zone as the one supported: 支持临港产业园建设…
_ZONE = re.compile(
    rf"(?P<name>[{HAN}]{{0,8}}?)(?:新区|高新技术产业开发区|高新区|经济技术开发区|经开区|开发区|产业园区?|工业园区?|科技园区?|园区|自贸试验区|自贸区|示范区|功能区)"
)
_UNKNOWN = re.compile(rf"[{HAN}]{{2,4}}?(?:自治[州县旗]|新区|[省市县区州旗镇乡盟])")
_LEVEL_DOER = re.compile(rf"(?:自治[州县旗]|[市县州旗镇乡]|区(?!域|间|块|位|别|分)|省(?!份|心|会|直|级|际))(?={_WILL})")
_NUMERAL = "一二三四五六七八九十两几多百千万数"
_NO_NAME_END = {
    "省": "强大小各全我本该外跨邻出入两部级等同",
    "市": "强大小各全我本该县区州省级外新老名商副辖设他它们",
    "县": "强大小各全我本该市区外困县省州",
    "区": "强大小各全我本该市县发能范税护验聚心作业开行示道新片属化禁防部住宿服展试产厂院特街山城主",
    "州": "各全我本该市",
    "旗": "各全我本该县",
    "镇": "强大小各全我本该色古名心县关制点",
    "乡": "强大小各全我本该入进还异他族爱",
    "盟": "各全我本该",
}


@cache
def _not_place() -> re.Pattern[str]:
    """What no unknown place name holds: verbs, adverbs, particles and the ordinary words before 省, 市, 县."""
    ordinary = words("collective_zh", "kind", "no_place")
    verbs = {
        w
        for k in ("verb", "adverb", "causer", "supervisor", "issuer", "news", "responsible", "before_support", "before_supervisor")
        for w in words("agency_cues_zh", "class", k)
    }
    levels = words("collective_zh", "kind", "level") | words("collective_zh", "kind", "region")
    return re.compile(
        rf"[的了在是对将把被由为向从于并或等着过让使给就但而且其此该这那各凡经及不更某每厅局委办院府报况{_NUMERAL}]"
        rf"|{alternation(ordinary | {w for w in verbs | levels if len(w) > 1})}"
    )


_BEFORE_NAME = re.compile(rf"(?:{cue('before_support', 'before_supervisor', 'causer')}|代表|支持|[和与及或由经向报对据从请赴到驻是为])\Z")


def unknown_place(text: str, at: int, floor: int) -> int:
    """Where the place begins that ends in the level word at `at` and stands in no gazetteer; `at` where there is none.

    >>> unknown_place("安和县人民政府", 2, 0), unknown_place("目前县人民政府", 2, 0), unknown_place("会同安和县财政局", 4, 0)
    (0, 2, 2)
    """
    if text.startswith("自治区", at):
        return at
    low, edge = run_start(text, at, max(floor, at - 5))
    if edge and 2 <= at - low <= 4 and _is_name(text, low, at):
        return low
    if at > low and _short_name(text, low, at, edge):
        return at - 1
    for start in range(max(low, at - 4), at - 1):
        if _BEFORE_NAME.search(text, max(0, start - 6), start) and _is_name(text, start, at):
            return start
    return at


def _short_name(text: str, low: int, at: int, edge: bool) -> bool:
    """Whether one character before 州 or 县 at `at` is a name by itself (江州): at the edge, or behind a cue."""
    if text[at] not in "州县" or text[at - 1] in _NO_NAME_END[text[at]] or _not_place().search(text, at - 1, at) is not None:
        return False
    if at - 1 == low and edge and text[at - 1] not in "原现老新前和与及由据报请赴到驻是为给以因至受按":
        return True
    return _BEFORE_NAME.search(text, max(0, at - 7), at - 1) is not None


def is_bare_name(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] may be a place name that no level word ends: 武江 in 武江铁路局."""
    return _not_place().search(text, start, end) is None and text[end - 1] not in "市县区省镇乡"


def _is_name(text: str, start: int, at: int) -> bool:
    """Whether text[start:at] may be the name of a place whose level word stands at `at`."""
    level = text[at]
    last = text[at - 1]
    if last in NOT_LEVEL.get(level, "") or last in _NO_NAME_END.get(level, ""):
        return False
    return _not_place().search(text, start, at) is None


@cache
def _place_pattern() -> re.Pattern[str]:
    names = doer_places()
    return re.compile(f"(?P<place>(?=[{''.join(sorted({name[0] for name in names}))}]){alternation(names)})")


@cache
def _place_at_edge() -> re.Pattern[str]:
    return re.compile(rf"[\s。；！？，,：:、—“”\"）)>]{_place_pattern().pattern}")


def _supported(text: str, at: int) -> int:
    """Where the place or zone ends that begins at `at`; `at` where none does."""
    match = _place_pattern().match(text, at)
    if match is not None:
        zone = _ZONE.match(text, match.end(), match.end() + 8)
        return zone.end() if zone and not _not_place().search(text, match.end(), zone.end("name")) else match.end()
    for pattern in (_UNKNOWN, _ZONE):
        other = pattern.match(text, at, at + 14)
        if other is not None:
            level = next((i for i in range(other.end() - 1, at, -1) if text[i] in "省市县区州旗镇乡盟自新"), other.end() - 1)
            if pattern is _ZONE:
                if _not_place().search(text, at, other.end("name")) is None:
                    return other.end()
            elif _is_name(text, at, level if text[level] in _NO_NAME_END else other.end() - 1):
                return other.end()
    return at


def places(text: str) -> list[Found]:
    """Places that act: 甘肃省将…, 支持济南、青岛建设…, 支持梧阳市创建…

    >>> t = "支持梧阳市、临港产业园建设示范基地。清溪县计划投资2亿元。"
    >>> [t[f.start:f.end] for f in places(t)]
    ['梧阳市', '临港产业园', '清溪县']
    """
    out: list[Found] = []
    for lead in _PLACE_LEAD.finditer(text):
        at = lead.end()
        row: list[Found] = []
        while (end := _supported(text, at)) > at:
            row.append(Found(at, end, "collective", "zh.agency.place_supported"))
            at = end
            if text[at : at + 1] not in ("、", "和", "与") or _supported(text, at + 1) == at + 1:
                break
            at += 1
        if row and _PLACE_DOES.match(text, at):
            out += row
    opening = _place_pattern().match(text)
    for match in chain([opening] if opening else [], _place_at_edge().finditer(text)):
        will = _PLACE_WILL.match(text, match.end())
        if will is not None:
            out.append(Found(match.start("place"), will.end("county") if will["county"] else match.end(), "collective", "zh.agency.place_subject"))
    for match in _LEVEL_DOER.finditer(text):
        start = unknown_place(text, match.start(), max(0, match.start() - 6))
        if start < match.start() and _PLACE_EDGE.search(text, max(0, start - 1), start):
            out.append(Found(start, match.end(), "collective", "zh.agency.place_unknown"))
            while text[start - 1 : start] in ("、", "和") and text[start - 2] in "省市县区州旗镇乡":
                end = start - 1
                start = unknown_place(text, end - 1, max(0, end - 7))
                if start == end - 1:
                    break
                out.append(Found(start, end, "collective", "zh.agency.place_unknown"))
    return out
