"""Which bodies does a Chinese text name, and what is each to do? Names, collectives, roles, ids."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.lang.agency_found import Found
from pipeline.lang.settle import settle
from pipeline.lang.waiting import when_used
from pipeline.lang.zh.agency_collective import collective
from pipeline.lang.zh.agency_lexicon import HAN, cue
from pipeline.lang.zh.agency_names import named
from pipeline.lang.zh.agency_objects import without_objects
from pipeline.lang.zh.agency_proposed import admitted
from pipeline.lang.zh.agency_roles import assign, labels
from pipeline.normalize.agencies import canonical_name, identify
from pipeline.proposed import Candidate
from pipeline.types import AgencyMention, Role

_TITLE_BOOK = re.compile(r"《[^《》\n]{0,120}》")
_DUTY_BRACKET = re.compile(
    r"[（(](?=[^（()）\n]{2,120}(?:[（(][^（()）\n]{1,12}[）)][^（()）\n]{0,60}){0,4}(?:牵头|配合|负责|职责分工|分工负责|落实"
    r"|参与)[^（()）\n]{0,20}[）)])"
)
_ITEM = re.compile(r"[^、，,；;：:。\s（）()]+(?:[（(][^（()）\n]{1,12}[）)][^、，,；;：:。\s（）()]*)?")
_ITEM_OK = re.compile(rf"[{HAN}“”]{{2,24}}(?:[（(][{HAN}、]{{1,10}}[）)][{HAN}]*)?\Z")
_ITEM_END = re.compile(
    r"(?:等(?:相关|有关)?(?:部门|单位|地)?|(?:按照?|根据|依)?(?:各自)?职责(?:分工)?(?:负责|落实)?|分别负责|分工负责|负责|牵头|配合|落实|等)+\Z"
)
_NO_BODY = when_used(
    rf"(?:{cue('verb')})|年|月|日|完成|长期|持续|以上|项目|[一二三四五六七八九十]、|同志|各位|代表|委员(?!会)|老师|同学|书记|主任|局长|处长|各项"
)
_SOFT_OPEN = re.compile(r"(?:[\s。；;：:，,（(”]|[一二三四五六七八九十]是)\Z|\A\Z")
_SOFT_DID = when_used(
    rf"(?!发展|[^，。；]{{0,4}}(?:投用|开工|揭牌|挂牌|落成|竣工|获批|入选)|建成|建设|管理|服务|教育|培训|改革)(?:{cue('adverb')})?(?:{cue('verb')})(?![的，。；、]|$)"
)
_SOFT_WHEN = when_used(rf"(?:年内|全年|今年|明年|每[年月周日天]|[上下]半年|\d+月底?前?|\d{{4}}年)(?:{cue('adverb')})?(?:{cue('verb')})(?![的，。；、])")
_SOFT_FOR = when_used(rf"(?:对|向|于|在|每)[^，。；\n]{{1,18}}?(?:{cue('adverb')})?(?:{cue('verb')})(?![的，。；、])")
_SOFT_LIST = re.compile(
    rf"等(?:\d+[所家个]|[多几两三四五六七八九十]+[所家个]|[{HAN}“”\d、]{{0,12}}?)(?:单位|高校|院校|学校|企业|学院|机构|医院)(?=[要应须将作{HAN}])"
)
_SOFT_WITH = re.compile(r"(?:开展|深化|加强|进行|签订|签署|达成|共同|联合|建立)?(?:战略|深度|校企|全面)?(?:合作|共建|签约|联合)")
_SOFT_SIGNED = re.compile(r"与[^，。；]{2,24}(?:合作|共建|签)")
_SOFT_AFTER = re.compile(r"(?:等)?(?:要(?!素|求)|将|应|须|必须|负责|牵头|配合|承担|承办|主办|按职责|具体负责|组织实施|协办|参与)")
_SOFT_BEFORE = re.compile(r"(?:由|会同|委托|责成|请|授权)\Z")
_SOFT_CAUSED = re.compile(r"(?:支持|鼓励|指导|督促|推动|引导)\Z")
_SOFT_DOES = when_used(rf"(?:等)?(?:{cue('adverb', 'verb')})")
_COUNTED = re.compile(r"[\d一二三四五六七八九十百千万余多几两]+(?:多|余)?[所家个座类支批名]\Z")
_OBJECT = re.compile(
    rf"(?:{cue('before_object')})(?:了|一批|由[^，。；\n]{{2,24}}的|以[^，。；\n]{{2,24}}的|好|新的|全国首个|全省首个|[一二三四五六七八九十\d]+[个家所])?\Z"
)


def find(text: str, sentences: Sequence[tuple[int, int]], proposed: Sequence[Candidate] = (), *, alone: bool = False) -> list[AgencyMention]:
    """Bodies in a run of clean Chinese text, ordered, not overlapping, each with its role.

    `sentences` are the (start, end) of its sentences, ordered; a mention in none of them is judged by its line. `proposed` are those of models;
    `alone`: no others are wanted.

    >>> [(m.text, m.role) for m in find("由省教育厅牵头，省财政厅配合。", [(0, 15)])]
    [('省教育厅', 'lead'), ('省财政厅', 'support')]
    """
    marked = labels(text)
    governed = sorted([(s, e) for s, e, _ in marked] + [(m.start(), _closing(text, m.start())) for m in _DUTY_BRACKET.finditer(text)])
    titles = [m.span() for m in _TITLE_BOOK.finditer(text)]
    candidates = named(text)
    classes = collective(text, governed)
    found = _joined(text, settle(candidates + classes))
    if marked:
        found = settle(found + _label_items(text, marked, found))
    if alone:
        found = []
    if proposed:
        found = settle(found + admitted(text, proposed, found))
    found = [f for f in found if not _inside(f, titles)]
    found = [f for f in found if f.kind == "collective" or not _OBJECT.search(text, max(0, f.start - 34), f.start)]
    found = without_objects(text, _acting(text, found, governed), governed)
    roles = assign(text, found, sentences, marked)
    return [_mention(text, f, role) for f, role in zip(found, roles, strict=True) if alone or f.probability is None or role != "other"]


def _closing(text: str, opening: int) -> int:
    """Where the bracket that opens at `opening` closes (at most 240 characters on)."""
    depth = 0
    for at in range(opening, min(len(text), opening + 240)):
        if text[at] in "（(":
            depth += 1
        elif text[at] in "）)":
            depth -= 1
            if depth == 0:
                return at
    return min(len(text), opening + 240)


def _mention(text: str, found: Found, role: Role) -> AgencyMention:
    words = text[found.start : found.end]
    name = canonical_name(words, "zh")
    confidence = {"named": 0.9, "soft": 0.7, "collective": 0.8}[found.kind] if found.probability is None else found.probability
    return AgencyMention(found.start, found.end, words, name, role, identify(name, "zh"), confidence, found.rule)


def _joined(text: str, found: list[Found]) -> list[Found]:
    """The bodies with a class that belongs to one taken into one: 县防指各成员单位, 市委各部门."""
    out: list[Found] = []
    for f in found:
        if out and out[-1].end == f.start and out[-1].kind == "named" and f.kind == "collective" and text[f.start] == "各" and text[f.start + 1] not in "级地":
            out[-1] = Found(out[-1].start, f.end, "collective", f.rule)
        else:
            out.append(f)
    return out


def _inside(found: Found, stretches: list[tuple[int, int]]) -> bool:
    k = bisect_right(stretches, (found.start, 1 << 40)) - 1
    return k >= 0 and found.end <= stretches[k][1]


def _acting(text: str, found: list[Found], governed: list[tuple[int, int]]) -> list[Found]:
    """The bodies without the firms, schools and centres that do not act; one in a list acts as the next of the list does."""
    kept: list[Found] = []
    for f in reversed(found):
        listed = bool(kept) and text[f.end : kept[-1].start] in ("、", "和", "与", "及", "以及")
        if f.kind != "soft" or _soft_acts(text, f, governed) or listed:
            kept.append(f)
    return kept[::-1]


def _soft_acts(text: str, found: Found, governed: list[tuple[int, int]]) -> bool:
    """Whether a firm, school or centre acts: a cue beside it or a label line."""
    if _inside(found, governed):
        return True
    before = text[max(0, found.start - 6) : found.start]
    if _COUNTED.search(before):
        return False
    if _SOFT_OPEN.search(before) and (
        _SOFT_DID.match(text, found.end) or _SOFT_WHEN.match(text, found.end) or _SOFT_SIGNED.match(text, found.end, found.end + 30)
    ):
        return True
    if _SOFT_OPEN.search(before) and found.rule == "zh.agency.post" and _SOFT_FOR.match(text, found.end):
        return True
    if before.endswith(("与", "和", "同")) and _SOFT_WITH.match(text, found.end):
        return True
    return bool(_SOFT_AFTER.match(text, found.end) or _SOFT_LIST.match(text, found.end) or _SOFT_BEFORE.search(before) or _caused(text, found.end, before))


def _caused(text: str, end: int, before: str) -> bool:
    """Whether a verb before sets it to an act behind it: 支持海南大学创建一流学科, but not 推动医学中心建设，"""
    act = _SOFT_DOES.match(text, end) if _SOFT_CAUSED.search(before) else None
    return act is not None and text[act.end() : act.end() + 1] not in "，。、；,;"


def _label_items(text: str, marked: list[tuple[int, int, Role]], found: list[Found]) -> list[Found]:
    """Items of label lines that no grammar knows: a firm, a hospital, a named team."""
    out: list[Found] = []
    starts = [f.start for f in found]
    for low, high, _ in marked:
        if high - low > 600:
            continue
        for item in _ITEM.finditer(text, low, high):
            start, end = item.span()
            tail = _ITEM_END.search(text, start, end)
            if tail:
                end = tail.start()
            k = bisect_right(starts, start) - 1
            if (k >= 0 and found[k].end > start) or (k + 1 < len(found) and found[k + 1].start < end):
                continue
            if _ITEM_OK.match(text[start:end]) and not _NO_BODY.search(text, start, end):
                out.append(Found(start, end, "soft", "zh.agency.label_item"))
    return out
