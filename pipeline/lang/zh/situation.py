"""Does a Chinese sentence only tell how things stand: a slack economy, a hard outside world, what is still wanting?"""

from __future__ import annotations

import re

_WORDS = (
    r"下行|低迷|疲软|乏力|萎缩|动荡|恶化|蔓延|放缓|减速|负增长|滑坡|硬着陆|缓慢|严峻|错综复杂|更趋复杂|波动|加剧|不确定|不稳定|异常升高|一度|"
    r"有待|亟待|亟需|不够|尚未|不足|薄弱|滞后|突出|多发|频发|时有发生|屡禁不止|难度加大|艰巨|繁重|跟不上|不容|偏[低高小少弱慢大多快紧]|不[强高优牢多快稳实深顺]|"
    r"不平衡|不充分|不协调|不合理|不完善|不健全|不到位|不适应|不匹配|不规范|不明显|压力|隐患|差距|问题|困难|短板|缺口|短缺|过[剩快热高低多重]|需要"
)
_WAKES = re.compile(_WORDS)
_PART = re.compile(r"[^，,；;。！？!?]+")
_END = r"(?=$|的?(?:问题|现象|情况|矛盾|局面)|等|、|和|且)"
_TELLS = re.compile(
    # how the economy and the world outside do
    r"(?:经济|贸易|市场|需求|消费|投资|出口|外贸|生产|工业|价格|汇率|利率|金融|环境|形势|局势|国际|世界|全球|增长|增速|收入)[^，]{0,12}?(?:下行(?!压力)|低迷|疲软|乏力|萎缩|动荡|恶化|"
    r"放缓|减速|负增长|滑坡|严峻|错综复杂|更趋复杂|(?<!平稳)波动|异常升高)|硬着陆|(?:发展|增长|进展|推进|复苏)(?:较为|比较|十分|很|相对|仍然)?缓慢|下行压力|负增长|"
    r"(?:不确定|不稳定)[^，]{0,8}(?:上升|增[加多强大]|加大|较多|突出)|(?:危机|疫情|风险|冲突|矛盾)[^，]{0,8}(?:蔓延|加剧|交织|凸显|显现)|"
    # what is still wanting
    rf"有待|亟[待需]|(?:还|仍|仍然|也|尚)?不够|还没有|跟不上|不容(?:忽视|乐观|低估)|时有发生|屡禁不止|(?:事[故件]|风险|灾害|问题|案件)[^，]{{0,8}}(?:多发|频发)|"
    rf"不足{_END}|不(?:强|高|优|牢|多|快|稳|实|深|顺|平衡|充分|协调|合理|完善|健全|到位|适应|匹配|规范|明显){_END}|薄弱{_END}|滞后{_END}|偏[低高小少弱慢大多快紧]{_END}|"
    r"(?:问题|矛盾|困难|短板|压力|隐患|风险)(?:仍然|依然|还|也|比较|较为|较|十分|更加|日益|日趋|很)*(?:突出|不少|不小|很多|较多|较大|加大|增大|很大|存在)|难度加大|"
    r"任务(?:仍然|依然|还|十分|很|较为|更加|非常)*(?:艰巨|繁重)|存在[^，]{0,20}(?:问题|差距|短板|不足|隐患|困难|弱项)|(?:产能|投资|增长|供给)[^，]{0,6}过[剩快热]|"
    r"(?:力度|水平|能力|质量|效率|作风|实效|有效性|针对性|统筹)[^，]{0,6}(?:还|仍|尚)?需要?(?:进一步|继续|加快)?(?:提高|提升|增强|加强|改进)$"
)
# what is done about it, or what it is the background of
_FACED = re.compile(
    r"解决|破解|补齐|弥补|克服|应对|抵御|化解|遏制|扭转|消除|防止|防范|缓解|顶住|战胜|面对|针对|改变|改善|好转|治理|整治|整改|排查|尽管|虽然|减轻|摆脱|压降|聚焦|围绕|加固|"
    r"抓住|控制|抑制|限制|严禁|禁止|突破|攻克|淘汰|压减|帮助|为[^，]{1,20}$|(?:下|中|时|后|情况|背景|基础上)$"
)
_NUMBER = re.compile(r"[\d一二三四五六七八九十百]+(?:\.\d+)?(?:%|％|万|亿|个|项|元|倍|家|吨)")


# what explains or comments on a result
_EXPLAINS = re.compile(
    r"所以(?:要|能|会)?[^，。]{0,30}是因为|^[^，。]{0,4}这?是[^。]{4,60}的结果[。；;]?$|是在[^，。]{2,40}(?:中|下|背景下|情况下)(?:走过来|度过|取得|实现|完成)的"
    r"|是[^，。]{0,16}(?:少有|罕见|未有|没有过|不多见)(?:过)?的"
)
# what says how much depends on it, or how hard it is
_WEIGHS = re.compile(
    r"对于?[^。；;]{4,90}?(?:至关重要|(?:十分|非常|极为|尤为|很)重要|意义(?:十分|非常)?(?:重大|深远)|[具有][^，。；;]{0,16}意义)[。；;]?$|(?:并|很|实属|殊为)不容?易[。；;]?$"
)


def only_tells(sentence: str) -> bool:
    """Do most of the clauses tell of the situation or of shortcomings, and none of the others reports a number?

    >>> only_tells("去年下半年，全球经济增长放缓，外部环境复杂严峻。"), only_tells("基层服务能力有待提高。")
    (True, True)
    >>> only_tells("着力解决有效供给不足的问题。"), only_tells("在需求疲软的情况下，出口增长3%。")
    (False, False)
    """
    if "是" in sentence and _EXPLAINS.search(sentence):
        return True
    if ("重要" in sentence or "意义" in sentence or "易" in sentence) and _WEIGHS.search(sentence):
        return True
    if not _WAKES.search(sentence):
        return False
    telling = others = 0
    for match in _PART.finditer(sentence):
        clause = match[0]
        if len(clause) < 6 and match.end() < len(sentence) - 1:
            continue  # 去年, 目前
        if _WAKES.search(clause) and _TELLS.search(clause) and not _FACED.search(clause):
            telling += 1
        elif _NUMBER.search(clause):
            return False
        else:
            others += 1
    return telling > 0 and telling >= others
