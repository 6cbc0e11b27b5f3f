"""Which role does a Chinese body have in its sentence: 牵头, 负责, 配合, orders, issues, or merely named?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.lang.agency_found import Found
from pipeline.lang.agency_tables import governed_cells
from pipeline.lang.waiting import when_used
from pipeline.lang.zh.agency_collective import receives
from pipeline.lang.zh.agency_lexicon import HAN, cue
from pipeline.lang.zh.body_list import body_lists
from pipeline.types import Role

# 牵头单位：… / （责任单位：…） / 主办单位及配合单位：
LABEL = re.compile(
    r"(?P<lead>(?:总?牵头|抓总)(?:实施|责任|部门|单位|处室|机构|地区)*)(?:和?(?:责任|配合)(?:部门|单位))?[：:]"
    r"|(?P<support>(?:配合|协办|协同|协作|参与|参加|支持|协助)(?:责任|实施|部门|单位|处室|机构)+[：:])"
    r"|(?P<supervisor>(?:监督|督办|督导|督查|指导|主管|审批|考核|监管)(?:责任)?(?:部门|单位|机构|处室)+[：:])"
    r"|(?P<issuer>(?:发文|印发|发布|发文机关|制发|颁布|成文)(?:机关|机构|单位|部门)[：:])"
    r"|(?P<responsible>(?:(?:主要|具体|第一|共同|牵头和?|工作|落实)?责任(?:部门|单位|主体|处室|机构|科室|地区)+|(?:主办|承办|实施|落实|主责|完成"
    r"|主体|分管|建设|执行|责任分工|任务分工|职责分工|分工)(?:责任)?(?:部门|单位|机构|处室|主体)+|责任分工|实施主体|责任主体)(?:及配合单位)?[：:])"
)
# the line above a notice that names who is to follow it
_ADDRESSEES = re.compile(
    rf"\s*(?=[^\n]*(?:各|政府|[局厅委办部]))(?!各位)(?!根据|按照|为|经|现|[^\n]*(?:如下|以下|现就|现将|决定|包括))(?:各|[{HAN}]{{0,12}}各(?!位)|[{HAN}]{{2,16}}[局厅委办部院会府](?=[，,、]))[^\n。；;！]{{1,300}}"
)
_COLON = re.compile(r"[：:]")
_END_OF_LABEL = re.compile(
    r"[\n。；;）)】\]]|(?:[，,；;]\s*)?(?=(?:配合|牵头|责任|主办|协办|参与|完成时[限间]|时限|时间|分管|联系|包保)(?:单位|部门|领导|人|人员)?[：:])"
)

_TITLE = re.compile(rf"(?:党组|党委|机关|原|现任|主要|有关|相关|、|新任|\s)*(?:{cue('title')})(?!(?<=领导)(?:下|作用|核心|班|，|。))")
_AFTER_LEAD = re.compile(rf"(?:要|应|需|会|为主|具体|分别|作为|共同|、)*(?:{cue('lead')})")
_AFTER_SUPPORT = re.compile(rf"(?:要|应|需|会|也|都|积极|按职责|按职责分工|做好|予以|给予|共同|等)*(?:{cue('support')})(?!性)")
_AFTER_SUPERVISOR = re.compile(
    rf"(?:有关|相关|各项|关于[{HAN}]{{2,16}}的?|对[{HAN}]{{2,30}}(?:的)?|统一|联合|坚强|正式|最新|重大|的|各|\d{{4}}年|等|重要|主要"
    rf"|工作)*(?:{cue('supervisor')})"
)
_AFTER_ISSUER = re.compile(rf"(?:等|日前|近日|今天|联合|正式|共同|、|于|[\d年月日]+|已|已经|，|最近|先后|又|制定|研究制定|专门|的)*(?:{cue('issuer')}|《|〔)")
_AFTER_DUTY = re.compile(rf"(?:等|共同|分别|要|应|按规定|各自|具体|统筹|，|,)*(?:{cue('responsible')})")
_AFTER_REVIEW = re.compile(rf"对[{HAN}“”]{{2,30}}?(?:督导|督查|督察|检查|验收|考核|评估|巡视|审计|反馈|批复|批准|认定|指出|通报)")
_AFTER_MODAL = re.compile(
    r"(?:等|也|还|都|均|共同|及其|分别|，)*(?:要(?!求|素|闻|点)|应当|应(?!急|用|对|届)|须|必须|需要?|务必|将(?!军)|负责|不得|严禁|可|定期|及时"
    r"|每[年月季半]|按|根据|结合|于|对|具体|加强|加快|加大)"
)
_AFTER_VERB = when_used(rf"(?:等|也|还|都|均|共同|分别|联合)*(?:{cue('adverb', 'verb')})")
_AFTER_NEWS = re.compile(rf"(?:等|日前|近日|今天|今日|昨日|\d+月\d+日|\d+日|联合|有关|相关|在[{HAN}]{{2,8}}|、|\s)*(?:{cue('news')})")
_BEFORE_SUPPORT = re.compile(rf"(?:{cue('before_support')})\Z")
_BEFORE_SUPERVISOR = re.compile(
    rf"(?<!设)(?<!挂靠)(?:{cue('before_supervisor')})(?:(?:以)?[{HAN}]{{0,12}}为核心的|习近平总书记[{HAN}]{{0,10}}[和、]|习近平总书记[和、])?\Z"
)
# got approval from, reported to: whoever follows judges or receives
_ACTED_ON = re.compile(r"(?:[被获经]|得到|获得|受到|提请|报请|报经|报送|上报|呈报|提交|抄送|接受)\Z|(?:^|[，,。；、\s])向\Z|报\Z")
_BEFORE_DUTY = re.compile(r"(?:由|支持|鼓励|推动|引导|指导|督促|要求|组织|责成|(?<![提报恳申])请|授权|允许|压实|确保|带动|敦促|让|使)\Z")
_SEPARATOR = re.compile(r"(?:[、，,和与及或\s]|以及|等|单位|部门|[（(][^（）()\n]{0,12}[）)])*\Z")
_SUPERVISOR_HEAD = re.compile(r"(?:党中央|中共中央|国务院|中央|国家)\Z")


def labels(text: str) -> list[tuple[int, int, Role]]:
    """The stretches that a label governs, with the label's role.

    >>> labels("牵头单位：省教育厅；配合单位：省财政厅")
    [(5, 9, 'lead'), (15, 19, 'support')]
    """
    out: list[tuple[int, int, Role]] = []
    for colon in _COLON.finditer(text):
        low = max(text.rfind("\n", max(0, colon.start() - 16), colon.start()) + 1, colon.start() - 16, 0)
        match = next((m for m in LABEL.finditer(text, low, colon.end()) if m.end() == colon.end()), None)
        if match is None:
            line = text.rfind("\n", max(0, colon.start() - 400), colon.start()) + 1
            if text[colon.end() : colon.end() + 1] in ("\n", "") and _ADDRESSEES.fullmatch(text, line, colon.start()):
                out.append((line, colon.start(), "responsible"))
            continue
        stop = _END_OF_LABEL.search(text, match.end())
        end = stop.start() if stop else len(text)
        # a bracket of the name itself does not end the stretch: 各市（州）人民政府
        while (
            stop is not None
            and stop.group() in (")", "）")
            and (opened := max(text.rfind("（", match.end(), end), text.rfind("(", match.end(), end))) >= 0
            and end - opened < 12
        ):
            stop = _END_OF_LABEL.search(text, end + 1)
            end = stop.start() if stop else len(text)
        role: Role = match.lastgroup  # type: ignore[assignment]  # the groups are named after roles
        out.append((match.end(), end, role))
    out += [(start, end, "responsible") for start, end in body_lists(text)]
    return sorted(out + (governed_cells(text, _head_role) if "|" in text or "\t" in text else []))


def _head_role(head: str) -> Role | None:
    """The role that a column head gives (责任单位)."""
    match = LABEL.fullmatch(head + "：")
    return match.lastgroup if match else None  # type: ignore[return-value]  # the groups are named after roles


def assign(text: str, found: Sequence[Found], sentences: Sequence[tuple[int, int]], labelled: Sequence[tuple[int, int, Role]]) -> list[Role]:
    """The role of each found body (ordered by start), from the cues beside it, its list, or its label line."""
    roles: list[Role] = []
    starts = [s for s, _ in sentences]
    label_starts = [s for s, _, _ in labelled]
    # a list of bodies shares the cue behind its last and before its first member
    groups: list[list[int]] = []
    for i, f in enumerate(found):
        if groups and f.start >= found[groups[-1][-1]].end and f.start - found[groups[-1][-1]].end <= 14:
            gap = text[found[groups[-1][-1]].end : f.start]
            if "\n" not in gap and _SEPARATOR.match(gap):
                groups[-1].append(i)
                continue
        groups.append([i])
    for group in groups:
        first, last = found[group[0]], found[group[-1]]
        k = bisect_right(starts, first.start) - 1
        if k >= 0 and sentences[k][0] <= first.start < sentences[k][1]:
            low, high = sentences[k]
        else:
            low, high = text.rfind("\n", 0, first.start) + 1, text.find("\n", last.end)
            high = len(text) if high < 0 else high
        low, high = min(low, first.start), max(high, last.end)
        j = bisect_right(label_starts, first.start) - 1
        label = labelled[j][2] if j >= 0 and labelled[j][0] <= first.start < labelled[j][1] else None
        shared = _shared(text, first, last, low, high, label)
        for i in group:
            own = found[i]
            role = shared
            if label is None and _TITLE.match(text, own.end, high) and own.kind != "collective":
                role = "other"
            elif len(group) > 1 and own is not last and label is None:
                inner = text[max(low, own.start - 4) : own.start]
                if _BEFORE_SUPPORT.search(inner):
                    role = "support"
            elif (len(group) > 1 and own is last and own.kind == "soft" and _TOGETHER.match(text, own.end) and text[own.start - 1] in "与和同") or (
                len(group) > 1 and own is not first and _BEFORE_SUPPORT.search(text[max(low, own.start - 4) : own.start])
            ):
                role = "support"
            roles.append(role)
    return roles


# 安排资金 is an act of its own, 安排部署 an order; 通报, 检查 by the office itself
_ARRANGES = re.compile(
    r"(?:统筹|已|共|将|每年|全年|今年|再|\d{4}年|累计|等|及时|足额|，)*(?:安排|下达|拨付|投入|筹措|落实)(?!部署|意见|精神)[^，。；：\n]{0,16}?(?:资金|经费|补助|预算|贷款|债券|奖补|\d)"
)
_ISSUES_THIS = re.compile(r"(?:联合|研究|共同|组织|会同[^，。；]{2,12})*(?:制定|编制|起草|拟定|提出|修订)了?(?:本|《)")
_PROMISES = re.compile(r"(?:近日|日前|今天|\d+日)?(?:表示|介绍|透露|称|宣布)[，,：:“]*(?:下一步[，,]?|接下来[，,]?)?(?:将(?!军)|计划|力争|拟)")
_ACCORDING = re.compile(r"(?:据|根据)\Z")
_DATA = re.compile(r"(?:的)?(?:统计|介绍|数据|测算|消息|通报|监测|预测|初步|发布|公布)")
_PRAISES = re.compile(r"(?:近日|日前|已|多次|两次|先后|\d{4}年)*(?:通报表扬|表扬|表彰|通报批评|约谈|督办|挂牌督办)")
_OVERSEES = re.compile(r"(?:的|依法|法律|工作|民主|社会|舆论|专项|纪律)*(?:监督|考核|评议|检查)(?=[、，。；和及])")
_DATE_LINE = re.compile(r"\s*(?:关于|(?:\d{4}|[二〇○零一九三四五六七八]{4})年)")
_CLAUSE_OPEN = re.compile(r"(?:[\s。；;：:，,！？（(”]|[一二三四五六七八九十]是|[一二三四五六七八九十]、|同时|其中)\Z|\A\Z")
_NO_ACT = re.compile(
    r"(?:分别|先后|现场|线上)?(?:作|做)(?:了|出)?[^，。；]{0,6}(?:发言|介绍|报告|汇报|讲话|交流)|出席|参加|列席|[^一-龥]|[的等和与及为是获被受位设挂]|或|之|工作|总体|作为|成立|名单|关于"
)


# A与B合作: B supports
_TOGETHER = re.compile(r"(?:开展|深化|加强|签订|签署|达成|共同|联合)?(?:战略|深度|校企|全面)?(?:合作|共建|签约)")


# the State orders or judges (国家下达的任务); elsewhere it acts (国家设立基金)
_STATE_ORDERS = re.compile(
    r"[一-龥]{0,3}?(?:下达|规定|要求|确定|批准|批复|认定|核定|核准|授权|考核|验收|通报|反馈|部署|交办|明令|颁布|支持(?=[，。、；]|\Z)|允许|赋予)"
)
# 教育部等八部门, A、B两部门, 省教育厅（省委教育工委）
_AND_OTHERS = re.compile(
    r"(?:等)?(?:[一二三四五六七八九十两多\d]*个?(?:部门|部委|单位|家单位|[所家]?(?:高校|院校|学校|企业|机构|医院))|[一二三四五六七八九十\d]*地)?(?:[（(][^（）()\n]{0,16}[）)])?"
)

# 党中央决策部署落地, 省委总的要求是, 省委团结带领…
_LEADS = re.compile(r"(?:的|重大|一系列|各项|关于[^，。；]{2,20}的)*(?:决策|大政方针|方针|部署|要求|精神|总的要求|指示|号召)|(?:团结)?带领")

_BY_DUTY = re.compile(r"[（(]?(?:按|根据|依|在各自)[一-龥]{0,4}(?:职责|职能|分工)")


def _shared(text: str, first: Found, last: Found, low: int, high: int, label: Role | None) -> Role:
    end = last.end
    before = text[max(low, first.start - 24) : first.start]
    after = _AND_OTHERS.match(text, end, high)
    at = after.end() if after else end
    if label is not None:
        if _AFTER_LEAD.match(text, at, high):
            return "lead"
        if _AFTER_SUPPORT.match(text, at, high):
            return "support"
        return label
    if _AFTER_LEAD.match(text, at, high):
        return "lead"
    if _AFTER_SUPPORT.match(text, at, high) and not _BEFORE_DUTY.search(before):
        return "support"
    if _BEFORE_SUPPORT.search(before):
        return "support"
    if last.kind != "collective":
        if _TITLE.match(text, at, high):
            return "other"
        if _AFTER_ISSUER.match(text, at, high):
            return "issuer"
    if last.kind == "named" and _signs(text, first, last):
        return "issuer"
    if last.kind != "collective":
        if _ISSUES_THIS.match(text, at, high):
            return "issuer"
        if _ACCORDING.search(before) and _DATA.match(text, at, high):
            return "other"
        if _PRAISES.match(text, at, high):
            return "supervisor"
        if _OVERSEES.match(text, at, high) and "接受" in text[max(low, first.start - 40) : first.start]:
            return "supervisor"
        if _ARRANGES.match(text, at, high) or text.startswith(("提请", "已提请"), at):
            return "responsible"
    if last.kind == "soft" and before.endswith(("与", "同", "和")):
        return "support"
    if last.rule == "zh.agency.state":
        return "supervisor" if _STATE_ORDERS.match(text, end, high) else "responsible"
    high_body = _SUPERVISOR_HEAD.search(text[last.start : end]) is not None
    if last.kind != "collective" and (high_body or text[last.end - 1] == "委") and _LEADS.match(text, at, high):
        return "supervisor"
    if _BEFORE_DUTY.search(before):
        return "responsible"
    if last.kind == "collective":
        return "supervisor" if receives(text, first.start, last.end) else "responsible"
    if _BY_DUTY.match(text, at, at + 14):
        return "responsible"
    if before.endswith(("代表", "谨代表")):
        return "other"
    if _PROMISES.match(text, at, high):
        return "responsible"
    if _AFTER_NEWS.match(text, at, high):
        return "other"
    if _AFTER_REVIEW.match(text, at, high):
        return "supervisor"
    if _ACTED_ON.search(before):
        return "supervisor"
    if _AFTER_MODAL.match(text, at, high) and not (high_body and text.startswith(("对", "于", "按", "根据", "可"), at)):
        return "responsible"
    if _AFTER_SUPERVISOR.match(text, at, high):
        return "supervisor"
    if _BEFORE_SUPERVISOR.search(before):
        return "supervisor"
    if _AFTER_DUTY.match(text, at, high) or (not high_body and _AFTER_VERB.match(text, at, high)):
        return "responsible"
    if text[first.start - 1 : first.start] in ("（", "(") and text[at : at + 1] in ("）", ")"):
        return "responsible"
    if (
        last.kind in ("named", "soft")
        and not high_body
        and _CLAUSE_OPEN.search(before)
        and high - at > 5
        and not (_NO_ACT.match(text, at, high) or _ACCORDING.search(before))
    ):
        return "responsible"
    return "other"


def _signs(text: str, first: Found, last: Found) -> bool:
    """Whether the bodies stand alone on a line with a date or title (关于…) under it: who signs or issues."""
    low = text.rfind("\n", 0, first.start) + 1
    high = text.find("\n", last.end)
    if high < 0 or text[low : first.start].strip() or text[last.end : high].strip():
        return False
    return _DATE_LINE.match(text, high) is not None
