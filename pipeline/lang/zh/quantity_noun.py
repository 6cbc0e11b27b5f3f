"""What does a Chinese number count? The noun behind its counter (1411所乡村小规模学校) or before it (银龄教师1550名)."""

from __future__ import annotations

import re

_LONGEST = 30
_DIVISION = re.compile(
    r"(?:县|区|市|省|州|盟|旗|乡镇|镇|乡|村|社区|街道|县区|区县|市县|市州|地市|省份|城市)(?=(?!级|域|城|镇|乡|村|委|政|直|区|市|县|州)[\u4e00-\u9fff]{2,})"
    r"(?=提|开|推|实|建|完|达|纳|入|加|率|基|全|均|已|获|成|创|启|落|参|享|通)"
)
_NO_NOUN = re.compile(r"[：:]|开展|进行|实施|推进|举行|已经?|预计|均(?!衡)|全部|中(?=[，,不有已])|完成|分别|占|位居|增长|下降|完工|开工")
_HOUSEHOLDS = ("家庭", "农户", "企业", "居民", "群众", "主体", "住户")
_CLOSERS = "，。；：！？!?;\n…"
_CLAUSE = re.compile(rf"[^{_CLOSERS}]{{0,{_LONGEST}}}")
# verbs and function words that end a noun phrase; the phrase itself is at least two characters long
_STOP = re.compile(
    r"(?<!^)(?:(?<![重主需首])要|将|已|(?<![人平户年])均(?!衡|等)|须|(?<![供响相效反适感])应(?!急|用|届|对|税)|可(?!再生|视|持续|燃|穿)|被|(?<!供)给(?!水)|把|对(?!口|外)|从(?!业|事)"
    r"|(?<![存内外潜])在(?!建|校|岗|读|职|线|研|营|产|途|册|园)|(?<![方定面导])向|(?<!自)由|以(?!下|上)|(?<!合)并(?!网)|且|"
    r"务必|必须|力争|争取|确保|预计|原则上|一律|新?发放|率先|开展|进行|实施|实现|启动|完成|达到|达标|成为|获得?|获批|获评|入(?:选|围|驻|学|库)|建成|列入|纳入|投(?:入|产|用|运|资)|开(?:工|诊|放|通|园)|竣工|落(?:地|户|成)|"
    r"全(?:部|面)|通(?:过|车|硬|三|水|电)|参加|参与|享受|提供|得到|覆盖|超过|突破|增长|提高|下降|减少|增加|居全|圆满|收官|发布|兑现|上榜|上线|占(?!地|比)|总数|累计|、(?:居|年均|增长|占|规模|共|位列|排名?|列全|比[上去]|较[上去]"
    r"|创[历新下]|带动|帮助|吸引|惠及|撬动|拉动|获|新增|培育|引进|引育|荣)|位居|名列|到(?!家)|是|有(?!限|色|机|关)|为(?!民|老|农|侨)|"
    r"完工|创业|居家|集中|全年|累计|改造|升级|提档|扩容|脱贫|摘帽|退出|挂牌|运行|运营|签约|上市|下线|交付|投放|转为|升为|验收|整治|饮水(?!管|工程|安全工程|设施|项目)|逐|更(?!新)|免费|稳定|加(?:强|快|大)|担任|圆了|清偿|分别|首次|支持|受益"
    r"|(?<![公中])共(?!同|享|建|管|服|青|产|和)|推广|进入)"
)
_NEXT_NUMBER = re.compile(r"[,(]|、(?=[上近约超逾]?[一二两三四五六七八九十百千\d“])|和(?=[一二两三四五六七八九十]个|\d)|\d|~|（(?=[含包其])")
_LEAD = re.compile(r"^(?:以上|以下|左右|的)+")
_BREAK_BEFORE = re.compile(
    r"(?:[，。；：！？!?;,:、\n（(）)]|其中|以上|以下|各类|各级|走访|慰问|选派|选聘|吸引|集聚|聘任|检查|抽查|新?开发|募集|开行|入驻|盘活|清理|拆除|关停|淘汰|压减|精简|裁减|削减|核减|续建|新设|达成|签订|发布|重点推进|力争|在京|新建|新改扩建"
    r"|新扩建|改建|改扩建|扩建|建设|建成|新增|培育|引进|办理|办结|选取|遴选|提供|开展|组织|举办|完成|实施|打造|达到?|突破|超过|"
    r"增加|减少|增长|招聘|招收|安排|支持|帮助|带动|发放|惠及|覆盖|服务(?!商|业|平台|中心|站|网点|机构|设施|区|点|人)|推进|实现|解决|设立|建立|创建|认定|拥有|现有|累计|共计?|合计|总计|约|近|为|(?<!拥)(?<!占)有(?!效|机|色|限|关)|至"
    r"|到|了|等|的|被|将|把|和|及|与|改造|评选|补贴|更新|改良|治理|修建|修复|出台|制定|签约|落户|引育|获批|入选|安置|分别|均|转化|推广|布局|投放|救助|培训|查处|查办)"
)


def noun(text: str, start: int, end: int, *, counter: str, itself: bool) -> str | None:
    """The counted noun of the amount `[start, end)` as the text has it, None where none can be told.

    `itself` says that the counter is the noun (人, 户, 人次); a set count keeps its counter (八个方面工作 counts 方面工作).

    >>> noun("1411所乡村小规模学校要保证入学", 0, 5, counter="所", itself=False)
    '乡村小规模学校'
    >>> noun("其中：银龄教师1550名、", 7, 12, counter="名", itself=False), noun("就业50万人以上", 2, 8, counter="人", itself=True)
    ('银龄教师', '人')
    """
    if itself:
        households = _behind(text, end) if counter == "户" else None
        return households if households and households.endswith(_HOUSEHOLDS) else counter
    behind = _behind(text, end)
    if behind and counter == "个" and (place := _DIVISION.match(behind)):
        return place[0]  # 67个县提升服务能力
    return behind or _before(text, start)


def _behind(text: str, end: int) -> str | None:
    match = _CLAUSE.match(text, end)
    phrase = match[0] if match else ""
    lead = _LEAD.match(phrase)
    if lead:
        phrase = phrase[lead.end() :]
    if not phrase or phrase[0] in "、,)）”》]】 ":
        return None
    if _NO_NOUN.match(phrase):
        return None
    phrase = phrase.partition("是")[0] or phrase
    modifier = phrase.rfind("的", 0, _LONGEST)
    if modifier > 0 and "、" not in phrase[:modifier] and not _NO_NOUN.match(phrase, modifier + 1):
        phrase = phrase[modifier + 1 :]
    stop = _STOP.search(phrase)
    if stop:
        phrase = phrase[: stop.start()]
    phrase = _NEXT_NUMBER.split(phrase, maxsplit=1)[0].strip("\"' 、")
    phrase = _unquoted(phrase)
    if phrase.count("（") != phrase.count("）"):
        phrase = phrase.split("（", 1)[0]
    return phrase[:_LONGEST] or None


def _unquoted(phrase: str) -> str:
    """Without quotation marks around the whole and without half a pair (“百村示范”村 keeps its own)."""
    phrase = phrase.lstrip("”")
    if phrase[:1] == "“" and phrase.find("”") in (-1, len(phrase) - 1):
        phrase = phrase[1:]
    return phrase.rstrip("“”") if phrase.count("“") != phrase.count("”") else phrase


def _before(text: str, start: int) -> str | None:
    left = text[max(0, start - _LONGEST) : start].rsplit("\n", 1)[-1]
    if left[-1:] in _CLOSERS or left[-1:] in ("、", ","):
        return None
    bracket = max(left.rfind("（"), left.rfind("(")) if left[-1:] in ("）", ")") else -1
    tail = left[bracket:] if bracket > 0 else ""
    left = left[: len(left) - len(tail)]
    cut = 0
    for match in _BREAK_BEFORE.finditer(left):
        if match.end() < len(left):
            cut = match.end()
    phrase = _unquoted(left[cut:].strip("\"' "))
    while phrase and (trailing := _TRAILING.search(phrase)):
        phrase = phrase[: trailing.start()]
    phrase += tail if phrase else ""
    return phrase if len(phrase) > 1 and not any(c.isdigit() for c in phrase) and phrase not in _BARE_VERBS else None


_BARE_VERBS = frozenset(
    ("建成", "完成", "新建", "新增", "达到", "累计", "开工", "完工", "实施", "覆盖", "惠及", "发放", "培训", "办理", "受理", "查处", "引进", "培育", "组建")
)
_TRAILING = re.compile(
    r"(?:已经?|完成|达到?|为|至|到|共|约|近|超|有|分别|累计|合计|增加|减少|净增|缩小|扩大|提高|下降|上升|新增|数量?|总量|总数|开工|完工|投产|竣工)$"
)
