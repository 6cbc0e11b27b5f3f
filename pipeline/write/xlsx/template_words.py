"""Which header words stand for which column of a ledger?

Header cells of ledgers that governments publish (督查台账, 任务分解表, 责任清单, action trackers), each with its family; compiled by hand.
They are words of workbooks, not of policy texts: therefore they are no lexicon in data/lexicons.
"""

from __future__ import annotations

_FAMILIES = {
    "number": ("序号|编号|项目序号|no.|no"),
    "task": (
        "任务|工作任务|工作内容|重点任务|主要任务|具体任务|目标任务|任务内容|任务名称|任务事项|工作事项|督办事项|督查事项|事项|事项名称|重点工作|工作要点|工作举措|主要举措|"
        "具体措施|工作措施|整改措施|项目名称|task|tasks|action|actions|action item|commitment|commitments|activity|"
        "deliverable"
    ),
    "target": ("目标|目标值|目标要求|工作目标|年度目标|指标|指标值|量化指标|考核指标|绩效指标|量化目标|target|targets|indicator|kpi"),
    "lead": ("牵头单位|牵头部门|牵头责任单位|牵头责任部门|牵头领导单位|主办单位|主责单位|主责部门|lead|lead agency|lead department"),
    "agencies": (
        "责任单位|责任部门|责任主体|承办单位|承办部门|落实单位|实施单位|完成单位|负责单位|responsible|responsible agency|responsible agencies|"
        "responsible party|responsibility|owner|agency|agencies"
    ),
    "support": ("配合单位|配合部门|协办单位|协办部门|协同单位|参与单位|参加单位|support|supporting|supporting agencies"),
    "due": (
        "时限|完成时限|办结时限|办理时限|整改时限|时限要求|时间要求|完成时间|办结时间|计划完成时间|时间节点|完成日期|截止日期|截止时间|期限|完成期限|deadline|due|"
        "due date|target date|completion date|timeline"
    ),
    "progress": ("进展|进展情况|工作进展|落实情况|完成情况|办理情况|推进情况|progress"),
    "state": ("状态|办理状态|完成状态|status|state"),
    "evidence": ("原文|原文表述|依据|政策依据|依据原文|evidence|source text"),
    "document": ("来源|任务来源|文件来源|来源文件|文件名称|source|source document|document"),
    "remarks": ("备注|说明|remarks|remark|notes|comments"),
}
"""What a column is for → the words of its header, with | between them."""

COLUMNS = {word: column for column, words in _FAMILIES.items() for word in words.split("|")}
"""Header word, in small letters and without white space in Chinese → what the column is for."""
