"""What does a document say about itself: language, title, issuer, number, date? Only its first and last lines are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.layout.language import detect
from pipeline.layout.lines import MONTH
from pipeline.types import Block, Document

_FIRST, _LAST = 40, 15
_HEAD_CHARS = 4000
_MONTHS = {m: i for i, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "О": 0, "O": 0, "0": 0, "元": 1}
_YEAR = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"(?<!\d)(?<!\d[./-])(?:(?P<y1>{_YEAR})\s?年\s?(?P<m1>\d{{1,2}})\s?月\s?(?P<d1>\d{{1,2}})\s?[日号]"
    rf"|(?P<y2>{_YEAR})(?P<sep>[-/.])\s?(?P<m2>\d{{1,2}})(?P=sep)\s?(?P<d2>[0-3]\d|\d(?!\d))"
    r"|(?P<y3>\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)(?=\s\d{1,2}:\d\d)"
    r"|(?P<y4>[二一][〇○零О0O一二三四五六七八九]{3})\s?年\s?(?P<m4>[一二三四五六七八九十元]{1,3})\s?月\s?(?P<d4>[一二三四五六七八九十]{1,3})\s?[日号]"
    rf"|(?P<m5>{MONTH})\.?\s{{1,2}}(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y5>{_YEAR})"
    rf"|(?P<d6>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m6>{MONTH})\.?,?\s(?P<y6>{_YEAR})"
    rf"|(?<!\d)(?P<d8>[0-3]?\d)\.(?P<m8>[01]?\d)\.(?P<y8>{_YEAR})(?!\d)"
    rf"|(?P<y7>{_YEAR})(?P<m7>0[1-9]|1[0-2])(?P<d7>[0-2]\d|3[01])(?!\d))",
)
_MAY_DATE = re.compile(r"[\d二一](?:(?<=\d)|[〇○零О0O一二三四五六七八九])")
# 发布日期：… 成文日期：… Date: … Time:2022.09.20 Issued on …; the first group of words that is found wins, within it the first line
_LABELS = (
    re.compile(
        r"(?:成文日期|成文时间|发文日期|发文时间|印发日期|印发时间|签发日期"
        r"|(?i:date of issue|issue date|issued on|signing date|signed on|dated)(?=\W))[\s:：\]】]*"
    ),
    re.compile(
        r"(?:发布日期|发布时间|公布日期|公开日期|公开时间|发表时间|发布于|生成日期|(?<![\u4e00-\u9fff])(?:日期|时间)"
        r"|(?<![A-Za-z ])(?i:date|time|published(?: on)?|publication date|release(?:d| date)?(?: on)?|posted(?: on)?)"
        r"(?=\s?[:：]|\s(?:on\s)?[A-Z\d]))[\s:：\]】]*"
    ),
    re.compile(r"(?:更新日期|更新时间|(?i:(?:last )?updated(?: on)?)(?=\W))[\s:：\]】]*"),
)
_DELIVERY = re.compile(
    r"(?:会议上|大会上|代表大会|工作报告|市长|省长|主席|通过|批准)"
    r"|\b(?:delivered|adopted|approved|issued|signed|presented|executive order|memorandum|directive|proclamation)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?P<zh>[\u4e00-\u9fff]{1,10}[〔\[［（(【]\s?(?:19|20)\d\d\s?[〕\]］）)】]\s?第?\d{1,5}\s?号)"
    r"|(?P<order>(?:(?:国务院|主席|部|委|省政府|市政府)令|中华人民共和国[\u4e00-\u9fff]{2,20}令)\s?第?\s?\d{1,5}\s?号)"
    r"|(?P<eo>(?:Executive Order|EXECUTIVE ORDER)(?:\s(?:No\.?|Number:?))?\s?(?P<eo_n>1?\d{4}))(?!\d)"
    r"|(?P<memo>(?<![A-Za-z0-9-])M-\d\d-\d\d(?!\d))"
    r"|(?P<un>(?<![A-Za-z])(?:FCCC|A|E|S|CBD|UNEP|UNEA|DP|CEDAW|CRPD)(?:/[A-Z0-9][A-Za-z0-9.]*){2,7}(?:\s?Decision\s\d+/[A-Z.]+\d*)?)"
    r"|(?P<decision>Decision\s\d{1,3}/[A-Z]{2,4}\.\d{1,3}|(?:Resolution|resolution)\s\d{1,3}/\d{1,4})"
    r"|(?P<eu>(?:Regulation|Directive|Decision)\s\((?:EU|EC|EEC)\)\s(?:No\s)?\d{1,4}/\d{1,4}|COM\(\d{4}\)\s?\d{1,4})"
    r"|(?P<law>Public Law\s\d{2,3}-\d{1,4})"
)
_MAY_NUMBER = re.compile("[A-Zr号]")  # all of them hold a capital or 号, but for "resolution 5/1"
_REFERS = re.compile(r"(?:根据|按照|依据|落实|转发|废止|of|under|to|with|amend\w*|revok\w*)\s?[《“\"(（]?\Z")
_TITLE_KEY = re.compile(r"^title\s?:\s*")
_ISSUER_LABEL = re.compile(
    r"(?:发文机关|发布机构|发布机关|发文单位|发布单位|制定机关|印发机关|(?i:issuing (?:body|authority|agency)|issued by|issuer))"
    r"\s?[:：]\s?(?P<name>[^\s,，;；|]{2,40}(?:\s(?!\w+\s?[:：])[^\s,，;；|:：]{2,30}){0,8})"
)
# 教育部关于…的通知
_ISSUER_REPORT = re.compile(r"(?:\d{4}年)?(?P<name>[\u4e00-\u9fff]{2,20}?(?:人民政府|政府|国务院|法院|检察院|常务委员会|常委会))(?:政府)?工作报告")
_NO_NAME = re.compile("关于|[作听审]")
_ISSUER_TITLE = re.compile(
    r"(?P<name>[\u4e00-\u9fff、 ]{2,60}?)关于(?:[^。]{2,80})"
    r"(?:的?(?:通知|意见|决定|通报|批复|公告|报告|方案|函|办法|规定|请示|命令|决议))"
)
_ANNEX = re.compile(r"(?:附件|附|Annex|Attachment)\s?[\d一二三四五六七八九十]{0,3}\s?[:：]?\Z")
_ORDER_TITLE = re.compile(r"\b(?i:Executive Order) (?:No\. )?1\d{4}\b|^Presidential (?:Memorandum|Determination|Proclamation)\b")
_BODY_END = re.compile(r"(?:会议|部|委|厅|局|署|办|院|会|政府|办公室|办公厅|处|社|银行|中心|公司|大学|学校)\Z")


def describe(document: Document, text: str, blocks: Sequence[Block]) -> Document:
    """The document with language, title, issuer, number and date filled in where it does not have them; None where the text does not say.

    `text` is the clean text and `blocks` its layout. A date without a year, or a year without a day, gives no `doc_date`. What the format
    says beside the text comes after what the text says, and before the date in a file name.

    >>> from pipeline.layout import blocks
    >>> text = "关于做好某项工作的通知\\n发布日期：2022年1月26日\\n各地要抓好任务落实工作。"
    >>> d = describe(Document("a.txt", text), text, blocks(text))
    >>> d.lang, d.title, d.doc_date
    ('zh', '关于做好某项工作的通知', '2022-01-26')
    >>> text = "各地要抓好任务落实工作，到2025年12月31日前完成。"
    >>> describe(Document("2020-01-01.html", text, beside=("关于某事的通知", "2022-01-26")), text, blocks(text)).doc_date
    '2022-01-26'
    """
    lines = [(text[b.start : b.end][:400], b) for b in (*blocks[:_FIRST], *blocks[max(_FIRST, len(blocks) - _LAST) :])]
    head = [line for line in lines if line[1].start < _HEAD_CHARS]
    title = document.title or _title(lines, text) or document.beside[0]
    number = document.doc_number or _number(head, title)
    return replace(
        document,
        lang=document.lang or detect(text),
        title=title,
        issuer=document.issuer or _issuer(lines, title),
        doc_number=number,
        doc_date=document.doc_date or _date(lines, len(blocks)) or document.beside[1] or _named_date(document.doc_id),
    )


_Lines = Sequence[tuple[str, Block]]


def _title(lines: _Lines, text: str) -> str | None:
    parts: list[str] = []
    last = None
    for line, block in lines:
        if block.kind == "title":
            if _ANNEX.match(line):
                continue
            if parts and last is not None and text[last : block.start].strip("# \n"):
                break
            parts.append(_TITLE_KEY.sub("", line.strip("# *")))
            last = block.end
        elif parts:
            break
    if not parts:
        tops = (line for line, b in lines[:4] if b.kind == "heading" and b.level == 1)
        return next((line.strip("# *") for line in tops if not line[:1].isdigit() and "、" not in line[:4]), None)
    joined = parts[0]
    for part in parts[1:3]:
        joined += ("" if "\u4e00" <= joined[-1] <= "\u9fff" and not part[0].isascii() else " ") + part
    return " ".join(joined.split()) or None


def _number(lines: _Lines, title: str | None) -> str | None:
    """The number of the document itself: in a line of its own kind (title, by-line, short line), never one that a sentence refers to."""
    for candidate in (title or "", *(line for line, b in lines[:_FIRST] if b.kind in ("title", "byline", "heading", "caption") or len(line) <= 60)):
        m = _NUMBER.search(candidate) if _MAY_NUMBER.search(candidate) else None
        if m and not _REFERS.search(candidate[: m.start()]):
            return f"Executive Order {m['eo_n']}" if m["eo"] else "".join(m[0].split()) if m["zh"] or m["order"] else m[0].strip()
    return None


def _issuer(lines: _Lines, title: str | None) -> str | None:
    for line, block in lines:
        if block.kind in ("byline", "caption", "body", "footer"):
            m = _ISSUER_LABEL.search(line) if ":" in line or "：" in line else None
            if m:
                return m["name"].strip()
    if title:
        m = _ISSUER_TITLE.match(title)
        if m and _BODY_END.search(m["name"].split()[-1]):
            return " ".join(m["name"].split())
        m = _ISSUER_REPORT.match(title)
        if m and m["name"] != "政府" and not _NO_NAME.search(m["name"]):
            return m["name"]
        if _ORDER_TITLE.search(title):
            return "President of the United States"
    # a signature: the body's name on a line of its own before the date that closes the text
    if len(lines) > 2 and lines[-1][1].kind == "byline" and lines[-2][1].kind == "byline":
        line = lines[-2][0]
        if len(line) <= 60 and _BODY_END.search(line):
            return line
    return None


def _named_date(doc_id: str) -> str | None:
    """The date in a file name."""
    return next(_days(doc_id.rsplit("/", 1)[-1].replace("_", " ")), None)


def _date(lines: _Lines, count: int) -> str | None:
    """The first of: a labelled date, a date line or delivery line in the head, the signature date at the end."""
    head = [(line, b) for line, b in lines[:_FIRST]]
    dated = [(line, b) for line, b in head if _MAY_DATE.search(line)]
    for i, label in enumerate(_LABELS):
        for line, block in dated:
            # 时间：… in the body is a deadline; "Issued on …" is not
            if block.kind in ("body", "heading", "table") and (i or len(line) > 120):
                continue
            for m in label.finditer(line):
                found = DATE.match(line, m.end())
                if found and (day := _iso(found)):
                    return day
    for line, block in head[:20]:
        if block.kind in ("byline", "title"):
            for day in _days(line):
                return day
    for line, _ in head[:6]:
        first = DATE.match(line.lstrip("—-–(（ "))
        if first and len(line) < 140 and _DELIVERY.search(line) and (day := _iso(first)):
            return day
    for line, block in head[:30]:
        if block.kind in ("heading", "caption") or (len(line) < 160 and (_DELIVERY.search(line) and block.kind != "body")):
            for day in _days(line):
                return day
    for line, block in reversed(lines[-_LAST:] if count > 3 else ()):
        if block.kind in ("byline", "caption") and len(line) < 40:
            for day in _days(line):
                return day
    return None


def _days(line: str) -> Iterator[str]:
    for m in DATE.finditer(line):
        day = _iso(m)
        if day:
            yield day


def _han_number(word: str) -> int:
    """一 = 1, 十 = 10, 二十三 = 23, 元 = 1 (元月)."""
    tens, ten, ones = word.partition("十")
    if not ten:
        return _DIGITS[word[0]] if len(word) == 1 else _DIGITS[word[0]] * 10 + _DIGITS[word[1]]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _iso(m: re.Match[str]) -> str | None:
    """The date of a match of DATE, None where there is no such day."""
    g = m.groupdict()
    key = next(k for k in "12345678" if g[f"y{k}"])
    y, m_, d = g[f"y{key}"], g[f"m{key}"], g[f"d{key}"]
    try:
        if key == "4":
            parts = int("".join(str(_DIGITS[c]) for c in y)), _han_number(m_), _han_number(d)
        else:
            parts = int(y), _MONTHS[m_[:3].lower()] if key in "56" else int(m_), int(d)
        return date(parts[0] + 2000 if parts[0] < 100 else parts[0], parts[1], parts[2]).isoformat()
    except (KeyError, ValueError):  # 十十月, February 30
        return None
