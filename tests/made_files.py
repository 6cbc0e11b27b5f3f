"""Files of every format that is read, made by hand, for tests of reading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def zipped(members: Iterable[tuple[str, bytes | str]]) -> bytes:
    """A zip archive of these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


def docx(body: str, *, numbering: str = "", styles: str = "") -> bytes:
    """A Word document with this XML in its body."""

    def part(name: str, inner: str) -> str:
        return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} xmlns:w="{W}">{inner}</w:{name}>'

    members = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", part("document", f"<w:body>{body}</w:body>"))]
    if numbering:
        members.append(("word/numbering.xml", part("numbering", numbering)))
    if styles:
        members.append(("word/styles.xml", part("styles", styles)))
    return zipped(members)


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of a Word document; a run that is XML stands as it is."""
    inner = "".join(r if r.startswith("<") else f'<w:r><w:t xml:space="preserve">{r}</w:t></w:r>' for r in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def odt(body: str, *, styles: str = "") -> bytes:
    """An OpenDocument text with this XML in its body."""
    names = " ".join(f'xmlns:{n}="{ODF}{n}:1.0"' for n in ("office", "text", "table", "style"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)])


PdfLine = tuple[float, float, str]
"""Indent from the left margin in points, size of the letters, text."""


def pdf(path: Path, pages: Sequence[Sequence[PdfLine]], *, chinese: bool = False, head: str = "", foot: str = "", password: str = "") -> Path:
    """A PDF of these pages, lines at one and a half times the size of their letters; `foot` gets the page number for `{}`."""
    import pytest

    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    font = "Helvetica"
    if chinese:
        font = "STSong-Light"
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    sheet = canvas.Canvas(str(path), pagesize=(595, 842), encrypt=password or None, invariant=1)
    for number, page in enumerate(pages, 1):
        sheet.setFont(font, 9)
        if head:
            sheet.drawString(72, 810, head)
        if foot:
            sheet.drawCentredString(297, 30, foot.format(number))
        y = 780.0
        for indent, size, text in page:
            sheet.setFont(font, size)
            sheet.drawString(72 + indent, y, text)
            y -= 1.5 * size
        sheet.showPage()
    sheet.save()
    return path


def wrapped(text: str, width: int, *, indent: int = 0, size: float = 12) -> list[PdfLine]:
    """The lines of a Chinese paragraph, so many characters wide, the first `indent` characters narrower."""
    lines: list[PdfLine] = [(indent * size, size, text[: width - indent])]
    lines += [(0.0, size, text[i : i + width]) for i in range(width - indent, len(text), width)]
    return lines


HTML = """<!doctype html><html><head><meta charset="utf-8"><title>关于推进托育服务的通知_某市教育局</title>
<meta name="PubDate" content="2025-03-04 10:00"></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/b">政务公开</a></li></ul></div>
<div class="article"><h1>关于推进全市托育服务的通知</h1>
<p>到2026年底，全市每千人口托位数达到<del>4.0</del><b>4.5</b>个以上，普惠托位占比不低于<s>50%</s>60%。<br>2027年达到70%。</p>
<ol><li>各区建设托育机构20家。</li><li>每年检查一次。</li></ol>
<table><tr><th>序号</th><th>任务</th><th>时限</th><th>责任单位</th></tr>
<tr><td>1</td><td>建成托育机构<p>20家</p></td><td rowspan="2">2026年底</td><td>市卫生健康委</td></tr>
<tr><td>2</td><td>完成评估</td><td>市教育局<br>市财政局</td></tr></table>
<p>市卫生健康委牵头，每年组织一次检查，并向社会公布结果，接受群众监督。</p></div>
<div class="footer">版权所有 某市教育局</div></body></html>"""

RTF = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fswiss\fcharset0 Arial;}}"
    r"{\header \'d2\'b3\'c3\'bc}\pard\f0\fs24 \u20851?\u20110?\'ce\'d0\'d3\'fd\par"
    "\n"
    r"\pard\f1 By the end of 2027, {\deleted 30}{\strike 35} 40 percent of buses.\par"
    r"\trowd\cellx1000\cellx2000\pard\intbl Task\cell Due\cell\row\trowd\pard\intbl Buy 20 buses\cell 2026\cell\row"
    r"\pard Done.\par{\*\unknown hidden}}"
)

TMX = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="zh-CN"/><body>
<tu><prop type="x">note</prop><tuv xml:lang="zh-CN"><seg>到2025年，覆盖率达到<bpt i="1">&lt;b&gt;</bpt>95%<ept i="1">&lt;/b&gt;</ept>以上。</seg></tuv>
<tuv xml:lang="en-US"><seg>By 2025, coverage shall reach <hi>95 percent</hi> or more.</seg></tuv><tuv xml:lang="fr"><seg>Fini.</seg></tuv></tu>
<tu><tuv xml:lang="ZH"><seg>每年检查一次。</seg></tuv>
<tuv xml:lang="zh-TW"><seg>每年檢查一次。</seg></tuv><tuv xml:lang="en"><seg>Inspect once a year.</seg></tuv></tu>
</body></tmx>"""
