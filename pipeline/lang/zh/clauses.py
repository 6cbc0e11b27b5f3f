"""How is a Chinese sentence built: its clauses, conditions, and which times in it are a row's deadline?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.clauses import Clause, Held
from pipeline.lang.zh.agency_lexicon import CONTACT
from pipeline.lang.zh.cues import imperative
from pipeline.lang.zh.indicator import LEADING, TRAILING  # what a row measures, asked of the language like all else here
from pipeline.lang.zh.indicator import indicator as indicator
from pipeline.lang.zh.targets import is_target as is_target

_BREAK = re.compile(r"(?<!\d)[，,](?!\d{3}(?!\d))|(?<=\d)[，,](?!\d)|[；;。！？!?]|[：:](?!\d)")
_OPEN, _CLOSE = "（(《“「『〔[【", "）)》”」』〕]】"
_ADVERBIAL = re.compile(
    r"(?:到|至|截至|截止|自|从)[^，,]{1,20}$|(?:在|以|按照|按|根据|围绕|针对|通过|依托|结合|为|对照|聚焦|随着|经过|面对|对于|对|除|与)[^，,]{1,60}(?:中|上|下|后|前|方面|时|期间|基础上|内|里|起|外|为\S{1,8}|要求|原则|部署|精神|"
    r"规定|目标|标准|[^，,]{1,12})$|据[^，,]{1,10}$"
)
_AMIDST = re.compile(r"(?:在[^，,]{0,8}|(?=[今明去]年|(?:19|20)\d\d年|新的一年))[^，,]{1,40}(?:工作|过程|实践|建设|发展|改革|行动|活动|任务|生活)之?中$")
_TIME_PREFIX = re.compile(
    r"^(?:确保|力争|争取|保证|努力|预计|计划|其中|同时|要|将|并|在|到|至|自|从|于|截至|截止|今年|全省|全市|全县|[一二三四五六七八九十]是)*"
)
_NO_SUBJECT = re.compile(r"[报并把将让使为对以用由给向与和及或再又也均都不未可应须要按从在至到达提促做且即则若如其中]")
_PREDICATE = re.compile(
    r"达到|达成|达|提高|提升|基本|明显|显著|更加|全面|进一步|持续|不断|建成|完成|实现|形成|得到|改善|增强|覆盖|建立|健全|完善|优化|增长|下降|降低|减少|超过|突破|取得|稳定|保持|控制|缩小|扩大|力争|投入|完工|竣工|开工|通车|投产|运行|成为|满足|"
    r"迈上|跃升|消除|普及|巩固|畅通|显现|位居|进入"
)
_SHORTENED = re.compile(r"(?:压缩|缩短|压减|缩减|控制|限制|减少)(?:至|到|为|在)$")  # the time that something takes is a value
_PAUSE = re.compile(r"[，,；;]")
_REPORTED = re.compile(r"(?:报送|上报|报告|通报|公布|公示|发布|提交|汇总|填报|总结|研究|听取|部署)$")
_THING_AFTER = re.compile(r"(?:度)?(?:的)?[^，,。；;的]{2,16}(?:情况|进展|工作|数据|报表|台账|总结|结果|信息|计划|名单|任务|方案)")
_UNSEEN = re.compile(r"(?:所|从|从来|都)?(?:没有|未有|未曾|少有|罕见|不曾)")
_NEWS_AFTER = re.compile(
    r"[，,]?\s*(?:(?:本报|本台|本网|人民网|新华社)?记者|从[^，,。]{2,24}(?:获悉|了解到)|[^，,。]{0,10}获悉|据[^，,。]{0,12}(?:介绍|消息|悉|了解|通报))"
)
_DOER = re.compile(
    r"(?:由|以)?[^，,；;。]{2,60}?(?:牵头|负责|配合|协助|参与|参加|主办|承办|协办|按职责分工负责|分工负责|为主)(?:组织实施|具体实施|实施|组织|落实|推进|办理|协调)?"
)
_CONDITION = re.compile(
    r"(?:如果|如(?<![例比诸正犹譬恰宛]如)|若(?:(?<![\u4e00-\u9fff]若)|(?<=[但且而即]若))|倘若|假如|一旦|只要|凡|对于?(?=[^，,]{2,30}的[，,]))[^，,；;。]{3,60}(?=[，,])|[^，,；;。]{2,40}(?:低于"
    r"|超过|达不到|未达到|不足|高于)[^，,；;。]{1,20}的(?=[，,])"
)
_CONDITIONAL = re.compile("如|若|假如|一旦|只要|凡|的，|的,")
"""Without one of these there is no condition: a quick first look."""
_CONDITION_ONLY = re.compile(r"(?:若干|若是|如因|如实|如期|如下|如火|如何)")
_COMPARED = re.compile(r"(?:等于|相当于|比|较|与|同|相比于?|超过|高于|低于|快于|优于)$")
_ON_TOP_OF = re.compile(r"[^，,。；;]{0,20}基础上")  # 在上年大幅增长的基础上
_BECOMES = re.compile(r"(?!起|开始)[^，,。；;]{1,24}?(?:转为|变为|[增加长升高降少低大小][到至为])")
_TIMES_MORE = re.compile(r"[^，,。；;]{0,10}的[\d.一二三四五六七八九十]+(?:多|余)?倍")
_SO_FAR = re.compile(r"来$|^近|^历|^同期")
_RECORD = re.compile(r"(?:的)?[^，,。；;]{0,8}(?:最[高低快好大多少强长佳]|新高|新低|首次|少有|罕见|峰值)")  # 是近年来增幅最高的一年
_TITLE_AFTER = re.compile(r"(?:年?度?)?[^，,；;。《》]{0,16}?(?:会议|大会|全会|精神|论坛|报告(?!期)|讲话)")
_EVENT_AFTER = re.compile(r"[^，,；;。《》]{0,20}?(?:博览会|运动会|锦标赛|马拉松|联赛|丰收节|文化节|旅游节|艺术节|购物节|交易会|洽谈会|展览会)")
_HOSTED = re.compile(r"(?:办好|举办|承办|筹办|举行|召开|办成)[^，,；;。]{0,8}$")
_PLAN_AFTER = re.compile(
    r"计划(?:[《和与]|纲要|的?第)|远景目标纲要|(?:国民经济[^，,；;。]{0,22}?|专项|总体|发展|"
    r"[\u4e00-\u9fff]{0,4}(?:发展|事业|专项))?(?:规划|纲要)(?!期|末|目标|到|的编制|编制)"
)
_SET_IN = re.compile(r"(?:所?(?:确定|制定|制订|提出|下达|签订|签署|批准|通过|发布|印发|召开|举行|颁布|出台|建成|成立))的")  # 年初确定的目标
_FOR_START = re.compile(r"[^，,。；;]{0,8}(?:开好|起好|开创|打[下好牢]|奠定|夯实|创造|提供|筑牢)")  # 为“十一五”开好局、起好步
_FOR_GOAL = re.compile(r"(?:^|[，,；;。])为(?:了|确保|全面|高质量|圆满)*(?:实现|完成)$")
_WORK_OF = re.compile(r"(?:做好|搞好|抓好|谋划|部署|安排|推动|推进|对|统筹|指导)$")
_WORK = re.compile(r"的?(?:各项|全省|全市|经济|经济社会发展|政府|重点|主要|[^，,。；;]{0,6})?工作(?=[的和与同，,。；;、\s]|$)")
_OWN_GOAL = re.compile(r"[^，,。；;]{0,14}?(?:目标|任务|开局|起步)")
_PLANNED = re.compile(r"等?(?:重大|重点)?(?:工程|项目)|谋划|布局|编制")
_LIVED = re.compile(r"的(?:实践|经验|形势|历程)")  # “九五”时期的实践
_GOAL_AFTER = re.compile(r"的?(?:主要|预期|总量|增速|增长|预算|收入|投资){0,3}(?:目标|任务|计划)")
_USED = re.compile(r"(?:使用|利用|按照|根据|参考|依据|提供|发布|公布|结合)$")
_FREQUENCY_OBJECT = re.compile(r"(?:的|内|都|工资|产量|收入|用水|排放)")
_SPEND = re.compile(r"(?:用|利用|花|力争|争取|在|再用|经过|通过|历时|为期|未来|今后)[^，,；;。]{0,4}$")
_WITHIN = re.compile(r"(?:左右|时间)?(?:的时间)?(?:之?内|以内|时间)")
_BEFORE_ACTION = re.compile(r"^[、，,\s“]*(?:其中[：:，,]?)?(?:[一二三四五六七八九十]+是)?(?:要|将|须|应|拟|力争|争取|努力|确保)?")
_PROMISING = re.compile(r"努力实现|力争实现|要实现|确保实现|要抓好|要做好|要完成")
_JOINS = re.compile(r"[、和]")
_STARTED = re.compile(r"(?:从|由)[^，]{0,12}\d.*$")  # 从2016年的2.6万元、0.7万元
_AND = re.compile(r"[、和及与]|以及")
_MEASURED = re.compile(
    r"(?:的比例|的比重|(?:产业|制造业)?(?:投资)?(?:增加值|营业收入|总产值|产值)|(?:案件)?(?:立案|发案|受理|办结)[数量]|(?:社会消费品|商品)?(?:零售|销售|成交|交易|进出口|进口|出口|投资|保费|营业|利润)(?:总?额|收入)|"
    r"(?:人均)?(?:可支配|纯|总)?收入|(?:贷款|存款)?余额|(?:完成)?投资|(?:人均)?支出|最低收购价|使用量|产量|销量|产能|总量|数量|面积|占地|比例|比重|占比|浓度|覆盖率|普及率|利用率|达标率|合格率|入学率|参保率|满意度|增速|指数|"
    r"(?:参保|死亡|就业|在校|接待|从业)?人[数次]|起数|次数|价格|标准|水平|规模|里程|强度|排放总?量|"
    r"(?:毛入学|升学|参保|就业|失业|签约|完成|办结|满意|转化|贡献|回收|处理|处置|治理|收集|综合利用|机械化|优良|增长|绿化|自给|接种|规范管理|管理|受理|上线|开工|投产|结案|破案)率)$"
)
_SHARE = re.compile(r"占比|比重|比例|增速")
_CONTRASTED = re.compile(r"(?:全[省市县区]|我[省市县区])?(?:城市|城镇|农村|乡村|城区|中央|地方|国内|国际|省级|市级|县级|线上|线下|境内|境外)")
_MEASURES_ITSELF = re.compile(r"(?:[额量数率值度比速价积里幅例]|收入|支出|投资|余额|出口|进口|比重|指数|标准|浓度|规模|水平|人次|[能物水电]耗)$")


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
        elif mark in "，," and mark and (_only_time(phrase, at, end, held) or _circumstance(words)):
            pending = at if pending is None else pending
        else:
            first = at if pending is None else pending
            out.append(Clause(first, end, at, _has_subject(words)))
            pending = None
    if pending is not None:
        out.append(Clause(pending, len(phrase.rstrip("，,；;。 ")), pending, True))
    return out


def _circumstance(words: str) -> bool:
    """Does the piece only say when, where or how the next one holds (在2022年的教育工作中, 按照…要求)?"""
    return _AMIDST.match(words) is not None or _OUT_OF.search(words) is not None or (_ADVERBIAL.match(words) is not None and not imperative(words))


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
    return all(_DOER.fullmatch(part) for part in _PAUSE.split(words))


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
    if phrase[start - 1 : start] == "在" and _ON_TOP_OF.match(phrase, end):
        return True
    if phrase[start - 1 : start] in ("是", "为") and _TIMES_MORE.match(phrase, end):
        return True  # 是去年新增量的3倍
    if _SO_FAR.search(phrase, start, end) and _RECORD.match(phrase, end):
        return True
    return _COMPARED.search(phrase, 0, start) is not None or phrase.startswith(("同期", "水平", "的水平", "基数", "实绩"), end)


def is_title(phrase: str, start: int, end: int) -> bool:
    """Does the time stand inside a title (《2022年…要点》, 2020年全省教育工作会议), or only say which thing or starting value is meant?"""
    before = phrase[:start]
    if before.rfind("《") > before.rfind("》") or _PLAN_AFTER.match(phrase, end) or _SET_IN.match(phrase, end):
        return True
    if phrase[max(0, start - 1) : start] in ("由", "从") and _BECOMES.match(phrase, end) and not phrase.endswith(("起", "来"), start, end):
        return True  # 由2019年4.1万元增加到5.2万元
    if phrase[end - 1 : end] == "”" and _PLANNED.match(phrase, end):
        return True  # 储备一批“十五五”重大项目
    if phrase[max(0, start - 1) : start] == "为" and _FOR_START.match(phrase, end):
        return True
    if (_WORK_OF.search(phrase, 0, start) and _WORK.match(phrase, end)) or (_FOR_GOAL.search(phrase, 0, start) and _OWN_GOAL.match(phrase, end)):
        return True  # 做好今年工作的总要求; 为实现今年发展目标，…
    if _REPORTED.search(phrase, 0, start) and _THING_AFTER.match(phrase, end):
        return True  # 每月5日前报送上月整改进展
    if phrase.startswith(("版", "年版"), end) or _UNSEEN.match(phrase, end):
        return True  # 2024年版负面清单; 过去十多年来所没有过的
    if _NEWS_AFTER.match(phrase, end):
        return True  # 3月17日，记者从省卫健委获悉
    if _EVENT_AFTER.match(phrase, end) and not _HOSTED.search(phrase, 0, start):
        return True
    return _TITLE_AFTER.match(phrase, end) is not None or _LIVED.match(phrase, end) is not None


def is_goal_year(phrase: str, start: int, end: int) -> bool:
    """Does the time only say whose goal was met or missed (超过全年预期目标)?"""
    return _GOAL_AFTER.match(phrase, end) is not None


def duration_is_deadline(phrase: str, start: int, end: int) -> bool:
    """Is the duration the time in which something is to be done (用三年时间, 两年内), not the name of a plan (三年行动)?"""
    return (
        (phrase[start:end].endswith("内") and not _SHORTENED.search(phrase, 0, start))
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


_FAILING = re.compile(r"(?:凡|对于?)?(?:(?:无正当理由|再次|仍然?)?(?:逾期|超期|拒不|未按|不按|未能?|仍未|整改不|工作不|落实不|推进不))[^，,；;。]{0,24}的$")
_CONTACT = re.compile(rf"{CONTACT}(?:及[^，,：:]{{1,8}})?(?:[：:].*)?$")
_BEHIND = re.compile(
    r"(?:目前|现|至今|迄今|截[至止][^，,]{0,12}?)(?:为止)?[^，,；;。]{0,12}?已(?!知)|^(?:其中[：:，,]?)?已经?(?:完成|建成|竣工|投产|投用|开工|到位|下达|拨付|发放|更换|改造)"
)
_AHEAD = re.compile(r"预计|计划|将(?!近)|拟(?!定)|确保|力争|争取|有望|预期")
_OUT_OF = re.compile(r"(?:\d|[一二三四五六七八九十百千万亿])(?:个|件|项|家|户|名|人|条|处|所|宗)[^，,。；;]{0,12}中$")  # 查出的286个问题中，已整改264个


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


def of_lead(lead_in: str) -> str | None:
    """Chinese items name what they measure themselves."""
    return None


def looks_ahead(words: str) -> bool:
    """Does a clause of a report tell what is still to come (预计明年3月底前开工)?"""
    return _AHEAD.search(words) is not None


def looks_back(words: str) -> bool:
    """Does a clause of a promise tell what is done already (目前已完成320辆)?"""
    return _BEHIND.search(words) is not None and _AHEAD.search(words) is None


def until_now(phrase: str, start: int) -> bool:
    """Does a count up to now end at the time (截至11月底)?"""
    return phrase.endswith(("截至", "截止", "截止到", "截至到"), 0, start)


def goes_on(words: str) -> bool:
    """A Chinese clause without a subject stands by itself."""
    return False


def tells_aside(words: str) -> bool:
    """Does the clause only say whom what follows is for (逾期未完成的，由市教育局约谈校长)?"""
    return _FAILING.match(words) is not None or _CONTACT.match(words) is not None


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
    if len(spans) < 2:
        return None
    head, apart, _ = phrase[clause.core : spans[0][0]].partition("分别")
    if not apart:
        if not all(_JOINS.fullmatch(phrase, a[1], b[0]) for a, b in pairwise(spans)):
            return None  # A、B下降17.6%、11.6%
        head = TRAILING.sub("", head)
    head = _STARTED.sub("", head)
    things = LEADING.sub("", head)
    items = [x for x in _AND.split(things) if x]
    if len(items) != len(spans):
        return None
    return _shared_end(items)


def _shared_end(items: list[str]) -> list[str]:
    """Each thing of a list with what a later one says for it too (城镇居民、农村居民人均可支配收入; 汽车、家电零售额; 城市、农村低保标准)."""
    last = items[-1]
    part = _CONTRASTED.match(last)
    if part and all(_CONTRASTED.fullmatch(x) for x in items[:-1]):
        return [x + last[part.end() :] for x in items[:-1]] + [last]
    for size in range(min(map(len, items[:-1])), 1, -1):
        ends = {x[-size:] for x in items[:-1]}
        if len(ends) == 1 and (at := last.find(end := ends.pop())) > 0 and last[at + size :]:
            return [x + last[at + len(end) :] for x in items[:-1]] + [last]
    out: list[str] = []
    shared = ""
    for item in reversed(items):
        measure = _MEASURED.search(item)
        own = item.endswith(shared) if _SHARE.fullmatch(shared) else measure is not None or _MEASURES_ITSELF.search(item) is not None
        out.append(item if own else item + shared)
        shared = measure[0] if measure and not _SHARE.fullmatch(shared) else shared
    return out[::-1]
