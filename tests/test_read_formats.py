"""Does every format give its text, with numbers, rows, struck-out words and pages where they belong?"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from pipeline.read import FORMATS, Limits, read
from pipeline.read.numbering import written
from pipeline.run import extract_document
from pipeline.text import AlignedText
from pipeline.types import Document
from pipeline.write.tables import tables
from tests.made_files import HTML, RTF, TMX, docx, odt, p, pdf, wrapped, zipped

SAMPLES = Path(__file__).parent.parent / "data" / "samples" / "formats"
ENGLISH = "By the end of 2025, all schools shall meet the standard.\n"


def only(path: Path, data: bytes | str | None = None, **options: int) -> Document:
    if data is not None:
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (document,) = read([path], limits=Limits(**options) if options else None)
    return document


# --- html


def test_html_gives_main_text_with_rows_numbers_and_struck_words(tmp_path: Path) -> None:
    document = only(tmp_path / "a.html", HTML)
    assert document.problem is None
    assert document.text.splitlines() == [
        "# 关于推进全市托育服务的通知",
        "到2026年底，全市每千人口托位数达到<s>4.0</s>4.5个以上，普惠托位占比不低于<s>50%</s>60%。",
        "2027年达到70%。",
        "1. 各区建设托育机构20家。",
        "2. 每年检查一次。",
        "| 序号 | 任务 | 时限 | 责任单位 |",
        "| --- | --- | --- | --- |",
        "| 1 | 建成托育机构 20家 | 2026年底 | 市卫生健康委 |",
        "| 2 | 完成评估 | 2026年底 | 市教育局 市财政局 |",
        "市卫生健康委牵头，每年组织一次检查，并向社会公布结果，接受群众监督。",
    ]
    assert (document.media_type, document.encoding) == ("text/html", "utf-8")


def test_the_title_and_date_of_the_tags_hold_where_the_text_has_none(tmp_path: Path) -> None:
    document = only(tmp_path / "2020-01-01.html", HTML)
    assert document.beside[1] == "2025-03-04"
    found = extract_document(document).document
    assert (found.title, found.doc_date) == ("关于推进全市托育服务的通知", "2025-03-04")
    dated = only(tmp_path / "b.html", HTML.replace("<h1>关于推进全市托育服务的通知</h1>", "<h1>关于推进全市托育服务的通知</h1><p>发布日期：2024年5月6日</p>"))
    assert dated.beside[1] == "2025-03-04"
    assert extract_document(dated).document.doc_date == "2024-05-06"


def test_given_dates_and_file_names_come_before_and_after_the_tags(tmp_path: Path) -> None:
    file = tmp_path / "2020-01-01.html"
    file.write_text(HTML, encoding="utf-8")
    given = next(read([file], doc_date="2019-02-03"))
    assert extract_document(given).document.doc_date == "2019-02-03"
    untagged = only(file, "<html><body><p>到2026年底，普惠托位占比不低于60%。</p></body></html>")
    assert extract_document(untagged).document.doc_date == "2020-01-01"


def test_a_page_is_cleaned_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import clean, run

    texts: list[str] = []

    def counted(text: str) -> AlignedText:
        texts.append(text)
        return original(text)

    original = clean.clean
    for place in [m for m in sys.modules.values() if getattr(m, "clean", None) is original]:
        monkeypatch.setattr(place, "clean", counted)
    file = tmp_path / "a.html"
    file.write_text(HTML, encoding="utf-8")
    (found,) = map(run.extract_document, read([file]))
    assert texts == [found.document.text]


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-8-sig", "utf-16"])
def test_html_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    declared = HTML.replace('charset="utf-8"', 'charset="gb2312"') if encoding.startswith("gb") else HTML
    document = only(tmp_path / "a.htm", declared.encode(encoding))
    assert "全市每千人口托位数" in document.text


def test_a_page_of_which_the_main_text_is_not_found_is_taken_whole(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{i}</td><td>区{i}</td><td>建设公园{i}个</td></tr>" for i in range(1, 9))
    document = only(tmp_path / "a.html", f"<html><body><table>{rows}</table></body></html>")
    assert document.text.count("\n") == 8
    assert document.text.startswith("| 1 | 区1 | 建设公园1个 |\n")


def test_a_page_laid_out_by_tables(tmp_path: Path) -> None:
    inner = "<p>" + "到2025年，全市建成公园20个，绿化率达到40%以上。" * 5 + "</p>"
    document = only(
        tmp_path / "a.html", f"<html><body><table><tr><td>菜单</td><td><table><tr><td>{inner * 5}</td></tr></table></td></tr></table></body></html>"
    )
    assert document.problem is None
    assert "|" not in document.text
    assert document.text.count("建成公园20个") == 25


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<p>达到<span style="text-decoration: line-through">40%</span>50%。</p>', "达到<s>40%</s>50%。\n"),
        ("<p>At <del>40<br>and 45</del> 50 percent.</p>", "At <s>40</s>\n<s>and 45</s> 50 percent.\n"),
        ('<p>Buy 20 buses.<sup id="r1"><a href="#n1">1</a></sup></p><p style="display:none">trap</p>', "Buy 20 buses.\n"),
        ("<pre>The agency shall\nbuy 20   buses.\n\nDone.</pre>", "The agency shall\nbuy 20 buses.\n\nDone.\n"),
        ("<p>一<!-- x -->二</p><ul><li>甲<li>乙<ol start=3><li>丙</ol></ul>", "一二\n- 甲\n- 乙\n3. 丙\n"),
        ("<div>第一段<br/>　　第二段</div>", "第一段\n第二段\n"),
        ("<table><tr><td><del>旧</del>新<td>2025年</table>", "| <s>旧</s>新 | 2025年 |\n"),
        ("<s><table><tr><td>旧<td>2025年</table></s>", "| <s>旧</s> | <s>2025年</s> |\n"),
        ("<h2>Goals</h2><h3>1. Buses</h3><p>Buy.</p>", "## Goals\n1. Buses\nBuy.\n"),
    ],
)
def test_what_stands_on_a_page(tmp_path: Path, body: str, text: str) -> None:
    assert only(tmp_path / "a.html", f"<html><body>{body}</body></html>").text == text


def test_a_page_of_an_old_site(tmp_path: Path) -> None:
    """Laid out by tables, in GB2312, the number of the document above its title, links around it."""
    page = """<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>某县2024年工作要点-某县人民政府</title></head><body>
    <table><tr><td><a href=/>首页</a></td><td><a href=/x>政务公开</a></td></tr></table><table><tr><td>当前位置：首页 &gt; 正文</td></tr>
    <tr><td><table><tr><td>发文字号：某政发〔2024〕3号</td></tr></table></td></tr>
    <tr><td align=center><font size=5><b>某县2024年工作要点</b></font></td></tr><tr><td>来源：县政府办　发布时间：2024-02-03</td></tr>
    <tr><td><div><p>　　一、稳增长。力争地区生产总值增长6%左右，规模以上工业增加值增长8%。</p>
    <p>　　二、惠民生。2024年底前建成安置房<FONT face=宋体>1200</FONT>套，新增城镇就业3000人。</p>
    <TABLE><TR><TD>任务</TD><TD>责任单位</TD></TR><TR><TD>建成厂房5万平方米</TD><TD rowSpan=2>县工信局</TD></TR><TR><TD>引进企业20家</TD></TR></TABLE>
    <p align=right>某县人民政府</p><p align=right>2024年2月1日</p></div></td></tr></table></body></html>"""
    document = only(tmp_path / "a.htm", page.encode("gb18030"))
    assert document.text.splitlines() == [
        "发文字号：某政发〔2024〕3号",
        "某县2024年工作要点",
        "来源：县政府办 发布时间：2024-02-03",
        "一、稳增长。力争地区生产总值增长6%左右，规模以上工业增加值增长8%。",
        "二、惠民生。2024年底前建成安置房1200套，新增城镇就业3000人。",
        "| 任务 | 责任单位 |",
        "| --- | --- |",
        "| 建成厂房5万平方米 | 县工信局 |",
        "| 引进企业20家 | 县工信局 |",
        "某县人民政府",
        "2024年2月1日",
    ]
    told = extract_document(document).document
    assert (told.title, told.doc_number, told.encoding) == ("某县2024年工作要点", "某政发〔2024〕3号", "gb18030")


def test_scripts_are_no_text(tmp_path: Path) -> None:
    document = only(tmp_path / "a.html", "<html><body><script>document.write('x')</script><div id=app></div></body></html>")
    assert "no text" in (document.problem or "")


def test_offsets_point_into_the_text_of_the_page(tmp_path: Path) -> None:
    document = only(tmp_path / "a.html", HTML)
    rows = tables(extract_document(document))
    assert rows["commitments"]
    assert any(r.get("due") == "2026-12-31" and "市教育局" in str(r.get("agencies")) for r in rows["commitments"])
    for row in rows["mentions"]:
        assert row["text"] == document.text[int(str(row["start"])) : int(str(row["end"]))]
    struck = [m for m in rows["mentions"] if m["text"] == "50%"]
    assert all(m["mention_id"] not in {r.get("target_id") for r in rows["commitments"]} for m in struck)


# --- docx

LEVELS = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def item(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


def test_docx_numbers_count_on(tmp_path: Path) -> None:
    body = p("主要目标", properties=item(0)) + p("建成公园20个。", properties=item(1)) + p("绿化率40%。", properties=item(1))
    body += p("说明", properties=item(2)) + p("保障措施", properties=item(0)) + p("市林业局牵头。", properties=item(1))
    document = only(tmp_path / "a.docx", docx(body, numbering=LEVELS))
    assert document.text.splitlines() == ["一、主要目标", "1. 建成公园20个。", "2. 绿化率40%。", "- 说明", "二、保障措施", "1. 市林业局牵头。"]


def test_docx_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    body = p(
        "到",
        "<w:del><w:r><w:delText>2025</w:delText></w:r></w:del>",
        "<w:ins><w:r><w:t>2026</w:t></w:r></w:ins>",
        "年达到",
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>40%</w:t></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>",
        "50%",
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        "<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>",
        "。",
    )
    body += p("前半", properties="<w:rPr><w:del/></w:rPr>") + p("后半。")
    row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删去</w:t></w:r></w:p></w:tc></w:tr>"
    assert only(tmp_path / "a.docx", docx(body + f"<w:tbl>{row}</w:tbl>")).text == "到2026年达到<s>40%</s>50%。\n前半后半。\n"


def test_docx_tables_stand_in_order(tmp_path: Path) -> None:
    def cell(text: str, own: str = "") -> str:
        return f"<w:tc><w:tcPr>{own}</w:tcPr>{p(text)}</w:tc>"

    rows = [
        cell("任务") + cell("时限") + cell("责任单位"),
        cell("建成20个") + cell("2026年底", '<w:vMerge w:val="restart"/>') + f"<w:tc>{p('市林业局')}{p('市财政局')}</w:tc>",
        cell("验收") + cell("", "<w:vMerge/>") + cell("市住建局"),
        cell("合计", '<w:gridSpan w:val="2"/>') + cell("3"),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{r}</w:tr>" for r in rows) + "</w:tbl>"
    document = only(tmp_path / "a.docx", docx(p("前文。") + table + p("后文。")))
    assert document.text.splitlines() == [
        "前文。",
        "| 任务 | 时限 | 责任单位 |",
        "| --- | --- | --- |",
        "| 建成20个 | 2026年底 | 市林业局 市财政局 |",
        "| 验收 | 2026年底 | 市住建局 |",
        "| 合计 |  | 3 |",
        "后文。",
    ]


def test_docx_headings_contents_and_text_boxes(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:styleId="H"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="G"><w:basedOn w:val="H"/></w:style><w:style w:styleId="C"><w:name w:val="toc 1"/></w:style>'
    )

    def styled(name: str, text: str) -> str:
        return p(text, properties=f'<w:pStyle w:val="{name}"/>')

    box = f"<w:r><w:pict><w:txbxContent>{p('框中文字。')}</w:txbxContent></w:pict></w:r>"
    body = styled("T", "Clean Bus Plan") + styled("C", "Goals 3") + styled("G", "Goals") + styled("H", "一、目标") + p("Buy 20 buses.", box)
    assert only(tmp_path / "a.docx", docx(body, styles=styles)).text.splitlines() == ["# Clean Bus Plan", "## Goals", "一、目标", "Buy 20 buses.", "框中文字。"]


def test_docx_of_python_docx(tmp_path: Path) -> None:
    made = pytest.importorskip("docx").Document()
    made.add_heading("Plan", 0)
    made.add_paragraph("Buy 20 buses by 2026.", style="List Number")
    made.add_paragraph("Train 300 drivers.", style="List Number")
    made.sections[0].header.paragraphs[0].text = "running head"
    table = made.add_table(rows=2, cols=2)
    for i, text in enumerate(("Task", "Due", "Report", "2027")):
        table.cell(i // 2, i % 2).text = text
    made.save(str(tmp_path / "a.docx"))
    assert only(tmp_path / "a.docx").text.splitlines() == [
        "# Plan",
        "1. Buy 20 buses by 2026.",
        "2. Train 300 drivers.",
        "| Task | Due |",
        "| --- | --- |",
        "| Report | 2027 |",
    ]


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (21, "chineseCounting", "二十一"),
        (110, "chineseCountingThousand", "一百一十"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (3, "decimalEnclosedCircle", "③"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (2, "ideographTraditional", "乙"),
        (23, "ordinal", "23rd"),
        (99999, "lowerRoman", "99999"),
    ],
)
def test_ways_of_counting(number: int, style: str, expected: str) -> None:
    assert written(number, style) == expected


# --- odt, rtf


def row(*cells: str) -> str:
    """A row of an OpenDocument table."""
    return (
        f"<table:table-row>{''.join(c if c.startswith('<') else f'<table:table-cell><text:p>{c}</text:p></table:table-cell>' for c in cells)}</table:table-row>"
    )


def test_odt(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="S"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>'
    )
    deleted = "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧文</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    high = '<table:table-cell table:number-rows-spanned="2"><text:p>2026</text:p></table:table-cell>'
    body = (
        f'{deleted}<text:h text:outline-level="1">Goals</text:h><text:p>By<text:s text:c="2"/>2026 reach <text:span text:style-name="S">40</text:span>'
        " 50 percent.<text:note><text:p>foot</text:p></text:note></text:p>"
        '<text:list text:style-name="L"><text:list-item><text:p>Buy buses.</text:p></text:list-item>'
        "<text:list-item><text:p>Train.</text:p></text:list-item></text:list>"
        f"<table:table>{row('Task', 'Due')}{row('A1', high)}{row('A2', '<table:covered-table-cell/>')}</table:table>"
    )
    assert only(tmp_path / "a.odt", odt(body, styles=styles)).text.splitlines() == [
        "# Goals",
        "By  2026 reach <s>40</s> 50 percent.",
        "1. Buy buses.",
        "2. Train.",
        "| Task | Due |",
        "| --- | --- |",
        "| A1 | 2026 |",
        "| A2 | 2026 |",
    ]


def test_rtf(tmp_path: Path) -> None:
    assert only(tmp_path / "a.rtf", RTF).text.splitlines() == [
        "关于涡育",
        "By the end of 2027, <s>35</s> 40 percent of buses.",
        "| Task | Due |",
        "| --- | --- |",
        "| Buy 20 buses | 2026 |",
        "Done.",
    ]


def test_rtf_beyond_the_basic_plane_and_without_an_end(tmp_path: Path) -> None:
    assert only(tmp_path / "a.rtf", rb"{\rtf1\ansi\uc1 \u-10179?\u-8704? \u8212- 2025").text == "😀 — 2025\n"


# --- pdf

PLAN = "到二〇二六年底，全市每千人口托位数达到四点五个以上，普惠托位占比不低于百分之六十，每个街道至少建成一所示范性托育机构，形成布局合理的服务体系。"
CARE = "市卫生健康委牵头，市财政局、市教育局配合，每年组织一次检查，检查结果向社会公布，并纳入年度考核，确保各项任务落实落细见到实效，让群众满意。"


def test_pdf_in_chinese(tmp_path: Path) -> None:
    first = [(100.0, 18.0, "全市托育服务实施方案"), (24.0, 12.0, "一、主要目标"), *wrapped(PLAN, 36, indent=2), *wrapped(CARE, 36, indent=2)[:1]]
    second = [*wrapped(CARE, 36, indent=2)[1:], (24.0, 12.0, "1.建设示范机构20所。"), (24.0, 12.0, "2.培训保育人员300人。")]
    third = wrapped(PLAN, 36, indent=2)
    document = only(pdf(tmp_path / "a.pdf", [first, second, third], chinese=True, head="某市人民政府文件", foot="— {} —"))
    assert document.text.splitlines() == ["全市托育服务实施方案", "一、主要目标", PLAN, CARE, "1.建设示范机构20所。", "2.培训保育人员300人。", PLAN]
    assert document.pages is not None
    assert [document.text[s : s + 4] for s in document.pages] == ["全市托育", CARE[34:38], PLAN[:4]]
    assert document.media_type == "application/pdf"


def test_pdf_in_english_mends_split_words(tmp_path: Path) -> None:
    lines = [
        (60.0, 16.0, "Plan for Cleaner Buses"),
        (0.0, 11.0, "The Department of Transport shall replace 40 percent of all city buses by imple-"),
        (0.0, 11.0, "menting the plan and by reaching its long-"),
        (0.0, 11.0, "term targets."),
        (18.0, 11.0, "• Buy 20 buses."),
        (18.0, 11.0, "• Train 300 drivers."),
    ]
    document = only(pdf(tmp_path / "a.pdf", [lines, [(0.0, 11.0, "Each depot reports in 2027.")]], foot="{}"))
    assert document.text.splitlines() == [
        "Plan for Cleaner Buses",
        "The Department of Transport shall replace 40 percent of all city buses by implementing the plan and by reaching its long-term targets.",
        "• Buy 20 buses.",
        "• Train 300 drivers.",
        "Each depot reports in 2027.",
    ]


def test_columns_of_a_pdf_are_read_one_after_the_other(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas").Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    canvas.setFont("Helvetica", 10)
    columns = (
        ("The first column says that each", "agency shall report to the board", "by the end of March 2027 at last."),
        ("The second column says that the", "board shall publish 12 reviews in", "every year from 2028 onwards."),
    )
    for left, lines in zip((60, 320), columns, strict=True):
        for i, text in enumerate(lines):
            canvas.drawString(left, 700 - 14 * i, text)
    canvas.save()
    assert only(tmp_path / "a.pdf").text.splitlines() == [" ".join(lines) for lines in columns]


def test_gaps_beside_chinese_are_no_spaces(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas").Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    x = 72.0
    for font, text, gap in (
        ("STSong-Light", "到", 3),
        ("Helvetica", "2026", 3),
        ("STSong-Light", "年底，建成公园", 3),
        ("Helvetica", "20", 40),
        ("STSong-Light", "个", 0),
    ):
        canvas.setFont(font, 12)
        canvas.drawString(x, 700, text)
        x += canvas.stringWidth(text, font, 12) + gap
    canvas.save()
    assert only(tmp_path / "a.pdf").text == "到2026年底，建成公园20 个\n"


def test_rows_of_a_pdf_carry_the_page(tmp_path: Path) -> None:
    sentence = "The agency shall publish {} reports by the end of {}."
    document = only(pdf(tmp_path / "a.pdf", [[(0.0, 11.0, sentence.format(n, 2030 + n))] for n in range(1, 4)], foot="Page {} of 3"))
    rows = tables(extract_document(document))
    assert [(r["due"], r["page"]) for r in rows["commitments"]] == [("2031-12-31", 1), ("2032-12-31", 2), ("2033-12-31", 3)]
    assert {m["page"] for m in rows["mentions"]} == {1, 2, 3}
    assert rows["documents"][0]["pages"] == 3


def test_a_pdf_without_text_names_ocr(tmp_path: Path) -> None:
    assert "OCR" in (only(pdf(tmp_path / "a.pdf", [[], []])).problem or "")
    assert "OCR" in (only(pdf(tmp_path / "b.pdf", [[], [], []], foot="- {} -")).problem or "")


def test_an_encrypted_pdf_is_named(tmp_path: Path) -> None:
    assert "encrypted" in (only(pdf(tmp_path / "a.pdf", [[(0.0, 11.0, "Secret plan for 2025.")]], password="x")).problem or "")


# --- the samples


def test_samples_give_rows_with_dates_and_agencies() -> None:
    found = {d.doc_id: tables(extract_document(d)) for d in read([SAMPLES])}
    assert set(found) == {"buildings_memo_en.docx", "elderly_care_zh.html", "water_plan_zh.pdf"}
    dates = {name: rows["documents"][0].get("doc_date") for name, rows in found.items()}
    assert dates == {"buildings_memo_en.docx": "2024-01-08", "elderly_care_zh.html": "2024-03-18", "water_plan_zh.pdf": "2024-02-20"}
    due = {name: {r.get("due") for r in rows["commitments"]} for name, rows in found.items()}
    assert due["buildings_memo_en.docx"] >= {"2024-06-30", "2025-12-31", "2024-04-07"}
    assert due["elderly_care_zh.html"] >= {"2026-12-31", "2025-12-31", "2026-06-30"}
    assert due["water_plan_zh.pdf"] >= {"2026-12-31", "2025-06-30", "2024-10-31"}
    assert all(path.stat().st_size < 40_000 for path in SAMPLES.iterdir())


# --- what holds several documents


def test_tmx(tmp_path: Path) -> None:
    for name in ("a.tmx", "a.xml"):
        (tmp_path / name).write_text(TMX, encoding="utf-8")
        zh, en = read([tmp_path / name])
        assert (zh.doc_id, zh.lang, zh.text) == (f"{name}#zh", "zh", "到2025年，覆盖率达到95%以上。\n每年检查一次。\n")
        assert (en.doc_id, en.lang, en.text) == (f"{name}#en", "en", "By 2025, coverage shall reach 95 percent or more.\nInspect once a year.\n")


def test_other_xml_is_named(tmp_path: Path) -> None:
    assert "<rss>" in (only(tmp_path / "a.xml", "<rss><a/></rss>").problem or "")


def test_zip_of_all_kinds(tmp_path: Path) -> None:
    members: list[tuple[str, bytes | str]] = [
        ("b.html", HTML),
        ("a/plan.docx", docx(p("到2025年完成。"))),
        ("a/rows.jsonl", '{"doc_id": "x", "text": "Buy 20 buses."}\n{"text": "Done."}\n'),
        ("c.tmx", TMX),
        ("d.zip", zipped([("in.txt", ENGLISH), ("deeper.zip", zipped([("x.txt", ENGLISH)]))])),
        ("e.rtf", RTF),
        ("f.odt", odt("<text:p>Done by 2026.</text:p>")),
        ("g.txt", ENGLISH.encode("utf-16")),
        ("h.doc", RTF),
        ("pic.png", b"\x89PNG"),
        ("__MACOSX/._b.html", b"x"),
        (".hidden.txt", ENGLISH),
    ]
    (tmp_path / "z.zip").write_bytes(zipped(members))
    skipped: list[str] = []
    found = {d.doc_id: d for d in read([tmp_path / "z.zip"], on_skip=skipped.append)}
    assert list(found) == [
        "z.zip/a/plan.docx",
        "z.zip/a/rows.jsonl#x",
        "z.zip/a/rows.jsonl#2",
        "z.zip/b.html",
        "z.zip/c.tmx#zh",
        "z.zip/c.tmx#en",
        "z.zip/d.zip/deeper.zip",
        "z.zip/d.zip/in.txt",
        "z.zip/e.rtf",
        "z.zip/f.odt",
        "z.zip/g.txt",
        "z.zip/h.doc",
    ]
    assert {i for i, d in found.items() if d.problem} == {"z.zip/d.zip/deeper.zip"}
    assert skipped == ["z.zip/pic.png"]
    assert (found["z.zip/h.doc"].media_type, found["z.zip/g.txt"].encoding) == ("application/rtf", "utf-16")


def test_zip_names_of_chinese_systems(tmp_path: Path) -> None:
    """Old systems write names in GB18030 without saying so."""
    name = "某县通知.txt".encode("gb18030")
    placeholder = "A" * len(name)
    (tmp_path / "z.zip").write_bytes(zipped([(placeholder, ENGLISH)]).replace(placeholder.encode(), name))
    assert only(tmp_path / "z.zip").doc_id == "z.zip/某县通知.txt"


def test_a_workbook_in_an_archive(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for cells in (["doc_id", "text"], ["甲", "到2025年完成。"]):
        book.active.append(cells)
    held = io.BytesIO()
    book.save(held)
    assert (only(tmp_path / "z.zip", zipped([("t.xlsx", held.getvalue())]))).doc_id == "z.zip/t.xlsx#甲"


def test_kinds_are_known_by_their_first_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = pdf(tmp_path / "a.pdf", [[(0.0, 11.0, "Buy 20 buses by 2026.")]]).read_bytes()
    for name, data, media in (
        ("plan.doc", docx(p("Done.")), FORMATS[".docx"].media_type),
        ("page.doc", HTML.encode(), "text/html"),
        ("scan.htm", page, "application/pdf"),
        ("nosuffix", page, "application/pdf"),
        ("other.xml", b'<?xml version="1.0"?><!DOCTYPE html><html><body><p>Buy 20 buses.</p></body></html>', "text/html"),
    ):
        document = only(tmp_path / name, data)
        assert (document.problem, document.media_type) == (None, media), name
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page)))
    (document,) = read(["-"])
    assert (document.doc_id, document.text, document.pages) == ("stdin", "Buy 20 buses by 2026.\n", (0,))


def test_an_old_word_file_says_what_to_do(tmp_path: Path) -> None:
    assert "save it as .docx" in (only(tmp_path / "a.doc", b"\xd0\xcf\x11\xe0" + bytes(600)).problem or "")
    locked = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "encrypted" in (only(tmp_path / "a.docx", locked).problem or "")
