"""Is a number of a Chinese sentence what is to be reached or done, or does it only describe (三大资源, 60岁以上)?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.types import QuantityMention

_PREPOSITION = re.compile(
    r"(?:对(?!外|口)|(?<![分别率数额均各约入出值量价积资比重元度幅])为(?!主)|向|给(?!予)|从(?!业)|由|在(?!线)|以(?!上|下|内|来|及)|让|使(?!用|命)|帮助|惠及)[^，,；;。0-9一二三四五六七八九十百千万亿%]{0,10}$"
)
_DOING = re.compile(
    r"(?:抓好|做好|办好|办实|实施|完成|开展|推进|推动|形成|建设|建成|建立|打造|落实|组建|实现|突出|新建|新增|改造|培育|培养|引进|推出|制定|出台|启动|创建|打好|聚焦|设立|设置|布局|认定|评选|扶持|"
    r"组织|举办|抓|达到|达|完善|增加|建|下列|以下|如下|遴选|选取|选派|发展|构建)(?:了|以下|如下|好|下列|第?一批|全省|全市|全县|全区|一批|至少|不少于)?[^，,；;。、]{0,3}$"
)
_THRESHOLD = re.compile(r"(?:^|[，,；;])(?:对于?|遇到?|如遇|凡|针对)[^，,；;]*$")
_SIZE_OF = re.compile(r"(?:以上|以下)?(?:的)?(?:级|重大|工业|重点|产业|省级|大)?(?:项目|企业|工程|产业|集群|园区|平台|主体)")  # 亿元以上项目8个
_SMALL_HAN = re.compile(r"[一二三四五六七八九两十]{1,2}(?:大|项|个|类|种|方面|级|条|件|点|层|端|重|道|批|支|张|套|场)?$")
_SCALE_NOUN = re.compile(r"(?:级|端|层|省|市|地|方|期|大|维|链|头)$")
_FROM_TO = re.compile(
    r"(?:从|由)[^，,；;、]{0,16}(?:、[^，,；;、]{0,10}){0,3}\0(?:、[^，,；;、]{0,10}){0,3}"
    r"[^，,；;、]{0,8}(?:提高|提升|上升|增长|增加|增|扩大|下降|降低|降|减少|减|压缩|缩短|升)?(?:到|至|为)"
)
_MARK = re.compile(r"[，,；;。、（(]")
_RATE_AHEAD = re.compile(r"[^，,；;。、]*?(?:率|比例|比重|占比)(?:均|都|全部|分别|一并)*(?:为|达到?|是|实现|保持在|稳定在|提高到|提升至|超过)?$")
_PARTLY = re.compile(
    r"[^，,；;。、（(\d]{0,14}?(?:已经?|累计|共|目前|均)(?:全部)?(?:完成|建成|开工|竣工|完工|投用|交付|办结|实施|启动|落实|整改)了?(?:约|近|超过?)?\d|[^，,；;。、（(\d]{0,12}(?<![初高])中[，,不有已]"
)
_SAID_BEFORE = re.compile(r"(?:这|该|此|上述|前述|以上)$")
_SPEED = re.compile(r"(?:时速|航速|车速|风速|流速|每秒|每小时)$")
_TIMES_OF = re.compile(r"(?:^|[，,；;。])(?:是|相当于|约?为)[^，,；;。\d年]{1,24}的$")  # 是正常消纳能力的10倍
_CARRY_OVER = re.compile(r"(?:翘尾|影响|因素|贡献)(?:因素|影响)?(?:约|大约|大概|大体)?(?:有|为|是|占)(?:约|大约)?$")  # 价格上涨的翘尾影响约有1个百分点
_MOTTO = re.compile(r"、[^，,。；;]{1,30}(?:方针|原则|要求|思路|理念)")
_STARTING_VALUE = re.compile(r"(?:比|较)[^，,。；;]{1,16}的$")
_CHANGES = re.compile(r"[^，,。；;]{0,4}(?:增长|增加|提高|下降|减少|上升)")
_HARD = re.compile(r"[^，,。；;]{0,14}(?:并不|很不|实属不|殊为不)容?易")  # 实现7%左右的增长速度并不容易
_WAY = re.compile(r"的(?:办法|方式|做法|模式|方法)")  # 企业、社会、财政各负担三分之一的办法
_SPLIT_INTO = re.compile(r"分[为成][^，,。；;]{0,12}$")  # 分为预期性和约束性两大类
_OWNERS = re.compile(r"(?:拥有|占有|占|掌握|具有)[^，,。；;]{0,8}$")
_WHO_MUST = re.compile(r"[^，,。；;]{1,14}的[^，,。；;]{1,14}(?:应当?|必须|要|须)")
_ABOUT = re.compile(r"(?:关于|对于|针对|就)[^，,。；;]{0,20}$")
_MATTER = re.compile(r"[^，,。；;]{0,24}(?:问题|事项|方面)[，,]")
_LIFE = re.compile(r"(?:寿命|平均年龄|初婚年龄|退休年龄)[^。；;]{0,24}$")  # an age that is itself what is measured
_HAVING = re.compile(r"(?:有|一个|个|达|达到|超过?|近|约|逾|多达)$")
_REACHED = re.compile(r"(?:惠及|覆盖|涉及|受益|保障|解决|帮助|服务|超过|达到?|突破|减少|增加|使|让|为)(?:全国|全省|近|约|超过?|了)?$")
_PEOPLE = re.compile(r"(?:农民|人民|中国人民|各族人民|群众|同胞|儿女|国人|人口的|华夏儿女)")
"""With hundreds of millions of them: a people, not a number of those who are reached."""
_POPULOUS = re.compile(
    r"(?:人口|人|群众|民众|党员|居民)?的(?:发展中|农业|人口|工业|文明|统一|社会主义|超大|特大|世界)*(?:大国|国家|古国|政党|大党|大省|省份|大市|城市|市场|社会|民族)"
)


def is_target(phrase: str, start: int, end: int, quantity: QuantityMention, spans: Sequence[tuple[int, int]]) -> bool:
    """Is the number what is to be reached or done, rather than one that only describes (三大资源, 60岁以上, 对10类群体)?

    `spans` are all the quantities of the sentence in order, this one among them.
    """
    before = phrase[:start]
    if quantity.unit in ("kV", "V") or (quantity.unit == "a" and not _LIFE.search(before)):
        return False
    if (quantity.unit == "times" and _TIMES_OF.search(before)) or (quantity.unit == "km" and _SPEED.search(before)):
        return False
    if quantity.unit == "count" and any(s >= end and phrase[e - 1 : e] in "%％" and _RATE_AHEAD.fullmatch(phrase, end, s) for s, e in spans):
        return False  # 203个断面的优良率均为100%
    if quantity.unit == "count" and _PARTLY.match(phrase, end) and len(spans) > 1:
        return False  # 65件实事已完成26件, 其余27项中，…
    if quantity.unit == "count" and _SAID_BEFORE.search(before):
        return False  # 这5项预计10月底前完成
    if before.rfind("《") > before.rfind("》") or _CARRY_OVER.search(before):
        return False
    if (phrase.startswith("级", end) and quantity.unit not in ("percent", "count")) or (_MOTTO.match(phrase, end) and quantity.unit == "percent"):
        return False  # 20万吨级码头; 坚持全覆盖、保基本、多层次方针
    if _STARTING_VALUE.search(before) and _CHANGES.match(phrase, end):
        return False  # 比上年的二千零五十亿元增长百分之四十
    if _HARD.match(phrase, end) or (quantity.unit == "percent" and _WAY.match(phrase, end)):
        return False
    if quantity.unit == "count" and _SPLIT_INTO.search(before):
        return False
    if quantity.unit == "percent" and _OWNERS.search(before) and _WHO_MUST.match(phrase, end):
        return False  # 拥有占全世界95%以上核武器的大国应当
    if _ABOUT.search(before) and _MATTER.match(phrase, end):
        return False  # 关于3个项目进度缓慢问题，
    text = phrase[start:end]
    if phrase.startswith("的", end) and _THRESHOLD.search(before):
        return False  # 对完成率低于60%的市县, 遇1小时雨量超过50毫米的强降雨
    if quantity.value >= 100_000_000 and quantity.unit == "count" and _PEOPLE.match(phrase, end) and not _REACHED.search(before):
        return False  # 凝聚13亿人民的智慧和力量
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
    if _FROM_TO.search(before[-40:] + "\0" + phrase[end : end + 36]):
        return False
    if _PREPOSITION.search(before) and any(s >= end and not _MARK.search(phrase, end, s) for s, _ in spans):
        return False
    return not (_SIZE_OF.match(phrase, end) and quantity.unit not in ("percent", "count"))
