"""Does a bracket hold nothing but bodies (（县农业农村局、县自然资源局，各乡镇人民政府）), so that it says who is responsible for what stands before it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = "\u4e00-\u9fff"
_END = (
    r"(?:局|委|委员会|办|办公室|部|部门|厅|署|银行|分行|总行|人行|法院|检察院|学院|研究院|商会|工商联|残联|妇联|工会|科协|总社|供销社|处|督查室|档案馆|中心|人民政府|政府|街道|街道办事处"
    r"|公司|集团|支队|大队|总队|分局|支行|领导小组|指挥部|专班|管委会|团市委|团县委|各乡镇|各镇街|各乡镇街道|乡镇|镇|各县区|各县市区|各区县|各市县|各区)"
)
_BODY = rf"(?:由|各|省|市|县|区|州)?[{_HAN}]{{0,18}}{_END}(?:[（(][{_HAN}、]{{1,10}}[）)][{_HAN}]{{0,8}})?"
_LIST = rf"[（(]\s?{_BODY}(?:[、，,；;和]\s?{_BODY}){{0,24}}(?:等(?:单位|部门)?)?(?:按职责分工)?\s?[）)]"
_AT_END = re.compile(rf"(?<=[。；;！）)”\u4e00-\u9fff]){_LIST}\Z")
_WHOLE = re.compile(rf"{_LIST}[。；;]?\Z")
_CLOSE = re.compile(r"[）)](?=[。；;]?[ \t]{0,2}(?:\n|\Z))")
_PLURAL = re.compile(r"[、，,；;]")


def body_lists(text: str) -> Iterator[tuple[int, int]]:
    """The insides of brackets that end a line and hold nothing but bodies, in order.

    >>> t = "到2025年建成25万亩。（县农业农村局、县财政局，各乡镇人民政府）"
    >>> [t[a:b] for a, b in body_lists(t)]
    ['县农业农村局、县财政局，各乡镇人民政府']
    """
    for end in _CLOSE.finditer(text):
        close = end.start()
        line = text.rfind("\n", max(0, close - 400), close) + 1
        match = _AT_END.search(text, max(line, close - 400), close + 1)
        if match and (text[match.start() - 1] in "。；;！" or _PLURAL.search(match[0])):
            yield match.start() + 1, close


def is_body_list(line: str) -> bool:
    """Is the line such a bracket and nothing else?

    >>> is_body_list("（市教育局、市财政局）"), is_body_list("（试行）")
    (True, False)
    """
    return line[:1] in "（(" and _WHOLE.match(line) is not None
