"""Make the samples in data/samples/formats: an invented notice as a web page, as a Word document with tracked changes, and as a PDF.

    python data/make_formats.py

Needs reportlab (requirements-dev.txt) for the PDF. The same files come out every time.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

FOLDER = Path(__file__).parent / "samples" / "formats"

PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>临川市推进社区养老服务实施方案_临川市民政局</title><meta name="PubDate" content="2024-03-18"></head>
<body>
<nav><a href="/">首页</a> <a href="/zwgk">政务公开</a> <a href="/bsfw">办事服务</a></nav>
<div class="article" id="content">
<h1>临川市推进社区养老服务实施方案</h1>
<p class="info">发布日期：2024年3月18日　来源：市民政局　浏览次数：312</p>
<h2>一、总体目标</h2>
<p>到2026年底，全市社区养老服务设施覆盖率达到<del>90%</del>95%以上，新增护理型床位1200张，每个街道至少建成1个综合养老服务中心。</p>
<h2>二、重点任务</h2>
<table>
<tr><th>序号</th><th>任务</th><th>完成时限</th><th>责任单位</th></tr>
<tr><td>1</td><td>建成社区助餐点80个</td><td rowspan="2">2025年12月底前</td><td>市民政局</td></tr>
<tr><td>2</td><td>改造老旧小区适老设施150处</td><td>市住房城乡建设局<br>市财政局</td></tr>
<tr><td>3</td><td>培训养老护理员3000人次</td><td>2026年6月底前</td><td>市人力资源社会保障局</td></tr>
</table>
<h2>三、组织保障</h2>
<ol><li>市民政局牵头，每季度通报一次进展。</li><li>各区政府要在2024年5月底前制定实施细则。</li></ol>
<p>2023年，全市新建社区养老服务站36个。</p>
</div>
<footer>版权所有：临川市民政局　备案号：某ICP备00000000号</footer>
</body></html>
"""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("numbering", "numbering"), ("styles", "styles"))
    )
    + "</Types>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
STYLES = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>'
CHANGE = 'w:id="1" w:author="Editor" w:date="2024-01-05T09:00:00Z"'


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*parts: str, level: int | None = None, style: str = "") -> str:
    """A paragraph; `level` numbers it."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level is not None else ""
    return f"<w:p><w:pPr>{named}{numbered}</w:pPr>{''.join(p if p.startswith('<') else run(p) for p in parts)}</w:p>"


def table(rows: list[list[str]]) -> str:
    """A table."""
    return "<w:tbl>" + "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows) + "</w:tbl>"


DOCUMENT = "".join(
    (
        paragraph("Memorandum on Cleaner Public Buildings", style="Title"),
        paragraph("Date: January 8, 2024"),
        paragraph("Targets", level=0),
        paragraph(
            "By the end of fiscal year ",
            f"<w:del {CHANGE}><w:r><w:delText>2028</w:delText></w:r></w:del><w:ins {CHANGE}>{run('2027')}</w:ins>",
            ", each agency shall cut the energy use of its buildings by 30 percent.",
            level=1,
        ),
        paragraph(
            "The Office of Buildings must inspect at least ",
            "<w:r><w:rPr><w:strike/></w:rPr><w:t>100</w:t></w:r>",
            " 120 buildings every year.",
            level=1,
        ),
        paragraph("Tasks", level=0),
        table(
            [
                ["Action", "Responsible agency", "Due"],
                ["Publish a list of 50 buildings to be renovated", "Office of Buildings", "June 30, 2024"],
                ["Train 400 building managers", "Department of Labor", "December 31, 2025"],
            ]
        ),
        paragraph("Reporting", level=0),
        paragraph("Agencies shall report to the Office of Buildings within 90 days of the date of this memorandum.", level=1),
    )
)

PDF_PAGES: list[list[tuple[float, float, str]]] = [
    [
        (130, 18, "云溪县水环境治理三年行动计划"),
        (24, 12, "一、总体要求"),
        (24, 12, "到2026年底，全县地表水优良水体比例达到85%以上，县城污水处理率"),
        (0, 12, "达到97%，新建污水管网120公里，全面消除黑臭水体，让群众喝上放心"),
        (0, 12, "水、看到清水河。"),
        (24, 12, "二、主要任务"),
        (24, 12, "（一）建设管网。县住房城乡建设局牵头，县财政局配合，每年新建污水"),
        (0, 12, "管网40公里，2025年6月底前完成老旧管网排查，排查结果报县政府备案，"),
    ],
    [
        (0, 12, "并向社会公布。"),
        (24, 12, "（二）治理河道。县水利局要在2024年10月底前完成12条河道清淤。"),
        (24, 12, "（三）严格执法。生态环境分局每月开展一次排污口检查。"),
        (24, 12, "2023年，全县建成污水处理站9座。"),
        (280, 12, "云溪县人民政府"),
        (280, 12, "2024年2月20日"),
    ],
]


def packed(path: Path, members: dict[str, str]) -> None:
    """A zip container with these members, the same bytes every time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in members.items():
            container.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


def pdf(path: Path) -> None:
    """The PDF, with a running head and page numbers."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    sheet = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for number, lines in enumerate(PDF_PAGES, 1):
        sheet.setFont(font, 9)
        sheet.drawCentredString(297, 30, f"— {number} —")
        y = 770.0
        for indent, size, text in lines:
            sheet.setFont(font, size)
            sheet.drawString(90 + indent, y, text)
            y -= 1.6 * size
        sheet.showPage()
    sheet.save()


def main() -> None:
    """Write the three files."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "elderly_care_zh.html").write_text(PAGE, encoding="utf-8")
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    document_relations = "".join(f'<Relationship Id="r{i}" Type="{OFFICE}/{part}" Target="{part}.xml"/>' for i, part in enumerate(("styles", "numbering"), 1))
    packed(
        FOLDER / "buildings_memo_en.docx",
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATIONS.format(f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'),
            "word/document.xml": f"{head}<w:document {W}><w:body>{DOCUMENT}</w:body></w:document>",
            "word/_rels/document.xml.rels": RELATIONS.format(document_relations),
            "word/styles.xml": head + STYLES,
            "word/numbering.xml": head + NUMBERING,
        },
    )
    pdf(FOLDER / "water_plan_zh.pdf")


if __name__ == "__main__":
    main()
