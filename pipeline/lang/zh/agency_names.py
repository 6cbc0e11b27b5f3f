"""Where does a Chinese text name a body: 省教育厅, 国家发展改革委, 兰州市人民政府, 省“双减”工作专班?

A name is found from its end: a suffix (厅, 局, 委 …) triggers, then the words before it are read backwards: parts of department
names, then places, levels and owners. What no lexicon knows is accepted only between a level or place and a long suffix.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.lang.agency_found import Found
from pipeline.lang.alternation import alternation
from pipeline.lang.waiting import when_used
from pipeline.lang.woken import behind, woken
from pipeline.lang.zh.agency_classes import modifiers_start
from pipeline.lang.zh.agency_lexicon import CONTACT, HAN, LEVELS, NOT_LEVEL, body_names, cue, domains, is_letter, places, run_start
from pipeline.lang.zh.agency_offices import with_office
from pipeline.lang.zh.agency_places import is_bare_name, unknown_place
from pipeline.lexicon import load

# Suffix triggers, the long ones first; each excludes what only looks like it (部门, 局面, 委托, 办法).
_SUFFIX = re.compile(
    r"""
    (?P<self>                      # a body with nothing but a level or place before it
        人民政府办公[厅室] | 人民政府 | 政府办公[厅室]
        | 政府(?!定价|公共|层面|权力|教育|责任|资金|机构|债券|规章|性|投|采|购|债|工作报告|部门|机关|间|和社会
            |网|储|补|承|履|决(?!定|策部署|议)|信|法|治|职|自身|系统|财|产|债|专) | 党委政府
        | 人民代表大会及其常务委员会 | 人大及其常委会 | 人民代表大会常务委员会 | 人大常委会(?!组成人员|副?主任会议) | 人大(?!代表|会议|[一二三四五六七八九十])
        | 政协(?!委员|会议|第|[一二三四五六七八九十])
        | 纪委监委 | 纪委 | 监委(?!员) | 党委(?!办法|班子|书记处|制|会议) | 党工委 | 管委会 | 管理委员会
        | (?:高级|中级|基层|铁路运输|海事|知识产权)?(?:人民)?法院 | (?:人民)?检察院 | 高院 | 军区 | 军分区 | 警备区 | 人武部
        | 总工会 | 妇联 | 妇女联合会 | 残联 | 残疾人联合会 | 工商联 | 科协 | 科学技术协会 | 文联 | 侨联 | 台联 | 社科联 | 作协 | 记协 | 贸促会
        | 红十字会 | 关工委 | 安委会 | 安委办 | 食安委 | 食安办 | 食药安办 | 爱卫办 | 招考委 | 招委会 | 高招委
        | 总工会 | 供销社 | 供销联社 | 编办 | 编委办 | 政法委 | 农办 | 台办 | 侨办 | 外办 | 网信办 | 信访局 | 文明办 | 双拥办 | 改革办 | 国资委
        | 消保委 | 防指(?:办公室|办)? | 防汛办 | 防办 | 街道办事处 | 办事处 | 街道办 | 公积金中心
        | 派出所 | 便民服务中心 | 党群服务中心 | 行署 | 行政公署
        | 学联 | 少工委 | 慈善总会 | 智慧办 | 依法治[省市县区]办 | 老干局 | 密码局
    )
  | (?P<long>                      # a suffix that carries a name no lexicon has
        领导小组办公室 | 领导小组 | 工作领导小组 | 委员会办公室 | 委员会 | 联席会议办公室 | 联席会议制度办公室 | 部际联席会议 | 厅际联席会议
        | 联席会议(?!制度) | 总?指挥部办公室 | 总?指挥部 | 工作专班办公室 | 专班(?!推|化|式|机) | 工作组 | 专责小组 | 指导组 | 督导组 | 督察组
        | 巡视组 | 考试院 | 教育考试中心
        | 办公厅 | 办公室 | 管理总局 | 管理局 | 监管局 | 监督局 | 执法局 | 服务局 | 总局 | 总署 | 总队 | 支队(?!伍)
    )
  | (?P<body> 厅(?!级|局|[处官]) | 局(?!面|部|势|限|长负|促|中) | 委(?!员|托|派|屈|任|婉|曲|以|书|常|组)
  | 办(?![法理事公学好成完结实案展证税赛刊件医养得开班园到出齐一了贷就医校好刊公])
        | 部(?!分|长|署|门|队|位|落|级|件|属|委|下(?!达|发)|省|际|长级|里|地区|大开发|、区|[分]) | 署 | 司(?![法机令长空徒仪南])
        | 社(?=[、，。；）)牵负配]) | 分局
        | 中心支局 | 队(?![长员伍列友]) | 站(?![长台位区房点])
        | 所(?![有在以谓属需得辖]) )
  | (?P<soft>
        (?:有限|股份|集团|总|分|子)*公司 | 集团 | 大学 | 学院 | 研究院 | 科学院 | 农科院 | 社科院 | 工程院 | 研究所 | 研究中心 | 医院 | 银行
        | 分行 | 支行 | 交易所 | 联合会 | 学会 | 协会 | 商会 | 促进会 | 基金会 | 研究会 | 总社 | 总会
        | 中心(?!城|区|镇|村|校|小学|任务|工作|环节|点|站|组|任|大局|线|化|街|库|位) | 博物馆 | 图书馆 | 档案馆 | 文化馆 | 机场集团 | 交投集团
        | 学校 | 中学(?![生教]) | 小学(?![生教]) | 信用社 | 海关 | 电教馆 | 教科院 | 教研院 | 教研室
    )
    """,
    re.X,
)
# The characters any suffix begins with, and those that may follow: the cheap scan in front of the big pattern.
_STARTS = (
    "人民大武 政府协法 党委工群 纪委 监委管督 管委理 高级院招 中级心学 基层金 铁路 海事关 知识 法院 检察 军区分 "
    "警备 妇联女 总工署局队指会社公 残联疾 工商作程 科协学 文联明化 侨联办 台联办 作协 记协 贸促 红十 关工 安委 "
    "食安药 爱卫 招考委 供销 编办委 农办科 外办 网信 信访用 双拥 改革 国资 消保 街道 公司积 学联院会校 少工 "
    "慈善 智慧 依法 老干 密码 防指汛办 派出 便民 行署政 领导 联席合 指挥导 专班责 督导察 巡视 考试 教育科研 "
    "服务 执法 支队行 分局行公 有限 股份 集团 子公 大学 研究 医院 银行 交易投 商会 协会 促进 博物 图书 档案 "
    "机场 电教 小学"
)
_SECOND = {word[0]: word[1:] for word in _STARTS.split()}
_ALONE = "厅局委办部署司社队站所"
_TRIGGER = re.compile(f"[{_ALONE}{''.join(_SECOND)}](?:(?<=[{_ALONE}])|(?=[{''.join(sorted(set(''.join(_SECOND.values()))))}]))")
# the branch of a national firm or bank: 人民银行兰州中心支行, 国网甘肃省电力公司
_FIRMS = (
    "人民银行|人行|国家电网|国网|南方电网|移动|电信|联通|铁塔|邮政|农业发展银行|农发行|国家开发银行|国开行|工商银行|农业银行|中国银行"
    "|建设银行|邮储银行|农商银行|石油|石化"
)
_BRANCH = woken(
    ("中国", *_FIRMS.split("|")),
    rf"(?:中国)?(?:{_FIRMS})(?:[{HAN}]{{2,9}}?)(?:中心支行|分行|支行|分公司|供电公司|电力公司|公司|营业管理部)",
)
# 石桥派出所: the posts of a town, by its bare name
_POST = behind(f"[^{HAN}]", rf"[{HAN}]{{2,4}}(?:派出所|卫生院|法庭|中心校|中心学校|(?:司法|财政|税务|国土|供电|自然资源|市场监管)所)")
# Names without a suffix that a level word makes: 省委, 团省委, 县委; and lexicon names that end in no suffix.
_PARTY = woken(
    ("团", "中共", "自治区党委", "直机关", *(level + body for level in "省市县区州盟旗" for body in ("委", "直机关"))),
    r"(?=[团中省市县区州盟旗自直])(?:团|中共)?(?:省|市|县|区|州|盟|旗|自治区党)委(?!员会?委员|派|托)(?:教育工委|教育和科技工委|教育科技工委|教科工委|直属机关工委|省直机关工委"
    r"|直机关工委|社会工委|两新工委|政法委|政法委员会|宣传部|组织部|统战部|社会工作部|网信办|编办|改革办|财经办|金融办|金融工委|农办|台办|外办"
    r"|军民融合办|政研室|保密办|机要局|老干部局|党校|党史研究室|办公[厅室]|巡视办|巡察办|依法治[省市县区]办|教育工作领导小组|农村工作领导小组"
    r"|国安办|国家安全委员会办公室|常委会|信访局|科技委|人才办|人才工作领导小组|社工部|审计委员会办公室)?"
    r"|(?:省|市|区|县)?直机关工委",
)

_BEFORE_OK = re.compile(rf"(?:{cue('before_support', 'before_supervisor', 'causer')}|[和与及或由经向报对据从按请在让使被受]|以及|其中|获|驻|原|并|将|等)$")
_MIDDLE_STOP = re.compile(
    r"首家|首个|第一(?!人民|中学|医院|小学|幼儿|附属|高级|中医|强制|看守)|唯一|建设(?=国家|全国|一批|世界|中国|“|[一二三四五六]|全球|区域|现代|高"
    r"|“)|申报|争取|建成|培育|布局|承接|举办|承办|安排|推出|利用|运用|参与|赋予|荣获|创新实施|新建|迁建"
    r"|[的了在是对将把被由为向从于并或等着过让使给就但而且其此该这那各凡经及不更更加]|要求|坚持|加强|推[进动]|落实|完善|建立|建设好|支持|鼓励|实施"
    r"|开展|召开|成立|设立|组建|深化|加快|提升|提高|优化|强化|贯彻|按照|根据|依托|通过|进入|获得|达到|实现|打造|创建|争创|新增|印发|出台|作为|成为"
    r"|以及|会同|配合|牵头|负责|印发|制定|健全"
)
_HAN_TAIL = re.compile(rf"[{HAN}“”\"]*\Z")

# A body's name that only labels a thing: 省委十二届六次全会, 国务院令, 教育部等六部门 is no such case.
_PART_OF_OBJECT = re.compile(
    r"\s*(?:第?[一二三四五六七八九十\d]+届|第[一二三四五六七八九十\d]+次(?!会议要求)|[一二三四五六七八九十]+次全会|全会|全委会|经济工作会议"
    r"|农村工作会议|城市工作会议|(?:常务|常委|全体|党组|专题)?会议(?!要求|强调)|工作会议|全体会议|工作报告|规章|令(?:第|〔|\[|\d)|督查(?!组|室|办"
    r"|局)|大督查|代表(?!大会)|委员(?!会)|财政(?![部厅局])|预算|大楼|官网|网站|网(?!信|络)|公报|微信|客户端|日报|报社|[〔\[［]|特殊津贴|津贴"
    r"|奖(?!励)|科学技术奖|政府奖|质量奖|批准设立|重点实验室|实验室|参事|议事|大院|机关(?!工委|事务|党|单位|各)|系统(?!各|要|应|将)|家属|附属"
    r"|指战员|官兵|发(?:电)?[〔\[（(]|函[〔\[（(]|提案|建议|精神|新闻发布会|管理体制|体制|机构改革|各位|(?:\d+号)?(?:实施意见|实施方案|意见(?!反馈)"
    r"|行动计划|工作要点)|全体代表|固定资产|投诉"
    r"|举报|热线|电话|监督电话|备案号|许可证|监制|旧址|主办的|号文|文件(?!要求|规定))"
)
_FOOTER = re.compile(r"律师事务所|传媒|报业|出版社|印刷|网络科技|网络技术|广告|ICP|版权|技术支持")
_MAX = 11
_LONGEST_FIELD = max(len(w) for w in domains())


@cache
def _edge_words() -> frozenset[str]:
    """Everything that may be read backwards in front of a suffix before a level or place ends the name."""
    return places() | LEVELS | {n for n in body_names() if n.endswith(("部", "署", "局", "委", "委员会"))}


def _back(text: str, end: int, vocabulary: frozenset[str], floor: int, longest: int = _MAX) -> int:
    """Where the longest word of the vocabulary that ends at `end` begins; `end` itself where there is none."""
    if end <= floor:
        return end
    for size in _sizes(vocabulary).get(text[end - 1], ()):
        if size <= longest and end - size >= floor and text[end - size : end] in vocabulary:
            return end - size
    return end


@cache
def _sizes(vocabulary: frozenset[str]) -> dict[str, tuple[int, ...]]:
    """For each last character the lengths of the words that end in it, the longest first."""
    out: dict[str, set[int]] = {}
    for word in vocabulary:
        out.setdefault(word[-1], set()).add(len(word))
    return {last: tuple(sorted(sizes, reverse=True)) for last, sizes in out.items()}


def _prefix(text: str, at: int, floor: int) -> int:
    """Where the chain of places, levels and owners that ends at `at` begins."""
    edge = _edge_words()
    while True:
        start = _back(text, at, edge, floor)
        if start == at:
            return at
        word = text[start:at]
        if word.endswith("委") and at < len(text) and text[at] in "省市县区州":
            return at  # 省委省政府 are two bodies
        if len(word) == 1:
            before = text[start - 1 : start]
            if before and before in NOT_LEVEL.get(word, ""):
                return at
        at = start


def _domain_start(text: str, at: int, floor: int) -> int:
    """Where the chain of department-name parts that ends at `at` begins (住房和城乡建设, 文化广电和旅游)."""
    known = domains()
    while True:
        start = _back(text, at, known, floor, _LONGEST_FIELD)
        if start == at:
            if at - floor > 2 and text[at - 1] in "和与及" and (start := _back(text, at - 1, known, floor, _LONGEST_FIELD)) < at - 1 and at - 1 - start > 1:
                at = start
                continue
            return at
        if at - start == 1 and not (_prefix(text, start, floor) < start):
            return at
        at = start


def _generic_start(text: str, at: int, floor: int) -> int:
    """The place or level before up to 18 characters of an unknown name that hold no verb and no particle; `at` where there is none."""
    window_start = max(floor, at - 18)
    tail = _HAN_TAIL.search(text, window_start, at)
    low = tail.start() if tail else at
    best = at
    for middle in range(at - 1, low, -1):
        if _MIDDLE_STOP.match(text, middle, at):
            break
        start = _prefix(text, middle, low)
        if start < middle:
            best = start
    return best


def _clean_left(text: str, start: int) -> bool:
    """Whether a name may begin at `start` though nothing but a department word is known of it: no Han letter, or a cue, before it."""
    if start == 0 or not is_letter(text[start - 1]):
        return True
    return _BEFORE_OK.search(text, max(0, start - 6), start) is not None


# 贵安新区管委会, 青山镇人民政府: a local name of up to four letters that no gazetteer has
_ZONE = re.compile(
    r"(?:新区|高新技术产业开发区|高新技术开发区|高新区|经济技术开发区|经开区|经济区|综合保税区|综保区|开发区|园区|景区|街道|镇|乡|自贸区|示范区)"
)
_ZONE_NAME = re.compile(rf"(?<![{HAN}])[{HAN}]{{2,5}}\Z")


# 市、县政府; 省、市、县级人民政府
_RANKS = re.compile(r"(?:(?:省|市|县|区|州|旗|乡|镇|自治区|地)级?[、和])+\Z")


def _grow_left(text: str, start: int, floor: int) -> int:
    """Take in 全, 各 or 我 (各市教育局, 我省教育厅), ranks (市、县政府), or the name of a zone, town or place no gazetteer has."""
    if _ZONE.match(text, start):
        own = _ZONE_NAME.search(text, max(floor, start - 6), start)
        if own and not _MIDDLE_STOP.search(own.group()) and not _VERB.match(own.group()) and own.group() not in ("有关", "相关", "各"):
            return own.start()
    if text[start + 1] in "省市县区州旗" and text[start] not in "省市县区州旗各" and not _clean_left(text, start):
        return min(start, unknown_place(text, start + 1, floor))  # 安和县 is no 和县
    if text[start] in "省市县区州盟旗镇乡级地自":
        if start > floor and text[start - 1] in "各我全本":
            return start - 1
        rank = _RANKS.search(text, max(floor, start - 8), start)
        if rank is not None and _clean_left(text, rank.start()):
            return rank.start()
        return unknown_place(text, start, floor)
    return start


# 宁阳职业技术学院, 华源汽车集团: what begins with a name of its own
_OWN_NAMES = frozenset(("学院", "大学", "学校", "中学", "小学", "医院", "集团", "公司", "有限公司", "股份有限公司", "信用社", "研究院", "银行"))
_NO_OWN_NAME = re.compile(
    rf"{cue('causer', 'before_support', 'before_supervisor', 'adverb', 'news', 'issuer')}"
    rf"|[各一二两三四五六七八九十几多所类批个家座有新老名办建本该此每某与及、]|(?<=[一-龥]{{2}})和|中小\Z|一批|知名|相关|民办|公办|乡镇|农村|职业\Z"
    rf"|高等\Z|义务|寄宿|重点|示范|优质|高水平|一流|国内|国外|城市|普通"
)


_VERB = when_used(cue("verb"))


def _own_name(text: str, first: int, floor: int) -> int:
    """Where a school or firm begins that no level or place stands before; `first` where there is no clean beginning."""
    low, edge = run_start(text, first, max(floor, first - 13))
    for start in range(low, first - 1):
        if ((start == low and edge) or _BEFORE_OK.search(text, max(0, start - 6), start)) and not (
            _MIDDLE_STOP.search(text, start, first) or _NO_OWN_NAME.search(text, start, first) or _VERB.match(text, start)
        ):
            return first if modifiers_start(text, first) <= start else start
    return first


def _read(text: str, match: re.Match[str]) -> Found | None:
    group = match.lastgroup or ""
    first, end = match.span()
    floor = max(text.rfind("\n", max(0, first - 40), first) + 1, first - 40, 0)
    lexical = _back(text, end, body_names(), max(floor, end - 18), 18)
    lexical = end if lexical == end - 1 else lexical
    at = first
    if group in ("body", "long", "soft"):
        at = _domain_start(text, first, floor)
    start = _prefix(text, at, floor)
    has_domain, has_prefix = at < first, start < at
    if group == "body" and not has_domain and not (text[first] in "委" and has_prefix):
        start = first
        has_prefix = False
    kind = "soft" if group == "soft" else "named"
    if group in ("long", "soft") and not (has_domain and has_prefix):
        generic = _generic_start(text, first, floor)
        if generic < first and (group == "long" or generic < start):
            start, has_domain, has_prefix = generic, True, True
    elif group == "body" and has_domain and not has_prefix and match.group() in ("局", "厅", "委", "办"):
        generic = _generic_start(text, at, floor)
        if generic < at:
            start, has_prefix = generic, True
    elif group == "self" and not has_prefix:
        generic = _generic_start(text, first, floor) if match.group() in ("管委会", "管理委员会", "办事处", "街道办事处", "街道办", "党工委") else first
        if generic < first:
            start, has_prefix = generic, True
    if text.count("“", start, end) != text.count("”", start, end):
        return None
    if lexical <= start:
        own = _local_name(text, lexical, floor) if text[lexical] not in "国中全" else lexical
        return Found(own, end, _known_kind(text[lexical:end]), "zh.agency.local" if own < lexical else "zh.agency.lexicon")
    if group == "soft" and (not has_prefix or (start + 1 < end and not _clean_left(text, start))) and lexical == end and match.group() in _OWN_NAMES:
        own = _own_name(text, first, floor)
        if own < min(start, first):
            return Found(own, end, "soft", "zh.agency.own_name")
    if has_prefix and start < first:
        return Found(_grow_left(text, start, floor), end, kind, f"zh.agency.{group}")
    if has_domain and group in ("body", "long") and text[first] not in "社队站所" and at < lexical and _clean_left(text, at):
        return Found(at, end, "named", f"zh.agency.bare_{group}")
    if lexical < end:
        own = _local_name(text, lexical, floor)
        return Found(own, end, "named", "zh.agency.local" if own < lexical else "zh.agency.lexicon")
    return None


def _local_name(text: str, at: int, floor: int) -> int:
    """Where a branch begins whose place stands bare before a name of the lexicon (武江铁路局); `at` where none does."""
    if _clean_left(text, at):
        return at
    low, edge = run_start(text, at, max(floor, at - 4))
    return low if edge and 2 <= at - low <= 3 and is_bare_name(text, low, at) else at


@cache
def _abroad() -> frozenset[str]:
    return frozenset(r["name"] for r in load("agencies_zh", key=("name",)) if not r["id"].startswith("cn."))


def _known_kind(name: str) -> str:
    """Bodies abroad (欧盟) are markets and places as often as doers: soft."""
    return "soft" if name in _abroad() or (name.endswith(("公司", "集团", "银行")) and "人民银行" not in name) or name in ("解放军", "武警部队") else "named"


@cache
def _plain() -> re.Pattern[str]:
    """Lexicon names that end in no trigger suffix (国务院, 党中央, 中国共产党), as one pattern."""
    ending = re.compile(r"(?:[厅局委办部署社]|委员会|办公室|公司|集团|银行|政协|人大|法院|检察院|联|科协|学会|协会|总会)\Z")
    return re.compile(alternation(n for n in body_names() if not ending.search(n)))


_SIGNS = ("：", ":", " ")
_CONTACT = re.compile(rf"{CONTACT}[：:]?\s?\Z")
# 对县级政府的考核: only acted upon
_ACTED_ON = re.compile(
    r"(?:的|履[职行]{1,2}[^，。；]{0,8}|进行|开展|实施|落实[^，。；]{2,16}的?)(?:考核|监督|督导|督查|督察|检查|管理|评估|评价|约谈|问责|审计|巡视"
    r"|巡察|指导|支持)"
)


# 报送我部: the issuer itself as the one who receives
_OURS = re.compile(r"我[部厅局委办署]")
_SENT_TO = re.compile(r"(?:报|送|向|告|致|经|由)\Z")


def named(text: str) -> list[Found]:
    """Bodies by name, ordered by start, overlaps not yet settled.

    >>> t = "由市教育局牵头，市财政局、城关区人民政府配合"
    >>> [t[f.start:f.end] for f in named(t)]
    ['市教育局', '市财政局', '城关区人民政府']
    """
    out: list[Found] = []
    for trigger in _TRIGGER.finditer(text):
        at = trigger.start()
        if trigger.group() not in _ALONE and text[at + 1 : at + 2] not in _SECOND[trigger.group()]:
            continue
        match = _SUFFIX.match(text, at)
        found = _read(text, match) if match else None
        if found is not None:
            out.append(found)
    out += [Found(m.start(), m.end(), "soft", "zh.agency.branch") for m in _BRANCH.finditer(text) if not _MIDDLE_STOP.search(m.group())]
    for match in _OURS.finditer(text):
        ours = with_office(text, Found(match.start(), match.end(), "named", "zh.agency.ours"))
        if ours.end > match.end() or _SENT_TO.search(text, max(0, match.start() - 3), match.start()):
            out.append(ours)
    for match in _PARTY.finditer(text):
        start = _prefix(text, match.start(), max(0, match.start() - 30))
        word = match.group()
        if start == match.start() and word[0] in NOT_LEVEL and text[start - 1 : start] in NOT_LEVEL[word[0]] and start > 0:
            continue
        out.append(Found(start, match.end(), "named", "zh.agency.party"))
    for match in _plain().finditer(text):
        word = match.group()
        if word == "中共" and is_letter(text[match.end() : match.end() + 1]):
            continue
        out.append(Found(match.start(), match.end(), _known_kind(word), "zh.agency.lexicon"))
    out += [Found(m.start(), m.end(), "soft", "zh.agency.post") for m in _POST.finditer(text) if not _MIDDLE_STOP.search(m.group())]
    out = [with_office(text, f) for f in out]
    return [
        f
        for f in out
        if not (
            _PART_OF_OBJECT.match(text, f.end)
            or _FOOTER.search(text, f.start, f.end)
            or (text[f.start - 1 : f.start] in _SIGNS and _CONTACT.search(text, max(0, f.start - 8), f.start))
        )
        and not (text[f.start - 1 : f.start] == "对" and _ACTED_ON.match(text, f.end))
    ]
