"""Which lines hold two things? A source in brackets, a reporter's name or a reprint statement glued to the end; a dateline to the front."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.types import BlockKind

# (来源:教育在线 张三 李四) (记者 王五) （完）
_BRACKETED = re.compile(
    r"[(（【\[](?:来源|稿源|原载|原题|转自|摘自|据|文/|文/图|图/|文:|文：|记者|本报记者|特约记者|通讯员|作者|编辑|责编|责任编辑|供稿|摄影|完|全文完|Source:|Reporter|Editor|Photo)"
    r"[^()（）\[\]【】]{0,80}[)）】\]]\s*\Z"
)
# … perfect. All media reporter Shen Lujia
_REPORTER = re.compile(
    r"(?<=[.!?。”\"])\s?(?:(?:All|Our|The|This|Staff|Chief|Full)?[ -]?(?:[A-Za-z]+ ){0,4}?(?:[Rr]eporter|[Cc]orrespondent|[Ee]ditor|[Ii]ntern)s?"
    r"[: ]\s?(?:[A-Z][\w'-]+[ ,]{0,2}(?:and )?){1,6}|[(（]?(?:本报|全媒体|特约|见习)?记者\s?[\u4e00-\u9fff 、]{2,16}[)）]?)\s*\Z"
)
# 某某网1月26日讯 据某报报道记者 张三)
_DATELINE = re.compile(
    r"(?:[(（【]?(?:本报|本网|[\u4e00-\u9fff]{2,10}(?:网|社|报|台|客户端|在线))[^。；，,]{0,16}?(?:\d{1,2}月)?\d{1,2}日(?:讯|电|消息)[)）】]?"
    r"|[(（【]?(?:本报|本网|本台)(?:讯|消息)[)）】]?)"
    r"\s{0,2}(?:[(（]?(?:据[^。，,]{0,20}?报道)?\s?(?:(?:全媒体|实习|通讯员|本报)?记者|通讯员)[^)）。，,]{0,24}[)）])?\s*"
)
# Some Daily, Jinan, March 2 (Reporter Wang Wu) …
_DATELINE_EN = re.compile(
    r"(?:[A-Z\d][\w.'-]*,?\s){0,10}?\((?:[Ss]taff |[Ii]ntern )?(?:[Rr]eporter|[Cc]orrespondent|[Jj]ournalist)s?[\s:][^().]{2,60}\)\s*(?=[A-Z])"
)
_STOP = re.compile(r"[。！？!?；;]|\.(?=\s|[A-Z])")


def parts(text: str, start: int, end: int, reprint: int | None = None) -> Iterator[tuple[int, int, BlockKind | None]]:
    """The stretches of a line with the kind of those that are no body text (None: to be judged like any line).

    `reprint` is where in the text a word of a reprint statement stands on this line.

    >>> list(parts("要抓好落实。(来源:某网 张三)", 0, 16))
    [(0, 6, None), (6, 16, 'caption')]
    """
    line = text[start:end]
    after: list[tuple[int, int, BlockKind | None]] = []
    stop = len(line)
    if reprint is not None and len(line) > 60:
        before = 0
        for s in _STOP.finditer(line, 0, reprint - start):
            before = s.end()
        if before:
            after.append((before, stop, "footer"))
            stop = before
    tail = max(0, stop - 120)
    if stop and line[stop - 1] in ")）】] ":
        bracket = _BRACKETED.search(line, tail, stop)
        if bracket and bracket.start() > 3:
            after.append((bracket.start(), stop, "caption"))
            stop = bracket.start()
    if stop > 60 and (line.isascii() or line.find("记者", tail, stop) >= 0 or stop < len(line) or line[stop - 1].isalpha()) and line[stop - 1] not in ".。;；":
        reporter = _REPORTER.search(line, tail, stop)
        if reporter:
            after.append((reporter.start(), stop, "caption"))
            stop = reporter.start()
    begin = 0
    dateline = None
    if stop > 20 and any(word in line[:60] for word in ("讯", "电", "消息")):
        dateline = _DATELINE.match(line, 0, min(stop, 100))
    elif stop > 60 and ("eporter" in line[:100] or "orrespondent" in line[:100]):
        dateline = _DATELINE_EN.match(line, 0, min(stop, 200))
    if dateline and stop - dateline.end() > 12:
        begin = dateline.end()
        yield start, start + begin, "byline"
    yield start + begin, start + stop, None
    for b, e, kind in reversed(after):
        yield start + b, start + e, kind
