"""Which words of a Chinese sentence show that it promises, reports or merely tells?"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from pipeline.cues import MODAL, Cue, CueKind, Reading
from pipeline.lang.zh.body_list import is_body_list
from pipeline.lang.zh.situation import only_tells
from pipeline.lexicon import load
from pipeline.types import Modality

_REVIEW = re.compile(
    r"回顾|总结|成效|成绩|成就|完成情况|进展情况|执行情况|工作情况|落实情况|开展情况|(?:推进|整改|实施|办理|建设|治理|整治|处置|核查|运行|部署|督办|交办|执法|接收|编制)情况|过去五年|过去一年|取得的|发展基础|现实基础|工作基础|主要做了以下工作|主要工作及成效"
)
_AHEAD = re.compile(r"目标任务|安排|下一步")
_OPENS_LIST = re.compile(
    r"[：:]\s*$|(?:以下|下列|如下)(?![^，,。]{0,3}[\d一二三四五六七八九十]+[个项方大点条])[^，,。；;：:]{0,8}"
    r"(?:方面|环节|工作|任务|事项|举措|措施|目标|问题)(?:的?工作)?[。.]?\s*$"
)  # 一年来，主要做了以下工作。
_PLAN = re.compile(
    r"安排|打算|目标|任务|实事|要求|措施|举措|重点工作|思路|部署|下一步|保障|组织实施|建议|今后|要点|职责|分工|行动|工程|原则|内容|范围|时间|步骤|计划|方案|实施|推进|加强"
)
_ASIDE = re.compile(r"形势|存在的?问题|困难|挑战|背景|编制依据|基础条件|发展环境")
_NOTES = re.compile(r"名词解释|名词术语|注释|参考文献|相关链接")
_MARK = re.compile(r"^[\s#*]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]?)+\s*")
_TIME = (
    r"(?:到|在|至|截至|力争到?)?(?:“?十[一二三四五六]五”?(?:时期|期间|末)?|(?:[12]\d{3}|[〇一二三四五六七八九]{4})(?:[—\-－~至](?:[12]\d{3}))?年(?:\d{1,2}月|上半年|"
    r"下半年)?|\d{1,2}月(?:\d{1,2}日|[上中下]旬)?|今年|明年|本年度?|全年|年内|年底|"
    r"每(?:[一二两三四五六]?(?:年|月|周|季度|半年|天|日)))(?:初|中|底|末)?(?:之?前|起|内)?[，,]?"
)
_OPENING = re.compile(
    r"^[\s“”‘’（()）、，,\-—]*(?:[一二三四五六七八九十]+是(?:要)?|"
    + _TIME
    + r"|其[一二三四五]|第[一二三四五六七八九十]+[，,、]|再(?![次说生者])|基本(?=[完实形消解达]|建(?!设))|新(?=认|评定)|同时[，,]?|此外[，,]?|另外[，,]?|还要|"
    r"并(?=[加推完])|"
    r"(?:要|将|须|应)?(?P<adverb>重点(?!工作|任务|项目|领域|产业|企业|区域|地区|行业|环节|群体|人群|工程)|及时|进一步|切实|全面|大力|积极|扎实|持续|继续|深入|着力|全力|不断|稳步|有序|加快|高质量|高标准|更好|更大力度|牢牢|坚决|稳妥|努力|协同|同步|统筹))*"
)
_ADVERBIAL = re.compile(
    r"^[^，,。；;：:]{0,24}(?:中|上|下|方面|时|期间|前|后|基础上|为抓手|为重点|为契机|为目标|为主线|为统领|为引领|起|以来)[，,]|^(?:到|至|在|从|以|按照|根据|围绕|针对|通过|依托|结合|对照|聚焦)[^，,。；;：:]{1,40}[，,]"
)
_DISPOSAL = re.compile(r"[\s“”]*(?:把|将|用|让|使)(?!于|命|军|领|户|品|电|地|水|近)[^，,。；;]{2,40}")
_DISPOSES = frozenset("“”把将用让使")
# a noun phrase that does something by itself, the usual wording of results and of goals: 人民生活进一步改善, 新兴产业快速增长
_GROWS = (
    r"(?:持续|不断|加快|稳步|进一步|更加|明显|显著|"
    r"深入|全面|有序|扎实|快速|加速|大幅|稳中|总体|基本|深度|较快|平稳)(?:推进|成长|改善|提升|增长|优化|深化|加强|提高|增强|扩大|完善|发展|融合|巩固|健全|"
    r"向好|回升|稳定|推开|落实|落地|展开|壮大|形成|显现|释放|进步|凸显|攀升|下降|减少|好转|运行|平衡|同步|上升|拓展|繁荣|活跃|合理|协调)(?:[，,。；;]|$)"
)
_INTRANSITIVE = re.compile(
    r"(?:^|(?<=[，,。；;：:]))(?!推动|推进|促进|确保|保持|保障|实现|引导|带动|支持|力争|争取|加快|让|使|要|将|努力)[^，,。；;：:、]{2,24}?" + _GROWS
)
_INTRANSITIVE_END = re.compile(_GROWS)
"""The end of such a phrase: a quick first look."""


_Entry = tuple[str, str, str, CueKind, int]
"""A cue: the word, what must not stand before and behind it, its kind and weight."""


@cache
def _table() -> tuple[re.Pattern[str], dict[str, list[_Entry]]]:
    """A pattern for where a cue may begin, and the cues by their first two characters (the longest first), those of one character by that."""
    entries = sorted(
        ((row["cue"], row["not_after"], row["not_before"], cast(CueKind, row["kind"]), int(row["weight"])) for row in load("cues_zh", key=("cue",))),
        key=lambda e: -len(e[0]),
    )
    single = {e[0] for e in entries if len(e[0]) == 1}
    by_start: dict[str, list[_Entry]] = {start: [] for start in (*single, *(e[0][:2] for e in entries))}
    for start, found in by_start.items():
        found += [e for e in entries if e[0][:2] in (start, start[0])]
    firsts, seconds, alone = (re.escape("".join(sorted(set(c)))) for c in ([s[0] for s in by_start], [s[1] for s in by_start if s[1:]], single))
    return re.compile(f"[{firsts}](?:(?=[{seconds}])|(?<=[{alone}]))"), by_start


@cache
def _verbs() -> tuple[frozenset[str], int]:
    words = frozenset(row["word"] for row in load("verbs_zh", key=("word",)))
    return words, max(map(len, words))


@cache
def _verb_sizes() -> dict[str, tuple[int, ...]]:
    """How long the verbs are that begin with these two characters."""
    sizes: dict[str, set[int]] = {}
    for word in _verbs()[0]:
        sizes.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(found)) for start, found in sizes.items()}


def _opens_with_verb(clause: str, at: int) -> bool:
    words = _verbs()[0]
    return any(clause[at : at + size] in words for size in _verb_sizes().get(clause[at : at + 2], ()))


def read(sentence: str) -> Reading:
    """The cues of one sentence (clean text), in text order.

    >>> [(c.kind, c.weight) for c in read("要加快补齐短板").cues]
    [('binding', 30)]
    >>> read("加快补齐短板，优化资源配置。").imperative
    True
    """
    trigger, by_start = _table()
    cues: list[Cue] = []
    end = 0
    for match in trigger.finditer(sentence):
        at = match.start()
        if at < end:
            continue
        for word, not_after, not_before, kind, weight in by_start.get(sentence[at : at + 2]) or by_start.get(match[0]) or ():
            if len(word) < 3 or sentence.startswith(word, at):
                stop = at + len(word)
                if word == "将" and _OBJECT_MARK.match(sentence, at):
                    continue
                if (at and sentence[at - 1] in not_after) or (sentence[stop : stop + 1] in not_before and sentence[stop : stop + 1]):
                    continue
                cues.append(Cue(at, stop, kind, weight))
                end = stop
                break
    for match in _INTRANSITIVE.finditer(sentence) if _INTRANSITIVE_END.search(sentence) else ():
        if not any(c.start < match.end() and match.start() < c.end and c.kind in MODAL for c in cues):
            cues.append(Cue(match.start(), match.end(), "done", 13))
    if not any(c.kind in MODAL for c in cues) and (("是" in sentence and _COPULA.match(sentence) and not _SHARE.search(sentence)) or only_tells(sentence)):
        cues.append(Cue(0, len(sentence), "other", 32))
    main = max(sentence.rfind("，", 0, -1), sentence.rfind(",", 0, -1)) + 1
    return Reading(tuple(cues), imperative(sentence), _OPENS_LIST.search(sentence) is not None, main)


def imperative(clause: str) -> bool:
    """Does the clause open with a bare verb (推进…, 进一步完善…), perhaps behind an adverbial (在…方面，)?"""
    if clause.lstrip()[:1] in _DISPOSES and _DISPOSAL.match(clause):
        return True
    return _opens_as_order(clause) and not (_INTRANSITIVE_END.search(clause) and _INTRANSITIVE.match(clause))


def _opens_as_order(clause: str) -> bool:
    words = _verbs()[0]
    if clause[:1] in "在向为对同以与" and any(clause[i : i + 2] in words for i in range(2, min(15, len(clause) - 1)) if "，" not in clause[:i]):
        return True  # 在全国推行…, 为群众提供…
    at = 0
    for _ in range(3):
        opening = _OPENING.match(clause, at)
        start = opening.end() if opening else at
        if _opens_with_verb(clause, start) or (opening and opening["adverb"]):
            return True
        adverbial = _ADVERBIAL.match(clause[at:])
        if not adverbial:
            return False
        at += adverbial.end()
    return False


def is_verbal(words: str) -> bool:
    """Are the words nothing but verbs and adverbs of a work plan (扎实推进, 新建改造)?

    >>> is_verbal("扎实推进"), is_verbal("高速公路")
    (True, False)
    """
    lexicon, longest = _verbs()
    at = 0
    while at < len(words):
        step = next((n for n in range(longest, 1, -1) if words[at : at + n] in lexicon), 0)
        if not step and words[at] in "新再又建改扩共已并和的了好上下":
            step = 1
        if not step:
            return False
        at += step
    return True


def mode(heading: str) -> str | None:
    """What a heading announces: "review" (last year's work), "plan", "aside" (situation, problems), "notes" (glossary, footnotes) or None.

    >>> mode("一、2024年工作回顾"), mode("二、2025年工作安排"), mode("存在的问题")
    ('review', 'plan', 'aside')
    """
    if _REVIEW.search(heading) and not _AHEAD.search(heading):
        return "review"
    if _ASIDE.search(heading):
        return "aside"
    if _NOTES.search(heading):
        return "notes"
    return "plan" if _PLAN.search(heading) or imperative(_MARK.sub("", heading)) else None


_LABEL = re.compile(
    r"^[\s（(【\[〔［]*(?:主办|协办|牵头|主要牵头|共同牵头|责任|配合|承办|协同|参与|参加|实施|主管|监管|负责|落实|协作|支持|完成|主责|第一责任)(?:责任)?(?:单位|部门|处室|科室|领导|人|主体|机构|时限|时间)?(?:及[^：:]{1,10})?[：:]"
    r"|^[\s]*[（(][^（）()]{2,120}(?:牵头|负责|配合|按职责分工负责|参与|参加|落实)[^（）()]{0,30}[）)][。；;]?$"
)
_DOCUMENT_PLAN = re.compile(r"目标|任务|通知|方案|意见|规划|计划|办法|要点|行动|措施|清单|决定|分工|纲要|规定|条例|公报|倡议|实事")
_DOCUMENT_REVIEW = re.compile(r"总结|述职|情况(?:的)?(?:报告|通报|公示|公告)|(?:完成|办理|进展|落实|执行)情况|成效|公报|统计|(?:全部|圆满|如期|顺利)完成")
_PROBLEM = re.compile("困难|问题|不足|挑战|短板|差距|矛盾")
_ADMITS = re.compile(
    r"(?:看到|认识到|意识到|存在|面临|还有)[^。]{0,40}(?:困难|问题|不足|挑战|短板|差距|矛盾)|(?:困难|问题|不足|短板|差距|矛盾)[^。]{0,12}(?:主要是|主要表现|仍然|依然|还比较|有待)"
)
_COPULA = re.compile(
    r"(?![一二三四五六七八九十]{1,2}是|其[一二三]是)(?:[^，,。；;：:]{1,16}是(?!否)[^，,。；;：:]{2,40}|"  # 创新是…的原动力。
    r"[^，,。；;：:是]{1,30}[，,]?(?:既|也|更|还|都|不仅)?是(?!否)[^，,。；;：:]{2,80}(?:[，,](?:同时)?(?:也|更|还|又|都)?是[^，,。；;：:]{2,60})*的(?:[^，,。；;：:的]{0,6}(?:结果|时期|阶段|[一二三四五]年|保[证障]|基础|前提|内容|体现|根本|关键|五年|举措|承诺|工程|政策|抓手|途径|路径|支撑|标志|选择|使命|战略|载体)))[。；;！!]?$"
)
_SHARE = re.compile(r"\d[%％万亿]")
_BARE_LABEL = re.compile(r"(?:有关|具体|相关|工作|主要|总体|现就|特)?(?:要求|事项|措施|安排|内容|如下|分工|说明|注|附件?)(?:如下)?[：:]")
_ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,2}是|其[一二三四五六七八九十]")
# 将总结报送…: 将 marks the object and promises nothing
_OBJECT_MARK = re.compile(r"将[^，,。；;]{1,16}?(?:报送|上报|报(?!告)|纳入|列入|作为|转为|移交|提交|送交|划入|并入|转化|抄送|公布|公示)")
_RULE = re.compile(r"由[^，,。；;]{2,20}每")
_LED = re.compile(r"(?:牵头|配合|参加|参与|协助)[，,][^。；;]*$")
_PREPOSED = re.compile(r"(?:为|对|把|将|向|给|让|从|按|以|在)(?!于|此)")
_STRIVE = frozenset({"力争", "争取", "努力", "力求", "原则上", "尽量", "有望"})


def label(line: str) -> bool:
    """Is the line only a label of who is responsible (牵头单位：教育厅; （省教育厅牵头，省财政厅配合）)?

    >>> label("责任单位：省教育厅、省财政厅"), label("省教育厅负责组织实施。")
    (True, False)
    """
    return _LABEL.match(line) is not None or is_body_list(line)


def enumerated(sentence: str) -> bool:
    """Is the sentence an enumerated part (一是…, 二是…) of what the sentences before it tell?"""
    return _ENUMERATED.match(sentence) is not None


def bare_label(phrase: str) -> bool:
    """Is the phrase only the name of what follows (有关要求：)?"""
    return _BARE_LABEL.fullmatch(phrase) is not None


def admits(sentence: str) -> bool:
    """Does the sentence open a passage that owns up to difficulties (我们也清醒地看到…困难和问题)?"""
    return _PROBLEM.search(sentence) is not None and _ADMITS.search(sentence) is not None


def document_mode(title: str) -> str | None:
    """What a title announces for the whole document; a government work report holds both and gives None."""
    if "政府工作报告" in title:
        return None
    if _DOCUMENT_REVIEW.search(title):
        return "review"
    return "plan" if _DOCUMENT_PLAN.search(title) else None


def modality(phrase: str, reading: Reading, start: int, end: int, *, opening: int, targets: bool) -> Modality:
    """The modality of the clause `[start, end)` of a commitment sentence.

    An explicit cue of the clause wins; 确保, 力争 and 将 carry on from earlier clauses; items of a target list are planned;
    a bare verb is binding, a subject without a cue planned. `opening` is where the clause begins behind a date that opens it.

    >>> p = "640所学校主体一定要完工，80%争取秋季投入使用"
    >>> modality(p, read(p), 0, 11, opening=0, targets=False), modality(p, read(p), 12, len(p), opening=12, targets=False)
    ('binding', 'aspirational')
    """
    own = [c for c in reading.cues if c.kind in MODAL and start <= c.start < end]
    if {phrase[c.start : c.end] for c in own} & _STRIVE:
        return "aspirational"
    if any(c.kind == "binding" for c in own):
        return "binding"
    if any(c.kind == "aspirational" for c in own):
        return "aspirational"
    if targets and not own:
        return "planned"
    if _RULE.search(phrase, start, end) and not own:
        return "binding"  # 由市教育局每两年复评: the plain present of a rule
    carried = [c for c in reading.cues if c.end <= start and c.kind in MODAL and c.weight >= 20 and phrase[c.start : c.end] != "鼓励"]
    if carried and not own:
        last = carried[-1]
        return "aspirational" if phrase[last.start : last.end] in _STRIVE else MODAL[last.kind]
    if _LED.search(phrase, 0, start) and not own:
        return "planned"  # 县水利局牵头，…，完成检查: the clause goes on with that subject
    if any(c.kind == "planned" and c.weight > 10 for c in own):
        return "planned"
    words = phrase[opening:end]
    return "binding" if imperative(words) or _PREPOSED.match(words) else "planned"
