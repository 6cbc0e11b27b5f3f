"""Which quantities are said without a unit of their own: ranks (居全国第3位) and words (翻一番, 减半, 过半, 全覆盖, 全部)?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.lang.zh.numerals import HAN_CHARS, HAN_DIGITS, parse
from pipeline.lang.zh.quantity_amount import Amount
from pipeline.lang.zh.quantity_names import in_quotation
from pipeline.types import Change, Comparator, QuantityMention

WORD_STARTS = "半近过减翻全"
WORDS_BEHIND = (
    r"(?<=半)(?:成(?!品)|数)|(?<=近)半(?![年个月天小路程载夜日世])|(?<=过)半(?!年|个|载)|(?<=减)半"
    rf"|(?<=翻)[{HAN_DIGITS}了几]{{0,2}}番|(?<=全)(?:覆盖|部)"
)
"""The words that `worded` reads: their first characters, and how they go on behind them."""
_RANK = re.compile(rf"第?(\d{{1,3}}|[{HAN_CHARS}]{{1,3}})(位|名(?!单|称|额)|列(?!入|为))?")
_RANK_LEFT = re.compile(
    r"(?:居|列|排|位次|名次|升|进|跻身|稳定在|保持|从|由|全国|全省|全市|全区|全球|世界|国内|亚洲|中部|西部|东部|东北|西北|西南|华东|中西部|省|行业|增速|同类|率先)"
    r"[^，。；\n]{0,8}$"
)
_FIRST_LEFT = re.compile(
    r"(?:居|列|排|排名|位次|名次|升至|升到|全国|全省|全市|全区|全球|世界|国内|亚洲|中部|西部|东部|东北|西北|西南|华东|[六九]省|省份|行业|同类)$"
)
_RANK_RIGHT = re.compile(r"[，。；、）,;)\s”和的]|跃|上升|提升|升|以|左右|到|至|$")
_DONE = re.compile(
    r"(?:按期|如期|按时|提前|基本|顺利|实现|已)?(?:开工|完工|完成|竣工|建成|达标|达到|投产|投用|投运|投入|落地|清零|兑现|纳入|脱贫|摘帽|整改|到位|覆盖|落实|"
    r"销号|办结|退出|入学|通|出列|化解|启动|交付|开诊|开放|接入|取消|改造|拆除|入驻|上线|开通|参加|实行|实施|执行|报废|关停|淘汰|关闭|接受|持证|签约|配备|安装|使用|采用|公开|免费|享受|参保|接种|建立|设立|持续|更新|拆移|治理|复耕|安置|搬迁|回收|处理|收集)"
)
_COVER_RIGHT = re.compile(r"[，。；、）,;)\s”！]|$|目标|任务")
_NUMBER_NEAR = re.compile(r"[^，。；\n]{0,6}\d")
_COUNTED_DOUBLINGS = re.compile(r"[两三四五几\d]个$")


@dataclass(frozen=True, slots=True)
class _Said:
    value: Decimal
    rule: str
    unit: str = "percent"
    comparator: Comparator = "eq"
    change: Change = "level"


_PLAIN = {
    "过半": _Said(Decimal(50), "half", comparator="gt"),
    "近半": _Said(Decimal(50), "half", comparator="approx"),
    "半数": _Said(Decimal(50), "half"),
    "半成": _Said(Decimal(5), "tenths"),
    "减半": _Said(Decimal(50), "half", change="decrease"),
    "全覆盖": _Said(Decimal(100), "whole"),
    "全部": _Said(Decimal(100), "whole"),
}


def rank(text: str, amount: Amount) -> QuantityMention | None:
    """居全国第3位, 排名第二, 跻身前20名: the place in an order that this number says, None for 第一方阵 and 第三轮.

    >>> from pipeline.lang.zh.quantity_amount import read
    >>> text = "规模居全国第3位，"
    >>> mention = rank(text, read(text, 6)); mention.text, mention.value, mention.unit
    ('第3位', Decimal('3'), 'rank')
    """
    mark = text[amount.start - 1 : amount.start]
    if mark not in ("第", "前") or amount.value_max is not None or amount.vague or amount.value != int(amount.value):
        return None
    match = _RANK.match(text, amount.start)
    if not match or match.end(1) != amount.number_end:
        return None
    end = match.end()
    if not _RANK_RIGHT.match(text, end):
        return None
    first = text[amount.start : end] == "一"
    left = text[max(0, amount.start - 1 - 14) : amount.start - 1].rsplit("\n", 1)[-1]
    if first and not _FIRST_LEFT.search(left):
        return None  # 质量第一
    if not (_RANK_LEFT.search(left) or (match[2] and left.endswith("、"))):
        return None
    start = amount.start - 1
    comparator: Comparator = "le" if mark == "前" else "eq"
    if in_quotation(text, start, end):
        return None
    return QuantityMention(start, end, text[start:end], amount.value, None, comparator, "rank", None, "level", 0.8, "zh.quantity.rank")


def worded(text: str, at: int, word: str) -> QuantityMention | None:
    """The quantity of a word of `WORDS_BEHIND` that stands at `at`, None where it says no amount (全部资源, 健全覆盖城乡的体系).

    >>> worded("产值翻两番", 2, "翻两番").value, worded("项目全部开工", 2, "全部").value, worded("统筹全部资源", 2, "全部")
    (Decimal('4'), Decimal('100'), None)
    """
    end = at + len(word)
    before = text[at - 1 : at]
    said = _doubling(text, at, word) if word[0] == "翻" else _PLAIN[word]
    if said is None or in_quotation(text, at, end):
        return None
    if word == "减半" and before in ("三", "五", "两", "免"):
        return None
    if word == "半数" and before in ("多", "大"):
        return None
    if word == "全覆盖" and (before == "健" or not _COVER_RIGHT.match(text, end)):
        return None
    if word == "全部" and (not _DONE.match(text, end) or before in tuple("\n，。；、 ") or not before or _NUMBER_NEAR.match(text, end)):
        return None
    comparator = said.comparator
    if word == "半数" and text.startswith("以上", end):
        comparator, end = "ge", end + 2
    return QuantityMention(at, end, text[at:end], said.value, None, comparator, said.unit, None, said.change, 0.8, f"zh.quantity.{said.rule}")


def _doubling(text: str, at: int, word: str) -> _Said | None:
    if _COUNTED_DOUBLINGS.search(text[max(0, at - 3) : at]):
        return None  # 两个翻番
    digits = word[1:-1].strip("了")
    times = Decimal(1) if digits in ("", "几") else parse(digits)
    return None if times is None or times > 10 else _Said(Decimal(2) ** int(times), "doubling", "times", "eq", "increase")
