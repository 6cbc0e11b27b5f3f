"""Where does a class of bodies, a place or the State act in a Chinese text: 各地各有关部门要…, 我省将…, 支持兰州打造…, 国家下达的…?

Such words are bodies only as doers, so each is accepted only with a cue beside it: a modal, adverb or verb behind it, a verb that
sets it to work before it, or the end of a label line or bracket.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.lang.agency_found import Found
from pipeline.lang.alternation import alternation
from pipeline.lang.waiting import when_used
from pipeline.lang.zh.agency_classes import classes
from pipeline.lang.zh.agency_lexicon import HAN, cue, domains, words
from pipeline.lang.zh.agency_places import WHEN, places


def _kind(*kinds: str) -> str:
    return alternation(w for k in kinds for w in words("collective_zh", "kind", k))


_LEVEL = _kind("level")
_NOUN = _kind("each")
_MOD = _kind("modifier")
_BODY = (
    r"(?:人民政府|党委[和、]?(?:人民)?政府|党委|政府|政府部门|管委会|(?:教育|财政|公安|民政|卫生健康|卫健|人社|人力资源社会保障|人力资源和社会保障"
    r"|发展改革|发改|工信|科技|交通运输|农业农村|住建|住房城乡建设|市场监管|生态环境|自然资源|文化和旅游|文旅|应急管理|医保|商务|审计|统计|林草"
    r"|水利|税务)"
    r"(?:行政部门|主管部门|部门|[局厅委]|（教体）局|\(教体\)局|体育局)(?:[（(][局厅委][）)])?)"
)
# 各州、市 / 各市（州） / 各省、自治区、直辖市 / 各区（县） / 各区（市）县
_UNITS = rf"各{_LEVEL}(?:(?:[、和及]|以及){_LEVEL}|[（(]{_LEVEL}(?:[、,，]{_LEVEL})*[）)])*(?:(?<=[）)]){_LEVEL}(?![府委]))?"
# 各省、自治区、直辖市农业农村（农牧）厅（局、委）
_FIELD_BODY = (
    rf"(?:{alternation(w for w in domains() if len(w) > 1)})(?:[（(][{HAN}、]{{1,8}}[）)])?(?:行政部门|主管部门|部门"
    rf"|[厅局委办])(?!员)(?:[（(][厅局委办、]{{1,7}}[）)])?"
)
_UNIT_BODY = re.compile(rf"{_UNITS}(?:(?:{_FIELD_BODY}|{_BODY})(?:[（(](?:管委会|管理委员会|办事处)[）)])?)?")
_EACH_NOUN = re.compile(rf"各(?:级(?:各类)?|类|有关|相关)?(?:{_MOD}){{0,3}}(?:{_NOUN}{_BODY}?|{_BODY})(?:[（(]{_LEVEL}(?:[、,，]{_LEVEL})*[）)])?")
_GROUP = re.compile(_kind("group"))
_REGION = re.compile(_kind("region"))
# in front of a collective: 全省各地各校, 省内高校, 驻陕高校, 各级学校
_SCOPE = re.compile(
    r"(?:全国|全省|全市|全县|全区|全州|我省|我市|我县|本市|本省|省内|市内|区内|县内|省直|市直|县直|区直|中直|国家机关"
    r"|全[镇乡旗盟]|我[区州镇乡]|本[区县校]|镇内|驻[省市县区镇京津沪琼吉辽黑冀豫晋鲁皖苏浙闽赣湘鄂粤桂渝川滇黔陕甘青宁新藏港澳台]|国务院"
    r"|[省市县区州旗镇乡](?:人民)?政府|自治区(?:人民)?政府|(?:州|旗|镇|乡|街|兵团|自治区)直|[厅局委部校](?:直属)?|省级|市级"
    r"|县级|区级|省属|部属|市属|县属|属地|辖区内?)?(?:各级|各类|公办|民办|普通|本科|专科|义务教育阶段|中央|相关|有关|全体)*\Z"
)
_FIELD = _kind("field")
_SYSTEM = re.compile(rf"全(?:省|市|县|区|国|州)(?:各级)?{_FIELD}\Z")
_DEPT_LIST = re.compile(rf"(?:{_FIELD}[、和]){{1,6}}{_FIELD}(?:等)?(?:有关|相关|多个?)?\Z")
_DEPT_HEAD = re.compile(
    rf"(?:(?:全省|全市|县级以上|省、市级|市、县级|省、市、县级|省级和市级|省级|市级|县级|各级|国务院|地方|省|市|县|区"
    rf"|上级)(?:人民政府)?)?[{HAN}]{{0,10}}(?:有关|相关|行政|主管|监管|职能"
    rf"|政府|审批|执法|{_FIELD})\Z"
)
_DEPT_END = re.compile(r"部门(?:和单位|、单位)?")

_NOT_MODAL = (
    r"(?!(?<=要)[素求件害点道闻塞领义职地]|(?<=将)[军士才]|(?<=应)[急用对届有变收付邀聘]|(?<=可)[持再靠见支视穿比观控追]|(?<=需)求|(?<=负责)[人同]|(?<=已)经济)"
)
_MODAL = re.compile(rf"(?:{cue('modal')}){_NOT_MODAL}")
_ACT = when_used(rf"(?:(?:今年|明年|目前|正)[，,]?)?(?:[也都还均又共]|{cue('adverb')}){{0,3}}(?:{cue('verb', 'modal')}){_NOT_MODAL}")
_ADVERB_ACT = when_used(rf"(?:{cue('modal', 'adverb', 'verb')}){_NOT_MODAL}")
_PREP = re.compile(rf"(?:{cue('preposition')})(?!的|(?<=对)[接策象标口])")
_CAUSER = re.compile(rf"(?:{cue('causer')}|{cue('before_support')})(?:了)?\Z")
# 支持符合条件的高校设立…
_CAUSER_FIT = re.compile(r"(?:支持|鼓励|引导|推动|允许)(?:符合条件|有条件|具备条件|有实力|有能力|有意愿|更多|优质|重点)的?\Z")
_BAD_BEFORE = re.compile(
    r"(?:[对向在从给与为了同到赴比用靠将把和的入由及以于]|覆盖|惠及|面向|来自|分布|遍布|走进|涉及|除|包括|分赴|联系|服务|协调|加强|提升|推广至|上缴"
    r"|下达|分配|关爱|关心|调动|发挥|激发|方便|打通|全国|建设|建好|办好|提高|强化|优化|规范|整合|深化|完善|新建|改造|改善|整治|发展|培育|打造|全面"
    r"|集聚|汇聚|依靠|凝聚)\Z"
)
_BEFORE_BY = re.compile(r"(?:由|请|会同|报|商|督促|指导|要求|责成|授权|组织|确保|推动)\Z")
_CLAUSE_START = re.compile(r"\A\Z|(?:\d[.．]\s?|[\n。；;！!？?：:，,、—\-（(）)”“\"'\s■●▲◆★•·\d]|必须|一要|二要|三要|是|同时|其中|下一步|今后|届时)\Z")
_LIST_ON = re.compile(r"(?:[、，,和与及或]|以及)")
_LIST_END = re.compile(r"[ \t]*(?:$|[\n）)]|[。；;](?=\s|$))")
_NOMINAL = re.compile(
    r"(?:的|属地|责任(?!到)|制造|生产|加工|消费|居民|农村|城镇|规模|工业|财政|企业|外贸|首次?[个家条]|之间|内部|层面|范围|人民|群众|干部|领导|党员"
    r"|师生|教师|学生"
    r"|经济|社会|工作(?!要)|上年|地区生产总值|实际|情况|特色|优势|门|人员|职工|负责同志|主要|一把手|资金|协同|联动(?!推|开)|大局|一体化(?!推)|和谐"
    r"|关系|会议|法人|品牌|产业|改革(?!攻)|建设(?!了|一批|好|完善)|服务(?!好|保障)|管理(?!好)|运行|运营|发展(?!了|壮大)|保障(?!好)|投资|合作|交流"
    r"|教育|培训|培养|规划|治理|创新(?!实施|推)|联合体|考核|评价|审批|监督|监管|招生|招聘|采购|支出|投入|收入|新增|帮扶)"
)
# 国家 acts: 国家下达的, 国家规定
_STATE_ACTS = re.compile(
    r"(?:(?:统一|明确|要|将|有关|已|已经|另有|新|正式|持续|陆续|加大|进一步)?(?:下达|规定|要求|确定|批准|批复|认定|核定|核准|授权|印发|出台|发布"
    r"|公布|赋予|给予|交付|交办|支持(?!政策|力度|的?项目)|部署|安排|颁布|实施(?!的?重大|[^，。；]{0,10}战略)|明令|布局|通报|反馈|考核|验收|组织"
    r"|鼓励|推动|启动|提出|制定|建立(?!健全)|设立|投资(?!力度)|允许))"
)
_NO_STATE = frozenset("多个大强中界本两三各")  # 大国家, 各国家: a country, not the State
_REGION_ACTS = when_used(
    rf"{WHEN}(?:上下|各级)?[，,]?(?:(?:{cue('modal')}){_NOT_MODAL}|共?(?:努力|同心)|一盘棋)|(?:上下)(?:[也都还均]|{cue('adverb')}|{cue('verb')}|[一-龥]{{4}})"
)
_NOT_REGION = re.compile(
    r"(?:在|向|为|从|对|给|是|使|把|比|与|占|到|由|全|了|于|和|及|含|惠及|覆盖|辐射|带动|推动|推进|实现|服务|提升|增强|融入|支撑|依托|交办|面向"
    r"|全面|促进|支持|加快|完善|建设|构建|开展|打造|成为|作为|居|超|高|低|快|多|纳入|联通|联动|发挥|保障)\Z"
)
_ENOUGH_MODAL_GROUP = re.compile(r"(?:企业|国企|央企|用人单位|社会组织|行业协会|行业协会商会|银行|乡镇|地方|中小学|幼儿园|学校|政府)\Z")


def _list_doer(text: str, end: int, hops: int = 6) -> bool:
    """Whether a list of bodies that goes on at `end` ends in a doer's cue: 各地、各部门、各单位要…"""
    for _ in range(hops):
        link = _LIST_ON.match(text, end)
        if link is None:
            return False
        start = link.end()
        end = _each_end(text, start)
        if end == start:
            match = _GROUP.match(text, start) or _NAMED_NEXT.match(text, start)
            if match is None:
                return False
            end = match.end()
        if _MODAL.match(text, end) or _ADVERB_ACT.match(text, end) or _PREP.match(text, end) or _PREFACED.match(text, end):
            return True
    return False


_NAMED_NEXT = re.compile(rf"[{HAN}]{{2,12}}?(?:部门|政府|公司|单位|系统|学校|高校|中心|集团|[局厅委办署会]|部(?!门))")


# what may stand between a doer and its verb: 每半年, 于6月底前, 对符合条件的项目
_PREFACE_PART = (
    r"(?:每(?:半?年|个?季度?|个?月|周|[天日]|[两三]年)|[按逐](?:月|季度?|年度?|周|职责|规定|要求|程序)|全年|今年|明年|年内|[上下]半年|前[一二三]季度|当年"
    r"|\d{4}年|于?\d{1,2}月(?:底|初|\d{1,2}日)?[之以]?前?|(?:于|在|向|对|为)[^，。；：、\n]{2,18}?|适时|定期|及时|依法|主动|积极)"
)
_PREFACE = rf"{_PREFACE_PART}{{0,3}}"
_PREFACED = when_used(rf"(?!的)(?:{_PREFACE})(?:{cue('adverb')}){{0,2}}(?:{cue('verb')})(?![的，。；、]|\Z)")
_PREFACED_BY = when_used(rf"(?!的)(?:{_PREFACE_PART}{{1,3}})(?:{cue('adverb')}){{0,2}}(?:(?:{cue('verb')})(?![的，。；、]|\Z)|达标|到位|完成|建成|见效)")
_PREFACE_MUST = re.compile(rf"(?:{_PREFACE})(?:要|应当?|须|必须|不得|严禁|一律|务必|负责)(?![求素害件点道对急变人])")
# 支持邮政企业、快递企业…: the list that a causer opens
_CAUSED_LIST = re.compile(rf"(?:{cue('causer', 'before_support')})(?:(?:(?!的)[{HAN}]){{2,10}}[、和与及]){{1,4}}\Z")
# 培训企业职工28.6万人: an act with its count
_DID = when_used(rf"(?:{cue('adverb')})?(?:{cue('verb')})了?[{HAN}]{{2,10}}[\d一二两三四五六七八九十]+")
_PROSPERS = re.compile(rf"(?:高质量|健康|规范|平稳|持续|加快|稳健|创新|改革|[和、])*(?:发展|壮大|改革|成长|化险|做强|做优|做大)(?![{HAN}]{{2}})")
_GREW = re.compile(r"(?:达到|突破|超过|增[加长至速]|净增|新增|累计|实现|总[量数]|发展|占)")


# 由社区卫生服务机构提供的服务: only describes the service
_PROVIDED_BY = re.compile(r"由\Z")
_OF_WHICH = re.compile(rf"[{HAN}]{{2,4}}的")
_RECEIVER = re.compile(r"(?:报经|报请|提请|报送|上报|抄送|(?<![上通申填])报|(?<![已曾])经)\Z")
_APPROVES = re.compile(r"(?:审[核批查定]|批准|同意|核准|备案|认定|验收|确认|考核|评估|[，。；、])")
_TOWARDS = re.compile(r"(?<![面指导走])向\Z")
_REPORTED = re.compile(r"(?:书面|及时|如实|提出|提交|进行)?(?:报告|报送|报备|备案|反馈|申请|申报|登记|提交|举报|通报)")


def receives(text: str, start: int, end: int) -> bool:
    """Whether something is reported to the body or needs its consent: 经督导单位审核, 向主管部门报告."""
    before = text[max(0, start - 4) : start]
    return bool((_RECEIVER.search(before) and _APPROVES.match(text, end)) or (_TOWARDS.search(before) and _REPORTED.match(text, end)))


def _opens(before: str) -> bool:
    """Whether a clause begins behind the words `before`, or a further body of the one before."""
    return _CLAUSE_START.search(before) is not None or before.endswith(("和", "及", "与"))


def _fit(text: str, start: int) -> bool:
    """Whether a causer and who fits stand before the body: 支持符合条件的高校设立…"""
    return _CAUSER_FIT.search(text, max(0, start - 12), start) is not None


def _class_acts(text: str, start: int, end: int, before: str) -> bool:
    """Whether a class with its trade before it (施工单位, 民营企业) is a doer: like 各…, but never as what merely grows."""
    opened = _opens(before) or (before.endswith(("年", "月")) and before[-2:-1].isdigit())
    caused = _CAUSER.search(before) or _fit(text, start) or _CAUSED_LIST.search(text, max(0, start - 44), start)
    if _MODAL.match(text, end) and opened:
        return True
    if _PROSPERS.match(text, end):
        return False
    nominal = _NOMINAL.match(text, end) is not None
    if caused or _BEFORE_BY.search(before):
        if _SET_TO.search(before) and not nominal and _GOES_ON.match(text, end):
            return True
        return (not nominal or _PREFACED.match(text, end) is not None) and (
            _ACT.match(text, end) is not None or _PREFACED.match(text, end) is not None or _list_doer(text, end)
        )
    if not opened or before.endswith(("和", "及", "与")) or _GREW.match(text, end):
        return False
    return (
        _PREFACE_MUST.match(text, end) is not None
        or _PREFACED_BY.match(text, end) is not None
        or _list_doer(text, end)
        or (_SCOPED.match(text, start) is not None and _DID.match(text, end) is not None)
    )


_EACH_BEFORE = re.compile(r"各(?:级各类|级|类|有关|相关)?\Z")
_GOES_ON = re.compile(rf"“|(?![的等和与及或])[{HAN}]{{3}}")
_SET_TO = re.compile(r"(?:督促|责成|责令|要求|指导|引导|鼓励|组织)\Z")
_STRICT = re.compile(r"(?:要|应当?|须|必须|不得|一律|可以?|需要?|务必|将|严禁|负责)(?![求素害件点道对急变人])")
_STRICT_CAUSER = re.compile(r"(?:支持|鼓励|引导|指导|督促|推动|要求|允许|由)\Z")
_SCOPED = re.compile(r"(?:全[省市县区国州]|我[省市县区]|[省市县区]内)")


def _acts(text: str, start: int, end: int, kind: str, in_label: bool) -> bool:
    """Whether a collective body is a doer where it stands."""
    before = text[max(0, start - 6) : start]
    if in_label:
        return True
    if _PROVIDED_BY.search(before) and _OF_WHICH.match(text, end):
        return False
    if kind in ("class", "each", "group", "dept") and receives(text, start, end):
        return True
    if kind == "class":
        return _class_acts(text, start, end, before)
    modal = _MODAL.match(text, end) is not None
    nominal = _NOMINAL.match(text, end) is not None
    act = not nominal and (_ADVERB_ACT.match(text, end) or _PREFACED.match(text, end)) is not None
    by = _BEFORE_BY.search(before) is not None
    if kind == "each":
        if by and not nominal:
            return True
        if _CAUSER.search(before):
            return not nominal
        if _BAD_BEFORE.search(before):
            return before[-1:] in "和与及" and (modal or act)
        clean = _CLAUSE_START.search(before) is not None
        if modal or act or _list_doer(text, end):
            return clean or modal
        return clean and (_PREP.match(text, end) is not None or (_LIST_END.match(text, end) is not None and before[-1:] in "、，,：:（(\n"))
    if kind in ("line", "dept"):
        if _BAD_BEFORE.search(before) and not by and not (modal and before[-1:] in "和与及、"):
            return False
        return modal or act or (by and not nominal) or _list_doer(text, end)
    name = text[start:end]
    if _ENOUGH_MODAL_GROUP.search(name) and len(name) <= 6 and not name.startswith("地方政"):
        strict = _STRICT.match(text, end)
        caused = _STRICT_CAUSER.search(before) or _fit(text, start)
        if name.endswith(("企业", "国企", "央企", "政府", "银行")):
            return (bool(strict) or _list_doer(text, end)) and _CLAUSE_START.search(before) is not None
        opened = _opens(before)
        listed = _CAUSED_LIST.search(text, max(0, start - 44), start) is not None
        return (opened and (bool(strict) or _list_doer(text, end))) or ((bool(caused) or listed) and not nominal and (act or _list_doer(text, end)))
    if by and not nominal:
        return True
    if _CAUSER.search(before) or _fit(text, start):
        return act or _list_doer(text, end)
    if _BAD_BEFORE.search(before) and not by and not (modal and before.endswith(("和", "及", "与"))):
        return False
    opened = _opens(before)
    if name.endswith("财政"):
        return opened and (modal or _PREFACED.match(text, end) is not None)
    return opened and (modal or _list_doer(text, end))


def collective(text: str, labelled: list[tuple[int, int]]) -> list[Found]:
    """Collective bodies, regions and the State as doers, ordered by start, overlaps not yet settled.

    `labelled` are the stretches of label lines and duty brackets (责任单位：…), in which every body is one.

    >>> t = "各地要认真落实。惠及全省各地。我省将完成国家下达的任务，支持兰州打造一批学校。"
    >>> [t[f.start:f.end] for f in collective(t, [])]
    ['各地', '我省', '国家', '兰州']
    """
    out: list[Found] = []
    done = 0
    for at in _literal(text, "各"):
        if at >= done and (done := _each_end(text, at)) > at:
            _keep(out, text, _scope(text, at), done, "each", labelled)
    for match in _GROUP.finditer(text):
        _keep(out, text, _scope(text, match.start()), match.end(), "group", labelled)
    for start, end in classes(text):
        each = _EACH_BEFORE.search(text, max(0, start - 5), start)
        _keep(out, text, _scope(text, each.start() if each else start), end, "each" if each else "class", labelled)
    for match in _REGION.finditer(text):
        region = _region(text, match.start(), match.end())
        if region is not None:
            out.append(region)
    states = [at for at in _literal(text, "国家") if _STATE_ACTS.match(text, at + 2) and text[at - 1 : at] not in _NO_STATE]
    out += [Found(at, at + 2, "collective", "zh.agency.state") for at in states]
    for at in _literal(text, "系统"):
        line = _SYSTEM.search(text, max(0, at - 12), at)
        if line is not None:
            _keep(out, text, line.start(), at + 2, "line", labelled)
    for match in _DEPT_END.finditer(text):
        several = _DEPT_LIST.search(text, max(0, match.start() - 40), match.start())
        if several is not None:
            _keep(out, text, several.start(), match.end(), "dept", labelled)
            continue
        head = _DEPT_HEAD.search(text, max(0, match.start() - 14), match.start())
        if head is not None:
            _keep(out, text, head.start() + _trim_dept(text, head.start(), match.end()), match.end(), "dept", labelled)
    out += places(text)
    out.sort(key=lambda f: (f.start, -f.end))
    return out


# 国务院各部委、各直属机构 is one body of bodies
_AND_DIRECT = re.compile(r"(?<=部委|部门|委办)、各直属(?:机构|单位)|(?<=委办局)、各直属(?:机构|单位)")


def _each_end(text: str, at: int) -> int:
    """Where the collective that begins with 各 at `at` ends (各地各有关部门 is one); `at` where there is none."""
    end = at
    while text.startswith("各", end):
        longest = max((m.end() for m in (_UNIT_BODY.match(text, end), _EACH_NOUN.match(text, end)) if m), default=end)
        if longest == end:
            break
        end = longest
    direct = _AND_DIRECT.match(text, end)
    return direct.end() if direct and at and text[at - 1] in "院府委" else end


def _literal(text: str, word: str) -> list[int]:
    """Where a word stands, from left to right."""
    out = []
    at = text.find(word)
    while at >= 0:
        out.append(at)
        at = text.find(word, at + len(word))
    return out


def _scope(text: str, start: int) -> int:
    """Where a collective begins when the scope in front of it is taken in (全省各地各校)."""
    match = _SCOPE.search(text, max(0, start - 10), start)
    return match.start() if match else start


# 责任单位：… is a label, no body
_LABEL_NAME = re.compile(
    r"(?:总?牵头|主要|第一|共同)?(?:牵头|责任|配合|主办|承办|协办|实施|落实|监督|支持|参与|完成|主管|分管)(?:责任)?(?:单位|部门|主体|处室)"
)


def _keep(out: list[Found], text: str, start: int, end: int, kind: str, labelled: list[tuple[int, int]]) -> None:
    """Add a collective body if it is a doer."""
    if text[end : end + 1] in ("：", ":") and _LABEL_NAME.fullmatch(text, start, end):
        return
    k = bisect_right(labelled, (start, len(text))) - 1
    if _acts(text, start, end, kind, k >= 0 and start < labelled[k][1]):
        out.append(Found(start, end, "collective", f"zh.agency.{kind}"))


def _region(text: str, start: int, end: int) -> Found | None:
    """我省, 全市 as a doer, with 上下 where it follows."""
    if _NOT_REGION.search(text, max(0, start - 4), start):
        return None
    own = text[start] in "我本"
    acts = _REGION_ACTS.match(text, end) is not None and not text.startswith("要素", end)
    if not own and acts and text.startswith("上下", end):
        return Found(start, end + 2, "collective", "zh.agency.region")
    if acts or (own and _ACT.match(text, end) and not _NOMINAL.match(text, end)):
        return Found(start, end, "collective", "zh.agency.region")
    return None


_DEPT_CUT = when_used(
    rf".*(?:同时|此外|另外|目前|其中|今后|近日|日前|{cue('causer', 'before_support', 'verb', 'preposition')}|[的和与及由在对向从请让使被或])(?=[{HAN}]{{2,}})"
)


def _trim_dept(text: str, start: int, end: int) -> int:
    """How many characters in front of a department's name are verbs and particles (督促公安部门 → 公安部门)."""
    cut = _DEPT_CUT.match(text, start, end - 2)
    return cut.end() - start if cut else 0
