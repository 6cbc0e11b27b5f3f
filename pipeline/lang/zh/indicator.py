"""What does a number of a Chinese clause measure? The words before it (森林覆盖率达到42%), or what is counted behind it (新建28所学校)."""

from __future__ import annotations

import re

from pipeline.clauses import Clause
from pipeline.lang.zh.cues import is_verbal
from pipeline.types import QuantityMention

LEADING = re.compile(
    r"^(?:[，,、；;：:\s（()）]|全年|今年|去年|当年|(?:到|至)?[12]\d{3}年(?:\d{1,2}月)?(?:[底末初前]|以来)*|(?<=年)的|其中|同时|此外|另外|并且?|且|以及|和(?!谐|平)|与|及(?!格|时)|又|再(?!生|造|就业|制)|共(?!享|建|同|治|有)|总计|累计|全省|全市|全县|全区|全州|全国|我省|我市|我县|本市|本省|年内|力争|"
    r"争取|确保|预计|预期|计划|拟|将(?!军|来)|要(?!素|点|道)|须|应(?!急|届|用|收|对)|已|均|实现|完成(?!率)|达成|目标(?:任务)?是|推动|推进|促进|保持|安排|支持|进一步|基本(?=实现|建成|形成|完成|达到|满足|消除|普及)|"
    r"平均(?!工资|预期|寿命|受教育)|约(?=\d)|到(?!位|户|岗|账|期)|使(?!用)|让|对(?!外|口|接)|为(?!主)|向|由(?!于)|在(?!线|校|建|岗|册|湘|编|园|职|院|读|营|库))+"
)
TRAILING = re.compile(
    r"(?:[，,、：:\s]|实际|名义|同比|环比|同口径|可比口径|按[^，]{0,4}口径(?:计算)?|年均|累计|平均|分别|总计|合计|约|近|共|[人户亩]均|均|[12]\d{3}年(?:[末底初内]|\d{1,2}月[末底初]?)?|也|再|净|预计|预期|力争|确保|控制|保持|稳定|维持|达到|达成|达|突破|超过|超|提高|提升|上升|上涨|下跌|增长|增加|增至|新增|下降|降低|降至|降到|减少|压减|回落|"
    r"扩大|缩小|完成|实现|拟?定(?=为|在)|继续|持续|每(?:年|人|户|生|月|亩|吨)|已经?|却|[升降](?=至|到)|为|是|至|到|在|于|不低于|不少于|不超过|不高于|(?<!占)比|较|有|占(?!比)|的|了|将|要|应|年[末底内])+$"
)
_MOVED_FROM = re.compile(  # 由全国第11位跃升至; 从14.8%降到
    r"(?:由|从)[^，]{0,16}?[\d一二三四五六七八九十][^，]{0,20}?(?:跃升|上升|提升|提高|增加|增长|扩大|扩展|回落|下降|降低|减少|缩短|压缩|压减|升|增|降|减)(?:到|至|为)"
    r"(?:(?:去年|今年|前年|上年|目前|现在|[12]\d{3}年)(?:\d{1,2}月)?[底末初]?的?)?$"
)
_MOVED_TO = re.compile(
    r"(?:(?:由|从)[^，]{0,24})?(?:增加|提高|提升|上升|下降|降低|减少|增|升|降|扩大|缩小)(?:到|至)(?:去年|前年|今年|[12]\d{3}年|[^，]{0,4}年底?)的?$|首次$"
)
_NUMBERED = re.compile(r"[和与及、]*[\d一二三四五六七八九十百千万亿.]+[\u4e00-\u9fff%]{0,2}$")
_COMPARED_WITH = re.compile(r"(?:(?<![占对相之])比(?![例重率值价赛])|较|等于|相当于)[^，]{1,14}$")
_ONLY_OFTEN = re.compile(r"^(?:年?平均每年|每年|每月|年均|平均|把|继续)+")
_COMPARING = re.compile(
    r"^(?:高于|低于|快于|超过?|完成|达到)(?:全年|年度|年初|既定|预期)*(?:增速|总量|增长|计划|预算)*(?:目标|任务|计划|预算)(?:值|数)?的?|^(?:高于|低于|快于|好于|优于|高出|低|高|比|较|占|居|位居|排名?|列|增速|同比)(?:全国|全省|全市|全县|上年|去年|同期|平均水平?|平均|前年|年初|计划|预期|全省平均|全国平均)+(?:的)?|^(?:增速|同比)$"
)
_STRUCK = re.compile("⸨[^⸩]*⸩")
# verbs that say nothing of what is measured
_ACTS = frozenset("建成 建设 改造 改造提升 新建 扩建 续建 改扩建 完成 实现 达到 新增 增加 减少 坚持 开展 推进 实施 落实 累计 完工 开工".split())  # noqa: SIM905
_SIZES = frozenset({"t", "kW", "MW", "GW", "kWh", "MWh", "m3", "m2", "km", "DWT", "bbl"})
_BUILT = re.compile(r"[^，,；;。、\d]{0,14}(?:项目|工程|生产线|装置|电站|机组|基地|航道|码头|泊位|高炉)(?![^，,；;。、]{0,3}面积)")
_REACHES = re.compile(r"(?:在|到|至|覆盖)(?:全[国省市县区])?$")
_NO_THING = re.compile(r"比[例重]|速度|幅度|增[速幅]|标准|水平|目标|有(?!色|机)")
_GOAL_ITSELF = re.compile(r"(?:总量|增速|预期|年度|年初|计划|预算|增长|收入|投资)*(?:目标|任务|计划|预算)[值数]?")
_CELL_MARK = re.compile(r"[，,；;。|]|、(?![^（）]{0,8}）)|[和与及](?=[约近超逾]?\d|[一二三四五六七八九十]+[个家项条座])")
_STARTED_FROM = re.compile(r"(?:由|从)[^，]{0,12}$")


def indicator(phrase: str, clause: Clause, start: int, end: int, quantity: QuantityMention, previous: int, opening: int) -> str | None:
    """What is measured, in the text's own words, without the change word (地区生产总值; 农村卫生户厕覆盖率; 高层次银龄人才).

    None where the clause only compares (高于全国2.5个百分点): the row before it says what is measured.
    """
    left = max(opening if opening < start else clause.core, previous)
    before = _MOVED_FROM.sub("", _STRUCK.sub("", phrase[left:start]))
    cut = max(before.rfind("、"), before.rfind("其中"), before.rfind("：")) if previous > clause.start else -1
    if "|" in before:
        before = next((cell for cell in before.split("|") if any("\u4e00" <= c <= "\u9fff" for c in cell)), before)
    before = TRAILING.sub("", LEADING.sub("", before[cut + 1 :] if cut >= 0 else before))
    after = phrase[end : clause.end]
    named = len(quantity.noun) if quantity.noun and after.startswith(quantity.noun) else 0
    stop = _CELL_MARK.search(after, named)
    after = (after[: stop.start()] if stop else after).strip("的 ")
    if after[:1] in "（(":
        after = ""
    if quantity.unit == "percent" and phrase.startswith("的", end) and len(after) > 1 and not (_REACHES.search(phrase, 0, start) or _NO_THING.match(after)):
        return after  # 30%的城市社区建成服务综合体
    if quantity.unit in _SIZES and _BUILT.match(after):
        return after.removeprefix("级")  # 120万吨乙烯项目主体完工: the number only tells how large it is
    if quantity.unit == "count" and len(after) > 1 and (not before or is_verbal(before) or (quantity.noun and phrase.startswith(quantity.noun[:2], end))):
        counted = quantity.noun or ""
        return counted if counted and after.startswith(counted) and is_verbal(after[len(counted) :]) else after  # 支持67个县提升能力
    before = _MOVED_TO.sub("", before)
    before = _ONLY_OFTEN.sub("", _STARTED_FROM.sub("", before))
    before = _unquoted(_COMPARED_WITH.sub("", _COMPARING.sub("", before)).strip())
    if clause.start and quantity.unit in ("percent", "percentage_point") and _GOAL_ITSELF.fullmatch(before):
        return None  # GDP预计实现1900亿元，完成全年总量目标的107%
    if previous > clause.start and before in ("占比", "比重", "比例"):
        return None  # 民生支出突破千亿元、占比80%
    if len(before) > 1 and not is_verbal(before) and not _NUMBERED.match(before):
        return before
    if len(after) > 1:
        return after
    if before in _ACTS:
        return quantity.noun  # 累计建成120个; None where it only goes on: 改造提升1.2万亩
    return before or None


def _unquoted(words: str) -> str:
    """Without a quotation mark whose other half is missing."""
    if words.count("“") != words.count("”"):
        return words.strip("“”")
    return words
