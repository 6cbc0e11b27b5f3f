"""Which office or section of a Chinese body is meant: 省政府督查室, 省民政厅养老服务处, 县生态环境局石桥分局?"""

from __future__ import annotations

import re

from pipeline.lang.agency_found import Found
from pipeline.lang.alternation import alternation
from pipeline.lang.waiting import when_used
from pipeline.lang.zh.agency_lexicon import HAN, cue, domains, is_letter

_HOLDER = "府会委厅局部署院办团"
_FIXED = re.compile(
    r"(?:办公[厅室]|(?:督查|督察|督办|督查督办|政务督查|研究|政策研究|政研|参事|文史研究|党史研究|史志研究|法制|新闻|信息|机要|综合|秘书|调研|接待|地方志|档案|目标考核)室"
    r"|督查局|参事局|机关事务管理局|机关事务局|信息中心|电子政务中心|政务服务中心|政务服务管理办公室|政务服务办|发展研究中心|政策研究中心|新闻办公室|新闻办|新闻宣传办"
    r"|法制办公室|法制办|应急办公室|应急办|外事办公室|外事办|外办|侨务办公室|侨办|口岸办|金融办|台办|国资委|督导委员会|职能转变办|推进办|扶贫办|机关党委|党组(?!书记|副书记|成员|会议|理论|班子)"
    rf"|驻[{HAN}]{{2,5}}办事处|(?:[{HAN}]{{0,8}})领导小组办公室|(?:[{HAN}]{{0,8}})领导小组)"
)
_SECTION = re.compile(
    rf"(?P<topic>[{HAN}]{{2,9}}?)(?:处(?![理置罚分于在境长级所以])|司(?![法机长令])|科(?![技学研长级目])|股(?![长权份东])|(?P<branch>分局)(?!长)|(?P<squad>支队|大队|中队)(?!长))"
)
_TOPIC_START = when_used(
    rf"(?:{cue('modal', 'adverb', 'preposition', 'verb', 'news', 'issuer', 'support', 'lead', 'responsible', 'supervisor', 'before_support')})"
)
_TOPIC_STOP = re.compile(r"[的了在是对将把被由为向从于并或等着过让使给就但而且其此该这那各凡经不更每查罚惩、]|依法|会同|联合|要求|负责|牵头|召开")
_TOPIC_END = re.compile(
    rf"(?:{alternation(domains())}|综合|法规|政策|规划|财务|人事|计划|监督|管理|服务|发展|合作|交流|保障|评估|信息|社会|群体|竞技|秘书|党建|工会|资产|基建|安全|标准|装备|项目|行政|执法|协调)\Z"
)
_DUTY = re.compile(rf"{cue('lead', 'responsible', 'support')}|要(?!求)|应当|须|将|牵头")
_NEXT = when_used(
    rf"(?![{HAN}])|{cue('modal', 'adverb', 'verb', 'preposition', 'lead', 'responsible', 'supervisor', 'before_support', 'support', 'title')}|[等和与及或的]"
)


def with_office(text: str, found: Found) -> Found:
    """The body with the office or section behind its name, itself where none follows.

    >>> t = "省政府督查室通报，省民政厅养老服务处负责"
    >>> [t[f.start:f.end] for f in (with_office(t, Found(0, 3, "named", "")), with_office(t, Found(9, 13, "named", "")))]
    ['省政府督查室', '省民政厅养老服务处']
    """
    if found.kind != "named" or text[found.end - 1] not in _HOLDER or not is_letter(text[found.end : found.end + 1]):
        return found
    fixed = _FIXED.match(text, found.end)
    if fixed is not None and not (len(fixed.group()) > 6 and _TOPIC_STOP.search(fixed.group())):
        return Found(found.start, fixed.end(), found.kind, "zh.agency.office")
    section = _SECTION.match(text, found.end)
    if section is None or not _NEXT.match(text, section.end()):
        return found
    topic = section["topic"]
    if _TOPIC_START.match(topic) or _TOPIC_STOP.search(topic):
        return found
    if len(topic) <= 6 and _DUTY.match(text, section.end()):
        return Found(found.start, section.end(), found.kind, "zh.agency.section")
    if section["branch"] or section["squad"] or _TOPIC_END.search(topic):
        return Found(found.start, section.end(), found.kind, "zh.agency.section")
    return found
