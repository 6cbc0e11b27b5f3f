"""Of which kind is each line, given its words, its neighbours and its place on the page?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.layout.lines import DATED, FULL_STOP, HASHES, NUMBERED, ORDINAL, SMALL_START, Line, level_of
from pipeline.layout.zones import Zones, reads_like_text, truncated, zones
from pipeline.types import BlockKind

Judged = tuple[BlockKind, int]

_LINKS = re.compile(r"[^|。；;]{1,30}(?:\s?[|丨]\s?[^|丨。；;]{1,40}){2,}\Z")
_DIVIDER = re.compile(r"\|?[\s:|-]*-{2,}[\s:|-]*\Z")
_OWNER = re.compile(r"(?:主办|承办|协办|主管|运营|运维|技术支持|地址|邮编|邮箱|电话|传真)(?:单位)?\s?[:：]")
_CAPTION = re.compile(
    r"(?:图|图片|照片|图为|图\s?\d{1,2})\s?[:：为]|(?:表|附表|[Tt]able)\s?\d{1,2}\s?[:：]"
    r"|(?:[Pp]hoto|[Ff]igure|[Ff]ig\.|[Ii]mage)\s?\d{0,2}\s?[:：]|[(（][Pp]hoto by"
    r"|(?:The )?(?:[Pp]icture|[Pp]hoto|[Ii]mage)s? shows?\b|.{0,100}[\s(][Pp]hotos? by [A-Z][\w ]{1,40}[)]?\.?\Z"
    r"|.{0,100}(?:[\s/]摄|供图|摄影报道)[)）]?\Z"
)
_CAPTION_STARTS = frozenset("图照表附TtPpFfIi")
_CAPTION_WORDS = ("hoto", "摄", "供图")
# 各省、自治区、直辖市人民政府，国务院各部委、各直属机构： / 各位代表： / MEMORANDUM FOR THE HEADS OF …
_ADDRESS = re.compile(
    r"(?:(?:各位|尊敬的|女士们|先生们|同志们|朋友们)[^。！!:：，,、]{0,12}[、，,]?){1,4}[:：！!，,]?\Z"
    r"|(?=[^:：]{0,160}[各、，])[^。；:：]{2,160}(?:政府|单位|机构|部门|委员会|委|办|厅|局|院|校|公司|企业|中心|组织)(?:[(（][^)）]{1,20}[)）])?[:：]\Z"
    r"|(?:MEMORANDUM (?:FOR|TO)|Memorandum (?:for|to))\b.{0,160}\Z|(?:Fellow|Dear|Distinguished) [^.]{2,60}[,:]\Z"
)
_TITLE_WORDS = re.compile(
    r"^[^。，,；;]{2,40}关于[^。；;]{2,}"
    r"|(?:通知|意见|方案|办法|规定|决定|公告|规划|计划|报告|条例|通报|批复|措施|要点|纲要)(?:[(（][^()（）]{1,20}[)）])?\Z"
)
_ORGAN = re.compile(r"(?:部|委|厅|局|署|办|院|会|政府|办公室|小组|公司|大学|中心|THE WHITE HOUSE,?)\Z")
_OPEN_END = "要的和与及在对把将为是、于等（("  # a line that breaks off here is no heading
# 附件：1.任务分工表
_ENCLOSED = re.compile(r"(?:附件?|附表)\s?[:：]\s?\S|(?:Attachments?|Enclosures?)\s?:\s?\S")
_OFFICE = re.compile(
    r"(?:总理|省长|市长|主席|县长|州长|区长|主任|书记|厅长|局长|部长|院长|行长)\s?[\u4e00-\u9fff\s]{2,8}\Z|\b(?:Premier|Governor|Mayor|President|Secretary|Minister|Director|Administrator|Chair|Chairman)\b"
)
_FRONT = re.compile(r"\s*---[ ]*\n(?:(?:[A-Za-z_-]+:|[ -]+)[^\n]*\n){1,30}---[ ]*(?=\n|\Z)")


def judge(text: str, lines: Sequence[Line], fixed: Sequence[BlockKind | None]) -> list[Judged]:
    """The kind and level of each line; `fixed` holds the kinds that are known already."""
    place = zones(lines)
    lines = [replace(line, words=None) if line.words == "head" and i >= place.body else line for i, line in enumerate(lines)]
    front = _FRONT.match(text) if text.lstrip()[:3] == "---" else None
    front_end = front.end() if front else -1
    seen = _Seen(lines)
    rows = _rows(lines)
    out: list[Judged] = []
    titled = False
    for i, line in enumerate(lines):
        known = fixed[i]
        if known is not None:
            judged: Judged = (known, 0)
        elif line.end <= front_end:
            judged = ("title" if line.text.startswith("title:") else "navigation", 0)
        elif i in rows:
            judged = ("table", _row(lines, i))
        elif i >= place.tail:
            judged = (_tail(line, out[i - 1][0] if i > place.tail else None), 0)
        elif seen.before(i):
            judged = ("repeat", 0)
        elif i < place.body:
            judged = _head(lines, i, out, titled)
        else:
            judged = _body(lines, i, out, place)
        titled = titled or judged[0] == "title"
        out.append(judged)
    return out


def _rows(lines: Sequence[Line]) -> set[int]:
    """The lines that are rows of a table: between bars, or with a bar inside above and below a dividing row."""
    rows = {i for i, line in enumerate(lines) if line.text[0] == "|" and line.text.count("|") > 1}
    end = 0
    for i, line in enumerate(lines):
        if "|" in line.text and "-" in line.text and _DIVIDER.match(line.text) and i and "|" in lines[i - 1].text:
            rows.add(i - 1)
            end = max(i, end)
            while end < len(lines) and "|" in lines[end].text:
                rows.add(end)
                end += 1
    bars = [line.text.count("|") if "|" in line.text and " |" not in line.text and not line.footed else 0 for line in lines]
    for i, n in enumerate(bars):  # rows pasted with tabs, which cleaning made bars
        if n > 1 and ((i and bars[i - 1] == n) or bars[i + 1 : i + 2] == [n]):
            rows.add(i)
    return rows


def _row(lines: Sequence[Line], i: int) -> int:
    """1 for the row of column names, 2 for the dividing row, 0 for others."""
    if _DIVIDER.match(lines[i].text):
        return 2
    if lines[i].text[0] != "|" and "|" not in lines[i - 1].text and not any(c.isdigit() for c in lines[i].text):
        return 1
    return 1 if i + 1 < len(lines) and "|" in lines[i + 1].text and _DIVIDER.match(lines[i + 1].text) else 0


def _tail(line: Line, before: BlockKind | None) -> BlockKind:
    if line.words in ("navigation", "related", "end", "rule"):
        return "caption" if line.words == "end" else "navigation"
    if line.words in ("byline", "credit", "date", "delivery"):
        return "caption"
    if line.words == "dated":
        return "navigation" if before == "navigation" else "byline"
    if line.words == "footer" or line.footed or line.reprint or _OWNER.match(line.text):
        return "footer"
    if _LINKS.match(line.text):
        return "navigation"
    return before or "caption"


def _head(lines: Sequence[Line], i: int, out: Sequence[Judged], titled: bool) -> Judged:
    line = lines[i]
    words = line.words
    if words in ("navigation", "related", "rule", "end"):
        return "navigation", 0
    if words == "footer":
        return ("footer", 0) if not line.ended else ("body", 0)
    if words is not None:
        return "byline", 0
    if _LINKS.match(line.text) or ("|" in line.text and len(line.text) <= 30 and not any(c.isdigit() for c in line.text)):
        return "navigation", 0
    hashes = HASHES.match(line.text)
    if hashes:
        return ("heading", len(hashes[0].strip())) if titled else ("title", 0)
    if _ADDRESS.match(line.text):
        return "byline", 0
    followed = i + 1 < len(lines) and lines[i + 1].words in ("byline", "head", "date", "dated", "delivery", "credit")
    if line.ended and not (followed and len(line.text) < 120):
        return "body", 0
    if not titled:
        return ("title", 0) if followed or len(line.text) <= 200 else ("body", 0)
    before = lines[i - 1]
    if before.words == "delivery" or (out[i - 1][0] == "byline" and _OFFICE.search(line.text) and line.short):
        return ("byline", 0) if line.short else ("body", 0)
    if len(line.text) <= 80 and DATED.search(line.text):
        return "byline", 0
    if out[i - 1][0] == "title" and line.short and "|" not in line.text and [k for k, _ in out[-3:]] != ["title"] * 3:
        return "title", 0
    if line.short and _TITLE_WORDS.search(line.text):
        return "title", 0
    return _plain(lines, i, out[i - 1])


def _body(lines: Sequence[Line], i: int, out: Sequence[Judged], place: Zones) -> Judged:
    line = lines[i]
    words = line.words
    if words == "dated":
        return "byline", 0
    if words in ("navigation", "related") and (not line.ended or len(line.text) <= 40):
        return "navigation", 0
    if words in ("rule", "end"):
        return "navigation", 0
    if words == "footer" and not line.ended:
        return "footer", 0
    if words in ("credit", "byline", "date", "delivery") and i > place.last:
        return "caption", 0
    if words == "credit" and len(line.text) <= 30 and not line.ended and i > place.body:
        return "caption", 0
    if words == "byline" and i <= place.body + 2 and len(line.text) <= 60 and not line.ended:
        return "byline", 0
    size = len(line.text)
    if size < 400:
        if not line.ended and size < 120 and line.footed:
            return "footer", 0
        if line.reprint and i and i * 2 >= len(lines):
            return "footer", 0
        if size < 160 and (line.text[0] in _CAPTION_STARTS or any(word in line.text for word in _CAPTION_WORDS)) and _CAPTION.match(line.text):
            return "caption", 0
        if size < 160 and not line.ended and ("|" in line.text or "丨" in line.text) and _LINKS.match(line.text):
            return "navigation", 0
        if size < 170 and line.text[-1] in ":：,，!！" and _ADDRESS.match(line.text) and (i <= place.body + 1 or line.text.startswith(("各位", "同志们"))):
            return "byline", 0
        if words is None and line.short and (i > place.last - 3 or _ORGAN.search(line.text)) and _signs(lines, i):
            return "byline", 0
        if size < 80 and not line.ended and (_ENCLOSED.match(line.text) or (i and _ENCLOSED.match(lines[i - 1].text) and level_of(line.text) == 3)):
            return "caption", 0
        left_over = words is None and not line.ended and not line.labelled and i > 0 and lines[i - 1].words in ("credit", "navigation")
        if i > place.last and (truncated(line) or left_over):
            return "caption", 0
    return _plain(lines, i, out[i - 1] if i else None)


def _signs(lines: Sequence[Line], i: int) -> bool:
    """Whether the line is a signature: nothing but such short lines stand between it and a closing date."""
    for j in range(i, min(i + 12, len(lines))):
        line = lines[j]
        if line.words == "dated":
            return j > i
        if line.words is not None or not line.short or (line.ended and not line.text.isupper()) or NUMBERED.match(line.text) or line.labelled:
            return False
    return False


def _plain(lines: Sequence[Line], i: int, before: Judged | None) -> Judged:
    """Heading or body, for a line that is no furniture."""
    line = lines[i]
    text = line.text
    hashes = HASHES.match(text)
    if hashes:
        return "heading", len(hashes[0].strip())
    if len(text) > 160:
        return "body", 0
    after = lines[i + 1] if i + 1 < len(lines) else None
    numbered = NUMBERED.match(text)
    if numbered:
        level = level_of(text)
        rest = text[numbered.end() :]
        alike = after is not None and level_of(after.text) == level
        digits = any(c.isdigit() for c in rest)
        if not line.ended:
            if FULL_STOP.search(rest):
                return "body", 0
            if level > 2 and (digits or (SMALL_START.match(rest) and text.isascii())):
                return "body", 0
            return ("heading", level) if line.short or (level == 1 and _title_case(rest)) else ("body", 0)
        single = FULL_STOP.search(rest[:-1]) is None and text[-1] in "。."
        listed = alike or (before is not None and before[0] == "body" and level_of(lines[i - 1].text) == level)
        if single and line.short and not digits and not listed and level < 4 and after is not None:
            return "heading", level
        return "body", 0
    if FULL_STOP.search(text) or text[-1] in _OPEN_END:
        return "body", 0
    if line.ended or not line.short or line.labelled or after is None or ORDINAL.match(text) or SMALL_START.match(text):
        return "body", 0
    if i > 0 and not line.gap and not lines[i - 1].ended and len(lines[i - 1].text) > 60 and lines[i - 1].words is None:
        return "body", 0  # a wrapped line
    if before is not None and before[0] == "body" and not lines[i - 1].ended and not lines[i - 1].labelled:
        return "body", 0  # an item of a list without stops
    if SMALL_START.match(after.text) and not line.text.isupper():
        return "body", 0
    return ("heading", 5) if _may_follow(after) and (len(after.text) > len(text) or level_of(after.text) > 0) else ("body", 0)


_SMALL_WORDS = frozenset(("a", "an", "the", "and", "or", "of", "in", "on", "at", "by", "for", "to", "from", "with", "as", "into"))


def _title_case(text: str) -> bool:
    """Whether most of its words begin with a capital, as in an English headline."""
    words = [w for w in text.split() if w[0].isalpha() and w not in _SMALL_WORDS]
    return len(words) > 3 and sum(w[0].isupper() for w in words) * 3 > len(words) * 2


def _may_follow(after: Line) -> bool:
    """Whether a line can stand right below a heading: a sentence, a numbered, labelled or marked line, a table."""
    if reads_like_text(after) or (after.ended and after.words is None) or level_of(after.text) > 0 or after.labelled:
        return True
    return after.text.startswith("|") or HASHES.match(after.text) is not None or ORDINAL.match(after.text) is not None


class _Seen:
    """Paragraphs that stood already, whole or with their beginning only."""

    _KEY = 12
    _MOST = 40  # so many lines of one beginning are looked at, that the time stays linear

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._first: dict[str, list[int]] = {}
        for i, line in enumerate(lines):
            if len(line.text) >= self._KEY:
                group = self._first.setdefault(line.text[: self._KEY], [])
                if len(group) < self._MOST:
                    group.append(i)

    def before(self, i: int) -> bool:
        """Whether line i repeats an earlier line: a long one word for word, or its beginning, cut off, more than once or in dots."""
        text = self._lines[i].text
        group = self._first.get(text[: self._KEY], [])
        if len(group) < 2 or group[0] == i or text.startswith("|"):
            return False
        line = self._lines[i]
        han = not text.isascii()
        if len(text) >= (80 if han else 250) and not line.labelled:
            return any(self._lines[j].text == text for j in group if j < i)
        if line.ended and not truncated(line):
            return False
        bare = text.rstrip(".… ")
        if len(bare) < (15 if han else 30) or line.labelled:
            return False
        cut = any(len(self._lines[j].text) > len(text) + 5 and self._lines[j].text.startswith(bare) for j in group if j < i)
        return cut and (truncated(line) or sum(self._lines[j].text == text for j in group) > 1)
