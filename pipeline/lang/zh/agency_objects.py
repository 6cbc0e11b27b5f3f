"""Which bodies of a Chinese text are only part of something else (省属高校专业, 国有企业负责人) or what is set up (研究院落地)?

What stands right behind a body decides; it is read for a list of bodies as a whole.
"""

from __future__ import annotations

import re

from pipeline.lang.agency_found import Found

_COUNTED = r"(?:等(?:[\d一二三四五六七八九十多]+[所家个])?[\u4e00-\u9fff]{0,6}?)?"
# what belongs to a body, or is only told of it
_BELONGS = re.compile(
    r"(?:[、和与及][\u4e00-\u9fff]{2,10}?){0,3}?(?:负责人|领导班子|采购等)|"
    rf"{_COUNTED}(?:专业(?:谱系|设置|布局|点|结构)|学科(?:建设|专业|布局|点)|在[校园](?:学?生|幼儿|人)|共同体|家庭医生|行为|组成部门|部门(?=[权的和及]|审批|规章|及其)|"
    r"成立(?=[\d一二三四五六七八九十百０-９]+周年)|每[天日](?:平均)?新增|招生(?:实现|规模|计划|人数|指标)|改革(?=取得|试点|方案|不断|稳步|全面|进展|顺利|和重组|[、，。；])|改造(?=[、，。；]|和?重组)|发展(?:基金|专项|环境|规划|水平))"
)
# how an institution comes about: it does nothing then
_COMES_ABOUT = re.compile(
    rf"{_COUNTED}(?:新院区|新校区|[\u4e00-\u9fff]{{2,4}}(?:院区|校区|分院))?(?:正式|成功|相继|先后|全部)?(?:挂牌|揭牌|开业|开诊|落[地户成]|获批|建成|竣工|投用|组建|成立(?!了)|奠基|封顶|开工|"
    r"(?:新?[扩迁改]建|[一二三四]期)[^，。；]{0,10}(?:等|工程|项目|投|完|开工)|成为[^，。；]{0,4}(?:首[家个批所]|唯一|第一家)|纳入|入选|升格)"
)
_LINKS = ("、", "和", "与", "及", "以及")


def without_objects(text: str, found: list[Found], governed: list[tuple[int, int]]) -> list[Found]:
    """The bodies (ordered) without those that are only part of something or are being set up; in `governed` stretches (label lines) all stay.

    >>> t = "推动高校专业谱系优化，市科学院落户临江。"
    >>> without_objects(t, [Found(2, 4, "collective", "x"), Found(11, 15, "soft", "y")], [])
    []
    """
    kept: list[Found] = []
    dropped = -1  # where the last body begins that was left out
    for f in reversed(found):
        out = _is_object(text, f) or (dropped >= 0 and text[f.end : dropped] in _LINKS)
        if out and not any(low <= f.start < high for low, high in governed):
            dropped = f.start
        else:
            kept.append(f)
    return kept[::-1]


def _is_object(text: str, found: Found) -> bool:
    if _BELONGS.match(text, found.end):
        return True
    return found.kind == "soft" and _COMES_ABOUT.match(text, found.end) is not None
