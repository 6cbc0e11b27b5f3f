"""How is a Chinese sentence built: its clauses, conditions, and which numbers and times in it are a row's target and deadline?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.clauses import Clause, Held
from pipeline.lang.zh.cues import imperative, is_verbal
from pipeline.types import QuantityMention

_BREAK = re.compile(r"(?<!\d)[，,](?!\d{3}(?!\d))|(?<=\d)[，,](?!\d)|[；;。！？!?]|[：:](?!\d)")
_OPEN, _CLOSE = "（(《“「『〔[【", "）)》”」』〕]】"
_ADVERBIAL = re.compile(
    r"(?:到|至|截至|截止|自|从)[^，,]{1,20}$|(?:在|以|按照|按|根据|围绕|针对|通过|依托|结合|为|对照|聚焦|随着|经过|面对|对于|对|除|与)[^，,]{1,60}(?:中|上|下|后|前|方面|时|期间|基础上|内|里|起|外|为\S{1,8}|要求|原则|部署|精神|"
    r"规定|目标|标准|[^，,]{1,12})$|据[^，,]{1,10}$"
)
_TIME_PREFIX = re.compile(
    r"^(?:确保|力争|争取|保证|努力|预计|计划|其中|同时|要|将|并|在|到|至|自|从|于|截至|截止|今年|全省|全市|全县|[一二三四五六七八九十]是)*"
)
_NO_SUBJECT = re.compile(r"[报并把将让使为对以用由给向与和及或再又也均都不未可应须要按从在至到达提促做且即则若如其中]")
_PREDICATE = re.compile(
    r"达到|达成|达|提高|提升|基本|明显|显著|更加|全面|进一步|持续|不断|建成|完成|实现|形成|得到|改善|增强|覆盖|建立|健全|完善|优化|增长|下降|降低|减少|超过|突破|取得|稳定|保持|控制|缩小|扩大|力争|投入|完工|竣工|开工|通车|投产|运行|成为|满足|"
    r"迈上|跃升|消除|普及|巩固|畅通|显现|位居|进入"
)
_DOER = re.compile(
    r"(?:由|以)?[^，,；;。]{2,60}?(?:牵头|负责|配合|协助|参与|参加|主办|承办|协办|按职责分工负责|分工负责|为主)(?:组织实施|具体实施|实施|组织|落实|推进|办理|协调)?"
)
_CONDITION = re.compile(
    r"(?:如果|如|若|倘若|假如|一旦|只要|凡|对于?(?=[^，,]{2,30}的[，,]))[^，,；;。]{3,60}(?=[，,])|[^，,；;。]{2,40}(?:低于|超过|达不到|未达到|不足|高于)[^，,；;。]{1,20}的(?=[，,])"
)
_CONDITIONAL = re.compile("如|若|假如|一旦|只要|凡|的，|的,")
"""Without one of these there is no condition: a quick first look."""
_CONDITION_ONLY = re.compile(r"(?:若干|若是|如因|如实|如期|如下|如火|如何)")
_COMPARED = re.compile(r"(?:等于|相当于|比|较|与|同|相比于?|超过|高于|低于|快于|优于)$")
_TITLE_AFTER = re.compile(r"(?:年?度?)?[^，,；;。《》]{0,16}?(?:会议|大会|全会|精神|论坛|报告(?!期)|讲话)")
_PLAN_AFTER = re.compile(r"(?:国民经济[^，,；;。]{0,12}?|专项|总体|发展|[\u4e00-\u9fff]{0,4}(?:发展|事业|专项))?(?:规划|纲要)(?!期|末|目标|到|的编制|编制)")
_SET_IN = re.compile(r"(?:所?(?:确定|制定|制订|提出|下达|签订|签署|批准|通过|发布|印发|召开|举行|颁布|出台|建成|成立))的")  # 年初确定的目标
_GOAL_AFTER = re.compile(r"(?:的)?(?:主要)?(?:预期)?(?:目标|任务|计划)")
_USED = re.compile(r"(?:使用|利用|按照|根据|参考|依据|提供|发布|公布|结合)$")
_FREQUENCY_OBJECT = re.compile(r"(?:的|内|都|工资|产量|收入|用水|排放)")
_SPEND = re.compile(r"(?:用|利用|花|力争|争取|在|再用|经过|通过|历时|为期|未来|今后)[^，,；;。]{0,4}$")
_WITHIN = re.compile(r"(?:左右|时间)?(?:的时间)?(?:之?内|以内|时间)")
_PREPOSITION = re.compile(
    r"(?:对(?!外|口)|(?<![分别率数额均各约])为(?!主)|向|给(?!予)|从(?!业)|由|在(?!线)|以(?!上|下|内|来|及)|让|使(?!用|命)|帮助|惠及)[^，,；;。0-9一二三四五六七八九十百千万亿%]{0,10}$"
)
_DOING = re.compile(
    r"(?:抓好|做好|办好|办实|实施|完成|开展|推进|推动|形成|建设|建成|建立|打造|落实|组建|实现|突出|新建|新增|改造|培育|培养|引进|推出|制定|出台|启动|创建|打好|聚焦|设立|设置|布局|认定|评选|扶持|"
    r"组织|举办|抓|达到|达|完善|增加|建|下列|以下|如下|遴选|选取|选派|发展|构建)(?:了|以下|如下|好|下列|第?一批|全省|全市|全县|全区|一批|至少|不少于)?[^，,；;。、]{0,3}$"
)
_THRESHOLD = re.compile(r"(?:^|[，,；;])(?:对于?|遇到?|如遇|凡|针对)[^，,；;]*$")
_SIZE_OF = re.compile(r"(?:以上|以下)?(?:的)?(?:级|重大|工业|重点|产业|省级|大)?(?:项目|企业|工程|产业|集群|园区|平台|主体)")  # 亿元以上项目8个
_SMALL_HAN = re.compile(r"[一二三四五六七八九两十]{1,2}(?:大|项|个|类|种|方面|级|条|件|点|层|端|重|道|批|支|张|套|场)?$")
_SCALE_NOUN = re.compile(r"(?:级|端|层|省|市|地|方|期|大|维|链|头)$")
_FROM_TO = re.compile(r"(?:从|由)[^，,；;]{0,8}\0[^，,；;]{0,8}(?:提高|提升|上升|增长|增加|增|扩大|下降|降低|降|减少|减|压缩|缩短|升)?(?:到|至|为)")
_LEADING = re.compile(
    r"^(?:[，,、；;：:\s]|其中|同时|此外|另外|并且?|且|以及|和(?!谐|平)|与|及(?!格|时)|又|再(?!生|造|就业|制)|共(?!享|建|同|治|有)|总计|累计|全省|全市|全县|全区|全州|全国|我省|我市|我县|本市|本省|年内|力争|"
    r"争取|确保|预计|预期|计划|拟|将(?!军|来)|要(?!素|点|道)|须|应(?!急|届|用|收|对)|已|均|实现|完成|达成|推动|推进|促进|保持|安排|支持|进一步|基本(?=实现|建成|形成|完成|达到|满足|消除|普及)|"
    r"平均(?!工资|预期|寿命|受教育)|约(?=\d)|到(?!位|户|岗|账|期)|使(?!用)|让|对(?!外|口|接)|为(?!主)|向|由(?!于)|在(?!线|校|建|岗|册|湘|编|园|职|院|读|营|库))+"
)
_TRAILING = re.compile(
    r"(?:[，,、：:\s]|实际|名义|同比|环比|年均|累计|平均|分别|总计|合计|约|近|共|均|也|再|净|预计|预期|力争|确保|控制|保持|稳定|维持|达到|达成|达|突破|超过|超|提高|提升|上升|增长|增加|增至|新增|下降|降低|降至|降到|减少|压减|回落|"
    r"扩大|缩小|完成|实现|为|是|至|到|在|于|不低于|不少于|不超过|不高于|比|较|有|占|的|了|将|要|应)+$"
)
_MOVED_TO = re.compile(
    r"(?:(?:由|从)[^，]{0,24})?(?:增加|提高|提升|上升|下降|降低|减少|增|升|降|扩大|缩小)(?:到|至)(?:去年|前年|今年|[12]\d{3}年|[^，]{0,4}年底?)的?$|首次$"
)
_NUMBERED = re.compile(r"[和与及、]*[\d一二三四五六七八九十百千万亿.]+[\u4e00-\u9fff%]{0,2}$")
_COMPARED_WITH = re.compile(r"(?:比|较|等于|相当于)[^，]{1,14}$")
_ONLY_OFTEN = re.compile(r"^(?:年?平均每年|每年|每月|年均|平均|把|继续)+")
_COMPARING = re.compile(
    r"^(?:高于|低于|快于|好于|优于|高出|低|高|比|较|占|居|位居|排名?|列|增速|同比)(?:全国|全省|全市|全县|上年|去年|同期|平均水平?|平均|前年|年初|计划|预期|全省平均|全国平均)+(?:的)?|^(?:增速|同比)$"
)
_MARK = re.compile(r"[，,；;。、]")
_CELL_MARK = re.compile(r"[，,；;。、|]")
_STARTED_FROM = re.compile(r"(?:由|从)[^，]{0,12}$")
_BEFORE_ACTION = re.compile(r"^[、，,\s“]*(?:其中[：:，,]?)?(?:[一二三四五六七八九十]+是)?(?:要|将|须|应|拟|力争|争取|努力|确保)?")
_PROMISING = re.compile(r"努力实现|力争实现|要实现|确保实现|要抓好|要做好|要完成")
_AND = re.compile(r"[、和及与]|以及")
_MEASURED = re.compile(r"(?:产业)?(?:使用量|产量|总量|数量|面积|比例|比重|占比|覆盖率|增速|收入|增加值|指数|人数)$")


def split(phrase: str, spans: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    """The clauses of a sentence; an opening adverbial (到2025年，) belongs to the clause that it opens; `spans` (mentions) are not cut.

    >>> p = "到2025年，毛入学率达到95%以上，体系更加完善。"
    >>> [p[c.start:c.end] for c in split(p)]
    ['到2025年，毛入学率达到95%以上', '体系更加完善']
    """
    pieces: list[tuple[int, int, str]] = []
    start = depth = 0
    scan = 0
    held = Held(spans)
    for match in _BREAK.finditer(phrase):
        for c in phrase[scan : match.start()]:
            depth += (c in _OPEN) - (c in _CLOSE)
        scan = match.start()
        if depth > 0 or held.cut(match.start()):
            continue
        if match.start() > start:
            pieces.append((start, match.start(), match[0]))
        start = match.end()
    if start < len(phrase):
        pieces.append((start, len(phrase), ""))
    out: list[Clause] = []
    pending: int | None = None
    for at, end, mark in pieces:
        while at < end and phrase[at].isspace():
            at += 1
        while end > at and phrase[end - 1].isspace():
            end -= 1
        if at >= end:
            continue
        words = phrase[at:end]
        if mark in "：:" and mark and len(words) < 45 and (at, end, mark) != pieces[-1]:
            out.append(Clause(at, end, at, True, prefix=True))
            pending = None
        elif mark in "，," and mark and (_only_time(phrase, at, end, held) or (_ADVERBIAL.match(words) and not imperative(words))):
            pending = at if pending is None else pending
        else:
            first = at if pending is None else pending
            out.append(Clause(first, end, at, _has_subject(words)))
            pending = None
    if pending is not None:
        out.append(Clause(pending, len(phrase.rstrip("，,；;。 ")), pending, True))
    return out


def _only_time(phrase: str, start: int, end: int, held: Held) -> bool:
    """Is the piece a mention and hardly anything else (确保到2024年底, 今年)?"""
    rest = end - (start + len(_TIME_PREFIX.match(phrase[start:end])[0]))  # type: ignore[index]
    inside = held.within(start, end)
    return bool(inside) and rest - sum(b - a for a, b in inside) <= 3


def _has_subject(words: str) -> bool:
    return _PREDICATE.search(words, 2) is not None and not _NO_SUBJECT.match(words) and not imperative(words)


def names_doer(words: str) -> bool:
    """Does the clause only say who is in charge (由省教育厅牵头; 省财政厅配合)?

    >>> names_doer("由省教育厅牵头"), names_doer("省教育厅负责制定方案")
    (True, False)
    """
    return _DOER.fullmatch(words) is not None


def condition(phrase: str, spans: Sequence[tuple[int, int]] = ()) -> tuple[int, int] | None:
    """An explicit condition (不合格率超过30%的，; 如果…，; 只要…，)."""
    for match in _CONDITION.finditer(phrase) if _CONDITIONAL.search(phrase) else ():
        if not _CONDITION_ONLY.match(match[0]):
            return match.span()
    return None


def is_baseline(phrase: str, start: int, end: int) -> bool:
    """Is the time only what something is compared with (比2015年, 较上年同期)?"""
    if phrase[max(0, start - 1) : start] in ("由", "从", "是", "为") and phrase.startswith("的", end):
        return True  # 由2018年的41%提高到2022年的56%
    if phrase.startswith(("不变价", "价格", "可比价"), end):
        return True
    return _COMPARED.search(phrase, 0, start) is not None or phrase.startswith(("同期", "水平", "的水平", "基数", "实绩"), end)


def is_title(phrase: str, start: int, end: int) -> bool:
    """Does the time stand inside a title (《2022年…要点》, 2020年全省教育工作会议)?"""
    before = phrase[:start]
    if before.rfind("《") > before.rfind("》") or _PLAN_AFTER.match(phrase, end) or _SET_IN.match(phrase, end):
        return True
    return _TITLE_AFTER.match(phrase, end) is not None


def is_goal_year(phrase: str, start: int, end: int) -> bool:
    """Does the time only say whose goal was met or missed (超过全年预期目标)?"""
    return _GOAL_AFTER.match(phrase, end) is not None


def duration_is_deadline(phrase: str, start: int, end: int) -> bool:
    """Is the duration the time in which something is to be done (用三年时间, 两年内), not the name of a plan (三年行动)?"""
    return (
        phrase[start:end].endswith("内")
        or _WITHIN.match(phrase, end) is not None
        or (_SPEND.search(phrase, 0, start) is not None and phrase.startswith(("时间", "左右", "内", "，", ","), end))
    )


def is_frequency(phrase: str, start: int, end: int) -> bool:
    """Does the repetition modify what is done (每年举办), not a thing (每年的…)?"""
    if phrase[max(0, start - 2) : start - 1] == "每" or phrase[start : start + 4] in ("每人每年", "每人每月", "每生每年", "每户每年", "每床每月"):
        return False  # 每生每年6000元: the rate of an amount
    if _FREQUENCY_OBJECT.match(phrase, end) or _USED.search(phrase, 0, start) or phrase.rfind("“", 0, start) > phrase.rfind("”", 0, start):
        return False
    rest = phrase[end : end + 12]
    return bool(rest.strip("，,；;。 ")) or start > 0


_HAVING = re.compile(r"(?:有|达|达到|超过?|近|约|逾|多达)$")
_POPULOUS = re.compile(
    r"(?:人口|人|群众|民众|党员|居民)?的(?:发展中|农业|人口|工业|文明|统一|社会主义|超大|特大|世界)*(?:大国|国家|古国|政党|大党|大省|省份|大市|城市|市场|社会|民族)"
)


def is_target(phrase: str, start: int, end: int, quantity: QuantityMention, spans: Sequence[tuple[int, int]]) -> bool:
    """Is the number what is to be reached or done, rather than one that only describes (三大资源, 60岁以上, 对10类群体)?

    `spans` are all the quantities of the sentence in order, this one among them.
    """
    if quantity.unit == "a":
        return False
    before = phrase[:start]
    if before.rfind("《") > before.rfind("》"):
        return False
    text = phrase[start:end]
    if phrase.startswith("的", end) and _THRESHOLD.search(before):
        return False  # 对完成率低于60%的市县, 遇1小时雨量超过50毫米的强降雨
    if _HAVING.search(before) and _POPULOUS.match(phrase, end):
        return False  # 对于我们这样一个有13亿人口的发展中国家
    if before.endswith("每") and quantity.unit != "percent":
        return False  # 每50公斤: what a price is for
    if quantity.unit == "count" and quantity.value <= 20 and _SMALL_HAN.fullmatch(text):
        if _SCALE_NOUN.search(text):
            return False
        return _DOING.search(before) is not None
    if quantity.unit != "percent" and phrase.startswith("的", end) and len(spans) > 1 and not _DOING.search(before):
        return False  # 人口超过十亿的国家, 500万元以上的项目50个
    if _FROM_TO.search(before[-10:] + "\0" + phrase[end : end + 16]):
        return False
    if _PREPOSITION.search(before) and any(s >= end and not _MARK.search(phrase, end, s) for s, _ in spans):
        return False
    return not (_SIZE_OF.match(phrase, end) and quantity.unit not in ("percent", "count"))


def indicator(phrase: str, clause: Clause, start: int, end: int, quantity: QuantityMention, previous: int, opening: int) -> str | None:
    """What is measured, in the text's own words, without the change word (地区生产总值; 农村卫生户厕覆盖率; 高层次银龄人才).

    None where the clause only compares (高于全国2.5个百分点): the row before it says what is measured.
    """
    left = max(opening if opening < start else clause.core, previous)
    before = phrase[left:start]
    cut = max(before.rfind("、"), before.rfind("其中"), before.rfind("：")) if previous > clause.start else -1
    before = _TRAILING.sub("", _LEADING.sub("", before[cut + 1 :] if cut >= 0 else before))
    after = phrase[end : clause.end]
    stop = _CELL_MARK.search(after)
    after = (after[: stop.start()] if stop else after).strip("的 ")
    if quantity.unit == "count" and len(after) > 1 and (not before or is_verbal(before) or (quantity.noun and phrase.startswith(quantity.noun[:2], end))):
        return after
    before = _MOVED_TO.sub("", before)
    before = _ONLY_OFTEN.sub("", _STARTED_FROM.sub("", before))
    before = _unquoted(_COMPARED_WITH.sub("", _COMPARING.sub("", before)).strip())
    if len(before) > 1 and not is_verbal(before) and not _NUMBERED.match(before):
        return before
    return (after if len(after) > 1 else None) or (before if before else None)


def _unquoted(words: str) -> str:
    """Without a quotation mark whose other half is missing."""
    if words.count("“") != words.count("”"):
        return words.strip("“”")
    return words


def action(phrase: str, clause: Clause) -> str:
    """The verb phrase of a row, short: the clause behind its opening adverbial, modal words left out."""
    words = phrase[clause.core : clause.end]
    words = _BEFORE_ACTION.sub("", words)
    return words[:120].rstrip("，,；;。、 ")


def tells_act(item: str, *, opened: str) -> bool:
    """Chinese list items are acts unless their lead-in makes a row itself (`makes_row`)."""
    return not makes_row(opened)


def left_open(lead_in: str) -> bool:
    """A Chinese lead-in does not break off before its verb."""
    return False


def tells_aside(words: str) -> bool:
    """Chinese has no relative clauses behind their noun."""
    return False


def tells_itself(lead_in: str) -> bool:
    """Chinese lead-ins tell an act where `makes_row` says so."""
    return makes_row(lead_in)


def makes_row(lead_in: str) -> bool:
    """Does a lead-in with a date promise something itself (“十四五”时期努力实现以下目标：), rather than only open a list (今年主要预期目标是：)?"""
    return _PROMISING.search(lead_in) is not None


def coordinated(phrase: str, first: int, second: int) -> bool:
    """Is there a verb of its own between two times of one clause? Chinese writes a clause of its own then."""
    return False


def respective(phrase: str, clause: Clause, spans: Sequence[tuple[int, int]]) -> list[str] | None:
    """The things that the numbers of a clause belong to one by one (A、B分别达到1和2), None where there is no such list."""
    if "分别" not in phrase[clause.start : clause.end] or len(spans) < 2:
        return None
    head, _, _ = phrase[clause.core : spans[0][0]].partition("分别")
    things = _LEADING.sub("", head)
    items = [x for x in _AND.split(things) if x]
    if len(items) != len(spans):
        return None
    shared = _MEASURED.search(items[-1])
    return [x if not shared or x.endswith(shared[0]) else x + shared[0] for x in items]
