"""What can be told of a single line by its own words? Furniture of the page, dates, list marks, headings, sentence ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.layout.furniture import by_words

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"

# A > B > C
_CRUMBS = re.compile(r"[^<>»›→。.!?]{1,40}(?:\s?(?:>>?|»|›|→)\s?[^<>»›→。.!?]{1,40}){2,}\Z|[^<>。]{1,20}\s?(?:>>|»|›)\s?[^<>。]{1,40}\Z")
_END = re.compile(r"[\s\-—–=*~【(（\[]*(?:END|The End|end|完|全文完|正文完|结束)[\s\-—–=*~】)）\]]*\Z")
_RULE = re.compile(r"[\W_]+\Z")

MONTH = r"(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_DATE = (
    r"(?:(?:19|20)\d\d\s?(?:年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?|(?P<sep>[-/.])\d{1,2}(?P=sep)\d{1,2})|\d\d-\d\d-\d\d(?=\s\d\d?:)"
    r"|[二一][〇○零О0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?"
    rf"|{MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d|\d{{1,2}}\s{MONTH}\.?\s(?:19|20)\d\d)"
)
_CLOCK = r"\s{0,2}(?:T|星期.|周.|[(（]星期.[)）])?\s{0,2}(?:\d{1,2}:\d\d(?::\d\d)?)?"
_DATE_LINE = re.compile(rf"[\[【(（—\-\s]*{_DATE}{_CLOCK}(?P<rest>.{{0,80}})\Z")
# Brussels, 14.5.2024
_PLACED_DATE = re.compile(
    rf"[A-Z][a-z]+(?: [A-Z][a-z]+)?, (?:{_DATE.replace('?P<sep>', '?P<sep3>').replace('?P=sep)', '?P=sep3)')}"
    rf"|[0-3]?\d\.[01]?\d\.(?:19|20)\d\d)\Z"
)
_RUNS_ON = (",", "，", "前", "底", "-", "—", "至", "起", "以", "到", "、")
# ——2016年3月5日在第十二届全国人民代表大会第四次会议上; Delivered at … on March 5, 2016; (2021年3月5日…通过)
_DELIVERY = re.compile(
    rf"[—\-–(（\s]*(?:{_DATE}.{{0,60}}(?:会议上|大会上|会上|通过|批准|修订|修正|发布|公布|印发|施行|工作报告|实施)[^。]{{0,20}}\Z"
    r"|(?:[Dd]elivered|[Aa]dopted|[Aa]pproved|[Ii]ssued|[Ss]igned|[Rr]eleased|[Pp]romulgated|[Pp]resented|[Mm]ade|[Dd]one at|[Aa]s of|[Ee]ffective)\b.{0,160}"
    rf"{_DATE.replace('sep', 'sep2')}[)）]?\.?\Z"
    r"|[在于].{2,60}(?:会议上|大会上)[)）]?\Z)"
)
# 国发〔2021〕4号; FCCC/PA/CMA/2023/16/Add.1; EXECUTIVE ORDER 14999
_NUMBER_LINE = re.compile(
    r"[(（]?(?:[\u4e00-\u9fff]{1,12}\s?[〔\[［（(]\s?(?:19|20)\d\d\s?[〕\]］）)]\s?第?\d{1,5}\s?号"
    r"|[A-Z]{1,5}(?:/[A-Za-z0-9.*]{1,12}){2,7}|(?:EXECUTIVE ORDER|Executive Order)\s(?:No\.\s)?\d{4,5}"
    r"|M-\d\d-\d\d|(?:[\u4e00-\u9fff]{2,20})令\s?第?\s?\d{1,5}\s?号|第\s?\d{1,5}\s?号)[)）]?\Z"
)
# I. Context ........ 3
_CONTENTS = re.compile(r".{2,150}?(?:\.{3,}|…{1,}|·{3,}|\. \. \.)[\s.…·]*\d{1,3}\Z")
# a whole sentence that begins with a word of the page's furniture is text: "Share this plan with all agencies by 2025."
_SENTENCE = re.compile(r"[^:：©]{13}[^©]*[。.;；]\Z")
_BUTTONS = re.compile(r"(?:[【\[][^【】\[\]]{1,14}[】\]]\s{0,4}){1,8}\Z")  # 【打印】【字体：大 中 小】
_LATEST = re.compile(r".{0,40}\b(?:[Ll]atest|[Rr]elated|[Hh]ot|[Pp]opular|[Rr]ecommended|More)\s(?:[Nn]ews|[Aa]rticles|[Pp]osts|[Rr]eading)\s?[:：]?\Z")
DATED = re.compile(_DATE)
_PERSON_BY = re.compile(r"[Bb][Yy]\s[A-Z][\w.'-]*(?:\s(?:and\s)?[A-Z][\w.'-]*){0,5}\Z")

# one name per way of numbering, outermost first
NUMBERED = re.compile(
    rf"(?P<h1>第[一二三四五六七八九十百\d]{{1,4}}(?:章|部分|编|篇)|[一二三四五六七八九十]{{1,3}}(?:、\s?(?=\S)|[，,.．]\s?(?=[{HAN}“A-Za-z]))"
    r"|Sec\.\s\d{1,3}\.?|(?:[Ss]ection|[Pp]art|[Cc]hapter|[Aa]rticle|[Aa]nnex|[Aa]ppendix|[Tt]itle|SECTION|PART|CHAPTER|ARTICLE|ANNEX|APPENDIX"
    r"|TITLE)\s(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])\b[.:：—–-]?"
    r"|[IVXLC]{1,6}\.\s)"
    r"|(?P<h2>[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百\d]{1,4}节|[A-Z]\.\s(?=[A-Z]))"
    r"|(?P<h3>\d{1,2}(?:\.\d{1,2})+\.?\s?(?=[^\d%％\s])|\d{1,2}(?:[.．、]\s?(?=[^\d\s])|\)\s?(?=\D)))"
    r"|(?P<h4>[(（](?:\d{1,2}|[ivx]{1,5}|[a-zA-Z])[)）]|[①-⑳])"
)
_LEVEL = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
ORDINAL = re.compile(
    r"[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]{1,3}[,，、]|第[一二三四五六七八九十百\d]{1,4}条|[-–—*·●■◆○]\s?|(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ff]inal)(?:ly)?,"
)
HASHES = re.compile(r"#{1,6}\s+")
SENTENCE_END = re.compile(r"[;,]\s(?:and|or)\Z|[。；;，,、：:！!？?…][”\"'’)）\]】]*\Z|\.[”\"'’)）\]]*\Z")
FULL_STOP = re.compile(r"[。！!？?；;][”\"'’)）]?|(?<=[a-z0-9)\]\"”'%])\.(?=[\s”\"')A-Z]|\Z)")
SMALL_START = re.compile(r"[a-z,.;:)）、，。；]")
_LABEL = re.compile(rf"(?:[{HAN}]{{2,10}}|[A-Z][A-Za-z ]{{1,30}})\s?[:：]")
_HAN_ONE = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Line:
    """A stripped, non-empty line and what its own words say.

    `words`: the kind of page furniture, or None; `footed`: it holds a word of legal notes; `reprint`: it holds a reprint statement.
    `ended`: it closes like a sentence or clause; `gap`: an empty line stands before it.
    """

    start: int
    end: int
    text: str
    words: str | None
    footed: bool
    reprint: bool
    ended: bool
    gap: bool = False

    @property
    def labelled(self) -> bool:
        """Whether it begins with a label and a colon: 主办单位：…"""
        return _LABEL.match(self.text) is not None

    @property
    def short(self) -> bool:
        """Short enough for a headline: 40 Han characters or 110 others."""
        size = len(self.text)
        return size <= 40 or (size <= 110 and (self.text.isascii() or len(_HAN_ONE.findall(self.text)) * 5 < size))


def ends(text: str) -> bool:
    """Whether a line closes like a sentence or clause: with a stop, a comma or a colon, or "; and".

    >>> ends("要抓好落实。"), ends("(a) act; and"), ends("工作回顾")
    (True, True, False)
    """
    return SENTENCE_END.search(text, max(0, len(text) - 5)) is not None


def level_of(text: str) -> int:
    """How deep a numbered line stands, 1 outermost; 0 without a number.

    >>> level_of("一、工作回顾"), level_of("（二）扩大内需"), level_of("2.1 Goals"), level_of("(a) plan"), level_of("工作")
    (1, 2, 3, 4, 0)
    """
    m = NUMBERED.match(text)
    return _LEVEL[m.lastgroup or "h4"] if m else 0


def page_words(text: str) -> str | None:
    """Which page furniture a line is by its own words: navigation, related, footer, byline, head, credit, date, dated (nothing but a date),
    delivery, end, rule; None: it is text.

    >>> page_words("上一篇：某某"), page_words("发布时间：2022-01-26"), page_words("2022年,我省促进教育发展。")
    ('navigation', 'byline', None)
    """
    size = len(text)
    if size > 260:
        return None
    kind = by_words(text)
    if kind in ("footer", "navigation") and (size > 160 or (size > 40 and _SENTENCE.match(text))):
        kind = None
    if kind:
        return kind
    if size > 200:
        return None
    first = text[0]
    if size < 24 and _END.match(text):
        return "end"
    if text.endswith(".EPS"):
        return "footer"  # the place of a signature's picture
    if not first.isalnum() and _RULE.match(text):
        return "rule"
    if (">" in text or "»" in text or "›" in text) and _CRUMBS.match(text):
        return "navigation"
    if size < 50 and text[-1].isdigit() and first.isupper() and _PLACED_DATE.match(text):
        return "dated"
    if first in "[【(（—-二一JFMASOND" or first.isdigit():
        m = _DATE_LINE.match(text)
        if m and m["rest"].strip(" )）】].。") == "":
            return "dated"
        if m and len(m["rest"]) <= 60 and not FULL_STOP.search(m["rest"]) and not m["rest"].lstrip().startswith(_RUNS_ON):
            return "delivery" if _DELIVERY.match(text) else "date"
    if (first in "—-–(（在于DdAaIiSsRrPpMmEe" or first.isdigit()) and _DELIVERY.match(text):
        return "delivery"
    if size < 50 and text[-1] in "0123456789号)）*" and _NUMBER_LINE.match(text):
        return "byline"
    if text[-1].isdigit() and (".." in text or "…" in text or "··" in text or ". ." in text) and _CONTENTS.match(text):
        return "navigation"
    if size < 60 and ((first in "【[" and text[-1] in "】]" and _BUTTONS.match(text)) or (text[-1] in "sg:：" and _LATEST.match(text))):
        return "related" if text[-1] not in "】]" else "navigation"
    if first in "Bb" and size <= 60 and _PERSON_BY.match(text):
        return "byline"
    return None
