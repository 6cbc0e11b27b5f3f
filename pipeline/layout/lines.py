"""What can be told of a single line by its own words? Furniture of the page, list marks, headings, sentence ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.lexicon import load

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"


def _words(kind: str, place: str) -> list[str]:
    rows = [row["word"] for row in load("boilerplate", key=("kind", "lang", "place", "word")) if row["kind"] == kind and row["place"] == place]
    return sorted(rows, key=len, reverse=True)


def _either(words: list[str]) -> str:
    """The words as one pattern; spaces between Han characters are optional, others as they are."""
    return "|".join(re.escape(w) for w in words)


def _label(kind: str) -> str:
    return _either(_words(kind, "label"))


_MARK = r"[\[【(（<*·>\s-]{0,4}"
FURNITURE = re.compile(
    rf"{_MARK}(?:"
    rf"(?P<navigation>(?:{_either(_words('navigation', 'start'))}))"
    rf"|(?P<related>(?:{_either(_words('related', 'start'))})(?=[\]】:：>\s]{{0,4}}\Z|[\]】]?\s?[:：]))"
    rf"|(?P<whole>(?:{_either(_words('navigation', 'whole'))})[\]】)）>\s]{{0,4}}\Z)"
    rf"|(?P<footer>(?:{_either(_words('footer', 'start'))}))"
    rf"|(?P<byline>(?:{_label('byline')})\s?[:：])"
    rf"|(?P<credit>(?:{_label('credit')})(?:\s?[:：丨|/]|\s(?=[A-Z{HAN}])))"
    r")",
    re.IGNORECASE,
)
FOOTER_ANYWHERE = re.compile(_either(_words("footer", "anywhere")), re.IGNORECASE)
REPRINT = re.compile(_either(_words("reprint", "anywhere")), re.IGNORECASE)

# 您當前的位置 : A >> B >> C; Home > News > Education
_CRUMBS = re.compile(r"[^<>»›→。.!?]{1,40}(?:\s?(?:>>?|»|›|→)\s?[^<>»›→。.!?]{1,40}){2,}\Z|[^<>。]{1,20}\s?(?:>>|»|›)\s?[^<>。]{1,40}\Z")
_END = re.compile(r"[\s\-—–=*~【(（\[]*(?:END|The End|完|全文完|正文完|结束)[\s\-—–=*~】)）\]]*\Z", re.IGNORECASE)
_RULE = re.compile(r"[\W_]+\Z")

_DATE = (
    r"(?:(?:19|20)\d\d\s?(?:年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?|([-/.])\d{1,2}\1\d{1,2})|\d\d-\d\d-\d\d(?=\s\d\d?:)"
    r"|[二一][〇○零О0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d"
    r"|\d{1,2}\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\s(?:19|20)\d\d)"
)
_CLOCK = r"\s{0,2}(?:T|星期.|周.|[(（]星期.[)）])?\s{0,2}(?:\d{1,2}:\d\d(?::\d\d)?)?"
DATE_LINE = re.compile(rf"[\[【(（—\-\s]*{_DATE}{_CLOCK}(?P<rest>.{{0,80}})\Z", re.IGNORECASE)
# ——2016年3月5日在第十二届全国人民代表大会第四次会议上; Delivered at … on March 5, 2016; (2021年3月5日…通过)
DELIVERY = re.compile(
    rf"[—\-–(（\s]*(?:{_DATE}.{{0,60}}(?:会议上|大会上|会上|通过|批准|修订|修正|发布|公布|印发|施行|工作报告|实施)[^。]{{0,20}}\Z"
    rf"|(?:delivered|adopted|approved|issued|signed|released|promulgated|presented|made|as of|effective)\b.{{0,160}}{_DATE}[)）]?\.?\Z"
    r"|[在于].{2,60}(?:会议上|大会上)[)）]?\Z)",
    re.IGNORECASE,
)
_PERSON_BY = re.compile(r"by\s[A-Z][\w.'-]*(?:\s(?:and\s)?[A-Z][\w.'-]*){0,5}\Z", re.IGNORECASE)

# one entry per way of numbering, outermost first; the names are the levels
NUMBERED = re.compile(
    rf"(?P<h1>第[一二三四五六七八九十百\d]{{1,4}}(?:章|部分|编|篇)|[一二三四五六七八九十]{{1,3}}[、，,.．]\s?(?=[{HAN}“A-Za-z])"
    r"|(?:section|part|chapter|article|annex|appendix|title)\s(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])\b[.:：—–-]?|[IVXLC]{1,6}\.\s)"
    r"|(?P<h2>[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百\d]{1,4}节|[A-Z]\.\s(?=[A-Z]))"
    r"|(?P<h3>\d{1,2}(?:\.\d{1,2})+\.?\s?(?=[^\d%％\s])|\d{1,2}(?:[.．、]\s?(?=[^\d\s])|\)\s?(?=\D)))"
    r"|(?P<h4>[(（](?:\d{1,2}|[ivx]{1,5}|[a-zA-Z])[)）]|[①-⑳])",
    re.IGNORECASE,
)
LEVEL = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]{1,3}[,，、]|第[一二三四五六七八九十百\d]{1,4}条|[-–—*·●■◆○]\s?|(?:first|second|third|fourth|fifth|finally)(?:ly)?,", re.IGNORECASE)
HASHES = re.compile(r"#{1,6}\s+")
SENTENCE_END = re.compile(r"[;,]\s(?:and|or)\Z|[。；;，,、：:!！?？…][”\"'’)）\]】]*\Z|\.[”\"'’)）\]]*\Z")
FULL_STOP = re.compile(r"[。！!？?；;][”\"'’)）]?|\.(?=[\s”\"')A-Z]|\Z)")
SMALL_START = re.compile(r"[a-z,.;:)）、，。；]")
_LABEL = re.compile(rf"(?:[{HAN}]{{2,10}}|[A-Z][A-Za-z ]{{1,30}})\s?[:：]")
LETTER = re.compile(rf"[A-Za-z{HAN}]")


@dataclass(frozen=True, slots=True)
class Line:
    """A stripped, non-empty line and what its own words say: `words` is the furniture kind or None."""

    start: int
    end: int
    text: str
    words: str | None

    @property
    def ended(self) -> bool:
        """Whether it closes like a sentence or clause."""
        return SENTENCE_END.search(self.text, max(0, len(self.text) - 5)) is not None

    @property
    def labelled(self) -> bool:
        """Whether it begins with a label and a colon: 主办单位：…"""
        return _LABEL.match(self.text) is not None

    @property
    def short(self) -> bool:
        """Short enough for a headline: 40 Han characters or 110 others."""
        size = len(self.text)
        return size <= 40 or (size <= 110 and self.text.isascii()) or (size <= 110 and _han_share(self.text) < 0.2)


def _han_share(text: str) -> float:
    return sum("\u4e00" <= c <= "\u9fff" for c in text) / len(text)


def furniture(text: str) -> str | None:
    """Which page furniture a line is by its own words: navigation, related, footer, byline, credit, date, delivery, end, rule; None: it is text.

    >>> furniture("上一篇：某某"), furniture("发布时间：2022-01-26"), furniture("2022年,我省促进教育发展。")
    ('navigation', 'byline', None)
    """
    if len(text) > 260:
        return None
    m = FURNITURE.match(text)
    if m:
        kind = m.lastgroup or ""
        if kind in ("footer", "navigation") and len(text) > 160:
            return None
        return "navigation" if kind == "whole" else kind
    if len(text) > 200:
        return None
    first = text[0]
    if first in "-—–=*~【(（[E完全正结TtTt" and _END.match(text):
        return "end"
    if not first.isalnum() and _RULE.match(text):
        return "rule"
    if ">" in text or "»" in text or "›" in text:
        if _CRUMBS.match(text):
            return "navigation"
    if any(c.isdigit() for c in text[:12]) or first in "二一JFMASOND":
        m = DATE_LINE.match(text)
        if m and not FULL_STOP.search(m["rest"]) and len(m["rest"]) <= 60 and not m["rest"].lstrip().startswith((",", "，", "前", "底", "-", "—", "至", "起", "以")):
            if m["rest"].strip(" )）】]") == "":
                return "dated"
            return "delivery" if DELIVERY.match(text) else "date"
    if len(text) <= 200 and DELIVERY.match(text):
        return "delivery"
    if first in "Bb" and len(text) <= 60 and _PERSON_BY.match(text):
        return "byline"
    return None
