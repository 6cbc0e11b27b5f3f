"""What does a web page say? Its main text as trafilatura finds it, tables as rows in place, struck-out text in `<s>`; nothing is fetched."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.read.encoding import decode
from pipeline.read.html_tables import spread
from pipeline.read.html_text import text_of
from pipeline.read.part import Limits, Part
from pipeline.read.table import given_date
from pipeline.read.tree import said

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DEPTH = 200
_ELEMENTS = 30_000
_CHARS = 3_000_000
"""Nesting, elements and characters above which the whole page is taken: finding the main text takes more than linear time."""
_LOST = 0.3
"""Share of the page's prose that may be missing from the main text."""

_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})"
    rb"|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,30})",
    re.IGNORECASE,
)
_CHINESE = frozenset(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80"))
_TELLING = 4
"""Characters from which on a line that stands once on the page tells its place."""
_ABOVE = 12
"""Lines above the main text among which its title is looked for."""

_MARKS = re.compile(r"\s+|\A(?:#{1,6}|-|\d{1,3}\.) |</?s>")
_LABELLED = re.compile(
    r"(?:文号|字号|索引号|发文机关|发布机构|成文日期|发文日期|发布日期|发布时间|公开日期)[\]】\s]*[:：|]|^(?:Document (?:number|No)|Date|Issued by)\s?[:|]"
)
_SITE = re.compile(r"\s?[_|｜]\s?|\s+[-–—]\s+|-+(?=[^-]{2,30}(?:政府|局|委员会|厅|网|网站|办公室|部)\Z)")
_XML = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_PROSE = re.compile(r"[\u4e00-\u9fff，、“”\d]{20,}.*[。；]|(?:\S+\s+){9,}\S+[.;:]")
_DATES = (
    "pubdate", "publishdate", "publish-date", "publicationdate", "article:published_time", "og:published_time", "date", "dc.date", "dcterms.date",
    "dc.date.issued", "dcterms.issued", "firstpublishedtime", "createdate", "datepublished",
)  # fmt: skip


def parts(data: bytes, *, name: str, limits: Limits) -> Iterator[Part]:
    """The one document of the page. Title and date come from its meta tags, for where its text has none."""
    from lxml import etree, html

    page, encoding = _decoded(data, name)
    page = _XML.sub("", page, count=1).replace("\x00", "")
    try:
        tree: HtmlElement = html.document_fromstring(page, parser=html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(name, f"not a readable web page ({said(error)})") from error
    metas = _metas(tree)
    title = _title(tree, metas)
    date = next((day for key in _DATES if (day := given_date(metas.get(key)))), None)
    spread(tree)
    whole = text_of(tree)
    text = whole
    prose = _prose(whole)
    if prose and len(page) <= _CHARS and _modest(tree):
        main = _stretch(whole, _main(tree), title)
        if _prose(main) >= (1 - _LOST) * prose:
            text = main
    if not text.strip():
        raise InputError(name, "the page holds no text (is it made by a script in the browser? save it from there, or print it to PDF)")
    yield Part(text, title=title, doc_date=date, encoding=encoding)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """UTF-8 where the bytes are that; else what the page declares, if it is that; else what its bytes look like."""
    if not data.strip():
        raise InputError(name, "the file is empty")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:8192])
    if declared:
        encoding = (declared[1] or declared[2]).decode("ascii").lower()
        encoding = "gb18030" if encoding in _CHINESE else "big5hkscs" if encoding == "big5" else encoding
        try:
            text = data.decode(encoding, "replace")
        except LookupError:
            text = ""
        if text and encoding != "utf-8" and text.count("\ufffd") * 1000 <= len(text):
            return text, encoding.removesuffix("hkscs")
    return decode(data, name=name)


def _main(tree: HtmlElement) -> str:
    """The main text, "" where none is found."""
    from copy import deepcopy

    from trafilatura import bare_extraction
    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    body: Any = None
    for short in (False, True):
        options = Extractor(fast=True, recall=True, comments=False, tables=True)
        if short:  # what it takes for too little it replaces by one run of text
            options.min_extracted_size = options.min_output_size = 1
        try:
            body = getattr(bare_extraction(deepcopy(tree), options=options), "body", None)
        except Exception:  # whatever an odd page makes of it: the whole page is there
            return ""
        if body is not None and len(body) > 1:
            break
    return text_of(body) if body is not None else ""


def _stretch(whole: str, main: str, title: str | None) -> str:
    """The lines of the page from the title, or the first line of the main text, to its last line.

    The main text tells where the document begins and ends on the page. What stands between is all taken: bylines with the date,
    signatures and short items, which trafilatura leaves out, matter here, and the layout step knows what is furniture.
    """
    lines = whole.split("\n")
    bare = [_bare(line) for line in lines]
    wanted = {_bare(line) for line in main.split("\n")}
    once = Counter(bare)
    found = [i for i, line in enumerate(bare) if len(line) >= _TELLING and once[line] == 1 and line in wanted]
    if not found:
        return ""
    start, end = found[0], found[-1]
    named = _bare(title or "")
    first = next((i for i in range(start, end) if _PROSE.match(lines[i][:2000])), end)
    for i in (*range(start, first), *range(start, max(start - _ABOVE, -1), -1)):
        if lines[i].startswith("# ") or (named and bare[i] == named):
            start = i
            break
    # 索引号：… 发文字号：… 成文日期：… stand above the title
    start = next((i for i in range(max(start - _ABOVE, 0), start) if _LABELLED.search(lines[i])), start)
    return "\n".join(lines[start : end + 1]) + "\n"


def _bare(line: str) -> str:
    """A line without white space and marks, for comparing."""
    return _MARKS.sub("", line)


def _prose(text: str) -> int:
    """How many characters stand in lines that are sentences or rows of a table."""
    return sum(len(line) for line in text.split("\n") if line.startswith("| ") or _PROSE.match(line[:2000]))


def _modest(tree: HtmlElement) -> bool:
    """Whether the page is as deep and as large as pages are."""
    from lxml import etree

    depth = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > _DEPTH or count > _ELEMENTS:
            return False
    return True


def _metas(tree: HtmlElement) -> dict[str, str]:
    """What the meta tags of the page say, of several of one name the first."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        if key and content:
            found.setdefault(key.strip().lower(), content)
    return found


def _title(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    """The title by the meta tags of the page (ArticleTitle on Chinese government sites), else its <title> up to the name of the site."""
    for key in ("articletitle", "og:title", "dc.title", "dcterms.title", "citation_title"):
        if key in metas:
            return " ".join(metas[key].split())[:300]
    element = next(tree.iter("title"), None)
    text = " ".join((element.text or "").split()) if element is not None else ""
    return _SITE.split(text[:400], maxsplit=1)[0][:300] or None
